"""How far a long run has come, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(begin: str, what: str = "", total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show ``begin`` until the first of ``total`` things is done, then ``what`` and how many are.

    Gives what to call for each thing that is done. Nothing is shown, and nothing loaded, where stderr is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(begin, total=total)
        yield lambda: shown.update(task, advance=1, description=what)
