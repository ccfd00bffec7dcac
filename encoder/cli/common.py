"""What several commands share: failing with a message, printing text as it is, finding and reading TEI files."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from encoder.naming import shown_name, tei_files

if TYPE_CHECKING:
    from tei.documents import Held

_SHOWN = 20


def fail(message: str, code: int = 2) -> NoReturn:
    """Print a message on stderr and exit; 2 is for what could not be run at all."""
    click.echo(f"gazetei: {message}", err=True)
    raise click.exceptions.Exit(code)


def encoding_day(when: str) -> str:
    """Give the day for headers: what was asked for, the day of SOURCE_DATE_EPOCH (seconds since 1970, UTC), or none.

    A day that there is not is said, and ends the run.
    """
    from tei import MetadataError
    from tei.article import check_date

    try:
        if when:
            check_date("when", when)
    except MetadataError as error:
        fail(f"--{error}")
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if when or not seconds:
        return when
    reason = f"SOURCE_DATE_EPOCH is {seconds!r}, but must be a whole number of seconds, of a year up to 9999"
    if not (seconds.isascii() and seconds.isdecimal()):
        fail(reason)
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        fail(reason)


def print_exactly(text: str) -> None:
    """Print text as UTF-8, with nothing added, whatever the locale and the platform's line ends."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def held_in(path: Path, paths: Sequence[Path], failed: list[str]) -> Iterator[tuple[str, "Held"]]:
    """Give the documents of a file found among ``paths``, each with a name for one that has no ``xml:id``.

    A corpus file that includes its documents is passed over in a folder, where they stand too. One that cannot be read
    is reported and added to ``failed``.
    """
    from tei import TeiError, parse_file
    from tei.documents import documents_of, only_includes

    try:
        root = parse_file(path).getroot()
    except (TeiError, OSError) as error:
        leave_out(error, path, failed)
        return
    if only_includes(root) and path not in paths:
        return
    for one in documents_of(root):
        yield shown_name(Path(path.stem)) + (f"-{one.number}" if one.number else ""), one


def name_failed(failed: Mapping[str, str]) -> None:
    """Name the files that were left out, each with its reason: the first few, and how many more there are."""
    from encoder.documents import placed

    for path, reason in [*failed.items()][:_SHOWN]:
        click.echo(placed(path, reason), err=True)
    if len(failed) > _SHOWN:
        click.echo(f"… and {len(failed) - _SHOWN} more", err=True)


def leave_out(error: Exception, path: Path, failed: list[str]) -> None:
    """Report what cannot be read, and add it to ``failed``."""
    from encoder.documents import explained

    click.echo(f"gazetei: {explained(error, path)}", err=True)
    failed.append(shown_name(path))


__all__ = ["encoding_day", "fail", "held_in", "leave_out", "name_failed", "print_exactly", "shown_name", "tei_files"]
