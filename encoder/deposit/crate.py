"""The files of a bag as an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): what each is, and whose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from encoder.deposit.holdings import NOT_STATED, Holdings
from encoder.deposit.metadata import Creator, DepositMetadata, Funding
from encoder.deposit.records import as_json
from tei.export import Facts
from tei.licences import licence_address, spdx

CRATE: Final = "ro-crate-metadata.json"
"""The file of a crate that describes it."""

_VERSION: Final = "https://w3id.org/ro/crate/1.1"
_RELATIONS: Final = {"IsDerivedFrom": "isBasedOn", "IsPartOf": "isPartOf"}
"""Relations of DataCite that schema.org has; for any other it ``mentions`` what the corpus goes with."""

_FOLDERS: Final = {
    "corpus": ("Corpus", "Press articles in TEI P5, the corpus file that includes them, and an index"),
    "corpus/schema": ("Customisation", "The TEI customisation (ODD), and RELAX NG and Schematron made from it"),
    "metadata": ("Records", "What is known of the corpus, as DataCite, Dublin Core and CMDI"),
    "metadata/schema": ("Schemas of the records", "RELAX NG for the Dublin Core and the CMDI record"),
    "schema": ("XML Schema", "The same customisation as XML Schema"),
    "schema/html": ("Documentation", "The documentation of the customisation as pages; begin with index.html"),
    "sources": ("Plain text", "The plain text of articles"),
}


@dataclass(frozen=True, slots=True)
class Described:
    """A file of a crate: its path in it, media type, size in bytes, and for a document what its header says."""

    path: str
    media: str
    size: int
    facts: Facts | None = None


@dataclass(slots=True)
class _Graph:
    """The entities of a crate in the order they were met, each once."""

    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    """Of organisations, by name."""

    def add(self, identifier: str, kind: str, /, **properties: object) -> dict[str, str]:
        said = {key: value for key, value in properties.items() if value}
        self.entities.setdefault(identifier, {"@id": identifier, "@type": kind, **said})
        return {"@id": identifier}


def ro_crate(about: DepositMetadata, held: Holdings, files: Iterable[Described]) -> bytes:
    """Give the file that describes a crate of these files."""
    graph = _Graph()
    graph.add(CRATE, "CreativeWork", conformsTo={"@id": _VERSION}, about={"@id": "./"})
    graph.add("./", "Dataset", name=about.title)
    root = graph.entities["./"]
    contact = _contact(graph, about)
    people = (*about.creators, *about.contributors)
    graph.addresses |= {one.affiliation: one.affiliation_url for one in people if one.affiliation_url}
    graph.addresses |= {one.name: one.url for one in people if one.url and not one.is_person}
    graph.addresses |= {one.name: one.url for one in about.funding if one.url}
    if about.publisher_url:
        graph.addresses[about.publisher] = about.publisher_url
    publisher = _organisation(graph, about.publisher, contactPoint=contact) if about.publisher else None
    authors = [_author(graph, one, contact if not publisher else None) for one in about.creators]
    described: dict[str, Any] = {
        "description": about.description or about.title,
        "datePublished": about.date,
        "license": _licence(graph, about.licence, "The licence of the encoding; each text has its own"),
        "identifier": f"https://doi.org/{about.doi}" if about.doi else "",
        "author": authors,
        "contributor": [_author(graph, one, None) for one in about.contributors],
        "publisher": publisher,
        "funder": [_organisation(graph, name) for name in dict.fromkeys(one.name for one in about.funding)],
        "funding": [_grant(graph, one) for one in about.funding if one.award or one.title],
        "keywords": ", ".join(about.keywords),
        "version": about.version,
        "inLanguage": held.spoken(about.language),
        "temporalCoverage": held.period,
        "usageInfo": held.rights,
        "conditionsOfAccess": _access(about),
    }
    for other in about.related:
        thing = graph.add(other.address, "CreativeWork", name=other.identifier, description=other.relation)
        described.setdefault(_RELATIONS.get(other.relation, "mentions"), []).append(thing)
    root |= {key: value for key, value in described.items() if value}
    for one in files:
        _file(graph, one)
    entities = [{key: _single(value) for key, value in one.items()} for one in graph.entities.values()]
    return as_json({"@context": f"{_VERSION}/context", "@graph": entities})


def _single(value: object) -> object:
    """Give a list of one as that one, which RO-Crate recommends."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _file(graph: _Graph, one: Described) -> None:
    facts = one.facts
    said: Mapping[str, object] = {}
    if facts is not None:
        said = {
            "datePublished": facts.date,
            "inLanguage": facts.lang,
            "license": _licence(graph, facts.licence, "The licence that the header of a document names for its text"),
        }
    name = facts.title if facts and facts.title else PurePosixPath(one.path).name
    entity = graph.add(quote(one.path), "File", name=name, encodingFormat=one.media, contentSize=str(one.size), **said)
    _folder(graph, PurePosixPath(one.path).parent).setdefault("hasPart", []).append(entity)


def _folder(graph: _Graph, path: PurePosixPath) -> dict[str, Any]:
    """Give the entity of a folder, made if it is new, linked from the one that holds it."""
    if path == PurePosixPath():
        return graph.entities["./"]
    identifier = f"{quote(str(path))}/"
    if identifier not in graph.entities:
        name, description = _FOLDERS.get(str(path), (path.name, ""))
        entity = graph.add(identifier, "Dataset", name=name, description=description)
        _folder(graph, path.parent).setdefault("hasPart", []).append(entity)
    return graph.entities[identifier]


def _licence(graph: _Graph, licence: str, description: str) -> dict[str, str]:
    if not licence:
        said = "No licence is named. Ask whoever holds the rights before you pass it on."
        return graph.add("#licence-not-stated", "CreativeWork", name=f"Licence {NOT_STATED}", description=said)
    address = licence_address(licence)
    identifier = address or f"#licence-{quote(licence, safe='')}"
    return graph.add(identifier, "CreativeWork", name=spdx(licence) or licence, description=description)


def _author(graph: _Graph, one: Creator, contact: dict[str, str] | None) -> dict[str, str]:
    if not one.is_person:
        return _organisation(graph, one.name, contactPoint=contact)
    identifier = f"https://orcid.org/{one.orcid}" if one.orcid else f"#person-{quote(one.name, safe='')}"
    family, given = one.parts
    at = _organisation(graph, one.affiliation) if one.affiliation else None
    return graph.add(
        identifier,
        "Person",
        name=one.name,
        familyName=family,
        givenName=given,
        affiliation=at,
        url=one.url,
        contactPoint=contact,
    )


def _grant(graph: _Graph, one: Funding) -> dict[str, str]:
    identifier = f"#grant-{quote(one.award or one.title, safe='')}"
    funder = _organisation(graph, one.name)
    return graph.add(identifier, "Grant", name=one.title or one.award, identifier=one.award, funder=funder)


def _access(about: DepositMetadata) -> str:
    until = f" until {about.embargo}" if about.embargo else ""
    said = f"{about.access}{until}." if about.access else ""
    return " ".join(one for one in (said.capitalize(), about.access_conditions) if one)


def _organisation(graph: _Graph, name: str, **properties: object) -> dict[str, str]:
    address = graph.addresses.get(name, "")
    identifier = address or f"#organisation-{quote(name, safe='')}"
    return graph.add(identifier, "Organization", name=name, url=address, **properties)


def _contact(graph: _Graph, about: DepositMetadata) -> dict[str, str] | None:
    if not about.contact:
        return None
    kind = "about the corpus"
    return graph.add(f"mailto:{about.contact}", "ContactPoint", email=about.contact, contactType=kind)
