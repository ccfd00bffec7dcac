"""Running rules: a schema is compiled once into a :class:`RuleSet`, which checks any number of documents."""

from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from elementpath.exceptions import ElementPathError
from lxml import etree

from schemas.finding import Level
from schemas.rules.compiled import CompiledPattern, CompiledRule, CompiledTest, Compiler, Engine
from schemas.rules.document import Document, OutOfTimeError, Tree
from schemas.rules.errors import RulesError
from schemas.rules.model import Part, Rule, Schematron
from schemas.rules.regex import RegexRefusedError
from schemas.rules.source import SchematronReader
from schemas.rules.translate import Variable
from schemas.rules.xpath import walk
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes

TIME_LIMIT: Final = 10.0
"""Seconds that the rules of one document may take."""

_LEVELS: Final[dict[str, Level]] = {
    "": "error", "error": "error", "fatal": "error",
    "warning": "warning", "warn": "warning", "nonfatal": "warning",
    "info": "info", "information": "info",
}  # fmt: skip
_WHOLE, _CHUNK = 20_000, 50
_EVALUATION = (ElementPathError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)

Node = tuple[etree._Element, str]
"""A context node: an element, or the attribute of it that is named (Clark name); ``""`` for the element itself."""


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """What a rule has to say about one node.

    ``kind``: an ``assert`` that failed, a ``report`` that applies, an ``error`` where the test could not be evaluated
    (said once for each test), or ``timeout`` where time ran out. ``attribute`` is the Clark name of the attribute of
    ``element`` that is meant, ``""`` for the element itself. ``line`` is that of the test in the schema. ``order`` sorts
    by place in the document, then by place in the schema.
    """

    element: etree._Element
    attribute: str
    kind: Literal["assert", "report", "error", "timeout"]
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
class RuleSet:
    """A compiled Schematron schema. It keeps nothing of the documents it checks, and may be shared by threads.

    ``warnings`` says what is odd about the schema (a schema without rules, a context that names no TEI element).
    """

    schema: Schematron
    warnings: tuple[str, ...]
    _patterns: tuple[CompiledPattern, ...] = field(repr=False)
    _diagnostics: dict[str, tuple[tuple[Part, Any], ...]] = field(repr=False)
    _engine: Engine = field(repr=False)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the schema, in order."""
        return tuple(rule.rule for pattern in self._patterns for rule in pattern.rules)

    def check(
        self, tree: Tree, *, limit: float = TIME_LIMIT, coverage: MutableMapping[Rule, int] | None = None
    ) -> Iterator[RuleFailure]:
        """Give what the rules have to say about a document, in the order of the document.

        ``limit``: seconds; when they are used up the failures found so far are given, and one of kind ``timeout``.
        The clock is read between evaluations and at the steps of elementpath, so a single evaluation by libxml2
        (at most one walk through the document) or of a regular expression (bounded) may overrun it.
        ``coverage``: a mapping in which the number of nodes each rule was applied to is added up.
        """
        run = _Run(self, tree, limit, coverage)
        yield from run.failures()

    def never_fired(self, coverage: MutableMapping[Rule, int]) -> tuple[Rule, ...]:
        """Give the rules that were applied to no node in all the runs counted in ``coverage``."""
        return tuple(rule for rule in self.rules if not coverage.get(rule))

    def fast_tests(self) -> tuple[int, int]:
        """Give how many tests libxml2 runs, and how many there are."""
        tests = [test for pattern in self._patterns for rule in pattern.rules for test in rule.tests]
        return sum(test.fast is not None for test in tests), len(tests)


def load(source: "bytes | Tree | etree._Element", *, path: str = "", phase: str = "#DEFAULT") -> RuleSet:
    """Compile a Schematron schema, from the bytes of a .sch or its tree; ``path`` only serves the messages.

    Raises :class:`RulesError`, with path and line, for a schema that is broken or asks for what is refused.
    """
    if isinstance(source, bytes):
        try:
            source = parse_bytes(source, path=path)
        except UnsafeXmlError as error:
            raise RulesError(f"the schema cannot be read: {error.message}", path=path, line=error.line) from error
    root = source if isinstance(source, etree._Element) else source.getroot()
    schema = SchematronReader(root, path).read(phase)
    compiler = Compiler(Engine(schema))
    patterns = compiler.patterns()
    warnings = [*schema.warnings, *compiler.warnings, *_role_warnings(schema), *_diagnostic_warnings(schema)]
    return RuleSet(schema, tuple(warnings), patterns, compiler.diagnostics, compiler.engine)


def _role_warnings(schema: Schematron) -> Iterator[str]:
    for pattern in schema.patterns:
        for rule in pattern.rules:
            for assertion in rule.assertions:
                role = assertion.role or rule.role
                if role.strip().lower() not in _LEVELS:
                    yield f"line {assertion.test.line}: role “{role}” is not known and counts as error; use warning or info"


def _diagnostic_warnings(schema: Schematron) -> Iterator[str]:
    known = {ident for ident, _ in schema.diagnostics}
    for pattern in schema.patterns:
        for rule in pattern.rules:
            for assertion in rule.assertions:
                for ident in assertion.diagnostics:
                    if ident not in known:
                        yield f"line {assertion.test.line}: diagnostic “{ident}” does not exist"


class _Run:
    """One document against one rule set."""

    def __init__(
        self, rules: RuleSet, tree: Tree, limit: float, coverage: MutableMapping[Rule, int] | None
    ) -> None:
        self.rules = rules
        self.engine = rules._engine  # noqa: SLF001 - a run is the rule set's own
        self.document = Document(tree, limit)
        self.coverage = coverage
        self.found: list[RuleFailure] = []
        self.globals: dict[int, Any] = {}

    def failures(self) -> list[RuleFailure]:
        local = self.engine.local
        outer = getattr(local, "document", None)
        local.document = self.document
        try:
            for number, pattern in enumerate(self.rules._patterns):  # noqa: SLF001
                self._pattern(number, pattern)
        finally:
            local.document = outer
        return sorted(self.found, key=lambda failure: failure.order)

    def _pattern(self, number: int, pattern: CompiledPattern) -> None:
        taken: set[Node] = set()
        for place, rule in enumerate(pattern.rules):
            at = (number, place)
            try:
                groups = self._nodes(rule)
                if len(pattern.rules) > 1:
                    groups = self._first(groups, taken)
                if self.coverage is not None:
                    fired = sum(len(elements) for elements in groups.values())
                    self.coverage[rule.rule] = self.coverage.get(rule.rule, 0) + fired
                for attribute, elements in groups.items():
                    self._apply(pattern, rule, attribute, elements, at)
            except OutOfTimeError:
                self._out_of_time(pattern, rule, at)
                return
            except _EVALUATION as error:
                self._error(pattern, rule, None, (self.document.root, ""), error, at, 0)

    def _first(self, groups: "dict[str, list[etree._Element]]", taken: set[Node]) -> "dict[str, list[etree._Element]]":
        """Leave out the nodes that an earlier rule of the pattern was applied to."""
        left: dict[str, list[etree._Element]] = {}
        for attribute, elements in groups.items():
            left[attribute] = [element for element in elements if (element, attribute) not in taken]
            taken.update((element, attribute) for element in elements)
        return left

    # --- context ---

    def _nodes(self, rule: CompiledRule) -> "dict[str, list[etree._Element]]":
        """Give the elements of a context, by the attribute that is meant (``""``: the element itself)."""
        document = self.document
        if rule.paths:
            return self._nodes_by_elementpath(rule)
        groups: dict[str, list[etree._Element]] = {}
        for selector, test in rule.selectors:
            if selector.tag:
                elements = document.tags.get(selector.tag, [])
                if selector.holder and len(elements) > len(document.holders.get(selector.holder, ())):
                    elements = [element for element in document.holders.get(selector.holder, ()) if element.tag == selector.tag]
                elif selector.attribute:
                    elements = [element for element in elements if element.get(selector.attribute) is not None]
            elif selector.holder:
                elements = document.holders.get(selector.holder, [])
            else:
                elements = document.elements
            if elements and test is not None:
                document.tick()
                elements = test(document.root, n=elements)
            if elements:
                known = groups.get(selector.attribute)
                groups[selector.attribute] = elements if known is None else list(dict.fromkeys([*known, *elements]))
        return groups

    def _nodes_by_elementpath(self, rule: CompiledRule) -> "dict[str, list[etree._Element]]":
        groups: dict[str, dict[etree._Element, None]] = {}
        for path in rule.paths:
            for node in self._select(path, self.document.nodes, rule.variables):
                element, attribute = self._place(node)
                groups.setdefault(attribute, {})[element] = None
        return {attribute: list(elements) for attribute, elements in groups.items()}

    def _place(self, node: Any) -> Node:
        """Give the element, or the attribute of it, at which a node of elementpath is reported."""
        if isinstance(node.value, etree._Element):
            return node.value, ""
        kind = type(node).__name__
        parent = node.parent
        if parent is None or not isinstance(parent.value, etree._Element):
            return self.document.root, ""
        return parent.value, str(node.name) if kind.endswith("AttributeNode") else ""

    # --- tests ---

    def _apply(
        self, pattern: CompiledPattern, rule: CompiledRule, attribute: str, elements: "list[etree._Element]",
        at: tuple[int, int],
    ) -> None:  # fmt: skip
        for number, test in enumerate(rule.tests):
            failing = self._fast(rule, test, attribute, elements)
            if failing is None:
                failing = self._slow(pattern, rule, test, attribute, elements, at, number)
            for element in failing:
                self._fail(pattern, rule, test, (element, attribute), at, number)

    def _fast(
        self, rule: CompiledRule, test: CompiledTest, attribute: str, elements: "list[etree._Element]"
    ) -> "list[etree._Element] | None":
        """Give the elements at which a test fails, or ``None`` if it has to be run by elementpath."""
        fast = test.fast
        if fast is None or rule.paths or (fast.each and attribute):
            return None
        prefixed = next((one.attribute_text for one, _ in rule.selectors if one.attribute == attribute), "")
        xpath = fast.failing(prefixed)
        size = _CHUNK if fast.term.cost else _WHOLE
        failing: list[etree._Element] = []
        try:
            if fast.each:
                for element in elements:
                    self.document.tick()
                    if xpath(element, current=[element]):
                        failing.append(element)
                return failing
            for start in range(0, len(elements), size):
                self.document.tick()
                failing += xpath(self.document.root, n=elements[start : start + size])
        except (etree.XPathError, RegexRefusedError):
            # elementpath meets the same fault node by node, and says at which
            return None
        return failing

    def _slow(
        self, pattern: CompiledPattern, rule: CompiledRule, test: CompiledTest, attribute: str,
        elements: "list[etree._Element]", at: tuple[int, int], number: int,
    ) -> "list[etree._Element]":  # fmt: skip
        failing: list[etree._Element] = []
        faults: list[tuple[etree._Element, Exception]] = []
        fails_when = test.assertion.kind == "report"
        for element in elements:
            try:
                node = self.document.node(element, attribute)
                if self._truth(test.tree, node, rule.variables) is fails_when:
                    failing.append(element)
            except _EVALUATION as error:
                faults.append((element, error))
        if faults:
            element, error = faults[0]
            self._error(pattern, rule, test, (element, attribute), error, at, number, len(faults))
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

    def _fail(
        self, pattern: CompiledPattern, rule: CompiledRule, test: CompiledTest, place: Node, at: tuple[int, int],
        number: int,
    ) -> None:  # fmt: skip
        assertion = test.assertion
        message = self._message(test.parts, place, rule)
        diagnostics = tuple(
            self._message(self.rules._diagnostics[ident], place, rule)  # noqa: SLF001
            for ident in assertion.diagnostics
            if ident in self.rules._diagnostics  # noqa: SLF001
        )
        where = self._subject(test, place, rule)
        self._add(pattern, rule, test, where, assertion.kind, message, at, number, diagnostics)

    def _subject(self, test: CompiledTest, place: Node, rule: CompiledRule) -> Node:
        if test.subject is None:
            return place
        try:
            nodes = self._select(test.subject, self.document.node(*place), rule.variables)
            return self._place(nodes[0]) if nodes else place
        except _EVALUATION:
            return place

    def _message(self, parts: Iterable[tuple[Part, Any]], place: Node, rule: CompiledRule) -> str:
        return " ".join("".join(self._part(part, tree, place, rule) for part, tree in parts).split())

    def _part(self, part: Part, tree: Any, place: Node, rule: CompiledRule) -> str:
        if part.kind == "text":
            return part.text
        element, attribute = place
        if tree is None:
            name = etree.QName(attribute or element).localname
            prefix = element.prefix if not attribute else ""
            return f"{prefix}:{name}" if prefix else name
        try:
            items = self._select(tree, self.document.node(element, attribute), rule.variables)
            if part.kind == "name":
                return " ".join(str(item.node_name.qname) for item in items[:1] if item.node_name is not None)
            items = items[:1] if self.engine.loose else items
            return " ".join(tree.string_value(item) for item in items)
        except _EVALUATION:
            return f"({part.select.text if part.select else ''})"

    def _error(
        self, pattern: CompiledPattern, rule: CompiledRule, test: CompiledTest | None, place: Node, error: Exception,
        at: tuple[int, int], number: int, count: int = 1,
    ) -> None:  # fmt: skip
        what = test.assertion.test if test else rule.rule.context
        reason = getattr(error, "message", "") or str(error) or type(error).__name__
        more = f" (and at {count - 1} more nodes)" if count > 1 else ""
        message = f"{what.use} cannot be evaluated here{more}: {reason}"
        self._add(pattern, rule, test, place, "error", message, at, number)

    def _out_of_time(self, pattern: CompiledPattern, rule: CompiledRule, at: tuple[int, int]) -> None:
        message = f"time ran out while {rule.rule.context.use} was checked: simplify it, or allow more time"
        if not any(failure.kind == "timeout" for failure in self.found):
            self._add(pattern, rule, None, (self.document.root, ""), "timeout", message, at, 0)

    def _add(
        self, pattern: CompiledPattern, rule: CompiledRule, test: CompiledTest | None, place: Node,
        kind: Literal["assert", "report", "error", "timeout"], message: str, at: tuple[int, int], number: int,
        diagnostics: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        element, attribute = place
        assertion = test.assertion if test else None
        role = (assertion.role if assertion else "") or rule.rule.role
        known = kind in ("assert", "report")
        own = rule.rule
        self.found.append(
            RuleFailure(
                element=element,
                attribute=attribute,
                kind=kind,
                level=_LEVELS.get(role.strip().lower(), "error") if known else "error",
                message=message,
                test=assertion.test.text if assertion else "",
                context=own.context.text,
                line=assertion.test.line if assertion else own.context.line,
                order=(self.document.order.get(element, 0), self._attribute_place(element, attribute), *at, number),
                pattern=pattern.ident,
                rule=own.ident,
                ident=assertion.ident if assertion else "",
                role=role,
                flag=(assertion.flag if assertion else "") or own.flag,
                see=(assertion.see if assertion else "") or own.see,
                diagnostics=diagnostics,
            )
        )

    def _attribute_place(self, element: etree._Element, attribute: str) -> int:
        keys = [str(key) for key in element.keys()]  # noqa: SIM118 - an element is no mapping
        return keys.index(attribute) + 1 if attribute in keys else 0
