"""What a grammar reads in a text: a temporal expression, whatever its language, before it is resolved."""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "day", "month", "year", "decade", "century", "season", "quarter", "half", "stretch", "feast", "weekday", "relative",
    "anchored", "event", "window", "days", "years", "time", "other",
]  # fmt: skip
"""What is said: a calendar day, month, year… ; ``weekday`` a day of the week alone; ``relative`` a unit counted from
the publication (« hier », « la semaine dernière »), ``anchored`` one counted from a date of the text (« la veille »),
``event`` one counted from what is named behind it (« deux jours après l’attentat »), ``window`` a stretch that ends or
begins with the publication (« les trois derniers mois »);
``stretch`` the first or last months of a year (« les six premiers mois de l’année »);
``days`` and ``years`` a span of them said at once (« 3 au 5 mai », « 2015-2017 »); ``other`` what has no value here."""

Side = Literal["", "last", "next", "this"]
Unit = Literal["", "day", "week", "weekend", "month", "quarter", "half", "year", "century", "night", "hour"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A temporal expression: its place (code points, half-open) and its parts; 0 or -1 is a part not said.

    ``month`` counts from 1, ``weekday`` from Monday = 0; ``side`` is « dernier », « prochain » or « ce »; ``count`` is
    how many ``unit`` later (negative: earlier); ``exact`` is false for « plus de dix ans »; ``counted`` is true
    where the units are counted (« trois jours après »).
    ``borrowed_year`` is that of the date it is joined to (« mars et avril 2020 »).
    """

    start: int
    end: int
    kind: Kind
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1
    side: Side = ""
    last_year: int = 0
    last_month: int = 0
    last_day: int = 0
    unit: Unit = ""
    count: int = 0
    name: str = ""
    hour: int = -1
    minute: int = 0
    second: int = 0
    zone: str = ""
    exact: bool = True
    counted: bool = False
    borrowed_year: int = 0

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"an expression marks text; [{self.start}, {self.end}) marks none")

    def moved(self, by: int) -> "Expression":
        """Give the same expression, so many code points further on."""
        return replace(self, start=self.start + by, end=self.end + by)
