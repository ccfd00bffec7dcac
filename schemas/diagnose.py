"""From what breaks the grammar to a finding a person can act on: what, where, why, what was expected, one fix."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from lxml import etree

from schemas.completion import Completion
from schemas.document import CheckedDocument
from schemas.finding import Finding
from schemas.habits import hint, is_habit, meant_attribute, meant_element
from schemas.inclusions import INCLUDE
from schemas.locator import Locator, shown
from schemas.nearest import by_likeness, nearest
from schemas.odd.datatypes import admits
from schemas.odd.model import Attribute, Element, Empty, Schema, Text, references
from schemas.odd.specs import AttDef
from schemas.odd.violation import Violation
from schemas.p5.facts import load_p5
from schemas.positions import Place, SourceMap
from schemas.values import value_fault
from tei.names import TEI_NS, XML_NS, attribute_name, local_name

# In what a stray thing is put, the most usual first.
_WRAPPERS: Final = (
    "p", "s", "item", "cell", "row", "head", "bibl", "l", "lg", "div", "body", "text", "list", "listPerson",
    "listPlace", "listOrg", "person", "place", "org", "ab",
)  # fmt: skip


def findings(violations: Iterable[Violation], schema: Schema, document: CheckedDocument) -> Iterator[Finding]:
    """Yield a finding for each cause among the violations of one document, in the order of the violations."""
    diagnosis = Diagnosis(schema, document.places, document.locator)
    found = list(violations)
    # what is missing here and too much there is one thing in the wrong order
    stray = {(one.node.getparent(), one.got): one for one in found if one.reason == "misplaced"}
    moved = [stray.get((one.node, name)) for one in found if one.before is not None for name in one.expected[:1]]
    # text that has to go into a child completes its element there, and so does what replaces its only children
    filled = {_holder(one) for one in found if one.kind == "text-not-allowed"}
    wrong = {one.node for one in found if one.kind == "element-not-allowed"}
    filled |= {node for one in wrong if (node := one.getparent()) is not None and wrong.issuperset(_children(node))}
    written_otherwise = {
        (one.node, meant) for one in found if one.kind == "attribute-not-allowed" and (meant := diagnosis.meant(one))
    }
    for violation in found:
        if violation.kind == "attribute-missing" and (violation.node, violation.expected[0]) in written_otherwise:
            continue
        missing = violation.kind == "content-incomplete" and violation.before is None
        if violation in moved or (missing and violation.node in filled):
            continue
        late = stray.get((violation.node, violation.expected[0])) if violation.before is not None else None
        yield diagnosis.out_of_order(late.node, violation) if late else diagnosis.finding(violation)


class Diagnosis:
    """Says what is wrong with the nodes of one document, held to one compiled schema."""

    def __init__(self, schema: Schema, places: SourceMap, locator: Locator) -> None:
        self.schema = schema
        self.places = places
        self.locator = locator
        self._completion = Completion(schema)
        self._names = tuple(dict.fromkeys(element.name for element in schema.elements))
        self._renamed = {one.ident: one.name for one in schema.elements if one.ident != one.name}
        self._meant: dict[tuple[etree._Element, str], str] = {}
        self._holder: etree._Element | None = None
        self._held: set[str] = set()

    def finding(self, violation: Violation) -> Finding:
        """Put a violation into words."""
        owner = self.schema.by_ident.get(violation.model)
        if violation.kind == "root-not-allowed" or owner is None:
            return self._root_or_wildcard(violation)
        return _SAYINGS[violation.kind](self, violation, owner)

    def _finding(
        self, name: str, element: etree._Element, place: Place, message: str, *, subject: str = "",
        expected: Iterable[str] = (), suggestion: str = "",
    ) -> Finding:  # fmt: skip
        return self.locator.finding(
            name, place, message, xpath=self.places.xpath(element), subject=subject, expected=tuple(expected),
            suggestion=suggestion,
        )  # fmt: skip

    # Elements

    def _root_or_wildcard(self, violation: Violation) -> Finding:
        node, name = violation.node, violation.got
        parent = node.getparent()
        place = self.places.element(node)
        if parent is not None:
            message = f"<{_written(node)}> is not allowed in <{_written(parent)}>"
            return self._finding("element-not-allowed", node, place, message, subject=name, suggestion="remove it")
        namespace = _namespace(node)
        starts = [self.schema.by_ident[ident] for ident in self.schema.start]
        meant = violation.near or meant_element(name, violation.expected, self._renamed)
        wanted = next((element.namespace for element in starts if element.name == meant), TEI_NS)
        if namespace != wanted and meant:
            where = f"in the namespace {shown(namespace)}" if namespace else "in no namespace"
            message = f"<{_written(node)}> is {where}, and not in that of TEI"
            fix = f'write <{meant} xmlns="{wanted}">'
            return self._finding("namespace-missing", node, place, message, subject=name, suggestion=fix)
        fix = f"did you mean <{meant}>?" if meant else f"put it in a complete <{violation.expected[0]}>"
        return self._finding(
            "root-not-allowed", node, place, f"a document cannot begin with <{_written(node)}>", subject=name,
            expected=by_likeness(name, violation.expected), suggestion=fix,
        )  # fmt: skip

    def _element_not_allowed(self, violation: Violation, owner: Element) -> Finding:
        element, name = violation.node, violation.got
        if violation.reason != "misplaced":
            return self._unknown_element(violation, owner)
        idents = {one.ident for one in self.schema.by_name.get((_namespace(element), name), ())}
        if idents & set(references(owner.content)):
            return self.out_of_order(element, violation)
        message = f"<{_written(element)}> is not allowed in <{owner.name}>"
        return self._finding(
            "element-not-allowed", element, self.places.element(element), message, subject=name,
            expected=by_likeness(name, violation.expected), suggestion=self._place_for(violation, owner, idents),
        )  # fmt: skip

    def _unknown_element(self, violation: Violation, owner: Element) -> Finding:
        element, name, options = violation.node, violation.got, violation.expected
        place, expected = self.places.element(element), by_likeness(name, options)
        if element.tag == INCLUDE:
            message, fix = f"the schema has no element <{_written(element)}>", "include the file before the check"
            return self._finding("element-unknown", element, place, message, subject=name, suggestion=fix)
        if violation.reason == "wrong-namespace":
            namespace = _namespace(element)
            home = min(one.namespace for one in self.schema.elements if one.name == name)
            where = f"in the namespace {shown(namespace)}" if namespace else "in no namespace"
            message = f"<{_written(element)}> is {where}, and <{name}> belongs to {home}"
            fix = f'write <{name} xmlns="{home}">' if namespace else 'remove xmlns=""'
            if element.prefix:
                fix = f"write <{name}> without the prefix"
            return self._finding(
                "element-wrong-namespace", element, place, message, subject=name, expected=expected, suggestion=fix
            )
        meant = violation.near if violation.near in options else meant_element(name, options, self._renamed)
        exact = violation.reason == "unknown" and name in load_p5().elements
        if exact:
            meant = meant_element(name, options, self._renamed, exact=True)
        fix = f"did you mean <{self._usual(meant, name)}>?" if meant else self._elsewhere(violation, owner, exact=exact)
        code, message = "element-unknown", f"the schema has no element <{_written(element)}>"
        if exact and name not in self._renamed:
            message += ": it is one of TEI that this customisation leaves out"
        if violation.reason == "wrong-case":
            code, message = "element-not-allowed", f"<{_written(element)}> is not allowed in <{owner.name}>"
            fix += " (names are case-sensitive)"
        if meant in options:
            expected = (meant, *(one for one in expected if one != meant))
        return self._finding(code, element, place, message, subject=name, expected=expected, suggestion=fix)

    def out_of_order(self, element: etree._Element, violation: Violation) -> Finding:
        """Say that an element its parent allows stands at the wrong point, or is one too many."""
        name = local_name(element.tag)
        parent = element.getparent()
        owner = self.schema.by_ident.get(violation.model)
        earlier = [local_name(one.tag) for one in element.itersiblings(etree.Element, preceding=True)]
        home = self._completion.place_for(element, owner) if owner and violation.before is None else None
        message = (
            f"<{_written(element)}> is not allowed at this point in <{_written(parent)}>" if parent is not None else ""
        )
        if violation.before is not None:
            fix = f"move it before <{_written(violation.before)}>"
        elif home is not None:
            fix = f"move it before <{_written(home)}>"
        else:
            fix = "remove it: there is one already" if name in earlier else "move it further down"
        return self._finding(
            "element-out-of-order", element, self.places.element(element), message, subject=name,
            expected=() if violation.before is not None else by_likeness(name, violation.expected), suggestion=fix,
        )  # fmt: skip

    def _elsewhere(self, violation: Violation, owner: Element, *, exact: bool) -> str:
        """Say what to do with an unknown element if none that was probably meant is allowed where it stands."""
        name = violation.got
        meant = violation.near or meant_element(name, self._names, self._renamed, exact=exact)
        idents = {one.ident for one in self.schema.elements if one.name == meant}
        place = self._better_place(violation, owner, idents) if meant else ""
        if not place and meant and not is_habit(name):
            place = self._homes(idents)
        if place:
            return f"did you mean <{self._usual(meant, name)}>? {place}"
        return "use one of those allowed here" if violation.expected else "remove it"

    def _usual(self, meant: str, written: str) -> str:
        """Give the element that was meant, with the attribute that says what the name that was written said."""
        name, _, value = hint(written).partition("=")
        attributes = [a for one in self.schema.elements if one.name == meant for a in one.attributes]
        attribute = next((one for one in attributes if one.ident == name), None)
        word = value.strip('"')
        if attribute is not None and word != "…" and not admits(attribute.datatype, word):
            word = nearest(word, [item.name for item in attribute.values.items] if attribute.values else [])
        return f'{meant} {_display(attribute)}="{word}"' if attribute is not None and word else meant

    def _place_for(self, violation: Violation, owner: Element, idents: set[str]) -> str:
        if meant := meant_element(violation.got, violation.expected, self._renamed, exact=True):
            return f"did you mean <{meant}>?"
        return self._better_place(violation, owner, idents) or self._homes(idents) or "remove it"

    def _better_place(self, violation: Violation, owner: Element, idents: set[str]) -> str:
        """Say how an element (its definitions) can stand near where it cannot stand, or ``""``."""
        if wrapper := self._wrapper(violation, owner, lambda child: self._completion.is_whole(child, idents)):
            return f"wrap it in <{wrapper}>"
        for ancestor in list(violation.node.iterancestors())[1:]:
            homes = self.schema.by_name.get((_namespace(ancestor), local_name(ancestor.tag)), ())
            if any(idents & set(references(home.content)) for home in homes):
                return f"move it out of <{owner.name}>, into <{local_name(ancestor.tag)}>"
        return ""

    def _homes(self, idents: set[str]) -> str:
        homes = _names(one for one in self.schema.elements if idents & set(references(one.content)))
        return f"it belongs in {_one_of(homes)}" if homes else ""

    def _wrapper(self, violation: Violation, owner: Element, suits: Callable[[Element], bool]) -> str:
        """Give the child of ``owner`` in which a stray thing is best put, or ``""``."""
        found = [child.name for ident in references(owner.content) if suits(child := self.schema.by_ident[ident])]
        # a word is for text: what else may stand in it seldom makes a word
        elements = violation.kind != "text-not-allowed"
        now = [name for name in found if name in violation.expected and not (elements and name == "w")]
        holder = None if elements else _holder(violation)
        if holder is not None:
            needed = self._completion.needed(holder, owner, violation.expected, None)
            now = [name for name in now if name in needed] or now
        return next((name for name in (*_WRAPPERS, "w") if name in now), now[0] if len(now) == 1 else "")

    def _content_incomplete(self, violation: Violation, owner: Element) -> Finding:
        element, before = violation.node, violation.before
        options = self._completion.needed(element, owner, violation.expected, before)
        what = _one_of(options) if options else "something"
        subject = f"{options[0] if options else ''} in {owner.name}"
        fix = f"add <{options[0]}>" if len(options) == 1 else f"add {what}" if options else ""
        if before is not None:
            message = f"{what} is missing in <{owner.name}> before <{_written(before)}>"
            place, element = self.places.element(before), before
        else:
            empty = not len(element) and not (element.text or "").strip()
            message = f"<{_written(element)}> is {'empty' if empty else 'incomplete'}: {what} is missing"
            place = self.places.element(element)
        return self._finding(
            "child-missing", element, place, message, subject=subject, expected=options, suggestion=fix
        )

    def _text_not_allowed(self, violation: Violation, owner: Element) -> Finding:
        node, tail = violation.node, violation.at == "tail"
        text = (node.tail if tail else node.text) or ""
        start = len(text) - len(text.lstrip())
        place = self.places.text(node, tail=tail, at=start, length=max(1, len(text.strip())))
        parent = _holder(violation)
        quoted = shown(" ".join(text.split()))
        if isinstance(owner.content, Empty):
            message, fix = f"<{owner.name}> must be empty, and holds “{quoted}”", "move the text out of it"
        else:
            message = f"text is not allowed directly in <{owner.name}>: “{quoted}”"
            wrapper = self._wrapper(violation, owner, self._completion.is_whole)
            fix = f"wrap it in <{wrapper}>" if wrapper else "put it in an element that may hold text"
        first = tuple(name for name in _WRAPPERS if name in violation.expected)
        options = (*first, *(name for name in violation.expected if name not in first))
        return self._finding(
            "text-not-allowed", node if parent is None else parent, place, message, subject=f"text in {owner.name}",
            expected=options, suggestion=fix,
        )  # fmt: skip

    def _content_value(self, violation: Violation, owner: Element) -> Finding:
        element = violation.node
        fault = value_fault(Attribute(owner.ident, owner.name, "", "opt", violation.datatype or Text()), violation.got)
        message = f"the content “{shown(' '.join(violation.got.split()))}” of <{_written(element)}> {fault.sentence}"
        return self._finding(
            "content-value", element, self.places.element(element), message, subject=owner.name,
            expected=fault.expected, suggestion=fault.suggestion,
        )  # fmt: skip

    # Attributes

    def _attribute_not_allowed(self, violation: Violation, owner: Element) -> Finding:
        element, key = violation.node, violation.attribute
        written = _attribute_written(element, key)
        local = written.rpartition(":")[2]
        meant = self.meant(violation)
        message = f"<{_written(element)}> cannot have @{shown(written)}"
        fix = f"did you mean {meant}?" if meant else "remove it"
        if violation.reason == "exclusive":
            message += " together with its other attributes: the schema wants one or the other"
        elif violation.reason == "unknown":
            message = f"the schema has no attribute @{shown(written)}"
        code = "attribute-unknown" if violation.reason == "unknown" else "attribute-not-allowed"
        return self._finding(
            code, element, self.places.attribute_name(element, key), message, subject=f"@{written} of {owner.name}",
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
        local = _attribute_written(element, violation.attribute).rpartition(":")[2]
        if self._holder is not element:  # an element may have very many attributes
            self._holder, self._held = element, {attribute_name(str(other)) for other in element.attrib}
        free = tuple(one for one in violation.expected if one not in self._held)
        attributes = owner.attributes if owner else ()
        renamed = {one.ident: _display(one) for one in attributes if one.ident != _display(one)}
        # a name that other elements have, or that TEI has, is no slip of the pen
        exact = violation.reason in ("elsewhere", "exclusive") or local in _attributes_of_tei()
        meant = violation.near or meant_attribute(local, free, renamed, exact=exact)
        return meant if meant in free else ""

    def _attribute_missing(self, violation: Violation, owner: Element) -> Finding:
        element, names = violation.node, violation.expected
        attribute = self._attribute(violation, owner)
        listed = attribute.values if attribute else None
        usual = tuple(item.name for item in listed.items) if listed else ()
        fix = f'add {names[0]}="{usual[0] if len(usual) == 1 else "…"}"'
        allowed = {_display(one) for one in owner.attributes}
        slips = sorted({attribute_name(str(key)) for key in element.attrib} - allowed)
        if slip := next((one for one in slips if meant_attribute(one, names)), ""):
            fix = f"write {names[0]} for {shown(slip)}"
        message = f"<{_written(element)}> has no {' or '.join(f'@{name}' for name in names)}, which is mandatory"
        return self._finding(
            "attribute-missing", element, self.places.element(element), message,
            subject=f"@{names[0]} of {owner.name}",
            expected=tuple(f'{names[0]}="{value}"' for value in usual) or names, suggestion=fix,
        )  # fmt: skip

    def _attribute_value(self, violation: Violation, owner: Element) -> Finding:
        element, key, value = violation.node, violation.attribute, violation.got
        attribute = self._attribute(violation, owner)
        datatype = violation.datatype or Text()
        fault = value_fault(attribute or Attribute(key, key, "", "opt", datatype), value)
        written = _attribute_written(element, key)
        message = f"@{written}=“{shown(value)}” of <{_written(element)}> {fault.sentence}"
        return self._finding(
            fault.name, element, self.places.attribute_value(element, key), message,
            subject=f"@{written}={value}", expected=fault.expected, suggestion=fault.suggestion,
        )  # fmt: skip

    def _attribute(self, violation: Violation, owner: Element) -> Attribute | None:
        namespace, local = _split(violation.attribute)
        return next((one for one in owner.attributes if one.key == (namespace, local)), None)


_SAYINGS: Final[dict[str, Callable[[Diagnosis, Violation, Element], Finding]]] = {
    "element-not-allowed": Diagnosis._element_not_allowed,  # noqa: SLF001 - the table is the class's own
    "content-incomplete": Diagnosis._content_incomplete,  # noqa: SLF001
    "content-value-invalid": Diagnosis._content_value,  # noqa: SLF001
    "text-not-allowed": Diagnosis._text_not_allowed,  # noqa: SLF001
    "attribute-not-allowed": Diagnosis._attribute_not_allowed,  # noqa: SLF001
    "attribute-missing": Diagnosis._attribute_missing,  # noqa: SLF001
    "attribute-value-invalid": Diagnosis._attribute_value,  # noqa: SLF001
}


def _children(element: etree._Element) -> list[etree._Element]:
    return list(element.iterchildren(etree.Element))


def _holder(violation: Violation) -> etree._Element | None:
    """Give the element whose text is at fault."""
    return violation.node.getparent() if violation.at == "tail" else violation.node


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _split(key: str) -> tuple[str, str]:
    namespace, _, local = key.removeprefix("{").rpartition("}")
    return namespace, local


@cache
def _attributes_of_tei() -> frozenset[str]:
    library = load_p5()
    lists = [spec.attributes for spec in library.elements.values()]
    lists += [spec.attributes for spec in library.classes.values()]
    return frozenset(item.ident for items in lists for item in items if isinstance(item, AttDef))


def _written(element: etree._Element) -> str:
    """Give the name of an element as the document has it, with its prefix."""
    name = shown(local_name(element.tag))
    return f"{element.prefix}:{name}" if element.prefix else name


def _attribute_written(element: etree._Element, key: str) -> str:
    namespace, local = _split(key)
    if not namespace or namespace == XML_NS:
        return attribute_name(key)
    prefix = next((prefix for prefix, uri in sorted(element.nsmap.items(), key=str) if uri == namespace and prefix), "")
    return f"{prefix}:{local}" if prefix else local


def _display(attribute: Attribute) -> str:
    return f"xml:{attribute.name}" if attribute.namespace == XML_NS else attribute.name


def _names(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(element.name for element in elements))


def _one_of(names: tuple[str, ...]) -> str:
    tags = [f"<{name}>" for name in names]
    if len(tags) > 4:
        return f"one of {', '.join(tags[:3])} …"
    return " or ".join(filter(None, (", ".join(tags[:-1]), tags[-1] if tags else "")))
