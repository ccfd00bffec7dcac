"""Newspapers, agencies and stations: who relays what somebody said."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from encoder.quotations.lexicon import plain, verbs, words
from encoder.quotations.tokens import Token
from encoder.wordlists import sections
from tei import Annotation

_BEFORE: Final = 8
"""How many tokens before a medium the words stand that say what it has to do with the speech."""

_TOLD_TO: Final = ("à", "au", "aux", "auprès", "sur", "dans", "par", "selon")


def find_relay(tokens: Sequence[Token], start: int, end: int) -> Annotation | None:
    """Give the newspaper, agency or station that the words were said to or are quoted by."""
    for index in range(start, end):
        token = tokens[index]
        if token.kind == "quotation" or token.text in (".", ";", ":"):
            return None
        if token.name is not None and token.name.tag == "orgName" and token.name.get("ref"):
            before = [one.low for one in tokens[max(start, index - _BEFORE) : index]]
            spoken_to = any(low in _TOLD_TO or low in _relaying() for low in before)
            if spoken_to and is_medium(token.text, before):
                return token.name
    return None


@cache
def _relaying() -> frozenset[str]:
    """Give the forms of verbs that relay what others say: « rapporte », « a relayé »."""
    forms = (*verbs().finite.items(), *verbs().past.items())
    return frozenset(form for form, verb in forms if verb.infinitive in words("relaying"))


def is_medium(name: str, before: Sequence[str] = ()) -> bool:
    """Tell whether a name is that of a newspaper, an agency or a station: by itself, or by the noun before it."""
    first = name.split(maxsplit=1)[0] if name.split() else ""
    if plain(first) in words("press") and (plain(first) != "agence" or _of_press(name.split()[1:])):
        return True
    known = name in _media() or first in _media() or first in words("media-first")
    return known or any(part in name for part in words("media-part")) or bool(words("press") & set(before))


@cache
def _media() -> frozenset[str]:
    return words("media") | frozenset(sections("agencies")[""])


def _of_press(rest: Sequence[str]) -> bool:
    """Tell whether the words after « agence » make it one of news: « de presse », « officielle », or a name."""
    return any(plain(one) in ("presse", "officielle", "information", "d'information") for one in rest) or (
        bool(rest) and rest[0][:1].isupper()
    )
