"""The analysed form: the same text, whatever stands around and inside the tokens."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei import Annotation, Application, Article, Layer, NotATextError, Responsibility, Span, read, text_of, weave
from tei.analysed import Token, blocks_to_analyse, build_analysed
from tei.names import tei

STEP = Responsibility("analysis", "analysis", "gazetei")
TOOL = Application("pipeline", "1", "analysis")
A = Annotation.of
TEXT = "Un ex-RDA dit : « Non. Rien. »\nPar Léa Fontane, à Namur"


def document(*annotations: Annotation, text: str = TEXT) -> etree._Element:
    blocks, position = [], 0
    for part in text.split("\n"):
        blocks.append(A("p", position, position + len(part)))
        position += len(part) + 1
    root = etree.Element(tei("TEI"))
    root.append(weave(Article("a", text), [Layer("x", (*blocks, *annotations))]))
    return root


def tokens(text: str, *sentences: tuple[int, int]) -> list[list[Token]]:
    def token(match: re.Match[str]) -> Token:
        return Token(Span(*match.span()), match[0].lower(), "X" if match[0][0].isalnum() else "PUNCT")

    pattern = re.compile(r"[\w-]+|[^\w\s]+")
    return [[token(match) for match in pattern.finditer(text, *one)] for one in sentences]


def written_of(root: etree._Element) -> str:
    return etree.tostring(root, encoding="unicode").replace("ns0:", "")


def test_a_name_cuts_a_word_and_a_sentence_cuts_a_quotation() -> None:
    root = document(A("orgName", 6, 9), A("q", 16, 30))
    made = build_analysed(root, tokens(TEXT, (0, 22), (23, 30), (31, 55)), step=STEP, tool=TOOL)
    written = written_of(made)
    assert '<w xml:id="w1" join="right" lemma="ex-rda" next="#w1.2" pos="X">ex-</w><orgName><w xml:id="w1.2"' in written
    assert '<s xml:id="s1">' in written and '.</pc></q></s><q xml:id="piece.1.2"' in written  # noqa: PT018
    assert text_of(made) == TEXT
    found = [one for one in read(made).markup.annotations if one.tag not in ("s", "w", "pc")]
    assert found == list(read(root).markup.annotations)


def test_the_space_between_two_sentences_is_no_piece_of_a_quotation_over_both() -> None:
    text = "Il dit : « Non. Rien » puis sort."
    root = document(A("said", 9, 22), text=text)
    made = build_analysed(root, tokens(text, (0, 15), (16, 33)), step=STEP, tool=TOOL)
    assert ["".join(one.itertext()) for one in made.iter(tei("said"))] == ["« Non.", "Rien »"]
    assert (text_of(made), read(made).markup.annotations[0].tag) == (text, "s")
    assert [one for one in read(made).markup.annotations if one.tag == "said"] == [A("said", 9, 22)]


def test_a_sentence_stands_inside_what_it_may_not_hold() -> None:
    root = document(A("docAuthor", 35, 46))
    made = build_analysed(root, tokens(TEXT, (0, 30), (31, 55)), step=STEP, tool=TOOL)
    assert made.find(f".//{tei('docAuthor')}/{tei('s')}") is not None
    assert made.find(f".//{tei('s')}//{tei('docAuthor')}") is None
    sentences = [one for one in read(made).markup.annotations if one.tag == "s"]
    assert [(one.span.start, one.span.end) for one in sentences] == [(0, 30), (31, 55)]


def test_ids_of_the_document_are_not_used_again() -> None:
    root = document(A("q", 16, 30, {"xml:id": "s1"}), A("hi", 3, 9, {"xml:id": "w1.2"}))
    made = build_analysed(root, tokens(TEXT, (0, 22), (23, 30)), step=STEP, tool=TOOL)
    ids = [one.get("{http://www.w3.org/XML/1998/namespace}id") for one in made.iter()]
    assert len([one for one in ids if one]) == len({one for one in ids if one})


def test_emphasis_may_stand_in_a_word() -> None:
    root = document(A("hi", 1, 2), text="m3")
    made = build_analysed(root, tokens("m3", (0, 2)), step=STEP, tool=TOOL)
    assert '<w lemma="m3" pos="X">m<hi>3</hi></w>' in written_of(made)


def test_descriptions_of_images_are_no_sentences() -> None:
    root = etree.fromstring(
        f"<TEI xmlns='{tei('x')[1:-2]}'><text><body><p>a</p><figure><figDesc>b</figDesc></figure></body></text></TEI>"
    )
    assert blocks_to_analyse(read(root)) == (Span(0, 1),)


@pytest.mark.parametrize("body", ["<p/>", "<list><item/></list>", "<p> </p>"])
def test_a_text_without_words_is_refused(body: str) -> None:
    root = etree.fromstring(f"<TEI xmlns='{tei('x')[1:-2]}'><text><body>{body}</body></text></TEI>")
    assert blocks_to_analyse(read(root)) == ()
    with pytest.raises(NotATextError, match="holds no words"):
        build_analysed(root, [], step=STEP, tool=TOOL)


def test_a_text_with_front_matter_is_refused() -> None:
    root = etree.fromstring(
        f"<TEI xmlns='{tei('x')[1:-2]}'><text><front><p>a</p></front><body><p>b</p></body></text></TEI>"
    )
    with pytest.raises(NotATextError, match="<front>"):
        build_analysed(root, [], step=STEP, tool=TOOL)


@given(st.data())
def test_the_text_stays_and_all_markup_comes_back(data: st.DataObject) -> None:
    text = data.draw(
        st.text(alphabet="ab -.«é\u00a0", min_size=1, max_size=30).filter(lambda one: bool(one.strip(" ")))
    )
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda one: one[0] < one[1])
    tags = st.sampled_from(["persName", "said", "hi", "bibl", "docAuthor", "title", "date"])
    drawn = data.draw(st.lists(st.tuples(tags, spans), max_size=5))
    root = document(*(A(tag, *span, n=str(number)) for number, (tag, span) in enumerate(drawn)), text=text)
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=4))})
    made = build_analysed(root, tokens(text, *pairwise(cuts)), step=STEP, tool=TOOL)
    assert text_of(made) == text

    def key(one: Annotation) -> tuple[int, int, str, str]:
        return one.span.start, one.span.end, one.tag, one.get("n")

    kept = [one for one in read(made).markup.annotations if one.tag not in ("s", "w", "pc")]
    assert sorted(map(key, kept)) == sorted(map(key, read(root).markup.annotations))
    loose = [one for one in made.iter(tei("s")) for part in one.itertext() if part.strip() and part not in text]
    assert not loose
