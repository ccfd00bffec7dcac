"""Reading the marked articles of the linking set, and linking their places."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from encoder.linking import link
from encoder.registers import register
from tei import Annotation, Entry, Layer, Metadata, Span

ARTICLES = Path(__file__).parent / "articles.txt"
GOLD = Path(__file__).parents[4] / "shared" / "gold"
PARTS = ("dev", "unseen")
_PLACE = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article without its marks, its places, and what each is: ``geonames:ID``, ``iso:CODE``, a type or ``none``.

    What a place is that nobody said is ``""``.
    """

    title: str
    text: str
    places: tuple[Annotation, ...]
    wanted: tuple[str, ...]


def read_articles(part: str) -> Iterator[MarkedArticle]:
    """Give the articles of a part (:data:`PARTS`)."""
    for chunk in ARTICLES.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, body = chunk.partition("\n")
        title, _, its_part = head.partition(" | ")
        if its_part.strip() != part:
            continue
        text, places, wanted, position = "", [], [], 0
        for match in _PLACE.finditer(body):
            text += body[position : match.start()]
            places.append(Annotation.of("placeName", len(text), len(text) + len(match[1])))
            wanted.append(match[2])
            text += match[1]
            position = match.end()
        yield MarkedArticle(title, text + body[position:], tuple(places), tuple(wanted))


def read_gold() -> Iterator[MarkedArticle]:
    """Give the articles of ``../shared/gold`` that say which places are meant, where there are any."""
    for path in sorted(GOLD.glob("*.txt")):
        places = [one for one in json.loads(path.with_suffix(".json").read_text("utf-8")) if one["type"] == "LOC"]
        places = sorted((one for one in places if not one.get("optional")), key=lambda one: one["start"])
        if any(one.get("ref") for one in places):
            annotations = tuple(Annotation.of("placeName", one["start"], one["end"]) for one in places)
            wanted = tuple((one.get("ref") or "").partition(" ")[0] for one in places)
            yield MarkedArticle(path.stem, path.read_text("utf-8"), annotations, wanted)


def linked(article: MarkedArticle) -> list[Entry]:
    """Give the entry of each place, in the order of the text."""
    lines, start = [], 0
    for line in article.text.split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    names, entries = register(article.text, lines, Layer("entities", article.places))
    names, entries = link(article.text, names, entries, Metadata(), "fr")
    by_id = {f"#{entry.id}": entry for entry in entries}
    return [by_id[one.get("ref")] for one in names.annotations]


def identifiers(entry: Entry) -> set[str]:
    """Give the identifiers of an entry as the set writes them."""
    return {f"{one.type.replace('iso3166', 'iso')}:{one.value}" for one in entry.idno}
