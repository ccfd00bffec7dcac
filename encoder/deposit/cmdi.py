"""What is known of a corpus as a CMDI 1.2 record for CLARIN, in the profile OLAC-DcmiTerms.

The envelope is that of ``cmd-envelop.xsd``; prefixes, schema addresses and header follow CLARIN's best practices
(CE-2017-1076). ``MdSelfLink`` and the address of the corpus on the web are given by the centre that takes it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from encoder.deposit.holdings import Holdings
from encoder.deposit.metadata import OLAC, Contributor, DepositMetadata
from encoder.deposit.records import FORMAT, XSI, as_xml
from tei.licences import licence_address
from tei.names import XML_LANG

CMD: Final = "http://www.clarin.eu/cmd/1"
_PROFILE: Final = f"{CMD}/profiles/{OLAC}"
_ENVELOPE: Final = "https://infra.clarin.eu/CMDI/1.x/xsd/cmd-envelop.xsd"
_REGISTRY: Final = f"https://catalog.clarin.eu/ds/ComponentRegistry/rest/registry/1.x/profiles/{OLAC}/xsd"

# the roles of DataCite that OLAC has too
_OLAC_ROLES: Final = {
    "DataCollector": "compiler", "Editor": "editor", "Researcher": "researcher", "Sponsor": "sponsor",
}  # fmt: skip

_Term = tuple[str, str, dict[str, str]]


def cmdi(about: DepositMetadata, held: Holdings, counts: Mapping[str, int], *, day: str) -> bytes:
    """Give the CMDI record, made on that day (``YYYY-MM-DD``)."""
    root = etree.Element(_cmd("CMD"), nsmap={"cmd": CMD, "cmdp": _PROFILE, "xsi": XSI}, CMDVersion="1.2")
    root.set(f"{{{XSI}}}schemaLocation", f"{CMD} {_ENVELOPE} {_PROFILE} {_REGISTRY}")
    header = etree.SubElement(root, _cmd("Header"))
    for name, value in (
        ("MdCreator", "gazetei"),
        ("MdCreationDate", day),
        ("MdProfile", OLAC),
        ("MdCollectionDisplayName", about.title),
    ):
        etree.SubElement(header, _cmd(name)).text = value
    resources = etree.SubElement(root, _cmd("Resources"))
    proxies = etree.SubElement(resources, _cmd("ResourceProxyList"))
    if about.doi:
        _proxy(proxies, "page", "LandingPage", f"https://doi.org/{about.doi}", "text/html")
    _proxy(proxies, "corpus", "Resource", "../corpus/corpus.xml", FORMAT)
    for name in ("JournalFileProxyList", "ResourceRelationList"):
        etree.SubElement(resources, _cmd(name))
    components = etree.SubElement(root, _cmd("Components"))
    terms = etree.SubElement(components, f"{{{_PROFILE}}}OLAC-DcmiTerms")
    for name, value, attributes in _terms(about, held, counts):
        if value:
            etree.SubElement(terms, f"{{{_PROFILE}}}{name}", attributes).text = value
    return as_xml(root)


def _proxy(proxies: etree._Element, name: str, kind: str, address: str, media: str) -> None:
    proxy = etree.SubElement(proxies, _cmd("ResourceProxy"), id=name)
    etree.SubElement(proxy, _cmd("ResourceType"), mimetype=media).text = kind
    etree.SubElement(proxy, _cmd("ResourceRef")).text = address


def _terms(about: DepositMetadata, held: Holdings, counts: Mapping[str, int]) -> Iterator[_Term]:
    """Give the terms in the order of the profile, which is that of the alphabet, ``dcterms`` encodings said."""
    spoken = {XML_LANG: about.language} if about.language else {}
    licence = licence_address(about.licence)
    yield ("accessRights", about.access_uri, {"dcterms-type": "URI"})
    yield ("accessRights", about.access_conditions, spoken)
    yield ("available", about.embargo, {"dcterms-type": "W3CDTF"})
    yield from (("contributor", one.name, _role(one)) for one in about.contributors if one.role != "RightsHolder")
    yield from (("contributor", one.name, {"olac-role": "sponsor"}) for one in about.funding)
    yield from (("creator", one.name, {}) for one in about.creators)
    yield ("description", about.description, spoken)
    yield ("extent", "; ".join(f"{number} {what}" for what, number in counts.items()), {XML_LANG: "en"})
    yield ("format", FORMAT, {"dcterms-type": "IMT"})
    yield ("identifier", f"https://doi.org/{about.doi}" if about.doi else "", {"dcterms-type": "URI"})
    yield ("issued", about.date, {"dcterms-type": "W3CDTF"})
    for language in held.spoken(about.language):
        yield ("language", language, {"olac-language": language.partition("-")[0], "dcterms-type": "RFC5646"})
    yield ("license", licence, {"dcterms-type": "URI"})
    yield ("publisher", about.publisher, {})
    yield from (("relation", one.address, {"dcterms-type": "URI"}) for one in about.related)
    yield ("rights", "" if licence else about.licence, {})
    yield ("rights", held.rights, {XML_LANG: "en"})
    yield from (("rightsHolder", one.name, {}) for one in about.contributors if one.role == "RightsHolder")
    yield from (("source", name, {}) for name, _ in held.newspapers)
    yield from (("subject", one, spoken) for one in about.keywords)
    yield ("temporal", held.period, {})
    yield ("title", about.title, spoken)
    yield ("type", "Dataset", {"dcterms-type": "DCMIType"})
    yield ("type", "Text", {"dcterms-type": "DCMIType", "olac-linguistic-type": "primary_text"})


def _role(one: Contributor) -> dict[str, str]:
    return {"olac-role": _OLAC_ROLES[one.role]} if one.role in _OLAC_ROLES else {}


def _cmd(name: str) -> str:
    return f"{{{CMD}}}{name}"
