"""Speech that goes on: a sentence whose words between marks have no cue, right after one that somebody says.

« X dénonce « une machination ». Les documents ont été « fabriqués de toutes pièces ». »
"""

import re
from collections.abc import Sequence
from typing import Final

from encoder.quotations.attribution import sentence_subject
from encoder.quotations.cues import Cue, find_cues
from encoder.quotations.lexicon import words
from encoder.quotations.phrases import WHO, Phrase, parse_phrase
from encoder.quotations.places import Place
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import is_determiner
from tei import Span

_SEVERAL: Final = 3
"""How many words are more than a word held at a distance."""

_NEAR: Final = 4
"""How many tokens from its quotation an incise begins at most."""

_FIGURE: Final = re.compile(r"\d|(?:ving|tren|quaran|cinquan|soixan|cen)taine|dizaine|douzaine|cents?$|mille$")
_TERM: Final = re.compile(r"\w+ (?:de |d[’']|à )\w+")
_LONG: Final = 60
"""How many tokens of a sentence are searched for who speaks in it."""


def takes_up(place: Place) -> bool:
    """Tell whether the words can go on with speech: three of them, or two with their own article.

    A term that has its determiner outside the marks does not: « les « contrats de génération » ».
    """
    found = place.words
    if _TERM.fullmatch(found.content) and place.at > place.sentence.start:
        governing = place.tokens[place.at - 1]
        if is_determiner(governing) or governing.low in ("aux", "au", "du"):
            return False
    first = found.content.replace("’", "'").split("'")[0].split(" ")[0].lower()
    phrased = first in words("article") or first in ("l", "d", "de")
    return found.count >= _SEVERAL or (found.count == _SEVERAL - 1 and phrased)


def figure_of(place: Place) -> bool:
    """Tell whether a number stands right before the words: « 100 « individus cagoulés » »."""
    before = [one.low for one in place.tokens[max(place.sentence.start, place.at - 2) : place.at]]
    if before and before[-1] in ("de", "d'"):
        before = before[:-1]
    return bool(before) and _FIGURE.search(before[-1]) is not None


def reporting(tokens: Sequence[Token], sentence: Span, *, sourced: bool = False) -> Cue | None:
    """Give the cue of who speaks in a sentence without quotations: « X a annoncé que … », « selon X ».

    With ``sourced``, only « selon X » and its like count.
    """
    read = tokens[sentence.start : min(sentence.end, sentence.start + _LONG)]
    if any(one.kind == "quotation" for one in read):
        return None
    found = None
    for cue in find_cues(tokens, Span(sentence.start, min(sentence.end, sentence.start + _LONG))):
        says = cue.kind == "verb" and cue.verb is not None and cue.verb.cls == "say" and not sourced
        if (says or cue.kind == "preposition") and cue.subject is not None and cue.subject.strength > 1:
            found = cue
    return found or _source_behind(tokens, sentence)


def _source_behind(tokens: Sequence[Token], sentence: Span) -> Cue | None:
    """Give « de source policière » as a cue."""
    for index in range(sentence.start + 1, min(sentence.end, sentence.start + _LONG)):
        if tokens[index].low in ("source", "sources") and tokens[index - 1].low == "de":
            source = parse_phrase(tokens, index, sentence.end)
            if source is not None:
                return Cue("preposition", index - 1, index, index - 1, source.end, None, source, post=True)
    return None


def single_pronoun(place: Place) -> Phrase | None:
    """Give « il » or « elle » where the sentence is about one; « ils » are those the speaker talks of."""
    subject = sentence_subject(place.tokens, place.sentence, place.at)
    single = subject is not None and subject.kind == "pronoun" and not subject.plural
    return subject if single else None


def tells_of_things(place: Place) -> bool:
    """Tell whether a sentence goes on telling of what was told: about « ils », « cette hausse », « une mesure »."""
    subject = sentence_subject(place.tokens, place.sentence, place.at)
    if subject is not None:
        return subject.kind == "pronoun" and subject.plural
    first = place.tokens[place.sentence.start]
    thing = parse_phrase(place.tokens, place.sentence.start, place.at)
    return first.low in words("resuming") and (thing is None or thing.strength < WHO)


def told_aloud(place: Place) -> bool:
    """Tell whether the sentence says where its words were spoken: « à la presse », « à la barre »."""
    there = place.tokens[place.sentence.start : min(place.sentence.end, place.sentence.start + _LONG)]
    return any(one.low in words("aloud") for one in there)


def is_of_another(place: Place, refs: Sequence[str]) -> bool:
    """Tell whether the sentence is about somebody else who could speak too: « Y veut « reprendre les dossiers » ».

    A group (« les équipes ont « tenu par miracle » ») and what something is said to be are what the speaker talks of.
    """
    subject = sentence_subject(place.tokens, place.sentence, place.at)
    if subject is None or subject.end > place.at or subject.kind == "pronoun" or subject.strength < WHO:
        return False
    verb = place.tokens[subject.end : subject.end + 4]
    if any(one.low in words("being") or one.low == "été" for one in verb):
        return False
    return not subject.plural if subject.kind == "noun" else all(one.get("ref") not in refs for one in subject.names)


def by_nobody(tokens: Sequence[Token], cue: Cue | None, phrase: Phrase | None, at: int) -> bool:
    """Tell whether the words beside a cue are those of nobody in sight: « dit-on », « disent-elles » after one man."""
    if cue is None or cue.kind != "verb" or not cue.post or not at < cue.first <= at + _NEAR:
        return False
    pronoun = phrase is not None and phrase.kind == "pronoun"
    return pronoun or (phrase is None and any(one.low.endswith("-on") for one in tokens[cue.first : cue.last + 1]))
