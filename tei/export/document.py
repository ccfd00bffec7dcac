"""A TEI document as exporters see it: text, sentences, tokens, mentions, quotations, entries, and what its header says.

It is read from any TEI document, of this project or not. One that is not cut into words (``w``, ``pc``) is cut by a
plain rule, and one without sentences (``s``) has one a block, so that every format can be made of it; ``analysed``
tells.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from lxml import etree

from tei.layer import Annotation, Span
from tei.names import XML_ID, XML_LANG, tei
from tei.read import read
from tei.registers import Entry, read_registers

MENTIONS: Final = ("persName", "orgName", "placeName", "name", "rs")
"""The elements that name something in a text."""

QUOTATIONS: Final = ("said", "quote", "q", "soCalled")
"""The elements of quotations."""

_LABELS: Final = {"persName": "PER", "orgName": "ORG", "placeName": "LOC"}

_PLAIN: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*['’]?|[^\s\w]|_")
_ASIDE: Final = "related"
_LONGEST: Final = 150


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header says of an article; what it does not say is empty. Dates are ISO 8601."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    source: str = ""
    url: str = ""
    lang: str = ""
    licence: str = ""
    rights: str = ""
    """``availability/@status``: ``free``, ``restricted``, ``unknown``, or empty."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: its span, form, and analysis (Universal Dependencies; empty without one).

    ``space`` tells whether white space or a block's end follows.
    """

    span: Span
    form: str
    lemma: str
    pos: str
    msd: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its id, its span, its words in order."""

    id: str
    span: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: its span and words, its element, and the ids of the entries it points to.

    ``continues`` tells that it is a later piece of one that other words cut (``@prev``).
    """

    span: Span
    text: str
    tag: str
    refs: tuple[str, ...]
    cert: str
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: its span and words, marks included, its element, and the ids of its speakers and sources.

    ``continues`` tells that it is a later piece of one that other words cut (``@prev``): « Non, dit-il, jamais. »
    """

    span: Span
    text: str
    tag: str
    who: tuple[str, ...]
    source: tuple[str, ...]
    cert: str
    reported: bool
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A TEI document, ready for an exporter.

    Offsets are Unicode code points, half-open, over ``text``, which is what ``gazetei text`` prints. ``structure`` are
    the block elements, ``markup`` the others but for sentences and tokens, both in document order; ``words`` are those
    of all sentences.
    """

    id: str
    root: etree._Element
    text: str
    facts: Facts
    blocks: tuple[Span, ...]
    structure: tuple[Annotation, ...]
    markup: tuple[Annotation, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    entries: tuple[Entry, ...]
    analysed: bool
    words: tuple[Word, ...]

    @property
    def name(self) -> str:
        """Give a name for files: the id, or what any file system takes of it with eight digits of its SHA-256."""
        plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", self.id).strip(".-")[:_LONGEST]
        return plain if plain == self.id else f"{plain or 'document'}-{sha256(self.id.encode()).hexdigest()[:8]}"

    def sentence_at(self, offset: int) -> Sentence | None:
        """Give the sentence that an offset lies in."""
        at = bisect.bisect_right(self.sentences, offset, key=lambda one: one.span.start) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].span.end else None

    def words_in(self, span: Span) -> tuple[int, int]:
        """Give the numbers (from 0, half-open) of the words of the document that overlap a span."""
        words = self.words
        if span.start == span.end:
            return 0, 0
        first = bisect.bisect_right(words, span.start, key=lambda one: one.span.end)
        return first, max(first, bisect.bisect_left(words, span.end, key=lambda one: one.span.start))

    def entry(self, identifier: str) -> Entry | None:
        """Give the entry of the registers with this id."""
        return next((one for one in self.entries if one.id == identifier), None)

    def shown(self, identifier: str) -> str:
        """Give the main form of an entry, or the id itself where the registers have none."""
        entry = self.entry(identifier)
        return entry.forms[0].text if entry else identifier


def read_document(
    root: etree._Element,
    *,
    fallback_id: str = "",
    headers: Sequence[etree._Element] = (),
    registers: Iterable[Entry] = (),
) -> Document:
    """Read a TEI document for export; ``fallback_id`` serves one without ``xml:id``.

    ``headers`` and ``registers`` are those of the corpora it stands in (:func:`tei.documents.documents_of`): the
    headers say what its own does not of language, licence and rights; an entry counts if something points to it.

    Raises :class:`tei.errors.NotATextError` if the document has no TEI ``text``.
    """
    reading = read(root)
    blocks = reading.blocks
    tokens = _tokens(reading.text, reading.markup.annotations)
    marked = [one for one in reading.markup.annotations if one.tag == "s"]
    words = [_word(reading.text, one) for one in tokens] or _plain_words(reading.text, blocks)
    sentences = _sentences(marked, words, blocks)
    markup = tuple(one for one in reading.markup.annotations if one.tag not in ("s", "w", "pc"))
    mentions = tuple(_mention(reading.text, one) for one in markup if one.tag in MENTIONS)
    quotations = tuple(_quotation(reading.text, one) for one in markup if one.tag in QUOTATIONS)
    entries = read_registers(root)
    wanted = {ref for one in mentions for ref in one.refs} | {ref for one in quotations for ref in one.who}
    wanted -= {one.id for one in entries}
    return Document(
        root.get(XML_ID, fallback_id),
        root,
        reading.text,
        _with_headers(read_facts(root), headers),
        blocks,
        reading.structure.annotations,
        markup,
        sentences,
        mentions,
        quotations,
        (*entries, *(one for one in registers if one.id in wanted)),
        bool(tokens),
        tuple(word for one in sentences for word in one.words),
    )


def read_facts(root: etree._Element) -> Facts:
    """Give what a header says of the article; any TEI header will do."""
    header = root.find(tei("teiHeader"))
    if header is None:
        return Facts(lang=root.get(XML_LANG, ""))
    source = header.find(f"{tei('fileDesc')}/{tei('sourceDesc')}")
    titles = [*header.iterfind(f"{tei('fileDesc')}/{tei('titleStmt')}/{tei('title')}")]
    main = next((one for one in titles if one.get("type", "main") == "main"), titles[0] if titles else None)
    lang, licence, rights = _terms(header)
    return Facts(
        _content(main),
        _authors(header, source),
        _date(header, source),
        next((shown for one in _below(source, "title") if one.get("level") == "j" and (shown := _content(one))), ""),
        next((one.get("target", "") for one in _below(source, "ref", "ptr")), ""),
        root.get(XML_LANG, "") or lang,
        licence,
        rights,
    )


def count_whole(things: Iterable[Mention | Quotation]) -> int:
    """Give how many names or quotations there are: one in pieces is one, whatever stands between them."""
    return sum(not one.continues for one in things)


def entity_label(tag: str) -> str:
    """Give the label that spaCy's French models have for what an element names: ``PER``, ``ORG``, ``LOC``, ``MISC``."""
    return _LABELS.get(tag, "MISC")


def running_text(document: Document) -> tuple[Span, ...]:
    """Give the blocks of the article's own text: without links to other articles (``list[@type='related']``)."""
    aside = [one.span for one in document.structure if one.tag == "list" and one.get("type") == _ASIDE]
    return tuple(block for block in document.blocks if not any(span.holds(block) for span in aside))


def _terms(header: etree._Element) -> tuple[str, str, str]:
    """Give the language, the licence and the rights that a header states."""
    language = header.find(f"{tei('profileDesc')}/{tei('langUsage')}/{tei('language')}")
    licence = header.find(f".//{tei('availability')}/{tei('licence')}")
    availability = header.find(f"{tei('fileDesc')}/{tei('publicationStmt')}/{tei('availability')}")
    return (
        language.get("ident", "") if language is not None else "",
        (licence.get("target", "") or _content(licence)) if licence is not None else "",
        availability.get("status", "") if availability is not None else "",
    )


def _with_headers(facts: Facts, headers: Iterable[etree._Element]) -> Facts:
    for header in headers:
        lang, licence, rights = _terms(header)
        facts = replace(facts, lang=facts.lang or lang, licence=facts.licence or licence, rights=facts.rights or rights)
    return facts


def _authors(header: etree._Element, source: etree._Element | None) -> tuple[str, ...]:
    said = [_content(one) for one in _below(source, "author")]
    said = said or [_content(one) for one in header.iterfind(f"{tei('fileDesc')}/{tei('titleStmt')}/{tei('author')}")]
    return tuple(dict.fromkeys(one for one in said if one))


def _date(header: etree._Element, source: etree._Element | None) -> str:
    for one in _below(source, "date"):
        value = one.get("when") or one.get("notBefore") or one.get("from")
        if value and one.get("type", "published") == "published":
            return value
    created = header.find(f"{tei('profileDesc')}/{tei('creation')}/{tei('date')}")
    return created.get("when", "") if created is not None else ""


def _below(parent: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    if parent is not None:
        yield from parent.iter(*map(tei, names))


def _content(element: etree._Element | None) -> str:
    """Give the text of an element on one line; nothing for one that only says that it is not known (``gap``)."""
    if element is None or element.find(tei("gap")) is not None:
        return ""
    return " ".join(str(element.xpath("string()")).split())


def _sentences(found: Iterable[Annotation], words: Iterable[Word], blocks: Sequence[Span]) -> tuple[Sentence, ...]:
    """Give the sentences with their words; words in a row that stand in none, in one block, make one."""
    spans = sorted((one.span, one.get("xml:id")) for one in found)
    places = [span for span, _ in spans]
    inside: dict[Span, list[Word]] = {}
    loose: dict[tuple[Span, int], list[Word]] = {}
    for word in words:
        holder = _holder(places, word.span)
        if holder:
            inside.setdefault(holder, []).append(word)
        elif block := _holder(blocks, word.span):
            loose.setdefault((block, bisect.bisect_right(places, word.span)), []).append(word)
    whole = [(span, name, inside.get(span, [])) for span, name in spans]
    whole += [(Span(own[0].span.start, own[-1].span.end), "", own) for own in loose.values()]
    whole.sort(key=lambda one: one[0])
    return tuple(Sentence(name or f"b{number}", span, tuple(own)) for number, (span, name, own) in enumerate(whole, 1))


def _holder(spans: Sequence[Span], inner: Span) -> Span | None:
    """Give the one of some disjoint spans, in order, that holds another."""
    at = bisect.bisect_right(spans, inner.start, key=lambda span: span.start) - 1
    return spans[at] if at >= 0 and spans[at].holds(inner) else None


def _tokens(text: str, markup: Iterable[Annotation]) -> list[Annotation]:
    """Give the tokens in order; one without characters is none, and one inside another is a part of it."""
    found: list[Annotation] = []
    for one in sorted(markup, key=lambda one: (one.span.start, -one.span.end)):
        if one.tag not in ("w", "pc") or not text[one.span.start : one.span.end].strip():
            continue
        if not found or one.span.start >= found[-1].span.end:
            found.append(one)
    return found


def _word(text: str, one: Annotation) -> Word:
    form = text[one.span.start : one.span.end]
    pos = one.get("pos") or ("PUNCT" if one.tag == "pc" else "")
    lemma = one.get("lemma") or (form if one.tag == "pc" else "")
    return Word(one.span, form, lemma, pos, one.get("msd"), _space_after(text, one.span.end))


def _plain_words(text: str, blocks: Iterable[Span]) -> list[Word]:
    """Cut words by a plain rule: letters and digits, with a hyphen inside or an apostrophe behind; every mark alone."""
    return [
        Word(
            Span(*match.span()),
            match[0],
            "",
            "" if match[0][0].isalnum() else "PUNCT",
            "",
            _space_after(text, match.end()),
        )
        for block in blocks
        for match in _PLAIN.finditer(text, block.start, block.end)
    ]


def _space_after(text: str, end: int) -> bool:
    return end >= len(text) or text[end].isspace()


def _mention(text: str, one: Annotation) -> Mention:
    refs = _ids(one.get("ref") or one.get("key"))
    words = text[one.span.start : one.span.end]
    return Mention(one.span, words, one.tag, refs, one.get("cert"), bool(one.get("prev")))


def _quotation(text: str, one: Annotation) -> Quotation:
    words = text[one.span.start : one.span.end]
    who, source = _ids(one.get("who")), _ids(one.get("source"))
    reported, continues = one.get("direct") == "false", bool(one.get("prev"))
    return Quotation(one.span, words, one.tag, who, source, one.get("cert"), reported, continues)


def _ids(pointers: str) -> tuple[str, ...]:
    return tuple(one.removeprefix("#") for one in pointers.split())
