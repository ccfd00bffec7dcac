"""``gazetei export``: TEI documents in another format."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from encoder.cli.common import fail, shown_name, tei_files
from encoder.writing import write_whole
from tei import TeiError, parse_file
from tei.export import json_lines, standoff


@click.group("export")
def command() -> None:
    """Write TEI documents in another format."""


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
            write_whole(output, "".join(lines).encode("utf-8"), work=output.parent)
        except OSError as error:
            fail(f"{output}: {error.strerror}")
    else:
        try:
            for line in lines:
                sys.stdout.buffer.write(line.encode("utf-8"))
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if failed:
        raise click.exceptions.Exit(1)


def _documents(paths: tuple[Path, ...], failed: list[str]) -> Iterator[dict[str, object]]:
    for path in tei_files(paths):
        try:
            yield standoff(parse_file(path).getroot(), fallback_id=shown_name(Path(path.stem)))
        except (TeiError, OSError) as error:
            click.echo(f"gazetei: {error}", err=True)
            failed.append(shown_name(path))
