"""Checking documents: bytes or paths in, findings out, whatever the documents hold."""

import logging
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml import etree

from schemas.codes import named
from schemas.document import CheckedDocument
from schemas.engines.jing import JingEngine
from schemas.errors import SchemaError
from schemas.finding import LAYERS, Finding, LayerName
from schemas.grammar import EngineChoice, check_grammar
from schemas.inclusions import INCLUDE, is_of_corpus
from schemas.links import check_links
from schemas.results import STRAY, FileReport, file_report
from schemas.rules import Rule, RuleFailure, RuleSet
from schemas.sources import Target
from schemas.text import NO_RECORD, check_text, recorded
from schemas.wellformed import check_wellformed
from tei.errors import UnsafeXmlError
from tei.names import attribute_key

MAX_FINDINGS: Final = 100

Input = tuple[str, Callable[[], bytes]]
"""A document to check: its name, and what reads its bytes."""

_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_SCHEMA_LOCATIONS: Final = ("schemaLocation", "noNamespaceSchemaLocation")
_HREF: Final = re.compile(r""".*?\bhref=["'](?:[^"']*/)?([^"'/]*)["'].*""", re.DOTALL)
_NAMES_ATTRIBUTE: Final = re.compile(r"""@?([\w.:-]+)=["“']([^"”']+)["”']""")
_LOG = logging.getLogger(__name__)
_NO_NAMESPACE: Final = named("namespace-missing").code
_RULE_CODES: Final = {"assert": "rule-assert", "report": "rule-report", "error": "rule-error", "timeout": "time-limit"}


def validate_bytes(
    data: bytes,
    target: Target | None,
    *,
    path: str,
    layers: tuple[LayerName, ...] = LAYERS,
    max_findings: int = MAX_FINDINGS,
    engine: EngineChoice = "auto",
) -> FileReport:
    """Check one document; ``path`` is how findings name it, ``target`` what it is held to (``None``: nothing).

    Raises :class:`SchemaError` if the schema or an engine cannot be used; a document never raises.
    """
    result = check_wellformed(data, path=path)
    if isinstance(result, Finding):
        rest = tuple((layer, "not well-formed") for layer in layers if layer != "wf")
        return file_report(path, [result], checked=("wf",), skipped=rest, max_findings=max_findings)
    document = CheckedDocument(path, data, result)
    findings: list[Finding] = []
    checked: list[LayerName] = ["wf"]
    skipped: list[tuple[LayerName, str]] = []
    applied: set[tuple[int, int]] = set()
    for layer, check, reason in _checks(document, target, engine, findings, applied):
        if layer not in layers:
            continue
        if layer == "rules" and any(finding.code == _NO_NAMESPACE for finding in findings):
            skipped.append(
                (layer, "the elements are not in the namespace of TEI")
            )  # rules would not find what is there
            continue
        if check is None:
            if reason == NO_RECORD and layers == LAYERS:
                continue  # TEI of other projects records no hash, and need not be told so
            skipped.append((layer, reason))
            continue
        try:
            findings += check()
            checked.append(layer)
        except TimeoutError as error:
            findings.append(_whole(document, "time-limit", str(error), layer))
            skipped.append((layer, "it took too long"))
    findings += _notes(document, target, findings)
    report = file_report(path, findings, checked=tuple(checked), skipped=tuple(skipped), max_findings=max_findings)
    return replace(report, applied=frozenset(applied)) if applied else report


def announce(inputs: Iterable[Input], target: Target | None, engine: EngineChoice = "auto") -> None:
    """Tell the engines of a target which documents will come, for those that can take them all at once.

    Jing, if it was asked for, judges them here and now, so that no process starts a Java machine of its own.
    """
    if not target or not target.grammar:
        return
    target.grammar.coming = tuple(read for _, read in inputs)
    if engine in ("jing", "all") and "jing" in target.grammar.available:
        jing = target.grammar.engine("jing")
        assert isinstance(jing, JingEngine)  # noqa: S101
        jing.judge_coming()


def validate_inputs(
    inputs: Iterable[Input],
    target: Target | None,
    *,
    layers: tuple[LayerName, ...] = LAYERS,
    max_findings: int = MAX_FINDINGS,
    engine: EngineChoice = "auto",
) -> Iterator[FileReport]:
    """Yield the report of each input: its name, and what reads its bytes.

    An input that cannot be read, or on which the validator fails, is a finding of that input; only a schema that
    cannot be used raises (:class:`SchemaError`).
    """
    for name, read in inputs:
        try:
            data = read()
            report = validate_bytes(data, target, path=name, layers=layers, max_findings=max_findings, engine=engine)
        except SchemaError:
            raise
        except UnsafeXmlError as error:
            report = _refused(name, "too-large", error.message.partition(";")[0], "split it")
        except OSError as error:
            reason = error.strerror or str(error).removeprefix(f"{name}: ")
            report = _refused(name, "unreadable", f"the file cannot be read: {reason}", "check the path")
        except Exception as error:  # noqa: BLE001 - one file must not keep the others from being checked
            _LOG.debug("the validator failed on %s", name, exc_info=True)
            message = f"the validator failed: {type(error).__name__}: {error}"
            report = _refused(name, "crash", message[:300], "report it, with the file if it may be shared")
        yield report


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files themselves, and the ``*.xml`` of the folders, each once, in order of their paths.

    In folders only regular files count, and no symbolic link is followed.
    """
    found: set[Path] = set()
    for path in paths:
        found.update(_in_folder(path) if path.is_dir() else (path,))
    yield from sorted(found, key=str)


def _in_folder(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(parent, name)
            if name.lower().endswith(".xml") and stat.S_ISREG(path.lstat().st_mode):
                yield path


def _checks(
    document: CheckedDocument,
    target: Target | None,
    engine: EngineChoice,
    findings: list[Finding],
    applied: set[tuple[int, int]],
) -> Iterator[tuple[LayerName, Callable[[], Iterable[Finding]] | None, str]]:
    grammar = target.grammar if target else None
    yield "schema", (lambda: check_grammar(document, grammar, engine)) if grammar else None, "no grammar was given"
    rules = tuple(one for one in target.rules if one.rules) if target else ()
    yield "rules", (lambda: _rules(document, rules, findings, applied)) if rules else None, "the schema has none"
    yield "links", (lambda: check_links(document.tree, lambda: (document.places, document.locator))), ""
    yield "text", (lambda: check_text(document)) if recorded(document.root) is not None else None, NO_RECORD


def _rules(
    document: CheckedDocument, rule_sets: tuple[RuleSet, ...], findings: list[Finding], applied: set[tuple[int, int]]
) -> Iterator[Finding]:
    wide = b"\0" in document.data[:4] or document.data[:2] in (b"\xff\xfe", b"\xfe\xff")
    strays = {finding.xpath for finding in findings if finding.code in STRAY}
    for number, rules in enumerate(rule_sets):
        nodes: dict[Rule, int] | None = {} if rules.watched else None
        for failure in rules.check(document.tree, source=b"" if wide else document.data, coverage=nodes):
            # what an element lacks is nothing new while all that it has should not be there
            if not (strays and _holds_only(failure.element, strays, document)):
                yield _rule_finding(document, failure)
        if nodes:
            applied.update((number, place) for place, rule in enumerate(rules.rules) if nodes.get(rule))


def _holds_only(element: etree._Element, strays: set[str], document: CheckedDocument) -> bool:
    """Whether an element has children, and all are strays; of namesakes in a row only the first is known as one."""
    before = None
    for child in element.iterchildren(etree.Element):
        if child.tag != before and document.places.xpath(child) not in strays:
            return False
        before = child.tag
    return before is not None


def _rule_finding(document: CheckedDocument, failure: RuleFailure) -> Finding:
    places = document.places
    attribute = failure.attribute or _attribute_named(failure)
    if attribute and attribute in failure.element.attrib:
        place = places.attribute_value(failure.element, attribute)
    else:
        place = places.element(failure.element)
    message = " ".join([failure.message, *failure.diagnostics]) or f"the rule {failure.test} is not met"
    return document.locator.finding(
        _RULE_CODES[failure.kind], place, message, xpath=places.xpath(failure.element), layer="rules",
        level=failure.level, subject=failure.ident or f"{failure.line}:{failure.test}",
    )  # fmt: skip


def _attribute_named(failure: RuleFailure) -> str:
    """Give the attribute (lxml's key) whose value a message begins with: ``who="#x" of this said points at …``."""
    named = _NAMES_ATTRIBUTE.match(failure.message)
    key = attribute_key(named[1]) if named else ""
    return key if named and failure.element.get(key) == named[2] else ""


def _notes(document: CheckedDocument, target: Target | None, findings: list[Finding]) -> Iterator[Finding]:
    """Yield a note for what a document asks for and does not get: a schema of its own, inclusions.

    None for an attribute that is already found to be wrong.
    """
    before = document.root.itersiblings(etree.ProcessingInstruction, preceding=True)
    asked = [(str(getattr(node, "target", "")), str(getattr(node, "text", ""))) for node in before]
    # a file of the same name as the schema that is used is what an editor is told, no wish for another schema
    used = f"{target.name}." if target else "\0"
    hints = [
        name
        for name, data in asked
        if name in ("xml-model", "xml-stylesheet") and not _HREF.sub(r"\1", data).startswith(used)
    ]
    wrong = {one.subject.partition(" ")[0].rpartition(":")[2] for one in findings if one.subject[:1] == "@"}
    hints += [f"xsi:{name}" for name in _SCHEMA_LOCATIONS if document.root.get(_XSI + name) and name not in wrong]
    if hints:
        message = f"{' and '.join(sorted(set(hints)))} is not followed: a document does not choose its own schema"
        yield _whole(document, "schema-hint-ignored", message)
    include = next((one for one in document.root.iter(INCLUDE) if not is_of_corpus(one)), None)
    if include is not None:
        place = document.places.element(include)
        message = "xi:include is not resolved: the document is checked as it stands"
        yield document.locator.finding("xinclude-ignored", place, message, xpath=document.places.xpath(include))


def _whole(document: CheckedDocument, name: str, message: str, layer: LayerName | None = None) -> Finding:
    return document.locator.finding(name, document.places.element(document.root), message, layer=layer)


def crashed(path: str) -> FileReport:
    """Give the report of a document on which the process that checked it died."""
    return _refused(path, "crash", "the validator died on it", "report it, with the file if it may be shared")


def _refused(path: str, name: str, message: str, fix: str) -> FileReport:
    code = named(name)
    finding = Finding(code.code, code.level, code.layer, path, 1, 1, message, suggestion=fix)
    rest = tuple((layer, "the file was not read") for layer in LAYERS)
    return file_report(path, [finding], checked=(), skipped=rest)
