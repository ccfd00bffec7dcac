"""Corpora: what is built, that ids are stable, that duplicates are found, and that every kind of damage is seen."""

import errno
import json
import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from encoder.batch import encode_batch
from encoder.cli.corpus import command
from encoder.cli.encode import command as encode
from encoder.corpora import Pair, find_duplicates, sketch
from encoder.corpora.build import about_of
from encoder.corpora.duplicates import grouped
from encoder.pipeline import Options
from encoder.writing import write_whole
from schemas.sources import load_target
from schemas.validate import validate_bytes
from tei import Entry, Form, Idno, serialise
from tei.corpus import About, Agent, build_corpus
from tei.merged import Registers, corpus_id
from tests.conftest import ROOT

DOCUMENTS = ROOT / "tests" / "encoder" / "golden"
TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("interview", "lists-and-dialogue", "short-note"):
        Path("corpus").mkdir(exist_ok=True)
        shutil.copy(DOCUMENTS / f"{name}.xml", f"corpus/{name}.xml")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def ids() -> set[str]:
    root = etree.parse("corpus/corpus.xml").getroot()
    return {one.get("{http://www.w3.org/XML/1998/namespace}id", "") for one in root.iter() if one.tag != "note"} - {""}


def test_a_corpus_is_built_valid_and_the_same_again() -> None:
    arguments = ("build", "corpus", "--title", "Essai", "--publisher", "P", "--licence", "CC0", "--when", "2026-01-02")
    done = run(*arguments)
    assert done.exit_code == 0, done.stderr
    data = Path("corpus/corpus.xml").read_bytes()
    report = validate_bytes(data, load_target(["gazetei"]), path="corpus.xml")
    assert [one.message for one in report.findings if one.level == "error"] == []
    root = etree.fromstring(data)
    assert [one.get("href") for one in root.iter("{http://www.w3.org/2001/XInclude}include")] == [
        "interview.xml",
        "lists-and-dialogue.xml",
        "short-note.xml",
    ]
    refs = {one.get("target") for one in root.iter(f"{TEI}ref")}
    assert refs <= {"interview.xml", "lists-and-dialogue.xml", "short-note.xml"}
    assert run("build", "corpus").exit_code == 0
    assert Path("corpus/corpus.xml").read_bytes() == data, "what was said of the corpus is kept"
    assert run("verify", "corpus").exit_code == 0


def test_encoding_more_keeps_what_was_built_up_to_date() -> None:
    from encoder.batch import encode_batch
    from encoder.pipeline import Options

    Path("articles").mkdir()
    shutil.copy(ROOT / "tests" / "encoder" / "articles" / "no-headline.txt", "articles/more.txt")
    assert run("build", "corpus", "--title", "Essai", "--publisher", "P", "--when", "2026-01-02").exit_code == 0
    before = ids()
    outcomes = [one.status for _, one in encode_batch([Path("articles")], Path("corpus"), Options(model="none"))]
    assert outcomes == ["encoded"]
    data = Path("corpus/corpus.xml").read_text(encoding="utf-8")
    assert before <= ids()
    assert 'href="more.xml"' in data
    assert "<title>Essai</title>" in data
    assert run("verify", "corpus").stdout == ""


def test_a_document_more_changes_no_other_id() -> None:
    Path("corpus/short-note.xml").rename("later.xml")
    assert run("build", "corpus").exit_code == 0
    before = ids()
    Path("later.xml").rename("corpus/short-note.xml")
    assert run("build", "corpus").exit_code == 0
    assert before < ids()


def test_what_is_damaged_is_seen() -> None:
    assert run("build", "corpus").exit_code == 0
    data = Path("corpus/short-note.xml").read_text(encoding="utf-8")
    Path("corpus/short-note.xml").write_text(data.replace("Dumont", "Dupont"), encoding="utf-8")
    Path("corpus/lists-and-dialogue.xml").unlink()
    shutil.copy("corpus/interview.xml", "corpus/other.xml")
    Path("corpus/wrong.xml").write_text(data.replace('<p xml:id="p1"', '<p xml:id="p1" wrong="1"'), encoding="utf-8")
    Path("corpus/broken.xml").write_text("<TEI>", encoding="utf-8")
    done = run("verify", "corpus")
    assert done.exit_code == 1
    seen = {tuple(line.split(": ")[:2]) for line in done.stdout.splitlines()}
    assert seen >= {
        ("lists-and-dialogue.xml", "missing"),
        ("other.xml", "unlisted"),
        ("other.xml", "doubled"),
        ("short-note.xml", "changed"),
        ("short-note.xml", "text"),
        ("wrong.xml", "invalid"),
        ("broken.xml", "unreadable"),
    }


def test_what_cannot_be_read_is_left_out_and_named() -> None:
    Path("corpus/broken.xml").write_text("<TEI>", encoding="utf-8")
    done = run("build", "corpus")
    assert done.exit_code == 1
    assert "corpus/broken.xml:1:1: <TEI>, opened on line 1, is never closed" in done.stderr
    assert "broken" not in Path("corpus/corpus.xml").read_text(encoding="utf-8")


def test_an_analysed_form_of_another_state_takes_no_document_away() -> None:
    shutil.copy(DOCUMENTS / "interview.ana.xml", "corpus/short-note.ana.xml")
    assert run("build", "corpus").exit_code == 0
    assert "short-note.xml" in Path("corpus/corpus.xml").read_text(encoding="utf-8")
    seen = run("verify", "corpus").stdout
    assert "short-note.xml: changed: short-note.ana.xml was made of another state of it" in seen


def test_a_corpus_file_that_is_not_valid_is_seen() -> None:
    assert run("build", "corpus").exit_code == 0
    path = Path("corpus/corpus.xml")
    path.write_bytes(path.read_bytes().replace(b"<teiHeader>", b"<teiHeader><bogus/>", 1))
    done = run("verify", "corpus")
    assert done.exit_code == 1
    assert "corpus.xml: invalid: line " in done.stdout
    assert "<bogus>" in done.stdout


@pytest.mark.parametrize("data", [b"file,sha256\n\xff,1\n", b'file,sha256\n"' + b"x" * 200_000])
def test_an_index_that_cannot_be_read_is_seen(data: bytes) -> None:
    assert run("build", "corpus").exit_code == 0
    Path("corpus/index.csv").write_bytes(data)
    done = run("verify", "corpus")
    assert done.exit_code == 1
    assert "index.csv: unreadable: " in done.stdout


def test_an_index_that_may_not_be_read_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", "corpus").exit_code == 0

    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder / "index.csv"))

    monkeypatch.setattr(import_module("encoder.corpora.verify"), "read_index", refuse)
    expected = "index.csv: unreadable: Permission denied; run gazetei corpus build, which writes it anew"
    assert run("verify", "corpus").stdout.splitlines()[0] == expected


def test_what_is_wrong_in_a_corpus_of_one_file_has_the_path_inside_the_corpus() -> None:
    Path("corpus/whole.xml").write_text(foreign_corpus(), encoding="utf-8")
    doubled = [line for line in run("verify", "corpus").stdout.splitlines() if ": doubled: " in line]
    assert [line.partition(": ")[0] for line in doubled] == ["whole.xml, document 1", "whole.xml, document 2"]


def foreign_corpus() -> str:
    documents = [Path(f"corpus/{name}.xml").read_text(encoding="utf-8") for name in ("interview", "short-note")]
    parts = [f"<TEI {data.partition('<TEI ')[2]}" for data in documents]
    header = parts[0][parts[0].index("<teiHeader") : parts[0].index("</teiHeader>")] + "</teiHeader>"
    return f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}{"".join(parts)}</teiCorpus>'


def test_documents_in_one_file_are_listed_counted_and_built_and_their_file_is_included_once() -> None:
    apart = json.loads(run("stats", "corpus", "--format", "json").stdout)["totals"]
    Path("corpus/all.xml").write_text(foreign_corpus(), encoding="utf-8")
    for name in ("interview", "short-note"):
        Path(f"corpus/{name}.xml").unlink()
    listed = [json.loads(line) for line in run("list", "corpus", "--format", "json").stdout.splitlines()]
    assert [one["document"] for one in listed] == ["interview", "short-note", "lists-and-dialogue"]
    together = json.loads(run("stats", "corpus", "--format", "json").stdout)["totals"]
    assert together == apart
    assert run("build", "corpus").exit_code == 0
    included = [one.get("href") for one in etree.parse("corpus/corpus.xml").iter("{*}include")]
    assert included == ["all.xml", "lists-and-dialogue.xml"]


def test_a_corpus_file_that_holds_documents_is_not_replaced() -> None:
    data = foreign_corpus()
    Path("corpus/corpus.xml").write_text(data, encoding="utf-8")
    for name in ("interview", "short-note"):
        Path(f"corpus/{name}.xml").unlink()
    assert [json.loads(line)["document"] for line in run("list", "corpus", "--format", "json").stdout.splitlines()] == [
        "interview",
        "short-note",
        "lists-and-dialogue",
    ]
    done = run("build", "corpus")
    assert done.exit_code == 2
    assert "corpus/corpus.xml: it holds documents and would be replaced by the corpus file" in done.stderr
    Path("article.txt").write_text("Un titre\n\nUne phrase.\n", encoding="utf-8")
    encoded = CliRunner().invoke(encode, ["article.txt", "-o", "corpus"])
    assert encoded.exit_code == 2
    assert "it holds documents and would be replaced" in encoded.stderr
    assert Path("corpus/corpus.xml").read_text(encoding="utf-8") == data


@pytest.mark.parametrize("address", ["../x.xml", "/etc/x.xml", "http://example.org/x.xml", "file:///x.xml"])
def test_an_inclusion_from_elsewhere_is_refused(address: str) -> None:
    run("build", "corpus", "--when", "2026-01-02")
    corpus = Path("corpus/corpus.xml")
    corpus.write_text(corpus.read_text(encoding="utf-8").replace("interview.xml", address), encoding="utf-8")
    done = run("verify", "corpus")
    assert f"{address}: refused: corpus.xml includes what lies outside the corpus" in done.stdout
    assert "missing" not in done.stdout


def test_an_empty_folder_is_exit_2_and_nothing_is_written() -> None:
    Path("empty").mkdir()
    for what in ("build", "list", "stats"):
        done = run(what, "empty")
        assert done.exit_code == 2
        assert "no TEI document could be read" in done.stderr
    assert not [path for path in Path("empty").iterdir() if path.name != ".work"]


def test_duplicates_exact_and_near_are_said() -> None:
    words = [f"mot{number}" for number in range(300)]
    texts = {
        "a": " ".join(words),
        "b": ", ".join(words),
        "c": " ".join([*words[:150], "autre", *words[151:]]),
        "d": " ".join(reversed(words)),
    }
    sketches = {name: sketch(text) for name, text in texts.items()}
    found = find_duplicates(sketches, least=0.8)
    assert [(one.first, one.second, one.resemblance == 1) for one in found] == [
        ("a", "b", True),
        ("a", "c", False),
        ("b", "c", False),
    ]
    assert find_duplicates({str(number): sketches["a"] for number in range(60)}, least=1)
    shutil.copy("corpus/interview.xml", "corpus/copy.xml")
    path = Path("corpus/copy.xml")
    path.write_text(path.read_text(encoding="utf-8").replace('"interview"', '"copy"'), encoding="utf-8")
    assert "copy and interview have the same words" in run("build", "corpus").stderr
    (group,) = grouped(found)
    assert (group.documents, group.most) == (("a", "b", "c"), 1)
    assert 0.8 <= group.least < 1


def test_copies_of_one_text_are_one_line() -> None:
    data = Path("corpus/interview.xml").read_text(encoding="utf-8")
    for number in range(8):
        Path(f"corpus/copy{number}.xml").write_text(data.replace('"interview"', f'"copy{number}"'), encoding="utf-8")
    said = run("stats", "corpus").stderr
    assert "copy0, copy1, copy2, copy3 and 5 more have the same words\n" in said
    assert said.count("have the same words") == 1


def test_groups_are_chains_of_pairs() -> None:
    pairs = [Pair("a", "b", 1.0), Pair("c", "d", 0.9), Pair("b", "e", 0.85), Pair("f", "g", 1.0), Pair("d", "a", 0.95)]
    assert [(one.documents, one.least, one.most) for one in grouped(pairs)] == [
        (("a", "b", "c", "d", "e"), 0.85, 1.0),
        (("f", "g"), 1.0, 1.0),
    ]
    assert not grouped([])


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_a_text_resembles_itself_and_resemblance_goes_both_ways(one: list[str], other: list[str]) -> None:
    sketches = {"x": sketch(" ".join(one)), "y": sketch(" ".join(other)), "z": sketch(" ".join(one))}
    found = {(pair.first, pair.second): pair.resemblance for pair in find_duplicates(sketches, least=0)}
    assert found.get(("x", "y")) == found.get(("y", "z"))
    assert not sketches["x"] or found["x", "z"] == 1


def test_statistics_are_those_of_the_documents() -> None:
    found = json.loads(run("stats", "corpus", "--format", "json", "--plots", "plots").stdout)
    assert found["totals"]["documents"] == 3
    assert [month for month, number in found["months"] if number] == ["2022-03", "2023-06"]
    assert len(found["months"]) == 16
    assert found["undated"] == 1
    for path in Path("plots").iterdir():
        assert etree.parse(path).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert {path.name for path in Path("plots").iterdir()} >= {"articles.svg", "places.svg", "quoted.svg"}
    assert "2022-03" in run("stats", "corpus").stdout


@pytest.mark.parametrize("date", ["--05-04", "25 juin 2020", "-0044-03-15", "2021-13-01", "18xx-01", "12021-05-05"])
def test_a_date_that_is_no_month_of_the_calendar_is_none(date: str) -> None:
    path = Path("corpus/interview.xml")
    data, found = re.subn(r'(<date [^>]*when=)"[^"]*"', rf'\1"{date}"', path.read_text(encoding="utf-8"))
    assert found
    path.write_text(data, encoding="utf-8")
    done = run("stats", "corpus", "--format", "json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["undated"] >= 1


def test_the_list_is_a_table_csv_or_json() -> None:
    assert run("list", "corpus").stdout.splitlines()[0].split()[0] == "document"
    assert run("list", "corpus", "--format", "csv").stdout.splitlines()[0].startswith("document,file,title")
    rows = [json.loads(line) for line in run("list", "corpus", "--format", "json").stdout.splitlines()]
    assert [row["document"] for row in rows] == ["interview", "lists-and-dialogue", "short-note"]


def test_entries_of_one_thing_become_one() -> None:
    registers = Registers()
    brest = Entry("pl.brest", "place", (Form("Brest"),), idno=(Idno("geonames", "3030300", "high"),))
    other = Entry("pl.b", "place", (Form("ville de Brest"),), idno=(Idno("geonames", "3030300"),))
    doubtful = Entry("pl.brest", "place", (Form("Brest"),), idno=(Idno("geonames", "9", "low"),))
    witness = Entry("pers.temoin", "person", (Form("témoin", "anonymous"),))
    registers.add("one", [brest, witness], {"pl.brest": 2}, {})
    registers.add("two", [other, witness], {"pl.b": 1}, {"pers.temoin": 1})
    registers.add("three", [doubtful], {"pl.brest": 1}, {})
    assert [(one.id, one.mentions) for one in registers] == [
        ("pers.temoin.in.one", 0),
        ("pers.temoin.in.two", 0),
        ("pl.brest", 1),
        ("pl.geonames-3030300", 3),
    ]
    assert corpus_id(brest, "one") == corpus_id(other, "two")


def test_encoding_keeps_what_the_corpus_file_says_where_there_is_no_index(tmp_path: Path) -> None:
    about = About("C", "P", "CC-BY-4.0", "", (Agent("A, B"),), (Agent("D", part="editor"),), "10.5072/c", "Words.")
    write_whole(tmp_path / "out" / "corpus.xml", serialise(build_corpus([], about)), work=tmp_path)
    (tmp_path / "a.txt").write_text("Un texte.\n", encoding="utf-8")
    list(encode_batch([tmp_path / "a.txt"], tmp_path / "out", Options(model="none")))
    assert about_of(tmp_path / "out") == about
