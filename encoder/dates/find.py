"""Finding temporal expressions in a block: every rule of a language, then the first and longest of each place."""

from collections.abc import Iterable, Sequence
from typing import Final

from encoder.dates import english, french, times
from encoder.dates.expression import Expression
from encoder.dates.grammar import Rule
from tei import Span

LANGUAGES: Final[dict[str, tuple[Rule, ...]]] = {
    "fr": (*french.RULES, *times.FRENCH),
    "en": (*english.RULES, *times.ENGLISH),
}
"""The rules by language; there are none for other languages."""


def find_expressions(text: str, block: Span, taken: Sequence[Span], language: str) -> list[Expression]:
    """Give the temporal expressions of a block, in order, none overlapping another or a span that is ``taken``.

    Offsets are those of ``text``; ``taken`` is in order. A name wins over a date (« place du 11-Novembre »).
    """
    content = text[block.start : block.end]
    found: list[tuple[int, int, int, Expression]] = []
    for order, rule in enumerate(LANGUAGES[language]):
        for match in rule.pattern.finditer(content):
            built = rule.build(match)
            several = (built,) if isinstance(built, Expression) else built or ()
            found.extend((one.start, -one.end, order, one) for one in several)
    kept: list[Expression] = []
    end = 0
    for one in _apart(sorted(found, key=lambda item: item[:3]), block, taken):
        if one.start >= end:
            kept.append(one)
            end = one.end
    return [one.moved(block.start) for one in kept]


def _apart(
    found: Iterable[tuple[int, int, int, Expression]], block: Span, taken: Sequence[Span]
) -> Iterable[Expression]:
    """Leave out what overlaps a taken span; both are in order, so one pass is enough."""
    index = 0
    for *_, one in found:
        start, end = one.start + block.start, one.end + block.start
        while index < len(taken) and taken[index].end <= start:
            index += 1
        if index == len(taken) or taken[index].start >= end:
            yield one
