"""Cues: the words of a sentence that say that somebody speaks, and who is their subject.

A verb of saying before or after its subject (« X a affirmé », « , a-t-il ajouté, »), an infinitive or a participle that
shares one (« avant d’ajouter », « dénonçant »), a passive (« jugé … par X »), and prepositions: selon, d’après, pour,
aux yeux de.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from encoder.quotations.lexicon import Verb, verbs, words
from encoder.quotations.media import find_relay
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.relatives import relative_phrase
from encoder.quotations.subjects import heard, made_by, phrase_after, phrase_before, skip_aside
from encoder.quotations.tokens import Token
from encoder.quotations.verbforms import like_verb, speaks_directly
from encoder.quotations.verbgroups import Group, faire_group, inverted, verb_group
from encoder.quotations.wordclasses import is_determiner
from tei import Annotation, Span

CueKind = Literal["verb", "shared", "passive", "preposition"]

_REACH: Final = 70
"""How many tokens back a subject is looked for."""

_GATHER: Final = Verb("retenir", "write")
_REMAINING: Final = ("été", "reste", "restent", "restera", "demeure", "demeurent")
_HEARING: Final = tuple(
    form for one in ("l'", "les") for form in ([one, "en", "croire"], [one, "entendre"], [one, "écouter"])
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, by numbers of tokens: ``first`` to ``last`` are its words, ``start`` to ``end`` those of its
    subject too.

    ``post`` tells that the subject stands after it; ``relay`` is who the words were said to, if that is a newspaper,
    an agency or a station.
    """

    kind: CueKind
    first: int
    last: int
    start: int
    end: int
    verb: Verb | None
    subject: Phrase | None
    post: bool = False
    reflexive: bool = False
    relay: Annotation | None = None

    def shown(self, tokens: Sequence[Token]) -> Span:
        """Give its words in the text, with the pronouns before a finite verb: « s’est-il exclamé »."""
        first = min(self.start, self.first) if self.kind == "verb" else self.first
        return Span(tokens[first].span.start, tokens[self.last].span.end)


def find_cues(tokens: Sequence[Token], sentence: Span) -> list[Cue]:
    """Give the cues of a sentence (a range of tokens), in its order."""
    found: list[Cue] = []
    index = sentence.start
    while index < sentence.end:
        readers = (_agent, _preposition, _gathering, _verb, _shared, _passive, _unknown)
        cue = next((one for read in readers if (one := read(tokens, index, sentence))), None)
        if cue is None:
            index += 1
        else:
            found.append(cue)
            index = max(cue.last, index) + 1
    return found


def _verb(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    group = verb_group(tokens, index, sentence.end)
    if group is None:
        return None
    lead = index
    reflexive = group.reflexive
    floor = max(sentence.start, index - _REACH)
    while lead > floor and tokens[lead - 1].low in words("clitic") and not tokens[lead - 1].text.isdigit():
        lead -= 1
        reflexive = reflexive or tokens[lead].low in ("se", "s'")
    subject, post = _subject(tokens, lead, group, sentence, floor)
    start = lead
    end = group.last + 1
    if group.pronoun:
        end = group.last + 1
    elif post and subject:
        end = max(end, subject.end)
    relay = find_relay(tokens, group.last + 1, min(sentence.end, (end if post else group.last + 1) + 14))
    return Cue("verb", index, group.last, start, end, group.verb, subject, post, reflexive, relay)


def _gathering(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give what is read in a document: « De l’état des lieux dressé par X, on retient que « … » »."""
    if tokens[index].low not in words("gathering") or index == sentence.start or index + 1 >= sentence.end:
        return None
    if tokens[index - 1].low != "on" or tokens[index + 1].low not in ("que", "qu'", ":"):
        return None
    maker = made_by(tokens, max(sentence.start, index - _REACH), index - 1)
    return Cue("verb", index, index, index - 1, index + 1, _GATHER, maker) if maker else None


def _unknown(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give an incise whose verb is in no list, right after direct speech: « … ! » s’est enflammé le député."""
    at = index - 1
    while at >= sentence.start and tokens[at].text in (",", "!", "?", "…", "..."):
        at -= 1
    if at < sentence.start or tokens[at].kind != "quotation" or not speaks_directly(tokens, at, index):
        return None
    start = index
    while index < sentence.end and tokens[index].low in words("clitic"):
        index += 1
    last = index
    if last + 1 < sentence.end and (tokens[last].low in words("auxiliary") or tokens[last].low in words("being")):
        pronoun = inverted(tokens, last + 1, sentence.end)
        last += 1 + (pronoun is not None)
    if last >= sentence.end or not like_verb(tokens[last]) or verb_group(tokens, index, sentence.end):
        return None
    subject = inverted(tokens, last + 1, sentence.end)
    end = last + 2
    if subject is None and last + 1 < sentence.end:
        subject = parse_phrase(tokens, skip_aside(tokens, last + 1, sentence.end), sentence.end)
        end = subject.end if subject else end
    if subject is None or subject.strength < 2:
        return None
    return Cue("verb", index, last, start, end, Verb(tokens[last].low, "manner"), subject, post=True)


def _subject(  # noqa: PLR0911 (one case each)
    tokens: Sequence[Token], lead: int, group: Group, sentence: Span, floor: int
) -> tuple[Phrase | None, bool]:
    """Give the subject of a verb and whether it stands after it."""
    if group.pronoun:
        return _no_pronoun_on(tokens, group.pronoun, lead, floor) or _behind_on(tokens, group.last + 1, sentence), True
    before_index = lead - 1
    while before_index > floor and tokens[before_index].text in (",", "!", "?", "…", "–", "—", "-", "..."):
        before_index -= 1
    follows_quotation = before_index >= floor and tokens[before_index].kind == "quotation"
    after = phrase_after(tokens, group.last + 1, sentence.end)
    comma = lead > floor and tokens[lead - 1].text in (",", "–", "—", "-")
    leading = all(token.kind != "word" for token in tokens[floor:before_index])
    if follows_quotation and after is not None and (leading or after.strength > 1):
        determined = before_index > floor and is_determiner(tokens[before_index - 1])
        if not (determined and not comma):
            return after, True
    before = phrase_before(tokens, lead, floor)
    if before is not None and before.kind == "pronoun":
        before = _no_pronoun_on(tokens, before, lead, floor)
        if before is None:
            return None, False
    quoted_before = any(token.kind == "quotation" for token in tokens[floor:lead])
    quoted = quoted_before and after is not None and (leading or after.strength > 1)
    if comma and after is not None and (before is None or quoted or before.strength < after.strength):
        return after, True
    if lead == sentence.start and after is not None:
        return after, True
    if before is None and lead > floor and tokens[lead - 1].low in ("et", "puis", "mais", "ou") and after is None:
        return None, False
    if before is None and after is not None and _is_incise(tokens, lead, sentence):
        return after, True
    return before, False


def _no_pronoun_on(tokens: Sequence[Token], pronoun: Phrase, lead: int, floor: int) -> Phrase | None:
    """Give who « on » is where the sentence says it: « à la mairie, on assure », « du côté de l’opposition, on … »."""
    if pronoun.head != "on":
        return pronoun
    clitics = [token.low for token in tokens[max(floor, lead) : lead + 3]]
    if "y" in clitics or "où" in [token.low for token in tokens[max(floor, lead - 3) : lead]]:
        return Phrase("pronoun", pronoun.span, pronoun.end, "même source")
    for index in range(floor, lead):
        if tokens[index].low == "source" and index > floor and tokens[index - 1].low == "de":
            return parse_phrase(tokens, index, lead)
        if tokens[index].low in ("chez", "à", "côté", "au", "aux", "dans", "auprès"):
            begin = index + 1
            while begin < lead and tokens[begin].low in ("de", "du", "d'"):
                begin += 1
            phrase = parse_phrase(tokens, begin, lead)
            if phrase and phrase.strength > 1 and (phrase.kind == "name" or phrase.head in words("org")):
                return phrase
    return made_by(tokens, floor, lead)


def _behind_on(tokens: Sequence[Token], start: int, sentence: Span) -> Phrase | None:
    """Give who « on » is where it is said after it: « ajoute-t-on de même source », « dit-on à la mairie »."""
    end = min(sentence.end, start + 8)
    for index in range(start, end):
        if tokens[index].kind == "quotation" or tokens[index].text in (".", ",", ";", ":"):
            return None
        if tokens[index].low == "source":
            if tokens[index - 1].low in ("même", "mêmes"):
                return Phrase("pronoun", tokens[index].span, index + 1, "même source")
            return parse_phrase(tokens, index, end)
        if tokens[index].kind == "name":
            return parse_phrase(tokens, index, end)
        if tokens[index].low in ("chez", "à", "au", "aux", "dans", "de", "du"):
            phrase = parse_phrase(tokens, index + 1, end)
            if phrase and phrase.strength > 1 and (phrase.kind == "name" or phrase.head in words("org")):
                return phrase
    return None


def _is_incise(tokens: Sequence[Token], lead: int, sentence: Span) -> bool:
    return lead == sentence.start or tokens[lead - 1].text in (",", "–", "—", "!", "?", "…")


def _shared(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give an infinitive or a participle: « Et Anne Lefort de conclure », « avant d’ajouter », « en dénonçant »."""
    token = tokens[index]
    if token.kind != "word":
        return None
    infinitive = verbs().infinitive.get(token.low)
    verb = infinitive or verbs().present.get(token.low)
    if token.low in ("faire", "faisant") and (faire := faire_group(tokens, index, sentence.end)):
        return Cue("shared", index, faire.last, index, faire.last + 1, faire.verb, None)
    if token.low == "comment":  # an English verb, a French adverb
        return None
    if verb is None or (index and is_determiner(tokens[index - 1]) and not tokens[index - 1].low.endswith("'")):
        return None
    subject = None
    if infinitive and (who := heard(tokens, index, sentence)):
        return Cue("verb", index, index, index, index + 1, verb, who)
    if infinitive and index - 1 > sentence.start and tokens[index - 1].low in ("de", "d'"):
        opening = tokens[sentence.start].low in ("et", "puis")
        subject = phrase_before(tokens, index - 1, max(sentence.start, index - _REACH)) if opening else None
        if subject and subject.strength < 2:
            subject = None
    return Cue("shared", index, index, index, index + 1, verb, subject)


def _agent(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give a passive whose participle could be a verb too, where no subject can stand: « Décrit comme « … » par X »."""
    first = index == sentence.start or tokens[index - 1].text == ","
    both = tokens[index].low in verbs().past and tokens[index].low in verbs().finite
    cue = _passive(tokens, index, sentence) if first and both else None
    return cue if cue is not None and cue.subject is not None else None


def _passive(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give a participle whose agent follows: « jugée « injuste » par le syndicat », « cité par l’agence »."""
    token = tokens[index]
    verb = verbs().past.get(token.low) if token.kind == "word" else None
    if verb is None or verb.cls in ("manner",) or (index and is_determiner(tokens[index - 1])):
        return None
    for at in range(index + 1, min(sentence.end, index + 16)):
        if tokens[at].low == "par":
            agent = parse_phrase(tokens, at + 1, sentence.end)
            if agent and agent.strength > 1:
                return Cue("passive", index, index, index, agent.end, verb, agent, post=True)
        if tokens[at].text in (";", ":") or (tokens[at].low in words("stop") and tokens[at].low != "comme"):
            break
    being = index > sentence.start and tokens[index - 1].low in words("being")
    if verb.cls in ("take", "say") and not being and index > sentence.start and tokens[index - 1].kind == "word":
        return Cue("passive", index, index, index, index + 1, verb, None)
    return Cue("passive", index, index, index, index + 1, verb, None) if verb.cls == "take" else None


def _preposition(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:  # noqa: PLR0911 (one case each)
    token = tokens[index]
    if token.kind != "word":
        return None
    for form in _sources().get(token.low, ()):
        if [one.low for one in tokens[index : min(index + len(form), sentence.end)]] != list(form):
            continue
        last = index + len(form) - 1
        if form[0] in ("de", "à", "aux") and index > sentence.start and tokens[index - 1].kind == "word":
            return None  # « se passer de l’avis de … »
        contracted = form[-1] == "des"
        source = parse_phrase(tokens, last if contracted else last + 1, sentence.end)
        source = source or relative_phrase(tokens, last + 1, sentence.end) or _named_text(tokens, last + 1, sentence)
        if source is None:
            return None
        relay = find_relay(tokens, source.end, min(sentence.end, source.end + 10))
        return Cue("preposition", index, last, index, source.end, None, source, post=True, relay=relay)
    if token.low == "pour":
        return _for(tokens, index, sentence)
    if token.low == "à" and index + 2 < sentence.end and tokens[index + 2].low == "yeux":
        return _eyes(tokens, index)
    return _hearing(tokens, index, sentence) if token.low == "à" else None


def _hearing(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give « à l’en croire, », « à l’entendre, »: its source is a pronoun without gender."""
    after = [one.low for one in tokens[index + 1 : min(sentence.end, index + 5)]]
    last = next((index + len(form) for form in _HEARING if after[: len(form) + 1] == [*form, ","]), 0)
    if not last:
        return None
    source = Phrase("pronoun", tokens[index + 1].span, last + 1, "l'", plural=after[0] == "les")
    return Cue("preposition", index, last, index, last + 1, None, source, post=True)


def _eyes(tokens: Sequence[Token], index: int) -> Cue | None:
    """Give « à ses yeux », « à leurs yeux »: its source is a pronoun without gender."""
    plural = tokens[index + 1].low == "leurs"
    if not plural and tokens[index + 1].low != "ses":
        return None
    source = Phrase("pronoun", tokens[index + 1].span, index + 3, "ses", plural=plural)
    return Cue("preposition", index, index + 2, index, index + 3, None, source, post=True)


def _named_text(tokens: Sequence[Token], at: int, sentence: Span) -> Phrase | None:
    """Give whom or what « lequel » means: « un rapport de la Banque, selon lequel … », « un témoin selon lequel »."""
    if at >= sentence.end or tokens[at].low not in ("lequel", "laquelle", "lesquels", "lesquelles", "qui"):
        return None
    last = at - 2 if at - 2 > sentence.start and tokens[at - 2].text == "," else at - 1
    for index in range(last - 1, max(sentence.start, at - 14) - 1, -1):
        begins = is_determiner(tokens[index]) or tokens[index].kind == "name"
        someone = parse_phrase(tokens, index, last) if begins else None
        if someone is not None and someone.end == last and someone.strength > 1:
            return replace(someone, end=at + 1)
        if tokens[index].low in words("text"):
            inner = tuple(one.name for one in tokens[index:at] if one.name is not None)
            return Phrase("noun", tokens[index].span, at + 1, tokens[index].low, inner=inner)
    return None


@cache
def _sources() -> dict[str, list[tuple[str, ...]]]:
    """Give the prepositions that name a source, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted((tuple(one.split("_")) for one in words("source")), key=lambda form: (-len(form), form)):
        found.setdefault(form[0], []).append(form)
    return found


def _judges(tokens: Sequence[Token], index: int, source: Phrase, sentence: Span) -> bool:
    """Tell whether the words before « pour » are somebody's view: « « un souvenir lourd » pour le maire X. ».

    What is bought, made or planned for somebody has its verb before the marks.
    """
    titled = source.kind == "name" and source.head in words("person") and source.head not in words("org")
    before = tokens[max(sentence.start, index - 3) : index - 1]
    joined = bool(before) and (
        before[-1].text == "," or before[-1].low in words("being") or before[-1].low in _REMAINING
    )
    return titled and joined


def _for(tokens: Sequence[Token], index: int, sentence: Span) -> Cue | None:
    """Give « pour » where it names whose opinion it is: first in its sentence or after a comma, and before one."""
    before = tokens[index - 1] if index > sentence.start else None
    behind = before is not None and before.kind == "quotation"
    if before is not None and before.text != "," and before.low not in words("being") and not behind:
        return None
    source = parse_phrase(tokens, index + 1, sentence.end) or relative_phrase(tokens, index + 1, sentence.end)
    if source is None or source.strength < 2 or (behind and not _judges(tokens, index, source, sentence)):
        return None
    closed = source.end >= sentence.end or tokens[source.end].text in (",", ".", ":", "!", "?", "…", ";")
    if not closed or (source.kind == "pronoun" and source.head == "on"):
        return None
    return Cue("preposition", index, index, index, source.end, None, source, post=True)
