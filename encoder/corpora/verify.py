"""Whether a corpus is what it was written to be: every file, hash, text, id and the schema, looked at again."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from encoder.analysis.batch import analysed_path
from encoder.corpora.build import INDEX, read_index
from encoder.documents import why_unreadable
from encoder.exporting import Exported, read_files
from encoder.naming import CORPUS, NOT_UTF8, is_utf8, linked_files, shown_name, tei_files
from schemas.finding import LAYERS
from schemas.sources import Target, load_target
from schemas.validate import validate_bytes
from tei import TeiError, parse_bytes, recorded_digest, text_is_proven
from tei.corpus import read_documents
from tei.documents import documents_of, holds_documents
from tei.parse import read_capped


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: the file (relative to the corpus), a stable word, a sentence.

    Kinds: ``missing``, ``refused``, ``unlisted``, ``changed``, ``text``, ``invalid``, ``unreadable``, ``doubled``,
    ``no-corpus``.
    """

    file: str
    kind: str
    message: str


def verify(folder: Path, *, show: Callable[[int, int], None] | None = None) -> Iterator[Problem]:
    """Give every problem of a corpus, in the order of its files; none means that all is as it was written."""
    files = {path.relative_to(folder).as_posix(): path for path in tei_files([folder])}
    for name in [one for one in files if not is_utf8(one)]:
        yield Problem(shown_name(files.pop(name).relative_to(folder)), "refused", NOT_UTF8)
    target = load_target(["gazetei"])
    yield from _listed(folder, files, target)
    try:
        recorded = read_index(folder)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        recorded = {}
        why = why_unreadable(error, folder / INDEX)
        yield Problem(INDEX.name, "unreadable", f"{why}; run gazetei corpus build, which writes it anew")
    else:
        if not recorded:
            message = "there is no index; run gazetei corpus build, which writes the hashes"
            yield Problem(CORPUS.name, "no-corpus", message)
    for number, (name, path) in enumerate(files.items(), 1):
        yield from _one(name, path, recorded, target)
        if (analysed := analysed_path(path)).is_file():
            yield from _one(analysed.relative_to(folder).as_posix(), analysed, {}, target)
        if show:
            show(number, len(files))
    result = Exported()
    found = files | {path.relative_to(folder).as_posix(): path for path in linked_files(folder)}
    for _ in read_files([folder], result):
        pass
    for shown, reason in result.failed.items():
        if kind := result.kinds.get(shown):
            whole, mark, inside = shown.rpartition(", document ")  # one of those that a teiCorpus holds
            names = {shown_name(path): one for one, path in found.items()}
            name = names.get(shown) or f"{names.get(whole, whole)}{mark}{inside}"
            yield Problem(name, kind, reason)


def _listed(folder: Path, files: dict[str, Path], target: Target) -> Iterator[Problem]:
    corpus = folder / CORPUS
    if not corpus.is_file():
        yield Problem(CORPUS.name, "no-corpus", "there is no corpus file; run gazetei corpus build")
        return
    try:
        data = read_capped(corpus)
        listed = read_documents(parse_bytes(data, path=str(corpus)).getroot())
    except (TeiError, OSError) as error:
        yield Problem(CORPUS.name, "unreadable", f"{why_unreadable(error, folder / CORPUS)}; run gazetei corpus build")
        return
    yield from _invalid(CORPUS.name, data, target)
    for name in listed:
        if not _inside(name):
            message = f"{CORPUS} includes what lies outside the corpus; put it into the folder, and build again"
            yield Problem(name, "refused", message)
        elif name not in files and not (folder / name).is_symlink():
            yield Problem(name, "missing", f"{CORPUS} includes it, but it is not there; restore it, or build again")
    for name in sorted(files.keys() - set(listed)):
        yield Problem(name, "unlisted", f"{CORPUS} does not include it; run gazetei corpus build")


def _inside(name: str) -> bool:
    """Tell whether an inclusion is a path below the folder, as it is written: no address, no way up, not absolute."""
    parts = PurePosixPath(name).parts
    return "://" not in name and not PurePosixPath(name).is_absolute() and ".." not in parts


def _one(name: str, path: Path, recorded: dict[str, str], target: Target) -> Iterator[Problem]:
    try:
        data = read_capped(path)
        root = parse_bytes(data, path=str(path)).getroot()
    except (TeiError, OSError) as error:
        yield Problem(name, "unreadable", why_unreadable(error, path))
        return
    if name in recorded and hashlib.sha256(data).hexdigest() != recorded[name]:
        yield Problem(name, "changed", "it is not the file that the index was made of; if that is meant, build again")
    roots = [one.root for one in documents_of(root)] if holds_documents(root) else [root]
    if any(recorded_digest(one, "text") and not text_is_proven(one) for one in roots):
        yield Problem(name, "text", "its text is not the one whose SHA-256 the header records")
    yield from _invalid(name, data, target)


def _invalid(name: str, data: bytes, target: Target) -> Iterator[Problem]:
    others = tuple(layer for layer in LAYERS if layer != "text")
    errors = [one for one in validate_bytes(data, target, path=name, layers=others).findings if one.level == "error"]
    if errors:
        more = f" (and {len(errors) - 1} more; gazetei validate shows all)" if len(errors) > 1 else ""
        yield Problem(name, "invalid", f"line {errors[0].line}: {errors[0].message}{more}")
