"""Two names on both sides of a hyphen: « Lens-Reims, 2-0 », « la ligne Calais-Boulogne »; and one name cut by it."""

import re
from itertools import pairwise
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, over
from encoder.rules.gazetteer import is_place, population
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import words_of
from encoder.rules.metonymy import is_about_sport
from tei import Annotation

_SIDE: Final = r"((?:(?:Le|La|Les) )?[A-ZÀ-Þ][\w’']+)"
_SCORE: Final = re.compile(rf"(?<![\w-]){_SIDE}[-–]{_SIDE}(?:,| ?:)? \(?\d{{1,3}}-\d{{1,3}}(?![\w-])")
_HEAD: Final = re.compile(rf"{_SIDE} ?[-–] ?{_SIDE}(?= ?:)")
_CLUBS: Final = re.compile(r"([A-ZÀ-Þ]{2,5})[-–]([A-ZÀ-Þ]{2,5})")
_WAY: Final = re.compile(rf"(?<![\w-])([a-zé]+) {_SIDE}[-–]{_SIDE}(?![\w-])")
_JOINED: Final = re.compile(r"([A-ZÀ-Þ][\w&]+)[-–/](?=[A-ZÀ-Þ])")


def read_pairs(document: Document, names: Names) -> Names:
    """Give the names with pairs cut in two, and names that were cut at a hyphen put together."""
    if not document.french:
        return names
    found: list[Annotation] = []
    sport = is_about_sport(document)
    for line, its in document.by_line(names):
        if sport:
            for word in (one for index, one in enumerate(line.words) if line.opens_sentence(index)):
                if headed := _HEAD.match(document.text, word.start, line.span.end):
                    found += [name(ORG, *headed.span(1)), name(ORG, *headed.span(2))]
            found += _teams(document, its)
        for match in _SCORE.finditer(document.text, line.span.start, line.span.end):
            if not is_place(f"{match[1]}-{match[2]}"):
                found += [name(ORG, *match.span(1)), name(ORG, *match.span(2))]
        for match in _WAY.finditer(document.text, line.span.start, line.span.end):
            if match[1] in words_of("places", "ways") and is_place(match[2]) and is_place(match[3]):
                found += [name(PLACE, *match.span(2)), name(PLACE, *match.span(3))]
        found += _institutions(document, its)
        found += _whole_words(document, line, its)
        found += _put_together(document, line, its, {new.span.start for new in found})
    return _cut(document, names, found)


def _institutions(document: Document, names: Names) -> list[Annotation]:
    """« {CNRS-Université de Velmont} » is two: a name of the list, then one of some words or of the list."""
    found: list[Annotation] = []
    for one in names:
        form = document.text[one.span.start : one.span.end]
        if one.tag != ORG or one.span in document.certain or known_organisations().at_form(form):
            continue
        start = one.span.start
        parts: list[Annotation] = []
        while (match := _JOINED.match(document.text, start, one.span.end)) is not None:
            if not known_organisations().at_form(match[1]):
                break
            parts.append(name(ORG, *match.span(1)))
            start = match.end(1) + 1
        rest = document.text[start : one.span.end]
        if parts and (" " in rest or known_organisations().at_form(rest)):
            found += [*parts, name(ORG, start, one.span.end)]
    return found


def _teams(document: Document, names: Names) -> list[Annotation]:
    """« {Brest}-{Lille}, dimanche », « {CSC-JSK} », in an article about sport: two teams, once one of them is one."""
    found = []
    for one in names:
        match = _CLUBS.fullmatch(document.text, one.span.start, one.span.end)
        if match and not known_organisations().at_form(match[0]):
            found += [name(ORG, *match.span(1)), name(ORG, *match.span(2))]
    for one, other in pairwise(names):
        between = document.text[one.span.end : other.span.start]
        if between in ("-", "–", " - ", " – ") and {one.tag, other.tag} == {ORG, PLACE}:
            found += [name(ORG, odd.span.start, odd.span.end) for odd in (one, other) if odd.tag == PLACE]
    return found


def _whole_words(document: Document, line: Line, names: Names) -> list[Annotation]:
    """« {Addis}-Abeba » is one place: a name that ends within a word, when the gazetteer has the word."""
    found = []
    for one in names:
        first, last = line.indices(one.span)
        if first >= last or one.span in document.certain:
            continue
        start, end = line.words[first].start, line.words[last - 1].end
        rest = document.text[one.span.end : end]
        if one.tag == PERSON and rest[:1] in ("-", "‑") and rest[1:].isalpha() and start == one.span.start:
            found.append(name(PERSON, start, end))  # « {Zoé Kermoal}-lussac », typed so
        elif document.text[one.span.end - 1] in "-‑" and one.span.end < end:
            found.append(name(one.tag, start, end))  # « {BEA-}É »
        elif (start, end) != (one.span.start, one.span.end) and population(document.text[start:end]) > 0:
            found.append(name(PLACE if one.tag == PERSON else one.tag, start, end))
    return found


def _cut(document: Document, names: Names, found: list[Annotation]) -> Names:
    """Put in what was found; a longer name over it gives way."""
    given_way = {one for new in found for one in over(names, new.span.start, new.span.end)}
    kept = tuple(one for one in names if one.span in document.certain or one not in given_way)
    return merged(document, kept, found)


def _are_listed(document: Document, one: Annotation, other: Annotation) -> bool:
    """« {Ifop}-{Fiducial} » are two."""
    return one.tag == other.tag == ORG and any(
        known_organisations().at_form(document.form(part.span)) for part in (one, other)
    )


def _put_together(document: Document, line: Line, names: Names, cut: set[int]) -> list[Annotation]:
    """« {Kermoal}-{Lussac} » is one name: a hyphen without spaces stands between two names that are not both places."""
    found = []
    for one, other in pairwise(names):
        between = document.text[one.span.end : other.span.start]
        whole = line.indices(one.span)[0] == line.indices(other.span)[0]
        if between not in ("-", "‑") or not whole or one.span.start in cut or _are_listed(document, one, other):
            continue
        if not (is_place(document.form(one.span)) and is_place(document.form(other.span))):
            tag = PERSON if PERSON in (one.tag, other.tag) else one.tag
            found.append(name(tag, one.span.start, other.span.end))
    return found
