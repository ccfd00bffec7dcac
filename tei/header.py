"""The ``teiHeader`` of an article (TEI P5, chapter 2): what is known, nothing invented, no empty element."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tei.article import Article
from tei.licences import licence_status
from tei.names import TEI_NS, XML_ID, XML_LANG, local_name, tei
from tei.prose import HeaderLanguage, header_language, language_name, sentence
from tei.registers import NAME_OF

LEAD: Final = "#chapo"
OUTSIDE: Final = "#horsTexte"
"""Values of ``@ana``: the lead, and what stands outside the running text."""


_DECLARED_FOR: Final[dict[str, Sequence[str]]] = {
    "stdVals": ("date", "time", "num", "measure"),
    "interpretation": tuple(NAME_OF.values()),
}
"""The declarations that are made only where the text has one of these elements."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One step of the encoding, by a machine or a person: the id that ``@resp`` points to, what was done, by whom."""

    id: str
    resp: str
    name: str


@dataclass(frozen=True, slots=True)
class Application:
    """A tool or a model that took part: its identifier, its version, what it is."""

    ident: str
    version: str
    label: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a document was made: steps, tools, the schema it was checked against, and the day, if one was passed in.

    ``when`` is an ISO 8601 date. ``schema`` is the address of the ODD without its ending, relative to the document:
    ``schema/gazetei`` stands for ``schema/gazetei.odd``, and for the ``.rng`` and ``.sch`` made from it.
    """

    responsibilities: tuple[Responsibility, ...] = ()
    applications: tuple[Application, ...] = ()
    when: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Where and when an article says that it was written: a name and the pointer to its entry, and an ISO 8601 date."""

    place: str = ""
    ref: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the encoding found in the text and the header repeats: headline, authors and date, with how sure it is.

    ``title_type`` is ``main`` for a headline and ``incipit`` for the first words of an article without one. ``linked``
    tells that places were linked to GeoNames, which has to be said. ``written`` is what a dateline says.
    """

    title: str
    title_type: str = "main"
    authors: tuple[str, ...] = ()
    date: str = ""
    date_cert: str = ""
    lang: str = "und"
    renditions: Mapping[str, str] = field(default_factory=dict)
    linked: bool = False
    written: Written = field(default_factory=Written)


@dataclass(frozen=True, slots=True)
class _Known:
    article: Article
    found: Findings
    provenance: Provenance
    language: HeaderLanguage
    counts: Mapping[str, int]

    def say(self, key: str, **values: object) -> str:
        return sentence(key, self.language, **values)


def build_header(article: Article, text: etree._Element, found: Findings, provenance: Provenance) -> etree._Element:
    """Give the ``teiHeader`` for an article whose ``text`` element is woven (its tags are counted)."""
    language = header_language(found.lang)
    counts = Counter(local_name(one.tag) for one in text.iter())
    known = _Known(article, found, provenance, language, counts)
    header = etree.Element(tei("teiHeader"), {XML_LANG: language}, nsmap={None: TEI_NS})
    _file_desc(header, known)
    _encoding_desc(header, known)
    profile = _add(header, "profileDesc")
    _creation(profile, known)
    _add(_add(profile, "langUsage"), "language", language_name(found.lang, language), ident=found.lang)
    _add(_add(profile, "textClass"), "classCode", "NewsArticle", scheme="https://schema.org/")
    revision = _add(header, "revisionDesc", status="draft")
    who = " ".join(f"#{one.id}" for one in provenance.responsibilities)
    _add(revision, "change", sentence("encoded", language), when=provenance.when, who=who)
    return header


def _creation(profile: etree._Element, known: _Known) -> None:
    """Say when the article was written, unless that is the day of publication, and where."""
    written = known.found.written
    published = known.article.metadata.date or known.found.date
    date = "" if written.date == published else written.date
    if date or written.place:
        creation = _add(profile, "creation")
        if date:
            _add(creation, "date", date, when=date)
        if written.place:
            _add(creation, "placeName", written.place, ref=written.ref)


def _file_desc(header: etree._Element, known: _Known) -> None:
    file_desc = _add(header, "fileDesc")
    title_stmt = _add(file_desc, "titleStmt")
    _add(title_stmt, "title", known.found.title, level="a", type=known.found.title_type)
    _add(title_stmt, "title", known.say("subtitle"), type="sub")
    for author in known.found.authors:
        _add(title_stmt, "author", author)
    for one in known.provenance.responsibilities:
        statement = _add(title_stmt, "respStmt", xml_id=one.id)
        _add(statement, "resp", one.resp)
        _add(statement, "name", one.name)
    extent = _add(file_desc, "extent")
    for unit, quantity in (("paragraph", known.counts["p"]), ("character", len(known.article.text))):
        shown = known.say(f"{unit}s", count=quantity)
        _add(extent, "measure", shown, unit=unit, quantity=str(quantity))
    _publication_stmt(file_desc, known)
    _source_desc(file_desc, known)


def _publication_stmt(file_desc: etree._Element, known: _Known) -> None:
    statement = _add(file_desc, "publicationStmt")
    publisher = _add(statement, "publisher", known.article.metadata.publisher)
    if not known.article.metadata.publisher:
        _not_captured(publisher, known.say("publisher-unknown"))
    if known.provenance.when:
        _add(statement, "date", known.provenance.when, when=known.provenance.when)
    _add(statement, "idno", known.article.id, type="local")
    _add(statement, "idno", text_digest(known.article.text), type="sha256", subtype="text")
    licence = known.article.metadata.licence
    availability = _add(statement, "availability", status=licence_status(licence))
    if licence.startswith(("http://", "https://")):
        _add(availability, "licence", licence, target=licence, n="text")
    elif licence:
        _add(availability, "licence", licence, n="text")
    else:
        _add(availability, "p", known.say("text-rights-unknown"), n="text")
    _add(availability, "p", known.say("markup-rights-unknown"), n="markup")


def _source_desc(file_desc: etree._Element, known: _Known) -> None:
    metadata = known.article.metadata
    bibl = _add(_add(file_desc, "sourceDesc"), "bibl", type="pressArticle", xml_id="source")
    for author in known.found.authors:
        _add(bibl, "author", author)
    if known.found.title_type == "main":
        _add(bibl, "title", known.found.title, level="a")
    newspaper = _add(bibl, "title", metadata.source, level="j")
    if not metadata.source:
        _not_captured(newspaper, known.say("newspaper-unknown"))
    published = {"type": "published", "xml_id": "pubdate"}
    if metadata.date:
        _add(bibl, "date", metadata.date, when=metadata.date, evidence="external", **published)
    elif date := known.found.date:
        _add(bibl, "date", date, when=date, evidence="internal", cert=known.found.date_cert, **published)
    if metadata.retrieved:
        _add(bibl, "date", metadata.retrieved, type="retrieved", when=metadata.retrieved)
    if metadata.url:
        _add(bibl, "ref", metadata.url, target=metadata.url)
    if source := known.article.source:
        _add(bibl, "idno", source.filename, type="filename")
        _add(bibl, "idno", source.sha256, type="sha256", subtype="file")
        _add(bibl, "idno", source.text_sha256, type="sha256", subtype="normalized")


def _encoding_desc(header: etree._Element, known: _Known) -> None:
    encoding = _add(header, "encodingDesc")
    _add(_add(encoding, "projectDesc"), "p", known.say("project"))
    declaration = _add(encoding, "editorialDecl")
    correction = _add(declaration, "correction", status="unknown", method="silent")
    _add(correction, "p", known.say("correction"))
    _normalization(declaration, known)
    for name, key, attributes in (
        ("quotation", "quotation", {"marks": "all"}),
        ("hyphenation", "hyphenation", {"eol": "all"}),
        ("segmentation", "segmentation", {}),
        ("stdVals", "dates", {}),
        ("interpretation", "interpretation", {}),
    ):
        tags = _DECLARED_FOR.get(name)
        if tags is None or any(known.counts.get(tag) for tag in tags):
            element = _add(declaration, name, **attributes)
            _add(element, "p", known.say(key))
            if name == "interpretation" and known.found.linked:
                _add(element, "p", known.say("authorities"))
    declared = _add(encoding, "tagsDecl")
    for identifier, style in known.found.renditions.items():
        _add(declared, "rendition", style, xml_id=identifier, scheme="css")
    _tag_usage(declared, known.counts)
    taxonomy = _add(_add(encoding, "classDecl"), "taxonomy", xml_id="plans")
    _add(taxonomy, "bibl", known.say("planes"))
    for identifier in ("chapo", "horsTexte"):
        _add(_add(taxonomy, "category", xml_id=identifier), "catDesc", known.say(identifier))
    if known.provenance.applications:
        info = _add(encoding, "appInfo")
        for one in known.provenance.applications:
            application = _add(info, "application", ident=one.ident, version=one.version)
            _add(application, "label", one.label)
    if known.provenance.schema:
        reference = _add(encoding, "schemaRef", type="interchangeODD", url=f"{known.provenance.schema}.odd")
        _add(reference, "desc", known.say("schema"))


def _normalization(declaration: etree._Element, known: _Known) -> None:
    normalization = _add(declaration, "normalization", method="silent")
    source = known.article.source
    if source:
        how = known.say(f"encoding-{source.encoding_evidence}")
        _add(normalization, "p", known.say("encoding", name=source.encoding, how=how), n="encoding")
    made = [one for one in source.normalizations if one.count] if source else []
    if not made:
        _add(normalization, "p", known.say("normalization-none"))
    for one in made:
        places = f" ({', '.join(one.places)})" if one.places else ""
        colon = " :" if known.language == "fr" else ":"
        _add(normalization, "p", f"{known.say(one.kind)}{colon} {one.count}{places}.", n=one.kind)
    _add(normalization, "p", known.say("layout"), n="layout")


def _tag_usage(tags: etree._Element, counts: Mapping[str, int]) -> None:
    namespace = _add(tags, "namespace", name=TEI_NS)
    for name in sorted(counts):
        _add(namespace, "tagUsage", gi=name, occurs=str(counts[name]))


def _not_captured(parent: etree._Element, why: str) -> None:
    _add(_add(parent, "gap", reason="notCaptured"), "desc", why)


def _add(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Append an element; attributes without a value are left out, ``xml_id`` is ``xml:id``."""
    keys = {XML_ID if key == "xml_id" else key: value for key, value in attributes.items() if value}
    element = etree.SubElement(parent, tei(tag), keys)
    element.text = text or None
    return element


def text_digest(text: str) -> str:
    """Give the SHA-256, in hexadecimal, of a text as UTF-8."""

    return hashlib.sha256(text.encode("utf-8")).hexdigest()
