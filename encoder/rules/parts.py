"""Names that were taken for one: « {Conseil d’État} et de la {Cour …} », « {Palais des congrès} à {Lille} »."""

from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Line
from encoder.rules.gazetteer import population
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import forenames, words_of

_OF: Final = words_of("grammar", "of")
_ARTICLE: Final = words_of("grammar", "articles")
_FUNCTION: Final = words_of("grammar", "function words")
_LONGEST_PERSON: Final = 3


def parts(line: Line, first: int, last: int, tag: str) -> list[tuple[int, int, str]]:
    """Give the names that were taken for one, each as its first word, the word after it and its type."""
    if tag == ORG and (leader := _led(line, first, last)) > first:
        return [(first, leader - 1, ORG), (leader, last, PERSON)]
    if tag != PLACE and (said := _said_on(line, first, last)) > first:
        return [(first, said, ORG), (said, last, PERSON)]
    if tag == ORG and (street := _on_street(line, first, last)) > first:
        return [(first, street, ORG), (street, last, PLACE)]
    if tag == PLACE and (there := _in_town(line, first, last)) > first:
        return [(first, there - 1, PLACE), (there, last, PLACE)]
    if tag == ORG and (cut := _coordinated(line, first, last)) is not None:
        return [(first, cut[0], ORG), (cut[1], last, ORG)]
    return [(first, last, tag)]


def _led(line: Line, first: int, last: int) -> int:
    """Give where the person begins in « {Rassemblement national de Zoé Ombrine} »; the first word if none does."""
    listed = known_organisations().at(line, first)
    if listed is None or line.low(listed[0]) not in ("de", "d'"):
        return first
    person = line.words[listed[0] + 1 : last]
    named = 2 <= len(person) <= 3 and all(word.capital and word.is_word for word in person)
    return listed[0] + 1 if named and person[0].low in forenames() else first


def _said_on(line: Line, first: int, last: int) -> int:
    """Give where the person begins in « sur {RMC Zoé Ombrine} », « sur {RMC Zoé} »; the first word if none does."""
    listed = known_organisations().at(line, first)
    if listed is None or listed[1] or listed[0] >= last or last - listed[0] > _LONGEST_PERSON:
        return first
    person = line.words[listed[0] : last]
    named = all(word.capital and word.is_word and not word.text.isupper() for word in person)
    form = " ".join(word.text for word in person)
    return listed[0] if named and person[0].low in forenames() and population(form) <= 0 else first


def _on_street(line: Line, first: int, last: int) -> int:
    """Give where the street begins in « {Reporters sans frontières rue Vivienne} »; the first word if none does."""
    for index in range(first + 2, last - 1):
        before = line.words[index - 1]
        street = line.words[index].text.islower() and line.low(index) in words_of("places", "streets")
        if street and before.is_word and before.low not in _FUNCTION and line.words[last - 1].capital:
            return index
    return first


def _in_town(line: Line, first: int, last: int) -> int:
    """Give where the town begins in « {Palais des congrès à Lille} »; the first word if it is no site and its town."""
    for index in range(last - 1, first, -1):
        if line.low(index) == "à" and line.words[index].text.islower():
            town = " ".join(word.text for word in line.words[index + 1 : last])
            whole = " ".join(word.text for word in line.words[first:last])
            return index + 1 if population(town) > 0 >= population(whole) else first
    return first


def _coordinated(line: Line, first: int, last: int) -> tuple[int, int] | None:
    """Give where the first of two organisations ends and the second begins: « {Conseil d’État} et de la {Cour …} »."""
    for index in range(first + 1, last - 1):
        if line.low(index) not in ("et", "ou"):
            continue
        start = index + 1
        while start < last and line.words[start].text.islower() and line.low(start) in _OF | _ARTICLE:
            start += 1
        if start > index + 1 and start < last and line.words[start].capital and line.low(start) in _heads_of_bodies():
            return index, start
    return None


def _heads_of_bodies() -> frozenset[str]:
    return words_of("neighbours", "short forms")
