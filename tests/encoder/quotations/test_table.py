"""The quotations of a document as rows, in CSV that no spreadsheet runs, and on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from encoder.cli.main import gazetei
from encoder.quotations.table import Row, read_quotations, write_csv, write_json
from tei import parse_bytes

# ruff: noqa: E501 - a document
HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><teiHeader><fileDesc><titleStmt><title>t</title>
</titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><bibl><date type="published" when="2024-03-05"/></bibl></sourceDesc>
</fileDesc></teiHeader><standOff><listPerson><person xml:id="pers.lefort"><persName>Anne Lefort</persName></person>
</listPerson></standOff><text><body><div>"""
DOCUMENT = f"""{HEADER}<p><said who="#pers.lefort" cert="high" xml:id="q1" next="#q2">« Nous irons au bout du chemin.</said></p>
<p><said who="#pers.lefort" cert="high" xml:id="q2" prev="#q1">» Et au-delà »</said>, promet
 <persName ref="#pers.lefort">Anne Lefort</persName>. Un <soCalled>« geste »</soCalled>, <said who="#pers.lefort" direct="false">qu’elle partira</said>.
 Le film <title level="m">« =1+1 »</title> et le <title level="m">Gué</title>.</p></div></body></text></TEI>"""


def rows(document: str) -> list[Row]:
    return read_quotations(parse_bytes(document.encode()).getroot())


def test_a_row_says_who_what_how_where_and_when() -> None:
    first, second, third, fourth = rows(DOCUMENT)
    assert (first.document, first.date, first.kind, first.speaker) == ("a", "2024-03-05", "said", "Anne Lefort")
    assert (first.cue, first.words, first.cert) == ("promet", "Nous irons au bout du chemin. » Et au-delà", "high")
    assert (second.kind, second.speaker, second.cue) == ("soCalled", "", "")
    assert (third.reported, third.words) == (True, "qu’elle partira")
    assert (fourth.kind, fourth.words) == ("title", "=1+1")


def test_the_pronouns_before_a_verb_belong_to_the_cue() -> None:
    text = (
        '<said who="#pers.lefort">« Assez ! »</said>, s’est-elle exclamée. <said who="#pers.lefort">« Enfin »</said>, '
        'se réjouit <persName ref="#pers.lefort">Anne Lefort</persName>.'
    )
    found = rows(
        f"{HEADER}<p><persName ref='#pers.lefort'>Anne Lefort</persName> part. {text}</p></div></body></text></TEI>"
    )
    assert [one.cue for one in found] == ["s’est-elle exclamée", "se réjouit"]


def test_csv_has_no_formula() -> None:
    cells = list(csv.reader(io.StringIO(write_csv(rows(DOCUMENT)))))
    assert cells[0][:6] == ["document", "date", "kind", "speaker", "cue", "words"]
    assert cells[4][5] == "'=1+1"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20))
def test_every_cell_of_csv_comes_back_and_none_is_a_formula(words: str) -> None:
    row = Row("a", "", "said", "Anne", "dit", words, "", "", reported=False, who="", start=0, end=1)
    cell = list(csv.reader(io.StringIO(write_csv([row]), newline="")))[1][5]
    assert cell.removeprefix("'") == words.removeprefix("'") or cell == words
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_json_lines_have_every_column() -> None:
    first = json.loads(write_json(rows(DOCUMENT)).splitlines()[0])
    assert (first["speaker"], first["who"], first["start"]) == ("Anne Lefort", "#pers.lefort", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.xml").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def test_the_table_shows_words_and_speaker(folder: Path) -> None:
    done = CliRunner().invoke(gazetei, ["quotes", str(folder)])
    assert done.exit_code == 0
    assert "Anne Lefort" in done.stdout
    assert "geste" in done.stdout


def test_speaker_and_kind_narrow_the_list(folder: Path) -> None:
    done = CliRunner().invoke(gazetei, ["quotes", str(folder), "--format", "csv", "--kind", "soCalled"])
    assert len(done.stdout.splitlines()) == 2
    done = CliRunner().invoke(gazetei, ["quotes", str(folder), "--format", "json", "--speaker", "lefort"])
    assert len(done.stdout.splitlines()) == 2
    assert CliRunner().invoke(gazetei, ["quotes", str(folder), "--format", "json", "--speaker", "x"]).stdout == ""
    done = CliRunner().invoke(gazetei, ["quotes", str(folder), "--format", "json", "--kind", "title"])
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["title"]


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(gazetei, ["quotes", str(tmp_path)])
    assert done.exit_code == 2
    assert "no TEI file found" in done.stderr


def test_a_file_that_cannot_be_read_is_left_out_and_said(folder: Path) -> None:
    (folder / "b.xml").write_text("<TEI", encoding="utf-8")
    done = CliRunner().invoke(gazetei, ["quotes", str(folder), "--format", "csv", "-o", str(folder / "out.csv")])
    assert done.exit_code == 1
    assert "b.xml" in done.stderr
    assert len((folder / "out.csv").read_text(encoding="utf-8").splitlines()) == 4  # titles are no quotations


def test_a_corpus_in_one_file_is_listed_document_by_document(folder: Path) -> None:
    registers = (
        "<standOff><listPerson><person xml:id='x'><persName>Omar Vidal</persName></person></listPerson></standOff>"
    )
    said = "<TEI><teiHeader/><text><body><p><said who='#x'>« Oui »</said>, dit-il.</p></body></text></TEI>"
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{registers}{said}<TEI/>{said}</teiCorpus>'
    (folder / "corpus.xml").write_text(corpus, encoding="utf-8")
    done = CliRunner().invoke(gazetei, ["quotes", str(folder), "--format", "json", "--speaker", "Vidal"])
    assert done.exit_code == 1
    assert [json.loads(line)["document"] for line in done.stdout.splitlines()] == ["corpus-1", "corpus-3"]
    assert "<TEI> holds no TEI <text>" in done.stderr


def test_a_corpus_file_that_includes_its_documents_is_none(folder: Path) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="a.xml"/>'
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{include}</teiCorpus>'
    (folder / "corpus.xml").write_text(corpus, encoding="utf-8")
    done = CliRunner().invoke(gazetei, ["quotes", str(folder)])
    assert done.exit_code == 0, done.stderr
    assert CliRunner().invoke(gazetei, ["quotes", str(folder / "corpus.xml")]).exit_code == 1
