"""The units of measurement and currencies, read from ``data/units.txt``: what is written, and what it stands for."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

SIGNS: Final = {"$": "$", "£": "£", "€": "€", "US$": "US$", "C$": "C$", "CA$": "CA$", "A$": "A$"}
"""The signs that may stand before a sum."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: the values of ``@unit`` and ``@type``, and whether its written form leaves no doubt."""

    symbol: str
    type: str
    certain: bool = True


@cache
def units() -> dict[str, Unit]:
    """Give the unit of each written form; forms of letters are in lower case, signs and symbols as they are."""
    found: dict[str, Unit] = {}
    for line in files("encoder.measures").joinpath("data/units.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        symbol, kind, forms = line.split("\t")
        for form in forms.split(" | "):
            plain = form.removeprefix("~")
            found[plain] = Unit(symbol, kind, plain == form)
    return found


@cache
def unit_pattern() -> re.Pattern[str]:
    """Give the pattern that matches a unit where it begins, the longest first, and no part of a word."""
    forms = sorted(units(), key=len, reverse=True)
    spaced = (re.escape(form).replace(r"\ ", r"[ \u00a0\u202f]").replace("’", "[’']") for form in forms)
    return re.compile(rf"(?:{'|'.join(spaced)})(?![\w²³°/’']|-[a-zà-ÿ])")


def read_unit(form: str) -> Unit:
    """Give the unit of a form that :func:`unit_pattern` matched."""
    return units()[re.sub(r"\s", " ", form).replace("'", "’")]
