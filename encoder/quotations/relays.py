"""Media that relay what somebody else says: « rapporte l’agence X », « selon le journal X », « l’agence citant X »."""

from collections.abc import Sequence
from typing import Final

from encoder.quotations.cues import Cue
from encoder.quotations.lexicon import words
from encoder.quotations.media import is_medium
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.tokens import Token

_SUBJECT: Final = 30
"""How many tokens a subject has at most."""


def is_relayed(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether a cue says only that a medium relays the words: « rapporte l’agence X », « selon le journal X »."""
    if cue.kind not in ("verb", "preposition") or (cue.verb and cue.verb.infinitive not in words("relaying")):
        return False
    return _is_of_press(tokens, cue)


def relaying(tokens: Sequence[Token], cue: Cue | None, cues: Sequence[Cue]) -> Phrase | None:
    """Give the medium that says somebody said it: « L’agence a rapporté qu’un témoin avait dit : « … » »."""
    for other in cues[:4]:
        if cue is None or other is cue or other.subject is None:
            continue
        before = other.first < cue.first and other.kind == "verb"
        if is_relayed(tokens, other) or (before and _is_of_press(tokens, other)):
            return other.subject
    return None


def cited(tokens: Sequence[Token], cue: Cue | None, cues: Sequence[Cue]) -> Phrase | None:
    """Give whom a medium cites: « L’agence X, citant une source au ministère, affirme que … »."""
    for other in cues[:4]:
        if cue is not None and other.first < cue.first and other.verb and other.verb.infinitive == "citer":
            phrase = parse_phrase(tokens, other.last + 1, cue.first)
            return phrase if phrase and phrase.strength > 1 else None
    return None


def reports_itself(tokens: Sequence[Token], cue: Cue | None, cues: Sequence[Cue]) -> bool:
    """Tell whether a medium reports, with nobody else who says it: « Le Figaro rapporte qu’il veut un « X » »."""
    for other in cues[:4]:
        relays = other.kind == "verb" and other.verb is not None and other.verb.infinitive in words("relaying")
        if relays and is_medium(_shown(tokens, other)):
            return cue is None or cue is other or (cue.verb is not None and cue.verb.cls == "weak")
    return False


def _is_of_press(tokens: Sequence[Token], cue: Cue) -> bool:
    if cue.subject is None:
        return False
    names = cue.subject.names
    named = bool(names) and names[0].tag == "orgName" and is_medium(_shown(tokens, cue))
    return named or cue.subject.head in words("press")


def _shown(tokens: Sequence[Token], cue: Cue) -> str:
    """Give the words of the name that is the subject of a cue."""
    subject = cue.subject
    if subject is None or not subject.names:
        return ""
    name = subject.names[0]
    last = subject.end
    near = tokens[max(0, last - _SUBJECT) : last]
    return next(
        (one.text for one in near if one.name is not None and one.span.start <= name.span.start < one.span.end), ""
    )
