"""The corpus file: a ``teiCorpus`` whose documents are included, not copied (TEI P5, 15.1; XInclude 1.0)."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from lxml import etree

from tei.names import TEI_NS, XI_NS, tei
from tei.serialise import indent


def build_corpus(documents: Sequence[PurePosixPath], *, title: str, when: str = "") -> etree._Element:
    """Give the ``teiCorpus`` that includes these documents, named relative to it, in the order given."""
    root = etree.Element(tei("teiCorpus"), nsmap={None: TEI_NS, "xi": XI_NS})
    file_desc = etree.SubElement(etree.SubElement(root, tei("teiHeader")), tei("fileDesc"))
    etree.SubElement(etree.SubElement(file_desc, tei("titleStmt")), tei("title")).text = title
    extent = etree.SubElement(file_desc, tei("extent"))
    measure = etree.SubElement(extent, tei("measure"), unit="document", quantity=str(len(documents)))
    measure.text = str(len(documents))
    publication = etree.SubElement(file_desc, tei("publicationStmt"))
    publisher = etree.SubElement(publication, tei("publisher"))
    gap = etree.SubElement(publisher, tei("gap"), reason="notCaptured")
    etree.SubElement(gap, tei("desc")).text = "publisher of the corpus not stated"
    if when:
        etree.SubElement(publication, tei("date"), when=when).text = when
    source = etree.SubElement(etree.SubElement(file_desc, tei("sourceDesc")), tei("p"))
    source.text = "Press articles; the source of each is described in its own header."
    for document in documents:
        etree.SubElement(root, f"{{{XI_NS}}}include", href=str(document))
    indent(root)
    return root
