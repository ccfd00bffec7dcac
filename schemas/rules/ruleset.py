"""A schema compiled once, that checks any number of documents."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from schemas.rules.compiled import CompiledPattern, Compiler, Engine
from schemas.rules.document import Document, Element, Tree
from schemas.rules.errors import RulesError
from schemas.rules.model import Rule, Schematron, XPath
from schemas.rules.run import LEVELS, RuleFailure, Run
from schemas.rules.source import SchematronReader
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes

TIME_LIMIT: Final = 10.0
"""Seconds that the rules of one document may take."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A compiled Schematron schema. It keeps nothing of the documents it checks, and may be shared by threads.

    ``warnings`` says what is odd about the schema (a schema without rules, a context that names no TEI element).
    ``watched`` if it is worth being told that a rule was applied to nothing in all documents.
    """

    schema: Schematron
    warnings: tuple[str, ...]
    _patterns: tuple[CompiledPattern, ...] = field(repr=False)
    _engine: Engine = field(repr=False)
    watched: bool = False

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the schema, in order."""
        return tuple(rule.rule for pattern in self._patterns for rule in pattern.rules)

    def check(
        self, tree: Tree, *, limit: float = TIME_LIMIT, source: bytes = b"",
        coverage: MutableMapping[Rule, int] | None = None,
    ) -> Iterator[RuleFailure]:  # fmt: skip
        """Give what the rules have to say about a document, in the order of the document.

        ``limit``: seconds; when they are used up the failures found so far are given, and one of kind ``timeout``.
        The clock is read between evaluations and at the steps of elementpath, so a single evaluation by libxml2
        (at most one walk through the document) or of a regular expression (bounded) may overrun it.
        ``source``: the bytes of the document, which save time (see :class:`schemas.rules.document.Document`).
        ``coverage``: a mapping in which the number of nodes each rule was applied to is added up.
        """
        yield from Run(self._engine, Document(tree, limit, source), coverage).failures(self._patterns)

    def steps(self) -> Iterator[tuple[XPath, str, str]]:
        """Yield each element that a context names: the context, the name as written, the Clark name."""
        for pattern in self._patterns:
            for rule in pattern.rules:
                for written, clark in rule.steps:
                    yield rule.rule.context, written, clark


def load(source: "bytes | Tree | Element", *, path: str = "", phase: str = "#DEFAULT") -> RuleSet:
    """Compile a Schematron schema, from the bytes of a .sch or its tree; ``path`` only serves the messages.

    Raises :class:`RulesError`, with path and line, for a schema that is broken or asks for what is refused.
    """
    if isinstance(source, bytes):
        try:
            source = parse_bytes(source, path=path)
        except UnsafeXmlError as error:
            raise RulesError(f"the schema cannot be read: {error.message}", path=path, line=error.line) from error
    root = source if isinstance(source, etree._Element) else source.getroot()  # noqa: SLF001
    schema = SchematronReader(root, path).read(phase)
    compiler = Compiler(Engine(schema))
    patterns = compiler.patterns()
    warnings = [*schema.warnings, *compiler.warnings, *_role_warnings(schema), *_diagnostic_warnings(schema)]
    return RuleSet(schema, tuple(warnings), patterns, compiler.engine)


def _role_warnings(schema: Schematron) -> Iterator[str]:
    for pattern in schema.patterns:
        for rule in pattern.rules:
            for assertion in rule.assertions:
                role = assertion.role or rule.role
                if role.strip().lower() not in LEVELS:
                    place = f"line {assertion.test.line}"
                    yield f"{place}: role “{role}” is not known and counts as error; use warning or info"


def _diagnostic_warnings(schema: Schematron) -> Iterator[str]:
    known = {ident for ident, _ in schema.diagnostics}
    for pattern in schema.patterns:
        for rule in pattern.rules:
            for assertion in rule.assertions:
                for ident in assertion.diagnostics:
                    if ident not in known:
                        yield f"line {assertion.test.line}: diagnostic “{ident}” does not exist"
