"""The analysed forms of a corpus: ``NAME.ana.xml`` beside each ``NAME.xml``, made again only when needed."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from encoder.analysis.analyse import analyse, document_language
from encoder.annotators.analysis import analysis_model
from encoder.documents import why_unreadable
from encoder.errors import EncoderError
from encoder.journal import Journal, Record
from encoder.naming import shown_name, tei_files
from encoder.writing import WORK, write_whole
from schemas.bundled import schema_files
from tei import TeiError, parse_bytes
from tei.analysed import SUFFIX
from tei.parse import read_capped

Status = Literal["analysed", "unchanged", "kept", "failed"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What became of the analysed form of one document.

    ``analysed``: written; ``unchanged``: it was there already, the same; ``kept``: the file in its place was edited
    since it was written, and stays; ``failed``: ``error`` says why, nothing was written.
    """

    document: Path
    status: Status
    sentences: int = 0
    tokens: int = 0
    error: str = ""

    @property
    def target(self) -> Path:
        """Give the file of the analysed form."""
        return analysed_path(self.document)


def analysed_path(document: Path) -> Path:
    """Give where the analysed form of a document stands: ``a.xml`` has ``a.ana.xml``."""
    return document.with_name(f"{document.stem}{SUFFIX}")


def analyse_batch(paths: Sequence[Path], *, when: str = "", force: bool = False) -> Iterator[tuple[int, Analysis]]:
    """Analyse the TEI documents of files and folders; give each outcome with the size of the batch.

    Raises :class:`encoder.journal.LockedError` if another run is at work in the same folder, and ``OSError`` when a
    folder cannot be written.
    """
    documents = [(home(path, given), path) for given in paths for path in tei_files([given])]
    journal: Journal | None = None
    at: Path | None = None
    with ExitStack() as stack:
        for folder, path in documents:
            if journal is None or folder != at:
                stack.close()
                journal, at = stack.enter_context(Journal(folder)), folder
            yield len(documents), analyse_one(path, folder, journal, when=when, force=force)


def home(document: Path, given: Path) -> Path:
    """Give the output folder a document belongs to: the nearest with a journal, else the folder that was given."""
    for folder in document.parents:
        if (folder / WORK / Journal.NAME).is_file():
            return folder
    return given if given.is_dir() else document.parent


def analyse_one(document: Path, folder: Path, journal: Journal, *, when: str, force: bool) -> Analysis:
    """Write the analysed form of a document below ``folder``, whose journal is open, unless it is there already."""
    target = analysed_path(document)
    name = str(target.relative_to(folder).as_posix())
    try:
        data = read_capped(document)
        root = parse_bytes(data, path=str(document)).getroot()
        key = _key(data, document_language(root), when)
        before = journal.get(name)
        present = _sha256(target.read_bytes()) if target.is_file() else ""
        if not force and before and before.key == key and before.output_sha256 == present:
            return Analysis(document, "unchanged", before.counts["sentences"], before.counts["tokens"])
        made = analyse(root, path=shown_name(document), when=when)
    except (EncoderError, TeiError, OSError) as error:
        return Analysis(document, "failed", error=_sentence(error, document))
    output = _sha256(made.data)
    if present and present != output and not force and (not before or before.output_sha256 != present):
        reason = f"{target} was edited since it was written; it is kept (--force replaces it)"
        return Analysis(document, "kept", error=reason)
    if present != output:
        write_whole(target, made.data, work=journal.work)
    counts = {"sentences": made.sentences, "tokens": made.tokens}
    journal.add(Record(name, key, output, "", (), counts))
    return Analysis(document, "unchanged" if present == output else "analysed", made.sentences, made.tokens)


def _sentence(error: Exception, document: Path) -> str:
    """Give an error's sentence without the document's name, which stands before it in every message."""
    return why_unreadable(error, document)


def _key(data: bytes, lang: str, when: str) -> str:
    model = analysis_model(lang)
    made_from = {
        "document": _sha256(data),
        "when": when,
        "version": version("gazetei"),
        "schema": _sha256(b"".join(schema_files().values())),
        "model": asdict(model) if model else None,
    }
    return _sha256(json.dumps(made_from, sort_keys=True).encode())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
