"""Numbers in running text: where they stand, what they are worth, exactly or at least or at most.

A number here is figures or words with what multiplies it (« 1,5 million »), a collective (« une trentaine », « des
dizaines de milliers ») or a range (« 10 à 15 »). Whether it is worth a tag is not decided here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final

from encoder.measures.numerals import FIGURES, WORDS, NumberLanguage, parse_figures, parse_words, scale
from encoder.measures.units import SIGNS

_GAP: Final = r"[ \t\u00a0\u202f\u2009]"
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_SHORT_SCALES: Final = {"k": 10**3, "m": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "md": 10**9, "mds": 10**9}
_COLLECTIVES: Final = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000, "million": 10**6, "milliard": 10**9,
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "billion": 10**9,
}  # fmt: skip
_FRENCH_HEADS: Final = (
    "dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier"
)
_COLLECTIVE: Final = {
    "fr": rf"(?:\b(?P<one>une?|la|le){_GAP}(?P<single>{_FRENCH_HEADS}|million|milliard)"
    rf"|(?:\b(?:des|plusieurs|quelques){_GAP})?\b(?P<plural>{_FRENCH_HEADS}|million|milliard)s)"
    rf"(?:{_GAP}de{_GAP}(?P<times>milliers|millions|milliards))?(?![\w-])",
    "en": rf"(?:\b(?P<one>an?){_GAP}(?P<single>dozen|million|billion)"
    rf"|\b(?P<plural>dozen|score|hundred|thousand|million|billion)s)"
    rf"(?:{_GAP}of{_GAP}(?P<times>thousands|millions|billions))?(?![\w-])",
}
_AT_LEAST: Final = {
    "fr": r"(?:\b(?:plus d(?:e|[’'])|au moins|au minimum|minimum de|supérieure?s? à)\s?)$",
    "en": r"(?:\b(?:more than|over|at least|no fewer than|upwards of)\s)$",
}
_AT_MOST: Final = {
    "fr": r"(?:(?:(?<!\bles )\bmoins d(?:e|[’'])|\b(?:au plus|au maximum|maximum de|jusqu[’']à|inférieure?s? à))\s?)$",
    "en": r"(?:\b(?:fewer than|less than|under|up to|at most|no more than)\s)$",
}
_BETWEEN: Final = {"fr": (r"\bentre\s$", "et"), "en": (r"\bbetween\s$", "and")}
_TO: Final = {"fr": rf"{_GAP}à{_GAP}|[-–]", "en": rf"{_GAP}to{_GAP}|[-–]"}
_GROUPED: Final = {"fr": re.compile(r"\d(?:[\s,'’]\d|\.\d{3})"), "en": re.compile(r"\d[\s.,]\d")}
_MOVES: Final = re.compile(
    r"\b(?:pass|tomb|grimp|chut|recul|mont|descend|augment|bondi|bais|ramen|port|abaiss|fall|fell|rise|rose|went|go|cut|"
    r"grew|grow|drop)\w*\s(?:\w+\s){0,2}(?:d[e’']|from)\s?$",
    re.IGNORECASE,
)
_WORD_BEFORE: Final = re.compile(r"\w\s$")
_LEFT: Final = r"(?<![\w/°’'.,+=@#&−-])|(?<=[dlnsDLNS][’'])|(?<=[\s(][−-])"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its place (code points, half-open) and its worth.

    ``value`` is exact; where it is ``None``, ``at_least`` or ``at_most`` or both are given. ``form`` tells how it was
    written: ``figures``, ``words``, ``collective`` or ``range``; ``sign`` is that of a currency before it.
    """

    start: int
    end: int
    value: Decimal | None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    form: str = "figures"
    scaled: bool = False
    grouped: bool = False
    sign: str = ""


def find_numbers(text: str, start: int, end: int, language: NumberLanguage) -> list[Number]:
    """Give the numbers between two offsets, in order, none inside another."""
    found = sorted((*_collectives(text, start, end, language), *_plain(text, start, end, language)), key=_order)
    apart: list[Number] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return [_bounded(text, start, one, language) for one in _ranges(text, start, apart, language)]


def _order(one: Number) -> tuple[int, int]:
    return one.start, -one.end


@cache
def _pattern(language: NumberLanguage) -> re.Pattern[str]:
    scales = r"millions?|milliards?|billions?|trillions?|hundred|thousand|mille"
    return re.compile(
        rf"(?:{_LEFT})(?:(?P<sign>{_SIGN}){_GAP}?)?(?:(?P<figures>{FIGURES[language]})|(?P<words>{WORDS[language]})\b)"
        rf"(?:{_GAP}(?P<scale>{scales})\b|{_GAP}?(?P<short>k|M|m|bn|b|tn|Md|Mds)(?={_GAP}?[€$£]|\b(?<=[mbn])))?",
        re.IGNORECASE if language == "en" else 0,
    )


def _plain(text: str, start: int, end: int, language: NumberLanguage) -> Iterator[Number]:
    lowered = text[start:end].casefold() if language == "fr" else text[start:end]
    source = lowered if len(lowered) == end - start else text[start:end]
    for match in _pattern(language).finditer(source):
        figures, words, sign = match["figures"], match["words"], match["sign"] or ""
        value = parse_figures(figures, language) if figures else parse_words(words, language)
        if value is None or (figures and figures[0] == "0" and figures[1:2].isdigit()):
            continue
        last = match.end()
        if match["scale"] and _is_name(text[start + match.start("scale") : start + last]):
            continue
        times = scale(match["scale"], language) if match["scale"] else 1
        if match["short"]:
            if sign or re.match(rf"{_GAP}?[€$£]", source[last : last + 2]):
                times = _SHORT_SCALES[match["short"].casefold()]
            else:
                last = match.end("figures") if figures else match.end("words")
        yield Number(
            start + match.start(),
            start + last,
            value * times,
            form="figures" if figures else "words",
            scaled=bool(match["scale"]),
            grouped=bool(figures and _GROUPED[language].search(figures)),
            sign=sign,
        )


def _is_name(word: str) -> bool:
    """Tell whether « Millions » is written as names are (« 60 Millions de consommateurs »)."""
    return word[0].isupper() and not word.isupper()


def _collectives(text: str, start: int, end: int, language: NumberLanguage) -> Iterator[Number]:
    for match in re.compile(_COLLECTIVE[language], re.IGNORECASE).finditer(text, start, end):
        if (
            match["plural"]
            and _is_name(match[0])
            and _WORD_BEFORE.search(text[max(start, match.start() - 2) : match.start()])
        ):
            continue
        head = (match["single"] or match["plural"]).casefold()
        size = Decimal(_COLLECTIVES[head])
        if match["times"]:
            size *= _COLLECTIVES[match["times"].casefold().removesuffix("s")]
        if match["single"]:
            if match["one"].casefold() in ("la", "le"):
                continue
            yield Number(*match.span(), size, form="collective", scaled=True)
        else:
            yield Number(*match.span(), None, at_least=2 * size, form="collective", scaled=True)


def _ranges(text: str, start: int, numbers: Sequence[Number], language: NumberLanguage) -> Iterator[Number]:
    """Join two numbers that are the ends of a range, unless something moves from the one to the other."""
    joined = False
    for one, other in pairwise((*numbers, None)):
        if joined or one is None:
            joined = False
            continue
        joined = other is not None and _are_range(text, start, one, other, language)
        if not joined or other is None or one.value is None or other.value is None:
            yield one
            joined = False
            continue
        first = one.value
        if other.scaled and not one.scaled and first < 1000 and (times := _times(text, other, language)):
            first *= times
        if first >= other.value:
            yield one
            joined = False
            continue
        yield replace(other, start=one.start, value=None, at_least=first, at_most=other.value, form="range")


def _times(text: str, one: Number, language: NumberLanguage) -> int:
    word = text[one.start : one.end].rsplit(maxsplit=1)[-1]
    try:
        return scale(word, language)
    except KeyError:
        return 0


def _are_range(text: str, start: int, one: Number, other: Number, language: NumberLanguage) -> bool:
    if one.value is None or other.value is None or "collective" in (one.form, other.form):
        return False
    ahead, between = text[max(start, one.start - 40) : one.start], text[one.end : other.start]
    opening, joint = _BETWEEN[language]
    if between.strip() == joint:
        return bool(re.search(opening, ahead, re.IGNORECASE))
    return bool(re.fullmatch(_TO[language], between)) and not _MOVES.search(ahead)


def _bounded(text: str, start: int, one: Number, language: NumberLanguage) -> Number:
    """Read « plus de », « au moins », « jusqu’à » before a number."""
    if one.value is None:
        return one
    ahead = text[max(start, one.start - 24) : one.start]
    if re.search(_AT_LEAST[language], ahead, re.IGNORECASE):
        return replace(one, value=None, at_least=one.value)
    if re.search(_AT_MOST[language], ahead, re.IGNORECASE):
        return replace(one, value=None, at_most=one.value)
    return one
