"""The vertical files as CWB and Manatee read them: nothing warned of, counts and answers those of the documents."""

import csv
import gzip
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from lxml import etree

from tei.export import Document, Settings, find_exporter, read_document
from tei.export.cwb import short_id
from tei.export.vertical import LONGEST, one_line
from tests.tei.export.conftest import COUNTS, FORMS, SAID, documents
from tests.tei.export.engines import Engine, read_cwb, read_manatee, read_registry

FORMS_ODD = (
    "<p>", "</s>", "<g/>", "<name", '<text id="x">', "<!--", "<?x", "&lt;", "&amp;", '"', "'", "\\", '\\"', "|", "#",
    "__UNDEF__", "=1+1", "3\u00a0301", "3 301", "a\u2028b", "a\u0085b", "co\u00adopération", "e\u0301te\u0301",
    "\u202bשלום\u202c", "مرحبا", "👩‍🔬", "\u200bx", "—", "é" * 3000,
)  # fmt: skip
VALUES_ODD = ('Fouquet & "fils" \\ <Cie> />', "a\tb\nc\u2028d", "|", "é" * 3000, "\\", "שלום", "=1+1")


def tei_document(body: str, title: str = "T", identifier: str = "odd") -> Document:
    header = f"<fileDesc><titleStmt><title>{escape(title)}</title></titleStmt></fileDesc>"
    people = "".join(
        f'<person xml:id="p{number}"><persName>{escape(value)}</persName></person>'
        for number, value in enumerate(VALUES_ODD)
    )
    return read_document(
        etree.fromstring(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}"><teiHeader>{header}</teiHeader>'
            f"<standOff><listPerson>{people}</listPerson></standOff><text><body>{body}</body></text></TEI>"
        )
    )


def words(*forms: str, lemma: str = "") -> str:
    named = f" lemma={quoteattr(lemma)}" if lemma else ""
    return " ".join(f"<w{named}>{escape(form)}</w>" for form in forms)


def cwb(folder: Path, found: list[Document]) -> Engine:
    find_exporter("cwb").write(found, folder, Settings("essai", "Essai"))
    return read_cwb(folder / "essai.vrt", folder / "index.sh")


def nosketch(folder: Path, found: list[Document]) -> Engine:
    find_exporter("nosketch").write(found, folder, Settings("essai", "Essai"))
    return read_manatee(folder / "essai.vert", folder / "registry" / "essai")


ENGINES = pytest.mark.parametrize("engine", [cwb, nosketch])
Load = Callable[[Path, list[Document]], Engine]


@ENGINES
def test_the_engine_counts_and_answers_as_the_documents_do(engine: Load, tmp_path: Path) -> None:
    found = engine(tmp_path, list(documents()))
    assert found.warnings == []
    assert found.counts() == COUNTS
    names = found.named("name")
    places = [one for one in names if one[2]["entity"] == "Brest"]
    with_place = [s for s in found.regions["s"] if any(s[0] <= one[0] < s[1] for one in places)]
    organisations = [
        " ".join(found.words(one))
        for one in names
        if one[2]["type"] == "orgName" and any(s[0] <= one[0] < s[1] for s in with_place)
    ]
    assert organisations == ["ex-RDA"]
    said = [one for one in found.named("quotation") if one[2]["speaker"] == "Inès Caron"]
    assert len(said) == len(SAID)
    assert [token[0] for token in found.tokens if token[1] == "être"] == FORMS


@ENGINES
def test_words_that_look_like_tags_or_entities_stay_words(engine: Load, tmp_path: Path) -> None:
    analysed = tei_document(
        f"<p><s>{words(*FORMS_ODD)}</s></p><p><s>{''.join(words(one, lemma=one) for one in FORMS_ODD)}</s></p>"
    )
    found = engine(tmp_path, [analysed])
    assert found.warnings == []
    assert len(found.regions["s"]) == 2
    expected = [one_line(word.form) for word in analysed.words]
    if engine is cwb:
        expected = [unicodedata.normalize("NFC", one) for one in expected]
    assert [token[0] for token in found.tokens] == expected
    assert len(expected) == 2 * len(FORMS_ODD)
    assert [token[1] for token in found.tokens][len(FORMS_ODD) :] == expected[len(FORMS_ODD) :]
    assert max(len(one.encode()) for one in expected) == LONGEST


@ENGINES
@pytest.mark.parametrize("value", VALUES_ODD, ids=range(len(VALUES_ODD)))
def test_values_come_back_as_they_were_on_one_line(engine: Load, value: str, tmp_path: Path) -> None:
    number = VALUES_ODD.index(value)
    body = f'<p><s><persName ref="#p{number}">{words("Elle")}</persName> {words("dort")}</s></p>'
    found = engine(tmp_path, [tei_document(body, title=value)])
    assert found.warnings == []
    ((_, _, text),) = found.regions["text"]
    ((first, last, name),) = found.regions["name"]
    shown = one_line(value)
    assert (text["title"], name["entity"], (first, last)) == (shown, shown, (0, 1))


@ENGINES
def test_names_that_share_a_word_are_all_kept(engine: Load, tmp_path: Path) -> None:
    inside_a_word = '<w><persName ref="#p5">Ines</persName>-<persName ref="#p6">Marc</persName></w>'
    sharing = (
        '<persName>{} <w xml:id="a" next="#b">co</w></persName><persName><w xml:id="b" prev="#a">ops</w> {}</persName>'
    )
    deep = "<persName>" * 4 + words("x") + "</persName>" * 4
    empty = "<w>en<persName/>core</w>"
    body = "".join(
        f"<p><s>{one}</s></p>" for one in (inside_a_word, sharing.format(words("A"), words("B")), deep, empty)
    )
    document = tei_document(body)
    found = engine(tmp_path, [document])
    assert found.warnings == []
    spans = [" ".join(found.words(one)) for one in found.named("name")]
    assert spans == ["Ines-Marc", "Ines-Marc", "A coops", "coops B", "x", "x", "x"]
    assert {name: len(regions) for name, regions in found.regions.items() if name.startswith("name")} == {
        "name": 3,
        "name1": 3,
        "name2": 1,
    }


def test_words_are_found_whatever_is_marked_of_them() -> None:
    """Sentences without words, words without sentences, words in words, words outside the only sentence."""
    marked = tei_document("<p><s xml:id='one'>Oui. Non</s> <s>Si !</s> Enfin.</p><p>Bon.</p>")
    assert not marked.analysed
    assert [(one.id, [word.form for word in one.words]) for one in marked.sentences] == [
        ("one", ["Oui", ".", "Non"]),
        ("b2", ["Si", "!"]),
        ("b3", ["Enfin", "."]),
        ("b4", ["Bon", "."]),
    ]
    nested = tei_document("<p><w>l<pc>’</pc></w><w/><w> </w> <s><w>un</w></s> <w>va<w>t</w></w></p>")
    assert nested.analysed
    assert [[word.form for word in one.words] for one in nested.sentences] == [["l’"], ["un"], ["vat"]]


@ENGINES
def test_documents_without_words_leave_no_trace(engine: Load, tmp_path: Path) -> None:
    found = engine(tmp_path, [tei_document("<p/>", identifier="empty"), tei_document(f"<p>{words('Oui')}</p>")])
    assert found.warnings == []
    assert len(found.regions["text"]) == 1
    if engine is cwb:
        assert len((tmp_path / "metadata.tsv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("number", [0, 1, 2], ids=["both", "analysed", "hardly anything"])
def test_the_registry_file_passes_the_checks_of_manatee(number: int, tmp_path: Path) -> None:
    """The errors of ``api/corpconfcheck`` and ``api/corpdatacheck`` of manatee-open, and some of the warnings."""
    given = (list(documents()), list(documents())[:1], [tei_document(f"<p>{words('Oui')}</p>")])[number]
    engine = nosketch(tmp_path, given)
    registry = read_registry(tmp_path / "registry" / "essai")
    attributes = {f"{name}.{one}" for name, block in registry.structures.items() for one in block.attributes}
    assert all(engine.regions[name] for name in registry.structures), "Invalid size of structure"
    assert engine.regions.keys() <= registry.structures.keys()
    assert set(registry.options["SUBCORPATTRS"].split(",")) <= attributes
    assert registry.options["SHORTREF"].lstrip("=") in attributes
    assert registry.options["DOCSTRUCTURE"] in registry.structures
    separator, *positions = registry.options["WPOSLIST"]
    listed = "".join(positions).split(separator)
    assert len(listed) % 2 == 0
    assert "" not in listed
    assert {"word", "lc", "lemma", "tag"} <= registry.attributes.keys()
    for name in ("lc", "lemma_lc"):
        assert registry.attributes[name].options["DYNAMIC"] == "utf8lowercase", "not lowercase, with UTF-8"
        assert registry.attributes[name].options["FROMATTR"] in registry.attributes


def test_cwb_vrt_finds_the_attributes_that_the_script_declares(tmp_path: Path) -> None:
    """``cwb-vrt``, of a maintainer of tools for CWB, guesses the options of ``cwb-encode`` and reads the metadata."""
    tool = os.environ.get("GAZETEI_CWB_VRT") or shutil.which("cwb-vrt")
    if not tool:
        pytest.skip("cwb-vrt is not at hand")
    find_exporter("cwb").write(documents(), tmp_path, Settings("essai", "Essai"))
    for command in (["encode", "essai.vrt", "-p", "lemma", "pos", "msd"], ["meta", "essai.vrt", "-o", "meta.tsv.gz"]):
        subprocess.run([tool, *command], cwd=tmp_path, check=True, capture_output=True, timeout=600)
    guessed, declared = (
        {
            name: set(atts.split("+"))
            for name, atts in re.findall(r"-S (\w+):0\+(\S+)", path.read_text(encoding="utf-8"))
        }
        for path in (tmp_path / "essai.sh", tmp_path / "index.sh")
    )
    assert guessed == declared
    assert {"text", "p", "s", "name", "quotation", "quotation1"} == guessed.keys()
    with gzip.open(tmp_path / "meta.tsv.gz", "rt", encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream, delimiter="\t")}
    facts = {short_id(one.id): one.facts for one in documents()}
    assert {key: (row["date"], row["source"]) for key, row in rows.items()} == {
        key: (one.date, one.source) for key, one in facts.items()
    }
