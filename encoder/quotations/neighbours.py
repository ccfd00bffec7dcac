"""Who stands beside words that no cue is for: the last speaker, a person named before, the subject behind."""

from encoder.quotations.places import LONG, Place
from encoder.quotations.pronouns import is_organisation
from encoder.quotations.speakers import Discourse
from encoder.quotations.turns import Speaker, Turn


def spoke_last(discourse: Discourse, place: Place) -> Speaker | None:
    """Give who spoke last in the paragraph, for several words in the sentence after: « Un plan « qui tue » »."""
    turn = discourse.last(place.offset, place.stretch.block)
    if place.words.count < LONG or turn is None or turn.block != place.stretch.block:
        return None
    return Speaker(turn.refs, "low")


def person_beside(discourse: Discourse, subject: Turn, place: Place) -> Speaker | None:
    """Give the person the paragraph has named last, where an unnamed body only acts: « Le centre a besoin d’aide. »"""
    if subject.phrase is None or not is_organisation(subject) or subject.block != place.stretch.block:
        return None
    person = discourse.person_before(place.offset, place.stretch.block)
    return Speaker(person.refs, "low") if person else None


def subject_after(discourse: Discourse, place: Place) -> Speaker | None:
    """Give the person the next sentence is about, after a quotation that opens its paragraph alone."""
    if len(place.stretch.sentences) < 2 or place.stretch.inside >= 0:
        return None
    after = place.stretch.sentences[1]
    until = place.tokens[after.end - 1].span.end
    subject = discourse.subject_after(place.token.span.end, until)
    if subject is None or subject.plural:
        return None
    first = subject.at == place.tokens[after.start].span.start
    speaker = Speaker(subject.refs, "medium" if first else "low")
    discourse.speak(speaker, place.offset, place.stretch.block)
    return speaker
