"""Deterministic content models: what XML Schema calls Unique Particle Attribution.

A content model is left as it is if it is deterministic; else its automaton is turned into a deterministic expression
(Brüggemann-Klein and Wood, *One-Unambiguous Regular Languages*, 1998); where the language has none, the smallest step
found that widens it to one that has is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from schemas.odd.expressions import (
    NEVER,
    NOTHING,
    Automaton,
    Either,
    Expression,
    Letter,
    Shuffle,
    Then,
    Times,
    TooLargeError,
    automaton,
    either,
    merged,
    minimal,
    nullable,
    then,
    times,
)  # fmt: skip

_MAX_LETTERS: Final = 400


@dataclass(frozen=True, slots=True)
class Deterministic:
    """An expression that is deterministic; ``exact`` if it admits no more than the one it was made of."""

    expression: Expression
    exact: bool


def deterministic(expression: Expression) -> Deterministic:
    """Give a deterministic expression for the same words, or, where there is none, for few more."""
    if is_deterministic(expression):
        return Deterministic(expression, exact=True)
    alphabet = symbols(expression)
    try:
        machine = automaton(expression, alphabet)
    except TooLargeError:
        return Deterministic(times(Letter(alphabet), 0, None), exact=False)
    if not machine.finals:
        return Deterministic(NEVER, exact=True)
    machine = Automaton(machine.start, machine.moves, machine.finals, _own(machine))
    found = _attempt(machine)
    exact = not isinstance(found, _AmbiguousError)
    while isinstance(found, _AmbiguousError):
        machine, found = _widen(machine, found)
    return Deterministic(found, exact)


def symbols(expression: Expression) -> frozenset[int]:
    """The symbols of an expression."""
    match expression:
        case Letter(found):
            return found
        case Then(left, right) | Shuffle(left, right):
            return symbols(left) | symbols(right)
        case Either(items):
            return frozenset().union(*map(symbols, items))
        case Times(item, _, _):
            return symbols(item)
    return frozenset()


# Whether an expression is deterministic: Glushkov's positions


def is_deterministic(expression: Expression) -> bool:
    """Whether each symbol of a word belongs to one letter of the expression, known without looking ahead."""
    positions = _Positions()
    try:
        first, _ = positions.place(expression)
    except TooLargeError:
        return False
    return all(positions.distinct(group) for group in (first, *positions.follow))


class _Positions:
    def __init__(self) -> None:
        self.letters: list[frozenset[int]] = []
        self.follow: list[set[int]] = []

    def distinct(self, group: set[int]) -> bool:
        sets = [self.letters[position] for position in group]
        return sum(map(len, sets)) == len(frozenset().union(*sets))

    def place(self, expression: Expression) -> tuple[set[int], set[int]]:
        """First and last positions."""
        match expression:
            case Letter(found):
                if len(self.letters) > _MAX_LETTERS * 5:
                    raise TooLargeError
                self.letters.append(found)
                self.follow.append(set())
                here = {len(self.letters) - 1}
                return here, set(here)
            case Then(left, right):
                return self._join(self.place(left), self.place(right), left, right)
            case Either(items):
                placed = [self.place(item) for item in items]
                return set().union(*(a for a, _ in placed)), set().union(*(b for _, b in placed))
            case Times(item, _, high):
                first, last = self.place(item)
                # a count is looked at as a loop, as libxml2 does: it takes a{2} a for ambiguous
                for position in last if high != 1 else ():
                    self.follow[position] |= first
                return first, last
            case Shuffle():
                raise TooLargeError  # XML Schema has no interleaving inside other models
        return set(), set()

    def _join(
        self, one: tuple[set[int], set[int]], two: tuple[set[int], set[int]], left: Expression, right: Expression
    ) -> tuple[set[int], set[int]]:
        for position in one[1]:
            self.follow[position] |= two[0]
        return one[0] | two[0] if nullable(left) else one[0], one[1] | two[1] if nullable(right) else two[1]


def _optional(expression: Expression) -> Expression:
    return expression if nullable(expression) else times(expression, 0, 1)


# From the automaton to a deterministic expression


class _AmbiguousError(Exception):
    """A language without deterministic expression; ``states`` of the first automaton are where it fails."""

    def __init__(self, states: frozenset[int]) -> None:
        self.states = states
        super().__init__(states)


def _attempt(machine: Automaton) -> Expression | _AmbiguousError:
    try:
        expression = _Language(machine).expression()
    except _AmbiguousError as error:
        return error
    except (TooLargeError, RecursionError):
        return _AmbiguousError(frozenset(range(len(machine.moves))))
    return expression


def _widen(machine: Automaton, fault: _AmbiguousError) -> tuple[Automaton, Expression | _AmbiguousError]:
    """Make two of the states at fault one, if that mends it, else all of them."""
    states = sorted(fault.states)
    if len(states) <= 8:
        for pair in combinations(states, 2):
            candidate = merged(machine, pair)
            found = _attempt(candidate)
            if not isinstance(found, _AmbiguousError):
                return candidate, found
    whole = merged(machine, states if len(states) > 1 else range(len(machine.moves)))
    return whole, _attempt(whole)


class _Language:
    """The expression of a minimal automaton, or :class:`_AmbiguousError`."""

    def __init__(self, machine: Automaton) -> None:
        self._machine = machine
        self._letters = 0

    def expression(self) -> Expression:
        return self._whole(self._machine)

    def _whole(self, machine: Automaton) -> Expression:
        """Words of an automaton: cut the consistent symbols, then loop over them."""
        loops = _consistent(machine)
        cut = [
            {symbol: t for symbol, t in here.items() if not (state in machine.finals and symbol in loops)}
            for state, here in enumerate(machine.moves)
        ]
        orbits = _orbits(cut)
        if not loops and len(machine.moves) == len(orbits[machine.start]) and any(cut):
            raise _AmbiguousError(_origin(machine, orbits[machine.start]))
        self._check_orbits(machine, cut, orbits)
        begin = self._from(machine, cut, orbits, machine.start)
        if not loops:
            return begin
        by_target: dict[int, set[int]] = {}
        for symbol, target in loops.items():
            by_target.setdefault(target, set()).add(symbol)
        again = either(
            then((self._letter(found), self._from(machine, cut, orbits, target)))
            for target, found in sorted(by_target.items())
        )
        return then((begin, times(again, 0, None)))

    def _letter(self, found: set[int]) -> Letter:
        self._letters += 1
        if self._letters > _MAX_LETTERS:
            raise TooLargeError
        return Letter(frozenset(found))

    def _check_orbits(
        self, machine: Automaton, cut: list[dict[int, int]], orbits: Mapping[int, frozenset[int]]
    ) -> None:
        """All gates of an orbit must lead to the same places outside it, or all be ends."""
        for orbit in set(orbits.values()):
            gates = [state for state in sorted(orbit) if _is_gate(machine, cut, orbit, state)]
            ways = {(state in machine.finals, tuple(sorted(_exits(cut, orbit, state).items()))) for state in gates}
            if len(ways) > 1:
                raise _AmbiguousError(_origin(machine, gates))

    def _from(
        self, machine: Automaton, cut: list[dict[int, int]], orbits: Mapping[int, frozenset[int]], state: int
    ) -> Expression:
        """Words from a state to an end: first within its orbit, then out of it by one of its gates."""
        orbit = orbits[state]
        gates = [member for member in sorted(orbit) if _is_gate(machine, cut, orbit, member)]
        within: Expression = NOTHING
        if len(orbit) > 1 or state in cut[state].values():
            within = self._whole(_orbit_automaton(machine, cut, orbit, gates, state))
        by_target: dict[int, set[int]] = {}
        for symbol, target in _exits(cut, orbit, gates[0]).items():
            by_target.setdefault(target, set()).add(symbol)
        ways = [
            then((self._letter(found), self._from(machine, cut, orbits, target)))
            for target, found in sorted(by_target.items())
        ]
        if not ways:
            return within
        onward = either(ways)
        return then((within, _optional(onward) if gates[0] in machine.finals else onward))


def _own(machine: Automaton) -> tuple[frozenset[int], ...]:
    return tuple(frozenset((state,)) for state in range(len(machine.moves)))


def _origin(machine: Automaton, states: "frozenset[int] | list[int]") -> frozenset[int]:
    return frozenset().union(*(machine.origin[state] for state in states))


def _consistent(machine: Automaton) -> dict[int, int]:
    """The symbols that lead from every end to one and the same state, with that state."""
    rows = [machine.moves[state] for state in sorted(machine.finals)]
    if not rows:
        return {}
    return {
        symbol: target for symbol, target in sorted(rows[0].items())
        if all(row.get(symbol) == target for row in rows[1:])
    }  # fmt: skip


def _orbits(moves: list[dict[int, int]]) -> dict[int, frozenset[int]]:
    """The strongly connected component of each state."""
    reach = [_reachable(moves, state) for state in range(len(moves))]
    return {
        state: frozenset({state} | {other for other in reach[state] if state in reach[other]})
        for state in range(len(moves))
    }


def _reachable(moves: list[dict[int, int]], state: int) -> set[int]:
    found: set[int] = set()
    queue = [state]
    while queue:
        for target in moves[queue.pop()].values():
            if target not in found:
                found.add(target)
                queue.append(target)
    return found


def _exits(cut: list[dict[int, int]], orbit: frozenset[int], state: int) -> dict[int, int]:
    return {symbol: target for symbol, target in cut[state].items() if target not in orbit}


def _is_gate(machine: Automaton, cut: list[dict[int, int]], orbit: frozenset[int], state: int) -> bool:
    return state in machine.finals or bool(_exits(cut, orbit, state))


def _orbit_automaton(
    machine: Automaton, cut: list[dict[int, int]], orbit: frozenset[int], gates: list[int], start: int
) -> Automaton:
    order = sorted(orbit)
    number = {state: index for index, state in enumerate(order)}
    moves = tuple(
        {symbol: number[target] for symbol, target in cut[state].items() if target in orbit} for state in order
    )
    finals = frozenset(number[state] for state in gates)
    return minimal(Automaton(number[start], moves, finals, tuple(machine.origin[state] for state in order)))
