"""Content models run as automata: states made when they are met, by derivatives of the model.

The derivative of a model by a child is the model of what may follow it (Brzozowski 1964); two models that are equal are
one state. So a child costs one look-up, counts and interleaving need nothing special, and what is expected at any
point is what the model there begins with.
"""

from dataclasses import dataclass, field
from typing import Final

from schemas.odd.algebra import (
    Alternate,
    AnyElement,
    Content,
    Data,
    ElementRef,
    Empty,
    Interleave,
    NotAllowed,
    Repeat,
    Sequence,
    Text,
    TokenList,
    Values,
    children,
)  # fmt: skip
from schemas.odd.contents import simplify
from schemas.odd.model import Schema

Name = tuple[str, str]
"""Namespace and local name."""

TEXT: Final[Name] = ("#", "text")
"""The symbol that stands for text that is not blank."""


@dataclass(slots=True, eq=False)
class State:
    """A point in a content model: what may follow, whether it may end here, and whether a wildcard may follow."""

    rest: Content
    accepting: bool
    firsts: tuple[Content, ...]
    open: bool
    moves: "dict[Name, State | None]" = field(default_factory=dict)


class Automata:
    """The automata of all content models of a schema; states are shared and kept."""

    def __init__(self, schema: Schema) -> None:
        self._states: dict[Content, State] = {}
        self._names = {element.ident: element.key for element in schema.elements}
        self._known = frozenset(self._names.values())

    def state(self, content: Content) -> State:
        """The state in which this is what may follow."""
        state = self._states.get(content)
        if state is None:
            firsts: dict[Content, None] = {}
            _firsts(content, firsts)
            wild = any(isinstance(first, AnyElement) for first in firsts)
            state = self._states[content] = State(content, nullable(content), tuple(firsts), wild)
        return state

    def step(self, state: State, name: Name) -> State | None:
        """The state after an element of that name, or after :data:`TEXT`; ``None`` if it cannot stand here."""
        if name not in state.moves:
            if name is not TEXT and name not in self._known and not state.open:
                return None  # not worth remembering: a hostile document has any number of names
            rest = self._derivative(state.rest, name)
            state.moves[name] = None if isinstance(rest, NotAllowed) else self.state(rest)
        return state.moves[name]

    def matching(self, state: State, name: Name) -> tuple[ElementRef | AnyElement, ...]:
        """What in the model an element of that name can be."""
        return tuple(
            leaf for leaf in state.firsts
            if isinstance(leaf, ElementRef | AnyElement) and self._is(leaf, name)
        )  # fmt: skip

    def either(self, states: "list[State]") -> State:
        """The state that goes on as any of these."""
        if len(states) == 1:
            return states[0]
        return self.state(simplify(Alternate(tuple(dict.fromkeys(state.rest for state in states)))))

    def _is(self, leaf: ElementRef | AnyElement, name: Name) -> bool:
        return self._names.get(leaf.ident) == name if isinstance(leaf, ElementRef) else admits_name(leaf, name)

    def _derivative(self, content: Content, name: Name) -> Content:  # noqa: PLR0911 (one case each)
        match content:
            case ElementRef() | AnyElement():
                return Empty() if name is not TEXT and self._is(content, name) else NotAllowed()
            case Text():
                return content if name is TEXT else NotAllowed()
            case Alternate(items):
                return simplify(Alternate(tuple(self._derivative(item, name) for item in items)))
            case Repeat(item, low, high):
                first = self._derivative(item, name)
                if isinstance(first, NotAllowed):
                    return first
                again = simplify(Repeat(item, max(low - 1, 0), None if high is None else high - 1))
                return simplify(Sequence((first, again)))
            case Sequence(items):
                return self._sequence(items, name)
            case Interleave(items):
                options = []
                for index, item in enumerate(items):
                    first = self._derivative(item, name)
                    if not isinstance(first, NotAllowed):
                        options.append(simplify(Interleave((*items[:index], first, *items[index + 1 :]))))
                return simplify(Alternate(tuple(options)))
        return NotAllowed()

    def _sequence(self, items: tuple[Content, ...], name: Name) -> Content:
        options: list[Content] = []
        for index, item in enumerate(items):
            first = self._derivative(item, name)
            if not isinstance(first, NotAllowed):
                options.append(simplify(Sequence((first, *items[index + 1 :]))))
            if not nullable(item):
                break
        return simplify(Alternate(tuple(options)))


def nullable(content: Content) -> bool:
    """Whether nothing at all is enough."""
    match content:
        case Empty() | Text():
            return True
        case Sequence(items) | Interleave(items):
            return all(map(nullable, items))
        case Alternate(items):
            return any(map(nullable, items))
        case Repeat(item, low, _):
            return low == 0 or nullable(item)
    return False


def _firsts(content: Content, found: dict[Content, None]) -> None:
    match content:
        case ElementRef() | AnyElement() | Text():
            found[content] = None
        case Sequence(items):
            for item in items:
                _firsts(item, found)
                if not nullable(item):
                    break
        case _:
            for item in children(content):
                _firsts(item, found)


def admits_name(wildcard: AnyElement, name: Name) -> bool:
    """Whether a wildcard lets an element of that name stand."""
    namespace = name[0]
    if wildcard.require and namespace not in wildcard.require:
        return False
    return (namespace, "*") not in wildcard.exclude and name not in wildcard.exclude


def holds_value(content: Content) -> bool:
    """Whether a content model is (also) a value, to be checked as the whole text of the element."""
    stack = [content]
    while stack:
        part = stack.pop()
        if isinstance(part, Data | Values | TokenList):
            return True
        stack.extend(children(part))
    return False
