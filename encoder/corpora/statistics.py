"""The numbers of a corpus: how much there is, from when and where, who is named most, who is quoted most."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from encoder.corpora.build import Built
from tei.merged import Merged

_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?![^-])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a corpus comes to.

    ``months`` are ``YYYY-MM`` with their documents, in order, none in between left out; ``undated`` counts the rest.
    ``named`` holds, for each kind, the entries with their mentions, most first; ``quoted`` the speakers.
    """

    totals: dict[str, int]
    sources: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    undated: int
    named: dict[str, tuple[tuple[str, int], ...]]
    quoted: tuple[tuple[str, int], ...]


def collect(built: Built, *, most: int = 15) -> Statistics:
    """Give the statistics of a corpus; lists of names are cut after ``most``."""
    index = built.index
    totals = {
        "documents": len(index),
        "characters": sum(one.characters for one in index),
        "sentences": sum(one.sentences for one in index if one.analysed),
        "tokens": sum(one.tokens for one in index if one.analysed),
        "mentions": sum(one.mentions for one in index),
        "quotations": sum(one.quotations for one in index),
        "entries": len(built.registers),
        "not analysed": sum(not one.analysed for one in index),
    }
    names = Counter(one.name for one in built.registers)

    def shown(entry: Merged) -> str:
        return entry.name if names[entry.name] == 1 else f"{entry.name} ({entry.id})"

    months = Counter(found[0] for one in index if (found := _MONTH.match(one.date)))
    return Statistics(
        totals,
        _most(Counter(one.source or "–" for one in index), most),
        _filled(months),
        len(index) - months.total(),
        {
            kind: _most(Counter({shown(one): one.mentions for one in built.registers if one.kind == kind}), most)
            for kind in ("person", "org", "place")
        },
        _most(Counter({shown(one): one.quotations for one in built.registers if one.quotations}), most),
    )


def _most(counts: Counter[str], most: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((name, n) for name, n in counts.items() if n), key=lambda one: (-one[1], one[0]))[:most])


def _filled(months: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Give the months from the first to the last, those without a document too."""
    if not months:
        return ()
    first, last = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (min(months), max(months)))
    names: Sequence[str] = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return tuple((name, months[name]) for name in names)
