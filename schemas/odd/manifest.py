"""The list of the files of a reference, so that a later run knows which files of the folder are its own."""

import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from tei.errors import UnsafeXmlError
from tei.parse import read_capped

MANIFEST: Final = "files.sha256"
"""The name of the list: a line a file, as ``sha256sum --check`` reads it."""

_LINE: Final = re.compile(r"([0-9a-f]{64})  ((?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*)")


def manifest(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Give the list of some files, given as name and bytes."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files)).encode()


def stale(folder: Path, names: Collection[str]) -> tuple[Path, ...]:
    """Give the files that the list in a folder names and ``names`` does not, if they are as they were written.

    A file that somebody changed or put there, a link, and all that lies outside the folder are never given.
    """
    try:
        lines = read_capped(folder / MANIFEST).decode("utf-8", "replace").splitlines()
    except (OSError, UnsafeXmlError):
        return ()
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    gone = [(folder / match[2], match[1]) for match in found if match[2] not in names]
    return tuple(path for path, digest in gone if _is_as_written(path, folder, digest))


def _is_as_written(path: Path, folder: Path, digest: str) -> bool:
    try:
        inside = path.resolve() == folder.resolve() / path.relative_to(folder)
        return inside and hashlib.sha256(read_capped(path)).hexdigest() == digest
    except (OSError, UnsafeXmlError):
        return False
