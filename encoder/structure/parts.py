"""The parts of an article: its blocks, each with the role that it plays."""

from dataclasses import dataclass
from typing import Literal

from encoder.structure.lines import Block
from encoder.structure.shapes import byline_names, dated_names

Role = Literal["kicker", "head", "sub", "lead", "byline", "dateline", "intertitle", "p", "item", "numbered"]


@dataclass(slots=True)
class Part:
    """A block with its role, its place in the text, and how sure the role is; ``labelled`` with its speaker's name.

    ``opening`` tells that it was cut off the paragraph after it, as a dateline.
    """

    block: Block
    role: Role = "p"
    cert: str = ""
    start: int = 0
    end: int = 0
    labelled: bool = False
    opening: bool = False


def authors(part: Part) -> list[tuple[int, int]]:
    """Give the places, in the text, of the names of a byline."""
    names = (dated_names(part.block.text) or byline_names(part.block.text)) if part.role == "byline" else None
    return [(part.start + start, part.start + end) for start, end in names or ()]
