"""CoNLL-U: sentences and words in ten columns, names and quotations in MISC (Universal Dependencies, format v2).

There is no syntax: HEAD and DEPREL are ``_``. In MISC, ``NE=B-persName`` begins a name and ``NE=I-persName`` goes on,
``NERef`` points to its entry; ``Quote`` and ``QuoteWho`` do the same for quotations, the outermost where they nest.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from tei.export.document import Document, Mention, Quotation, Word
from tei.export.protocol import Exporter, Settings
from tei.layer import Span

_UPOS: Final = frozenset({
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
})  # fmt: skip
_FEATS: Final = re.compile(r"[A-Z][A-Za-z0-9]*(?:\[[a-z]+\])?=[^\s|=]+(?:\|[A-Z][A-Za-z0-9]*(?:\[[a-z]+\])?=[^\s|=]+)*")


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.conllu``, the documents one after the other."""
    with (folder / f"{settings.name}.conllu").open("w", encoding="utf-8", newline="") as stream:
        for document in documents:
            stream.writelines(_lines(document))


def outermost(spans: Iterable[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Give the spans that lie in no other, with their numbers, in order."""
    found: list[tuple[Span, int]] = []
    for span, number in sorted(spans, key=lambda one: (one[0].start, -one[0].end)):
        if not found or span.start >= found[-1][0].end:
            found.append((span, number))
    return found


def _lines(document: Document) -> Iterable[str]:
    names = _marked(document, document.mentions)
    quotations = _marked(document, document.quotations)
    facts = document.facts
    yield f"# newdoc id = {_line(document.id)}\n"
    for key, value in (("title", facts.title), ("date", facts.date), ("source", facts.source), ("lang", facts.lang)):
        if value:
            yield f"# meta::{key} = {_line(value)}\n"
    number = 0
    for sentence in document.sentences:
        if not sentence.words:
            continue
        yield f"# sent_id = {_line(document.id)}-{sentence.id}\n"
        shown = "".join(one.form + " " * one.space for one in sentence.words)
        yield f"# text = {_line(shown)}\n"
        for index, word in enumerate(sentence.words, 1):
            misc = [*_misc("NE", "NERef", names.get(number)), *_misc("Quote", "QuoteWho", quotations.get(number))]
            if not word.space and index < len(sentence.words):
                misc.append("SpaceAfter=No")
            columns = (_line(word.form), _line(word.lemma), *ud_analysis(word), "", "", "", "|".join(misc))
            yield "\t".join((str(index), *(one or "_" for one in columns))) + "\n"
            number += 1
        yield "\n"


def ud_analysis(word: Word) -> tuple[str, str, str]:
    """Give UPOS, XPOS and FEATS, each empty if there is none; tags and features of another scheme go to XPOS."""
    upos = word.pos if word.pos in _UPOS else ""
    feats = word.msd if _FEATS.fullmatch(word.msd) else ""
    others = (word.pos if not upos else "", word.msd if not feats else "")
    return upos, "_".join(_line(one).replace(" ", "_") for one in others if one), feats


def _marked(document: Document, things: Sequence[Mention | Quotation]) -> dict[int, tuple[str, str, tuple[str, ...]]]:
    """Give, for the number of each word in a thing, its letter (B, or I where it goes on), element and pointers."""
    marked = {}
    for span, number in outermost((one.span, index) for index, one in enumerate(things)):
        one = things[number]
        first, last = document.words_in(span)
        refs = one.refs if isinstance(one, Mention) else one.who
        for at in range(first, last):
            marked[at] = ("B" if at == first and not one.continues else "I", one.tag, refs)
    return marked


def _misc(key: str, pointer: str, found: tuple[str, str, tuple[str, ...]] | None) -> list[str]:
    if found is None:
        return []
    letter, tag, refs = found
    values = [f"{key}={letter}-{tag}"]
    if refs:
        values.append(f"{pointer}={','.join(_line(ref).replace('|', '%7C').replace(' ', '%20') for ref in refs)}")
    return values


def _line(text: str) -> str:
    return " ".join(text.split())


EXPORTER = Exporter("conllu", "words and sentences with names and quotations in MISC", write, words=True)
