"""What an element cannot do without at a point of its content: the shortest way to complete it."""

from collections.abc import Collection

from lxml import etree

from schemas.odd.algebra import Alternate, Content, ElementRef, Interleave, Repeat, Sequence, children
from schemas.odd.automaton import TEXT, Automata, State
from schemas.odd.model import Element, Schema


class Completion:
    """Finds the elements that are needed, among those that may stand at a point."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._automata = Automata(schema)

    def needed(
        self, element: etree._Element, owner: Element, expected: tuple[str, ...], before: etree._Element | None
    ) -> tuple[str, ...]:
        """Give those of ``expected`` that complete ``element`` soonest, before a child or at its end.

        A ``fileDesc`` may go on with a ``seriesStmt``, but it is a ``sourceDesc`` that it needs.
        """
        state = self._state(element, owner, before)
        costs: dict[str, int] = {}
        for leaf in state.firsts:
            if not isinstance(leaf, ElementRef):
                continue
            known = self._schema.by_ident[leaf.ident]
            after = self._automata.step(state, known.key)
            if after is not None and known.name in expected:
                costs[known.name] = least(after.rest)
        fewest = min(costs.values(), default=0)
        return tuple(name for name in expected if costs.get(name) == fewest) or expected

    def is_whole(self, holder: Element, idents: Collection[str] = ()) -> bool:
        """Tell whether an element may hold nothing but one of these elements, or but text if none are given."""
        state = self._automata.state(holder.content)
        names = [self._schema.by_ident[ident].key for ident in idents] or [TEXT]
        return any(after.accepting for name in names if (after := self._automata.step(state, name)) is not None)

    def most(self, element: etree._Element, owner: Element) -> int | None:
        """Give how many elements of that name ``owner`` may hold, ``None`` if any number."""
        name = _name(element)
        return most(owner.content, frozenset(one.ident for one in self._schema.by_name.get(name, ())))

    def place_for(self, element: etree._Element, owner: Element) -> etree._Element | None:
        """Give the earlier sibling before which an element may stand, the nearest one, or ``None``."""
        earlier = list(element.itersiblings(etree.Element, preceding=True))[::-1]
        state = self._automata.state(owner.content)
        found = None
        for sibling in earlier:
            here = self._automata.step(state, _name(element))
            if here is not None and self._automata.step(here, _name(sibling)) is not None:
                found = sibling
            after = self._automata.step(state, _name(sibling))
            if after is None:
                break
            state = after
        return found

    def _state(self, element: etree._Element, owner: Element, before: etree._Element | None) -> State:
        state = self._automata.state(owner.content)
        for child in element.iterchildren(etree.Element):
            if child is before:
                break
            state = self._automata.step(state, _name(child)) or state
        return state


def least(content: Content) -> int:
    """Give the smallest number of elements that a content model needs."""
    if isinstance(content, ElementRef):
        return 1
    if isinstance(content, Sequence | Interleave):
        return sum(map(least, content.items))
    if isinstance(content, Alternate):
        return min(map(least, content.items), default=0)
    if isinstance(content, Repeat):
        return content.min * least(content.item)
    return 0


def most(content: Content, idents: frozenset[str]) -> int | None:
    """Give the largest number of these elements that a content model admits, ``None`` if there is no limit."""
    if isinstance(content, ElementRef):
        return int(content.ident in idents)
    if isinstance(content, Repeat):
        inner = most(content.item, idents)
        return 0 if inner == 0 else None if inner is None or content.max is None else inner * content.max
    counts = [most(part, idents) for part in children(content)]
    if None in counts:
        return None
    known = [count for count in counts if count is not None]
    return max(known, default=0) if isinstance(content, Alternate) else sum(known)


def _name(element: etree._Element) -> tuple[str, str]:
    name = etree.QName(element)
    return name.namespace or "", name.localname
