"""Times of day, French and English: « 18 h 30 », « à midi », “5:30 p.m.”. A number of hours that lasts is no time."""

import re
from typing import Final

from encoder.calendar import FRENCH_WEEKDAYS
from encoder.dates.grammar import Found, before, make, rule, small_number

_S: Final = r"\s{1,3}"
_ZONE: Final = rf"(?:{_S}(?P<zone>GMT|UTC|TU|Z)\b)?"
_LASTS: Final = re.compile(
    r"\b(?:en|pendant|durant|dure|durent|duré|durera|durée de|plus de|moins de|environ|près de|total de|"
    r"quelque)\s{1,3}$",
    re.IGNORECASE,
)
_AT: Final = re.compile(
    r"\b(?:à|vers|dès|jusqu[’']à|jusque vers|avant|après|depuis|autour de|environs de|coup de|coups de|partir de|"
    rf"matin|soir|{FRENCH_WEEKDAYS}|"
    r"entre|passé|minuit|midi|jour)\s{1,3}$",
    re.IGNORECASE,
)
_RANGE_BEFORE: Final = re.compile(r"\b(?:h|heures?)\s?(?:\d\d)?\s{1,3}(?:et|à)\s{1,3}$", re.IGNORECASE)
_RANGE_AFTER: Final = re.compile(r"\s{1,3}à\s{1,3}(?:\d{1,2}\s?h|midi|minuit)", re.IGNORECASE)
_OF: Final = re.compile(r"\s{1,3}d(?:e|u)\s|\s{1,3}d[’']|\s{1,3}sur\s{1,3}\d|\s{1,3}par\s", re.IGNORECASE)
_DAYPART: Final = r"(?:\s{1,3}(?P<part>du\s{1,3}matin|du\s{1,3}soir|de\s{1,3}l[’']après-midi))?"
_NOON_BEFORE: Final = re.compile(
    rf"(?:\b(?:à|vers|dès|avant|après|jusqu[’']à|depuis|entre|{FRENCH_WEEKDAYS}|soir)\s{{1,3}}|"
    r"\d\s?(?:h|heures)\s?(?:\d\d)?\s{1,3}(?:à|et)\s{1,3})$",
    re.IGNORECASE,
)


def _time(m: re.Match[str], hour: int, *, minute: int = 0, second: int = 0, zone: str | None = "") -> Found:
    if hour > 23 or minute > 59 or second > 59:
        return None
    return make(m, "time", hour=hour, minute=minute, second=second, zone="Z" if zone else "")


def _french(m: re.Match[str]) -> Found:
    part = m["part"] or ""
    if not part and (_LASTS.search(before(m, 14)) or _OF.match(m.string, m.end())):
        return None
    later = 12 if int(m["hour"]) < 12 and part and "matin" not in part else 0
    return _time(m, int(m["hour"]) + later, minute=int(m["minute"]), zone=m["zone"])


def _french_hour(m: re.Match[str]) -> Found:
    ahead = before(m, 16)
    hour = small_number(m["hour"], "fr")
    part = m["part"] or ""
    if not part and (_OF.match(m.string, m.end()) or _LASTS.search(ahead)):
        return None
    ranged = _RANGE_BEFORE.search(ahead) or (
        re.search(r"\b[Dd]e\s{1,3}$", ahead) and _RANGE_AFTER.match(m.string, m.end())
    )
    bracketed = ahead.endswith("(") and m.string[m.end() : m.end() + 1] == ")"
    if not (part or ranged or bracketed or _AT.search(ahead) or m["zone"]):
        return None
    if hour < 12 and part and "matin" not in part:
        hour += 12
    return _time(m, hour, zone=m["zone"])


def _noon(m: re.Match[str]) -> Found:
    if not _NOON_BEFORE.search(before(m, 14)):
        return None
    return _time(m, 12 if m["noon"].casefold() == "midi" else 0)


def _digital(m: re.Match[str]) -> Found:
    return _time(m, int(m["hour"]), minute=int(m["minute"]), second=int(m["second"] or 0), zone=m["zone"])


def _twelve_hours(m: re.Match[str]) -> Found:
    hour = int(m["hour"])
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if m["half"].casefold().startswith("p") else 0)
    return _time(m, hour, minute=int(m["minute"] or 0))


def _english_noon(m: re.Match[str]) -> Found:
    return _time(m, 12 if m["noon"].casefold() in ("noon", "midday") else 0)


_DIGITAL: Final = rule(
    rf"(?<![\d:.,-])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:]){_ZONE}", _digital
)
FRENCH: Final = (
    rule(rf"(?<![\d,.-])(?P<hour>\d{{1,2}})(?:\s?h\s?|{_S}heures?{_S})(?P<minute>[0-5]\d)\b{_DAYPART}{_ZONE}", _french),
    rule(
        rf"(?<![\w,.-])(?P<hour>\d{{1,2}}|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze)(?:\s?h|{_S}heures?)\b"
        rf"{_DAYPART}{_ZONE}",
        _french_hour,
    ),
    rule(r"(?<![\w-])(?P<noon>midi|minuit)\b(?!-)", _noon),
    _DIGITAL,
)
"""The rules of French times."""
ENGLISH: Final = (
    rule(r"(?<![\d:.,-])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:\.\s?m\.|m\b)", _twelve_hours),
    rule(r"\b(?P<noon>noon|midnight|midday)\b", _english_noon),
    _DIGITAL,
)
"""The rules of English times."""
