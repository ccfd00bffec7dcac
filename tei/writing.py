"""Files that appear whole or not at all: temporary file, flush, fsync, rename, fsync of the folder."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, data: bytes, *, work: Path) -> None:
    """Put ``data`` at ``path`` atomically; ``work`` is a folder on the same file system for the temporary file.

    What stands there is replaced, a symbolic link too, and its rights are kept. Raises ``OSError`` and leaves nothing
    behind when it cannot be written.
    """
    write_together({path: data}, work=work)


def write_together(files: Mapping[Path, bytes], *, work: Path) -> None:
    """Put several files at their paths: none is changed before all of them are written to the disk.

    Raises ``OSError``, with the path of the file, when one cannot be written; then nothing is changed or left behind,
    folders included.
    """
    folders = dict.fromkeys((work, *(path.parent for path in files)))
    new = {one for folder in folders for one in (folder, *folder.parents) if not one.exists()}
    made: dict[Path, Path] = {}
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            made[path] = work / f".{secrets.token_hex(8)}.tmp"
            try:
                _write_new(made[path], data, _rights(path))
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(path)) from error
        for path, temporary in made.items():
            temporary.replace(path)
    except BaseException:
        for temporary in made.values():
            temporary.unlink(missing_ok=True)
        for folder in sorted(new, key=lambda one: len(one.parts), reverse=True):
            with contextlib.suppress(OSError):  # it was not made, or somebody has put something there
                folder.rmdir()
        raise
    for folder in dict.fromkeys(path.parent for path in files):
        _sync_folder(folder)


def write_named(path: Path, data: bytes) -> None:
    """Write to a file that a user has named: whole or not at all, and never in place of what is no file.

    A symbolic link is followed to its file; a device, a pipe or a socket is written to, as the shell does.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    # what the links in /dev and /proc lead to has been opened by somebody: it is written to where it stands
    opened = os.path.abspath(path).startswith(("/dev/", "/proc/"))  # noqa: PTH100 - resolve() would follow the link
    if opened or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        descriptor = os.open(path, os.O_WRONLY)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        return
    target = path.resolve()
    if not target.parent.is_dir():  # as the shell, it makes no folder that may be a slip of the pen
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    write_whole(target, data, work=target.parent)


def _rights(path: Path) -> int:
    """Give the rights of the file that is replaced, or those of any new one."""
    try:
        found = path.stat()
    except OSError:
        return 0o666
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else 0o666


def _write_new(path: Path, data: bytes, rights: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, rights), "wb") as stream:
        if rights != 0o666 and hasattr(os, "fchmod"):
            os.fchmod(stream.fileno(), rights)  # kept as they are, whatever the mask is for new files
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
