"""``gazetei check-deposit``: what an archive asks for and a corpus lacks."""

from pathlib import Path

import click

from encoder.cli.common import fail, print_exactly
from encoder.errors import EncoderError

_ARCHIVES = ("nakala", "zenodo", "ortolang", "textgrid", "clarin")
_WIDTH = 100


@click.command("check-deposit")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CORPUS")
@click.option("--for", "archive", required=True, type=click.Choice(_ARCHIVES), help="The archive.")
@click.option(
    "--documents", type=click.Choice(["all", "free"]), default="all", show_default=True,
    help="Which documents are deposited: all, or only those whose text has a free licence, as package takes them.",
)  # fmt: skip
@click.option("--record", is_flag=True, help="Print what its API takes, as JSON, instead (zenodo, nakala).")
def command(folder: Path, *, archive: str, documents: str, record: bool) -> None:
    """Say what an archive asks for, what of it CORPUS has, and what to do about the rest.

    `ok` is there, `missing` is required, `advised` is not, `note` is to be known; `(?)` marks what no page of the
    archive could be found for. Exits with 1 if something that is required is missing. With --record, what is missing
    goes to standard error.
    """
    from encoder.deposit import check_deposit, read_metadata
    from encoder.deposit.archives import OURS, READ
    from encoder.deposit.forms import RECORDS
    from encoder.deposit.holdings import holdings_of
    from encoder.deposit.metadata import DEPOSIT
    from encoder.deposit.records import as_json

    if record and archive not in RECORDS:
        fail(f"no record is made for {archive}; copy the fields from data/metadata of a bag (gazetei package)")
    try:
        about = read_metadata(folder)
        demands = check_deposit(folder, archive, about, free=documents == "free")
    except EncoderError as error:
        fail(str(error))
    if not (folder / DEPOSIT).is_file():
        click.echo(f"there is no {DEPOSIT} beside corpus.xml yet; what follows is from corpus.xml alone", err=True)
    for one in demands:
        unmet = "missing" if one.level == "required" else one.level
        shown = " ".join(one.shown.split())
        if one.met and len(shown) > _WIDTH:
            shown = f"{shown[: _WIDTH - 1]}…"
        mark = "" if one.source else " (?)"
        if not record or (unmet == "missing" and not one.met):
            click.echo(f"{'ok' if one.met else unmet:<8} {one.what}{mark}: {shown}", err=record)
    if record:
        print_exactly(as_json(RECORDS[archive](about, holdings_of(folder, free=documents == "free"))).decode())
    for source in sorted({one.source for one in demands} - {"", OURS}):
        click.echo(f"as read on {source} ({READ})", err=True)
    if unconfirmed := [one.what for one in demands if not one.source]:
        click.echo(f"(?) not confirmed by a page of the archive: {', '.join(unconfirmed)}", err=True)
    if any(one.level == "required" and not one.met for one in demands):
        raise click.exceptions.Exit(1)
