"""Authority files: what they say comes first, and what is wrong in them is said with its place and a fix."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from encoder.cli.encode import command
from encoder.linking import AuthorityError, identify, read_authority
from encoder.linking.authorities import IDENTIFIERS, TYPES
from schemas.bundled import schema_files
from tei import Entry, Form, Idno

CSV = """kind,name,forms,type,wikidata,viaf,geo
person,Anne Lefort,A. Lefort|Lefort,,Q1,22,
org,OSDH,,ngo,Q2,,
place,Zaabé,,,,,36.1 37.2
"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="a">
<persName>Anne Lefort</persName><idno type="idref">0271</idno></person></listPerson></standOff></TEI>"""


def read(tmp_path: Path, text: str | bytes, name: str = "a.csv") -> tuple[Entry, ...]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_authority(path).entries


def test_a_csv_gives_forms_identifiers_and_points(tmp_path: Path) -> None:
    person, org, place = read(tmp_path, CSV)
    assert [form.text for form in person.forms] == ["Anne Lefort", "A. Lefort", "Lefort"]
    assert person.idno == (Idno("wikidata", "Q1"), Idno("viaf", "22"))
    assert (org.type, org.kind) == ("ngo", "org")
    assert place.location is not None
    assert place.location.geo == "36.1 37.2"
    assert read(tmp_path, CSV.replace(",", ";")) == read(tmp_path, b"\xef\xbb\xbf" + CSV.encode())


def test_an_entry_is_known_by_its_fullest_form_and_namesakes_get_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV + "org,Le Monde,,media,Q3,,\norg,LE MONDE,,media,Q4,,\n", encoding="utf-8")
    entries = (
        Entry("pers.a", "person", (Form("Anne Lefort"), Form("Mme Lefort")), resp="#entities"),
        Entry("pers.b", "person", (Form("Jean Lefort"), Form("Lefort"))),
        Entry("org.m", "org", (Form("Le Monde"),)),
    )
    anne, jean, monde = identify(entries, [read_authority(path)])
    assert [(one.type, one.value, one.cert, one.resp) for one in anne.idno] == [
        ("wikidata", "Q1", "high", "#authorities"), ("viaf", "22", "high", "#authorities"),
    ]  # fmt: skip
    assert anne.resp == "#entities #authorities"
    assert jean == entries[1]
    assert not monde.idno
    assert "2 entries" in monde.note


def test_a_tei_register_is_an_authority_and_the_first_file_decides(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    (tmp_path / "b.csv").write_text(CSV, encoding="utf-8")
    files = [read_authority(tmp_path / name) for name in ("a.xml", "b.csv")]
    (entry,) = identify([Entry("x", "person", (Form("Anne Lefort"),))], files)
    assert [one.type for one in entry.idno] == ["idref"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name\nAnne", 1, "the column 'kind' is missing"),
        ("kind,name,wikidatta\n", 1, "did you mean wikidata?"),
        ("kind,name\nperson,Anne\nhuman,Bob\n", 3, "write person, org or place"),
        ("kind,name\nperson,\n", 2, "the name is empty"),
        ("kind,name,type\norg,X,firm\n", 2, "write one of government"),
        ("kind,name,geo\nplace,X,north\n", 2, "a latitude and a longitude"),
        ('kind,name\nperson,"Anne\n', 2, "it is no CSV"),
        (b"kind,name\nperson,Ren\xe9\n", 2, "save it as CSV UTF-8"),
        ("kind,name\n", 0, "it has no entry"),
        ("<TEI>", 0, "cannot be read as TEI"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_fix(tmp_path: Path, text: str | bytes, line: int, says: str) -> None:
    with pytest.raises(AuthorityError) as caught:
        read(tmp_path, text)
    assert caught.value.line == line
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match="cannot be read"):
        read_authority(tmp_path / "none.csv")


def test_the_types_and_identifiers_are_those_of_the_customisation() -> None:
    odd = etree.fromstring(schema_files()["gazetei.odd"], etree.XMLParser(collect_ids=False))

    def listed(element: str) -> list[str]:
        path = (
            f"//*[local-name()='elementSpec'][@ident='{element}']//*[@ident='type']//*[local-name()='valItem']/@ident"
        )
        return [str(one) for one in odd.xpath(path)]

    assert list(TYPES["place"]) == listed("place")
    assert list(TYPES["org"]) == listed("org")
    assert set(IDENTIFIERS) <= set(listed("idno"))


@pytest.mark.model
def test_the_command_uses_the_files_and_encodes_anew_when_they_change(tmp_path: Path) -> None:
    article, authority, out = tmp_path / "a.txt", tmp_path / "who.csv", tmp_path / "out"
    article.write_text(
        "Un titre\nLa maire, Anne Lefort, a parlé à Lyon mardi devant le conseil.\nElle partira.\n", encoding="utf-8"
    )
    authority.write_text(CSV, encoding="utf-8")
    arguments = [str(article), "-o", str(out), "--authority", str(authority)]
    assert CliRunner().invoke(command, arguments).exit_code == 0
    first = (out / "a.xml").read_text(encoding="utf-8")
    assert '<idno type="wikidata" cert="high" resp="#authorities">Q1</idno>' in first
    authority.write_text(CSV.replace("Q1", "Q9"), encoding="utf-8")
    assert CliRunner().invoke(command, arguments).exit_code == 0
    assert ">Q9<" in (out / "a.xml").read_text(encoding="utf-8")
    wrong = CliRunner().invoke(command, [*arguments, "--authority", str(tmp_path / "none.csv")])
    assert wrong.exit_code == 2
    assert "cannot be read" in wrong.output
