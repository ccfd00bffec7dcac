"""The command export: what it writes, what it refuses, and that nothing is half-written."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from encoder.cli.export import command
from encoder.exporting import corpus_name
from tei import parse_file
from tei.export import exporter_names, find_exporter
from tests.conftest import ROOT

CORPUS = ROOT / "tests" / "tei" / "export" / "corpus"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CORPUS, "articles")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_formats_are_listed_with_what_they_are_for() -> None:
    listed = run("--list")
    assert listed.exit_code == 0
    assert "basex       BaseX" in listed.stdout
    assert "standoff    text, spans" in listed.stdout
    assert "BaseX" in run("basex", "--help").stdout


def test_an_export_says_what_is_in_it(folder: Path) -> None:
    done = run("plain", "articles", "-o", "out/texts", "--name", "Été 2021", "--title", "L’été")
    assert done.exit_code == 0, done.stderr
    assert (
        "plain: 2 documents, 10 sentences, 64 tokens, 7 mentions, 4 quotations, 4 entries; in out/texts" in done.stderr
    )
    manifest = json.loads(Path("out/texts/export.json").read_bytes())
    assert (manifest["name"], manifest["title"]) == ("ete_2021", "L’été")
    assert set(manifest["files"]) == names(folder / "out" / "texts") - {"export.json"}
    assert [path.name for path in Path("out").iterdir()] == ["texts"]


def test_an_export_is_brought_up_to_date_and_other_files_stay() -> None:
    assert run("plain", "articles", "-o", "out").exit_code == 0
    Path("out/mine.txt").write_text("mine", encoding="utf-8")
    Path("articles/foreign.xml").unlink()
    assert run("plain", "articles", "-o", "out").exit_code == 0
    assert names(Path("out")) == {"export.json", "metadata.csv", "mine.txt", "texts/analysed.txt"}


def test_documents_that_are_not_analysed_are_said() -> None:
    done = run("conllu", "articles", "-o", "out")
    assert "1 document is not analysed: words are cut by a plain rule" in done.stderr


def test_what_cannot_be_read_is_named_and_the_rest_goes_on() -> None:
    Path("articles/broken.xml").write_text("<TEI>", encoding="utf-8")
    Path("articles/other.xml").write_text("<html/>", encoding="utf-8")
    shutil.copy("articles/foreign.xml", "articles/later.xml")
    done = run("plain", "articles", "-o", "out")
    assert done.exit_code == 1
    assert "articles/broken.xml:1:1: <TEI>, opened on line 1, is never closed" in done.stderr
    assert "articles/other.xml: <html> holds no TEI <text>" in done.stderr
    assert "articles/later.xml: its id 'œuvre_é.1' is that of articles/foreign.xml too; change one" in done.stderr
    assert "2 documents" in done.stderr
    assert "3 left out" in done.stderr


HEADER = """<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p>{}</publicationStmt>
<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>"""
EMPTY = {
    "no block": "<list><item/></list>",
    "an empty paragraph": "<p/>",
    "white space": "<p> \n </p>",
    "a note outside a block": "<div/>",
    "an empty word": "<p><s><w/></s></p>",
}


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY)
@pytest.mark.parametrize("format_", exporter_names())
def test_a_document_without_text_goes_along_with_the_rest(format_: str, body: str) -> None:
    names_ = 'xmlns="http://www.tei-c.org/ns/1.0" xml:id="empty"'
    data = f"<TEI {names_}>{HEADER.format('')}<text><body>{body}</body></text></TEI>"
    Path("articles/bare.xml").write_text(data, encoding="utf-8")
    if find_exporter(format_).missing():
        pytest.skip("its library is not installed")
    done = run(format_, "articles", "-o", "out")
    assert done.exit_code == 0, done.output
    assert f"{format_}: 3 documents, " in done.stderr
    assert run(format_, "articles/bare.xml", "-o", "alone").exit_code == 0


def corpus_of(*parts: str, inside: str = "") -> str:
    licence = '<availability status="free"><licence>CC0</licence></availability>'
    return (
        f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{HEADER.format(licence)}{inside}{"".join(parts)}</teiCorpus>'
    )


def part(words: str, identifier: str = "") -> str:
    named = f' xml:id="{identifier}"' * bool(identifier)
    return f"<TEI{named}>{HEADER.format('')}<text><body><p>{words}</p></body></text></TEI>"


def test_a_corpus_in_one_file_is_read_as_its_documents() -> None:
    people = (
        '<standOff><listPerson><person xml:id="ic"><persName>Inès Caron</persName></person></listPerson></standOff>'
    )
    named = part('<persName ref="#ic">Mme Caron</persName> parle.', "own")
    foreign = corpus_of(named, part("Deux."), "<TEI/>", part("Trois.", "own"), inside=people)
    Path("articles/corpus.xml").write_text(foreign, encoding="utf-8")
    done = run("csv", "articles/corpus.xml", "-o", "out")
    assert done.exit_code == 1
    assert "articles/corpus.xml, document 3: <TEI> holds no TEI <text>" in done.stderr
    assert "articles/corpus.xml, document 4: its id 'own' is that of articles/corpus.xml too" in done.stderr
    rows = csv.DictReader(io.StringIO(Path("out/documents.csv").read_text(encoding="utf-8")))
    assert [(row["document"], row["licence"], row["rights"]) for row in rows] == [
        ("own", "CC0", "free"),
        ("corpus-2", "CC0", "free"),
    ]
    (mention,) = csv.DictReader(io.StringIO(Path("out/mentions.csv").read_text(encoding="utf-8")))
    assert (mention["text"], mention["name"]) == ("Mme Caron", "Inès Caron")
    assert "csv: 4 documents" in run("csv", "articles", "-o", "all").stderr
    lines = [json.loads(line) for line in run("standoff", "articles/corpus.xml").stdout.splitlines()]
    assert [one["id"] for one in lines] == ["own", "corpus-2", "own"]
    assert [entry["id"] for entry in lines[0]["registers"]] == ["ic"]


def test_a_corpus_file_with_inclusions_is_no_document() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="analysed.xml"/>'
    Path("articles/corpus.xml").write_text(corpus_of(include), encoding="utf-8")
    assert "plain: 2 documents" in run("plain", "articles", "-o", "out").stderr
    done = run("plain", "articles/corpus.xml", "-o", "one")
    assert done.exit_code == 2
    assert "articles/corpus.xml: it is a corpus file that includes its documents; give its folder" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_standoff_on_a_full_disk_is_one_line_and_exit_2() -> None:
    with Path("/dev/full").open("wb") as full:
        command_line = [sys.executable, "-m", "encoder", "export", "standoff", "articles"]
        done = subprocess.run(command_line, stdout=full, stderr=subprocess.PIPE, check=False, timeout=600)
    assert done.returncode == 2
    assert done.stderr.decode() == "gazetei: standard output: No space left on device\n"


def test_an_id_that_is_a_path_stays_inside_the_folder(folder: Path) -> None:
    data = Path("articles/foreign.xml").read_text(encoding="utf-8").replace("œuvre_é.1", "../../../evil")
    Path("articles/foreign.xml").write_text(data, encoding="utf-8")
    assert run("plain", "articles", "-o", "out").exit_code == 0
    assert any(name.startswith("texts/evil-") or "evil-" in name for name in names(folder / "out"))
    assert not [name for name in names(folder) if "evil" in name and not name.startswith("out/texts/")]


def test_an_analysed_form_of_another_state_is_refused() -> None:
    Path("articles/analysed.xml").rename("articles/a.ana.xml")
    plain = Path("articles/a.ana.xml").read_text(encoding="utf-8").replace("Accord</w>", "Accords</w>")
    Path("articles/a.xml").write_text(plain, encoding="utf-8")
    done = run("plain", "articles", "-o", "out")
    assert done.exit_code == 1
    assert "articles/a.xml: a.ana.xml was made of another state of it; run gazetei analyse again" in done.stderr


def test_the_analysed_form_is_taken_where_it_stands_beside() -> None:
    from lxml import etree

    root = etree.parse("articles/analysed.xml").getroot()
    tei = "{http://www.tei-c.org/ns/1.0}"
    Path("articles/analysed.xml").rename("articles/a.ana.xml")
    etree.strip_tags(root, f"{tei}s", f"{tei}w", f"{tei}pc")
    Path("articles/a.xml").write_bytes(etree.tostring(root, encoding="utf-8"))
    done = run("csv", "articles/a.xml", "-o", "out")
    assert done.exit_code == 0, done.stderr
    assert "1 documents, 5 sentences, 31 tokens" in done.stderr
    assert "not analysed" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plain", "articles", "-o", "full"), "full: the folder is not empty and holds no export.json"),
        (("plain", "articles", "-o", "odd"), "odd: its export.json cannot be read"),
        (("plain", "articles", "-o", "articles/out"), "articles/out: it lies in articles, so that it would be read"),
        (("plain", "empty", "-o", "out"), "no TEI document could be read"),
        (("nothing", "articles", "-o", "out"), "there is no format 'nothing'; gazetei export --list"),
        (("plain", "articles"), "Missing option"),
    ],
)
def test_what_cannot_be_run_is_exit_2_and_writes_nothing(
    arguments: tuple[str, ...], message: str, folder: Path
) -> None:
    for name, file in (("full", "mine.txt"), ("odd", "export.json")):
        Path(name).mkdir()
        Path(name, file).write_text("mine", encoding="utf-8")
    Path("empty").mkdir()
    before = names(folder)
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert names(folder) == before


def test_a_full_disk_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("plain", "articles", "-o", "out").exit_code == 0
    before = names(folder)

    def full(*arguments: object, **more: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(Path, "write_text", full)
    done = run("plain", "articles", "-o", "out")
    assert done.exit_code == 2
    assert "No space left on device; nothing was changed" in done.stderr
    monkeypatch.undo()
    assert names(folder) == before


def test_a_library_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei.export.protocol.find_spec", lambda _: None)
    done = run("parquet", "articles", "-o", "out")
    assert done.exit_code == 2
    assert "parquet needs pyarrow: pip install 'gazetei[parquet]'" in done.stderr


@pytest.mark.parametrize(
    ("given", "name"), [("Corpus", "corpus"), ("2021", "c_2021"), ("…", "article"), ("Été à l’eau", "ete_a_leau")]
)
def test_names_that_every_tool_takes(given: str, name: str) -> None:
    assert corpus_name(given) == name


def test_the_corpus_of_the_repository_counts_the_same_in_every_tool(tmp_path: Path) -> None:
    """The seed corpus, analysed and exported, counted by DuckDB, graphANNIS, spaCy and BaseX, where it is installed."""
    from encoder.analysis import analyse_batch
    from tei.export import read_document

    duckdb = pytest.importorskip("duckdb")
    graphannis = pytest.importorskip("graphannis.cs")
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    Path("seed").mkdir()
    for path in (ROOT / "corpus").glob("*.xml"):
        shutil.copy(path, "seed")
    assert [one.status for _, one in analyse_batch([Path("seed")])] == ["analysed"]
    (analysed,) = Path("seed").glob("*.ana.xml")
    document = read_document(parse_file(analysed).getroot())
    counts = {
        "documents": 1,
        "sentences": len(document.sentences),
        "tokens": len(document.words),
        "mentions": len(document.mentions),
        "quotations": len(document.quotations),
    }
    assert min(counts.values()) > 0
    for name in ("parquet", "graphannis", "docbin", "basex"):
        assert run(name, "seed", "-o", name).exit_code == 0
        assert json.loads(Path(name, "export.json").read_bytes())["counts"].items() >= counts.items()
    found = {name: duckdb.execute(f"SELECT count(*) FROM 'parquet/{name}.parquet'").fetchone()[0] for name in counts}
    assert found == counts
    queries = dict(zip(counts, ("annis:doc", "tei:s", "tok", "tei:mention", "tei:quotation"), strict=True))
    with graphannis.CorpusStorageManager(str(tmp_path / "store")) as store:
        store.import_from_fs("graphannis/seed.graphml", graphannis.ImportFormat.GraphML, "seed")
        assert {name: store.count("seed", query) for name, query in queries.items()} == counts
    (doc,) = DocBin().from_disk("docbin/seed-1.spacy").get_docs(Vocab())
    spans = (len(doc.spans["mentions"]), len(doc.spans["quotations"]))
    assert (len(list(doc.sents)), len(doc), *spans) == tuple(counts.values())[1:]
    if shutil.which("basex"):
        outside = os.environ | {"JAVA_ARGS": f"-Dorg.basex.DBPATH={tmp_path / 'data'} -Dfile.encoding=UTF-8"}
        for arguments in (["load.bxs"], ["queries/counts.xq"]):
            done = subprocess.run(
                ["basex", *arguments], cwd="basex", env=outside, capture_output=True, check=True, timeout=600
            )
        lines = (line.split() for line in done.stdout.decode().splitlines())
        assert {name: int(number) for name, number in lines} == counts
