"""The TEI document of an article: header, registers and text put together, and the proof that the text is exact."""

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from tei.article import Article
from tei.header import Findings, Provenance, build_header, text_digest
from tei.layer import Layer
from tei.names import TEI_NS, XML_ID, XML_LANG, tei
from tei.read import check_text, text_of
from tei.registers import Entry, build_stand_off
from tei.serialise import indent
from tei.source import source_text
from tei.weave import Gaps, weave

_ASSOCIATED: Final = (
    (".rng", "http://relaxng.org/ns/structure/1.0"),
    (".sch", "http://purl.oclc.org/dsdl/schematron"),
)


def build_document(
    article: Article,
    layers: Iterable[Layer],
    entries: Sequence[Entry],
    *,
    found: Findings,
    provenance: Provenance,
    gaps: Gaps | None = None,
) -> etree._Element:
    """Give the ``TEI`` element of an article.

    The text of the tree is compared with ``article.text``; raises :class:`tei.errors.TextMismatchError` if they
    differ, and the errors of :func:`tei.weave.weave`.
    """
    root = etree.Element(tei("TEI"), {XML_ID: article.id, XML_LANG: found.lang}, nsmap={None: TEI_NS})
    text = weave(article, layers, gaps)
    root.append(build_header(article, text, found, provenance))
    if (stand_off := build_stand_off(entries)) is not None:
        root.append(stand_off)
    indent(root)
    root.append(text)
    root[-2].tail = "\n  "
    text.tail = "\n"
    _associate(root, provenance.schema)
    check_text(article.text, root)
    return root


def _associate(root: etree._Element, schema: str) -> None:
    """Name the schemas for editors (W3C, Associating Schemas with XML documents 1.0); our validator ignores this."""
    if not schema:
        return
    for ending, namespace in _ASSOCIATED:
        data = f'href="{schema}{ending}" type="application/xml" schematypens="{namespace}"'
        root.addprevious(etree.ProcessingInstruction("xml-model", data))


def digest_record(root: etree._Element, subtype: str) -> etree._Element | None:
    """Give the ``idno`` of the header with a SHA-256 (``text``, ``file`` or ``normalized``), if there is one."""
    found = root.find(f"{tei('teiHeader')}//{tei('idno')}[@type='sha256'][@subtype='{subtype}']")
    return found if found is not None and (found.text or "").strip() else None


def recorded_digest(root: etree._Element, subtype: str) -> str:
    """Give a SHA-256 that the header records (``text``, ``file`` or ``normalized``), or ``""``."""
    found = digest_record(root, subtype)
    return (found.text or "").strip() if found is not None else ""


def text_is_proven(root: etree._Element) -> bool | None:
    """Tell whether a document's text has the SHA-256 its header records; ``None`` if it records none."""
    recorded = recorded_digest(root, "text")
    return text_digest(text_of(root)) == recorded if recorded else None


def source_is_proven(root: etree._Element) -> bool | None:
    """Tell whether the source text given back has the SHA-256 its header records; ``None`` if it records none."""
    recorded = recorded_digest(root, "normalized")
    return text_digest(source_text(root)) == recorded if recorded else None
