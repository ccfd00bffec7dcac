"""The first promise: no character is lost, moved or changed, and every span comes back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei.article import Article
from tei.elements import EMPTY, STRUCTURE
from tei.errors import CrossingError, TextMismatchError, WeaveError
from tei.layer import Annotation, Layer, Span
from tei.names import local_name
from tei.parse import parse_bytes
from tei.read import check_text, read, text_of
from tei.serialise import serialise
from tei.weave import weave

INLINE = ("said", "q", "persName", "orgName", "placeName", "date", "surname", "hi", "s", "w", "title")
A = Annotation.of

characters = st.characters(
    codec="utf-8", exclude_characters="".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
)
blocks = st.lists(
    st.text(characters, min_size=1, max_size=40).filter(lambda s: s.strip(" \t\n\r")), min_size=1, max_size=5
)
gap = st.text(" \t\n", max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Layer, Layer, list[str]]:
    parts = draw(blocks)
    text = "\n".join(parts)
    edges = [0]
    for part in parts:
        edges.append(edges[-1] + len(part) + 1)
    spans = [(start, end - 1) for start, end in pairwise(edges)]
    structure = [A("p", start, end) for start, end in spans]
    if draw(st.booleans()):
        structure.append(A("div", spans[0][0], spans[-1][1], type="article"))
    markup = []
    for number in range(draw(st.integers(0, 8))):
        first = draw(st.integers(0, len(spans) - 1))
        last = draw(st.integers(first, len(spans) - 1))
        start = draw(st.integers(spans[first][0], spans[first][1] - 1))
        end = draw(st.integers(max(start, spans[last][0]) + 1, spans[last][1]))
        attributes = draw(st.dictionaries(st.sampled_from(["type", "ref", "cert"]), st.text(characters, max_size=9)))
        if draw(st.booleans()):
            attributes["xml:id"] = f"i{number}"
        markup.append(A(draw(st.sampled_from(INLINE)), start, end, attributes))
    if draw(st.booleans()):
        start, end = draw(st.sampled_from(spans))
        at = draw(st.integers(start, end))
        markup.append(A("lb", at, at))
    gaps = draw(st.lists(gap, min_size=len(parts) + 1, max_size=len(parts) + 1))
    return text, Layer("structure", tuple(structure)), Layer("markup", tuple(markup)), gaps


def unordered(layer: Layer) -> list[tuple[Span, str, tuple[tuple[str, str], ...]]]:
    return sorted((one.span, one.tag, one.attributes) for one in layer.annotations)


@given(documents())
def test_text_and_every_span_come_back_from_the_written_bytes(document: tuple[str, Layer, Layer, list[str]]) -> None:
    text, structure, markup, gaps = document
    tree = weave(Article("a", text), [structure, markup], gaps)
    check_text(text, tree)
    back = read(parse_bytes(serialise(tree)).getroot())
    assert back.text == text
    assert text_of(tree) == text
    assert unordered(back.structure) == unordered(structure)
    assert unordered(back.markup) == unordered(markup)
    assert list(back.gaps) == gaps


@given(documents())
def test_pieces_point_at_each_other_ids_are_unique_and_structure_is_whole(
    document: tuple[str, Layer, Layer, list[str]],
) -> None:
    text, structure, markup, _ = document
    tree = weave(Article("a", text), [structure, markup])
    ids = tree.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    for piece in tree.iterfind(".//*[@next]"):
        after = tree.xpath(f"//*[@xml:id='{piece.get('next', '')[1:]}']")
        assert [one.get("prev") for one in after] == [f"#{piece.get('{http://www.w3.org/XML/1998/namespace}id')}"]
    assert sum(local_name(one.tag) in STRUCTURE for one in tree.iter()) == len(structure.annotations) + 2


@given(documents(), st.randoms())
def test_the_order_of_the_structure_given_does_not_matter(
    document: tuple[str, Layer, Layer, list[str]], random: object
) -> None:
    text, structure, markup, _ = document
    shuffled = list(structure.annotations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    article = Article("a", text)
    first = weave(article, [structure, markup])
    second = weave(article, [Layer("structure", tuple(shuffled)), markup])
    assert etree.tostring(first) == etree.tostring(second)


def test_the_inner_kind_is_cut_and_chained() -> None:
    tree = weave(Article("a", "Un « Jean » Valjean."), [Layer("m", (A("persName", 5, 19), A("q", 3, 11)))])
    assert etree.tostring(tree[0][0], encoding="unicode").partition(">")[2] == (
        'Un <q>« <persName xml:id="piece.1" next="#piece.1.2">Jean »</persName></q>'
        '<persName xml:id="piece.1.2" prev="#piece.1"> Valjean</persName>.</p>'
    )


def test_what_goes_on_from_an_annotation_that_is_cut_goes_on_from_its_last_piece() -> None:
    text = "« A. B », dit-il, « C. D »."
    said = (A("said", 0, 8, {"xml:id": "q.1", "next": "#q.2"}), A("said", 18, 26, {"xml:id": "q.2", "prev": "#q.1"}))
    sentences = (A("s", 0, 4), A("s", 5, 22), A("s", 23, 27))
    tree = weave(Article("a", text), [Layer("m", (*said, *sentences))])
    links = [
        (one.get("{http://www.w3.org/XML/1998/namespace}id"), one.get("prev"), one.get("next"))
        for one in tree.iter("{*}said")
    ]
    assert links == [
        ("q.1", None, "#q.1.2"), ("q.1.2", "#q.1", "#q.2"), ("q.2", "#q.1.2", "#q.2.2"), ("q.2.2", "#q.2", None),
    ]  # fmt: skip
    assert [one for one in read(tree).markup.annotations if one.tag == "said"] == list(said)


def test_a_name_that_a_quotation_only_touches_is_whole() -> None:
    tree = weave(
        Article("a", "« Lyon » Paris"), [Layer("m", (A("q", 0, 8), A("placeName", 9, 14), A("placeName", 2, 6)))]
    )
    assert not tree.xpath("//*[@next]")


def test_crossing_structure_is_an_error_that_names_both_spans() -> None:
    layer = Layer("structure", (A("div", 0, 3), A("div", 2, 5)))
    with pytest.raises(CrossingError) as caught:
        weave(Article("a", "ab\ncd"), [layer])
    assert caught.value.first.span == Span(0, 3)  # type: ignore[attr-defined]
    assert "[0, 3)" in str(caught.value)
    assert "[2, 5)" in str(caught.value)


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ((A("p", 0, 2),), "no block holds '\\ncd' at offset 2"),
        ((A("p", 0, 5), A("q", 3, 9)), "<q> [3, 9) ends after the text"),
        ((A("p", 0, 2), A("p", 3, 5), A("q", 2, 4)), "begins in the space between two blocks"),
        ((A("p", 0, 2), A("p", 3, 5), A("q", 1, 3)), "ends in the space between two blocks"),
        ((A("p", 0, 5), A("q", 3, 3)), "marks no text; only anchor,"),
    ],
)
def test_what_cannot_be_woven_is_refused(layer: tuple[Annotation, ...], message: str) -> None:
    with pytest.raises(WeaveError) as caught:
        weave(Article("a", "ab\ncd"), [Layer("x", layer)])
    assert message in str(caught.value)


def test_a_block_of_white_space_is_refused() -> None:
    with pytest.raises(WeaveError, match="nothing but white space"):
        weave(Article("a", "a\n "), [Layer("x", (A("p", 0, 1), A("p", 2, 3)))])


def test_gaps_must_be_white_space_and_as_many_as_needed() -> None:
    with pytest.raises(WeaveError, match="gap 1 is not only white space: 'x'"):
        weave(Article("a", "a"), [], ["", "x"])
    with pytest.raises(WeaveError, match="1 blocks need 2 gaps"):
        weave(Article("a", "a"), [], [""])


def test_a_difference_names_its_offset() -> None:
    tree = weave(Article("a", "abcd"), [])
    with pytest.raises(TextMismatchError) as caught:
        check_text("abXd", tree)
    assert caught.value.offset == 2
    with pytest.raises(TextMismatchError, match="offset 4"):
        check_text("abcde", tree)


def test_foreign_documents_are_read_block_by_block() -> None:
    source = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
      <div><head>Un</head> <!-- remark -->
        <list><item>a<list><item>b</item></list>c</item></list>
        <p>x <note>y</note><?pi?> z</p><figure><graphic url="u"/></figure></div></body></text></TEI>"""
    back = read(parse_bytes(source).getroot())
    assert back.text == "Un\na\nb\nc\nx y z"
    outer = next(one for one in back.structure.annotations if one.tag == "item")
    assert back.text[outer.span.start : outer.span.end] == "a\nb\nc"
    assert text_of(parse_bytes(source).getroot()) == back.text


def test_a_point_may_be_marked_only_by_empty_elements() -> None:
    assert "lb" in EMPTY
    tree = weave(Article("a", "ab"), [Layer("m", (A("lb", 0, 0), A("pb", 1, 1), A("gap", 2, 2)))])
    assert [local_name(one.tag) for one in tree.iter()] == ["text", "body", "p", "lb", "pb", "gap"]
