"""The mistakes that people make in TEI: exactly one finding each, at the offending node, with the fix named."""

import functools

import pytest

from schemas.codes import catalogue
from schemas.finding import Finding
from schemas.nearest import nearest
from schemas.odd.compiler import compile_odd
from schemas.odd.schematron import load_rules
from schemas.sources import Grammar, Target
from schemas.validate import validate_bytes

ODD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="mistakes" start="TEI">
<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
<moduleRef key="namesdates"/><moduleRef key="figures"/><moduleRef key="linking"/><moduleRef key="analysis"/>
<elementSpec ident="title" mode="change"><attList><attDef ident="level" mode="change"><valList type="closed"
 mode="replace"><valItem ident="a"/><valItem ident="j"/><valItem ident="m"/></valList></attDef></attList></elementSpec>
<elementSpec ident="graphic" mode="change"><attList><attDef ident="url" mode="change" usage="req"/></attList>
</elementSpec>
</schemaSpec>"""
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p></publicationStmt>"
    "<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>"
)
NS = "http://www.tei-c.org/ns/1.0"


@functools.cache
def target() -> Target:
    return Target("mistakes", "0" * 64, Grammar("mistakes", "0" * 64, compile_odd(ODD.encode(), path="mistakes.odd")))


def check(document: str, engine: str = "native") -> tuple[Finding, ...]:
    return validate_bytes(document.encode(), target(), path="d.xml", engine=engine).findings  # type: ignore[arg-type]


def whole(body: str) -> str:
    return f'<TEI xmlns="{NS}">{HEADER}<text><body>\n{body}</body></text></TEI>'


# what stands in the body (the fault between ⟦ and ⟧), the code's name, a part of the message, the first that was
# expected, a part of the fix
MISTAKES = [
    ("<p>Le ⟦<persname>⟧Macron</persname></p>", "element-not-allowed", "<persname> is not allowed in <p>", "persName",
     "did you mean <persName>? (names are case-sensitive)"),
    ("<p>⟦<b>⟧x</b></p>", "element-unknown", "the schema has no element <b>", "hi", '<hi rend="bold">?'),
    ("<p>⟦<i>⟧x</i></p>", "element-unknown", "<i>", "hi", '<hi rend="italic">?'),
    ("<p>⟦<strong>⟧x</strong></p>", "element-unknown", "<strong>", "hi", "<hi rend="),
    ("<p>⟦<a⟧ href='x'>x</a></p>", "element-unknown", "<a>", "ref", "did you mean <ref>?"),
    ("<p>⟦<img⟧ src='x'/></p>", "element-unknown", "<img>", "graphic", "did you mean <graphic>?"),
    ("<p>a⟦<br/>⟧b</p>", "element-unknown", "<br>", "lb", "did you mean <lb>?"),
    ("<p>⟦<pesrName>⟧x</pesrName></p>", "element-unknown", "<pesrName>", "persName", "did you mean <persName>?"),
    ("<p>⟦<placename>⟧x</placename></p>", "element-not-allowed", "<placename>", "placeName", "<placeName>?"),
    ("<p>⟦<date_⟧ when='2024'>x</date_></p>", "element-unknown", "<date_>", "date", "did you mean <date>?"),
    ("<p>⟦<person>⟧Macron</person></p>", "element-not-allowed", "<person> is not allowed in <p>", "", "<persName>?"),
    ("<p>⟦<place>⟧Damas</place></p>", "element-not-allowed", "<place> is not allowed in <p>", "", "<placeName>?"),
    ("<p>⟦<org>⟧ONU</org></p>", "element-not-allowed", "<org> is not allowed in <p>", "", "<orgName>?"),
    ("⟦<div0>⟧<p/></div0>", "element-unknown", "<div0>", "div", "<div"),
    ("⟦<section>⟧<p/></section>", "element-unknown", "<section>", "div", '<div type="section">?'),
    ("⟦<h1>⟧T</h1><p/>", "element-unknown", "<h1>", "head", "did you mean <head>?"),
    ("⟦<ul>⟧<item>x</item></ul>", "element-unknown", "<ul>", "list", '<list rend="bulleted">?'),
    ("<list>⟦<li>⟧x</li></list>", "element-unknown", "<li>", "item", "did you mean <item>?"),
    ("<div>⟦<item>⟧x</item></div>", "element-not-allowed", "<item> is not allowed in <div>", "", "wrap it in <list>"),
    ("<div>⟦<hi>⟧x</hi></div>", "element-not-allowed", "<hi> is not allowed in <div>", "", "wrap it in <p>"),
    ("<div><p>x⟦<div>⟧<p/></div></p></div>", "element-not-allowed", "<div> is not allowed in <p>", "",
     "move it out of <p>, into <div>"),
    ("<p>⟦<p>⟧x</p></p>", "element-not-allowed", "<p> is not allowed in <p>", "", ""),
    ("<div><p>x</p>⟦<head>⟧T</head></div>", "element-out-of-order", "<head> is not allowed at this point in <div>", "",
     "move it before <p>"),
    ("<div><p>x</p><div><p/></div>⟦<p>⟧y</p></div>", "element-out-of-order", "<p> is not allowed at this point", "",
     ""),
    ("<p>⟦<p⟧ xmlns=''>x</p></p>", "element-wrong-namespace", "in no namespace", "", 'remove xmlns=""'),
    ("<p>⟦<hi⟧ xmlns='urn:x'>x</hi></p>", "element-wrong-namespace", "in the namespace urn:x",
     "", f'<hi xmlns="{NS}">'),
    ("<p>⟦<x:hi⟧ xmlns:x='urn:x'>x</x:hi></p>", "element-wrong-namespace", "<x:hi>", "", "without the prefix"),
    ("⟦Bonjour⟧<p/>", "text-not-allowed", "text is not allowed directly in <body>: “Bonjour”", "p", "wrap it in <p>"),
    ("<div><p/>⟦Bonjour tout⟧ <p/></div>", "text-not-allowed", "directly in <div>: “Bonjour tout”", "p",
     "wrap it in <p>"),
    ("<list>⟦un⟧<item/></list>", "text-not-allowed", "in <list>", "item", "wrap it in <item>"),
    ("<p>a<lb>⟦x⟧</lb></p>", "text-not-allowed", "<lb> must be empty, and holds “x”", "", "move the text out"),
    ("⟦<list/>⟧", "child-missing", "<list> is empty", "", "add"),
    ("⟦<table>⟧<head>T</head></table>", "child-missing", "one of <row>, ", "row", "add one of <row>"),
    ("<table><row>⟦<p>⟧x</p></row></table>", "element-not-allowed", "<p> is not allowed in <row>", "",
     "wrap it in <cell>"),
    ("<p><ref ⟦href⟧='x'>x</ref></p>", "attribute-unknown", "no attribute @href", "", "did you mean target?"),
    ("<p ⟦id⟧='a'>x</p>", "attribute-not-allowed", "<p> cannot have @id", "", "did you mean xml:id?"),
    ("<p ⟦lang⟧='fr'>x</p>", "attribute-not-allowed", "@lang", "", "did you mean xml:lang?"),
    ("<p ⟦class⟧='a'>x</p>", "attribute-unknown", "no attribute @class", "", "did you mean rend?"),
    ("<p ⟦style_⟧='a'>x</p>", "attribute-unknown", "no attribute @style_", "", "did you mean style?"),
    ("<div ⟦Type⟧='a'><p/></div>", "attribute-not-allowed", "<div> cannot have @Type", "", "did you mean type?"),
    ("<p ⟦when⟧='2024'>x</p>", "attribute-not-allowed", "<p> cannot have @when", "", "remove it"),
    ("<p ⟦zzz⟧='2024'>x</p>", "attribute-unknown", "no attribute @zzz", "", "remove it"),
    ("<p ⟦t:n⟧='1' xmlns:t='urn:t'>x</p>", "attribute-not-allowed", "<p> cannot have @t:n", "", "did you mean n?"),
    ("<p>⟦<graphic/>⟧</p>", "attribute-missing", "<graphic> has no @url, which is mandatory", "url", 'add url="…"'),
    ("<p><title level='⟦journal⟧'>x</title></p>", "value-not-in-list", "@level=“journal” of <title> is not on the list",
     "j", "choose"),
    ("<p><title level='⟦J⟧'>x</title></p>", "value-not-in-list", "@level=“J”", "j", "did you mean j?"),
    ("<p><date when='⟦1 mai 2024⟧'>x</date></p>", "value-date", "@when=“1 mai 2024” of <date> is not a date",
     "2024-05-01", "write 2024-05-01"),
    ("<p><date when='⟦2024-5-1⟧'>x</date></p>", "value-date", "is not a date", "2024-05-01", "write 2024-05-01"),
    ("<p><date when='⟦May 3, 2024⟧'>x</date></p>", "value-date", "is not a date", "", "write 2024-05-03"),
    ("<p><date when='⟦2024-02-30⟧'>x</date></p>", "value-date", "is a date that does not exist", "", "YYYY-MM-DD"),
    ("<p><date when='⟦⟧'>x</date></p>", "value-date", "@when=“” of <date> is not a date", "", "leave it out"),
    ("<p xml:lang='⟦français⟧'>x</p>", "value-language", "@xml:lang=“français” of <p> is not a language tag", "fr",
     "write fr"),
    ("<p xml:lang='⟦fr_CA⟧'>x</p>", "value-language", "is not a language tag", "fr", "write fr-CA"),
    ("<div type='⟦fait divers⟧'><p/></div>", "value-name", "is not a single word", "", "write fait-divers"),
    ("<p><measure quantity='⟦1 200⟧'>x</measure></p>", "value-number", "is not a number", "", "write 1200"),
    ("<p><measure quantity='⟦2,5⟧'>x</measure></p>", "value-number", "is not a number", "", "write 2.5"),
    ("<table rows='⟦deux⟧'><row><cell/></row></table>", "value-number", "is not a whole number", "", "digits only"),
    ("<p><said direct='⟦oui⟧'>x</said></p>", "value-truth", "is not a truth value", "true", "write true"),
    ("<p xml:id='⟦1a⟧'>x</p>", "id-not-a-name", "begins with a digit", "", "write id-1a"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "name", "message", "first", "fix"), MISTAKES, ids=[case[0] for case in MISTAKES])
def test_one_finding_at_the_offending_node(marked: str, name: str, message: str, first: str, fix: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    (finding,) = check(whole(marked.replace("⟦", "").replace("⟧", "")))
    assert catalogue()[finding.code].name == name
    assert message in finding.message
    assert fix in finding.suggestion
    assert finding.suggestion
    assert (finding.line, finding.column, finding.end_column) == (2, start + 1, end + 1)
    if first:
        assert finding.expected[0] == first


@pytest.mark.parametrize("engine", ["auto", "lxml", "native"])
def test_what_is_right_has_no_finding(engine: str) -> None:
    assert check(whole("<div type='a'><head>T</head><p><persName>M</persName></p></div>"), engine) == ()


@pytest.mark.parametrize(
    ("document", "name", "message", "fix"),
    [
        ("<TEI><text/></TEI>", "namespace-missing", "<TEI> is in no namespace", f'write <TEI xmlns="{NS}">'),
        (f'<tei xmlns="{NS}">{HEADER}<text><body><p/></body></text></tei>', "root-not-allowed",
         "a document cannot begin with <tei>", "did you mean <TEI>?"),
        (f'<TEI.2 xmlns="{NS}">{HEADER}<text><body><p/></body></text></TEI.2>', "root-not-allowed", "<TEI.2>",
         "<TEI>?"),
        (f'<div xmlns="{NS}"><p/></div>', "root-not-allowed", "cannot begin with <div>", "put it in a complete <TEI>"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "root-not-allowed", "<html>", "put it in a complete <TEI>"),
    ],
)  # fmt: skip
def test_the_root(document: str, name: str, message: str, fix: str) -> None:
    first = check(document)[0]
    assert catalogue()[first.code].name == name
    assert message in first.message
    assert fix in first.suggestion


@pytest.mark.parametrize(
    ("old", "new", "name", "message", "fix"),
    [
        ("<titleStmt><title>T</title></titleStmt>", "", "child-missing",
         "<titleStmt> is missing in <fileDesc> before <publicationStmt>", "add <titleStmt>"),
        ("<sourceDesc><p>S</p></sourceDesc>", "", "child-missing", "<fileDesc> is incomplete: <sourceDesc> is missing",
         "add <sourceDesc>"),
        ("<title>T</title>", "", "child-missing", "<titleStmt> is empty: <title> is missing", "add <title>"),
        ("<titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p></publicationStmt>",
         "<publicationStmt><p>P</p></publicationStmt><titleStmt><title>T</title></titleStmt>", "element-out-of-order",
         "<titleStmt> is not allowed at this point in <fileDesc>", "move it before <publicationStmt>"),
        ("<sourceDesc><p>S</p></sourceDesc>", "<sourceDesc>S</sourceDesc>", "text-not-allowed", "in <sourceDesc>",
         "<p>"),
        ("<titleStmt><title>T</title></titleStmt>", "<titleStmt><hi>T</hi></titleStmt>", "element-not-allowed",
         "<hi> is not allowed in <titleStmt>", "wrap it in <title>"),
        ("<publicationStmt><p>P</p></publicationStmt>", "<publicationStmt><date/></publicationStmt>", "child-missing",
         "is missing in <publicationStmt> before <date>", "add"),
    ],
)  # fmt: skip
def test_the_header(old: str, new: str, name: str, message: str, fix: str) -> None:
    document = whole("<p/>")
    assert old in document
    (finding,) = check(document.replace(old, new))
    assert catalogue()[finding.code].name == name
    assert message in finding.message
    assert fix in finding.suggestion


def test_the_verdict_of_libxml2_is_explained_by_the_model() -> None:
    (finding,) = check(whole("<p><b>x</b></p>"), "auto")
    assert catalogue()[finding.code].name == "element-unknown"


def test_a_document_full_of_faults_is_capped_and_counted() -> None:
    report = validate_bytes(whole("<p>" + "<b>x</b>" * 5000 + "</p>").encode(), target(), path="d", max_findings=100)
    assert len(report.findings) == 101
    assert report.counts[0] >= 2000


def test_every_code_of_the_layer_is_told_in_a_test() -> None:
    told = {case[1] for case in MISTAKES} | {"namespace-missing", "root-not-allowed"}
    # those of engines without a model, and kinds of values that hardly occur, have tests of their own
    others = {"not-valid", "engines-disagree", "value-datatype", "content-value", "value-uri", "value-count"}
    assert told >= {code.name for code in catalogue().values() if code.layer == "schema"} - others


def test_letters_in_the_wrong_order_are_a_slip_even_in_a_short_name() -> None:
    assert nearest("dvi", ("p", "div", "list")) == "div"
    assert nearest("ptr", ("phr", "p")) == ""


RENAMED = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="renamed" start="text">
<moduleRef key="tei"/><moduleRef key="core" include="p hi head list item"/><moduleRef key="namesdates"
 include="persName"/><moduleRef key="textstructure" include="text body div"/>
<elementSpec ident="persName" mode="change"><altIdent>nomPers</altIdent></elementSpec>
<elementSpec ident="hi" mode="change"><altIdent>relief</altIdent></elementSpec>
<elementSpec ident="div" mode="change"><attList><attDef ident="type" mode="change"><altIdent>genre</altIdent></attDef>
</attList></elementSpec></schemaSpec>"""


@pytest.mark.parametrize(
    ("body", "fix"),
    [
        ("<p><persName>x</persName></p>", "did you mean <nomPers>?"),
        ("<p><persname>x</persname></p>", "did you mean <nomPers>?"),
        ("<p><b>x</b></p>", 'did you mean <relief rend="bold">?'),
        ("<div type='a'><p/></div>", "did you mean genre?"),
        # what was meant is not allowed there: say how it can stand
        ("<b>x</b><p/>", 'did you mean <relief rend="bold">? wrap it in <p>'),
        ("<persName>x</persName><p/>", "did you mean <nomPers>? wrap it in <p>"),
        ("<p><h1>x</h1></p>", "did you mean <head>? move it out of <p>, into <body>"),
        ("<p><section><p/></section></p>", 'did you mean <div genre="section">? move it out of <p>, into <body>'),
        ("<p><dvi><p/></dvi></p>", "did you mean <div>? move it out of <p>, into <body>"),
        ("<p><blockquote>x</blockquote></p>", "use one of those allowed here"),
        ("<list><td>x</td></list>", "use one of those allowed here"),
    ],
)
def test_what_was_meant_is_said_as_it_can_be_written_there(body: str, fix: str) -> None:
    schema = compile_odd(RENAMED.encode(), path="renamed.odd")
    held = Target("renamed", "0" * 64, Grammar("renamed", "0" * 64, schema))
    data = f'<text xmlns="{NS}"><body>\n{body}</body></text>'.encode()
    found = validate_bytes(data, held, path="d.xml", engine="native", layers=("wf", "schema")).findings
    assert found[0].suggestion.startswith(fix)


def test_one_too_many_is_taken_out_not_moved() -> None:
    counted = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="counted" start="p"><moduleRef key="tei"/>
<moduleRef key="core" include="p hi name head"/><elementSpec ident="p" mode="change"><content><sequence>
<elementRef key="head" minOccurs="0"/><elementRef key="hi" minOccurs="0" maxOccurs="2"/>
<elementRef key="name" minOccurs="0"/></sequence></content></elementSpec></schemaSpec>"""
    held = Target("counted", "0" * 64, Grammar("counted", "0" * 64, compile_odd(counted.encode())))
    cases = {
        "<hi/><hi/><hi/>": "remove it: at most 2 are allowed",
        "<hi/><hi/><name/><hi/>": "remove it: at most 2 are allowed",
        "<hi/><name/><hi/>": "move it before <name>",
        "<name/><hi/>": "move it before <name>",
        "<head/><head/>": "remove it: there is one already",
    }
    for body, fix in cases.items():
        data = f'<p xmlns="{NS}">{body}</p>'.encode()
        (finding,) = validate_bytes(data, held, path="d", engine="native", layers=("wf", "schema")).findings
        assert finding.suggestion == fix, body


def test_what_an_element_lacks_follows_from_all_that_should_not_be_in_it() -> None:
    rule = """<elementSpec ident="list" mode="change"><constraintSpec ident="k" scheme="schematron"><constraint>
<assert xmlns="http://purl.oclc.org/dsdl/schematron" test="tei:item">a list has items</assert></constraint>
</constraintSpec></elementSpec></schemaSpec>"""
    model = compile_odd(ODD.replace("</schemaSpec>", rule).encode())
    held = Target("k", "0", Grammar("k", "0", model), (load_rules(model),))
    for body, names in {
        "<list><p/><p/></list>": ["element-not-allowed"],
        "<list><head/></list>": ["child-missing"],
        "<list><head/><p/></list>": ["element-not-allowed", "rule-assert"],
    }.items():
        found = validate_bytes(whole(body).encode(), held, path="d").findings
        assert sorted(catalogue()[finding.code].name for finding in found) == names, body


def test_a_schema_location_is_one_finding() -> None:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"'
    (finding,) = check(whole("<p/>").replace("<TEI", f"<TEI {xsi}"))
    assert catalogue()[finding.code].name == "attribute-unknown"
    assert finding.suggestion == "remove it: a document does not choose its own schema"
