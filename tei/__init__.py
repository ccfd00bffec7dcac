"""The TEI document: text, layers, header and registers, woven into a tree and read back without loss."""

from tei.article import Article, Metadata, Normalization, Source
from tei.document import build_document, recorded_digest, source_is_proven, text_is_proven
from tei.errors import (
    CrossingError,
    ForbiddenCharacterError,
    MetadataError,
    NotATextError,
    TeiError,
    TextMismatchError,
    UnsafeXmlError,
    WeaveError,
)
from tei.header import Application, Findings, Provenance, Responsibility, Written, text_digest
from tei.layer import Annotation, Layer, Span
from tei.parse import parse_bytes, parse_file
from tei.read import Reading, check_text, read, text_of
from tei.registers import Entry, Form, Idno, Kind, Location, NamePart, entry_id, read_registers
from tei.serialise import serialise
from tei.source import source_text
from tei.weave import weave

__all__ = [
    "Annotation",
    "Application",
    "Article",
    "CrossingError",
    "Entry",
    "Findings",
    "ForbiddenCharacterError",
    "Form",
    "Idno",
    "Kind",
    "Layer",
    "Location",
    "Metadata",
    "MetadataError",
    "NamePart",
    "Normalization",
    "NotATextError",
    "Provenance",
    "Reading",
    "Responsibility",
    "Source",
    "Span",
    "TeiError",
    "TextMismatchError",
    "UnsafeXmlError",
    "WeaveError",
    "Written",
    "build_document",
    "check_text",
    "entry_id",
    "parse_bytes",
    "parse_file",
    "read",
    "read_registers",
    "recorded_digest",
    "serialise",
    "source_is_proven",
    "source_text",
    "text_digest",
    "text_is_proven",
    "text_of",
    "weave",
]
