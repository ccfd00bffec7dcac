"""Names as they are compared: case, accents, apostrophes, hyphens and spaces apart."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

Words = tuple[str, ...]
"""The words of a name, folded by :func:`fold`; two names with the same words are one name."""

_SPLIT: Final = re.compile(r"[\s'\-.,·«»“”„\"()/&]+")
_SAME: Final = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i",
})  # fmt: skip


_SAINTS: Final = {"st": "saint", "ste": "sainte"}


def fold(form: str) -> str:
    """Give a form without case, accents and typographic variants of apostrophe and hyphen."""
    parts = unicodedata.normalize("NFKD", form.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one)).translate(_SAME)


def words(form: str) -> Words:
    """Give the folded words of a form, cut at spaces, hyphens and apostrophes; never empty."""
    return tuple(_SAINTS.get(one, one) for one in _SPLIT.split(fold(form)) if one) or (form,)


def is_caps(form: str) -> bool:
    """Tell whether a form is written wholly in capitals, and has two of them."""
    return form.isupper() and sum(map(str.isupper, form)) > 1


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Give the lines of a data file by the heading they stand under; ``#`` begins a comment line."""
    found: dict[str, list[str]] = {}
    lines = found.setdefault("", [])
    for line in files("encoder").joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {heading: tuple(entries) for heading, entries in found.items()}


def alternation(forms: Iterable[str]) -> str:
    """Give a regular expression for any of the forms, the longest first; a space stands for any white space."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("’", "[’']") for form in longest_first)
