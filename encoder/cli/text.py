"""``gazetei text``: the article's text, or its plain-text source, out of a TEI document; its proof made anew."""

from pathlib import Path

import click
from lxml import etree

from encoder.cli.common import encoding_day, fail, print_exactly
from encoder.documents import explained
from encoder.writing import write_named
from tei import TeiError, parse_file, serialise, source_is_proven, source_text, text_is_proven, text_of
from tei.revise import renew_text


@click.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", is_flag=True, help="Print the plain-text source again, after its documented normalisations.")
@click.option(
    "--renew", is_flag=True, help="Record the SHA-256 of a text that was corrected on purpose; print nothing."
)
@click.option("--when", default="", help="With --renew: day of the correction; SOURCE_DATE_EPOCH if left out, or none.")
def command(file: Path, *, source: bool, renew: bool, when: str) -> None:
    """Print the text of a TEI FILE, exactly: its blocks, joined by line feeds.

    The text is compared with the SHA-256 that the header records. A difference is reported on stderr, and the
    command exits with 1; a document without such a record is printed without a comparison.
    """
    if renew and source:
        fail("--renew records the text of a document, --source prints the source of it; give one of them")
    if when and not renew:
        fail("--when is the day of a correction; give it with --renew")
    try:
        root = parse_file(file).getroot()
        if renew:
            _renew(file, root, when)
            return
        text = source_text(root) if source else text_of(root)
        proven = source_is_proven(root) if source else text_is_proven(root)
    except (TeiError, OSError) as error:
        fail(explained(error, file), 1)
    print_exactly(text)
    if proven is False:
        what = "source text" if source else "text"
        fail(f"{file}: the {what} is not the one this document was made from; it was edited since", 1)


def _renew(file: Path, root: etree._Element, when: str) -> None:
    day = encoding_day(when)
    renewed = renew_text(root, when=day)
    if renewed is None:
        fail(f"{file}: the header records no SHA-256 of the text; there is nothing to renew", 1)
    if renewed:
        write_named(file, serialise(root))
        said = "the SHA-256 of the corrected text is recorded; gazetei validate checks the rest"
    else:
        said = "the text is the one whose SHA-256 is recorded; nothing was changed"
    click.echo(f"{file}: {said}", err=True)
