"""Documents whose article is gone: they are told, and go only when that is asked for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from encoder.analysis.batch import analysed_path
from encoder.journal import Journal
from encoder.naming import path_of
from encoder.quarantine import kept_failures, release
from encoder.writing import take_away


@dataclass(frozen=True, slots=True)
class Orphan:
    """A document of the output folder, the article it was made from, and whether somebody edited it since."""

    target: PurePosixPath
    article: Path
    edited: bool


def orphans(paths: Sequence[Path], output: Path, journal: Journal) -> tuple[Orphan, ...]:
    """Give the documents whose article, in a folder among ``paths``, is gone, in the order of their names."""
    found = []
    for record in sorted(journal.records, key=lambda one: one.target):
        document = output / record.target
        article = _gone(record.source, paths, output)
        if article and document.is_file():
            edited = hashlib.sha256(document.read_bytes()).hexdigest() != record.output_sha256
            found.append(Orphan(PurePosixPath(record.target), article, edited))
    return tuple(found)


def remove(orphan: Orphan, output: Path) -> None:
    """Take away an orphan and its analysed form; raises ``OSError`` if that cannot be done."""
    analysed_path(output / orphan.target).unlink(missing_ok=True)
    take_away(orphan.target, output)


def release_gone(paths: Sequence[Path], output: Path) -> None:
    """Take away what was kept of failures whose article, in a folder among ``paths``, is gone."""
    for target, source in kept_failures(output).items():
        if _gone(source, paths, output):
            release(target, output)


def _gone(source: str, paths: Sequence[Path], output: Path) -> Path | None:
    """Give the path of an article that was in one of the folders and is not there now, as the folder was named."""
    if not source or (output / source).exists():
        return None
    article = (output.resolve() / path_of(source)).resolve()
    if article.exists():
        return None
    folders = (path for path in paths if path.is_dir() and article.is_relative_to(path.resolve()))
    return next((folder / article.relative_to(folder.resolve()) for folder in folders), None)
