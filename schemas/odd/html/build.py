"""Building HTML as a tree, so that nothing is ever written without being escaped."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from lxml import etree

Node: TypeAlias = "str | etree._Element | Iterable[Node] | None"  # noqa: SLF001 (lxml has no public name for it)
"""What may stand in an element: text, elements, several of them, or nothing."""


_BLOCKS: Final = frozenset({
    "body", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3", "head", "header", "html", "li", "link",
    "main", "meta", "nav", "p", "script", "section", "summary", "table", "tbody", "thead", "title", "tr", "ul",
})  # fmt: skip
"""What stands on lines of its own within its like."""


def h(tag: str, *children: Node, **attributes: str) -> etree._Element:
    """Give an element; an attribute is named in Python's way (``class_``, ``aria_label``), an empty one is left out."""
    element = etree.Element(tag)
    for name, value in attributes.items():
        if value:
            element.set(name.rstrip("_").replace("_", "-"), value)
    _fill(element, children)
    return element


def _fill(element: etree._Element, children: Iterable[Node]) -> None:
    for child in children:
        if child is None:
            continue
        if isinstance(child, str):
            _add_text(element, child)
        elif isinstance(child, etree._Element):  # noqa: SLF001 (as above)
            if child.tag in _BLOCKS and element.tag in _BLOCKS:
                child.tail = child.tail or "\n"
            element.append(child)
        else:
            _fill(element, child)


def _add_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def page_bytes(root: etree._Element) -> bytes:
    """Give the document as UTF-8."""
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>") + b"\n"
