"""One document against one rule set: the nodes of each rule, the tests at them, the failures."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from elementpath.exceptions import ElementPathError
from elementpath.xpath_nodes import AttributeNode
from lxml import etree

from schemas.finding import Level
from schemas.rules.compiled import CompiledPattern, CompiledRule, CompiledTest, Engine, FastTest
from schemas.rules.document import Document, Element, OutOfTimeError
from schemas.rules.model import Part, Rule
from schemas.rules.regex import RegexRefusedError
from schemas.rules.term import Variable
from schemas.rules.xpath import walk

LEVELS: Final[dict[str, Level]] = {
    "": "error", "error": "error", "fatal": "error",
    "warning": "warning", "warn": "warning", "nonfatal": "warning",
    "info": "info", "information": "info",
}  # fmt: skip
"""The level of each role that is known; any other counts as an error."""

_WHOLE, _CHUNK = 20_000, 50
_FAULTS = (ElementPathError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)

Kind = Literal["assert", "report", "error", "timeout"]
Node = tuple[Element, str]
"""A context node: an element, or the attribute of it that is named (Clark name); ``""`` for the element itself."""


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """What a rule has to say about one node.

    ``kind``: an ``assert`` that failed, a ``report`` that applies, an ``error`` where the test could not be evaluated
    (said once for each test), or ``timeout`` where time ran out. ``attribute`` is the Clark name of the attribute of
    ``element`` that is meant, ``""`` for the element itself. ``line`` is that of the test in the schema. ``order``
    sorts by place in the document, then by place in the schema.
    """

    element: Element
    attribute: str
    kind: Kind
    level: Level
    message: str
    test: str
    context: str
    line: int
    order: tuple[int, ...]
    pattern: str = ""
    rule: str = ""
    ident: str = ""
    role: str = ""
    flag: str = ""
    see: str = ""
    diagnostics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """The rule that is running, and the test; ``order`` are their numbers in the schema."""

    pattern: CompiledPattern
    rule: CompiledRule
    order: tuple[int, ...]
    test: CompiledTest | None = None


class Run:
    """One document against the rules of an engine; :meth:`failures` may be called once."""

    def __init__(self, engine: Engine, document: Document, coverage: MutableMapping[Rule, int] | None) -> None:
        self.engine = engine
        self.document = document
        self.coverage = coverage
        self.found: list[RuleFailure] = []
        self.globals: dict[int, Any] = {}

    def failures(self, patterns: Iterable[CompiledPattern]) -> list[RuleFailure]:
        """Give the failures in the order of the document."""
        local = self.engine.local
        outer = getattr(local, "document", None)
        local.document = self.document
        try:
            for number, pattern in enumerate(patterns):
                self._pattern(number, pattern)
        finally:
            local.document = outer
        return sorted(self.found, key=lambda failure: failure.order)

    def _pattern(self, number: int, pattern: CompiledPattern) -> None:
        taken: set[Node] = set()
        for place, rule in enumerate(pattern.rules):
            spot = _Spot(pattern, rule, (number, place))
            try:
                groups = self._nodes(rule)
                if len(pattern.rules) > 1:
                    groups = self._first(groups, taken)
                if self.coverage is not None:
                    fired = sum(len(elements) for elements in groups.values())
                    self.coverage[rule.rule] = self.coverage.get(rule.rule, 0) + fired
                for attribute, elements in groups.items():
                    self._apply(spot, attribute, elements)
            except OutOfTimeError:
                self._out_of_time(spot)
                return
            except _FAULTS as fault:
                self._error(spot, (self.document.root, ""), fault)

    def _first(self, groups: dict[str, list[Element]], taken: set[Node]) -> dict[str, list[Element]]:
        """Leave out the nodes that an earlier rule of the pattern was applied to."""
        left: dict[str, list[Element]] = {}
        for attribute, elements in groups.items():
            left[attribute] = [element for element in elements if (element, attribute) not in taken]
            taken.update((element, attribute) for element in elements)
        return left

    # --- context ---

    def _nodes(self, rule: CompiledRule) -> dict[str, list[Element]]:
        """Give the elements of a context, by the attribute that is meant (``""``: the element itself)."""
        document = self.document
        if rule.paths:
            absent = bool(rule.names) and not any(map(document.tagged, rule.names))
            return {} if absent else self._nodes_by_elementpath(rule)
        groups: dict[str, list[Element]] = {}
        for selector, test in rule.selectors:
            if selector.tag:
                elements = document.tagged(selector.tag)
                if selector.attribute:
                    elements = [element for element in elements if element.get(selector.attribute) is not None]
            else:
                elements = document.holders(selector.holder) if selector.holder else document.elements
            if test is not None:
                elements = self._filter(test, elements, _CHUNK if selector.walks else _WHOLE)
            if elements:
                known = groups.get(selector.attribute)
                groups[selector.attribute] = elements if known is None else list(dict.fromkeys([*known, *elements]))
        return groups

    def _nodes_by_elementpath(self, rule: CompiledRule) -> dict[str, list[Element]]:
        groups: dict[str, dict[Element, None]] = {}
        for path in rule.paths:
            for node in self._select(path, self.document.nodes, rule.variables):
                element, attribute = self._place(node)
                groups.setdefault(attribute, {})[element] = None
        return {attribute: list(elements) for attribute, elements in groups.items()}

    def _place(self, node: Any) -> Node:
        """Give the element, or the attribute of it, at which a node of elementpath is reported."""
        if isinstance(node, AttributeNode) and node.parent is not None:
            owner: Any = node.parent.value
            return owner, str(node.name)
        while node is not None and not isinstance(node.value, etree._Element):  # noqa: SLF001
            node = node.parent
        element: Element = self.document.root if node is None else node.value
        return element, ""

    # --- tests ---

    def _apply(self, spot: _Spot, attribute: str, elements: list[Element]) -> None:
        for number, test in enumerate(spot.rule.tests):
            here = replace(spot, test=test, order=(*spot.order, number))
            failing = self._fast(spot.rule, test.fast, attribute, elements)
            if failing is None:
                failing = self._slow(here, test, attribute, elements)
            for element in failing:
                self._fail(here, test, (element, attribute))

    def _fast(
        self, rule: CompiledRule, fast: FastTest | None, attribute: str, elements: list[Element]
    ) -> list[Element] | None:
        """Give the elements at which a test fails, or ``None`` if it has to be run by elementpath."""
        if fast is None or rule.paths or (fast.each and attribute):
            return None
        written = next((one.attribute_text for one, _ in rule.selectors if one.attribute == attribute), "")
        xpath = fast.failing(written)
        try:
            if fast.each:
                return [element for element in elements if self._each(xpath, fast, element)]
            return self._filter(xpath, elements, _CHUNK if fast.term.cost else _WHOLE)
        except (etree.XPathError, RegexRefusedError):
            # elementpath meets the same fault node by node, and says at which
            return None

    def _each(self, xpath: etree.XPath, fast: FastTest, element: Element) -> bool:
        self.document.tick()
        needs = {name: value(element) for name, value in fast.needs}
        return bool(xpath(element, current=[element], **needs))

    def _filter(self, xpath: etree.XPath, elements: list[Element], size: int) -> list[Element]:
        """Give those elements that an expression leaves of ``$n``, reading the clock every ``size`` elements."""
        left: list[Element] = []
        for start in range(0, len(elements), size):
            self.document.tick()
            left += xpath(self.document.root, n=elements[start : start + size])
        return left

    def _slow(self, spot: _Spot, test: CompiledTest, attribute: str, elements: list[Element]) -> list[Element]:
        failing: list[Element] = []
        faults: list[tuple[Element, Exception]] = []
        fails_when = test.assertion.kind == "report"
        for element in elements:
            try:
                node = self.document.node(element, attribute)
                if self._truth(test.tree, node, spot.rule.variables) is fails_when:
                    failing.append(element)
            except _FAULTS as fault:
                faults.append((element, fault))
        if faults:
            element, first = faults[0]
            self._error(spot, (element, attribute), first, len(faults))
        return failing

    def _truth(self, tree: Any, node: Any, variables: Any) -> bool:
        return bool(tree.boolean_value(self._select(tree, node, variables)))

    def _select(self, tree: Any, node: Any, variables: Any) -> list[Any]:
        self.document.tick()
        return list(tree.select(self.document.context(node, self._values(tree, node, variables))))

    def _values(self, tree: Any, node: Any, variables: Any) -> dict[str, Any]:
        """Give the values of the variables that an expression names."""
        names = {token[0].value for token in walk(tree) if token.symbol == "$" and len(token)}
        return {name: self._value(variables[name], node) for name in sorted(names) if name in variables}

    def _value(self, variable: Variable, node: Any) -> Any:
        if variable.local:
            values = self._select(variable.tree, node, variable.scope)
        else:
            if id(variable) not in self.globals:
                self.globals[id(variable)] = self._select(variable.tree, self.document.nodes, variable.scope)
            values = self.globals[id(variable)]
        return values[0] if len(values) == 1 else values

    # --- failures ---

    def _fail(self, spot: _Spot, test: CompiledTest, node: Node) -> None:
        known = self.engine.diagnostics
        idents = [ident for ident in test.assertion.diagnostics if ident in known]
        diagnostics = tuple(self._message(known[ident], node, spot.rule) for ident in idents)
        message = self._message(test.parts, node, spot.rule)
        self._add(spot, self._subject(test, node, spot.rule), test.assertion.kind, message, diagnostics)

    def _subject(self, test: CompiledTest, node: Node, rule: CompiledRule) -> Node:
        if test.subject is None:
            return node
        try:
            nodes = self._select(test.subject, self.document.node(*node), rule.variables)
            return self._place(nodes[0]) if nodes else node
        except _FAULTS:
            return node

    def _message(self, parts: Iterable[tuple[Part, Any]], node: Node, rule: CompiledRule) -> str:
        return " ".join("".join(self._part(part, tree, node, rule) for part, tree in parts).split())

    def _part(self, part: Part, tree: Any, node: Node, rule: CompiledRule) -> str:
        if part.kind == "text":
            return part.text
        try:
            here = self.document.node(*node)
            items = [here] if tree is None else self._select(tree, here, rule.variables)
            if part.kind == "name":
                return str(items[0].node_name.qname) if items and items[0].node_name is not None else ""
            # XPath 1.0 makes a string of the first node only
            items = items[:1] if self.engine.loose else items
            return " ".join(tree.string_value(item) for item in items)
        except _FAULTS:
            return f"({part.select.text if part.select else ''})"

    def _error(self, spot: _Spot, node: Node, fault: Exception, count: int = 1) -> None:
        what = spot.test.assertion.test if spot.test else spot.rule.rule.context
        reason = getattr(fault, "message", "") or str(fault) or type(fault).__name__
        more = f" (and at {count - 1} more nodes)" if count > 1 else ""
        self._add(spot, node, "error", f"{what.use} cannot be evaluated here{more}: {reason}")

    def _out_of_time(self, spot: _Spot) -> None:
        if not any(failure.kind == "timeout" for failure in self.found):
            context = " ".join(spot.rule.rule.context.text.split())
            message = (
                f"time ran out in the rule for “{context}”, and rules were left out; simplify it, or allow more time"
            )
            self._add(spot, (self.document.root, ""), "timeout", message)

    def _add(self, spot: _Spot, node: Node, kind: Kind, message: str, diagnostics: tuple[str, ...] = ()) -> None:
        element, attribute = node
        rule, assertion = spot.rule.rule, spot.test.assertion if spot.test else None
        role = (assertion.role if assertion else "") or rule.role
        keys = [str(key) for key in element.keys()]  # noqa: SIM118 - an element is no mapping
        at = (self.document.order.get(element, 0), keys.index(attribute) + 1 if attribute in keys else 0)
        self.found.append(
            RuleFailure(
                element=element,
                attribute=attribute,
                kind=kind,
                level=LEVELS.get(role.strip().lower(), "error") if kind in ("assert", "report") else "error",
                message=message,
                test=assertion.test.text if assertion else "",
                context=rule.context.text,
                line=assertion.test.line if assertion else rule.context.line,
                order=(*at, *spot.order),
                pattern=spot.pattern.ident,
                rule=rule.ident,
                ident=assertion.ident if assertion else "",
                role=role,
                flag=(assertion.flag if assertion else "") or rule.flag,
                see=(assertion.see if assertion else "") or rule.see,
                diagnostics=diagnostics,
            )
        )
