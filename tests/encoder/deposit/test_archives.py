"""What archives ask for: each rule met by a full deposit.toml, missed by an empty one, its page named or doubted."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli.check_deposit import command as check
from encoder.deposit import ARCHIVES
from encoder.deposit.archives import READ, check_deposit
from encoder.deposit.metadata import DepositMetadata
from tests.encoder.deposit.conftest import DEPOSIT

UNCONFIRMED = {
    "nakala": {"authors with family and given name", "licence as SPDX identifier"},
    "zenodo": set(),
    "ortolang": set(),
    "textgrid": set(),
    "clarin": {"language"},
}
REQUIRED = {
    "nakala": {"nkl:title", "nkl:creator", "nkl:created", "nkl:license"},
    "zenodo": {"title", "creators", "description", "publication_date", "license", "at most 50 GB"},
    "ortolang": {"title", "description", "licence"},
    "textgrid": {"title", "rights holder", "agent of the work", "date of creation", "licence of the edition"},
    "clarin": {"CMDI profile", "title", "licence"},
}


def run(archive: str, *arguments: str) -> Result:
    return CliRunner().invoke(check, ["corpus", "--for", archive, *arguments])


@pytest.mark.parametrize("archive", ARCHIVES)
def test_a_full_deposit_lacks_nothing_but_the_rights_of_a_text(archive: str) -> None:
    done = run(archive)
    missing = [line for line in done.stdout.splitlines() if line.startswith("missing")]
    said = "missing  rights of the texts: 1 document does not say (short-note.xml); find out before"
    assert [line[: len(said)] for line in missing] == [said]
    assert done.exit_code == 1
    Path("corpus/lists-and-dialogue.xml").unlink()
    rest = run(archive)
    assert ("missing" in rest.stdout) == (rest.exit_code == 1)


@pytest.mark.parametrize("archive", ARCHIVES)
def test_an_empty_deposit_lacks_all_that_is_required(archive: str) -> None:
    found = check_deposit(Path("corpus"), archive, DepositMetadata())
    unmet = {one.what for one in found if not one.met and one.level == "required"}
    kept = {"CMDI profile", "at most 50 GB"}
    assert unmet == (REQUIRED[archive] - kept) | {"rights of the texts"}, "what only an embargo needs is not asked"
    assert all("deposit.toml" in one.shown for one in found if one.what in unmet - {"rights of the texts"})


@pytest.mark.parametrize("archive", ARCHIVES)
def test_a_rule_names_its_page_or_is_marked(archive: str) -> None:
    done = run(archive)
    doubted = {line.split(" (?): ")[0].split(maxsplit=1)[1] for line in done.stdout.splitlines() if " (?): " in line}
    assert doubted == UNCONFIRMED[archive]
    assert ("(?) not confirmed by a page of the archive" in done.stderr) == bool(doubted)
    assert f"({READ})" in done.stderr
    assert all(rule.source.startswith("https://") for rule in ARCHIVES[archive] if rule.source)


@pytest.mark.parametrize(
    ("archive", "before", "after", "line"),
    [
        ("nakala", 'name = "Laboratoire"', 'name = "Petit, Luc"', "ok       authors with family and given name (?)"),
        ("nakala", "", "", "advised  authors with family and given name (?): [[creators]]"),
        ("nakala", "", "", "ok       licence as SPDX identifier (?): CC-BY-4.0"),
        ("nakala", "", "", "note     nkl:type: chosen in the form"),
        ("zenodo", "date = 2026-01-31", 'date = "2026-01"', "missing  publication_date: a full date"),
        ("zenodo", 'access = "restricted"', "", "advised  access_right: access = "),
        ("zenodo", 'access = "restricted"', 'access = "embargoed"', "missing  embargo_date: embargo = 2027-01-31"),
        ("zenodo", 'access = "restricted"', 'access = "embargoed"\nembargo = 2027-03-01', "ok       embargo_date: "),
        ("zenodo", "access_conditions", "#", "missing  access_conditions: access_conditions = "),
        ("zenodo", "[[related]]", "[[related]]", "ok       related_identifiers: IsSupplementTo 10.5072/article, IsDer"),
        ("zenodo", "[[funding]]", "[[funding]]", "ok       grants: Fonds d’essai ANR-21-0001"),
        ("zenodo", 'doi = "https://doi.org/10.5072/essai"', "", "note     DOI: reserve one in the form"),
        ("nakala", 'access = "restricted"', 'access = "embargoed"', "advised  embargo: set in the form; embargo = "),
        ("nakala", 'doi = "https://doi.org/10.5072/essai"', "", "note     DOI: given when the data are published"),
        ("zenodo", "", "", "advised  licence of every file: Zenodo’s licence is that of all files"),
        ("zenodo", "", "", "note     at most 100 files: the bag has more: upload it as one file"),
        ("zenodo", "", "", "ok       at most 50 GB: 0.0 MB of documents"),
        ("ortolang", 'description = "Deux articles."', "", "missing  description: description = "),
        ("textgrid", "[[creators]]", "[[creators]]", "ok       agent of the work: Caron, Inès; Laboratoire"),
        ("textgrid", "", "", "ok       rights holder: Archives de Brest"),
        ("textgrid", "RightsHolder", "Other", "ok       rights holder: Presses"),
        ("clarin", 'contact = "corpus@example.org"', "", "advised  contact: contact = "),
        ("clarin", "", "", "ok       plain file names: every file"),
        ("clarin", 'title = "Essai"', 'title = "Autre"', "advised  header of corpus.xml: gazetei corpus build takes"),
        ("clarin", "10.5072/essai", "10.5072/autre", "it says otherwise: doi"),
        ("clarin", "", "", "ok       header of corpus.xml: it says what"),
    ],
)  # fmt: skip
def test_what_is_there_and_what_to_do_is_said(archive: str, before: str, after: str, line: str) -> None:
    Path("corpus/deposit.toml").write_text(DEPOSIT.replace(before, after) if before else DEPOSIT, encoding="utf-8")
    assert line in run(archive).stdout


def test_what_is_asked_depends_on_the_access() -> None:
    Path("corpus/deposit.toml").write_text(DEPOSIT.replace('"restricted"', '"closed"'), encoding="utf-8")
    shown = run("zenodo").stdout
    assert not any(word in shown for word in ("license", "embargo_date", "access_conditions"))


def test_only_the_free_documents_are_asked_of_if_no_others_are_deposited() -> None:
    Path("corpus/deposit.toml").write_text(DEPOSIT, encoding="utf-8")
    done = run("zenodo", "--documents", "free")
    assert done.exit_code == 0
    assert "ok       rights of the texts: every header names a licence" in done.stdout
    assert "ok       licence of every file" in done.stdout
    assert "1 free." in run("zenodo", "--documents", "free", "--record").stdout


def test_a_long_or_broken_value_stays_on_one_line() -> None:
    long = DEPOSIT.replace('"Deux articles."', f'"""Deux\narticles.\n\n{"mot " * 100}"""')
    Path("corpus/deposit.toml").write_text(long, encoding="utf-8")
    (line,) = (one for one in run("nakala").stdout.splitlines() if " description: " in one)
    assert line.startswith("ok       description: Deux articles. mot mot")
    assert line.endswith("…")


def test_names_that_a_centre_would_not_take_are_told() -> None:
    Path("corpus/short-note.xml").rename("corpus/note_brève.xml")
    assert "advised  plain file names: of ASCII letters" in run("clarin").stdout


def test_a_corpus_without_a_deposit_file_is_told_of_it() -> None:
    Path("corpus/deposit.toml").unlink()
    assert "there is no deposit.toml beside corpus.xml yet" in run("nakala").stderr


def test_the_sources_of_the_rules_are_those_of_the_documentation() -> None:
    from tests.conftest import ROOT

    text = (ROOT / "docs" / "deposit.md").read_text(encoding="utf-8")
    for rules in ARCHIVES.values():
        for rule in rules:
            assert not rule.source or rule.source in text, rule.source
    assert READ in text
