"""What an ODD says in words (glosses, descriptions, remarks, examples) and in Schematron, kept as it stands."""

import copy
from typing import Final

from lxml import etree

from schemas.odd.model import TEI_NS, XML_NS, Docs, Example, Prose

_LANG: Final = f"{{{XML_NS}}}lang"
SPECS: Final = frozenset(
    {"schemaSpec", "specGrp", "elementSpec", "classSpec", "macroSpec", "dataSpec", "moduleSpec", "constraintSpec",
     "moduleRef"}
)  # fmt: skip
"""The elements of an ODD that are no prose."""

_MARKS: Final = {"gi": ("<", ">"), "tag": ("<", ">"), "att": ("@", ""), "val": ("“", "”"), "q": ("“", "”")}


def read_docs(spec: etree._Element) -> Docs:
    """Give the documentation that stands directly in a specification, every language of it."""
    gloss, desc, remarks, examples = [], [], [], []
    for child in spec:
        match child.tag:
            case "{http://www.tei-c.org/ns/1.0}gloss":
                gloss.append(_prose(child))
            case "{http://www.tei-c.org/ns/1.0}desc":
                desc.append(_prose(child))
            case "{http://www.tei-c.org/ns/1.0}remarks":
                remarks.append(_prose(child))
            case "{http://www.tei-c.org/ns/1.0}exemplum":
                examples.append(Example(language(child), inner_xml(child)))
    return Docs(tuple(gloss), tuple(desc), tuple(remarks), tuple(examples))


def read_chapters(root: etree._Element) -> tuple[str, ...]:
    """Give the front, body and back of an ODD as XML that stands alone, each only if it says anything in words.

    Of specifications only what is specified is kept: the names.
    """
    found = []
    for text in root.iterchildren(f"{{{TEI_NS}}}text"):
        for part in text.iterchildren(etree.Element):
            kept = _without_specs(part)
            if "".join(map(str, kept.itertext())).strip():
                kept.set(_LANG, language(part))
                etree.cleanup_namespaces(kept)
                found.append(etree.tostring(kept, encoding="unicode", with_tail=False))
    return tuple(found)


def _without_specs(element: etree._Element) -> etree._Element:
    kept = etree.Element(str(element.tag), dict(element.attrib.items()), nsmap=element.nsmap)
    kept.text, kept.tail = element.text, element.tail
    for child in element:
        if not isinstance(child.tag, str):
            _append_text(kept, child.tail)
        elif child.tag.rpartition("}")[2] not in SPECS:
            kept.append(_without_specs(child))
        else:
            named = etree.SubElement(kept, child.tag)
            for one in child.iter(*(f"{{{TEI_NS}}}{name}" for name in sorted(SPECS - {"schemaSpec", "moduleRef"}))):
                if one.get("ident") and child.tag != f"{{{TEI_NS}}}schemaSpec":
                    etree.SubElement(named, str(one.tag), ident=str(one.get("ident")))
            named.tail = child.tail
    return kept


def _append_text(element: etree._Element, text: str | None) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (text or "")
    else:
        element.text = (element.text or "") + (text or "")


def language(element: etree._Element) -> str:
    """The ``xml:lang`` in force at an element, or ``""``."""
    node: etree._Element | None = element
    while node is not None:
        if (lang := node.get(_LANG)) is not None:
            return lang
        node = node.getparent()
    return ""


def inner_xml(element: etree._Element) -> str:
    """The content of an element as XML, each child with the namespaces it needs."""
    parts = [_escape(element.text or "")]
    for child in element:
        parts.append(outer_xml(child))
        parts.append(_escape(child.tail or ""))
    return "".join(parts).strip()


def outer_xml(element: etree._Element) -> str:
    """An element as XML that stands alone: with the namespaces used in it and no others."""
    alone = copy.deepcopy(element)
    alone.tail = None
    keep = [prefix for prefix in alone.nsmap if prefix and _prefix_in_text(alone, prefix)]
    etree.cleanup_namespaces(alone, keep_ns_prefixes=keep)
    return etree.tostring(alone, encoding="unicode")


def plain_text(element: etree._Element) -> str:
    """The words of a description, blanks collapsed, with marks for element and attribute names."""
    return " ".join("".join(_words(element)).split())


def _words(element: etree._Element) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    before, after = _MARKS.get(element.tag.rpartition("}")[2], ("", ""))
    if element.tag == f"{{{TEI_NS}}}ptr":
        before = element.get("target", "")
    parts = [before, element.text or ""]
    for child in element:
        parts += _words(child)
        parts.append(child.tail or "")
    return [*parts, after]


def _prose(element: etree._Element) -> Prose:
    return Prose(language(element), plain_text(element), inner_xml(element))


def _prefix_in_text(element: etree._Element, prefix: str) -> bool:
    """Whether a prefix occurs in an attribute value, where only its XPath readers know that it is one."""
    mark = f"{prefix}:"
    return any(mark in value for node in element.iter(etree.Element) for value in node.attrib.values())


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
