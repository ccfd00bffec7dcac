"""Incises: the words inside speech that say who speaks (« Je pars, a-t-il dit, et vite. »)."""

from collections.abc import Sequence
from typing import Final

from encoder.quotations.cues import Cue, find_cues
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.stretches import Names, Stretch
from encoder.quotations.tokens import Token, sentences, tokenise
from encoder.quotations.verbforms import like_verb
from tei import Span

_AFTER: Final = 8
"""How many words may follow who speaks, up to a mark: « admet Anne en riant »."""


def find_incises(stretches: Sequence[Stretch]) -> dict[int, tuple[Phrase, Span]]:
    """Give the cue inside the marks of each quotation that has one: « Je pars, a-t-il dit, et vite. »."""
    found: dict[int, tuple[Phrase, Span]] = {}
    for stretch in stretches:
        if stretch.inside < 0 or stretch.inside in found:
            continue
        for sentence in stretch.sentences:
            for cue in find_cues(stretch.tokens, sentence):
                if cue.subject is not None and is_incise(stretch.tokens, sentence, cue):
                    found.setdefault(stretch.inside, (cue.subject, cue.shown(stretch.tokens)))
            if stretch.inside not in found and (unlisted := _unlisted(stretch.tokens, sentence)):
                found[stretch.inside] = unlisted
    return found


def _unlisted(tokens: Sequence[Token], sentence: Span) -> tuple[Phrase, Span] | None:
    """Give an incise whose verb is in no list, by the full name behind it: « C’est loin, illustre Anne Lefort, … »."""
    for index in range(sentence.start + 1, sentence.end - 1):
        name = tokens[index + 1].name
        if tokens[index - 1].text != "," or name is None or name.tag != "persName" or " " not in tokens[index + 1].text:
            continue
        after = tokens[index + 2].text if index + 2 < sentence.end else "."
        phrase = parse_phrase(tokens, index + 1, sentence.end)
        if phrase is not None and like_verb(tokens[index]) and after in (",", ".", "!", "?"):
            return phrase, tokens[index].span
    return None


def is_incise(tokens: Sequence[Token], sentence: Span, cue: Cue) -> bool:
    """Tell whether a cue stands in speech between two marks: « Je pars, a-t-il dit, et vite. »."""
    rest = tokens[cue.end : min(sentence.end, cue.end + _AFTER)]
    mark = next((one for one in rest if one.kind != "word"), None)
    closed = cue.end >= sentence.end or (mark is not None and mark.text in (",", ".", "!", "?", ":"))
    opened = cue.start > sentence.start and tokens[cue.start - 1].text in (",", "!", "?", "…")
    if cue.kind != "verb" or not (cue.post and opened and closed) or cue.subject is None:
        return False
    return cue.subject.strength > 1 and cue.subject.head not in ("je", "on")


def has_incise(text: str, span: Span, names: Names) -> bool:
    """Tell whether words that say who speaks stand inside a span of the text."""
    tokens = tokenise(text, span, (), ((one.span, one) for one in names.between(span)))
    return any(
        is_incise(tokens, sentence, cue) for sentence in sentences(tokens) for cue in find_cues(tokens, sentence)
    )


def ends_sentence(tokens: Sequence[Token], sentence: Span, cue: Cue) -> bool:
    """Tell whether nothing but a few words stands between an incise and the end of its sentence."""
    rest = tokens[cue.end : sentence.end]
    return len(rest) <= _AFTER and all(one.kind == "word" or one.text == "." for one in rest)
