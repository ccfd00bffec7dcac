"""What each quotation is and who says it: by its shape, by the cue beside it, else by what stands around it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from encoder.quotations.attribution import (
    ADJACENT,
    DOUBTFUL,
    Attribution,
    attribute,
    coordinated,
    is_said,
    sentence_subject,
    subject_of,
)
from encoder.quotations.chains import Quotation
from encoder.quotations.clauses import announced
from encoder.quotations.continuing import (
    by_nobody,
    figure_of,
    is_of_another,
    reporting,
    single_pronoun,
    takes_up,
    tells_of_things,
    told_aloud,
)
from encoder.quotations.cues import Cue, find_cues
from encoder.quotations.incises import find_incises
from encoder.quotations.kinds import (
    Kind,
    held_at_distance,
    is_charge,
    is_foreign,
    is_group,
    is_written,
    look_at,
    looks_like_title,
    naming,
    read_in_text,
    title_level,
)
from encoder.quotations.lexicon import words
from encoder.quotations.neighbours import person_beside, spoke_last, subject_after
from encoder.quotations.outcomes import Outcome
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.places import LONG, SHORT, Place
from encoder.quotations.relays import cited, relaying, reports_itself
from encoder.quotations.speakers import Discourse
from encoder.quotations.stretches import Names, Stretch
from encoder.quotations.subjects import phrase_before
from encoder.quotations.turns import Speaker, Turn
from encoder.quotations.verbforms import is_passive
from tei import Span

_LOWER: Final = {"high": "medium", "medium": "low", "low": "low"}
_ORDER: Final = ("low", "medium", "high")
_BESIDE: Final = 92
"""The least score of a cue that nothing but a mark keeps from its quotation."""

_TITLES: Final = 3
"""How many tokens before a title the one is that it is coordinated with."""

_LIST: Final = 8
"""How many tokens before a quotation the one is that it is coordinated with."""

_BEFORE: Final = 60
"""How many tokens of the sentence before are searched for who speaks, so that the time stays linear."""


def decide(
    text: str, quotations: Sequence[Quotation], stretches: Sequence[Stretch], names: Names, discourse: Discourse
) -> list[Outcome]:
    """Give what is decided of each quotation, in their order; ``discourse`` learns the speakers as they are found."""
    decider = _Decider(text, quotations, names, discourse)
    incises = find_incises(stretches)
    for stretch in stretches:
        decider.read(stretch, incises)
    return [decider.outcomes.get(number, Outcome("name")) for number in range(len(quotations))]


class _Decider:
    """Goes through the stretches in order and decides, quotation by quotation."""

    def __init__(self, text: str, quotations: Sequence[Quotation], names: Names, discourse: Discourse) -> None:
        self._text = text
        self._quotations = quotations
        self._names = names
        self._discourse = discourse
        self._resolved: dict[Span, Speaker | None] = {}
        self._incises: dict[int, tuple[Phrase, Span]] = {}
        self.outcomes: dict[int, Outcome] = {}

    def read(self, stretch: Stretch, incises: dict[int, tuple[Phrase, Span]]) -> None:
        self._incises = incises
        tokens = stretch.tokens
        for position, sentence in enumerate(stretch.sentences):
            places = [at for at in range(sentence.start, sentence.end) if tokens[at].kind == "quotation"]
            if not places:
                continue
            cues = find_cues(tokens, sentence)
            attributions = attribute(tokens, sentence, cues)
            for at in places:
                number = tokens[at].quotation
                known = self.outcomes.get(number)
                if known is None or (known.speaker is None and known.kind not in ("name", "title")):
                    place = Place(stretch, position, at, look_at(self._text, self._quotations[number].span))
                    self.outcomes[number] = self._decide(place, cues, attributions.get(at))

    def _decide(self, place: Place, cues: Sequence[Cue], attribution: Attribution | None) -> Outcome:
        outcome = self._by_shape(place, attribution)
        if outcome is None and attribution is not None:
            outcome = self._by_cue(place, cues, attribution)
        return outcome or self._by_incise(place) or self._without_cue(place)

    def _by_shape(self, place: Place, attribution: Attribution | None) -> Outcome | None:
        """Decide what does not hang on a speaker: no words at all, a name, the title of a work."""
        found, tokens, sentence = place.words, place.tokens, place.sentence
        span = self._quotations[place.token.quotation].span
        if not found.count or self._names.around(span) or span in self._names.species:
            return Outcome("name")
        known = span in self._names.titles
        if not known and attribution is not None and attribution.score >= _BESIDE and found.is_direct:
            return None
        if not known and (kind := self._shaped(place)):
            return Outcome(kind)
        level = title_level(tokens, place.at, sentence, found)
        if level is None:
            level = self._level_before(place)
        if level is None and known:
            level = ""
        return None if level is None else Outcome("title", level=level)

    def _shaped(self, place: Place) -> Kind | None:
        """Give the kind of a mere name, of the words of the law, of another language."""
        if naming(place.tokens, place.at, place.sentence, place.words) or self._beside_name(place):
            return "name"
        if is_charge(place.tokens, place.at, place.sentence) and place.words.count > 1:
            return "quote"
        return "soCalled" if is_foreign(place.words) else None

    def _level_before(self, place: Place) -> str | None:
        """Give the level of the title that a quotation is coordinated with: « « A » et « B » »."""
        before = place.quotation_before(_TITLES)
        outcome = self.outcomes.get(place.tokens[before].quotation)
        return outcome.level if before >= 0 and outcome and outcome.kind == "title" and place.words.capital else None

    def _beside_name(self, place: Place) -> bool:
        """Tell whether it is joined to a mere name: « les associations « A », « B » et « C » »."""
        if not place.words.capital or place.words.is_direct or place.words.count > _TITLES:
            return False
        before = place.quotation_before(_TITLES - 1)
        outcome = self.outcomes.get(place.tokens[before].quotation) if before >= 0 else None
        joined = place.tokens[place.at - 1].low in (",", "et", "ou") and before == place.at - 2
        return joined and outcome is not None and outcome.kind == "name"

    def _beside_written(self, place: Place) -> bool:
        """Tell whether it is coordinated with written words: « Sur les murs : « A », « B » »."""
        if place.at - 2 < place.sentence.start or place.tokens[place.at - 1].low not in (",", "et", "ou"):
            return False
        outcome = self.outcomes.get(place.tokens[place.at - 2].quotation)
        return outcome is not None and outcome.kind == "quote" and outcome.speaker is None

    def _by_cue(self, place: Place, cues: Sequence[Cue], attribution: Attribution) -> Outcome | None:
        cue = attribution.cue
        phrase = attribution.phrase or (subject_of(place.tokens, place.sentence, cue, cues) if cue else None)
        if phrase is None and cue is None:
            return None
        far = attribution.score < DOUBTFUL and not attribution.shared
        few = place.words.count <= 2 and not place.words.is_direct
        if place.words.count == 1 and few and reports_itself(place.tokens, cue, cues):
            return Outcome("soCalled")
        if (
            cue
            and far
            and few
            and not cue.post
            and held_at_distance(place.tokens, place.at, place.sentence, place.words)
        ):
            return None
        source = cited(place.tokens, cue, cues) or phrase
        speaker = self._speaker(source, place, cue) if source else self._going_on(place, cue)
        shown = cue.shown(place.tokens) if cue else None
        relay = cue.relay.get("ref") if cue and cue.relay else ""
        says = cue is not None and cue.verb is not None and cue.verb.cls == "say"
        again = says and (phrase is None or phrase.kind == "pronoun")
        if self._is_text(place, cue, cues[:2], phrase, speaker) or (
            again and not relay and self._reads_on(place, speaker)
        ):
            return Outcome("quote", speaker, shown, relay)
        if speaker is None or not speaker.refs:
            written = is_written(place.tokens, place.at, place.sentence, place.words)
            spoken = by_nobody(place.tokens, cue, phrase, place.at) or is_said(attribution, phrase)
            return Outcome("q", cue=shown) if spoken and not written else None
        cert = speaker.cert
        if attribution.score < ADJACENT or attribution.shared:
            cert = min(cert, "medium", key=_ORDER.index)
        cert = _LOWER[cert] if far else cert
        relay = relay or self._relayed(place, cue, cues)
        return Outcome("said", replace(speaker, cert=cert), shown, "" if relay in speaker.refs else relay)

    def _relayed(self, place: Place, cue: Cue | None, cues: Sequence[Cue]) -> str:
        """Give the entry of the medium that says somebody said it."""
        phrase = relaying(place.tokens, cue, cues)
        if phrase is None or phrase.names:
            return phrase.names[0].get("ref") if phrase and len(phrase.names) == 1 else ""
        speaker = self._speaker(phrase, place)
        return speaker.refs[0] if speaker and len(speaker.refs) == 1 else ""

    def _is_text(
        self, place: Place, cue: Cue | None, near: Sequence[Cue], phrase: Phrase | None, speaker: Speaker | None
    ) -> bool:
        """Tell whether the words are those of a text: its verb writes, or it is the subject, or stands beside."""
        if (cue and cue.verb and cue.verb.cls == "write") or (speaker and speaker.written):
            return True
        if phrase is not None and phrase.kind == "noun" and phrase.head in words("text"):
            return True
        if cue is None or cue.kind != "verb" or any(one.kind == "verb" and one.first < cue.first for one in near):
            return False
        return read_in_text(place.tokens, cue, place.sentence)

    def _speaker(self, phrase: Phrase, place: Place, cue: Cue | None = None) -> Speaker | None:
        if phrase.span not in self._resolved:
            at = phrase.span.start if phrase.kind != "pronoun" else min(phrase.span.start, place.offset)
            since = place.tokens[place.sentence.start].span.start
            direct = place.words.is_direct and cue is not None and cue.verb is not None
            speaks = direct and cue is not None and cue.verb is not None and (cue.post or cue.verb.cls == "say")
            self._resolved[phrase.span] = self._discourse.resolve(
                phrase, at, place.stretch.block, since=since, speaks=speaks
            )
        return self._resolved[phrase.span]

    def _somebody(self, phrase: Phrase, place: Place, cert: str = "low") -> Speaker | None:
        """Give the speaker a phrase means, if it is no text, as sure as no cue makes it."""
        speaker = self._speaker(phrase, place)
        return replace(speaker, cert=cert) if speaker and speaker.refs and not speaker.written else None

    def _going_on(self, place: Place, cue: Cue | None) -> Speaker | None:
        """Give who spoke before, for a cue that has no subject in its sentence: « Et d’ajouter : « … » »."""
        first = place.tokens[place.sentence.start].low
        following = cue is not None and (first == "qui" or (cue.kind == "shared" and first in words("going-on")))
        if not following:
            return None
        turn = self._discourse.last(place.offset, place.stretch.block)
        return Speaker(turn.refs, "medium") if turn else None

    def _by_incise(self, place: Place) -> Outcome | None:
        if place.token.quotation not in self._incises:
            return None
        phrase, cue = self._incises[place.token.quotation]
        speaker = self._speaker(phrase, place)
        return Outcome("said", speaker, cue) if speaker and speaker.refs else None

    def _without_cue(self, place: Place) -> Outcome:  # noqa: PLR0911 (one case each)
        tokens, sentence, found = place.tokens, place.sentence, place.words
        if self._quotations[place.token.quotation].dashed:
            return Outcome("q")
        if is_written(tokens, place.at, sentence, found) or self._beside_written(place):
            return Outcome("quote")
        opening = found.capital and found.count > 1 and place.at == sentence.start
        inside = place.stretch.inside >= 0
        if (
            (found.is_direct or opening)
            and not inside
            and (speaker := self._announced(place) or self._neighbour(place))
        ):
            return Outcome("quote" if self._reads_on(place, speaker) else "said", speaker)
        if looks_like_title(tokens, place.at, sentence, found) and not place.alone:
            return Outcome("title")
        if found.count == 1 and is_group(tokens, place.at, sentence):
            return Outcome("soCalled")
        if not found.is_direct and not place.leads and not inside:
            if going_on := self._continuing(place):
                return going_on
            if speaker := self._predicate(place) or spoke_last(self._discourse, place):
                return Outcome("said", speaker)
        if not found.is_direct and held_at_distance(tokens, place.at, sentence, found):
            return Outcome("soCalled")
        return Outcome("q")

    def _continuing(self, place: Place) -> Outcome | None:
        """Give who spoke in the sentence before, for words that go on in this one without a cue of their own."""
        figure = figure_of(place)
        earlier = place.quotation_before(_LIST)
        if earlier >= 0 and coordinated(place.tokens, earlier, place.at, ()):
            one = self.outcomes.get(place.tokens[earlier].quotation)
            if one and (speaker := one.attributed_to):
                return Outcome(one.kind, replace(speaker, cert="low"))
        goes_on = figure or takes_up(place) or (not place.words.capital and single_pronoun(place) is not None)
        if place.position == 0:
            return self._after_paragraph(place) if goes_on else None
        if not goes_on:
            return None
        before = place.stretch.sentences[place.position - 1]
        known = None if figure else self._last_in(place, before)
        speaker = known.speaker if known else None
        kind: Kind = known.kind if known else "said"
        cue = None if known else reporting(place.tokens, before, sourced=figure)
        if cue is None and figure and place.position > 1:
            before = place.stretch.sentences[place.position - 2]
            cue = reporting(place.tokens, before, sourced=True)
        if cue and cue.subject:
            speaker = self._speaker(cue.subject, place)
            kind = "quote" if cue.kind == "verb" and read_in_text(place.tokens, cue, before) else "said"
        if speaker is None or not speaker.refs or self._is_of_another(place, speaker):
            return None
        return Outcome(kind, replace(speaker, cert=_LOWER[speaker.cert] if known and known.cue else "low"))

    def _after_paragraph(self, place: Place) -> Outcome | None:
        """Give who spoke last in the paragraph before, for « Ils ont tous été « relâchés à l’aube » »."""
        turn = self._discourse.last(place.offset, place.stretch.block)
        if turn is None or turn.block == place.stretch.block or not tells_of_things(place):
            return None
        return Outcome("said", Speaker(turn.refs, "low"))

    def _reads_on(self, place: Place, speaker: Speaker | None) -> bool:
        """Tell whether the sentence before has words of a text by the same one: « dans un communiqué. Il ajoute … »."""
        if place.position == 0 or speaker is None or not speaker.refs or told_aloud(place):
            return False
        before = place.stretch.sentences[place.position - 1]
        known = self._last_in(place, before)
        return known is not None and known.kind == "quote" and known.refs == speaker.refs

    def _is_of_another(self, place: Place, speaker: Speaker) -> bool:
        pronoun = single_pronoun(place)
        if pronoun is None:
            return is_of_another(place, speaker.refs)
        meant = self._speaker(pronoun, place)
        return meant is None or meant.refs != speaker.refs

    def _last_in(self, place: Place, sentence: Span) -> Outcome | None:
        """Give what was decided of the last quotation of a sentence that has a speaker or a source."""
        for at in range(sentence.end - 1, max(sentence.start, sentence.end - _BEFORE) - 1, -1):
            outcome = self.outcomes.get(place.tokens[at].quotation) if place.tokens[at].kind == "quotation" else None
            if outcome and outcome.attributed_to:
                return outcome
        return None

    def _predicate(self, place: Place) -> Speaker | None:
        """Give the subject of a sentence whose predicate has words between marks: « Il parie sur un « … » »."""
        before = [one.low for one in place.tokens[max(place.sentence.start, place.at - 7) : place.at]]
        nouns = words("speech") if place.words.count > 1 else words("address")
        if any(low in nouns for low in before) and (speaker := self._who_acts(place)):
            return speaker
        if place.words.count < 2:
            return None
        phrase = sentence_subject(place.tokens, place.sentence, place.at)
        long = place.words.count >= LONG
        if phrase is None or phrase.end >= place.at or (phrase.kind == "noun" and not (long and phrase.person_like)):
            return None
        between = place.tokens[phrase.end : place.at]
        if any(one.low in words("stop") and one.low != "comme" for one in between) or is_passive(between):
            return None
        return self._somebody(phrase, place)

    def _who_acts(self, place: Place) -> Speaker | None:
        """Give whom the sentence, or the one before it, is about: « Il finit son discours sur le « … » »."""
        position = max(0, place.position - 1)
        since = place.tokens[place.stretch.sentences[position].start].span.start
        subject = self._discourse.subject_before(place.offset, since, place.stretch.block)
        return self._acting(subject, place) if subject else None

    def _acting(self, subject: Turn, place: Place) -> Speaker | None:
        """Give the speaker that a subject is, with an entry if it is unnamed."""
        if subject.phrase is None:
            return Speaker(subject.refs, "low")
        return self._somebody(subject.phrase, place)

    def _announced(self, place: Place) -> Speaker | None:
        """Give whom the sentence before announces: « Même son de cloche chez X. « … » »."""
        before = place.stretch.sentences[place.position - 1] if place.position and place.leads else None
        phrase = announced(place.tokens, before) if before else None
        return self._somebody(phrase, place, "medium") if phrase else None

    def _neighbour(self, place: Place) -> Speaker | None:
        """Give who says a sentence without a cue: the subject before a colon, or who spoke or acted right before."""
        tokens, sentence, stretch = place.tokens, place.sentence, place.stretch
        if place.at > sentence.start and tokens[place.at - 1].text == ":":
            phrase = sentence_subject(tokens, sentence, place.at - 1)
            if phrase is None:
                phrase = phrase_before(tokens, place.at - 1, max(sentence.start, place.at - SHORT))
                phrase = phrase if phrase and phrase.names else None
            if phrase and (speaker := self._speaker(phrase, place)) and speaker.refs and not speaker.written:
                return replace(speaker, cert=_LOWER[speaker.cert])
        if not place.leads:
            return None
        if place.at + 1 < sentence.end and tokens[place.at + 1].text == ":":
            phrase = parse_phrase(tokens, place.at + 2, sentence.end)
            if phrase and phrase.strength > 1 and (speaker := self._speaker(phrase, place)) and speaker.refs:
                return replace(speaker, cert=_LOWER[speaker.cert])
        if place.position == 0 and place.alone and (next_one := subject_after(self._discourse, place)):
            return next_one
        since = tokens[stretch.sentences[place.position - 1].start].span.start if place.position else 0
        subject = self._discourse.subject_before(place.offset, since, stretch.block)
        turn = self._discourse.last(place.offset, stretch.block)
        near = subject is not None and (place.position > 0 or stretch.block - subject.block <= 1)
        if subject is not None and near and (turn is None or subject.at > turn.at):
            found = person_beside(self._discourse, subject, place) or self._acting(subject, place)
        elif turn is not None:
            found = Speaker(turn.refs, "medium" if turn.block == stretch.block else "low")
        else:
            return None
        if found:
            self._discourse.speak(found, place.offset, stretch.block)
        return found
