"""Clauses around a quotation that say who speaks without a verb of saying beside it.

A participle in front of the main clause (« Relevant que … « … », X part »), a relative clause inside it (« X, qui
s’appuyait sur « … », a rappelé »), and a sentence that has no verb at all (« Même son de cloche chez X : « … » »).
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from encoder.quotations.cues import Cue
from encoder.quotations.lexicon import verbs, words
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import is_determiner
from tei import Span

_REACH: Final = 40
"""How many tokens after a participle the main clause begins."""

_LEAD: Final = 3
"""How many tokens stand before « de X » in « Colère aussi de X : »."""

_DATELINE: Final = 14
"""How many tokens a dateline has, its dash included."""

_PLACES: Final = 3
"""How many tokens two places with a mark between them are."""

_AT: Final = 9
"""How many tokens after its beginning such a sentence says « chez X »."""

_VERBLESS: Final = 24
"""How many tokens a sentence without a verb has before its colon."""

_SEVERAL: Final = 3
"""How many words are more than a word held at a distance."""

_WORD: Final = re.compile(r"\w+")


def main_subject(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Give whom the main clause is about, behind a clause in front of it: the first after a comma who can speak."""
    limit = min(end, start + _REACH)
    for index in range(start, limit):
        if tokens[index].text in (":", ";"):
            return None
        if tokens[index].text == "," and index + 1 < end:
            phrase = parse_phrase(tokens, index + 1, end)
            if phrase is not None and phrase.strength > 1 and phrase.head != "on" and _is_whole(tokens, index + 1):
                return phrase
    return None


def clause_around(tokens: Sequence[Token], sentence: Span, place: int, cues: Sequence[Cue]) -> Phrase | None:
    """Give who says several words in a clause in front of the main one, or in a relative clause inside it."""
    if len(_WORD.findall(tokens[place].text)) < _SEVERAL:
        return None
    if _begins_with_participle(tokens, sentence, place):
        return main_subject(tokens, place + 1, sentence.end)
    for cue in cues:
        subject = cue.subject
        if cue.kind != "verb" or cue.post or subject is None or cue.first < place:
            continue
        before = [token.low for token in tokens[subject.end : min(place, subject.end + 3)]]
        if subject.end < place and before[:2] == [",", "qui"]:
            return subject
    return None


def after_dateline(tokens: Sequence[Token], sentence: Span) -> int:
    """Give the number of the token after « PARIS, 3 mai (AFP) – » or « LILLE – », or the first of the sentence."""
    dashes = [at for at in range(sentence.start, min(sentence.end, sentence.start + _DATELINE)) if _is_dash(tokens[at])]
    if not dashes or dashes[0] + 1 >= sentence.end:
        return sentence.start
    before = tokens[sentence.start : dashes[0]]
    signed = bool(before) and before[0].text[:1].isupper() and before[-1].text == ")"
    placed = bool(before) and all(_is_place(token) for token in before[::2]) and len(before) <= _PLACES
    return dashes[0] + 1 if signed or placed else sentence.start


def _is_place(token: Token) -> bool:
    return token.name is not None and token.name.tag == "placeName"


def _is_dash(token: Token) -> bool:
    return token.text in ("-", "–", "—")


def verbless(tokens: Sequence[Token], sentence: Span, colon: int) -> Phrase | None:
    """Give whom a sentence without a verb names before its colon: « Bilan partagé par X : », « Idem pour X : »."""
    if colon - sentence.start > _VERBLESS:
        return None
    before = tokens[sentence.start : colon]
    if any(one.low in words("verb") or one.kind == "quotation" for one in before):
        return None
    alike = any(one.low in words("alike") for one in before)
    agent = any(one.low == "par" and two.low in verbs().past for two, one in pairwise(before))
    for index, token in enumerate(before, start=sentence.start):
        at = index + 1
        if token.low in ("de", "d'") and index - sentence.start <= _LEAD and not is_determiner(before[0]):
            phrase = parse_phrase(tokens, at, colon)
            if phrase is not None and phrase.kind == "name" and _closes(tokens, phrase.end, colon):
                return phrase
        if token.low in words("at-whose"):
            at += at < colon and tokens[at].low in ("de", "d'", "des", "du")
        elif not (alike and token.low in ("par", "pour")) and not (agent and token.low == "par"):
            continue
        phrase = parse_phrase(tokens, at, colon)
        if phrase is not None and phrase.strength > 1 and _closes(tokens, phrase.end, colon):
            return phrase
    return None


def announced(tokens: Sequence[Token], sentence: Span) -> Phrase | None:
    """Give whom a sentence of its own announces: « Même son de cloche du côté de X. », « Inquiétude chez X, élue. ».

    It begins with a noun without determiner and has no verb; unless it says that somebody agrees, X is a person.
    """
    last = sentence.end - 1
    first = tokens[sentence.start]
    closed = ("preposition", "determiner", "stop", "adverb", "clitic", "title", "being", "auxiliary")
    bare = first.kind == "word" and not any(first.low in words(section) for section in closed)
    alike = any(one.low in words("alike") for one in tokens[sentence.start : min(last, sentence.start + _LEAD)])
    if tokens[last].text != "." or not (alike or bare):
        return None
    where = next((at for at in range(sentence.start, min(last, sentence.start + _AT))
        if tokens[at].low in words("at-whose")), last)  # fmt: skip
    if any(one.kind == "name" or one.low in verbs().finite for one in tokens[sentence.start : where]):
        return None
    phrase = verbless(tokens, sentence, last)
    person = phrase is not None and bool(phrase.names) and phrase.names[0].tag == "persName"
    return phrase if alike or person else None


def _closes(tokens: Sequence[Token], end: int, colon: int) -> bool:
    """Tell whether nothing follows a phrase before the colon but what a comma sets off."""
    return end == colon or tokens[end].text == ","


def _begins_with_participle(tokens: Sequence[Token], sentence: Span, place: int) -> bool:
    """Tell whether a sentence begins with « Relevant », « En relevant », « S’appuyant »."""
    index = sentence.start
    while index < place and tokens[index].low in ("tout", "en", "s'", "se", "ne", "n'"):
        index += 1
    low = tokens[index].low
    if index >= place or not low.endswith("ant") or low in words("no-participle"):
        return False
    return tokens[index].kind == "word"


def _is_whole(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a phrase begins as a subject does: no noun without its determiner."""
    return (
        tokens[at].kind == "name"
        or is_determiner(tokens[at])
        or tokens[at].low in words("title")
        or (parse_phrase(tokens, at, at + 1) is not None and tokens[at].low not in words("person"))
    )
