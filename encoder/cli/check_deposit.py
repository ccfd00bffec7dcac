"""``gazetei check-deposit``: what an archive asks for and a corpus lacks."""

from pathlib import Path

import click

from encoder.cli.common import fail
from encoder.errors import EncoderError

_ARCHIVES = ("nakala", "zenodo", "ortolang", "textgrid", "clarin")


@click.command("check-deposit")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CORPUS")
@click.option("--for", "archive", required=True, type=click.Choice(_ARCHIVES), help="The archive.")
def command(folder: Path, *, archive: str) -> None:
    """Say what an archive asks for, what of it CORPUS has, and what to do about the rest.

    Exits with 1 if something that the archive requires is missing.
    """
    from encoder.deposit import check_deposit, read_metadata

    try:
        demands = check_deposit(folder, archive, read_metadata(folder))
    except EncoderError as error:
        fail(str(error))
    for one in demands:
        state = "ok" if one.met else "missing" if one.required else "advised"
        click.echo(f"{state:<8} {one.what}" + ("" if one.met else f": {one.advice}"))
    sources = sorted({one.source for one in demands if one.source})
    unconfirmed = [one.what for one in demands if not one.source and one.what not in ("rights of the texts",)]
    for source in sources:
        click.echo(f"as read on {source}", err=True)
    if unconfirmed:
        click.echo(f"not confirmed by a page of the archive: {', '.join(unconfirmed)}", err=True)
    if any(one.required and not one.met for one in demands):
        raise click.exceptions.Exit(1)
