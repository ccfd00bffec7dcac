"""Reading the marked documents of the register sets, and B³ over them (Bagga and Baldwin 1998)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from encoder.registers import register
from tei import Annotation, Layer, Span

HERE = Path(__file__).parent
DOCUMENT_SETS = ("development", "unseen")
_NAME = re.compile(r"\{([^{}|]+)\|(PER|LOC|ORG) ([\w-]+)\}")
_TAGS = {"PER": "persName", "LOC": "placeName", "ORG": "orgName"}


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document without its marks: its blocks, its names, and for each name who is meant."""

    title: str
    text: str
    blocks: tuple[Span, ...]
    names: tuple[Annotation, ...]
    who: tuple[str, ...]


def read_documents(name: str) -> list[MarkedDocument]:
    """Give the documents of a set (:data:`DOCUMENT_SETS`)."""
    found = []
    for part in (HERE / "documents" / f"{name}.txt").read_text(encoding="utf-8").split("\n= ")[1:]:
        title, _, marked = part.strip().partition("\n")
        found.append(read_text(marked, title))
    return found


def read_text(marked: str, title: str = "") -> MarkedDocument:
    """Give the document of a marked text, a block for each line."""
    text, blocks, names, who = "", [], [], []
    for line in marked.split("\n"):
        start = len(text)
        position = 0
        for match in _NAME.finditer(line):
            text += line[position : match.start()]
            names.append(Annotation.of(_TAGS[match[2]], len(text), len(text) + len(match[1])))
            who.append(f"{match[2]} {match[3]}")
            text += match[1]
            position = match.end()
        text += line[position:]
        blocks.append(Span(start, len(text)))
        text += "\n"
    return MarkedDocument(title, text, tuple(blocks), tuple(names), tuple(who))


def references(document: MarkedDocument) -> list[str]:
    """Give for each name the entry it points to."""
    layer, _ = register(document.text, document.blocks, Layer("entities", document.names))
    return [one.get("ref") for one in layer.annotations]


def b_cubed(found: Sequence[str], wanted: Sequence[str]) -> tuple[float, float]:
    """Give the sums, over the names, of precision and recall."""
    precision = recall = 0.0
    for one, two in zip(found, wanted, strict=True):
        mine = {index for index, other in enumerate(found) if other == one}
        theirs = {index for index, other in enumerate(wanted) if other == two}
        precision += len(mine & theirs) / len(mine)
        recall += len(mine & theirs) / len(theirs)
    return precision, recall
