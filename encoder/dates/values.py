"""What is reckoned with: when the article was published, the value of an expression, what is known beside it."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from encoder.dates.direction import Way


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
    dur: str = ""
    impossible: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return bool(self.when or self.start or self.end)

    def attributes(self) -> dict[str, str]:
        """Give the attributes of att.datable.w3c and att.duration.w3c, and ``@cert`` where there is a value."""
        names = ("notBefore", "notAfter") if self.bounds else ("from", "to")
        pairs = {"when": self.when, names[0]: self.start, names[1]: self.end, "dur": self.dur}
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
    """What is known beside the expression: publication, direction, the last date before it, a year it borrows.

    ``results`` is true where the sentence gives figures that are known (a company's half-year).
    """

    published: Published | None
    way: Way = "unknown"
    anchor: str = ""
    borrowed_year: int = 0
    told_year: int = 0
    results: bool = False


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """Give a year, a month or a day as ISO 8601; raises :class:`ValueError` if it does not exist."""
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"{year} is no year that ISO 8601 writes with four figures")
    if day:
        return date(year, month, day).isoformat()
    return f"{year:04}-{month:02}" if month else f"{year:04}"
