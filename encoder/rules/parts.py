"""Names that were taken for one: « {Conseil d’État} et de la {Cour …} », « {Palais des congrès} à {Lille} »."""

from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Line
from encoder.rules.gazetteer import is_only_a_division, is_place, population
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import forenames, words_of
from encoder.rules.peoples import places

_OF: Final = words_of("grammar", "of")
_ARTICLE: Final = words_of("grammar", "articles")
_FUNCTION: Final = words_of("grammar", "function words")
_GOVERNMENTS: Final = ("gouvernement", "administration", "clan", "exécutif")
_TEACHERS: Final = frozenset(
    ("directeur", "directrice", "enseignant", "enseignante", "maître", "maîtresse", "prof", "professeur", "professeure")
)
_LONGEST_PERSON: Final = 3


def parts(line: Line, first: int, last: int, tag: str) -> list[tuple[int, int, str]]:
    """Give the names that were taken for one, each as its first word, the word after it and its type."""
    if tag == PLACE:
        return _places(line, first, last)
    if tag == PERSON and (country := _country(line, first, last)) > first:
        return [(first, country - 1, PERSON), (country, last, PLACE)]
    whose = tag == ORG and (_is_government_of(line, first, last) or _is_of_a_school(line, first, last))
    if whose or _is_on_network(line, first, last):
        return [(first + 1, last, PERSON)]
    if tag == ORG and (found := _of_organisation(line, first, last)):
        return found
    if (said := _said_on(line, first, last)) > first:
        return [(first, said, ORG), (said, last, PERSON)]
    return [(first, last, tag)]


def _of_organisation(line: Line, first: int, last: int) -> list[tuple[int, int, str]]:
    """Give the names that were taken for one organisation; none if it is one."""
    if (place := _place_in(line, first, last)) > first:
        return [(first, place, PLACE)]
    if (country := _after_portfolio(line, first, last)) > first:
        return [(country, last, PLACE)]
    # where the second name begins, its type, and whether a word stands between the two
    for start, second, linked in (
        (_led(line, first, last), PERSON, 1),
        (_on_street(line, first, last), PLACE, 0),
        (_firm_of_town(line, first, last), PLACE, 1),
    ):
        if start > first:
            return [(first, start - linked, ORG), (start, last, second)]
    cut = _coordinated(line, first, last)
    return [(first, cut[0], ORG), (cut[1], last, ORG)] if cut is not None else []


def _places(line: Line, first: int, last: int) -> list[tuple[int, int, str]]:
    if last - first == 2 and _is_two(line, first):
        return [(first, first + 1, PLACE), (first + 1, last, PLACE)]
    if _is_instead(line, first, last):
        return [(first + 2, last, PERSON)]
    if (there := _in_town(line, first, last)) > first:
        return [(first, there - 1, PLACE), (there, last, PLACE)]
    return [(first, last, PLACE)]


def _country(line: Line, first: int, last: int) -> int:
    """Give where the country begins of whom an office stands before: « l’ambassadrice {Zoé Ombrine du Congo} ».

    A king has his country in his name: « le roi {Louis Velm d’Espagne} ».
    """
    if line.low(first - 1).removesuffix("s") not in words_of("titles", "offices"):
        return first
    for index in range(first + 3, last):
        if line.low(index - 1) in _OF and " ".join(word.text for word in line.words[index:last]) in places("countries"):
            return index
    return first


def _led(line: Line, first: int, last: int) -> int:
    """Give where the person begins in « {Rassemblement national de Zoé Ombrine} »; the first word if none does."""
    listed = known_organisations().at(line, first)
    if listed is None or line.low(listed[0]) not in ("de", "d'"):
        return first
    person = line.words[listed[0] + 1 : last]
    named = 2 <= len(person) <= 3 and all(word.capital and word.is_word for word in person)
    return listed[0] + 1 if named and person[0].low in forenames() else first


def _is_government_of(line: Line, first: int, last: int) -> bool:
    """« {gouvernement Ombrine} », « {clan Ombrine} »: whose it is has the name, and it has none."""
    if last - first != 2 or line.words[first].text not in _GOVERNMENTS or not line.capital(first + 1):
        return False
    return not is_place(line.words[first + 1].text) and not line.words[first + 1].text.isupper()


def _place_in(line: Line, first: int, last: int) -> int:
    """Give where the place ends in « la {Suisse en environnement} »; the first word if it does not."""
    for index in range(first + 1, last - 1):
        common = all(word.text.islower() for word in line.words[index + 1 : last])
        if line.low(index) == "en" and common and is_place(" ".join(word.text for word in line.words[first:index])):
            return index
    return first


def _after_portfolio(line: Line, first: int, last: int) -> int:
    """Give where the country begins in « ministre de la {Coopération au développement de Belgique} »."""
    office = {line.low(index) for index in range(max(0, first - 3), first)}
    if not office & {"ministre", "ministres"} or line.low(first - 1) not in _OF | {"la", "l'"}:
        return first
    for index in range(last - 1, first + 1, -1):
        if line.low(index - 1) in _OF and line.words[index - 1].text.islower():
            form = " ".join(word.text for word in line.words[index:last])
            return index if form in places("countries") | places("regions") else first
    return first


def _is_of_a_school(line: Line, first: int, last: int) -> bool:
    """« l’ancien directeur d’{école Zoé Ombrine} », « la professeure de {lycée …} »: who teaches in any one school."""
    school = line.words[first].text.islower() and line.low(first) in words_of("places", "houses") | {"école"}
    if not school or line.low(first - 1) not in ("de", "d'") or line.low(first - 2) not in _TEACHERS:
        return False
    return last - first > 2 and line.capital(first + 1) and line.low(first + 1) in forenames()


def _said_on(line: Line, first: int, last: int) -> int:
    """Give where the person begins in « sur {RMC Zoé Ombrine} », « sur {RMC Zoé} »; the first word if none does."""
    listed = known_organisations().at(line, first)
    if listed is None or listed[1] or listed[0] >= last or last - listed[0] > _LONGEST_PERSON:
        return first
    person = line.words[listed[0] : last]
    named = all(word.capital and word.is_word and not word.text.isupper() for word in person)
    form = " ".join(word.text for word in person)
    spoken = person[0].low in forenames() or (len(person) == 1 and line.low(first - 1) == "sur")
    return listed[0] if named and spoken and population(form) <= 0 else first


def _is_on_network(line: Line, first: int, last: int) -> bool:
    """« a écrit sur {Telegram Zoé Ombrine} »: where it was written is no part of the name of who wrote it."""
    network = line.low(first) in words_of("never", "networks") and line.low(first - 1) == "sur"
    return network and last - first > 1 and line.low(first + 1) in forenames()


def _on_street(line: Line, first: int, last: int) -> int:
    """Give where the street begins in « {Reporters sans frontières rue Vivienne} »; the first word if none does."""
    for index in range(first + 2, last - 1):
        before = line.words[index - 1]
        street = line.words[index].text.islower() and line.low(index) in words_of("places", "streets")
        if street and before.is_word and before.low not in _FUNCTION and line.words[last - 1].capital:
            return index
    return first


def _firm_of_town(line: Line, first: int, last: int) -> int:
    """Give where the town begins in « l’entreprise {Ombrat de Colmar} »; the first word if none does."""
    firm = (
        line.low(first - 1) in words_of("neighbours", "firms")
        and last - first == 3
        and line.low(first + 1) in ("de", "d'")
    )
    if not firm or known_organisations().at(line, first) is not None:
        return first
    return first + 2 if line.words[first].capital and is_place(line.words[first + 2].text) else first


def _is_two(line: Line, first: int) -> bool:
    """« la province du {Haut-Velmont Ombrat} »: a division and a town side by side."""
    division, town = line.words[first].text, line.words[first + 1].text
    if line.low(first - 1) not in _OF or line.low(first - 2) not in words_of("places", "outside"):
        return False
    return is_only_a_division(division) and is_place(town) and not is_place(f"{division} {town}")


def _is_instead(line: Line, first: int, last: int) -> bool:
    """« à la {place de Zoé Ombrine} »: who was replaced, and no square."""
    if line.words[first].text != "place" or last - first < 4 or line.low(first - 1) != "la":
        return False
    return line.low(first - 2) == "à" and line.low(first + 1) in ("de", "d'") and line.low(first + 2) in forenames()


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
