"""What other projects' CI calls: the pre-commit hook and the composite action say only what the command knows."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from encoder.cli.validate import command
from tests.conftest import ROOT

OPTIONS = {option for parameter in command.params for option in parameter.opts}


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_hook_runs_validate_with_options_that_exist() -> None:
    (hook,) = load(".pre-commit-hooks.yaml")
    program, subcommand, *options = hook["entry"].split()
    assert (program, subcommand) == ("gazetei", "validate")
    assert {one for one in options if one.startswith("-")} <= OPTIONS


def test_the_action_uses_options_that_exist_and_pastes_no_input_into_its_script() -> None:
    action = load("action.yml")
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert set(re.findall(r"(?<!\S)--[a-z-]+\w", scripts[-1])) <= OPTIONS
    assert not any("${{" in script for script in scripts)


@pytest.mark.parametrize(("broken", "code"), [(False, 0), (True, 1)])
def test_the_action_s_script_fails_on_a_bad_file_and_only_then(tmp_path: Path, *, broken: bool, code: int) -> None:
    script = load("action.yml")["runs"]["steps"][-1]["run"]
    document = (ROOT / "tests" / "schemas" / "gazetei" / "article.xml").read_text(encoding="utf-8")
    folder = tmp_path / "my corpus"
    folder.mkdir()
    bad = document.replace("</p>", "<nonsense/></p>", 1)
    (folder / "a.xml").write_text(bad if broken else document, encoding="utf-8")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "GAZETEI_PATHS": f"{folder}\n",
        "GAZETEI_SCHEMA": "gazetei",
        "GAZETEI_FAIL_LEVEL": "error",
        "GAZETEI_SARIF": str(tmp_path / "out.sarif"),
    }
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], env=environment, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode()
    assert (tmp_path / "out.sarif").exists()
    assert (b"::error " in done.stdout) == broken
