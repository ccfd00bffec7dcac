"""Reports for people: the full form with excerpt and caret, and the concise one with a line a finding."""

from collections.abc import Iterator
from typing import Final

from schemas.codes import catalogue
from schemas.finding import Finding, Level
from schemas.report.escape import excerpt_and_caret, visible
from schemas.report.summary import summary
from schemas.results import FileReport, Report

EXPECTED: Final = 5
"""How many of the expected names are listed, unless all are asked for."""

REPEATS: Final = 3
"""From how many findings of the same kind and name on only the first is shown, with a count of the others."""

_COLOURS: Final[dict[Level, str]] = {"error": "1;31", "warning": "1;33", "info": "1;36"}
_DIM: Final = "2"
_LINES: Final = 5


def render_text(report: Report, *, colour: bool = False, verbose: bool = False) -> str:
    """Give all findings with their excerpts, grouped by kind within a file, and the summary line.

    ``verbose`` lists every repeat and every expected name.
    """
    painter = _Painter(colour=colour, verbose=verbose)
    blocks = [block for file in report.files for block in painter.file(file)]
    return "\n".join([*blocks, summary(report), ""])


def render_concise(report: Report) -> str:
    """Give one line a finding, and the summary line."""
    return "\n".join([*map(concise, report.findings), summary(report), ""])


def concise(finding: Finding) -> str:
    """Give a finding in one line: place, level, code, message, fix."""
    fix = f" ({visible(finding.suggestion)})" if finding.suggestion else ""
    return f"{_place(finding)}: {finding.level}[{finding.code}] {visible(finding.message)}{fix}"


def _place(finding: Finding) -> str:
    return f"{visible(finding.path)}:{finding.line}:{finding.column}"


class _Painter:
    def __init__(self, *, colour: bool, verbose: bool) -> None:
        self._colour = colour
        self._verbose = verbose

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and text else text

    def file(self, file: FileReport) -> Iterator[str]:
        groups: dict[tuple[str, str], list[Finding]] = {}
        for number, finding in enumerate(file.findings):
            # a finding without a name is like no other
            groups.setdefault((finding.code, finding.subject or str(number)), []).append(finding)
        shown: list[tuple[Finding, tuple[Finding, ...]]] = []
        for group in groups.values():
            if len(group) >= REPEATS and not self._verbose:
                shown.append((group[0], tuple(group[1:])))
            else:
                shown += [(finding, ()) for finding in group]
        for finding, others in sorted(shown, key=lambda item: item[0].sort_key):
            yield "\n".join(self._finding(finding, others))

    def _finding(self, finding: Finding, others: tuple[Finding, ...]) -> Iterator[str]:
        style = _COLOURS[finding.level]
        head = self._paint(f"{finding.level}[{finding.code}]", style)
        yield f"{self._paint(_place(finding), '1')}: {head} {visible(finding.message)}"
        fix = visible(finding.suggestion)
        if finding.excerpt:
            text, caret = excerpt_and_caret(finding)
            number = str(finding.line)
            yield f"   {self._paint(number + ' |', _DIM)} {text}"
            label = f" {fix}" if fix else ""
            space = " " * (len(caret) - len(caret.lstrip()))
            carets = self._paint(caret.lstrip() + label, style)
            yield f"   {self._paint(' ' * len(number) + ' |', _DIM)} {space}{carets}"
        elif fix:
            yield f"   = {fix}"
        if finding.expected:
            yield f"   = {catalogue()[finding.code].expected_label}: {self._expected(finding.expected)}"
        if others:
            lines = list(dict.fromkeys(str(other.line) for other in others))
            where = ", ".join(lines[:_LINES]) + (", …" if len(lines) > _LINES else "")
            yield f"   … and {len(others)} more like this (line{'s' if len(lines) > 1 else ''} {where})"

    def _expected(self, expected: tuple[str, ...]) -> str:
        if self._verbose or len(expected) <= EXPECTED:
            return ", ".join(map(visible, expected))
        first = ", ".join(map(visible, expected[:EXPECTED]))
        return f"{first}, … (+{len(expected) - EXPECTED}; --verbose)"
