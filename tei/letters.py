"""Letters without accents and case: one table for everything that compares names or makes ids of them.

« Wałęsa », “Walesa” and « WALESA » are one form here, wherever it is asked.
"""

import unicodedata
from functools import lru_cache
from typing import Final

_APART: Final = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ə": "a",
}  # fmt: skip
"""Latin letters that Unicode does not take apart, with what is usually written for them."""

_TABLE: Final = str.maketrans({
    **_APART,
    **{letter.upper(): plain.upper() for letter, plain in _APART.items()},
    "ı": "i",  # its capital is an I
    "ß": "ss",
    "ẞ": "SS",
})  # fmt: skip


_KEPT: Final = 65_536
"""How many forms are remembered: names come back, and a corpus has no end."""


@lru_cache(maxsize=_KEPT)
def without_accents(form: str) -> str:
    """Give a form without accents, and with plain letters for those that Unicode does not take apart; case is kept."""
    parts = unicodedata.normalize("NFKD", form)
    return "".join(one for one in parts if not unicodedata.combining(one)).translate(_TABLE)


@lru_cache(maxsize=_KEPT)
def fold(form: str) -> str:
    """Give a form without accents and without case."""
    folded = without_accents(form.casefold())
    # a sign such as ㎆ is taken apart into capitals
    return folded if folded == folded.casefold() else without_accents(folded.casefold())
