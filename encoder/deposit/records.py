"""What is known of a corpus as DataCite (JSON of its schema 4.5) and Dublin Core (as OAI-PMH carries it)."""

import json
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from encoder.deposit.holdings import Holdings
from encoder.deposit.metadata import Contributor, Creator, DepositMetadata, Funding, Related
from tei.licences import licence_address, spdx
from tei.names import XML_LANG

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
FORMAT: Final = "application/tei+xml"
"""The media type of the documents (RFC 6129)."""

UNAVAILABLE: Final = "(:unav)"
"""What DataCite wants where it requires a value that is not known (its appendix of standard values)."""

_DC: Final = "http://purl.org/dc/elements/1.1/"
_OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_TYPE: Final = "Corpus of press articles in TEI P5"
_ROR: Final = "https://ror.org/"


def datacite(about: DepositMetadata, held: Holdings, counts: Mapping[str, int]) -> bytes:
    """Give the DataCite record; what the schema requires and nobody said is ``(:unav)``."""
    record: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "doi": about.doi,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": _TYPE},
        "titles": [{"title": about.title, **_in(about)}],
        "creators": [_creator(one) for one in about.creators] or [{"name": UNAVAILABLE}],
        "contributors": [_contributor(one) for one in about.contributors],
        "publisher": _publisher(about),
        "publicationYear": about.date[:4],
        "dates": [
            {"date": day, "dateType": kind}
            for day, kind in ((about.date, "Issued"), (about.embargo, "Available"))
            if day
        ],
        "language": next(iter(held.spoken(about.language)), ""),
        "subjects": [{"subject": one} for one in about.keywords],
        "descriptions": _descriptions(about),
        "rightsList": _rights(about, held),
        "formats": [FORMAT],
        "sizes": [f"{number} {what}" for what, number in counts.items()],
        "version": about.version,
        "fundingReferences": [_funding(one) for one in about.funding],
        "relatedIdentifiers": [_related(one) for one in about.related],
    }
    return as_json({key: value for key, value in record.items() if value})


def dublin_core(about: DepositMetadata, held: Holdings) -> bytes:
    """Give the Dublin Core record, its elements in the order of the alphabet."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    found = [
        ("coverage", held.period),
        *(("contributor", one.name) for one in about.contributors),
        *(("creator", one.name) for one in about.creators),
        ("date", about.date),
        ("date", f"info:eu-repo/date/embargoEnd/{about.embargo}" if about.embargo else ""),
        ("description", about.description),
        ("format", FORMAT),
        ("identifier", f"https://doi.org/{about.doi}" if about.doi else ""),
        *(("language", one) for one in held.spoken(about.language)),
        ("publisher", about.publisher),
        *(("relation", one.address) for one in about.related),
        ("rights", about.access_uri),
        ("rights", licence_address(about.licence) or about.licence),
        ("rights", held.rights),
        *(("source", name) for name, _ in held.newspapers),
        *(("subject", one) for one in about.keywords),
        ("title", about.title),
        ("type", "Dataset"),
        ("type", "Text"),
    ]
    for name, value in found:
        if value:
            element = etree.SubElement(root, f"{{{_DC}}}{name}")
            element.text = value
            if name in ("title", "description", "subject") and about.language:
                element.set(XML_LANG, about.language)
    return as_xml(root)


def as_json(record: object) -> bytes:
    """Give a record as a file of JSON."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def as_xml(root: etree._Element) -> bytes:
    """Give a record as a file of XML."""
    etree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="utf-8") + b"\n"


def _creator(one: Creator) -> dict[str, Any]:
    record: dict[str, Any] = {"name": one.name, "nameType": "Personal" if one.is_person else "Organizational"}
    if any(one.parts):
        record["familyName"], record["givenName"] = one.parts
    if one.orcid:
        scheme = {"nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
        record["nameIdentifiers"] = [{"nameIdentifier": f"https://orcid.org/{one.orcid}", **scheme}]
    elif one.url.startswith(_ROR):
        scheme = {"nameIdentifierScheme": "ROR", "schemeUri": _ROR}
        record["nameIdentifiers"] = [{"nameIdentifier": one.url, **scheme}]
    if one.affiliation:
        record["affiliation"] = [{"name": one.affiliation}]
        if one.affiliation_url.startswith(_ROR):
            scheme = {"affiliationIdentifierScheme": "ROR", "schemeUri": _ROR}
            record["affiliation"][0] |= {"affiliationIdentifier": one.affiliation_url, **scheme}
    return record


def _contributor(one: Contributor) -> dict[str, Any]:
    return {**_creator(one), "contributorType": one.role}


def _funding(one: Funding) -> dict[str, str]:
    record = {"funderName": one.name, "awardNumber": one.award, "awardTitle": one.title}
    if one.url.startswith(_ROR):
        record |= {"funderIdentifier": one.url, "funderIdentifierType": "ROR"}
    return {key: value for key, value in record.items() if value}


def _related(one: Related) -> dict[str, str]:
    kind = "DOI" if one.is_doi else "URL"
    return {"relatedIdentifier": one.identifier, "relatedIdentifierType": kind, "relationType": one.relation}


def _publisher(about: DepositMetadata) -> dict[str, str]:
    record = {"name": about.publisher or UNAVAILABLE, **(_in(about) if about.publisher else {})}
    if about.publisher_url.startswith(_ROR):
        scheme = {"publisherIdentifierScheme": "ROR", "schemeUri": _ROR}
        record |= {"publisherIdentifier": about.publisher_url, **scheme}
    return record


def _in(about: DepositMetadata) -> dict[str, str]:
    return {"lang": about.language} if about.language else {}


def _descriptions(about: DepositMetadata) -> list[dict[str, str]]:
    text = about.description
    return [{"description": text, "descriptionType": "Abstract", **_in(about)}] if text else []


def _rights(about: DepositMetadata, held: Holdings) -> list[dict[str, str]]:
    found = []
    if about.licence:
        one = {"rights": about.licence}
        if address := licence_address(about.licence):
            one["rightsUri"] = address
        if identifier := spdx(about.licence):
            scheme = {"rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
            one |= {"rightsIdentifier": identifier.lower(), **scheme}
        found.append(one)
    if about.access:
        found.append({"rights": f"{about.access} access", "rightsUri": about.access_uri, "lang": "en"})
    return [*found, {"rights": held.rights, "lang": "en"}] if held.rights else found
