"""Each format against a golden file: every text file of the export, one after the other."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tei.export import exporter_names, find_exporter
from tests.tei.export.conftest import SETTINGS, documents

GOLDEN = Path(__file__).parent / "golden"
BINARY = (".parquet", ".spacy")


def _part(name: str, data: bytes) -> bytes:
    return f"==> {name} <==\n".encode() + data


@pytest.mark.parametrize("exported", exporter_names(), indirect=True)
def test_a_format_is_the_one_read_by_a_person(exported: Path, golden: Callable[[Path, bytes], None]) -> None:
    parts = []
    for path in sorted(exported.rglob("*")):
        if path.is_file():
            name = path.relative_to(exported).as_posix()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    parts += [_part(f"{name}: {inner}", archive.read(inner)) for inner in archive.namelist()]
            else:
                parts.append(_part(name, b"(binary)\n" if path.suffix in BINARY else path.read_bytes()))
    golden(GOLDEN / f"{exported.name}.txt", b"".join(parts))


@pytest.mark.parametrize("exported", exporter_names(), indirect=True)
def test_the_same_corpus_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    find_exporter(exported.name).write(documents(), again, SETTINGS)
    files = {path.relative_to(exported): path.read_bytes() for path in exported.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
