"""A document of odd words and values in every format: what is written can be read, and has every word."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tei.export import Document, Settings, exporter_names, find_exporter
from tests.tei.export.test_vertical import FORMS_ODD, VALUES_ODD, tei_document, words

NAMED = {"txm", "basex", "blacklab", "existdb"}
"""Formats whose documents are XML with a ``w`` for each word."""


@pytest.fixture(scope="module")
def odd() -> Document:
    people = "".join(
        f'<p><s><persName ref="#p{number}">{words("Elle")}</persName> {words("dort", lemma=value)}</s></p>'
        for number, value in enumerate(VALUES_ODD)
    )
    said = f'<p><s><said who="#p0">{words(*FORMS_ODD)}</said></s></p>'
    return tei_document(people + said, title=VALUES_ODD[0], identifier="odd")


@pytest.mark.parametrize("format_", exporter_names())
def test_every_format_takes_odd_words(odd: Document, format_: str, tmp_path: Path) -> None:
    exporter = find_exporter(format_)
    for module in exporter.missing():
        pytest.skip(f"{module} is not installed")
    exporter.write([odd], tmp_path, Settings("odd", 'Un <"titre"> & \\ plus'))
    found = 0
    for name, data in _files(tmp_path):
        if name.endswith((".xml", ".graphml", ".xconf", ".odd")):
            root = etree.fromstring(data)
            found = max(found, len(root.findall(".//{*}w")) if format_ in NAMED else 0)
        elif name.endswith((".json", ".jsonld", ".geojson")):
            json.loads(data)
        elif name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
            assert len({len(row) for row in rows}) == 1
            found = max(found, len(rows) - 1 if name == "tokens.csv" else 0)
        elif name.endswith(".conllu"):
            lines = [line for line in data.decode().split("\n") if line and not line.startswith("#")]
            assert {line.count("\t") for line in lines} == {9}
            found = len(lines)
        elif name.endswith(".txt") and format_ == "plain":
            assert data.decode() == odd.text + "\n"
    if format_ in NAMED | {"csv", "conllu"}:
        assert found == len(odd.words)


def _files(folder: Path) -> list[tuple[str, bytes]]:
    """Give the files of an export, those in an archive too."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found += [(name, archive.read(name)) for name in archive.namelist()]
        elif path.is_file():
            found.append((path.name, path.read_bytes()))
    return found
