"""``gazetei text``: the article's text, or its plain-text source, out of a TEI document."""

from pathlib import Path

import click

from encoder.cli.common import fail, print_exactly
from tei import TeiError, parse_file, source_is_proven, source_text, text_is_proven, text_of


@click.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", is_flag=True, help="Print the plain-text source again, after its documented normalisations.")
def command(file: Path, *, source: bool) -> None:
    """Print the text of a TEI FILE, exactly: its blocks, joined by line feeds.

    The text is compared with the SHA-256 that the header records. A difference is reported on stderr, and the
    command exits with 1; a document without such a record is printed without a comparison.
    """
    try:
        root = parse_file(file).getroot()
        text = source_text(root) if source else text_of(root)
        proven = source_is_proven(root) if source else text_is_proven(root)
    except (TeiError, OSError) as error:
        fail(str(error), 1)
    print_exactly(text)
    if proven is False:
        what = "source text" if source else "text"
        fail(f"{file}: the {what} is not the one this document was made from; it was edited since", 1)
