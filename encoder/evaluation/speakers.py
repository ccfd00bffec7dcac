"""When two speakers are the same, whatever they were read from.

Two entries of registers are the same if a name of the text points at both. Without such a name their forms decide, the
fullest ones: « Tissot » is « Marcel Tissot », « Marcel Aubert » is not; « ministère libanais de la Santé » is
« ministère de la Santé », « ministère de la Justice » is not, whatever words they share.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from encoder.evaluation.overlaps import Place
from encoder.registers.organisations import is_acronym, spells
from encoder.registers.persons import is_particle, parse
from encoder.registers.words import Words, fold, words
from encoder.rules.lexicon import words_of

Kind = Literal["person", "org", ""]
"""What an entry is; empty where it is not known."""

_SMALL: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "de des du d la le les l et a au aux en pour par sur dans un une of the and for in to on"
    ).split()
)
_ARTICLES: Final = frozenset(("le", "la", "les", "l", "un", "une", "the"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the forms of the entry, what it is, and the places of the names that point at it."""

    forms: tuple[str, ...]
    kind: Kind = ""
    mentions: frozenset[Place] = field(default=frozenset(), repr=False)


def same_speakers(one: Iterable[Speaker], other: Iterable[Speaker]) -> bool:
    """Tell whether two quotations have the same speakers: nobody is left on either side."""
    mine, theirs = tuple(one), tuple(other)
    return all(any(same_speaker(a, b) for b in theirs) for a in mine) and all(
        any(same_speaker(a, b) for a in mine) for b in theirs
    )


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """Tell whether two speakers are one; places are counted alike on both sides."""
    if one.mentions & other.mentions:
        return True
    if one.kind and other.kind and one.kind != other.kind:
        return False
    if "org" in (one.kind, other.kind):
        agree, mine, theirs = _organisations_agree, _widest(one.forms), _widest(other.forms)
    else:
        agree, mine, theirs = _persons_agree, _fullest(one.forms), _fullest(other.forms)
    return any(agree(a, b) or agree(b, a) for a in mine for b in theirs)


def _persons_agree(short: str, full: str) -> bool:
    """Tell whether a form of a person may stand for a fuller one: the same words, or its surname alone."""
    if _is_description(short) or _is_description(full):
        return _organisations_agree(short, full)  # « parquet » is « parquet de Bobigny »
    mine, theirs = words(short), words(full)
    if len(mine) > 1 and len(theirs) > 1 and (mine[0], mine[-1]) == (theirs[0], theirs[-1]):
        return True  # « Donald J. Trump »
    parts = parse(full)
    surnames = {
        words(f"{link} {own}".strip()) for link in ("", *parts.texts("nameLink")) for own in parts.texts("surname")
    }
    return mine == theirs or mine in surnames or theirs[-len(mine) :] == mine


def _organisations_agree(short: str, full: str) -> bool:
    """Tell whether a form of an organisation may stand for a fuller one: its noun, and only words of it; an acronym."""
    mine, theirs = _content(short), _content(full)
    if mine == theirs or (mine[0] == theirs[0] and set(mine) < set(theirs)):
        return True
    return is_acronym(short) and spells(short, words(full))


def _widest(forms: Iterable[str]) -> list[str]:
    """Give the forms that stand for no fuller one of the same entry."""
    kept = list(dict.fromkeys(forms))
    return [one for one in kept if not any(set(_content(one)) < set(_content(other)) for other in kept)]


def _fullest(forms: Iterable[str]) -> list[str]:
    """Give the names of several words, if there is one: they alone tell a person from a namesake."""
    kept = list(dict.fromkeys(map(_name, forms)))
    return [one for one in kept if len(words(one)) > 1 and not _is_description(one)] or kept


def _name(form: str) -> str:
    """Give a form without the title or the office that stands before a name (« le ministre Marcel Tissot »)."""
    parts = form.split()
    while len(parts) > 1 and parts[0].casefold().rstrip(".") in _titles():
        del parts[0]
    for at, part in enumerate(parts[1:], 1):
        if _is_description(form) and part[0].isupper() and not (is_particle(parts[at - 1]) or parts[at - 1] in _SMALL):
            return " ".join(parts[at:])
    return " ".join(parts) or form


def _is_description(form: str) -> bool:
    """Tell whether a form is no name but says what somebody is (« un habitant », « parquet de Bobigny »)."""
    first = next((one for one in form.replace("’", "’ ").split() if fold(one).strip("'") not in _ARTICLES), "")
    return first[:1].islower() and not is_particle(first)


def _content(form: str) -> Words:
    return tuple(one for one in words(form) if one not in _SMALL) or words(form)


@cache
def _titles() -> frozenset[str]:
    return words_of("titles", "forms of address")
