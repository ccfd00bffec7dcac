"""Numbers in words and figures, French and English: how to recognise one, and what it is worth.

The words are those of the languages themselves: French of France, Belgium and Switzerland (« septante », « octante »,
« nonante »), English short scale. A value is a :class:`decimal.Decimal`, so that « 1,5 million » is exactly 1500000.
"""

import re
from decimal import Decimal
from typing import Final, Literal

NumberLanguage = Literal["fr", "en"]

_FRENCH: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80,
    "huitante": 80, "nonante": 90,
}  # fmt: skip
_ENGLISH: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDREDS: Final = {"cent": 100, "cents": 100, "hundred": 100}
_THOUSANDS: Final = {"mille": 1_000, "thousand": 1_000}
_MILLIONS: Final = {
    "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "billions": 10**9,
    "trillion": 10**12, "trillions": 10**12,
}  # fmt: skip
_FRENCH_MILLIONS: Final = {"billion": 10**12, "billions": 10**12, "trillion": 10**18, "trillions": 10**18}

_SPACE: Final = r"[ \t\u00a0\u202f\u2009]"
FIGURES: Final = {
    "fr": rf"\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+(?:,\d{{1,6}})?|\d{{1,3}}(?:\.\d{{3}}(?!\d))+|"
    rf"\d{{1,3}}(?:['’]\d{{3}}(?!\d))+(?:[.,]\d{{1,2}})?|"
    rf"\d{{1,15}}(?:[.,]\d{{1,6}})?",
    "en": rf"\d{{1,3}}(?:,\d{{3}}(?!\d))+(?:\.\d{{1,6}})?|\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+|"
    rf"\d{{1,15}}(?:\.\d{{1,6}})?",
}
"""A number in figures, with the separators of the language (pattern without groups); « 25'500 » is Swiss French."""


def _words(table: dict[str, int], *, hundreds: str) -> str:
    forms = "|".join(sorted((*table, *hundreds.split()), key=len, reverse=True))
    joint = r"(?:-et-|-|\s+et\s+(?=une?\b|onze\b)|\s+and\s+|\s+)"
    return rf"(?:{forms})(?:{joint}(?:{forms}))*"


WORDS: Final = {
    "fr": _words(_FRENCH, hundreds="cent cents mille"),
    "en": rf"(?:an?\s+(?=hundred|thousand))?{_words(_ENGLISH, hundreds='hundred thousand')}",
}
"""A number in words below a million (pattern without groups); put word boundaries around it."""


def parse_figures(form: str, language: NumberLanguage) -> Decimal:
    """Give the value of a number that :data:`FIGURES` matched."""
    plain = re.sub(r"[\s'’]", "", form)
    if language == "fr":
        grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain)
        return Decimal(plain.replace(".", "") if grouped else plain.replace(",", "."))
    return Decimal(plain.replace(",", ""))


def parse_words(form: str, language: NumberLanguage) -> Decimal | None:
    """Give the value of a number that :data:`WORDS` matched, or ``None`` if the words are no one number."""
    simple = _FRENCH if language == "fr" else _ENGLISH
    total, group = 0, 0
    previous = 0
    for word in re.split(r"[\s-]+", form.casefold()):
        if word in ("et", "and", "a", "an"):
            continue
        if word in _HUNDREDS:
            if group >= 10:
                return None
            group = max(group, 1) * 100
        elif word in _THOUSANDS:
            if total:
                return None
            total, group = max(group, 1) * 1000, 0
        else:
            value = simple[word]
            last = group % 100
            if word.startswith("vingt") and last == 4:  # quatre-vingt(s)
                group += 76
            elif group and not _follows(value, last):
                return None
            else:
                group += value
        previous = group
    return Decimal(total + group) if total + group or previous else None


def _follows(value: int, last: int) -> bool:
    """Tell whether a word of this value can follow a group that ends in ``last`` (vingt-deux, soixante-douze)."""
    if last == 0:
        return True
    teens = last in (60, 80) and value < 20
    return teens or (last % 10 == 0 and last >= 20 and value < 10) or (last in (10, 70, 90) and 7 <= value <= 9)


def scale(word: str, language: NumberLanguage) -> int:
    """Give what « million », « milliard »… is worth; « billion » is a million millions in French."""
    word = word.casefold()
    if language == "fr" and word in _FRENCH_MILLIONS:
        return _FRENCH_MILLIONS[word]
    return _MILLIONS.get(word) or _THOUSANDS.get(word) or _HUNDREDS[word]
