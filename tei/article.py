"""The article: its text, set once and never edited, and what is known about it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from tei.characters import first_forbidden
from tei.errors import ForbiddenCharacterError, MetadataError

_NCNAME: Final = re.compile(r"[^\W\d][\w.\-]*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?)?)?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the article's source, or the person who encodes it, says of it; what is not known stays empty.

    ``date`` and ``retrieved`` are ISO 8601 (a year, a month, a day or a day with a time); ``lang`` is a BCP 47 tag;
    ``source`` is the newspaper or site; ``licence`` the licence of the text, a name or a URL; ``publisher`` who
    publishes the TEI edition. Raises :class:`MetadataError` with the key for a value that cannot be right.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    source: str = ""
    url: str = ""
    licence: str = ""
    lang: str = ""
    retrieved: str = ""
    publisher: str = ""

    def __post_init__(self) -> None:
        for key in ("title", "date", "source", "url", "licence", "lang", "retrieved", "publisher"):
            _check_text(key, getattr(self, key))
        for author in self.authors:
            _check_text("author", author)
            if not author.strip():
                raise MetadataError("author", author, "an author's name is empty; leave the author out instead")
        for key in ("date", "retrieved"):
            if value := getattr(self, key):
                check_date(key, value)
        if self.lang and not _LANGUAGE.fullmatch(self.lang):
            raise MetadataError("lang", self.lang, "write a language tag of BCP 47, such as fr, en or pt-BR")
        if self.url:
            _check_url(self.url)


@dataclass(frozen=True, slots=True)
class Normalization:
    """One kind of change made while the source was read: what it was and how often it was made."""

    kind: str
    count: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file an article was read from: name (no folder), SHA-256 of its bytes, encoding and how it was found.

    ``encoding_evidence`` is ``option``, ``bom``, ``strict``, ``nul-pattern`` or ``guess``.
    ``text_sha256`` is the SHA-256 of its text after the normalisations listed, as UTF-8.
    """

    filename: str
    sha256: str
    encoding: str
    encoding_evidence: str
    text_sha256: str
    normalizations: tuple[Normalization, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A press article: ``id`` is an NCName, ``text`` its blocks joined by single line feeds.

    Raises :class:`ForbiddenCharacterError` with the offset for a character XML cannot carry.
    """

    id: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    source: Source | None = None

    def __post_init__(self) -> None:
        if not _NCNAME.fullmatch(self.id):
            raise MetadataError("id", self.id, "an article's id must be an XML name without a colon")
        if (offset := first_forbidden(self.text)) is not None:
            raise ForbiddenCharacterError(offset, ord(self.text[offset]))


def check_date(key: str, value: str) -> None:
    """Raise :class:`MetadataError` unless ``value`` is an ISO 8601 year, month, day or date-time that exists."""
    matched = _DATE.fullmatch(value)
    reason = "write an ISO 8601 date that exists, such as 2024-12-01, 2024-12 or 2024"
    if not matched:
        raise MetadataError(key, value, reason)
    try:
        date(int(matched[1]), int(matched[2] or 1), int(matched[3] or 1))
        if matched[4]:
            datetime.fromisoformat(value)
    except ValueError as error:
        raise MetadataError(key, value, reason) from error


def _check_url(value: str) -> None:
    reason = "write a web address that begins with http:// or https://"
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise MetadataError("url", value, reason) from error
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"{}|\\^`]", value):
        raise MetadataError("url", value, reason)


def _check_text(key: str, value: object) -> None:
    if not isinstance(value, str):
        raise MetadataError(key, value, f"must be a string in quotation marks, not {type(value).__name__}")
    if (offset := first_forbidden(value)) is not None:
        raise MetadataError(key, value, f"holds U+{ord(value[offset]):04X}, which XML cannot carry")
