"""Finding quotations by their marks: which opening mark belongs to which closing one, in one block of text.

Linear in the length of the block. A mark that is never closed makes no quotation and never reaches into the next
block; it is reported. An apostrophe is no mark: ’ closes only what ‘ opened, and never inside a word.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from tei import Span

_MARK: Final = re.compile('[«»“”„‚‘’‹›"]')
_PAIRS: Final = {"«": "»", "“": "”", "‹": "›"}
_OUTWARDS: Final = re.compile(r"[^«»]*(?<![^\s(])»(?=\w)")
"""The first mark of a block is » before a word: guillemets point outwards, as German ones do (»so«)."""

_GUILLEMET: Final = re.compile("[«»]")
_INWARDS: Final = re.compile(r"(?:^|[\s(])«")
"""« after a blank: guillemets point inwards, whatever the first one of the block does."""

_ENDING: Final = ("»", "”", '"')
_STOP: Final = re.compile(r"[,;:)]|\.(?!\.)")
"""What stands only behind a closing mark, as a blank does."""

_LOW: Final = {"„": "“”", "‚": "‘’"}
_SPACES: Final = " \t\n\u00a0\u202f\u2009"


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotations of a block by their marks (which are inside the spans), and the marks that have no partner.

    ``spans`` has each quotation with its depth, the number of quotations around it; ``opened`` are the marks that were
    never closed, ``closed`` those that were never opened. All are in the order of the text.
    """

    spans: tuple[tuple[Span, int], ...]
    opened: tuple[int, ...]
    closed: tuple[int, ...]


@dataclass(slots=True)
class _Pairing:
    """The marks that are open, and how many of them each closing mark could close."""

    open: list[tuple[str, int]] = field(default_factory=list)
    waiting: Counter[str] = field(default_factory=Counter)
    spans: list[tuple[Span, int]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    def push(self, closers: str, at: int) -> None:
        self.open.append((closers, at))
        self.waiting.update(closers)

    def pop(self) -> int:
        closers, at = self.open.pop()
        self.waiting.subtract(closers)
        return at

    def close(self, mark: str, at: int) -> None:
        while mark not in self.open[-1][0]:
            self.opened.append(self.pop())
        start = self.pop()
        self.spans.append((Span(start, at + 1), len(self.open)))


def find_marks(text: str, block: Span) -> Marks:
    """Give the quotations of one block; offsets are those of ``text``."""
    pairing = _Pairing()
    inwards = _INWARDS.search(text, block.start, block.end) is not None
    outwards = not inwards and _OUTWARDS.match(text, block.start, block.end) is not None
    for match, following in pairwise((*_MARK.finditer(text, block.start, block.end), None)):
        if match is None:
            break
        at, mark = match.start(), match[0]
        before, after = _beside(text, block, at)
        if outwards and mark in "«»":
            mark = "»" if mark == "«" else "«"
        elif mark == "»" and not pairing.waiting["»"] and _is_turned(text, at, block):
            mark = "«"
        if mark == text[at] and _ends_unlike(pairing, text, block, at, following.start() if following else at):
            pairing.close(pairing.open[-1][0], at)  # two marks that are not alike: "intenable”, « too heavy"
        else:
            _take(pairing, mark, at, before, after)
    for _, at in pairing.open:
        pairing.opened.append(at)
    return Marks(tuple(sorted(pairing.spans)), tuple(sorted(pairing.opened)), tuple(sorted(pairing.closed)))


def _is_turned(text: str, at: int, block: Span) -> bool:
    """Tell whether » stands for «: after a blank or a bracket, before a word, and the next guillemet closes it."""
    opens = at > block.start and text[at - 1] in "( \u00a0\u202f" and text[at + 1 : at + 2].isalnum()
    following = _GUILLEMET.search(text, at + 1, block.end) if opens else None
    return following is not None and following[0] == "»" and text[following.start() - 1] != "("


def _take(pairing: _Pairing, mark: str, at: int, before: str, after: str) -> None:
    begins = _begins(before, after)
    if mark == "’" and (after.isalnum() or not pairing.waiting["’"]):
        return  # an apostrophe
    if mark == '"':
        _take_straight(pairing, at, begins=begins)
    elif mark in "»”›“’‘" and pairing.waiting[mark] > 0 and not (mark in "“‘" and begins):
        pairing.close(mark, at)
    elif mark in _PAIRS and pairing.waiting[_PAIRS[mark]] > 0 and _is_slip(before, after):
        pairing.close(_PAIRS[mark], at)  # “a mark that should have been turned“, he said
    elif mark in _PAIRS:
        pairing.push(_PAIRS[mark], at)
    elif mark in _LOW:
        pairing.push(_LOW[mark], at)
    elif mark == "‘" and not before.isalnum():
        pairing.push("’", at)
    elif mark == "”" and begins:
        pairing.push("”", at)  # the same mark on both sides, as in Swedish
    elif mark in "»”›":
        pairing.closed.append(at)


def _is_slip(before: str, after: str) -> bool:
    """Tell whether an opening mark stands as only a closing one can: right behind a word, before a blank or a comma."""
    return before not in _SPACES and before not in "(['’-–—/" and (after in _SPACES or after in "!?…")


def _ends_unlike(pairing: _Pairing, text: str, block: Span, at: int, following: int) -> bool:
    """Tell whether a closing mark ends what another kind of mark opened: its own kind is not open, and what follows is
    not the other's own closing mark.
    """
    mark, opened = text[at], pairing.open[-1][0] if pairing.open else ""
    if mark not in _ENDING or opened not in _ENDING or pairing.waiting[mark]:
        return False
    if following > at and text[following] == opened and not _begins(*_beside(text, block, following)):
        return False
    before, after = _beside(text, block, at)
    stopped = _STOP.match(text, at + 1, block.end) is not None
    return after in _SPACES and (mark == "»" or stopped or before not in _SPACES) and before not in "([’'"


def _beside(text: str, block: Span, at: int) -> tuple[str, str]:
    """Give the characters before and behind a mark; a blank for an edge, or for what only a closing mark precedes."""
    before = text[at - 1] if at > block.start else " "
    stopped = at + 1 >= block.end or _STOP.match(text, at + 1, block.end)
    return before, " " if stopped else text[at + 1]


def _begins(before: str, after: str) -> bool:
    return (before in _SPACES or before in "(['’«“‘—–-/") and after not in _SPACES


def _take_straight(pairing: _Pairing, at: int, *, begins: bool) -> None:
    """Pair straight marks: one that stands as only an opening mark can does not close, unless nothing else will."""
    if pairing.waiting['"'] <= 0:
        pairing.push('"', at)
    elif begins:
        while pairing.open[-1][0] != '"':
            pairing.opened.append(pairing.pop())
        pairing.opened.append(pairing.pop())
        pairing.push('"', at)
    else:
        pairing.close('"', at)
