"""Names that several persons share: « les Fontaine », « la famille Fontaine », « Karim et Sofiane Belkadi »."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from encoder.registers.forenames import is_forename
from encoder.registers.mentions import Mention
from encoder.registers.persons import PersonName
from encoder.registers.words import Words

_WINDOW: Final = 40
_KIN: Final = (
    r"famille|familles|frères|sœurs|soeurs|époux|couple|clan|enfants|fratrie|dynastie|parents|cousins|cousines|jumeaux"
    r"|jumelles"
)
_SEVERAL: Final = re.compile(
    rf"(?:\b(?:les|des|aux|ces|(?:les|des|aux|ces)\s+deux|{_KIN})"
    r"|\b(?:M\.|monsieur)\s+et\s+(?:Mme|madame)|\b(?:Mme|madame)\s+et\s+(?:M\.|monsieur))\s+$",
    re.IGNORECASE,
)
_KIN_BEFORE: Final = re.compile(rf"\b(?:{_KIN})\s+$", re.IGNORECASE)
_BORN: Final = re.compile(r"(?:,|\s\()?\s?née?\s+")
_AND: Final = re.compile(r"\s+et\s+")
_COMMA: Final = re.compile(r",\s+")


def names_several(text: str, start: int, block_start: int) -> bool:
    """Tell whether the words before a surname make it the name of several persons."""
    return bool(_SEVERAL.search(text, max(block_start, start - _WINDOW), start))


def shared_surnames(text: str, mentions: Sequence[Mention], names: Mapping[Words, PersonName]) -> dict[int, str]:
    """Give the full names that lone forenames stand for, by the number of the mention.

    « Karim et Sofiane Belkadi » are two who bear one surname. A forename that is someone's surname in the document, or
    that another full name explains, is left alone.
    """
    surnames = {one.words for one in mentions if one.cue.surname}
    bearers: dict[str, set[Words]] = defaultdict(set)
    for form, name in names.items():
        if name.full:
            surnames.add(form[-1:])
            bearers[form[0]].add(form)
    found: dict[int, str] = {}
    for index, one in enumerate(mentions):
        name = names[one.words]
        if not (name.full and name.texts("surname")):
            continue
        surname = " ".join(name.texts("nameLink") + name.texts("surname"))
        between, following = _AND, one
        for at in range(index - 1, -1, -1):
            other = mentions[at]
            alone = " " not in other.form and other.words not in surnames
            if not alone or not between.fullmatch(text, other.span.end, following.span.start):
                break
            known = is_forename(other.form) or _kin_before(text, other.span.start)
            taken = any(form[1:] != one.words[-len(form[1:]) :] for form in bearers[other.words[0]])
            if not known or taken:
                break
            found[at] = f"{other.form} {surname}"
            between, following = _COMMA, other
    return found


def birth_names(text: str, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """Give whose names at birth are said behind « née », by the mention’s number (« Anne Lefort, née Aubertin »)."""
    found: dict[int, Mention] = {}
    for index, (before, one) in enumerate(pairwise(mentions), start=1):
        if " " not in one.form and _BORN.fullmatch(text, before.span.end, one.span.start):
            found[index] = before
    return found


def _kin_before(text: str, start: int) -> bool:
    return bool(_KIN_BEFORE.search(text, max(0, start - _WINDOW), start))
