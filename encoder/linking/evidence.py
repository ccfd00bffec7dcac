"""Which countries an article speaks of: those it names, those its adjectives name, that of its newspaper."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from encoder.linking.keys import key
from encoder.linking.tables import demonyms, newspapers
from tei import Metadata

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

NAMED: Final = 2.0
ADJECTIVE: Final = 1.5
HOME: Final = 1.5
FRENCH: Final = 0.6
"""The weight of a country that is named, that an adjective names, of the newspaper's, and of France for an article in
French whose newspaper is not known."""

_AGAIN: Final = 0.3
_MOST_AGAIN: Final = 3
_MOST: Final = 3.0
"""What each further naming adds, how many of them count, and the most that a country can weigh."""


@lru_cache(maxsize=1)
def adjectives() -> Mapping[str, tuple[str, ...]]:
    """Give the countries that each adjective or inhabitant speaks of, by its key."""
    return demonyms()


@lru_cache(maxsize=1)
def _newspapers() -> tuple[Mapping[str, str], frozenset[str]]:
    known = newspapers()
    return known, frozenset(known.values())


@lru_cache(maxsize=8192)
def _of_word(word: str) -> tuple[str, ...]:
    return adjectives().get(key(word), ())


def country_weights(text: str, named: Iterable[str], metadata: Metadata, lang: str) -> dict[str, float]:
    """Give the weight of each country (ISO 3166) that a text speaks of; ``named`` are those it names."""
    weights: dict[str, float] = defaultdict(float)
    spoken = Counter(country for found in _WORD.finditer(text) for country in _of_word(found[0]))
    for first, counts in ((NAMED, Counter(named)), (ADJECTIVE, spoken)):
        for country, count in counts.items():
            weights[country] += first + _AGAIN * min(count - 1, _MOST_AGAIN)
    if home := home_country(metadata):
        weights[home] += HOME
    elif lang.partition("-")[0] == "fr":
        weights["FR"] += FRENCH
    return {country: min(weight, _MOST) for country, weight in sorted(weights.items())}


def home_country(metadata: Metadata) -> str:
    """Give the country of the newspaper, by its name or by the ending of its address (``.be``), or ``""``."""
    known, countries = _newspapers()
    if metadata.source and (country := known.get(key(metadata.source))):
        return country
    ending = (urlsplit(metadata.url).hostname or "").rpartition(".")[2].upper()
    return ending if ending in countries else ""
