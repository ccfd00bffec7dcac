"""Of which class a word is: prepositions, determiners, titles, pronouns, adverbs, nouns for those who can speak."""

from typing import Final

from encoder.quotations.lexicon import Gender, is_in, words
from encoder.quotations.tokens import Token

PRONOUNS: Final[dict[str, tuple[Gender, bool]]] = {
    "il": ("m", False), "elle": ("f", False), "ils": ("m", True), "elles": ("f", True), "lui": ("m", False),
    "eux": ("m", True), "celui-ci": ("m", False), "celle-ci": ("f", False), "ceux-ci": ("m", True),
    "celles-ci": ("f", True), "on": ("x", False), "he": ("m", False), "she": ("f", False), "they": ("x", True),
}  # fmt: skip
"""The pronouns that can be a speaker: their gender, and whether they are plural."""


def is_preposition(token: Token) -> bool:
    """Tell whether a word governs what follows it."""
    return token.low in words("preposition")


def is_determiner(token: Token) -> bool:
    """Tell whether a word can begin a noun phrase."""
    return token.low in words("determiner")


def is_title(token: Token) -> bool:
    """Tell whether a word stands before a name as a form of address or a rank."""
    return token.kind == "word" and (
        token.low in words("title") or (token.low in words("person") and not token.capital)
    )


def is_pronoun(token: Token) -> bool:
    """Tell whether a word is a pronoun of the third person that can be a speaker."""
    return token.low in PRONOUNS


def is_speaker_noun(noun: str) -> bool:
    """Tell whether a noun means somebody, or a body, that can speak."""
    return any(is_in(noun, section) for section in ("person", "org", "group", "alone")) or noun.startswith("ex-")


def is_adverb(token: Token) -> bool:
    """Tell whether a word is an adverb: of the list, or in -ment (no noun in -ement that has a determiner)."""
    return token.kind == "word" and (
        token.low in words("adverb")
        or (token.low.endswith("ment") and len(token.low) > 6 and token.low not in words("noun-in-ment"))
    )


def can_speak(token: Token) -> bool:
    """Tell whether a token is the name of a person or an organisation that has an entry."""
    return token.name is not None and token.name.tag in ("persName", "orgName") and bool(token.name.get("ref"))
