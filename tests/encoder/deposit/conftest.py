"""A small corpus to deposit, and what is done with it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from encoder.cli.corpus import command as corpus
from encoder.cli.package import command as package
from tests.conftest import ROOT

DOCUMENTS = ROOT / "tests" / "encoder" / "golden"
DEPOSIT = """title = "Essai"
description = "Deux articles."
date = 2026-01-31
licence = "https://creativecommons.org/licenses/by/4.0/"
language = "fr"
publisher = "Presses"
publisher_url = "https://ror.org/01b8h3982"
keywords = ["presse"]
contact = "corpus@example.org"
doi = "https://doi.org/10.5072/essai"
access = "restricted"
access_conditions = "À qui signe la charte."

[[creators]]
name = "Caron, Inès"
orcid = "https://orcid.org/0000-0002-1825-0097"
affiliation = "Université de Brest"
affiliation_url = "https://ror.org/01b8h3982"

[[creators]]
name = "Laboratoire"
url = "https://ror.org/02feahw73"

[[contributors]]
name = "Petit, Luc"
role = "Editor"

[[contributors]]
name = "Archives de Brest"
role = "RightsHolder"

[[funding]]
name = "Fonds d’essai"
url = "https://ror.org/00rbzpz17"
award = "ANR-21-0001"
title = "Crues"

[[related]]
relation = "IsSupplementTo"
identifier = "https://doi.org/10.5072/article"

[[related]]
relation = "IsDerivedFrom"
identifier = "https://presse.example/archives"
"""


def build(*arguments: str) -> Result:
    return CliRunner().invoke(corpus, ["build", "corpus", *arguments])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("corpus").mkdir()
    for name in ("lists-and-dialogue", "short-note"):
        shutil.copy(DOCUMENTS / f"{name}.xml", f"corpus/{name}.xml")
    Path("corpus/deposit.toml").write_text(DEPOSIT, encoding="utf-8")
    assert build().exit_code == 0
    return tmp_path


@pytest.fixture
def pack() -> Callable[..., Result]:
    """Give what packs the corpus into ``bag``; the test is skipped without bagit."""
    pytest.importorskip("bagit")
    return lambda *arguments: CliRunner().invoke(package, ["corpus", "-o", "bag", *arguments])


def files(folder: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def validated(folder: str) -> int:
    done = subprocess.run([sys.executable, "-m", "bagit", "--validate", folder], capture_output=True, check=False)
    return done.returncode


def started(*arguments: str, **options: Any) -> "subprocess.Popen[str]":
    """Start gazetei as its own process, which signals and limits reach."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("environment", {})}
    command = [sys.executable, "-m", "encoder", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, encoding="utf-8", **streams, **options)


def done_apart(*arguments: str, **options: Any) -> None:
    """Run gazetei as its own process; it must come to a good end."""
    process = started(*arguments, **options)
    _, said = process.communicate()
    assert process.returncode == 0, said
