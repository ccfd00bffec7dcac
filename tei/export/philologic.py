"""PhiloLogic: TEI as its parser takes it.

PhiloLogic splits attributes at ``=``, so that no value may hold one; it makes the ids of words itself, and reads title,
author and date where it looks for them in a header: a short one is written.
"""

import copy
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.names import TEI_NS, XML_ID, tei
from tei.read import find_text
from tei.serialise import serialise


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``ID.xml`` for each document."""
    for document in documents:
        (folder / f"{document.name}.xml").write_bytes(serialise(_tree(document)))


def _tree(document: Document) -> etree._Element:
    root = etree.Element(tei("TEI"), nsmap={None: TEI_NS})
    facts = document.facts
    header = etree.SubElement(root, tei("teiHeader"))
    description = etree.SubElement(header, tei("fileDesc"))
    titles = etree.SubElement(description, tei("titleStmt"))
    etree.SubElement(titles, tei("title")).text = facts.title or document.id
    for author in facts.authors:
        etree.SubElement(titles, tei("author")).text = author
    publication = etree.SubElement(description, tei("publicationStmt"))
    etree.SubElement(publication, tei("publisher")).text = facts.source or "–"
    etree.SubElement(etree.SubElement(description, tei("sourceDesc")), tei("p")).text = facts.url or "–"
    profile = etree.SubElement(header, tei("profileDesc"))
    if facts.date:
        creation = etree.SubElement(profile, tei("creation"))
        etree.SubElement(creation, tei("date"), when=facts.date).text = facts.date
    text = copy.deepcopy(find_text(document.root))
    text.tail = None
    for element in text.iter(etree.Element):
        if element.tag in (tei("w"), tei("pc")):
            element.attrib.pop(XML_ID, None)
        for key, value in element.attrib.items():
            if "=" in str(value):
                element.set(str(key), str(value).replace("=", ":"))
    root.append(text)
    return root


EXPORTER = Exporter("philologic", "PhiloLogic: TEI as its parser takes it", write)
