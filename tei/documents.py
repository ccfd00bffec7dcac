"""The documents in a file: the one that it is, or those that a ``teiCorpus`` holds (TEI P5, 15.1)."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tei.names import XI_NS, XML_LANG, tei
from tei.registers import Entry, read_registers

_HOLDERS = (tei("teiCorpus"), tei("TEI"))


@dataclass(frozen=True, slots=True)
class Held:
    """A document of a file: its tree, its number in the file (0 if it is the file), what is said of it above.

    ``root`` is a tree of its own. ``headers`` and ``registers`` are those of the corpora it stands in, the innermost
    first: they hold for it too.
    """

    root: etree._Element
    number: int = 0
    headers: tuple[etree._Element, ...] = ()
    registers: tuple[Entry, ...] = ()


def documents_of(root: etree._Element) -> Iterator[Held]:
    """Give the documents of a file in order, one at a time; a root that holds no other ``TEI`` is itself the only one.

    A document that stands in another is copied out of it, with the language of what it stands in.
    """
    if not holds_documents(root):
        yield Held(root)
        return
    number = 0
    registers: dict[etree._Element, tuple[Entry, ...]] = {}
    for element in root.iter(tei("TEI")):
        if element.find(tei("text")) is None and holds_documents(element):
            continue
        number += 1
        around = tuple(element.iterancestors(*_HOLDERS))
        for corpus in around:
            if corpus not in registers:
                parts = corpus.iterchildren(tei("teiHeader"), tei("standOff"))
                registers[corpus] = tuple(entry for part in parts for entry in read_registers(part))
        tree = _apart(element)
        language = next((one.get(XML_LANG, "") for one in around if one.get(XML_LANG)), "")
        if language and not tree.get(XML_LANG):
            tree.set(XML_LANG, language)
        headers = tuple(header for one in around if (header := one.find(tei("teiHeader"))) is not None)
        yield Held(tree, number, headers, tuple(entry for one in around for entry in registers[one]))


def holds_documents(root: etree._Element) -> bool:
    """Tell whether an element has documents inside: a ``teiCorpus``, or a ``TEI`` with others (P5 4.0 and later)."""
    return root.tag in _HOLDERS and next(root.iterdescendants(tei("TEI")), None) is not None


def only_includes(root: etree._Element) -> bool:
    """Tell whether it is a ``teiCorpus`` whose documents are files of their own, included in it."""
    inclusions = root.iterchildren(f"{{{XI_NS}}}include")
    return root.tag == tei("teiCorpus") and not holds_documents(root) and next(inclusions, None) is not None


def _apart(element: etree._Element) -> etree._Element:
    """Give a copy of a document as a tree of its own, without the documents inside it."""
    tree = copy.deepcopy(element)
    tree.tail = None
    for inner in tree.findall(tei("TEI")):
        tree.remove(inner)
    return tree
