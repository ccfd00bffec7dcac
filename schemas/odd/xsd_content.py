"""Content models as XML Schema can say them: deterministic, of elements that can exist, text apart from structure.

What cannot be said is widened, never narrowed, and told as an :class:`XsdGap`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from schemas.odd.algebra import (
    Alternate,
    AnyElement,
    Content,
    Data,
    Datatype,
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
from schemas.odd.expressions import (
    NEVER,
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
from schemas.odd.model import Schema
from schemas.odd.unambiguous import deterministic


@dataclass(frozen=True, slots=True)
class LooseElement:
    """An element of which the content is not looked at."""

    name: str
    namespace: str


Leaf: TypeAlias = ElementRef | AnyElement | LooseElement
_VALUES: Final = (Data, Values, TokenList)


@dataclass(frozen=True, slots=True)
class XsdGap:
    """Something that XML Schema 1.0 cannot say: of which element (``""``: all), what, and why."""

    element: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Model:
    """The content of one element.

    ``value``: the datatype of its text, if it holds a value alone; else ``expression``, each symbol of which is the
    choice of ``leaves[symbol]``, and ``mixed`` if there may be text. ``unordered``: if not empty, the content is these
    in any order, each of them with its least count.
    """

    leaves: tuple[tuple[Leaf, ...], ...] = ()
    expression: Expression = NOTHING
    mixed: bool = False
    value: Datatype | None = None
    unordered: tuple[tuple[Leaf, int], ...] = ()


def content_models(schema: Schema) -> tuple[dict[str, Model], tuple[XsdGap, ...]]:
    """Give the content of every element that can exist, by ident, and what had to be widened."""
    existing = _existing(schema)
    gaps: list[XsdGap] = []
    known: dict[Content, tuple[Model, tuple[tuple[str, str], ...]]] = {}
    models = {}
    for element in schema.elements:
        if element.ident in existing:
            if element.content not in known:
                reader = _Reader(schema, existing)
                known[element.content] = (reader.model(element.content), tuple(reader.gaps))
            models[element.ident], found = known[element.content]
            gaps += [XsdGap(element.name, what, why) for what, why in found]
    return models, tuple(gaps)


# Which elements can exist at all


def _existing(schema: Schema) -> frozenset[str]:
    """The idents of the elements of which a valid one can be written: the least fixed point."""
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(
            element.ident for element in schema.elements
            if not any(attribute.required and _is_never(attribute.datatype) for attribute in element.plain_attributes)
            and _satisfiable(element.content, found)
        )  # fmt: skip
        if more == found:
            return found
        found = more


def _is_never(datatype: Content) -> bool:
    match datatype:
        case NotAllowed():
            return True
        case Alternate(items):
            return all(map(_is_never, items))
        case TokenList(item, low, _):
            return low > 0 and _is_never(item)
    return False


def _satisfiable(content: Content, existing: frozenset[str]) -> bool:
    match content:
        case NotAllowed():
            return False
        case ElementRef(ident):
            return ident in existing
        case Sequence(items) | Interleave(items):
            return all(_satisfiable(item, existing) for item in items)
        case Alternate(items):
            return any(_satisfiable(item, existing) for item in items)
        case Repeat(item, low, _):
            return low == 0 or _satisfiable(item, existing)
    return True


# One content model


class _Reader:
    def __init__(self, schema: Schema, existing: frozenset[str]) -> None:
        self._schema = schema
        self._existing = existing
        self.gaps: list[tuple[str, str]] = []

    def model(self, content: Content) -> Model:
        if _is_value(content):
            return Model(value=content)  # type: ignore[arg-type]
        parts = list(_parts(content))
        if any(isinstance(part, _VALUES) for part in parts):
            self._gap("the value of its text", "a content model holds either a value or elements, not a choice of both")
        leaves = self._leaves(parts)
        unordered = _all_group(content, leaves)
        if unordered:
            return Model(unordered=unordered)
        terms = _Terms(content, leaves)
        mixed = any(isinstance(part, Text | Data | Values | TokenList) for part in parts)
        if mixed and not terms.text_is_anywhere(content):
            self._gap("where between its elements text may stand", "mixed content lets text stand anywhere in it")
        result = deterministic(terms.term(content))
        if not result.exact:
            self._gap("the exact order or number of its elements", "no deterministic content model (UPA) says it")
        return Model(terms.atoms, result.expression, mixed)

    def _gap(self, what: str, why: str) -> None:
        self.gaps.append((what, why))

    def _leaves(self, parts: Iterable[Content]) -> dict[Leaf, Leaf]:
        """Each leaf with the one that stands for it: distinct leaves never match the same element."""
        found = dict.fromkeys(
            part for part in parts
            if isinstance(part, AnyElement) or (isinstance(part, ElementRef) and part.ident in self._existing)
        )  # fmt: skip
        wide = self._wildcard([leaf for leaf in found if isinstance(leaf, AnyElement)], found)
        of_name: dict[tuple[str, str], list[ElementRef]] = {}
        result: dict[Leaf, Leaf] = {}
        for leaf in found:
            if isinstance(leaf, AnyElement):
                result[leaf] = wide or leaf
                continue
            element = self._schema.by_ident[leaf.ident]
            if wide and _may_match(wide, element.namespace):
                result[leaf] = wide
                self._gap(
                    f"the content of <{element.name}> in it", "a wildcard beside it admits an element of its name"
                )
            else:
                result[leaf] = leaf
                of_name.setdefault(element.key, []).append(leaf)
        for (namespace, name), same in of_name.items():
            if len(same) > 1:
                self._gap(f"the content of <{name}> in it", "an element name has one type in a content model")
                result.update(dict.fromkeys(same, LooseElement(name, namespace)))
        return result

    def _wildcard(self, wildcards: list[AnyElement], found: Iterable[Leaf]) -> AnyElement | None:
        """The one wildcard that stands for all, and for the elements that it cannot be told from."""
        if not wildcards:
            return None
        wide = wildcards[0]
        if len(wildcards) > 1:
            wide = AnyElement()
            self._gap("which foreign elements may stand where", "wildcards of one content model must not overlap")
        beside = {self._schema.by_ident[leaf.ident].key for leaf in found if isinstance(leaf, ElementRef)}
        return AnyElement(wide.require, tuple(pair for pair in wide.exclude if pair not in beside))


def _may_match(wildcard: AnyElement, namespace: str) -> bool:
    """Whether the wildcard admits the namespace, or part of it."""
    return (not wildcard.require or namespace in wildcard.require) and (namespace, "*") not in wildcard.exclude


def _parts(content: Content) -> Iterator[Content]:
    stack = [content]
    while stack:
        part = stack.pop()
        yield part
        if not isinstance(part, TokenList):
            stack.extend(reversed(children(part)))


def _is_value(content: Content) -> bool:
    """Whether a content model is a datatype: values and text alone, and no repetition of them."""
    if isinstance(content, Alternate):
        return all(isinstance(item, Empty) or _is_value(item) for item in content.items)
    return isinstance(content, Text | Data | Values | TokenList)


def _all_group(content: Content, leaves: Mapping[Leaf, Leaf]) -> tuple[tuple[Leaf, int], ...]:
    """The members of an interleaving of single elements, which XML Schema calls ``all``; else nothing."""
    if not isinstance(content, Interleave):
        return ()
    found: dict[Leaf, int] = {}
    for item in content.items:
        least, leaf = (0, item.item) if isinstance(item, Repeat) and (item.min, item.max) == (0, 1) else (1, item)
        if not isinstance(leaf, ElementRef) or leaf not in leaves or leaf in found or leaves[leaf] != leaf:
            return ()
        found[leaf] = least
    return tuple(found.items())


class _Terms:
    """Turns a content model into an expression: leaves that always stand together are one symbol.

    ``atoms`` are the leaves of each symbol.
    """

    def __init__(self, content: Content, leaves: Mapping[Leaf, Leaf]) -> None:
        self._leaves = leaves
        signatures: dict[Leaf, list[int]] = {leaf: [] for leaf in leaves.values()}
        for index, group in enumerate(self._groups(content)):
            for leaf in group:
                signatures[leaf].append(index)
        together: dict[tuple[int, ...], list[Leaf]] = {}
        for leaf, signature in signatures.items():
            together.setdefault(tuple(signature), []).append(leaf)
        self.atoms = tuple(map(tuple, together.values()))
        self._symbol = {leaf: symbol for symbol, atom in enumerate(self.atoms) for leaf in atom}

    def _groups(self, content: Content) -> Iterator[frozenset[Leaf]]:
        for part in _parts(content):
            items = part.items if isinstance(part, Alternate) else (part,)
            group = frozenset(self._leaves[item] for item in items if item in self._leaves)  # type: ignore[index]
            if group:
                yield group

    def text_is_anywhere(self, content: Content) -> bool:
        """Whether text may stand at every place of every document that the content model admits."""
        mark = len(self.atoms)
        try:
            machine: Automaton = automaton(self.term(content, Letter(frozenset((mark,)))), range(mark + 1))
        except TooLargeError:
            return False
        return all(here.get(mark) == state for state, here in enumerate(machine.moves))

    def term(self, content: Content, text: Letter | None = None) -> Expression:  # noqa: PLR0911 (one case a term)
        """The expression of the structure; text is left out, or stands as the letter given."""
        match content:
            case Sequence(items):
                return then(self.term(item, text) for item in items)
            case Interleave(items):
                return shuffle(self.term(item, text) for item in items)
            case Alternate(items):
                terms = [self.term(item, text) for item in items]
                chosen = either(term for term in terms if term != NOTHING)
                return times(chosen, 0, 1) if NOTHING in terms else chosen
            case Repeat(item, low, high):
                return times(self.term(item, text), low, high)
            case NotAllowed():
                return NEVER
            case ElementRef() | AnyElement():
                if content not in self._leaves:
                    return NEVER
                return Letter(frozenset((self._symbol[self._leaves[content]],)))
            case Text() | Data() | Values() | TokenList():
                return NOTHING if text is None else times(text, 0, None)
        return NOTHING
