"""A user's own authority files: who and what the names of an article are, known before anything is guessed.

CSV with a header row, or a TEI file with ``listPerson``, ``listPlace`` or ``listOrg``. They are how persons and
organisations get Wikidata, VIAF, ISNI and IdRef identifiers, and they come before the gazetteer.
"""

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, get_args

from lxml import etree

from encoder.errors import EncoderError
from encoder.linking.identifiers import IDENTIFIERS, read_identifier
from encoder.registers.words import Words, words
from schemas.nearest import did_you_mean, nearest
from tei import Entry, Form, Idno, Kind, Location, MetadataError, parse_bytes, read_registers
from tei.errors import UnsafeXmlError
from tei.names import XML_ID, local_name, tei
from tei.prose import header_language, sentence

RESP: Final = "#authorities"

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
_DIVISIONS: Final = frozenset({"region", "state", "province", "governorate", "department", "district"})
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)} | {"organisation": "org", "per": "person"}


_MOST: Final = 20
"""How many mistakes of a file are told at once."""


class AuthorityError(EncoderError, ValueError):
    """An authority file that cannot be used: ``path``, ``line`` (1-based, 0 when unknown) and ``column`` are kept.

    ``others`` are the file's other mistakes, in order of their lines, ``_MOST`` at most.
    """

    def __init__(self, message: str, *, path: str, line: int = 0, column: str = "") -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.others: tuple[AuthorityError, ...] = ()
        super().__init__(message)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        column = f"column {self.column}: " if self.column else ""
        return "\n".join([f"{place}: {column}{self.message}", *map(str, self.others)])


class _Mistakes:
    """The mistakes of a file: each is noted where it is made, and all are raised at the end."""

    def __init__(self) -> None:
        self._found: list[AuthorityError] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note the mistake that is made inside the block, and go on behind it."""
        try:
            yield
        except AuthorityError as error:
            self._found.append(error)
            if len(self._found) == _MOST:
                self.tell()

    def tell(self) -> None:
        """Raise the first mistake, with the others, if there is any."""
        if self._found:
            first, *others = self._found
            first.others = tuple(others)
            raise first


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


def identify(entries: Sequence[Entry], authorities: Sequence[Authority], lang: str = "fr") -> tuple[Entry, ...]:
    """Give the entries with what the authority files know of them.

    An entry is known by its fullest form; the first file that has it decides. A town of a file is not the province
    that the article names. Where a file has several of that name, nothing is given and the entry's note, in the
    language of the header, says so.
    """
    if not authorities:
        return tuple(entries)
    indexes = [_index(one) for one in authorities]
    found = [_known(entry, indexes) for entry in entries]
    alone = _told_apart(entries, found)
    return tuple(_identified(entry, known, lang) for entry, known in zip(entries, alone, strict=True))


def _index(authority: Authority) -> Mapping[tuple[Kind, Words], list[Entry]]:
    found: dict[tuple[Kind, Words], list[Entry]] = defaultdict(list)
    for entry in authority.entries:
        for key in dict.fromkeys(words(form.text) for form in entry.forms):
            found[entry.kind, key].append(entry)
    return found


def _known(entry: Entry, indexes: Sequence[Mapping[tuple[Kind, Words], list[Entry]]]) -> list[Entry]:
    key = entry.kind, words(entry.forms[0].text)
    listed = ([one for one in index.get(key, ()) if _may_be(entry, one)] for index in indexes)
    return next((found for found in listed if found), [])


def _told_apart(entries: Sequence[Entry], found: Sequence[list[Entry]]) -> list[list[Entry]]:
    """Give a place of a file to one entry alone: of a town and its province, to the town, unless the file says more."""
    takers: dict[int, list[int]] = defaultdict(list)
    for number, (entry, known) in enumerate(zip(entries, found, strict=True)):
        if entry.kind == "place" and len(known) == 1:
            takers[id(known[0])].append(number)
    alone = list(found)
    for numbers in takers.values():
        towns = [number for number in numbers if entries[number].type not in _DIVISIONS]
        for number in numbers:
            if len({entries[one].type for one in numbers}) > 1 and towns != [number]:
                alone[number] = []
    return alone


def _identified(entry: Entry, known: Sequence[Entry], lang: str) -> Entry:
    if not known:
        return entry
    if len(known) > 1:
        note = sentence("namesakes", header_language(lang), count=len(known), name=entry.forms[0].text)
        return replace(entry, note=note)
    (one,) = known
    idno = tuple(Idno(own.type, own.value, own.cert or "high", RESP) for own in one.idno)
    location = Location(one.location.geo, "high", RESP) if one.location else entry.location
    resp = f"{entry.resp} {RESP}".strip()
    return replace(entry, type=one.type or entry.type, idno=idno, location=location, resp=resp)


def _may_be(entry: Entry, known: Entry) -> bool:
    """Tell whether a place that is known has the kind that the article gives it, as far as both say one."""
    kinds = {entry.type, known.type}
    return entry.kind != "place" or "" in kinds or len(kinds) == 1 or kinds <= _DIVISIONS


def _read_tei(data: bytes, path: str) -> Iterator[Entry]:
    try:
        root = parse_bytes(data, path=path).getroot()
    except UnsafeXmlError as error:
        raise AuthorityError(f"it cannot be read as TEI: {error.message}", path=path, line=error.line) from error
    mistakes = _Mistakes()
    for number, element in enumerate(root.iter(*map(tei, TYPES))):
        # an entry needs no id to be an authority
        element.set(XML_ID, element.get(XML_ID) or f"entry.{number}")
        for idno in element.iterchildren(tei("idno")):
            with mistakes.noted():
                _check_idno(idno, path)
        geo = element.find(f"{tei('location')}/{tei('geo')}")
        if geo is not None:
            with mistakes.noted():
                _location(" ".join("".join(map(str, geo.itertext())).split()), path, geo.sourceline or 0, "")
    mistakes.tell()
    for entry in read_registers(root):
        own = tuple(one for one in entry.idno if one.type in IDENTIFIERS)
        yield replace(entry, type=entry.type if entry.type in TYPES[entry.kind] else "", idno=own)


def _check_idno(idno: etree._Element, path: str) -> None:
    """Write an identifier as its authority does, and its type as gazetei does; others are left alone."""
    authority = idno.get("type", "").casefold()
    if authority in IDENTIFIERS:
        idno.set("type", authority)
        written = "".join(map(str, idno.itertext()))
        try:
            idno.text = read_identifier(authority, written)
        except ValueError as error:
            entry = local_name(idno.getparent().tag)  # type: ignore[union-attr]
            message = f"the {authority} identifier of this {entry}: {error}"
            raise AuthorityError(message, path=path, line=idno.sourceline or 0) from error


def _location(geo: str, path: str, line: int, column: str) -> Location:
    try:
        return Location(geo)
    except MetadataError as error:
        message = f"{geo!r} is no point; write a latitude and a longitude in degrees, such as 33.51 36.29"
        raise AuthorityError(message, path=path, line=line, column=column) from error


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
        columns = [" ".join(name.split()).casefold() for name in next(rows, [])]
        _check_columns(columns, path)
        mistakes = _Mistakes()
        line = rows.line_num + 1
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                with mistakes.noted():
                    _check_cells(cells, columns, delimiter, path, line)
                    yield _entry(dict(zip(columns, cells, strict=False)), path, line)
            line = rows.line_num + 1
        mistakes.tell()
    except csv.Error as error:
        raise AuthorityError(
            f"it is no CSV: {error}; close each cell that begins with a quotation mark, and double one inside a cell",
            path=path, line=rows.line_num,
        ) from error  # fmt: skip


def _check_cells(cells: Sequence[str], columns: Sequence[str], delimiter: str, path: str, line: int) -> None:
    if any(cells[len(columns) :]):
        shown = {"\t": "tabs", ",": "commas", ";": "semicolons"}[delimiter]
        reason = (
            f"the row has {len(cells)} cells for {len(columns)} columns; put a cell with {shown} in it between quotes"
        )
        raise AuthorityError(f'{reason}: "…"', path=path, line=line)
    for column, cell in zip(columns, cells, strict=False):
        if not column and cell:
            raise AuthorityError(f"{cell!r} stands in a column without a name; name it", path=path, line=line)
        if found := _NOT_XML.search(cell):
            reason = f"it holds the character U+{ord(found[0]):04X}, which XML forbids; take it away"
            raise AuthorityError(reason, path=path, line=line, column=column)


def _check_columns(columns: Sequence[str], path: str) -> None:
    mistakes = _Mistakes()
    meant = set(columns)
    for name in dict.fromkeys(filter(None, columns)):
        with mistakes.noted():
            if name not in _COLUMNS:
                meant.add(nearest(name, _COLUMNS))
                fix = did_you_mean(name, _COLUMNS) or f"the columns are {', '.join(_COLUMNS)}"
                raise AuthorityError(f"there is no such column; {fix}", path=path, line=1, column=name)
            if columns.count(name) > 1:
                raise AuthorityError("it is there twice; keep one", path=path, line=1, column=name)
    for name in ("kind", "name"):
        with mistakes.noted():
            if name not in meant:
                raise AuthorityError(
                    "it is missing; begin the file with a row of column names, such as kind,name,forms,wikidata",
                    path=path, line=1, column=name,
                )  # fmt: skip
    mistakes.tell()


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
    idno = tuple(_idno(column, row[column], path, line) for column in IDENTIFIERS if row.get(column))
    location = _location(row["geo"], path, line, "geo") if row.get("geo") else None
    return Entry("x", kind, tuple(Form(form) for form in forms), entry_type, idno, location=location)


def _idno(column: str, written: str, path: str, line: int) -> Idno:
    try:
        return Idno(column, read_identifier(column, written))
    except ValueError as error:
        raise AuthorityError(str(error), path=path, line=line, column=column) from error
