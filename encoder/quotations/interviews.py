"""Interviews with labels: « Question – Réponse », « LE MONDE : – ANNE LEFORT : ». Each turn becomes an ``sp``.

The turns have no marks of quotation, so they are no ``said`` (schemas/gazetei.odd, ``sp``). The label stays where it
is, as a ``label``; ``@who`` is the entry of the name in it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from encoder.quotations.lexicon import plain
from encoder.quotations.speakers import RESP
from encoder.quotations.stretches import Names
from encoder.structure.turns import Label, find_labels
from tei import Annotation, Entry, Span

_TWO: Final = 2
"""How many parts a full name has at least."""


def find_turns(
    text: str, blocks: Sequence[Span], flow: Iterable[int], names: Names, entries: Sequence[Entry]
) -> tuple[Annotation, ...]:
    """Give an ``sp`` and a ``label`` for each turn of an interview; nothing where the article is none.

    A turn is a block with a label and the blocks of running text after it. Whose turn it is: that of the name in the
    label, or of the entry with this name or these initials; an « R. » is the turn of the one person named before.
    """
    running = frozenset(flow)
    labels = find_labels(text, blocks, running)
    if not labels:
        return ()
    whose = _whose(labels, names, entries)
    interviewed = _interviewed(names, Span(0, labels[0].span.start))
    found = []
    for label, after in zip(labels, (*labels[1:], None), strict=True):
        last = _last(running, label.block, after.block if after else len(blocks))
        attributes = _attributes(whose[label], interviewed if label.answers else "")
        found.append(Annotation.of("sp", label.span.start, blocks[last].end, attributes))
        found.append(Annotation.of("label", label.span.start, label.span.end))
    return tuple(found)


def _last(running: frozenset[int], first: int, end: int) -> int:
    """Give the last of the blocks that follow one without a gap, before another."""
    last = first
    while last + 1 < end and last + 1 in running:
        last += 1
    return last


def _attributes(who: str, interviewed: str) -> dict[str, str]:
    if not (who or interviewed):
        return {"resp": RESP}
    return {"who": who or interviewed, "cert": "medium" if who else "low", "resp": RESP}


def _interviewed(names: Names, before: Span) -> str:
    """Give the only person named before an interview, or the one who is named most often there."""
    counts = Counter(one.get("ref") for one in names.between(before) if one.tag == "persName" and one.get("ref"))
    ranked = counts.most_common(2)
    alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone else ""


def _whose(labels: Sequence[Label], names: Names, entries: Sequence[Entry]) -> dict[Label, str]:
    """Give the entry that each label names: that of the name in it, or the only one with this name or these initials.

    Of several with the same initials, it is the one that another label names.
    """
    found: dict[Label, str] = {}
    for label in labels:
        inside = [one for one in names.between(label.span) if one.tag != "placeName" and one.get("ref")]
        found[label] = inside[0].get("ref") if inside else ""
    speaking = set(found.values())
    for label in labels:
        if not found[label]:
            fitting = [f"#{one.id}" for one in entries if one.kind != "place" and _is_named(label.key, one)]
            here = [one for one in fitting if one in speaking] or fitting
            found[label] = here[0] if len(here) == 1 else ""
    return found


def _is_named(label: str, entry: Entry) -> bool:
    return any(_names(label, form.text) for form in entry.forms)


def _names(label: str, form: str) -> bool:
    parts = [part for part in re.split(r"[\s\u00a0\u202f-]+", plain(form)) if part]
    asked = [part for part in re.split(r"[\s\u00a0\u202f.-]+", label) if part]
    if (
        asked == parts
        or (len(asked) >= _TWO and sorted(asked) == sorted(parts))
        or (len(asked) < len(parts) and asked == parts[-len(asked) :] and len(asked[-1]) > 2)
    ):
        return True
    initials = len(asked) == len(parts) and all(part[: len(one)] == one for one, part in zip(asked, parts, strict=True))
    return initials and len(parts) > 1
