"""SARIF 2.1.0 (OASIS, 2020), for code scanning: rules, regions in code points, fingerprints that outlive an edit."""

import hashlib
import json
import os
from collections import Counter
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from schemas.codes import Code, catalogue
from schemas.finding import Finding, Level
from schemas.report.escape import visible
from schemas.results import Report

SCHEMA_URI: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}
_ROOT: Final = "SRCROOT"


def render_sarif(report: Report) -> str:
    """Give the run as a SARIF log. Relative paths are relative to ``SRCROOT``, which the reader binds."""
    codes = sorted({finding.code for finding in report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "gazetei",
                "version": report.tool_version,
                "rules": [_rule(catalogue()[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder the validator was started in."}}},
        "results": _results(report, codes),
    }
    return json.dumps({"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def uri(path: str) -> str:
    """Give a path as a URI reference; bytes that are not UTF-8 are kept, percent-encoded."""
    pure = PurePath(path)
    encoded = quote(os.fsencode(pure.as_posix()), safe="/")
    return f"file://{encoded}" if pure.is_absolute() else encoded


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": f"{code.title}."},
        "fullDescription": {"text": code.meaning},
        "help": {"text": f"{code.fix}\n\nwrong: {code.wrong}\nright: {code.right}"},
        "defaultConfiguration": {"level": _LEVELS[code.level]},
        "properties": {"tags": [code.layer]},
    }


def _results(report: Report, codes: list[str]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for finding in report.findings:
        identity = _identity(finding)
        seen[identity] += 1
        results.append(_result(finding, codes.index(finding.code), f"{identity}:{seen[identity]}"))
    return results


def _identity(finding: Finding) -> str:
    """Give what stays the same when lines are added elsewhere: the kind, the file and the words concerned."""
    words = "\0".join((finding.code, visible(finding.path), finding.message, finding.excerpt.strip()))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _result(finding: Finding, rule: int, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {"uri": uri(finding.path)}
    if not PurePath(finding.path).is_absolute():
        location["uriBaseId"] = _ROOT
    region: dict[str, Any] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    if finding.excerpt:
        region["snippet"] = {"text": finding.excerpt}
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": location, "region": region}}
    if finding.xpath:
        place["logicalLocations"] = [{"fullyQualifiedName": finding.xpath, "kind": "element"}]
    message = finding.message + (f" ({finding.suggestion})" if finding.suggestion else "")
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": {"text": visible(message)},
        "locations": [place],
        "partialFingerprints": {"gazetei/v1": fingerprint},
    }
