"""Finite verbs of saying, of one word or several: « affirme », « a-t-il toutefois ajouté », « fait valoir »."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from encoder.quotations.lexicon import Verb, verbs, words
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.subjects import skip_aside
from encoder.quotations.tokens import Token
from encoder.quotations.verbforms import is_noun
from encoder.quotations.wordclasses import is_adverb

_SAY: Final = Verb("faire valoir", "say")
_WARN: Final = Verb("mettre en garde", "say")
_HOLD: Final = Verb("avoir l’impression", "say")
_MULTIWORD: Final = {"valoir", "savoir", "remarquer", "observer", "part", "état", "mine"}


@dataclass(frozen=True, slots=True)
class Group:
    """A verb of saying by numbers of tokens, ``first`` to ``last``: « a-t-il toutefois ajouté », « met en garde ».

    ``pronoun`` is a subject that stands inside it.
    """

    first: int
    last: int
    verb: Verb
    pronoun: Phrase | None = None
    reflexive: bool = False


def verb_group(tokens: Sequence[Token], index: int, end: int) -> Group | None:
    """Give the verb of saying, in a finite form, that begins at a token."""
    token = tokens[index]
    if token.kind != "word":
        return None
    if (faire := faire_group(tokens, index, end)) is not None:
        return faire
    if (fixed := _fixed(tokens, index, end)) is not None:
        return fixed
    if token.low in words("auxiliary") or token.low in words("being"):
        return _compound(tokens, index, end)
    verb = verbs().finite.get(token.low)
    pronoun = inverted(tokens, index + 1, end)
    if verb is None or is_noun(tokens, index) or (pronoun is None and token.low.endswith(("rait", "raient"))):
        return None  # in the conditional it is what somebody would say
    last = index + (pronoun is not None)
    return Group(index, last, verb, pronoun)


def faire_group(tokens: Sequence[Token], index: int, end: int) -> Group | None:
    """Give « fait valoir », « faisant remarquer », « fait-il savoir » (« faire » in any form)."""
    if tokens[index].low not in ("fait", "faisait", "font", "fit", "faisaient", "faire", "faisant") or index + 1 >= end:
        return None
    pronoun = inverted(tokens, index + 1, end)
    at = index + 1 + (pronoun is not None)
    if at < end and tokens[at].low in _MULTIWORD:
        return Group(index, at, _SAY, pronoun)
    return None


def inverted(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """Give the pronoun behind its verb: « -t-il », « -elles »."""
    if at < end and tokens[at].low.startswith("-") and len(tokens[at].low) > 2:
        return parse_phrase(tokens, at, end)
    return None


def _compound(tokens: Sequence[Token], index: int, end: int) -> Group | None:
    """Give an auxiliary with its participle: « a », « a-t-il », « a toutefois », « s’est » … « déclaré »."""
    being = tokens[index].low in words("being")
    reflexive = index > 0 and tokens[index - 1].low in ("s'", "se")
    if being and not reflexive:
        return None
    pronoun = inverted(tokens, index + 1, end)
    at = index + 1 + (pronoun is not None)
    while at < min(end, index + 8):
        passed = skip_aside(tokens, at, end)
        if passed > at:
            at = passed
            continue
        if not (is_adverb(tokens[at]) or tokens[at].low in ("lui", "eux", "elle", ",", "fait")):
            break
        if tokens[at].low == "fait":
            faire = faire_group(tokens, at, end)
            return Group(index, faire.last, faire.verb, pronoun, reflexive) if faire else None
        at += 1
    if at < end and (warned := _warning(tokens, at, end)):
        return Group(index, warned, _WARN, pronoun, reflexive)
    if at < end and tokens[at].kind == "word" and (verb := verbs().past.get(tokens[at].low)):
        return Group(index, at, verb, pronoun, reflexive)
    return None


def _fixed(tokens: Sequence[Token], index: int, end: int) -> Group | None:
    """Give a verb of several words that are fixed: « met en garde », « a l’impression »."""
    for read, verb in ((_warning, _WARN), (_opinion, _HOLD)):
        if last := read(tokens, index, end):
            return Group(index, last, verb)
    return None


def _opinion(tokens: Sequence[Token], index: int, end: int) -> int:
    """Give the number of the noun in « a l’impression que », « avait peur que »; 0 if it is not that."""
    if tokens[index].low not in ("a", "ont", "avait", "avaient"):
        return 0
    at = index + 1
    while at < min(end, index + 4) and (is_adverb(tokens[at]) or tokens[at].low in ("l'", "le", "la")):
        at += 1
    holds = at + 1 < end and tokens[at].low in words("opinion") and tokens[at + 1].low in ("que", "qu'")
    return at if holds else 0


def _warning(tokens: Sequence[Token], index: int, end: int) -> int:
    """Give the number of the last token of « met en garde », « mis en garde »; 0 if it is not that."""
    forms = ("met", "mettent", "mettait", "mettaient", "mis")
    warns = tokens[index].low in forms and [one.low for one in tokens[index + 1 : min(end, index + 3)]] == [
        "en",
        "garde",
    ]
    return index + 2 if warns else 0
