"""What is wrong with the attributes of an element, in words: not allowed, missing, or of a wrong value."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from lxml import etree

from schemas.finding import Finding
from schemas.habits import meant_attribute
from schemas.locator import Locator, shown
from schemas.nearest import by_likeness
from schemas.odd.algebra import Text
from schemas.odd.model import Attribute, Element, Schema
from schemas.odd.specs import AttDef
from schemas.odd.violation import Violation
from schemas.p5.facts import load_p5
from schemas.positions import Place, SourceMap
from schemas.values import value_fault
from tei.names import XML_NS, attribute_name, local_name

_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"


class AttributeFaults:
    """Says what is wrong with attributes of one document, held to one compiled schema."""

    def __init__(self, schema: Schema, places: SourceMap, locator: Locator) -> None:
        self.schema = schema
        self.places = places
        self.locator = locator
        self._meant: dict[tuple[etree._Element, str], str] = {}
        self._holder: etree._Element | None = None
        self._held: set[str] = set()

    def finding(
        self, name: str, element: etree._Element, place: Place, message: str, *, subject: str = "",
        expected: Iterable[str] = (), suggestion: str = "",
    ) -> Finding:  # fmt: skip
        """Give a finding about an element."""
        return self.locator.finding(
            name, place, message, xpath=self.places.xpath(element), subject=subject, expected=tuple(expected),
            suggestion=suggestion,
        )  # fmt: skip

    def not_allowed(self, violation: Violation, owner: Element) -> Finding:
        """Say that an element cannot have an attribute, or that there is none of that name."""
        element, key = violation.node, violation.attribute
        name = _as_written(element, key)
        local = name.rpartition(":")[2]
        meant = self.meant(violation)
        message = f"<{written(element)}> cannot have @{shown(name)}"
        fix = f"did you mean {meant}?" if meant else "remove it"
        if key.startswith(_XSI):
            fix = "remove it: a document does not choose its own schema"
        if violation.reason == "exclusive":
            message += " together with its other attributes: the schema wants one or the other"
        elif violation.reason == "unknown":
            message = f"the schema has no attribute @{shown(name)}"
        code = "attribute-unknown" if violation.reason == "unknown" else "attribute-not-allowed"
        return self.finding(
            code, element, self.places.attribute_name(element, key), message, subject=f"@{name} of {owner.name}",
            expected=by_likeness(local, violation.expected), suggestion=fix,
        )  # fmt: skip

    def meant(self, violation: Violation) -> str:
        """Give the attribute that one which is not allowed was probably meant as, or ``""``."""
        key = violation.node, violation.attribute
        if key not in self._meant:
            self._meant[key] = self._looked_for(violation)
        return self._meant[key]

    def _looked_for(self, violation: Violation) -> str:
        element, owner = violation.node, self.schema.by_ident.get(violation.model)
        local = _as_written(element, violation.attribute).rpartition(":")[2]
        if self._holder is not element:  # an element may have very many attributes
            self._holder, self._held = element, {attribute_name(str(other)) for other in element.attrib}
        free = tuple(one for one in violation.expected if one not in self._held)
        attributes = owner.attributes if owner else ()
        renamed = {one.ident: one.written for one in attributes if one.ident != one.written}
        # a name that other elements have, or that TEI has, is no slip of the pen
        exact = violation.reason in ("elsewhere", "exclusive") or local in _attributes_of_tei()
        meant = violation.near or meant_attribute(local, free, renamed, exact=exact)
        return meant if meant in free else ""

    def missing(self, violation: Violation, owner: Element) -> Finding:
        """Say that a mandatory attribute is not there."""
        element, names = violation.node, violation.expected
        attribute = self._attribute(violation, owner)
        listed = attribute.values if attribute else None
        usual = tuple(item.name for item in listed.items) if listed else ()
        fix = f'add {names[0]}="{usual[0] if len(usual) == 1 else "…"}"'
        allowed = {one.written for one in owner.attributes}
        slips = sorted({attribute_name(str(key)) for key in element.attrib} - allowed)
        if slip := next((one for one in slips if meant_attribute(one, names)), ""):
            fix = f"write {names[0]} for {shown(slip)}"
        message = f"<{written(element)}> has no {' or '.join(f'@{name}' for name in names)}, which is mandatory"
        return self.finding(
            "attribute-missing", element, self.places.element(element), message,
            subject=f"@{names[0]} of {owner.name}",
            expected=tuple(f'{names[0]}="{value}"' for value in usual) or names, suggestion=fix,
        )  # fmt: skip

    def value(self, violation: Violation, owner: Element) -> Finding:
        """Say why a value is none of its attribute."""
        element, key, value = violation.node, violation.attribute, violation.got
        attribute = self._attribute(violation, owner)
        datatype = violation.datatype or Text()
        fault = value_fault(attribute or Attribute(key, key, "", "opt", datatype), value)
        name = _as_written(element, key)
        message = f"@{name}=“{shown(value)}” of <{written(element)}> {fault.sentence}"
        return self.finding(
            fault.name, element, self.places.attribute_value(element, key), message,
            subject=f"@{name}={value}", expected=fault.expected, suggestion=fault.suggestion,
        )  # fmt: skip

    def _attribute(self, violation: Violation, owner: Element) -> Attribute | None:
        namespace, local = _split(violation.attribute)
        return next((one for one in owner.attributes if one.key == (namespace, local)), None)


def _split(key: str) -> tuple[str, str]:
    namespace, _, local = key.removeprefix("{").rpartition("}")
    return namespace, local


@cache
def _attributes_of_tei() -> frozenset[str]:
    library = load_p5()
    lists = [spec.attributes for spec in library.elements.values()]
    lists += [spec.attributes for spec in library.classes.values()]
    return frozenset(item.ident for items in lists for item in items if isinstance(item, AttDef))


def written(element: etree._Element) -> str:
    """Give the name of an element as the document has it, with its prefix."""
    name = shown(local_name(element.tag))
    return f"{element.prefix}:{name}" if element.prefix else name


def _as_written(element: etree._Element, key: str) -> str:
    namespace, local = _split(key)
    if not namespace or namespace == XML_NS:
        return attribute_name(key)
    prefix = next((prefix for prefix, uri in sorted(element.nsmap.items(), key=str) if uri == namespace and prefix), "")
    return f"{prefix}:{local}" if prefix else local
