"""Weaving: a text and its layers become one tree. The only maker of body markup.

The text is cut at every boundary and the slices are emitted in order, so no annotation can lose, double or move a
character. Structure (:data:`tei.elements.STRUCTURE`) must nest; below it the containment order of
:mod:`tei.elements` decides which of two crossing annotations is cut, and its pieces are chained with
``@next``/``@prev`` (TEI P5, att.global.linking). ``@part`` is not used: names and quotations do not have it.
"""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lxml import etree

from tei.article import Article
from tei.characters import XML_SPACE
from tei.elements import EMPTY, STRUCTURE, rank, structure_rank
from tei.errors import CrossingError, WeaveError
from tei.layer import Annotation, Layer, Span
from tei.names import TEI_NS, attribute_key, tei

PIECE_PREFIX: Final = "piece."
"""Ids that the weaver gives to the pieces of an annotation that has none begin with this; readers drop them."""

Gaps = Sequence[str]
"""White space before the first block, between the blocks in turn, and after the last: ``len(blocks) + 1`` strings."""


@dataclass(slots=True)
class _Node:
    annotation: Annotation
    order: int
    children: list["_Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    annotation: Annotation
    order: int
    attributes: tuple[tuple[str, str], ...] = ()


def weave(article: Article, layers: Iterable[Layer], gaps: Gaps | None = None) -> etree._Element:
    """Give the ``text`` element with its ``body`` for an article and its layers.

    The structural annotations must cut the text into blocks that are separated by single line feeds; without any,
    the whole text is one ``p``. ``gaps`` is the white space of the source around the blocks; it stands between the
    elements and is no part of the text. Raises :class:`CrossingError` when structure does not nest and
    :class:`WeaveError` for a span outside the text, text outside every block, or a gap that is not white space.
    """
    annotations = [annotation for layer in layers for annotation in layer.annotations]
    _check_inside(article.text, annotations)
    structure = [one for one in annotations if one.tag in STRUCTURE]
    roots = _nest(structure or [Annotation.of("p", 0, len(article.text))])
    blocks = [node for node in _walk(roots) if not node.children]
    _check_tiles(article.text, [node.annotation for node in blocks])
    gaps = ["", *["\n"] * (len(blocks) - 1), ""] if gaps is None else gaps
    _check_gaps(gaps, len(blocks))

    pieces = _cut_at_blocks([one for one in annotations if one.tag not in STRUCTURE], blocks, article.text)
    text = etree.Element(tei("text"), nsmap={None: TEI_NS})
    body = etree.SubElement(text, tei("body"))
    _Emitter(article.text, pieces, gaps).emit(body, roots)
    _append(body, gaps[-1])
    return text


def _check_inside(text: str, annotations: Iterable[Annotation]) -> None:
    for one in annotations:
        if one.span.end > len(text):
            raise WeaveError(f"{one} ends after the text, which has {len(text)} code points")
        if one.span.start == one.span.end and one.tag not in EMPTY:
            raise WeaveError(f"{one} marks no text; only {', '.join(sorted(EMPTY))} may stand at a point")


def _nest(structure: Sequence[Annotation]) -> list[_Node]:
    """Give the forest of the structural annotations, in the order of the text."""

    def key(indexed: tuple[int, Annotation]) -> tuple[int, int, int, int]:
        order, one = indexed
        return one.span.start, -one.span.end, structure_rank(one.tag), order

    roots: list[_Node] = []
    open_nodes: list[_Node] = []
    for order, one in sorted(enumerate(structure), key=key):
        while open_nodes and open_nodes[-1].annotation.span.end <= one.span.start:
            open_nodes.pop()
        if open_nodes and one.span.end > open_nodes[-1].annotation.span.end:
            raise CrossingError(open_nodes[-1].annotation, one)
        node = _Node(one, order)
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def _walk(nodes: Iterable[_Node]) -> Iterable[_Node]:
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children[::-1])


def _check_tiles(text: str, blocks: Sequence[Annotation]) -> None:
    """Raise unless every character is in one block or is the line feed between two."""
    edges = [-1, *(edge for one in blocks for edge in (one.span.start, one.span.end)), len(text) + 1]
    for before, after in zip(edges[::2], edges[1::2], strict=True):
        inside = text[max(before, 0) : min(after, len(text))]
        if after - before != 1 or (inside not in ("", "\n")):
            place = max(before, 0)
            raise WeaveError(
                f"no block holds {text[place : place + 40]!r} at offset {place}; "
                "blocks must cover the text and be separated by single line feeds"
            )
    for one in blocks:
        if not text[one.span.start : one.span.end].strip(XML_SPACE):
            raise WeaveError(f"{one} holds nothing but white space; leave the block out")


def _check_gaps(gaps: Gaps, blocks: int) -> None:
    if len(gaps) != blocks + 1:
        raise WeaveError(f"{blocks} blocks need {blocks + 1} gaps around them, not {len(gaps)}")
    for number, gap in enumerate(gaps):
        if gap.strip(XML_SPACE):
            raise WeaveError(f"gap {number} is not only white space: {gap!r}")


def _cut_at_blocks(annotations: Sequence[Annotation], blocks: Sequence[_Node], text: str) -> list[list[_Piece]]:
    """Give, block by block, the pieces of the annotations, cut where blocks end and where annotations cross."""
    starts = [node.annotation.span.start for node in blocks]
    fragments: list[list[_Piece]] = [[] for _ in blocks]
    for order, one in enumerate(annotations):
        first = bisect.bisect_right(starts, one.span.start) - 1
        last = bisect.bisect_left(starts, one.span.end, lo=first + 1) - 1 if one.span.end > one.span.start else first
        for index in range(first, last + 1):
            block = blocks[index].annotation.span
            start, end = max(one.span.start, block.start), min(one.span.end, block.end)
            if start < end or one.tag in EMPTY:
                fragments[index].append(_Piece(Span(start, end), one, order))
        if one.span.start >= blocks[first].annotation.span.end and one.span.start != one.span.end:
            raise WeaveError(f"{one} begins in the space between two blocks")
        if one.span.end > blocks[last].annotation.span.end:
            raise WeaveError(f"{one} ends in the space between two blocks")
    cut = [_cut_crossings(pieces) for pieces in fragments]
    return _chain(_without_blanks(cut, text))


def _cut_crossings(pieces: list[_Piece]) -> list[_Piece]:
    """Cut the inner kind wherever two annotations cross, so that what is left nests."""
    placed: list[_Piece] = []
    ends: list[tuple[int, int]] = []  # each boundary with the boundary at the other end, sorted
    for piece in sorted(pieces, key=_priority):
        start, end = piece.span.start, piece.span.end
        inside = ends[bisect.bisect_left(ends, (start + 1, -1)) : bisect.bisect_left(ends, (end, -1))]
        cuts = sorted({at for at, other in inside if not start <= other <= end})
        for left, right in pairwise([start, *cuts, end]):
            placed.append(_Piece(Span(left, right), piece.annotation, piece.order))
            if left < right:
                bisect.insort(ends, (left, right))
                bisect.insort(ends, (right, left))
    return placed


def _without_blanks(blocks: list[list[_Piece]], text: str) -> list[list[_Piece]]:
    """Leave out pieces of white space between two others of their annotation: they would be elements without words."""
    spans: dict[int, list[Span]] = {}
    for piece in (one for pieces in blocks for one in pieces):
        spans.setdefault(piece.order, []).append(piece.span)
    blank = {
        (order, span)
        for order, found in spans.items()
        for span in sorted(found)[1:-1]
        if text[span.start : span.end].isspace()
    }
    return [[piece for piece in pieces if (piece.order, piece.span) not in blank] for pieces in blocks]


def _priority(piece: _Piece) -> tuple[int, int, int, int]:
    return rank(piece.annotation.tag), piece.span.start - piece.span.end, piece.span.start, piece.order


def _chain(blocks: list[list[_Piece]]) -> list[list[_Piece]]:
    """Give each piece its attributes: those of its annotation, and the links between the pieces of a cut one.

    An annotation that goes on from a cut one (its own ``@prev``) goes on from the last piece of that.
    """
    by_annotation: dict[int, list[_Piece]] = {}
    for pieces in blocks:
        for piece in pieces:
            by_annotation.setdefault(piece.order, []).append(piece)
    attributes: dict[tuple[int, Span], tuple[tuple[str, str], ...]] = {}
    lasts: dict[str, str] = {}
    anonymous = 0
    for order in sorted(by_annotation):
        chain = sorted(by_annotation[order], key=lambda piece: piece.span)
        own = chain[0].annotation
        if len(chain) == 1:
            attributes[order, chain[0].span] = own.attributes
            continue
        base = own.get("xml:id")
        if not base:
            anonymous += 1
            base = f"{PIECE_PREFIX}{anonymous}"
        ids = [base, *(f"{base}.{number}" for number in range(2, len(chain) + 1))]
        lasts[f"#{base}"] = f"#{ids[-1]}"
        for index, piece in enumerate(chain):
            links = {"xml:id": ids[index]}
            if index:
                links["prev"] = f"#{ids[index - 1]}"
            if index < len(chain) - 1:
                links["next"] = f"#{ids[index + 1]}"
            linked = Annotation.of(own.tag, 0, 0, {**dict(own.attributes), **links})
            attributes[order, piece.span] = linked.attributes
    for order, chain in by_annotation.items():
        first = min(chain, key=lambda piece: piece.span)
        if (before := first.annotation.get("prev")) in lasts:
            going_on = {**dict(attributes[order, first.span]), "prev": lasts[before]}
            attributes[order, first.span] = Annotation.of(first.annotation.tag, 0, 0, going_on).attributes
    return [
        [_Piece(piece.span, piece.annotation, piece.order, attributes[piece.order, piece.span]) for piece in pieces]
        for pieces in blocks
    ]


class _Emitter:
    """Emits the slices of the text in order, with the elements that begin and end between them."""

    def __init__(self, text: str, pieces: list[list[_Piece]], gaps: Gaps) -> None:
        self._text = text
        self._pieces = pieces
        self._gaps = gaps
        self._block = 0
        self._gap_emitted = False  # a gap stands before the outermost element that opens with its block

    def emit(self, parent: etree._Element, roots: Sequence[_Node]) -> None:
        stack: list[tuple[etree._Element, _Node]] = [(parent, node) for node in roots[::-1]]
        while stack:
            parent, node = stack.pop()
            if not self._gap_emitted:
                _append(parent, self._gaps[self._block])
                self._gap_emitted = True
            element = _element(parent, node.annotation.tag, node.annotation.attributes)
            if node.children:
                stack.extend((element, child) for child in node.children[::-1])
            else:
                self._fill(element, node.annotation.span)
                self._block += 1
                self._gap_emitted = False

    def _fill(self, block: etree._Element, span: Span) -> None:
        position = span.start
        open_elements: list[tuple[etree._Element, int]] = [(block, span.end)]
        for piece in sorted(self._pieces[self._block], key=_emission):
            while piece.span.start >= open_elements[-1][1] and len(open_elements) > 1:
                element, end = open_elements.pop()
                _append(element, self._text[position:end])
                position = end
            _append(open_elements[-1][0], self._text[position : piece.span.start])
            position = piece.span.start
            child = _element(open_elements[-1][0], piece.annotation.tag, piece.attributes)
            if piece.span.start < piece.span.end:
                open_elements.append((child, piece.span.end))
        for element, end in reversed(open_elements):
            _append(element, self._text[position:end])
            position = end


def _emission(piece: _Piece) -> tuple[int, bool, int, int, int]:
    empty_last = piece.span.start < piece.span.end
    return piece.span.start, empty_last, -piece.span.end, rank(piece.annotation.tag), piece.order


def _element(parent: etree._Element, tag: str, attributes: Iterable[tuple[str, str]]) -> etree._Element:
    return etree.SubElement(parent, tei(tag), {attribute_key(name): value for name, value in attributes})


def _append(parent: etree._Element, text: str) -> None:
    """Add text at the end of an element, wherever lxml keeps it."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
