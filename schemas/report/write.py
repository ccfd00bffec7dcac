"""A report in the format that is asked for."""

from typing import Final, Literal, get_args

from schemas.report.data import render_json, render_jsonl
from schemas.report.github import render_github
from schemas.report.junit import render_junit
from schemas.report.sarif import render_sarif
from schemas.report.text import render_concise, render_text
from schemas.results import Report

Format = Literal["text", "concise", "json", "jsonl", "sarif", "junit", "github"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_RENDERERS: Final = {
    "concise": render_concise,
    "json": render_json,
    "jsonl": render_jsonl,
    "sarif": render_sarif,
    "junit": render_junit,
    "github": render_github,
}


def render(report: Report, format: Format, *, colour: bool = False, verbose: bool = False) -> str:  # noqa: A002 - its name
    """Give a report as text in one of the formats; colour and verbosity are for ``text`` only."""
    if format == "text":
        return render_text(report, colour=colour, verbose=verbose)
    return _RENDERERS[format](report)
