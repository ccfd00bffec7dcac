"""Voyant Tools: the texts as one zip file, named so that they sort by date."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tei.export.document import Document, running_text
from tei.export.protocol import Exporter, Settings

_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""The day of every file: the same corpus gives the same bytes."""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.zip``: ``DATE_ID.txt`` for each document, its own text without links to other articles."""
    with zipfile.ZipFile(folder / f"{settings.name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            lines = [document.text[block.start : block.end] for block in running_text(document)]
            date = f"{document.facts.date}_" if document.facts.date.replace("-", "").isdigit() else ""
            item = zipfile.ZipInfo(f"{date}{document.name}.txt", _WHEN)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.external_attr = 0o644 << 16
            archive.writestr(item, "".join(f"{line}\n" for line in lines))


EXPORTER = Exporter("voyant", "Voyant Tools: the texts as one zip file", write)
