"""Building a corpus: its file with header, registers and includes, and its index; the documents are not touched."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Final

from encoder.corpora.duplicates import Pair, find_duplicates, sketch
from encoder.exporting import Exported, OutputError, read_files
from encoder.journal import Journal
from encoder.naming import CORPUS, NOT_UTF8, is_utf8, shown_name
from encoder.writing import write_whole
from tei import TeiError, parse_file, serialise
from tei.corpus import About, build_corpus, read_about
from tei.documents import holds_documents
from tei.export import count_whole
from tei.export.rows import counts_of, csv_cell
from tei.merged import Merged, Registers

INDEX: Final = PurePosixPath("index.csv")
"""The index of a corpus, beside its corpus file: a line a document."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document in the index: what its header says, how much there is of it, the SHA-256 of its file."""

    document: str
    file: str
    title: str
    authors: str
    date: str
    source: str
    lang: str
    licence: str
    rights: str
    analysed: bool
    characters: int
    sentences: int
    tokens: int
    mentions: int
    quotations: int
    sha256: str


@dataclass(slots=True)
class Built:
    """What building came to: the index, the registers, pairs of like documents, and what was left out and why."""

    index: list[Indexed] = field(default_factory=list)
    registers: tuple[Merged, ...] = ()
    duplicates: tuple[Pair, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)


def build(folder: Path, about: About, *, near: float = 0.8, show: Callable[[int, int], None] | None = None) -> Built:
    """Write the corpus file and the index of a folder of TEI documents, each whole or not at all.

    What cannot be read is noted and left out. Ids of the registers depend on the entries alone, so a document more
    changes no other entry's. Raises :class:`encoder.journal.LockedError` if another run is at work there,
    :class:`encoder.exporting.OutputError` if ``corpus.xml`` is somebody else's and holds documents, ``OSError`` if
    nothing can be written.
    """
    with Journal(folder) as journal:
        return write_corpus(folder, about, work=journal.work, near=near, show=show)


def write_corpus(
    folder: Path, about: About, *, work: Path, near: float = 0.8, show: Callable[[int, int], None] | None = None
) -> Built:
    """Do what :func:`build` does, for a run that holds the lock of the folder already; ``work`` is its work folder."""
    check_replaceable(folder)
    built = survey(folder, near=near, show=show)
    if not built.index:
        return built
    counts: Counter[str] = Counter()
    for one in built.index:
        counts.update(character=one.characters, mention=one.mentions, quotation=one.quotations)
        if one.analysed:
            counts.update(sentence=one.sentences, token=one.tokens)
    root = build_corpus(
        [PurePosixPath(one) for one in dict.fromkeys(one.file for one in built.index)],
        about,
        counts=counts,
        registers=built.registers,
        addresses={one.document: one.file for one in built.index},
    )
    write_whole(folder / INDEX, table(built.index).encode("utf-8"), work=work)
    write_whole(folder / CORPUS, serialise(root), work=work)
    return built


def survey(folder: Path, *, near: float = 0.8, show: Callable[[int, int], None] | None = None) -> Built:
    """Read a folder of TEI documents and give what a corpus of them would be; nothing is written."""
    result = Exported()
    registers = Registers()
    built = Built(failed=result.failed)
    sketches: dict[str, tuple[int, ...]] = {}
    for path, document in read_files([folder], result, outdated=True, show=show):
        inside = path.relative_to(folder).as_posix()
        if not is_utf8(inside):
            built.failed[shown_name(path)] = NOT_UTF8
            continue
        facts = document.facts
        registers.add(document.id, document.entries, *counts_of(document))
        sketches[document.id] = sketch(document.text)
        built.index.append(
            Indexed(
                document.id, inside, facts.title, "; ".join(facts.authors), facts.date,
                facts.source, facts.lang, facts.licence, facts.rights, document.analysed, len(document.text),
                len(document.sentences), len(document.words), count_whole(document.mentions),
                count_whole(document.quotations),
                hashlib.sha256(path.read_bytes()).hexdigest(),
            )
        )  # fmt: skip
    built.registers = tuple(registers)
    built.duplicates = find_duplicates(sketches, least=near)
    return built


def check_replaceable(folder: Path) -> None:
    """Raise :class:`encoder.exporting.OutputError` if the corpus file of a folder holds documents, and not inclusions.

    Somebody else wrote it, and its documents would be lost with it.
    """
    path = folder / CORPUS
    try:
        foreign = holds_documents(parse_file(path).getroot())
    except (TeiError, OSError):
        return
    if foreign:
        raise OutputError(path, "it holds documents and would be replaced by the corpus file; give it another name")


def read_index(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of each file as the index of a corpus records it; empty without an index."""
    path = folder / INDEX
    if not path.is_file():
        return {}
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return {row["file"].removeprefix("'"): row["sha256"] for row in rows if row.get("file") and row.get("sha256")}


def about_of(folder: Path) -> About:
    """Give what the corpus file of a folder says of its corpus; nothing where there is none that can be read."""
    try:
        return read_about(parse_file(folder / CORPUS).getroot())
    except (TeiError, OSError):
        return About()


def table(index: Iterable[Indexed]) -> str:
    """Give the index as CSV, the names of the columns first; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(one.name for one in fields(Indexed))
    writer.writerows([csv_cell(cell) for cell in astuple(one)] for one in index)
    return out.getvalue()
