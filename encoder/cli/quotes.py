"""``gazetei quotes``: who says what in TEI documents, as a table."""

import io
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from encoder.cli.common import fail, held_in, leave_out, print_exactly, tei_files
from encoder.writing import write_named
from tei import TeiError
from tei.export import QUOTATIONS

if TYPE_CHECKING:
    from encoder.quotations.table import Row

_KINDS = (*QUOTATIONS, "title")
_WIDTH = 140
"""The width of the table where it is not printed on a terminal."""


@click.command("quotes")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="A table to read, CSV, or JSON Lines (one quotation a line).",
)  # fmt: skip
@click.option("--speaker", metavar="WORDS", help="Only what is said by an entry whose name or id has these words.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Only these kinds; may be repeated. Titles are listed when they are asked for.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to stdout.")
def command(
    paths: tuple[Path, ...], *, shape: str, speaker: str | None, kinds: tuple[str, ...], output: Path | None
) -> None:
    """List the quotations in PATHs (TEI files and folders): speaker, cue, words, kind, document, date.

    A file that cannot be read is reported and left out, and the command exits with 1.
    """
    from encoder.quotations.table import write_csv, write_json

    files = list(tei_files(paths, corpora=True))
    if not files:
        fail("no TEI file found: give .xml files, or folders that hold some")
    failed: list[str] = []
    wanted = kinds or QUOTATIONS
    found = _rows(files, paths, failed)
    rows = [row for row in found if row.kind in wanted and (not speaker or row.is_by(speaker))]
    text = write_csv(rows) if shape == "csv" else write_json(rows) if shape == "json" else _table(rows, output)
    if output:
        try:
            write_named(output, text.encode("utf-8"))
        except OSError as error:
            fail(f"{output}: {error.strerror}")
    else:
        print_exactly(text)
    if failed:
        raise click.exceptions.Exit(1)


def _rows(files: Sequence[Path], given: Sequence[Path], failed: list[str]) -> Iterator["Row"]:
    from encoder.quotations.table import read_quotations

    for path in files:
        for name, one in held_in(path, given, failed):
            try:
                yield from read_quotations(one.root, name, one.registers)
            except TeiError as error:
                leave_out(error, path, failed)


def _table(rows: Sequence["Row"], output: Path | None) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    on_terminal = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if on_terminal else _WIDTH
    shown = io.StringIO()
    console = Console(file=shown, width=width, color_system=None, highlight=False)
    table = Table(box=None, pad_edge=False, show_header=True)
    for name, ratio in (("speaker", 3), ("cue", 2), ("words", 8), ("kind", 1), ("document", 2), ("date", 1)):
        table.add_column(name, ratio=ratio, overflow="fold", min_width=8 if name != "words" else 24)
    for row in rows:
        speaker = f"{row.speaker} (via {row.source})" if row.speaker and row.source else row.speaker or row.source
        cells = (speaker, row.cue, row.words, row.kind, row.document, row.date)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in shown.getvalue().splitlines())
