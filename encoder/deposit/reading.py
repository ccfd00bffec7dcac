"""Reading ``deposit.toml``: every value as the records need it, or a message that names the key and says what to write.

What it lacks is taken from the corpus file; nothing is invented.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from encoder.corpora.build import about_of
from encoder.deposit.metadata import (
    ACCESS,
    DEPOSIT,
    OLAC,
    RELATIONS,
    ROLES,
    Contributor,
    Creator,
    DepositError,
    DepositMetadata,
    Funding,
    Related,
    is_day,
    spoken_role,
)
from encoder.toml import TomlError, line_of, read_toml
from schemas.nearest import did_you_mean
from tei import MetadataError
from tei.article import check_date

_MAX_BYTES: Final = 1_000_000
_DATES: Final = ("date", "embargo")
_ORCID: Final = re.compile(r"(?:https?://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}(-\d{2}){0,2}")
# what XML cannot hold (controls but tab and line ends, surrogates, two that are no characters), and other controls
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PROFILE: Final = re.compile(r"clarin\.eu:cr\d+:p_\d+")
# an address; one of ror.org must have the form of a ROR
_ADDRESS: Final = re.compile(r"https?://(?!ror\.org/)[^\s<>\"{}|\\^`]+|https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}")
_CONTACT: Final = re.compile(r"[^@\s]+@[^@\s]+")
_ADVICE: Final = "write its web address, best that of its ROR: https://ror.org/0abcdef12"

_TABLES: Final[dict[str, tuple[type[Any], str]]] = {
    "creators": (Creator, '[[creators]] tables with name = "Family, Given"'),
    "contributors": (Contributor, '[[contributors]] tables with name = "Family, Given" and role = "DataCurator"'),
    "funding": (Funding, 'a name, or [[funding]] tables with name = "Région Bretagne", and award = "…"'),
    "related": (Related, '[[related]] tables with relation = "IsSupplementTo" and identifier = "10.…"'),
}
"""The keys that hold tables: what each becomes, and how it is written."""


def read_metadata(folder: Path) -> DepositMetadata:
    """Give what ``deposit.toml`` says of a corpus, and what its corpus file says where that is silent.

    Raises :class:`DepositError`, with path, line and key, for a file that cannot be used.
    """
    path = folder / DEPOSIT
    about = about_of(folder)
    given: dict[str, Any] = {
        "title": about.title, "publisher": about.publisher, "licence": about.licence, "date": about.when,
    }  # fmt: skip
    text = _load(path)
    if text is None:
        given |= {
            "creators": tuple(Creator(one.name, one.orcid) for one in about.authors),
            "contributors": tuple(Contributor(one.name, role=_role(one.part)) for one in about.contributors),
            "doi": about.doi,
            "description": about.description,
        }
    else:
        try:
            said = {key: _value(key, value, path) for key, value in read_toml(text, dates=_DATES).items()}
            given |= {key: value for key, value in said.items() if value}
            return _agreeing(DepositMetadata(**given), folder, path)
        except TomlError as error:
            raise DepositError(error.message, path=str(path), key=error.key, line=error.line) from error
        except RecursionError as error:
            raise DepositError("nested too deep; it is a list of keys and tables", path=str(path)) from error
        except DepositError as error:
            raise DepositError(error.message, path=str(path), key=error.key, line=line_of(error.key, text)) from error
    return DepositMetadata(**given)


def _agreeing(found: DepositMetadata, folder: Path, path: Path) -> DepositMetadata:
    """Give what was found, if its values go together."""
    if found.cmdi_profile != OLAC and not found.cmdi_record:
        message = (
            f"a record is made in the profile {OLAC} alone; for another write it yourself, and name it: cmdi_record"
        )
        raise DepositError(message, path=str(path), key="cmdi_profile")
    if found.cmdi_record and not (folder / found.cmdi_record).is_file():
        message = f"cmdi_record = {found.cmdi_record!r}: write the path, from the corpus, of a file that is there"
        raise DepositError(message, path=str(path), key="cmdi_record")
    if found.embargo and found.access != "embargoed":
        message = 'embargo says when the files become free; that needs access = "embargoed"'
        raise DepositError(message, path=str(path), key="embargo")
    return found


def _role(spoken: str) -> str:
    """Give the role that is spoken of, as the corpus file has it; ``Other`` if DataCite has no such role."""
    return next((one for one in ROLES if spoken_role(one) == spoken), "Other")


def _load(path: Path) -> str | None:
    """Give the text of ``deposit.toml``, or ``None`` if there is none."""
    if not (path.exists() or path.is_symlink()):
        return None
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DepositError(f"larger than {_MAX_BYTES} bytes; what an archive is told is short", path=str(path))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DepositError("not UTF-8; save it as UTF-8", path=str(path)) from error
    except OSError as error:
        raise DepositError(f"it cannot be read: {error.strerror}", path=str(path)) from error


def _value(key: str, value: object, path: Path) -> object:
    _known(key, [one.name for one in fields(DepositMetadata)], path)
    for one in _strings(value):
        if found := _NO_TEXT.search(one):
            message = f"{key} has the character U+{ord(found[0]):04X}, which is no text; take it out"
            raise DepositError(message, path=str(path), key=key)
        if key != "description" and len(one.strip().splitlines()) > 1:
            raise DepositError(f"{key} must be one line", path=str(path), key=key)
    if key == "funding" and isinstance(value, str):
        return (Funding(" ".join(value.split())),) if value.strip() else ()
    if key in _TABLES:
        return _tables(key, value, path)
    if key == "keywords":
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(dict.fromkeys(" ".join(one.split()) for one in value if one.strip()))
        raise DepositError('keywords must be a list of strings: ["press", "floods"]', path=str(path), key=key)
    if key in _DATES:
        return _date(key, value, path)
    if not isinstance(value, str):
        raise DepositError(f"{key} must be a string", path=str(path), key=key)
    return value.strip() if key == "description" else _checked(key, " ".join(value.split()), path)


def _known(key: str, known: Sequence[str], path: Path, *, of: str = "") -> None:
    if key in known:
        return
    hint = did_you_mean(key, known) or f"the keys are {', '.join(known)}"
    raise DepositError(f"unknown key “{key}”{of}: {hint}", path=str(path), key=key)


def _strings(value: object) -> Iterator[str]:
    """Give every string in a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        yield from _strings([*value.values()])


def _date(key: str, value: object, path: Path) -> str:
    """Give a date as it was written: a TOML date, a year, or a string; an embargo ends on a day."""
    shown = value.isoformat() if isinstance(value, date) else str(value)
    reason = "" if _DAY.fullmatch(shown) or not shown else f"{key} = {shown}"
    try:
        if shown and not reason:
            check_date(key, shown)
    except MetadataError:
        reason = f"{key} = {shown}, which there is not"
    forms = "YYYY, YYYY-MM or YYYY-MM-DD"
    if key == "embargo":
        forms = "YYYY-MM-DD"
        reason = reason or (f"{key} = {shown}" if shown and not is_day(shown) else "")
    if reason:
        message = f"{reason}: write a date that exists, as {forms}"
        raise DepositError(message, path=str(path), key=key)
    return shown


def _checked(key: str, value: str, path: Path) -> str:
    """Give a string as the records need it; a DOI without the address of its resolver."""
    patterns = {
        "doi": (_DOI, "write it as 10.5281/zenodo.1234567"),
        "language": (_LANGUAGE, "write its ISO 639 code, fr or fra"),
        "cmdi_profile": (_PROFILE, "write it as clarin.eu:cr1:p_1288172614026"),
        "publisher_url": (_ADDRESS, _ADVICE),
        "contact": (_CONTACT, "write an address for mail"),
        "access": (re.compile("|".join(ACCESS)), f"write {_either(ACCESS)}"),
    }
    if not value or key not in patterns:
        return value
    pattern, advice = patterns[key]
    found = pattern.fullmatch(value)
    if not found:
        raise DepositError(f"{key} = {value!r}: {advice}", path=str(path), key=key)
    return found[1] if key == "doi" else value


def _tables(key: str, value: object, path: Path) -> tuple[object, ...]:
    """Give the tables of a key as what they become."""
    kind, wanted = _TABLES[key]
    known = [one.name for one in fields(kind)]
    if not isinstance(value, list):
        raise DepositError(f"{key} must be {wanted}", path=str(path), key=key)
    found = []
    for one in value:
        if not isinstance(one, dict) or not all(isinstance(text, str) for text in one.values()):
            raise DepositError(f"{key} must be {wanted}", path=str(path), key=key)
        for name in one:
            _known(name, known, path, of=f" of {key}")
        said = {name: _cell(key, name, " ".join(text.split()), path) for name, text in one.items()}
        if not all(said.get(name) for name in ("name", "relation", "identifier", "role") if name in known):
            raise DepositError(f"{key} must be {wanted}", path=str(path), key=key)
        found.append(kind(**said))
    return tuple(dict.fromkeys(found))


def _cell(key: str, name: str, value: str, path: Path) -> str:
    """Give a value of a table as the records need it."""
    reason = ""
    if name == "orcid" and value:
        orcid = _ORCID.fullmatch(value)
        if orcid and _is_orcid(orcid[1]):
            return orcid[1]
        reason = "write an ORCID (0000-0002-1825-0097), whose last character is its check"
    elif name in ("url", "affiliation_url") and value and not _ADDRESS.fullmatch(value):
        reason = _ADVICE
    elif name == "role" and value not in ROLES:
        reason = _nearest(value, ROLES)
    elif name == "relation" and value not in RELATIONS:
        reason = _nearest(value, RELATIONS)
    elif name == "identifier" and value:
        if doi := _DOI.fullmatch(value):
            return doi[1]
        reason = "" if _ADDRESS.fullmatch(value) else "write a DOI (10.5281/zenodo.1234567) or a web address"
    if reason:
        raise DepositError(f"{name} = {value!r} of {key}: {reason}", path=str(path), key=key)
    return value


def _nearest(value: str, known: Sequence[str]) -> str:
    longer = [one for one in known if value and one.casefold().endswith(value.casefold())]  # Curator: DataCurator
    return did_you_mean(value, known) or (f"did you mean {longer[0]}?" if longer else f"write {_either(known)}")


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def _is_orcid(value: str) -> bool:
    """Tell whether an ORCID's last character is its check (ISO 7064 mod 11-2)."""
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return value[-1] == ("X" if check == 10 else str(check))
