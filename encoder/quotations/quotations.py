"""Quotations: what stands between marks, of which kind it is, and who says it.

:func:`annotate_quotations` is the contract: text, blocks and names in, a layer of quotations out, with entries for the
sources that have no name.
"""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from encoder.quotations.chains import Quotation, find_quotations
from encoder.quotations.decisions import decide
from encoder.quotations.dialogue import find_dialogue
from encoder.quotations.echoes import with_echoes
from encoder.quotations.incises import has_incise
from encoder.quotations.interviews import find_turns
from encoder.quotations.observation import observe
from encoder.quotations.outcomes import Outcome
from encoder.quotations.reported import annotate_reported
from encoder.quotations.speakers import RESP
from encoder.quotations.stretches import Names, find_stretches
from encoder.quotations.works import find_works
from tei import Annotation, Entry, Layer, Span


@dataclass(frozen=True, slots=True)
class Quotations:
    """The layer of quotations, the entries of unnamed sources, and the offsets of marks that have no partner.

    ``turns`` are the ``sp`` and ``label`` of an interview; ``cues`` has, for each quotation whose speaker a cue names,
    the span of the quotation and that of the cue.
    """

    layer: Layer
    unpaired: tuple[int, ...]
    entries: tuple[Entry, ...] = ()
    turns: Layer = field(default_factory=lambda: Layer("turns"))
    cues: tuple[tuple[Span, Span], ...] = ()


def annotate_quotations(
    text: str,
    blocks: Sequence[Span],
    names: Sequence[Annotation],
    entries: Sequence[Entry] = (),
    *,
    flow: Iterable[int] | None = None,
    reported: bool = False,
) -> Quotations:
    """Give the quotations of an article's text.

    ``names`` are the entities already found, with ``@ref`` to ``entries``; ``flow`` are the numbers of the blocks that
    are running text (all by default), which can carry a quotation on from one to the next. With ``reported``,
    reported speech without marks is tagged too. Offsets are code points.
    """
    running = frozenset(range(len(blocks)) if flow is None else flow)
    known = Names(text, names, find_works(text, blocks))
    found = find_quotations(text, blocks, running, lambda span: has_incise(text, span, known))
    quotations = _with_dialogue(found.quotations, find_dialogue(text, blocks, running, known))
    stretches = find_stretches(text, blocks, quotations, known)
    apart = frozenset(range(len(blocks))) - running
    discourse = observe(text, stretches, entries, apart)
    decided_all = decide(text, quotations, stretches, known, discourse)
    outcomes = with_echoes(text, blocks, quotations, decided_all, apart, offices=discourse.offices_only)
    for before, after in zip(decided_all, outcomes, strict=True):
        if before.speaker != after.speaker and before.speaker and after.speaker:
            discourse.name(before.speaker.refs, after.speaker.refs)
    annotations: list[Annotation] = []
    cues: list[tuple[Span, Span]] = []
    for number, (quotation, decided) in enumerate(zip(quotations, outcomes, strict=True)):
        if decided.kind == "name":
            continue
        speaker = replace(decided.speaker, refs=discourse.final(decided.speaker.refs)) if decided.speaker else None
        outcome = replace(decided, speaker=speaker)
        pieces = _annotate(quotation, outcome, number, blocks)
        annotations.extend(pieces)
        if outcome.cue:
            cues.extend((piece.span, outcome.cue) for piece in pieces)
    if reported:
        for one, cue in annotate_reported(stretches, discourse):
            annotations.append(one)
            cues.append((one.span, cue))
    mentions = [one.having(ref=discourse.final((one.get("ref"),))[0]) for one in discourse.mentions.values()]
    layer = Layer("quotations", (*annotations, *mentions))
    turns = Layer("turns", find_turns(text, blocks, running, known, (*entries, *discourse.new)))
    return Quotations(layer, found.unpaired, tuple(discourse.new), turns, tuple(cues))


def _with_dialogue(quotations: Sequence[Quotation], lines: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Give quotations and lines of dialogue in their order, without the lines that would cross a quotation."""
    spans = [piece for one in quotations for piece in one.pieces]
    edges = sorted({(span.start, span) for span in spans})
    kept = []
    for line in lines:
        near = edges[max(0, bisect.bisect_left(edges, (line.start,)) - 1) : bisect.bisect_left(edges, (line.end,))]
        clear = not any(span.crosses(piece) or span.holds(piece) for _, span in near for piece in line.pieces)
        if clear:
            kept.append(line)
    return tuple(sorted((*quotations, *kept), key=lambda one: (one.start, -one.end)))


def _annotate(quotation: Quotation, outcome: Outcome, number: int, blocks: Sequence[Span]) -> list[Annotation]:
    """Give a quotation as one annotation, which the weaver cuts where blocks end.

    If blocks that are no part of it stand between its pieces, each piece is an annotation and names its neighbours.
    """
    attributes = {"resp": RESP, **_attributes(outcome)}
    pieces = quotation.pieces
    first = bisect.bisect_right(blocks, quotation.start, key=lambda block: block.start)
    last = bisect.bisect_left(blocks, quotation.end, key=lambda block: block.start)
    if last - first + 1 == len(pieces):
        return [Annotation.of(outcome.kind, quotation.start, quotation.end, attributes)]
    ids = [f"quotation.{number + 1}.{index + 1}" for index in range(len(pieces))]
    found = []
    for index, piece in enumerate(pieces):
        links = {"xml:id": ids[index]}
        if index:
            links["prev"] = f"#{ids[index - 1]}"
        if index + 1 < len(pieces):
            links["next"] = f"#{ids[index + 1]}"
        found.append(Annotation.of(outcome.kind, piece.start, piece.end, {**attributes, **links}))
    return found


def _attributes(outcome: Outcome) -> dict[str, str]:
    speaker = outcome.speaker
    if outcome.kind == "said" and speaker:
        relayed = {"source": outcome.relay} if outcome.relay else {}
        return {"who": " ".join(speaker.refs), "cert": speaker.cert, **relayed}
    if outcome.kind == "quote":
        source = {"source": speaker.refs[0]} if speaker and speaker.refs else {}
        sure = outcome.cue or (speaker is not None and speaker.cert == "medium")
        return {"cert": "medium" if sure else "low", **source}
    if outcome.kind == "title":
        return {"cert": "medium", "level": outcome.level} if outcome.level else {"cert": "low"}
    return {"cert": "low"} if outcome.kind == "soCalled" else {}
