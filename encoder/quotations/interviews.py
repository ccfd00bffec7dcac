"""Interviews with labels: « Question – Réponse », « LE MONDE : – ANNE LEFORT : ». Each turn becomes an ``sp``.

The turns have no marks of quotation, so they are no ``said`` (schemas/gazetei.odd, ``sp``). The label stays where it
is, as a ``label``; ``@who`` is the entry of the name in it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from encoder.quotations.lexicon import plain, words
from encoder.quotations.speakers import RESP
from encoder.quotations.stretches import Names
from tei import Annotation, Entry, Span

_LABEL: Final = re.compile(
    r"(?P<name>[A-ZÀ-ÝŒ][^\s:.]{0,20}(?:\.?[ \u00a0\u202f’'-]{1,2}[^\s:]{1,20}){0,4}?)"
    r"(?:\.?[ \u00a0\u202f]*:|\.[ \u00a0\u202f]*[–—-]|[ \u00a0\u202f][–—](?=[ \u00a0\u202f]))(?=[ \u00a0\u202f]*\S)"
)
_LABELS: Final = 4
"""An interview has at least this many turns."""


@dataclass(frozen=True, slots=True)
class _Turn:
    first: int
    last: int
    label: Span
    name: str


def find_turns(
    text: str, blocks: Sequence[Span], flow: Iterable[int], names: Names, entries: Sequence[Entry]
) -> tuple[Annotation, ...]:
    """Give an ``sp`` and a ``label`` for each turn of an interview; nothing where the article is none.

    A turn is a block with a label and the blocks of running text after it. It is an interview if two labels take turns,
    four times at least.
    """
    turns = _turns(text, blocks, sorted(flow))
    counts = Counter(turn.name for turn in turns)
    leading = {name for name, count in counts.most_common(3) if count > 1}
    changes = sum(one.name != after.name for one, after in pairwise(turns))
    if len(leading) < 2 or len(turns) < _LABELS or changes < len(turns) // 2:
        return ()
    found = []
    for turn in turns:
        span = Span(blocks[turn.first].start, blocks[turn.last].end)
        who = _who(turn, names, entries)
        sure = {"who": who, "cert": "medium", "resp": RESP} if who else {"resp": RESP}
        found.append(Annotation.of("sp", span.start, span.end, sure))
        found.append(Annotation.of("label", turn.label.start, turn.label.end))
    return tuple(found)


def _turns(text: str, blocks: Sequence[Span], flow: Sequence[int]) -> list[_Turn]:
    found: list[_Turn] = []
    before = -2
    for number in flow:
        block = blocks[number]
        match = _LABEL.match(text, block.start, block.end)
        if match and _can_be_label(match["name"]):
            found.append(_Turn(number, number, Span(*match.span()), plain(match["name"]).rstrip(". ")))
        elif found and number == before + 1 and found[-1].last == before:
            one = found[-1]
            found[-1] = _Turn(one.first, number, one.label, one.name)
        before = number
    return found


def _can_be_label(name: str) -> bool:
    """Tell whether words before a colon are a label: capitals, initials, a name, or « Question », « Réponse »."""
    parts = name.split()
    return name.isupper() or plain(name) in words("turn") or all(part[:1].isupper() for part in parts)


def _who(turn: _Turn, names: Names, entries: Sequence[Entry]) -> str:
    """Give the entry a label names: that of the name in it, or the only one with this form, initials or surname."""
    inside = [one for one in names.between(turn.label) if one.tag != "placeName" and one.get("ref")]
    if inside:
        return inside[0].get("ref")
    found = [
        f"#{entry.id}"
        for entry in entries
        if entry.kind != "place" and any(_names(turn.name, form.text) for form in entry.forms)
    ]
    return found[0] if len(found) == 1 else ""


def _names(label: str, form: str) -> bool:
    parts = [part for part in re.split(r"[\s\u00a0\u202f-]+", plain(form)) if part]
    asked = [part for part in re.split(r"[\s\u00a0\u202f.-]+", label) if part]
    if asked == parts or (len(asked) < len(parts) and asked == parts[-len(asked) :] and len(asked[-1]) > 2):
        return True
    initials = len(asked) == len(parts) and all(part[: len(one)] == one for one, part in zip(asked, parts, strict=True))
    return initials and len(parts) > 1
