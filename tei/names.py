"""The names of the TEI vocabulary in the form lxml wants them: one namespace constant, one helper."""

from typing import Final

TEI_NS: Final = "http://www.tei-c.org/ns/1.0"
XML_NS: Final = "http://www.w3.org/XML/1998/namespace"
XI_NS: Final = "http://www.w3.org/2001/XInclude"

XML_ID: Final = f"{{{XML_NS}}}id"
XML_LANG: Final = f"{{{XML_NS}}}lang"


def tei(name: str) -> str:
    """Give the Clark name of a TEI element: ``tei("p")`` is ``"{http://www.tei-c.org/ns/1.0}p"``."""
    return f"{{{TEI_NS}}}{name}"


def attribute_key(name: str) -> str:
    """Give the lxml key of an attribute written as in TEI: ``xml:id`` becomes its Clark name, others stay."""
    if name.startswith("xml:"):
        return f"{{{XML_NS}}}{name[4:]}"
    return name


def attribute_name(key: str) -> str:
    """Give the TEI spelling of an lxml attribute key; the inverse of :func:`attribute_key`."""
    prefix = f"{{{XML_NS}}}"
    if key.startswith(prefix):
        return f"xml:{key[len(prefix) :]}"
    return key


def local_name(tag: object) -> str:
    """Give the local part of an element's tag, or ``""`` for a comment or a processing instruction."""
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]
