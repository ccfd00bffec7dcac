"""Which articles a run encodes, and the ids and files they get: from their paths alone, before anything is read."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from encoder.ids import is_own_id
from encoder.readers import readers
from encoder.writing import WORK
from tei.analysed import SUFFIX
from tei.letters import without_accents

_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_UNPORTABLE: Final = re.compile(r"[\x00-\x1f<>:\"/\\|?*\ud800-\udfff]")
_LIMIT: Final = 150
NOT_UTF8: Final = "its name is not UTF-8, so that nothing can name it; rename it"
"""Why a file is left out of a corpus."""

CORPUS: Final = PurePosixPath("corpus.xml")
"""The corpus file of an output folder; no article gets its name."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An article to encode: where it is, its id, and the file (relative to the output folder) it becomes."""

    path: Path
    id: str
    target: PurePosixPath


def plan(paths: Sequence[Path], annotators: Collection[str] = ()) -> tuple[Planned, ...]:
    """Give the articles of files and folders, each once, in a fixed order.

    Of a folder those are taken that there is a reader for, by their names; a file given by itself may have any name.
    A folder's own folders are kept in the output. Two articles never get the same id or file, whatever the case of
    their letters; the later one in order gets a number. No id is one that
    documents give to their own parts, as the names of ``annotators`` of other packages are where these run.
    """
    found: dict[Path, PurePosixPath] = {}
    for path in paths:
        if path.is_dir():
            for article in _articles(path):
                found.setdefault(article, PurePosixPath(*article.relative_to(path).parts))
        else:
            found.setdefault(path, PurePosixPath(path.name))
    planned = []
    taken = {CORPUS.stem}
    for path, relative in sorted(found.items(), key=lambda item: (str(item[1]), str(item[0]))):
        # NAME.ana.xml is the analysed form of NAME.xml, never an article of that name
        stem = re.sub(r"\.ana$", "-ana", relative.stem, flags=re.IGNORECASE)
        parts = [safe_name(part) for part in (*relative.parts[:-1], stem)]
        wanted = _ncname("-".join(parts), annotators)
        identifier = _unlike(taken, wanted)
        number = identifier.removeprefix(wanted)
        planned.append(Planned(path, identifier, PurePosixPath(*parts[:-1], f"{parts[-1]}{number}.xml")))
    return tuple(planned)


def tei_files(paths: Sequence[Path], *, corpora: bool = False) -> Iterator[Path]:
    """Give the TEI documents among files and folders, each folder's sorted.

    Work folders, analysed forms and links (see :func:`linked_files`) are left out; so are corpus files, unless
    ``corpora`` asks for them: those of other people may hold their documents.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*.xml")):
            inside = found.relative_to(path)
            wanted = _is_document(inside) or (corpora and _is_corpus(inside))
            if wanted and not found.is_symlink() and found.is_file():
                yield found


def linked_files(folder: Path) -> Iterator[Path]:
    """Give the links of a folder that have the name of a document: they are not followed, and no document of it."""
    for found in sorted(folder.rglob("*.xml")):
        if _is_document(found.relative_to(folder)) and found.is_symlink():
            yield found


def portable_name(name: str) -> bool:
    """Tell whether every system can have a file or folder of that name, Windows too (its list of reserved names)."""
    reserved = _RESERVED.fullmatch(name.partition(".")[0])
    return not (reserved or _UNPORTABLE.search(name) or name.endswith((".", " ")))


def safe_name(name: str) -> str:
    """Give a name that every file system takes: ASCII letters, digits, ``_ . -``, at most 150 of them."""
    plain = without_accents(name).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^A-Za-z0-9_.]+", "-", plain).strip("-.")[:_LIMIT].rstrip("-.") or "article"
    return f"{slug}_" if _RESERVED.fullmatch(slug.partition(".")[0]) else slug


def shown_name(path: Path) -> str:
    """Give a path for messages and headers; bytes that are no UTF-8 are shown as ``\\xNN``."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def path_of(shown: str) -> Path:
    """Give the path that :func:`shown_name` shows so, bytes that are no UTF-8 included."""
    data = re.sub(rb"\\x([89a-f][0-9a-f])", lambda found: bytes([int(found[1], 16)]), shown.encode())
    return Path(os.fsdecode(data))


def is_utf8(name: str) -> bool:
    """Tell whether a name is UTF-8 on the disk, so that a document, an index, a bag can name it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_corpus(inside: Path) -> bool:
    return WORK not in inside.parts and inside.name == CORPUS.name


def _is_document(inside: Path) -> bool:
    return not (WORK in inside.parts or inside.name == CORPUS.name or inside.name.endswith(SUFFIX))


def _articles(folder: Path) -> list[Path]:
    """Give the articles below a folder; links, hidden files and what is no regular file are passed over."""
    found = []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in readers() and not hidden and not path.is_symlink() and path.is_file():
            found.append(path)
    return sorted(found)


def _ncname(slug: str, others: Collection[str]) -> str:
    """Give a slug as an ``xml:id`` that is none of ``others``, nor of those that documents give to their own parts."""
    free = re.match(r"[A-Za-z_]", slug) and not is_own_id(slug) and slug not in others
    return slug if free else f"a-{slug}"


def _unlike(taken: set[str], identifier: str) -> str:
    number, candidate = 1, identifier
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{identifier}-{number}"
    taken.add(candidate.casefold())
    return candidate
