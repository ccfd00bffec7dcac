"""What several commands share: failing with a message, printing text as it is, finding TEI files."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NoReturn

import click

from encoder.naming import shown_name, tei_files


def fail(message: str, code: int = 2) -> NoReturn:
    """Print a message on stderr and exit; 2 is for what could not be run at all."""
    click.echo(f"gazetei: {message}", err=True)
    raise click.exceptions.Exit(code)


def encoding_day(when: str) -> str:
    """Give the day for headers: what was asked for, the day of SOURCE_DATE_EPOCH (seconds since 1970, UTC), or none."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if when or not seconds:
        return when
    if not seconds.isdigit():
        fail(f"SOURCE_DATE_EPOCH is {seconds!r}, but must be a whole number of seconds")
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr, on a terminal only; the function given takes what is done and the whole."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_exactly(text: str) -> None:
    """Print text as UTF-8, with nothing added, whatever the locale and the platform's line ends."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


__all__ = ["encoding_day", "fail", "print_exactly", "progress", "shown_name", "tei_files"]
