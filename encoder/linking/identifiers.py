"""The identifiers that authorities give: how each is written, and whether it can be right.

The forms are those of the constraint ``idno-form`` (schemas/gazetei.odd), so that a document never gets an identifier
that its own schema refuses. ISNI and ORCID end in a check character (ISO 7064, MOD 11-2; ISO 27729).
"""

import re
from collections.abc import Mapping
from typing import Final

IDENTIFIERS: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    "wikidata": (re.compile(r"Q[1-9]\d*", re.ASCII), "Q and a number, such as Q90"),
    "viaf": (re.compile(r"[1-9]\d*", re.ASCII), "a number, such as 102333412"),
    "isni": (re.compile(r"\d{15}[\dX]", re.ASCII), "16 digits, the last may be X, such as 0000000121032683"),
    "idref": (re.compile(r"\d{8}[\dX]", re.ASCII), "9 digits, the last may be X, such as 027715078"),
    "bnf": (re.compile(r"(?:cb)?\d{8}[0-9a-z]?", re.ASCII), "cb, 8 digits and a character, such as cb11888092r"),
    "gnd": (re.compile(r"\d{1,10}-?[\dX]", re.ASCII), "digits, the last may be X, such as 118540238"),
    "orcid": (re.compile(r"(?:\d{4}-){3}\d{3}[\dX]", re.ASCII), "four groups of four digits: 0000-0002-1825-0097"),
    "geonames": (re.compile(r"[1-9]\d*", re.ASCII), "a number, such as 2988507"),
    "iso3166": (re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?"), "two capitals, or a subdivision's code: FR, FR-75"),
}
"""For each value of ``idno/@type`` that an authority file may give: its form, and the form in words."""

_CHECKED: Final = frozenset({"isni", "orcid"})
_ADDRESS: Final = re.compile(r"https?://[^/]+/", re.IGNORECASE)


def read_identifier(authority: str, written: str) -> str:
    """Give the bare identifier of what a person wrote: an address is cut to its identifier, an ISNI loses its spaces.

    Raises :class:`ValueError`, whose text says what to write, for what cannot be an identifier of this authority.
    """
    pattern, form = IDENTIFIERS[authority]
    value = written.strip()
    if _ADDRESS.match(value):
        value = next((one for one in re.split(r"[/#?]", value) if pattern.fullmatch(one)), value)
    elif authority == "isni":
        value = re.sub(r"[ -]", "", value)
    if not pattern.fullmatch(value):
        raise ValueError(f"{written!r} is not written as one is; write {form}")
    if authority in _CHECKED and not _has_right_check(value.replace("-", "")):
        raise ValueError(f"{written!r} has a wrong check character, so a digit of it is wrong; copy it anew")
    return value


def _has_right_check(digits: str) -> bool:
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]
