"""Where things stand in the user's own file: exact lines and columns for the nodes of a parsed tree.

libxml2 keeps a line for an element and nothing for its attributes, its text or its end tag. The source is
therefore read once more, with one expression for the five kinds of markup there can be in a well-formed
document without a DOCTYPE (XML 1.0, 5th edition, section 2.4), and its n-th node is the n-th node of the
tree. That happens when the first place is asked for, so a valid document never pays for it, and takes time
linear in its length.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from tei.names import TEI_NS, XML_NS
from tei.parse import decode_bytes

EXCERPT_LENGTH: Final = 160
"""The most code points of a source line that an excerpt shows; the caret stands within its first third."""

_LINE_END: Final = re.compile(r"\r\n?|\n")
_MARKUP: Final = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^>]*+>|<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""", re.DOTALL
)
_NAME: Final = re.compile(r"""[^\s/>"'=<]++""")
_ATTRIBUTE: Final = re.compile(r"""\s++([^\s=/>]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
# What one code point of a text node can look like in the source; CDATA brackets stand for none.
_TEXT_ITEM: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>|&[^;]++;|\r\n|.", re.DOTALL)
_CDATA_ITEM: Final = re.compile(r"\r\n|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the source.

    ``start`` and ``end`` are half-open offsets in code points (a byte order mark is not counted), lines and
    columns the same, 1-based.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """The text of a file and its lines. A line ends at LF, CR LF or CR, as in XML 1.0, section 2.11."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff")
        self._starts: array[int] | None = None

    @property
    def _line_starts(self) -> "array[int]":
        if self._starts is None:
            self._starts = array("q", [0])
            self._starts.extend(match.end() for match in _LINE_END.finditer(self.text))
        return self._starts

    def place(self, start: int, end: int) -> Place:
        """Give the place of two offsets."""
        line, column = self.line_column(start)
        end_line, end_column = self.line_column(max(start, end))
        return Place(start, max(start, end), line, column, end_line, end_column)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give the 1-based line and column of an offset; one past the end is allowed."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a 1-based line and column, moved into the text if they are outside it."""
        starts = self._line_starts
        line = min(max(line, 1), len(starts))
        limit = starts[line] - 1 if line < len(starts) else len(self.text)
        return min(starts[line - 1] + max(column, 1) - 1, limit)

    def line_text(self, line: int) -> str:
        """Give a line without its end."""
        starts = self._line_starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def excerpt(self, place: Place) -> tuple[str, int]:
        """Give the line of a place, or the part of it around the place, and the column it begins at."""
        line = self.line_text(place.line)
        if len(line) <= EXCERPT_LENGTH:
            return line, 1
        first = max(0, min(place.column - 1 - EXCERPT_LENGTH // 3, len(line) - EXCERPT_LENGTH))
        return line[first : first + EXCERPT_LENGTH], first + 1


class SourceMap:
    """The places of the nodes of a tree in the source it was parsed from."""

    def __init__(self, data: bytes, root: etree._Element) -> None:
        self.root = root
        self._data = data
        self._source: Source | None = None
        self._index: dict[etree._Element, int] = {}
        self._steps: dict[etree._Element, str] = {}
        # the attributes of the element that was asked for last: one may have very many
        self._owner: etree._Element | None = None
        self._attributes: dict[str, re.Match[str]] = {}
        # For each node: start and end of its start tag (or of the whole comment), then the end of its end tag.
        self._opens, self._open_ends, self._close_ends = array("q"), array("q"), array("q")

    @property
    def source(self) -> Source:
        """The decoded source."""
        if self._source is None:
            self._source = Source(decode_bytes(self._data))
        return self._source

    def tag(self, element: etree._Element) -> Place:
        """Give the place of the name in the start tag of an element, or of a whole comment or instruction."""
        node = self._node(element)
        if not isinstance(element.tag, str):
            return self.source.place(self._opens[node], self._open_ends[node])
        start, end = self._name_span(node)
        return self.source.place(start, end)

    def element(self, element: etree._Element) -> Place:
        """Give the place of ``<name``, or of ``<name>`` or ``<name/>`` where the start tag has nothing else."""
        tag, end = self.tag(element), self._open_ends[self._node(element)]
        bare = self.source.text[tag.end : end] in (">", "/>")
        return self.source.place(tag.start - 1, end if bare else tag.end)

    def attribute_name(self, element: etree._Element, key: str) -> Place:
        """Give the place of an attribute's name; ``key`` is lxml's. Raises ``KeyError`` if there is none."""
        match = self._attribute(element, key)
        return self.source.place(*match.span(1))

    def attribute_value(self, element: etree._Element, key: str) -> Place:
        """Give the place of an attribute's value, without its quotes; raises as :meth:`attribute_name`."""
        match = self._attribute(element, key)
        return self.source.place(*match.span(2 if match[2] is not None else 3))

    def text(self, node: etree._Element, *, tail: bool = False, at: int = 0, length: int = 1) -> Place:
        """Give the place of ``length`` code points of ``node.text`` (or ``.tail``), from index ``at`` on.

        References, CDATA brackets and CR LF are counted as what they stand for.
        """
        position = self._open_ends[self._node(node)] if not tail else self._after(node)
        items = list(islice(_text_items(self.source.text, position), at, at + length))
        if not items:
            raise IndexError(f"the text has no code point {at}")
        return self.source.place(items[0][0], items[-1][1])

    def xpath(self, element: etree._Element) -> str:
        """Give the path of an element, as XPath with the TEI namespace as default: ``/TEI/text/body/p[2]``.

        Elements of other namespaces are written ``Q{uri}name``; a number stands where there are several.
        """
        if not self._steps:
            for parent in self.root.iter(etree.Element):
                self._steps.update(_numbered(parent))
        steps = [_step(self.root)]
        path = [element, *element.iterancestors()]
        steps += [self._steps[node] for node in path[-2::-1]]
        return "/" + "/".join(steps)

    def _after(self, node: etree._Element) -> int:
        number = self._node(node)
        return self._close_ends[number] if isinstance(node.tag, str) else self._open_ends[number]

    def _name_span(self, node: int) -> tuple[int, int]:
        match = _NAME.match(self.source.text, self._opens[node] + 1)
        return match.span() if match else (self._opens[node], self._open_ends[node])

    def _attribute(self, element: etree._Element, key: str) -> re.Match[str]:
        if self._owner is not element:
            self._owner, self._attributes = element, dict(self._written(element))
        return self._attributes[key]

    def _written(self, element: etree._Element) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the attributes of an element as the source has them, by lxml's key."""
        position = self._name_span(self._node(element))[1]
        nsmap = element.nsmap
        while match := _ATTRIBUTE.match(self.source.text, position):
            prefix, _, local = match[1].rpartition(":")
            namespace = XML_NS if prefix == "xml" else nsmap.get(prefix) if prefix else None
            yield (f"{{{namespace}}}{local}" if namespace else match[1]), match
            position = match.end()

    def _node(self, element: etree._Element) -> int:
        if not self._index:
            self._scan()
            self._index = {node: number for number, node in enumerate(self.root.iter())}
            if len(self._index) != len(self._opens):
                raise ValueError("the tree was not parsed from these bytes, or was changed since")
        return self._index[element]

    def _scan(self) -> None:
        """Note the offsets of every start tag, end tag, comment and instruction inside the root."""
        stack: list[int] = []
        for match in _MARKUP.finditer(self.source.text):
            start, end = match.span()
            kind = self.source.text[start + 1]
            if kind == "/":
                node = stack.pop()
                self._close_ends[node] = end
                if not stack:
                    return
                continue
            outside = not stack and kind in "!?"
            if outside or self.source.text.startswith("<![CDATA[", start):
                continue
            self._opens.append(start)
            self._open_ends.append(end)
            self._close_ends.append(end)
            if kind not in "!?" and self.source.text[end - 2] != "/":
                stack.append(len(self._opens) - 1)
            elif not stack:
                return


def _step(element: etree._Element) -> str:
    return str(element.tag).removeprefix(f"{{{TEI_NS}}}").replace("{", "Q{", 1)


def _numbered(parent: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    children = list(parent.iterchildren(etree.Element))
    several = {tag for tag, count in Counter(child.tag for child in children).items() if count > 1}
    seen: Counter[object] = Counter()
    for child in children:
        seen[child.tag] += 1
        yield child, _step(child) + (f"[{seen[child.tag]}]" if child.tag in several else "")


def _text_items(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Give the source spans of the code points of the text node that begins at an offset."""
    while match := _TEXT_ITEM.match(text, position):
        position = match.end()
        if match[1] is not None:
            yield from (item.span() for item in _CDATA_ITEM.finditer(text, *match.span(1)))
        elif match[0] == "<":
            return
        else:
            yield match.span()
