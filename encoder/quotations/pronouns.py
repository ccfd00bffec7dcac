"""Whom a pronoun means: among those who spoke or acted before it, then among the persons named before it.

Persons go before organisations, these before places (« la Turquie »). A street or a square is nobody.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from encoder.quotations.lexicon import Gender, words
from encoder.quotations.phrases import Phrase
from encoder.quotations.turns import Turn


class Meant(NamedTuple):
    """Whom a pronoun means, and how sure that is."""

    turn: Turn
    cert: str


def meant_by(
    phrase: Phrase,
    recent: Sequence[Turn],
    named: Sequence[Turn],
    genders: Mapping[str, Gender],
    *,
    block: int,
    since: int,
) -> Meant | None:
    """Give whom a pronoun in a block means, ``None`` if it cannot be told.

    ``recent`` are turns and subjects before it, the last first; ``named`` mentions of persons, the last one last.
    ``since`` is where its sentence begins: a subject in front of it there is meant.
    """
    fitting = [turn for turn in recent if _fits(turn, phrase, genders)]
    if since >= 0 and fitting and fitting[0].at >= since and fitting[0].refs:
        return Meant(fitting[0], "medium")
    persons = [turn for turn in fitting if not is_organisation(turn)]
    if persons and persons[0].block >= fitting[0].block - 1:
        fitting = persons
    elif (not fitting or is_place(fitting[0])) and (person := _named(phrase, named, genders)):
        return Meant(person, "low")
    if not fitting:
        return None
    sure = [turn for turn in fitting if _gender(turn, genders) == phrase.gender]
    last = fitting[0] in sure or not sure or sure[0].block < fitting[0].block or is_organisation(fitting[0])
    best = fitting[0] if last else sure[0]
    rivals = {turn.refs for turn in sure if turn.block >= block - 1}
    return Meant(best, "medium" if best in sure and len(rivals) == 1 else "low")


def is_place(turn: Turn) -> bool:
    """Tell whether it is a place that only acts, and has not spoken."""
    return turn.phrase is not None and turn.phrase.place


def is_organisation(turn: Turn) -> bool:
    """Tell whether it is an organisation, or a noun for one, or a place."""
    if turn.phrase is not None:
        return turn.phrase.head in words("org") or turn.phrase.place
    return turn.refs[0].startswith("#org.")


def _named(phrase: Phrase, named: Sequence[Turn], genders: Mapping[str, Gender]) -> Turn | None:
    """Give the last person named with the gender of a pronoun, else the only one whose gender is not known."""
    if phrase.plural:
        return None
    sure = [one for one in named if phrase.gender != "x" and _gender(one, genders) == phrase.gender]
    open_ = [one for one in named if _gender(one, genders) == "x" or phrase.gender == "x"]
    if sure:
        return sure[-1]
    return open_[-1] if len({one.refs for one in open_}) == 1 else None


def _gender(turn: Turn, genders: Mapping[str, Gender]) -> Gender:
    return genders.get(turn.refs[0], turn.gender) if turn.refs else turn.gender


def _fits(turn: Turn, phrase: Phrase, genders: Mapping[str, Gender]) -> bool:
    if phrase.plural != turn.plural and not (is_organisation(turn) and phrase.plural):
        return False
    gender = _gender(turn, genders)
    return gender == "x" or phrase.gender in ("x", gender)
