"""Schemas that are broken, or ask for what a rule must not do: each message, with its line."""

import time
from pathlib import Path

import pytest

from schemas.errors import SchemaError
from schemas.rules import RulesError, load
from tests.schemas.rules.sch import document, failures, one_rule, rules, schema

PAYLOADS = Path(__file__).parents[4] / "shared" / "hostile" / "payloads" / "xml"


SELF_EXTENDING = (
    '<pattern><rule abstract="true" id="x"><extends rule="x"/></rule>'
    '<rule context="a"><extends rule="x"/></rule></pattern>'
)


def error(source: bytes) -> RulesError:
    with pytest.raises(RulesError) as caught:
        load(source, path="r.sch")
    return caught.value


def rule(context: str, test: str) -> bytes:
    return schema(f'<pattern>\n<rule context="{context}">\n<assert test="{test}">m</assert></rule></pattern>')


@pytest.mark.parametrize(
    ("body", "sentence", "line"),
    [
        ('<include href="x.sch"/>', "<include href=“x.sch”> is refused: no other file is read", 3),
        ('<pattern><rule context="a"><extends href="x"/></rule></pattern>', "<extends href=“x”> is refused", 3),
        ('<pattern documents="x"/>', "pattern/@documents is refused", 3),
        ('<function xmlns="http://www.w3.org/1999/XSL/Transform"/>', "<function> of http://www.w3.org/1999/XSL", 3),
        ('<key xmlns="http://www.w3.org/1999/XSL/Transform" name="f"/>', "are not run here; write it in XPath", 3),
        ("<rule/>", "<rule> is not allowed in <schema>: it holds diagnostics, let, ns, pattern, phase", 3),
        ("<pattern><rule/></pattern>", "<rule> lacks its @context; write one", 3),
        ('<pattern><rule context=" "/></pattern>', "<rule> lacks its @context; write one", 3),
        ('<pattern><rule context="a"><assert/></rule></pattern>', "<assert> lacks its @test", 3),
        ('<pattern is-a="x"/>', "pattern is-a “x”, but no abstract pattern has that id", 3),
        ('<pattern>\n<rule context="a"><extends rule="x"/></rule></pattern>', "rule “x”, but no abstract rule", 4),
        (SELF_EXTENDING, "abstract rule “x” extends itself", 3),
        ('<let name="x"/>', "let “x” has no value", 3),
        ('<let name="a:x" value="1"/>', "let “a:x”: a variable is named by a plain name", 3),
        ('<ns prefix="tei" uri="other"/>', "prefix “tei” is declared twice", 3),
    ],
)  # fmt: skip
def test_structure(body: str, sentence: str, line: int):
    found = error(schema(body))
    assert sentence in str(found)
    assert str(found).startswith(f"r.sch:{line}: ")
    assert isinstance(found, SchemaError)


def test_a_phase_that_does_not_exist():
    with pytest.raises(RulesError, match="the schema has no phase “x”; it has: a"):
        rules('<phase id="a"/>', phase="x")


def test_a_phase_that_activates_no_pattern():
    with pytest.raises(RulesError, match="phase “a” activates “zz”, which is the id of no pattern"):
        rules('<phase id="a"><active pattern="zz"/></phase>', phase="a")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"<a/>", "r.sch:1: this is no Schematron schema: its root is <a>"),
        (b'<schema xmlns="http://www.ascc.net/xml/schematron"/>', "r.sch:1: this is Schematron 1.x; rewrite it"),
        (b"<schema", "r.sch:1: the schema cannot be read: not well-formed"),
        (b'<!DOCTYPE a SYSTEM "x"><a/>', "r.sch:1: the schema cannot be read: a DOCTYPE is not accepted"),
        (schema("", binding="xquery"), "r.sch:1: queryBinding “xquery” is not supported; use xslt2"),
    ],
)
def test_the_file_itself(source: bytes, sentence: str):
    assert str(error(source)).startswith(sentence)


@pytest.mark.parametrize(
    ("test", "sentence", "offset"),
    [
        ("//[[", "the test of assert is not XPath: unexpected '[' operator", 2),
        ("@x = ((", "the test of assert is not XPath: unexpected end of source", 6),
        ("foo:bar", "prefix 'foo' is not declared; declare it with &lt;ns", 3),
        ("bogus(1)", "unknown function 'bogus'", 0),
        ("@a = $x", "no let gives $x a value here (known: none)", 5),
        ("doc('x')", "doc() reads something other than the document that is checked", 0),
        ("1 = fn:doc('x')", "doc() reads", 7),
        ("document('x')", "document() reads", 0),
        ("collection()", "collection() reads", 0),
        ("unparsed-text('/etc/passwd')", "unparsed-text() reads", 0),
        ("environment-variable('HOME')", "environment-variable() reads", 0),
        ("json-doc('x')", "json-doc() reads", 0),
        ("parse-xml('x')", "parse-xml() reads", 0),
        ("some $f in (doc#1) satisfies $f('x')", "doc() reads", None),
        ("function-lookup(xs:QName('fn:doc'), 1)('x')", "function-lookup() reads", 0),
        ("Q{http://www.w3.org/2005/xpath-functions}doc('x')", "doc() reads", None),
        ("let $f := Q{http://www.w3.org/2005/xpath-functions}doc#1 return $f('x')", "doc() reads", None),
        ("let $f := Q{http://www.w3.org/2005/xpath-functions}contains#3 return $f(@a, @b, @c)", "only the coll", None),
        ("analyze-string(@a, '(a+)+b')", "analyze-string() could run for ever", 0),
        ("let $f := fn:analyze-string#2 return $f(@a, '(a+)+b')", "analyze-string() could run for ever", None),
        (
            "contains('a', 'b', 'fr_FR.UTF-8')",
            "only the collations http://www.w3.org/2005/xpath-functions/collation",
            None,
        ),
        ("contains('a', 'b', @c)", "only the collations", None),
        ("some $f in (contains#3) satisfies $f('a', 'b', 'c')", "only the collations", None),
        ("key('a', 'b')", "key() only works inside a stylesheet", 0),
        ("matches(@a, '(')", "“(” is not a regular expression", 0),
        ("matches(@a, 'a', 'k')", "“k” is no flag of a regular expression", 0),
    ],
)
def test_a_test_names_its_line_and_the_place_in_the_xpath(test: str, sentence: str, offset: int | None):
    found = error(rule("tei:p", test))
    assert sentence.replace("&lt;", "<") in str(found)
    assert found.line == 5
    assert found.expression == test
    if offset is not None:
        assert found.offset == offset
        assert str(found).endswith(f"\n    {test}\n    {' ' * offset}^")


def test_a_context_names_its_rule():
    found = error(schema('<pattern>\n<rule id="k" context="//[["><assert test="1">m</assert></rule></pattern>'))
    assert str(found).startswith("r.sch:4: the context of rule “k” is not XPath: ")


def test_the_caret_stays_below_its_place_in_a_long_xpath():
    test = " and ".join(["@a"] * 50) + " and doc('x') and " + " and ".join(["@b"] * 50)
    *_, shown, caret = str(error(rule("tei:p", test))).split("\n")
    assert shown[caret.index("^") :].startswith("doc('x')")
    assert len(shown) <= 74


def test_current_in_a_context_is_refused():
    assert "current() is not supported in a context; ask in the test instead" in str(
        error(rule("tei:p[current()/@x]", "1"))
    )


def test_an_endless_xpath_is_refused():
    assert "is longer than 20000 characters" in str(error(rule("tei:p", "1" * 20_001)))
    assert "nested too deeply" in str(error(rule("tei:p", "(" * 3_000 + "1" + ")" * 3_000)))
    assert "too many operands" in str(error(rule("tei:p", " or ".join(["@a"] * 300))))


def test_a_schema_without_rules_says_so():
    assert rules("").warnings == (
        "the schema has 0 rules: nothing is checked; add a pattern with a rule and an assert",
    )


def test_a_context_without_a_prefix_is_reported():
    (warning,) = one_rule("p[@x]/tei:q", "true()").warnings
    assert "context “p[@x]/tei:q” names <p> without a prefix: it never matches a TEI element" in warning


def test_an_unknown_role_a_missing_diagnostic_and_foreign_elements_are_reported():
    body = '<pattern><rule context="tei:p"><assert test="1" role="x" diagnostics="d">m</assert></rule></pattern>'
    assert [warning.partition(": ")[2] for warning in rules(f'<x xmlns="urn:x"/>{body}').warnings] == [
        "elements of namespace “urn:x” are ignored",
        "role “x” is not known and counts as error; use warning or info",
        "diagnostic “d” does not exist",
    ]


@pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the shared payloads are not here")
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sch-document-read.sch", "document() reads something other"),
        ("sch-http.sch", "document() reads something other"),
        ("sch-include-local.sch", "<include href=“../canary/secret.xml”> is refused"),
        ("sch-syntax-error.sch", ":1: the context of rule is not XPath: unexpected '[' operator"),
    ],
)
def test_hostile_schemas_are_refused(name: str, sentence: str):
    with pytest.raises(RulesError) as caught:
        load((PAYLOADS / name).read_bytes(), path=name)
    assert sentence in str(caught.value)
    assert "CANARY" not in str(caught.value).upper().replace("CANARY/SECRET.XML", "")


@pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the shared payloads are not here")
def test_a_hostile_schema_without_rules_is_no_silent_pass():
    (warning,) = load((PAYLOADS / "sch-empty-no-rules.sch").read_bytes()).warnings
    assert warning.startswith("the schema has 0 rules")


@pytest.mark.parametrize(
    "test",
    [
        "//*[following::*[following::*[@x = 'y']]]",
        "count(for $a in //*, $b in //*, $c in //* return 1) = 1",
        "every $a in 1 to 99999 satisfies some $b in 1 to 99999 satisfies $a + $b = 0",
    ],
)
def test_time_runs_out_as_a_finding(test: str):
    content = "<p/>" + "<q/>" * 400
    rule_set = one_rule("tei:p", test)
    start = time.monotonic()
    found = list(rule_set.check(document(content), limit=0.2))
    assert [(failure.kind, failure.level) for failure in found] == [("timeout", "error")]
    assert "time ran out in the rule for “tei:p”" in found[0].message
    assert time.monotonic() - start < 20


def test_constants_are_not_computed_while_they_are_parsed():
    rule_set = one_rule("tei:p", "count(1 to 999999999) = 1")
    (found,) = failures(rule_set, "<p/>")
    assert "a range of more than 100000 numbers is refused" in found.message
