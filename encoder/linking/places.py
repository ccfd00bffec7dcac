"""Which place of the gazetteer a mention names: candidates, their scores, and when there is none to give.

A score is a sum of logarithms of a kind: the decimal logarithm of the population, then a bonus or a malus for what the
words around the mention say and for the countries of the article. The numbers were set by hand on the development half
of ``tests/encoder/linking/articles.txt``.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from encoder.linking.context import Context
from encoder.linking.gazetteer import Gazetteer, Place

LEAST: Final = 5.2
"""The score from which a place is given at all."""

_AMBIGUOUS: Final = 0.4
_CLOSE: Final = 1.2
_CLEAR: Final = 2.0
"""How much better than the next the best must be: to be given, to be given without naming the other, and to be sure."""

_SURE: Final = 6.5
"""The score from which a clear decision is sure."""

_DIVISIONS: Final = frozenset({"region", "state", "province", "governorate", "department", "district"})
_FIXED: Final = {"country": 9.0, "continent": 9.0, "bloc": 8.0, "water": 5.6, "relief": 5.6}
_UNUSUAL: Final = 2.5
_WITHOUT_ARTICLE: Final = frozenset(
    {"AD", "BB", "BH", "CU", "CY", "DJ", "GI", "HK", "HT", "IL", "KM", "LK", "MC", "MG", "MO", "MQ", "MT", "MU", "OM"}
    | {"PR", "RE", "SG", "SM", "ST", "TW", "VU", "YT"}
)
"""Countries and islands that French names without an article: « à Cuba », « Israël ». An article or « en » says nothing
against them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a mention names: a place or none, the kind of place, how sure, and the places it may be instead."""

    place: Place | None
    kind: str = ""
    cert: str = ""
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may name: ``usual`` if by its first name, ``articled`` if by its name with an article."""

    place: Place
    usual: bool
    articled: bool = False


def candidates(gazetteer: Gazetteer, forms: Iterable[str], article: str) -> tuple[Candidate, ...]:
    """Give the places that have one of the forms, or one of them after an article that a preposition swallowed."""
    found: dict[Place, Candidate] = {}
    for form in forms:
        for articled in (False, True) if article else (False,):
            for one in gazetteer.find(f"{article} {form}" if articled else form):
                before = found.get(one.place, Candidate(one.place, usual=False))
                usual, with_article = one.usual or before.usual, articled or before.articled
                found[one.place] = Candidate(one.place, usual, with_article)
    return tuple(found.values())


def score(one: Candidate, context: Context, weights: Mapping[str, float], held: frozenset[str]) -> float:
    """Give the score of a candidate; ``held`` are the ids and codes of what the words say holds the place."""
    place = one.place
    points = _prior(one)
    points += _front(one, context)
    points += _kind(place, context)
    if place.type != "country":
        points += 0.8 * max((weights.get(country, 0.0) for country in place.countries), default=0.0)
    if context.countries and set(context.countries) & set(place.countries):
        points += 2.0
    if held and held & {*place.within, *place.countries}:
        points += 4.0
    return points


def decide(ranked: Sequence[tuple[float, Place]], context: Context) -> Decision:
    """Give the decision over candidates with their scores, the best first."""
    if context.kind in ("street", "building") and not (ranked and ranked[0][1].type not in ("settlement", *_DIVISIONS)):
        return Decision(None, context.kind)
    if not ranked or ranked[0][0] < LEAST:
        return Decision(None, context.kind)
    points, best = ranked[0]
    rivals = [(other, place) for other, place in ranked[1:] if not _same_spot(best, place)]
    margin = points - rivals[0][0] if rivals else math.inf
    close = tuple(place for other, place in rivals if points - other < _CLOSE and place.geonames)[:3]
    if margin < _AMBIGUOUS:
        kinds = {best.type, *(place.type for place in close)}
        return Decision(None, context.kind or (best.type if len(kinds) == 1 else ""), "", (best, *close))
    cert = "high" if margin >= _CLEAR and points >= _SURE else "medium" if margin >= _CLOSE else "low"
    return Decision(best, best.type, cert, close if margin < _CLOSE else ())


def _same_spot(one: Place, other: Place) -> bool:
    """Tell whether one place lies in the other, so that taking one for the other is a matter of kind."""
    return one.geonames in other.within or other.geonames in one.within


def _prior(one: Candidate) -> float:
    place = one.place
    if place.type in _FIXED:
        # territories that ISO 3166 counts among the countries, some with a few hundred inhabitants
        small = place.type == "country" and place.population < 100_000
        return (_FIXED[place.type] if one.usual else _UNUSUAL + 3.0 * (place.type == "country")) - 1.0 * small
    if place.type == "settlement":
        return math.log10(place.population + 100) - (0.0 if one.usual else 0.4)
    if not place.geonames:
        return 5.6 if one.usual else _UNUSUAL
    level = 0.0 if not place.within else -0.4
    return math.log10(max(place.population, 1000)) + level - (0.3 if one.usual else 0.6)


def _front(one: Candidate, context: Context) -> float:  # noqa: PLR0911 (one case each)
    place, kind, front = one.place, one.place.type, context.front
    is_land = kind in _DIVISIONS or kind in ("country", "continent", "bloc")
    bare = bool(_WITHOUT_ARTICLE & set(place.countries))
    if front == "the":
        if kind == "settlement":
            return 0.5 if one.articled else -3.0
        return 0.5
    if front == "in":
        return 1.0 if is_land else -2.5
    if front == "at":
        if kind == "settlement":
            return 1.0
        return 0.0 if bare else -2.5
    if kind == "settlement":
        return 0.5
    return 0.0 if is_land else -0.5


def _kind(place: Place, context: Context) -> float:
    if not context.kind or context.inside:
        return 0.0
    if context.kind == place.type:
        return 3.0
    if context.kind in _DIVISIONS and place.type in _DIVISIONS:
        return 2.0
    if context.kind in ("water", "relief"):
        return -4.0
    return -1.0


def holder_ids(gazetteer: Gazetteer, names: Iterable[str]) -> frozenset[str]:
    """Give the ids and codes of the countries and divisions that have one of the names; « (62) » is a department."""
    found: set[str] = set()
    for name in names:
        if name.isdigit() and len(name) == 2:
            name = f"FR-{name}"  # noqa: PLW2901
        for one in gazetteer.find(name):
            if one.place.type == "country":
                found.add(one.place.iso)
            elif one.place.type in _DIVISIONS:
                found.add(one.place.geonames)
    return frozenset(found - {""})
