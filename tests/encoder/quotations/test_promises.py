"""Promises for any text: no crash, no character changed, spans that nest, speakers that have an entry."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from encoder.quotations import annotate_quotations
from encoder.quotations.tokens import tokenise
from tei import Annotation, Article, Layer, Span, text_of, weave

WORDS = (*'«»“”„‚‘’‹›".,:;!?…—–-()\n \u00a0\u202f', "Anne", "Lefort", "l’", "d’", "qu’", " selon ", " pour ",
    " a ", "-t-il ", " dit ", " ajoute ", " dénonçant ", " jugé ", " par ", " le ministre ", " elle ", " on ", " et ",
    " un rapport ", " intitulé ", " surnommé ", " M. ", " Une source ", " que ", "— ", "Q : ",
    "𝔸", "e\u0301")  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


def blocks_of(text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match[0].strip(" ")]


def names_in(text: str) -> list[Annotation]:
    return [Annotation.of("persName", *match.span(), ref="#pers.a") for match in re.finditer("Anne|Lefort", text)]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_whatever_the_text_it_comes_back_whole_and_every_speaker_has_an_entry(text: str) -> None:
    lines = [line for line in text.split("\n") if line.strip(" ")]
    text = "\n".join(lines) or "x"
    blocks = blocks_of(text)
    names = Layer("names", tuple(names_in(text)))
    found = annotate_quotations(text, blocks, names.annotations)
    structure = Layer("structure", tuple(Annotation.of("p", one.start, one.end) for one in blocks))
    tree = weave(Article("a", text), [structure, found.layer, names])
    assert text_of(tree) == text
    known = {"#pers.a", *(f"#{one.id}" for one in found.entries)}
    for one in found.layer.annotations:
        assert one.tag in ("said", "quote", "q", "soCalled", "title", "rs")
        assert one.tag != "said" or (one.get("who") and one.get("cert"))
        assert {*one.get("who").split(), *one.get("source").split()} <= known


@given(TEXTS)
@settings(deadline=None)
def test_tokens_and_the_spaces_between_them_are_the_text(text: str) -> None:
    tokens = tokenise(text, Span(0, len(text)), (), ())
    edges = [0, *(edge for one in tokens for edge in (one.span.start, one.span.end)), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@given(TEXTS)
@settings(deadline=None)
def test_the_same_text_gives_the_same_quotations(text: str) -> None:
    names = names_in(text)
    first = annotate_quotations(text, [Span(0, len(text))], names)
    assert first == annotate_quotations(text, [Span(0, len(text))], names[::-1])
