"""Standoff JSON Lines: one document a line, its text with spans and registers beside it.

``{"id", "text", "spans": [{"start", "end", "tag", "attributes"}],
"registers": [{"id", "kind", "forms": [{"text", "type"}], "type", "idno", "geo"}]}``; ``geo`` is latitude and longitude
or null; offsets are Unicode code points, half-open, over the text that ``gazetei text`` prints. Spans stand in document
order (start, then longest, then the TEI's own nesting); attributes are spelt as in the TEI.
"""

import json
from collections.abc import Iterable
from typing import Any

from lxml import etree

from tei.layer import Annotation
from tei.names import XML_ID
from tei.read import read
from tei.registers import Entry, read_registers


def standoff(root: etree._Element, *, fallback_id: str = "", registers: Iterable[Entry] = ()) -> dict[str, Any]:
    """Give the standoff form of a TEI document; ``fallback_id`` serves a document without ``xml:id``.

    ``registers`` are those of the corpora it stands in; they come after its own.

    Raises :class:`tei.errors.NotATextError` if the document has no TEI ``text``.
    """
    reading = read(root)
    spans = sorted(
        (*reading.structure.annotations, *reading.markup.annotations),
        key=lambda one: (one.span.start, -one.span.end),
    )
    listed = [
        {
            "id": entry.id,
            "kind": entry.kind,
            "forms": [{"text": form.text, "type": form.type} for form in entry.forms],
            "type": entry.type,
            "idno": {one.type: one.value for one in reversed(entry.idno)},
            "geo": [float(degrees) for degrees in entry.location.geo.split()] if entry.location else None,
        }
        for entry in (*read_registers(root), *registers)
    ]
    return {
        "id": root.get(XML_ID, fallback_id),
        "text": reading.text,
        "spans": [_span(one) for one in spans],
        "registers": listed,
    }


def json_lines(documents: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Give one line of JSON, with its line feed, for each document; keys stand in a fixed order."""
    for document in documents:
        yield json.dumps(document, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _span(one: Annotation) -> dict[str, Any]:
    return {"start": one.span.start, "end": one.span.end, "tag": one.tag, "attributes": dict(one.attributes)}
