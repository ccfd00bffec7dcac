"""The layer of dates and times of an article: found by a grammar, resolved in the order of the text.

A span whose ends are dates in themselves (« du 2 mars au 30 juin ») is a ``date`` with ``@from`` and ``@to`` around
the two; one said at once (« 3 au 5 mai ») is a single ``date``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from encoder.dates.direction import way_of
from encoder.dates.expression import Expression
from encoder.dates.find import LANGUAGES, find_expressions
from encoder.dates.resolve import ANCHOR, Context, Published, Value, resolve
from tei import Annotation, Layer, Span

RESP: Final = "#dates"

_BETWEEN: Final = re.compile(
    r"\s{1,3}(?:(?:jusqu[’'])?(?:au|à|à la|aux)|et(?: le| la| l[’']| les)?|to|until|till|through|and)\s{0,3}(?:the\s)?$"
    r"|\s?[–—-]\s?$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    r"(?P<night>\bnuit\s{1,3})?\b(?:du|de|d[’']|de la|de l[’']|entre(?: le| la| l[’']| les)?|"
    r"from|between)\s{0,3}(?:the\s)?$",
    re.IGNORECASE,
)
_PAIRS: Final = (("entre", "et"), ("between", "and"))
_LISTED: Final = re.compile(
    r"\s?(?:,|,?\s(?:et|ou|puis|and|or|then))\s{0,3}(?:(?:le|en|du|de|au|in|on|the|de|puis)\s){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The layer of dates and times, and the spans of dates that do not exist (« 31 février »), in order."""

    layer: Layer
    impossible: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Anchors:
    """The last dates before a place, by their precision: the annotation's index and the value."""

    day: tuple[int, str] | None = None
    month: tuple[int, str] | None = None
    year: tuple[int, str] | None = None

    def add(self, index: int, value: Value) -> None:
        known = value.when or value.end
        if len(known) < 4 or ":" in known:
            return
        self.year = (index, known)
        if len(known) >= 7:
            self.month = (index, known)
        if len(known) >= 10:
            self.day = (index, known)

    def best(self, one: Expression) -> tuple[int, str] | None:
        if one.unit == "year":
            return self.year
        return self.month if one.unit in ("month", "quarter", "half") else self.day


@dataclass(slots=True)
class _Found:
    """What has been found so far, over all blocks."""

    annotations: list[Annotation] = field(default_factory=list)
    impossible: list[Span] = field(default_factory=list)
    anchors: dict[int, int] = field(default_factory=dict)  # annotation -> the annotation it is reckoned from


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
    for block in blocks:
        expressions = find_expressions(text, block, taken, language)
        if expressions:
            _annotate_block(text, block, expressions, published, language, found)
    return Dates(Layer("dates", tuple(_with_ids(found))), tuple(found.impossible))


def _annotate_block(  # noqa: PLR0917 (all of one kind of call)
    text: str,
    block: Span,
    expressions: Sequence[Expression],
    published: Published | None,
    language: str,
    found: _Found,
) -> None:
    joined = [_joint(text, block, *pair) for pair in pairwise(expressions)] + [""]
    borrowed = _borrow(expressions, joined)
    anchors = _Anchors()
    told_year, told_index = 0, 0
    values: list[Value] = []
    first_index = len(found.annotations)
    for number, one in enumerate(borrowed):
        index = first_index + number
        anchor = anchors.best(one)
        context = Context(
            published,
            way_of(text, one.start, one.end, (block.start, block.end), language),
            anchor[1] if anchor else "",
            one.borrowed_year,
            told_year,
        )
        value = resolve(one, context)
        if value.point == ANCHOR:
            told = one.kind in ("day", "month")
            found.anchors[index] = told_index if told else anchor[0] if anchor else index
        if value.impossible:
            found.impossible.append(Span(one.start, one.end))
        if one.kind in ("day", "month", "year") and one.year and not (published and one.year == published.year):
            told_year, told_index = one.year, index
        if value.known and not _is_to_come(value, published):
            anchors.add(index, value)
        values.append(value)
        found.annotations.append(_annotation(one, value))
    for number, joint in enumerate(joined):
        if joint == "span":
            _add_span(
                text, block, borrowed[number : number + 2], values[number : number + 2], first_index + number, found
            )


def _joint(text: str, block: Span, one: Expression, other: Expression) -> str:
    """Tell how two expressions are joined: ``span`` (« de … à … »), ``list`` (« … et … »), or not."""
    between = text[one.end : other.start]
    if len(between) > 14 or (one.kind == "time") != (other.kind == "time"):
        return ""
    ahead = text[max(block.start, one.start - 24) : one.start]
    opening, joint = _OPENING.search(ahead), _BETWEEN.fullmatch(between)
    if opening and joint:
        pair = any(word in opening[0].casefold() for word, _ in _PAIRS), between.split()[:1] in (["et"], ["and"])
        if pair in ((True, True), (False, False)):
            return "span"
    return "list" if _LISTED.fullmatch(between) else ""


def _borrow(expressions: Sequence[Expression], joined: Sequence[str]) -> list[Expression]:
    """Give each date the year, and « mardi 20 » the month, of the date it is joined to (« mars et avril 2020 »)."""
    result = list(expressions)
    for number in range(len(result) - 2, -1, -1):
        one, after = result[number], result[number + 1]
        if not joined[number] or one.kind not in ("day", "month") or after.kind not in ("day", "month", "days"):
            continue
        if one.kind == "day" and not one.month and after.month:
            one = replace(one, month=after.month)
        year = after.year or after.borrowed_year
        if not one.year and year and one.month:
            one = replace(one, borrowed_year=year - (one.month > after.month))
        result[number] = one
    return result


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
    opening = _OPENING.search(text[max(block.start, ends[0].start - 24) : ends[0].start])
    night = opening["night"] if opening else None
    begin = ends[0].start - len(opening[0]) if opening and night else ends[0].start
    found.annotations.append(_annotation(replace(ends[0], start=begin, end=ends[1].end), value))


def _is_to_come(value: Value, published: Published | None) -> bool:
    """Tell whether a value lies after the publication: no story is told from there (« la veille »)."""
    if published is None:
        return False
    now = f"{published.year:04}-{published.month or 12:02}-{published.day or 31:02}"
    return value.first > now[: len(value.first)]


def _annotation(one: Expression, value: Value) -> Annotation:
    attributes = {**value.attributes(), "resp": RESP}
    if value.known and value.point and value.point != ANCHOR:
        attributes["datingPoint"] = value.point
    return Annotation.of("time" if one.kind == "time" else "date", one.start, one.end, attributes)


def _with_ids(found: _Found) -> list[Annotation]:
    """Give the annotations, with ids on those that others are reckoned from, and pointers to them."""
    identifiers: dict[int, str] = {}
    for target in sorted(set(found.anchors.values())):
        identifiers[target] = f"date{len(identifiers) + 1}"
    result = list(found.annotations)
    for index, identifier in identifiers.items():
        result[index] = result[index].having(xml_id=identifier)
    for index, target in found.anchors.items():
        result[index] = result[index].having(datingPoint=f"#{identifiers[target]}")
    return result
