"""Echoes: a headline or an intertitle quotes what somebody says further on; there the article tells who."""

import bisect
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from encoder.quotations.chains import Quotation
from encoder.quotations.kinds import content_of
from encoder.quotations.lexicon import plain, words
from encoder.quotations.outcomes import Outcome
from tei import Span

_HEADED: Final = 60
"""How many quotations of headlines are compared with the text, so that the time stays linear."""

_READ: Final = 400
_LEAST: Final = 4
"""How many letters a single word has that can be known again."""

_TITLE: Final = 100
"""How many characters a quotation has at most that is a headline without being marked as one."""

_SHORT: Final = 2
"""Up to how many words have to be the same: fewer cut out of longer speech can be the journalist's own."""

_WORD: Final = re.compile(r"\w+")


def with_echoes(
    text: str, blocks: Sequence[Span], quotations: Sequence[Quotation], outcomes: Sequence[Outcome],
    apart: frozenset[int], *, offices: Collection[str] = (),
) -> list[Outcome]:  # fmt: skip
    """Give what was decided, with the speakers of quotations in headlines taken from where their words come back.

    ``apart`` are the blocks that are no running text; a quotation that is a block of its own counts as one of them.
    ``offices`` are the entries of those known by an office alone (« le Premier ministre »): the text can name them.
    """
    headed = {
        number
        for number, one in enumerate(quotations)
        if len(one.pieces) == 1
        and (_stands_apart(text, blocks, one.span, apart) or _is_by_office(text, one.span, outcomes[number], offices))
    }
    open_ = [
        number
        for number in sorted(headed)
        if _is_open(outcomes[number], _begins(text, quotations[number].span), offices)
    ][:_HEADED]
    said = [
        (f" {_words(text, one.span)} ", outcomes[number])
        for number, one in enumerate(quotations if open_ else ())
        if number not in headed and outcomes[number].attributed_to
    ]
    result = list(outcomes)
    for number in open_:
        asked = _words(text, quotations[number].span)
        if len(asked) < _LEAST:
            continue
        short = asked.count(" ") < _SHORT and (" " not in asked or not _is_block(text, blocks, quotations[number].span))
        matching = [
            outcome
            for shown, outcome in said
            if f" {asked} " in shown and (not short or _bare(shown.strip()) == _bare(asked))
        ]
        if len({outcome.refs for outcome in matching}) == 1:
            first = matching[0]
            speaker = replace(first.speaker, cert="medium") if first.speaker else None
            result[number] = Outcome(first.kind, speaker, relay=first.relay)
    return result


def _is_open(outcome: Outcome, first: str, offices: Collection[str]) -> bool:
    """Tell whether nothing beside the quotation says which person speaks.

    « L’ONU redoute une « famine » » can be what somebody of it says; a sentence, with a capital, is the UN's own.
    """
    if outcome.level or outcome.kind == "name":
        return False
    if outcome.speaker is None or not outcome.speaker.refs:
        return True
    if outcome.speaker.refs[0] in offices:
        return True
    named = outcome.cue is not None or outcome.speaker.cert == "high"
    return not (named and (first.isupper() or outcome.speaker.refs[0].startswith("#pers.")))


def _is_by_office(text: str, span: Span, outcome: Outcome, offices: Collection[str]) -> bool:
    """Tell whether several words are said by one known by an office alone, in a headline or not."""
    return len(outcome.refs) == 1 and outcome.refs[0] in offices and _words(text, span).count(" ") >= _SHORT


def _begins(text: str, span: Span) -> str:
    start = content_of(text, span).start
    return text[start : start + 1]


def _stands_apart(text: str, blocks: Sequence[Span], span: Span, apart: frozenset[int]) -> bool:
    number = bisect.bisect_right(blocks, span.start, key=lambda block: block.start) - 1
    return number in apart or _is_block(text, blocks, span)


def _is_block(text: str, blocks: Sequence[Span], span: Span) -> bool:
    """Tell whether a quotation is all there is in its block, and short as an intertitle is."""
    if span.end - span.start > _TITLE:
        return False
    block = blocks[bisect.bisect_right(blocks, span.start, key=lambda block: block.start) - 1]
    return not text[block.start : span.start].strip() and not text[span.end : block.end].strip(" .\n\u00a0\u202f")


def _bare(shown: str) -> str:
    """Give words without the article in front of them: « une catastrophe » and « catastrophe » are the same."""
    first, _, rest = shown.partition(" ")
    return rest if rest and (first in words("article") or first in ("l", "d")) else shown


def _words(text: str, span: Span) -> str:
    inside = content_of(text, span)
    return " ".join(_WORD.findall(plain(text[inside.start : min(inside.end, inside.start + _READ)])))
