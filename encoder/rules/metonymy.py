"""Places that stand for who acts there: capitals for governments, palaces for institutions, towns for teams.

By use in the sentence (docs/annotation.md, “Which type”); the rules only look at names that were tagged as places.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name
from encoder.rules.gazetteer import is_only_a_division, is_place, population
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import bare, folded, sections, words_of
from encoder.rules.peoples import is_adjective, places
from encoder.rules.phrases import Phrases, any_case
from tei import Annotation

_OF: Final = words_of("grammar", "of")
_ARTICLES: Final = words_of("grammar", "articles")
_SINGULAR: Final = _ARTICLES - {"les"}
_BEGINS_CLAUSE: Final = frozenset(
    ["que", "qu'", "où", "mais", "car", "quand", "lorsque", "si", "or", "donc", "comme", "puisque", "ni"]
)
_SKIPPED: Final = words_of("metonymy", "before the verb")
_REACH: Final = 5
_VERB: Final = re.compile(r"[a-zàâçéèêîôûù]+(?:e|ent|a|ait|aient|ra|ront|rait|t|d)|a|ont")
_SPORT: Final = 6
"""The points that make an article one about sport: two for a word of it or a score, one for what may be one."""
_SCORES: Final = 2
"""How many scores count."""
_CITY: Final = 100_000
"""The inhabitants from which a place has the name it is called by in any language: « Barcelone »."""
_MINUTE: Final = re.compile(r"\d{1,3}(?:e|è|ème|'|’)")
_PARTICIPLE: Final = re.compile(r"[a-zàâçéèêîôûù]{2,}(?:é|ée|és|ées|u|ue|us|ues)")


def read_metonymy(document: Document, names: Names) -> Names:
    """Give the names with places that stand for a government, an institution or a team turned into organisations."""
    if not document.french:
        return names
    sport = is_about_sport(document)
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        acting = [one for one in its if _acts(document, line, one, sport=sport)]
        if sport:
            known = set(acting)
            teams = [*acting, *(one for one in its if one.tag == ORG)]
            edges = {index for one in teams for index in line.indices(one.span)}
            acting += [one for one in its if one.tag == PLACE and one not in known and _is_beside(line, one, edges)]
        found += [name(ORG, one.span.start, one.span.end) for one in acting if one.span not in document.certain]
        if sport:
            found += [name(PERSON, one.span.start, one.span.end) for one in its if _is_scorer(document, line, one)]
        if not sport:
            found += [
                name(PLACE, one.span.start, one.span.end)
                for one in its
                if one.tag == ORG
                and one.span not in document.certain
                and (_is_land(document, line, one) or _is_struck_palace(document, line, one))
            ]
    if sport:
        found += _teams_alone(document, names, found)
    return merged(document, names, found)


def _teams_alone(document: Document, names: Names, found: Sequence[Annotation]) -> list[Annotation]:
    """« {Lens} dans la douleur, {Brest} sur le fil »: where a clause begins, what is a team elsewhere."""
    teams = {folded(document.form(one.span)) for one in (*names, *found) if one.tag == ORG}
    alone = []
    for line, its in document.by_line(names):
        for one in its:
            first = line.indices(one.span)[0]
            begins = first == 0 or line.low(first - 1) in (",", ":", ";", "-", "–")
            if (
                one.tag == PLACE
                and begins
                and folded(document.form(one.span)) in teams
                and one.span not in document.certain
            ):
                alone.append(name(ORG, one.span.start, one.span.end))
    return alone


def _is_scorer(document: Document, line: Line, one: Annotation) -> bool:
    """« {Velmont} a marqué », « {Tom Velmont} (34e) », « un but de {Velmont} »: a team is a place or a known club."""
    first, last = line.indices(one.span)
    words = line.words[first:last]
    if one.tag == PERSON or len(words) > 2 or one.span in document.certain:
        return False
    form = document.form(one.span)
    if not all(word.text.istitle() for word in words) or is_place(form) or population(form) > _CITY:
        return False
    if line.low(first - 1) in _ARTICLES or known_organisations().at(line, first) is not None:
        return False
    if line.low(last) == "(" and _MINUTE.fullmatch(line.low(last + 1)):
        return True
    if (
        len(words) == 1
        and line.low(first - 1) in ("de", "d'")
        and line.low(first - 2) in words_of("metonymy", "strokes")
    ):
        return True
    scores = _is_followed(line, last, lambda low: low in words_of("metonymy", "scoring"))
    return one.tag == ORG and len(words) == 1 and scores


def _acts(document: Document, line: Line, one: Annotation, *, sport: bool) -> bool:
    first, last = line.indices(one.span)
    form = bare(document.form(one.span))
    if one.tag != PLACE:
        return one.tag == PERSON and form in seats("palaces") and not _is_surname(line, first)
    if sport and _is_team(line, first, last):
        return True
    if form in seats("palaces"):
        return _is_institution(line, first, last)
    return form in seats("capitals") and _is_government(line, first, last)


def _is_surname(line: Line, first: int) -> bool:
    return line.capital(first - 1) or line.low(first - 1) in words_of("titles", "forms of address")


def _is_institution(line: Line, first: int, last: int) -> bool:
    """A palace is its institution unless one is in it, or before it."""
    start = first - 1 if line.low(first - 1) in _ARTICLES else first
    before = line.low(start - 1)
    if _has_view(line, start, last):
        return True
    if before in ("à", "au", "dans", "devant", "vers", "depuis", "sous", "quartier", "près"):
        return False
    if line.words[first].low in words_of("places", "streets") and not (_is_subject(line, start) or start < first):
        return False
    inside = words_of("metonymy", "inside")
    if before in _OF and {line.low(start - 2), line.low(start - 3)} & inside:
        return False
    return not _is_struck(line, start)


def _is_struck_palace(document: Document, line: Line, one: Annotation) -> bool:
    first = line.indices(one.span)[0]
    start = first - 1 if line.low(first - 1) in _ARTICLES else first
    return bare(document.form(one.span)) in seats("palaces") and _is_struck(line, start)


def _is_struck(line: Line, start: int) -> bool:
    """« une attaque de drones sur le {Kremlin} », « des drones visaient le {Kremlin} »: a building is struck."""
    near = {line.low(at) for at in range(max(0, start - _REACH), start)}
    if line.low(start - 1) in ("sur", "contre", "visant"):
        return bool(near & words_of("metonymy", "strikes"))
    return bool(near & words_of("metonymy", "weapons")) and line.low(start - 1) in words_of("metonymy", "hits")


def _is_government(line: Line, first: int, last: int) -> bool:
    if _has_view(line, first, last) or _is_inverted(line, first):
        return True
    # « imputée à {Kiev}, qui nie »
    after = last + 2 if line.low(last) == "," and line.low(last + 1) == "qui" else last
    return (after > last or _is_subject(line, first)) and _is_followed(line, after, _governs)


def _is_inverted(line: Line, first: int) -> bool:
    """« …, s’inquiète Vienne »: the verb of what was said stands before its subject."""
    if not _governs(line.low(first - 1)):
        return False
    return any(line.low(index) in (",", "»", '"', "”") for index in range(max(0, first - 5), first - 1))


def _has_view(line: Line, first: int, last: int) -> bool:
    """« à Paris, on assure », « aux yeux de Paris », « les relations avec Alger », « entre Paris et Rabat »."""
    if line.low(first - 1) in ("à", "au", "a") and "on" in (line.low(last), line.low(last + 1)):
        return True
    if any(
        (match := _phrases("views").at(line, start)) is not None and match[0] == first
        for start in range(max(0, first - 4), first)
    ):
        return True
    if _is_viewed(line, first, last):
        return True
    link = line.low(first - 1)
    if link == "et" and line.capital(first - 2):
        return any(
            line.low(index) == "entre" and _is_relation(line, index) for index in range(max(0, first - 4), first)
        )
    if link == "entre":
        return _is_relation(line, first - 1) and line.low(last) == "et"
    return link == "avec" and _is_relation(line, first - 1)


def _is_viewed(line: Line, first: int, last: int) -> bool:
    """« Pour Paris, … », « À Londres comme à Paris, on … », « Avec Paris, les relations … »."""
    before, opens = line.low(first - 1), line.opens_sentence(first - 1)
    if before == "à":
        both = line.low(last) == "comme" and line.low(last + 1) == "à"
        return both and "on" in {line.low(index) for index in range(last + 3, last + _REACH)}
    if line.low(last) != "," or not opens:
        return False
    related = line.low(last + 1) in _ARTICLES and line.low(last + 2) in words_of("metonymy", "relations")
    return before == "pour" or (before == "avec" and related)


def _is_relation(line: Line, index: int) -> bool:
    return any(line.low(at) in words_of("metonymy", "relations") for at in range(max(0, index - 3), index))


def _is_subject(line: Line, first: int) -> bool:
    """Tell whether nothing before a name makes it anything but a subject."""
    for _ in range(_REACH):  # « Paris et Berlin exigent »
        before = line.low(first - 1)
        if line.opens_sentence(first) or before in _BEGINS_CLAUSE or before in ",;(":
            return True
        if before != "et" or not line.capital(first - 2):
            return False
        first -= 2
    return False


def _is_followed(line: Line, last: int, accepts: Callable[[str], bool]) -> bool:
    """Tell whether a verb that is accepted follows, after another subject, a clitic, an auxiliary or an adverb."""
    index = last
    if line.low(index) == "et" and line.capital(index + 1):
        index += 2
    for _ in range(_REACH):
        low = line.low(index)
        if accepts(low):
            return True
        if low not in _SKIPPED:
            return False
        index += 1
    return False


def is_about_sport(document: Document) -> bool:
    """Tell whether words of sport and scores make an article one about it."""
    words = {word.low for line in document.lines for word in line.words}
    points = 2 * len(words & words_of("metonymy", "sport")) + len(words & words_of("metonymy", "perhaps sport"))
    scores = sum(word.is_score for line in document.lines for word in line.words)
    return points + 2 * min(scores, _SCORES) >= _SPORT


def _is_team(line: Line, first: int, last: int) -> bool:
    if last - first > 1 and line.low(first) in words_of("places", "sites"):
        return False  # « le {stade Ombrat} affichait complet »
    start = first - 1 if line.low(first - 1) in _SINGULAR else first
    after = last + 1 if line.low(last) == "(" else last
    scored = after < len(line.words) and line.words[after].is_score
    if scored and line.low(start - 1) not in ("à", "au", "en"):
        return True
    if line.low(last) == "," and line.low(last + 1) in words_of("metonymy", "states of teams"):
        return True
    if line.low(last) == "(" and _MINUTE.fullmatch(line.low(last + 1)) and line.low(start - 1) == "pour":
        return True
    return _is_opponent(line, start) or _is_player(line, start, last)


def _is_opponent(line: Line, start: int) -> bool:
    """« face à Brest », « l’entraîneur de Lens », « a battu Nice », « le derby entre Lens et Lille »."""
    if line.low(start - 1) == "entre":
        return bool({line.low(at) for at in range(max(0, start - _REACH), start)} & words_of("metonymy", "matches"))
    if any(
        (match := _phrases("against").at(line, at)) is not None and match[0] == start
        for at in range(max(0, start - _REACH), start)
    ):
        return True
    return _plays(line.low(start - 1)) and line.words[start - 1].text.islower()


def _is_player(line: Line, start: int, last: int) -> bool:
    """« Lens reçoit Brest », « Nice, qui restait sur quatre succès »."""
    if not _is_subject(line, start):
        return False
    if _is_followed(line, last, _plays) or _is_verb(line.low(last)):
        return True
    return line.low(last) == "," and line.low(last + 1) == "qui" and _is_followed(line, last + 2, _plays)


def _is_beside(line: Line, one: Annotation, edges: set[int]) -> bool:
    """Tell whether « et » joins a place to one that is a team; ``edges`` are where those begin and end."""
    first, last = line.indices(one.span)
    return (line.low(first - 1) == "et" and first - 1 in edges) or (line.low(last) == "et" and last + 1 in edges)


def _is_verb(word: str) -> bool:
    """Tell whether a word after a subject looks like a verb; elisions and clitics count."""
    if word in ("s'", "n'", "ne", "se", "y", "a", "avait", "aura"):
        return True
    known = word in words_of("grammar", "function words") or is_adjective(word)
    return not known and bool(_VERB.fullmatch(word) or _PARTICIPLE.fullmatch(word))


def _governs(word: str) -> bool:
    return word in _verbs("governing")


def _plays(word: str) -> bool:
    return word in _verbs("playing")


def _is_land(document: Document, line: Line, one: Annotation) -> bool:
    """Tell whether a name is a country's or a division's alone: no town, whose clubs have its name."""
    form = document.form(one.span)
    if form in _countries() or folded(form) in words_of("places", "acronyms"):
        return True
    listed = known_organisations().at(line, line.indices(one.span)[0]) is not None
    return not listed and form not in seats("capitals") and is_only_a_division(form)


@cache
def _countries() -> frozenset[str]:
    return (places("countries") | places("regions")) - seats("capitals")


@cache
def seats(section: str) -> frozenset[str]:
    """Give the “capitals” or the “palaces” that stand for who acts there, as names are compared."""
    return frozenset(bare(form) for form in sections("metonymy")[section])


@cache
def _phrases(section: str) -> Phrases:
    return any_case(sections("metonymy")[section])


@cache
def _verbs(section: str) -> frozenset[str]:
    """Give the third persons and the participles of a section's verbs."""
    found = set(words_of("metonymy", f"{section} forms"))
    for infinitive in sections("metonymy")[section]:
        if infinitive.endswith("er"):
            found |= {folded(form) for form in _conjugated(infinitive[:-2])}
    return frozenset(found)


def _conjugated(stem: str) -> set[str]:
    """Give the third persons and participles of a regular verb: « exige », « exigeait », « menaçait », « espère »."""
    soft = {"g": stem + "e", "c": stem[:-1] + "ç"}.get(stem[-1], stem)
    open_stem = stem[:-2] + "è" + stem[-1] if stem[-2:-1] in ("é", "e") else stem
    doubled = {stem + stem[-1]} if stem[-1] in "lt" else set()
    yer = {stem[:-1] + "i"} if stem[-1] == "y" else set()
    present = {stem, open_stem, *doubled, *yer}
    return (
        {one + ending for one in present for ending in ("e", "ent", "era", "eront", "erait", "eraient")}
        | {soft + ending for ending in ("ait", "aient", "a")}
        | {stem + ending for ending in ("èrent", "é", "ée", "és", "ées")}
    )
