"""The plain-text source of a document, given back from the tree: blocks, the white space around them, bullets.

A bullet of the source is no text of the article. It is kept as a CSS ``list-style-type`` string in a ``rendition``
of the header, to which the ``list`` (or one ``item``) points, and put back here in front of each item.
"""

import re
from typing import Final

from lxml import etree

from tei.names import XML_ID, tei
from tei.read import read

_STYLE: Final = re.compile(r'list-style-type:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?|\\(.)", re.DOTALL)


def marker_style(marker: str) -> str:
    """Give the CSS that says what stands in front of an item: ``-`` and a line feed give ``"-\\A "``."""
    escaped = marker.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\A ")
    return f'list-style-type: "{escaped}"'


def read_marker(style: str) -> str:
    """Give the marker of a CSS ``list-style-type`` string, or ``""``; the inverse of :func:`marker_style`."""
    found = _STYLE.search(style)
    if not found:
        return ""
    return _ESCAPE.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], found[1])


def source_text(root: etree._Element) -> str:
    """Give the source's text after its normalisations, as ``gazetei text --source`` prints it.

    Exact as long as nobody has changed the white space between the blocks; whether that is so can be told from the
    SHA-256 in the header. Raises :class:`tei.errors.NotATextError` without a TEI ``text``.
    """
    reading = read(root)
    markers = _markers(root)
    lists = [one for one in reading.structure.annotations if one.tag == "list"]
    prefix: dict[int, str] = {}
    for item in (one for one in reading.structure.annotations if one.tag == "item"):
        holders = [one for one in lists if one.span.holds(item.span)]
        names = [item.get("rendition"), *(one.get("rendition") for one in reversed(holders))]
        prefix[item.span.start] = next((markers[name] for name in names if name in markers), "")
    return _assemble(reading.text, reading.gaps, reading.block_starts, prefix)


def _markers(root: etree._Element) -> dict[str, str]:
    return {f"#{one.get(XML_ID)}": read_marker(one.text or "") for one in root.iter(tei("rendition"))}


def _assemble(text: str, gaps: tuple[str, ...], starts: tuple[int, ...], prefix: dict[int, str]) -> str:
    parts = [gaps[0]]
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(text) + 1), strict=True)):
        parts += [prefix.get(start, ""), text[start : end - 1], gaps[number + 1]]
    return "".join(parts)
