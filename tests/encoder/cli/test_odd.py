"""The command odd: what it writes, what it says, and how it fails."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli.odd import command

GOOD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="small" start="p"><moduleRef key="tei"/>
<moduleRef key="core" include="p"/></schemaSpec>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("good.odd").write_text(GOOD, encoding="utf-8")
    Path("broken.odd").write_text("<schemaSpec>", encoding="utf-8")
    Path("start.odd").write_text(GOOD.replace('start="p"', 'start="p q"'), encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_compile_writes_every_kind_and_nothing_else(folder: Path) -> None:
    result = run("compile", "good.odd", "-o", "out")
    assert result.exit_code == 0, result.stderr
    written = names(folder / "out")
    assert {"small.rng", "small.xsd", "small.xsd.txt", "small.sch", "small.json", "html/index.html"} <= written
    assert not [name for name in written if name.endswith(".tmp")]
    assert result.stdout == ""
    assert f"small: 1 elements; {len(written)} files in out" in result.stderr


def test_compile_writes_the_kinds_that_are_asked_for(folder: Path) -> None:
    assert run("compile", "good.odd", "-o", "out", "--rng", "--json").exit_code == 0
    assert names(folder / "out") == {"small.rng", "small.json"}


def test_the_same_odd_gives_the_same_bytes(folder: Path) -> None:
    for output in ("one", "two"):
        assert run("compile", "good.odd", "-o", output).exit_code == 0
    assert names(folder / "one") == names(folder / "two")
    for name in names(folder / "one"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("file", "message"), [("broken.odd", "broken.odd:1"), ("gone.odd", "there is no such file"), (".", "no such file")]
)
def test_what_cannot_be_compiled_is_exit_2_and_writes_nothing(folder: Path, file: str, message: str) -> None:
    result = run("compile", file, "-o", "out")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (folder / "out").exists()


def test_an_output_that_cannot_be_written_is_exit_2(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "html").write_text("in the way", encoding="utf-8")
    result = run("compile", "good.odd", "-o", "out", "--html")
    assert result.exit_code == 2
    assert "html" in result.stderr


def test_what_the_compiler_noticed_is_said_on_stderr() -> None:
    result = run("compile", "start.odd", "-o", "out", "--json")
    assert result.exit_code == 0
    assert "start.odd:1: @start names “q”, which is not in the schema" in result.stderr


def test_pages_of_what_is_gone_are_removed_and_nothing_else(folder: Path) -> None:
    """What the last run wrote and nobody changed goes; a page that was edited, a link and a user's files stay."""
    more = GOOD.replace('include="p"', 'include="p q gap said"')
    Path("more.odd").write_text(more, encoding="utf-8")
    assert run("compile", "more.odd", "-o", "out", "--html").exit_code == 0
    pages = folder / "out" / "html" / "elements"
    (folder / "precious.html").write_bytes((pages / "gap.html").read_bytes())
    (pages / "gap.html").unlink()
    (pages / "gap.html").symlink_to(folder / "precious.html")
    (pages / "said.html").write_text("my notes", encoding="utf-8")
    (pages / "mine.html").write_text("mine", encoding="utf-8")
    with (folder / "out" / "html" / "files.sha256").open("a") as stream:
        stream.write(f"{'0' * 64}  ../../good.odd\n{'0' * 64}  elements/mine.html\nnonsense\n")
    assert run("compile", "good.odd", "-o", "out", "--rng").exit_code == 0
    assert (pages / "q.html").exists()
    assert run("compile", "good.odd", "-o", "out", "--html").exit_code == 0
    assert {path.name for path in pages.iterdir()} == {"p.html", "said.html", "gap.html", "mine.html"}
    assert (folder / "precious.html").exists()
    assert (folder / "good.odd").exists()


@pytest.mark.parametrize("name", ["p", "<p>"])
def test_explain_prints_what_an_element_may_hold(name: str) -> None:
    result = run("explain", "good.odd", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("<p>")


def test_explain_knows_the_customisations_that_come_along() -> None:
    assert "parole" in run("explain", "gazetei", "said", "--lang", "fr").stdout
    assert run("explain", "tei_all", "persName").stdout.startswith("<persName>")


def test_an_element_that_is_not_there_is_exit_2_with_the_nearest_name() -> None:
    result = run("explain", "tei_all", "persname")
    assert result.exit_code == 2
    assert "did you mean <persName>" in result.stderr
