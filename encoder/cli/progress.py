"""How far a long run has come, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(begin: str, what: str = "") -> Iterator[Callable[[int, int], None]]:
    """Show ``begin``, and once a thing is done ``what`` (the same if left out) and how many are.

    Gives what to call with the number of things that are done and of all. Nothing is shown, and nothing loaded, where
    stderr is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None  # noqa: ARG005
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(begin, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total, description=what or begin)
