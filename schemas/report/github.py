"""Annotations for GitHub Actions, and the table for the page of the job.

Both are read as commands or markup, so that everything from a user's file is escaped.
"""

from typing import Final

from schemas.codes import catalogue
from schemas.finding import LEVELS, Finding, Level
from schemas.report.escape import visible
from schemas.report.summary import count, counts_line, summary
from schemas.results import Report

PER_LEVEL: Final = 10
"""How many annotations of a level GitHub shows for a step; more are dropped in silence there."""

TABLE_ROWS: Final = 200
_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def render_github(report: Report) -> str:
    """Give workflow commands, worst first, at most ten a level, then a notice that counts the others."""
    lines: list[str] = []
    left = [0, 0, 0]
    for number, level in enumerate(LEVELS):
        findings = [finding for finding in report.findings if finding.level == level]
        lines += map(_annotation, findings[:PER_LEVEL])
        left[number] = report.counts[number] - len(findings[:PER_LEVEL])
    if any(left):
        rest = counts_line((left[0], left[1], left[2]), at_least=report.at_least)
        lines.append(f"::notice title=gazetei::{_data(f'not shown: {rest}; see the summary of the job')}")
    return "".join(f"{line}\n" for line in lines)


def step_summary(report: Report) -> str:
    """Give the Markdown for ``$GITHUB_STEP_SUMMARY``: the summary line and a table of the findings."""
    lines = ["### gazetei validate", "", _markdown(summary(report)), ""]
    findings = sorted(report.findings, key=lambda finding: (finding.severity, finding.sort_key))
    if findings:
        lines += ["| | Code | Place | Finding | Fix |", "|-|-|-|-|-|"]
        lines += map(_row, findings[:TABLE_ROWS])
    if len(findings) > TABLE_ROWS:
        lines += ["", f"… and {count(len(findings) - TABLE_ROWS, 'finding')} more"]
    return "\n".join([*lines, ""])


def _annotation(finding: Finding) -> str:
    properties = {
        "file": visible(finding.path),
        "line": str(finding.line),
        "endLine": str(finding.end_line),
        "col": str(finding.column),
        "endColumn": str(finding.end_column),
        "title": f"{finding.code} {catalogue()[finding.code].title}",
    }
    fields = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    fix = f" ({finding.suggestion})" if finding.suggestion else ""
    return f"::{_COMMANDS[finding.level]} {fields}::{_data(visible(finding.message + fix))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(finding: Finding) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    cells = (finding.level, finding.code, place, finding.message, finding.suggestion)
    return "| " + " | ".join(map(_markdown, cells)) + " |"


def _markdown(text: str) -> str:
    r"""Give text that Markdown and the HTML in it take as text; a line end is shown as ``\u{A}``."""
    safe = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{character}" if character in "\\`*_[]|~@#" else character for character in safe)
