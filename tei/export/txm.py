"""TXM: sources for its import XTZ + CSV.

TXM wants one ``text`` a file and no ``w`` inside another, keeps the words that are marked and cuts the rest itself: so
marks are written as ``w`` too. ``metadata.csv`` has an ``id`` column with the names of the files, without ``.xml``.
"""

import copy
import csv
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import csv_cell
from tei.names import tei
from tei.serialise import serialise


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``ID.xml`` for each document, and ``metadata.csv``."""
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("id", "title", "author", "date", "year", "source", "lang"))
        for document in documents:
            (folder / f"{document.name}.xml").write_bytes(serialise(_words_alone(document)))
            facts = document.facts
            row = (document.name, facts.title, "; ".join(facts.authors), facts.date, facts.date[:4], facts.source)
            table.writerow([csv_cell(cell) for cell in (*row, facts.lang)])


def _words_alone(document: Document) -> etree._Element:
    """Give a copy with one text, in which marks are words, so that nothing is left to cut."""
    tree = copy.deepcopy(document.root)
    for inner in [*tree.iter(tei("text"))][1:]:  # the texts of a group
        inner.tag = tei("floatingText")
    for mark in tree.iter(tei("pc")):
        mark.tag = tei("w")
        mark.set("lemma", mark.get("lemma") or "".join(map(str, mark.itertext())))
        mark.set("pos", mark.get("pos") or "PUNCT")
    return tree


EXPORTER = Exporter("txm", "TXM: sources for the import XTZ + CSV", write, words=True)
