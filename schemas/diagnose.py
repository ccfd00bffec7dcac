"""From what breaks the grammar to a finding a person can act on: what, where, why, what was expected, one fix."""

from collections.abc import Callable, Iterable
from typing import Final

from lxml import etree

from schemas.finding import Finding
from schemas.habits import hint, meant_attribute, meant_element
from schemas.locator import Locator, shown
from schemas.nearest import by_likeness
from schemas.odd.model import Attribute, Content, Element, Empty, Schema, Text, children, references
from schemas.positions import Place, SourceMap
from schemas.values import value_fault
from tei.names import TEI_NS, XML_NS, attribute_name, local_name

# In what a stray thing is put, the most usual first.
_WRAPPERS: Final = (
    "p", "s", "item", "cell", "row", "head", "bibl", "l", "lg", "div", "body", "text", "list", "listPerson",
    "listPlace", "listOrg", "person", "place", "org", "ab",
)  # fmt: skip


class Diagnosis:
    """Says what is wrong with the nodes of one document, held to one compiled schema.

    The caller has found out that something is wrong and where; the methods say it. ``owner`` is the declaration of
    the element concerned (or of its parent), ``expected`` the elements that could have stood at the place.
    """

    def __init__(self, schema: Schema, places: SourceMap, locator: Locator) -> None:
        self.schema = schema
        self.places = places
        self.locator = locator
        self._names = tuple(dict.fromkeys(element.name for element in schema.elements))
        self._attributes = {attribute.key for element in schema.elements for attribute in element.attributes}

    def _finding(
        self, name: str, element: etree._Element, place: Place, message: str, *, subject: str = "",
        expected: Iterable[str] = (), suggestion: str = "",
    ) -> Finding:  # fmt: skip
        return self.locator.finding(
            name, place, message, xpath=self.places.xpath(element), subject=subject, expected=tuple(expected),
            suggestion=suggestion,
        )  # fmt: skip

    # Elements

    def root_not_allowed(self, root: etree._Element) -> Finding:
        """Say why a document may not begin with this element."""
        starts = [self.schema.by_ident[ident] for ident in self.schema.start]
        allowed = tuple(element.name for element in starts)
        name, namespace = local_name(root.tag), _namespace(root)
        place = self.places.element(root)
        meant = meant_element(name, allowed)
        wanted = next((element.namespace for element in starts if element.name == (meant or name)), TEI_NS)
        if namespace != wanted and meant:
            where = f"in the namespace {shown(namespace)}" if namespace else "in no namespace"
            message = f"<{_written(root)}> is {where}, and not in that of TEI"
            fix = f'write <{meant} xmlns="{wanted}">'
            return self._finding("namespace-missing", root, place, message, subject=name, suggestion=fix)
        message = f"a document cannot begin with <{_written(root)}>"
        fix = f"did you mean <{meant}>?" if meant else f"put it in a complete <{allowed[0]}>" if allowed else ""
        return self._finding(
            "root-not-allowed", root, place, message, subject=name, expected=by_likeness(name, allowed), suggestion=fix
        )

    def element_not_allowed(
        self, element: etree._Element, owner: Element, expected: Iterable[Element], *, complete: bool = True
    ) -> Finding:
        """Say why an element may not stand here; ``complete``: the parent could have ended before it."""
        name, namespace = local_name(element.tag), _namespace(element)
        options = _names(expected)
        if (namespace, name) not in self.schema.by_name:
            return self._unknown_element(element, owner, options)
        known = self.schema.by_name[namespace, name]
        if any(one.ident in references(owner.content) for one in known):
            return self._out_of_order(element, owner, options, complete=complete)
        message = f"<{_written(element)}> is not allowed in <{owner.name}>"
        return self._finding(
            "element-not-allowed", element, self.places.element(element), message, subject=name,
            expected=by_likeness(name, options), suggestion=self._better_place(element, owner, options, known),
        )  # fmt: skip

    def _unknown_element(self, element: etree._Element, owner: Element, options: tuple[str, ...]) -> Finding:
        name, namespace = local_name(element.tag), _namespace(element)
        place = self.places.element(element)
        homes = {one.namespace for one in self.schema.elements if one.name == name}
        expected = by_likeness(name, options)
        if homes:
            home = min(homes)
            where = f"in the namespace {shown(namespace)}" if namespace else "in no namespace"
            message = f"<{_written(element)}> is {where}, and <{name}> belongs to {home}"
            fix = 'remove xmlns=""' if not namespace else f"write <{name}> without the prefix" if element.prefix else ""
            fix = fix or f'write <{name} xmlns="{home}">'
            return self._finding(
                "element-wrong-namespace", element, place, message, subject=name, expected=expected, suggestion=fix
            )
        meant = meant_element(name, options) or meant_element(name, self._names)
        case = bool(meant) and meant.casefold() == name.casefold()
        fix = (
            f"did you mean <{' '.join(filter(None, (meant, hint(name))))}>?"
            if meant
            else "use an element of the schema"
        )
        if case:
            fix += " (names are case-sensitive)"
            message = f"<{_written(element)}> is not allowed in <{owner.name}>"
        else:
            message = f"the schema has no element <{_written(element)}>"
        code = "element-not-allowed" if case else "element-unknown"
        if meant:
            expected = (meant, *(one for one in expected if one != meant)) if meant in options else expected
        return self._finding(code, element, place, message, subject=name, expected=expected, suggestion=fix)

    def _out_of_order(
        self, element: etree._Element, owner: Element, options: tuple[str, ...], *, complete: bool
    ) -> Finding:
        name, place = local_name(element.tag), self.places.element(element)
        parent = element.getparent()
        siblings = [] if parent is None else [local_name(one.tag) for one in parent.iterchildren(etree.Element)]
        if not complete and options and not set(options) & set(siblings):
            return self._missing_before(element, owner, options)
        earlier = [local_name(one.tag) for one in element.itersiblings(etree.Element, preceding=True)]
        message = f"<{_written(element)}> is not allowed at this point in <{owner.name}>"
        if not complete and (later := next((one for one in options if one in siblings), "")):
            fix = f"move <{later}> before it"
        elif name in earlier:
            fix = "remove it: there is one already" if options or complete else ""
        else:
            fix = f"move it before <{earlier[-1]}>" if earlier else "move it further down"
        return self._finding(
            "element-out-of-order", element, place, message, subject=name, expected=by_likeness(name, options),
            suggestion=fix,
        )  # fmt: skip

    def _missing_before(self, element: etree._Element, owner: Element, options: tuple[str, ...]) -> Finding:
        what = _one_of(options)
        message = f"{what} is missing in <{owner.name}> before <{_written(element)}>"
        return self._finding(
            "child-missing", element, self.places.element(element), message, subject=f"{options[0]} in {owner.name}",
            expected=options, suggestion=f"add <{options[0]}> before it",
        )  # fmt: skip

    def _better_place(
        self, element: etree._Element, owner: Element, options: tuple[str, ...], known: tuple[Element, ...]
    ) -> str:
        name = local_name(element.tag)
        meant = meant_element(name, options)
        if meant:
            return f"did you mean <{meant}>?"
        idents = {one.ident for one in known}
        if wrapper := self._wrapper(owner, lambda child: bool(idents & set(references(child.content)))):
            return f"wrap it in <{wrapper}>"
        for ancestor in list(element.iterancestors())[1:]:
            homes = self.schema.by_name.get((_namespace(ancestor), local_name(ancestor.tag)), ())
            if any(idents & set(references(home.content)) for home in homes):
                return f"move it out of <{owner.name}>, into <{local_name(ancestor.tag)}>"
        homes_of = [one.name for one in self.schema.elements if idents & set(references(one.content))]
        return f"it belongs in {_one_of(tuple(homes_of[:3]))}" if homes_of else "remove it"

    def _wrapper(self, owner: Element, suits: Callable[[Element], bool]) -> str:
        found = [child.name for ident in references(owner.content) if suits(child := self.schema.by_ident[ident])]
        return next((name for name in _WRAPPERS if name in found), found[0] if len(found) == 1 else "")

    def content_incomplete(self, element: etree._Element, owner: Element, expected: Iterable[Element]) -> Finding:
        """Say what is missing at the end of an element."""
        options = _names(expected)
        what = _one_of(options) if options else "something"
        state = "is empty" if not len(element) and not (element.text or "").strip() else "is incomplete"
        message = f"<{_written(element)}> {state}: {what} is missing"
        fix = f"add <{options[0]}>" if len(options) == 1 else f"add {what}" if options else ""
        return self._finding(
            "child-missing", element, self.places.element(element), message,
            subject=f"{options[0] if options else ''} in {owner.name}", expected=options, suggestion=fix,
        )  # fmt: skip

    def text_not_allowed(self, node: etree._Element, owner: Element, *, tail: bool) -> Finding:
        """Say why text may not stand here: in ``node``, or with ``tail`` behind it (a child of the element)."""
        text = (node.tail if tail else node.text) or ""
        start = len(text) - len(text.lstrip())
        place = self.places.text(node, tail=tail, at=start, length=max(1, len(text.strip())))
        parent = node.getparent() if tail else node
        parent = node if parent is None else parent
        quoted = shown(" ".join(text.split())[:40])
        if isinstance(owner.content, Empty):
            message, fix = f"<{owner.name}> must be empty, and holds “{quoted}”", "move the text out of it"
        else:
            message = f"text is not allowed directly in <{owner.name}>: “{quoted}”"
            wrapper = self._wrapper(owner, lambda child: _holds_text(child.content))
            fix = f"wrap it in <{wrapper}>" if wrapper else "put it in an element that may hold text"
        options = _names(self.schema.by_ident[ident] for ident in references(owner.content))
        first = [name for name in _WRAPPERS if name in options]
        options = (*first, *(name for name in options if name not in first))
        return self._finding(
            "text-not-allowed",
            parent,
            place,
            message,
            subject=f"text in {owner.name}",
            expected=options,
            suggestion=fix,
        )

    # Attributes

    def attribute_not_allowed(self, element: etree._Element, key: str, owner: Element) -> Finding:
        """Say why an element may not have an attribute; ``key`` is lxml's."""
        name = attribute_name(key)
        written = _attribute_written(element, key)
        allowed = tuple(_attribute_display(attribute) for attribute in owner.attributes)
        free = tuple(one for one in allowed if one not in {attribute_name(str(other)) for other in element.attrib})
        local = name.rpartition("}")[2]
        meant = local if local in free and local != name else meant_attribute(local, free)
        known = (_split(key)) in self._attributes
        message = (
            f"<{owner.name}> cannot have @{shown(written)}"
            if known
            else f"the schema has no attribute @{shown(written)}"
        )
        return self._finding(
            "attribute-not-allowed" if known else "attribute-unknown", element,
            self.places.attribute_name(element, key), message, subject=f"@{written}",
            expected=by_likeness(local, allowed), suggestion=f"did you mean {meant}?" if meant else "remove it",
        )  # fmt: skip

    def attribute_missing(self, element: etree._Element, attributes: Iterable[Attribute], owner: Element) -> Finding:
        """Say which attribute an element lacks; of several, one is needed."""
        missing = tuple(attributes)
        names = tuple(_attribute_display(attribute) for attribute in missing)
        what = " or ".join(f"@{name}" for name in names)
        values = missing[0].values if missing else None
        usual = tuple(item.name for item in values.items) if values else ()
        fix = f'add {names[0]}="{usual[0] if len(usual) == 1 else "…"}"' if names else ""
        named = {attribute_name(str(key)) for key in element.attrib}
        allowed = {_attribute_display(attribute) for attribute in owner.attributes}
        if names and (slip := next((one for one in sorted(named - allowed) if meant_attribute(one, names)), "")):
            fix = f"did you mean {names[0]} where {shown(slip)} is written?"
        message = f"<{_written(element)}> has no {what}, which is mandatory"
        return self._finding(
            "attribute-missing", element, self.places.element(element), message,
            subject=f"@{names[0] if names else ''} of {owner.name}",
            expected=tuple(f'{names[0]}="{value}"' for value in usual) or names, suggestion=fix,
        )  # fmt: skip

    def value_not_allowed(self, element: etree._Element, key: str, attribute: Attribute) -> Finding:
        """Say why an attribute may not have its value."""
        value = str(element.get(key, ""))
        fault = value_fault(attribute, value)
        written = _attribute_written(element, key)
        message = f"@{written}=“{shown(value)}” of <{_written(element)}> {fault.sentence}"
        return self._finding(
            fault.name, element, self.places.attribute_value(element, key), message,
            subject=f"@{written}={value}", expected=fault.expected, suggestion=fault.suggestion,
        )  # fmt: skip


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _split(key: str) -> tuple[str, str]:
    namespace, _, local = key.removeprefix("{").rpartition("}")
    return namespace, local


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


def _attribute_display(attribute: Attribute) -> str:
    return f"xml:{attribute.name}" if attribute.namespace == XML_NS else attribute.name


def _names(elements: Iterable[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(element.name for element in elements))


def _one_of(names: tuple[str, ...]) -> str:
    tags = [f"<{name}>" for name in names]
    if len(tags) > 4:
        return f"one of {', '.join(tags[:3])} …"
    return " or ".join(filter(None, (", ".join(tags[:-1]), tags[-1] if tags else "")))


def _holds_text(content: Content) -> bool:
    stack = [content]
    while stack:
        part = stack.pop()
        if isinstance(part, Text):
            return True
        stack.extend(children(part))
    return False
