"""The annotators of this package, in the order they run: names, dates, quotations, measures."""

import bisect
from collections.abc import Sequence
from typing import Final

from encoder.annotators.entities import annotate_entities
from encoder.annotators.protocol import Annotator, Found, Passage
from encoder.dates import annotate_dates
from encoder.linking import identify, link
from encoder.measures import annotate_measures
from encoder.quotations import annotate_quotations, find_works
from encoder.registers import register
from encoder.rules import apply_rules
from tei import Layer, Span

_SHOWN: Final = 5


def _names(passage: Passage) -> Found:
    """Find names, decide them by rules over the whole document, and make entries of them, with their identifiers."""
    text, blocks, lang = passage.text, passage.blocks, passage.lang
    found = Layer("entities")
    if passage.model:
        found = annotate_entities(text, blocks, passage.model, passage.authors, passage.options.labels)
        found = apply_rules(text, blocks, found, lang=lang, certain=passage.authors)
        works = find_works(text, blocks)
        found = Layer(found.name, tuple(one for one in found.annotations if not works.takes(one)))
    names, entries = register(text, blocks, found)
    entries = identify(entries, passage.options.authorities, lang)
    names, entries = link(text, names, entries, passage.metadata, lang)
    return Found((names,), tuple(entries))


def _dates(passage: Passage) -> Found:
    dates = annotate_dates(passage.text, passage.blocks, passage.names, passage.published, passage.lang)
    return Found((dates.layer,), warnings=tuple(_impossible(passage, dates.impossible)))


def _quotations(passage: Passage) -> Found:
    found = annotate_quotations(
        passage.text,
        passage.blocks,
        passage.names,
        passage.entries,
        flow=passage.running,
        reported=passage.options.reported_speech,
    )
    return Found((found.turns, found.layer), found.entries, tuple(_unpaired(passage, found.unpaired)))


def _measures(passage: Passage) -> Found:
    titles = [one for one in passage.found["quotations"].annotations if one.tag == "title"]
    taken = (*passage.names, *passage.found["dates"].annotations, *titles)
    return Found((annotate_measures(passage.text, passage.blocks, taken, passage.lang),))


NAMES: Final = Annotator(("personnes, lieux et organisations", "persons, places and organisations"), _names)
DATES: Final = Annotator(("dates et heures", "dates and times"), _dates)
QUOTATIONS: Final = Annotator(("citations et locuteurs", "quotations and speakers"), _quotations)
MEASURES: Final = Annotator(("nombres et mesures", "numbers and measures"), _measures)


def _unpaired(passage: Passage, offsets: Sequence[int]) -> list[str]:
    """Give a sentence for each mark that has no partner, the first few of them."""
    sentences = [
        f"the mark {passage.text[offset]} in {_place(passage, offset)} has no partner" for offset in offsets[:_SHOWN]
    ]
    return [*sentences, *_more(offsets, "marks have no partner")]


def _impossible(passage: Passage, spans: Sequence[Span]) -> list[str]:
    """Give a sentence for each date that does not exist, the first few of them."""
    sentences = [
        f"the date {passage.text[span.start : span.end]} in {_place(passage, span.start)} does not exist; "
        "it is tagged without a value"
        for span in spans[:_SHOWN]
    ]
    return [*sentences, *_more(spans, "dates do not exist")]


def _place(passage: Passage, offset: int) -> str:
    """Give the number of the block at an offset and the words around it."""
    number = bisect.bisect_right([block.start for block in passage.blocks], offset)
    shown = " ".join(passage.text[max(0, offset - 15) : offset + 25].split())
    return f"block {number} (“{shown}”)"


def _more(places: Sequence[object], what: str) -> list[str]:
    return [f"{len(places) - _SHOWN} more {what}"] if len(places) > _SHOWN else []
