"""``gazetei evaluate``: what was tagged against what should have been."""

import json
from pathlib import Path

import click

from encoder.cli.common import fail
from encoder.evaluation import EvaluationError, compare, find_pairs, read_annotated
from encoder.evaluation.report import as_json, lines


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.argument("pred", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format", "form", default="text", show_default=True, type=click.Choice(["text", "json"]), help="Report."
)
@click.option("--differences", default=20, show_default=True, type=click.IntRange(0), help="How many are listed.")
@click.option("--min-f1", default=0.0, type=click.FloatRange(0, 1), help="Exit with 1 if strict F1 of names is lower.")
def command(gold: Path, pred: Path, *, form: str, differences: int, min_f1: float) -> None:
    """Compare PRED, what was tagged, with GOLD, what should have been: files or folders, paired by name or id.

    Both may be TEI documents, standoff JSON (gazetei export standoff), or plain annotations: a JSON list over NAME.txt.
    Exits with 0, with 1 if --min-f1 is not reached, with 2 if the two cannot be compared.
    """
    try:
        found = find_pairs(gold, pred)
        result = compare((read_annotated(one), read_annotated(other)) for one, other in found.pairs)
    except EvaluationError as error:
        fail(str(error))
    for one in found.alone:
        named = f"its id {one.name!r}" if one.line else "its name"
        click.echo(f"{one}: nothing in {pred} has {named}; it is left out", err=True)
    if form == "json":
        click.echo(json.dumps(as_json(result), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines(result, differences=differences)))
    if result.names.f1 < min_f1:
        click.echo(f"strict F1 of names is {result.names.f1:.3f}, below {min_f1:.3f}", err=True)
        raise click.exceptions.Exit(1)
