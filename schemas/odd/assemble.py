"""Assembling the compiled model from a customised library: every reference followed, every name as documents use it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from schemas.errors import OddError
from schemas.odd.algebra import (
    Alternate,
    Content,
    Empty,
    Interleave,
    NotAllowed,
    Repeat,
    Text,
    TokenList,
    Values,
    children,
    references,
)  # fmt: skip
from schemas.odd.attributes import Held, Holding, Inheritance
from schemas.odd.contents import DEFAULT_EXCEPTIONS, EXAMPLES_NS, Contents, resolve_spec, simplify, token_list
from schemas.odd.model import (
    TEI_NS,
    XML_NS,
    Attribute,
    AttributeChoice,
    Class,
    Constraint,
    DataSpec,
    Element,
    Note,
    Schema,
    Value,
    ValueList,
)  # fmt: skip
from schemas.odd.specs import (
    AttDef,
    ClassSpec,
    ConstraintSpec,
    Customisation,
    DataRef,
    ElementSpec,
    InlineElement,
    Library,
    NameRef,
    ValList,
)  # fmt: skip

PREFIXES: Final = {TEI_NS: "tei", EXAMPLES_NS: "teix", XML_NS: "xml"}
USUAL: Final = {
    "tei": TEI_NS,
    "teix": EXAMPLES_NS,
    "xs": "http://www.w3.org/2001/XMLSchema",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "rna": "http://relaxng.org/ns/compatibility/annotations/1.0",
    "sch": "http://purl.oclc.org/dsdl/schematron",
    "sch1x": "http://www.ascc.net/xml/schematron",
}
"""The prefixes that constraints of TEI use without declaring them."""


def assemble(custom: Customisation, library: Library, notes: Iterable[Note] = ()) -> Schema:
    """Give the compiled schema. Raises :class:`OddError` if no document could begin, or a reference has no answer."""
    return _Assembler(custom, library, list(notes)).schema()


class _Assembler:
    def __init__(self, custom: Customisation, library: Library, notes: list[Note]) -> None:
        self._custom = custom
        self._library = library
        self._notes = notes
        self._members = _members(library)
        exceptions = DEFAULT_EXCEPTIONS if custom.exceptions is None else custom.exceptions
        self._contents = Contents(library, self._members, exceptions)
        self._inheritance = Inheritance(library.classes)
        self._holdings: dict[str, Holding] = {}
        self._used: set[str] = set()
        self._datatypes: dict[AttDef, tuple[Content, ValueList | None]] = {}

    def schema(self) -> Schema:
        custom, library = self._custom, self._library
        elements = [self._element(ident, spec) for ident, spec in library.elements.items()]
        done = 0
        while done < len(self._contents.inline):
            elements.append(self._inline(*self._contents.inline[done]))
            done += 1
        elements.sort(key=lambda element: element.ident)
        start = self._start()
        for element in elements:
            if isinstance(element.content, NotAllowed):
                spec = library.elements.get(element.ident)
                message = f"<{element.name}> can never be valid: what its content requires has been deleted"
                place = spec.place if spec else custom.place
                self._notes.append(Note(message, place.path or custom.place.path, place.line))
        return Schema(
            custom.ident, start, tuple(elements), tuple(self._class(cls) for _, cls in sorted(library.classes.items())),
            self._data_specs(), library.modules,
            tuple(self._constraint(spec, "", custom.ident) for spec in custom.constraints),
            custom.lang, custom.title, library.version, custom.docs, tuple(self._notes),
            custom.chapters,
        )  # fmt: skip

    def _start(self) -> tuple[str, ...]:
        elements = self._library.elements
        if self._custom.start is None:
            usual = tuple(name for name in ("TEI", "teiCorpus") if name in elements)
            return usual or tuple(sorted(elements))
        found: dict[str, None] = {}
        for name in self._custom.start:
            idents = self._contents.class_elements(name)
            if name in elements:
                idents = (name,)
            elif not idents:
                idents = tuple(ident for ident, spec in elements.items() if spec.alt_ident == name)
            if not idents:
                place = self._custom.place
                self._notes.append(Note(f"@start names “{name}”, which is not in the schema", place.path, place.line))
            found.update(dict.fromkeys(idents))
        if not found:
            names = " ".join(self._custom.start)
            message = f"no document could begin: of @start “{names}” nothing is in the schema; name an element that is"
            raise OddError(message, path=self._custom.place.path, line=self._custom.place.line)
        return tuple(found)

    def _namespace(self, spec: ElementSpec) -> str:
        if spec.namespace is not None:
            return spec.namespace
        return TEI_NS if self._custom.namespace is None else self._custom.namespace

    def _element(self, ident: str, spec: ElementSpec) -> Element:
        holding = self._inheritance.of_members(spec.classes or (), spec.attributes)
        self._holdings[ident] = holding
        content = self._contents.content(Empty() if spec.content is None else spec.content, spec.place)
        self._check_orders(content, spec)
        name, namespace = spec.alt_ident or spec.ident, self._namespace(spec)
        context = _context(name, namespace)
        constraints = [self._constraint(item, context, ident, namespaces=(namespace,)) for item in spec.constraints]
        for held in holding.held.values():
            given = self._inheritance.of_class(held.origin).held.get(held.definition.ident) if held.origin else None
            base = given.definition if given else None
            constraints += self._of_attribute(held.definition, (context,), ident, (namespace,), base)
            if names := self._parameters(context, held.definition):
                constraints.append(self._constraint(names, context, ident, held.definition.ident, (namespace,)))
        return Element(
            ident, name, namespace, spec.module, content, self._attributes(holding),
            tuple(AttributeChoice(choice) for choice in holding.choices),
            tuple(member.key for member in spec.classes or () if member.key in self._library.classes),
            tuple(constraints), spec.valid_until, spec.docs,
        )  # fmt: skip

    def _check_orders(self, content: Content, spec: ElementSpec) -> None:
        """Refuse an element in two parts of content in any order, which RELAX NG cannot say (section 7.4)."""
        seen: set[str] = set()
        for part in children(content) if isinstance(content, Interleave) else ():
            for ident in references(part):
                if ident in seen:
                    message = (
                        f"the content of “{spec.ident}” in any order has “{ident}” in two of its parts: name it in one"
                    )
                    raise OddError(message, path=spec.place.path, line=spec.place.line)
            seen.update(references(part))
        for part in children(content):
            self._check_orders(part, spec)

    def _inline(self, ident: str, spec: InlineElement) -> Element:
        place = self._custom.place
        return Element(
            ident, spec.name, spec.namespace, "", self._contents.content(spec.content, place),
            tuple(self._attribute(Held(item, "")) for item in spec.attributes),
        )  # fmt: skip

    def _attributes(self, holding: Holding) -> tuple[Attribute, ...]:
        return tuple(self._attribute(held) for held in holding.held.values())

    def _attribute(self, held: Held) -> Attribute:
        item = held.definition
        namespace, name = _attribute_name(item)
        known = self._datatypes.get(item)
        if known is None:
            known = self._datatypes[item] = self._datatype(item)
        declared = item.datatype
        while isinstance(declared, Repeat | TokenList):
            declared = declared.item
        return Attribute(
            item.ident, name, namespace, item.usage or "opt", known[0],  # type: ignore[arg-type]
            declared.key if isinstance(declared, DataRef) else declared.name if isinstance(declared, NameRef) else "",
            known[1], held.origin, item.default, item.valid_until, item.docs,
        )  # fmt: skip

    def _datatype(self, item: AttDef) -> tuple[Content, ValueList | None]:
        """What the attribute may hold, and the value list it states."""
        values = None if item.values is None else _value_list(item.values)
        base: Content = Text() if item.datatype is None else self._contents.datatype(item.datatype, item.place)
        if isinstance(item.datatype, DataRef | NameRef):
            self._used.add(item.datatype.key if isinstance(item.datatype, DataRef) else item.datatype.name)
        if values is not None and values.type == "closed":
            base = Values(tuple(value.name for value in values.items)) if values.items else NotAllowed()
        elif values is not None and values.type == "semi" and not isinstance(base, Text) and values.items:
            base = _with_values(base, tuple(value.name for value in values.items))
        low, high = item.occurs
        if (low, high) != (1, 1) and not isinstance(base, TokenList):
            base = token_list(base, low, high)
        return base, values

    def _class(self, cls: ClassSpec) -> Class:
        own = tuple(item.ident for item in cls.attributes if isinstance(item, AttDef) and item.mode != "delete")
        holders = self._elements_of(cls.ident)
        where = " | ".join(_context(spec.alt_ident or spec.ident, self._namespace(spec)) for spec in holders)
        spaces = tuple(dict.fromkeys(self._namespace(spec) for spec in holders))
        constraints = [self._constraint(spec, where, cls.ident, namespaces=spaces) for spec in cls.constraints]
        for item in cls.attributes:
            if isinstance(item, AttDef) and item.mode != "delete" and (item.constraints or item.values):
                having = [s for s in holders if self._has(s, item.ident, cls.ident)]
                contexts = tuple(_context(s.alt_ident or s.ident, self._namespace(s)) for s in having)
                constraints += self._of_attribute(item, contexts, cls.ident, spaces)
        return Class(
            cls.ident, cls.type or "model", cls.module, self._members.get(cls.ident, ()),
            tuple(member.key for member in cls.classes or () if member.key in self._library.classes),
            own, tuple(constraints), cls.docs,
        )  # fmt: skip

    def _elements_of(self, ident: str) -> list[ElementSpec]:
        return [self._library.elements[name] for name in sorted(self._contents.class_elements(ident))]

    def _has(self, spec: ElementSpec, attribute: str, origin: str) -> bool:
        held = self._holdings.get(spec.ident, Holding({})).held.get(attribute)
        return held is not None and held.origin == origin

    def _of_attribute(
        self, item: AttDef, contexts: tuple[str, ...], owner: str, namespaces: tuple[str, ...],
        base: AttDef | None = None,
    ) -> list[Constraint]:  # fmt: skip
        """Give the constraints of an attribute of some elements, and of its values, but for those of ``base``."""
        name = _attribute_test(item)
        known = {one for constraints, _ in _stated_constraints(base) for one in constraints} if base else set()
        return [
            self._constraint(one, " | ".join(f"{c}/@{name}{test}" for c in contexts), owner, item.ident, namespaces)
            for constraints, test in _stated_constraints(item) for one in constraints if one not in known
        ]  # fmt: skip

    def _constraint(
        self, spec: ConstraintSpec, context: str, owner: str, attribute: str = "", namespaces: tuple[str, ...] = ()
    ) -> Constraint:
        scope = dict(spec.namespaces)
        for prefix, uri in USUAL.items():
            if prefix not in scope and any(re.search(rf"(?<!<)(?<!</)(?<!\w){prefix}:", node) for node in spec.nodes):
                scope[prefix] = uri
        for uri in namespaces:
            if uri:
                scope.setdefault(_prefix(uri), uri)
        return Constraint(
            spec.ident, spec.scheme, owner, attribute, context, spec.nodes, tuple(sorted(scope.items())), spec.docs,
            spec.places,
        )  # fmt: skip

    def _parameters(self, owner: str, item: AttDef) -> ConstraintSpec | None:
        """Give the rule that a ``param`` has one of the names that its parent's value lists (``paramSpec``)."""
        param = self._library.elements.get("param")
        values = [one for one in (item.values.items if item.values else ()) if one.parameters and "'" not in one.ident]
        if param is None or not values:
            return None
        name = _context(param.alt_ident or param.ident, self._namespace(param))
        rules = []
        for value in values:
            context = f"{name}[parent::{owner}/@{_attribute_test(item)}='{value.alt_ident or value.ident}']"
            test = " or ".join(f"@name='{parameter}'" for parameter in value.parameters)
            message = f"is no parameter of {escape(value.ident)}, which takes {escape(', '.join(value.parameters))}"
            rules.append(
                f"<rule context={quoteattr(context)}><assert test={quoteattr(test)}>"
                f'“<value-of select="@name"/>” {message}</assert></rule>'
            )
        return ConstraintSpec("parameters", nodes=(f'<pattern xmlns="{USUAL["sch"]}">{"".join(rules)}</pattern>',))

    def _data_specs(self) -> tuple[DataSpec, ...]:
        found = []
        for ident, spec in sorted(self._library.patterns.items()):
            if spec.kind == "data" and (ident in self._used or spec.place.line):
                found.append(DataSpec(ident, spec.module, resolve_spec(self._contents, spec), spec.docs))  # type: ignore[arg-type]
        return tuple(found)


def _members(library: Library) -> dict[str, tuple[str, ...]]:
    """The direct members of each class, in the order of the library: classes and elements as it has them."""
    members: dict[str, list[str]] = {ident: [] for ident in library.classes}
    for holder in (library.classes, library.elements):
        for ident, spec in holder.items():
            for member in spec.classes or ():
                if member.key in members and ident not in members[member.key]:
                    members[member.key].append(ident)
    return {ident: tuple(names) for ident, names in members.items()}


def _prefix(namespace: str) -> str:
    if namespace in PREFIXES:
        return PREFIXES[namespace]
    words = [word for word in namespace.replace("#", "/").rstrip("/").split("/") if word.isidentifier()]
    return words[-1] if words else "ns"


def _context(name: str, namespace: str) -> str:
    return f"{_prefix(namespace)}:{name}" if namespace else name


def _attribute_test(item: AttDef) -> str:
    namespace, name = _attribute_name(item)
    if namespace == XML_NS:
        return f"xml:{name}"
    return f"{_prefix(namespace)}:{name}" if namespace else name


def _stated_constraints(item: AttDef) -> Iterator[tuple[tuple[ConstraintSpec, ...], str]]:
    """Yield the constraints of an attribute and of each of its values, with the predicate that they hold for."""
    yield item.constraints, ""
    for value in item.values.items if item.values else ():
        if value.constraints:
            written = (value.alt_ident or value.ident).replace("'", "''")
            yield value.constraints, f"[tokenize(normalize-space(.), ' ') = '{written}']"


def _attribute_name(item: AttDef) -> tuple[str, str]:
    """Namespace and local name as documents write them."""
    name = item.alt_ident or item.ident
    prefix, colon, local = name.partition(":")
    if prefix == "xml" and colon:
        return XML_NS, local
    return item.namespace or "", local if colon and item.namespace else name


def _value_list(values: ValList) -> ValueList:
    items = tuple(Value(item.ident, item.alt_ident or item.ident, item.docs) for item in values.items)
    return ValueList(values.type or "open", items)


def _with_values(base: Content, names: tuple[str, ...]) -> Content:
    """The datatype, and the values that it would not admit by itself."""
    from schemas.odd.datatypes import admits

    inner = base.item if isinstance(base, TokenList) else base
    extra = tuple(name for name in names if not admits(inner, name))
    if not extra:
        return base
    wider = simplify(Alternate((Values(extra), inner)))
    return TokenList(wider, base.min, base.max) if isinstance(base, TokenList) else wider  # type: ignore[arg-type]
