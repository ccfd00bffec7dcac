"""CSV: six tables of a corpus for spreadsheets, pandas and R."""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import TABLES, csv_cell, table_rows


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write one file a table (RFC 4180, UTF-8, line feeds), the names of the columns first."""
    with ExitStack() as stack:
        writers = {}
        for name, columns in TABLES.items():
            stream = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(stream, lineterminator="\n")
            writers[name].writerow(columns)
        for document in documents:
            for name, rows in table_rows(document).items():
                writers[name].writerows([csv_cell(cell) for cell in row] for row in rows)


EXPORTER = Exporter("csv", "tables for spreadsheets, pandas and R", write, words=True)
