"""Quotations: what stands between marks, and whether somebody named nearby says it.

A first pass: ``said`` with its speaker where a verb of saying (or « selon ») and a name stand next to the
quotation in the same sentence, ``q`` where no speaker can be told. Marks around a mere name are no quotation.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from encoder.annotators.marks import find_marks
from tei import Annotation, Layer, Span

RESP: Final = "#quotations"
_WINDOW: Final = 120
_SENTENCE: Final = re.compile(r"[.!?…][\s\u00a0»”\"]")
_CONTENT_EDGE: Final = '«»“”„‚‘’‹›"  \u00a0\u202f\u2009'


@dataclass(frozen=True, slots=True)
class Quotations:
    """The layer of quotations, and the offsets of marks that have no partner."""

    layer: Layer
    unpaired: tuple[int, ...]


def annotate_quotations(text: str, blocks: Sequence[Span], names: Sequence[Annotation]) -> Quotations:
    """Give the quotations of an article's text; ``names`` are the entities already found, with ``@ref``."""
    found: list[Annotation] = []
    unpaired: list[int] = []
    named = {one.span for one in names}
    ordered = sorted(names, key=lambda one: one.span)
    starts = [one.span.start for one in ordered]

    def in_block(block: Span) -> list[Annotation]:
        return ordered[bisect.bisect_left(starts, block.start) : bisect.bisect_left(starts, block.end)]

    for block in blocks:
        marks = find_marks(text, block)
        unpaired.extend(marks.unpaired)
        inside = in_block(block)
        for span, _depth in marks.spans:
            content = _content(text, span)
            if content.start == content.end or content in named:
                continue
            found.append(_quotation(text, block, span, inside))
    return Quotations(Layer("quotations", tuple(found)), tuple(unpaired))


def _content(text: str, span: Span) -> Span:
    raw = text[span.start : span.end]
    start = span.start + len(raw) - len(raw.lstrip(_CONTENT_EDGE))
    end = span.end - (len(raw) - len(raw.rstrip(_CONTENT_EDGE)))
    return Span(start, max(start, end))


def _quotation(text: str, block: Span, span: Span, names: Sequence[Annotation]) -> Annotation:
    before = _before(text, block, span)
    after = _after(text, block, span)
    speakers = [one for one in names if one.tag in ("persName", "orgName") and one.get("ref")]
    for place, nearest_last in ((before, True), (after, False)):
        if not _cue().search(text, place.start, place.end):
            continue
        inside = [one for one in speakers if place.holds(one.span)]
        if inside:
            who = inside[-1 if nearest_last else 0].get("ref")
            return Annotation.of("said", span.start, span.end, who=who, cert="low", resp=RESP)
    return Annotation.of("q", span.start, span.end, resp=RESP)


def _before(text: str, block: Span, span: Span) -> Span:
    start = max(block.start, span.start - _WINDOW)
    for match in _SENTENCE.finditer(text, start, span.start):
        start = match.end()
    return Span(start, span.start)


def _after(text: str, block: Span, span: Span) -> Span:
    end = min(block.end, span.end + _WINDOW)
    match = _SENTENCE.search(text, span.end, end)
    return Span(span.end, match.start() if match else end)


@cache
def _cue() -> re.Pattern[str]:
    lines = files("encoder").joinpath("data/saying.txt").read_text(encoding="utf-8").splitlines()
    forms = [line for line in lines if line and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)
