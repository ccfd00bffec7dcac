"""Acronyms that parentheses introduce: « Office fédéral de l’environnement (OFEV) », « OSDH (Observatoire …) »."""

import re
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, outside, over
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import folded, words_of
from encoder.rules.peoples import places
from tei import Annotation
from tei.letters import without_accents

_ACRONYM: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9&.-]{1,9}|[A-ZÀ-Þ][a-zà-ÿ]{2,8}")
_SMALL: Final = words_of("grammar", "small words")
_SHORTEST: Final = 3
_REACH: Final = 22
_STATES: Final = frozenset(["république", "états", "etats", "émirats", "royaume"])


def read_acronyms(document: Document, names: Names) -> Names:
    """Give the names with full names and their acronyms tagged alike, and the bare acronyms after them."""
    found: list[Annotation] = []
    types: dict[str, str] = {}
    things: set[str] = set()
    for line, its in document.by_line(names):
        if line.shouted:
            continue
        for index, word in enumerate(line.words):
            if word.text != "(":
                continue
            close = _closing(line, index)
            if close is None:
                continue
            if document.french and close == index + 2 and _is_thing(line, index):
                things.add(line.words[index + 1].text)
            pair = _before(line, index, close) or _inside(line, index, close)
            if pair is None:
                continue
            full, short = pair
            tag = _tag(line, full, its)
            if tag is None:
                continue
            start, end = line.words[full[0]].start, line.words[full[1] - 1].end
            start = min([start, *(one.span.start for one in over(its, start, start + 1))])
            found.append(name(tag, start, end, "high"))
            found.append(name(tag, line.words[short].start, line.words[short].end, "high"))
            types[line.words[short].text] = tag
    found += _no_places(document, names)
    found += _signatures(document, types)
    names = merged(document, names, found)
    things -= types.keys()
    names = tuple(one for one in names if one.tag != ORG or document.form(one.span) not in things)
    if not types:
        return names
    cased = types | {short.upper(): tag for short, tag in types.items()}
    cased |= {short.capitalize(): tag for short, tag in types.items() if _is_name_in_any_case(document, short)}
    bare = [
        name(cased[word.text], word.start, word.end, "high")
        for line in document.lines
        for word in line.words
        if word.text in cased and (not line.shouted)
    ]
    return merged(document, names, outside(names, bare))


def _is_name_in_any_case(document: Document, short: str) -> bool:
    """« Ocha » for « OCHA », unless it is a word of the article, or a place."""
    common = short.lower() in document.lower_words or is_place(short.capitalize())
    return len(short) > _SHORTEST and not common


def _signatures(document: Document, types: dict[str, str]) -> list[Annotation]:
    """« (ats/afp) », « l’agence ats »: an agency that is known by its acronym, in lower case."""
    found = []
    for line in document.lines:
        for index, word in enumerate(line.words):
            if not (word.text.islower() and len(word.text) >= _SHORTEST and word.text.isalpha()):
                continue
            listed = known_organisations().at_form(word.text.upper())
            if not (listed or word.text.upper() in types) or word.low in words_of("places", "outside"):
                continue  # « (sud) » is a direction
            signed = line.low(index - 1) in ("(", "/") and line.low(index + 1) in (")", "/")
            if signed or line.low(index - 1) == "agence":
                found.append(name(ORG, word.start, word.end))
    return found


def _no_places(document: Document, names: Names) -> list[Annotation]:
    """An acronym that was taken for a place is an organisation, but for a few."""
    found = []
    for line, its in document.by_line(names):
        for one in its:
            form = document.form(one.span)
            letters = form.isalpha() and form.isupper() and len(form) >= _SHORTEST
            known = folded(form) in words_of("places", "acronyms") or form.capitalize() in document.words
            if one.tag == PLACE and letters and not line.shouted and not known and not is_place(form):
                found.append(name(ORG, one.span.start, one.span.end))
    return found


def _is_thing(line: Line, index: int) -> bool:
    """« fichier judiciaire … (Fijait) »: an acronym of a thing that a common noun with its first letter names."""
    short = line.words[index + 1].text
    if not _ACRONYM.fullmatch(short) or known_organisations().at(line, index + 1) is not None:
        return False
    before = line.words[max(0, index - _REACH) : index]
    return any(
        word.low in words_of("never", "things") and word.text[0] == short[0].lower()
        for word in before
        if not word.capital
    )


def _closing(line: Line, index: int) -> int | None:
    for end in range(index + 1, min(index + _REACH, len(line.words))):
        if line.words[end].text == ")":
            return end
    return None


def _before(line: Line, index: int, close: int) -> tuple[tuple[int, int], int] | None:
    """« Full Name (ABC) »: the full name ends before the parenthesis."""
    short = line.words[index + 1].text
    if close != index + 2 or not _ACRONYM.fullmatch(short):
        return None
    first = _spelt(line, max(0, index - _REACH), index, short)
    return ((first, index), index + 1) if first is not None else None


def _inside(line: Line, index: int, close: int) -> tuple[tuple[int, int], int] | None:
    """« ABC (Full Name) »: the full name is between the parentheses."""
    if index == 0 or not _ACRONYM.fullmatch(line.words[index - 1].text) or not line.words[index - 1].text.isupper():
        return None
    start = index + 1
    while start < close and line.words[start].low in _SMALL:
        start += 1
    first = _spelt(line, start, close, line.words[index - 1].text)
    return ((start, close), index - 1) if first == start else None


def _spelt(line: Line, start: int, end: int, acronym: str) -> int | None:
    """Give the index of the word with which the letters of an acronym begin, read backwards; ``None`` if they do not.

    Small words may lend no letter; every other word lends its first one, and a hyphenated word one for each part.
    """
    letters = [one for one in _plain(acronym) if one.isalpha()]
    index = end
    while letters and index > start:
        index -= 1
        word = line.words[index]
        if word.text == ",":
            continue  # « Département de l’environnement, des transports et de l’énergie »
        if not word.text[0].isalnum():
            return None
        initials = [part[0] for part in re.split(r"[-’']", _plain(word.text)) if part]
        if initials == letters[-len(initials) :] and (word.low not in _SMALL or len(letters) > 1):
            del letters[-len(initials) :]
        elif initials[0] == letters[-1]:
            letters.pop()
        elif word.low not in _SMALL:
            return None
    if letters or (not line.words[index].capital and index > 0 and not line.words[index].text.islower()):
        return None
    return index if not letters and end - index > 1 else None


def _plain(form: str) -> str:
    return without_accents(form).upper()


def _tag(line: Line, full: tuple[int, int], names: Names) -> str | None:
    """Give the type of a full name: a state stays a place, everything else that is spelt out is an organisation."""
    start, end = line.words[full[0]].start, line.words[full[1] - 1].end
    if line.words[full[0]].low in _STATES or any(line_text(line, full) == place for place in places()):
        return PLACE
    held = over(names, start, end)
    capital = any(word.capital for word in line.words[full[0] : full[1]])
    if not held and not capital:
        return None  # « pression artérielle systolique (PAS) » is no name
    return None if any(one.tag == PERSON and one.span.start == start for one in held) else ORG


def line_text(line: Line, span: tuple[int, int]) -> str:
    """Give the words of a stretch, single blanks between them."""
    return " ".join(word.text for word in line.words[span[0] : span[1]])
