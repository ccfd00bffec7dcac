"""From an expression to a value (TEI P5, att.datable.w3c): reckoned from the publication, from another date, or not.

What cannot be known has no value, and a date that does not exist is never repaired. Only the Gregorian calendar is
reckoned with: a day before 15 October 1582 has no value. Certainty: ``high`` for what the text says outright,
``medium`` for what convention fills in, ``low`` for a direction that no verb shows.
"""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from encoder.dates.calendar import add_months, feast, last_day, monday
from encoder.dates.direction import Way
from encoder.dates.expression import Expression

_GREGORIAN: Final = date(1582, 10, 15)
_FAR: Final = 300
_NEAR: Final = 65


@dataclass(frozen=True, slots=True)
class Published:
    """When the article was published, as exactly as is known (0 is a part not known), and how surely."""

    year: int
    month: int = 0
    day: int = 0
    cert: str = "high"

    @classmethod
    def of(cls, value: str, cert: str = "high") -> "Published | None":
        """Read an ISO 8601 date (a year, a month, a day, a day with a time); ``None`` if there is none."""
        if not value:
            return None
        parts = [int(part) for part in value[:10].split("-")]
        year, month, day = (*parts, 0, 0)[:3]
        return cls(year, month, day, cert or "high")

    @property
    def date(self) -> "date | None":
        """The day, if it is known."""
        return date(self.year, self.month, self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class Value:
    """A value: ``when``, or ``start`` to ``end``, or a point between them (``bounds``); ISO 8601, or all empty."""

    when: str = ""
    start: str = ""
    end: str = ""
    bounds: bool = False
    cert: str = ""
    point: str = ""
    impossible: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return bool(self.when or self.start or self.end)

    def attributes(self) -> dict[str, str]:
        """Give the attributes of att.datable.w3c, and ``@cert`` where there is a value."""
        names = ("notBefore", "notAfter") if self.bounds else ("from", "to")
        pairs = {"when": self.when, names[0]: self.start, names[1]: self.end}
        if self.known:
            pairs["cert"] = self.cert
        return {name: value for name, value in pairs.items() if value}

    @property
    def first(self) -> str:
        """Where it begins: ``when``, or its start."""
        return self.when or self.start

    @property
    def last(self) -> str:
        """Where it ends: ``when``, or its end."""
        return self.when or self.end


PUBLISHED: Final = "#pubdate"
"""The ``datingPoint`` of what is reckoned from the publication (the header's date has this id)."""

ANCHOR: Final = "#anchor"
"""Stands for the date of the text a value is reckoned from, until that date has an id."""

NOTHING: Final = Value()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the expression: publication, direction, the last date before it, a year it borrows."""

    published: Published | None
    way: Way = "unknown"
    anchor: str = ""
    borrowed_year: int = 0
    told_year: int = 0


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


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """Give a year, a month or a day as ISO 8601; raises :class:`ValueError` if it does not exist."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"{year} is no year that ISO 8601 writes with four figures")
    if day:
        return date(year, month, day).isoformat()
    return f"{year:04}-{month:02}" if month else f"{year:04}"


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
        return _day_of_month(one, context)
    if one.day > 31 or not one.day or one.day > (29 if one.month == 2 else last_day(2000, one.month)):
        return Value(impossible=True)
    if context.borrowed_year:
        return _exact(one, context.borrowed_year, cert="medium")
    if context.told_year and context.way == "narrative":
        return _exact(one, context.told_year, cert="medium", point=ANCHOR)
    base = context.published.date if context.published else None
    if base is None:
        return NOTHING
    years = [base.year + shift for shift in range(-8, 9)]
    days = [date(year, one.month, one.day) for year in years if one.day <= last_day(year, one.month)]
    if one.weekday >= 0:
        fitting = [day for day in days if day.weekday() == one.weekday and abs((day - base).days) < 400]
        days = fitting or days
    return _choose(days, base, one, context, exact=one.weekday >= 0)


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
        return future, "low" if ahead > _FAR and ago < _NEAR else "medium"
    return (past if ago <= ahead else future), "low"


def _month(one: Expression, context: Context) -> Value:  # noqa: PLR0911 (one case each)
    if one.last_month:
        return _months(one, context)
    if one.year:
        return Value(when=iso(one.year, one.month), cert="high")
    if context.borrowed_year:
        return Value(when=iso(context.borrowed_year, one.month), cert="medium")
    if context.told_year and context.way == "narrative":
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
    elif context.way == "future":
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
    if one.day > one.last_day:
        return Value(impossible=False)
    try:
        start = date(year, month, one.day)
    except ValueError:
        return Value(impossible=True)
    return replace(last, when="", start=start.isoformat(), end=last.when)


def _decade(one: Expression, _: Context) -> Value:
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
        chosen = ended[-1] if context.way in ("past", "narrative") else coming[0]
    cert = "medium" if one.side else "low"
    return replace(_three_months(*chosen, cert=cert), point=PUBLISHED)


def _three_months(year: int, month: int, *, cert: str) -> Value:
    return Value(start=iso(year, month), end=iso(*add_months(year, month, 2)), bounds=True, cert=cert)


def _part_of_year(one: Expression, context: Context) -> Value:
    size = 3 if one.kind == "quarter" else 6
    if one.count > 12 // size:
        return NOTHING
    year, cert, point = one.year, "high", ""
    month = (one.count - 1) * size + 1
    if not year:
        published = context.published
        if published is None:
            return NOTHING
        year, cert, point = published.year, "medium", PUBLISHED
        if published.month and context.way in ("past", "narrative") and month > published.month:
            year -= 1
        elif published.month and context.way == "future" and month + size - 1 < published.month:
            year += 1
    return Value(start=iso(year, month), end=iso(year, month + size - 1), cert=cert, point=point)


def _feast(one: Expression, context: Context) -> Value:
    if one.year:
        return Value(when=feast(one.name, one.year).isoformat(), cert="high")
    base = context.published.date if context.published else None
    if base is None:
        return NOTHING
    days = [feast(one.name, base.year + shift) for shift in (-1, 0, 1)]
    return _choose(days, base, one, context, exact=False)


def _weekday(one: Expression, context: Context) -> Value:
    base = context.published.date if context.published else None
    if base is None:
        return NOTHING
    ago, ahead = (base.weekday() - one.weekday) % 7, (one.weekday - base.weekday()) % 7
    if one.side == "last":
        day, cert = base - timedelta(days=ago or 7), "high"
    elif one.side == "next":
        day, cert = base + timedelta(days=ahead or 7), "medium"
    elif one.side == "this":
        day = base + timedelta(days=ahead) if context.way == "future" or ahead == 0 else base - timedelta(days=ago)
        cert = "high" if ahead == 0 else "medium"
    elif context.way == "future":
        day, cert = base + timedelta(days=ahead), "medium"
    else:
        day, cert = base - timedelta(days=ago), "low" if context.way == "unknown" else "medium"
    return Value(when=day.isoformat(), cert=cert, point=PUBLISHED)


def _relative(one: Expression, context: Context) -> Value:
    published = context.published
    if published is None or one.unit == "hour":
        return NOTHING
    value = _shift(one, published.year, published.month, published.day)
    if not value.known:
        return NOTHING
    cert = "high" if one.exact else "low"
    if one.counted and cert == "high" and one.unit != "day":
        cert = "medium"
    return replace(value, cert=cert, point=PUBLISHED)


def _anchored(one: Expression, context: Context) -> Value:
    if not context.anchor:
        return NOTHING
    parts = [int(part) for part in context.anchor.split("-")]
    year, month, day = *parts, *[0] * (3 - len(parts))
    if one.weekday >= 0:
        if not day:
            return NOTHING
        base = date(year, month, day)
        gap = (one.weekday - base.weekday()) % 7 or 7
        found = base + timedelta(days=gap if one.count > 0 else gap - 7 if gap < 7 else -7)
        return Value(when=found.isoformat(), cert="medium", point=ANCHOR)
    value = _shift(one, year, month, day)
    return replace(value, cert="medium", point=ANCHOR) if value.known else NOTHING


def _shift(one: Expression, year: int, month: int, day: int) -> Value:  # noqa: PLR0911 (one case each)
    """Give what lies ``count`` units from a date, as exact as the unit is."""
    if one.unit == "year":
        return Value(when=iso(year + one.count))
    if one.unit == "century":
        century = (year - 1) // 100 + 1 + one.count
        return Value(start=iso(century * 100 - 99), end=iso(century * 100))
    if one.unit == "month" and month:
        return Value(when=iso(*add_months(year, month, one.count)))
    if one.unit in ("quarter", "half") and month:
        size = 3 if one.unit == "quarter" else 6
        first = (month - 1) // size * size + 1
        start = add_months(year, first, one.count * size)
        return Value(start=iso(*start), end=iso(*add_months(*start, size - 1)))
    if not day:
        return NOTHING
    base = date(year, month, day)
    if one.unit == "day":
        return Value(when=(base + timedelta(days=one.count)).isoformat())
    if one.unit == "weekend":
        return _weekend(base, one.count)
    if one.unit == "week" and one.counted:
        return Value(when=(base + timedelta(weeks=one.count)).isoformat())
    first_day = monday(base) + timedelta(weeks=one.count)
    return Value(start=first_day.isoformat(), end=(first_day + timedelta(days=6)).isoformat())


def _weekend(base: date, count: int) -> Value:
    """Give this, the last or the next weekend; on a Monday « ce week-end » is the one just gone."""
    saturday = monday(base) + timedelta(days=5)
    if (count < 0 and base.weekday() < 5) or count < 0 or (count == 0 and base.weekday() == 0):
        saturday -= timedelta(weeks=1)
    elif count > 0 and base.weekday() >= 5:
        saturday += timedelta(weeks=1)
    return Value(start=saturday.isoformat(), end=(saturday + timedelta(days=1)).isoformat())


def _time(one: Expression, _: Context) -> Value:
    return Value(when=f"{one.hour:02}:{one.minute:02}:{one.second:02}{one.zone}", cert="high")


def _other(_one: Expression, _context: Context) -> Value:
    return NOTHING


_RESOLVERS: Final = {
    "day": _day, "month": _month, "year": _year, "decade": _decade, "century": _century, "season": _season,
    "quarter": _part_of_year, "half": _part_of_year, "feast": _feast, "weekday": _weekday, "relative": _relative,
    "anchored": _anchored, "days": _days, "years": _years, "time": _time, "other": _other,
}  # fmt: skip
