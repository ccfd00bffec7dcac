"""The names of organisations: the acronyms and shorter forms that may follow a full name.

« Observatoire syrien des droits de l’homme » may come back as « OSDH », « l’Observatoire »; « ministère libanais de la
Santé » as « ministère de la Santé »; « AS Monaco » as « Monaco ».
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from encoder.registers.mentions import Mention
from encoder.registers.words import Words, fold
from encoder.rules.peoples import adjectives

SPELLING, USUAL, POSSIBLE = 0, 1, 2

_SMALL: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "de des du d la le les l et a au aux en pour par sur dans contre of the and for in to on sans"
    ).split()
)
_CLUBS: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "fc as ac sc us rc aj ogc ol asse losc racing stade olympique real inter sporting club union athletic "
        "atletico cf sco ea en es red hac bk cd cs rcd ssc sv vfl"
    ).split()
)
_COMPANIES: Final = frozenset(
    ("groupe", "societe", "compagnie", "maison", "laboratoires", "etablissements", "fondation")
)
_NO_HEADS: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "nouveau nouvelle grand grande premier premiere haut haute saint sainte le la les"
    ).split()
)
_RANKS: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "national nationale international internationale federal federale general generale"
    ).split()
)
_ACRONYM: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9.&-]{1,11}|[A-ZÀ-Þ][a-zà-ÿ]{1,11}")
_BETWEEN: Final = re.compile(r"\s?\((?:l[’'])?|\s?\((?:en anglais|ou|dite?|the)\s")
_MOST_WORDS: Final = 14


def is_acronym(form: str) -> bool:
    """Tell whether a form is written as an acronym is: one word, capitals."""
    return bool(_ACRONYM.fullmatch(form)) and sum(map(str.isupper, form)) > 1


def introduced(text: str, mentions: Sequence[Mention]) -> dict[Words, Words]:
    """Give the acronyms that parentheses introduce beside a name, each with the full form it stands for."""
    found: dict[Words, Words] = {}
    for one, other in pairwise(mentions):
        between = text[one.span.end : other.span.start]
        if not _BETWEEN.fullmatch(between) or text[other.span.end : other.span.end + 1] != ")":
            continue
        short, full = sorted((one.words, other.words), key=lambda form: (len(form), len("".join(form))))
        shorter = other.form if other.words == short else one.form
        if len(short) == 1 and len(full) > 1 and _ACRONYM.fullmatch(shorter):
            found.setdefault(short, _spelt_part(short[0], full))
    return found


def _spelt_part(acronym: str, full: Words) -> Words:
    """Give the name inside another whose letters an acronym has: « Direction des prix du Conseil du Livre (CL) »."""
    if spells(acronym, full):
        return full
    parts = (full[at:] for at in range(1, len(full) - 1) if full[at - 1] in _SMALL and full[at] not in _SMALL)
    return next((part for part in parts if spells(acronym, part)), full)


def shorts(form: Words, forms: Mapping[Words, str], acronyms: Mapping[Words, Words]) -> dict[Words, int]:
    """Give which of the document's forms may follow a form, with their level.

    ``forms`` are the forms of the document as they are written; ``acronyms`` are those that were introduced.
    """
    found: dict[Words, int] = {}
    if len(form) < 2 or len(form) > _MOST_WORDS:
        return found
    for size in range(1, len(form)):
        if size > 1 or (form[0] not in _NO_HEADS and form[0] not in _CLUBS and len(form[0]) > 2):
            _add(found, form[:size], USUAL)
    if form[0] in _CLUBS or form[0] in _COMPANIES:
        _add(found, form[1:], USUAL)
    for without in _without_adjectives(form):
        _add(found, without, USUAL)
        for size in range(2, len(without)):
            _add(found, without[:size], POSSIBLE)
    for short, written in forms.items():
        if (
            len(short) == 1
            and _ACRONYM.fullmatch(written)
            and (spells(short[0], form) or spells(short[0], ("la", *form)))
        ):
            _add(found, short, SPELLING)
    for short, full in acronyms.items():
        if full == form or (full not in forms and full[: len(form)] == form):
            _add(found, short, SPELLING)
    return found


def spells(acronym: str, full: Words) -> bool:
    """Tell whether an acronym is made of the first letters of a name's words, the small ones left out or not.

    Both are folded. « Cedeao » spells « communauté économique des États de l’Afrique de l’Ouest ».
    """
    letters = fold(acronym)
    if len(letters) < 2 or len(full) < 2:
        return False
    states = {0}
    for word in full:
        after = set(states) if word in _SMALL else set()
        for at in states:
            if letters[at : at + 1] == word[:1]:
                after.add(at + 1)
        states = after
    return len(letters) in states


def _without_adjectives(form: Words) -> list[Words]:
    """Give a name without the nationality or rank that its head carries (« ministère libanais de la Santé »)."""
    if len(form) < 3:
        return []
    second = form[1]
    return [(form[0], *form[2:])] if second in _RANKS or second in _peoples() else []


@cache
def _peoples() -> frozenset[str]:
    return frozenset(fold(one) for one in adjectives())


def _add(found: dict[Words, int], form: Words, level: int) -> None:
    while form and form[-1] in _SMALL:
        form = form[:-1]
    # « armée syrienne » is another than « armée syrienne de l’opposition »
    if form and not (len(form) > 1 and form[-1] in _peoples()):
        found[form] = min(level, found.get(form, level))
