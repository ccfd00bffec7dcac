"""A batch of articles: each encoded on its own, none lost because of another, and safe to be stopped at any moment."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from encoder.analysis.batch import Analysis, analyse_one
from encoder.annotators.entities import MODELS, Model, find_model
from encoder.annotators.protocol import steps
from encoder.corpora.build import INDEX, about_of, check_replaceable, write_corpus
from encoder.errors import EncoderError, InputError, InvalidResultError
from encoder.journal import Journal, Record
from encoder.naming import CORPUS, Planned, plan, shown_name, tei_files
from encoder.orphans import orphans, release_gone, remove
from encoder.pipeline import NO_MODEL, Encoded, Options, encode
from encoder.quarantine import Failure, code_of, quarantine, release
from encoder.readers import reader_of
from encoder.sidecar import check_sidecar, read_sidecar, sidecar_path
from encoder.writing import write_whole
from schemas.bundled import schema_files
from schemas.parallel import Death, map_forked, processes
from tei import TeiError, serialise
from tei.corpus import build_corpus
from tei.errors import UnsafeXmlError
from tei.parse import read_capped

SCHEMA: Final = "schema"
"""The folder of an output folder that holds the schema."""

MAX_ARTICLE: Final = 10_000_000
"""The largest article that is read, in bytes."""

_ELSEWHERE: Final = ("metadata", "schema", "authorities")
"""The options that stand in a document's key on lines of their own."""
_WORTH: Final = 8
"""Fewer articles than this are not worth the start of other processes."""

Status = Literal["encoded", "same", "unchanged", "kept", "failed", "orphan", "pruned"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    ``encoded``: written; ``unchanged``: it was done already, from the same article with the same options; ``same``:
    encoded anew, and the document that was there has these very bytes; ``kept``: the file in its place was edited
    since it was written, and stays; ``failed``: ``error`` says why, no document was written, and ``quarantine/`` holds
    what is to be known. Of articles that are gone: ``orphan``, whose document is kept, and ``pruned``, whose is not.
    ``analysis`` is what became of its analysed form, if one was asked for.
    """

    planned: Planned
    status: Status
    record: Record | None = None
    error: str = ""
    analysis: Analysis | None = None

    @property
    def shown(self) -> str:
        """Give the article's path for messages."""
        return shown_name(self.planned.path)


def encode_batch(
    paths: Sequence[Path],
    output: Path,
    options: Options,
    *,
    force: bool = False,
    analysis: bool = False,
    prune: bool = False,
    jobs: int = 1,
) -> Iterator[tuple[int, Outcome]]:
    """Encode the articles of files and folders into ``output``; give each outcome with the size of the batch.

    With ``analysis`` each document gets its analysed form beside it. With ``prune`` documents whose article is gone are
    taken away, edited ones only with ``force``. ``jobs`` is the number of processes, 0 for one a processor; it changes
    nothing but the time it takes. The corpus file is written after the last article. Raises
    :class:`encoder.journal.LockedError` if another run is at work there, :class:`encoder.exporting.OutputError` if its
    ``corpus.xml`` holds documents, and ``OSError`` when the output folder cannot be written: the run stops, what is
    written stays.
    """
    planned = plan(paths, options.annotators)
    with Journal(output) as journal:
        check_replaceable(output)
        if planned:
            _write_schema(output, journal.work)

        def attempt(one: Planned) -> _Attempt:
            return _attempt(one, output, options, journal, force=force)

        for one, result in _attempts(planned, attempt, jobs):
            if isinstance(result, Death):
                result = _killed(one, result, options)  # noqa: PLW2901 - what is left of it
            outcome = _write(one, result, output, journal, force=force)
            if analysis and outcome.status != "failed":
                done = analyse_one(output / one.target, output, journal, when=options.when, force=force)
                outcome = replace(outcome, analysis=done)
            yield len(planned), outcome
        if planned:
            for other in _orphans(paths, output, journal, prune=prune, force=force):
                yield len(planned), other
        _write_corpus(output, options, journal.work)


def _orphans(paths: Sequence[Path], output: Path, journal: Journal, *, prune: bool, force: bool) -> Iterator[Outcome]:
    """Give the documents whose article is gone, and take them away if that is asked for."""
    release_gone(paths, output)
    for one in orphans(paths, output, journal):
        going = prune and (force or not one.edited)
        if going:
            remove(one, output)
        why = "it was edited since it was written; --force removes it" if prune and not going else ""
        planned = Planned(one.article, one.target.stem, one.target)
        yield Outcome(planned, "pruned" if going else "orphan", error=why)


def duplicates(outcomes: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """Give the articles whose text is that of an earlier one, with the earlier one."""
    first: dict[str, Outcome] = {}
    found = []
    for outcome in outcomes:
        if outcome.record:
            earlier = first.setdefault(outcome.record.text_sha256, outcome)
            if earlier is not outcome:
                found.append((outcome, earlier))
    return found


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What encoding an article came to, before anything is written.

    ``encoded`` is ``None`` if the article is done already, or if there is a ``failure``. ``present`` is the SHA-256 of
    the document that stands in its place.
    """

    key: str = ""
    present: str = ""
    encoded: Encoded | None = None
    failure: Failure | None = None


def _attempts(
    planned: Sequence[Planned], attempt: Callable[[Planned], _Attempt], jobs: int
) -> Iterator[tuple[Planned, _Attempt | Death]]:
    """Give the attempts in order; once the first article is encoded, which loads the models, the workers are forked."""
    rest = list(planned)
    jobs = processes(jobs)
    while rest:
        one = rest.pop(0)
        result = attempt(one)
        yield one, result
        if result.encoded and jobs > 1 and len(rest) >= _WORTH:
            yield from zip(rest, map_forked(attempt, rest, jobs=jobs), strict=True)
            return


def _read(planned: Planned) -> tuple[bytes, bytes]:
    """Give the bytes of an article and of the metadata file beside it; none if there is none."""
    beside = sidecar_path(planned.path)
    return read_capped(planned.path, MAX_ARTICLE), read_capped(beside, MAX_ARTICLE) if beside.is_file() else b""


def _killed(planned: Planned, death: Death, options: Options) -> _Attempt:
    by = f" (signal {death.signal}, {death.name})" if death.signal else ""
    try:
        key = _key(planned, *_read(planned), options)
    except (EncoderError, TeiError, OSError):
        key = ""
    return _Attempt(failure=Failure("killed", f"encoding it killed the process, twice{by}; the others go on", key))


def _attempt(planned: Planned, output: Path, options: Options, journal: Journal, *, force: bool) -> _Attempt:
    target = output / planned.target
    key = ""
    try:
        data, own = _read(planned)
        key = _key(planned, data, own, options)
        beside = sidecar_path(planned.path)
        sidecar = read_sidecar(beside) if own else {}
        if sidecar:
            check_sidecar(beside, sidecar)
        before = journal.get(str(planned.target))
        present = _sha256(target.read_bytes()) if target.is_file() else ""
        if not force and before and present and before.key == key and before.output_sha256 == present:
            return _Attempt(key, present)
        encoded = encode(
            data,
            filename=shown_name(Path(planned.path.name)),
            article_id=planned.id,
            sidecar=sidecar,
            options=replace(options, schema=_schema_address(planned.target)),
        )
    except (EncoderError, TeiError, OSError) as error:
        return _Attempt(failure=Failure(code_of(error), _sentence(error), key))
    return _Attempt(key, present, encoded)


def _write(planned: Planned, attempt: _Attempt, output: Path, journal: Journal, *, force: bool) -> Outcome:
    """Put a document in its place and record it, unless the one that is there is the same, or was edited."""
    if attempt.failure:
        source = shown_name(_seen_from(output, planned.path))
        # a folder's path is of this machine; what is kept says the same on any
        message = attempt.failure.message.replace(f"{shown_name(planned.path.parent)}{os.sep}", "")
        kept = replace(attempt.failure, message=message)
        quarantine(kept, source=source, target=planned.target, output=output, work=journal.work)
        return Outcome(planned, "failed", error=attempt.failure.message)
    release(planned.target, output)
    target, name, present = output / planned.target, str(planned.target), attempt.present
    before = journal.get(name)
    if attempt.encoded is None:
        return Outcome(planned, "unchanged", before)
    record = _record(planned, attempt.key, attempt.encoded, output)
    if present and present != record.output_sha256 and not force and (not before or before.output_sha256 != present):
        reason = f"{target} was edited since it was written; it is kept (--force replaces it)"
        return Outcome(planned, "kept", error=reason)
    if present == record.output_sha256:
        journal.add(record)
        return Outcome(planned, "same", record)
    write_whole(target, attempt.encoded.data, work=journal.work)
    journal.add(record)
    return Outcome(planned, "encoded", record)


def _sentence(error: Exception) -> str:
    if isinstance(error, InputError | UnsafeXmlError):
        return error.message
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error).removeprefix(f"{error.path}: ") if isinstance(error, InvalidResultError) else str(error)


def _record(planned: Planned, key: str, encoded: Encoded, output: Path) -> Record:
    return Record(
        str(planned.target),
        key,
        _sha256(encoded.data),
        encoded.text_sha256,
        encoded.warnings,
        dict(encoded.counts),
        shown_name(_seen_from(output, planned.path)),
    )


def _seen_from(output: Path, path: Path) -> Path:
    """Give a path relative to the output folder, so that both can be moved together and no name of a home is kept."""
    try:
        return Path(os.path.relpath(path.resolve(), output.resolve()))
    except ValueError:  # pragma: no cover - another drive of Windows
        return Path()


def _key(planned: Planned, data: bytes, sidecar: bytes, options: Options) -> str:
    """Give the hash of everything a document is made from: its bytes, metadata file, options, id, and the tools."""
    usual = (name for names in MODELS.values() for name in names)
    made_from = {
        "input": _sha256(data),
        "name": shown_name(Path(planned.path.name)),
        "id": planned.id,
        "sidecar": _sha256(sidecar),
        "metadata": dict(options.metadata),
        "options": [getattr(options, one.name) for one in fields(options) if one.name not in _ELSEWHERE],
        "authorities": [one.sha256 for one in options.authorities],
        "version": version("gazetei"),
        "schema": _sha256(b"".join(schema_files().values())),
        "parts": _parts(planned, options),
        "models": [asdict(model) for name in (options.model, *usual) if (model := _installed(name))],
    }
    return _sha256(json.dumps(made_from, sort_keys=True).encode())


def _parts(planned: Planned, options: Options) -> list[tuple[str, str, str]]:
    """Give the reader and the annotators that others bring, with their versions."""
    reader = reader_of(planned.path.name)[1]
    used = [one for one in (reader, *(step.registration for step in steps(options.annotators))) if one.distribution]
    return [(one.name, one.distribution, one.version) for one in used]


def _installed(name: str) -> Model | None:
    return find_model(name) if name and name != NO_MODEL else None


def _write_schema(output: Path, work: Path) -> None:
    """Put the ODD and the schemas made from it beside the documents, which name them."""
    for name, data in schema_files().items():
        path = output / SCHEMA / name
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data, work=work)


def _schema_address(target: PurePosixPath) -> str:
    return "../" * (len(target.parts) - 1) + f"{SCHEMA}/gazetei"


def _write_corpus(output: Path, options: Options, work: Path) -> None:
    documents = sorted(path.relative_to(output) for path in tei_files([output]))
    if documents:
        about = about_of(output)
        if (output / INDEX).is_file():  # the corpus was built: its registers and its index stay up to date
            write_corpus(output, replace(about, when=options.when or about.when), work=work)
            return
        root = build_corpus([PurePosixPath(*path.parts) for path in documents], replace(about, when=options.when))
        write_whole(output / CORPUS, serialise(root), work=work)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
