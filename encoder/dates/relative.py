"""Values that are counted from a day: the publication (« lundi », « hier ») or a date of the text (« la veille »)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from encoder.calendar import add_months, monday
from encoder.dates.expression import Expression
from encoder.dates.values import ANCHOR, NOTHING, PUBLISHED, Context, Value, iso

_AHEAD: Final = ("future", "planned", "dropped")
"""The ways in which « ce samedi » is the one to come."""


def weekday(one: Expression, context: Context) -> Value:
    """Give the day of the week that the verb points at: the last one unless it tells of what is to come.

    Of a plan that was dropped (« devait partir lundi, mais … »), it is the nearer one.
    """
    base = context.published.date if context.published else None
    if base is None:
        return NOTHING
    ago, ahead = (base.weekday() - one.weekday) % 7, (one.weekday - base.weekday()) % 7
    if one.side == "last":
        day, cert = base - timedelta(days=ago or 7), "high"
    elif one.side == "next":
        day, cert = base + timedelta(days=ahead or 7), "medium"
    elif one.side == "this":
        day = base + timedelta(days=ahead) if context.way in _AHEAD or ahead == 0 else base - timedelta(days=ago)
        cert = "high" if ahead == 0 else "medium"
    elif context.way in ("future", "planned"):
        day, cert = base + timedelta(days=ahead), "medium"
    elif context.way == "dropped":
        day, cert = base + timedelta(days=ahead if ahead <= ago else -ago), "low"
    else:
        day, cert = base - timedelta(days=ago), "low" if context.way == "unknown" else "medium"
    return Value(when=day.isoformat(), cert=cert, point=PUBLISHED)


def relative(one: Expression, context: Context) -> Value:
    """Give what is so many units from the publication (« hier », « la semaine dernière »)."""
    published = context.published
    if published is None or one.unit == "hour":
        return NOTHING
    turned = _turned(one, context)
    value = _shift(turned, published.year, published.month, published.day)
    if not value.known:
        return NOTHING
    cert = "low" if not one.exact else "medium" if turned != one else "high"
    if one.counted and cert == "high" and one.unit != "day":
        cert = "medium"
    return replace(value, cert=cert, point=PUBLISHED)


def _turned(one: Expression, context: Context) -> Expression:
    """Give « cette semaine » and « ce week-end » as the tense means them, where the calendar's week would not do.

    Told as past on a Monday, this week is the one before; told as future on a Sunday, the one that begins. Until
    Wednesday, a past weekend is the last one.
    """
    day = context.published.date if context.published else None
    if day is None or one.count or one.counted:
        return one
    past, weekday_ = context.way in ("past", "narrative"), day.weekday()
    if one.unit == "week" and past and weekday_ == 0:
        return replace(one, count=-1)
    if one.unit == "week" and context.way == "future" and weekday_ == 6:
        return replace(one, count=1)
    return replace(one, count=-1) if one.unit == "weekend" and past and weekday_ in (1, 2) else one


_DURATIONS: Final = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H"}


def window(one: Expression, context: Context) -> Value:
    """Resolve « les trois derniers mois »: what lasts so long and ends, or begins, with the publication."""
    length = _DURATIONS[one.unit].format(abs(one.count)) if one.unit in _DURATIONS else ""
    published = context.published
    if published is None or one.unit == "hour":
        return Value(dur=length)
    if one.unit == "week":
        one = replace(one, unit="day", count=7 * one.count)
    far = _shift(one, published.year, published.month, published.day).when
    near = _shift(replace(one, count=0), published.year, published.month, published.day).when
    if not far or not near:
        return Value(dur=length)
    start, end = sorted((far, near))
    return Value(start=start, end=end, cert="medium", point=PUBLISHED, dur=length)


def anchored(one: Expression, context: Context) -> Value:
    """Give what is so many units from the date told before (« la veille », « trois jours plus tard »)."""
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
    if not day or one.unit in ("hour", "night"):
        return NOTHING  # « quatre heures plus tard » is the same day or the next
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
