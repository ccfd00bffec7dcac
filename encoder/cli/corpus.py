"""``gazetei corpus``: a folder of TEI documents as one corpus."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from encoder.cli.common import encoding_day, fail, name_failed, print_exactly, shown_name
from encoder.cli.progress import progress
from encoder.errors import EncoderError
from encoder.writing import write_together

if TYPE_CHECKING:
    from encoder.corpora import Built, Statistics
    from encoder.corpora.duplicates import Group

_SHOWN = 20
_NAMED = 4
_FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
_NEAR = click.option(
    "--near", default=0.8, show_default=True, type=click.FloatRange(0, 1),
    help="How alike two texts must be to be reported as duplicates (1: the same words).",
)  # fmt: skip


@click.group("corpus")
def command() -> None:
    """Treat a folder of TEI documents as one corpus."""


@command.command("build")
@_FOLDER
@click.option("--title", default="", help="What the corpus is called.")
@click.option("--publisher", default="", help="Who publishes the corpus.")
@click.option("--licence", default="", help="Licence of the markup. Never invented.")
@click.option("--when", default="", help="Day for the header; SOURCE_DATE_EPOCH if left out.")
@_NEAR
def build_command(folder: Path, *, title: str, publisher: str, licence: str, when: str, near: float) -> None:
    """Write DIR/corpus.xml (header, registers of the whole corpus, inclusions) and DIR/index.csv.

    What no option says, and who made it, is taken from DIR/deposit.toml, if there is one, then from the corpus file
    as it was.
    The documents are not touched. What cannot be read is named and left out, and the command exits with 1.
    """
    from encoder.corpora import build
    from encoder.deposit import read_metadata

    day = encoding_day(when)
    try:
        known = read_metadata(folder).corpus
        about = replace(
            known,
            title=title or known.title,
            publisher=publisher or known.publisher,
            licence=licence or known.licence,
            when=day or known.when,
        )
        with progress("reading") as show:
            built = build(folder, about, near=near, show=show)
    except EncoderError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror}; nothing was changed")
    name_failed(built.failed)
    if not built.index:
        fail(f"{shown_name(folder)}: no TEI document could be read; nothing was written")
    _say_duplicates(built)
    documents = f"{len(built.index)} document{'s' * (len(built.index) != 1)}"
    entries = f"{len(built.registers)} {'entry' if len(built.registers) == 1 else 'entries'}"
    click.echo(f"corpus.xml and index.csv: {documents}, {entries}; in {shown_name(folder)}", err=True)
    if built.failed:
        raise click.exceptions.Exit(1)


@command.command("list")
@_FOLDER
@click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="A table to read, CSV, or JSON Lines.",
)  # fmt: skip
def list_command(folder: Path, *, shape: str) -> None:
    """List the documents of DIR with what their headers say and how much there is of each."""
    from encoder.corpora.build import table

    built = _survey(folder, near=1)
    if shape == "csv":
        print_exactly(table(built.index))
    elif shape == "json":
        print_exactly("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in built.index))
    else:
        rows = [
            (one.document, one.date, one.source, one.title, one.tokens, one.mentions, one.quotations)
            for one in built.index
        ]
        _table(("document", "date", "source", "title", "tokens", "mentions", "quotations"), rows)
    if built.failed:
        raise click.exceptions.Exit(1)


@command.command("stats")
@_FOLDER
@click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="Tables to read, or JSON.",
)  # fmt: skip
@click.option("--most", default=15, show_default=True, type=click.IntRange(1), help="How many names to list.")
@click.option("--plots", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write SVG plots there.")
@_NEAR
def stats_command(folder: Path, *, shape: str, most: int, plots: Path | None, near: float) -> None:
    """Count the corpus in DIR: documents over time, sources, who is named most and quoted most, duplicates."""
    from encoder.corpora import collect

    built = _survey(folder, near=near)
    statistics = collect(built, most=most)
    if shape == "json":
        print_exactly(json.dumps(asdict(statistics), ensure_ascii=False, indent=1) + "\n")
    else:
        _tables(statistics)
    if plots:
        from encoder.corpora.plots import plots as drawn

        try:
            write_together({plots / name: data for name, data in drawn(statistics).items()}, work=plots)
        except OSError as error:
            fail(f"{error.filename or plots}: {error.strerror}")
    _say_duplicates(built)
    if built.failed:
        raise click.exceptions.Exit(1)


@command.command("verify")
@_FOLDER
def verify_command(folder: Path) -> None:
    """Look at everything in DIR again: hashes, texts, ids, inclusions, schema. Exits with 1 if anything is wrong."""
    from encoder.corpora import verify

    with progress("verifying") as show:
        problems = list(verify(folder, show=show))
    for one in problems:
        click.echo(f"{one.file}: {one.kind}: {one.message}")
    click.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)} in {shown_name(folder)}", err=True)
    if problems:
        raise click.exceptions.Exit(1)


def _survey(folder: Path, *, near: float) -> "Built":
    from encoder.corpora.build import survey

    with progress("reading") as show:
        built = survey(folder, near=near, show=show)
    name_failed(built.failed)
    if not built.index:
        fail(f"{shown_name(folder)}: no TEI document could be read: give a folder that holds some")
    return built


def _say_duplicates(built: "Built") -> None:
    from encoder.corpora.duplicates import grouped

    groups = grouped(built.duplicates)
    for one in groups[:_SHOWN]:
        click.echo(f"{_listed(one.documents)} {_alike(one)}", err=True)
    if len(groups) > _SHOWN:
        click.echo(f"… and {len(groups) - _SHOWN} more groups of duplicates", err=True)


def _alike(group: "Group") -> str:
    if group.least == 1:
        return "have the same words"
    shares = f"{group.least:.0%}" + (f" to {group.most:.0%}" if f"{group.least:.0%}" != f"{group.most:.0%}" else "")
    return f"share {shares} of their words"


def _listed(names: Sequence[str]) -> str:
    """Give the names of a group in a line: all of a few, the first of many and how many more there are."""
    shown = names if len(names) <= _NAMED + 1 else names[:_NAMED]
    rest = f"{len(names) - len(shown)} more" if len(names) > len(shown) else ""
    *most, last = [*shown, *([rest] if rest else [])]
    return f"{', '.join(most)} and {last}"


def _tables(statistics: "Statistics") -> None:
    _table(("in the corpus", "number"), list(statistics.totals.items()))
    sections = (
        ("source", "documents", statistics.sources),
        ("month", "documents", tuple(one for one in statistics.months if one[1])),
        ("person", "mentions", statistics.named["person"]),
        ("organisation", "mentions", statistics.named["org"]),
        ("place", "mentions", statistics.named["place"]),
        ("speaker", "quotations", statistics.quoted),
    )
    for what, counted, rows in sections:
        if rows:
            click.echo()
            _table((what, counted), rows)
    if statistics.undated:
        click.echo(f"\n{statistics.undated} without a date")


def _table(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for at, heading in enumerate(headings):
        table.add_column(heading, justify="right" if rows and isinstance(rows[0][at], int) else "left")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console = Console(width=140, color_system=None, highlight=False)
    with console.capture() as capture:
        console.print(table)
    click.echo("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()), nl=False)
