"""The compiled customisation: the one truth that RELAX NG, XSD, Schematron, documentation and validator are made from.

Everything is resolved: classes, macros and references are inlined, deleted things are gone, names are the names that
documents use (``altIdent`` applied). What the ODD said is remembered where a reader wants to know it: each attribute
names the class it came from, each :class:`Alternate` the model class it stands for, and the class graph is kept.

A content model is a term of a small algebra (:mod:`schemas.odd.algebra`). Elements are referred to by ``ident``, which
is unique in a :class:`Schema`; the pair of namespace and name need not be, for the same name may exist in two
namespaces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from schemas.odd.algebra import Content, Datatype

TEI_NS = "http://www.tei-c.org/ns/1.0"
XML_NS = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is stated, for messages: the file as the caller named it, and the line (0: not known)."""

    path: str = ""
    line: int = 0


NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Prose:
    """A gloss, description or remark in one language: as plain text, and as XML with its inner markup."""

    lang: str
    text: str
    xml: str


@dataclass(frozen=True, slots=True)
class Example:
    """One ``exemplum``: its content as an XML string."""

    lang: str
    xml: str


@dataclass(frozen=True, slots=True)
class Docs:
    """What the ODD says about a thing, in every language it says it in, in document order."""

    gloss: tuple[Prose, ...] = ()
    desc: tuple[Prose, ...] = ()
    remarks: tuple[Prose, ...] = ()
    examples: tuple[Example, ...] = ()


NO_DOCS: Final = Docs()


Usage: TypeAlias = Literal["req", "rec", "opt"]
ListType: TypeAlias = Literal["closed", "semi", "open"]


@dataclass(frozen=True, slots=True)
class Value:
    """One item of a value list; ``name`` is what documents write, ``ident`` what the ODD calls it."""

    ident: str
    name: str
    docs: Docs = NO_DOCS


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values a list names: all there are (``closed``), the usual ones (``semi``) or examples (``open``)."""

    type: ListType
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A rule that no grammar can say.

    ``nodes`` are the children of ``constraint`` as self-contained XML strings (Schematron ``rule``, ``assert``,
    ``report``, ``let``, ``ns``, ``pattern``, ``key`` …), in order. ``context`` is the XPath that holds for what
    stands outside a ``rule``: the enclosing element or attribute in prefixes of ``namespaces``, or ``""`` at the
    level of the schema. ``owner`` is the ident of the enclosing spec, ``attribute`` the ident of the enclosing
    attribute, if any. ``places`` are for each node those of its elements in the ODD, in document order (none where
    it comes from TEI P5).
    """

    ident: str
    scheme: str
    owner: str
    attribute: str
    context: str
    nodes: tuple[str, ...]
    namespaces: tuple[tuple[str, str], ...] = ()
    docs: Docs = NO_DOCS
    places: tuple[tuple[Place, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of one element.

    ``datatype`` is all that a validator needs (a closed list is a :class:`Values` in it, items of a list a
    :class:`TokenList`); ``values`` keeps the list with its documentation. ``declared`` is the ident of the datatype
    that the ODD names (``teidata.pointer``), if any. ``from_class`` is the class it was inherited from (``""``: the
    element's own). ``usage`` is that of its alternative where the attribute belongs to a :class:`AttributeChoice`.
    """

    ident: str
    name: str
    namespace: str
    usage: Usage
    datatype: Datatype
    declared: str = ""
    values: ValueList | None = None
    from_class: str = ""
    default: str | None = None
    valid_until: str = ""
    docs: Docs = NO_DOCS

    @property
    def required(self) -> bool:
        """Whether a document must have it."""
        return self.usage == "req"

    @property
    def written(self) -> str:
        """The name as documents write it."""
        return f"xml:{self.name}" if self.namespace == XML_NS else self.name

    @property
    def key(self) -> tuple[str, str]:
        """Namespace and local name, as documents have them."""
        return (self.namespace, self.name)


@dataclass(frozen=True, slots=True)
class AttributeChoice:
    """Exactly one of these groups of attributes (``attList org="choice"``), each a tuple of attribute idents.

    Within the group that is taken each attribute is required or optional as its own ``usage`` says.
    """

    alternatives: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One element: what it is called, what it holds, which attributes it has, and what the ODD says of it."""

    ident: str
    name: str
    namespace: str
    module: str
    content: Content
    attributes: tuple[Attribute, ...] = ()
    choices: tuple[AttributeChoice, ...] = ()
    classes: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    valid_until: str = ""
    docs: Docs = NO_DOCS

    @property
    def key(self) -> tuple[str, str]:
        """Namespace and local name, as documents have them."""
        return (self.namespace, self.name)

    @property
    def renamed_from(self) -> str:
        """What TEI or the ODD calls it, where documents have another name for it (``altIdent``), else ``""``."""
        return self.ident if self.ident != self.name and self.ident.isidentifier() else ""

    @property
    def plain_attributes(self) -> tuple[Attribute, ...]:
        """The attributes that belong to no choice."""
        chosen = {ident for choice in self.choices for group in choice.alternatives for ident in group}
        return tuple(attribute for attribute in self.attributes if attribute.ident not in chosen)

    def attribute(self, ident: str) -> Attribute | None:
        """The attribute of that ident, or ``None``."""
        return next((attribute for attribute in self.attributes if attribute.ident == ident), None)


@dataclass(frozen=True, slots=True)
class Class:
    """A model class or an attribute class as it is left in the schema.

    ``members`` are its direct members, classes and elements, in the order of the schema; ``classes`` the classes it is
    itself a member of; ``attributes`` the idents of the attributes it declares.
    """

    ident: str
    type: Literal["model", "atts"]
    module: str
    members: tuple[str, ...]
    classes: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    docs: Docs = NO_DOCS


@dataclass(frozen=True, slots=True)
class DataSpec:
    """A named datatype, for the reference: attributes carry their datatype resolved."""

    ident: str
    module: str
    datatype: Datatype
    docs: Docs = NO_DOCS


@dataclass(frozen=True, slots=True)
class Note:
    """What the compiler noticed that is no error: something the ODD says has no effect, or cannot be used.

    ``kind``: ``others`` if the file has other schemas than the one that was compiled.
    """

    message: str
    path: str = ""
    line: int = 0
    kind: Literal["", "others"] = ""


@dataclass(frozen=True)
class Schema:
    """A compiled customisation.

    ``start`` are the idents of the elements a document may begin with; ``elements``, ``classes`` and ``datatypes``
    are sorted by ident, so that whatever is made of them comes out the same every time. ``constraints`` are those
    of the schema itself; :meth:`all_constraints` gives every one. ``lang`` is the language the reference is asked
    for in (``docLang``). ``notes`` is what the compiler noticed. ``chapters`` are the parts of the ODD's text (front,
    body, back) as XML, of specifications only the names.
    """

    ident: str
    start: tuple[str, ...]
    elements: tuple[Element, ...]
    classes: tuple[Class, ...] = ()
    datatypes: tuple[DataSpec, ...] = ()
    modules: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    lang: str = ""
    title: str = ""
    p5_version: str = ""
    docs: Docs = NO_DOCS
    notes: tuple[Note, ...] = ()
    chapters: tuple[str, ...] = ()

    @cached_property
    def by_ident(self) -> dict[str, Element]:
        """Elements by ident."""
        return {element.ident: element for element in self.elements}

    @cached_property
    def by_name(self) -> dict[tuple[str, str], tuple[Element, ...]]:
        """Elements by namespace and local name; more than one where their content depends on the place."""
        found: dict[tuple[str, str], list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.key, []).append(element)
        return {key: tuple(elements) for key, elements in found.items()}

    @cached_property
    def class_by_ident(self) -> dict[str, Class]:
        """Classes by ident."""
        return {cls.ident: cls for cls in self.classes}

    def all_constraints(self) -> Iterator[Constraint]:
        """Every constraint: the schema's, then those of classes, then those of elements."""
        yield from self.constraints
        for cls in self.classes:
            yield from cls.constraints
        for element in self.elements:
            yield from element.constraints
