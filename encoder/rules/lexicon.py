"""The word lists of the rules, and how forms are compared."""

import unicodedata
from functools import cache
from typing import Final

from encoder.wordlists import sections
from tei.letters import without_accents

__all__ = ["bare", "folded", "forenames", "sections", "words_of"]

_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "‐": "-"})


@cache
def folded(form: str) -> str:
    """Give a form as lists compare it without regard to case: apostrophes and hyphens of one kind."""
    return unicodedata.normalize("NFC", form).casefold().translate(_APOSTROPHES)


@cache
def bare(form: str) -> str:
    """Give a form as names compare it: case kept, accents off (« Etat » is « État »), apostrophes of one kind."""
    return without_accents(form.translate(_APOSTROPHES))


@cache
def words_of(name: str, section: str) -> frozenset[str]:
    """Give a section as a set of folded forms."""
    return frozenset(folded(form) for form in sections(name)[section])


@cache
def forenames() -> frozenset[str]:
    """Give the forenames of the list, folded."""
    return frozenset(folded(form) for line in sections("forenames")[""] for form in line.split()[1:])
