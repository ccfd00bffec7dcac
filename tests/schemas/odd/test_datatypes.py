"""Datatypes and regular expressions agree with libxml2, which implements the same standard independently."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from schemas.odd.algebra import Alternate, Data, TokenList, Values
from schemas.odd.datatypes import admits
from schemas.odd.xsd_regex import RegexError, matcher

VALUES = {
    "date": ["2024-02-29", "2023-02-29", "2024-13-01", "2024-1-1", "-0044-03-15", "2024-05-01Z", "2024-05-01+14:00",
             "2024-05-01+14:01", " 2024-05-01 ", "12024-01-01", "02024-01-01", "1900-02-29", "2000-02-29"],
    "dateTime": ["2024-05-01T10:00:00", "2024-05-01T24:00:00", "2024-05-01T24:00:01", "2024-05-01T10:00:00.5Z",
                 "2024-05-01 10:00:00", "2024-05-01T10:60:00"],
    "gYear": ["2024", "24", "-0300", "2024Z", "20240"],
    "gYearMonth": ["2024-05", "2024-13", "2024-00"],
    "gMonth": ["--05", "--13", "-05"],
    "gDay": ["---31", "---32", "---00"],
    "gMonthDay": ["--02-29", "--02-30", "--13-01"],
    "time": ["10:00:00", "25:00:00", "10:00", "10:00:00Z"],
    "duration": ["P1Y", "P", "PT", "P1M2D", "PT1.5S", "P1.5D", "-P1D", "P1YT", "PT1H30M"],
    "boolean": ["true", "1", "TRUE", "yes", " false "],
    "double": ["1", "1.5e3", ".5", "5.", "INF", "-INF", "NaN", "+1", "1e", "e5", "inf"],
    "decimal": ["1", "1.5", ".5", "1e3", "-1.", "."],
    "nonNegativeInteger": ["0", "-0", "-1", "+1", "1.0", "", "007"],
    "language": ["fr", "fr-FR", "zh-TW", "toolongsub-x", "fr_FR", "f1", "x-" + "a" * 9],
    "NCName": ["a", "a:b", "1a", "_é", "a b", "a.b-c", "-a"],
    "Name": ["a", "a:b", ":a", "1a", "é"],
    "NMTOKEN": ["1a", "-a", "a b", ""],
    "token": ["a  b", "", " x "],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in VALUES.items() for value in values])
def test_a_datatype_admits_what_libxml2_admits(kind: str, value: str) -> None:
    grammar = etree.RelaxNG(etree.fromstring(
        '<element name="x" xmlns="http://relaxng.org/ns/structure/1.0" '
        f'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><data type="{kind}"/></element>'
    ))  # fmt: skip
    document = etree.Element("x")
    document.text = value
    if (kind, value) == ("double", "1e"):  # libxml2 lets it pass, against the standard
        assert not admits(Data(kind), value)
    else:
        assert admits(Data(kind), value) is grammar.validate(document)


@pytest.mark.parametrize(
    ("value", "valid"),
    [("http://example.org/é", True), ("#a", True), ("a#b#c", False), ("50%", False), ("%C3%A9", True), ("a:b", True),
     ("1a:b", False), ("1/a:b", True), ("", True)],
)  # fmt: skip
def test_a_uri_is_what_jing_takes_for_one(value: str, *, valid: bool) -> None:
    assert admits(Data("anyURI"), value) is valid


def test_facets_values_and_lists() -> None:
    probability = Data("double", (("minInclusive", "0"), ("maxInclusive", "1")))
    assert [admits(probability, v) for v in ("0", "0.5", "1", "1.1", "-0.1", "NaN")] == [True] * 3 + [False] * 3
    assert admits(Data("string", (("maxLength", "2"),)), "ab")
    assert not admits(Data("string", (("maxLength", "2"),)), "abc")
    assert admits(Values(("a b", "")), "  a   b ")
    assert admits(Values(("",)), "  ")
    pairs = TokenList(Alternate((Values(("x",)), Data("nonNegativeInteger"))), 1, 2)
    assert [admits(pairs, v) for v in ("x 1", "1", "", "1 2 3", "y")] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"[^\p{C}\p{Z}]+", "mot", "deux mots"),
        (r"\S+", "a", "a b"),
        (r"[\-+]?\d+(\.\d+)?(%|cm)", "-1.5cm", "1.cm"),
        (r"(19[789][0-9]|[2-9][0-9]{3}).*", "1985-01", "1969"),
        (r"[a-z-[aeiou]]+", "xyz", "xyaz"),
        (r"\i\c*", "é:1", "1é"),
        (r"a{2,3}b{0}c{1,}", "aacc", "acc"),
        (r"\p{IsBasicLatin}+", "abc", "é"),
        (r"x|", "", "y"),
        (r"[\^\-\]]", "]", "\\"),
        (r"\P{Lu}", "a", "A"),
    ],
)
def test_expressions(pattern: str, yes: str, no: str) -> None:
    assert matcher(pattern)(yes)
    assert not matcher(pattern)(no)


@pytest.mark.parametrize(
    "pattern", ["(", "[", "a{", "*", r"\q", "[z-a]", r"\p{Xx}", "a{3,2}", "(" * 300 + ")" * 300, "(a{999}){999}"]
)
def test_what_is_no_expression_is_refused(pattern: str) -> None:
    with pytest.raises(RegexError):
        matcher(pattern)


def test_no_expression_runs_away() -> None:
    assert not matcher(r"(a|a)*(a*)*b")("a" * 20_000)
    assert not matcher(f"{'(' * 15}a+{')+' * 15}b")("a" * 20_000)


def test_an_expression_with_too_many_steps_is_given_up_whatever_came_before() -> None:
    matches = matcher("(.?){4000}b")
    assert matches("a" * 100 + "b")
    for _ in range(2):  # what is known of the first time does not count
        with pytest.raises(TimeoutError, match="too many steps"):
            matches("a" * 4_000)
    assert matcher("(a|b|.)*")("ab." * 200_000)


def test_no_expression_takes_all_memory() -> None:
    matches = matcher("a{1,15000}")
    assert matches("a" * 15_000)
    assert not matches("a" * 15_001)
    assert sum(map(len, matches.targets)) < 100_000
    with pytest.raises(RegexError, match="states"):
        matcher("((){9999}){9999}")


_ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", "."])
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "{1,}", "{2,}"])).map(
            lambda p: f"({p[0]}){p[1]}"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(_EXPRESSIONS, st.text("abc", max_size=6))
def test_simple_expressions_mean_what_they_mean_elsewhere(pattern: str, text: str) -> None:
    assert matcher(pattern)(text) is (re.fullmatch(pattern, text) is not None)
