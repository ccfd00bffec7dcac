"""A report in the format that is asked for, to a file as a whole or not at all."""

import os
import tempfile
from pathlib import Path
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


def write_atomically(path: Path, text: str) -> None:
    """Write a file as UTF-8 so that a reader sees the old one or the new one, and never a part.

    Raises ``OSError`` if it cannot be written; nothing is left behind then.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        # mkstemp makes a file that only its owner may read; a report has the rights of any new file
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
