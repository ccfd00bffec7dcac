"""``gazetei encode``: articles into TEI documents, with progress and a summary."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from encoder.annotators.protocol import steps
from encoder.batch import Outcome, Status, duplicates, encode_batch
from encoder.cli.common import encoding_day, fail
from encoder.cli.progress import progress
from encoder.errors import EncoderError, LabelMapError, ModelError
from encoder.linking import AuthorityError, read_authority
from encoder.naming import CORPUS, plan, shown_name
from encoder.pipeline import NO_MODEL, Options
from encoder.quarantine import QUARANTINE
from encoder.sidecar import ENDING, make_metadata, unused_sidecars
from tei import MetadataError
from tei.plugins import PluginError

_SHOWN = 20
_WARNINGS_SHOWN = 50
_STATUSES: dict[Status, str] = {
    "encoded": "encoded", "same": "encoded anew, with the same bytes", "unchanged": "unchanged", "kept": "kept",
    "failed": "failed",
}  # fmt: skip
_GONE: dict[Status, str] = {"orphan": "without an article", "pruned": "removed"}


@click.command("encode")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Output folder.")
@click.option("--title", default="", help="Headline of the article.")
@click.option("--author", multiple=True, help="Author; repeat the option for several.")
@click.option("--date", default="", help="Day of publication, ISO 8601 (2024-12-01).")
@click.option("--source", default="", help="Newspaper or site that published it.")
@click.option("--url", default="", help="Address where it was published.")
@click.option("--licence", default="", help="Licence of the text: a name or an address.")
@click.option("--publisher", default="", help="Who publishes the TEI edition.")
@click.option("--lang", default="", help="Language, BCP 47 (fr); detected if left out.")
@click.option("--encoding", default="", help="Character encoding of the files; detected if left out.")
@click.option("--model", default="", help="Installed spaCy package for names, or “none”; chosen by language.")
@click.option(
    "--label-map",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML file: the model's labels, and the element of each.",
)
@click.option(
    "--authority",
    multiple=True,
    type=click.Path(path_type=Path),
    help="CSV or TEI file of persons, organisations and places with their identifiers; repeatable, the first decides.",
)
@click.option("--annotator", multiple=True, help="Annotator of another installed package that runs too; repeatable.")
@click.option("--reported-speech", is_flag=True, help="Tag reported speech without marks: “selon X, …”, “X dit que …”.")
@click.option("--no-dates", is_flag=True, help="Leave dates and times untagged.")
@click.option("--no-measures", is_flag=True, help="Leave numbers and measures untagged.")
@click.option("--when", default="", help="Day of encoding for the header; SOURCE_DATE_EPOCH if left out, or none.")
@click.option("--analysis", is_flag=True, help="Write NAME.ana.xml too: sentences, words, lemmas.")
@click.option("--jobs", default=0, show_default=True, type=click.IntRange(0), help="Processes; 0 for one a processor.")
@click.option("--force", is_flag=True, help="Encode all anew, and replace documents that were edited.")
@click.option("--prune", is_flag=True, help="Remove documents whose article is gone from its folder.")
def command(
    paths: tuple[Path, ...], output: Path, *, analysis: bool, force: bool, prune: bool, jobs: int, **given: Any
) -> None:
    """Encode PATHs (plain-text articles, or folders of them) into TEI, one document an article.

    Metadata can stand beside an article: NAME.meta.toml next to NAME.txt, with the names of these options as keys.
    Exits with 0 if every article is encoded, 1 if some are not, 2 if nothing could be run.
    """
    options = _options(given)
    if (given["title"] or given["url"]) and len(plan(paths)) > 1:
        fail("--title and --url are of one article, but several are given; write them in NAME.meta.toml beside each")
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        batch = encode_batch(paths, output, options, force=force, analysis=analysis, prune=prune, jobs=jobs)
        with progress("encoding") as show:
            for total, outcome in batch:
                outcomes.append(outcome)
                show(min(len(outcomes), total), total)
    except KeyboardInterrupt:
        interrupted = True
    except EncoderError as error:
        fail(str(error))
    except OSError as error:
        _summary(outcomes, output)
        fail(f"{error.filename or output}: {error.strerror}; the documents listed are complete")
    if not outcomes and not interrupted:
        _summary(outcomes, output, _left_over(paths))
        fail("no article found: give .txt files, or folders that hold some")
    _summary(outcomes, output, _left_over(paths))
    if interrupted:
        click.echo("interrupted; run the same command again to go on", err=True)
        raise click.exceptions.Exit(130)
    bad = ("failed", "kept")
    if any(one.status in bad or (one.analysis and one.analysis.status in bad) for one in outcomes):
        raise click.exceptions.Exit(1)


def _options(given: dict[str, Any]) -> Options:
    metadata = {key: given[key] for key in ("title", "date", "source", "url", "licence", "publisher", "lang")}
    metadata["author"] = given["author"]
    when = encoding_day(given["when"])
    try:
        make_metadata(metadata)
        if given["model"] not in ("", NO_MODEL):
            _check_model(given["model"])
        authorities = tuple(read_authority(path) for path in given["authority"])
        labels = _labels(given["label_map"], given["model"])
        annotators = tuple(dict.fromkeys(given["annotator"]))
        steps(annotators)
    except PluginError as error:
        fail(f"--annotator {error}")
    except AuthorityError as error:
        fail(str(error))
    except (MetadataError, ModelError, LabelMapError) as error:
        fail(f"--{error}" if isinstance(error, MetadataError) else str(error))
    return Options(
        metadata=metadata,
        encoding=given["encoding"],
        model=given["model"],
        labels=labels,
        when=when,
        reported_speech=given["reported_speech"],
        authorities=authorities,
        dates=not given["no_dates"],
        measures=not given["no_measures"],
        annotators=annotators,
    )


def _check_model(name: str) -> None:
    from encoder.annotators.entities import find_model, not_installed

    if find_model(name) is None:
        raise not_installed(name)


def _labels(path: Path | None, name: str) -> dict[str, str]:
    """Give the labels of a file: they must be those of the model that is named; with none, there is a warning."""
    if path is None:
        return {}
    from encoder.annotators.entities import MODELS, find_model, labels_of
    from encoder.annotators.labels import check_labels, read_label_map, unknown_labels

    labels = read_label_map(path)
    if name == NO_MODEL:
        return labels
    if name and (model := find_model(name)):
        check_labels(labels, labels_of(model), path=str(path), model=name)
        return labels
    usual = [found for names in MODELS.values() for one in names if (found := find_model(one))]
    known = [labels_of(model) for model in usual]
    for label in unknown_labels(labels, known):
        models = " and ".join(model.name for model in usual)
        have = ", ".join(sorted(frozenset().union(*known)))
        click.echo(f"{path}: warning: {label} changes nothing: {models} gives {have}", err=True)
    return labels


def _document(outcome: Outcome) -> str:
    """Give the document's name, with the article's where the two differ."""
    target, article = outcome.planned.target, outcome.planned.path
    own = f" ({shown_name(Path(article.name))})" if article.stem != target.stem else ""
    return f"{target}{own}"


def _left_over(paths: tuple[Path, ...]) -> list[str]:
    """Say which metadata files belong to no article."""
    articles = [one.path for one in plan(paths)]
    return [
        f"{shown_name(one)}: warning: there is no article {shown_name(Path(one.name.removesuffix(ENDING)))}.txt "
        "beside it; it is not used"
        for one in unused_sidecars(paths, articles)
    ]


def _gone(outcome: Outcome, output: Path) -> str:
    """Say what became of a document whose article is gone."""
    document = f"{shown_name(output / outcome.planned.target)}: its article {outcome.shown} is gone"
    if outcome.status == "pruned":
        return f"{document}; the document is removed"
    return f"{document}; the document is kept, also in {CORPUS} ({outcome.error or '--prune removes it'})"


def _summary(outcomes: list[Outcome], output: Path, left_over: Sequence[str] = ()) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    gone = [one for one in outcomes if one.status in _GONE]
    outcomes = [one for one in outcomes if one.status not in _GONE]
    for one in outcomes:
        if one.error:
            click.echo(f"{one.shown}: {one.error}", err=True)
        if one.analysis and one.analysis.error:
            click.echo(f"{one.shown}: not analysed: {one.analysis.error}", err=True)
    warnings = [*left_over, *(_gone(one, output) for one in gone)]
    warnings += [f"{one.shown}: warning: {text}" for one in outcomes if one.record for text in one.record.warnings]
    for later, earlier in duplicates(outcomes):
        warnings.append(f"{later.shown}: warning: the same text as {earlier.shown}; both are kept")
    for warning in warnings[:_WARNINGS_SHOWN]:
        click.echo(warning, err=True)
    if len(warnings) > _WARNINGS_SHOWN:
        click.echo(f"… and {len(warnings) - _WARNINGS_SHOWN} more warnings", err=True)
    table = Table(box=None, pad_edge=False)
    for heading in ("document", "status", "paragraphs", "names", "entries", "quotations"):
        table.add_column(heading, justify="left" if heading in ("document", "status") else "right")
    for one in outcomes[:_SHOWN]:
        counts = one.record.counts if one.record else {}
        numbers = [str(counts.get(key, "–")) for key in ("paragraphs", "names", "entries", "quotations")]
        table.add_row(escape(_document(one)), one.status, *numbers)
    if outcomes:
        console.print(table)
    if len(outcomes) > _SHOWN:
        click.echo(f"… and {len(outcomes) - _SHOWN} more", err=True)
    click.echo(f"{_totals(outcomes, gone, output)}; in {output}", err=True)


def _totals(articles: Sequence[Outcome], gone: Sequence[Outcome], output: Path) -> str:
    """Give the numbers of a run: articles by what became of them, and documents whose article is gone."""
    totals = {status: sum(one.status == status for one in articles) for status in _STATUSES}
    shown = ", ".join(f"{number} {_STATUSES[status]}" for status, number in totals.items() if number) or "nothing done"
    if totals["failed"]:
        shown += f" ({output / QUARANTINE} says why)"
    for status, what in _GONE.items():
        if number := sum(one.status == status for one in gone):
            shown += f"; {number} document{'s' * (number != 1)} {what}"
    return f"{len(articles)} article{'s' * (len(articles) != 1)}: {shown}"
