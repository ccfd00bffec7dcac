"""The README's session is what happens, with the articles that the repository has for it."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown(command: str) -> list[str]:
    """Give the lines that the README shows below a command, without the hash of the schema."""
    line = rf"^    \$ (?:cd \.\. && )?gazetei {re.escape(command)}.*\n"
    (block,) = re.findall(rf"{line}((?:    [^$\s].*\n)*)", README, re.MULTILINE)[:1]
    return [without_hash(line) for line in block.splitlines()]


def without_hash(line: str) -> str:
    return re.sub(r"schema [0-9a-f]{8}", "schema", line).strip()


@pytest.mark.model
def test_the_session_is_what_happens(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "articles", tmp_path / "articles")

    def run(command: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", "encoder", *command.split()],
            cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, check=False, text=True,
        )  # fmt: skip
        return [without_hash(line) for line in (done.stdout + done.stderr).splitlines()]

    for command in ("encode articles/ -o tei/ --analysis", "quotes tei/", "validate tei/"):
        assert run(command) == shown(command), command
    source = subprocess.run(
        [sys.executable, "-m", "encoder", "text", "--source", "tei/crue.xml"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, check=True,
    )  # fmt: skip
    assert source.stdout == (tmp_path / "articles" / "crue.txt").read_bytes()
    built = run("corpus build tei/ --title Crues --when 2026-11-26")
    assert built == shown('corpus build tei/ --title "Crues et gares"')
    assert run("export basex tei/ -o basex/") == shown("export basex tei/ -o basex/")
    assert run("export graphannis tei/ -o annis/") == shown("export graphannis tei/ -o annis/")
    if find_spec("graphannis"):
        assert_concordance_is_shown(r"python (annis/concordance\.py) '(.*)'", [sys.executable], tmp_path)
    if shutil.which("basex"):
        basex = ["env", f"JAVA_ARGS=-Dorg.basex.DBPATH={tmp_path / 'data'} -Dfile.encoding=UTF-8", "basex"]
        subprocess.run([*basex, "load.bxs"], cwd=tmp_path / "basex", capture_output=True, check=True)
        for option in (r'"(-bspeaker=.*)"', "(-blemma=.*)"):
            assert_concordance_is_shown(rf"basex {option} (queries/.*\.xq)", basex, tmp_path / "basex")


def assert_concordance_is_shown(pattern: str, program: list[str], folder: Path) -> None:
    found = re.search(rf"\$ {pattern}\n((?:    \w+\t.*\n)+)", README)
    assert found
    *arguments, expected = found.groups()
    done = subprocess.run([*program, *arguments], cwd=folder, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "".join(f"{line[4:]}\n" for line in expected.splitlines())


def test_every_file_that_the_documentation_links_to_is_there() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
