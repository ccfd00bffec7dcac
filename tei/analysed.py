"""The analysed form: a document's text cut into sentences and tokens, everything else left in place.

It is derived: the document stays the form that is archived. Sentences are ``s``, words ``w``, marks ``pc`` (TEI P5,
chapter 18); ``@join`` says where no white space separates a token from its neighbour.
"""

import bisect
import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from lxml import etree

from tei.article import Article
from tei.errors import NotATextError
from tei.header import Application, Responsibility
from tei.layer import Annotation, Layer, Span
from tei.names import XML_LANG, local_name, tei
from tei.prose import header_language, sentence
from tei.read import Reading, check_text, find_text, read
from tei.revise import add_application, add_change, add_paragraph, add_responsibility, count_tags
from tei.weave import weave

SUFFIX: Final = ".ana.xml"
"""The ending of a file that holds the analysed form; ``NAME.ana.xml`` stands beside ``NAME.xml``."""

_IN_A_WORD: Final = frozenset({"hi", "lb"})
_NOT_IN_A_SENTENCE: Final = frozenset({"bibl", "cit", "docAuthor", "docDate", "label"})
_NOT_ANALYSED: Final = frozenset({"figDesc"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of punctuation: its span, and what is said of it in terms of Universal Dependencies.

    ``pos`` is a UPOS tag, ``PUNCT`` for a mark; ``msd`` the features (FEATS), or ``""``.
    """

    span: Span
    lemma: str
    pos: str
    msd: str = ""


def blocks_to_analyse(reading: Reading) -> tuple[Span, ...]:
    """Give the blocks of a document that are cut into sentences: all but the descriptions of images."""
    left_out = {one.span.start for one in reading.structure.annotations if one.tag in _NOT_ANALYSED}
    return tuple(block for block in reading.blocks if block.start not in left_out)


def build_analysed(
    root: etree._Element,
    sentences: Iterable[Sequence[Token]],
    *,
    step: Responsibility,
    tool: Application,
    when: str = "",
) -> etree._Element:
    """Give the analysed form of a TEI document, as a new tree; each sentence is given by its tokens, in order.

    The header says by whom and with what it was made, and counts the new tags. Raises
    :class:`tei.errors.NotATextError` for a document without ``text`` or words, or one with a ``front``, ``back`` or
    ``group``; :class:`tei.errors.TextMismatchError` if the text would change.
    """
    reading = read(root)
    if not reading.blocks:
        raise NotATextError("<text> holds no words; there is nothing to analyse")
    old = find_text(root)
    for part in ("front", "back", "group"):
        if old.find(tei(part)) is not None:
            raise NotATextError(f"<text> holds a <{part}>; only a text that is a body can be analysed")
    tree = copy.deepcopy(root.getroottree())
    made = tree.getroot()
    layers = (reading.structure, reading.markup, _layer(reading, sentences))
    text = weave(Article("article", reading.text), layers, reading.gaps)
    place = find_text(made)
    for new, before in ((text, place), (text[0], place.find(tei("body")))):
        new.attrib.update({} if before is None else before.attrib)
    text.tail = place.tail
    parent = place.getparent()
    if parent is None:
        raise NotATextError("the root element is <text>; give a whole TEI document")
    parent.replace(place, text)
    check_text(reading.text, made)
    _describe(made, text, step, tool, when)
    return made


def _layer(reading: Reading, sentences: Iterable[Sequence[Token]]) -> Layer:
    """Give the layer of sentences and tokens; tokens are cut where other markup begins or ends inside them."""
    taken = {one.get("xml:id") for one in (*reading.structure.annotations, *reading.markup.annotations)}
    numbers = _free_numbers("s", taken)
    chains = _free_numbers("w", taken)
    cutting = _Edges(reading)
    found: list[Annotation] = []
    pieces: list[tuple[Token, dict[str, str]]] = []
    for tokens in sentences:
        if not tokens:
            continue
        whole = Span(tokens[0].span.start, tokens[-1].span.end)
        for span, links in _chained(whole, cutting.between(whole), numbers):
            found.append(Annotation.of("s", span.start, span.end, links))
        for token in tokens:
            edges = cutting.inside(token)
            parts = _chained(token.span, edges, chains) if edges else [(token.span, {})]
            pieces.extend((replace(token, span=span), links) for span, links in parts)
    text = reading.text
    for token, links in pieces:
        tag = "pc" if token.pos == "PUNCT" else "w"
        attributes = {"pos": token.pos, "join": _join(text, token.span), **links}
        if tag == "w":
            attributes |= {"lemma": token.lemma, "msd": token.msd}
        given = {key: value for key, value in attributes.items() if value}
        found.append(Annotation.of(tag, token.span.start, token.span.end, given))
    return Layer("analysis", tuple(found))


class _Edges:
    """The edges of markup that tokens and sentences must not run over, looked up by offset."""

    def __init__(self, reading: Reading) -> None:
        self._any: set[int] = set()
        self._word: set[int] = set()
        sentence: set[int] = set()
        for one in reading.markup.annotations:
            edges = (one.span.start, one.span.end)
            self._any.update(edges)
            if one.tag not in _IN_A_WORD:
                self._word.update(edges)
            if one.tag in _NOT_IN_A_SENTENCE:
                sentence.update(edges)
        self._sentence = sorted(sentence)

    def inside(self, token: Token) -> list[int]:
        """Give the offsets at which a token is to be cut; a word may hold emphasis, a mark nothing."""
        edges = self._any if token.pos == "PUNCT" else self._word
        return [at for at in range(token.span.start + 1, token.span.end) if at in edges]

    def between(self, sentence: Span) -> list[int]:
        """Give the offsets at which a sentence is to be cut, around what it may not hold."""
        first = bisect.bisect_right(self._sentence, sentence.start)
        return self._sentence[first : bisect.bisect_left(self._sentence, sentence.end)]


def _chained(span: Span, edges: Sequence[int], ids: Iterator[str]) -> Iterator[tuple[Span, dict[str, str]]]:
    """Give the pieces of a span that is cut at these offsets, with their ids and links (att.global.linking)."""
    base = next(ids)
    cuts = [span.start, *edges, span.end]
    names = [base, *(f"{base}.{number}" for number in range(2, len(cuts)))]
    for index, identifier in enumerate(names):
        links = {"xml:id": identifier}
        if index:
            links["prev"] = f"#{names[index - 1]}"
        if index < len(names) - 1:
            links["next"] = f"#{names[index + 1]}"
        yield Span(cuts[index], cuts[index + 1]), links


def _join(text: str, span: Span) -> Literal["", "left", "right", "both"]:
    left = span.start > 0 and not text[span.start - 1].isspace()
    right = span.end < len(text) and not text[span.end].isspace()
    if left and right:
        return "both"
    return "left" if left else "right" if right else ""


def _free_numbers(prefix: str, taken: set[str]) -> Iterator[str]:
    """Give ``s1``, ``s2`` … without the ids of the document, nor those that a chain would make of them."""
    heads = {one.partition(".")[0] for one in taken}
    number = 0
    while True:
        number += 1
        if f"{prefix}{number}" not in heads:
            yield f"{prefix}{number}"


def _describe(root: etree._Element, text: etree._Element, step: Responsibility, tool: Application, when: str) -> None:
    header = root.find(tei("teiHeader"))
    if header is None:
        return
    language = header_language(header.get(XML_LANG) or root.get(XML_LANG) or "")
    add_responsibility(header, step)
    add_application(header, tool)
    add_change(header, sentence("analysed", language), who=f"#{step.id}", when=when)
    add_paragraph(header, "segmentation", sentence("tokens", language))
    count_tags(header, Counter(local_name(one.tag) for one in text.iter()))
