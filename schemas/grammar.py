"""The layer of the grammar: a fast verdict, and where it is no, the reasons from the compiled model itself."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from lxml import etree

from schemas.codes import named
from schemas.document import CheckedDocument
from schemas.engines import EngineName, Verdict
from schemas.engines.messages import is_identity, translate
from schemas.errors import SchemaError
from schemas.finding import Finding, Level
from schemas.inclusions import INCLUDE, is_of_corpus
from schemas.sources import Grammar

if TYPE_CHECKING:
    from schemas.odd.violation import Violation

EngineChoice = Literal["auto", "lxml", "xmlschema", "jing", "native", "all"]
MOST: Final = 2_000
"""The most findings of a document that are put into words; what follows is hardly read."""


def check_grammar(document: CheckedDocument, grammar: Grammar, engine: EngineChoice = "auto") -> Iterator[Finding]:
    """Yield the findings of a document; where engines disagree about it, one that says so as well.

    Raises :class:`SchemaError` if an engine cannot be used with this schema.
    """
    names = _engines(grammar, engine)
    if engine == "auto":
        verdicts = [_without_identity(grammar.fast.judge(document.data, document.tree))]
    else:
        verdicts = [_without_identity(_judge(name, document, grammar)) for name in names]
    if all(verdict.valid for verdict in verdicts):
        return
    findings = list(_native(document, grammar)) if grammar.model is not None else []
    passed_over = [finding for finding in findings if finding.code == named("xinclude-ignored").code]
    if passed_over and len(passed_over) == len(findings):
        yield passed_over[0]
        return
    if engine == "auto" and not findings and grammar.rng_alone and "jing" in grammar.available:
        # libxml2 rejects valid documents under some grammars that other tools wrote; jing has the last word
        verdicts.append(_without_identity(_judge("jing", document, grammar)))
        if verdicts[-1].valid:
            yield _disagreement(document, verdicts, level="info")
            return
    elif not findings and grammar.model is not None and "native" not in names:
        verdicts.append(Verdict("native", valid=True))
    yield from findings or _translated(document, grammar, verdicts)
    accepting = {verdict.engine for verdict in verdicts if verdict.valid}
    if accepting:
        yield _disagreement(document, verdicts, level="info" if accepting <= _lenient(grammar) else "error")


def _lenient(grammar: Grammar) -> set[EngineName]:
    """Give the engines that are known to admit more than the grammar, for it was translated for them."""
    if grammar.rng_alone:
        return {"native"}
    return {"xmlschema"} if grammar.model is not None else set()


def _engines(grammar: Grammar, engine: EngineChoice) -> tuple[EngineName, ...]:
    if engine == "all":
        return grammar.available
    if engine == "auto":
        return grammar.available[:1]
    return (engine,)


def _judge(name: EngineName, document: CheckedDocument, grammar: Grammar) -> Verdict:
    if name == "native" and grammar.rng_alone:
        raise SchemaError(f"the engine native needs an ODD, which {grammar.name} is not; leave --engine out")
    if name == "native" and grammar.model is not None:
        return Verdict("native", valid=grammar.native.is_valid(document.root))
    return grammar.engine(name).judge(document.data, document.tree)


def _without_identity(verdict: Verdict) -> Verdict:
    """Leave out what an engine says of ids and pointers, which the layer of links says better."""
    left = tuple(message for message in verdict.messages if not is_identity(message))
    return Verdict(verdict.engine, not left, left) if verdict.messages and not left else verdict


def _native(document: CheckedDocument, grammar: Grammar) -> Iterator[Finding]:
    from schemas.diagnose import findings

    validator = grammar.native
    included: list[etree._Element] = []

    def violations() -> Iterator["Violation"]:
        for violation in validator.violations(document.root):
            if violation.reason == "unknown" and violation.node.tag == INCLUDE and is_of_corpus(violation.node):
                included.append(violation.node)
            else:
                yield violation

    yield from findings(islice(violations(), MOST), validator.schema, document)
    if included:
        yield document.locator.finding(
            "xinclude-ignored", document.places.element(included[0]),
            "the schema has no <xi:include>: the corpus file is judged without its documents, which are judged by "
            "themselves", xpath=document.places.xpath(included[0]),
        )  # fmt: skip


def _translated(document: CheckedDocument, grammar: Grammar, verdicts: list[Verdict]) -> list[Finding]:
    # jing says what was expected, and where; the others less so
    order: dict[EngineName, int] = {"jing": 0, "lxml": 1, "xmlschema": 2, "native": 3}
    rejecting = sorted((verdict for verdict in verdicts if verdict.messages), key=lambda verdict: order[verdict.engine])
    if not rejecting:
        return []
    cascading = rejecting[0].engine == "lxml" and grammar.xsd is None
    return translate(rejecting[0].messages, document.places, document.locator, cascading=cascading)


def _disagreement(document: CheckedDocument, verdicts: list[Verdict], *, level: Level) -> Finding:
    said = ", ".join(f"{verdict.engine}: {'valid' if verdict.valid else 'not valid'}" for verdict in verdicts)
    return document.locator.finding(
        "engines-disagree", document.places.element(document.root), f"the engines disagree on this document ({said})",
        level=level, suggestion="report the document and the schema",
    )  # fmt: skip
