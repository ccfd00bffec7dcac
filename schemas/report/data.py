"""Reports for programs: one JSON object for the run, or one JSON line a finding.

Everything outside ASCII is written as a JSON escape, so that a terminal or a log obeys nothing in them.
"""

import json
from typing import Any

from schemas.finding import Finding
from schemas.report.escape import visible
from schemas.results import FileReport, Report


def render_json(report: Report) -> str:
    """Give the run as one JSON object; its ``version`` changes when a key changes its meaning.

    ``atLeast`` stands where there are more findings than were counted.
    """
    errors, warnings, infos = report.counts
    value = {
        "version": 1,
        "tool": {"name": "gazetei", "version": report.tool_version},
        "schema": {"name": report.schema, "sha256": report.schema_sha256},
        "summary": {
            "files": len(report.files),
            "valid": sum(file.valid for file in report.files),
            "errors": errors,
            "warnings": warnings,
            "infos": infos,
            **({"atLeast": True} if report.at_least else {}),
        },
        "files": [_file(file) for file in report.files],
    }
    return json.dumps(value, indent=2) + "\n"


def render_jsonl(report: Report) -> str:
    """Give one JSON object a line for every finding, and nothing for a file without one."""
    return "".join(json.dumps(_finding(finding)) + "\n" for finding in report.findings)


def _file(file: FileReport) -> dict[str, Any]:
    errors, warnings, infos = file.counts
    return {
        "path": visible(file.path),
        "valid": file.valid,
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        **({"atLeast": True} if file.at_least else {}),
        "checked": list(file.checked),
        "skipped": [{"layer": layer, "reason": reason} for layer, reason in file.skipped],
        "findings": [_finding(finding) for finding in file.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "path": visible(finding.path),
        "line": finding.line,
        "column": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "level": finding.level,
        "code": finding.code,
        "layer": finding.layer,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "expected": list(finding.expected),
        "xpath": finding.xpath,
        "excerpt": finding.excerpt,
    }
