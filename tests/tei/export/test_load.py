"""Exports loaded in the tools they are for: the counts are those of the TEI, and three questions are answered alike.

The questions: which organisations are named in a sentence with Brest; what Inès Caron says; where the lemma « être »
stands. Tests skip where their tool is not installed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tei import parse_bytes, parse_file
from tei.export import Document, find_exporter, read_document
from tei.export.basex import HEAD, QUERIES
from tei.export.rows import csv_cell
from tests.conftest import ROOT
from tests.tei.export.conftest import COUNTS, FORMS, SAID, SETTINGS, documents, numbers
from tests.tei.export.engines import read_korap

ORGANISATIONS = [("analysed", "s2", "RDA")]
"""The answers, read in the documents by a person."""


def test_the_documents_hold_what_was_counted_by_hand() -> None:
    assert numbers(documents()) == COUNTS
    assert list(organisations_of(documents())) == ORGANISATIONS
    said = [
        (one.id, quotation.text)
        for one in documents()
        for quotation in one.quotations
        if "Inès Caron" in [one.shown(who) for who in quotation.who]
    ]
    assert said == SAID
    assert [word.form for one in documents() for word in one.words if word.lemma == "être"] == FORMS


def organisations_of(found: Iterator[Document]) -> Iterator[tuple[str, str, str]]:
    for document in found:
        for one in document.mentions:
            sentence = document.sentence_at(one.span.start)
            if one.tag == "orgName" and sentence:
                names = [other for other in document.mentions if sentence.span.holds(other.span)]
                if any(document.shown(ref) == "Brest" for other in names for ref in other.refs):
                    yield document.id, sentence.id, one.text


@pytest.mark.parametrize("exported", ["parquet"], indirect=True)
def test_duckdb_counts_and_answers_the_same(exported: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    base = duckdb.connect()
    for table in exported.glob("*.parquet"):
        base.execute(f"CREATE VIEW {table.stem} AS SELECT * FROM read_parquet('{table}')")
    assert {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTS} == COUNTS
    totals = base.execute(
        "SELECT sum(sentences), sum(tokens), sum(mentions), sum(quotations) FROM documents"
    ).fetchone()
    assert list(totals) == [COUNTS[name] for name in ("sentences", "tokens", "mentions", "quotations")]
    question = """SELECT DISTINCT o.document, o.sentence, o.text FROM mentions o JOIN mentions p
        USING (document, sentence) WHERE o.element = 'orgName' AND p.name = 'Brest'"""
    assert base.execute(question).fetchall() == ORGANISATIONS
    assert base.execute("SELECT document, text FROM quotations WHERE speaker = 'Inès Caron'").fetchall() == SAID
    assert [form for (form,) in base.execute("SELECT form FROM tokens WHERE lemma = 'être'").fetchall()] == FORMS
    lists = base.execute("SELECT authors, analysed FROM documents ORDER BY document").fetchall()
    assert lists == [(["Ève Brun", "N. N."], True), (["A. Writer"], False)]


@pytest.mark.parametrize("exported", ["csv"], indirect=True)
def test_duckdb_reads_the_csv_and_answers_the_same(exported: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    base = duckdb.connect()
    for table in exported.glob("*.csv"):
        # RFC 4180 to the letter; cells stay as they are written
        options = "header=true, delim=',', quote='\"', escape='\"', all_varchar=true, strict_mode=true"
        base.execute(f"CREATE VIEW {table.stem} AS SELECT * FROM read_csv('{table}', {options})")
    assert {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTS} == COUNTS
    question = """SELECT DISTINCT o.document, o.sentence, o.text FROM mentions o JOIN mentions p
        USING (document, sentence) WHERE o.element = 'orgName' AND p.name = 'Brest'"""
    assert base.execute(question).fetchall() == ORGANISATIONS
    assert base.execute("SELECT document, text FROM quotations WHERE speaker = 'Inès Caron'").fetchall() == SAID
    assert [form for (form,) in base.execute("SELECT form FROM tokens WHERE lemma = 'être'").fetchall()] == FORMS
    title = base.execute("SELECT title FROM documents WHERE document = 'analysed'").fetchone()
    assert title == ('\'=Un "accord" & trois <leçons>',), "an apostrophe keeps a formula from being one"


@pytest.mark.parametrize("exported", ["basex"], indirect=True)
def test_basex_counts_and_answers_the_same(exported: Path, tmp_path: Path) -> None:
    if not shutil.which("basex"):
        pytest.skip("BaseX is not installed")
    outside = os.environ | {"JAVA_ARGS": f"-Dorg.basex.DBPATH={tmp_path / 'data'} -Dfile.encoding=UTF-8"}

    def basex(*arguments: str) -> list[str]:
        done = subprocess.run(
            ["basex", *arguments], cwd=exported, env=outside, capture_output=True, check=True, timeout=600
        )
        return done.stdout.decode().splitlines()

    basex("load.bxs")
    assert (tmp_path / "data" / "essai").is_dir()
    for query in sorted((exported / "queries").iterdir()):
        asked = ["-bplace=Brest", "-bspeaker=Inès Caron", "-blemma=être", str(query)]
        shown = subprocess.run(["basex", *asked], cwd=exported, env=outside, capture_output=True, check=True).stdout
        assert shown.endswith(b"\n"), query.name
        assert not shown.endswith(b"\n\n"), query.name
    counted = dict(line.split() for line in basex("queries/counts.xq"))
    assert {name: int(counted[name]) for name in ("documents", "mentions", "quotations")} == {
        name: COUNTS[name] for name in ("documents", "mentions", "quotations")
    }
    analysed = numbers(one for one in documents() if one.analysed)
    assert {name: int(counted[name]) for name in ("sentences", "tokens")} == {
        name: analysed[name] for name in ("sentences", "tokens")
    }
    assert basex("-bplace=Brest", "queries/organisations.xq") == ["\t".join(one) for one in ORGANISATIONS]
    assert basex("-bspeaker=Inès Caron", "queries/speaker.xq") == ["\t".join(one) for one in SAID]
    assert [line.split("\t")[1] for line in basex("-blemma=être", "queries/concordance.xq")] == FORMS


def saxon_asks(folder: Path, name: str, **given: str) -> list[str]:
    """Give the lines that a query of BaseX has in Saxon."""
    saxonche = pytest.importorskip("saxonche")
    with saxonche.PySaxonProcessor(license=False) as processor:
        query = processor.new_xquery_processor()
        for key, value in given.items():
            query.set_parameter(key, processor.make_string_value(value))
        collection = f"collection('{folder.as_uri()}?select=*.xml')"
        query.set_query_content(HEAD + QUERIES[name].replace('db:open("{name}")', collection))
        return [str(line) for item in query.run_query_to_value() or () for line in str(item).splitlines()]


def test_a_quotation_in_pieces_is_given_with_the_space_between_them(tmp_path: Path) -> None:
    document = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><text><body><p>
      <s>Elle dit : <said xml:id="q" next="#q.2" who="#p">« Non.</said></s>
      <s><said xml:id="q.2" next="#q.3" prev="#q" who="#p">Ex-</said><said xml:id="q.3" prev="#q.2">RDA »</said>.</s>
      </p></body></text><standOff><listPerson>
      <person xml:id="p"><persName>Inès Caron</persName></person></listPerson></standOff></TEI>"""
    (tmp_path / "a.xml").write_text(document, encoding="utf-8")
    assert saxon_asks(tmp_path, "speaker", speaker="Inès Caron") == ["a\t« Non. Ex-RDA »"]
    broken = document.replace("<s><said", "<s>Un temps, puis <said")
    (tmp_path / "a.xml").write_text(broken, encoding="utf-8")
    assert saxon_asks(tmp_path, "speaker", speaker="Inès Caron") == ["a\t« Non. […] Ex-RDA »"]


def test_a_quotation_broken_by_other_words_goes_on_in_conllu(tmp_path: Path) -> None:
    document = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><text><body><p><said xml:id="q.1"
      next="#q.2">« Non »</said>, dit-il, <said xml:id="q.2" prev="#q.1">« jamais »</said>.</p></body></text></TEI>"""
    given = [read_document(parse_bytes(document.encode()).getroot())]
    assert numbers(iter(given))["quotations"] == 1
    find_exporter("conllu").write(given, tmp_path, SETTINGS)
    written = (tmp_path / "essai.conllu").read_text(encoding="utf-8")
    assert re.findall(r"Quote=(.)", written) == ["B", "I", "I", "I", "I", "I"]


@pytest.mark.parametrize("exported", ["basex"], indirect=True)
def test_saxon_answers_the_queries_of_basex_the_same(exported: Path) -> None:
    saxon = partial(saxon_asks, exported / "documents")
    counted = dict(line.split() for line in saxon("counts"))
    assert {name: int(counted[name]) for name in ("mentions", "quotations")} == {
        name: COUNTS[name] for name in ("mentions", "quotations")
    }
    assert saxon("organisations", place="Brest") == ["\t".join(one) for one in ORGANISATIONS]
    assert saxon("speaker", speaker="Inès Caron") == ["\t".join(one) for one in SAID]
    assert [line.split("\t")[1] for line in saxon("concordance", lemma="être")] == FORMS


@pytest.mark.parametrize("exported", ["graphml"], indirect=True)
def test_networkx_loads_who_is_named_with_whom(exported: Path) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(exported / "essai.graphml")
    assert set(graph) == {"org.rda", "pers.ines-caron", "pers.temoin.in.analysed", "pl.geonames-3030300"}
    assert list(graph.edges(data="weight")) == [("org.rda", "pl.geonames-3030300", 1)]
    assert graph.nodes["pl.geonames-3030300"]["mentions"] == 2


@pytest.mark.parametrize("exported", ["geojson"], indirect=True)
def test_places_stand_where_they_are(exported: Path) -> None:
    (place,) = json.loads((exported / "essai.geojson").read_bytes())["features"]
    assert place["geometry"] == {"type": "Point", "coordinates": [-4.486, 48.39]}
    assert place["properties"]["mentions"] == 2


@pytest.mark.parametrize("exported", ["geojson"], indirect=True)
def test_a_model_of_geojson_takes_the_places(exported: Path) -> None:
    model = pytest.importorskip("geojson_pydantic")
    found = model.FeatureCollection.model_validate_json((exported / "essai.geojson").read_bytes())
    assert [(one.id, one.geometry.coordinates.longitude) for one in found.features] == [("pl.geonames-3030300", -4.486)]


@pytest.mark.parametrize("exported", ["webanno"], indirect=True)
def test_the_selectors_of_annotations_find_their_words(exported: Path) -> None:
    found = 0
    for page in (exported / "annotations").iterdir():
        for one in json.loads(page.read_bytes())["items"]:
            text = (page.parent / one["target"]["source"]).read_text(encoding="utf-8")
            position, quote = one["target"]["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
            found += 1
    assert found == COUNTS["mentions"] + COUNTS["quotations"]


@pytest.mark.parametrize("exported", ["conllu"], indirect=True)
def test_conllu_keeps_to_its_format(exported: Path) -> None:
    """What the format asks for, by its own description (universaldependencies.org/format.html)."""
    data = (exported / "essai.conllu").read_text(encoding="utf-8")
    assert data.endswith("\n\n")
    rows = [line.split("\t") for line in data.splitlines() if line and not line.startswith("#")]
    assert len(rows) == COUNTS["tokens"]
    assert all(len(row) == 10 and all(row) for row in rows)
    sentences = [block for block in data.split("\n\n") if block]
    assert len(sentences) == COUNTS["sentences"]
    assert data.count("NE=B-") == COUNTS["mentions"]
    for block in sentences:
        text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        words = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        shown = "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in words)
        assert text
        assert text[1] == shown.strip()
        assert [row[0] for row in words] == [str(number) for number in range(1, len(words) + 1)]
    assert [row[1] for row in rows if row[2] == "être"] == FORMS


@pytest.mark.parametrize("exported", ["conllu"], indirect=True)
def test_the_validator_of_universal_dependencies_passes_the_format(exported: Path) -> None:
    """The validator gives a sentence up that has no tree, so each gets a flat one first; level 2 is the UD format.

    A document that is not analysed has no parts of speech, which UD does not allow: it is left out here.
    """
    pytest.importorskip("udtools")

    def problems(data: str) -> str:
        path = exported / "checked.conllu"
        path.write_text(data, encoding="utf-8", newline="")
        command = [sys.executable, "-c", "import sys; from udtools.cli import main; sys.exit(main())"]
        done = subprocess.run(
            [*command, "--lang", "ud", "--level", "2", "--", str(path)], capture_output=True, check=False
        )
        return "" if done.returncode == 0 else done.stdout.decode() + done.stderr.decode()

    golden = sorted((ROOT / "tests" / "encoder" / "golden").glob("*.ana.xml"))
    analysed = [one for one in documents() if one.analysed]
    analysed += [read_document(parse_file(path).getroot()) for path in golden]
    find_exporter("conllu").write(analysed, exported, SETTINGS)
    data = (exported / "essai.conllu").read_text(encoding="utf-8")
    assert "invalid-head" in problems(data)
    with_trees, roots = re.subn(r"^(1\t(?:[^\t]*\t){5})_\t_", r"\g<1>0\troot", data, flags=re.MULTILINE)
    with_trees = re.sub(r"^(\d+\t(?:[^\t]*\t){5})_\t_", r"\g<1>1\tdep", with_trees, flags=re.MULTILINE)
    assert roots == numbers(iter(analysed))["sentences"]
    assert problems(with_trees) == ""
    assert "text-form-mismatch" in problems(with_trees.replace("# text = ", "# text = x", 1))


@pytest.mark.parametrize("exported", ["csv"], indirect=True)
def test_no_cell_is_a_formula(exported: Path) -> None:
    import csv

    for path in exported.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "＠"))]
        assert not [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-\d+(?:\.\d+)?", cell)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(start: str) -> None:
    assert csv_cell(f"{start}1+1") == f"'{start}1+1"
    assert csv_cell((f"{start}1", "b")) == f"'{start}1|b"
    assert csv_cell(f"1{start}1") == f"1{start}1"
    assert csv_cell(-1.5) == "-1.5"


@pytest.mark.parametrize("exported", ["docbin"], indirect=True)
def test_spacy_loads_words_names_and_quotations(exported: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    docs = list(DocBin().from_disk(exported / "essai-1.spacy").get_docs(spacy.blank("xx").vocab))
    counted = {
        "documents": len(docs),
        "sentences": sum(len(list(doc.sents)) for doc in docs),
        "tokens": sum(len(doc) for doc in docs),
        "mentions": sum(len(doc.spans["mentions"]) for doc in docs),
        "quotations": sum(len(doc.spans["quotations"]) for doc in docs),
    }
    assert counted == COUNTS
    found = [
        (doc.user_data["id"], one.text)
        for doc in docs
        for sentence in doc.sents
        if "pl.brest" in [one.kb_id_ for one in sentence.ents]
        for one in sentence.ents
        if one.label_ == "ORG"
    ]
    assert found == [("analysed", "ex-RDA")], "a name that is a part of a word is the word"
    said = [one.text for doc in docs for one in doc.spans["quotations"] if one.kb_id_ == "pers.ines-caron"]
    assert said == [text for _, text in SAID]
    assert [word.text for doc in docs for word in doc if word.lemma_ == "être"] == FORMS


@pytest.mark.parametrize("exported", ["graphannis"], indirect=True)
def test_graphannis_counts_and_answers_the_same(exported: Path, tmp_path: Path) -> None:
    cs = pytest.importorskip("graphannis.cs")

    with cs.CorpusStorageManager(str(tmp_path / "store")) as store:
        name = store.import_from_fs(str(exported / "essai.graphml"), cs.ImportFormat.GraphML, "essai")

        def count(query: str) -> int:
            return int(store.count(name, query))

        assert count("annis:doc") == COUNTS["documents"]
        assert count("tok") == COUNTS["tokens"]
        assert count("tei:s") == COUNTS["sentences"]
        assert count("tei:mention") == COUNTS["mentions"]
        assert count("tei:quotation") == COUNTS["quotations"]
        together = 'tei:s & tei:mention="orgName" & tei:name="Brest" & #1 _i_ #2 & #1 _i_ #3'
        assert len(store.find(name, together)) == len(ORGANISATIONS)
        assert count('tei:speaker="Inès Caron"') == len(SAID)
        assert count('ud:lemma="être"') == len(FORMS)


@pytest.mark.parametrize("exported", ["graphannis"], indirect=True)
def test_the_concordance_in_graphannis_shows_what_a_query_finds_between_its_neighbours(exported: Path) -> None:
    pytest.importorskip("graphannis.cs")

    def concordance(query: str) -> list[str]:
        command = [sys.executable, str(exported / "concordance.py"), query]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()

    first, second = concordance('ud:lemma="être"')
    assert first == "analysed\tAccord à Brest L’ex-RDA [est] à Brest. « C’est “<fini>"
    assert second == "analysed\tL’ex-RDA est à Brest. « C’[est] “<fini>” », dit Inès Caron"
    ((one,), (document, words)) = concordance('tei:speaker="Inès Caron"'), SAID[0]
    assert one.startswith(f"{document}\t")
    assert f"[{words}], dit Inès Caron." in one


@pytest.mark.parametrize("exported", ["voyant"], indirect=True)
def test_voyant_gets_a_text_a_document(exported: Path) -> None:
    import zipfile

    with zipfile.ZipFile(exported / "essai.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["2021-05-04_analysed.txt", "1871_uvre_-.1-6cf0c894.txt"]
        text = archive.read("2021-05-04_analysed.txt").decode()
    assert text == next(documents()).text + "\n"


@pytest.mark.parametrize("exported", ["blacklab"], indirect=True)
def test_the_format_of_blacklab_names_what_the_documents_have(exported: Path) -> None:
    yaml = pytest.importorskip("yaml")
    saxonche = pytest.importorskip("saxonche")

    settings = yaml.safe_load((exported / "gazetei.blf.yaml").read_bytes())
    field = settings["annotatedFields"]["contents"]
    with saxonche.PySaxonProcessor(license=False) as processor:
        xpath = processor.new_xpath_processor()
        xpath.declare_namespace("", settings["namespaces"][""])
        xpath.set_context(file_name=str(exported / "documents" / "analysed.xml"))
        text = f"({settings['documentPath']})/{field['containerPath']}"
        words = xpath.evaluate(f"{text}/({field['wordPath']})")
        # a word that a name cuts is two here
        assert words.size == sum(len(one.words) for one in documents() if one.analysed) + 1
        assert xpath.evaluate(f"{text}/(.//w)/count({field['annotations'][3]['valuePath']}) => sum()") is not None
        shown = {}
        for tag in field["inlineTags"]:
            found = xpath.evaluate(f"{text}/({tag['path']})")
            for one in tag.get("extraAttributes", ()) if found else ():
                values = xpath.evaluate(f"{text}/({tag['path']})!({one['valuePath']})")
                shown[tag["path"]] = one["name"], [item.string_value for item in values]
        assert shown[".//placeName"] == ("entity", ["Brest", "Brest"])
        assert shown[".//orgName"] == ("entity", ["RDA"])
        assert shown[".//persName"] == ("entity", ["Inès Caron"])
        assert shown[".//said"] == ("speaker", ["Inès Caron"])
        assert shown[".//q"] == ("speaker", ["témoin", "témoin"])
        for one in settings["metadata"]["fields"]:
            assert xpath.evaluate(f"//{settings['metadata']['containerPath']}/({one['valuePath']})").size > 0


@pytest.mark.parametrize("exported", ["blacklab"], indirect=True)
def test_the_format_of_blacklab_has_no_key_that_blacklab_does_not_know(exported: Path) -> None:
    """What ``InputFormatReader.java`` takes, of the keys that can be here; it refuses any other."""
    yaml = pytest.importorskip("yaml")
    known = {
        "": "displayName description helpUrl namespaces processor documentPath annotatedFields metadata"
        " metadataDefaultAnalyzer corpusConfig",
        "annotatedFields.*": "containerPath wordPath tokenIdPath punctPath annotations inlineTags",
        "annotatedFields.*.annotations": "name displayName valuePath sensitivity uiType multipleValues process",
        "annotatedFields.*.inlineTags": "path displayAs includeAttributes excludeAttributes extraAttributes",
        "annotatedFields.*.inlineTags.extraAttributes": "name value valuePath process",
        "metadata": "containerPath defaultAnalyzer fields",
        "metadata.fields": "name displayName value valuePath type uiType multipleValues analyzer process",
        "corpusConfig": "displayName description contentViewable specialFields annotationGroups",
        "corpusConfig.annotationGroups.contents": "name annotations addRemainingAnnotations",
    }

    def look(thing: object, where: str) -> None:
        if isinstance(thing, list):
            for one in thing:
                look(one, where)
        elif isinstance(thing, dict):
            if where in known:
                assert set(thing) <= set(known[where].split()), where
            for key, value in thing.items():
                inner = "*" if where == "annotatedFields" else key
                look(value, f"{where}.{inner}".removeprefix("."))

    look(yaml.safe_load((exported / "gazetei.blf.yaml").read_bytes()), "")


def test_the_queries_of_the_documentation_are_those_of_blacklab() -> None:
    bcql = pytest.importorskip("bcql_py")
    text = (ROOT / "docs" / "export.md").read_text(encoding="utf-8").partition("## blacklab")[2].partition("\n## ")[0]
    queries = re.search(r"```\n(.*?)```", text, re.DOTALL)
    assert queries
    for line in (lines := queries[1].splitlines()):
        bcql.parse(line)
    assert len(lines) == 3


@pytest.mark.parametrize("exported", ["korap"], indirect=True)
def test_korap_gets_headers_and_texts_on_lines_of_their_own(exported: Path) -> None:
    from lxml import etree

    data = (exported / "essai.i5.xml").read_bytes()
    root = etree.fromstring(data)
    assert [one.text for one in root.iter("textSigle")] == ["ESSAI/TEI.00001", "ESSAI/TEI.00002"]
    assert len(list(root.iter("s"))) == COUNTS["sentences"]
    lines = data.decode().splitlines()
    for tag in ("idsHeader", "text", "idsText", "idsDoc", "idsCorpus"):
        assert all(re.fullmatch(rf"</?{tag}( [^<>]*)?>", line) for line in lines if re.search(rf"</?{tag}[ >]", line))
    sigles = (exported / "sigles.tsv").read_text(encoding="utf-8").splitlines()
    assert sigles[1] == "ESSAI/TEI.00002\tœuvre_é.1"


@pytest.mark.parametrize("exported", ["korap"], indirect=True)
def test_tei2korapxml_would_read_every_text_with_its_sentences(exported: Path) -> None:
    texts = read_korap(exported / "essai.i5.xml")
    assert list(texts) == ["ESSAI/TEI.00001", "ESSAI/TEI.00002"]
    for one, (text, sentences) in zip(documents(), texts.values(), strict=True):
        expected = [" ".join(one.text[s.span.start : s.span.end].split()) for s in one.sentences]
        assert sentences == expected
        assert text == " ".join(expected)


def test_tei2korapxml_would_read_texts_that_look_like_its_own_tags(tmp_path: Path) -> None:
    text = "<p>&lt;text> &lt;/text> &lt;!-- &lt;idsHeader> &lt;textSigle>A/B.1&lt;/textSigle></p>"
    head = "<fileDesc><titleStmt><title>&lt;textSigle>A/B.1&lt;/textSigle></title></titleStmt></fileDesc>"
    data = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="odd"><teiHeader>{head}</teiHeader>
      <text><body>{text}<p/></body></text></TEI>"""
    find_exporter("korap").write([read_document(parse_bytes(data.encode()).getroot())], tmp_path, SETTINGS)
    ((sigle, (words, _)),) = read_korap(tmp_path / "essai.i5.xml").items()
    assert (sigle, words) == ("ESSAI/TEI.00001", "<text> </text> <!-- <idsHeader> <textSigle>A/B.1</textSigle>")


def test_txm_gets_one_text_a_file_and_no_mark_that_is_not_a_word(tmp_path: Path) -> None:
    data = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="g"><teiHeader/><text><group>
      <text><body><p><w>One</w><pc>.</pc><w/>
      <w>t<w>w</w>o</w></p></body></text><text><body><p>Two.</p></body></text></group></text></TEI>"""
    given = read_document(parse_bytes(data).getroot())
    find_exporter("txm").write([given], tmp_path, SETTINGS)
    root = parse_bytes((tmp_path / "g.xml").read_bytes()).getroot()
    names = [str(one.tag).rpartition("}")[2] for one in root.iter()]
    assert (names.count("text"), names.count("w"), names.count("pc")) == (1, 3, 0)
    assert (tmp_path / "metadata.csv").read_text(encoding="utf-8").splitlines()[1].startswith("g,")


@pytest.mark.parametrize("exported", ["txm"], indirect=True)
def test_txm_finds_what_its_import_asks_for(exported: Path) -> None:
    """The rules of the module XTZ + CSV, by its documentation and specification (wiki txm-info)."""
    import csv

    with (exported / "metadata.csv").open(encoding="utf-8", newline="") as stream:
        first, *rows = csv.reader(stream)
    assert first[0] == "id"
    assert all(re.fullmatch("[a-z]+", name) for name in first), "no accents, no special characters"
    assert {row[0] for row in rows} == {path.stem for path in exported.glob("*.xml")}
    assert [row[first.index("textorder")] for row in rows] == ["2021-05-04", "1871"]
    words = []
    for path, document in zip(sorted(exported.glob("*.xml")), documents(), strict=True):
        root = parse_file(path).getroot()
        assert len(root.xpath("//*[local-name() = 'text']")) == 1
        assert not root.xpath("//*[local-name() = 'w']//* | //*[local-name() = 'standOff' or local-name() = 'pc']")
        assert read_document(root).text == document.text
        found = root.xpath("//*[local-name() = 'w']")
        words += found if document.analysed else []
        if document.analysed:
            outside = root.xpath("//*[local-name() = 'text']//text()[not(ancestor::*[local-name() = 'w'])]")
            assert not "".join(map(str, outside)).strip(), "nothing is left to cut"
    assert {key for word in words for key in word.attrib} == {"lemma", "pos", "msd"}
    assert [str(one) for one in root.xpath("//@speaker")] == []
    first_root = parse_file(exported / "analysed.xml").getroot()
    assert [str(one) for one in first_root.xpath("//@entity")] == ["Brest", "RDA", "Brest", "Inès Caron"]
    assert [str(one) for one in first_root.xpath("//@speaker")] == ["Inès Caron", "témoin"]
