"""Changes to the header of a document that exists: who took a step more, with which tool, and what it holds now."""

from collections.abc import Mapping

from lxml import etree

from tei.document import digest_record
from tei.header import Application, Responsibility, text_digest
from tei.names import TEI_NS, XML_ID, XML_LANG, tei
from tei.prose import header_language, sentence
from tei.read import text_of


def add_responsibility(header: etree._Element, one: Responsibility) -> None:
    """Add a step to the title statement, unless a step of that id is there."""
    title = header.find(f"{tei('fileDesc')}/{tei('titleStmt')}")
    if title is None or any(known.get(XML_ID) == one.id for known in header.iter(tei("respStmt"))):
        return
    statement = _append(title, "respStmt", {XML_ID: one.id})
    _append(statement, "resp").text = one.resp
    _append(statement, "name").text = one.name


def add_application(header: etree._Element, one: Application) -> None:
    """Add a tool to ``appInfo``, unless that tool in that version is there; a header without one gets one."""
    encoding = header.find(tei("encodingDesc"))
    if encoding is None:
        return
    info = encoding.find(tei("appInfo"))
    if info is None:
        return
    if any((known.get("ident"), known.get("version")) == (one.ident, one.version) for known in info):
        return
    application = _append(info, "application", {"ident": one.ident, "version": one.version})
    _append(application, "label").text = one.label


def renew_text(root: etree._Element, *, when: str = "") -> bool | None:
    """Record the SHA-256 of a text that was corrected, and say in the header that it was; tell whether it had changed.

    ``None`` if the header records no SHA-256 of the text. ``when`` is the day of the correction (ISO 8601), or empty.
    What is recorded of the source file stays, for the source is what it was. Raises
    :class:`tei.errors.NotATextError` for a document without ``text``.
    """
    text = text_of(root)
    header = root.find(tei("teiHeader"))
    record = digest_record(root, "text")
    if record is None or header is None:
        return None
    digest = text_digest(text)
    if (record.text or "").strip() == digest:
        return False
    record.text = digest
    language = header_language(header.get(XML_LANG, ""))
    for one in header.iterfind(f"{tei('encodingDesc')}/{tei('editorialDecl')}/{tei('correction')}/{tei('p')}"):
        if one.text == sentence("correction", language):
            one.text = sentence("corrected", language)
    for one in header.iterfind(f"{tei('fileDesc')}/{tei('extent')}/{tei('measure')}[@unit='character']"):
        one.set("quantity", str(len(text)))
        one.text = sentence("characters", language, count=len(text))
    add_change(header, sentence("correction-made", language), when=when)
    return True


def add_change(header: etree._Element, what: str, *, who: str = "", when: str = "") -> None:
    """Add a change to the revision description; ``when`` is an ISO 8601 day, ``who`` pointers; both may be empty."""
    revision = header.find(tei("revisionDesc"))
    if revision is not None:
        attributes = {"when": when, "who": who}
        _append(revision, "change", {key: value for key, value in attributes.items() if value}).text = what


def add_paragraph(header: etree._Element, declaration: str, what: str) -> None:
    """Add a paragraph to a part of the editorial declaration (``segmentation``, …), if the header has that part."""
    found = header.find(f"{tei('encodingDesc')}/{tei('editorialDecl')}/{tei(declaration)}")
    if found is not None:
        _append(found, "p").text = what


def count_tags(header: etree._Element, counts: Mapping[str, int]) -> None:
    """Write the counts of tags anew, where the header counts tags."""
    found = header.find(f"{tei('encodingDesc')}/{tei('tagsDecl')}/{tei('namespace')}[@name='{TEI_NS}']")
    if found is None:
        return
    before = {one.get("gi", ""): one for one in found}
    layout, last = found.text, (found[-1].tail if len(found) else None)
    found[:] = [before.get(name, etree.Element(tei("tagUsage"), {"gi": name})) for name in sorted(counts)]
    for one in found:
        one.set("occurs", str(counts[one.get("gi", "")]))
        one.tail = layout
    if len(found):
        found[-1].tail = last


def _append(parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Append an element, laid out as its elder siblings are."""
    child = etree.SubElement(parent, tei(name), dict(attributes or {}))
    elder = child.getprevious()
    if elder is not None:
        child.tail, elder.tail = elder.tail, parent.text
    return child
