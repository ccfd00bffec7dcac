"""The layer of the grammar: a fast verdict, and where it is no, the reasons from the compiled model itself."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from lxml import etree

from schemas.codes import named
from schemas.disagreement import disagreement
from schemas.document import CheckedDocument
from schemas.engines import EngineName, Verdict
from schemas.engines.messages import is_identity, translate
from schemas.errors import SchemaError
from schemas.finding import Finding
from schemas.inclusions import INCLUDE, is_of_corpus
from schemas.sources import Grammar

if TYPE_CHECKING:
    from schemas.odd.violation import Violation

EngineChoice = Literal["auto", "lxml", "xmlschema", "jing", "native", "all"]
MOST: Final = 2_000
"""The most findings of a document that are put into words; what follows is hardly read."""


def check_grammar(document: CheckedDocument, grammar: Grammar, engine: EngineChoice = "auto") -> Iterator[Finding]:
    """Yield the findings of a document; where engines disagree about it, one that says so as well.

    What only one of two engines has against a document is no finding of its own, unless a third one settles it.
    Raises :class:`SchemaError` if an engine cannot be used with this schema, ``TimeoutError`` if all of them give up.
    """
    verdicts = _verdicts(document, grammar, engine)
    if all(verdict.valid for verdict in verdicts):
        return
    findings = list(_native(document, grammar)) if grammar.model is not None else []
    passed_over = [finding for finding in findings if finding.code == named("xinclude-ignored").code]
    if passed_over and len(passed_over) == len(findings):
        yield passed_over[0]
        return
    verdicts += _more_verdicts(document, grammar, verdicts, rejected=bool(findings))
    valid = _decided(grammar, verdicts)
    if valid is False:
        yield from findings or _translated(document, grammar, verdicts)
    if any(verdict.valid for verdict in verdicts):
        yield disagreement(document, grammar, verdicts, valid=valid)


def _verdicts(document: CheckedDocument, grammar: Grammar, engine: EngineChoice) -> list[Verdict]:
    """Give the verdicts of the engines asked for; one that gives up is left out if another does not."""
    verdicts: list[Verdict] = []
    given_up: TimeoutError | None = None
    for name in _engines(grammar, engine):
        try:
            verdicts.append(_judge(name, document, grammar, fast=engine == "auto"))
        except TimeoutError as error:
            given_up = error
    if not verdicts and engine == "auto" and grammar.xsd is not None:
        return [_judge("xmlschema", document, grammar)]
    if not verdicts and given_up:
        raise given_up
    return verdicts


def _more_verdicts(
    document: CheckedDocument, grammar: Grammar, verdicts: list[Verdict], *, rejected: bool
) -> Iterator[Verdict]:
    """Yield the verdict of the model, and if that differs, those of the engines that can settle it."""
    asked = {verdict.engine for verdict in verdicts}
    settling: tuple[EngineName, ...] = ("lxml", "jing") if grammar.xsd is None else ()
    if grammar.model is not None and not grammar.rng_alone and "native" not in asked:
        yield Verdict("native", valid=not rejected)
    if rejected and not any(verdict.valid for verdict in verdicts):
        return
    for name in settling:
        if name in grammar.available and name not in asked:
            with suppress(TimeoutError, SchemaError):
                yield _judge(name, document, grammar)


def _decided(grammar: Grammar, verdicts: list[Verdict]) -> bool | None:
    """Say whether a document is valid: what all say, or what jing, the reference for RELAX NG, does.

    ``None``: without jing nobody can tell. libxml2 alone has the word on an XML Schema that came as such, as it has
    where it is asked alone. What was translated to XML Schema says less than the grammar, and has no word beside it.
    """
    said = {verdict.engine: verdict.valid for verdict in verdicts}
    if "jing" in said:
        return said["jing"]
    if grammar.xsd is not None:
        return said.get("lxml", next(iter(said.values())))
    first = {said[name] for name in ("lxml", "native") if name in said} or set(said.values())
    return first.pop() if len(first) == 1 else None


def _engines(grammar: Grammar, engine: EngineChoice) -> tuple[EngineName, ...]:
    if engine == "all":
        return grammar.available
    if engine == "auto":
        return grammar.available[:1]
    return (engine,)


def _judge(name: EngineName, document: CheckedDocument, grammar: Grammar, *, fast: bool = False) -> Verdict:
    if name == "native" and grammar.rng_alone:
        raise SchemaError(f"the engine native needs an ODD, which {grammar.name} is not; leave --engine out")
    if name == "native" and grammar.model is not None:
        return Verdict("native", valid=grammar.native.is_valid(document.root))
    engine = grammar.fast if fast else grammar.engine(name)
    return _without_identity(engine.judge(document.data, document.tree))


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

    counted = list(islice(violations(), MOST + 1))
    yield from findings(counted[:MOST], validator.schema, document)
    if len(counted) > MOST:
        yield document.locator.finding(
            "findings-capped", document.places.element(document.root),
            f"the grammar has more than {MOST:,} things against this document: only the first {MOST:,} are counted",
            suggestion="correct those first",
        )  # fmt: skip
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
