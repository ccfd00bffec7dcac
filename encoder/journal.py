"""What earlier runs wrote into an output folder, and the lock that keeps a second run out.

One line of JSON a document, appended and fsynced after the document itself is in place. A line cut short by a crash
is dropped on the next start.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from encoder.errors import EncoderError
from encoder.writing import WORK


class LockedError(EncoderError, RuntimeError):
    """Another run is at work in the same output folder; ``pid`` is its process, 0 if that cannot be told."""

    def __init__(self, folder: Path, pid: int) -> None:
        self.folder = folder
        self.pid = pid
        who = f"process {pid}" if pid else "another process"
        super().__init__(f"{folder}: {who} is writing there; wait for it, or choose another folder with -o")


@dataclass(frozen=True, slots=True)
class Record:
    """One document as it was written: ``key`` stands for everything it was made from, the rest tells it again.

    ``source`` is the path of its article, seen from the output folder; empty where it was not recorded.
    """

    target: str
    key: str
    output_sha256: str
    text_sha256: str
    warnings: tuple[str, ...]
    counts: dict[str, int]
    source: str = ""


class Journal:
    """The journal of one output folder, locked for the whole run; a context manager."""

    NAME: Final = "journal.jsonl"

    def __init__(self, folder: Path) -> None:
        self.work = folder / WORK
        self._folder = folder
        self._lock: IO[str] | None = None
        self._stream: IO[bytes] | None = None
        self._records: dict[str, Record] = {}

    def __enter__(self) -> Self:
        self.work.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        for left in self.work.glob("*.tmp"):
            left.unlink()
        path = self.work / self.NAME
        whole = self._load(path)
        self._stream = path.open("ab")
        self._stream.truncate(whole)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self._stream, self._lock):
            if stream:
                stream.close()

    @property
    def records(self) -> tuple[Record, ...]:
        """The last record of each document."""
        return tuple(self._records.values())

    def get(self, target: str) -> Record | None:
        """Give the last record of a document, or ``None``."""
        return self._records.get(target)

    def add(self, record: Record) -> None:
        """Record a document that is in place."""
        if self._stream is None:
            raise RuntimeError("the journal is written inside its with block")
        self._stream.write(json.dumps(asdict(record), ensure_ascii=False, sort_keys=True).encode() + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._records[record.target] = record

    def _take_lock(self) -> None:
        path = self.work / "lock"
        self._lock = path.open("a+", encoding="ascii")
        try:
            import fcntl
        except ImportError:  # pragma: no cover - no flock on Windows
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.seek(0)
            held = self._lock.read().strip()
            self._lock.close()
            raise LockedError(self._folder, int(held) if held.isdigit() else 0) from error
        self._lock.truncate(0)
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def _load(self, path: Path) -> int:
        """Read the records; give the length, in bytes, of the lines that are whole."""
        data = path.read_bytes() if path.is_file() else b""
        whole = data.rfind(b"\n") + 1
        for line in data[:whole].splitlines():
            try:
                values = json.loads(line)
                record = Record(**{**values, "warnings": tuple(values["warnings"])})
            except (ValueError, TypeError, KeyError):
                continue
            self._records[record.target] = record
        return whole
