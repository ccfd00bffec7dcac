"""Readers: a file of some format becomes a normalised source text."""

from encoder.readers.text import ReadText, read_text

__all__ = ["ReadText", "read_text"]
