"""The RELAX NG of a compiled customisation, in the XML syntax.

Written so that libxml2 loads it fast and judges as jing does: classes and attributes are inlined (each group of
attributes that elements share is one pattern), nothing vacuous is left, and no identifier type is used, for ID checks
and wildcards exclude each other in RELAX NG; that ids are unique is a rule, not grammar.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from schemas.errors import SchemaError
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
from schemas.odd.model import Attribute, Element, Schema
from schemas.odd.xsd_regex import is_name_char, is_name_start

RNG_NS: Final = "http://relaxng.org/ns/structure/1.0"
MAX_COPIES: Final = 500
"""The largest count a bounded repetition may have: RELAX NG has no counts, so each item is written out."""

MAX_PATTERNS: Final = 200_000
"""The most patterns a grammar may have, for the same reason; all of TEI has 12,000."""

_SHARED: Final = 6
_LEVELS: Final = 40
"""How many optional patterns may stand in one another: more are too deep for a reader of XML, and for jing."""
_AUTOMATA: Final = 60_000_000
"""How much work libxml2 may have with automata of content models, as the sum of the cubes of their sizes.

It makes an automaton of every model it can, in time cubic in the number of elements named (about 4 ns a unit), and then
validates twice as fast. What goes beyond this is written in a form of which it makes none.
"""
_CHUNK: Final = 16

_ID_TYPES: Final = {"ID": "NCName", "IDREF": "NCName", "IDREFS": "NMTOKENS", "ENTITY": "NCName"}


def write_rng(schema: Schema) -> bytes:
    """Give the RELAX NG grammar as UTF-8; the same schema gives the same bytes.

    Raises :class:`SchemaError` for a repetition that would have to be written out more than :data:`MAX_COPIES` times.
    """
    return "\n".join(_Writer(schema).grammar()).encode() + b"\n"


class _Writer:
    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._groups: dict[tuple[Attribute, ...], str] = {}
        self._wildcards: dict[AnyElement, str] = {}
        self._choices: dict[tuple[Content, ...], str] = {}
        self._tails: dict[tuple[int, Content], str] = {}
        self._choice_lines: list[str] = []
        self._without = _beyond(schema, _AUTOMATA)
        self._interpreted = False
        self._written = 0
        for element in schema.elements:
            self._names[element.ident] = self._fresh(element.ident)

    def _fresh(self, wish: str) -> str:
        """A pattern name not yet in use, as near to the wish as XML names allow."""
        name = "".join(char if is_name_char(char) and char != ":" else "_" for char in wish.rpartition("}")[2])
        if not name or not is_name_start(name[0]):
            name = f"_{name}"
        unique, count = name, 1
        while unique in self._taken:
            count += 1
            unique = f"{name}-{count}"
        self._taken.add(unique)
        return unique

    def grammar(self) -> Iterator[str]:
        elements = [line for element in self._schema.elements for line in self._element(element)]
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        library = "http://www.w3.org/2001/XMLSchema-datatypes"
        yield f'<grammar xmlns="{RNG_NS}" datatypeLibrary="{library}">'
        yield " <start>"
        yield from self._choice([ElementRef(ident) for ident in self._schema.start], 2)
        yield " </start>"
        yield from elements
        for group, name in self._groups.items():
            yield f' <define name="{name}">'
            for attribute in group:
                yield from self._attribute(attribute, 2)
            yield " </define>"
        yield from self._choice_lines
        for wildcard, name in self._wildcards.items():
            yield from _wildcard(wildcard, name)
        yield "</grammar>"

    def _element(self, element: Element) -> Iterator[str]:
        yield f' <define name="{self._names[element.ident]}">'
        yield f'  <element name="{element.name}" ns={quoteattr(element.namespace)}>'
        self._interpreted = element.ident in self._without
        if self._interpreted:  # attributes in a group with the content: libxml2 makes no automaton of that
            yield "   <group>"
        yield from self._attributes(element)
        yield from self._pattern(element.content, 3)
        if self._interpreted:
            yield "   </group>"
        yield "  </element>"
        yield " </define>"

    def _attributes(self, element: Element) -> Iterator[str]:
        by_class: dict[str, list[Attribute]] = {}
        for attribute in element.plain_attributes:
            by_class.setdefault(attribute.from_class, []).append(attribute)
        for origin, attributes in by_class.items():
            if origin:
                yield f'   <ref name="{self._group(origin, tuple(attributes))}"/>'
            else:
                for attribute in attributes:
                    yield from self._attribute(attribute, 3)
        for choice in element.choices:
            yield "   <choice>"
            for alternative in choice.alternatives:
                yield "    <group>"
                for ident in alternative:
                    found = element.attribute(ident)
                    if found is not None:
                        yield from self._attribute(found, 5)
                yield "    </group>"
            yield "   </choice>"

    def _group(self, origin: str, attributes: tuple[Attribute, ...]) -> str:
        if attributes not in self._groups:
            self._groups[attributes] = self._fresh(f"{origin}.attributes")
        return self._groups[attributes]

    def _attribute(self, attribute: Attribute, depth: int) -> Iterator[str]:
        pad = " " * depth
        optional = not attribute.required
        if optional:
            yield f"{pad}<optional>"
        name = f'name="{attribute.name}" ns={quoteattr(attribute.namespace)}'
        if isinstance(attribute.datatype, Text):
            yield f"{pad} <attribute {name}/>"
        else:
            yield f"{pad} <attribute {name}>"
            yield from self._pattern(attribute.datatype, depth + 2)
            yield f"{pad} </attribute>"
        if optional:
            yield f"{pad}</optional>"

    def _pattern(self, content: Content, depth: int) -> Iterator[str]:  # noqa: C901, PLR0912 (one case each)
        pad = " " * depth
        self._written += 1
        if self._written > MAX_PATTERNS:
            raise SchemaError(
                f"repetitions inside repetitions come to more than {MAX_PATTERNS:,} patterns of RELAX NG, which has no "
                "counts; write maxOccurs=“unbounded” where it does not matter"
            )
        match content:
            case Empty():
                yield f"{pad}<empty/>"
            case NotAllowed():
                yield f"{pad}<notAllowed/>"
            case Text():
                yield f"{pad}<text/>"
            case ElementRef(ident):
                yield f'{pad}<ref name="{self._names[ident]}"/>'
            case AnyElement():
                if content not in self._wildcards:
                    self._wildcards[content] = self._fresh("anyElement")
                yield f'{pad}<ref name="{self._wildcards[content]}"/>'
            case Sequence(items):
                yield from self._wrapped("group", items, depth)
            case Interleave(items):
                yield from self._wrapped("interleave", items, depth)
            case Alternate(_, of):
                yield from self._choice(options(content), depth, of)
            case Repeat(item, low, high):
                yield from self._repeat(item, low, high, depth)
            case Data(name, facets):
                yield from _data(name, facets, pad)
            case Values(names):
                yield from self._values(names, pad)
            case TokenList(item, low, high):
                yield f"{pad}<list>"
                yield from self._repeat(item, low, high, depth + 1)
                yield f"{pad}</list>"

    def _wrapped(self, name: str, items: Iterable[Content], depth: int) -> Iterator[str]:
        yield f"{' ' * depth}<{name}>"
        for item in items:
            yield from self._pattern(item, depth + 1)
        yield f"{' ' * depth}</{name}>"

    def _choice(self, items: "list[Content] | list[ElementRef]", depth: int, of: str = "") -> Iterator[str]:
        if len(items) == 1:
            yield from self._pattern(items[0], depth)
        elif len(items) >= _SHARED:
            key = tuple(items)
            if key not in self._choices:
                self._choices[key] = name = self._fresh(of or "choice")
                lines = [f' <define name="{name}">', *self._nested(items, 2), " </define>"]
                self._choice_lines += lines
            yield f'{" " * depth}<ref name="{self._choices[key]}"/>'
        else:
            yield from self._nested(items, depth)

    def _nested(self, items: "list[Content] | list[ElementRef]", depth: int) -> Iterator[str]:
        """A choice, written as a choice of choices where it is long: jing recurses once for each alternative."""
        pad = " " * depth
        yield f"{pad}<choice>"
        if len(items) <= _CHUNK:
            for item in items:
                yield from self._pattern(item, depth + 1)
        else:
            size = max(_CHUNK, -(-len(items) // _CHUNK))
            for begin in range(0, len(items), size):
                yield from self._nested(items[begin : begin + size], depth + 1)
        yield f"{pad}</choice>"

    def _values(self, names: tuple[str, ...], pad: str) -> Iterator[str]:
        lines = [f"<value>{escape(name)}</value>" for name in names]
        if len(lines) == 1:
            yield pad + lines[0]
        else:
            yield f"{pad}<choice>"
            yield from (f"{pad} {line}" for line in lines)
            yield f"{pad}</choice>"

    def _repeat(self, item: Content, low: int, high: int | None, depth: int) -> Iterator[str]:
        if max(low, high or 0) > MAX_COPIES:
            raise SchemaError(
                f"{max(low, high or 0)} repetitions cannot be written in RELAX NG; the most is {MAX_COPIES}"
            )
        mixed = self._interpreted and (low, high) == (0, None) and isinstance(item, Alternate)
        if mixed and Text() in (members := options(item)):  # said as mixed content, of which it makes none either
            rest = [member for member in members if member != Text()]
            yield f"{' ' * depth}<mixed>"
            yield f"{' ' * depth} <zeroOrMore>"
            yield from self._choice(rest, depth + 2)
            yield f"{' ' * depth} </zeroOrMore>"
            yield f"{' ' * depth}</mixed>"
            return
        named = {(0, 1): "optional", (0, None): "zeroOrMore", (1, None): "oneOrMore"}.get((low, high))
        if named:
            yield from self._wrapped(named, (item,), depth)
            return
        pad = " " * depth
        if low == 0 and not high:
            yield f"{pad}<empty/>"
            return
        yield f"{pad}<group>"
        for _ in range(low - 1 if high is None else low):
            yield from self._pattern(item, depth + 1)
        if high is None:
            yield from self._wrapped("oneOrMore", (item,), depth + 1)
        else:
            yield from self._up_to(high - low, item, depth + 1)
        yield f"{pad}</group>"

    def _up_to(self, most: int, item: Content, depth: int) -> Iterator[str]:
        """At most so many: x{0,3} is (x (x x?)?)?, which stays deterministic.

        The inner groups say nothing to RELAX NG; without them, libxml2 takes no second token of a list. What would nest
        too deeply is a pattern of its own.
        """
        pad = " " * depth
        here = min(most, _LEVELS)
        for level in range(here):
            yield f"{pad}{' ' * level}<optional>" + ("<group>" if level < most - 1 else "")
            yield from self._pattern(item, depth + 1 + level)
        if most > here:
            yield f'{pad}{" " * here}<ref name="{self._tail(most - here, item)}"/>'
        for level in reversed(range(here)):
            yield f"{pad}{' ' * level}" + ("</group>" if level < most - 1 else "") + "</optional>"

    def _tail(self, most: int, item: Content) -> str:
        """Give the pattern of what may follow that many levels: at most so many more."""
        if (most, item) not in self._tails:
            self._tails[most, item] = name = self._fresh("more")
            self._choice_lines += [f' <define name="{name}">', *self._up_to(most, item, 2), " </define>"]
        return self._tails[most, item]


def _beyond(schema: Schema, budget: int) -> frozenset[str]:
    """The elements with the largest content models, from where the cubes of the sizes exceed the budget."""
    sizes = sorted((_size(element.content), element.ident) for element in schema.elements)
    spent = 0
    for index, (size, _) in enumerate(sizes):
        spent += size**3
        if spent > budget:
            return frozenset(ident for _, ident in sizes[index:])
    return frozenset()


def _size(content: Content) -> int:
    return 1 if isinstance(content, ElementRef) else sum(map(_size, children(content)))


def options(content: Content) -> list[Content]:
    """The members of a choice, nested choices opened, each once."""
    found: dict[Content, None] = {}
    stack = [content]
    while stack:
        part = stack.pop()
        if isinstance(part, Alternate):
            stack.extend(reversed(part.items))
        else:
            found[part] = None
    return list(found)


def _data(name: str, facets: tuple[tuple[str, str], ...], pad: str) -> Iterator[str]:
    kind = _ID_TYPES.get(name, name)
    if not facets:
        yield f'{pad}<data type="{kind}"/>'
        return
    yield f'{pad}<data type="{kind}">'
    for facet, value in facets:
        yield f'{pad} <param name="{facet}">{escape(value)}</param>'
    yield f"{pad}</data>"


def _wildcard(wildcard: AnyElement, name: str) -> Iterator[str]:
    yield f' <define name="{name}">'
    yield "  <element>"
    if wildcard.require:
        yield "   <choice>"
        for namespace in wildcard.require:
            yield from _name_class(f"nsName ns={quoteattr(namespace)}", "nsName", [
                pair for pair in wildcard.exclude if pair[0] == namespace
            ])  # fmt: skip
        yield "   </choice>"
    else:
        yield from _name_class("anyName", "anyName", list(wildcard.exclude))
    yield "   <zeroOrMore><attribute><anyName/></attribute></zeroOrMore>"
    yield f'   <zeroOrMore><choice><text/><ref name="{name}"/></choice></zeroOrMore>'
    yield "  </element>"
    yield " </define>"


def _name_class(opening: str, closing: str, exclude: list[tuple[str, str]]) -> Iterator[str]:
    if not exclude:
        yield f"   <{opening}/>"
        return
    yield f"   <{opening}><except>"
    for namespace, local in exclude:
        if local == "*":
            yield f"    <nsName ns={quoteattr(namespace)}/>"
        else:
            yield f"    <name ns={quoteattr(namespace)}>{local}</name>"
    yield f"   </except></{closing}>"
