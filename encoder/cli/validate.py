"""``gazetei validate``: hold TEI documents to a schema and say what is wrong, where and why."""

import logging
import os
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from encoder.cli.common import fail, print_exactly
from encoder.cli.progress import progress
from encoder.writing import write_named
from schemas.errors import SchemaError
from schemas.finding import LAYERS, LEVELS, LayerName, Level
from schemas.grammar import EngineChoice
from schemas.idle import rules_without_nodes
from schemas.nearest import nearest
from schemas.parallel import check_in_parallel
from schemas.report import FORMATS, Format, render, step_summary, summary
from schemas.results import FileReport, Report
from schemas.sources import BUILT_IN, Target, load_target
from schemas.validate import MAX_FINDINGS, announce, find_files, validate_inputs
from tei.parse import MAX_BYTES, read_capped

_BEGINNINGS: Final = {
    "xmlschema": "loading the schema into xmlschema (this can take some seconds)",
    "jing": "jing is judging all documents",
    "all": "loading the schema into every engine",
}
_ENGINES = ("auto", "lxml", "xmlschema", "jing", "native", "all")
_LOG = logging.getLogger(__name__)


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="PATH...")
@click.option(
    "--schema", "schemas", multiple=True, metavar="NAME|FILE",
    help=f"What to hold the documents to: {' or '.join(BUILT_IN)}, or an .odd, .rng, .xsd or .sch file. "
    "Rules (.sch) may be added to a grammar by giving the option again.  [default: gazetei]",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(_ENGINES), default="auto", show_default=True, help="What gives the verdict."
)
@click.option("--layer", "layers", multiple=True, type=click.Choice(LAYERS), help="Check only these layers.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="Of the report."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to stdout.")
@click.option(
    "--fail-level", type=click.Choice(LEVELS), default="error", show_default=True,
    help="The least grave finding that makes the exit code 1.",
)  # fmt: skip
@click.option(
    "--max-findings", type=click.IntRange(min=1), default=MAX_FINDINGS, show_default=True,
    help="Of one file; the rest is counted.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=0), default=0, help="Processes; 0 is one a processor.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--allow-empty", is_flag=True, help="Do not mind if there is no file.")
@click.option("--stdin-filename", default="<stdin>", show_default=True, help="How to name what - reads.")
@click.option("-v", "--verbose", is_flag=True, help="List every repeat and every name that was expected.")
def command(  # noqa: PLR0917 - click passes options by name
    paths: tuple[Path, ...], schemas: tuple[str, ...], engine: EngineChoice, layers: tuple[LayerName, ...],
    format_: Format, output: Path | None, fail_level: Level, max_findings: int, jobs: int,
    exit_zero: bool, allow_empty: bool, stdin_filename: str, verbose: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    """Validate PATHs: TEI files, folders (searched for *.xml), or - for standard input.

    Five layers are checked: wf (well-formed and safe), schema (the grammar), rules (Schematron), links (ids and
    pointers), text (the SHA-256 of the text, where the header records one). Exit code 0: nothing found; 1: findings; 2:
    the run itself was not possible, or a PATH does not exist (the others are checked all the same).
    """
    missing = [path for path in paths if path != Path("-") and _is_missing(path)]
    for path in missing:
        near = nearest(path.name, _names_beside(path))
        hint = f"did you mean {click.format_filename(path.with_name(near))}?" if near else "check the path"
        click.echo(f"{click.format_filename(path)}: there is no such file or folder; {hint}", err=True)
    paths = tuple(path for path in paths if path not in missing)
    if not paths:
        raise click.exceptions.Exit(2)
    files: list[FileReport] = []
    interrupted = False
    target: Target | None = None
    try:
        with progress("loading the schema"):
            target = load_target(schemas) if {"schema", "rules"} & set(layers or LAYERS) else None
        for warning in target.warnings if target else ():
            _LOG.warning("%s: %s", target.name if target else "", warning)
        check = partial(
            validate_inputs, target=target, layers=layers or LAYERS, max_findings=max_findings, engine=engine
        )
        if Path("-") in paths:
            files += check([(stdin_filename, lambda: sys.stdin.buffer.read(MAX_BYTES + 1))])
        found = find_files(path for path in paths if path != Path("-"))
        inputs = [(str(path), partial(read_capped, path)) for path in found]
        with progress(_BEGINNINGS.get(engine, "validating"), "validating") as show:
            announce(inputs, target, engine)
            for done, report in enumerate(check_in_parallel(inputs, check, jobs=jobs), 1):
                files.append(report)
                show(done, len(inputs))
    except SchemaError as error:
        fail(error.all)
    except KeyboardInterrupt:
        interrupted = True
    if not files and not allow_empty and not interrupted:
        fail(f"no XML file in {', '.join(map(click.format_filename, paths))}; --allow-empty if that may be")
    report_ = Report(
        tuple(sorted(files, key=lambda file: file.path)),
        target.name if target else "",
        target.sha256 if target else "",
        version("gazetei") if format_ in ("json", "sarif") else "",
    )
    _write(report_, format_, output, verbose=verbose)
    click.echo(
        "".join(f"{one}\n" for one in rules_without_nodes(target.rules if target else (), files)), err=True, nl=False
    )
    if interrupted:
        raise click.exceptions.Exit(130)
    if missing:
        raise click.exceptions.Exit(2)
    if not exit_zero and any(file.reaches(fail_level) for file in files):
        raise click.exceptions.Exit(1)


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False  # what is wrong with it will be a finding
    return False


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(one.name for one in path.parent.iterdir())
    except OSError:
        return []


def _write(report: Report, format_: Format, output: Path | None, *, verbose: bool) -> None:
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = render(report, format_, colour=colour, verbose=verbose)
    if output is not None:
        try:
            write_named(output, text.encode("utf-8"))
        except OSError as error:
            fail(f"{click.format_filename(output)}: cannot be written: {error.strerror}")
    else:
        print_exactly(text)
    if output is not None or format_ not in ("text", "concise"):
        click.echo(summary(report), err=True)
    if format_ == "github" and (page := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(page).open("a", encoding="utf-8") as stream:
            stream.write(step_summary(report))
