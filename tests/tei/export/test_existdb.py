"""The package for eXist-db and TEI Publisher, as far as it can be tried without them.

eXist is on no registry that the tests reach. Its queries are plain XQuery but for ``ft:`` and ``util:``: BaseX runs
them, with stand-ins for ``ft:``; Saxon evaluates the expressions of the index and of the ODD. What eXist does with
white space is taken from its source: it drops what stands between two elements unless ``xml:space`` says to keep it.
"""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tei import parse_bytes
from tei.export import find_exporter, read_document
from tests.tei.export.conftest import COUNTS, SETTINGS, documents, numbers

TEI = "http://www.tei-c.org/ns/1.0"
INDEX = "http://teipublisher.com/index"
XPathText = Callable[[str, Path], list[str]]

FT = """module namespace ft = "http://exist-db.org/xquery/lucene";
declare function ft:query($node as node(), $query as xs:string) as xs:boolean {
  if (starts-with($query, "lemma:")) then $node//*:w/@lemma = substring-after($query, "lemma:")
  else contains(lower-case($node), lower-case($query))
};
declare function ft:query($node as node(), $query as xs:string, $options as map(*)) as xs:boolean {
  ft:query($node, $query)
};
declare function ft:field($node as node(), $name as xs:string) as xs:string { $name };
declare function ft:facets($nodes as node()*, $name as xs:string, $most as xs:integer) as map(*) { map { $name: 1 } };
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Give the folder of the package, unpacked, whose queries read the documents in it."""
    find_exporter("existdb").write(documents(), tmp_path, SETTINGS)
    folder = tmp_path / "package"
    with zipfile.ZipFile(tmp_path / "essai-data.xar") as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    assert (tmp_path / "README.md").read_bytes() == (folder / "README.md").read_bytes()
    for path in (folder / "queries").iterdir():
        query = path.read_text(encoding="utf-8")
        assert 'collection("/db/apps/essai-data/data")' in query
        path.write_text(query.replace("/db/apps/essai-data/data", str(folder / "data")), encoding="utf-8")
    return folder


@pytest.fixture
def basex(package: Path) -> Callable[..., list[str]]:
    if not shutil.which("basex"):
        pytest.skip("BaseX is not installed")

    def run(name: str, **changes: str) -> list[str]:
        path = package / "queries" / name
        query = path.read_text(encoding="utf-8")
        for before, after in changes.items():
            assert f'"{before}"' in query
            query = query.replace(f'"{before}"', f'"{after}"')
        path.write_text(query, encoding="utf-8")
        done = subprocess.run(["basex", str(path)], capture_output=True, check=False, timeout=600)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().splitlines()

    return run


@pytest.fixture
def saxon() -> XPathText:
    """Give a function that evaluates an XQuery expression with a document as its context."""
    saxonche = pytest.importorskip("saxonche")

    def evaluate(query: str, document: Path) -> list[str]:
        with saxonche.PySaxonProcessor(license=False) as processor:
            engine = processor.new_xquery_processor()
            engine.set_query_base_uri(document.parent.as_uri() + "/")
            engine.set_context(xdm_item=processor.parse_xml(xml_file_name=str(document)))
            engine.set_query_content(query)
            return [item.string_value for item in engine.run_query_to_value() or ()]

    return evaluate


def test_the_package_describes_itself_as_tei_publisher_asks(package: Path) -> None:
    described = etree.parse(package / "expath-pkg.xml").getroot()
    assert described.get("name") == "http://teipublisher.com/ns/data/essai-data"
    assert described.findtext("{*}title") == 'Un "essai" & plus'
    deployed = etree.parse(package / "repo.xml").getroot()
    assert deployed.findtext("{*}target") == described.get("abbrev") == "essai-data"
    prepare = deployed.findtext("{*}prepare")
    assert prepare
    assert (package / prepare).is_file()
    assert len(list((package / "data").iterdir())) == COUNTS["documents"]
    readme = (package / "README.md").read_text(encoding="utf-8")
    assert "2 TEI documents" in readme
    assert not re.search(r"\{\w+\}", readme)
    for path in re.findall(r"`((?:queries|modules)/[\w.]+)`", readme):
        assert path == "modules/config.xqm" or (package / path).is_file()


def test_documents_keep_their_spaces_and_say_how_they_are_opened(package: Path) -> None:
    for path, document in zip(sorted((package / "data").iterdir()), documents(), strict=True):
        root = etree.parse(path).getroot()
        assert root.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        assert read_document(root).text == document.text
        opened = root.xpath("preceding-sibling::processing-instruction('teipublisher')")
        assert [str(one) for one in opened] == ['<?teipublisher odd="press.odd" view="single"?>']


def test_a_document_that_says_how_it_is_opened_is_left_as_it_is(tmp_path: Path) -> None:
    data = f'<?teipublisher view="div"?><TEI xmlns="{TEI}" xml:id="a" xml:space="default"><text><p>A</p></text></TEI>'
    given = read_document(parse_bytes(data.encode()).getroot())
    find_exporter("existdb").write([given], tmp_path, SETTINGS)
    with zipfile.ZipFile(tmp_path / "essai-data.xar") as archive:
        written = archive.read("data/a.xml").decode()
    assert written.count("<?teipublisher") == 1
    assert 'view="div"' in written
    assert given.root.get("{http://www.w3.org/XML/1998/namespace}space") == "default"


def test_basex_runs_the_questions(basex: Callable[..., list[str]]) -> None:
    counted = dict(line.split() for line in basex("counts.xq"))
    analysed = numbers(one for one in documents() if one.analysed)
    assert {name: int(number) for name, number in counted.items()} == COUNTS | {
        "sentences": analysed["sentences"],
        "tokens": analysed["tokens"],
    }
    assert basex("organisations.xq", Paris="Brest") == ["analysed\ts2\tRDA"]
    assert basex("speaker.xq", **{"": "Inès Caron"}) == ["analysed\t« C’est “<fini>” »"]
    found = basex("concordance.xq", dire="être")
    assert [line.split("\t")[:2] for line in found] == [["analysed", "est"]] * 2
    assert found[1].endswith("dit Inès Caron.")


def test_the_queries_of_the_index_are_xquery(basex: Callable[..., list[str]], package: Path) -> None:
    (package / "ft.xqm").write_text(FT, encoding="utf-8")
    for name in ("lemma.xq", "search.xq"):
        path = package / "queries" / name
        query = path.read_text(encoding="utf-8")
        imported = 'import module namespace ft = "http://exist-db.org/xquery/lucene" at "../ft.xqm";\ndeclare namespace'
        path.write_text(query.replace("declare namespace", imported, 1), encoding="utf-8")
    assert basex("lemma.xq") == ["« C’est “<fini>” », dit Inès Caron."]
    assert basex("search.xq") == ["date title", "person: 1"]


def test_what_goes_into_the_index_is_what_the_documents_have(package: Path, saxon: XPathText) -> None:
    config = etree.parse(package / "collection.xconf").getroot()
    space = {"x": "http://exist-db.org/collection-config/1.0"}
    assert config.xpath("string(//x:module/@uri)", namespaces=space) == INDEX
    module = config.xpath("string(//x:module/@at)", namespaces=space)
    found: dict[str, list[str]] = {}
    for text in config.iterfind(".//x:text", space):
        where = text.get("match") or f"//{text.get('qname')}"
        for one in text.iterfind("*[@expression]"):
            if not (expression := one.get("expression", "")).startswith("util:"):
                query = f"""import module namespace nav = "{INDEX}" at "../{module}";
                    declare namespace tei = "{TEI}";
                    for $one in {where} return string-join($one!({expression}), " | ")"""
                name = f"{text.get('qname', 'text')} {one.get('name') or one.get('dimension')}"
                found[name] = saxon(query, package / "data" / "analysed.xml")
    assert found["text title"] == ['=Un "accord" & trois <leçons>']
    assert found["text author"] == ["Ève Brun | N. N."]
    assert (found["text date"], found["text year"], found["text language"]) == (["2021-05-04"], ["2021"], ["fr"])
    assert found["text newspaper"] == ["Le Courrier"]
    assert (found["text person"], found["text organisation"], found["text place"]) == (
        ["Inès Caron"],
        ["RDA"],
        ["Brest"],
    )
    assert found["text speaker"] == ["Inès Caron | témoin"]
    assert found["tei:said speaker"] == ["Inès Caron"]
    assert found["tei:s lemma"][1] == "le ex-RDA être à Brest"


def test_a_document_without_registers_is_indexed_by_its_names(package: Path, saxon: XPathText) -> None:
    (path,) = (one for one in (package / "data").iterdir() if one.name != "analysed.xml")
    query = f"""import module namespace nav = "{INDEX}" at "../index.xql";
        for $field in ("person", "place", "speaker", "title", "date", "newspaper")
        return string-join(nav:get-metadata(/*, $field), " | ")"""
    assert saxon(query, path) == ["A. Writer", "Brest", "", "Letters", "1871", ""]


def test_the_odd_adds_no_marks_and_shows_the_entries_of_names(package: Path, saxon: XPathText) -> None:
    odd = etree.parse(package / "press.odd").getroot()
    space = {"t": TEI}
    assert odd.xpath("string(//t:schemaSpec/@source)", namespaces=space) == "teipublisher.odd"
    shown = []
    for spec in odd.iterfind(".//t:elementSpec", space):
        for model in spec.iterfind("t:model", space):
            assert model.get("behaviour") in {"inline", "block", "omit", "alternate"}
            for param in model.iterfind("t:param", space):
                query = f"""declare default element namespace "{TEI}";
                    declare variable $parameters := map {{ "root": /* }};
                    //{spec.get("ident")}[{model.get("predicate", "true()")}]!string({param.get("value")})"""
                if param.get("name") == "alternate":
                    shown += saxon(query, package / "data" / "analysed.xml")
                else:
                    assert saxon(query, package / "data" / "analysed.xml")
    assert shown == ["Inès Caron", "RDA", "Brest", "Brest"]
    assert not odd.xpath("//t:outputRendition[@scope = 'before' or @scope = 'after']", namespaces=space)
    assert {"said", "quote", "q", "soCalled"} <= {spec.get("ident") for spec in odd.iterfind(".//t:elementSpec", space)}
