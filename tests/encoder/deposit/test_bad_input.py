"""What goes wrong is said with what to do, and nothing half-written stays."""

import os
import resource
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from encoder.cli.corpus import command as corpus
from tests.encoder.deposit.conftest import build, started, validated

Pack = Callable[..., Result]


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda: Path("corpus/short-note.xml").unlink(), "short-note.xml: missing: corpus.xml includes it"),
        (lambda: linked("short-note.xml"), "short-note.xml: refused: it is a link, which is not followed"),
        (
            lambda: swap("corpus.xml", 'href="short-note.xml"', 'href="../x.xml"'),
            "../x.xml: refused: corpus.xml includes",
        ),
        (
            lambda: swap("corpus.xml", 'href="short', 'href="http://h.example/short'),
            "refused: corpus.xml includes what",
        ),
        (lambda: renamed("CON.xml"), "CON.xml: not every system can have a file of this name"),
        (lambda: renamed("a\\b.xml"), "a\\b.xml: not every system can have a file of this name"),
        (lambda: renamed("12:30.xml"), "12:30.xml: not every system can have a file of this name"),
        (lambda: renamed("LISTS-and-dialogue.xml"), "some systems take it for LISTS-and-dialogue.xml"),
        (lambda: renamed("\udcff.xml"), "\\xff.xml: refused: its name is not UTF-8"),
        (
            lambda: shutil.copy("corpus/short-note.xml", "corpus/other.xml"),
            "other.xml: unlisted: corpus.xml does not include it",
        ),
        (
            lambda: shutil.copy("corpus/short-note.xml", "corpus/twin.xml"),
            "is that of corpus/short-note.xml too; change one",
        ),
        (lambda: Path("corpus/short-note.xml").write_text("<TEI", encoding="utf-8"), "short-note.xml: unreadable: "),
        (lambda: swap("short-note.xml", "<body>", "<body><foo/>"), "short-note.xml: invalid: "),
        (lambda: swap("short-note.xml", "</body>", "<p>!</p></body>"), "short-note.xml: text: its text is not the one"),
        (lambda: swap("corpus.xml", "<extent>", "<extent><foo/>"), "corpus.xml: invalid: "),
        (lambda: Path("corpus/index.csv").unlink(), "corpus.xml: no-corpus: there is no index"),
        (lambda: Path("corpus/index.csv").write_bytes(b"\xff"), "index.csv: unreadable: "),
        (lambda: Path("corpus/corpus.xml").write_text("", encoding="utf-8"), "corpus.xml: unreadable: "),
    ],
)
def test_a_corpus_with_a_fault_is_not_packed(
    pack: Pack, folder: Path, harm: Callable[[], object], message: str
) -> None:
    harm()
    done = pack("--when", "2026-01-31")
    assert done.exit_code == 1, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert left(folder) - {"short-note.xml"} == {"corpus"}


def linked(name: str) -> None:
    Path("corpus", name).rename(name)
    Path("corpus", name).symlink_to(Path(name).resolve())


def renamed(name: str) -> None:
    Path("corpus/short-note.xml").rename(f"corpus/{name}")
    build()


def swap(name: str, before: str, after: str) -> None:
    path = Path("corpus", name)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('titel = "x"', "unknown key “titel”: did you mean title?"),
        ("title = 3", "title must be a string"),
        ("= 3", "corpus/deposit.toml:1: this is no line of TOML"),
        (
            'date = 2026-01-31\ntitle = "x',
            "corpus/deposit.toml:2: the value of title is not closed: end it with the quot",
        ),
        (
            'title = "x"\ndescription = """a\nb = c\n',
            "deposit.toml:2: the value of description is not closed: end it wi",
        ),
        ('title = "x"\n[[creators]\n', "corpus/deposit.toml:2: this is no heading of TOML: write [[creators]]"),
        ('title = "x"\naccess = "libre"', "corpus/deposit.toml:2: access = 'libre': write open"),
        ('keywords = "x"', "keywords must be a list of strings"),
        ('creators = "x"', "creators must be [[creators]] tables"),
        ("[[creators]]\norcid = '0000-0002-1825-0097'", "creators must be [[creators]] tables"),
        ("[[creators]]\nname = ''", "creators must be [[creators]] tables"),
        ("[[creators]]\nname = 'A'\norcid = '0000-0002-1825-0098'", "of creators: write an ORCID"),
        ("[[creators]]\nname = 'A'\nocrid = 'x'", "unknown key “ocrid” of creators: did you mean orcid?"),
        ("[[creators]]\nname = 'A'\nurl = 'ror.org/1'", "url = 'ror.org/1' of creators: write its web address"),
        ("[[creators]]\nname = 'A'\nurl = 'https://ror.org/1'", "url = 'https://ror.org/1' of creators: write its web"),
        ("[[contributors]]\nname = 'A'", "contributors must be [[contributors]] tables"),
        (
            "[[contributors]]\nname = 'A'\nrole = 'Curator'",
            "role = 'Curator' of contributors: did you mean DataCurator?",
        ),
        ("[[contributors]]\nname = 'A'\nrole = 'x'", "write ContactPerson, DataCollector, "),
        ("funding = 3", "funding must be a name, or [[funding]] tables"),
        ("[[funding]]\naward = '1'", "funding must be a name, or [[funding]] tables"),
        ("[[related]]\nidentifier = '10.1234/a'", "related must be [[related]] tables"),
        ("[[related]]\nrelation = 'isPartOf'\nidentifier = '10.1234/a'", "of related: did you mean IsPartOf?"),
        ("[[related]]\nrelation = 'Cites'\nidentifier = 'a book'", "identifier = 'a book' of related: write a DOI"),
        ("related = [3]", "related must be [[related]] tables"),
        ("embargo = 2027-01-31", 'that needs access = "embargoed"'),
        ('access = "embargoed"\nembargo = "2027"', "embargo = 2027: write a date that exists, as YYYY-MM-DD"),
        ("embargo = true", "embargo = True: write a date"),
        ('titre = "x"', "unknown key “titre”: did you mean title?"),
        ('zzz = "x"', "unknown key “zzz”: the keys are title, description, creators, contributors"),
        (f"keywords = {'[' * 5000}{']' * 5000}", "nested too deep"),
        (f"# {'x' * 1_000_000}", "larger than 1000000 bytes"),
        ('date = "soon"', "date = soon: write a date that exists"),
        ('date = "2026-02-30"', "date = 2026-02-30, which there is not: write a date that exists"),
        ("date = 2026-01-31T10:00:00", "write a date that exists, as YYYY, YYYY-MM or YYYY-MM-DD"),
        ('doi = "zenodo.12"', "doi = 'zenodo.12': write it as 10.5281/zenodo.1234567"),
        ('language = "français"', "language = 'français': write its ISO 639 code"),
        ('contact = "moi"', "contact = 'moi': write an address for mail"),
        ('access = "libre"', "access = 'libre': write open, embargoed, restricted or closed"),
        ('publisher_url = "ror.org/1"', "write its web address"),
        ('cmdi_profile = "OLAC"', "cmdi_profile = 'OLAC': write it as clarin.eu:cr1:p_1288172614026"),
        ('title = "a\\u0001b"', "title has the character U+0001, which is no text"),
        ('title = "a\\u009bb"', "title has the character U+009B"),
        ('keywords = ["a\\uffff"]', "keywords has the character U+FFFF"),
        ('publisher = "a\\nb"', "publisher must be one line"),
        ("[[creators]]\nname = 'A'\naffiliation = 3", "creators must be [[creators]] tables"),
        ('date = "2026-01"', "a bag is made on a day, which 2026-01 is not; give one with --when"),
        ('cmdi_record = "none.cmdi"', "cmdi_record = 'none.cmdi': write the path"),
    ],
)
def test_what_is_said_wrong_is_named(pack: Pack, toml: str, message: str) -> None:
    Path("corpus/deposit.toml").write_text(toml, encoding="utf-8")
    done = pack()
    assert done.exit_code == 2
    assert message in done.stderr
    assert not Path("bag").exists()


def test_a_bag_without_any_date_is_refused(pack: Pack) -> None:
    Path("corpus/corpus.xml").unlink()
    Path("corpus/deposit.toml").write_text('title = "x"\n', encoding="utf-8")
    assert build().exit_code == 0
    assert "a bag has a date; give one in deposit.toml" in pack().stderr
    assert pack("--when", "31.1.2026").exit_code == 2


def test_a_year_may_be_a_number_and_names_have_their_blanks_mended(pack: Pack) -> None:
    text = "date = 2026\ntitle = \"  Essai  suite \"\n[[creators]]\nname = ' Petit,  Luc '\n"
    Path("corpus/deposit.toml").write_text(text, encoding="utf-8")
    assert pack("--when", "2026-01-31").exit_code == 0
    readme = Path("bag/data/README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Essai suite\n")
    assert "By: Petit, Luc." in readme


def test_empty_lists_say_nothing_and_doubles_count_once(pack: Pack) -> None:
    text = 'title = "x"\ndate = 2026-01-31\ncreators = []\nrelated = []\nfunding = " "\nkeywords = ["a", " a ", ""]\n'
    Path("corpus/deposit.toml").write_text(text, encoding="utf-8")
    done = pack()
    assert done.exit_code == 0, done.stderr
    found = Path("bag/data/metadata/datacite.json").read_text(encoding="utf-8")
    assert found.count('"subject"') == 1
    assert "fundingReferences" not in found
    assert "(:unav)" in found


def test_long_text_and_text_from_right_to_left_are_packed(pack: Pack) -> None:
    title, long = "مدوّنة الصحافة", "ل" * 20_000
    text = f'title = "{title}"\ndescription = "{long}"\ndate = 2026-01-31\nlanguage = "ar"\nkeywords = ["{long}"]\n'
    Path("corpus/deposit.toml").write_text(text, encoding="utf-8")
    assert build().exit_code == 0
    done = pack()
    assert done.exit_code == 0, done.stderr
    assert validated("bag") == 0
    assert etree.parse("bag/data/metadata/dublin-core.xml").findtext("{*}title") == title
    assert Path("bag/data/README.md").read_text(encoding="utf-8").startswith(f"# {title}\n")


def test_a_folder_that_is_there_is_not_mixed_with(pack: Pack) -> None:
    Path("bag").mkdir()
    Path("bag/mine.txt").write_text("mine", encoding="utf-8")
    done = pack()
    assert done.exit_code == 2
    assert "bag: it is there already" in done.stderr


@pytest.mark.parametrize(("name", "said"), [("bag.tar.gz", "one file whose name ends in .zip"), ("Bag.ZIP", "")])
def test_a_bag_is_a_folder_or_a_zip(pack: Pack, name: str, said: str) -> None:
    done = pack("-o", name)
    assert done.exit_code == (2 if said else 0)
    assert said in done.stderr
    assert Path(name).is_file() == (not said)


def test_a_deposit_file_that_is_no_file_is_said(pack: Pack) -> None:
    Path("corpus/deposit.toml").rename("away.toml")
    Path("corpus/deposit.toml").mkdir()
    done = pack()
    assert (done.exit_code, "corpus/deposit.toml: it cannot be read: Is a directory" in done.stderr) == (2, True)
    Path("corpus/deposit.toml").rmdir()
    Path("corpus/deposit.toml").symlink_to("nowhere")
    assert "corpus/deposit.toml: it cannot be read: No such file" in build().stderr


def test_a_bag_inside_the_corpus_is_refused(pack: Pack) -> None:
    done = pack("-o", "corpus/bag")
    assert done.exit_code == 2
    assert "corpus/bag: it lies in the corpus" in done.stderr


def test_ids_and_names_with_odd_characters_are_packed(pack: Pack) -> None:
    Path("corpus/short-note.xml").rename("corpus/été 100% [1].xml")
    swap("été 100% [1].xml", 'xml:id="short-note"', 'xml:id="été·1_b"')
    swap("été 100% [1].xml", '<idno type="local">short-note<', '<idno type="local">été·1_b<')
    assert build().exit_code == 0
    done = pack()
    assert done.exit_code == 0, done.stderr
    assert validated("bag") == 0
    rocrate = pytest.importorskip("rocrate.rocrate")
    assert any("%C3%A9t%C3%A9%20100%25" in one.id for one in rocrate.ROCrate("bag/data").get_entities())
    assert "été·1_b" in Path("bag/data/corpus/index.csv").read_text(encoding="utf-8")
    whole = etree.parse("bag/data/corpus/corpus.xml")
    whole.xinclude()
    assert len(whole.findall("{http://www.tei-c.org/ns/1.0}TEI")) == 2


def test_a_disk_that_is_full_leaves_nothing(folder: Path) -> None:
    pytest.importorskip("bagit")

    def limit() -> None:  # no file may grow beyond 20,000 bytes
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = started("package", "corpus", "-o", "new/bag", preexec_fn=limit)
    _, said = done.communicate()
    assert done.returncode == 2
    assert "new/bag: File too large; nothing was written" in said
    assert left(folder) == {"corpus"}


def test_no_space_is_said_of_the_bag(monkeypatch: pytest.MonkeyPatch, pack: Pack, folder: Path) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", f"{folder}/.gazetei-x/bag")

    monkeypatch.setattr(shutil, "copyfile", full)
    done = pack()
    assert done.exit_code == 2
    assert "gazetei: bag: No space left on device; nothing was written" in done.stderr
    assert left(folder) == {"corpus"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_cannot_be_written_is_said(pack: Pack) -> None:
    Path("locked").mkdir(mode=0o555)
    done = pack("-o", "locked/bag")
    assert done.exit_code == 2
    assert "locked/bag: Permission denied; nothing was written" in done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing(folder: Path, number: signal.Signals, code: int) -> None:
    pytest.importorskip("bagit")
    done = started("package", "corpus", "-o", "new/bag")
    for _ in range(2000):
        if list(Path("new").glob(".gazetei-*/bag/corpus")) or done.poll() is not None:
            break
        time.sleep(0.005)
    done.send_signal(number)
    _, said = done.communicate()
    assert done.returncode == code, said
    assert "Traceback" not in said
    assert left(folder) == {"corpus"}


def test_a_faulty_deposit_file_stops_the_building_of_a_corpus() -> None:
    before = Path("corpus/corpus.xml").read_bytes()
    Path("corpus/deposit.toml").write_text("title = 3\n", encoding="utf-8")
    done = CliRunner().invoke(corpus, ["build", "corpus"])
    assert done.exit_code == 2
    assert "title must be a string" in done.stderr
    assert Path("corpus/corpus.xml").read_bytes() == before
