"""The parts of persons' names in the text, and the roles beside them.

Inside a ``persName``: ``forename``, ``surname``, ``nameLink``, ``addName``, ``genName``, where they can be told. Beside
it: ``roleName`` for a title, rank or office (« le général Abdelkarim »). Source: TEI P5, 13.2.1.
"""

import bisect
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from encoder.registers.registers import block_of, parts_of
from encoder.registers.roles import role_after, roles_before
from tei import Annotation, Layer, Span

RESP: Final = "#registers"

_REACH: Final = 500


def annotate_parts(text: str, names: Sequence[Annotation]) -> Layer:
    """Give the parts inside the names of persons; a name that is split over lines has none."""
    found: list[Annotation] = []
    for one in names:
        form = text[one.span.start : one.span.end]
        if one.tag != "persName" or form != " ".join(form.split()):
            continue
        start = one.span.start
        found.extend(Annotation.of(part.tag, start + part.start, start + part.end) for part in parts_of(form))
    return Layer("parts of names", tuple(found))


def annotate_roles(
    text: str, blocks: Sequence[Span], names: Sequence[Annotation], others: Sequence[Annotation]
) -> Layer:
    """Give the roles beside the names of persons, each a ``roleName`` with its type.

    A role may hold places and organisations (« maire de Lyon »), and shares no character with a person's name
    (« un conseiller de {Zoé Ombrine} ») or with ``others``.
    """
    inside = sorted(one.span for one in names)
    outside = sorted((*(one.span for one in others), *(one.span for one in names if one.tag == "persName")))
    found: dict[Span, str] = {}
    for name in (one.span for one in names if one.tag == "persName"):
        for span, role_type in _roles(text, name, block_of(blocks, name)):
            if not any(span.crosses(one) or one.holds(span) for one in _near(span, inside)) and not any(
                one.start < span.end and span.start < one.end for one in _near(span, outside)
            ):
                found.setdefault(span, role_type)
    kept: list[Annotation] = []
    for span in sorted(found):
        if not kept or kept[-1].span.end <= span.start:
            attributes = {"type": found[span], "cert": "medium", "resp": RESP}
            kept.append(Annotation.of("roleName", span.start, span.end, attributes))
    return Layer("roles", tuple(kept))


def _near(span: Span, spans: Sequence[Span]) -> Sequence[Span]:
    """Give the spans of a sorted sequence that can touch one; names and dates are no longer than a few lines."""
    first = bisect.bisect_left(spans, Span(max(0, span.start - _REACH), max(0, span.start - _REACH)))
    return spans[first : bisect.bisect_left(spans, Span(span.end, span.end))]


def _roles(text: str, name: Span, block: Span) -> Iterator[tuple[Span, str]]:
    after = role_after(text, name, block)
    for role in chain(roles_before(text, name, block), [after] if after else []):
        yield role.span, role.type
