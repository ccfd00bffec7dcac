"""Content models as particles of XML Schema: choices shared as groups, wildcards, elements of other namespaces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from xml.sax.saxutils import quoteattr

from schemas.odd.algebra import AnyElement, ElementRef
from schemas.odd.expressions import Either, Expression, Letter, Nothing, Then, Times
from schemas.odd.model import Element, Schema
from schemas.odd.unambiguous import symbols
from schemas.odd.xsd_content import Leaf, LooseElement, Model, XsdGap
from schemas.odd.xsd_documents import Document, Documents

Occurs: TypeAlias = tuple[int, int | None]
"""How often: at least, and at most (``None``: unbounded)."""

ONCE: Final[Occurs] = (1, 1)
_SHARED: Final = 4
"""The fewest elements of a choice that are worth a group."""

_BELOW: Final = XsdGap(
    "", "which names may stand below a foreign element", "a wildcard looks at no more than one element"
)


class Particles:
    """Writes content models into documents; ``types`` names the complex type of each element, by ident.

    ``gaps`` is what the wildcards met cannot say.
    """

    def __init__(
        self, schema: Schema, models: Mapping[str, Model], documents: Documents, types: Mapping[str, str]
    ) -> None:
        self._schema = schema
        self._documents = documents
        self._types = types
        self._class_of = _classes(schema, frozenset(models))
        self._starts = [schema.by_ident[ident] for ident in schema.start if ident in models]
        self.gaps: list[XsdGap] = []

    def declaration(self, element: Element, pad: str, occurs: str = "") -> str:
        """Give the line that declares an element in the document of its namespace."""
        document = self._documents[element.namespace]
        kind = document.reference(document, self._types[element.ident])
        return f'{pad}<xs:element name="{element.name}" type="{kind}"{occurs}/>'

    def content(self, model: Model, document: Document) -> Iterator[str]:
        """Give the lines of a content model, at a depth of two."""
        if model.unordered and all(self._is_local(leaf, document) for leaf, _ in model.unordered):
            yield "  <xs:all>"
            for leaf, least in model.unordered:
                yield from self.leaf(leaf, document, "   ", (least, 1))
            yield "  </xs:all>"
        elif not isinstance(model.expression, Nothing):
            lines = list(_Term(self, model, document).particle(model.expression, "  ", ONCE))
            if lines[0].lstrip().startswith("<xs:element"):
                lines = ["  <xs:sequence>", *(f" {line}" for line in lines), "  </xs:sequence>"]
            yield from lines

    def _is_local(self, leaf: Leaf, document: Document) -> bool:
        return isinstance(leaf, ElementRef) and self._schema.by_ident[leaf.ident].namespace == document.namespace

    def choice(self, leaves: list[Leaf], document: Document, pad: str, occurs: Occurs) -> Iterator[str]:
        """Give one of these elements or wildcards, of several those that are many as a group."""
        if len(leaves) == 1:
            yield from self.leaf(leaves[0], document, pad, occurs)
        elif len(leaves) < _SHARED:
            yield f"{pad}<xs:choice{_bounds(occurs)}>"
            yield from self.each(leaves, document, pad + " ")
            yield f"{pad}</xs:choice>"
        else:
            reference = document.reference(document, self._shared(frozenset(leaves), document))
            yield f'{pad}<xs:group ref="{reference}"{_bounds(occurs)}/>'

    def _shared(self, leaves: frozenset[Leaf], document: Document) -> str:
        """The group of a choice, called after a class if it is all of one.

        It holds the elements themselves: libxml2 takes cubic time over a choice that holds a choice.
        """
        key = ("group", leaves)
        if key not in document.known:
            name = document.known[key] = document.fresh("group", self._class_of.get(leaves, "choice"))
            lines = list(self.each(leaves, document, "   "))
            document.lines += [f' <xs:group name="{name}">', "  <xs:choice>", *lines, "  </xs:choice>", " </xs:group>"]
        return document.known[key]

    def each(self, leaves: Iterable[Leaf], document: Document, pad: str) -> Iterator[str]:
        """Give each of these elements or wildcards, once."""
        for leaf in sorted(leaves, key=_leaf_order):
            yield from self.leaf(leaf, document, pad, ONCE)

    def leaf(self, leaf: Leaf, document: Document, pad: str, occurs: Occurs) -> Iterator[str]:
        """Give one element or wildcard."""
        bounds = _bounds(occurs)
        if isinstance(leaf, AnyElement):
            yield f'{pad}<xs:group ref="{self._wildcard(leaf, document)}"{bounds}/>'
            return
        owner = self._documents[self._namespace(leaf)]
        if owner is document:
            yield self._element(leaf, pad, bounds)
            return
        key = ("element", leaf)
        if key not in owner.known:
            line = self._element(leaf, "   ", "")
            name = owner.known[key] = owner.fresh("group", leaf.name if isinstance(leaf, LooseElement) else leaf.ident)
            owner.lines += [f' <xs:group name="{name}">', "  <xs:sequence>", line, "  </xs:sequence>", " </xs:group>"]
        yield f'{pad}<xs:group ref="{document.reference(owner, owner.known[key])}"{bounds}/>'

    def _namespace(self, leaf: ElementRef | LooseElement) -> str:
        return leaf.namespace if isinstance(leaf, LooseElement) else self._schema.by_ident[leaf.ident].namespace

    def _element(self, leaf: ElementRef | LooseElement, pad: str, bounds: str) -> str:
        if isinstance(leaf, ElementRef):
            return self.declaration(self._schema.by_ident[leaf.ident], pad, bounds)
        document = self._documents[leaf.namespace]
        kind = document.reference(document, _loose(document))
        return f'{pad}<xs:element name="{leaf.name}" type="{kind}"{bounds}/>'

    def _wildcard(self, leaf: AnyElement, user: Document) -> str:
        """The reference to the group of a wildcard, in the document whose namespace it excludes, if there is one."""
        excluded = [namespace for namespace, name in leaf.exclude if name == "*"]
        owner = next((self._documents[namespace] for namespace in excluded if namespace in self._documents), user)
        key = ("wildcard", leaf)
        if key not in owner.known:
            name = owner.known[key] = owner.fresh("group", "anyElement")
            owner.lines += [f' <xs:group name="{name}">', "  <xs:choice>"]
            # the elements that a document may begin with are declared, and a lax wildcard would check them
            process = "skip" if any(admits(leaf, start) for start in self._starts) else "lax"
            for namespace in _namespaces(leaf, owner.namespace):
                owner.lines.append(f'   <xs:any namespace="{namespace}" processContents="{process}"/>')
            owner.lines += ["  </xs:choice>", " </xs:group>"]
            self.gaps.append(_BELOW)
            self.gaps += [
                XsdGap("", f"that elements of the namespace “{namespace}” are no foreign elements",
                       "a wildcard excludes one namespace, that of its document")
                for namespace in excluded if not leaf.require and namespace not in (owner.namespace, "")
            ]  # fmt: skip
        return user.reference(owner, owner.known[key])


class _Term:
    """One content model, written particle by particle."""

    def __init__(self, particles: Particles, model: Model, document: Document) -> None:
        self._particles = particles
        self._model = model
        self._document = document

    def particle(self, term: Expression, pad: str, occurs: Occurs) -> Iterator[str]:
        match term:
            case Letter():
                yield from self._particles.choice(self._leaves(term), self._document, pad, occurs)
            case Times(item, low, high) if occurs == ONCE:
                yield from self.particle(item, pad, (low, high))
            case Times():
                yield from self._group("sequence", [term], pad, occurs)
            case Then():
                items: list[Expression] = []
                rest: Expression = term
                while isinstance(rest, Then):
                    items.append(rest.left)
                    rest = rest.right
                yield from self._group("sequence", [*items, rest], pad, occurs)
            case Either(choices):
                bare = sorted((item for item in choices if not isinstance(item, Nothing)), key=_order)
                yield from self._group("choice", bare, pad, occurs if len(bare) == len(choices) else (0, occurs[1]))

    def _group(self, kind: str, items: Sequence[Expression], pad: str, occurs: Occurs) -> Iterator[str]:
        yield f"{pad}<xs:{kind}{_bounds(occurs)}>"
        for item in items:
            if kind == "choice" and isinstance(item, Letter):  # in place: see :meth:`Particles._shared`
                yield from self._particles.each(self._leaves(item), self._document, pad + " ")
            else:
                yield from self.particle(item, pad + " ", ONCE)
        yield f"{pad}</xs:{kind}>"

    def _leaves(self, letter: Letter) -> list[Leaf]:
        return [leaf for symbol in sorted(letter.symbols) for leaf in self._model.leaves[symbol]]


def admits(wildcard: AnyElement, element: Element) -> bool:
    """Whether a wildcard admits an element by its name."""
    namespace = element.namespace
    if wildcard.require and namespace not in wildcard.require:
        return False
    return (namespace, "*") not in wildcard.exclude and element.key not in wildcard.exclude


def _namespaces(wildcard: AnyElement, target: str) -> tuple[str, ...]:
    """The values of ``namespace`` of the wildcards that, together, admit what it does or more."""
    excluded = {namespace for namespace, name in wildcard.exclude if name == "*"}
    if wildcard.require:
        found = [namespace for namespace in wildcard.require if namespace not in excluded]
        return (" ".join(quoteattr(namespace)[1:-1] or "##local" for namespace in found),)
    if target not in excluded:
        return ("##any",)
    return ("##other",) if not target or "" in excluded else ("##other", "##local")


def _classes(schema: Schema, existing: frozenset[str]) -> dict[frozenset[Leaf], str]:
    """The model class, if any, that comes to a set of elements; of several the first."""
    classes = {cls.ident: cls.members for cls in schema.classes if cls.type == "model"}
    found: dict[frozenset[Leaf], str] = {}
    for ident in classes:
        queue, seen = [ident], {ident}
        for name in queue:  # grows while it is read
            new = [member for member in classes.get(name, ()) if member not in seen]
            queue += new
            seen.update(new)
        found.setdefault(frozenset(ElementRef(name) for name in queue if name in existing), ident)
    return found


def _loose(document: Document) -> str:
    """The name of the type that admits anything."""
    key = ("type", "loose")
    if key not in document.known:
        name = document.known[key] = document.fresh("type", "loose")
        document.lines += [
            f' <xs:complexType name="{name}" mixed="true">',
            "  <xs:sequence>",
            '   <xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/>',
            "  </xs:sequence>",
            '  <xs:anyAttribute processContents="skip"/>',
            " </xs:complexType>",
        ]
    return document.known[key]


def _bounds(occurs: Occurs) -> str:
    low, high = occurs
    least = "" if low == 1 else f' minOccurs="{low}"'
    return least + ("" if high == 1 else f' maxOccurs="{"unbounded" if high is None else high}"')


def _order(expression: Expression) -> tuple[list[int], str]:
    return sorted(symbols(expression)), repr(expression)


def _leaf_order(leaf: Leaf) -> tuple[bool, str]:
    return not isinstance(leaf, ElementRef), leaf.ident if isinstance(leaf, ElementRef) else repr(leaf)
