"""Dialogues: paragraphs in a row that begin with a dash, as novels and reports print them (Lexique de l’Imprimerie
nationale, « tiret »). Each is a quotation up to the words that say who speaks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from encoder.quotations.chains import Quotation
from encoder.quotations.cues import Cue, find_cues
from encoder.quotations.phrases import Phrase
from encoder.quotations.stretches import Names, Stretch
from encoder.quotations.tokens import Token, sentences, tokenise
from tei import Span

_DASH: Final = re.compile(r"[—–-][ \t\u00a0\u202f]+(?=\S)")
_AFTER: Final = 8
"""How many words may follow who speaks, up to a mark: « admet Anne en riant »."""

_SPACES: Final = " \t\u00a0\u202f\u2009"


def find_dialogue(text: str, blocks: Sequence[Span], flow: Iterable[int], names: Names) -> tuple[Quotation, ...]:
    """Give the lines of dialogue: two blocks of running text at least, one after the other, that begin with a dash."""
    found: list[Quotation] = []
    for run in _runs(text, blocks, flow):
        if len(run) > 1:
            found.extend(Quotation((_speech(text, block, names),), dashed=True) for block in run)
    return tuple(found)


def _runs(text: str, blocks: Sequence[Span], flow: Iterable[int]) -> Iterator[list[Span]]:
    run: list[Span] = []
    last = -1
    for number in sorted(flow):
        block = blocks[number]
        dashed = _DASH.match(text, block.start, block.end) is not None
        if run and not (dashed and number == last + 1):
            yield run
            run = []
        if dashed:
            run.append(block)
            last = number
    yield run


def _speech(text: str, block: Span, names: Names) -> Span:
    """Give what is spoken: all, or what stands before the words that end a sentence with who speaks."""
    tokens = tokenise(text, block, (), ((one.span, one) for one in names.between(block)))
    for sentence in sentences(tokens):
        for cue in find_cues(tokens, sentence):
            if is_incise(tokens, sentence, cue) and _ends_sentence(tokens, sentence, cue):
                before = tokens[cue.start - 1]
                end = before.span.start if before.text == "," else before.span.end
                return Span(block.start, block.start + len(text[block.start : end].rstrip(_SPACES)))
    return block


def _ends_sentence(tokens: Sequence[Token], sentence: Span, cue: Cue) -> bool:
    rest = tokens[cue.end : sentence.end]
    return len(rest) <= _AFTER and all(one.kind == "word" or one.text == "." for one in rest)


def find_incises(stretches: Sequence[Stretch]) -> dict[int, tuple[Phrase, Span]]:
    """Give the cue inside the marks of each quotation that has one: « Je pars, a-t-il dit, et vite. »."""
    found: dict[int, tuple[Phrase, Span]] = {}
    for stretch in stretches:
        if stretch.inside < 0 or stretch.inside in found:
            continue
        for sentence in stretch.sentences:
            for cue in find_cues(stretch.tokens, sentence):
                if cue.subject is not None and is_incise(stretch.tokens, sentence, cue):
                    span = Span(stretch.tokens[cue.first].span.start, stretch.tokens[cue.last].span.end)
                    found.setdefault(stretch.inside, (cue.subject, span))
    return found


def is_incise(tokens: Sequence[Token], sentence: Span, cue: Cue) -> bool:
    """Tell whether a cue stands in speech between two marks: « Je pars, a-t-il dit, et vite. »."""
    rest = tokens[cue.end : min(sentence.end, cue.end + _AFTER)]
    mark = next((one for one in rest if one.kind != "word"), None)
    closed = cue.end >= sentence.end or (mark is not None and mark.text in (",", ".", "!", "?", ":"))
    opened = cue.start > sentence.start and tokens[cue.start - 1].text in (",", "!", "?", "…")
    if cue.kind != "verb" or not (cue.post and opened and closed) or cue.subject is None:
        return False
    return cue.subject.strength > 1 and cue.subject.head not in ("je", "on")
