"""Lines in capitals, surnames in capitals, datelines and labels: « PARIS, 12 déc. (AFP) – », « LE FIGARO. – »."""

import re
from functools import cache
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name
from encoder.rules.lexicon import bare, sections, words_of
from encoder.rules.peoples import places
from encoder.rules.phrases import Phrases, joined
from tei import Annotation

_DASH: Final = frozenset("–—-")
_SHORTEST: Final = 3


def read_capitals(document: Document, names: Names) -> Names:
    """Give the names with those in capitals held to what the rest of the article names."""
    names = _surnames_in_capitals(document, names)
    names = _datelines(document, names)
    return _shouted_lines(document, names)


def _surnames_in_capitals(document: Document, names: Names) -> Names:
    """« {Jean} DUPONT » is one name."""
    found = []
    for line, its in document.by_line(names):
        if line.shouted:
            continue
        for one in its:
            _, last = line.indices(one.span)
            if one.tag != PERSON or one.span in document.certain or line.words[last - 1].text.isupper():
                continue
            end = last
            while (
                end < len(line.words)
                and _is_shouted(line.words[end].text)
                and joined(line.words[end - 1], line.words[end])
            ):
                end += 1
            if end > last and _known_capitals().at(line, last) is None:
                found.append(name(PERSON, one.span.start, line.words[end - 1].end))
    return merged(document, names, found)


def _is_shouted(word: str) -> bool:
    return (
        word.isupper() and len(word) >= _SHORTEST and word.replace("-", "").replace("’", "").replace("'", "").isalpha()
    )


def _datelines(document: Document, names: Names) -> Names:
    """« PARIS, 12 déc (AFP) – » begins with a place, « LE FIGARO. – » with a newspaper."""
    found: list[Annotation] = []
    for line in document.lines:
        end = 0
        while end < len(line.words) and (_is_shouted(line.words[end].text) or _is_small(line, end)):
            end += 1
        if end == 0 or (line.shouted and end == len(line.words)):
            continue
        known = _known_capitals().at(line, 0)
        start, stop = line.words[0].start, line.words[end - 1].end
        if known is not None and known[0] == end and _is_label(line, end):
            found.append(name(ORG, start, stop, "high"))
        elif end <= 3 and _is_dateline(line, end):
            found.append(name(PLACE, start, stop, "high"))
    return merged(document, names, found)


def _is_small(line: Line, index: int) -> bool:
    """« LE FIGARO », « AIX - EN - PROVENCE »: an article before, a hyphen between."""
    text = line.words[index].text
    return text == "-" if index else text in ("LE", "LA") and line.capital(1) and line.words[1].text.isupper()


def _is_label(line: Line, index: int) -> bool:
    if line.low(index) == ".":
        index += 1
    return line.low(index) in _DASH and bool(line.low(index))


def _is_dateline(line: Line, index: int) -> bool:
    """Tell whether a date or an agency in parentheses, and a dash, follow the place."""
    following = [word.text for word in line.words[index : index + 14]]
    dash = next((at for at, text in enumerate(following) if text in _DASH), None)
    if dash is None:
        return False
    between = following[:dash]
    return bool(between) and (between[0] == "(" or any(re.fullmatch(r"\d{1,2}(?:er)?", text) for text in between))


def _shouted_lines(document: Document, names: Names) -> Names:
    """In a line in capitals a name is one that the article names elsewhere, or one that is known."""
    body = [(line, its) for line, its in document.by_line(names) if not line.shouted]
    if len(body) == len(document.lines):
        return names
    forms = Phrases(_upper)
    tags: dict[str, str] = {}
    for _line, its in body:
        for one in its:
            form = document.form(one.span)
            if len(form) >= _SHORTEST and tags.setdefault(_upper(form), one.tag) == one.tag:
                forms.add(form, _upper(form))
            surname = form.split()[-1]
            if one.tag == PERSON and " " in form and len(surname) > _SHORTEST and _upper(surname) not in tags:
                tags[_upper(surname)] = PERSON
                forms.add(surname, _upper(surname))
    kept: list[Annotation] = []
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        if not line.shouted:
            kept += its
            continue
        kept += [one for one in its if one.span in document.certain or _is_believed(document, line, one, tags)]
        index = 0
        while index < len(line.words):
            match = forms.at(line, index)
            if match is not None and not (match[1].lower() in document.lower_words and " " not in match[1]):
                end, tag = match[0], tags[match[1]]
            elif (known := _known(line, index)) is not None:
                end, tag = known
            else:
                index += 1
                continue
            found.append(name(tag, line.words[index].start, line.words[end - 1].end))
            index = end
    return merged(document, tuple(kept), found)


def _known(line: Line, index: int) -> tuple[int, str] | None:
    """Give the end and the type of an organisation or a place of the lists that begins at a word."""
    match = _known_capitals().at(line, index)
    if match is not None and not match[1] and match[0] - index + len(line.words[index].text) > _SHORTEST:
        return match[0], ORG
    place = _place_phrases().at(line, index)
    return (place[0], PLACE) if place is not None else None


def _is_believed(document: Document, line: Line, one: Annotation, tags: dict[str, str]) -> bool:
    form = document.form(one.span)
    if _upper(form) in tags or _upper(form) in _known_places():
        return True
    first, last = line.indices(one.span)
    if _known_capitals().at(line, first) == (last, ""):
        return True
    words = [word.text.lower() for word in line.words[first:last]]
    return not any(word in document.lower_words or word in words_of("grammar", "function words") for word in words)


def _upper(form: str) -> str:
    return bare(form).upper()


@cache
def _known_places() -> frozenset[str]:
    return frozenset(_upper(place) for place in places())


@cache
def _known_capitals() -> Phrases:
    found = Phrases(_upper)
    for forms in sections("organisations").values():
        for form in forms:
            found.add(form.lstrip("~="), "~" if form[0] in "~=" else "")
    return found


@cache
def _place_phrases() -> Phrases:
    found = Phrases(_upper)
    for place in sorted(places()):
        found.add(place)
    return found
