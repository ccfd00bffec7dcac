"""Names as they are compared: case, accents, apostrophes, hyphens and spaces apart."""

import re
from collections.abc import Iterable
from typing import Final

from tei import letters

Words = tuple[str, ...]
"""The words of a name, folded by :func:`fold`; two names with the same words are one name."""

_SPLIT: Final = re.compile(r"[\s'\-.,·«»“”„\"()/&]+")
_SAME: Final = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
})  # fmt: skip


_SAINTS: Final = {"st": "saint", "ste": "sainte"}


def fold(form: str) -> str:
    """Give a form without case, accents and typographic variants of apostrophe and hyphen."""
    return letters.fold(form).translate(_SAME)


def words(form: str) -> Words:
    """Give the folded words of a form, cut at spaces, hyphens and apostrophes; never empty."""
    return tuple(_SAINTS.get(one, one) for one in _SPLIT.split(fold(form)) if one) or (form,)


def is_caps(form: str) -> bool:
    """Tell whether a form is written wholly in capitals, and has two of them."""
    return form.isupper() and sum(map(str.isupper, form)) > 1


def alternation(forms: Iterable[str]) -> str:
    """Give a regular expression for any of the forms, the longest first; a space stands for any white space."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("’", "[’']") for form in longest_first)
