"""Finite automata of content models: from a term of symbols to the minimal deterministic automaton.

A term is an :data:`Expression` over small integers (the symbols). The automaton is found by derivatives (Brzozowski,
*Derivatives of Regular Expressions*, 1964), which take counts and interleaving in their stride.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

MAX_STATES: Final = 300
"""The most states that are followed; no content model of TEI comes near."""


class TooLargeError(Exception):
    """An automaton that would have more than :data:`MAX_STATES` states."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The empty word."""


@dataclass(frozen=True, slots=True)
class Never:
    """No word at all."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One symbol of a set."""

    symbols: frozenset[int]


@dataclass(frozen=True, slots=True)
class Then:
    """One expression after the other."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    items: "frozenset[Expression]"


@dataclass(frozen=True, slots=True)
class Times:
    """``low`` to ``high`` repetitions (``None``: unbounded)."""

    item: "Expression"
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Shuffle:
    """Words of both, interleaved."""

    left: "Expression"
    right: "Expression"


Expression: TypeAlias = Nothing | Never | Letter | Then | Either | Times | Shuffle

NOTHING: Final = Nothing()
NEVER: Final = Never()


def then(items: Iterable[Expression]) -> Expression:
    """All in this order."""
    result: Expression = NOTHING
    for item in reversed(list(items)):
        result = _then(item, result)
    return result


def _then(left: Expression, right: Expression) -> Expression:
    if isinstance(left, Never) or isinstance(right, Never):
        return NEVER
    if isinstance(left, Nothing):
        return right
    if isinstance(right, Nothing):
        return left
    if isinstance(left, Then):
        return Then(left.left, _then(left.right, right))
    return Then(left, right)


def either(items: Iterable[Expression]) -> Expression:
    """One of these; letters are merged."""
    flat: set[Expression] = set()
    letters: frozenset[int] = frozenset()
    for item in items:
        for part in item.items if isinstance(item, Either) else (item,):
            if isinstance(part, Letter):
                letters |= part.symbols
            elif not isinstance(part, Never):
                flat.add(part)
    if letters:
        flat.add(Letter(letters))
    if not flat:
        return NEVER
    return next(iter(flat)) if len(flat) == 1 else Either(frozenset(flat))


def times(item: Expression, low: int, high: int | None) -> Expression:
    """So many repetitions."""
    if isinstance(item, Nothing) or high == 0:
        return NOTHING
    if isinstance(item, Never):
        return NEVER if low else NOTHING
    if (low, high) == (1, 1):
        return item
    if isinstance(item, Times) and max(item.low, low) <= 1 and {item.high, high} <= {1, None}:  # (x?)* is x*
        return Times(item.item, item.low * low, None if None in (item.high, high) else 1)
    return Times(item, low, high)


def shuffle(items: Iterable[Expression]) -> Expression:
    """All, interleaved."""
    result: Expression = NOTHING
    for item in items:
        if isinstance(item, Never) or isinstance(result, Never):
            return NEVER
        result = result if isinstance(item, Nothing) else item if isinstance(result, Nothing) else Shuffle(result, item)
    return result


@cache
def nullable(expression: Expression) -> bool:
    """Whether the empty word belongs."""
    match expression:
        case Nothing():
            return True
        case Then(left, right) | Shuffle(left, right):
            return nullable(left) and nullable(right)
        case Either(items):
            return any(map(nullable, items))
        case Times(item, low, _):
            return low == 0 or nullable(item)
    return False


def _after(expression: Expression, symbol: int) -> Expression:
    """The derivative: what may follow once the symbol has been read."""
    match expression:
        case Letter(symbols):
            return NOTHING if symbol in symbols else NEVER
        case Then(left, right):
            first = _then(_after(left, symbol), right)
            return either((first, _after(right, symbol))) if nullable(left) else first
        case Either(items):
            return either(_after(item, symbol) for item in items)
        case Times(item, low, high):
            # a nullable item may be skipped, so none of the lower count is owed after it
            least = 0 if nullable(item) else max(low - 1, 0)
            return _then(_after(item, symbol), times(item, least, None if high is None else high - 1))
        case Shuffle(left, right):
            return either((shuffle((_after(left, symbol), right)), shuffle((left, _after(right, symbol)))))
    return NEVER


@dataclass(frozen=True, slots=True)
class Automaton:
    """A deterministic automaton: states are numbers; ``start``; ``moves[state][symbol]``; ``finals``.

    ``origin`` tells which states of the automaton it was cut from each state stands for.
    """

    start: int
    moves: tuple[Mapping[int, int], ...]
    finals: frozenset[int]
    origin: tuple[frozenset[int], ...]


def automaton(expression: Expression, alphabet: Iterable[int]) -> Automaton:
    """Give the minimal automaton, without states from which no end can be reached.

    Raises :class:`TooLargeError`. An expression without any word gives an automaton with one state and no finals.
    """
    symbols = sorted(alphabet)
    number: dict[Expression, int] = {expression: 0}
    queue = [expression]
    moves: list[dict[int, int]] = []
    for term in queue:  # the queue grows while it is read
        here: dict[int, int] = {}
        for symbol in symbols:
            after = _after(term, symbol)
            if isinstance(after, Never):
                continue
            if after not in number:
                number[after] = len(queue)
                queue.append(after)
                if len(queue) > MAX_STATES:
                    raise TooLargeError
            here[symbol] = number[after]
        moves.append(here)
    finals = frozenset(number[term] for term in queue if nullable(term))
    return minimal(Automaton(0, tuple(moves), finals, tuple(frozenset((i,)) for i in range(len(queue)))))


def minimal(machine: Automaton) -> Automaton:
    """The minimal automaton of the same language; states are numbered in the order they are met (Moore, 1956)."""
    moves = _useful(machine)
    block = [int(state in machine.finals) for state in range(len(moves))]
    while True:
        kinds: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
        refined = []
        for state, here in enumerate(moves):
            kind = (block[state], tuple(sorted((symbol, block[target]) for symbol, target in here.items())))
            refined.append(kinds.setdefault(kind, len(kinds)))
        if len(kinds) == len(set(block)):
            break
        block = refined
    order = {block[machine.start]: 0}
    queue = [machine.start]
    rows: list[dict[int, int]] = []
    for state in queue:
        row: dict[int, int] = {}
        for symbol, target in sorted(moves[state].items()):
            if block[target] not in order:
                order[block[target]] = len(queue)
                queue.append(target)
            row[symbol] = order[block[target]]
        rows.append(row)
    origin = [frozenset[int]() for _ in queue]
    for state, kind_of in enumerate(block):
        if kind_of in order:
            origin[order[kind_of]] |= machine.origin[state]
    finals = frozenset(order[block[state]] for state in machine.finals if block[state] in order)
    return Automaton(0, tuple(rows), finals, tuple(origin))


def _useful(machine: Automaton) -> list[dict[int, int]]:
    """The moves, without those to states from which no end can be reached."""
    alive = set(machine.finals)
    grown = True
    while grown:
        found = {s for s, here in enumerate(machine.moves) if s not in alive and not alive.isdisjoint(here.values())}
        alive |= found
        grown = bool(found)
    return [{symbol: t for symbol, t in here.items() if t in alive} for here in machine.moves]


def merged(machine: Automaton, states: Iterable[int]) -> Automaton:
    """The minimal automaton after some states have been made one: it accepts all that it did, and perhaps more.

    Its states' ``origin`` are its own numbers.
    """
    one = frozenset(states)

    def closed(found: frozenset[int]) -> frozenset[int]:
        return found | one if found & one else found

    begin = closed(frozenset((machine.start,)))
    number = {begin: 0}
    queue = [begin]
    moves: list[dict[int, int]] = []
    for group in queue:
        targets: dict[int, set[int]] = {}
        for state in group:
            for symbol, target in machine.moves[state].items():
                targets.setdefault(symbol, set()).add(target)
        row = {}
        for symbol, found in targets.items():
            after = closed(frozenset(found))
            if after not in number:
                number[after] = len(queue)
                queue.append(after)
                if len(queue) > MAX_STATES:
                    raise TooLargeError
            row[symbol] = number[after]
        moves.append(row)
    finals = frozenset(number[group] for group in queue if group & machine.finals)
    small = minimal(Automaton(0, tuple(moves), finals, tuple(frozenset() for _ in queue)))
    return Automaton(small.start, small.moves, small.finals, tuple(frozenset((i,)) for i in range(len(small.moves))))
