"""``gazetei explain``: what a code of the validator means."""

import click

from encoder.cli.common import fail, print_exactly
from schemas.codes import catalogue, explain
from schemas.nearest import nearest


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain CODE (TEI012, or its name): what it means, why TEI wants it, how to put it right.

    Without CODE, list all.
    """
    codes = catalogue()
    if code is None:
        print_exactly("".join(f"{entry.code}  {entry.title}\n" for entry in codes.values()))
        return
    try:
        print_exactly(explain(code))
    except KeyError:
        names = [*codes, *(entry.name for entry in codes.values())]
        near = nearest(code.upper(), codes) or nearest(code.lower(), names)
        fail(f"there is no code {code!r}" + (f"; did you mean {near}?" if near else "; run explain without it for all"))
