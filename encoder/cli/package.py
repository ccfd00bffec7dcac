"""``gazetei package``: a corpus as a bag that an archive takes."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from encoder.cli.common import fail, shown_name
from encoder.errors import EncoderError

if TYPE_CHECKING:
    from encoder.deposit.package import Sources


@click.command("package")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="CORPUS")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The bag, a new folder."
)
@click.option(
    "--sources", type=click.Choice(["free", "all", "none"]), default="free", show_default=True,
    help="Which texts go in as plain text too: those whose licence is free, all, or none.",
)  # fmt: skip
def command(folder: Path, *, output: Path, sources: str) -> None:
    """Pack CORPUS as a bag (BagIt): documents, schema with its documentation, DataCite, Dublin Core, CMDI, RO-Crate.

    What is said of it comes from CORPUS/deposit.toml and its corpus.xml. A corpus that `gazetei corpus verify` finds
    fault with is not packed. The same corpus gives the same bytes.
    """
    from encoder.deposit import DepositError, package, read_metadata

    try:
        packed = package(folder, output, read_metadata(folder), sources=cast("Sources", sources))
    except DepositError as error:
        fail(str(error), code=1 if "cannot be packed" in str(error) else 2)
    except EncoderError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror or error}; nothing was written")
    documents = packed.counts["documents"]
    texts = f"{packed.sources} source text{'s' * (packed.sources != 1)}"
    counted = f"{documents} document{'s' * (documents != 1)}, {texts}, {packed.files} files"
    click.echo(f"{counted}; in {shown_name(output)}", err=True)
    if packed.withheld:
        rights = ", ".join(f"{number} {status}" for status, number in sorted(packed.withheld.items()))
        click.echo(f"plain texts left out for their rights: {rights}; the TEI documents hold the whole text", err=True)
    if packed.lacking:
        click.echo(f"DataCite asks for what deposit.toml does not say: {', '.join(packed.lacking)}", err=True)
