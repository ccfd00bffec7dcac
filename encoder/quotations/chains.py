"""Quotations over several paragraphs: what one paragraph leaves open, the next ones go on with and close.

The press re-opens a quotation at each new paragraph, by « or by », and closes it once, at the end. A quotation that is
never re-opened is closed by the next paragraph but one at most, before any new mark of its kind is opened there, and
only if no words that say who speaks stand after what was left open: those show that its closing mark was forgotten.
Anything else that is left open makes no quotation, and is reported.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from encoder.quotations.marks import Marks, find_marks
from tei import Span

_OPEN: Final = '«“„‹"'
_CLOSERS: Final = {"«": "»", "“": "”", "„": "“”", "‹": "›", '"': '"'}
_FIRST: Final = re.compile(r"[\s\u00a0\u202f]*(\S)")
_GAP: Final = 1
"""How many paragraphs without any mark may stand inside a quotation that is not re-opened at each paragraph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks: one piece for each block it runs through.

    ``dashed`` is a line of dialogue, which has a dash for a mark.
    """

    pieces: tuple[Span, ...]
    dashed: bool = False

    @property
    def start(self) -> int:
        """Give where it begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Give where it ends."""
        return self.pieces[-1].end

    @property
    def span(self) -> Span:
        """Give everything from its first mark to its last."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Found:
    """The quotations of a text in its order, and the offsets of marks that have no partner."""

    quotations: tuple[Quotation, ...]
    unpaired: tuple[int, ...]


def find_quotations(
    text: str,
    blocks: Sequence[Span],
    flow: Iterable[int] | None = None,
    told: Callable[[Span], bool] = lambda _: False,
) -> Found:
    """Give the quotations of a text; ``flow`` are the numbers of the blocks that are running text (all by default).

    Only running text carries a quotation on; what stands between (a link to another article) is passed over. ``told``
    tells whether words that say who speaks stand in a span.
    """
    flowing = set(range(len(blocks)) if flow is None else flow)
    finder = _Finder(text, blocks, flowing, told)
    finder.run()
    return Found(tuple(sorted(finder.found, key=lambda one: (one.start, -one.end))), tuple(sorted(finder.unpaired)))


class _Finder:
    """Goes through the blocks once; the marks of a block are found once for each way it can begin."""

    def __init__(self, text: str, blocks: Sequence[Span], flowing: set[int], told: Callable[[Span], bool]) -> None:
        self._text = text
        self._told = told
        self._blocks = blocks
        self._order = [number for number in range(len(blocks)) if number in flowing]
        self._flowing = flowing
        self.found: list[Quotation] = []
        self.unpaired: list[int] = []

    def run(self) -> None:
        for number, block in enumerate(self._blocks):
            if number not in self._flowing:
                self._keep(find_marks(self._text, block))
        position = 0
        while position < len(self._order):
            position = self._from(position)

    def _from(self, position: int) -> int:
        """Take the block at this position with the blocks that carry its quotation on; give the next position.

        A chain that is never closed is none, and none of its blocks is tried again: each block is read twice at most.
        """
        block = self._blocks[self._order[position]]
        marks = find_marks(self._text, block)
        start = self._left_open(marks, block)
        chain, closed = self._chain(position, start) if start is not None else ((), False)
        if start is None or not closed:
            self._keep(marks)
            for number in self._order[position + 1 : position + 1 + len(chain)]:
                self._keep(find_marks(self._text, self._blocks[number]))
            return position + 1 + len(chain)
        first = Span(start, block.end)
        self.found.append(Quotation((first, *(piece for piece, _ in chain))))
        self._keep(marks, besides=start)
        for piece, inner in chain:
            self._keep(inner, besides=piece.end - 1)
        return position + 1 + len(chain)

    def _left_open(self, marks: Marks, block: Span) -> int | None:
        """Give the mark that a block leaves open to its end, if what follows it is speech and not a slip."""
        for at in marks.opened:
            content = _FIRST.match(self._text, at + 1, block.end)
            inside = any(span.start < at < span.end for span, _ in marks.spans)
            if self._text[at] in _OPEN and content and not inside:
                return at if not content[1].islower() and block.end - at > 20 else None
        return None

    def _chain(self, position: int, start: int) -> tuple[Sequence[tuple[Span, Marks]], bool]:
        """Give the pieces in the blocks after this position, with the marks in each, and whether the last closes."""
        mark = self._text[start]
        pieces: list[tuple[Span, Marks]] = []
        plain = 0  # paragraphs in a row without any mark
        for number in self._order[position + 1 :]:
            block = self._blocks[number]
            first = _FIRST.match(self._text, block.start, block.end)
            begin = first.end() if first and first[1] in (mark, *_CLOSERS[mark]) else block.start
            if plain and begin > block.start:
                return pieces[: len(pieces) - plain], False  # another quotation begins
            inner = find_marks(self._text, Span(begin, block.end))
            piece_start = begin - 1 if begin > block.start else begin
            closing = next((at for at in inner.closed if self._text[at] in _CLOSERS[mark]), None)
            if mark == '"':
                closing = self._straight(inner)
            if closing is not None and begin == block.start and self._is_forgotten(position, start, inner, closing):
                return pieces[: len(pieces) - plain], False
            if closing is not None:
                return (*pieces, (Span(piece_start, closing + 1), inner)), True
            plain = plain + 1 if begin == block.start else 0
            if plain and (plain > _GAP or inner.spans or inner.opened):
                return pieces[: len(pieces) - plain + 1], False
            pieces.append((Span(piece_start, block.end), inner))
        return pieces[: len(pieces) - plain], False

    def _is_forgotten(self, position: int, start: int, inner: Marks, closing: int) -> bool:
        """Tell whether the mark that closes in a paragraph without one at its start closes something else."""
        mark = self._text[start]
        if any(self._text[span.start] == mark and span.start < closing for span, _ in inner.spans):
            return True
        return self._told(Span(start + 1, self._blocks[self._order[position]].end))

    def _straight(self, inner: Marks) -> int | None:
        """Give the straight mark that closes: one without partner that stands after a word."""
        at = next((one for one in inner.opened if self._text[one] == '"'), None)
        return at if at is not None and not self._text[at - 1].isspace() else None

    def _keep(self, marks: Marks, *, besides: int | None = None) -> None:
        """Keep the quotations of a block; the last mark of a chain is no stray."""
        self.found.extend(Quotation((span,)) for span, _ in marks.spans)
        self.unpaired.extend(at for at in (*marks.opened, *marks.closed) if at != besides)
