"""From an expression to a value (TEI P5, att.datable.w3c): reckoned from the publication, from another date, or not.

What cannot be known has no value, and a date that does not exist is never repaired. Only the Gregorian calendar is
reckoned with: a day before 15 October 1582 has no value. Certainty: ``high`` for what the text says outright,
``medium`` for what convention fills in, ``low`` for a direction that no verb shows.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from encoder.calendar import add_months, feast, last_day
from encoder.dates.direction import Way
from encoder.dates.expression import Expression
from encoder.dates.relative import anchored, relative, weekday, window
from encoder.dates.values import ANCHOR, NOTHING, PUBLISHED, Context, Value, iso

_GREGORIAN: Final = date(1582, 10, 15)
_PARTS: Final = {"début": (0, 4), "milieu": (3, 6), "fin": (5, 9)}
"""The first and the last year of a decade that its beginning, its middle and its end can mean."""

_SEASON_OF_RESULTS: Final = 4  # months

_FAR: Final = 300
_NEAR: Final = 65


def resolve(one: Expression, context: Context) -> Value:
    """Give the value of an expression."""
    try:
        value = _RESOLVERS[one.kind](one, context)
    except (OverflowError, ValueError):  # a year before 1 or after 9999
        return NOTHING
    published = context.published
    if value.point == PUBLISHED and published and published.cert != "high" and value.cert == "high":
        return replace(value, cert=published.cert)
    return value


def _exact(one: Expression, year: int, *, cert: str = "high", point: str = "") -> Value:
    """Give a day whose year is known: nothing if it does not exist or is older than the calendar."""
    try:
        day = date(year, one.month, one.day)
    except ValueError:
        return Value(impossible=True)
    if day < _GREGORIAN:
        return NOTHING
    if one.weekday >= 0 and one.weekday != day.weekday():
        cert = "low"
    return Value(when=day.isoformat(), cert=cert, point=point)


def _day(one: Expression, context: Context) -> Value:  # noqa: PLR0911 (one case each)
    if one.year:
        return _exact(one, one.year)
    if not one.month:
        return _day_of_month(one, context) if one.weekday >= 0 else _bare_day(one, context)
    if one.day > 31 or not one.day or one.day > (29 if one.month == 2 else last_day(2000, one.month)):
        return Value(impossible=True)
    if context.borrowed_year:
        return _exact(one, context.borrowed_year, cert="medium")
    if context.told_year and context.way in ("narrative", "planned", "dropped"):
        return _exact(one, context.told_year, cert="medium", point=ANCHOR)
    base = context.published.date if context.published else None
    if base is None:
        return NOTHING
    years = [base.year + shift for shift in range(-8, 9)]
    days = [date(year, one.month, one.day) for year in years if one.day <= last_day(year, one.month)]
    if one.weekday >= 0:
        fitting = [day for day in days if day.weekday() == one.weekday and abs((day - base).days) < 400]
        if not fitting:  # the weekday or the date is wrong
            return replace(_choose(days, base, one, context, exact=False), cert="low")
        days = fitting
    return _choose(days, base, one, context, exact=one.weekday >= 0)


def _bare_day(one: Expression, context: Context) -> Value:
    """Resolve « le 3 » in the month of the day told before it; « au 3 » that lies before that day is in the next."""
    if not context.anchor:
        return NOTHING
    told = date.fromisoformat(context.anchor)
    if one.day < told.day and not one.exact:  # earlier, or in the next month
        return NOTHING
    year, month = add_months(told.year, told.month, one.count if one.day < told.day else 0)
    if one.day > last_day(year, month):
        return NOTHING
    return Value(when=date(year, month, one.day).isoformat(), cert="medium", point=ANCHOR)


def _day_of_month(one: Expression, context: Context) -> Value:
    """Resolve « lundi 3 »: the nearest month in which the third is a Monday."""
    base = context.published.date if context.published else None
    if base is None or not 1 <= one.day <= 31:
        return NOTHING
    months = [add_months(base.year, base.month, shift) for shift in range(-6, 7)]
    days = [date(year, month, one.day) for year, month in months if one.day <= last_day(year, month)]
    days = [day for day in days if day.weekday() == one.weekday]
    return _choose(days, base, one, context, exact=False) if days else NOTHING


def _choose(days: list[date], base: date, one: Expression, context: Context, *, exact: bool) -> Value:
    past = max((day for day in days if day <= base), default=None)
    future = min((day for day in days if day >= base), default=None)
    if one.side in ("last", "next"):
        strict = [day for day in days if (day < base if one.side == "last" else day > base)]
        chosen = (max if one.side == "last" else min)(strict, default=None)
        return Value(when=chosen.isoformat(), cert="high", point=PUBLISHED) if chosen else NOTHING
    chosen, cert = _pick(past, future, base, context.way)
    return Value(when=chosen.isoformat(), cert="high" if exact else cert, point=PUBLISHED) if chosen else NOTHING


def _pick(past: date | None, future: date | None, base: date, way: Way) -> tuple[date | None, str]:
    """Choose between the last such day and the next one; without a verb, the nearer."""
    if past is None or future is None:
        return past or future, "medium"
    ago, ahead = (base - past).days, (future - base).days
    if way in ("past", "narrative"):
        doubtful = ago > _FAR and ahead < _NEAR
        return past, "low" if doubtful else "medium"
    if way == "future":
        return (past, "low") if ahead > _FAR and ago < _NEAR else (future, "medium")
    return (past if ago <= ahead else future), "low"


def _month(one: Expression, context: Context) -> Value:  # noqa: PLR0911 (one case each)
    if one.last_month:
        return _months(one, context)
    if one.year:
        return Value(when=iso(one.year, one.month), cert="high")
    if context.borrowed_year:
        return Value(when=iso(context.borrowed_year, one.month), cert="medium")
    if context.told_year and context.way in ("narrative", "planned", "dropped"):
        return Value(when=iso(context.told_year, one.month), cert="medium", point=ANCHOR)
    published = context.published
    if published is None or not published.month:
        return NOTHING
    now = published.year * 12 + published.month - 1
    gap = (one.month - published.month) % 12  # months from now to the next such month
    past, future = (now + gap - 12 if gap else now), now + gap
    if one.side in ("last", "next"):
        months = (now + gap - 12) if one.side == "last" else (now + (gap or 12))
        return Value(when=iso(months // 12, months % 12 + 1), cert="high", point=PUBLISHED)
    cert = "medium"
    if one.side == "this":
        months = now if not gap else (past if gap > 6 else future)
    elif context.way in ("past", "narrative"):
        months = past
    elif context.way == "future" and future - now < 11:
        months = future
    else:
        months, cert = (past if now - past <= future - now else future), "low"
    return Value(when=iso(months // 12, months % 12 + 1), cert=cert, point=PUBLISHED)


def _months(one: Expression, context: Context) -> Value:
    first = _month(replace(one, month=one.month, last_month=0), context)
    last = _month(replace(one, month=one.last_month, last_month=0), context)
    if not (first.known and last.known):
        return NOTHING
    start = first.when
    if start > last.when:
        start = iso(int(start[:4]) - 1, one.month)
    return replace(first, when="", start=start, end=last.when)


def _year(one: Expression, _: Context) -> Value:
    return Value(when=iso(one.year), cert="high" if one.exact else "medium")


def _years(one: Expression, _: Context) -> Value:
    return Value(start=iso(one.year), end=iso(one.last_year), cert="high")


def _days(one: Expression, context: Context) -> Value:
    last = _day(replace(one, day=one.last_day, weekday=-1), context)
    if not last.known:
        return last
    end = date.fromisoformat(last.when)
    year, month = end.year, end.month
    if one.day > one.last_day:  # « du 28 au 3 novembre » begins in October
        year, month = add_months(year, month, -1)
    try:
        start = date(year, month, one.day)
    except ValueError:
        return Value(impossible=True)
    return replace(last, when="", start=start.isoformat(), end=last.when)


def _decade(one: Expression, _: Context) -> Value:
    if one.name in _PARTS:
        first, last = _PARTS[one.name]
        return Value(start=iso(one.year + first), end=iso(one.year + last), bounds=True, cert="medium")
    return Value(start=iso(one.year), end=iso(one.year + 9), cert="high")


def _century(one: Expression, _: Context) -> Value:
    return Value(start=iso(one.count * 100 - 99), end=iso(one.count * 100), cert="high")


def _season(one: Expression, context: Context) -> Value:
    if one.year:
        if one.month == 12 and not one.last_year:  # the winter of 2021 may be either of two
            return Value(start=iso(one.year - 1, 12), end=iso(one.year + 1, 2), bounds=True, cert="low")
        return _three_months(one.year, one.month, cert="medium")
    published = context.published
    if published is None or not published.month:
        return NOTHING
    starts = [(published.year + shift, one.month) for shift in (-2, -1, 0, 1, 2)]
    now = (published.year, published.month)
    ended = [start for start in starts if add_months(*start, 2) < now]
    begun = [start for start in starts if start <= now]
    coming = [start for start in starts if start > now]
    current = [start for start in begun if add_months(*start, 2) >= now]
    if one.side == "last":
        chosen = ended[-1]
    elif one.side == "next":
        chosen = coming[0]
    elif current:
        chosen = current[0]
    elif one.side == "this":
        gap = (coming[0][0] - now[0]) * 12 + coming[0][1] - now[1]
        chosen = coming[0] if gap <= 4 or context.way == "future" else ended[-1]
        if context.way in ("past", "narrative"):
            chosen = ended[-1]
    else:
        ago = (now[0] - ended[-1][0]) * 12 + now[1] - ended[-1][1] - 2
        ahead = (coming[0][0] - now[0]) * 12 + coming[0][1] - now[1]
        past = context.way in ("past", "narrative") or (context.way == "unknown" and ago <= ahead)
        chosen = ended[-1] if past else coming[0]
    cert = "medium" if one.side else "low"
    return replace(_three_months(*chosen, cert=cert), point=PUBLISHED)


def _three_months(year: int, month: int, *, cert: str) -> Value:
    return Value(start=iso(year, month), end=iso(*add_months(year, month, 2)), bounds=True, cert=cert)


def _part_of_year(one: Expression, context: Context) -> Value:
    size = 3 if one.kind == "quarter" else 6
    if one.kind != "stretch" and one.count > 12 // size:
        return NOTHING
    year, cert, point = one.year, "high", ""
    month = one.month or (one.count - 1) * size + 1
    last = one.last_month or month + size - 1
    if not year:
        published = context.published
        if published is None:
            return NOTHING
        year, cert, point = published.year, "medium", PUBLISHED
        year += _year_of_part(month, last, one, context) if published.month else 0
    return Value(start=iso(year, month), end=iso(year, last), cert=cert, point=point)


def _year_of_part(month: int, last: int, one: Expression, context: Context) -> int:
    """Give how many years from the publication's a part of a year lies: results are those of one that has ended."""
    now = context.published.month if context.published else 0
    if one.side in ("last", "next"):
        return -1 if one.side == "last" else 1
    ago, ahead = now + 12 - last, month - now
    if context.way in ("past", "narrative"):
        return -1 if ahead > 0 or (one.kind == "stretch" and last > now) else 0
    if context.results:
        return -1 if ahead > 0 and ago <= _SEASON_OF_RESULTS else 0
    if context.way == "future":
        return 1 if last < now else 0
    return -1 if 0 < ago < ahead else 0


def _feast(one: Expression, context: Context) -> Value:
    if one.year:
        return Value(when=feast(one.name, one.year).isoformat(), cert="high")
    base = context.published.date if context.published else None
    if base is None:
        return NOTHING
    days = [feast(one.name, base.year + shift) for shift in (-1, 0, 1)]
    return _choose(days, base, one, context, exact=False)


def _time(one: Expression, _: Context) -> Value:
    return Value(when=f"{one.hour:02}:{one.minute:02}:{one.second:02}{one.zone}", cert="high")


def _other(_one: Expression, _context: Context) -> Value:
    return NOTHING


_RESOLVERS: Final = {
    "day": _day, "month": _month, "year": _year, "decade": _decade, "century": _century, "season": _season,
    "quarter": _part_of_year, "half": _part_of_year, "stretch": _part_of_year,
    "feast": _feast, "weekday": weekday, "relative": relative,
    "anchored": anchored, "event": anchored, "window": window, "days": _days, "years": _years,
    "time": _time, "other": _other,
}  # fmt: skip
