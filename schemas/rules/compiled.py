"""Rules made ready to run: every XPath parsed, and translated for libxml2 where that gives the same result."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from schemas.errors import Mistakes
from schemas.rules.context import Selector, element_names, last_names, selectors, splits, step_names
from schemas.rules.document import Document, string_value
from schemas.rules.errors import RulesError
from schemas.rules.model import Assertion, Let, Part, Rule, Schematron, XPath
from schemas.rules.regex import Regex, compiled
from schemas.rules.term import EXTENSIONS, PREFIX, NotTranslatable, Tables, Term, Variable
from schemas.rules.translate import Translator, uses_current
from schemas.rules.xpath import ORDERS, Grammar

MAX_COST: Final = 1
"""Expressions that may take more than a walk through the document for each node are left to elementpath, whose steps
can be timed."""


class Engine:
    """What all rules of a set share: the grammar, the extension functions, and the document that is being checked."""

    def __init__(self, schema: Schematron) -> None:
        self.schema = schema
        self.loose = schema.binding == "xpath1"
        self.namespaces = dict(schema.namespaces)
        self.grammar = Grammar(schema.binding, self.namespaces, schema.path)
        self.tables = Tables([], [])
        self.local = threading.local()
        self.diagnostics: dict[str, tuple[tuple[Part, Any], ...]] = {}
        self._regexes: list[Regex] = []
        functions: dict[str, Callable[..., Any]] = {
            "among": self._among, "matches": self._matches, "tokenize": self._tokenize, "id": self._id,
            "any": self._any, "order": self._order, "lower-case": self._lower, "upper-case": self._upper,
        }  # fmt: skip
        self._extensions = {(EXTENSIONS, name): function for name, function in functions.items()}

    def xpath(self, text: str) -> etree.XPath:
        """Give an expression compiled by libxml2."""
        namespaces = {prefix: uri for prefix, uri in self.namespaces.items() if prefix not in ("xml", "")}
        return etree.XPath(text, namespaces={**namespaces, PREFIX: EXTENSIONS}, extensions=self._extensions,
                           smart_strings=False)  # fmt: skip

    def _among(self, _context: Any, value: Any, key: float) -> bool:
        path = self.tables.sets[int(key)]
        document: Document = self.local.document
        values = document.values(path, self.xpath)
        if isinstance(value, str):
            return value in values
        return any(string_value(node) in values for node in value)

    def _any(self, _context: Any, key: float) -> bool:
        document: Document = self.local.document
        return document.holds(self.tables.sets[int(key)], self.xpath)

    def _matches(self, _context: Any, value: str, key: float) -> bool:
        return self._regex(int(key)).matches(value)

    def _tokenize(self, _context: Any, value: str, key: float) -> list[str]:
        return value.split() if key < 0 else self._regex(int(key)).tokenize(value)

    def _regex(self, key: int) -> Regex:
        # not by way of the cache of compiled(): this is called for every node
        for pattern, flags in self.tables.patterns[len(self._regexes) :]:
            self._regexes.append(compiled(pattern, flags))
        return self._regexes[key]

    def _id(self, _context: Any, value: Any) -> list[etree._Element]:
        ids = self.local.document.ids
        texts = [value] if isinstance(value, str) else [string_value(node) for node in value]
        names = dict.fromkeys(name for text in texts for name in text.split())
        return [ids[name] for name in names if name in ids]

    def _order(self, _context: Any, left: Any, right: Any, sign: str) -> bool:
        lefts, rights = (
            [side] if isinstance(side, str) else [string_value(node) for node in side] for side in (left, right)
        )
        return any(ORDERS[sign](one, other) for one in lefts for other in rights)

    def _lower(self, _context: Any, value: str) -> str:
        return value.lower()

    def _upper(self, _context: Any, value: str) -> str:
        return value.upper()


@dataclass(slots=True)
class FastTest:
    """A test that libxml2 runs: on a whole list of nodes at once, or (``each``) on one node after the other.

    ``needs``: variables of the test with the expressions that give them at the context node.
    """

    term: Term
    engine: Engine
    fails_when: bool
    needs: tuple[tuple[str, etree.XPath], ...] = ()
    _made: dict[str, etree.XPath] = field(default_factory=dict)

    @property
    def each(self) -> bool:
        """Whether the test speaks of its context node inside a predicate, so that nodes are looked at one by one."""
        return self.term.current

    def failing(self, attribute: str) -> etree.XPath:
        """Give the expression for the elements of ``$n`` (or whether ``.``) fail, there or at that attribute."""
        made = self._made.get(attribute)
        if made is None:
            condition = self.term.text if self.fails_when else f"not({self.term.text})"
            condition = f"@{attribute}[{condition}]" if attribute else condition
            text = f"boolean(self::node()[{condition}])" if self.each else f"$n[{condition}]"
            made = self._made[attribute] = self.engine.xpath(text)
        return made


@dataclass(frozen=True, slots=True)
class CompiledTest:
    """An assertion with its parsed test; ``fast`` is ``None`` where elementpath has to run it."""

    assertion: Assertion
    tree: Any
    fast: FastTest | None
    parts: tuple[tuple[Part, Any], ...]
    subject: Any


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its context: ``selectors`` and their tests for libxml2, or ``paths`` for elementpath.

    ``names``: where there are paths, they find only nodes of elements with these names (none: of any). ``steps``: the
    elements that the context names, as written and as Clark names.
    """

    rule: Rule
    selectors: tuple[tuple[Selector, etree.XPath | None], ...]
    paths: tuple[Any, ...]
    names: frozenset[str]
    variables: Mapping[str, Variable]
    tests: tuple[CompiledTest, ...]
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A pattern with its rules, in order."""

    ident: str
    rules: tuple[CompiledRule, ...]


class Compiler:
    """Compiles a schema; :attr:`warnings` gathers what is odd but no error."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.warnings: list[str] = []

    def patterns(self) -> tuple[CompiledPattern, ...]:
        """Give the patterns of the schema; raises :class:`RulesError` for each XPath that is broken or refused."""
        try:
            return self._patterns()
        except RulesError:
            self._tell_all()
            raise

    def _tell_all(self) -> None:
        """Raise what is wrong in any rule: each context and each test is read by itself."""
        mistakes = Mistakes()
        parse = self.engine.grammar.parse
        outer = {let.name for let in self.engine.schema.lets}
        for pattern in self.engine.schema.patterns:
            around = {*outer, *(let.name for let in pattern.lets)}
            for rule in pattern.rules:
                names = {*around, *(let.name for let in rule.lets)}
                for one in (rule.context, *(let.value for let in rule.lets), *(test.test for test in rule.assertions)):
                    with mistakes.noted():
                        parse(one, dict.fromkeys(names))
        mistakes.tell()

    def _patterns(self) -> tuple[CompiledPattern, ...]:
        schema = self.engine.schema
        scope = self._scope({}, schema.lets, local=False)
        made = []
        for pattern in schema.patterns:
            inner = self._scope(scope, pattern.lets, local=False)
            made.append(CompiledPattern(pattern.ident, tuple(self._rule(rule, inner) for rule in pattern.rules)))
        names = {name for pattern in made for rule in pattern.rules for name in rule.variables}
        for ident, parts in schema.diagnostics:
            self.engine.diagnostics[ident] = self._parts(parts, names)
        return tuple(made)

    def _scope(self, scope: Mapping[str, Variable], lets: tuple[Let, ...], *, local: bool) -> dict[str, Variable]:
        made = dict(scope)
        for let in lets:
            made[let.name] = Variable(self.engine.grammar.parse(let.value, made), dict(made), local)
        return made

    def _rule(self, rule: Rule, scope: Mapping[str, Variable]) -> CompiledRule:
        engine = self.engine
        tree = engine.grammar.parse(rule.context, scope)
        if uses_current(tree):
            raise engine.grammar.refuse(
                rule.context, "current() is not supported in a context; ask in the test instead"
            )
        self._warn_of_names(rule.context, tree)
        variables = self._scope(scope, rule.lets, local=True)
        found: tuple[Selector, ...] = ()
        paths: tuple[Any, ...] = ()
        names: frozenset[str] = frozenset()
        try:
            found = selectors(tree, engine.tables, scope, loose=engine.loose)
        except NotTranslatable:
            pieces = splits(tree, rule.context.text)
            names = last_names(tree)
            paths = tuple(
                engine.grammar.parse(XPath(piece, rule.context.line, rule.context.use), scope) for piece in pieces
            )
        made = tuple((one, engine.xpath(f"$n{one.test}") if one.test else None) for one in found)
        tests = tuple(self._test(assertion, variables) for assertion in rule.assertions)
        return CompiledRule(rule, made, paths, names, variables, tests, step_names(tree))

    def _test(self, assertion: Assertion, variables: Mapping[str, Variable]) -> CompiledTest:
        engine = self.engine
        tree = engine.grammar.parse(assertion.test, variables)
        subject = engine.grammar.parse(assertion.subject, variables) if assertion.subject else None
        fast = None
        try:
            translator = Translator(engine.tables, variables, loose=engine.loose)
            term = translator.condition(tree)
            if term.cost <= MAX_COST:
                needs = tuple((name, engine.xpath(text)) for name, text in translator.needs.items())
                fast = FastTest(term, engine, assertion.kind == "report", needs)
                fast.failing("")
        except (NotTranslatable, etree.XPathSyntaxError):
            # libxml2 also refuses what is too large for it
            fast = None
        return CompiledTest(assertion, tree, fast, self._parts(assertion.parts, variables), subject)

    def _parts(self, parts: tuple[Part, ...], names: Any) -> tuple[tuple[Part, Any], ...]:
        return tuple((part, self.engine.grammar.parse(part.select, names) if part.select else None) for part in parts)

    def _warn_of_names(self, context: XPath, tree: Any) -> None:
        try:
            bare = [token.value for token in element_names(tree)]
        except NotTranslatable:
            return
        for name in bare:
            shown = " ".join(context.text.split())[:80]
            self.warnings.append(
                f"line {context.line}: context “{shown}” names <{name}> without a prefix: it never matches a TEI "
                f'element; declare <ns prefix="tei" …/> and write tei:{name}'
            )
