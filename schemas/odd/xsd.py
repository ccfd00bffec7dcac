"""The XML Schema (XSD 1.0) of a compiled customisation, one document a namespace.

Written so that libxml2 and xmlschema both load it: every content model is deterministic, there are no substitution
groups, and elements are local to the models they stand in, so that only what a document may begin with is global. An
element or attribute of another namespace is reached through a named group of that namespace's document.

Wildcards are lax where they can be: what is below a foreign element is free, but the names that no wildcard of the
schema admits are declared, as abstract elements, and so are found out there as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.odd.algebra import AnyElement, Datatype, NotAllowed
from schemas.odd.model import Attribute, Element, Schema
from schemas.odd.xsd_content import XsdGap, content_models
from schemas.odd.xsd_documents import Document, Documents
from schemas.odd.xsd_particles import Particles, admits
from schemas.odd.xsd_types import builtin, simple_type

_ALWAYS: Final = XsdGap(
    "", "that xsi:type, xsi:nil and xsi:schemaLocation are no attributes", "every XML Schema has them"
)


@dataclass(frozen=True, slots=True)
class XsdFiles:
    """The documents of an XML Schema as ``(name, bytes)``, the one to load first, and what they cannot say."""

    files: tuple[tuple[str, bytes], ...]
    gaps: tuple[XsdGap, ...]


def write_xsd(schema: Schema) -> XsdFiles:
    """Give the XML Schema; the same schema gives the same bytes."""
    return _Writer(schema).files()


class _Writer:
    def __init__(self, schema: Schema) -> None:
        self._models, gaps = content_models(schema)
        self._elements = [element for element in schema.elements if element.ident in self._models]
        self._starts = [schema.by_ident[ident] for ident in schema.start if ident in self._models]
        self._documents = Documents(schema.ident, self._namespaces())
        self._gaps = [_ALWAYS, *gaps]
        types = {element.ident: self._documents[element.namespace].fresh("type", element.ident)
                 for element in self._elements}  # fmt: skip
        self._types = types
        self._particles = Particles(schema, self._models, self._documents, types)

    def _namespaces(self) -> list[str]:
        """That of the first element a document may begin with, then the others, of elements and of attributes."""
        of_elements = {element.namespace for element in self._elements}
        of_attributes = {attribute.namespace for element in self._elements for attribute in element.attributes} - {""}
        return [*(element.namespace for element in self._starts), *sorted(of_elements), *sorted(of_attributes)]

    def files(self) -> XsdFiles:
        for element in self._starts:
            self._documents[element.namespace].lines.append(self._particles.declaration(element, " "))
        for element in self._elements:
            self._complex_type(element)
        for namespace, name in self._hidden():
            self._documents[namespace].lines.append(f' <xs:element name="{name}" abstract="true"/>')
        gaps = dict.fromkeys([*self._gaps, *self._particles.gaps])
        return XsdFiles(self._documents.files(), tuple(sorted(gaps, key=lambda gap: (gap.element, gap.what, gap.why))))

    def _hidden(self) -> dict[tuple[str, str], None]:
        """The names that no wildcard admits and no document begins with."""
        wildcards = {leaf for model in self._models.values() for atom in model.leaves for leaf in atom
                     if isinstance(leaf, AnyElement)}  # fmt: skip
        starts = {element.key for element in self._starts}
        return {
            element.key: None for element in self._elements
            if wildcards and element.key not in starts and not any(admits(wildcard, element) for wildcard in wildcards)
        }  # fmt: skip

    def _complex_type(self, element: Element) -> None:
        document = self._documents[element.namespace]
        model = self._models[element.ident]
        attributes = list(self._attributes(element, document))
        if model.value is None:
            lines = [*self._particles.content(model, document), *attributes]
        else:
            base = self._simple(model.value, document, f"{element.name}.value")
            lines = ["  <xs:simpleContent>", f'   <xs:extension base="{base}">', *(f"  {line}" for line in attributes),
                     "   </xs:extension>", "  </xs:simpleContent>"]  # fmt: skip
        mixed = ' mixed="true"' if model.mixed else ""
        opening = f' <xs:complexType name="{self._types[element.ident]}"{mixed}>'
        document.lines += [opening, *lines, " </xs:complexType>"]

    # Attributes

    def _attributes(self, element: Element, document: Document) -> Iterator[str]:
        seen: set[tuple[str, str]] = set()
        by_class: dict[str, list[Attribute]] = {}
        for attribute in element.plain_attributes:
            if attribute.key not in seen:
                by_class.setdefault(attribute.from_class, []).append(attribute)
                seen.add(attribute.key)
        for origin, attributes in by_class.items():
            if origin and len(attributes) > 1:
                name = self._attribute_group(origin, tuple(attributes), document)
                yield f'  <xs:attributeGroup ref="{document.reference(document, name)}"/>'
            else:
                for attribute in attributes:
                    yield from self._attribute(attribute, document, required=attribute.required)
        for choice in element.choices:
            groups = [[element.attribute(ident) for ident in group] for group in choice.alternatives]
            chosen = dict.fromkeys(attribute for group in groups for attribute in group if attribute is not None)
            named = " | ".join(", ".join(f"@{a.name}" for a in group if a is not None) for group in groups)
            gap = XsdGap(element.name, f"exactly one of {named}", "attributes cannot exclude or require each other")
            self._gaps.append(gap)
            for attribute in chosen:
                if attribute.key not in seen:
                    seen.add(attribute.key)
                    yield from self._attribute(attribute, document, required=False)

    def _attribute_group(self, origin: str, attributes: tuple[Attribute, ...], document: Document) -> str:
        key = ("attributes", attributes)
        if key not in document.known:
            lines = [line for item in attributes for line in self._attribute(item, document, required=item.required)]
            name = document.known[key] = document.fresh("attributes", origin)
            document.lines += [f' <xs:attributeGroup name="{name}">', *lines, " </xs:attributeGroup>"]
        return document.known[key]

    def _attribute(self, attribute: Attribute, document: Document, *, required: bool) -> Iterator[str]:
        if attribute.datatype == NotAllowed():
            return
        if not attribute.namespace:
            yield self._declaration(attribute, document, required=required)
            return
        owner = self._documents[attribute.namespace]
        key = ("attribute", (attribute.name, attribute.datatype, required))
        if key not in owner.known:
            name = owner.known[key] = owner.fresh("attributes", attribute.name)
            line = self._declaration(attribute, owner, required=required)
            owner.lines += [f' <xs:attributeGroup name="{name}">', line, " </xs:attributeGroup>"]
        yield f'  <xs:attributeGroup ref="{document.reference(owner, owner.known[key])}"/>'

    def _declaration(self, attribute: Attribute, document: Document, *, required: bool) -> str:
        kind = self._simple(attribute.datatype, document, attribute.declared or f"{attribute.name}.values")
        form = ' form="qualified"' if attribute.namespace else ""
        use = ' use="required"' if required else ""
        return f'  <xs:attribute name="{attribute.name}" type="{kind}"{form}{use}/>'

    def _simple(self, datatype: Datatype, document: Document, wish: str) -> str:
        if name := builtin(datatype):
            return name
        key = ("type", datatype)
        if key not in document.known:
            name = document.known[key] = document.fresh("type", wish)
            document.lines += simple_type(datatype, " ", f' name="{name}"')
        return document.reference(document, document.known[key])
