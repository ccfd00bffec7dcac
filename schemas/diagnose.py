"""From what breaks the grammar to a finding a person can act on: what, where, why, what was expected, one fix."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lxml import etree

from schemas.attribute_faults import AttributeFaults, written
from schemas.completion import Completion
from schemas.document import CheckedDocument
from schemas.finding import Finding
from schemas.habits import hint, is_habit, meant_element
from schemas.inclusions import INCLUDE
from schemas.locator import Locator, shown
from schemas.nearest import by_likeness, nearest
from schemas.odd.algebra import Empty, Text, references
from schemas.odd.datatypes import admits
from schemas.odd.model import Attribute, Element, Schema
from schemas.odd.violation import Violation
from schemas.p5.facts import load_p5
from schemas.positions import SourceMap
from schemas.values import value_fault
from tei.names import TEI_NS, local_name

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
        (one.node, meant)
        for one in found
        if one.kind == "attribute-not-allowed" and (meant := diagnosis.attributes.meant(one))
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
        self.attributes = AttributeFaults(schema, places, locator)
        self._finding = self.attributes.finding

    def finding(self, violation: Violation) -> Finding:
        """Put a violation into words."""
        owner = self.schema.by_ident.get(violation.model)
        if violation.kind == "root-not-allowed" or owner is None:
            return self._root_or_wildcard(violation)
        match violation.kind:
            case "attribute-not-allowed":
                return self.attributes.not_allowed(violation, owner)
            case "attribute-missing":
                return self.attributes.missing(violation, owner)
            case "attribute-value-invalid":
                return self.attributes.value(violation, owner)
        return _SAYINGS[violation.kind](self, violation, owner)

    # Elements

    def _root_or_wildcard(self, violation: Violation) -> Finding:
        node, name = violation.node, violation.got
        parent = node.getparent()
        place = self.places.element(node)
        if parent is not None:
            message = f"<{written(node)}> is not allowed in <{written(parent)}>"
            return self._finding("element-not-allowed", node, place, message, subject=name, suggestion="remove it")
        namespace = _namespace(node)
        starts = [self.schema.by_ident[ident] for ident in self.schema.start]
        meant = violation.near or meant_element(name, violation.expected, self._renamed)
        wanted = next((element.namespace for element in starts if element.name == meant), TEI_NS)
        if namespace != wanted and meant:
            where = f"in the namespace {shown(namespace)}" if namespace else "in no namespace"
            message = f"<{written(node)}> is {where}, and not in that of TEI"
            fix = f'write <{meant} xmlns="{wanted}">'
            return self._finding("namespace-missing", node, place, message, subject=name, suggestion=fix)
        fix = f"did you mean <{meant}>?" if meant else f"put it in a complete <{violation.expected[0]}>"
        return self._finding(
            "root-not-allowed", node, place, f"a document cannot begin with <{written(node)}>", subject=name,
            expected=by_likeness(name, violation.expected), suggestion=fix,
        )  # fmt: skip

    def _element_not_allowed(self, violation: Violation, owner: Element) -> Finding:
        element, name = violation.node, violation.got
        if violation.reason != "misplaced":
            return self._unknown_element(violation, owner)
        idents = {one.ident for one in self.schema.by_name.get((_namespace(element), name), ())}
        if idents & set(references(owner.content)):
            return self.out_of_order(element, violation)
        message = f"<{written(element)}> is not allowed in <{owner.name}>"
        return self._finding(
            "element-not-allowed", element, self.places.element(element), message, subject=name,
            expected=by_likeness(name, violation.expected), suggestion=self._place_for(violation, owner, idents),
        )  # fmt: skip

    def _unknown_element(self, violation: Violation, owner: Element) -> Finding:
        element, name, options = violation.node, violation.got, violation.expected
        place, expected = self.places.element(element), by_likeness(name, options)
        if element.tag == INCLUDE:
            message, fix = f"the schema has no element <{written(element)}>", "include the file before the check"
            return self._finding("element-unknown", element, place, message, subject=name, suggestion=fix)
        if violation.reason == "wrong-namespace":
            namespace = _namespace(element)
            home = min(one.namespace for one in self.schema.elements if one.name == name)
            where = f"in the namespace {shown(namespace)}" if namespace else "in no namespace"
            message = f"<{written(element)}> is {where}, and <{name}> belongs to {home}"
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
        code, message = "element-unknown", f"the schema has no element <{written(element)}>"
        if exact and name not in self._renamed:
            message += ": it is one of TEI that this customisation leaves out"
        if violation.reason == "wrong-case":
            code, message = "element-not-allowed", f"<{written(element)}> is not allowed in <{owner.name}>"
            fix += " (names are case-sensitive)"
        if meant in options:
            expected = (meant, *(one for one in expected if one != meant))
        return self._finding(code, element, place, message, subject=name, expected=expected, suggestion=fix)

    def out_of_order(self, element: etree._Element, violation: Violation) -> Finding:
        """Say that an element its parent allows stands at the wrong point, or is one too many."""
        name = local_name(element.tag)
        parent = element.getparent()
        owner = self.schema.by_ident.get(violation.model)
        earlier = sum(one.tag == element.tag for one in element.itersiblings(etree.Element, preceding=True))
        most = self._completion.most(element, owner) if owner else None
        home = self._completion.place_for(element, owner) if owner and violation.before is None else None
        message = (
            f"<{written(element)}> is not allowed at this point in <{written(parent)}>" if parent is not None else ""
        )
        if violation.before is not None:
            fix = f"move it before <{written(violation.before)}>"
        elif most is not None and earlier >= most:
            fix = f"remove it: {'there is one already' if most == 1 else f'at most {most} are allowed'}"
        elif home is not None:
            fix = f"move it before <{written(home)}>"
        else:
            fix = "remove it: there is one already" if earlier else "move it further down"
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
        return f'{meant} {attribute.written}="{word}"' if attribute is not None and word else meant

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
            message = f"{what} is missing in <{owner.name}> before <{written(before)}>"
            place, element = self.places.element(before), before
        else:
            empty = not len(element) and not (element.text or "").strip()
            message = f"<{written(element)}> is {'empty' if empty else 'incomplete'}: {what} is missing"
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
        message = f"the content “{shown(' '.join(violation.got.split()))}” of <{written(element)}> {fault.sentence}"
        return self._finding(
            "content-value", element, self.places.element(element), message, subject=owner.name,
            expected=fault.expected, suggestion=fault.suggestion,
        )  # fmt: skip


_SAYINGS: Final[dict[str, Callable[[Diagnosis, Violation, Element], Finding]]] = {
    "element-not-allowed": Diagnosis._element_not_allowed,  # noqa: SLF001 - the table is the class's own
    "content-incomplete": Diagnosis._content_incomplete,  # noqa: SLF001
    "content-value-invalid": Diagnosis._content_value,  # noqa: SLF001
    "text-not-allowed": Diagnosis._text_not_allowed,  # noqa: SLF001
}


def _children(element: etree._Element) -> list[etree._Element]:
    return list(element.iterchildren(etree.Element))


def _holder(violation: Violation) -> etree._Element | None:
    """Give the element whose text is at fault."""
    return violation.node.getparent() if violation.at == "tail" else violation.node


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _names(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(element.name for element in elements))


def _one_of(names: tuple[str, ...]) -> str:
    tags = [f"<{name}>" for name in names]
    if len(tags) > 4:
        return f"one of {', '.join(tags[:3])} …"
    return " or ".join(filter(None, (", ".join(tags[:-1]), tags[-1] if tags else "")))
