"""Offices and employers: what « ministre des … », « présidente du … », « salariés de … » tell of a name."""

from functools import cache
from typing import Final

from encoder.rules.boundaries import is_office_of_the_republic, titles
from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, over
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import bare, sections, words_of
from encoder.rules.peoples import is_adjective
from encoder.rules.phrases import Phrases, any_case, joined
from tei import Annotation

_OF: Final = words_of("grammar", "of")
_ARTICLES: Final = words_of("grammar", "articles")
_PARTICLES: Final = words_of("grammar", "particles")
_LINKS: Final = _OF | _ARTICLES | {"et", ",", "aux", "à", "au"}
_STATE: Final = words_of("offices", "of the State")
_PORTFOLIO: Final = _STATE | words_of("offices", "of a portfolio")
_TERRITORIAL: Final = words_of("offices", "of a place")
_REACH: Final = 10
_NEAR: Final = 6
_LONGEST_PLACE: Final = 3
_LIST: Final = 30
_GIVEN: Final = 3
_OLDEST: Final = 120


def read_offices(document: Document, names: Names) -> Names:
    """Give the names without offices and their domains, and with the types that offices and employers tell."""
    if not document.french:
        return names
    kept: list[Annotation] = []
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        found += _seats(document, line, its)
        found += [part for one in its if one.span not in document.certain for part in _parted(line, one)]
        ends = {line.indices(one.span)[1]: one for one in its}
        for one in its:
            if one.span in document.certain:
                kept.append(one)
            elif (decided := _decided(line, one, ends)) is not None:
                kept.append(decided)
    whole = {one.span.start for one in found} | {one.span.end for one in found}
    rest = tuple(one for one in kept if not (one.span.start in whole and one.span.end in whole))
    return merged(document, merged(document, (), rest), found)


def _seats(document: Document, line: Line, names: Names) -> list[Annotation]:
    """« procureur de la République de {Dax} »: a place that was missed, or taken for a part of the office."""
    found = []
    for index in range(len(line.words)):
        if not (is_office_of_the_republic(line, index) and line.low(index + 1) in _OF):
            continue
        start = index + 2 + (line.low(index + 2) in _ARTICLES)
        end = start
        while end < start + _LONGEST_PLACE and line.capital(end) and line.words[end].is_word:
            end += 1
        if end == start or over(names, line.words[start].start, line.words[end - 1].end):
            continue
        if is_place(document.text[line.words[start].start : line.words[end - 1].end]):
            found.append(name(PLACE, line.words[start].start, line.words[end - 1].end))
    return found


def _parted(line: Line, one: Annotation) -> list[Annotation]:
    """« le sénateur de la {Lozère Baptiste Rouveyrol} » is a place and a person; a minister's domain is no name."""
    first, last = line.indices(one.span)
    if (minister := _after_domain(line, first, last)) < last:
        return [name(PERSON, line.words[minister].start, one.span.end)]
    start = first - 1 if line.low(first - 1) in _ARTICLES else first
    if last - first < 3 or line.low(start - 1) not in _OF or not _has_office(line, start - 2):
        return []
    for cut in range(last - 2, first, -1):
        person = line.words[cut:last]
        form = " ".join(word.text for word in line.words[first:cut])
        if all(word.capital or word.low in _PARTICLES for word in person) and person[0].capital and is_place(form):
            return [
                name(PLACE, one.span.start, line.words[cut - 1].end),
                name(PERSON, person[0].start, one.span.end),
            ]
    return []


def _is_given(line: Line, first: int, last: int) -> bool:
    """« secrétaire d’État à la {Mer} », « elle resterait à la {Santé} », « nommé aux {Sports} »."""
    if not (line.words[first].capital and all(_is_domain(line, index) for index in range(first, last))):
        return False
    before = first - 1 - (line.low(first - 1) in ("la", "l'"))
    if line.low(before) in _OF and line.low(before - 1) in ("passe", "passé", "passée"):
        return True  # « elle passe des Armées à la Santé »
    if line.low(before) not in ("à", "au", "aux"):
        return False
    if line.low(before - 1) in ("état", "etat"):
        return line.low(before - 3) in _STATE
    near = range(max(0, before - _GIVEN), before)
    return any(line.low(index) in words_of("neighbours", "appointed") for index in near)


def _after_domain(line: Line, first: int, last: int) -> int:
    """Give where the minister begins in « ministre de l’{Économie Zoé Ombrine} »; the end if none does."""
    if not any(line.low(index) in _STATE for index in range(max(0, first - _NEAR), first)):
        return last
    index = first
    while index < last and (_is_domain(line, index) or (index > first and line.words[index].text.islower())):
        index += 1
    person = line.words[index:last]
    named = all(word.capital or word.low in _PARTICLES for word in person) and sum(w.capital for w in person) > 1
    return index if index > first and named and line.low(index - 1) not in _LINKS else last


def _is_domain(line: Line, index: int) -> bool:
    return bare(line.low(index)) in _domains()


@cache
def _domains() -> frozenset[str]:
    listed = words_of("institutions", "domains") | words_of("institutions", "qualities")
    return frozenset(bare(one) for one in listed)


def _decided(line: Line, one: Annotation, ends: dict[int, Annotation]) -> Annotation | None:
    first, last = line.indices(one.span)
    if first >= last or (one.tag != PERSON and _is_charge(line, one.tag, first, last)):
        return None
    if one.tag != PERSON and line.words[first].text.islower() and (found := titles().at(line, first)) is not None:
        return _after_office(line, one, found[0], last)
    tag = _told(line, one, ends)
    return one if tag == one.tag else name(tag, one.span.start, one.span.end)


def _told(line: Line, one: Annotation, ends: dict[int, Annotation]) -> str:
    """Give the type that an office, an employer, an age or « chez » tells of a name; its own if none does."""
    first, last = line.indices(one.span)
    if one.tag == PERSON:
        return ORG if _is_company(line, first, last) else PERSON
    if one.tag == ORG and _is_constituency(line, first, last):
        return PLACE
    if _is_holder(line, first, last, ends) or is_aged(line, first, last):
        return PERSON
    if one.tag == PLACE and line.low(first - 1) == "chez":
        guest = ends.get(first - 1)
        return PERSON if guest is not None and guest.tag == PERSON else ORG
    return ORG if one.tag == PLACE and _is_headed(line, first, last) else one.tag


def _is_headed(line: Line, first: int, last: int) -> bool:
    """« la présidente de la {Fec} »: a word after an office in an organisation, which the gazetteer does not have."""
    if last - first > 1 or is_place(line.words[first].text):
        return False
    index = first - 1 - (line.low(first - 1) in _ARTICLES)
    return line.low(index) in _OF and line.low(index - 1) in words_of("offices", "of an organisation")


def is_aged(line: Line, first: int, last: int) -> bool:
    """« {Aquila}, 8 ans », « {Aquila}, âgée de 8 ans », « {Aquila} (8 ans) »; not « {Aquila}, 8 ans d’existence »."""
    if line.low(last) not in (",", "(") or line.low(first - 1) in _ARTICLES or last - first > _GIVEN:
        return False
    if not all(word.capital for word in line.words[first:last]):
        return False
    index = last + 1
    if line.low(index) in ("âgé", "âgée"):
        return True
    age = line.low(index)
    return age.isdecimal() and int(age) < _OLDEST and line.low(index + 1) == "ans" and line.low(index + 2) not in _OF


def _is_charge(line: Line, tag: str, first: int, last: int) -> bool:
    return (tag == ORG and _is_portfolio(line, first, last)) or _is_given(line, first, last)


def _is_portfolio(line: Line, first: int, last: int) -> bool:
    """« ministre délégué aux {Transports} », « secrétaire d’{État chargé des Ports} »."""
    words = line.words[first:last]
    if line.low(first) in ("état", "etat") and line.low(first - 1) == "d'" and line.low(first - 2) in _STATE:
        return True
    if not (
        _in_list_of_domains(line, first)
        or any(line.low(index) in _PORTFOLIO for index in range(max(0, first - _NEAR), first))
    ):
        return False
    listed = known_organisations().at(line, first)
    if listed is not None and listed[0] == last:
        return False
    return (
        words[0].capital
        and line.low(first - 1) in _LINKS
        and all(
            _is_domain(line, index) or (line.low(index) in _LINKS and line.words[index].text.islower())
            for index in range(first, last)
        )
    )


def _in_list_of_domains(line: Line, first: int) -> bool:
    """« ministre de l’Équipement, du {Transport}, de la {Logistique} »: domains all the way back to the office."""
    index = first - 1
    while index >= 0 and first - index < _LIST and (_is_domain(line, index) or line.low(index) in _LINKS):
        index -= 1
    return index >= 0 and line.low(index) in _PORTFOLIO


def _after_office(line: Line, one: Annotation, index: int, last: int) -> Annotation | None:
    """« {préfète de la Creuse} » is an office and a place; an office alone is nothing."""
    territorial = line.words[index - 1].low in _TERRITORIAL
    if line.low(index) not in _OF or index >= last:
        return one if any(word.capital for word in line.words[index:last]) else None
    index += 1
    if line.low(index) in _ARTICLES and line.words[index].text.islower():
        index += 1
    if index < last and line.words[index].capital:
        tag = PLACE if territorial or line.low(index - 1) == "la" else one.tag
        return name(tag, line.words[index].start, one.span.end)
    return None


def _is_constituency(line: Line, first: int, last: int) -> bool:
    """« l’ancien maire (LR) de {Saint-Étienne} »: a mayor is one of a town, a prefect one of a department."""
    index = first - 1 - (line.low(first - 1) in ("la", "l'"))
    if line.low(index) not in _OF or not is_place(" ".join(word.text for word in line.words[first:last])):
        return False
    index -= 1
    if line.low(index) == ")":
        index = next((at - 1 for at in range(index, max(0, index - _NEAR), -1) if line.low(at) == "("), 0)
    return line.low(index) in _TERRITORIAL


def _is_company(line: Line, first: int, last: int) -> bool:
    if last - first > 1 and line.words[last - 1].low in words_of("neighbours", "company endings"):
        return True
    return line.low(first - 1) in ("de", "d'") and any(
        (match := _employers().at(line, start)) is not None and match[0] == first - 1
        for start in range(max(0, first - 5), first - 1)
    )


def _is_holder(line: Line, first: int, last: int, ends: dict[int, Annotation]) -> bool:
    """Tell whether two or three words with capitals are the holder of the office before them.

    « la magistrate japonaise Zoé Ombrine », « premier secrétaire du Parti socialiste … », « la ministre de
    l’Intérieur, … »: the office, its complement, perhaps a comma, then the name.
    """
    words = line.words[first:last]
    if not 2 <= len(words) <= 3 or not all(word.capital and word.is_word for word in words) or words[0].low == "sud":
        return False  # unions are named so: « déléguée Sud Rail »
    listed = known_organisations().at(line, first)
    if words[-1].low in words_of("neighbours", "company endings") or (listed is not None and listed[0] == last):
        return False
    index = first - 1
    comma = line.low(index) == ","
    if comma:
        if line.low(last) not in (",", ".", ")", "»"):
            return False
        index -= 1
    elif not joined(line.words[index], line.words[first]) if index >= 0 else True:
        return False
    if line.low(index) in _LINKS:
        return False
    return _office_before(line, index, ends)


def _office_before(line: Line, index: int, ends: dict[int, Annotation]) -> bool:
    """Go back over a complement to the office: adjectives, a domain of government, or one name after « de »."""
    for _ in range(_REACH):
        if index < 0:
            return False
        if _ends_office(line, index):
            return True
        if (known := ends.get(index + 1)) is not None and known.tag != PERSON:
            index = line.indices(known.span)[0] - 1
            continue
        word = line.words[index]
        complement = words_of("institutions", "domains") | words_of("institutions", "qualities") | _LINKS - {","}
        if not (word.low in complement or (word.text.islower() and is_adjective(word.text))):
            return False
        index -= 1
    return False


def _has_office(line: Line, index: int) -> bool:
    """« le sénateur républicain du … »: one word may stand between."""
    return _ends_office(line, index) or (
        index > 0 and line.words[index].text.islower() and _ends_office(line, index - 1)
    )


def _ends_office(line: Line, index: int) -> bool:
    return any(
        (match := titles().at(line, start)) is not None and match[0] == index + 1
        for start in range(max(0, index - 2), index + 1)
    )


@cache
def _employers() -> Phrases:
    return any_case(sections("neighbours")["employers"])
