"""Exporters: other forms of a TEI document. They need nothing but the document."""

from tei.export.standoff import json_lines, standoff

__all__ = ["json_lines", "standoff"]
