"""The tables of a corpus: which there are, their columns, and the rows that a document adds to each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from tei.export.document import Document, count_whole
from tei.layer import Span
from tei.merged import corpus_id

Cell = str | int | float | bool | tuple[str, ...] | None

DOCUMENTS: Final[Mapping[str, type]] = {
    "document": str, "title": str, "authors": tuple, "date": str, "source": str, "url": str, "lang": str,
    "licence": str, "rights": str, "analysed": bool, "characters": int, "sentences": int, "tokens": int,
    "mentions": int, "quotations": int,
}  # fmt: skip
SENTENCES: Final[Mapping[str, type]] = {"document": str, "sentence": str, "start": int, "end": int, "text": str}
TOKENS: Final[Mapping[str, type]] = {
    "document": str, "sentence": str, "token": int, "start": int, "end": int, "form": str, "lemma": str, "pos": str,
    "msd": str,
}  # fmt: skip
MENTIONS: Final[Mapping[str, type]] = {
    "document": str, "sentence": str, "start": int, "end": int, "text": str, "element": str, "refs": tuple,
    "entities": tuple, "kind": str, "name": str, "cert": str, "continues": bool,
}  # fmt: skip
QUOTATIONS: Final[Mapping[str, type]] = {
    "document": str, "sentence": str, "start": int, "end": int, "text": str, "element": str, "who": tuple,
    "entities": tuple, "speaker": str, "source": tuple, "cert": str, "reported": bool,
    "continues": bool,
}  # fmt: skip
ENTITIES: Final[Mapping[str, type]] = {
    "document": str, "id": str, "entity": str, "kind": str, "name": str, "forms": tuple, "type": str,
    "authorities": tuple, "latitude": float, "longitude": float, "cert": str, "mentions": int, "quotations": int,
}  # fmt: skip

TABLES: Final[Mapping[str, Mapping[str, type]]] = {
    "documents": DOCUMENTS,
    "sentences": SENTENCES,
    "tokens": TOKENS,
    "mentions": MENTIONS,
    "quotations": QUOTATIONS,
    "entities": ENTITIES,
}
"""The tables and their columns; offsets are code points, half-open, and ``entity`` is the corpus-wide id."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table_rows(document: Document) -> dict[str, list[tuple[Cell, ...]]]:
    """Give the rows of a document for each of :data:`TABLES`, in document order."""
    return {
        "documents": [document_row(document)],
        "sentences": [
            (document.id, one.id, one.span.start, one.span.end, document.text[one.span.start : one.span.end])
            for one in document.sentences
        ],
        "tokens": list(_tokens(document)),
        "mentions": list(_mentions(document)),
        "quotations": list(_quotations(document)),
        "entities": list(_entities(document)),
    }


def document_row(document: Document) -> tuple[Cell, ...]:
    """Give the row of a document in the table of documents."""
    facts = document.facts
    return (
        document.id, facts.title, facts.authors, facts.date, facts.source, facts.url, facts.lang, facts.licence,
        facts.rights, document.analysed, len(document.text), len(document.sentences), len(document.words),
        count_whole(document.mentions), count_whole(document.quotations),
    )  # fmt: skip


def csv_cell(value: Cell) -> str:
    """Give a cell as CSV has it; one that a spreadsheet would take for a formula gets an apostrophe in front.

    Source: OWASP, CSV injection (full-width signs too). Lists are joined by ``|``.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    shown = value if isinstance(value, str) else "|".join(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def counts_of(document: Document) -> tuple[Counter[str], Counter[str]]:
    """Give how often each entry of a document is named, and how often it is quoted; what is in pieces counts once."""
    named = Counter(ref for one in document.mentions if not one.continues for ref in one.refs)
    quoted = Counter(ref for one in document.quotations if not one.continues for ref in one.who)
    return named, quoted


def _sentence(document: Document, span: Span) -> str:
    found = document.sentence_at(span.start)
    return found.id if found else ""


def _tokens(document: Document) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for sentence in document.sentences:
        for word in sentence.words:
            number += 1
            yield (
                document.id, sentence.id, number, word.span.start, word.span.end, word.form, word.lemma, word.pos,
                word.msd,
            )  # fmt: skip


def _mentions(document: Document) -> Iterator[tuple[Cell, ...]]:
    ids = {one.id: corpus_id(one, document.id) for one in document.entries}
    for one in document.mentions:
        entry = document.entry(one.refs[0]) if one.refs else None
        yield (
            document.id, _sentence(document, one.span), one.span.start, one.span.end, one.text, one.tag, one.refs,
            tuple(ids.get(ref, ref) for ref in one.refs), entry.kind if entry else "",
            entry.forms[0].text if entry else "", one.cert, one.continues,
        )  # fmt: skip


def _quotations(document: Document) -> Iterator[tuple[Cell, ...]]:
    ids = {one.id: corpus_id(one, document.id) for one in document.entries}
    for one in document.quotations:
        speaker = "; ".join(document.shown(ref) for ref in one.who)
        yield (
            document.id, _sentence(document, one.span), one.span.start, one.span.end, one.text, one.tag, one.who,
            tuple(ids.get(ref, ref) for ref in one.who), speaker, one.source, one.cert, one.reported,
            one.continues,
        )  # fmt: skip


def _entities(document: Document) -> Iterator[tuple[Cell, ...]]:
    named, quoted = counts_of(document)
    for one in document.entries:
        latitude, longitude = map(float, one.location.geo.split()) if one.location else (None, None)
        yield (
            document.id, one.id, corpus_id(one, document.id), one.kind, one.forms[0].text,
            tuple(form.text for form in one.forms), one.type, tuple(f"{idno.type}:{idno.value}" for idno in one.idno),
            latitude, longitude, one.cert, named[one.id], quoted[one.id],
        )  # fmt: skip
