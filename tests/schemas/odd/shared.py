"""The reference set: ODDs, and documents with the verdict of jing on the schema that TEI's own Stylesheets made."""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from schemas.odd import Schema, compile_odd

_RNG = "{http://relaxng.org/ns/structure/1.0}"
SET = Path(__file__).parents[4] / "shared" / "odd-tests"
NAMES = tuple(sorted(path.parent.name for path in SET.glob("*/official.rng")))


@dataclass(frozen=True)
class Judged:
    """A document and whether it is valid."""

    path: Path
    valid: bool
    change: str = ""


def odd(name: str) -> Path:
    return next((SET / name).glob("*.odd"))


@cache
def compiled(name: str) -> Schema:
    """The compiled schema; ``testdocbook1`` with the ``docbook.rng`` it includes, as the reference tools copied it."""
    if name != "testdocbook1":
        return compile_odd(odd(name))
    official = etree.parse(SET / name / "official.rng").getroot()
    part = next(div for div in official.iter(f"{_RNG}div") if div.get("ns") == "http://docbook.org/ns/docbook")
    part.tag = f"{_RNG}grammar"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "docbook.rng").write_bytes(etree.tostring(part))
        copy = Path(folder, odd(name).name)
        copy.write_bytes(odd(name).read_bytes())
        return compile_odd(copy)


def judged(name: str) -> list[Judged]:
    """Every document of an ODD's valid.txt and every mutant of its verdicts.tsv."""
    folder = SET / name
    found = [Judged(SET / "docs" / line, valid=True) for line in (folder / "valid.txt").read_text().split()]
    for line in (folder / "mutants" / "verdicts.tsv").read_text().splitlines():
        file, verdict, change = line.split("\t")
        found.append(Judged(folder / "mutants" / file, verdict == "valid", change))
    return found
