"""The inline mark-up of the training corpus: one sentence a line, ``{Bamako|LOC}`` for a name with its type.

Lines that begin with ``#`` are remarks: ``# topic: …`` names what the sentences after it are about. Empty lines
separate sentences that belong together. Braces and the vertical bar have no other use.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from encoder.errors import EncoderError

TYPES: Final = ("PER", "LOC", "ORG")
_NAME: Final = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_EDGES: Final = re.compile(r"^[\s«“\"',;:.]|[\s»”\"',;:]$")


class MarkupError(EncoderError, ValueError):
    """A line of the training corpus that is not in the mark-up; ``path`` and ``line`` (1-based) say where."""

    def __init__(self, message: str, *, path: str, line: int) -> None:
        self.message = message
        self.path = path
        self.line = line
        super().__init__(f"{path}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence without its mark-up and its names: ``(start, end, type)``, code points, half-open.

    ``passage`` is the same for the sentences that belong together: the line where they begin.
    """

    text: str
    names: tuple[tuple[int, int, str], ...]
    topic: str = ""
    passage: int = 0


def parse_line(line: str, *, path: str = "", number: int = 1, topic: str = "", passage: int = 0) -> AnnotatedSentence:
    """Give the sentence of a line; raises :class:`MarkupError` if it is not in the mark-up."""
    parts: list[str] = []
    names: list[tuple[int, int, str]] = []
    length = position = 0
    for match in _NAME.finditer(line):
        before, name, kind = line[position : match.start()], match[1], match[2]
        if kind not in TYPES:
            raise MarkupError(f"“{kind}” is no type; write {', '.join(TYPES)}", path=path, line=number)
        if not name or _EDGES.search(name):
            raise MarkupError(
                f"“{name}” begins or ends with a space or a mark; leave it outside", path=path, line=number
            )
        length += len(before)
        names.append((length, length + len(name), kind))
        length += len(name)
        parts += [before, name]
        position = match.end()
    parts.append(line[position:])
    text = "".join(parts)
    if re.search(r"[{}|]", text):
        raise MarkupError("a brace or a bar stands outside a name; write {name|PER}", path=path, line=number)
    return AnnotatedSentence(text, tuple(names), topic, passage)


def parse_file(path: Path) -> tuple[AnnotatedSentence, ...]:
    """Give the sentences of a file of the corpus, in order; raises :class:`MarkupError` with file and line."""
    found = []
    topic = ""
    passage = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            topic = value.strip() if key.strip() == "topic" else topic
        elif line.strip():
            passage = passage or number
            found.append(parse_line(line.strip(), path=path.name, number=number, topic=topic, passage=passage))
        if not line.strip() or line.startswith("#"):
            passage = 0
    return tuple(found)
