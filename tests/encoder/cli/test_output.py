"""What a command writes to the standard output when nothing can be written there, or nobody reads it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
ARTICLE = "La gare\n\n« Il faudra du temps », a dit Anne Lefort à Lyon le 3 mai 2024.\n"
COMMANDS = [
    "validate tei", "quotes tei", "text tei/a.xml", "export standoff tei", "evaluate tei tei", "corpus stats tei",
    "explain TEI020", "--help",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run("encode a.txt -o tei", folder, subprocess.DEVNULL)
    return folder


def run(command: str, folder: Path, stdout: int) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "encoder", *command.split()]
    return subprocess.run(arguments, cwd=folder, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_one_line_and_code_2(folder: Path, command: str) -> None:
    with FULL.open("wb") as full:
        done = run(command, folder, full.fileno())
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "gazetei: standard output: No space left on device"
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("command", ["validate tei --format json", "export standoff tei", "--help"])
def test_a_reader_that_has_gone_is_no_error(folder: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(command, folder, writing)
    os.close(writing)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "gazetei:" not in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", ["validate tei -o", "export standoff tei -o"])
def test_a_device_is_written_to_and_not_replaced(folder: Path, command: str) -> None:
    done = run(f"{command} /dev/stdout", folder, subprocess.PIPE)
    assert done.returncode == 0
    assert done.stdout
    with FULL.open("wb") as full:
        done = run(f"{command} /dev/stdout", folder, full.fileno())
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert FULL.is_char_device()
