"""What stands where only a place can stand: « à Penly », « DAOULAS. », « Aigle (VD) »."""

from functools import cache
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, over
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import bare, words_of
from encoder.rules.offices import is_aged
from encoder.rules.peoples import is_adjective, places
from encoder.rules.phrases import Phrases, joined
from tei import Annotation

_LONG: Final = 5
_LABELLED: Final = 4
_DETERMINED: Final = words_of("grammar", "articles") | words_of("grammar", "of")
_TO: Final = frozenset(["à", "vers", "depuis", "entre"])


def read_places(document: Document, names: Names) -> Names:
    """Give the names with those that stand in the place of a place, and that the gazetteer has, made places."""
    if not document.french:
        return names
    surnames = {
        bare(document.form(one.span).split()[-1]) for one in names if one.tag == PERSON and _is_full(document, one)
    }
    found: list[Annotation] = []
    labels: set[Annotation] = set()
    for line, its in document.by_line(names):
        found += _rubric(document, line) + _place_of_writing(document, line) + _missed_countries(line, its)
        labels.update(one for one in its[:1] if _is_label(line, one) and one.span not in document.certain)
        for one in its:
            first, last = line.indices(one.span)
            if first >= last or one.span in document.certain:
                continue
            if (
                _is_canton(line, first, last)
                or (one.tag != PLACE and _can_only_be(document, line, one, surnames))
                or (one.tag == ORG and _is_described(line, first, last))
                or (one.tag == ORG and _is_alone(document, line, first, last))
            ):
                found.append(name(PLACE, one.span.start, one.span.end))
    return merged(document, tuple(one for one in names if one not in labels), found)


def _missed_countries(line: Line, names: Names) -> list[Annotation]:
    """« au {Maroc} », « aux {États-Unis} », « des {États-Unis} »: a country that was not found, in no longer name."""
    found = []
    for index, word in enumerate(line.words):
        match = _countries().at(line, index) if word.capital and not line.shouted else None
        if match is None or over(names, word.start, line.words[match[0] - 1].end):
            continue
        end = match[0]
        long = end - index > 1 or "-" in word.text
        placed = line.low(index - 1) in ("au", "aux", "en", "vers", "depuis")
        follows = index > 1 and line.capital(index - 2) and line.words[index - 2].is_word
        goes_on = end < len(line.words) and line.capital(end) and joined(line.words[end - 1], line.words[end])
        if (placed or (long and line.low(index - 1) in _DETERMINED)) and not goes_on and not (follows and not placed):
            found.append(name(PLACE, word.start, line.words[end - 1].end))
    return found


@cache
def _countries() -> Phrases:
    found = Phrases(bare)
    for one in sorted(places("countries")):
        if is_place(one):
            found.add(one)
    return found


def _is_label(line: Line, one: Annotation) -> bool:
    """« TÉMOIGNAGES. À Mayotte … »: a word in capitals before the first point of a line names a kind of article."""
    first, last = line.indices(one.span)
    if first or last != 1 or len(line.words) < _LABELLED or line.words[1].text != "." or line.shouted:
        return False
    word = line.words[0].text
    return word.isupper() and len(word) >= _LONG and known_organisations().at(line, 0) is None


def _can_only_be(document: Document, line: Line, one: Annotation, surnames: set[str]) -> bool:
    first, last = line.indices(one.span)
    if line.low(last) == "(" and _is_canton(line, last + 1, last + 2):
        return True
    form = document.form(one.span)
    if bare(form) in surnames or is_aged(line, first, last) or not _is_there(line, first, last):
        return False
    return one.tag == ORG or is_place(form)


def _is_full(document: Document, one: Annotation) -> bool:
    return " " in document.form(one.span)


def _is_there(line: Line, first: int, last: int) -> bool:
    """Tell whether a name after « à » is where something is, and not to whom it is given, said or sold.

    That is sure at the start of a clause before a comma: « À Penly, les travaux … ».
    """
    if known_organisations().at(line, first) is not None or line.words[first].text.isupper():
        return False
    return line.low(first - 1) in _TO and line.opens_sentence(first - 1) and line.low(last) == ","


def _is_described(line: Line, first: int, last: int) -> bool:
    """« le {Sahel burkinabè} »: a place with the adjective of a country, where no organisation is called so."""
    described = last - first == 2 and is_adjective(line.words[first + 1].text) and is_place(line.words[first].text)
    return described and line.words[first].capital and known_organisations().at(line, first) is None


def _is_alone(document: Document, line: Line, first: int, last: int) -> bool:
    """« Brest » on a line of its own says where; what makes it a team in an article about sport is found later."""
    whole = first == 0 and last == len(line.words) and known_organisations().at(line, 0) is None
    return whole and is_place(document.form(line.span))


def _is_canton(line: Line, first: int, last: int) -> bool:
    """« (VD) » after a word with a capital."""
    return (
        last - first == 1
        and line.low(first - 1) in ("(", "/")
        and line.low(last) == ")"
        and line.capital(first - 2)
        and line.words[first].text in _cantons()
    )


def _rubric(document: Document, line: Line) -> list[Annotation]:
    """« DAOULAS. L’association … », « Vabres. Le feu … »: a place alone before the first point of a line."""
    end = 0
    while end < min(len(line.words), 4) and (line.words[end].capital or line.low(end) in ("en", "sur", "sous", "les")):
        end += 1
    if not 0 < end < len(line.words) - 1 or line.words[end].text != "." or not line.words[end + 1].capital:
        return []
    start, stop = line.words[0].start, line.words[end - 1].end
    form = document.text[start:stop]
    if form.lower() in document.lower_words or known_organisations().at(line, 0) is not None or not is_place(form):
        return []
    return [name(PLACE, start, stop)]


def _place_of_writing(document: Document, line: Line) -> list[Annotation]:
    """« (Québec) Le premier ministre … »: a place in parentheses begins the line."""
    if line.low(0) != "(":
        return []
    end = 1
    while end < min(len(line.words) - 1, _LONG) and line.words[end].is_word:
        end += 1
    if end == 1 or line.words[end].text != ")" or not line.capital(1):
        return []
    following = end + 1 + (line.low(end + 1) in ("–", "—", "-", "."))
    if not line.capital(following) and line.low(following) != "«":
        return []
    start, stop = line.words[1].start, line.words[end - 1].end
    form = document.text[start:stop]
    known = known_organisations().at(line, 1)
    if (form.isupper() and known is not None) or not is_place(form):
        return []
    return [name(PLACE, start, stop, "high")]


def _cantons() -> frozenset[str]:
    return frozenset(one.upper() for one in words_of("places", "cantons"))
