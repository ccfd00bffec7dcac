"""Validating a document against the compiled model itself, for the sake of what can be said of it.

Each cause gives one :class:`Violation`: raw facts from which another layer makes the words. After a fault the check
goes on as if the faulty node were not there, or were one of those expected in its place, whichever explains the rest;
what stands inside it is still checked where it is itself known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lxml import etree

from schemas.odd.algebra import Alternate, AnyElement, Content, ElementRef, children
from schemas.odd.automaton import TEXT, Automata, Name, State, admits_name, holds_value, nullable
from schemas.odd.datatypes import BLANKS, admits
from schemas.odd.model import XML_NS, Attribute, Element, Schema
from schemas.odd.violation import Reason, Violation


@dataclass(frozen=True, slots=True)
class _Task:
    """An element to check: by a definition, under a wildcard, or (both ``None``) only for the known in it.

    ``alias`` is a namespace that stands for another in this subtree, once its being wrong has been reported.
    """

    node: etree._Element
    element: Element | None
    wildcard: AnyElement | None
    alias: tuple[str, str] | None


_MAX_TRIALS: Final = 8


class NativeValidator:
    """Validates trees against one schema; the automata it makes are kept from document to document."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._automata = Automata(schema)
        self._begin: dict[str, State] = {}
        self._go_on: dict[State, State] = {}
        self._expected_in: dict[State, tuple[str, ...]] = {}
        self._value: dict[str, bool] = {}
        self._attributes: dict[str, dict[Name, Attribute]] = {}
        self._locals: dict[str, list[Name]] = {}
        self._folded: dict[str, list[Name]] = {}
        self._attribute_names = {a.key for element in schema.elements for a in element.attributes}
        self._trials = 0
        for name in schema.by_name:
            self._locals.setdefault(name[1], []).append(name)
            self._folded.setdefault(name[1].casefold(), []).append(name)

    def is_valid(self, root: etree._Element) -> bool:
        """Whether the tree below an element is valid."""
        return next(self.violations(root), None) is None

    def violations(self, root: etree._Element) -> Iterator[Violation]:
        """Give the faults of a document, its root taken as such; an element's own before those of its descendants."""
        name = _name(root)
        starts = [self.schema.by_ident[ident] for ident in self.schema.start]
        found = [element for element in starts if element.key == name]
        alias = None
        if not found:
            reason, near = self._why(name, {element.key for element in starts})
            yield Violation(
                "root-not-allowed", root, got=name[1], expected=tuple(element.name for element in starts),
                reason=reason, near=near[1] if near else "",
            )  # fmt: skip
            if near is not None:
                found = list(self.schema.by_name[near])
                alias = (name[0], near[0]) if reason == "wrong-namespace" else None
            else:
                found = list(self.schema.by_name.get(name, ()))
        yield from self._walk(_Task(root, self._choose(root, found), None, alias))

    def _walk(self, first: _Task) -> Iterator[Violation]:
        tasks = [first]
        while tasks:
            below: list[_Task] = []
            yield from self._check(tasks.pop(), below)
            tasks.extend(reversed(below))

    def _choose(self, node: etree._Element, candidates: list[Element]) -> Element | None:
        """Of several definitions of one name, the one that the element meets; the first if it meets none."""
        if len(candidates) > 1 and self._trials < _MAX_TRIALS:
            self._trials += 1
            try:
                for candidate in candidates:
                    if next(self._walk(_Task(node, candidate, None, None)), None) is None:
                        return candidate
            finally:
                self._trials -= 1
        return candidates[0] if candidates else None

    def _check(self, task: _Task, below: list[_Task]) -> Iterator[Violation]:
        if task.wildcard is not None:
            yield from self._check_wildcard(task, below)
        elif task.element is None:
            self._inside_unknown(task, below)
        else:
            yield from self._check_attributes(task.node, task.element)
            if self._has_value(task.element) and not any(isinstance(c.tag, str) for c in task.node):
                yield from self._check_value(task.node, task.element)
            else:
                yield from self._check_content(task, task.element, below)

    # content

    def _has_value(self, element: Element) -> bool:
        if element.ident not in self._value:
            self._value[element.ident] = holds_value(element.content)
        return self._value[element.ident]

    def _check_value(self, node: etree._Element, element: Element) -> Iterator[Violation]:
        text = "".join([node.text or "", *(child.tail or "" for child in node)])
        if _admits_text(element.content, text):
            return
        yield Violation(
            "content-value-invalid", node, "text", got=text, expected=_value_names(element.content),
            model=element.ident, datatype=element.content,  # type: ignore[arg-type]
        )  # fmt: skip

    def _check_content(self, task: _Task, element: Element, below: list[_Task]) -> Iterator[Violation]:  # noqa: PLR0912 (one case each)
        node, alias = task.node, task.alias
        state = self._begin.get(element.ident)
        if state is None:
            state = self._begin[element.ident] = self._automata.state(element.content)
        told = False  # stray text is one cause, however often a child interrupts it
        stray: Name | None = None  # and so are namesakes that follow each other where they cannot stand
        if _is_text(node.text):
            after = self._automata.step(state, TEXT)
            if after is None:
                told = True
                yield self._stray_text(node, "text", node.text or "", state, element)
            else:
                state = after
        for child in node:
            if isinstance(child.tag, str):
                name = _aliased(_name(child), alias)
                after = self._automata.step(state, name)
                if after is not None:
                    below.append(self._task(child, state, name, alias))
                    state, stray = after, None
                else:
                    violation, state, inside = self._unexpected(node, child, name, state, element, alias)
                    if name != stray or violation.reason != "misplaced":
                        yield violation
                    below.append(inside)
                    stray = name
            if _is_text(child.tail):
                after = self._automata.step(state, TEXT)
                if after is not None:
                    state = after
                elif not told:
                    told = True
                    yield self._stray_text(child, "tail", child.tail or "", state, element)
        if not state.accepting:
            expected = self._expected(state)
            yield Violation("content-incomplete", node, expected=expected, model=element.ident)

    def _task(self, child: etree._Element, state: State, name: Name, alias: tuple[str, str] | None) -> _Task:
        matching = self._automata.matching(state, name)
        elements = [self.schema.by_ident[leaf.ident] for leaf in matching if isinstance(leaf, ElementRef)]
        if elements:
            return _Task(child, self._choose(child, elements), None, alias)
        wildcard = next(leaf for leaf in matching if isinstance(leaf, AnyElement))
        return _Task(child, None, wildcard, None)

    def _unexpected(  # noqa: PLR0917 (one case each)
        self,
        node: etree._Element,
        child: etree._Element,
        name: Name,
        state: State,
        parent: Element,
        alias: tuple[str, str] | None,
    ) -> tuple[Violation, State, _Task]:
        """The violation of a child that cannot stand here, the state to go on in, and how to check the child."""
        step = self._automata.step
        names = [self.schema.by_ident[leaf.ident].key for leaf in state.firsts if isinstance(leaf, ElementRef)]
        known = self.schema.by_name.get(name, ())
        if known and not state.accepting:
            # is only something missing in front of it?
            after = {first: step(moved, name) for first in names if (moved := step(state, first)) is not None}
            if lacking := [first for first, then in after.items() if then is not None]:
                expected = tuple(dict.fromkeys(first[1] for first in lacking))
                violation = Violation("content-incomplete", node, expected=expected, before=child, model=parent.ident)
                between = self._automata.either([moved for first in lacking if (moved := step(state, first))])
                task = self._task(child, between, name, alias)
                return violation, self._automata.either([then for then in after.values() if then]), task
        reason, near = self._why(name, set(names))
        violation = Violation(
            "element-not-allowed", child, got=name[1], expected=self._expected(state), reason=reason,
            near=near[1] if near else "", model=parent.ident,
        )  # fmt: skip
        if near is not None and (meant := step(state, near)) is not None:
            inner = (_name(child)[0], near[0]) if reason == "wrong-namespace" else alias
            return violation, meant, self._task(child, state, near, inner)
        go_on = self._go_on.get(state)
        if go_on is None:
            stand_ins = [state, *(moved for first in names if (moved := step(state, first)) is not None)]
            go_on = self._go_on[state] = self._automata.either(list(dict.fromkeys(stand_ins)))
        # what is wrong with a node that should not be there follows from that; what stands in it may be right
        inner = (_name(child)[0], near[0]) if near is not None and reason == "wrong-namespace" else alias
        return violation, go_on, _Task(child, None, None, inner)

    def _why(self, name: Name, expected: set[Name]) -> tuple[Reason, Name | None]:
        """Why an element cannot stand where these are expected, and the name that was probably meant."""
        if name in self.schema.by_name:
            return "misplaced", None
        namesakes = self._locals.get(name[1], [])
        if namesakes:
            return "wrong-namespace", next((other for other in namesakes if other in expected), namesakes[0])
        alike = [other for other in self._folded.get(name[1].casefold(), []) if other[0] == name[0]]
        if alike:
            return "wrong-case", next((other for other in alike if other in expected), alike[0])
        return "unknown", None

    def _expected(self, state: State) -> tuple[str, ...]:
        if state not in self._expected_in:
            names = (self.schema.by_ident[leaf.ident].name for leaf in state.firsts if isinstance(leaf, ElementRef))
            self._expected_in[state] = tuple(dict.fromkeys(names))
        return self._expected_in[state]

    def _stray_text(
        self, node: etree._Element, at: Literal["text", "tail"], text: str, state: State, element: Element
    ) -> Violation:
        return Violation(
            "text-not-allowed", node, at, got=text.strip(BLANKS), expected=self._expected(state), model=element.ident
        )

    def _check_wildcard(self, task: _Task, below: list[_Task]) -> Iterator[Violation]:
        wildcard = task.wildcard
        for child in task.node:
            if not isinstance(child.tag, str) or wildcard is None:
                continue
            name = _name(child)
            if admits_name(wildcard, name):
                below.append(_Task(child, None, wildcard, None))
            else:
                yield Violation("element-not-allowed", child, got=name[1], reason="misplaced")
                below.append(_Task(child, None, None, None))

    def _inside_unknown(self, task: _Task, below: list[_Task]) -> None:
        for child in task.node:
            if isinstance(child.tag, str):
                known = list(self.schema.by_name.get(_aliased(_name(child), task.alias), ()))
                below.append(_Task(child, self._choose(child, known), None, task.alias))

    # attributes

    def _check_attributes(self, node: etree._Element, element: Element) -> Iterator[Violation]:
        known = self._attributes.get(element.ident)
        if known is None:
            known = self._attributes[element.ident] = {a.key: a for a in element.attributes}
        present: set[Name] = set()
        strange: set[str] = set()
        for key, value in node.attrib.items():
            name = _split(str(key))
            attribute = known.get(name)
            if attribute is None:
                strange.add(name[1].casefold())
                yield self._strange_attribute(node, str(key), name, known, element)
                continue
            present.add(name)
            if not admits(attribute.datatype, str(value)):
                yield Violation(
                    "attribute-value-invalid", node, "attribute", str(key), str(value),
                    _value_names(attribute.datatype), model=element.ident, datatype=attribute.datatype,
                )  # fmt: skip
        for attribute in element.plain_attributes if element.choices else known.values():
            if attribute.required and attribute.key not in present and attribute.name.casefold() not in strange:
                yield Violation(
                    "attribute-missing", node, "attribute", _key(attribute.key), expected=(_display(attribute.key),),
                    model=element.ident, datatype=attribute.datatype,
                )  # fmt: skip
        for choice in element.choices:
            groups = [[a for i in group if (a := element.attribute(i))] for group in choice.alternatives]
            yield from self._check_choice(node, element, groups, present)

    def _check_choice(
        self, node: etree._Element, element: Element, groups: list[list[Attribute]], present: set[Name]
    ) -> Iterator[Violation]:
        all_keys = [attribute.key for group in groups for attribute in group]
        here = {key for key in all_keys if key in present}
        for group in groups:
            if here <= {a.key for a in group} and all(a.key in here for a in group if a.required):
                return
        names = tuple(dict.fromkeys(_display(key) for key in all_keys))
        fitting = [group for group in groups if here <= {a.key for a in group}]
        if fitting:  # only something required is missing
            lacking = [a.key for group in fitting for a in group if a.required and a.key not in here]
            expected = tuple(dict.fromkeys(_display(key) for key in lacking))
            yield Violation(
                "attribute-missing", node, "attribute", _key(lacking[0]), expected=expected, model=element.ident
            )
        else:
            last = [key for key in all_keys if key in here][-1]
            yield Violation(
                "attribute-not-allowed",
                node,
                "attribute",
                _key(last),
                _display(last),
                names,
                "exclusive",
                model=element.ident,
            )

    def _strange_attribute(
        self, node: etree._Element, key: str, name: Name, known: dict[Name, Attribute], element: Element
    ) -> Violation:
        near = next((other for other in known if other[1] == name[1]), None)
        reason: Reason = "wrong-namespace" if near else "unknown"
        if near is None:
            near = next((other for other in known if other[1].casefold() == name[1].casefold()), None)
            reason = "wrong-case" if near else ("elsewhere" if name in self._attribute_names else "unknown")
        return Violation(
            "attribute-not-allowed", node, "attribute", key, _display(name), tuple(map(_display, known)), reason,
            _display(near) if near else "", model=element.ident,
        )  # fmt: skip


def _name(node: etree._Element) -> Name:
    return _split(str(node.tag))


def _split(clark: str) -> Name:
    if clark.startswith("{"):
        namespace, _, local = clark[1:].partition("}")
        return namespace, local
    return "", clark


def _aliased(name: Name, alias: tuple[str, str] | None) -> Name:
    return (alias[1], name[1]) if alias is not None and name[0] == alias[0] else name


def _key(name: Name) -> str:
    return f"{{{name[0]}}}{name[1]}" if name[0] else name[1]


def _display(name: Name) -> str:
    return f"xml:{name[1]}" if name[0] == XML_NS else name[1]


def _is_text(text: str | None) -> bool:
    return bool(text and text.strip(BLANKS))


def _admits_text(content: Content, text: str) -> bool:
    """Whether an element without children may hold this text."""
    if isinstance(content, Alternate):
        return any(_admits_text(item, text) for item in content.items)
    if not _is_text(text) and not holds_value(content):
        return nullable(content)
    return admits(content, text)


def _value_names(datatype: Content) -> tuple[str, ...]:
    """The values that a datatype lists, if it lists any."""
    names = getattr(datatype, "names", None)
    if names is not None:
        return tuple(names)
    return tuple(dict.fromkeys(name for part in children(datatype) for name in _value_names(part)))
