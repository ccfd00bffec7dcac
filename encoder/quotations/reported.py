"""Reported speech without marks: « selon l’OSDH, … », « X a affirmé que … », « … , a indiqué X. ».

Opinions differ on whether it is speech at all, so it is tagged only where it is asked for, as ``said`` with
``@direct="false"`` (TEI P5, 3.3.3). The words are those of a clause, without the cue and the mark at its end. Only
clauses whose cue and subject are plain are taken; a sentence with a quotation is left to the quotation.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from encoder.quotations.attribution import subject_of
from encoder.quotations.clauses import after_dateline
from encoder.quotations.cues import Cue, find_cues
from encoder.quotations.lexicon import words as words_of
from encoder.quotations.phrases import Phrase
from encoder.quotations.speakers import RESP, Discourse
from encoder.quotations.stretches import Stretch
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import is_adverb, is_determiner, is_preposition
from tei import Annotation, Span

_WORDS: Final = 3
"""How many words reported speech has at least."""

_THAT: Final = 8
"""How many words may stand between a verb and its « que »."""

_ENDS: Final = (".", "!", "?", "…", "...", ";")


def annotate_reported(stretches: Sequence[Stretch], discourse: Discourse) -> list[tuple[Annotation, Span]]:
    """Give the reported speech of the running text, each with its speaker and the words that name him.

    What stands on both sides of those words is one annotation for each side, which name one another.
    """
    found: list[tuple[Annotation, Span]] = []
    for stretch in stretches:
        if stretch.inside >= 0 or stretch.block in discourse.apart:
            continue
        for sentence in stretch.sentences:
            for spans, phrase, cue in _reported(stretch.tokens, sentence):
                speaker = discourse.resolve(phrase, spans[0].start, stretch.block)
                if speaker and speaker.refs and not speaker.written:
                    cert = "medium" if speaker.cert == "high" else "low"
                    who = {"who": " ".join(speaker.refs), "direct": "false", "cert": cert, "resp": RESP}
                    found.extend((one, cue) for one in _pieces(spans, who, len(found) + 1))
    return found


def _pieces(spans: Sequence[Span], attributes: dict[str, str], number: int) -> list[Annotation]:
    """Give the annotations of one report, chained by ``@next`` and ``@prev`` if it is in two pieces."""
    if len(spans) == 1:
        return [Annotation.of("said", spans[0].start, spans[0].end, attributes)]
    first, second = (f"reported.{number}.{piece}" for piece in (1, 2))
    links: tuple[dict[str, str], ...] = (
        {"xml:id": first, "next": f"#{second}"},
        {"xml:id": second, "prev": f"#{first}"},
    )
    return [
        Annotation.of("said", span.start, span.end, {**attributes, **link})
        for span, link in zip(spans, links, strict=True)
    ]


def _reported(tokens: Sequence[Token], sentence: Span) -> Iterator[tuple[tuple[Span, ...], Phrase, Span]]:
    if any(tokens[at].kind == "quotation" for at in range(sentence.start, sentence.end)):
        return
    sentence = Span(after_dateline(tokens, sentence), sentence.end)
    cues = find_cues(tokens, sentence)
    last = sentence.end
    while last > sentence.start and tokens[last - 1].text in _ENDS:
        last -= 1
    taken = sentence.start
    for number, cue in enumerate(cues):
        phrase = cue.subject or subject_of(tokens, sentence, cue, cues[max(0, number - 4) : number + 1])
        words = _words(tokens, Span(sentence.start, last), cue) if phrase is not None and cue.first >= taken else None
        if words is None or phrase is None:
            continue
        end = words.end
        following = next((one for one in cues[number + 1 :] if one.start > words.start), None)
        if following is not None and following.kind == "verb" and words.start < following.start < end:
            end = _before(tokens, following.start, words.start)
        both = cue.post and words.end <= cue.start and following is None and _goes_on(tokens, words, cue, last)
        if end - words.start < _WORDS and not both:
            continue
        spans = [Span(tokens[words.start].span.start, tokens[end - 1].span.end)]
        shown = cue.shown(tokens)
        taken = end
        if both:
            spans.append(Span(tokens[cue.end + 1].span.start, tokens[last - 1].span.end))
            taken = last
        yield tuple(spans), phrase, shown


def _words(tokens: Sequence[Token], sentence: Span, cue: Cue) -> Span | None:  # noqa: PLR0911 (one case each)
    """Give the tokens that a cue reports."""
    if cue.kind == "preposition":
        if cue.start == sentence.start:
            comma = cue.end < sentence.end and tokens[cue.end].text == ","
            return Span(cue.end + 1, sentence.end) if comma else None
        return _closing(tokens, sentence, cue)
    if cue.kind != "verb" or cue.verb is None or cue.verb.cls != "say":
        return None
    if cue.post and cue.start > sentence.start:
        return _closing(tokens, sentence, cue)
    start = cue.end if cue.post else cue.last + 1
    for at in range(start, min(start + _THAT, sentence.end)):
        if tokens[at].low in ("que", "qu'"):
            return Span(at + 1, sentence.end)
        if tokens[at].kind == "mark":
            return None
    return None


def _goes_on(tokens: Sequence[Token], words: Span, cue: Cue, last: int) -> bool:
    """Tell whether only a time or a place stands before the cue: « Demain, a dit X, tout sera fini. »."""
    if cue.kind != "verb" or cue.end + _WORDS > last or tokens[cue.end].text != ",":
        return False
    return all(_is_circumstance(token) for token in tokens[words.start : words.end])


def _is_circumstance(token: Token) -> bool:
    if token.kind == "name" or token.text[:1].isdigit():
        return True
    return is_preposition(token) or is_determiner(token) or is_adverb(token) or token.low in words_of("time")


def _closing(tokens: Sequence[Token], sentence: Span, cue: Cue) -> Span | None:
    """Give what stands before a cue that closes its sentence after a comma."""
    ended = cue.end >= sentence.end or tokens[cue.end].text == ","
    if tokens[cue.start - 1].text != "," or not ended:
        return None
    return Span(sentence.start, cue.start - 1)


def _before(tokens: Sequence[Token], cue: int, start: int) -> int:
    """Give where the words before another cue end: at the « et », the comma or the subject in front of it."""
    for at in range(cue - 1, start, -1):
        if tokens[at].low in ("et", "mais", ",", "puis", "tandis", "alors"):
            return at
    return start
