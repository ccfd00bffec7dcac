"""The words and the reckoning of the calendar: months, weekdays, seasons, feasts, Easter, first and last days.

Forms of months and weekdays are those of CLDR for French and English, with the spellings without accents that the
web writes. Easter: J. Meeus, Astronomical Algorithms (1991), chapter 8, the Gregorian rule.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {
    form: number
    for number, forms in enumerate(
        (
            "janvier janv january jan", "février fevrier févr fév february feb", "mars march mar",
            "avril avr april apr", "mai may", "juin june jun", "juillet juil july jul", "août aout august aug",
            "septembre sept september sep", "octobre oct october", "novembre nov november",
            "décembre decembre déc december dec",
        ),
        1,
    )
    for form in forms.split()
}  # fmt: skip
"""Month forms, lower case, without a full stop, with the number of the month."""

WEEKDAYS: Final = {
    form: number
    for number, forms in enumerate(
        ("lundi monday mon", "mardi tuesday tue tues", "mercredi wednesday wed", "jeudi thursday thu thur thurs",
         "vendredi friday fri", "samedi saturday sat", "dimanche sunday sun")
    )
    for form in forms.split()
}  # fmt: skip
"""Weekday forms, lower case, with the number of the day: Monday is 0, as in :meth:`datetime.date.weekday`."""

FRENCH_WEEKDAYS: Final = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
ENGLISH_WEEKDAYS: Final = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
"""The full forms of the weekdays of a language, as alternatives of a regular expression."""

SEASONS: Final = {
    "printemps": 3, "été": 6, "automne": 9, "hiver": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
}  # fmt: skip
"""Seasons with their first month: the meteorological seasons of the northern hemisphere, three whole months."""

_FIXED_FEASTS: Final = {
    "noël": (12, 25), "noel": (12, 25), "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24),
    "toussaint": (11, 1), "nouvel an": (1, 1), "jour de l'an": (1, 1), "new year's day": (1, 1),
    "new year's eve": (12, 31), "saint-sylvestre": (12, 31), "saint-valentin": (2, 14), "valentine's day": (2, 14),
    "épiphanie": (1, 6), "assomption": (8, 15), "halloween": (10, 31), "veille de noël": (12, 24),
}  # fmt: skip
_EASTER_FEASTS: Final = {
    "pâques": 0, "easter": 0, "easter sunday": 0, "vendredi saint": -2, "good friday": -2, "lundi de pâques": 1,
    "easter monday": 1, "ascension": 39, "pentecôte": 49, "pentecost": 49, "lundi de pentecôte": 50, "mardi gras": -47,
}  # fmt: skip
FEASTS: Final = (*_FIXED_FEASTS, *_EASTER_FEASTS)
"""Feasts with a day of their own, lower case, with the plain apostrophe."""


def feast(name: str, year: int) -> date:
    """Give the day of a feast of :data:`FEASTS` in a year."""
    if name in _FIXED_FEASTS:
        return date(year, *_FIXED_FEASTS[name])
    return easter(year) + timedelta(days=_EASTER_FEASTS[name])


def easter(year: int) -> date:
    """Give Easter Sunday of a year of the Gregorian calendar."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Give year and month, ``count`` months later."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    return monthrange(year, month)[1]


def monday(day: date) -> date:
    """Give the Monday of a day's week (ISO 8601: a week begins on Monday)."""
    return day - timedelta(days=day.weekday())
