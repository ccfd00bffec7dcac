"""Dialogues: paragraphs in a row that begin with a dash, as novels and reports print them (Lexique de l’Imprimerie
nationale, « tiret »). Each is a quotation up to the words that say who speaks, and behind them where it plainly goes
on: « — Non, dit Paul. J’ai à faire. »
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from encoder.quotations.chains import Quotation
from encoder.quotations.cues import Cue, find_cues
from encoder.quotations.incises import ends_sentence, is_incise
from encoder.quotations.lexicon import words
from encoder.quotations.stretches import Names
from encoder.quotations.tokens import Token, sentences, tokenise
from tei import Span

_DASH: Final = re.compile(r"[—–-][ \t\u00a0\u202f]+(?=\S)")
_SPACES: Final = " \t\u00a0\u202f\u2009"


def find_dialogue(text: str, blocks: Sequence[Span], flow: Iterable[int], names: Names) -> tuple[Quotation, ...]:
    """Give the lines of dialogue: two blocks of running text at least, one after the other, that begin with a dash."""
    found: list[Quotation] = []
    for run in _runs(text, blocks, flow):
        if len(run) > 1:
            found.extend(Quotation(_speech(text, block, names), dashed=True) for block in run)
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


def _speech(text: str, block: Span, names: Names) -> tuple[Span, ...]:
    """Give what is spoken: all, or what stands before the words that end a sentence with who speaks, and behind."""
    tokens = tokenise(text, block, (), ((one.span, one) for one in names.between(block)))
    cut = sentences(tokens)
    for number, sentence in enumerate(cut):
        cue = _closing(tokens, sentence)
        if cue is not None:
            before = tokens[cue.start - 1]
            end = before.span.start if before.text == "," else before.span.end
            speech = Span(block.start, block.start + len(text[block.start : end].rstrip(_SPACES)))
            last = number
            while last + 1 < len(cut) and _is_spoken(tokens, cut[last + 1]):
                last += 1
            if last == number:
                return (speech,)
            return speech, Span(tokens[sentence.end].span.start, tokens[cut[last].end - 1].span.end)
    return (block,)


def _closing(tokens: Sequence[Token], sentence: Span) -> Cue | None:
    """Give the words that end a sentence with who speaks in it."""
    cues = (cue for cue in find_cues(tokens, sentence) if is_incise(tokens, sentence, cue))
    return next((cue for cue in cues if ends_sentence(tokens, sentence, cue)), None)


def _is_spoken(tokens: Sequence[Token], sentence: Span) -> bool:
    """Tell whether a sentence behind who speaks is speech too and no story: it asks, or says « je » or « vous »."""
    inside = tokens[sentence.start : sentence.end]
    addressed = any(one.low.lstrip("-").removeprefix("t-") in words("in-dialogue") for one in inside)
    return addressed or inside[-1].text in ("!", "?")
