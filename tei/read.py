"""Reading: a TEI document gives back its text and its layers. The inverse of :mod:`tei.weave`.

It works on any TEI document: every element of :data:`tei.elements.STRUCTURE` begins and ends a block, white space
alone between blocks is layout, and the blocks are joined by single line feeds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from tei.characters import XML_SPACE
from tei.elements import STRUCTURE
from tei.errors import NotATextError, TextMismatchError
from tei.layer import Annotation, Layer, Span
from tei.names import attribute_name, local_name, tei
from tei.weave import PIECE_PREFIX

_END: Final = -1  # stands for "the end of that block" in a position


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tree says: its text, its structure, its markup, and the white space around its blocks.

    ``gaps`` are the strings before the first block, between the blocks, and after the last, as in
    :func:`tei.weave.weave`; ``block_starts`` are the offsets where blocks begin. The annotations stand in document
    order; the pieces of one that was cut are one again.
    """

    text: str
    structure: Layer
    markup: Layer
    gaps: tuple[str, ...]
    block_starts: tuple[int, ...]

    @property
    def blocks(self) -> tuple[Span, ...]:
        """Give the blocks of text; a text without characters has none."""
        ends = [*(start - 1 for start in self.block_starts[1:]), len(self.text)]
        return tuple(map(Span, self.block_starts, ends))


def text_of(root: etree._Element) -> str:
    """Give the text of a TEI document (or of its ``text`` element): its blocks joined by single line feeds.

    Raises :class:`NotATextError` if there is no TEI ``text`` element.
    """
    text = find_text(root)
    blocks: list[str] = []
    run: list[str] = []
    for event, item in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
        if event in ("start", "end") and _is_structural(str(item.tag)):
            content = "".join(run)
            if content.strip(XML_SPACE):
                blocks.append(content)
            run.clear()
        added = item.text if event == "start" else item.tail if item is not text else None
        if added:
            run.append(added)
    return "\n".join(blocks)


@lru_cache(maxsize=512)
def _is_structural(tag: str) -> bool:
    return local_name(tag) in STRUCTURE


def read(root: etree._Element) -> Reading:
    """Give back the text and the layers of a TEI document, or of a ``text`` element.

    Raises :class:`NotATextError` if there is no TEI ``text`` element.
    """
    reader = _Reader(find_text(root))
    annotations = _joined(reader.annotations(), reader.text)
    return Reading(
        reader.text,
        Layer("structure", tuple(one for one in annotations if one.tag in STRUCTURE)),
        Layer("markup", tuple(one for one in annotations if one.tag not in STRUCTURE)),
        tuple(reader.gaps),
        tuple(reader.starts),
    )


def find_text(root: etree._Element) -> etree._Element:
    """Give the ``text`` element of a TEI document; raises :class:`NotATextError` without one."""
    if root.tag == tei("text"):
        return root
    found = root.find(tei("text"))
    if found is None:
        name = local_name(root.tag) or "?"
        raise NotATextError(f"<{name}> holds no TEI <text>; give a TEI document (export reads those of a teiCorpus)")
    return found


def check_text(expected: str, root: etree._Element) -> None:
    """Raise :class:`TextMismatchError`, with the offset, unless the tree's text is ``expected``."""
    found = text_of(root)
    if found == expected:
        return
    differing = (at for at, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b)
    offset = next(differing, min(len(expected), len(found)))
    raise TextMismatchError(offset, expected[offset : offset + 30], found[offset : offset + 30])


@dataclass(slots=True)
class _Element:
    """An element that was met, with its first and last position as (block, offset in that block)."""

    element: etree._Element
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)


class _Reader:
    """Cuts a tree into runs of text at the edges of structural elements; a run with text is a block."""

    def __init__(self, text: etree._Element) -> None:
        self._blocks: list[str] = []
        self.gaps: list[str] = [""]
        self._elements: list[_Element] = []
        self._run: list[str | tuple[str, _Element]] = []
        self._read(text)
        self.starts: list[int] = []
        position = 0
        for block in self._blocks:
            self.starts.append(position)
            position += len(block) + 1
        self.text = "\n".join(self._blocks)

    def annotations(self) -> list[Annotation]:
        """Give an annotation for every element below ``body``, ``front`` or ``back``, in document order."""
        found = []
        for one in self._elements:
            tag = local_name(one.element.tag)
            if tag in ("text", "front", "body", "back"):
                continue
            start, end = self._offset(one.start), self._offset(one.end)
            attributes = {attribute_name(str(key)): str(value) for key, value in one.element.attrib.items()}
            found.append(Annotation.of(tag, min(start, end), end, attributes))
        return found

    def _read(self, text: etree._Element) -> None:
        opened: list[_Element] = []
        for event, item in etree.iterwalk(text, events=("start", "end", "comment", "pi")):
            structural = local_name(item.tag) in STRUCTURE
            if structural and event in ("start", "end"):
                self._close_run()
            if event == "start":
                one = _Element(item)
                self._elements.append(one)
                opened.append(one)
                self._run.append(("start", one))
                self._run.append(item.text or "")
                continue
            if event == "end":
                self._run.append(("end", opened.pop()))
                if structural:
                    self._close_run()
            if item is not text:
                self._run.append(item.tail or "")
        self._close_run()

    def _close_run(self) -> None:
        """End a run: with text it becomes a block, without it belongs to the gap before the next block."""
        content = "".join(part for part in self._run if isinstance(part, str))
        index = len(self._blocks)
        is_block = bool(content.strip(XML_SPACE))
        offset = 0
        for part in self._run:
            if isinstance(part, str):
                offset += len(part)
            elif part[0] == "start":
                part[1].start = (index, offset if is_block else 0)
            else:
                part[1].end = (index, offset) if is_block else (index - 1, _END)
        if is_block:
            self._blocks.append(content)
            self.gaps.append("")
        else:
            self.gaps[-1] += content
        self._run = []

    def _offset(self, position: tuple[int, int]) -> int:
        block, offset = position
        if block < 0:
            return 0
        if block >= len(self._blocks):
            return len(self.text)
        return self.starts[block] + (len(self._blocks[block]) if offset == _END else offset)


def _joined(annotations: list[Annotation], text: str) -> list[Annotation]:
    """Make one annotation again of the pieces that :func:`tei.weave.weave` chained.

    What goes on from the last piece (``@prev``) goes on from the whole.
    """
    by_id = {one.get("xml:id"): one for one in annotations if one.get("next") or one.get("prev")}
    joined: list[Annotation] = []
    wholes: dict[str, str] = {}
    for one in annotations:
        before = by_id.get(one.get("prev").removeprefix("#"))
        if before is not None and _continues(before, one, text):
            continue
        pieces = list(_pieces(one, by_id, text))
        joined.append(_whole(pieces) if len(pieces) > 1 else one)
        if len(pieces) > 1 and (name := joined[-1].get("xml:id")):
            wholes[f"#{pieces[-1].get('xml:id')}"] = f"#{name}"
    return [one.having(prev=wholes[one.get("prev")]) if one.get("prev") in wholes else one for one in joined]


def _pieces(first: Annotation, by_id: dict[str, Annotation], text: str) -> Iterator[Annotation]:
    one: Annotation | None = first
    while one is not None:
        yield one
        after = by_id.get(one.get("next").removeprefix("#"))
        one = after if after is not None and _continues(one, after, text) else None


def _continues(one: Annotation, after: Annotation, text: str) -> bool:
    """Tell whether ``after`` is the next piece of ``one``, with nothing but white space between them."""
    chained = one.get("next") == f"#{after.get('xml:id')}" and after.get("prev") == f"#{one.get('xml:id')}"
    same = one.tag == after.tag and one.span.end <= after.span.start
    return chained and same and not text[one.span.end : after.span.start].strip()


def _whole(pieces: list[Annotation]) -> Annotation:
    attributes = dict(pieces[0].attributes)
    del attributes["next"]
    if following := pieces[-1].get("next"):
        attributes["next"] = following
    if attributes["xml:id"].startswith(PIECE_PREFIX):
        del attributes["xml:id"]
    return Annotation.of(pieces[0].tag, pieces[0].span.start, pieces[-1].span.end, attributes)
