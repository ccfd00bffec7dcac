"""Measures over pairs of annotated texts: names strictly and leniently, coreference, links, quotations, dates.

Strict: the same place and type. Lenient: the same type and a character in common, each name once (MUC-style). B³ (Bagga
and Baldwin 1998) is taken over the names that are strictly right.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from encoder.evaluation.align import align
from encoder.evaluation.annotated import Annotated, Date, Name, Quotation, outermost
from encoder.evaluation.overlaps import Place, Places
from encoder.evaluation.periods import period
from encoder.evaluation.speakers import Speaker, same_speakers

_Entity = tuple[str, str]
_SHOWN: Final = 30
_CONTEXT: Final = 120


@dataclass(slots=True)
class Score:
    """How many there are, how many were found, how many of these are right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 if nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 0 if there is nothing."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the file, what it is (``missed``, ``spurious``, ``type``, ``boundary``…), where, which words.

    ``start`` is an offset in the text of ``path``, ``context`` the words with what stands around them.
    """

    path: str
    what: str
    wanted: str
    found: str
    start: int
    words: str
    context: str


@dataclass(slots=True)
class Comparison:
    """All measures over some pairs of annotated texts."""

    documents: int = 0
    strict: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    lenient: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    b_cubed: tuple[float, float] = (0.0, 0.0)
    links: Score = field(default_factory=Score)
    quotations: Score = field(default_factory=Score)
    kinds: Score = field(default_factory=Score)
    speakers: Score = field(default_factory=Score)
    dates: Score = field(default_factory=Score)
    values: Score = field(default_factory=Score)
    differences: list[Difference] = field(default_factory=list)

    @property
    def names(self) -> Score:
        """The strict score over all types of names."""
        return _sum(self.strict.values())

    @property
    def names_leniently(self) -> Score:
        """The lenient score over all types of names."""
        return _sum(self.lenient.values())

    def confusions(self) -> Counter[tuple[str, str]]:
        """Count what was taken for what: ``("LOC", "ORG")``; ``""`` is nothing."""
        names = [one for one in self.differences if one.what in ("missed", "spurious", "type", "boundary")]
        return Counter((one.wanted, one.found) for one in names)


def _sum(scores: Iterable[Score]) -> Score:
    total = Score()
    for one in scores:
        total.wanted, total.found, total.right = (
            total.wanted + one.wanted, total.found + one.found, total.right + one.right,
        )  # fmt: skip
    return total


def compare(pairs: Iterable[tuple[Annotated, Annotated]]) -> Comparison:
    """Measure pairs of annotated texts, the gold one first.

    Raises :class:`encoder.evaluation.EvaluationError` if the two texts of a pair are not the same.
    """
    result = Comparison()
    sums = [0.0, 0.0, 0.0]
    for gold, found in pairs:
        both = _Pair(gold, found, *align(gold, found))
        result.documents += 1
        _names(both, result, sums)
        _quotations(both, result)
        _dates(both, result)
    if sums[2]:
        result.b_cubed = (sums[0] / sums[2], sums[1] / sums[2])
    return result


@dataclass(frozen=True, slots=True)
class _Pair:
    gold: Annotated
    found: Annotated
    gold_places: Sequence[int]
    found_places: Sequence[int]

    def of_gold(self, start: int, end: int) -> Place:
        return self.gold_places[start], self.gold_places[end]

    def of_found(self, start: int, end: int) -> Place:
        return self.found_places[start], self.found_places[end]

    def same_speakers(self, wanted: Quotation, found: Quotation) -> bool:
        return same_speakers(
            (_placed(one, self.gold_places) for one in wanted.speakers),
            (_placed(one, self.found_places) for one in found.speakers),
        )

    def differ(self, what: str, wanted: str, found: str, one: Name | Quotation | Date, *, gold: bool) -> Difference:
        side = self.gold if gold else self.found
        text = side.text
        words = " ".join(text[one.start : one.end].split())
        context = " ".join(text[max(0, one.start - _SHOWN) : one.end + _SHOWN].split())
        return Difference(side.path, what, wanted, found, one.start, words[:_SHOWN], context[:_CONTEXT])


def _names(both: _Pair, result: Comparison, sums: list[float]) -> None:
    free = Places(both.of_gold(*one) for one in both.gold.open)
    wanted = {both.of_gold(one.start, one.end): one for one in outermost(both.gold.names)}
    every = {both.of_found(one.start, one.end): one for one in outermost(both.found.names)}
    found = {place: one for place, one in every.items() if not free.touching(place)}
    right = {place for place, one in wanted.items() if place in found and found[place].type == one.type}
    for score, hits in ((result.strict, right), (result.lenient, _leniently(wanted, found))):
        for one in wanted.values():
            score[one.type].wanted += 1
        for one in found.values():
            score[one.type].found += 1
        for place in hits:
            score[wanted[place].type].right += 1
    _differences(both, wanted, found, result)
    ordered = sorted(right)
    # types are part of the entity: an id or a canonical form may serve two of them
    entities = [
        ((wanted[place].type, wanted[place].entity), (found[place].type, found[place].entity)) for place in ordered
    ]
    shared = Counter(entities)
    theirs, mine = Counter(one for one, _ in entities), Counter(other for _, other in entities)
    for (gold_entity, its_entity), number in shared.items():
        # each of the names that two groups share has that many companions that are right
        sums[0] += number * number / mine[its_entity]
        sums[1] += number * number / theirs[gold_entity]
    sums[2] += len(ordered)
    _ungrouped(both, [wanted[place] for place in ordered], entities, result)
    for place in ordered:
        name, other_name = wanted[place], found[place]
        result.links.wanted += bool(name.links)
        result.links.found += bool(other_name.links and name.links)
        result.links.right += bool(other_name.links & name.links)
        if name.links and not other_name.links & name.links:
            links, other_links = " ".join(sorted(name.links)), " ".join(sorted(other_name.links))
            result.differences.append(both.differ("link", links, other_links, name, gold=True))


def _ungrouped(
    both: _Pair, names: Sequence[Name], entities: Sequence[tuple[_Entity, _Entity]], result: Comparison
) -> None:
    """List the names that stand apart from most of their entity's, or among most of another's."""
    usual: dict[_Entity, _Entity] = {}
    usual_back: dict[_Entity, _Entity] = {}
    for (one, other), _ in Counter(entities).most_common():
        usual.setdefault(one, other)
        usual_back.setdefault(other, one)
    for name, (one, other) in zip(names, entities, strict=True):
        if usual[one] != other or usual_back[other] != one:
            result.differences.append(both.differ("entity", one[1], other[1], name, gold=True))


def _leniently(wanted: dict[Place, Name], found: dict[Place, Name]) -> set[Place]:
    used: set[Place] = set()
    hits = set()
    places = Places(found)
    for place in sorted(wanted):
        partner = next(
            (
                other
                for other in places.touching(place)
                if other not in used and found[other].type == wanted[place].type
            ),
            None,
        )
        if partner is not None:
            used.add(partner)
            hits.add(place)
    return hits


def _differences(both: _Pair, wanted: dict[Place, Name], found: dict[Place, Name], result: Comparison) -> None:
    told: set[Place] = set()
    places = Places(found)
    for place, one in sorted(wanted.items()):
        touching = places.touching(place)
        if place in found:
            if found[place].type != one.type:
                result.differences.append(both.differ("type", one.type, found[place].type, one, gold=True))
        elif touching:
            result.differences.append(both.differ("boundary", one.type, found[touching[0]].type, one, gold=True))
        else:
            result.differences.append(both.differ("missed", one.type, "", one, gold=True))
        told.update(touching)
    for place, one in sorted(found.items()):
        if place not in told:
            result.differences.append(both.differ("spurious", "", one.type, one, gold=False))


def _quotations(both: _Pair, result: Comparison) -> None:
    wanted = {both.of_gold(one.start, one.end): one for one in both.gold.quotations}
    found = {both.of_found(one.start, one.end): one for one in both.found.quotations}
    if not wanted:
        return
    result.quotations.wanted += len(wanted)
    result.quotations.found += len(found)
    for place, one in sorted(wanted.items()):
        if place not in found:
            result.differences.append(both.differ("quotation missed", one.kinds[0], "", one, gold=True))
            continue
        other = found[place]
        result.quotations.right += 1
        for score, right, what, shown in (
            (result.kinds, other.kinds[0] in one.kinds, "kind", (one.kinds[0], other.kinds[0])),
            (result.speakers, both.same_speakers(one, other), "speaker", (_first(one), _first(other))),
        ):
            score.wanted, score.found, score.right = score.wanted + 1, score.found + 1, score.right + right
            if not right:
                result.differences.append(both.differ(what, *shown, one, gold=True))
    for place, one in sorted(found.items()):
        if place not in wanted:
            result.differences.append(both.differ("quotation spurious", "", one.kinds[0], one, gold=False))


def _dates(both: _Pair, result: Comparison) -> None:
    free = Places(both.of_gold(*one) for one in both.gold.open_dates)
    wanted = {both.of_gold(one.start, one.end): one for one in both.gold.dates}
    every = {both.of_found(one.start, one.end): one for one in both.found.dates}
    found = {place: one for place, one in every.items() if not free.touching(place)}
    if not wanted:
        return
    result.dates.wanted += len(wanted)
    result.dates.found += len(found)
    for place, one in sorted(wanted.items()):
        if place not in found:
            result.differences.append(both.differ("date missed", one.value, "", one, gold=True))
            continue
        value = found[place].value
        right = period(value) == period(one.value)
        result.dates.right += 1
        result.values.right += right
        result.values.wanted += 1
        result.values.found += 1
        if not right:
            result.differences.append(both.differ("value", one.value, value, one, gold=True))
    for place, one in sorted(found.items()):
        if place not in wanted:
            result.differences.append(both.differ("date spurious", "", one.value, one, gold=False))


def _placed(speaker: Speaker, places: Sequence[int]) -> Speaker:
    """Give a speaker whose mentions are counted as in both texts of a pair."""
    return replace(speaker, mentions=frozenset((places[start], places[end]) for start, end in speaker.mentions))


def _first(one: Quotation) -> str:
    return ", ".join(speaker.forms[0] for speaker in one.speakers)
