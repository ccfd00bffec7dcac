"""The quotations of a TEI document as rows: who says what, by which cue, in which document, of which day.

It works on any document of the customisation, whoever tagged it: kind and speaker are read from the document. Only the
cue, which no element marks, is looked for again.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Final, Literal

from lxml import etree

from encoder.quotations.kinds import content_of
from encoder.quotations.marks import find_marks
from encoder.quotations.quotations import annotate_quotations
from tei import Annotation, Entry, Span, read, read_registers
from tei.elements import LEAVES
from tei.export.rows import csv_cell
from tei.names import XML_ID, tei

Format = Literal["table", "csv", "json"]

KINDS: Final = ("said", "quote", "q", "soCalled", "title")
"""The elements of quotations; a ``title`` counts where marks of quotation stand around it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A quotation: its document and that one's day (ISO 8601, or empty), kind, speaker, cue, words without the marks.

    ``speaker`` and ``source`` (who relays the words, or wrote them) are the first forms of their entries; ``who`` are
    the pointers. ``reported`` are words that stand between no marks. ``start`` and ``end`` are code points, half-open,
    marks included, over the text that ``gazetei text`` prints.
    """

    document: str
    date: str
    kind: str
    speaker: str
    cue: str
    words: str
    source: str
    cert: str
    reported: bool
    who: str
    start: int
    end: int

    def is_by(self, wanted: str) -> bool:
        """Tell whether the speaker's name or id contains some words, whatever their case."""
        return wanted.casefold() in f"{self.speaker} {self.who}".casefold()


def read_quotations(root: etree._Element, document: str = "", registers: Iterable[Entry] = ()) -> list[Row]:
    """Give the quotations of a TEI document, in its order; ``document`` names one that has no ``xml:id``.

    ``registers`` are those of the corpora that the document stands in.

    Raises :class:`tei.errors.NotATextError` if the document has no TEI ``text``.
    """
    reading = read(root)
    text = reading.text
    entries = (*read_registers(root), *registers)
    shown = {f"#{entry.id}": entry.forms[0].text for entry in entries}
    cues = _cues(text, reading.structure.annotations, reading.markup.annotations, entries)
    rows = []
    for one in sorted(reading.markup.annotations, key=lambda one: (one.span.start, -one.span.end)):
        if one.tag not in KINDS or (one.tag == "title" and not _is_marked(text, one.span)):
            continue
        inside = content_of(text, one.span)
        rows.append(
            Row(
                root.get(XML_ID, document),
                _date(root),
                one.tag,
                _forms(one.get("who"), shown),
                cues.get(one.span, ""),
                " ".join(text[inside.start : inside.end].split()),
                _forms(one.get("source"), shown),
                one.get("cert"),
                one.get("direct") == "false",
                one.get("who"),
                one.span.start,
                one.span.end,
            )
        )
    return rows


def write_csv(rows: Iterable[Row]) -> str:
    """Give rows as CSV (RFC 4180, line feeds), the names of the columns first.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(one.name for one in fields(Row))
    for row in rows:
        writer.writerow(csv_cell(value) for value in asdict(row).values())
    return out.getvalue()


def write_json(rows: Iterable[Row]) -> str:
    """Give rows as JSON Lines, one object a quotation, its keys in the order of the columns."""
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


def _is_marked(text: str, span: Span) -> bool:
    """Tell whether marks of quotation stand around a title, and not only in it."""
    return any(found == span for found, _ in find_marks(text, span).spans)


def _forms(pointers: str, shown: dict[str, str]) -> str:
    return "; ".join(shown.get(pointer, pointer) for pointer in pointers.split())


def _date(root: etree._Element) -> str:
    """Give the day of publication that the header records, or the first day of it that is possible."""
    for one in root.iterfind(f"{tei('teiHeader')}//{tei('sourceDesc')}//{tei('date')}"):
        if one.get("type", "published") == "published":
            return one.get("when") or one.get("notBefore") or one.get("from") or ""
    return ""


def _cues(
    text: str, structure: Iterable[Annotation], markup: Iterable[Annotation], entries: Iterable[Entry]
) -> dict[Span, str]:
    leaves = list(_leaves(structure)) or [Span(0, len(text))]
    marked = list(markup)
    reported = any(one.get("direct") == "false" for one in marked)
    found = annotate_quotations(text, leaves, marked, tuple(entries), reported=reported)
    return {span: " ".join(text[cue.start : cue.end].split()) for span, cue in found.cues}


def _leaves(structure: Iterable[Annotation]) -> Iterator[Span]:
    """Give the blocks that hold no other."""
    blocks = sorted({one.span for one in structure if one.tag in LEAVES}, key=lambda span: (span.start, -span.end))
    for number, span in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if after is None or not span.holds(after):
            yield span
