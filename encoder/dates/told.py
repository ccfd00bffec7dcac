"""What the text has told so far: the dates from which « la veille », « l’année suivante » or « le 3 » are reckoned."""

from dataclasses import dataclass, field

from encoder.dates.expression import Expression
from encoder.dates.joints import is_bare
from encoder.dates.values import Published, Value


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that was told: its annotation's number, its value, and whether the block before told it."""

    index: int = 0
    value: str = ""
    earlier: bool = False


_NONE = Anchor()


@dataclass(slots=True)
class Told:
    """The last dates that a block told, by their precision, and those of the block before it.

    Where a block has told none itself, the block before is taken, and no further one: « La veille » often opens a
    paragraph. A date that is still to come tells no story, so nothing but a bare day (« le 3 ») is reckoned from it;
    ``ahead`` is true behind one.
    """

    published: Published | None
    last: dict[str, Anchor] = field(default_factory=dict)
    before: dict[str, Anchor] = field(default_factory=dict)
    year: int = 0
    year_index: int = 0
    ahead: bool = False

    def next_block(self) -> "Told":
        """Give what a following block starts from."""
        return Told(self.published, before=self.last)

    def add(self, index: int, one: Expression, value: Value, *, aside: bool) -> None:
        """Take note of a date of the text: the number of its annotation, what was said, its value.

        One said ``aside`` dates an event of another time (« deux jours après le vote du 3 mars »): no story goes on
        from there.
        """
        if one.kind in ("day", "month", "year") and one.year:
            this_year = self.published is not None and one.year == self.published.year
            self.year, self.year_index = (0, 0) if this_year else (one.year, index)
        if one.kind in ("day", "days"):
            self.last["named"] = Anchor(index, value.last)
        if one.kind in ("day", "weekday", "feast") and not value.known and not aside:
            self.last["day"] = _NONE  # what is told from here is not told from an earlier day
        if value.known and one.kind in ("day", "weekday"):
            self.ahead = is_to_come(value, self.published)
        known = "" if aside else value.when or value.end
        if len(known) < 4 or one.kind == "time" or is_to_come(value, self.published):
            return
        self.last["year"] = Anchor(index, known)
        if len(known) >= 7:
            self.last["month"] = Anchor(index, known)
        if len(known) >= 10 and (value.when or one.kind == "days"):
            self.last["day"] = Anchor(index, known)

    def anchor(self, one: Expression) -> Anchor:
        """Give the date that an expression is reckoned from; an empty one if none was told."""
        if is_bare(one):
            return self.last.get("named", _NONE)
        if one.kind != "anchored":
            return _NONE
        precision = one.unit if one.unit in ("year", "month") else "month" if one.unit in ("quarter", "half") else "day"
        if own := self.last.get(precision):
            return own
        earlier = self.before.get(precision, _NONE)
        return Anchor(earlier.index, earlier.value, earlier=True)


def is_to_come(value: Value, published: Published | None) -> bool:
    """Tell whether a value lies after the publication."""
    if published is None:
        return False
    now = f"{published.year:04}-{published.month or 12:02}-{published.day or 31:02}"
    return value.first > now[: len(value.first)]
