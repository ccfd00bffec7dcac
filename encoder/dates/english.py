"""The grammar of English dates: patterns and what each says. It finds; :mod:`encoder.dates.resolve` reckons.

Articles stay outside (“the [3rd of March]”), demonstratives inside (“[this week]”). A date in figures that may be read
two ways (“3/4/2021”) has no value.
"""

import re
from typing import Final

from encoder.calendar import ENGLISH_WEEKDAYS, SEASONS
from encoder.dates.expression import Kind, Side, Unit
from encoder.dates.grammar import (
    Found,
    before,
    counts_things,
    day_of,
    decade,
    feast_name,
    make,
    month_of,
    numeric,
    rule,
    small_number,
    weekday_of,
    year_of,
    year_span,
)

_S: Final = r"\s{1,3}"
_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)(?![\w-])"
)
_YEAR: Final = r"(?P<year>\d{4})(?![\w%]|[.,]\d)"
_DAY: Final = r"(?<![\d.,/:-])(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY: Final = rf"(?P<weekday>{ENGLISH_WEEKDAYS})\b(?!s\b)"
_PART: Final = rf"(?:{_S}(?:morning|afternoon|evening|night|noon)\b)"
_EDGE: Final = r"(?:early|late|mid|the beginning of|the end of)[\s-]{1,3}"
_NUMBER: Final = (
    r"(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|\d{1,3})"
)
_UNIT: Final = r"(?P<unit>days?|weeks?|months?|years?|hours?)\b"
_UNITS: Final[dict[str, Unit]] = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year",
    "years": "year", "hour": "hour", "hours": "hour", "weekend": "weekend", "quarter": "quarter", "century": "century",
    "morning": "day", "afternoon": "day", "evening": "day", "night": "day",
}  # fmt: skip
_SIDE: Final = r"(?P<side>last|next|this|past|coming)"
_ORDINALS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_FEAST: Final = (
    r"(?P<feast>Christmas Day|Christmas Eve|Christmas|New Year[’']s Day|New Year[’']s Eve|Easter Sunday|Easter Monday|"
    r"Easter|"
    r"Good Friday|Valentine[’']s Day|Halloween|Pentecost)\b"
)
_YEAR_BEFORE: Final = re.compile(
    r"\b(?:in|since|by|until|till|from|before|after|of|year|and|to|to|between|during|circa|around|early|late|mid-|for|"
    r"summer|winter|spring|autumn|fall|through|until)\s{0,3}$",
    re.IGNORECASE,
)
_MAY_BEFORE: Final = re.compile(
    r"\b(?:in|since|by|until|till|from|before|after|of|last|next|this|early|late|mid|and|between|to|through|during)[\s-]{1,3}$",
    re.IGNORECASE,
)
_SEASON_BEFORE: Final = re.compile(r"\b(?:in|by|until|since|before|after|during|through)\sthe\s$", re.IGNORECASE)
_HABIT: Final = re.compile(r"\b(?:every|each|most|the|a)\s{1,3}$", re.IGNORECASE)
_FEAST_BEFORE: Final = re.compile(r"\b(?:at|before|after|since|by|on|until|for|last|next|over)\s{1,3}$", re.IGNORECASE)


def _side(form: str | None) -> Side:
    if not form:
        return ""
    return {"last": "last", "past": "last", "next": "next", "coming": "next"}.get(form.casefold(), "this")  # type: ignore[return-value]


def _day(m: re.Match[str]) -> Found:
    return make(
        m, "day", day=day_of(m["day"]), month=month_of(m["month"]), year=year_of(m["year"] or ""),
        weekday=weekday_of(m["weekday"]),
    )  # fmt: skip


def _days(m: re.Match[str]) -> Found:
    year = year_of(m["year"] or "")
    return make(m, "days", day=day_of(m["day"]), last_day=day_of(m["last"]), month=month_of(m["month"]), year=year)


def _figures(m: re.Match[str]) -> Found:
    if int(m["month"]) <= 12 and int(m["day"]) <= 12 and m["month"] != m["day"]:
        return make(m, "other")
    return numeric(m)


def _figures_month_first(m: re.Match[str]) -> Found:
    month, day = int(m["month"]), int(m["day"])
    return make(m, "day", year=int(m["year"]), month=month, day=day) if month <= 12 < day <= 31 else None


def _month(m: re.Match[str]) -> Found:
    form = m["month"]
    known = m["year"] or m["side"] or m["edge"]
    if not form[0].isupper() or (form.endswith(".") and not known):
        return None
    if not known and not _MAY_BEFORE.search(before(m, 12)):
        return None
    return make(m, "month", month=month_of(form), year=year_of(m["year"] or ""), side=_side(m["side"]))


def _year(m: re.Match[str]) -> Found:
    year = int(m["year"])
    if counts_things(m.string, m.end()):
        return None
    strong = m["edge"] or _YEAR_BEFORE.search(before(m, 10)) or re.search(r"\d{4},?\s(?:and|or)\s$|\($", before(m, 12))
    return make(m, "year", year=year) if strong and 1500 <= year <= 2100 else None


def _decade(m: re.Match[str]) -> Found:
    return make(m, "decade", year=decade(m["decade"]))


def _century(m: re.Match[str]) -> Found:
    number = int(m["count"])
    return make(m, "century", count=number) if 1 <= number <= 21 else None


def _season(m: re.Match[str]) -> Found:
    if not (m["year"] or m["side"] or _SEASON_BEFORE.search(before(m, 16))):
        return None
    return make(
        m, "season", month=SEASONS[m["season"].casefold()], year=year_of(m["year"] or ""), side=_side(m["side"])
    )


def _quarter(m: re.Match[str]) -> Found:
    unit: Kind = "quarter" if m["what"].casefold() == "quarter" else "half"
    return make(m, unit, count=_ORDINALS[m["ordinal"].casefold()], year=year_of(m["year"] or ""))


def _quarter_sign(m: re.Match[str]) -> Found:
    return make(m, "quarter", count=int(m["number"]), year=int(m["year"]))


def _weekday(m: re.Match[str]) -> Found:
    if not m["weekday"][0].isupper() or (not m["side"] and _HABIT.search(before(m, 8))):
        return None
    return make(m, "weekday", weekday=weekday_of(m["weekday"]), side=_side(m["side"]))


def _near(m: re.Match[str]) -> Found:
    word = " ".join(m["near"].casefold().split())
    if word == "last night":
        return make(m, "relative", unit="day", count=-1)
    count = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[word]
    return make(m, "relative", unit="day", count=count)


def _relative(m: re.Match[str]) -> Found:
    word = m["what"].casefold()
    side = _side(m["side"])
    count = {"last": -1, "next": 1}.get(side, 0)
    if m["side"].casefold() in ("past", "coming") or (count and word in ("morning", "afternoon", "evening", "night")):
        return None
    return make(m, "relative", unit=_UNITS[word], count=count)


def _ago(m: re.Match[str]) -> Found:
    unit = _UNITS[m["unit"].casefold()]
    count = small_number(m["count"], "en") or 1
    return make(m, "relative", unit=unit, count=-count, exact=not m["about"], counted=True)


def _offset(m: re.Match[str]) -> Found:
    count = small_number(m["count"], "en") or 1
    sign = -1 if m["way"].casefold() in ("earlier", "before") else 1
    return make(m, "anchored", unit=_UNITS[m["unit"].casefold()], count=sign * count, counted=True)


def _event(m: re.Match[str]) -> Found:
    sign = -1 if m["way"].casefold() == "before" else 1
    count = small_number(m["count"], "en") or 1
    return make(m, "event", unit=_UNITS[m["unit"].casefold()], count=sign * count, counted=True)


def _event_day(m: re.Match[str]) -> Found:
    return make(m, "event", unit="day", count=-1 if m["way"].casefold() == "before" else 1)


def _window(m: re.Match[str]) -> Found:
    count = small_number(m["count"] or m["figures"], "en")
    if count < 2:
        return None
    sign = -1 if (m["side"] or m["way"]).casefold() in ("last", "past") else 1
    return make(m, "window", unit=_UNITS[m["unit"].casefold()], count=sign * count, counted=True)


def _edge_of(m: re.Match[str]) -> Found:
    return make(m, "relative", unit=_UNITS[m["what"].casefold()], count=0)


def _eve(m: re.Match[str]) -> Found:
    count = {"next": 1, "following": 1, "same": 0, "previous": -1}[m["way"].casefold()]
    return make(m, "anchored", unit=_UNITS[m["what"].casefold()], count=count)


def _feast(m: re.Match[str]) -> Found:
    if not (m["year"] or _FEAST_BEFORE.search(before(m, 8))) or not m["feast"][0].isupper():
        return None
    return make(m, "feast", name=feast_name(m["feast"]), year=year_of(m["year"] or ""))


_TAIL: Final = rf"(?:,?{_S}{_YEAR})?"

RULES: Final = (
    rule(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])", numeric),
    rule(
        r"(?<![\w/.-])(?P<day>\d{1,2})(?P<cut>[/.-])(?P<month>\d{1,2})(?P=cut)(?P<year>\d{4})(?![\w/-]|\.\d)",
        _figures,
    ),
    rule(r"(?<![\w/.-])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?![\w/-])", _figures_month_first),
    rule(rf"\b(?:{_WEEKDAY}{_PART}?,?{_S})?{_MONTH}{_S}{_DAY}\b{_TAIL}(?!\s\d)", _day),
    rule(rf"\b(?:{_WEEKDAY}{_PART}?,?{_S}(?:the{_S})?)?{_DAY}{_S}(?:of{_S})?{_MONTH}{_TAIL}", _day),
    rule(rf"\b{_MONTH}{_S}{_DAY}\s?(?:[-–]|to{_S})\s?(?P<last>\d{{1,2}})\b{_TAIL}", _days),
    rule(rf"{_DAY}\s?(?:[-–]|to{_S})\s?(?P<last>\d{{1,2}})(?:th|st|nd|rd)?{_S}{_MONTH}{_TAIL}", _days),
    rule(
        rf"\b(?:(?P<side>last|next|this){_S})?(?P<edge>{_EDGE})?{_MONTH}(?:,?{_S}(?:of{_S})?{_YEAR})?", _month
    ),
    rule(rf"(?<![\w.,:/’'-])(?P<edge>{_EDGE})?(?P<year>\d{{4}})(?![\w%/-]|[.,]\d)", _year),
    rule(
        r"(?<![\w.,/-])(?P<year>1\d{3}|20\d\d)\s?[-–/]\s?(?P<last>\d{4}|\d{2})(?![\w/-]|[.,]\d|\s?%)", year_span
    ),
    rule(rf"\b(?:{_EDGE})?(?P<decade>1\d\d0|20\d0)[’']?s\b", _decade),
    rule(rf"(?:\b{_EDGE})?[’'‘](?P<decade>[1-9]0)s\b", _decade),
    rule(rf"\b(?:{_EDGE})?(?P<count>\d{{1,2}})(?:st|nd|rd|th)[\s-]{{1,3}}century\b", _century),
    rule(
        rf"\b(?:{_SIDE}{_S})?(?:{_EDGE})?(?P<season>spring|summer|autumn|fall|winter)"
        rf"(?:{_S}(?:of{_S})?{_YEAR})?\b",
        _season,
    ),
    rule(
        rf"\b(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th){_S}(?P<what>quarter|half)(?:{_S}of)?{_S}{_YEAR}",
        _quarter,
    ),
    rule(rf"\bQ(?P<number>[1-4]){_S}(?P<year>20\d\d)\b", _quarter_sign, cased=True),
    rule(rf"\b(?:(?:early|late){_S})?(?:(?P<side>last|next|this|past|coming){_S})?{_WEEKDAY}{_PART}?", _weekday),
    rule(rf"\b(?P<near>yesterday|today|tonight|tomorrow|last{_S}night)\b{_PART}?", _near),
    rule(
        rf"\b(?:{_EDGE}|(?:earlier|later){_S})?{_SIDE}{_S}(?P<what>week|weekend|month|year|quarter|century|morning|afternoon|"
        r"evening)\b(?![’'-])",
        _relative,
    ),
    rule(
        rf"\b(?P<about>(?:about|almost|nearly|over|more{_S}than|around){_S})?{_NUMBER}{_S}{_UNIT}{_S}ago\b", _ago
    ),
    rule(rf"(?<![\w-]){_NUMBER}{_S}{_UNIT}{_S}(?P<way>later|earlier)\b", _offset),
    rule(rf"(?<![\w-]){_NUMBER}{_S}{_UNIT}{_S}(?P<way>after|before)\b(?!{_S}(?:which|that)\b)", _event),
    rule(rf"(?<=\bthe )(?:day|morning|evening|night){_S}(?P<way>after|before)(?={_S}(?!the\s?[.,])\w)", _event_day),
    rule(
        rf"(?<=\bthe )(?:(?P<side>last|past|next|coming){_S}{_NUMBER}|"
        rf"(?P<figures>\d{{1,3}}){_S}(?P<way>last|past|next|coming))"
        rf"{_S}{_UNIT}(?!{_S}(?:of|ago)\b)",
        _window,
    ),
    rule(rf"\b(?:end|beginning|start|middle){_S}of{_S}the{_S}(?P<what>year|month|week)\b(?!{_S}\d)", _edge_of),
    rule(
        rf"(?<=the )(?P<way>next|following|same|previous){_S}(?P<what>day|week|month|year|morning|evening|night)\b",
        _eve,
    ),
    rule(rf"\b{_FEAST}(?:,?{_S}{_YEAR})?", _feast),
)  # fmt: skip
"""The rules of English dates; of matches that overlap, the one that begins first and is longest is taken."""
