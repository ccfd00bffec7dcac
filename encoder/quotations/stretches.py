"""The stretches of text that are read one after the other: blocks, and the insides of the quotations in them."""

import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from encoder.quotations.chains import Quotation
from encoder.quotations.kinds import content_of
from encoder.quotations.lexicon import is_in, plain
from encoder.quotations.tokens import Piece, Token, sentences, tokenise
from encoder.quotations.works import Works
from tei import Annotation, Span

NAMES: Final = frozenset({"persName", "orgName", "placeName"})
_WORD: Final = 24
"""How far back the word before a quotation is looked for."""

_ARTICLES: Final = ("le ", "la ", "les ", "l’", "l'", "un ", "une ", "du ", "des ")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block, or the inside of a quotation (``inside`` is its number, else -1), as tokens and sentences."""

    block: int
    tokens: list[Token]
    sentences: list[Span]
    inside: int = -1


class Names:
    """The names of an article in its order, found by their place; titles and species have the marks around them."""

    def __init__(self, text: str, names: Sequence[Annotation], works: Works | None = None) -> None:
        self._text = text
        self.titles = frozenset(works.titles if works else ())
        self.species = frozenset(works.species if works else ())
        self._names = sorted(
            (one for one in names if one.tag in NAMES), key=lambda one: (one.span.start, -one.span.end)
        )
        self._starts = [one.span.start for one in self._names]
        self._by_span = {one.span: one for one in self._names}

    def between(self, span: Span) -> Sequence[Annotation]:
        """Give the names that begin in a span."""
        return self._names[bisect.bisect_left(self._starts, span.start) : bisect.bisect_left(self._starts, span.end)]

    def filling(self, span: Span) -> Annotation | None:
        """Give the name that is all there is between the marks of a quotation, but for an article in front of it."""
        content = content_of(self._text, span)
        shown = self._text[content.start : content.start + 4].lower()
        skipped = next((len(one) for one in _ARTICLES if shown.startswith(one)), 0)
        if span in self.titles or self._is_work(span):
            return None
        found = self._by_span.get(content)
        if found is None and skipped and content.start + skipped < content.end:
            found = self._by_span.get(Span(content.start + skipped, content.end))
        return found

    def _is_work(self, span: Span) -> bool:
        """Tell whether a work is announced: a name between marks after « le film » is a title."""
        before = plain(self._text[max(0, span.start - _WORD) : span.start]).split()
        return bool(before) and any(is_in(before[-1], section) for section in ("work-m", "work-a"))

    def around(self, span: Span) -> bool:
        """Tell whether the last name that begins before a quotation, or with it, goes on to its end or beyond."""
        at = bisect.bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._names[at].span.holds(span)


def find_stretches(text: str, blocks: Sequence[Span], quotations: Sequence[Quotation], names: Names) -> list[Stretch]:
    """Give the blocks, each followed by the insides of its quotations, in the order of the text.

    A quotation that holds nothing but a name is a name.
    """
    filled = {number: name for number, one in enumerate(quotations) if (name := names.filling(one.span))}
    inside, outermost = _nested(blocks, quotations, filled)
    marked = {quotations[number].span: name for number, name in filled.items()}
    marked_starts = sorted(marked, key=lambda span: span.start)
    starts = [span.start for span in marked_starts]

    def cut(stretch: Span, pieces: Sequence[Piece]) -> tuple[list[Token], list[Span]]:
        wide = marked_starts[bisect.bisect_left(starts, stretch.start) : bisect.bisect_left(starts, stretch.end)]
        named = [*((span, marked[span]) for span in wide), *((one.span, one) for one in names.between(stretch))]
        tokens = tokenise(text, stretch, pieces, named)
        return tokens, sentences(tokens)

    found = []
    for number, block in enumerate(blocks):
        found.append(Stretch(number, *cut(block, outermost[number])))
        waiting = outermost[number][::-1]
        while waiting:
            outer = waiting.pop()
            nested = inside.get(outer, [])
            content = content_of(text, outer[1])
            if content.start < content.end:
                found.append(Stretch(number, *cut(content, nested), outer[0]))
            waiting.extend(nested[::-1])
    return found


def _nested(
    blocks: Sequence[Span], quotations: Sequence[Quotation], filled: Collection[int]
) -> tuple[dict[Piece, list[Piece]], list[list[Piece]]]:
    """Give the pieces that stand in each piece, and those that stand in no other, block by block."""
    starts = [block.start for block in blocks]
    pieces = [(number, piece) for number, one in enumerate(quotations) if number not in filled for piece in one.pieces]
    inside: dict[Piece, list[Piece]] = {}
    outermost: list[list[Piece]] = [[] for _ in blocks]
    open_: list[Piece] = []
    for one in sorted(pieces, key=lambda one: (one[1].start, -one[1].end)):
        while open_ and open_[-1][1].end <= one[1].start:
            open_.pop()
        if open_:
            inside.setdefault(open_[-1], []).append(one)
        else:
            outermost[bisect.bisect_right(starts, one[1].start) - 1].append(one)
        open_.append(one)
    return inside, outermost
