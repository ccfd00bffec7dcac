"""``gazetei export``: a corpus in the format of another tool."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from encoder.cli.common import fail, held_in, leave_out, name_failed, print_exactly, shown_name, tei_files
from encoder.cli.progress import progress
from encoder.writing import write_named
from tei import TeiError
from tei.export import ExportError, Settings, exporter_names, find_exporter, json_lines, standoff


class _Formats(click.Group):
    """A group with a command for each exporter that is installed, beside those that are written here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *exporter_names()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is None and cmd_name in exporter_names():
            return _format_command(cmd_name)
        if found is None:
            fail(f"there is no format {cmd_name!r}; gazetei export --list shows them")
        return found


@click.group("export", cls=_Formats, invoke_without_command=True)
@click.option("--list", "listed", is_flag=True, help="List the formats and exit.")
@click.pass_context
def command(context: click.Context, *, listed: bool) -> None:
    """Write a corpus (TEI files and folders) in the format of another tool."""
    if listed:
        _list()
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit()


def _list() -> None:
    for name in exporter_names():
        try:
            exporter = find_exporter(name)
        except ExportError as error:  # of somebody's package: the others are there all the same
            click.echo(f"gazetei: {error}", err=True)
            continue
        needed = f" (pip install 'gazetei[{exporter.extra}]')" if exporter.missing() and exporter.extra else ""
        click.echo(f"{name:<12}{exporter.summary}{needed}")
    click.echo(f"{'standoff':<12}text, spans and registers of one document a line, as JSON Lines")


def _unusable(name: str, why: str) -> click.Command:
    """Give a command that only says why its exporter cannot be used."""

    @click.command(name, help=f"Cannot be used: {why}.", context_settings={"ignore_unknown_options": True})
    @click.argument("_", nargs=-1, type=click.UNPROCESSED)
    def run(_: tuple[str, ...]) -> None:
        fail(why)

    return run


def _format_command(name: str) -> click.Command:
    try:
        exporter = find_exporter(name)
    except ExportError as error:
        return _unusable(name, str(error))

    @click.command(name, help=f"Write PATHs (TEI files and folders) for {exporter.summary}.")
    @click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
    @click.option(
        "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
        help="The folder to make; one that an earlier export made is brought up to date.",
    )  # fmt: skip
    @click.option("--name", "given", default="", help="What tools call the corpus; made of the first PATH if left out.")
    @click.option("--title", default="", help="What people call the corpus; the same if left out.")
    def run(paths: tuple[Path, ...], output: Path, given: str, title: str) -> None:
        _export(name, paths, output, given=given, title=title)

    return run


def _export(name: str, paths: tuple[Path, ...], output: Path, *, given: str, title: str) -> None:
    from encoder.errors import EncoderError
    from encoder.exporting import corpus_name, export

    exporter = find_exporter(name)
    if missing := exporter.missing():
        fail(f"{name} needs {' and '.join(missing)}: pip install 'gazetei[{exporter.extra}]'")
    called = corpus_name(given or paths[0].resolve().stem)
    try:
        with progress("exporting") as show:
            result = export(exporter, paths, output, Settings(called, title or given or called), show=show)
    except (EncoderError, TeiError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror or error}; nothing was changed")
    name_failed(result.failed)
    if not result.counts["documents"]:
        fail("no TEI document could be read: give TEI files, or folders that hold some; nothing was written")
    if exporter.words and result.plain:
        plain = f"{result.plain} document{'s are' if result.plain > 1 else ' is'} not analysed"
        click.echo(f"{plain}: words are cut by a plain rule, without lemmas; run gazetei analyse first", err=True)
    counts = ", ".join(f"{number} {what}" for what, number in result.counts.items())
    left_out = f"; {len(result.failed)} left out" if result.failed else ""
    click.echo(f"{name}: {counts}{left_out}; in {shown_name(output)}", err=True)
    if result.failed:
        raise click.exceptions.Exit(1)


@command.command("standoff")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to stdout.")
def standoff_command(paths: tuple[Path, ...], output: Path | None) -> None:
    """Write PATHs (TEI files and folders) as JSON Lines: text, spans and registers of one document a line.

    Offsets are Unicode code points, half-open, over the text that `gazetei text` prints. A file that cannot be read
    is reported and left out, and the command exits with 1.
    """
    failed: list[str] = []
    lines = json_lines(_documents(paths, failed))
    if output:
        try:
            write_named(output, "".join(lines).encode("utf-8"))
        except OSError as error:
            fail(f"{output}: {error.strerror}")
    else:
        for line in lines:
            print_exactly(line)
    if failed:
        raise click.exceptions.Exit(1)


def _documents(paths: tuple[Path, ...], failed: list[str]) -> Iterator[dict[str, Any]]:
    for path in tei_files(paths, corpora=True):
        for name, one in held_in(path, paths, failed):
            try:
                yield standoff(one.root, fallback_id=name, registers=one.registers)
            except TeiError as error:
                leave_out(error, path, failed)
