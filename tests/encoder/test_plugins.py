"""Parts of other packages: found by their entry points, used, named in what they made, and not trusted blindly."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tei import parse_file
from tei.names import tei
from tei.plugins import ANNOTATORS, EXPORTERS, OWN, READERS, PluginError, Registered, registered
from tests.conftest import ROOT

CODE = re.compile(r"```(toml|python)\n(.*?)```", re.DOTALL)


def test_the_parts_of_this_package_are_registered_as_those_of_others_are() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"] == OWN
    assert {group: list(parts) for group, parts in project["entry-points"].items()} == {
        group: list(parts) for group, parts in OWN.items()
    }


def test_every_part_of_this_package_is_there_and_of_its_kind() -> None:
    from encoder.annotators import Annotator
    from encoder.readers import Reader
    from tei.export.protocol import Exporter

    for group, kind in ((READERS, Reader), (ANNOTATORS, Annotator), (EXPORTERS, Exporter)):
        for name in OWN[group]:
            assert isinstance(registered(group)[name].load(kind), kind)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("no_such_module:X", "registered by acme 1.0: no_such_module:X cannot be loaded (ModuleNotFoundError"),
        ("tei.plugins:NOT_THERE", "cannot be loaded (AttributeError"),
        ("tei.plugins:OWN", "tei.plugins:OWN is no tei.export.protocol.Exporter; report it"),
    ],
)
def test_what_cannot_be_loaded_says_whose_it_is(value: str, says: str) -> None:
    from tei.export.protocol import Exporter

    with pytest.raises(PluginError) as caught:
        Registered(EXPORTERS, "x", value, "acme", "1.0").load(Exporter)
    assert says in str(caught.value)


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of docs/extending.md, built and installed into a folder."""
    home = tmp_path_factory.mktemp("strangers")
    code = dict(CODE.findall((ROOT / "docs" / "extending.md").read_text(encoding="utf-8")))
    source = home / "source"
    source.mkdir()
    more = {
        'addresses = "wire_tools:ADDRESSES"\n': 'failing = "wire_tools:FAILING"\ndates = "wire_tools:ADDRESSES"\n',
        'titles = "wire_tools:TITLES"\n': 'broken = "wire_tools:BROKEN"\n',
        'wire = "wire_tools:READER"\n': 'lost = "no_such_tools:READER"\n',
    }
    points = code["toml"]
    for line, others in more.items():
        points = points.replace(line, line + others)
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        f'[project]\nname = "wire-tools"\nversion = "2.0.dev1"\n{points}\n'
        '[tool.hatch.build.targets.wheel]\ninclude = ["wire_tools.py"]\n',
        encoding="utf-8",
    )
    failing = "\n\ndef fail(passage):\n    return passage.no_such_thing\n\n\nFAILING = Annotator(('x', 'x'), fail)\n"
    (source / "wire_tools.py").write_text(code["python"] + failing, encoding="utf-8")
    site = home / "site"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*command, "--target", str(site), str(source)], check=True, capture_output=True)
    yield site
    shutil.rmtree(site)


def run(site: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "encoder", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{site}", "PATH": ""}, capture_output=True, text=True, check=False
    )


def test_a_package_that_is_installed_brings_a_reader_an_annotator_and_an_exporter(
    strangers: Path, tmp_path: Path
) -> None:
    articles, out = tmp_path / "in", tmp_path / "out"
    articles.mkdir()
    (articles / "a.wire").write_text("TITLE: La digue\nLe plan est sur https://digue.example/plan.\n", encoding="utf-8")
    (articles / "b.txt").write_text("Le pont\n\nUn autre plan, sans rien.\n", encoding="utf-8")
    encode = ("encode", articles, "-o", out, "--model", "none", "--lang", "fr")
    done = run(strangers, *encode, "--annotator", "addresses")
    assert done.returncode == 0, done.stderr
    root = parse_file(out / "a.xml").getroot()
    (link,) = root.find(tei("text")).iter(tei("ref"))  # type: ignore[union-attr]
    assert (link.text, link.get("resp"), link.get("cert")) == ("https://digue.example/plan", "#addresses", "high")
    (title,) = (one for one in root.iter(tei("title")) if one.get("type") == "main")
    assert title.text == "La digue"
    (statement,) = (
        one for one in root.iter(tei("respStmt")) if "wire-tools 2.0.dev1" in "".join(map(str, one.itertext()))
    )
    assert "adresses du web" in "".join(map(str, statement.itertext()))
    (tool,) = (one for one in root.iter(tei("application")) if one.get("ident") == "wire-tools")
    assert tool.get("version") == "2.0"
    assert run(strangers, "validate", out).returncode == 0
    assert "2 unchanged" in run(strangers, *encode, "--annotator", "addresses").stderr
    # without the annotator other documents are made, and the built-in “dates” cannot be taken
    assert "2 encoded" in run(strangers, *encode).stderr
    assert not list(parse_file(out / "a.xml").getroot().iter(tei("ref")))
    listed = run(strangers, "export", "--list")
    assert (listed.returncode, "titles" in listed.stdout) == (0, True)
    assert "broken: registered by wire-tools 2.0.dev1" in listed.stderr
    assert "titles" in run(strangers, "export", "--help").stdout
    assert run(strangers, "export", "titles", out, "-o", tmp_path / "titles").returncode == 0
    assert (tmp_path / "titles" / "titles.tsv").read_text(encoding="utf-8") == "a\tLa digue\nb\tLe pont\n"


def test_a_mistake_in_somebodys_part_is_said_with_its_name(strangers: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un texte.\n", encoding="utf-8")
    encode = ("encode", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "none", "--lang", "fr")
    done = run(strangers, *encode, "--annotator", "failing")
    assert done.returncode == 1
    assert "the annotator of wire-tools 2.0.dev1 failed (AttributeError: " in done.stderr
    assert "gazetei: the reader lost: registered by wire-tools 2.0.dev1: no_such_tools:READER cannot be" in done.stderr
    done = run(strangers, *encode, "--annotator", "adresses")
    assert done.returncode == 2
    assert done.stderr.endswith(
        "gazetei: --annotator adresses: there is no such annotator; installed are addresses, failing\n"
    )
    done = run(strangers, "export", "broken", tmp_path, "-o", tmp_path / "x")
    assert done.returncode == 2
    assert "registered by wire-tools 2.0.dev1: wire_tools:BROKEN cannot be loaded (AttributeError" in done.stderr
    assert "Traceback" not in done.stderr
