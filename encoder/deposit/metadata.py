"""What an archive is told of a corpus: ``deposit.toml`` beside the corpus file, what it lacks taken from the corpus."""

import difflib
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from encoder.corpora.build import about_of
from encoder.errors import EncoderError

DEPOSIT: Final = "deposit.toml"
"""The file of a corpus that says what an archive is told."""

OLAC: Final = "clarin.eu:cr1:p_1288172614026"
"""The CMDI profile that is used unless ``cmdi_profile`` names another: OLAC-DcmiTerms."""

_ORCID: Final = re.compile(r"(\d{4}-){3}\d{3}[\dX]")
_DAY: Final = re.compile(r"\d{4}(-\d{2}){0,2}")
# xs:language, which xml:lang is held to
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
# what XML cannot hold: controls but tab and line ends, surrogates, two that are no characters
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINES: Final = ("description",)


class DepositError(EncoderError, ValueError):
    """What is said of a corpus cannot be used, or a corpus cannot be packed; ``path`` and ``key`` name the place."""

    def __init__(self, message: str, *, path: str = "", key: str = "") -> None:
        self.message = message
        self.path = path
        self.key = key
        super().__init__(f"{path}: {message}" if path else message)


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the corpus: a person (``Family, Given``) or an institution, with ORCID and affiliation if known."""

    name: str
    orcid: str = ""
    affiliation: str = ""

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person: the name has a comma, or there is an ORCID."""
        return bool(self.orcid) or "," in self.name


@dataclass(frozen=True, slots=True)
class DepositMetadata:
    """What is known of a corpus as a whole; what is not known is empty. ``date`` (ISO 8601) is that of publication."""

    title: str = ""
    description: str = ""
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    date: str = ""
    licence: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    version: str = ""
    doi: str = ""
    contact: str = ""
    funding: str = ""
    cmdi_profile: str = OLAC


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
        given |= {key: _value(key, value, path) for key, value in values.items()}
    return DepositMetadata(**given)


def _value(key: str, value: object, path: Path) -> object:
    known = [one.name for one in fields(DepositMetadata)]
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(known)}"
        raise DepositError(f"unknown key “{key}”: {hint}", path=str(path), key=key)
    if key == "creators":
        return _creators(value, path)
    if key == "keywords":
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(_text(key, one, path) for one in value)
        raise DepositError('keywords must be a list of strings: ["press", "floods"]', path=str(path), key=key)
    shown = value.isoformat() if isinstance(value, date) else value
    if not isinstance(shown, str):
        raise DepositError(f"{key} must be a string", path=str(path), key=key)
    _text(key, shown, path)
    if key == "date" and shown and not _is_date(shown):
        raise DepositError(f"date = {shown!r}: write YYYY, YYYY-MM or YYYY-MM-DD", path=str(path), key=key)
    if key == "language" and shown and not _LANGUAGE.fullmatch(shown):
        raise DepositError(f'language = {shown!r}: write its code, as "fr" or "pt-BR"', path=str(path), key=key)
    if key == "doi" and shown and not _DOI.fullmatch(shown):
        raise DepositError(f'doi = {shown!r}: write it bare, as "10.5281/zenodo.1234"', path=str(path), key=key)
    return shown


def _text(key: str, value: str, path: Path) -> str:
    """Give a string back that every record can hold; refuse one that XML or a line of bag-info.txt cannot."""
    if found := _NOT_XML.search(value):
        message = f"{key} has the character U+{ord(found[0]):04X}, which XML cannot hold; take it out"
        raise DepositError(message, path=str(path), key=key)
    if key not in _LINES and len(value.splitlines()) > 1:
        raise DepositError(f"{key} must be one line", path=str(path), key=key)
    return value


def _is_date(value: str) -> bool:
    """Tell whether it is a year, a month of one, or a day that exists."""
    if not _DAY.fullmatch(value):
        return False
    try:
        # a year or a month exists if its first day does
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _creators(value: object, path: Path) -> tuple[Creator, ...]:
    wanted = '[[creators]] tables with name = "Family, Given", and orcid and affiliation if they are known'
    if not isinstance(value, list):
        raise DepositError(f"creators must be {wanted}", path=str(path), key="creators")
    found = []
    for one in value:
        if not isinstance(one, dict) or not one.get("name") or one.keys() - {"name", "orcid", "affiliation"}:
            raise DepositError(f"a creator is not as it must be: {wanted}", path=str(path), key="creators")
        if not all(isinstance(text, str) for text in one.values()):
            raise DepositError(f"a creator is not as it must be: {wanted}", path=str(path), key="creators")
        creator = Creator(**{key: _text("creators", text, path) for key, text in one.items()})
        if creator.orcid and not _is_orcid(creator.orcid):
            message = f"orcid = {creator.orcid!r} is not an ORCID (0000-0000-0000-0000, its last character a check)"
            raise DepositError(message, path=str(path), key="creators")
        found.append(creator)
    return tuple(found)


def _is_orcid(value: str) -> bool:
    """Tell whether an ORCID's last character is its check (ISO 7064 mod 11-2)."""
    if not _ORCID.fullmatch(value):
        return False
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return value[-1] == ("X" if check == 10 else str(check))
