"""The gazetteer: a compressed, sorted index of the names of places, shipped with the package.

The file is made by ``python -m encoder.scripts.gazetteer``. It has a magic line, a line of JSON (version, digest of the
contents, sources, first key and place of every block), then the blocks, each compressed by zlib: first the names in the
order of their keys, then the places. A look-up unpacks the one block of names that can hold the key and the blocks of
the places it names, which are kept.
"""

import bisect
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from encoder.linking.keys import key

FILE: Final = "gazetteer.bin"
MAGIC: Final = b"gazetei gazetteer 1\n"
_NAMES: Final = 512
_PLACES: Final = 256
"""Names, and places, in a block."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    ``geonames`` is its GeoNames id, ``""`` when it has none here; ``type`` a value of ``place/@type``; ``countries``
    ISO 3166 codes; ``within`` the GeoNames ids of the divisions that hold it, the largest first; ``iso`` its own
    ISO 3166 code; ``population`` inhabitants, 0 when unknown; ``geo`` latitude and longitude in degrees, ``""`` when
    unknown. The point of a country or a division is the median of its settlements: a place on a map, no survey.
    """

    geonames: str
    type: str
    countries: tuple[str, ...]
    within: tuple[str, ...] = ()
    iso: str = ""
    population: int = 0
    geo: str = ""

    @property
    def is_division(self) -> bool:
        """Tell whether it is a part of a country that is governed as one."""
        return bool(self.geonames) and self.type in _DIVISIONS


_DIVISIONS: Final = frozenset({"region", "state", "province", "governorate", "department", "district"})


@dataclass(frozen=True, slots=True)
class Found:
    """A place that has a name: ``usual`` if the name is its first one, and not one of its others."""

    place: Place
    usual: bool


class Gazetteer:
    """An opened index; see :func:`open_gazetteer`."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("this is no gazetteer; make it again with python -m encoder.scripts.gazetteer")
        end = data.index(b"\n", len(MAGIC))
        header: dict[str, Any] = json.loads(data[len(MAGIC) : end])
        self._data = memoryview(data)[end + 1 :]
        self._names: list[list[int]] = header["names"]
        self._places: list[list[int]] = header["places"]
        self._first: list[str] = header["first"]
        self.digest: str = header["digest"]
        self.sources: dict[str, str] = header["sources"]
        self._blocks: dict[int, dict[str, str]] = {}
        self._rows: dict[int, list[str]] = {}

    def find(self, name: str) -> tuple[Found, ...]:
        """Give the places that have a name, whatever its case, accents and dashes; the most populous first."""
        wanted = key(name)
        number = bisect.bisect_right(self._first, wanted) - 1
        if not wanted or number < 0:
            return ()
        if number not in self._blocks:
            lines = self._unpack(self._names[number])
            self._blocks[number] = dict(line.split("\t") for line in lines)
        listed = self._blocks[number].get(wanted, "")
        found = [Found(self._place(int(one.lstrip("+"), 36)), one.startswith("+")) for one in listed.split()]
        return tuple(sorted(found, key=lambda one: (-one.place.population, one.place.geonames)))

    def rows(self) -> Iterator[str]:
        """Give all that the index holds, line by line: names, then places."""
        for block in (*self._names, *self._places):
            yield from self._unpack(block)

    def _place(self, row: int) -> Place:
        number, offset = divmod(row, _PLACES)
        if number not in self._rows:
            self._rows[number] = self._unpack(self._places[number])
        return _read_place(self._rows[number][offset])

    def _unpack(self, block: Sequence[int]) -> list[str]:
        start, size = block
        return zlib.decompress(self._data[start : start + size]).decode().split("\n")


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Give the package's gazetteer; the file is read once, its blocks when they are asked for."""
    return Gazetteer(files("encoder.linking").joinpath("data", FILE).read_bytes())


def write_gazetteer(places: Sequence[tuple[Place, Iterable[str], Iterable[str]]], sources: dict[str, str]) -> bytes:
    """Give the bytes of an index of places, each with its usual names and its other names."""
    ordered = sorted(places, key=lambda one: (one[0].countries, one[0].within, one[0].type, _line(one[0])))
    named: dict[str, dict[int, bool]] = {}
    for row, (_, usual, other) in enumerate(ordered):
        for name in other:
            named.setdefault(key(name), {}).setdefault(row, False)
        for name in usual:
            named.setdefault(key(name), {})[row] = True
    named.pop("", None)
    names = [
        f"{name}\t{' '.join(('+' if rows[row] else '') + _base36(row) for row in sorted(rows))}"
        for name, rows in sorted(named.items())
    ]
    lines = [_line(place) for place, _, _ in ordered]
    blocks, spans = [], []
    for group, size in ((names, _NAMES), (lines, _PLACES)):
        packed = [zlib.compress("\n".join(block).encode(), 9) for block in _batches(group, size)]
        spans.append(len(packed))
        blocks += packed
    edges = [0]
    for block in blocks:
        edges.append(edges[-1] + len(block))
    where = [[start, end - start] for start, end in pairwise(edges)]
    header = {
        "digest": hashlib.sha256("\n".join((*names, *lines)).encode()).hexdigest(),
        "sources": sources,
        "names": where[: spans[0]],
        "places": where[spans[0] :],
        "first": [block[0].partition("\t")[0] for block in _batches(names, _NAMES)],
    }
    return MAGIC + json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(blocks)


def _batches(lines: list[str], size: int) -> Iterator[list[str]]:
    return (lines[start : start + size] for start in range(0, len(lines), size))


def _line(place: Place) -> str:
    countries, within = ",".join(place.countries), ",".join(place.within)
    population = str(place.population or "")
    return "\t".join((place.geonames, place.type, countries, within, place.iso, population, place.geo))


@lru_cache(maxsize=4096)
def _read_place(line: str) -> Place:
    geonames, kind, countries, within, iso, population, geo = line.split("\t")
    return Place(geonames, kind, _split(countries), _split(within), iso, int(population or 0), geo)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    shown = digits[number % 36]
    while number := number // 36:
        shown = digits[number % 36] + shown
    return shown
