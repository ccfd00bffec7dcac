"""Comparing two texts that are one text: white space and the bullets of lists may differ, nothing else.

Places are compared by the characters that are no white space, counted from the beginning, so that a text with other
line breaks, or without the bullets that TEI keeps apart, gives the same places.
"""

from encoder.evaluation.annotated import Annotated, EvaluationError

_SHOWN = 24
_BULLETS = frozenset("-–—•·*▪◦‣►>")


def places(one: Annotated) -> list[int]:
    """Give for each offset of the text, and its end, how many characters that count stand before it."""
    found, number = [], 0
    for character in one.text:
        found.append(number)
        number += _counts(character)
    return [*found, number]


def check_same_text(gold: Annotated, found: Annotated) -> None:
    """Raise :class:`EvaluationError` with the first difference if two texts are not the same."""
    first = [(at, character) for at, character in enumerate(gold.text) if _counts(character)]
    second = [(at, character) for at, character in enumerate(found.text) if _counts(character)]
    if len(first) == len(second) and all(a[1] == b[1] for a, b in zip(first, second, strict=True)):
        return
    at = next(
        (index for index, (a, b) in enumerate(zip(first, second, strict=False)) if a[1] != b[1]),
        min(len(first), len(second)),
    )
    sides = ((gold.text, first), (found.text, second))
    offsets = [parts[at][0] if at < len(parts) else len(text) for text, parts in sides]
    here, there = (_around(text, offset) for (text, _), offset in zip(sides, offsets, strict=True))
    raise EvaluationError(
        found.path,
        f"its text is not that of {gold.path}: at character {offsets[0]} there is “{here}”, here “{there}”; "
        "compare annotations of the same text",
    )


def _counts(character: str) -> bool:
    return not character.isspace() and character not in _BULLETS


def _around(text: str, at: int) -> str:
    return " ".join(text[at : at + _SHOWN].split()) or "the end"
