"""The word lists of the rules, read from ``encoder/data/``; how forms are compared.

A list is a text file: remarks begin with ``#``, ``[section]`` opens a section, every other line is one form.
"""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "‑": "-", "‐": "-"})


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Give the forms of a list by section, in the order of the file."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("encoder").joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        form = line.strip()
        if form.startswith("[") and form.endswith("]"):
            current = found.setdefault(form[1:-1], [])
        elif form and not form.startswith("#"):
            current.append(form)
    return {section: tuple(forms) for section, forms in found.items()}


@cache
def folded(form: str) -> str:
    """Give a form as lists compare it without regard to case: apostrophes and hyphens of one kind."""
    return unicodedata.normalize("NFC", form).casefold().translate(_APOSTROPHES)


@cache
def bare(form: str) -> str:
    """Give a form as names compare it: case kept, accents off (« Etat » is « État »), apostrophes of one kind."""
    plain = unicodedata.normalize("NFD", form.translate(_APOSTROPHES))
    return "".join(one for one in plain if not unicodedata.combining(one))


@cache
def words_of(name: str, section: str) -> frozenset[str]:
    """Give a section as a set of folded forms."""
    return frozenset(folded(form) for form in sections(name)[section])


@cache
def forenames() -> frozenset[str]:
    """Give the forenames of the list, folded."""
    lines = files("encoder").joinpath("data", "forenames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(folded(form) for line in lines if not line.startswith("#") for form in line.split()[1:])
