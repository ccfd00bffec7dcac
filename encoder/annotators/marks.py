"""Finding quotations by their marks: which opening mark belongs to which closing one, in one block of text.

Linear in the length of the block. A mark that is never closed makes no quotation and never reaches into the next
block; it is reported. An apostrophe is no mark: ’ closes only what ‘ opened at the beginning of a word.
"""

import re
from dataclasses import dataclass
from typing import Final

from tei import Span

_PAIRS: Final = {"«": "»", "“": "”", "‹": "›"}
_OUTWARDS: Final = re.compile(r"[^«»]*(?<![^\s(])»(?=\w)")
"""The first mark of a block is » before a word: guillemets point outwards, as German ones do (»so«)."""

_LOW: Final = {"„": "“”", "‚": "‘’"}


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotations of a text by their marks (which are inside the spans), and the marks that have no partner.

    ``depth`` of a quotation is the number of quotations around it; both tuples are in the order of the text.
    """

    spans: tuple[tuple[Span, int], ...]
    unpaired: tuple[int, ...]


def find_marks(text: str, block: Span) -> Marks:
    """Give the quotations of one block; offsets are those of ``text``."""
    opened: list[tuple[str, int]] = []
    spans: list[tuple[Span, int]] = []
    unpaired: list[int] = []
    outwards = _OUTWARDS.match(text, block.start, block.end) is not None
    for at in range(block.start, block.end):
        mark = text[at]
        if outwards and mark in "«»":
            mark = "»" if mark == "«" else "«"
        if mark in "»”›“’‘" and any(mark in closers for closers, _ in opened):
            while mark not in opened[-1][0]:
                unpaired.append(opened.pop()[1])
            _, start = opened.pop()
            spans.append((Span(start, at + 1), len(opened)))
        elif mark in _PAIRS:
            opened.append((_PAIRS[mark], at))
        elif mark in _LOW:
            opened.append((_LOW[mark], at))
        elif mark == '"':
            if any(closers == '"' for closers, _ in opened):
                while opened[-1][0] != '"':
                    unpaired.append(opened.pop()[1])
                _, start = opened.pop()
                spans.append((Span(start, at + 1), len(opened)))
            else:
                opened.append(('"', at))
        elif mark in "»”›":
            unpaired.append(at)
    unpaired.extend(at for _, at in opened)
    return Marks(tuple(sorted(spans)), tuple(sorted(unpaired)))
