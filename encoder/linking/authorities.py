"""A user's own authority files: who and what the names of an article are, known before anything is guessed.

CSV with a header row, or a TEI file with ``listPerson``, ``listPlace`` or ``listOrg``. They are how persons and
organisations get Wikidata, VIAF, ISNI and IdRef identifiers, and they come before the gazetteer.
"""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, get_args

from encoder.errors import EncoderError
from encoder.registers.words import Words, words
from tei import Entry, Form, Idno, Kind, Location, MetadataError, TeiError, parse_bytes, read_registers

RESP: Final = "#authorities"

IDENTIFIERS: Final = ("wikidata", "viaf", "isni", "idref", "bnf", "orcid", "geonames", "iso3166")
"""The identifiers a column may give; the name of the column is the ``@type`` of ``idno``."""

TYPES: Final[dict[Kind, tuple[str, ...]]] = {
    "person": (),
    "org": (
        "government", "parliament", "judiciary", "military", "police", "armedGroup", "party", "union", "ngo",
        "intergovernmental", "company", "media", "newsAgency", "education", "health", "culture", "sport", "religious",
        "other",
    ),
    "place": (
        "continent", "bloc", "country", "region", "state", "province", "governorate", "department", "district",
        "settlement", "neighbourhood", "street", "building", "water", "relief", "other",
    ),
}  # fmt: skip
"""The types that an entry may have (schemas/gazetei.odd)."""

_COLUMNS: Final = ("kind", "name", "forms", "type", "geo", *IDENTIFIERS)
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)} | {"organisation": "org", "per": "person"}


class AuthorityError(EncoderError, ValueError):
    """An authority file that cannot be used: ``path``, ``line`` (1-based, 0 when unknown) and ``column`` are kept."""

    def __init__(self, message: str, *, path: str, line: int = 0, column: str = "") -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file that was read: its name, the SHA-256 of its bytes, its entries."""

    name: str
    sha256: str
    entries: tuple[Entry, ...]


def read_authority(path: Path) -> Authority:
    """Read a CSV or TEI authority file; raises :class:`AuthorityError` with line, column and what to do."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AuthorityError(f"it cannot be read: {error.strerror}", path=str(path)) from error
    reader = _read_tei if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _read_csv
    entries = tuple(reader(data, str(path)))
    if not entries:
        raise AuthorityError("it has no entry; give a CSV with rows, or a TEI file with lists of names", path=str(path))
    return Authority(path.name, hashlib.sha256(data).hexdigest(), entries)


def identify(entries: Sequence[Entry], authorities: Sequence[Authority]) -> tuple[Entry, ...]:
    """Give the entries with what the authority files know of them.

    An entry is known by its fullest form; the first file that has it decides. Where a file has several of that name,
    nothing is given and the entry's note says so.
    """
    if not authorities:
        return tuple(entries)
    indexes = [_index(one) for one in authorities]
    return tuple(_identified(entry, indexes) for entry in entries)


def _index(authority: Authority) -> Mapping[tuple[Kind, Words], list[Entry]]:
    found: dict[tuple[Kind, Words], list[Entry]] = defaultdict(list)
    for entry in authority.entries:
        for key in dict.fromkeys(words(form.text) for form in entry.forms):
            found[entry.kind, key].append(entry)
    return found


def _identified(entry: Entry, indexes: Sequence[Mapping[tuple[Kind, Words], list[Entry]]]) -> Entry:
    key = entry.kind, words(entry.forms[0].text)
    known = next((index[key] for index in indexes if key in index), [])
    if not known:
        return entry
    if len(known) > 1:
        listed = ", ".join(dict.fromkeys(one.forms[0].text for one in known))
        return replace(entry, note=f"{len(known)} entries of the authority file have this name: {listed}.")
    (one,) = known
    idno = tuple(Idno(own.type, own.value, own.cert or "high", RESP) for own in one.idno if own.type in IDENTIFIERS)
    location = Location(one.location.geo, "high", RESP) if one.location else entry.location
    resp = f"{entry.resp} {RESP}".strip()
    entry_type = one.type if one.type in TYPES[entry.kind] else ""
    return replace(entry, type=entry_type or entry.type, idno=idno, location=location, resp=resp)


def _read_tei(data: bytes, path: str) -> Iterator[Entry]:
    try:
        yield from read_registers(parse_bytes(data, path=path).getroot())
    except TeiError as error:
        raise AuthorityError(f"it cannot be read as TEI: {error}", path=path) from error


def _read_csv(data: bytes, path: str) -> Iterator[Entry]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AuthorityError("it is not UTF-8; save it as CSV UTF-8", path=path, line=line) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().casefold() for name in next(rows, [])]
        _check_columns(columns, path)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _entry(dict(zip(columns, (cell.strip() for cell in row), strict=False)), path, rows.line_num)
    except csv.Error as error:
        raise AuthorityError(f"it is no CSV: {error}", path=path, line=rows.line_num) from error


def _check_columns(columns: Sequence[str], path: str) -> None:
    for name in columns:
        if name and name not in _COLUMNS:
            near = get_close_matches(name, _COLUMNS, 1)
            fix = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(_COLUMNS)}"
            raise AuthorityError(f"the column {name!r} is not known; {fix}", path=path, line=1, column=name)
    for name in ("kind", "name"):
        if name not in columns:
            raise AuthorityError(
                f"the column {name!r} is missing; begin the file with a row of column names, such as "
                "kind,name,forms,wikidata",
                path=path, line=1, column=name,
            )  # fmt: skip


def _entry(row: Mapping[str, str], path: str, line: int) -> Entry:
    kind = _KINDS.get(row.get("kind", "").casefold())
    if kind is None:
        reason = f"{row.get('kind', '')!r} is no kind; write person, org or place"
        raise AuthorityError(reason, path=path, line=line, column="kind")
    name = row.get("name", "")
    if not name:
        raise AuthorityError("the name is empty; write one", path=path, line=line, column="name")
    forms = tuple(dict.fromkeys((name, *(form.strip() for form in row.get("forms", "").split("|") if form.strip()))))
    if (entry_type := row.get("type", "")) and entry_type not in TYPES[kind]:
        fix = f"write one of {', '.join(TYPES[kind])}" if TYPES[kind] else f"leave it empty for a {kind}"
        raise AuthorityError(f"{entry_type!r} is no type; {fix}", path=path, line=line, column="type")
    idno = tuple(Idno(column, row[column]) for column in IDENTIFIERS if row.get(column))
    try:
        location = Location(row["geo"]) if row.get("geo") else None
    except MetadataError as error:
        raise AuthorityError(str(error), path=path, line=line, column="geo") from error
    return Entry("x", kind, tuple(Form(form) for form in forms), entry_type, idno, location=location)
