"""The vertical format of corpus query engines: a word a line, its annotations after tabs, regions as tags on lines.

CWB and Manatee read it in two dialects, which differ in what is escaped; each exporter brings its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tei.export.document import Document, Word
from tei.layer import Span

REGIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("id", "title", "author", "date", "year", "source", "url", "lang", "licence"),
    "p": ("type",),
    "s": ("id",),
    "name": ("type", "ref", "entity"),
    "quotation": ("type", "who", "speaker"),
}
"""The regions and their attributes. Names and quotations that nest get a number: ``name1`` is inside ``name``."""

DEEPEST: Final = 2
"""How deep names and quotations may nest: ``name``, ``name1``, ``name2``."""

_Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Region:
    tag: str
    first: int
    last: int
    attributes: _Attributes


def vertical(
    document: Document,
    identifier: str,
    *,
    columns: Callable[[Word], Sequence[str]],
    attribute: Callable[[str], str],
    glue: str = "",
) -> Iterator[str]:
    """Give the lines of a document, with their line feeds, in a ``text`` region with this id.

    ``columns`` gives the columns of a word, ``attribute`` escapes a value, ``glue`` stands between words that no space
    separates.
    """
    opens: dict[int, list[_Region]] = {}
    closes: dict[int, list[_Region]] = {}
    for region in sorted(_regions(document), key=lambda one: (one.first, -one.last)):
        opens.setdefault(region.first, []).append(region)
        closes.setdefault(region.last, []).insert(0, region)
    yield _tag("text", zip(REGIONS["text"], _facts(document, identifier), strict=True), attribute)
    for number, word in enumerate(document.words):
        if glue and number and not document.words[number - 1].space:
            yield f"{glue}\n"
        for region in opens.get(number, ()):
            yield _tag(region.tag, region.attributes, attribute)
        yield "\t".join(columns(word)) + "\n"
        for region in closes.get(number + 1, ()):
            yield f"</{region.tag}>\n"
    yield "</text>\n"


def _tag(name: str, attributes: Iterable[tuple[str, str]], escape: Callable[[str], str]) -> str:
    shown = "".join(f' {key}="{escape(value)}"' for key, value in attributes)
    return f"<{name}{shown}>\n"


def _facts(document: Document, identifier: str) -> tuple[str, ...]:
    facts = document.facts
    authors = "; ".join(facts.authors)
    year = facts.date[:4]
    return identifier, facts.title, authors, facts.date, year, facts.source, facts.url, facts.lang, facts.licence


def _regions(document: Document) -> Iterator[_Region]:
    kinds = {one.span: one.tag for one in document.structure}
    for block in document.blocks:
        yield from _region(document, "p", block, (("type", kinds.get(block, "p")),))
    at = 0
    for sentence in document.sentences:
        if sentence.words:
            yield _Region("s", at, at + len(sentence.words), (("id", sentence.id),))
            at += len(sentence.words)
    names = [
        (
            one.span,
            (("type", one.tag), ("ref", " ".join(one.refs)), ("entity", "; ".join(map(document.shown, one.refs)))),
        )
        for one in document.mentions
    ]
    quotations = [
        (
            one.span,
            (("type", one.tag), ("who", " ".join(one.who)), ("speaker", "; ".join(map(document.shown, one.who)))),
        )
        for one in document.quotations
    ]
    for name, things in (("name", names), ("quotation", quotations)):
        for depth, span, attributes in _nested(things):
            yield from _region(document, f"{name}{depth or ''}", span, attributes)


def _nested(things: Iterable[tuple[Span, _Attributes]]) -> Iterator[tuple[int, Span, _Attributes]]:
    """Give spans with how many others they lie in, 0 to :data:`DEEPEST`; what is deeper is left out."""
    ends: list[int] = []
    for span, thing in sorted(things, key=lambda one: (one[0].start, -one[0].end)):
        while ends and ends[-1] <= span.start:
            ends.pop()
        if len(ends) <= DEEPEST:
            yield len(ends), span, thing
        ends.append(span.end)


def _region(document: Document, tag: str, span: Span, attributes: _Attributes) -> Iterator[_Region]:
    first, last = document.words_in(span)
    if first < last:
        yield _Region(tag, first, last, attributes)
