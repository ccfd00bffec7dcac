"""Authority files: what they say comes first, and what is wrong in them is said with its place and a fix."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from encoder.cli.encode import command
from encoder.linking import Authority, AuthorityError, identify, link, read_authority
from encoder.linking.authorities import TYPES
from encoder.linking.identifiers import IDENTIFIERS, read_identifier
from encoder.registers import register
from schemas.bundled import schema_files
from tei import Annotation, Entry, Form, Idno, Layer, Location, Metadata, Span

CSV = """kind,name,forms,type,wikidata,viaf,geo
person,Anne Lefort,A. Lefort|Lefort,,Q1,22,
org,OSDH,,ngo,Q2,,
place,Zaabé,,,,,36.1 37.2
"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person>
<persName>Anne Lefort</persName><idno type="IdRef">https://www.idref.fr/027715078</idno></person></listPerson></standOff></TEI>"""


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
    assert "2 entrées du nom de Le Monde" in monde.note


def test_a_tei_register_is_an_authority_and_the_first_file_decides(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    (tmp_path / "b.csv").write_text(CSV, encoding="utf-8")
    files = [read_authority(tmp_path / name) for name in ("a.xml", "b.csv")]
    (entry,) = identify([Entry("x", "person", (Form("Anne Lefort"),))], files)
    assert [(one.type, one.value) for one in entry.idno] == [("idref", "027715078")]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name\nAnne", 1, "column kind: it is missing"),
        ("kind,name,wikidatta\n", 1, "did you mean wikidata?"),
        ("kind,name\nperson,Anne\nhuman,Bob\n", 3, "write person, org or place"),
        ("kind,name\nperson,\n", 2, "the name is empty"),
        ("kind,name,type\norg,X,firm\n", 2, "write one of government"),
        ("kind,name,geo\nplace,X,north\n", 2, "a latitude and a longitude"),
        ('kind,name\nperson,"Anne\n', 2, "it is no CSV"),
        (b"kind,name\nperson,Ren\xe9\n", 2, "save it as CSV UTF-8"),
        ("kind,name\n", 0, "it has no entry"),
        ("kind,name,name\n", 1, "column name: it is there twice; keep one"),
        ("kind,name,\norg,X,Q1\n", 2, "'Q1' stands in a column without a name"),
        ("kind,name\norg,Union, la\n", 2, "put a cell with commas in it between quotes"),
        ("kind;name\norg;Union; la\n", 2, "put a cell with semicolons in it between quotes"),
        ("kind,name\norg,A\x01B\n", 2, "U+0001"),
        ("kind,name,wikidata\norg,X,90\n", 2, "column wikidata: '90' is not written as one is; write Q and a number"),
        ("kind,name,isni\nperson,X,0000000121032684\n", 2, "column isni: '0000000121032684' has a wrong check"),
        ('kind,name,forms\norg,"A","a\nb"\nhuman,B,\n', 4, "column kind"),
        ("<TEI>", 1, "cannot be read as TEI"),
        (TEI.replace("https://www.idref.fr/027715078", "0271"), 2, "the idref identifier of this person: '0271'"),
        (
            "<x xmlns='http://www.tei-c.org/ns/1.0'><place>\n<placeName>X</placeName>\n<location><geo>n</geo></location></place></x>",
            3,
            "a latitude and a longitude",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_a_fix(tmp_path: Path, text: str | bytes, line: int, says: str) -> None:
    with pytest.raises(AuthorityError) as caught:
        read(tmp_path, text)
    assert caught.value.line == line
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))
    assert str(caught.value).count(str(tmp_path)) == 1 + len(caught.value.others)


def test_all_lines_that_are_wrong_are_said_in_one_run(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError) as caught:
        read(tmp_path, "kind,name,wikidata\nhuman,Bob,Q1\nperson,Anne,Q2\norg,X,90\nplace,,Q3\n")
    lines = str(caught.value).splitlines()
    assert [line.removeprefix(f"{caught.value.path}:").partition(": ")[0] for line in lines] == ["2", "4", "5"]
    with pytest.raises(AuthorityError) as caught:
        read(tmp_path, "kind,name\n" + "human,Bob\n" * 50)
    assert len(str(caught.value).splitlines()) == 20
    with pytest.raises(AuthorityError) as caught:
        read(tmp_path, "kidn,nom,wiki\nperson,Anne,Q1\n")
    assert [one.column for one in (caught.value, *caught.value.others)] == ["kidn", "nom", "wiki", "name"]
    wrong = TEI.replace("https://www.idref.fr/027715078", "0271")
    register = wrong[wrong.index("<person") : wrong.index("</person>") + len("</person>")]
    with pytest.raises(AuthorityError) as caught:
        read(tmp_path, wrong.replace(register, register + register.replace('xml:id="', 'xml:id="b.')))
    assert len(caught.value.others) == 1


@pytest.mark.parametrize(
    ("authority", "written", "bare"),
    [
        ("wikidata", "http://www.wikidata.org/entity/Q90", "Q90"),
        ("geonames", "https://www.geonames.org/170063/damas.html", "170063"),
        ("viaf", "https://viaf.org/viaf/102333412/", "102333412"),
        ("bnf", "https://catalogue.bnf.fr/ark:/12148/cb11888092r", "cb11888092r"),
        ("isni", "0000 0001 2103 2683", "0000000121032683"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ],
)
def test_an_address_is_cut_to_its_identifier(authority: str, written: str, bare: str) -> None:
    assert read_identifier(authority, written) == bare


@given(st.integers(0, 10**15 - 1), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_of_an_isni_is_seen(number: int, where: int, step: int) -> None:
    digits = f"{number:015}"
    whole = next(digits + last for last in "0123456789X" if accepts(digits + last))
    assert not accepts(whole[:where] + str((int(whole[where]) + step) % 10) + whole[where + 1 :])


def accepts(isni: str) -> bool:
    try:
        return bool(read_identifier("isni", isni))
    except ValueError:
        return False


def place(name: str, place_type: str = "", **own: str) -> tuple[Entry, ...]:
    location = Location(own.pop("geo")) if "geo" in own else None
    idno = tuple(Idno(kind, value) for kind, value in own.items())
    return (Entry("x", "place", (Form(name),), place_type, idno, location=location),)


def test_a_town_of_a_file_is_not_the_province_of_the_article() -> None:
    authorities = [Authority("a", "", place("Namur", "settlement", wikidata="Q134121"))]
    province = Entry("pl.namur", "place", (Form("Namur"),), "province")
    town = replace(province, type="")
    assert identify([province], authorities) == (province,)
    assert identify([town], authorities)[0].idno[0].value == "Q134121"


def test_a_place_without_a_type_is_the_town_where_the_article_names_a_town_and_its_province() -> None:
    authorities = [Authority("a", "", place("Namur", wikidata="Q134121"))]
    province = Entry("pl.namur.2", "place", (Form("Namur"),), "province")
    town = Entry("pl.namur", "place", (Form("Namur"),))
    assert [len(one.idno) for one in identify([province, town], authorities)] == [0, 1]
    assert [len(one.idno) for one in identify([province], authorities)] == [1]


def test_the_gazetteer_never_contradicts_a_file() -> None:
    def linked_with(known: tuple[Entry, ...]) -> Entry:
        text = "À Tripoli, le gouvernement libyen parle. La ville de Tripoli dort."
        spans = [(one.start(), one.end()) for one in re.finditer("Tripoli", text)]
        layer = Layer("e", tuple(Annotation.of("placeName", *span) for span in spans))
        names, entries = register(text, [Span(0, len(text))], layer)
        names, entries = link(text, names, identify(entries, [Authority("a", "", known)]), Metadata(), "fr")
        (entry,) = entries
        return entry

    libyan, lebanese = "2210247", "266826"
    assert ("geonames", libyan) in ids(linked_with(place("Tripoli", wikidata="Q3579")))
    told = linked_with(place("Tripoli", geonames=lebanese))
    assert ids(told) == {("geonames", lebanese)}
    assert told.location is not None
    assert told.location.geo.startswith("34.4")
    assert ids(linked_with(place("Tripoli", geonames="99"))) == {("geonames", "99")}
    assert ("geonames", libyan) not in ids(linked_with(place("Tripoli", wikidata="Q1", geo="37.51 22.37")))


def ids(entry: Entry) -> set[tuple[str, str]]:
    return {(one.type, one.value) for one in entry.idno}


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
