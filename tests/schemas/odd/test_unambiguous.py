"""Content models are made deterministic without losing a document, and without gaining one where that can be had."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.odd.expressions import (
    NOTHING,
    Automaton,
    Expression,
    Letter,
    TooLargeError,
    automaton,
    either,
    shuffle,
    then,
    times,
)  # fmt: skip
from schemas.odd.unambiguous import deterministic, is_deterministic, symbols

A, B, C, D = (Letter(frozenset((i,))) for i in range(4))
_LETTERS = st.frozensets(st.integers(0, 3), min_size=1, max_size=2).map(Letter)


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    counts = st.sampled_from([(0, 1), (0, None), (1, None), (2, 2), (0, 2), (1, 3), (2, None)])
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(then),
        st.lists(inner, min_size=2, max_size=3).map(either),
        st.tuples(inner, counts).map(lambda pair: times(pair[0], *pair[1])),
    )


expressions = st.recursive(_LETTERS, _larger, max_leaves=6)


def accepts(machine: Automaton, word: tuple[int, ...]) -> bool:
    state = machine.start
    for symbol in word:
        following = machine.moves[state].get(symbol)
        if following is None:
            return False
        state = following
    return state in machine.finals


def words(limit: int = 5) -> list[tuple[int, ...]]:
    return [word for length in range(limit) for word in itertools.product(range(4), repeat=length)]


@settings(max_examples=300, deadline=None)
@given(expressions)
def test_the_result_is_deterministic_and_admits_all_that_was_admitted(expression: Expression) -> None:
    result = deterministic(expression)
    assert is_deterministic(result.expression)
    before, after = automaton(expression, range(4)), automaton(result.expression, range(4))
    for word in words():
        assert accepts(after, word) or not accepts(before, word)
        if result.exact:
            assert accepts(after, word) == accepts(before, word)


@pytest.mark.parametrize(
    "expression",
    [
        then((times(A, 0, 1), A)),
        then((times(either((A, B)), 0, None), times(then((C, times(either((A, B)), 0, None))), 0, None))),
        either((then((A, B)), then((A, C)))),
        then((times(A, 0, None), times(B, 0, 1), times(A, 0, None), D)),
        shuffle((times(A, 0, 1), B, times(C, 0, None))),
        then((times(A, 1, 3), times(A, 2, 2))),
    ],
)
def test_what_has_a_deterministic_expression_loses_nothing(expression: Expression) -> None:
    result = deterministic(expression)
    assert result.exact
    assert is_deterministic(result.expression)


def test_a_language_without_deterministic_expression_is_widened_and_said_so() -> None:
    last_is_a = then((times(either((A, B)), 0, None), A, either((A, B))))  # the penultimate is an A
    result = deterministic(last_is_a)
    assert not result.exact
    assert symbols(result.expression) == {0, 1}


def test_a_deterministic_expression_is_left_as_it_is() -> None:
    counted = then((A, times(either((B, C)), 2, 40), times(D, 0, 1)))
    assert deterministic(counted).expression is counted


def test_the_empty_word_alone() -> None:
    assert deterministic(NOTHING).expression == NOTHING


def test_a_model_that_would_need_too_many_states_admits_its_symbols_in_any_order() -> None:
    ambiguous = then((times(either((A, B)), 0, None), A, times(either((A, B)), 12, 12)))
    with pytest.raises(TooLargeError):
        automaton(ambiguous, range(2))
    result = deterministic(ambiguous)
    assert not result.exact
    assert is_deterministic(result.expression)
