"""The inclusions of a corpus file: each stands for a document of its own folder, which is checked by itself."""

from typing import Final

from lxml import etree

from tei.names import XI_NS, tei

INCLUDE: Final = f"{{{XI_NS}}}include"


def is_of_corpus(include: etree._Element) -> bool:
    """Tell whether an ``xi:include`` is a document of a ``teiCorpus``, in its own folder: a file checked itself."""
    parent = include.getparent()
    href = include.get("href", "")
    inside = href and ":" not in href and not href.startswith("/") and ".." not in href.split("/")
    return bool(inside) and parent is not None and parent.tag == tei("teiCorpus")
