"""``gazetei analyse``: the analysed form of TEI documents, with progress and a summary."""

from pathlib import Path

import click

from encoder.analysis.batch import Analysis, analyse_batch
from encoder.cli.common import encoding_day, fail
from encoder.cli.progress import progress
from encoder.documents import placed
from encoder.errors import EncoderError
from encoder.naming import shown_name

_SHOWN = 20


@click.command("analyse")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("--when", default="", help="Day of analysis for the header; SOURCE_DATE_EPOCH if left out, or none.")
@click.option("--force", is_flag=True, help="Analyse all anew, and replace analysed forms that were edited.")
def command(paths: tuple[Path, ...], *, when: str, force: bool) -> None:
    """Write the analysed form of PATHs (TEI documents, or folders of them): NAME.ana.xml beside each NAME.xml.

    It holds the same text, cut into sentences (s), words (w) and marks (pc) with lemma, part of speech and features;
    names and quotations stay. What is done and unchanged is skipped. Exits with 0 if every document is analysed, 1 if
    some are not, 2 if nothing could be run.
    """
    day = encoding_day(when)
    outcomes: list[Analysis] = []
    interrupted = False
    try:
        with progress("analysing") as show:
            for total, outcome in analyse_batch(paths, when=day, force=force):
                outcomes.append(outcome)
                show(len(outcomes), total)
    except KeyboardInterrupt:
        interrupted = True
    except EncoderError as error:
        fail(str(error))
    except OSError as error:
        _summary(outcomes)
        fail(f"{error.filename or paths[0]}: {error.strerror}; the files listed are complete")
    if not outcomes and not interrupted:
        fail("no TEI document found: give .xml files, or folders that hold some")
    _summary(outcomes)
    if interrupted:
        click.echo("interrupted; run the same command again to go on", err=True)
        raise click.exceptions.Exit(130)
    if any(one.status in ("failed", "kept") for one in outcomes):
        raise click.exceptions.Exit(1)


def _summary(outcomes: list[Analysis]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    for one in outcomes:
        if one.error:
            click.echo(placed(shown_name(one.document), one.error), err=True)
    table = Table(box=None, pad_edge=False)
    for heading in ("analysed form", "status", "sentences", "tokens"):
        table.add_column(heading, justify="left" if heading in ("analysed form", "status") else "right")
    for one in outcomes[:_SHOWN]:
        numbers = [str(number) if not one.error else "–" for number in (one.sentences, one.tokens)]
        table.add_row(escape(shown_name(one.target)), one.status, *numbers)
    if outcomes:
        Console(stderr=True, highlight=False, soft_wrap=True).print(table)
    if len(outcomes) > _SHOWN:
        click.echo(f"… and {len(outcomes) - _SHOWN} more", err=True)
    totals = {
        status: sum(one.status == status for one in outcomes) for status in ("analysed", "unchanged", "kept", "failed")
    }
    shown = ", ".join(f"{number} {status}" for status, number in totals.items() if number) or "nothing done"
    tokens = sum(one.tokens for one in outcomes)
    click.echo(f"{len(outcomes)} document{'s' * (len(outcomes) != 1)}: {shown}; {tokens} tokens", err=True)
