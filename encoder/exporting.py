"""Exporting a corpus: its documents one after the other into a folder that is seen when it is whole, or not at all.

``export.json`` in the folder says what is in it: the format, counts, and the SHA-256 of each file. A later export into
the same folder replaces the files that it names, and touches no other.
"""

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from lxml import etree

from encoder.analysis.batch import analysed_path
from encoder.documents import why_unreadable
from encoder.errors import EncoderError
from encoder.naming import CORPUS, linked_files, safe_name, shown_name, tei_files
from encoder.writing import write_whole
from tei import TeiError, parse_file
from tei.documents import documents_of, holds_documents, only_includes
from tei.export import Document, Exporter, Settings, count_whole, read_document

MANIFEST: Final = "export.json"
"""The file of an export that says what is in it."""

COUNTED: Final = ("documents", "sentences", "tokens", "mentions", "quotations", "entries")
"""What an export counts."""


LINK: Final = "it is a link, which is not followed; put the file itself there"
"""Why a link is left out."""


@dataclass(slots=True)
class Exported:
    """What an export came to: its counts, the documents that were left out with the reason, those without analysis.

    ``kinds`` says of what is left out whether it is ``doubled``, ``changed`` or ``refused``, if it is one of these.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failed: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    plain: int = 0


class OutputError(EncoderError, ValueError):
    """A folder that an export must not write to; ``path`` names it."""

    def __init__(self, path: Path, reason: str, kind: str = "") -> None:
        self.path = path
        self.reason = reason
        self.kind = kind
        super().__init__(f"{shown_name(path)}: {reason}")


def corpus_name(name: str) -> str:
    """Give a name that every tool takes: lower-case ASCII letters, digits and ``_``, a letter first, at most 40."""
    plain = re.sub(r"[^a-z0-9]+", "_", safe_name(name).lower()).strip("_")[:40]
    return plain if re.match(r"[a-z]", plain) else f"c_{plain}"


def read_files(
    paths: Sequence[Path],
    result: Exported,
    *,
    outdated: bool = False,
    show: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[Path, Document]]:
    """Give the documents of files and folders, in order; each in its analysed form if that stands beside it.

    The documents that a ``teiCorpus`` holds are read one after the other.

    A document whose analysed form was made of another state of it is left out, or with ``outdated`` given without.

    What cannot be read, a link, and a document whose id another one has, is noted in ``result.failed`` and left out.
    """
    files = list(tei_files(paths, corpora=True))
    seen: dict[str, Path] = {}
    for number, path in enumerate(files, 1):
        for shown, read in _documents(path, result, named=path in paths, outdated=outdated):
            try:
                document = read()
                if not document.id:
                    raise OutputError(path, "it has no xml:id and no name that could serve")
                if earlier := seen.get(document.name.casefold()):
                    raise OutputError(
                        path, f"its id {document.id!r} is that of {shown_name(earlier)} too; change one", "doubled"
                    )
            except (TeiError, EncoderError, OSError) as error:
                _leave_out(result, shown, error, path)
            else:
                seen[document.name.casefold()] = path
                counted = (1, len(document.sentences), len(document.words), count_whole(document.mentions))
                rest = (count_whole(document.quotations), len(document.entries))
                result.counts.update(dict(zip(COUNTED, (*counted, *rest), strict=True)))
                result.plain += not document.analysed
                yield path, document
        if show:
            show(number, len(files))
    for path in (link for folder in paths if folder.is_dir() for link in linked_files(folder)):
        result.failed[shown_name(path)] = LINK
        result.kinds[shown_name(path)] = "refused"


def export(
    exporter: Exporter,
    paths: Sequence[Path],
    output: Path,
    settings: Settings,
    *,
    show: Callable[[int, int], None] | None = None,
) -> Exported:
    """Write a corpus in a format into ``output``, which is new, empty, or holds an earlier export.

    Raises :class:`OutputError` for another folder, :class:`tei.export.ExportError` if the format cannot be made, and
    ``OSError`` if there is no space or no right to write; then nothing is changed.
    """
    for path in paths:
        if path.is_dir() and output.resolve().is_relative_to(path.resolve()):
            raise OutputError(
                output, f"it lies in {shown_name(path)}, so that it would be read as a part of it; name another"
            )
    before = _earlier(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    result = Exported()
    with tempfile.TemporaryDirectory(prefix=".gazetei-", dir=output.parent) as temporary:
        made = Path(temporary) / "export"
        made.mkdir()
        exporter.write((one for _, one in read_files(paths, result, show=show)), made, settings)
        if not result.counts["documents"]:
            return result
        files = {path.relative_to(made).as_posix(): _sha256(path) for path in sorted(made.rglob("*")) if path.is_file()}
        manifest = {
            "format": exporter.name,
            "name": settings.name,
            "title": settings.title,
            "generator": f"gazetei {version('gazetei')}",
            "counts": {name: result.counts[name] for name in COUNTED},
            "files": files,
        }
        data = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
        if not output.exists():
            write_whole(made / MANIFEST, data, work=Path(temporary))
            made.chmod(0o755)
            made.rename(output)
            return result
        for name in files:
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).replace(output / name)
        write_whole(output / MANIFEST, data, work=Path(temporary))
        for name in before - files.keys():
            (output / name).unlink(missing_ok=True)
    return result


def _documents(
    path: Path, result: Exported, *, named: bool, outdated: bool
) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Give the documents of a file: what messages call each, and how it is read.

    A corpus file that includes its documents is passed over in a folder, where they stand too, and noted as one that
    cannot be read if it was ``named``.
    """
    try:
        root = parse_file(path).getroot()
        if only_includes(root):
            if named:
                raise OutputError(path, "it is a corpus file that includes its documents; give its folder")
            return
        if not holds_documents(root):
            yield shown_name(path), partial(_read, path, root, outdated=outdated)
            return
    except (TeiError, EncoderError, OSError) as error:
        if named or path.name != CORPUS.name:  # a corpus file of a folder is written anew by corpus build
            _leave_out(result, shown_name(path), error, path)
        return
    for one in documents_of(root):
        name, fallback = f"{shown_name(path)}, document {one.number}", f"{safe_name(path.stem)}-{one.number}"
        yield (
            name,
            partial(read_document, one.root, fallback_id=fallback, headers=one.headers, registers=one.registers),
        )


def _leave_out(result: Exported, shown: str, error: Exception, path: Path) -> None:
    result.failed[shown] = error.reason if isinstance(error, OutputError) else why_unreadable(error, path)
    if isinstance(error, OutputError) and error.kind:
        result.kinds[shown] = error.kind


def _read(path: Path, root: etree._Element, *, outdated: bool) -> Document:
    fallback = safe_name(path.stem)
    beside = analysed_path(path)
    if not beside.is_file():
        return read_document(root, fallback_id=fallback)
    document = read_document(parse_file(beside).getroot(), fallback_id=fallback)
    if document.text != (original := read_document(root, fallback_id=fallback)).text or (
        sorted(document.markup, key=str) != sorted(original.markup, key=str)
    ):
        if outdated:
            return original
        raise OutputError(path, f"{beside.name} was made of another state of it; run gazetei analyse again", "changed")
    return document


def _earlier(output: Path) -> set[str]:
    """Give the files of the export that stands in a folder; raises :class:`OutputError` if it holds anything else."""
    if not output.exists():
        return set()
    if not output.is_dir():
        raise OutputError(output, "it is a file; name a folder")
    manifest = output / MANIFEST
    if not manifest.is_file():
        if any(output.iterdir()):
            raise OutputError(output, f"the folder is not empty and holds no {MANIFEST}; name another, or empty it")
        return set()
    try:
        names = json.loads(manifest.read_bytes())["files"]
        inside = {name for name in names if not Path(name).is_absolute() and ".." not in Path(name).parts}
    except (ValueError, KeyError, TypeError) as error:
        raise OutputError(output, f"its {MANIFEST} cannot be read; name another folder") from error
    return inside


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
