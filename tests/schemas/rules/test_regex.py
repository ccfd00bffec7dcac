"""Regular expressions: the meaning of XPath, and bounded time."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.rules.regex import Regex, RegexRefusedError, _Automaton

_ATOM = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "\\s", "\\d", "(a|b)", "(ab)", "(a|)", "^", "$"])
_REPEAT = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,3}"])
_PIECE = st.tuples(_ATOM, _REPEAT).map(lambda pair: pair[0] + (pair[1] if pair[0] not in "^$" else ""))
PATTERNS = st.lists(_PIECE, min_size=1, max_size=5).map("".join)
NESTED = st.tuples(PATTERNS, _REPEAT).map(lambda pair: f"({pair[0]}){pair[1]}")


@given(st.one_of(PATTERNS, NESTED), st.text("ab1 \n", max_size=9), st.sampled_from(["", "s", "m", "i", "sm"]))
def test_the_automaton_agrees_with_the_backtracking_matcher(pattern: str, text: str, flags: str):
    regex = Regex(pattern, flags)
    assert _Automaton(regex).search(text) is (regex.python.search(text) is not None)


@pytest.mark.parametrize("pattern", ["(a+)+x", "(a|a)*x", "(a|aa)+x", "^(\\S+\\s*)+x$", "(.*)*x", "(a*a*)*b"])
def test_what_makes_a_backtracking_matcher_hang_is_linear(pattern: str):
    regex = Regex(pattern)
    start = time.monotonic()
    assert not regex.matches("a" * 20_000 + "!")
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("pattern", ["\\s*\\s*\\s*x", "[ab]*[ab]*[ab]*x"])
def test_polynomial_expressions_are_run_by_the_automaton_on_long_texts(pattern: str):
    start = time.monotonic()
    assert not Regex(pattern).matches("a " * 10_000)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("function", ["tokenize", "replace"])
def test_cutting_a_long_text_by_an_ambiguous_expression_is_refused(function: str):
    regex = Regex("(a+)+b")
    with pytest.raises(RegexRefusedError, match=rf"{function}\(\): “\(a\+\)\+b” could run for ever on a text of 5000"):
        getattr(regex, function)(*("a" * 5000, "x")[: 1 if function == "tokenize" else 2])


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("\\s", "\u00a0", False),
        ("[\\s]", "\u00a0", False),
        ("\\S", "\u00a0", True),
        ("^\\w$", "_", False),
        ("^\\w$", "é", True),
        ("^[a-z-[aeiou]]+$", "bcd", True),
        ("^[a-z-[aeiou]]+$", "bad", False),
        ("^a$", "a\n", False),
        ("^\\p{Lu}", "Éa", True),
        ("a.b", "a\nb", False),
        ("\\[s\\]", "[s]", True),
        ("\\\\s", "\\s", True),
        ("^\\i\\c*$", "tei:p", True),
    ],
)
def test_classes_mean_what_xpath_says(pattern: str, text: str, expected: bool):
    assert Regex(pattern).matches(text) is expected


def test_flags():
    assert Regex("A", "i").matches("a")
    assert Regex("a.b", "s").matches("a\nb")
    assert Regex("^b", "m").matches("a\nb")
    assert Regex("a b", "x").matches("ab")
    assert Regex("a.b", "q").matches("xa.b")
    assert not Regex("a.b", "q").matches("axb")


def test_tokenize_keeps_empty_tokens():
    assert Regex(",\\s*").tokenize("a, b,,c,") == ["a", "b", "", "c", ""]
    assert Regex(",").tokenize("") == []


def test_replace_puts_groups_in():
    assert Regex("(\\d)-(\\d)").replace("1-2 3-4", "$2\\$$1$9") == "2$1 4$3"


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Regex("("), "“(” is not a regular expression: "),
        (lambda: Regex("a" * 2_001), "the regular expression is longer than 2000 characters"),
        (lambda: Regex("a", "z"), "“z” is no flag of a regular expression; flags are s, m, i, x and q"),
        (lambda: Regex("a*").tokenize("b"), "tokenize(): “a*” matches the empty text"),
        (lambda: Regex("a").replace("b", "$"), "“$” is no replacement: write \\$ and \\\\ for those characters"),
        (lambda: Regex("(((a*)*b){30}){40}").matches("a" * 100), "the regular expression is too large"),
        (lambda: Regex("((a*)*)b\\1").matches("a" * 100), "a regular expression with back-references cannot be run"),
    ],
)
def test_each_refusal(call: object, sentence: str):
    with pytest.raises(RegexRefusedError, match="^" + re.escape(sentence)):
        call()  # type: ignore[operator]
