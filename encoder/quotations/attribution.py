"""Which cue of a sentence belongs to which of its quotations.

Every pair of a cue and a quotation gets a score from where they stand to each other; the best wins, the nearest at
equal scores. A quotation without a cue of its own shares that of the one it is coordinated with.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from encoder.quotations.clauses import after_dateline, clause_around, main_subject, verbless
from encoder.quotations.cues import Cue
from encoder.quotations.lexicon import is_in, verbs, words
from encoder.quotations.phrases import WHO, Phrase, parse_phrase
from encoder.quotations.relays import is_relayed
from encoder.quotations.subjects import phrase_before
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import is_determiner
from tei import Span

_BETWEEN: Final = frozenset({",", "!", "?", "…", "–", "—", "-", "..."})
DOUBTFUL: Final = 70
"""A score under this is a guess."""

ADJACENT: Final = 86
"""The least score of a cue that stands right beside its quotation."""

_NEAR: Final = {"say": 12, "take": 10, "weak": 2, "write": 10, "manner": 0}
_CLOSE: Final = 8
"""How many tokens from its quotation an infinitive can be."""

_CLAUSE: Final = 45
_AGAINST: Final = 7
"""How many tokens before « jugé » the « contre » stands that says who judges."""

_LEAD: Final = 2
"""How many tokens stand before a participle that begins its sentence: « Tout en relevant »."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quotation, how well they fit (0 to 100), and whether it is shared with another quotation."""

    cue: Cue | None
    score: float
    phrase: Phrase | None = None
    shared: bool = False


def attribute(tokens: Sequence[Token], sentence: Span, cues: Sequence[Cue]) -> dict[int, Attribution]:
    """Give the attributions of a sentence's quotations, by the number of their token; some may have none."""
    places = [index for index in range(sentence.start, sentence.end) if tokens[index].kind == "quotation"]
    cues = [cue for cue in cues if not _of_thing(tokens, cue, cues[0])]
    found: dict[int, Attribution] = {}
    before: int | None = None
    for place in places:
        near = _around(cues, place)
        scored = [
            (score, -abs(cue.first - place), cue)
            for cue in near
            if (score := _score(tokens, sentence, cue, place, near))
        ]
        best = _spoken(tokens, scored, place)
        own = Attribution(best[2], best[0]) if best else None
        bare = own is not None and own.cue is not None and own.cue.subject is None and own.cue.kind == "verb"
        if own is None or own.score < ADJACENT or bare:
            own = _without_verb(tokens, sentence, place) or own
        if (own is None or own.score < 65) and before is not None and coordinated(tokens, before, place, near):
            shared = found[before]
            own = Attribution(shared.cue, min(shared.score, 80), shared.phrase, shared=True)
        if own is not None:
            found[place] = own
            before = place
    for place, after in zip(places[-2::-1], places[:0:-1], strict=False):
        announced = after == place + 2 and tokens[place + 1].text == ":"
        near = _around(cues, place)
        if place not in found and after in found and (announced or coordinated(tokens, place, after, near)):
            found[place] = Attribution(found[after].cue, 62, found[after].phrase, shared=True)
    for place in places:
        if place not in found and (main := clause_around(tokens, sentence, place, _around(cues, place))):
            found[place] = Attribution(None, 62, main, shared=True)
    return found


def _spoken(
    tokens: Sequence[Token], scored: Sequence[tuple[float, int, Cue]], place: int
) -> tuple[float, int, Cue] | None:
    """Give the best cue: who said it rather than who relays it, « X a promis de « … », a rapporté l’agence Y »."""
    best = max(scored, key=lambda one: one[:2], default=None)
    if best is None or not is_relayed(tokens, best[2]):
        return best
    said = [one for one in scored if one[2].first < place and one[2].kind == "verb" and one[2].subject is not None]
    own = [one for one in said if one[2].subject is not None and one[2].subject.strength >= WHO]
    return max(own, key=lambda one: one[:2], default=best)


def subject_of(tokens: Sequence[Token], sentence: Span, cue: Cue, cues: Sequence[Cue]) -> Phrase | None:
    """Give the subject of a cue: its own, else that of one of the cues before it, else the subject of the sentence."""
    if cue.subject is not None:
        return cue.subject
    if cue.kind == "passive":
        return _opponent(tokens, sentence, cue)
    shown = tokens[cue.first - 1] if cue.first > sentence.start else None
    if (
        cue.kind == "shared"
        and shown is not None
        and is_in(shown.low, "text")
        and cue.verb
        and tokens[cue.first].low in verbs().present
    ):
        return Phrase("noun", shown.span, cue.first, next(iter(words("text"))))  # « une banderole proclamant »
    leads = cue.first - sentence.start <= _LEAD and cue.verb and tokens[cue.first].low in verbs().present
    if leads and (main := main_subject(tokens, cue.last + 1, sentence.end)):
        return main
    for other in _around(cues, cue.first)[3::-1]:
        if other.first < cue.first and other.subject is not None and other.kind != "passive":
            return other.subject
    return sentence_subject(tokens, sentence, cue.start)


def _opponent(tokens: Sequence[Token], sentence: Span, cue: Cue) -> Phrase | None:
    """Give who is against what is judged by nobody else: « X manifeste contre un projet jugé « injuste » »."""
    return sentence_subject(tokens, sentence, cue.first) if _is_fought(tokens, sentence, cue) else None


def _is_fought(tokens: Sequence[Token], sentence: Span, cue: Cue) -> bool:
    before = [one.low for one in tokens[max(sentence.start, cue.first - _AGAINST) : cue.first]]
    return "contre" in before and cue.subject is None


def sentence_subject(tokens: Sequence[Token], sentence: Span, end: int) -> Phrase | None:
    """Give the phrase that a sentence begins with, or that follows what it begins with and a comma."""
    index = after_dateline(tokens, sentence)
    limit = min(end, index + 40)
    while index < limit:
        while index < limit and tokens[index].low in ("et", "mais", "puis", "alors", "car", "or", ",", "—", "–", "-"):
            index += 1
        phrase = parse_phrase(tokens, index, end)
        bare = (
            phrase is not None
            and phrase.kind == "noun"
            and tokens[index].kind == "word"
            and not is_determiner(tokens[index])
        )
        apposed = phrase is not None and phrase.kind == "noun" and _follows_person(tokens, index, sentence)
        if phrase is not None and phrase.strength > 1 and phrase.head != "on" and not bare and not apposed:
            return phrase
        following = next((at for at in range(index, limit) if tokens[at].text == ","), None)
        if following is None:
            return None
        index = following + 1
    return None


def _of_thing(tokens: Sequence[Token], cue: Cue, first: Cue) -> bool:
    """Tell whether a thing « says » it, that somebody speaks of: « X regrette une décision qui ajoute « … » ».

    « Pour X, l’affaire relève d’une « … » » is said by X.
    """
    thing = cue.subject is not None and cue.subject.strength < WHO and not is_in(cue.subject.head, "text")
    if thing and first.first < cue.first and cue.kind == "verb" and not cue.post:
        told = first.kind == "verb" and first.subject is not None and first.subject.strength >= WHO
        if first.kind == "preposition" or (told and tokens[first.last + 1].low in ("que", "qu'")):
            return True
    speaks = cue.subject is None or cue.subject.strength > 1 or cue.kind != "verb" or cue.post
    if speaks or first.subject is None or first.first >= cue.first or first.subject.strength < WHO:
        return False
    return tokens[cue.start - 1].low == "qui"


def _follows_person(tokens: Sequence[Token], index: int, sentence: Span) -> bool:
    """Tell whether a noun phrase only says who the person before its comma is: « dit Anne Lefort, une passante »."""
    if index - 2 < sentence.start or tokens[index - 1].text != ",":
        return False
    name = tokens[index - 2].name
    return name is not None and name.tag == "persName"


def _around(cues: Sequence[Cue], place: int) -> Sequence[Cue]:
    """Give the cues near enough to matter: four on either side."""
    middle = bisect.bisect_left(cues, place, key=lambda cue: cue.first)
    return cues[max(0, middle - 4) : middle + 4]


def _score(tokens: Sequence[Token], sentence: Span, cue: Cue, place: int, cues: Sequence[Cue]) -> float:
    if cue.kind == "passive":
        return _passive_score(tokens, sentence, cue, place)
    if place < cue.first:
        return _after_score(tokens, sentence, cue, place)
    return _before_score(tokens, cue, place, cues)


def _passive_score(tokens: Sequence[Token], sentence: Span, cue: Cue, place: int) -> float:
    if cue.verb and cue.verb.infinitive in words("relaying"):
        return 0
    if cue.subject is not None:
        if cue.first < place < cue.end:
            return 96
        if place < cue.first and place + 1 == cue.first:
            return 80
        if cue.end <= place <= cue.end + 2:
            return 82
        return 0
    gap = place - cue.last - 1
    least = 74 if _is_fought(tokens, sentence, cue) else 50
    return (
        least - gap
        if 0 <= gap <= 2 and all(tokens[at].low in words("light") for at in range(cue.last + 1, place))
        else 0
    )


def _after_score(tokens: Sequence[Token], sentence: Span, cue: Cue, place: int) -> float:  # noqa: PLR0911 (one case each)
    """Score a cue that stands after the quotation."""
    at = place + 1
    while at < cue.start and tokens[at].text in _BETWEEN:
        at += 1
    if cue.kind == "shared":
        return 0
    if at == cue.start:
        if cue.post:
            return 100 if cue.subject is not None else 60
        return 0
    if not cue.post:
        subject = cue.subject
        if tokens[at].low == "comme" and subject is not None and tokens[at + 1].span.start == subject.span.start:
            return 85
        begins = subject is not None and at < sentence.end and tokens[at].span.start == subject.span.start
        aside = tokens[place + 1].text == "," if place + 1 < sentence.end else False
        return 75 if begins and aside else 0
    if any(tokens[index].text in (":", ";") for index in range(place + 1, cue.start)):
        return 0
    before = tokens[cue.start - 1]
    if before.text in _BETWEEN or before.kind == "quotation" or cue.kind == "preposition":
        return 64
    return 0


def _before_score(tokens: Sequence[Token], cue: Cue, place: int, cues: Sequence[Cue]) -> float:  # noqa: PLR0911 (one case each)
    """Score a cue that stands before the quotation."""
    start = cue.end if cue.post else cue.last + 1
    gap = place - start
    if gap < 0 or any(tokens[index].text == ";" for index in range(start, place)):
        return 0
    nearer = any(cue.first < other.first < place and _takes_over(other, place) for other in cues)
    between = [tokens[index] for index in range(start, place) if tokens[index].kind != "quotation"]
    colon = place > 0 and tokens[place - 1].text == ":"
    if cue.kind == "preposition":
        of_text = cue.subject is not None and cue.subject.head in words("text")
        return (88 if of_text else 78) if gap <= _CLAUSE and not nearer else 0
    if colon:
        return 93 - (30 if nearer else 0)
    if nearer:
        return 0
    if any(token.text == ":" for token in between):
        return 71 if cue.subject is not None and cue.subject.strength > 1 and gap <= _CLAUSE else 0
    cls = cue.verb.cls if cue.verb else "say"
    if cls in ("manner", "weak") and cue.reflexive:
        cls = "take"
    light = all(token.low in words("light") or token.text in _BETWEEN for token in between)
    if light and cls != "manner":
        return 91 - gap * 0.4
    if cue.post and cue.subject is not None and cue.kind == "verb" and len(between) > 8:
        return 0
    if any(token.text in ("(", "–", "—") for token in between):
        return 0
    clause = any(token.low in ("que", "qu'") for token in between[:6]) or _after_aside(between)
    near = _CLAUSE if clause and cls in ("say", "take", "weak") else _NEAR[cls]
    if len(between) > near:
        return 0
    commas = sum(token.text == "," for token in between)
    return 85 - len(between) * 0.5 - commas * (3 if clause else 6)


def _after_aside(between: Sequence[Token]) -> bool:
    """Tell whether « que » follows an aside: « X a répété, comme hier à Lille, que … »."""
    if not between or between[0].text != ",":
        return False
    return any(one.text == "," and two.low in ("que", "qu'") for one, two in pairwise(between))


def _takes_over(cue: Cue, place: int) -> bool:
    """Tell whether a cue between another and a quotation has it: a verb with a subject, or an infinitive close by."""
    return cue.kind == "verb" or (cue.kind == "shared" and place - cue.last <= _CLOSE)


def _without_verb(tokens: Sequence[Token], sentence: Span, place: int) -> Attribution | None:
    """Give the speaker that the layout names: « X : « … » », « « … » (X) »."""
    if place > sentence.start and tokens[place - 1].text == ":":
        phrase = phrase_before(tokens, place - 1, max(sentence.start, place - 30))
        if phrase and phrase.strength > 1 and tokens[sentence.start].span.start == phrase.span.start:
            return Attribution(None, 88, phrase)
        if shared := _host(tokens, sentence, place - 1) or verbless(tokens, sentence, place - 1):
            return Attribution(None, 88, shared)
    if place > sentence.start and _begins_with_verb(tokens[place]):
        phrase = phrase_before(tokens, place, max(sentence.start, place - 30))
        if phrase and phrase.strength > 1 and tokens[sentence.start].span.start == phrase.span.start:
            return Attribution(None, 88, phrase)
    if place == sentence.start and place + 2 < sentence.end and tokens[place + 1].text in ("—", "–", "-"):
        phrase = parse_phrase(tokens, place + 2, sentence.end)
        ended = phrase is not None and (phrase.end >= sentence.end or tokens[phrase.end].text in (",", ".", "("))
        if phrase and ended and phrase.strength > 1:
            return Attribution(None, 88, phrase)
    if place + 2 < sentence.end and tokens[place + 1].text == "(":
        phrase = parse_phrase(tokens, place + 2, sentence.end)
        closed = phrase is not None and phrase.end < sentence.end and tokens[phrase.end].text == ")"
        if phrase and closed and phrase.strength > 1:
            return Attribution(None, 70, phrase)
    return None


def _host(tokens: Sequence[Token], sentence: Span, colon: int) -> Phrase | None:
    """Give the first of two in a headline: « X chez Y : « … » », « X face à Y : « … » »."""
    first = parse_phrase(tokens, sentence.start, colon)
    if first is None or not first.names or first.names[0].tag != "persName" or first.end >= colon:
        return None
    at = first.end + 1 + (tokens[first.end].low == "face")
    second = parse_phrase(tokens, at, colon) if tokens[first.end].low in ("chez", "face", "contre", "avec") else None
    return first if second is not None and second.names and second.end == colon else None


def _begins_with_verb(quotation: Token) -> bool:
    """Tell whether the words between the marks are themselves the verb of the sentence: « X « assume » sa méthode »."""
    first = re.match(r"[«“\"‘„‹\s\u00a0\u202f]*(?:n[’']|ne |se |s[’'])?([a-zà-ÿ]+)", quotation.text)
    return first is not None and first[1] in verbs().finite


def coordinated(tokens: Sequence[Token], before: int, place: int, cues: Sequence[Cue]) -> bool:
    """Tell whether a quotation shares what governs the one before it: « et », « ou », « puis » join them."""
    between = tokens[before + 1 : place]
    if len(between) > 10 or any(token.text in (";", ":", ".", "(") for token in between):
        return False
    if any(before < cue.first < place and cue.kind == "verb" and cue.subject is not None for cue in cues):
        return False
    if any(token.low in words("verb") for token in between):
        return False
    return (
        any(
            token.low in ("et", "ou", ",", "mais", "ni", "puis", "ainsi", "comme", "voire", "de", "d'")
            for token in between
        )
        or len(between) <= 1
    )


def is_said(attribution: Attribution, phrase: Phrase | None) -> bool:
    """Tell whether somebody says it who cannot be told: « Il a dit « bonjour » », in the first sentence."""
    cue = attribution.cue
    says = cue is not None and cue.kind == "verb" and cue.verb is not None and cue.verb.cls == "say"
    beside = attribution.score >= DOUBTFUL or attribution.shared
    return says and beside and phrase is not None and phrase.kind == "pronoun"
