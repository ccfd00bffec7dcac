"""Specifications as an ODD states them: not yet customised, references not yet followed.

The terms of :mod:`schemas.odd.algebra` are used where nothing is to be resolved; the references below stand
where something is. A library of specifications (:class:`Library`) is what a customisation starts from, and what it
gives: TEI P5 is one, and the result of a customisation can be the base of the next (chaining).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from schemas.odd.algebra import (
    Alternate,
    AnyElement,
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
)  # fmt: skip
from schemas.odd.model import NO_DOCS, NOWHERE, Docs, ListType, Note, Place, Usage

Mode = Literal["", "add", "change", "replace", "delete"]
"""What a specification does to the one of the same ident; ``""``: the ODD does not say."""


@dataclass(frozen=True, slots=True)
class ClassRef:
    """Members of a model class, as ``expand`` says; ``include`` and ``exclude`` choose among the members."""

    key: str
    expand: str = ""
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MacroRef:
    """The content of a macro."""

    key: str


@dataclass(frozen=True, slots=True)
class DataRef:
    """The content of a datatype, restricted by a pattern if ``restriction`` is given."""

    key: str
    restriction: str = ""


@dataclass(frozen=True, slots=True)
class NameRef:
    """Whatever bears this name (``rng:ref``): a class, a macro, a datatype or an element."""

    name: str


@dataclass(frozen=True, slots=True)
class AnyRef:
    """``anyElement`` as stated: ``None`` for what it does not say; the schema's defaults then apply."""

    require: tuple[str, ...] = ()
    exclude: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class InlineElement:
    """An ``rng:element`` written out in a content model."""

    namespace: str
    name: str
    content: "Pattern"
    attributes: "tuple[AttDef, ...]" = ()


Pattern: TypeAlias = (
    Empty | NotAllowed | Text | ElementRef | Sequence | Alternate | Interleave | Repeat | AnyElement | Data | Values
    | TokenList | ClassRef | MacroRef | DataRef | NameRef | AnyRef | InlineElement
)  # fmt: skip
"""A content model or datatype as stated: the compound terms hold patterns here."""


@dataclass(frozen=True, slots=True)
class ConstraintSpec:
    """A constraint as stated: the XML of its nodes, self-contained, and the namespaces in scope that they use.

    ``places`` are for each node those of its elements, in document order.
    """

    ident: str
    mode: Mode = ""
    scheme: str = "schematron"
    nodes: tuple[str, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    docs: Docs = NO_DOCS
    places: tuple[tuple[Place, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ValItem:
    """One value, with what is to be done to it; ``parameters`` are the idents of its ``paramSpec`` elements."""

    ident: str
    alt_ident: str = ""
    mode: Mode = ""
    docs: Docs = NO_DOCS
    parameters: tuple[str, ...] = ()
    constraints: tuple[ConstraintSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class ValList:
    """A value list as stated; ``type`` is ``""`` where it is not said."""

    type: ListType | Literal[""]
    mode: Mode
    items: tuple[ValItem, ...]


@dataclass(frozen=True, slots=True)
class AttDef:
    """An attribute as stated; ``None`` and ``""`` for what is not said. ``occurs`` bounds the tokens of its value."""

    ident: str
    mode: Mode = ""
    alt_ident: str = ""
    namespace: str | None = None
    usage: Usage | Literal[""] = ""
    datatype: Pattern | None = None
    occurs: tuple[int, int | None] = (1, 1)
    values: ValList | None = None
    default: str | None = None
    valid_until: str = ""
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: Docs = NO_DOCS
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class AttRef:
    """An attribute taken from a class; ``cls`` may be empty for the old form ``att.global.attribute.n``."""

    cls: str
    name: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AttChoice:
    """``attList org="choice"``: alternatives, each a group of definitions."""

    alternatives: "tuple[tuple[AttDef | AttRef, ...], ...]"


AttItem: TypeAlias = AttDef | AttRef | AttChoice


@dataclass(frozen=True, slots=True)
class Membership:
    """One ``memberOf``."""

    key: str
    mode: Mode = ""


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """An element as stated."""

    ident: str
    mode: Mode = ""
    module: str = ""
    namespace: str | None = None
    alt_ident: str = ""
    classes: tuple[Membership, ...] | None = None
    classes_mode: Mode = "replace"
    content: Pattern | None = None
    attributes: tuple[AttItem, ...] = ()
    constraints: tuple[ConstraintSpec, ...] = ()
    valid_until: str = ""
    docs: Docs = NO_DOCS
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A class as stated."""

    ident: str
    type: Literal["model", "atts", ""] = ""
    mode: Mode = ""
    module: str = ""
    classes: tuple[Membership, ...] | None = None
    classes_mode: Mode = "replace"
    attributes: tuple[AttItem, ...] = ()
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: Docs = NO_DOCS
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """A macro or a datatype as stated."""

    ident: str
    kind: Literal["macro", "data"]
    mode: Mode = ""
    module: str = ""
    content: Pattern | None = None
    docs: Docs = NO_DOCS
    place: Place = NOWHERE


Spec: TypeAlias = ElementSpec | ClassSpec | PatternSpec


@dataclass(frozen=True, slots=True)
class Library:
    """Specifications by ident, in document order."""

    elements: Mapping[str, ElementSpec] = field(default_factory=dict)
    classes: Mapping[str, ClassSpec] = field(default_factory=dict)
    patterns: Mapping[str, PatternSpec] = field(default_factory=dict)
    modules: tuple[str, ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """A module to take: its classes, macros and datatypes, and all, the included, or all but the excluded elements."""

    key: str
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    prefix: str = ""
    grammar: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SpecRef:
    """A single specification to take (``elementRef``, ``classRef``, ``macroRef``, ``dataRef`` in a schema)."""

    kind: Literal["element", "class", "macro", "data"]
    key: str
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    source: str = ""
    place: Place = NOWHERE


Named = Literal["element", "class", "macro", "data"]
Use = Literal["content", "member", "leave"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a specification names, and the place where it does.

    ``owner`` is the ident of the specification (of an attribute: ``div/@type``), ``kind`` what is named, ``use`` what
    for: in a content model or datatype, as a class to be a ``member`` of, or one to ``leave``.
    """

    kind: Named
    key: str
    owner: str
    place: Place
    use: Use = "content"


@dataclass(frozen=True, slots=True)
class Customisation:
    """A ``schemaSpec``: what is taken from where, and what is done to it, each in document order."""

    ident: str
    start: tuple[str, ...] | None = None
    namespace: str | None = None
    source: str = ""
    lang: str = ""
    title: str = ""
    exceptions: tuple[tuple[str, str], ...] | None = None
    refs: tuple[ModuleRef | SpecRef, ...] = ()
    specs: tuple[Spec, ...] = ()
    constraints: tuple[ConstraintSpec, ...] = ()
    references: tuple[Reference, ...] = ()
    docs: Docs = NO_DOCS
    place: Place = NOWHERE
    chapters: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
