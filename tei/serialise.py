"""Serialising: a tree becomes bytes, the same bytes every time, and mixed content is never touched."""

from typing import Final

from lxml import etree

from tei.characters import XML_SPACE
from tei.names import local_name

_INDENT: Final = "  "
_NAMES: Final = frozenset({"persName", "orgName", "placeName"})
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def serialise(root: etree._Element) -> bytes:
    """Give the document of ``root`` as UTF-8, with declaration, the nodes around the root, and a final line feed."""
    before = [*root.itersiblings(preceding=True)][::-1]
    after = [*root.itersiblings()]
    nodes = [etree.tostring(node, encoding="unicode", with_tail=False) for node in (*before, root, *after)]
    return (_DECLARATION + "\n".join(nodes) + "\n").encode("utf-8")


def indent(element: etree._Element, level: int = 0) -> None:
    """Indent an element and its descendants wherever they hold only elements.

    An element with text of its own, at any depth, is left as it is; so is everything inside it, and inside a name,
    whose parts may stand without white space between (« al-Assad »).
    Only for the header and the registers: the text of an article is never indented.
    """
    if not len(element) or local_name(element.tag) in _NAMES or _is_mixed(element):
        return
    inner = "\n" + _INDENT * (level + 1)
    element.text = inner
    for child in element:
        if local_name(child.tag) != "text":
            indent(child, level + 1)
        child.tail = inner
    element[-1].tail = "\n" + _INDENT * level


def _is_mixed(element: etree._Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip(XML_SPACE) for text in texts)
