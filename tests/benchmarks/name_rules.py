"""What each family of name rules gains and costs: strict scores with all rules, with none, and without each family.

Sets: sentences written for the rules (``tests/encoder/rules``; no rule was changed for what it does to ``unseen``); the
development part of the model, whose errors were read; where ``../shared`` exists, its real articles and another set,
annotated by other guidelines. Nothing there was used to train the model.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from encoder.annotators import annotate_entities, find_model
from encoder.annotators.entities import PRESS
from encoder.rules import RULES, apply_rules
from encoder.structure import find_structure
from encoder.training.markup import parse_line
from tei import Layer, Span
from tests.conftest import SHARED

TYPES = {"persName": "PER", "placeName": "LOC", "orgName": "ORG"}
WRITTEN = Path(__file__).parents[1] / "encoder" / "rules"
DEVELOPMENT = Path(__file__).parents[2] / "encoder" / "training" / "development"
Found = set[tuple[int, int, str]]


@dataclass(frozen=True)
class Measured:
    """A document to measure on: its text, its blocks, the names that are there and those that count neither way."""

    text: str
    blocks: tuple[Span, ...]
    wanted: frozenset[tuple[int, int, str]]
    ignored: tuple[tuple[int, int], ...] = ()
    certain: tuple[Span, ...] = ()

    @cached_property
    def layer(self) -> Layer:
        """The names that the model finds."""
        model = find_model(PRESS)
        assert model is not None
        return annotate_entities(self.text, self.blocks, model, self.certain)

    def found(self, without: str | None) -> Found:
        """Give the names after the rules: all of them, or all but one family; after none for ``"rules"``."""
        layer = self.layer
        if without != "rules":
            families = [one for one in RULES if one[0] != without]
            layer = apply_rules(self.text, self.blocks, layer, lang="fr", certain=self.certain, rules=families)
        names = {(one.span.start, one.span.end, TYPES[one.tag]) for one in layer.annotations}
        return {one for one in names if not any(max(one[0], s) < min(one[1], e) for s, e in self.ignored)}


def marked_up(path: Path) -> Iterator[Measured]:
    """Give the documents of a file in the training mark-up; empty lines stand between them."""
    sentences = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        if line.strip() and not line.startswith("#"):
            sentences.append(parse_line(line, path=str(path), number=number))
        elif sentences and not line.startswith("#"):
            edges = [0]
            for one in sentences:
                edges.append(edges[-1] + len(one.text) + 1)
            blocks = tuple(Span(start, start + len(one.text)) for start, one in zip(edges, sentences, strict=False))
            wanted = {
                (start + edge, end + edge, kind)
                for edge, one in zip(edges, sentences, strict=False)
                for start, end, kind in one.names
            }
            yield Measured("\n".join(one.text for one in sentences), blocks, frozenset(wanted))
            sentences = []


def articles(folder: Path) -> Iterator[Measured]:
    """Give the real articles; offsets are those of the article's text, optional names count neither way."""
    for path in sorted(folder.glob("*.txt")):
        source = path.read_text(encoding="utf-8")
        structure = find_structure(source)
        places, position = [], 0
        for block in structure.blocks:
            position = source.index(structure.text[block.start : block.end], position)
            places.append((position, block.start - position, position + block.end - block.start))
            position += block.end - block.start
        authors = tuple(one.span for one in structure.markup.annotations if one.tag == "docAuthor")
        wanted, ignored = set(), []
        for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
            if one["type"] in TYPES.values():
                shift = next(shift for start, shift, end in places if start <= one["start"] < end)
                span = one["start"] + shift, one["end"] + shift
                if one.get("optional") or one.get("alt"):
                    ignored.append(span)
                else:
                    wanted.add((*span, one["type"]))
        yield Measured(structure.text, tuple(structure.blocks), frozenset(wanted), tuple(ignored), authors)


def lines(path: Path) -> Iterator[Measured]:
    """Give the lines of a set in JSON, a document each."""
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        wanted = frozenset((start, end, kind) for start, end, kind in one["spans"])
        yield Measured(one["text"], (Span(0, len(one["text"])),), wanted)


def sets() -> dict[str, list[Measured]]:
    """Give the sets by name."""
    found = {path.stem: list(marked_up(path)) for path in sorted(WRITTEN.glob("*.txt"))}
    found["development"] = [one for path in sorted(DEVELOPMENT.glob("*.txt")) for one in marked_up(path)]
    if (SHARED / "gold").is_dir():
        found["articles"] = list(articles(SHARED / "gold"))
        found["fenec"] = list(lines(SHARED / "ner" / "fenec2-dev.jsonl"))
    return found


def scores(documents: Iterable[Measured], without: str | None) -> str:
    """Give strict F1 by type and of all."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for one in documents:
        got = one.found(without)
        right.update(kind for _, _, kind in got & one.wanted)
        found.update(kind for _, _, kind in got)
        wanted.update(kind for _, _, kind in one.wanted)
    columns = []
    for kind in (*TYPES.values(), "all"):
        r, f, w = (sum(c.values()) if kind == "all" else c[kind] for c in (right, found, wanted))
        columns.append(f"{kind} {200 * r / max(f + w, 1):5.1f}")
    return "  ".join(columns)


def main() -> None:
    for name, documents in sets().items():
        size = sum(len(one.wanted) for one in documents)
        print(f"{name}: {len(documents)} documents, {size} names")
        cases = [("none", "rules"), ("all", None), *((f"- {family}", family) for family, _ in RULES)]
        for label, without in cases if len(sys.argv) < 2 else cases[:2]:
            print(f"  {label:14} {scores(documents, without)}")


if __name__ == "__main__":
    main()
