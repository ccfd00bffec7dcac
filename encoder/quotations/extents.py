"""How far a noun phrase reaches, and the name that stands beside its noun: « le maire de Lyon [Anne Lefort] »."""

from collections.abc import Sequence
from typing import Final

from encoder.quotations.lexicon import verbs, words
from encoder.quotations.media import is_medium
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import PRONOUNS, can_speak, is_adverb, is_determiner, is_preposition, is_title
from tei import Annotation

_LINKS: Final = 2
"""How many words a particle of a name has at most: « de la »."""


def extent_of(tokens: Sequence[Token], head: int, end: int) -> tuple[int, int | None, list[Annotation]]:
    """Give the last token of a noun phrase, the number of the name it is apposed to, if any, and the names inside."""
    last = head
    inner: list[Annotation] = []
    index = head + 1
    several = tokens[head].low.endswith(("s", "x")) and tokens[head - 1].low in words("plural")
    while index < end:
        token = tokens[index]
        if token.kind == "quotation" or (token.kind == "mark" and token.text not in ("-", "/", "’", "'")):
            break
        if token.kind == "name" and token.name:
            if _is_apposed(tokens, head, index) and can_speak(token):
                return index, index, inner
            if _is_told(tokens, index):
                break
            inner.append(token.name)
        elif _stops_phrase(tokens, index) or (several and _is_plural_verb(tokens, index)):
            break
        if not (is_preposition(token) or is_determiner(token)):
            last = index
        index += 1
    return last, None, inner


def names_somebody(tokens: Sequence[Token], head: int, end: int) -> bool:
    """Tell whether a name that is no person's yet follows a title: « M. Dupuis », « la comtesse de Brissac »."""
    if tokens[head].low not in words("rank"):
        return False
    at = head + 1
    while at < min(end, head + 1 + _LINKS) and tokens[at].low in ("de", "d'", "du", "des", "la", "le", "les", "l'"):
        at += 1
    place = at < end and at > head + 1 and tokens[at].kind == "name" and tokens[head].low in words("with-estate")
    return place or (at < end and tokens[at].kind == "word" and tokens[at].capital)


def _is_plural_verb(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word in -ent can only be a verb, after a plural noun: « les ouvriers servent »."""
    before = tokens[index - 1]
    return tokens[index].low.endswith("ent") and not (is_preposition(before) or is_determiner(before))


def _stops_phrase(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if (
        token.low in words("stop")
        or token.low in words("verb")
        or token.low in words("time")
        or token.text[:1].isdigit()
    ):
        return True
    if token.low.endswith(("ait", "aient")) and token.low not in words("noun-in-ait"):
        return True  # the imperfect
    if token.low in words("after-phrase") or _says_where(tokens, index):
        return True
    if index + 1 < len(tokens) and is_preposition(tokens[index + 1]) and _is_participle(tokens, index):
        return True
    if token.low in verbs().finite and not (is_preposition(tokens[index - 1]) or is_determiner(tokens[index - 1])):
        return True
    return token.low in PRONOUNS or token.low in ("ne", "n'", "se", "s'") or is_adverb(token)


def _says_where(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the words say where somebody speaks: « au micro de », « à nos confrères », « dans les colonnes »."""
    low = [token.low for token in tokens[index : index + 3]]
    return any("_".join(low[:size]) in words("where-said") for size in (2, 3))


def _is_participle(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a word before a preposition is a participle: « un associé contacté par … »."""
    low = tokens[index].low
    return low in verbs().past or (low.endswith(("é", "ée", "és", "ées")) and tokens[index + 1].low == "par")


def _is_apposed(tokens: Sequence[Token], head: int, at: int) -> bool:
    """Tell whether a name stands beside the noun rather than under a preposition: « le maire de Lyon Anne Lefort ».

    No organisation or ship stands so beside a person: « le capitaine du chalutier Étoile » is not the trawler.
    """
    name = tokens[at].name
    organisation = name is not None and name.tag == "orgName" and tokens[head].low in words("person")
    if organisation and at > head + 1 and tokens[head].low not in words("org"):
        return False
    if _has_name_link(tokens, head, at):
        return True
    if organisation:  # « le patron du groupe X » is not X
        return not any(is_preposition(one) or one.low == "des" for one in tokens[head + 1 : at])
    before = at - 1
    if before > head and tokens[before].low in words("aiming"):
        return False  # « l’enquête visant X »
    while before > head and is_title(tokens[before]) and tokens[before].low not in ("la", "le"):
        before -= 1
    if before == head:
        return True
    return not (is_preposition(tokens[before]) or is_determiner(tokens[before]))


def _has_name_link(tokens: Sequence[Token], head: int, at: int) -> bool:
    """Tell whether only a particle keeps a name from a title: « le général de Gaulle », « la duchesse d’Uzès »."""
    links = tokens[head + 1 : at]
    ranked = tokens[head].low in words("rank") and 0 < len(links) <= _LINKS
    return ranked and links[0].low in ("de", "d'", "du", "des") and all(is_determiner(one) for one in links[1:])


def _is_told(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name is the medium that was spoken to: « a déclaré l’armée à l’AFP »."""
    before = at - 1
    while is_determiner(tokens[before]):
        before -= 1
    return tokens[before].low in ("à", "au", "aux") and is_medium(tokens[at].text)
