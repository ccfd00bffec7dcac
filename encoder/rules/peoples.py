"""Demonyms and the adjectives of peoples: « syrien », « Lyonnaises », « pro-russe »."""

import re
from functools import cache
from typing import Final

from encoder.rules.lexicon import folded, sections, words_of

_FEMININE: Final = (
    ("éen", "éenne"), ("ien", "ienne"), ("ïen", "ïenne"), ("yen", "yenne"), ("on", "onne"), ("eux", "euse"),
    ("er", "ère"), ("el", "elle"), ("en", "enne"), ("ou", "oue"),
)  # fmt: skip
_PREFIX: Final = re.compile(
    r"(?:pro|anti|franco|germano|anglo|italo|hispano|luso|belgo|helvético|russo|sino|nippo|américano|israélo|syro|"
    r"irako|irano|turco|gréco|arabo|euro|afro|indo|austro|judéo|libano|algéro|maroco|tunisino|sénégalo|soviéto|"
    r"ukraino|serbo|saoudo|non|ex|néo|ultra)-"
)
_SUFFIX: Final = re.compile(r".{2,}(?:iens?|iennes?|éens|éennes|ais|aises?|ois|oises?|ains|aines|ards)")


@cache
def adjectives() -> frozenset[str]:
    """Give every form of every adjective of the list, in lower case."""
    found: set[str] = set()
    for section, lines in sections("peoples").items():
        for line in lines if section != "also a place" else ():
            masculine, _, feminine = line.partition("=")[2].strip().partition("|")
            for form in (masculine, feminine or _feminine(masculine)):
                plural = form[:-2] + "aux" if form.endswith("al") else form if form[-1] in "sx" else form + "s"
                found |= {folded(form), folded(plural)}
    return frozenset(found)


@cache
def places(kind: str = "") -> frozenset[str]:
    """Give the places of the list, or of one section of it, as they are written."""
    return frozenset(
        line.partition("=")[0].strip()
        for section, lines in sections("peoples").items()
        for line in lines
        if section != "also a place" and kind in ("", section) and not line.startswith("=")
    )


def is_adjective(word: str) -> bool:
    """Tell whether a word, in any case, belongs to a people: listed, or with a prefix (« pro-turques »)."""
    low = folded(word)
    if low in adjectives():
        return True
    match = _PREFIX.match(low)
    return bool(match) and (low[match.end() :] in adjectives() if match else False)


def has_prefix(word: str) -> bool:
    """Tell whether a word in lower case begins as « pro- », « anti- » or « franco- » do."""
    return bool(_PREFIX.match(word))


def sounds_like_a_people(word: str) -> bool:
    """Tell whether a word ends as demonyms do; only its surroundings can say that it is one."""
    return bool(_SUFFIX.fullmatch(folded(word)))


def is_also_a_place(word: str) -> bool:
    """Tell whether a form of the list is the name of a place as well (« Lorraine », « Suisse »)."""
    return folded(word) in words_of("peoples", "also a place")


def _feminine(masculine: str) -> str:
    if masculine.endswith("e"):
        return masculine
    for ending, feminine in _FEMININE:
        if masculine.endswith(ending):
            return masculine[: -len(ending)] + feminine
    return masculine + "e"
