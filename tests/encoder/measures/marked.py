"""Reading the marked passages of numbers and measures."""

from pathlib import Path

from tei import Annotation
from tests.encoder.dates.marked import Passage, read_passage

HERE = Path(__file__).parent
MEASURE_SETS = {
    "French, development": ("fr", "measures-fr-development.txt", 0),
    "French, unseen": ("fr", "measures-fr-unseen.txt", 0),
    "English, development": ("en", "measures-en.txt", 0),
    "English, unseen": ("en", "measures-en.txt", 1),
    "French, control": ("fr", "measures-fr-control.txt", 0),
    "English, control": ("en", "measures-en-control.txt", 0),
}
"""The sets by name: language, file, and which part of it (parts are cut by a line “# unseen”)."""


def passages_of(name: str) -> tuple[str, list[Passage]]:
    language, file, part = MEASURE_SETS[name]
    lines = (HERE / file).read_text(encoding="utf-8").split("# unseen\n")[part].splitlines()
    return language, [read_passage(line) for line in lines if line and not line.startswith("#")]


def value_of(annotation: Annotation) -> str:
    """Write the worth of an annotation as the files do."""
    exact = annotation.get("value") or annotation.get("quantity")
    least, most = annotation.get("atLeast"), annotation.get("atMost")
    worth = exact or (f"{least}..{most}" if least and most else f">={least}" if least else f"<={most}")
    return f"{worth} {annotation.get('unit')}" if annotation.tag == "measure" else worth
