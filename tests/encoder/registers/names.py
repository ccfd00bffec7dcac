"""Reading the names whose parts are marked, and comparing them with the parts that are found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from encoder.registers.registers import parts_of

_TAGS = {"f": "forename", "s": "surname", "l": "nameLink", "g": "genName"}


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name, the half of the set it is of, and its words each with the part it belongs to."""

    half: str
    form: str
    parts: tuple[tuple[str, str], ...]

    def found(self) -> tuple[tuple[str, str], ...]:
        """Give the words of the name with the parts that are found."""
        return _words((part.tag, self.form[part.start : part.end]) for part in parts_of(self.form))


def read_names() -> list[MarkedName]:
    """Give the marked names in the order of the file."""
    found: list[MarkedName] = []
    half = ""
    for line in Path(__file__).with_name("marked_names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            half = line.strip("[]")
        elif line and not line.startswith("#"):
            parts = [(_TAGS[piece[0]], piece[2:]) for piece in line.split(" / ")]
            form = re.sub(r"(?<=\bal-) ", "", " ".join(text for _, text in parts))
            found.append(MarkedName(half, form, _words(parts)))
    return found


def _words(parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((tag, word) for tag, text in parts for word in text.split())
