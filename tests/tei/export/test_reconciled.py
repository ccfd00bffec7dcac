"""A generated corpus in every tool that runs here: the same counts, and the same answers to three questions.

A quotation in pieces counts once. Tools that have a row or a span for each piece give each as an answer; the query of
BaseX gives the whole.

The questions: which organisations are named in a sentence with a place; what a person says; where a lemma stands.
Place, person and lemma are the most frequent. What is expected is counted in the documents, not by an exporter.
"""

import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.sources import load_target
from schemas.validate import validate_bytes
from tei import serialise
from tei.export import Document, Settings, find_exporter, read_document
from tests.benchmarks.press import articles
from tests.tei.export.conftest import numbers
from tests.tei.export.engines import Engine, read_cwb, read_manatee

_ARTICLES = 25


@dataclass(frozen=True)
class Asked:
    """The corpus, what is asked, and the answers: the words of each hit, sorted."""

    documents: tuple[Document, ...]
    place: str
    speaker: str
    lemma: str
    answers: tuple[list[str], list[str], list[str]]
    whole: list[str]
    """What the person says, once more: pieces of a quotation in one."""

    def export(self, format_: str, folder: Path) -> Path:
        exporter = find_exporter(format_)
        for module in exporter.missing():
            pytest.skip(f"{module} is not installed")
        exporter.write(iter(self.documents), folder, Settings("press", "Press"))
        return folder

    @property
    def counts(self) -> dict[str, int]:
        return numbers(iter(self.documents))


@pytest.fixture(scope="module")
def asked() -> Asked:
    found = tuple(read_document(one.analysed) for one in articles(_ARTICLES))
    places = Counter(
        one.shown(ref) for one in found for name in one.mentions if name.tag == "placeName" for ref in name.refs
    )
    speakers = Counter(one.shown(who) for one in found for said in one.quotations for who in said.who)
    lemmas = Counter(word.lemma for one in found for word in one.words if word.pos == "VERB")
    (place, _), (speaker, _), (lemma, _) = (one.most_common(1)[0] for one in (places, speakers, lemmas))
    organisations = []
    for one in found:
        for sentence in one.sentences:
            names = [name for name in one.mentions if sentence.span.holds(name.span)]
            if any(place in map(one.shown, name.refs) for name in names):
                organisations += [name.text for name in names if name.tag == "orgName"]
    said = [quotation.text for one in found for quotation in one.quotations if speaker in map(one.shown, quotation.who)]
    whole: list[str] = []
    for one in found:
        for quotation in one.quotations:
            if speaker in map(one.shown, quotation.who):
                before = f"{whole.pop()} […] " if quotation.continues else ""
                whole.append(before + quotation.text)
    forms = [word.form for one in found for word in one.words if word.lemma == lemma]
    assert min(len(organisations), len(said), len(forms)) > 5
    assert any(text.count(". ") > 1 for text in said), "some quotations go over several sentences"
    assert len(whole) < len(said), "some quotations are in pieces"
    return Asked(found, place, speaker, lemma, (_alike(organisations), _alike(said), _alike(forms)), _alike(whole))


def _alike(texts: list[str]) -> list[str]:
    """Give texts as any tool shows them: without white space, sorted."""
    return sorted("".join(text.split()) for text in texts)


def test_the_generated_articles_are_valid_and_their_analysed_forms_say_the_same() -> None:
    target = load_target(["gazetei"])
    for one in articles(6):
        for root in (one.document, one.analysed):
            report = validate_bytes(serialise(root), target, path=f"{one.id}.xml")
            assert [found.message for found in report.findings if found.level == "error"] == []
        assert read_document(one.analysed).markup == read_document(one.document).markup


@pytest.mark.parametrize("format_", ["cwb", "nosketch"])
def test_corpus_engines(asked: Asked, format_: str, tmp_path: Path) -> None:
    folder = asked.export(format_, tmp_path)
    if format_ == "cwb":
        engine = read_cwb(folder / "press.vrt", folder / "index.sh")
    else:
        engine = read_manatee(folder / "press.vert", folder / "registry" / "press")
    assert engine.warnings == []
    assert engine.counts() == asked.counts
    assert _ask_engine(engine, asked) == asked.answers


def _ask_engine(engine: Engine, asked: Asked) -> tuple[list[str], list[str], list[str]]:
    names = engine.named("name")
    organisations = []
    for first, last, _ in engine.regions["s"]:
        inside = [one for one in names if first <= one[0] and one[1] <= last]
        if any(one[2]["entity"] == asked.place for one in inside):
            organisations += ["".join(engine.words(one)) for one in inside if one[2]["type"] == "orgName"]
    said = ["".join(engine.words(one)) for one in engine.named("quotation") if one[2]["speaker"] == asked.speaker]
    return _alike(organisations), _alike(said), _alike([one[0] for one in engine.tokens if one[1] == asked.lemma])


@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_duckdb(asked: Asked, format_: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    base = duckdb.connect()
    for path in asked.export(format_, tmp_path).glob(f"*.{format_}"):
        base.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
    counted = {name: f"SELECT count(*) FROM {name}" for name in asked.counts}
    for name in ("mentions", "quotations"):
        counted[name] += " WHERE NOT continues"
    assert {name: base.execute(query).fetchone()[0] for name, query in counted.items()} == asked.counts

    def texts(query: str, value: str) -> list[str]:
        return _alike([text for (text,) in base.execute(query, [value]).fetchall()])

    organisations = texts(
        """SELECT text FROM mentions o WHERE element = 'orgName' AND EXISTS (SELECT 1 FROM mentions p
        WHERE p.document = o.document AND p.sentence = o.sentence AND p.name = ?)""",
        asked.place,
    )
    said = texts("SELECT text FROM quotations WHERE speaker = ?", asked.speaker)
    forms = texts("SELECT form FROM tokens WHERE lemma = ?", asked.lemma)
    assert (organisations, said, forms) == asked.answers


def test_spacy(asked: Asked, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    path = asked.export("docbin", tmp_path) / "press-1.spacy"
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("fr").vocab))
    counts = {
        "documents": len(docs),
        "sentences": sum(len(list(doc.sents)) for doc in docs),
        "tokens": sum(map(len, docs)),
        "mentions": sum(one.id_ != "continues" for doc in docs for one in doc.spans["mentions"]),
        "quotations": sum(one.id_ != "continues" for doc in docs for one in doc.spans["quotations"]),
    }
    assert counts == asked.counts
    ids = [{asked.place: "", asked.speaker: ""} for _ in docs]
    for known, document in zip(ids, asked.documents, strict=True):
        known.update((entry.forms[0].text, entry.id) for entry in document.entries if entry.forms[0].text in known)
    organisations, said, forms = [], [], []
    for doc, known in zip(docs, ids, strict=True):
        for sentence in doc.sents:
            names = [one for one in doc.spans["mentions"] if sentence.start <= one.start and one.end <= sentence.end]
            if any(one.kb_id_ == known[asked.place] for one in names):
                organisations += [one.text for one in names if one.label_ == "ORG"]
        said += [
            one.text for one in doc.spans["quotations"] if known[asked.speaker] and known[asked.speaker] in one.kb_id_
        ]
        forms += [word.text for word in doc if word.lemma_ == asked.lemma]
    assert (_alike(organisations), _alike(said), _alike(forms)) == asked.answers


def test_graphannis(asked: Asked, tmp_path: Path) -> None:
    cs = pytest.importorskip("graphannis.cs")
    (tmp_path / "export").mkdir()
    folder = asked.export("graphannis", tmp_path / "export")
    with cs.CorpusStorageManager(str(tmp_path / "store")) as store:
        name = store.import_from_fs(str(folder / "press.graphml"), cs.ImportFormat.GraphML, "press")
        whole = 'tei:{} & tei:continues="no" & #1 _ident_ #2'
        queries = ("annis:doc", "tei:s", "tok", whole.format("mention"), whole.format("quotation"))
        assert [store.count(name, one) for one in queries] == list(asked.counts.values())
        together = f'tei:mention="orgName" & tei:s & tei:name="{asked.place}" & #2 _i_ #1 & #2 _i_ #3'
        organisations = {found[0] for found in store.find(name, together, limit=None)}
        assert len(organisations) == len(asked.answers[0])
        assert store.count(name, f'tei:speaker="{asked.speaker}"') == len(asked.answers[1])
        assert store.count(name, f'ud:lemma="{asked.lemma}"') == len(asked.answers[2])


def test_basex(asked: Asked, tmp_path: Path) -> None:
    if not shutil.which("basex"):
        pytest.skip("BaseX is not installed")
    (tmp_path / "export").mkdir()
    folder = asked.export("basex", tmp_path / "export")
    outside = os.environ | {"JAVA_ARGS": f"-Dorg.basex.DBPATH={tmp_path / 'data'} -Dfile.encoding=UTF-8"}

    def basex(*arguments: str) -> list[str]:
        done = subprocess.run(
            ["basex", *arguments], cwd=folder, env=outside, capture_output=True, check=True, timeout=600
        )
        return done.stdout.decode().splitlines()

    basex("load.bxs")
    assert {name: int(n) for name, n in (line.split() for line in basex("queries/counts.xq"))} == asked.counts
    asking = (("place", "organisations", 2), ("speaker", "speaker", 1), ("lemma", "concordance", 1))
    answers = tuple(
        _alike([line.split("\t")[column] for line in basex(f"-b{key}={getattr(asked, key)}", f"queries/{query}.xq")])
        for key, query, column in asking
    )
    assert answers == (asked.answers[0], asked.whole, asked.answers[2])
