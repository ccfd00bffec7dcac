"""What an archive is told of a corpus: ``deposit.toml`` beside the corpus file, what it lacks taken from the corpus."""

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from encoder.corpora.build import about_of
from encoder.errors import EncoderError
from tei import MetadataError
from tei.article import check_date

DEPOSIT: Final = "deposit.toml"
"""The file of a corpus that says what an archive is told."""

OLAC: Final = "clarin.eu:cr1:p_1288172614026"
"""The CMDI profile of the record that is made: OLAC-DcmiTerms."""

ACCESS: Final = ("open", "embargoed", "restricted", "closed")
"""What ``access`` may be: the words of Zenodo, which COAR has too (but for ``closed``, its ``metadata only``)."""

_ORCID: Final = re.compile(r"(?:https?://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}(-\d{2}){0,2}")
# what XML cannot hold: controls but tab and line ends, surrogates, two that are no characters
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PROFILE: Final = re.compile(r"clarin\.eu:cr\d+:p_\d+")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_CONTACT: Final = re.compile(r"[^@\s]+@[^@\s]+")


class DepositError(EncoderError, ValueError):
    """What is said of a corpus cannot be used, or a corpus cannot be packed; ``path`` and ``key`` name the place."""

    def __init__(self, message: str, *, path: str = "", key: str = "") -> None:
        self.message = message
        self.path = path
        self.key = key
        super().__init__(f"{path}: {message}" if path else message)


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the corpus: a person (``Family, Given``) with ORCID and affiliation, or an institution with its ``url``.

    What is not known is empty.
    """

    name: str
    orcid: str = ""
    affiliation: str = ""
    url: str = ""

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person: the name has a comma, or there is an ORCID."""
        return bool(self.orcid) or "," in self.name


@dataclass(frozen=True, slots=True)
class DepositMetadata:
    """What is known of a corpus as a whole; what is not known is empty.

    ``date`` (ISO 8601) is that of publication; ``publisher_url`` the publisher's address, best its ROR.
    ``cmdi_record`` is a CMDI record of your own, a path from the corpus; it is packed instead of the one that is made.
    """

    title: str = ""
    description: str = ""
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    publisher_url: str = ""
    date: str = ""
    licence: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    version: str = ""
    doi: str = ""
    contact: str = ""
    funding: str = ""
    access: str = ""
    cmdi_profile: str = OLAC
    cmdi_record: str = ""


def read_metadata(folder: Path) -> DepositMetadata:
    """Give what ``deposit.toml`` says of a corpus, and what its corpus file says where that is silent.

    Raises :class:`DepositError`, with path and key, for a file that cannot be used.
    """
    path = folder / DEPOSIT
    about = about_of(folder)
    given: dict[str, Any] = {
        "title": about.title, "publisher": about.publisher, "licence": about.licence, "date": about.when,
    }  # fmt: skip
    if path.is_file():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise DepositError(f"not TOML in UTF-8: {error}", path=str(path)) from error
        said = {key: _value(key, value, path) for key, value in values.items()}
        given |= {key: value for key, value in said.items() if value}
    found = DepositMetadata(**given)
    if found.cmdi_profile != OLAC and not found.cmdi_record:
        message = (
            f"a record is made in the profile {OLAC} alone; for another write it yourself, and name it: cmdi_record"
        )
        raise DepositError(message, path=str(path), key="cmdi_profile")
    return found


def _value(key: str, value: object, path: Path) -> object:
    known = [one.name for one in fields(DepositMetadata)]
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(known)}"
        raise DepositError(f"unknown key “{key}”: {hint}", path=str(path), key=key)
    for one in _strings(value):
        if found := _NOT_XML.search(one):
            message = f"{key} has the character U+{ord(found[0]):04X}, which XML cannot hold; take it out"
            raise DepositError(message, path=str(path), key=key)
        if key != "description" and len(one.strip().splitlines()) > 1:
            raise DepositError(f"{key} must be one line", path=str(path), key=key)
    if key == "creators":
        return _creators(value, path)
    if key == "keywords":
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(" ".join(one.split()) for one in value if one.strip())
        raise DepositError('keywords must be a list of strings: ["press", "floods"]', path=str(path), key=key)
    if key == "date":
        return _date(value, path)
    if not isinstance(value, str):
        raise DepositError(f"{key} must be a string", path=str(path), key=key)
    return value.strip() if key == "description" else _checked(key, " ".join(value.split()), path)


def _strings(value: object) -> Iterator[str]:
    """Give every string in a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        yield from _strings([*value.values()])


def _date(value: object, path: Path) -> str:
    """Give a date as it was written: a TOML date, a year, or a string."""
    shown = value.isoformat() if isinstance(value, date) else str(value)
    reason = "" if _DAY.fullmatch(shown) or not shown else f"date = {shown}"
    try:
        if shown and not reason:
            check_date("date", shown)
    except MetadataError:
        reason = f"date = {shown}, which there is not"
    if reason:
        message = f"{reason}: write a date that exists, as YYYY, YYYY-MM or YYYY-MM-DD"
        raise DepositError(message, path=str(path), key="date")
    return shown


def _checked(key: str, value: str, path: Path) -> str:
    """Give a string as the records need it; a DOI without the address of its resolver."""
    patterns = {
        "doi": (_DOI, "write it as 10.5281/zenodo.1234567"),
        "language": (_LANGUAGE, "write its ISO 639 code, fr or fra"),
        "cmdi_profile": (_PROFILE, "write it as clarin.eu:cr1:p_1288172614026"),
        "publisher_url": (_ADDRESS, "write its web address, best that of its ROR: https://ror.org/…"),
        "contact": (_CONTACT, "write an address for mail"),
        "access": (re.compile("|".join(ACCESS)), f"write {', '.join(ACCESS[:-1])} or {ACCESS[-1]}"),
    }
    if not value or key not in patterns:
        return value
    pattern, advice = patterns[key]
    found = pattern.fullmatch(value)
    if not found:
        raise DepositError(f"{key} = {value!r}: {advice}", path=str(path), key=key)
    return found[1] if key == "doi" else value


def _creators(value: object, path: Path) -> tuple[Creator, ...]:
    wanted = '[[creators]] tables with name = "Family, Given", and orcid, affiliation, url if they are known'
    if not isinstance(value, list):
        raise DepositError(f"creators must be {wanted}", path=str(path), key="creators")
    found = []
    for one in value:
        if not isinstance(one, dict) or not one.get("name") or one.keys() - {"name", "orcid", "affiliation", "url"}:
            raise DepositError(f"a creator is not as it must be: {wanted}", path=str(path), key="creators")
        if not all(isinstance(text, str) for text in one.values()):
            raise DepositError(f"a creator is not as it must be: {wanted}", path=str(path), key="creators")
        creator = Creator(**{key: " ".join(str(text).split()) for key, text in one.items()})
        orcid = _ORCID.fullmatch(creator.orcid)
        if creator.orcid and not (orcid and _is_orcid(orcid[1])):
            message = f"orcid = {creator.orcid!r} is not an ORCID (0000-0000-0000-0000, its last character a check)"
            raise DepositError(message, path=str(path), key="creators")
        if creator.url and not _ADDRESS.fullmatch(creator.url):
            message = f"url = {creator.url!r}: write a web address, best that of a ROR: https://ror.org/…"
            raise DepositError(message, path=str(path), key="creators")
        found.append(replace(creator, orcid=orcid[1] if orcid else ""))
    return tuple(found)


def _is_orcid(value: str) -> bool:
    """Tell whether an ORCID's last character is its check (ISO 7064 mod 11-2)."""
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return value[-1] == ("X" if check == 10 else str(check))
