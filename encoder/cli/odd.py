"""``gazetei odd``: compile a TEI customisation, and explain what it makes of an element."""

import shutil
from importlib.resources import files
from pathlib import Path

import click

from encoder.cli.common import fail, print_exactly
from encoder.writing import write_together
from schemas.errors import SchemaError
from schemas.odd.compiler import choose, compile_all, compile_odd
from schemas.odd.manifest import stale
from schemas.odd.model import Schema
from schemas.odd.schematron import load_rules
from schemas.odd.write import KINDS, PAGES, Kind, write_all

_FILE = click.argument("file", metavar="FILE.odd|NAME")
_HELP = {
    "rng": "RELAX NG.",
    "xsd": "XML Schema 1.0, and a list of what it cannot say.",
    "sch": "Schematron.",
    "html": "The reference, as pages.",
    "json": "The compiled model.",
}


@click.group("odd")
def command() -> None:
    """Compile TEI customisations (ODD): your own, or those that come along (gazetei, tei_all)."""


@command.command("compile")
@_FILE
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Output folder.")
@click.option("--rng", "kinds", flag_value="rng", multiple=True, help=_HELP["rng"])
@click.option("--xsd", "kinds", flag_value="xsd", multiple=True, help=_HELP["xsd"])
@click.option("--sch", "kinds", flag_value="sch", multiple=True, help=_HELP["sch"])
@click.option("--html", "kinds", flag_value="html", multiple=True, help=_HELP["html"])
@click.option("--json", "kinds", flag_value="json", multiple=True, help=_HELP["json"])
def compile_command(file: str, output: Path, kinds: tuple[Kind, ...]) -> None:
    """Write what FILE.odd means, or the customisation of that NAME (gazetei, tei_all).

    Without any of --rng, --xsd, --sch, --html and --json all are written. The same ODD gives the same bytes. Pages
    of an earlier run that are no longer made are removed, unless somebody changed them. Exits with 2, and writes
    nothing, if the ODD is broken, asks for what is not supported, or if one of the files cannot be written.
    """
    wanted = kinds or KINDS
    try:
        schema = _load(file)
        written = write_all(schema, wanted)
        for warning in load_rules(schema, path=file).warnings if "sch" in wanted else ():
            click.echo(warning, err=True)
        old = stale(output / PAGES, [name.removeprefix(f"{PAGES}/") for name in written]) if "html" in wanted else ()
        write_together({output.joinpath(*name.split("/")): data for name, data in written.items()}, work=output)
        for path in old:
            path.unlink(missing_ok=True)
    except SchemaError as error:
        fail(error.all)
    except OSError as error:
        fail(f"{click.format_filename(str(error.filename or file))}: {error.strerror or error}")
    click.echo(f"{schema.ident}: {len(schema.elements)} elements; {len(written)} files in {output}", err=True)


@command.command("explain")
@_FILE
@click.argument("element")
@click.option("--lang", default="en", show_default=True, help="Language of what the ODD says.")
def explain_command(file: str, element: str, lang: str) -> None:
    """Explain what FILE.odd, or the customisation of that NAME, allows of ELEMENT.

    What may stand in it, where it may stand, which attributes it has and from which classes.
    """
    from schemas.odd.explain import explain, render

    try:
        explained = explain(_load(file), element.strip("<>"), lang=lang)
    except SchemaError as error:
        fail(error.all)
    print_exactly(render(explained, width=min(shutil.get_terminal_size().columns, 120)))


def _load(file: str) -> Schema:
    """Compile an ODD, or one that comes along; what the compiler noticed goes to stderr."""
    if file == "tei_all":
        return compile_all()
    path, ident = choose(str(files("schemas").joinpath("gazetei.odd")) if file == "gazetei" else file)
    if not path.is_file():
        raise SchemaError(f"{click.format_filename(file)}: there is no such file; give an ODD, or gazetei or tei_all")
    shown = click.format_filename(file if file == "gazetei" else path)
    schema = compile_odd(path, path=shown, schema=ident)
    for note in schema.notes:
        click.echo(f"{note.path}:{note.line}: {note.message}" if note.line else note.message, err=True)
    return schema
