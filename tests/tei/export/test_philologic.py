"""The export for PhiloLogic, loaded by PhiloLogic itself where it is at hand.

Its libraries are large (900 MB), so that it is no dependency of the tests. To have it: a virtual environment of its own
with ``pip install philologic``, Debian's ``ripgrep`` and ``lz4``, and the path of that environment's Python in
``GAZETEI_PHILOLOGIC``.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei import parse_bytes, parse_file, text_of
from tei.export import Document, find_exporter, read_document
from tei.export.philologic import pieces, word_value
from tests.benchmarks.press import articles
from tests.conftest import ROOT
from tests.tei.export.conftest import SETTINGS, documents
from tests.tei.export.test_vertical import FORMS_ODD, VALUES_ODD, tei_document, words

TEI = "{http://www.tei-c.org/ns/1.0}"
QUERIES = {
    "place": ("brest", "single_term"),
    "place name": ("brest:ent_type:LOC", "single_term"),
    "organisations": ("[^:]+:ent_type:ORG brest:ent_type:LOC", "sentence_unordered"),
    "speaker": ("[^:]+:speaker:Inès_Caron", "single_term"),
    "speaker of two paragraphs": ("[^:]+:speaker:témoin", "single_term"),
    "concordance": ("lemma:être", "single_term"),
    "feature": ("[^:]+:msd:.*Tense_Pres.*", "single_term"),
    "organisation words": ("[^:]+:ent_type:ORG", "single_term"),
}


@cache
def large() -> list[Document]:
    """Give the documents of the other tests, the analysed articles among the golden files, generated and odd ones."""
    golden = sorted((ROOT / "tests" / "encoder" / "golden").glob("*.ana.xml"))
    read = (*(parse_file(path).getroot() for path in golden), *(one.analysed for one in articles(20)))
    odd = tei_document("".join(f"<p><s>{words(one, lemma=one)}</s></p>" for one in FORMS_ODD[:-1]), VALUES_ODD[0])
    return [*documents(), *map(read_document, read), odd]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what PhiloLogic says of the corpus after it loaded it."""
    python = os.environ.get("GAZETEI_PHILOLOGIC") or (importlib.util.find_spec("philologic") and sys.executable)
    if not python or not shutil.which("rg") or not shutil.which("lz4"):
        pytest.skip("PhiloLogic is not at hand")
    folder = tmp_path_factory.mktemp("philologic")
    (folder / "files").mkdir()
    find_exporter("philologic").write(large(), folder / "files", SETTINGS)
    script = Path(__file__).with_name("philologic_queries.py")
    done = subprocess.run(
        [python, str(script), str(folder), str(folder / "files")],
        input=json.dumps(QUERIES),
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_philologic_counts_the_same_documents_words_and_sentences(loaded: dict[str, Any]) -> None:
    assert loaded["left_out"] == []
    said = {one["idno"]: one for one in loaded["documents"]}
    given = {one.id: one for one in large()}
    assert said.keys() == given.keys()
    for name, document in given.items():
        assert int(said[name]["word_count"]) == len(pieces(document.text))
        if document.analysed:
            worded = [one for one in document.sentences if any(pieces(word.form) for word in one.words)]
            assert said[name]["sentences"] >= len(worded)
            assert said[name]["sentences"] - len(worded) <= len(document.root.findall(f".//{TEI}s[@prev]"))
    assert said["analysed"]["author"] == "Ève Brun; N. N."
    assert said["analysed"]["title"] == '=Un "accord" & trois <leçons>'
    assert (said["analysed"]["create_date"], said["analysed"]["year"]) == ("2021-05-04", 2021)
    assert said["analysed"]["publisher"] == "Le Courrier"
    assert ["analysed", "Accord à Brest"] in loaded["heads"]


def test_philologic_answers_the_three_questions(loaded: dict[str, Any]) -> None:
    answers = {name: [one for one in found if one[0] == "analysed"] for name, found in loaded["answers"].items()}
    assert answers["place"] == answers["place name"] == [["analysed", "Brest"]] * 2
    assert answers["organisations"] == [["analysed", "RDA", "Brest"]]
    assert answers["speaker"] == [["analysed", "C"], ["analysed", "est"], ["analysed", "fini"]]
    assert answers["speaker of two paragraphs"] == [["analysed", "ce"], ["analysed", "disent"]]
    assert answers["concordance"] == [["analysed", "est"]] * 2
    assert answers["feature"] == [["analysed", "dit"]]


def test_philologic_finds_a_lemma_and_the_words_of_names_as_often_as_the_tei(loaded: dict[str, Any]) -> None:
    analysed = [one for one in large() if one.analysed]
    lemmas = sum(word.lemma == "être" for one in analysed for word in one.words)
    assert len(loaded["answers"]["concordance"]) == lemmas > 2
    found = 0
    for document in analysed:
        for one in document.mentions:
            if one.tag == "orgName" and not any(
                other is not one and one.span.holds(other.span) for other in document.mentions
            ):
                found += len(pieces(one.text))
    assert len(loaded["answers"]["organisation words"]) == found > 2


def _exported(text: str, folder: Path) -> etree._Element:
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader/><text><body>{text}</body></text></TEI>'
    document = read_document(parse_bytes(data.encode()).getroot())
    find_exporter("philologic").write([document], folder, SETTINGS)
    root = parse_file(folder / f"{document.name}.xml").getroot()
    assert text_of(root) == document.text
    return root


@pytest.mark.parametrize("exported", ["philologic"], indirect=True)
def test_the_attributes_are_those_that_the_loader_takes(exported: Path) -> None:
    for path, document in zip(sorted(exported.glob("*.xml")), documents(), strict=True):
        root = parse_file(path).getroot()
        assert text_of(root) == document.text
        text = root.find(f"{TEI}text")
        values = [str(value) for one in text.iter() for value in one.attrib.values()]
        assert not [value for value in values if not value or "=" in value]
        words = [str(value) for one in text.iter(f"{TEI}w") for value in one.attrib.values()]
        assert not [value for value in words if re.search(r"[^\w.']", value)]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Gender=Masc|Number=Sing", "Gender_Masc.Number_Sing"),
        ("Inès Caron", "Inès_Caron"),
        ("aujourd’hui", "aujourd'hui"),
        ("sous-préfet", "sous_préfet"),
        ("12:30", "12_30"),
        ("&", ""),
    ],
)
def test_values_of_words_hold_nothing_that_a_query_cannot(value: str, written: str) -> None:
    assert word_value(value) == written


def test_a_word_that_is_cut_has_its_lemma_once_and_a_date_is_not_that_of_its_div(tmp_path: Path) -> None:
    root = _exported(
        """<!-- a > b --><p><s><w lemma="sous-préfet" pos="NOUN">sous-préfets</w>
        <date when="2021-05"><w lemma="F-16" pos="X"><hi>F</hi>-16</w></date></s></p>""",
        tmp_path,
    )
    words = [(one.text, dict(one.attrib), one.tail) for one in root.iter(f"{TEI}w")]
    assert words == [
        ("sous-", {"lemma": "sous_préfet", "pos": "NOUN"}, None),
        ("préfets", {"pos": "NOUN"}, "\n        "),
        ("F-16", {"lemma": "F_16", "pos": "X"}, None),
    ]
    assert root.find(f".//{TEI}text//{TEI}date") is None
    assert [dict(one.attrib) for one in root.iter(f"{TEI}seg")] == [{"when": "2021-05", "type": "date"}]
    assert not root.xpath("//comment()")


def test_an_initial_in_other_letters_does_not_cut_its_word(tmp_path: Path) -> None:
    root = _exported("<p><hi>T</hi>he <hi>end</hi>.</p>", tmp_path)
    (para,) = root.find(f"{TEI}text").iter(f"{TEI}p")
    assert (para.text, [one.text for one in para]) == ("The ", ["end"])
