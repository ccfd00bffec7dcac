"""Plain text: one file a document, a block a line, with a table of what is known of each."""

import csv
from collections.abc import Iterable
from pathlib import Path

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import DOCUMENTS, csv_cell, document_row


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``texts/ID.txt`` for each document, and ``metadata.csv``."""
    texts = folder / "texts"
    texts.mkdir()
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("file", *DOCUMENTS))
        for document in documents:
            (texts / f"{document.name}.txt").write_text(f"{document.text}\n", encoding="utf-8", newline="")
            table.writerow((f"{document.name}.txt", *map(csv_cell, document_row(document))))


EXPORTER = Exporter("plain", "plain text, one file a document, with a table of the metadata", write)
