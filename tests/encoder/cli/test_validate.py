"""The commands validate and explain: options, exit codes, what goes to which stream."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli.explain import command as explain
from encoder.cli.progress import progress
from encoder.cli.validate import command as validate
from schemas.report import FORMATS

GOOD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="a"/></TEI>'
BAD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="a"/>\n<p xml:id="a"/></TEI>'
WARNING = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="a" corresp="a"/></TEI>'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, data in (("good.xml", GOOD), ("bad.xml", BAD), ("warning.xml", WARNING), ("broken.xml", b"<p>")):
        Path(name).write_bytes(data)
    Path("p.rng").write_text(
        '<element name="p" xmlns="http://relaxng.org/ns/structure/1.0"><ref name="x"/></element>', encoding="utf-8"
    )
    return tmp_path


def run(*arguments: str, data: bytes | None = None, layer: str = "links") -> Result:
    layers = ["--layer", "wf", "--layer", layer] if layer else []
    return CliRunner().invoke(validate, [*layers, *arguments], input=data)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.xml"], 0),
        (["bad.xml"], 1),
        (["good.xml", "bad.xml"], 1),
        (["broken.xml"], 1),
        (["gone.xml"], 2),
        (["gone.xml", "good.xml"], 2),
        (["gone.xml", "bad.xml", "--exit-zero"], 2),
        (["warning.xml"], 0),
        (["warning.xml", "--fail-level", "warning"], 1),
        (["bad.xml", "--exit-zero"], 0),
        (["--fail-level", "worst", "good.xml"], 2),
        (["--max-findings", "0", "good.xml"], 2),
        ([], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert run(*arguments).exit_code == code


def test_a_schema_that_cannot_be_used_is_exit_2() -> None:
    result = run("good.xml", "--schema", "p.rng", layer="schema")
    assert result.exit_code == 2
    assert "p.rng" in result.stderr
    assert result.stdout == ""


def test_a_path_that_does_not_exist_is_named_and_the_others_are_checked() -> None:
    result = run("god.xml", "bad.xml", "none/", "--format", "concise")
    assert result.exit_code == 2
    assert "god.xml: there is no such file or folder; did you mean good.xml?" in result.stderr
    assert "none: there is no such file or folder; check the path" in result.stderr
    assert "bad.xml:2:" in result.stdout


def test_an_empty_folder_is_exit_2_unless_allowed(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert run("empty").exit_code == 2
    assert "no XML file in empty" in run("empty").stderr
    assert run("empty", "--allow-empty").exit_code == 0


def test_the_text_ends_with_the_summary() -> None:
    result = run(".")
    assert result.stdout.splitlines()[-1] == (
        "2 errors, 1 warning in 3 of 4 files (2 valid); checked wf, links; skipped links (not well-formed in 1 file)"
    )
    assert result.stderr == ""


@pytest.mark.parametrize("format_", [name for name in FORMATS if name not in ("text", "concise")])
def test_a_machine_format_stands_alone_on_stdout(format_: str) -> None:
    result = run("bad.xml", "--format", format_)
    assert "checked wf, links" not in result.stdout
    assert "1 error in 1 of 1 file (0 valid); checked wf, links" in result.stderr


def test_stdin_is_named_as_asked() -> None:
    result = run("-", "--stdin-filename", "pasted.xml", "--format", "jsonl", data=BAD)
    assert json.loads(result.stdout)["path"] == "pasted.xml"
    assert result.exit_code == 1


def test_output_is_a_file_and_the_summary_goes_to_stderr(folder: Path) -> None:
    result = run("bad.xml", "--format", "sarif", "-o", "report.sarif")
    assert result.stdout == ""
    assert "1 error" in result.stderr
    assert json.loads((folder / "report.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_an_output_that_cannot_be_written_is_exit_2() -> None:
    result = run("good.xml", "-o", "no/such/folder/report")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    with progress("loading", "validating") as show:
        show(1, 2)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress("loading", "validating") as show:
        show(1, 2)
    out, err = capsys.readouterr()
    assert "validating" in err
    assert "1/2" in err
    assert not out


def test_no_colour_where_there_is_no_terminal() -> None:
    assert "\x1b" not in run("bad.xml").output


def test_the_page_of_a_job_gets_a_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "page.md"))
    run("bad.xml", "--format", "github")
    assert "| error | TEI301 | bad.xml:2:12 |" in (folder / "page.md").read_text(encoding="utf-8")


def test_a_name_that_is_not_utf_8_is_escaped(folder: Path) -> None:
    Path(os.fsdecode(b"caf\xe9.xml")).write_bytes(BAD)
    assert "caf\\u{DCE9}.xml:2:12: error[TEI301]" in run(os.fsdecode(b"caf\xe9.xml")).stdout


def test_ctrl_c_gives_the_summary_of_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def interrupted(path: Path) -> bytes:
        if seen:
            raise KeyboardInterrupt
        seen.append(path)
        return GOOD

    monkeypatch.setattr("encoder.cli.validate.read_capped", interrupted)
    result = run("good.xml", "bad.xml")
    assert result.exit_code == 130
    assert "no errors in 1 file" in result.stdout


class TestExplain:
    def test_a_code(self) -> None:
        result = CliRunner().invoke(explain, ["TEI012"])
        assert result.exit_code == 0
        assert result.stdout.startswith("TEI012 element-not-allowed (error, schema)\n")

    def test_all_codes(self) -> None:
        result = CliRunner().invoke(explain, [])
        assert "TEI012  An element that is not allowed here\n" in result.stdout

    @pytest.mark.parametrize(("code", "hint"), [("TEI12", "TEI012"), ("element-not-alowed", "element-not-allowed")])
    def test_a_code_that_is_none(self, code: str, hint: str) -> None:
        result = CliRunner().invoke(explain, [code])
        assert result.exit_code == 2
        assert f"did you mean {hint}?" in result.stderr
