"""Forenames that are known, and the gender they are given to."""

from functools import cache
from typing import Final, Literal

from encoder.registers.words import fold
from encoder.wordlists import sections

Gender = Literal["", "f", "m"]

_BOTH: Final = "b"


def is_forename(word: str) -> bool:
    """Tell whether a word is a known forename; a hyphenated one is if its first part is."""
    return _lookup(word) != ""


def gender_of(word: str) -> Gender:
    """Give the gender of a forename, ``""`` if it is not known or both have it."""
    found = _lookup(word)
    return "f" if found == "f" else "m" if found == "m" else ""


def _lookup(word: str) -> str:
    known = _forenames()
    folded = fold(word).strip(".")
    return known.get(folded) or known.get(folded.partition("-")[0], "")


@cache
def _forenames() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in sections("forenames")[""]:
        gender, *names = line.split()
        for name in map(fold, names):
            found[name] = gender if found.get(name, gender) == gender else _BOTH
    return found
