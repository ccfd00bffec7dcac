"""What is known of a corpus as the API of an archive takes it, so that nobody need type it into a form.

Zenodo's is that of its documentation (https://developers.zenodo.org/#depositions, read on the day of the rules);
NAKALA's is what Huma-Num's own examples for its API send, which no page of the archive was found to describe.
"""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any, Final

from encoder.deposit.holdings import Holdings
from encoder.deposit.metadata import RELATIONS, Creator, DepositMetadata, is_day
from tei.licences import licence_address, spdx

_Record = dict[str, Any]

_NOT_ZENODO: Final = {"IsCollectedBy", "Collects", "HasVersion", "IsVersionOf", "IsPublishedIn"}
# Zenodo writes them with a small letter, and one of them otherwise
_ZENODO_RELATIONS: Final = {
    name: {"IsOriginalFormOf": "isOriginalFormof"}.get(name, name[0].lower() + name[1:])
    for name in RELATIONS
    if name not in _NOT_ZENODO
}
# ISO 639-3 of the languages of the press that ISO 639-1 is written for; Zenodo takes no code of two letters
_LANGUAGES: Final = {
    "ar": "ara", "br": "bre", "ca": "cat", "co": "cos", "cs": "ces", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "eu": "eus", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg", "hu": "hun",
    "it": "ita", "la": "lat", "lb": "ltz", "nl": "nld", "no": "nor", "oc": "oci", "pl": "pol", "pt": "por",
    "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sv": "swe", "tr": "tur", "uk": "ukr",
}  # fmt: skip

# the DOIs that Zenodo reserves and gives itself; its field is for those that somebody else gave
_OWN: Final = "10.5281/zenodo."

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_URI: Final = "http://www.w3.org/2001/XMLSchema#anyURI"
_NKL: Final = "http://nakala.fr/terms#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_DATASET: Final = "http://purl.org/coar/resource_type/c_ddb1"


def zenodo(about: DepositMetadata, held: Holdings) -> _Record:
    """Give the body of ``POST /api/deposit/depositions``.

    What Zenodo has no word for is left out: grants (which it takes by OpenAIRE's number alone), five relations, a
    licence without an SPDX identifier, a language outside the table.
    """
    spoken = next(iter(held.spoken(about.language)), "").partition("-")[0]
    metadata = {
        "upload_type": "dataset",
        "title": about.title,
        "creators": [_person(one) for one in about.creators],
        "contributors": [{**_person(one), "type": one.role} for one in about.contributors],
        "description": _html(about.description),
        "publication_date": about.date if is_day(about.date) else "",
        "access_right": about.access or "open",
        "embargo_date": about.embargo,
        "access_conditions": _html(about.access_conditions) if about.access == "restricted" else "",
        "license": spdx(about.licence).lower() if about.access in ("", "open", "embargoed") else "",
        "keywords": [*about.keywords],
        "language": spoken if len(spoken) == len("fra") else _LANGUAGES.get(spoken, ""),
        "version": about.version,
        "doi": "" if about.doi.startswith(_OWN) else about.doi,
        "related_identifiers": [
            {"identifier": one.identifier, "relation": _ZENODO_RELATIONS[one.relation]}
            for one in about.related
            if one.relation in _ZENODO_RELATIONS
        ],
        "notes": _html(held.rights),
    }
    return {"metadata": {key: value for key, value in metadata.items() if value}}


def nakala(about: DepositMetadata, held: Holdings) -> _Record:
    """Give the body of ``POST /datas``; ``files`` is filled with what ``POST /datas/uploads`` answers.

    The data are not published by it (``pending``). A creator of NAKALA is a person; institutions are ``dcterms``.
    """
    return {"status": "pending", "collectionsIds": [], "files": [], "metas": [*_metas(about, held)]}


RECORDS: Final[Mapping[str, Callable[[DepositMetadata, Holdings], _Record]]] = {"nakala": nakala, "zenodo": zenodo}
"""The archives whose API a record is made for."""


def _person(one: Creator) -> dict[str, str]:
    record = {"name": one.name, "affiliation": one.affiliation, "orcid": one.orcid}
    return {key: value for key, value in record.items() if value}


def _html(text: str) -> str:
    """Give the paragraphs of a text as HTML."""
    paragraphs = (" ".join(one.split()) for one in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{escape(one, quote=False)}</p>" for one in paragraphs if one)


def _metas(about: DepositMetadata, held: Holdings) -> Iterator[_Record]:
    spoken = {"lang": about.language} if about.language else {}
    yield _meta(f"{_NKL}title", about.title, **spoken)
    yield _meta(f"{_NKL}type", _DATASET, kind=_URI)
    persons = [one for one in about.creators if any(one.parts)]
    for one in persons:
        surname, given = one.parts
        value = {"givenname": given, "surname": surname, **({"orcid": one.orcid} if one.orcid else {})}
        yield {"propertyUri": f"{_NKL}creator", "value": value}
    if not persons:
        yield {"propertyUri": f"{_NKL}creator", "value": None}
    yield _meta(f"{_NKL}created", about.date or None)
    yield _meta(f"{_NKL}license", spdx(about.licence) or None)
    said = [
        *(("creator", one.name, {}) for one in about.creators if one not in persons),
        *(
            ("rightsHolder" if one.role == "RightsHolder" else "contributor", one.name, {})
            for one in about.contributors
        ),
        ("description", about.description, spoken),
        *(("subject", one, spoken) for one in about.keywords),
        *(("language", one, {}) for one in held.spoken(about.language)),
        ("publisher", about.publisher, {}),
        *(("relation", one.address, {}) for one in about.related),
        ("available", about.embargo, {}),
        ("rights", "" if spdx(about.licence) else licence_address(about.licence) or about.licence, {}),
        ("rights", held.rights, {"lang": "en"}),
        ("temporal", held.period, {}),
    ]
    yield from (_meta(f"{_DCTERMS}{name}", value, **more) for name, value, more in said if value)


def _meta(name: str, value: str | None, *, kind: str = _STRING, **more: str) -> _Record:
    return {"propertyUri": name, "value": value, "typeUri": kind, **more}
