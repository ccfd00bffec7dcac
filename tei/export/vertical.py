"""The vertical format of corpus query engines: a word a line, its annotations after tabs, regions as tags on lines.

CWB and Manatee read it in two dialects, which differ in what is escaped; each exporter brings its own. Both cut long
values in the middle of a character (CWB after 1,023 bytes, 4,095 since 3.4, Manatee after 32,767), and CWB takes a line
of more than 64 KB for two: so what is longer than :data:`LONGEST` is cut here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tei.export.document import Document, Mention, Quotation, Word
from tei.layer import Span

REGIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("id", "title", "author", "date", "year", "source", "url", "lang", "licence"),
    "p": ("type",),
    "s": ("id",),
    "name": ("type", "ref", "entity", "continues"),
    "quotation": ("type", "who", "speaker", "continues"),
}
"""The regions and their attributes. Names and quotations that nest get a number: ``name1`` is inside ``name``."""

DEEPEST: Final = 2
"""How deep names and quotations may nest: ``name``, ``name1``, ``name2``."""

LONGEST: Final = 1000
"""The most bytes of UTF-8 that a word or a value has."""

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
    used: set[str],
    glue: str = "",
) -> Iterator[str]:
    """Give the lines of a document, with their line feeds, in a ``text`` region with this id.

    ``columns`` gives the columns of a word, ``attribute`` escapes a value, ``glue`` stands between words that no space
    separates. The names of its regions are added to ``used``, and the glue. A document without words has none: no
    engine keeps an empty region.
    """
    if not document.words:
        return
    opens: dict[int, list[_Region]] = {}
    closes: dict[int, list[_Region]] = {}
    for region in sorted(_regions(document), key=lambda one: (one.first, -one.last)):
        opens.setdefault(region.first, []).append(region)
        closes.setdefault(region.last, []).insert(0, region)
        used.add(region.tag)
    used.add("text")
    yield _tag("text", zip(REGIONS["text"], _facts(document, identifier), strict=True), attribute)
    for number, word in enumerate(document.words):
        if glue and number and not document.words[number - 1].space:
            used.add(glue)
            yield f"{glue}\n"
        for region in opens.get(number, ()):
            yield _tag(region.tag, region.attributes, attribute)
        yield "\t".join(columns(word)) + "\n"
        for region in closes.get(number + 1, ()):
            yield f"</{region.tag}>\n"
    yield "</text>\n"


def declared(used: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the regions that are in a corpus with their attributes: engines find fault with one that is not there."""
    for name, attributes in REGIONS.items():
        for depth in range(DEEPEST + 1):
            if (numbered := f"{name}{depth or ''}") in used:
                yield numbered, attributes


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
    things: dict[str, list[tuple[Span, _Attributes]]] = {"name": [], "quotation": []}
    for mention in document.mentions:
        things["name"].append((mention.span, _described(document, mention, ("ref", "entity"), mention.refs)))
    for said in document.quotations:
        things["quotation"].append((said.span, _described(document, said, ("who", "speaker"), said.who)))
    for name, found in things.items():
        placed = ((*document.words_in(span), attributes) for span, attributes in found)
        for level, first, last, attributes in _levels(placed):
            yield _Region(f"{name}{level or ''}", first, last, attributes)


def _described(document: Document, one: Mention | Quotation, keys: tuple[str, str], refs: Sequence[str]) -> _Attributes:
    shown = "; ".join(map(document.shown, refs))
    continues = "yes" if one.continues else "no"
    return ("type", one.tag), (keys[0], " ".join(refs)), (keys[1], shown), ("continues", continues)


def _levels(placed: Iterable[tuple[int, int, _Attributes]]) -> Iterator[tuple[int, int, int, _Attributes]]:
    """Give regions (first word, the one after the last) with a level: no two of a level share a word.

    The engines know regions of words alone, and keep one of two that overlap under one name. What would lie deeper than
    :data:`DEEPEST` is left out.
    """
    ends: list[int] = []
    for first, last, attributes in sorted(placed, key=lambda one: (one[0], -one[1])):
        if first < last:
            level = next((number for number, end in enumerate(ends) if end <= first), len(ends))
            if level <= DEEPEST:
                ends[level : level + 1] = [last]
                yield level, first, last, attributes


def _region(document: Document, tag: str, span: Span, attributes: _Attributes) -> Iterator[_Region]:
    first, last = document.words_in(span)
    if first < last:
        yield _Region(tag, first, last, attributes)


def one_line(text: str) -> str:
    """Give a word or a value on one line, each white space a blank, cut after :data:`LONGEST` bytes."""
    line = " ".join(text.split())
    data = line.encode()
    return line if len(data) <= LONGEST else data[:LONGEST].decode(errors="ignore")
