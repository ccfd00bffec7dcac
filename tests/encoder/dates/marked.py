"""Reading the marked passages of the test sets: text, expected spans and values, publication date."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tei import Annotation

HERE = Path(__file__).parent
DATE_SETS = {
    "French, development": ("fr", "dates-fr-development.txt", 0),
    "French, unseen": ("fr", "dates-fr-unseen.txt", 0),
    "English, development": ("en", "dates-en.txt", 0),
    "English, unseen": ("en", "dates-en.txt", 1),
    "French, control": ("fr", "dates-fr-control.txt", 0),
    "English, control": ("en", "dates-en-control.txt", 0),
}
"""The sets of dates by name: language, file, and which part of it (parts are cut by a line “# unseen”)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage without its marks: ``spans`` maps (start, end) to the value as it is written in the file."""

    text: str
    published: str
    spans: dict[tuple[int, int], str]


def read_passages(name: str, part: int = 0) -> Iterator[Passage]:
    """Give the passages of a file of this folder."""
    parts = (HERE / name).read_text(encoding="utf-8").split("# unseen\n")
    for line in parts[part].splitlines():
        if line and not line.startswith("#"):
            published, _, marked = line.rpartition("\t")
            yield read_passage(marked, "" if published == "-" else published)


def read_passage(marked: str, published: str = "") -> Passage:
    """Take the marks out of ``[span|value]``; spans may nest."""
    text: list[str] = []
    opened: list[int] = []
    spans: dict[tuple[int, int], str] = {}
    position = 0
    while position < len(marked):
        character = marked[position]
        if character == "[":
            opened.append(len(text))
        elif character == "|":
            end = marked.index("]", position)
            spans[opened.pop(), len(text)] = marked[position + 1 : end]
            position = end
        else:
            text.append(character)
        position += 1
    return Passage("".join(text), published, spans)


def value_of(annotation: Annotation) -> str:
    """Write the value of an annotation as the files do."""
    if annotation.tag == "time":
        return f"T{short(annotation.get('when'))}" if annotation.get("when") else span_of(annotation)
    if annotation.get("when"):
        return annotation.get("when")
    if annotation.get("notBefore") or annotation.get("notAfter"):
        return f"{annotation.get('notBefore')}..{annotation.get('notAfter')}"
    return span_of(annotation)


def span_of(annotation: Annotation) -> str:
    first, last = annotation.get("from"), annotation.get("to")
    if annotation.tag == "time":
        first, last = (f"T{short(one)}" if one else "" for one in (first, last))
    return f"{first}/{last}" if first or last else ""


def short(time: str) -> str:
    return time.replace(":00Z", "Z").removesuffix(":00") if time.count(":") == 2 else time
