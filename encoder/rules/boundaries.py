"""Where a name begins and ends: titles, articles, marks and words for the kind of place are outside or inside."""

import re
from functools import cache
from typing import Final

from encoder.calendar import FRENCH_WEEKDAYS
from encoder.rules.descriptions import is_institution, without_descriptions
from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, over
from encoder.rules.gazetteer import population
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import forenames, sections, words_of
from encoder.rules.parts import parts
from encoder.rules.peoples import is_adjective, places
from encoder.rules.phrases import Phrases, any_case, joined
from tei import Annotation

_FUNCTION: Final = words_of("grammar", "function words")
_PARTICLES: Final = words_of("grammar", "particles")
_OF: Final = words_of("grammar", "of")
_ROAD: Final = re.compile(r"(?:A|RN|RD|N|D|E)\d{1,4}")
_NUMBER: Final = re.compile(r"(?=[IVX]{2})X{0,2}(?:IX|IV|V?I{0,3})")
_INDEFINITE: Final = words_of("grammar", "indefinite")
_TOWN: Final = 15_000
_ARTICLE: Final = words_of("grammar", "articles")
_DAYS: Final = frozenset(FRENCH_WEEKDAYS.split("|"))
_DASHES: Final = ("-", "–", "—")


def set_boundaries(document: Document, names: Names) -> Names:
    """Give the names with their edges where the guidelines put them; what has nothing left is dropped."""
    changed: list[Annotation] = []
    for line, its in document.by_line(names):
        for was in its:
            one = _without_former(document, _without_republic(document, line, was))
            if one.span in document.certain:
                changed.append(one)
                continue
            edges = line.indices(one.span)
            first, last = trimmed(line, edges[0], _before_bar(line, *edges))
            if first >= last:
                continue
            cut_off = last < edges[1] and line.words[last].text.islower()
            if cut_off and not any(word.capital for word in line.words[first:last]):
                continue  # « section locale du » before another name
            tag = PLACE if document.french and one.tag != PLACE and _is_site(line, first, last) else one.tag
            if document.french and (tag == PLACE or (tag == ORG and _is_governed(line, first))):
                kind, first = first, _after_kind(line, _after_direction(line, first, last), last)
                tag = PLACE if first > kind else tag
            first, last = _by_kind(document, line, its, (first, last), tag)
            if document.french and one.tag == ORG and _is_land(line, first, last):
                first, tag = first + 1, PLACE
            if first >= last:
                continue
            for start, end, kept in parts(line, first, last, tag) if document.french else [(first, last, tag)]:
                changed.append(_moved(line, one, edges, (start, end), kept))
    return merged(document, (), changed)


def _by_kind(document: Document, line: Line, its: Names, edges: tuple[int, int], tag: str) -> tuple[int, int]:
    """Give the edges that a person, or a name that is no place, has."""
    first, last = edges
    if tag == PERSON:
        first, last = _person(line, first, last)
        last = _before_club(line, first, last)
        last = _with_surname(line, its, first, last)
        last = _with_figure(document, line, first, last)
    if tag != PLACE:
        last = _with_number(line, last)
    if document.french and tag == ORG:
        first += _is_article_outside(document, line, first, last)
        first, last = without_descriptions(line, first, last)
        first = _after_group(line, first, last)
    return first, last


def _is_article_outside(document: Document, line: Line, first: int, last: int) -> bool:
    """« Le {Ombrat Group} bâtit », where the article writes « le Ombrat Group » too."""
    article = line.words[first].text
    if article not in ("Le", "La", "Les") or last - first < 2:
        return False
    listed = known_organisations().at(line, first)
    rest = document.text[line.words[first + 1].start : line.words[last - 1].end]
    return (listed is None or listed[0] != last) and f" {article.lower()} {rest}" in document.text


def _without_republic(document: Document, line: Line, one: Annotation) -> Annotation:
    """« procureur de la République de la {Juridiction …} »: the Republic belongs to the office."""
    first, last = line.indices(one.span)
    if not document.french or one.tag == PERSON or not is_office_of_the_republic(line, first):
        return one
    index = first + 1
    while index < last and line.words[index].text.islower():
        index += 1
    start = line.words[index].start if index < last else one.span.end
    return name(ORG if index < last and is_institution(line, index) else one.tag, start, one.span.end)


def _without_former(document: Document, one: Annotation) -> Annotation:
    """« l’ex-{RPR} »: that it is former is no part of its name."""
    start = one.span.start + len("ex-")
    former = document.text[one.span.start : start] in ("ex-", "ex‑") and start < one.span.end
    return name(one.tag, start, one.span.end, one.get("cert") or "medium") if former else one


def is_office_of_the_republic(line: Line, index: int) -> bool:
    """Tell whether a word is the Republic of an office: « procureur de la République de Dax »."""
    if line.low(index) == "roi" and line.low(index - 1) == "du":  # « procureur du Roi », in Belgium and Morocco
        return line.low(index - 2) in words_of("titles", "of the Republic")
    if line.low(index) != "république" or line.low(index - 1) != "la" or line.low(index - 2) != "de":
        return False
    return line.low(index - 3) in words_of("titles", "of the Republic")


def extend_places(document: Document, names: Names) -> Names:
    """Put the words for streets and sites into the name: « rue de {Rivoli} » becomes « {rue de Rivoli} »."""
    if not document.french:
        return names
    found = []
    for line, its in document.by_line(names):
        for one in its:
            first, last = line.indices(one.span)
            if first >= last or one.span in document.certain:
                continue
            if _has_article(document, line, one, first):
                found.append(name(one.tag, line.words[first - 1].start, one.span.end))
            elif one.tag == PLACE and line.low(first - 1) == "." and line.low(first - 2) in ("st", "ste"):
                found.append(name(PLACE, line.words[first - 2].start, one.span.end))  # « St. {Paul} »
            elif (kind := _kind_before(line, first, one.tag)) is not None:
                start, tag = kind
                found.append(name(tag, line.words[start].start, one.span.end))
    return merged(document, names, found)


def _has_article(document: Document, line: Line, one: Annotation, first: int) -> bool:
    """« La {Havane} »: the gazetteer has a place with the article, and no larger one without."""
    if one.tag == PERSON or first == 0 or line.words[first - 1].text not in ("Le", "La", "Les"):
        return False
    form = document.form(one.span)
    if form in places() - places("towns"):
        return False
    whole = population(f"{line.words[first - 1].text} {form}")
    return whole > 0 and whole >= population(form) and (one.tag == PLACE or whole > _TOWN)


def _is_site(line: Line, first: int, last: int) -> bool:
    """« {îles Loyauté} », « {rue de Rivoli} », « {Ombrat Stadium} » and « l’{A13} » are places in any case."""
    if last - first > 1 and line.low(last - 1) in ("stadium", "arena", "coliseum"):
        return True
    if last - first == 1 and _ROAD.fullmatch(line.words[first].text) and line.low(first - 1) in ("l'", "la"):
        return True
    kinds = words_of("places", "with de") | words_of("places", "streets") | words_of("places", "sites")
    return line.words[first].text.islower() and line.low(first) in kinds


def _is_governed(line: Line, first: int) -> bool:
    """« {État de Borno} », « l’{Est de la France} » hold places; « {département de la Justice} » does not."""
    kind = first + 1 if line.words[first].is_ordinal else first
    return _is_direction(line, first) or line.low(kind) in words_of("places", "governed")


def _moved(line: Line, one: Annotation, old: tuple[int, int], new: tuple[int, int], tag: str = "") -> Annotation:
    """Give a name with new first and last words; an edge inside a word (« {Paris}-{Brest} ») stays."""
    if old == new and tag in ("", one.tag):
        return one
    start = one.span.start if old[0] == new[0] else line.words[new[0]].start
    end = one.span.end if old[1] == new[1] else line.words[new[1] - 1].end
    return name(tag or one.tag, start, end, one.get("cert") or "medium")


def trimmed(line: Line, first: int, last: int) -> tuple[int, int]:
    """Leave articles, function words and marks at the edges outside."""
    words = line.words
    while first < last and ((words[first].low in _FUNCTION and not words[first].capital) or _is_mark(line, first)):
        first += 1
    while first < last and (
        (words[last - 1].text.lower() in _FUNCTION and words[last - 1].text.islower()) or _is_closing(line, first, last)
    ):
        last -= 1
    if last - first > 1 and words[last - 1].text in _DAYS and words[last - 2].low not in _OF:
        last -= 1  # « {OGC Velmont} dimanche »
    return first, last


def _before_bar(line: Line, first: int, last: int) -> int:
    """« {Velmont} // Ombrat », « {Zoé Ombrine} - 12-10-2009 »: what stands between two spaces parts names."""
    for index in range(first + 1, last - 1):
        before, word, after = line.words[index - 1 : index + 2]
        apart = before.end < word.start and word.end < after.start
        bar = word.text in ("|", "/") or (word.text in _DASHES and not after.text[0].isalpha())
        if bar and (apart or (word.text == "/" and after.text == "/")):
            return index
    return last


def _is_mark(line: Line, index: int) -> bool:
    return not line.words[index].is_word and not line.words[index].elided and line.words[index].text not in "@#"


def _is_closing(line: Line, first: int, last: int) -> bool:
    word = line.words[last - 1]
    if word.elided:
        return True
    if word.is_word or word.text in "+!":
        return False
    before = line.words[last - 2] if last - 2 >= first else None
    if word.text == "." and before and len(before.text) == 1 and before.capital and before.end == word.start:
        return False  # an initial: « George W. »
    return not (word.text == ")" and any(one.text == "(" for one in line.words[first:last]))


def _person(line: Line, first: int, last: int) -> tuple[int, int]:
    """Leave titles, roles and other words in lower case before and after a person's name outside."""
    words = line.words
    while last - first > 1:
        found = titles().at(line, first)
        if found and found[0] < last and _is_outside(line, first, found[0], last):
            first = found[0]
        elif words[first].text.islower() and words[first].low not in _PARTICLES:
            first += 1
        else:
            break
        first, last = trimmed(line, first, last)
    while last - first > 1 and words[last - 1].text.islower() and len(words[last - 1].text) > 1:
        last -= 1
    return first, last


def _before_club(line: Line, first: int, last: int) -> int:
    """« {Joshua Ombrine} du {Rocket de Velmont} »: who plays for a club of the list does not have its name."""
    for index in range(first + 1, last - 1):
        if line.low(index) in ("du", "des") and known_organisations().at(line, index + 1) is not None:
            return index
    return last


def _after_group(line: Line, first: int, last: int) -> int:
    """« le Groupe {Ombrat} »: a descriptive word stays outside, with a capital too (docs/annotation.md, rule 8)."""
    named = last - first == 2 and line.words[first].text == "Groupe" and line.words[first + 1].text.isalpha()
    return first + 1 if named and line.capital(first + 1) and len(line.words[first + 1].text) > 2 else first


def _is_land(line: Line, first: int, last: int) -> bool:
    """« La {Suisse} », taken for a newspaper or a team: a country that no list of organisations has."""
    if first >= last or line.words[first].text not in ("Le", "La", "Les", "L’", "L'"):
        return False
    if known_organisations().at(line, first) is not None:
        return False
    return " ".join(word.text for word in line.words[first + 1 : last]) in places("countries")


def _with_surname(line: Line, names: Names, first: int, last: int) -> int:
    """« {Zoé} Prud’homme »: a word with a capital after a forename alone is the surname, if it is no name already."""
    if last - first > 1 or last >= len(line.words) or line.words[first].low not in forenames():
        return last
    word = line.words[last]
    surname = word.capital and word.is_word and not word.elided and len(word.text) > 1
    free = not over(names, word.start, word.end) and joined(line.words[last - 1], word)
    return last + 1 if surname and free else last


def _with_number(line: Line, last: int) -> int:
    """« {Mohammed} VI », « {université Mohammed} VI »: the number of a sovereign is a part of a name."""
    numbered = last < len(line.words) and _NUMBER.fullmatch(line.words[last].text)
    return last + 1 if numbered and joined(line.words[last - 1], line.words[last]) else last


def _with_figure(document: Document, line: Line, first: int, last: int) -> int:
    """« {Modou Ombrat 2} »: a figure that follows a full name at least twice in an article is a part of it."""
    figure = line.low(last)
    if (
        last - first < 2
        or len(figure) != 1
        or not figure.isdigit()
        or not joined(line.words[last - 1], line.words[last])
    ):
        return last
    form = document.text[line.words[first].start : line.words[last].end]
    return last + 1 if len(re.findall(rf"{re.escape(form)}(?![\w,.]\w)", document.text)) > 1 else last


def _is_outside(line: Line, first: int, end: int, last: int) -> bool:
    """A title with a capital may be a part of a nickname (« Abbé Pierre »)."""
    word = line.words[first]
    if (
        word.text.islower()
        or word.low in words_of("titles", "forms of address")
        or word.low in words_of("titles", "ranks")
    ):
        return True
    return sum(one.is_word for one in line.words[end:last]) > 1


def _after_kind(line: Line, first: int, last: int) -> int:
    """Give the index after « vallée du », « province d’ »… if a name in capitals follows within the span."""
    words = line.words
    kind = words[first].low
    described = first + 1 < last and words[first + 1].text.islower() and is_adjective(words[first + 1].text)
    any_one = described or line.low(first - 1) in _INDEFINITE  # « dans un stade de {Lens} »
    if kind not in words_of("places", "outside") and not (any_one and kind in words_of("places", "with de")):
        return first
    if not (words[first].text.islower() or kind in ("état", "etat")):
        return first
    if kind in ("état", "etat") and line.low(first + 1) not in _OF:
        return first
    if kind in words_of("places", "direct") and first + 1 < last and words[first + 1].capital:
        return first + 1
    index = first + 1
    while index < last and words[index].text.islower() and words[index].low not in _OF:
        index += 1  # « région orientale d’ »
    if index >= last or words[index].low not in _OF:
        return first
    index += 1
    if index < last and words[index].low in _ARTICLE and words[index].text.islower():
        index += 1
    return index if index < last and words[index].capital else first


def _after_direction(line: Line, first: int, last: int) -> int:
    """« l’Est de la {France} », « la 4e {circonscription du Gard} »: a direction, and a number, stay outside."""
    if line.words[first].is_ordinal and line.low(first + 1) == "circonscription":
        return first + 1
    index = first + 2 + (line.low(first + 2) in ("la", "l'"))
    of_place = line.low(first + 1) in _OF and index < last and line.words[index].capital
    return index if of_place and _is_direction(line, first) else first


def _is_direction(line: Line, index: int) -> bool:
    return line.low(index) in words_of("never", "directions") and line.low(index - 1) in _ARTICLE


def _kind_before(line: Line, first: int, tag: str) -> tuple[int, str] | None:
    index = first - 1
    if line.low(index) in _ARTICLE and line.words[index].text.islower():
        index -= 1
    linked = line.low(index) in _OF and index >= 0 and line.words[index].text.islower()
    if linked:
        index -= 1
    elif index != first - 1:
        return None
    if index < 0:
        return None
    word = line.words[index]
    if linked:
        one_of_them = line.low(index - 1) in _INDEFINITE
        return (
            (index, PLACE) if tag == PLACE and word.low in words_of("places", "with de") and not one_of_them else None
        )
    if word.low in words_of("places", "streets") or word.low in words_of("places", "sites"):
        return index, PLACE
    school = word.low == "scolaire" and line.low(index - 1) == "groupe"
    if school or (word.low in words_of("places", "houses") and line.low(index - 1) not in ("de", "d'")):
        return index - school, ORG
    return None


@cache
def titles() -> Phrases:
    """Give the titles, ranks and offices that stand before names."""
    found = any_case(())
    for section, forms in sections("titles").items():
        for form in forms:
            found.add(form, section)
            found.add(f"ex-{form}", section)
            found.add(f"l’ex-{form}", section)
    return found
