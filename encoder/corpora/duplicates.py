"""Articles that are the same, or nearly: by the words they share, five in a row.

The resemblance of two texts is estimated from the smallest hashes of their shingles (A. Broder, On the resemblance and
containment of documents, 1997). Texts are compared only if they share a hash that few others have, so that the work
grows with the corpus and not with its square.
"""

import heapq
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 5
_KEPT: Final = 200
_COMMON: Final = 40
"""A hash that more texts have than this is a newspaper's standing phrase and brings no two together."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two documents that resemble each other, by their ids; ``resemblance`` is 1.0 for the same words."""

    first: str
    second: str
    resemblance: float


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that resemble one another, by their ids; ``least`` and ``most`` are the resemblances of its pairs."""

    documents: tuple[str, ...]
    least: float
    most: float


def grouped(pairs: Sequence[Pair]) -> tuple[Group, ...]:
    """Give the groups that pairs make: two documents are in one if a chain of pairs leads from one to the other."""
    group_of: dict[str, list[str]] = {}
    for pair in pairs:
        one, other = (group_of.setdefault(name, [name]) for name in (pair.first, pair.second))
        if one is not other:
            one += other
            group_of.update(dict.fromkeys(other, one))
    found: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[id(group_of[pair.first])].append(pair)
    groups = []
    for own in found.values():
        shares = [pair.resemblance for pair in own]
        groups.append(Group(tuple(sorted(group_of[own[0].first])), min(shares), max(shares)))
    return tuple(sorted(groups, key=lambda group: group.documents))


def sketch(text: str) -> tuple[int, ...]:
    """Give the smallest hashes of a text's shingles, sorted; empty for a text of fewer than five words."""
    words = _WORD.findall(text.casefold())
    shingles = (" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    return tuple(heapq.nsmallest(_KEPT, {zlib.crc32(one.encode()) for one in shingles}))


def find_duplicates(sketches: Mapping[str, Sequence[int]], *, least: float = 0.8) -> tuple[Pair, ...]:
    """Give the pairs of documents whose resemblance is at least ``least`` (0 to 1), sorted."""
    holders: dict[int, list[str]] = defaultdict(list)
    for document in sorted(sketches):
        for value in sketches[document]:
            holders[value].append(document)
    shared: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if 1 < len(documents) <= _COMMON:
            shared.update(combinations(documents, 2))
        elif len(documents) > _COMMON:  # many copies of one text: each is compared with the first
            shared.update((documents[0], one) for one in documents[1:])
    found = (Pair(*pair, _resemblance(sketches[pair[0]], sketches[pair[1]])) for pair in shared)
    return tuple(sorted(one for one in found if one.resemblance >= least))


def _resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    smallest = set(heapq.nsmallest(_KEPT, {*one, *other}))
    return len(smallest & set(one) & set(other)) / len(smallest)
