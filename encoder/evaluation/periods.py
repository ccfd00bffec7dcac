"""Dates as they are compared: by the days they cover, so that ``2012-W43`` is ``2012-10-22/2012-10-28``."""

import calendar
import re
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WEEK: Final = re.compile(r"([0-9]{4})-W([0-9]{2})")
_DECADE: Final = re.compile(r"([0-9]{3})X")


def period(value: str) -> tuple[str, str]:
    """Give the first and the last day of an ISO 8601 date, week, decade (``197X``) or interval.

    What cannot be read so (a time of day, a year before 1) stays as it is written.
    """
    first, slash, last = value.partition("/")
    return _days(first)[0], _days(last if slash else first)[1]


def _days(value: str) -> tuple[str, str]:
    try:
        if found := _WEEK.fullmatch(value):
            year, week = int(found[1]), int(found[2])
            return date.fromisocalendar(year, week, 1).isoformat(), date.fromisocalendar(year, week, 7).isoformat()
        if found := _DECADE.fullmatch(value):
            return f"{found[1]}0-01-01", f"{found[1]}9-12-31"
        if found := _DAY.fullmatch(value):
            year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
            last = day or calendar.monthrange(year, month or 12)[1]
            return date(year, month or 1, day or 1).isoformat(), date(year, month or 12, last).isoformat()
    except ValueError:
        pass
    return value, value
