"""The protocol of readers: bytes of a file in, text of an article out, with what the file says of itself.

A package of anybody's registers its readers as entry points in the group ``gazetei.readers``.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from typing import Any, Protocol

from encoder.errors import EncoderError, InputError
from tei import Source, TeiError
from tei.plugins import READERS, PluginError, Registered, registered

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadText:
    """A source text after its normalisations; ``warnings`` are sentences for the person who encodes.

    ``metadata`` is what the file says of the article, by the keys of a metadata file (``title``, ``author``…), which
    overrules it.
    """

    text: str
    source: Source
    warnings: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


class Read(Protocol):
    """What reads a file: its bytes, its name without folders, and the encoding that was asked for, if any."""

    def __call__(self, data: bytes, *, filename: str, encoding: str = "") -> ReadText:
        """Give the text; raises :class:`encoder.errors.InputError` if there is none to be had."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file: the endings of its names, lower-case with their dot, and how it is read."""

    suffixes: tuple[str, ...]
    read: Read


@cache
def readers() -> Mapping[str, tuple[Reader, Registered]]:
    """Give the readers by ending; one that cannot be loaded is left out, with a warning.

    The endings of this package's readers cannot be taken by another.
    """
    found: dict[str, tuple[Reader, Registered]] = {}
    for one in registered(READERS).values():
        try:
            reader = one.load(Reader)
        except PluginError as error:
            _LOG.warning("the reader %s", error)
            continue
        assert isinstance(reader, Reader)  # noqa: S101 - load has looked
        for suffix in reader.suffixes:
            found.setdefault(suffix.lower(), (reader, one))
    return found


def reader_of(filename: str) -> tuple[Reader, Registered]:
    """Give the reader for a file's name, and how it is registered; plain text for an ending that nobody reads."""
    known = readers()
    return known.get(PurePath(filename).suffix.lower()) or known[".txt"]


def read_source(data: bytes, *, filename: str, encoding: str = "") -> ReadText:
    """Give the text of a file, by the reader for its name.

    Raises :class:`InputError` for what cannot be read; a mistake in somebody's reader is such a file, and no more.
    """
    reader, registration = reader_of(filename)
    try:
        read = reader.read(data, filename=filename, encoding=encoding)
    except (EncoderError, TeiError, OSError):
        raise
    except Exception as error:
        if not registration.distribution:
            raise
        raise InputError("reader", _failed(registration, f"{type(error).__name__}: {error}")) from error
    if not isinstance(read, ReadText):
        raise InputError("reader", _failed(registration, "what it gives is no encoder.readers.ReadText"))
    return read


def _failed(one: Registered, why: str) -> str:
    return f"the reader {one.name} of {one.distribution} {one.version} failed ({why}); report it to that package"
