"""Linking: every entry for a place gets its kind, its identifiers and its point, where they can be told."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from encoder.linking.context import Context, is_common, read_context
from encoder.linking.evidence import country_weights
from encoder.linking.gazetteer import Gazetteer, Place, open_gazetteer
from encoder.linking.places import Candidate, Decision, candidates, decide, holder_ids, score
from tei import Annotation, Entry, Form, Idno, Layer, Location, Metadata, entry_id
from tei.prose import header_language, sentence

RESP: Final = "#linking"

_TOGETHER: Final = 1.0
_NEAR: Final = 0.7
_NEARER: Final = 1.2
"""What it is worth to a candidate that another mention of its name was decided for it, that a decided place lies in
the same first division, and that one lies in the same second division or is that division."""

_SAME_COUNTRY: Final = 0.4
"""What it is worth that a settlement or division that is clear by itself, such as that of a dateline, lies in the same
country."""

_TOLD: Final = 6.0
"""What other names of the article weigh, where they tell one candidate from the others."""

_BUILDING: Final = "building"

_SAME_SPOT: Final = 0.2
"""How far, in degrees, a settlement may lie from the point that an authority file gives it."""

_LEADER: Final = 5.0
_LEADING: Final = 1.5
"""The score that a candidate needs to speak for its neighbours, and how much better than the next it must be."""


def link(
    text: str, names: Layer, entries: Sequence[Entry], metadata: Metadata, lang: str
) -> tuple[Layer, tuple[Entry, ...]]:
    """Give the names and the entries with places linked.

    ``names`` is the layer of :func:`encoder.registers.register`, whose ``@ref`` point to ``entries``. An entry whose
    mentions name two places (« la province de Namur », « Namur ») becomes two, and the mentions point to theirs. The
    entries of places come last, in the order of their first mentions.
    """
    gazetteer = open_gazetteer()
    by_id = {entry.id: entry for entry in entries if entry.kind == "place"}
    mentions = [
        one
        for one in sorted(names.annotations, key=lambda one: one.span)
        if one.tag == "placeName" and one.get("ref")[1:] in by_id
    ]
    if not mentions:
        return names, tuple(entries)
    decisions = _decisions(text, mentions, by_id, gazetteer, metadata, lang)
    return _apply(text, names, entries, mentions, decisions, lang)


def _decisions(  # noqa: PLR0917 (all that is known of an article)
    text: str,
    mentions: Sequence[Annotation],
    by_id: Mapping[str, Entry],
    gazetteer: Gazetteer,
    metadata: Metadata,
    lang: str,
) -> list[Decision]:
    spans = [one.span for one in mentions]
    french = lang.partition("-")[0] == "fr"
    contexts = [read_context(text, span, spans, french=french) for span in spans]
    found = []
    for one, context in zip(mentions, contexts, strict=True):
        entry = by_id[one.get("ref")[1:]]
        listed = candidates(gazetteer, [form.text for form in entry.forms], context.contracted)
        found.append(tuple(candidate for candidate in listed if _agrees(candidate.place, entry)))
    held = [holder_ids(gazetteer, context.holders) for context in contexts]
    weights = country_weights(_without(text, mentions), _named(found), metadata, lang)
    found = [
        _spoken_of(listed, weights, ids) if is_common(text[one.span.start : one.span.end]) else listed
        for one, listed, ids in zip(mentions, found, held, strict=True)
    ]
    points = [
        [score(candidate, context, weights, ids) for candidate in listed]
        for listed, context, ids in zip(found, contexts, held, strict=True)
    ]
    _speak_for_neighbours(found, points)
    _speak_for_namesakes(mentions, contexts, found, points)
    _told_by_others(found, points, weights)
    ranked = [_ranked(listed, own) for listed, own in zip(found, points, strict=True)]
    return [
        _known(by_id[one.get("ref")[1:]], own) or decide(own, context)
        for one, own, context in zip(mentions, ranked, contexts, strict=True)
    ]


def _told_by_others(
    found: Sequence[Sequence[Candidate]], points: Sequence[list[float]], weights: Mapping[str, float]
) -> None:
    """Let the country that other names tell be meant by a name of two (« le Congo », beside « RDC », « Kinshasa »).

    A sea is no department of the same name in a country that nobody speaks of (« l’Atlantique »).
    """
    told: set[str] = set()
    for listed in found:
        usual = [set(one.place.countries) for one in listed if one.usual]
        if usual and sum(one.place.type == "country" for one in listed) <= 1:
            told |= set.intersection(*usual)
    for listed, own in zip(found, points, strict=True):
        countries = [number for number, one in enumerate(listed) if one.place.type == "country"]
        named = [number for number in countries if told & set(listed[number].place.countries)]
        if len(countries) > 1 and len(named) == 1:
            own[named[0]] += _TOLD
        sea = any(one.usual and one.place.type == "water" for one in listed)
        for number, one in enumerate(listed if sea else ()):
            if one.place.is_division and not any(country in weights for country in one.place.countries):
                own[number] -= _TOLD


def _known(entry: Entry, ranked: Sequence[tuple[float, Place]]) -> Decision | None:
    """Give the place whose identifier an authority file gave, whatever its score."""
    ids = {("geonames", place.geonames): place for _, place in ranked} | {("iso3166", p.iso): p for _, p in ranked}
    place = next((ids[one.type, one.value] for one in entry.idno if (one.type, one.value) in ids), None)
    return Decision(place, place.type, "high") if place else None


def _spoken_of(
    listed: Sequence[Candidate], weights: Mapping[str, float], held: frozenset[str]
) -> tuple[Candidate, ...]:
    """Give the candidates in countries that the article speaks of, for a name that is a common word."""
    return tuple(one for one in listed if any(country in weights or country in held for country in one.place.countries))


def _agrees(place: Place, entry: Entry) -> bool:
    """Tell whether a place may be the one that an authority file says: by its identifiers, else by its point."""
    own = {"geonames": place.geonames, "iso3166": place.iso}
    said = [one.value == own[one.type] for one in entry.idno if own.get(one.type)]
    if said or not (entry.location and place.geo and place.type == "settlement"):
        return all(said)
    here, there = (tuple(map(float, geo.split())) for geo in (entry.location.geo, place.geo))
    return max(abs(one - other) for one, other in zip(here, there, strict=True)) <= _SAME_SPOT


def _without(text: str, mentions: Sequence[Annotation]) -> str:
    """Give the text without the names of places: « océan Indien » does not speak of India."""
    pieces, position = [], 0
    for one in mentions:
        pieces.append(text[position : one.span.start])
        position = max(position, one.span.end)
    return " ".join((*pieces, text[position:]))


def _named(found: Sequence[Sequence[Candidate]]) -> list[str]:
    """Give the countries that mentions name by a usual name which no other country and no other place has."""
    named = []
    for listed in found:
        countries = [one.place for one in listed if one.usual and one.place.type == "country" and one.place.iso]
        others = [one for one in listed if one.usual and one.place.type in ("state", "water", "region")]
        if len(countries) == 1 and not others:
            named.append(countries[0].iso)
    return named


def _ranked(listed: Sequence[Candidate], points: Sequence[float]) -> list[tuple[float, Place]]:
    pairs = [(own, one.place) for own, one in zip(points, listed, strict=True)]
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1].geonames, pair[1].type))


def _speak_for_neighbours(found: Sequence[Sequence[Candidate]], points: list[list[float]]) -> None:
    """Raise the candidates that lie in the divisions, or the countries, of places that are clear by themselves."""
    leaders = [_leader(_ranked(listed, own)) for listed, own in zip(found, points, strict=True)]
    around = _Around(frozenset(one for one in leaders if one))
    for listed, own in zip(found, points, strict=True):
        for index, one in enumerate(listed):
            own[index] += around.worth(one.place)


def _leader(ranked: Sequence[tuple[float, Place]]) -> Place | None:
    """Give the place that is clear by itself, if it has an id."""
    if not ranked or ranked[0][0] < _LEADER or not ranked[0][1].geonames:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _LEADING else None


class _Around:
    """The places that are clear, counted by what holds them, so that each candidate is weighed in one look."""

    def __init__(self, leaders: frozenset[Place]) -> None:
        self._leaders = leaders
        self._ids = frozenset(one.geonames for one in leaders)
        self._within = Counter(division for one in leaders for division in set(one.within))
        self._settled = Counter(country for one in leaders if one.within for country in set(one.countries))

    def worth(self, place: Place) -> float:
        """Give what the clear places other than this one are worth to it."""
        if not place.within:
            return 0.0
        itself = place in self._leaders
        if self._ids.intersection(place.within):
            return _NEARER
        # the divisions of a place are from the largest to the smallest: the last that is shared tells how near
        shared = sum(self._within[division] > itself for division in set(place.within))
        if shared:
            return _NEARER if shared > 1 else _NEAR
        same_country = any(self._settled[country] > itself for country in place.countries)
        return _SAME_COUNTRY if same_country else 0.0


def _speak_for_namesakes(
    mentions: Sequence[Annotation],
    contexts: Sequence[Context],
    found: Sequence[Sequence[Candidate]],
    points: list[list[float]],
) -> None:
    """Raise, for a mention that does not say what it is, the places that the others of its entry name."""
    said: dict[str, set[Place]] = defaultdict(set)
    for one, context, listed, own in zip(mentions, contexts, found, points, strict=True):
        ranked = _ranked(listed, own)
        if context.is_explicit and ranked:
            said[one.get("ref")].add(ranked[0][1])
    for one, context, listed, own in zip(mentions, contexts, found, points, strict=True):
        if not context.is_explicit:
            for index, candidate in enumerate(listed):
                own[index] += _TOGETHER * (candidate.place in said[one.get("ref")])


def _apply(  # noqa: PLR0917 (all that is known of an article)
    text: str,
    names: Layer,
    entries: Sequence[Entry],
    mentions: Sequence[Annotation],
    decisions: Sequence[Decision],
    lang: str,
) -> tuple[Layer, tuple[Entry, ...]]:
    """Give each entry what was decided for its mentions; mentions decided otherwise get an entry of their own."""
    grouped: dict[str, dict[Place | None, list[int]]] = defaultdict(dict)
    for number, (one, decision) in enumerate(zip(mentions, decisions, strict=True)):
        grouped[one.get("ref")[1:]].setdefault(decision.place, []).append(number)
    taken = {entry.id for entry in entries}
    references: dict[int, str] = {}
    # in the order of their first mentions, whatever the order they come in, so that the same entry keeps its id
    by_id = {entry.id: entry for entry in entries}
    changed = [entry for entry in entries if entry.id not in grouped]
    for entry in (by_id[identifier] for identifier in grouped):
        groups = _merged(grouped[entry.id])
        if entry.idno:
            # an authority file says what it is: one place
            groups = [sorted(number for numbers in groups for number in numbers)]
        for first, numbers in enumerate(groups):
            forms = _forms(entry, text, [mentions[number] for number in numbers]) if len(groups) > 1 else entry.forms
            identifier = entry.id if not first else entry_id("place", forms[0].text, taken)
            taken.add(identifier)
            own = replace(entry, id=identifier, forms=forms)
            changed.append(_linked(own, _best([decisions[number] for number in numbers]), lang))
            references.update(dict.fromkeys(numbers, f"#{identifier}"))
    changed, same = _united(changed)
    moved = {
        id(mentions[number]): f"#{same.get(reference[1:], reference[1:])}" for number, reference in references.items()
    }
    layer = tuple(
        one.having(ref=moved[id(one)]) if id(one) in moved and moved[id(one)] != one.get("ref") else one
        for one in names.annotations
    )
    return Layer(names.name, layer), tuple(changed)


def _united(entries: Sequence[Entry]) -> tuple[list[Entry], dict[str, str]]:
    """Make one entry of those that are the same place (« province », « gouvernorat d’Alep »); tell which went where."""
    first: dict[str, int] = {}
    kept: list[Entry] = []
    same: dict[str, str] = {}
    for entry in entries:
        own = next((one.value for one in entry.idno if one.type == "geonames"), "") if entry.kind == "place" else ""
        if own and own in first:
            known = kept[first[own]]
            forms = (
                *known.forms,
                *(form for form in entry.forms if form.text not in {one.text for one in known.forms}),
            )
            kept[first[own]] = replace(known, forms=forms)
            same[entry.id] = known.id
            continue
        if own:
            first[own] = len(kept)
        kept.append(entry)
    return kept, same


def _merged(groups: Mapping[Place | None, list[int]]) -> list[list[int]]:
    """Give the groups of mentions, in the order of their first; those without a place go with the largest."""
    placed = sorted((numbers for place, numbers in groups.items() if place), key=lambda numbers: numbers[0])
    unplaced = groups.get(None, [])
    if not placed:
        return [unplaced] if unplaced else []
    if unplaced:
        largest = max(placed, key=lambda numbers: (len(numbers), -numbers[0]))
        largest.extend(unplaced)
    return placed


def _forms(entry: Entry, text: str, mentions: Sequence[Annotation]) -> tuple[Form, ...]:
    there = {" ".join(text[one.span.start : one.span.end].split()) for one in mentions}
    return tuple(form for form in entry.forms if form.text in there) or entry.forms


def _best(decisions: Sequence[Decision]) -> Decision:
    """Give the decision that stands for a group: the surest that has a place, else one that has a kind."""
    order = ("high", "medium", "low", "")
    return min(decisions, key=lambda one: (one.place is None, order.index(one.cert), not one.kind))


def _linked(entry: Entry, decision: Decision, lang: str) -> Entry:
    place = decision.place
    kind = entry.type or decision.kind
    if place is not None and kind == _BUILDING:
        kind = place.type  # « le port de Sète » and « Sète » share an entry that is linked to the town
    resp = f"{entry.resp} {RESP}".strip() if kind != entry.type else entry.resp
    note = entry.note or _note(decision, lang)
    if place is None:
        return replace(entry, type=kind, resp=resp, note=note)
    given = {one.type for one in entry.idno}
    identifiers = (("iso3166", place.iso), ("geonames", place.geonames))
    idno = tuple(Idno(kind, value, decision.cert, RESP) for kind, value in identifiers if value and kind not in given)
    # the point of a country or a division is the median of its settlements
    cert = decision.cert if place.type == "settlement" else "low"
    location = entry.location or (Location(place.geo, cert, RESP) if place.geo else None)
    return replace(entry, type=kind, resp=resp, note=note, idno=(*entry.idno, *idno), location=location)


def _note(decision: Decision, lang: str) -> str:
    """Give the sentence that names the other places that a name may be."""
    if not decision.others:
        return ""
    listed = ", ".join(_shown(place) for place in decision.others)
    return sentence("alternatives" if decision.place else "ambiguous", header_language(lang), places=listed)


def _shown(place: Place) -> str:
    where = f" ({', '.join(place.countries)})" if place.countries else ""
    return f"GeoNames {place.geonames}{where}"
