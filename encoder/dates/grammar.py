"""What the grammars of two languages share: a rule, and the small readings their builders are made of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from encoder.calendar import MONTHS, WEEKDAYS
from encoder.dates.expression import Expression, Kind
from encoder.measures.numerals import NumberLanguage, parse_words

Found = Expression | Sequence[Expression] | None
Build = Callable[[re.Match[str]], Found]
"""Reads a match: an expression, several, or none if the match means no time after all."""

_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_ACT: Final = re.compile(
    r"\b(?:n[°ºo]|loi|décret|arrêté|règlement|directive|ordonnance|résolution|act|no\.)\s$", re.IGNORECASE
)
_FIGURES: Final = re.compile(r"\d+")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?…:;«»“”\"(\[|•–—\n-])\s{0,3}$")
_COUNTED: Final = re.compile(r"\s{1,3}(?:[a-zà-öø-ÿœ-]{1,15}[a-zà-öø-ÿœ]{1,15}[sx]|m²|km|m|kg|ha|t)(?![\w’'])")
_NOT_COUNTED: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "dans mais sans sous puis plus pas vers hors dès des les ses nos vos mes tes ces tous toutes depuis alors lors "
        "après très moins jamais toujours ailleurs autres aux chez parmis parmi quelques dehors certes désormais selon "
        "avons étions fois francs"
    ).split()
) - {"francs", "fois"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and how its matches are read."""

    pattern: re.Pattern[str]
    build: Build


def rule(pattern: str, build: Build, *, cased: bool = False) -> Rule:
    """Make a rule; ``cased`` patterns tell capitals from small letters."""
    return Rule(re.compile(pattern, 0 if cased else re.IGNORECASE), build)


def make(match: re.Match[str], kind: Kind, *, end: int = 0, **parts: Any) -> Expression:
    """Make the expression of a match: all of it, or its group ``x``; ``end`` cuts it short."""
    start, whole = match.span("x") if "x" in match.re.groupindex else match.span()
    return Expression(start=start, end=end or whole, kind=kind, **parts)


def before(match: re.Match[str], size: int) -> str:
    """Give up to ``size`` characters of the text that stand before the expression of a match."""
    start = match.start("x") if "x" in match.re.groupindex else match.start()
    return match.string[max(0, start - size) : start]


def begins_sentence(text: str, start: int) -> bool:
    """Tell whether a place begins a sentence, a quotation or a line."""
    return bool(_SENTENCE_START.search(text[max(0, start - 4) : start]))


def counts_things(text: str, end: int) -> bool:
    """Tell whether a number that ends here counts something: a noun in the plural or a unit follows (« habitants »)."""
    found = _COUNTED.match(text, end)
    return found is not None and found[0].strip() not in _NOT_COUNTED


def numeric(match: re.Match[str]) -> Found:
    """Read a date in figures, the day before the month unless the year comes first."""
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if len(match["year"]) == 2:
        year += 2000 if year < 50 else 1900
    return make(match, "day", year=year, month=month, day=day)


def year_span(match: re.Match[str]) -> Found:
    """Read « 2015-2017 », « 2015/16 », « 1914-18 »."""
    first, last = int(match["year"]), int(match["last"])
    longest = 200
    if len(match["last"]) == 2:
        last += first // 100 * 100
        longest = 40  # « décret 2022-78 » is none
    if not first < last <= first + longest or _ACT.search(before(match, 16)):
        return None
    return make(match, "years", year=first, last_year=last)


def day_of(form: str) -> int:
    """Give the number in « 3 », « 1er », “3rd”, or 0 for none."""
    found = _FIGURES.match(form)
    return int(found[0]) if found else 0


def month_of(form: str | None) -> int:
    """Give the number of a month, or 0 for no form."""
    return MONTHS[form.casefold().rstrip(".")] if form else 0


def weekday_of(form: str | None) -> int:
    """Give the number of a weekday, Monday = 0, or -1 for no form."""
    return WEEKDAYS[form.casefold().rstrip(".")] if form else -1


def year_of(form: str) -> int:
    """Give a year of four figures, or of two in the twentieth century (« 68 »), or 0 for no form."""
    digits = form.lstrip("'’")
    if not digits:
        return 0
    return int(digits) if len(digits) > 2 else 1900 + int(digits)


def decade(form: str) -> int:
    """Give the first year of a decade: « 1990 », « 90 », « 2010 »; « 10 » is that of the twentieth century."""
    year = int(form) if len(form) > 2 else 1900 + int(form)
    return year // 10 * 10


def feast_name(form: str) -> str:
    """Give a feast as the calendar spells it."""
    return " ".join(form.casefold().replace("’", "'").split())


def small_number(form: str, language: NumberLanguage) -> int:
    """Give the value of a small number in words or figures; 0 if it is none."""
    if form.isdecimal():
        return int(form)
    value = parse_words(form, language)
    return int(value) if value is not None else 0


def roman(form: str) -> int:
    """Give the value of a Roman numeral."""
    values = [_ROMAN[letter] for letter in form.upper()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
