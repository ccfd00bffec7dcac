"""Comparing two texts that are one text: white space may differ, and bullets at the beginning of lines.

Places are numbers of the characters that both texts have, counted from the beginning, so that a text with other line
breaks, or without the bullets that TEI keeps apart, gives the same places.
"""

import re
from collections.abc import Sequence
from typing import Final

from encoder.evaluation.annotated import Annotated, EvaluationError

_SHOWN: Final = 24
_BULLETS: Final = re.compile(r"^[^\S\n]*((?:[-–—•·*▪◦‣►>](?:\s+|\Z))+)", re.MULTILINE)


def align(gold: Annotated, found: Annotated) -> tuple[Sequence[int], Sequence[int]]:
    """Give for each offset of the two texts, and their ends, the place it has in both.

    Raises :class:`encoder.evaluation.EvaluationError` with the first difference if they are not the same text.
    """
    sides = (gold.text, found.text)
    first, second = (_characters(text) for text in sides)
    bullets, other_bullets = (_bullets(text) for text in sides)
    places: tuple[list[int], list[int]] = ([0] * (len(gold.text) + 1), [0] * (len(found.text) + 1))
    number = here = there = 0
    while here < len(first) or there < len(second):
        if here < len(first) and there < len(second) and sides[0][first[here]] == sides[1][second[there]]:
            number += 1
            # the places that follow a character have its number
            places[0][first[here] + 1] = places[1][second[there] + 1] = number
            here, there = here + 1, there + 1
        elif here < len(first) and first[here] in bullets:
            here += 1
        elif there < len(second) and second[there] in other_bullets:
            there += 1
        else:
            offset = first[here] if here < len(first) else len(gold.text)
            other = second[there] if there < len(second) else len(found.text)
            raise EvaluationError(
                found.path,
                f"its text is not that of {gold.path}: at character {offset} there is “{_around(gold.text, offset)}”, "
                f"here “{_around(found.text, other)}”; compare annotations of the same text",
            )
    for side in places:
        for at in range(1, len(side)):
            side[at] = max(side[at], side[at - 1])
    return places


def _characters(text: str) -> list[int]:
    return [at for at, character in enumerate(text) if not character.isspace()]


def _bullets(text: str) -> frozenset[int]:
    return frozenset(at for match in _BULLETS.finditer(text) for at in range(*match.span(1)))


def _around(text: str, at: int) -> str:
    return " ".join(text[at : at + _SHOWN].split()) or "the end"
