"""Readers: a file of some format becomes a normalised source text."""

from encoder.readers.protocol import Reader, ReadText, read_source, reader_of, readers
from encoder.readers.text import read_text

__all__ = ["ReadText", "Reader", "read_source", "read_text", "reader_of", "readers"]
