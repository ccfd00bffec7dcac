"""Forms in words: what a pattern asks for, a value that would do, a value mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.forms import example, facet_words, in_words, mended
from schemas.odd.algebra import Data
from schemas.odd.datatypes import admits
from schemas.odd.xsd_regex import matcher


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("[A-Z]{2}[0-9]{4}", "two capital letters A–Z, four digits"),
        (r"MS\.\d+[rv]", "“MS.”, one or more digits, “r” or “v”"),
        (r"GA-(\d{1,3}|new)", "“GA-”, one to three digits or “new”"),
        (r"(f|p)\.\s\d+[rv]?", "“f” or “p”, “.”, a space, one or more digits, optionally “r” or “v”"),
        ("[a-z]+(-[a-z]+)*", "one or more small letters a–z, (“-”, one or more small letters a–z) any number of times"),
        ("Q[1-9][0-9]*", "“Q”, a digit 1–9, any number of digits"),
        (r"[^\s/]{3,}", "three or more characters other than spaces or “/”"),
        (r"\p{Lu}\p{L}{0,5}", "a capital letter, up to five letters"),
        (r"[0-9.,\-]+", "one or more digits, full stops, commas or hyphens"),
        ("letter|diary", "“letter” or “diary”"),
        ("", "nothing"),
        ("a{0}", "nothing"),
        ("[a-z-[aeiou]]", ""),
    ],
)
def test_what_a_pattern_asks_for(pattern: str, words: str) -> None:
    assert in_words(pattern) == words


def test_a_pattern_that_words_would_not_make_clearer_is_shown() -> None:
    assert facet_words([("pattern", "(a|b|cd){1,2}" * 20)]) == [f"what matches {'(a|b|cd){1,2}' * 20}"]


def test_bounds_and_lengths_are_said() -> None:
    assert facet_words([("minInclusive", "1"), ("maxExclusive", "5"), ("length", "3"), ("totalDigits", "2")]) == [
        "at least 1", "less than 5", "exactly 3 characters long",
    ]  # fmt: skip


PIECES = st.sampled_from(["a", "[A-Z]", r"\d", "-", r"\.", "(b|cd)", r"\p{L}", "[^x]", " ", "[à-é]", r"\S", "."])
PATTERNS = st.lists(st.tuples(PIECES, st.sampled_from(["", "?", "+", "*", "{2}", "{2,4}", "{0}"])), min_size=1).map(
    lambda parts: "".join(piece + count for piece, count in parts)
)


@given(PATTERNS)
def test_an_example_is_one(pattern: str) -> None:
    in_words(pattern)
    value = example(Data("string", (("pattern", pattern),)))
    assert not value or matcher(pattern)(value)


@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_there_is_an_example_of_every_plain_form(pattern: str) -> None:
    assert example(Data("string", (("pattern", pattern),))).strip() or not pattern.strip()


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (Data("integer", (("minInclusive", "1"), ("maxInclusive", "5"))), "1"),
        (Data("integer", (("minExclusive", "1"), ("maxExclusive", "3"))), "2"),
        (Data("token", (("minLength", "4"),)), "abcd"),
        (Data("date", (("pattern", r"\d{4}-\d{2}-\d{2}"),)), ""),
        (Data("token", (("pattern", "(((a{20}){20}){20}){0,1}"),)), ""),
    ],
)
def test_an_example_is_found_or_given_up(data: Data, value: str) -> None:
    assert example(data) == value


def test_an_example_that_is_usual_comes_first() -> None:
    assert example(Data("date", (("pattern", r"\d{4}-\d{2}-\d{2}"),)), ("2024", "2024-05-01")) == "2024-05-01"


@pytest.mark.parametrize(
    ("pattern", "value", "right"),
    [
        ("[A-Z]{2}-[0-9]{4}", "ab 1234", "AB-1234"),
        ("[A-Z]{2}[0-9]{4}", " ab-1234", "AB1234"),
        (r"MS\.\d+", "MS 12", "MS.12"),
        ("[a-z]+", "Abc", "abc"),
        ("[A-Z]{2}[0-9]{4}", "A1", ""),
    ],
)
def test_what_only_case_and_signs_keep_from_being_right_is_mended(pattern: str, value: str, right: str) -> None:
    data = Data("token", (("pattern", pattern),))
    assert mended(data, value) == right
    assert not right or admits(data, right)
