"""Depositing: the bag is valid, complete, the same every time; what is missing or wrong is said with what to do."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli.check_deposit import command as check
from encoder.cli.corpus import command as corpus
from encoder.cli.package import command as package
from encoder.deposit import ARCHIVES, DepositMetadata
from encoder.deposit.readme import readme
from encoder.exporting import COUNTED
from tei import parse_file
from tests.conftest import ROOT

DOCUMENTS = ROOT / "tests" / "encoder" / "golden"
DEPOSIT = """title = "Essai"
description = "Deux articles."
date = 2026-01-31
licence = "https://creativecommons.org/licenses/by/4.0/"
language = "fr"
publisher = "Presses"
keywords = ["presse"]

[[creators]]
name = "Caron, Inès"
orcid = "0000-0002-1825-0097"
affiliation = "Université de Brest"

[[creators]]
name = "Laboratoire"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("corpus").mkdir()
    for name in ("lists-and-dialogue", "short-note"):
        shutil.copy(DOCUMENTS / f"{name}.xml", f"corpus/{name}.xml")
    Path("corpus/deposit.toml").write_text(DEPOSIT, encoding="utf-8")
    assert CliRunner().invoke(corpus, ["build", "corpus"]).exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    pytest.importorskip("bagit")
    pytest.importorskip("rocrate")
    return CliRunner().invoke(package, ["corpus", "-o", "bag", *arguments])


def validated(folder: str) -> int:
    done = subprocess.run([sys.executable, "-m", "bagit", "--validate", folder], capture_output=True, check=False)
    return done.returncode


def files(folder: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def test_the_bag_is_valid_and_a_changed_byte_is_found() -> None:
    done = run()
    assert done.exit_code == 0, done.stderr
    assert validated("bag") == 0
    path = Path("bag/data/corpus/short-note.xml")
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    assert validated("bag") != 0


def test_every_document_of_the_bag_is_valid_against_the_schema_inside_it() -> None:
    assert run().exit_code == 0
    schema = etree.RelaxNG(etree.parse("bag/data/corpus/schema/gazetei.rng"))
    documents = sorted(Path("bag/data/corpus").glob("*.xml"))
    assert [path.name for path in documents] == ["corpus.xml", "lists-and-dialogue.xml", "short-note.xml"]
    for path in documents:
        assert schema.validate(etree.parse(path)), schema.error_log
    for path in Path("bag").rglob("*"):
        if path.suffix in (".xml", ".odd", ".rng", ".sch", ".xsd"):
            parse_file(path)


def test_the_same_corpus_gives_the_same_bag() -> None:
    assert run().exit_code == 0
    Path("bag").rename("before")
    Path("corpus").rename("copy")
    for path in sorted(Path("copy").rglob("*"), reverse=True):
        target = Path("corpus", path.relative_to("copy"))
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    assert run().exit_code == 0
    assert files("bag") == files("before")


def test_the_crate_loads_and_lists_every_file() -> None:
    assert run().exit_code == 0
    from rocrate.rocrate import ROCrate

    crate = ROCrate("bag/data")
    assert crate.name == "Essai"
    listed = {one.id for one in crate.get_entities() if one.type == "File"}
    assert listed == files("bag/data").keys() - {"ro-crate-metadata.json"}


def test_records_say_what_is_known_and_nothing_else() -> None:
    assert run().exit_code == 0
    record = json.loads(Path("bag/data/metadata/datacite.json").read_bytes())
    person, house = record["creators"]
    assert (person["familyName"], person["givenName"], house["nameType"]) == ("Caron", "Inès", "Organizational")
    assert record["publicationYear"] == "2026"
    assert "version" not in record
    assert "identifiers" not in record
    dublin = etree.parse("bag/data/metadata/dublin-core.xml").getroot()
    assert dublin.findtext("{*}title") == "Essai"
    assert etree.parse("bag/data/metadata/cmdi.xml").getroot().findtext(".//{*}MdProfile").startswith("clarin.eu:cr1")
    assert "Caron, Inès; Laboratoire" in Path("bag/data/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("sources", "texts"), [("free", 1), ("all", 2), ("none", 0)])
def test_texts_go_in_where_their_licence_allows_it(sources: str, texts: int) -> None:
    assert run("--sources", sources).exit_code == 0
    assert len(list(Path("bag/data").glob("sources/*.txt"))) == texts


def test_texts_that_are_left_out_are_said() -> None:
    done = run()
    assert "plain texts left out for their rights: 1 unknown; the TEI documents hold the whole text" in done.stderr
    readme = Path("bag/data/README.md").read_text(encoding="utf-8")
    assert "Not here as plain text, for their rights: 1 unknown." in readme
    assert "Absents en texte brut, pour leurs droits (1 : droits inconnus)." in readme
    shutil.rmtree("bag")
    assert "left out" not in run("--sources", "all").stderr
    assert "Not here" not in Path("bag/data/README.md").read_text(encoding="utf-8")


def test_what_datacite_lacks_is_named() -> None:
    assert "DataCite" not in run().stderr
    shutil.rmtree("bag")
    Path("corpus/deposit.toml").write_text('title = "x"\ndate = 2026-01-31', encoding="utf-8")
    assert "DataCite asks for what deposit.toml does not say: creators, publisher" in run().stderr


def test_the_readme_counts_in_both_languages() -> None:
    text = readme(DepositMetadata(title="T"), dict.fromkeys(COUNTED, 1), 0, {}).decode()
    assert "- 1 document\n- 1 sentence\n- 1 token\n- 1 mention\n- 1 quotation\n- 1 entry\n" in text
    assert "- 1 phrase\n- 1 mot ou signe\n" in text
    text = readme(DepositMetadata(title="T"), dict.fromkeys(COUNTED, 0), 0, {}).decode()
    assert "- 0 sentences\n" in text
    assert "- 0 phrase\n" in text
    assert "Licence : non précisé." in text


def test_a_corpus_with_a_fault_is_not_packed(folder: Path) -> None:
    Path("corpus/lists-and-dialogue.xml").unlink()
    done = run()
    assert done.exit_code == 1
    assert "lists-and-dialogue.xml: missing: corpus.xml includes it" in done.stderr
    assert not Path("bag").exists()
    assert {path.name for path in folder.iterdir()} == {"corpus"}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('titel = "x"', "unknown key “titel”: did you mean title?"),
        ("title = 3", "title must be a string"),
        ("= 3", "not TOML in UTF-8"),
        ('keywords = "x"', "keywords must be a list of strings"),
        ('creators = "x"', "creators must be [[creators]] tables"),
        ("[[creators]]\norcid = '1'", "a creator is not as it must be"),
        ("[[creators]]\nname = 'A'\norcid = '0000-0002-1825-0098'", "is not an ORCID"),
        ('date = "soon"', "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ('date = "2026-13-01"', "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ('date = "2026-02-30"', "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ('language = "français"', "write its code"),
        ('doi = "https://doi.org/10.5281/x"', "write it bare"),
        ('title = "a\\u0001b"', "title has the character U+0001, which XML cannot hold"),
        ('keywords = ["a\\uffff"]', "keywords has the character U+FFFF"),
        ('publisher = "a\\nb"', "publisher must be one line"),
        ("[[creators]]\nname = 'A'\naffiliation = 3", "a creator is not as it must be"),
        ('title = "x"', "a bag has a date; give one in deposit.toml"),
    ],
)
def test_what_is_said_wrong_is_named(toml: str, message: str) -> None:
    Path("corpus/deposit.toml").write_text(toml, encoding="utf-8")
    done = run()
    assert done.exit_code == 2
    assert message in done.stderr
    assert not Path("bag").exists()


@pytest.mark.parametrize("date", ["2026", "2026-02", "2024-02-29"])
def test_a_year_a_month_or_a_day_is_a_date(date: str) -> None:
    Path("corpus/deposit.toml").write_text(f'title = "x"\ndate = "{date}"', encoding="utf-8")
    assert run().exit_code == 0
    assert f"Bagging-Date: {date}\n" in Path("bag/bag-info.txt").read_text(encoding="utf-8")


def test_a_folder_that_is_there_is_not_mixed_with() -> None:
    Path("bag").mkdir()
    Path("bag/mine.txt").write_text("mine", encoding="utf-8")
    done = run()
    assert done.exit_code == 2
    assert "bag: it is there already" in done.stderr


def test_a_bag_inside_the_corpus_is_refused() -> None:
    pytest.importorskip("bagit")
    done = CliRunner().invoke(package, ["corpus", "-o", "corpus/bag"])
    assert done.exit_code == 2
    assert "corpus/bag: it lies in the corpus" in done.stderr


def test_a_full_disk_leaves_nothing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(shutil, "copyfile", full)
    done = run()
    assert done.exit_code == 2
    assert "No space left on device; nothing was written" in done.stderr
    assert {path.name for path in folder.iterdir()} == {"corpus"}


@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_archive_is_told_everything_or_says_what_is_missing(archive: str) -> None:
    done = CliRunner().invoke(check, ["corpus", "--for", archive])
    assert "missing  rights of the texts: 1 of the documents do not say" in done.stdout
    others = [line for line in done.stdout.splitlines() if line.startswith("missing") and "rights of" not in line]
    assert others == []
    assert "as read on" in done.stderr or "not confirmed" in done.stderr
    Path("corpus/deposit.toml").unlink()
    bare = CliRunner().invoke(check, ["corpus", "--for", archive])
    assert bare.exit_code == 1
    assert "missing  title: title = " in bare.stdout
