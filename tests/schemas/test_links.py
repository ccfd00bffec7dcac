"""Ids and pointers: what is wrong is found at the word that is wrong, and what is right is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import catalogue
from schemas.finding import Finding
from schemas.links import check_links
from schemas.locator import Locator
from schemas.nearest import NearestIndex, by_likeness, distance, nearest
from schemas.positions import SourceMap
from tei.parse import parse_bytes

REGISTER = (
    '<standOff><person xml:id="macron"/><place xml:id="damas"/><org xml:id="osdh"/><place xml:id="doublé"/></standOff>'
)


def findings(body: str) -> list[Finding]:
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{REGISTER}\n{body}</TEI>'.encode()
    tree = parse_bytes(data)
    places = SourceMap(data, tree.getroot())
    return sorted(check_links(tree, lambda: (places, Locator("a.xml", places.source))))


WRONG = [
    ('<p xml:id="a"/><p xml:id="⟦a⟧"/>', "id-duplicate", "xml:id=“a” is already that of <p> on line 2", "another id"),
    ('<p xml:id="⟦1a⟧"/>', "id-not-a-name", "“1a” is no name: it begins with a digit", "write id-1a"),
    ('<p xml:id="⟦a b⟧"/>', "id-not-a-name", "“a b” is no name: it holds a space", "write a-b"),
    ('<p xml:id="⟦a:b⟧"/>', "id-not-a-name", "“a:b” is no name", "write ab"),
    ('<p xml:id="⟦⟧"/>', "id-not-a-name", "“” is no name", "write id"),
    ('<persName ref="⟦#macrom⟧"/>', "pointer-to-nothing", "@ref points at #macrom", "did you mean #macron?"),
    ('<s ana="#damas ⟦#x⟧"/>', "pointer-to-nothing", "@ana points at #x", "add an element with xml:id=“x”"),
    ('<s corresp="⟦#damas&#32;#x⟧"/>', "pointer-to-nothing", "@corresp points at #x", "add"),
    ('<persName ref="⟦#damas⟧"/>', "pointer-wrong-kind",
     "@ref of <persName> points at <place xml:id=“damas”>, not at a <person>",
     "write <placeName>, or point at a <person>"),
    ('<placeName ref="⟦#osdh⟧"/>', "pointer-wrong-kind", "not at a <place>", "write <orgName>"),
    ('<orgName ref="⟦#macron⟧"/>', "pointer-wrong-kind", "not at a <org>", "write <persName>"),
    ('<said who="⟦#damas⟧"/>', "pointer-wrong-kind", "@who of <said>", "point at a <person>"),
    ('<q xml:id="a" next="⟦#b⟧"/><q xml:id="b"/>', "chain-not-reciprocal", "which has no @prev",
     "write prev=“#a” there"),
    ('<q xml:id="a" next="⟦#b⟧"/><q xml:id="b" prev="#damas"/>', "chain-not-reciprocal", "has @prev=“#damas”",
     "prev=“#a”"),
    ('<q next="⟦#b⟧"/><q xml:id="b"/>', "chain-not-reciprocal", "has no @prev", "give this <q> an xml:id"),
    ('<persName ref="⟦macron⟧"/>', "pointer-without-hash", "names a file", "write #macron"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "name", "message", "fix"), WRONG)
def test_one_finding_at_the_word_that_is_wrong(marked: str, name: str, message: str, fix: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    (finding,) = findings(marked.replace("⟦", "").replace("⟧", ""))
    assert catalogue()[finding.code].name == name
    assert message in finding.message
    assert fix in finding.suggestion
    assert (finding.line, finding.column, finding.end_column) == (2, start + 1, end + 1)


def test_every_code_of_the_layer_has_a_case() -> None:
    assert {case[1] for case in WRONG} == {code.name for code in catalogue().values() if code.layer == "links"}


@pytest.mark.parametrize(
    "body",
    [
        '<persName ref="#macron"/><placeName ref="#damas"/><settlement ref="#doublé"/><orgName ref="#osdh"/>',
        '<said who="#macron #osdh"/>',
        '<q xml:id="a" next="#b"/><q xml:id="b" prev="#a" next="#c"/><q xml:id="c" prev="#b"/>',
        '<persName ref="other.xml#macron"/><ref target="https://example.org/#a"/><persName ref="psn:macron"/>',
        '<p n="#1" rend="color(#fff)"/><p xml:id=" trimmed "/>',
        '<ref target="#xpath(//p)"/><ref target="#"/>',
        '<change who="#osdh"/><rs ref="#damas"/><name ref="#macron"/>',
        '<g:persName xmlns:g="urn:other" ref="#damas"/>',
    ],
)
def test_what_is_right_is_left_alone(body: str) -> None:
    assert findings(body) == []


def test_the_xpath_names_the_element() -> None:
    (finding,) = findings('<p/><p><s xml:id="1"/></p>')
    assert finding.xpath == "/TEI/p[2]/s"


def test_the_level_of_a_chain_without_an_answer_is_lower() -> None:
    assert [finding.level for finding in findings('<q xml:id="a" next="#b"/><q xml:id="b"/>')] == ["warning"]


@pytest.mark.parametrize(
    ("left", "right", "edits"), [("ab", "ba", 1), ("", "abc", 3), ("persname", "placeName", 5), ("a", "a", 0)]
)
def test_distance_counts_edits(left: str, right: str, edits: int) -> None:
    assert distance(left, right) == distance(right, left) == edits


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_at_most_the_longer_word(left: str, right: str) -> None:
    assert abs(len(left) - len(right)) <= distance(left, right) <= max(len(left), len(right))


def test_capitals_are_the_nearest_difference() -> None:
    names = ("name", "placeName", "persName", "pers")
    assert by_likeness("persname", names)[0] == nearest("persname", names) == "persName"
    assert nearest("zzz", names) == ""


def test_one_of_many_words_is_found_by_one_edit() -> None:
    words = [f"word{number}" for number in range(3000)]
    assert NearestIndex(words).nearest("wrod2999") == "word2999"
    assert NearestIndex(words).nearest("xxxxxxx") == ""
