"""The catalogue of findings: what each code means, why TEI wants it, how to put it right.

Codes are stable and never used again. The first digit is the layer: 0 the grammar, 1 well-formedness, 2 rules,
3 links, 4 the text, 9 the run itself.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from schemas.finding import LayerName, Level


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the catalogue; ``expected_label`` introduces what a finding lists as expected."""

    code: str
    name: str
    layer: LayerName
    title: str
    meaning: str
    fix: str
    wrong: str
    right: str
    level: Level = "error"
    expected_label: str = "expected"


@cache
def catalogue() -> Mapping[str, Code]:
    """Give all codes, in order, by their number (``TEI012``)."""
    table = tomllib.loads((files("schemas") / "data" / "codes.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            code: Code(code=code, expected_label=entry.pop("expected", "expected"), **entry)
            for code, entry in sorted(table.items())
        }
    )


@cache
def _by_name() -> dict[str, Code]:
    return {entry.name: entry for entry in catalogue().values()}


def named(name: str) -> Code:
    """Give a code by its name (``element-not-allowed``). Raises ``KeyError`` for a name that is none."""
    return _by_name()[name]


def explain(code: str) -> str:
    """Give the explanation of a code (or of its name) as plain text. Raises ``KeyError`` if there is none."""
    entry = catalogue().get(code.upper()) or _by_name()[code.lower()]
    parts = (
        f"{entry.code} {entry.name} ({entry.level}, {entry.layer})",
        entry.title + ".",
        entry.meaning,
        "How to put it right: " + entry.fix,
        "  wrong  " + entry.wrong,
        "  right  " + entry.right,
    )
    return "{}\n{}\n\n{}\n\n{}\n\n{}\n{}\n".format(*parts)
