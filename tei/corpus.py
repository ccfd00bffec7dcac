"""The corpus file: a ``teiCorpus`` whose documents are included, not copied (TEI P5, 15.1; XInclude 1.0)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote

from lxml import etree

from tei.licences import licence_status
from tei.merged import Merged
from tei.names import TEI_NS, XI_NS, XML_ID, tei
from tei.registers import Entry, Form, Idno, Location, build_stand_off
from tei.serialise import indent

_UNITS: Final = ("document", "character", "sentence", "token", "mention", "quotation")


@dataclass(frozen=True, slots=True)
class Agent:
    """Who made a corpus: a name, a person's ORCID, and for who is not its author what he did."""

    name: str
    orcid: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a corpus as a whole; what is not known is empty. ``when`` is the day it was put together."""

    title: str = "Corpus"
    publisher: str = ""
    licence: str = ""
    when: str = ""
    authors: tuple[Agent, ...] = ()
    contributors: tuple[Agent, ...] = ()
    doi: str = ""
    description: str = ""


def build_corpus(
    documents: Sequence[PurePosixPath],
    about: About,
    *,
    counts: Mapping[str, int] | None = None,
    registers: Iterable[Merged] = (),
    addresses: Mapping[str, str] | None = None,
) -> etree._Element:
    """Give the ``teiCorpus`` that includes these documents, named relative to it, in the order given.

    A name becomes a reference (RFC 3986): what is no plain character in it is escaped, ``%C3%A9`` for é.

    ``counts`` go into ``extent`` (``character``, ``sentence``, ``token``, ``mention``, ``quotation``). ``registers``
    become ``standOff``; each entry names the documents that mention it, by the ``addresses`` of their ids.
    """
    root = etree.Element(tei("teiCorpus"), nsmap={None: TEI_NS, "xi": XI_NS})
    header = etree.SubElement(root, tei("teiHeader"))
    file_desc = etree.SubElement(header, tei("fileDesc"))
    title_stmt = etree.SubElement(file_desc, tei("titleStmt"))
    etree.SubElement(title_stmt, tei("title")).text = about.title
    _agents(title_stmt, about.authors, about.contributors)
    extent = etree.SubElement(file_desc, tei("extent"))
    numbers = {"document": len(documents), **(counts or {})}
    for unit in _UNITS:
        if unit in numbers:
            measure = etree.SubElement(extent, tei("measure"), unit=unit, quantity=str(numbers[unit]))
            measure.text = str(numbers[unit])
    _publication(file_desc, about)
    source = etree.SubElement(etree.SubElement(file_desc, tei("sourceDesc")), tei("p"))
    source.text = "Press articles; the source of each is described in its own header."
    if about.description:
        project = etree.SubElement(etree.SubElement(header, tei("encodingDesc")), tei("projectDesc"))
        for paragraph in about.description.split("\n\n"):
            if said := " ".join(paragraph.split()):
                etree.SubElement(project, tei("p")).text = said
    merged = list(registers)
    if (stand_off := build_stand_off([_entry(one) for one in merged])) is not None:
        _say_documents(stand_off, merged, addresses or {})
        root.append(stand_off)
    for document in documents:
        etree.SubElement(root, f"{{{XI_NS}}}include", href=quote(str(document)))
    indent(root)
    return root


def read_about(root: etree._Element) -> About:
    """Give what a corpus file says of its corpus."""
    statement = root.find(f"{tei('teiHeader')}/{tei('fileDesc')}")
    if statement is None:
        return About()
    publication = statement.find(tei("publicationStmt"))
    if publication is None:
        publication = statement
    licence = publication.find(f".//{tei('licence')}")
    date = publication.find(tei("date"))
    publisher = (publication.findtext(tei("publisher")) or "").strip()
    title_stmt = statement.find(tei("titleStmt"))
    paragraphs = root.iterfind(f"{tei('teiHeader')}/{tei('encodingDesc')}/{tei('projectDesc')}/{tei('p')}")
    return About(
        " ".join(statement.findtext(f"{tei('titleStmt')}/{tei('title')}", "Corpus").split()),
        " ".join(publisher.split()),
        (licence.get("target", "") or (licence.text or "").strip()) if licence is not None else "",
        date.get("when", "") if date is not None else "",
        tuple(_agent(one) for one in title_stmt.iterfind(tei("author"))) if title_stmt is not None else (),
        tuple(_agent(one) for one in title_stmt.iterfind(tei("respStmt"))) if title_stmt is not None else (),
        publication.findtext(f"{tei('idno')}[@type='doi']", "").strip(),
        "\n\n".join(" ".join("".join(map(str, one.itertext())).split()) for one in paragraphs),
    )


def read_counts(root: etree._Element) -> dict[str, int]:
    """Give what a corpus file counts: ``document``, ``character``… as its ``extent`` has them, and its ``entry``."""
    measures = root.iterfind(f"{tei('teiHeader')}/{tei('fileDesc')}/{tei('extent')}/{tei('measure')}")
    counts = {one.get("unit", ""): int(one.get("quantity", "0")) for one in measures if one.get("unit") in _UNITS}
    entries = root.iterfind(f"{tei('standOff')}/*/*")
    return counts | {"entry": sum(1 for one in entries if one.get(XML_ID))}


def read_documents(root: etree._Element) -> tuple[str, ...]:
    """Give the documents that a corpus file includes, as paths from it."""
    return tuple(unquote(one.get("href", "")) for one in root.iter(f"{{{XI_NS}}}include"))


def _agents(title_stmt: etree._Element, authors: Iterable[Agent], contributors: Iterable[Agent]) -> None:
    for one in authors:
        author = etree.SubElement(title_stmt, tei("author"))
        # a comma makes it a person, as an ORCID does
        named = etree.SubElement(author, tei("persName" if one.orcid or "," in one.name else "orgName"))
        named.text = one.name
        if one.orcid:
            etree.SubElement(author, tei("idno"), type="orcid").text = one.orcid
    for number, one in enumerate(contributors, 1):
        statement = etree.SubElement(title_stmt, tei("respStmt"), {XML_ID: f"contributor.{number}"})
        etree.SubElement(statement, tei("resp")).text = one.part
        etree.SubElement(statement, tei("persName" if "," in one.name else "orgName")).text = one.name


def _agent(element: etree._Element) -> Agent:
    named = next((one for one in element if one.tag in (tei("persName"), tei("orgName"), tei("name"))), element)
    return Agent(
        " ".join("".join(map(str, named.itertext())).split()),
        element.findtext(f"{tei('idno')}[@type='orcid']", "").strip(),
        " ".join(element.findtext(tei("resp"), "").split()),
    )


def _publication(file_desc: etree._Element, about: About) -> None:
    publication = etree.SubElement(file_desc, tei("publicationStmt"))
    named = etree.SubElement(publication, tei("publisher"))
    if about.publisher:
        named.text = about.publisher
    else:
        gap = etree.SubElement(named, tei("gap"), reason="notCaptured")
        etree.SubElement(gap, tei("desc")).text = "publisher of the corpus not stated"
    if about.when:
        etree.SubElement(publication, tei("date"), when=about.when).text = about.when
    if about.doi:
        etree.SubElement(publication, tei("idno"), type="doi").text = about.doi
    if licence := about.licence:
        # the licence is that of the markup: the texts keep their own, each in its header
        availability = etree.SubElement(publication, tei("availability"), status=licence_status(licence))
        attributes = {"n": "markup"}
        if licence.startswith(("http://", "https://")):
            attributes["target"] = licence
        etree.SubElement(availability, tei("licence"), attributes).text = licence


def _entry(merged: Merged) -> Entry:
    forms: dict[str, Form] = {}
    for form in merged.ordered_forms():
        forms.setdefault(form.text, form)
    identifiers = tuple(Idno(one.type, one.value, one.cert) for one in merged.idno)
    location = Location(merged.location.geo, merged.location.cert) if merged.location else None
    return Entry(merged.id, merged.kind, tuple(forms.values()), merged.type, identifiers, location=location)


def _say_documents(stand_off: etree._Element, merged: Iterable[Merged], addresses: Mapping[str, str]) -> None:
    elements = {one.get(XML_ID): one for one in stand_off.iter() if one.get(XML_ID)}
    for entry in merged:
        note = etree.SubElement(elements[entry.id], tei("note"), type="mentions")
        last = None
        for document in sorted(entry.documents):
            if last is not None:
                last.tail = " "
            last = etree.SubElement(note, tei("ref"), target=quote(addresses.get(document, document)))
            last.text = document
