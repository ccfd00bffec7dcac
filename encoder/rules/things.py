"""The names of things: ships, spacecraft, works, storms, laws (docs/annotation.md, « Never tagged »)."""

import re
from collections.abc import Iterator
from typing import Final

from encoder.rules.document import Document, Line
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import words_of
from encoder.rules.peoples import is_adjective
from encoder.rules.phrases import joined

_WORKS: Final = words_of("grammar", "works")
_NEAR: Final = 4
_LONGEST: Final = 4
_ELISION: Final = re.compile("(['’]) ")


def named_throughout(document: Document) -> set[str]:
    """Give the forms, with single spaces, that a noun of the kind of thing stands before: « le satellite Ombrat ».

    What is a ship or a storm once is one throughout the article; known organisations and places are left out.
    """
    found: set[str] = set()
    for line in document.lines:
        for index, word in enumerate(line.words):
            if word.text.islower() and word.low in words_of("never", "named throughout"):
                found.update(_named(line, index))
    return found


def _named(line: Line, kind: int) -> Iterator[str]:
    """Give what stands after a noun of kind: one name, or those of a list after a plural."""
    index = kind + 1
    while index < len(line.words) and line.words[index].text.islower() and is_adjective(line.words[index].text):
        index += 1
    if line.low(index) == "de" and line.low(index + 1) in words_of("never", "uses of ships"):
        index += 2  # « de pêche », « de croisière »
    elif line.low(index) in words_of("never", "makes of ships"):
        index += 1
    while line.capital(index) and line.words[index].is_word and not line.words[index].elided:
        end = index + 1
        while (
            end - index < _LONGEST
            and (line.capital(end) or line.low(end).isdigit() or (line.low(end) == "d'" and line.capital(end + 1)))
            and (line.words[end].is_word or line.words[end].elided)
            and (joined(line.words[end - 1], line.words[end]) or line.words[end - 1].elided)
        ):
            end += 1
        form = _ELISION.sub(r"\1", " ".join(word.text for word in line.words[index:end]))
        if known_organisations().at(line, index) is None and not is_place(form):
            yield form
            yield form.rstrip("0123456789 ")
        if line.low(kind)[-1] not in "sx" or line.low(end) not in (",", "et"):
            return
        index = end + 1


def is_named_here(line: Line, first: int, last: int) -> bool:
    """Tell whether the noun before a name says that it is one of a thing: « le prix {Ombrat} », « la loi {Ombrat} ».

    The same name may be a person's or a firm's in the next sentence.
    """
    index = first - 1
    while index > 0 and line.words[index].text.islower() and is_adjective(line.words[index].text):
        index -= 1
    if index < 0 or not line.words[index].text.islower():
        return False
    if line.low(index) in words_of("never", "named here"):
        listed = known_organisations().at(line, first)
        return listed is None or listed[0] != last
    if line.low(index - 1) == "de" and index > 1 and line.low(index) in words_of("never", "uses of ships"):
        index -= 2
    return line.low(index) in words_of("never", "named throughout")


def is_work(line: Line, first: int, last: int) -> bool:
    """Tell whether a name is what stands between marks after « le film », « son roman »."""
    opening = first - 1
    while opening > 0 and line.words[opening].capital and first - opening < _NEAR:
        opening -= 1  # « le projet “Velmonde {Al Ombrat}” »
    if opening < 0 or line.low(opening) not in '«“"' or line.low(last) not in '»”"' or not line.low(last):
        return False
    if line.low(opening - 1) in words_of("never", "programmes"):
        return True
    return opening == first - 1 and any(
        line.low(index) in _WORKS for index in range(max(0, first - 1 - _NEAR), opening)
    )
