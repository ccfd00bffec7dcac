"""Names in a list: « Washington, Riyad, Le Caire et Abou Dhabi » are all of one kind."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import folded, forenames, sections, words_of
from encoder.rules.peoples import is_adjective
from tei import Annotation

_JOINS: Final = frozenset([",", "et", "ou", "puis", "and"])
_BETWEEN: Final = _JOINS | words_of("grammar", "articles") | words_of("grammar", "of") | {"à", "en", "au", "aux"}
_PLACING: Final = words_of("grammar", "placing")
_CLUB: Final = re.compile(
    r"(?:A[CJS]|C[AS]|E[AS]|F[AC]|H[BC]|JS|KV|MC|OGC|RS?C|SC|U[AS]|Olympique|Racing|Sporting|Stade(?! de France)) \w"
)
"""How the names of clubs begin."""
_LEAST: Final = 3
_LONG: Final = 6
_MOST_BETWEEN: Final = 3


def agree_in_lists(document: Document, names: Names) -> Names:
    """Give the names with the odd one of a list given the type of the others, and one that was missed put in."""
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        if line.shouted:
            continue
        for chain in _chains(line, its):
            if settled := _after_titles(document, line, chain) or _of_towns(document, chain):
                found += settled
                continue
            tag, most = Counter(one.tag for one in chain).most_common(1)[0]
            odd = [one for one in chain if one.tag != tag and one.span not in document.certain]
            if len(chain) >= _LEAST and (most == len(chain) - 1 or _are_villages(document, line, chain, tag, odd)):
                found += [
                    name(tag, one.span.start, one.span.end, "low") for one in odd if _can_be(line, one, tag, len(chain))
                ]
        found += _missed(line, its)
        found += filter(None, (_couple(document, line, one, other) for one, other in pairwise(its)))
    return merged(document, names, found)


def _after_titles(document: Document, line: Line, chain: Sequence[Annotation]) -> list[Annotation]:
    """« les colonels {Ombrine} et {Velm} »: whom a title in the plural stands before are persons."""
    title = line.low(line.indices(chain[0].span)[0] - 1)
    if len(chain) < 2 or title[-1:] != "s" or title[:-1] not in _titles():
        return []
    odd = [one for one in chain if one.tag != PERSON and one.span not in document.certain]
    if len(odd) == len(chain) or any(is_place(document.form(one.span)) for one in odd):
        return []
    return [name(PERSON, one.span.start, one.span.end, "low") for one in odd]


def _of_towns(document: Document, chain: Sequence[Annotation]) -> list[Annotation]:
    """« Vesoul, Dole, le Racing Ombrat et Gray »: towns beside a club are clubs.

    Without one, most of them decide; as many of each are places. Only what the gazetteer has changes.
    """
    if len(chain) < _LEAST or {one.tag for one in chain} != {PLACE, ORG}:
        return []
    teams = [one for one in chain if one.tag == ORG]
    club = any(_is_club(document.form(one.span)) for one in teams)
    tag = ORG if club or 2 * len(teams) > len(chain) else PLACE
    odd = [one for one in chain if one.tag != tag and one.span not in document.certain]
    if not all(is_place(document.form(one.span)) for one in odd):
        return []
    return [name(tag, one.span.start, one.span.end, "low") for one in odd]


@cache
def _titles() -> frozenset[str]:
    kinds = ("forms of address", "dignities", "ranks", "offices")
    return frozenset(form for kind in kinds for form in words_of("titles", kind))


def _is_club(form: str) -> bool:
    return form.split(" de ", maxsplit=1)[0] in _clubs() or bool(_CLUB.match(form))


@cache
def _clubs() -> frozenset[str]:
    """Give the listed clubs whose name is not that of a town alone."""
    forms = {form.lstrip("~=") for form in sections("organisations")["clubs"]}
    return frozenset(form for form in forms if not is_place(form))


def _are_villages(
    document: Document, line: Line, chain: Sequence[Annotation], tag: str, odd: Sequence[Annotation]
) -> bool:
    """« (Aroumbé, Bandiou, Déguéla, Labou) »: one word each, and those that are no places are nothing else either.

    In a long list they may have more words: « Aroumbé, Bandiou, Dar Velm, Déguéla, Labou et Oum Askan ».
    """
    if tag != PLACE or 2 * len(odd) >= len(chain):
        return False
    short = all(" " not in document.form(one.span) for one in chain)
    return (short or (len(chain) >= _LONG and len(chain) >= 3 * len(odd))) and not any(
        folded(document.form(one.span)).split()[0] in forenames()
        or known_organisations().at(line, line.indices(one.span)[0]) is not None
        for one in odd
    )


def _chains(line: Line, names: Names) -> list[list[Annotation]]:
    """Give the names that follow one another with nothing but commas, « et », articles and prepositions between."""
    chains: list[list[Annotation]] = []
    end = -1
    for one in names:
        first, last = line.indices(one.span)
        if chains and _is_joined(line, end, first):
            chains[-1].append(one)
        else:
            chains.append([one])
        end = last
    return chains


def _is_joined(line: Line, end: int, first: int) -> bool:
    between = [word.low for word in line.words[end:first]]
    return (
        0 < len(between) <= _MOST_BETWEEN
        and all(one in _BETWEEN for one in between)
        and sum(one in _JOINS for one in between) == 1
        and between[0] in _JOINS
    )


def _can_be(line: Line, one: Annotation, tag: str, length: int) -> bool:
    first, last = line.indices(one.span)
    words = line.words[first:last]
    listed = known_organisations().at(line, first)
    if listed is not None and listed[0] == last:
        return tag == ORG
    if any(word.text.islower() and word.low not in words_of("grammar", "particles") for word in words):
        return False  # « cour d’appel de Lyon » is one whatever stands beside it
    if tag == PERSON:
        named = words[0].low in forenames() and words[0].low not in words_of("places", "outside")
        if len(words) > 2 and words[1].low in ("de", "d'") and not named:
            return False  # « Ville de Saint-Aubin »
        return len(words) <= 3 and not words[0].text.isupper() and line.low(first - 1) not in _PLACING
    return len(words) == 1 or (tag == ORG and one.tag == PLACE) or (tag == PLACE and length >= _LONG)


def _couple(document: Document, line: Line, one: Annotation, other: Annotation) -> Annotation | None:
    """« la mort de {Zoé} et {Ombrine} »: beside a person in one word, what no list nor the gazetteer has is one too."""
    end, first = line.indices(one.span)[1], line.indices(other.span)[0]
    if first - end != 1 or line.low(end) != "et" or {one.tag, other.tag} != {PERSON, PLACE}:
        return None
    odd = one if one.tag == PLACE else other
    start, last = line.indices(odd.span)
    before = line.low(line.indices(one.span)[0] - 1)
    if last - start > 1 or before in _PLACING or is_place(document.form(odd.span)) or odd.span in document.certain:
        return None
    return name(PERSON, odd.span.start, odd.span.end, "low")


def _missed(line: Line, names: Names) -> list[Annotation]:
    """« {Wolinski}, Charb et {Tignous} »: a capitalised word between two names of one type is such a name."""
    found = []
    for one, other in pairwise(names):
        end, first = line.indices(one.span)[1], line.indices(other.span)[0]
        if one.tag != other.tag or one.tag == ORG or first - end != 3:
            continue
        before, word, after = line.words[end : end + 3]
        joined = before.text == "," and after.low in (",", "et")
        if joined and word.capital and word.is_word and word.text.isalpha() and not is_adjective(word.text):
            if word.low in words_of("never", "words") or (word.text.isupper() and one.tag in (PERSON, PLACE)):
                continue
            found.append(name(one.tag, word.start, word.end, "low"))
    return found
