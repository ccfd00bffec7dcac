"""The reference set: ODDs, and documents with the verdict of jing on the schema that TEI's own Stylesheets made."""

from dataclasses import dataclass
from pathlib import Path

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


def judged(name: str) -> list[Judged]:
    """Every document of an ODD's valid.txt and every mutant of its verdicts.tsv."""
    folder = SET / name
    found = [Judged(SET / "docs" / line, valid=True) for line in (folder / "valid.txt").read_text().split()]
    for line in (folder / "mutants" / "verdicts.tsv").read_text().splitlines():
        file, verdict, change = line.split("\t")
        found.append(Judged(folder / "mutants" / file, verdict == "valid", change))
    return found
