"""``gazetei package``: a corpus as a bag that an archive takes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from encoder.cli.common import encoding_day, fail, shown_name
from encoder.errors import EncoderError

if TYPE_CHECKING:
    from encoder.deposit.package import Documents, Sources


@click.command("package")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CORPUS")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="PATH",
    help="The bag: a new folder, or one file if the name ends in .zip.",
)  # fmt: skip
@click.option(
    "--documents", type=click.Choice(["all", "free"]), default="all", show_default=True,
    help="Which documents go in: all, or only those whose text has a free licence.",
)  # fmt: skip
@click.option(
    "--sources", type=click.Choice(["free", "all", "none"]), default="free", show_default=True,
    help="Which texts go in as plain text too: those whose licence is free, all, or none.",
)  # fmt: skip
@click.option("--analysis", is_flag=True, help="Pack the analysed forms too.")
@click.option("--when", default="", help="Day of bagging; SOURCE_DATE_EPOCH, or the date of publication, if left out.")
def command(folder: Path, *, output: Path, documents: str, sources: str, analysis: bool, when: str) -> None:
    """Pack CORPUS as a bag (BagIt): documents, schema with its documentation, DataCite, Dublin Core, CMDI, RO-Crate.

    What is said of it comes from CORPUS/deposit.toml and its corpus.xml. A corpus that `gazetei corpus verify` finds
    fault with is not packed. The same corpus gives the same bytes.
    """
    from encoder.corpora.build import about_of
    from encoder.deposit import RefusedError, package, read_metadata
    from encoder.deposit.package import TEMPORARY

    day = encoding_day(when)
    try:
        about = read_metadata(folder)
        packed = package(
            folder, output, about, documents=cast("Documents", documents), sources=cast("Sources", sources),
            analysis=analysis, day=day,
        )  # fmt: skip
    except RefusedError as error:
        fail(str(error), code=1)
    except EncoderError as error:
        fail(str(error))
    except OSError as error:
        inside = not error.filename or TEMPORARY in str(error.filename)
        fail(f"{shown_name(output) if inside else error.filename}: {error.strerror or error}; nothing was written")
    number = packed.counts["documents"]
    texts = f"{packed.sources} source text{'s' * (packed.sources != 1)}"
    counted = f"{number} document{'s' * (number != 1)}, {texts}, {packed.files} files"
    click.echo(f"{counted}; in {shown_name(output)}", err=True)
    if packed.left_out:
        click.echo(f"documents left out for their rights: {_statuses(packed.left_out)}", err=True)
    if packed.withheld:
        rights = _statuses(packed.withheld)
        click.echo(f"plain texts left out for their rights: {rights}; the TEI documents hold the whole text", err=True)
    if packed.lacking:
        click.echo(f"DataCite asks for what deposit.toml does not say: {', '.join(packed.lacking)}", err=True)
    if unlike := about.unlike(about_of(folder)):
        click.echo(f"corpus.xml says otherwise: {unlike}; gazetei corpus build takes it from deposit.toml", err=True)


def _statuses(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {status}" for status, number in sorted(numbers.items()))
