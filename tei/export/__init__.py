"""Exporters: other forms of TEI documents. They need nothing but the documents."""

from tei.export.document import (
    QUOTATIONS,
    Document,
    Facts,
    Mention,
    Quotation,
    Sentence,
    Word,
    count_whole,
    read_document,
    read_facts,
)
from tei.export.protocol import Exporter, ExportError, Settings, exporter_names, find_exporter
from tei.export.standoff import json_lines, standoff

__all__ = [
    "QUOTATIONS",
    "Document",
    "ExportError",
    "Exporter",
    "Facts",
    "Mention",
    "Quotation",
    "Sentence",
    "Settings",
    "Word",
    "count_whole",
    "exporter_names",
    "find_exporter",
    "json_lines",
    "read_document",
    "read_facts",
    "standoff",
]
