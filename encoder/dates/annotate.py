"""The layer of dates and times of an article: found by a grammar, resolved in the order of the text.

A span whose ends are dates in themselves (« du 2 mars au 30 juin ») is a ``date`` with ``@from`` and ``@to`` around
the two; one said at once (« 3 au 5 mai ») is a single ``date``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from encoder.dates.direction import speaks_of_results, way_of
from encoder.dates.expression import Expression
from encoder.dates.find import LANGUAGES, find_expressions
from encoder.dates.joints import (
    are_of_one_week,
    borrow,
    dates_an_event,
    is_bare,
    is_of_the_same_year,
    joint_of,
    span_start,
    without_lone_days,
    year_behind,
    year_for,
)
from encoder.dates.resolve import resolve
from encoder.dates.told import Told, is_to_come
from encoder.dates.values import ANCHOR, NOTHING, Context, Published, Value
from tei import Annotation, Layer, Span

RESP: Final = "#dates"


@dataclass(frozen=True, slots=True)
class Dates:
    """The layer of dates and times, and the spans of dates that do not exist (« 31 février »), in order."""

    layer: Layer
    impossible: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside an expression: the year that binds it, and the day of the same week that it follows.

    ``sure`` is true where that day is said to be this week's. One said ``aside`` dates an event of another time.
    """

    year: int = 0
    day: str = ""
    sure: bool = False
    aside: bool = False


@dataclass(slots=True)
class _Found:
    """What has been found so far, over all blocks; ``points`` leads from an annotation to that it is reckoned from."""

    annotations: list[Annotation] = field(default_factory=list)
    impossible: list[Span] = field(default_factory=list)
    points: dict[int, int] = field(default_factory=dict)


def annotate_dates(
    text: str, blocks: Sequence[Span], names: Sequence[Annotation], published: Published | None, lang: str
) -> Dates:
    """Give the dates and times of an article's text, each a ``date`` or a ``time`` with ``@resp``.

    ``names`` are the entities already found, over which no date is laid; ``published`` is when the article appeared,
    or ``None``: what is reckoned from it then has no value. There is a grammar for French and for English; other
    languages get an empty layer. Source: TEI P5, 3.6.4 and 13.4, att.datable.w3c.
    """
    language = lang.partition("-")[0].casefold()
    if language not in LANGUAGES:
        return Dates(Layer("dates"))
    taken = sorted(one.span for one in names)
    found = _Found()
    told = Told(published)
    for block in blocks:
        expressions = without_lone_days(text, find_expressions(text, block, taken, language))
        joints = [joint_of(text, block, *pair) for pair in pairwise(expressions)]
        expressions = borrow(expressions, [*joints, ""])
        told = told.next_block()
        first = len(found.annotations)
        values: list[Value] = []
        aside, sure, year_said, ahead = False, False, None, None
        for one, other in pairwise((*expressions, None)):
            if one is None:
                continue
            same = other is not None and is_of_the_same_year(text, one, other)
            dated = _in_year(one, told.anchor(other).value) if other and same else one
            week = ahead is not None and are_of_one_week(text, ahead, one)
            sure = week and ahead is not None and (sure or ahead.side == "this")
            beside = _Beside(
                _year_beside(text, one, other, year_said, published),
                values[-1].when if week else "",
                sure=sure,
                aside=aside,
            )
            values.append(_add_one(text, block, dated, language, told, found, beside))
            year_said, ahead = one if one.year or one.unit == "year" else year_said, one
            aside = other is not None and dates_an_event(text, one, other)
        _put_in_order(text, expressions, values, first, found)
        _date_events(text, expressions, values, told, first, found)
        for number, joint in enumerate(joints):
            if joint == "span":
                pair = slice(number, number + 2)
                _add_span(text, block, expressions[pair], values[pair], first + number, found)
    return Dates(Layer("dates", tuple(_with_ids(found))), tuple(found.impossible))


def _in_year(one: Expression, told: str) -> Expression:
    """Give the expression with the year of a date that was told, or without a value where none was."""
    return replace(one, borrowed_year=int(told[:4])) if told else replace(one, kind="other")


def _year_beside(
    text: str, one: Expression, other: Expression | None, said: Expression | None, published: Published | None
) -> int:
    """Give the year that a date before or behind the expression gives it, or 0."""
    now = published.year if published else 0
    behind = year_behind(text, one, other, now) if other else 0
    return behind or (year_for(text, said, one, now) if said else 0)


def _put_in_order(text: str, expressions: Sequence[Expression], values: list[Value], first: int, found: _Found) -> None:
    """Move a day of the week before the one it is joined to (« lundi et mardi » told on a Monday)."""
    for number in range(len(values) - 2, -1, -1):
        one, value, last = expressions[number], values[number], values[number + 1]
        if not are_of_one_week(text, one, expressions[number + 1]) or one.side:
            continue
        if value.when and last.when and value.when >= last.when:
            values[number] = replace(value, when=(date.fromisoformat(value.when) - timedelta(weeks=1)).isoformat())
            found.annotations[first + number] = _annotation(one, values[number])


def _add_one(  # noqa: PLR0917 (all of one kind of call)
    text: str, block: Span, one: Expression, language: str, told: Told, found: _Found, beside: _Beside
) -> Value:
    """Resolve an expression and add its annotation."""
    index = len(found.annotations)
    edges = (block.start, block.end)
    way = way_of(text, one.start, one.end, edges, language)
    if way == "unknown" and told.ahead and one.kind == "weekday":
        way = "future"
    past = told.published is not None and beside.year < told.published.year
    if beside.year and not one.borrowed_year and not (way in ("future", "planned") and past):
        one = replace(one, borrowed_year=beside.year)
    anchor = told.anchor(one)
    results = one.kind in ("quarter", "half", "stretch") and speaks_of_results(text, one.start, one.end, edges)
    value = resolve(one, Context(told.published, way, anchor.value, one.borrowed_year, told.year, results))
    if beside.day and value.when and value.when <= beside.day and (beside.sure or way in ("future", "planned")):
        value = replace(value, when=(date.fromisoformat(value.when) + timedelta(weeks=1)).isoformat())
    if value.point == ANCHOR:
        if one.kind == "anchored" and way != "future" and is_to_come(value, told.published):
            value = NOTHING  # told as past, yet to come: the date it was reckoned from is not the one meant
        elif anchor.earlier:
            value = replace(value, cert="low")
    if value.point == ANCHOR:
        by_year = one.kind in ("day", "month") and not is_bare(one)
        found.points[index] = told.year_index if by_year else anchor.index
    if value.impossible:
        found.impossible.append(Span(one.start, one.end))
    told.add(index, one, value, aside=beside.aside)
    found.annotations.append(_annotation(one, value))
    return value


def _date_events(  # noqa: PLR0917 (all of one kind of call)
    text: str, expressions: Sequence[Expression], values: Sequence[Value], told: Told, first: int, found: _Found
) -> None:
    """Resolve what is counted from an event whose date stands behind it (« deux jours après le vote du 3 mars »)."""
    for index, ((one, other), value) in enumerate(zip(pairwise(expressions), values[1:], strict=False), first):
        if value.when and dates_an_event(text, one, other):
            counted = resolve(one, Context(told.published, anchor=value.when))
            if counted.known:
                found.annotations[index] = _annotation(one, counted)
                found.points[index] = index + 1


def _add_span(  # noqa: PLR0917 (all of one kind of call)
    text: str,
    block: Span,
    ends: Sequence[Expression],
    values: Sequence[Value],
    index: int,
    found: _Found,
) -> None:
    """Add the ``date`` or ``time`` around two that are the ends of a span."""
    first, last = values
    start = first.first
    if not (first.known and last.known) or first.bounds or last.bounds:
        return
    if start > last.last and ends[0].kind == ends[1].kind == "weekday" and not ends[0].side:
        start = (date.fromisoformat(start) - timedelta(weeks=1)).isoformat()
        moved = replace(first, when=start)
        found.annotations[index] = _annotation(ends[0], moved)
    size = min(len(start), len(last.last))
    if start[:size] > last.last[:size]:
        return
    cert = min((first.cert, last.cert), key=("low", "medium", "high").index)
    point = first.point if first.point == last.point and first.point != ANCHOR else ""
    value = Value(start=start, end=last.last, cert=cert, point=point)
    begin = span_start(text, block, ends[0])
    found.annotations.append(_annotation(replace(ends[0], start=begin, end=ends[1].end), value))


def _annotation(one: Expression, value: Value) -> Annotation:
    attributes = {**value.attributes(), "resp": RESP}
    if value.known and value.point and value.point != ANCHOR:
        attributes["datingPoint"] = value.point
    return Annotation.of("time" if one.kind == "time" else "date", one.start, one.end, attributes)


def _with_ids(found: _Found) -> list[Annotation]:
    """Give the annotations, with ids on those that others are reckoned from, and pointers to them."""
    identifiers: dict[int, str] = {}
    for target in sorted(set(found.points.values())):
        identifiers[target] = f"date{len(identifiers) + 1}"
    result = list(found.annotations)
    for index, identifier in identifiers.items():
        result[index] = result[index].having(xml_id=identifier)
    for index, target in found.points.items():
        result[index] = result[index].having(datingPoint=f"#{identifiers[target]}")
    return result
