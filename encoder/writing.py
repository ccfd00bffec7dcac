"""Files that appear whole or not at all: temporary file, flush, fsync, rename, fsync of the folder."""

import os
import secrets
from pathlib import Path
from typing import Final

WORK: Final = ".work"
"""The folder inside the output folder that holds temporary files and the journal; readers never look there."""


def write_whole(path: Path, data: bytes, *, work: Path) -> None:
    """Put ``data`` at ``path`` atomically; ``work`` is a folder on the same file system for the temporary file.

    Raises ``OSError`` and leaves nothing behind when it cannot be written.
    """
    work.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = work / f"{secrets.token_hex(8)}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o644), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
