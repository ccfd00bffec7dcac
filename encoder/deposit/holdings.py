"""What the headers of a corpus say when they are counted: licences, languages, newspapers, and the time they cover."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from encoder.naming import tei_files
from tei import TeiError, parse_file
from tei.export import Facts, read_facts

NOT_STATED: Final = "not stated"
"""What is said where a header names no licence."""

_STATUSES: Final = {"free": "free", "restricted": "restricted", "unknown": NOT_STATED}


@dataclass(slots=True)
class Holdings:
    """How many texts have each licence (as their headers name it), status, language and newspaper, and their dates."""

    licences: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    dates: list[str] = field(default_factory=list)
    size: int = 0
    """Of all documents together, in bytes."""
    unstated: list[str] = field(default_factory=list)
    """The documents whose header names no licence."""

    def add(self, facts: Facts, size: int = 0, name: str = "") -> None:
        """Count a document of that many bytes and that name."""
        self.licences[facts.licence or NOT_STATED] += 1
        self.statuses[facts.rights if facts.rights in _STATUSES else "unknown"] += 1
        self.unstated += [] if facts.rights in ("free", "restricted") else [name]
        self.languages.update([facts.lang] if facts.lang else [])
        self.sources.update([facts.source] if facts.source else [])
        self.dates += [facts.date] if facts.date else []
        self.size += size

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Give the licences with their texts, most texts first, those not stated last."""
        return sorted(self.licences.items(), key=lambda one: (one[0] == NOT_STATED, -one[1], one[0]))

    @property
    def newspapers(self) -> list[tuple[str, int]]:
        """Give the newspapers with their texts, most texts first."""
        return sorted(self.sources.items(), key=lambda one: (-one[1], one[0]))

    @property
    def rights(self) -> str:
        """Say in a sentence how many texts are free, how many are not, and of how many it is not known."""
        counted = [f"{self.statuses[key]} {shown}" for key, shown in _STATUSES.items() if self.statuses[key]]
        return f"The rights of each text stand in its own header: {', '.join(counted)}." if counted else ""

    @property
    def period(self) -> str:
        """Give the days of the first and the last text, ``1921-10-03/2021-06-02``; empty if none is dated."""
        days = sorted(one[:10] for one in self.dates)
        return "" if not days else days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"

    def spoken(self, stated: str) -> list[str]:
        """Give the languages of the corpus: the one stated for it, then those of its texts, most texts first."""
        counted = sorted(self.languages.items(), key=lambda one: (-one[1], one[0]))
        return list(dict.fromkeys([*([stated] if stated else []), *(name for name, _ in counted)]))


def holdings_of(folder: Path, *, free: bool = False) -> Holdings:
    """Count the documents of a folder, or only those whose licence is ``free``.

    One that cannot be read counts as one whose header says nothing.
    """
    found = Holdings()
    for path in tei_files([folder]):
        name = path.relative_to(folder).as_posix()
        try:
            facts, size = read_facts(parse_file(path).getroot()), path.stat().st_size
        except (TeiError, OSError):
            facts, size = Facts(), 0
        if facts.rights == "free" or not free:
            found.add(facts, size, name)
    return found
