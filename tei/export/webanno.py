"""W3C Web Annotation: names and quotations as JSON-LD over plain-text files (Web Annotation Data Model, 2017)."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.layer import Span

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_AROUND: Final = 32
_AUTHORITIES: Final = {
    "geonames": "https://sws.geonames.org/{}/",
    "wikidata": "http://www.wikidata.org/entity/{}",
    "viaf": "http://viaf.org/viaf/{}",
    "isni": "https://isni.org/isni/{}",
    "idref": "http://www.idref.fr/{}/id",
}


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``texts/ID.txt`` and ``annotations/ID.jsonld``, an AnnotationPage, for each document."""
    for name in ("texts", "annotations"):
        (folder / name).mkdir()
    for document in documents:
        (folder / "texts" / f"{document.name}.txt").write_text(document.text, encoding="utf-8", newline="")
        page = {
            "@context": _CONTEXT,
            "id": f"{document.name}.jsonld",
            "type": "AnnotationPage",
            "items": list(_annotations(document)),
        }
        data = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
        (folder / "annotations" / f"{document.name}.jsonld").write_text(data, encoding="utf-8", newline="")


def _annotations(document: Document) -> Iterator[dict[str, Any]]:
    things = [(one.span, "tagging", one.tag, one.refs) for one in document.mentions]
    things += [(one.span, "classifying", one.tag, one.who) for one in document.quotations]
    things.sort(key=lambda one: (one[0].start, -one[0].end, one[2]))
    for number, (span, motivation, tag, refs) in enumerate(things, 1):
        bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": motivation, "value": tag}]
        for ref in refs:
            bodies.append({"type": "TextualBody", "purpose": "identifying", "value": document.shown(ref)})
            bodies += [{"id": address, "purpose": "identifying"} for address in _addresses(document, ref)]
        yield {
            "id": f"{document.name}.jsonld#a{number}",
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": {"source": f"../texts/{document.name}.txt", "selector": _selectors(document.text, span)},
        }


def _addresses(document: Document, ref: str) -> list[str]:
    entry = document.entry(ref)
    return [_AUTHORITIES[one.type].format(one.value) for one in entry.idno if one.type in _AUTHORITIES] if entry else []


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(span.start - _AROUND, 0) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        },
    ]


EXPORTER = Exporter("webanno", "W3C Web Annotation: names and quotations as JSON-LD over plain text", write)
