"""Every mistake that keeps a document from being read: one finding, at the right place, with the fix."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import catalogue
from schemas.finding import Finding
from schemas.markup import find_fault
from schemas.positions import Source
from schemas.wellformed import check_wellformed
from tei.errors import UnsafeXmlError
from tei.parse import MAX_BYTES, parse_bytes
from tests.schemas.test_positions import Written, documents

HOSTILE = Path(__file__).parents[3] / "shared" / "hostile" / "payloads"

# what, the document (the fault between ⟦ and ⟧), the name of the code, a part of the message, a part of the fix
CASES = [
    ("end tag missing", "<p>\n<q>x\n⟦</p>⟧", "mismatched-tags",
     "<q>, opened on line 2, is not closed before </p> on line 3", "write </q> before </p>"),
    ("overlap", "<p><hi><q>x⟦</hi>⟧</q></p>", "mismatched-tags",
     "<q>, opened on line 1, is not closed before </hi>", "</q>"),
    ("end tag misspelt", "<p>\n<persName>x⟦</persname>⟧</p>", "mismatched-tags",
     "<persName>, opened on line 2, is closed by </persname> on line 2", "write </persName>"),
    ("never closed", "<p>\n ⟦<q⟧>x", "element-not-closed",
     "<q>, opened on line 2, is never closed; still open around it: <p> (line 1)", "add </q>"),
    ("extra end tag", "<p>Oui⟦</q>⟧</p>", "end-tag-alone", "</q> on line 1 closes nothing", "delete </q>"),
    ("end tag after the root", "<p/>⟦</p>⟧", "end-tag-alone", "closes nothing", "delete it"),
    ("second root", "<p/>\n⟦<x⟧/>", "two-roots", "<x> stands after the end of the root", "one root"),
    ("text after the root", "<p/>\n⟦fin⟧", "text-outside-root", "after the end of the root", "delete it"),
    ("text before the root", "<!-- a -->⟦x⟧<p/>", "text-outside-root", "before the root", "delete it"),
    ("plain text", "⟦Bonjour⟧\ntout", "not-xml", "does not begin with a tag", ""),
    ("comments only", "<!-- rien -->⟦⟧", "empty", "no root element", ""),
    ("prefix of an element", "<p><⟦foo⟧:p/></p>", "undeclared-prefix", "the prefix foo of <foo:p>", 'xmlns:foo="…"'),
    ("prefix of an attribute", "<p ⟦x⟧:n='1'/>", "undeclared-prefix", "the attribute x:n of <p>", "or write n"),
    ("plain ampersand", "<p>Marks ⟦&⟧ Spencer</p>", "unescaped-ampersand", "written as &amp;", "write &amp;"),
    ("ampersand in an address", "<p n='a?b=1⟦&⟧c=2'/>", "unescaped-ampersand", "written as &amp;", "write &amp;"),
    ("semicolon missing", "<p>a ⟦&amp⟧ b</p>", "unescaped-ampersand", "&amp does not end", "write &amp;"),
    ("entity of HTML", "<p>caf⟦&eacute;⟧</p>", "entity-undeclared", "&eacute; is not defined", "write é"),
    ("invisible entity of HTML", "<p>a⟦&nbsp;⟧b</p>", "entity-undeclared", "&nbsp;", "write &#160;"),
    ("entity of one's own", "<p>⟦&nom;⟧</p>", "entity-undeclared", "&nom;", "write the characters"),
    ("less-than in text", "<p>3 ⟦<⟧ 5</p>", "unescaped-less-than", "written as &lt;", "write &lt;"),
    ("less-than in a value", "<p n='⟦<⟧'>x</p>", "less-than-in-attribute", "the attribute n holds a <", "write &lt;"),
    ("reference to NUL", "<p>⟦&#0;⟧</p>", "character-reference", "&#0; is no character", "delete it"),
    ("reference to a surrogate", "<p>é⟦&#xD800;⟧</p>", "character-reference", "&#xD800;", "delete it"),
    ("reference beyond Unicode", "<p>⟦&#99999999999;⟧</p>", "character-reference", "&#99999999999;", "delete it"),
    ("attribute twice", "<p n='1' ⟦n⟧='2'/>", "duplicate-attribute", "<p> has the attribute n twice", "keep one"),
    ("attribute twice by prefixes", "<p xmlns:a='u' xmlns:b='u' a:n='1' ⟦b:n⟧='2'/>", "duplicate-attribute",
     "b:n", "keep"),
    ("value without quotes", "<p n=⟦1⟧>x</p>", "attribute-syntax", "n must stand in quotes", 'write n="1"'),
    ("curly quotes", "<p n=⟦“gras”⟧>x</p>", "attribute-syntax", "straight quotes", 'write n="gras"'),
    ("attribute without value", "<p ⟦n⟧>x</p>", "attribute-syntax", "n has no value", 'write n="…"'),
    ("no space between attributes", "<p n='1'⟦r⟧end='i'/>", "attribute-syntax", "a space is missing", "add a space"),
    ("something else in a tag", "<p n='1' ⟦,⟧>x</p>", "attribute-syntax", ", in the tag <p> is no attribute", "name="),
    ("quote missing", '<p ⟦n="⟧1>Texte <hi rend="i">x</hi></p>', "quote-not-closed", "n is not closed", 'add "'),
    ("quote missing to the end", "<p ⟦n='⟧1>Texte", "quote-not-closed", "n is not closed", "add '"),
    ("hyphens in a comment", "<p><!-- a ⟦--⟧ b --></p>", "comment-syntax", "two hyphens", "dash"),
    ("hyphen before the end", "<p><!-- a ⟦--⟧-></p>", "comment-syntax", "two hyphens", "dash"),
    ("comment not closed", "<p>⟦<!--⟧ a</p>", "comment-syntax", "never closed", "add -->"),
    ("CDATA not closed", "<p>⟦<![CDATA[⟧ a</p>", "cdata-syntax", "never closed", "add ]]>"),
    ("CDATA end in text", "<p>a⟦]]>⟧</p>", "cdata-syntax", "may not stand in text", "]]&gt;"),
    ("CDATA outside", "<p/>⟦<![CDATA[⟧]]>", "cdata-syntax", "outside the root", "move it"),
    ("declaration not first", "\n⟦<?xml version='1.0'?>⟧\n<p/>", "instruction-syntax", "very first", "before it"),
    ("second declaration", "<p>⟦<?xml version='1.0'?>⟧</p>", "instruction-syntax", "very first", "delete it here"),
    ("instruction not closed", "<p>⟦<?pi⟧ x</p>", "instruction-syntax", "<?pi is never closed", "?>"),
    ("control character", "<p>Titre⟦\x0c⟧</p>", "character-not-allowed", "U+000C", "delete it"),
    ("noncharacter", "<p>a⟦\uffff⟧</p>", "character-not-allowed", "U+FFFF", "delete it"),
    ("control character in a value", "<p n='⟦\x01⟧'/>", "character-not-allowed", "U+0001", "delete it"),
    ("name begins with a digit", "<p><⟦1er⟧>x</1er></p>", "name-syntax", "begin with a digit: <1er>", "a letter"),
    ("name with a strange character", "<p><a⟦$⟧b/></p>", "name-syntax", "holds a character", "letters"),
    ("end tag without a name", "<p>x⟦</⟧></p>", "name-syntax", "has no name", "write </name>"),
    ("tag not finished", "<p>\n⟦<hi⟧ <q/></p>", "tag-not-finished", "<hi is not finished", "add >"),
    ("end tag not finished", "<p><q>a⟦</q⟧</p>", "tag-not-finished", "the end tag </q is not finished", "add >"),
    ("HTML", "⟦<!DOCTYPE html⟧><html/>", "doctype", "an HTML page", "convert"),
    ("DOCTYPE", "<!-- a -->⟦<!DOCTYPE TEI⟧ SYSTEM 'x.dtd'><TEI/>", "doctype", "can pull in other files", "delete it"),
    ("encoding", "<?xml version='1.0' encoding='⟦UTF-7⟧'?><p/>", "encoding-unknown", "not accepted", "UTF-8"),
    ("prefix bound to nothing", "<p xmlns:a=''⟦/⟧>", "syntax", "Empty XML namespace", ""),
    ("far too deep", "<p>" * 256 + "<p>⟦<⟧p>" + "</p>" * 258, "too-deep", "nested more than 256 deep", "close"),
    ("far too long a name", f"<{'n' * 60000}/⟦>⟧", "limit-exceeded", "longer than the parser allows", "program"),
    ("nothing", "⟦⟧", "empty", "empty", "saved"),
]  # fmt: skip


def only_finding(data: bytes) -> Finding:
    result = check_wellformed(data, path="a.xml")
    assert isinstance(result, Finding)
    return result


@pytest.mark.parametrize(("marked", "name", "message", "fix"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_one_finding_at_the_fault(marked: str, name: str, message: str, fix: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    source = Source(marked.replace("⟦", "").replace("⟧", ""))
    finding = only_finding(source.text.encode())
    assert (catalogue()[finding.code].name, finding.layer, finding.level) == (name, "wf", "error")
    assert message in finding.message
    assert fix in finding.suggestion
    if name not in ("too-deep", "limit-exceeded", "syntax"):
        place = source.place(start, end)
        assert (finding.line, finding.column) == (place.line, place.column)
        assert (finding.end_line, finding.end_column) == (place.end_line, place.end_column)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"\x1f\x8b\x08\x00abc", "compressed", "gzip"),
        (b"PK\x03\x04abc", "compressed", "zip"),
        (b" " * (MAX_BYTES + 1), "too-large", "larger than"),
        (b"\x89PNG\r\n\x1a\n", "not-xml", "a PNG image"),
        (b"%PDF-1.7 \xe2", "not-xml", "a PDF"),
        (b"caf\xe9", "not-xml", "does not begin with a tag"),
        (b"<p>caf\xe9</p>", "encoding-bytes", "looks like windows-1252"),
        (b"<p>\x81\xe9</p>", "encoding-bytes", "0x81 is not valid utf-8"),
        (b"\xff\xfe<\x00p\x00\x00", "encoding-bytes", "not valid utf-16"),
    ],
)
def test_files_that_are_not_text_or_of_another_encoding(data: bytes, name: str, message: str) -> None:
    finding = only_finding(data)
    assert catalogue()[finding.code].name == name
    assert message in finding.message


def test_the_byte_that_is_wrong_is_pointed_at() -> None:
    finding = only_finding("<p>\nélé".encode() + b"\xe9</p>")
    assert (finding.line, finding.column, finding.end_column) == (2, 4, 5)


def test_every_code_of_the_layer_has_a_case() -> None:
    covered = {case[2] for case in CASES} | {"compressed", "too-large", "encoding-bytes", "not-xml"}
    assert covered == {code.name for code in catalogue().values() if code.layer == "wf"}


@given(documents())
def test_a_well_formed_document_has_no_fault(written: Written) -> None:
    assert find_fault(Source(written.text)) is None


@given(documents(), st.data())
def test_a_damaged_document_gives_a_tree_or_a_finding_inside_it(written: Written, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(written.text) - 1))
    text = (
        written.text[:at]
        + data.draw(st.sampled_from(["", "<", "&", "'", '"', ">", "\x00", "-->"]))
        + written.text[at + 1 :]
    )
    try:
        parse_bytes(text.encode())
    except UnsafeXmlError:
        finding = only_finding(text.encode())
        source = Source(text)
        assert 1 <= finding.line <= text.count("\n") + 1
        assert finding.column <= len(source.line_text(finding.line)) + 1


def hostile_cases() -> list[tuple[str, str]]:
    if not HOSTILE.is_dir():
        return []
    with (HOSTILE / "README.tsv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.reader(stream, delimiter="\t") if row and row[0].startswith("xml/")]
    return [(row[0], row[2]) for row in rows if row[0].endswith((".xml", ".gz"))]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile inputs are not here")
def test_hostile_files_are_refused_without_a_connection_or_a_leak(listener: list[object]) -> None:
    refused = {}
    for name, _ in hostile_cases():
        result = check_wellformed((HOSTILE / name).read_bytes(), path=name)
        if isinstance(result, Finding):
            refused[name] = result.message + result.suggestion + result.excerpt
    must = {name for name, what in hostile_cases() if what.startswith("REJECT") and "/xxe-" in name}
    must |= {name for name, _ in hostile_cases() if "/wf-" in name}
    must |= {name for name, what in hostile_cases() if "bomb" in name and what.startswith("REJECT")}
    must.discard("xml/bomb-many-namespaces.xml")
    assert must <= refused.keys()
    secrets = [path.read_text(encoding="utf-8") for path in (HOSTILE / "canary").glob("*")] + ["root:x:"]
    assert not [name for name, text in refused.items() for secret in secrets if secret in text]
    assert listener == []
