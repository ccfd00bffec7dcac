"""What is known of a corpus in the forms that archives read: DataCite, Dublin Core, CMDI, RO-Crate.

Sources: DataCite Metadata Schema 4 (JSON as its REST API takes it), OAI-DC, CMDI 1.2, RO-Crate (by rocrate).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from lxml import etree

from encoder.deposit.metadata import DepositMetadata
from tei.names import XML_LANG

_DC: Final = "http://purl.org/dc/elements/1.1/"
_OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_CMD: Final = "http://www.clarin.eu/cmd/1"
_FORMAT: Final = "application/tei+xml"
_TYPE: Final = "Corpus of press articles in TEI P5"


def datacite(about: DepositMetadata, counts: Mapping[str, int]) -> bytes:
    """Give the DataCite record."""
    record: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": _TYPE},
        "titles": [{"title": about.title}],
        "creators": [_creator(one.name, one.orcid, one.affiliation, person=one.is_person) for one in about.creators],
        "publisher": {"name": about.publisher} if about.publisher else None,
        "publicationYear": about.date[:4],
        "dates": [{"date": about.date, "dateType": "Issued"}] if about.date else [],
        "language": about.language,
        "subjects": [{"subject": one} for one in about.keywords],
        "descriptions": _descriptions(about.description),
        "rightsList": [_rights(about.licence)] if about.licence else [],
        "formats": [_FORMAT],
        "sizes": [f"{number} {what}" for what, number in counts.items()],
        "version": about.version,
        "identifiers": [{"identifier": about.doi, "identifierType": "DOI"}] if about.doi else [],
        "fundingReferences": [{"funderName": about.funding}] if about.funding else [],
    }
    return _json({key: value for key, value in record.items() if value})


def dublin_core(about: DepositMetadata) -> bytes:
    """Give the Dublin Core record, as OAI-PMH carries it."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC})
    for name, value in _terms(about):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = value
    return _xml(root)


def cmdi(about: DepositMetadata) -> bytes:
    """Give the CMDI record in the profile that the settings name; its components are those of OLAC-DcmiTerms."""
    profile = f"{_CMD}/profiles/{about.cmdi_profile}"
    root = etree.Element(f"{{{_CMD}}}CMD", nsmap={"cmd": _CMD, "cmdp": profile}, CMDVersion="1.2")
    header = etree.SubElement(root, f"{{{_CMD}}}Header")
    if about.date:
        etree.SubElement(header, f"{{{_CMD}}}MdCreationDate").text = about.date
    etree.SubElement(header, f"{{{_CMD}}}MdProfile").text = about.cmdi_profile
    resources = etree.SubElement(root, f"{{{_CMD}}}Resources")
    proxies = etree.SubElement(resources, f"{{{_CMD}}}ResourceProxyList")
    proxy = etree.SubElement(proxies, f"{{{_CMD}}}ResourceProxy", id="corpus")
    etree.SubElement(proxy, f"{{{_CMD}}}ResourceType", mimetype=_FORMAT).text = "Resource"
    etree.SubElement(proxy, f"{{{_CMD}}}ResourceRef").text = "../corpus/corpus.xml"
    for name in ("JournalFileProxyList", "ResourceRelationList"):
        etree.SubElement(resources, f"{{{_CMD}}}{name}")
    components = etree.SubElement(root, f"{{{_CMD}}}Components")
    terms = etree.SubElement(components, f"{{{profile}}}OLAC-DcmiTerms")
    for name, value in _terms(about):
        element = etree.SubElement(terms, f"{{{profile}}}{name}")
        element.text = value
        if name in ("title", "description") and about.language:
            element.set(XML_LANG, about.language)
    return _xml(root)


def ro_crate(about: DepositMetadata, files: Iterable[tuple[str, str, int]]) -> bytes:
    """Give the RO-Crate record of the files of a bag: path, media type, size in bytes."""
    from rocrate.model.person import Person
    from rocrate.rocrate import ROCrate

    crate = ROCrate()
    crate.name = about.title
    crate.description = about.description or about.title
    crate.datePublished = about.date
    crate.license = about.licence or "The rights of each text stand in its header."
    if about.keywords:
        crate.keywords = ", ".join(about.keywords)
    if about.publisher:
        crate.publisher = about.publisher
    if about.doi:
        crate.root_dataset["identifier"] = f"https://doi.org/{about.doi}"
    for number, one in enumerate(about.creators, 1):
        identifier = f"https://orcid.org/{one.orcid}" if one.orcid else f"#creator{number}"
        properties = {"name": one.name} | ({"affiliation": one.affiliation} if one.affiliation else {})
        if not one.is_person:
            properties["@type"] = "Organization"
        crate.root_dataset.append_to("creator", crate.add(Person(crate, identifier, properties=properties)))
    for path, media, size in files:
        crate.add_file(dest_path=path, properties={"encodingFormat": media, "contentSize": str(size)})
    return _json(crate.metadata.generate())


def _creator(name: str, orcid: str, affiliation: str, *, person: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"name": name, "nameType": "Personal" if person else "Organizational"}
    if person and "," in name:
        record["familyName"], record["givenName"] = (one.strip() for one in name.split(",", 1))
    if orcid:
        scheme = {"nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
        record["nameIdentifiers"] = [{"nameIdentifier": f"https://orcid.org/{orcid}", **scheme}]
    if affiliation:
        record["affiliation"] = [{"name": affiliation}]
    return record


def _descriptions(text: str) -> list[dict[str, str]]:
    return [{"description": text, "descriptionType": "Abstract"}] if text else []


def _rights(licence: str) -> dict[str, str]:
    return {"rights": licence} | ({"rightsUri": licence} if licence.startswith(("http://", "https://")) else {})


def _terms(about: DepositMetadata) -> list[tuple[str, str]]:
    """Give the terms of Dublin Core, in the order of its alphabet."""
    found = [
        *(("creator", one.name) for one in about.creators),
        ("date", about.date),
        ("description", about.description),
        ("format", _FORMAT),
        ("identifier", f"https://doi.org/{about.doi}" if about.doi else ""),
        ("language", about.language),
        ("publisher", about.publisher),
        ("rights", about.licence),
        *(("subject", one) for one in about.keywords),
        ("title", about.title),
        ("type", "Dataset"),
    ]
    return [(name, value) for name, value in found if value]


def _json(record: object) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _xml(root: etree._Element) -> bytes:
    etree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="utf-8") + b"\n"
