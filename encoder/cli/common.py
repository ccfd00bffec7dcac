"""What several commands share: failing with a message, printing text as it is, finding TEI files."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from encoder.naming import CORPUS, shown_name
from encoder.writing import WORK


def fail(message: str, code: int = 2) -> NoReturn:
    """Print a message on stderr and exit; 2 is for what could not be run at all."""
    click.echo(f"gazetei: {message}", err=True)
    raise click.exceptions.Exit(code)


def print_exactly(text: str) -> None:
    """Print text as UTF-8, with nothing added, whatever the locale and the platform's line ends."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def tei_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the TEI files among files and folders, each folder's sorted; corpus files and work folders are left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*.xml")):
            inside = found.relative_to(path)
            if WORK not in inside.parts and inside.name != CORPUS.name and not found.is_symlink() and found.is_file():
                yield found


__all__ = ["fail", "print_exactly", "shown_name", "tei_files"]
