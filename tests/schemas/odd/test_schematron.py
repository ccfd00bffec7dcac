"""The Schematron that is written of a customisation: contexts implied, ids unique, the findings of TEI's own."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from schemas.errors import OddError, SchemaError
from schemas.odd import compile_odd
from schemas.odd.algebra import Empty
from schemas.odd.model import Class, Constraint, Element, Schema
from schemas.odd.schematron import SCH_NS, load_rules, write_schematron
from schemas.odd.write import write_all
from schemas.rules import RuleSet, load
from tei.parse import parse_bytes

SHARED = Path(__file__).parents[4] / "shared" / "odd-tests"
TEI = "http://www.tei-c.org/ns/1.0"
S = f'xmlns="{SCH_NS}"'


def constraint(*nodes: str, **more: object) -> Constraint:
    values: dict[str, object] = {
        "ident": "c", "scheme": "schematron", "owner": "p", "attribute": "", "context": "tei:p", "nodes": nodes,
        "namespaces": (("tei", TEI),),
    }  # fmt: skip
    return Constraint(**(values | more))  # type: ignore[arg-type]


def written(*constraints: Constraint, **more: object) -> str:
    return write_schematron(Schema("s", ("p",), (), constraints=constraints, **more)).decode()  # type: ignore[arg-type]


def test_an_assertion_outside_a_rule_gets_the_context_of_its_specification():
    text = written(constraint(f'<assert {S} test="@x">m <name/>  of\n <value-of select="@n"/>.</assert>'))
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<schema {S} queryBinding="xslt2">\n'
        "  <title>Rules of s</title>\n"
        f'  <ns prefix="tei" uri="{TEI}"/>\n'
        '  <ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>\n'
        '  <pattern id="p-c">\n'
        '    <rule context="tei:p">\n'
        '      <assert test="@x">m <name/> of <value-of select="@n"/>.</assert>\n'
        "    </rule>\n"
        "  </pattern>\n"
        "</schema>\n"
    )


def test_variables_go_with_the_assertions_they_serve():
    bare = written(constraint(f'<let {S} name="v" value="1"/>', f'<assert {S} test="$v">m</assert>'))
    assert bare.index("<rule") < bare.index("<let")
    ruled = written(
        constraint(f'<let {S} name="v" value="1"/>', f'<rule {S} context="tei:q"><assert test="$v">m</assert></rule>')
    )
    assert ruled.index("<let") < ruled.index("<rule")


def test_variables_and_phases_without_a_rule_are_of_the_whole_schema():
    let = f'<let {S} name="v" value="//@xml:id"/>'
    pattern = f'<pattern {S} id="a"><rule context="tei:p"><assert test="@n = $v">m</assert></rule></pattern>'
    phase = f'<phase {S} id="ph"><active pattern="a"/></phase>'
    # in the constraint of the pattern, and in one of their own; the same one twice is one
    text = written(constraint(let, pattern), constraint(let, phase, ident="d"))
    assert text.count("<let") == 1
    assert text.index("<ns") < text.index("<let") < text.index("<phase") < text.index("<pattern")
    load(text.encode(), phase="ph")
    with pytest.raises(OddError, match="the variable “v” has another value elsewhere, and both hold for the whole"):
        written(constraint(let), constraint(let.replace("id", "lang"), ident="d"))


def test_a_test_of_the_schema_that_is_about_nothing_is_said():
    inner = f'<constraintSpec ident="k" scheme="schematron"><constraint>\n<assert {S} test="@n">m</assert>'
    odd = f'<schemaSpec xmlns="{TEI}" ident="s" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p"/>'
    schema = compile_odd(f"{odd}{inner}</constraint></constraintSpec></schemaSpec>".encode(), path="a.odd")
    assert [(note.line, note.message) for note in schema.notes] == [
        (2, "the test of the constraint “k” is about no element: put it in a rule with a context")
    ]


def test_a_pattern_is_kept_and_its_namespaces_are_collected():
    text = written(
        constraint(f'<ns {S} prefix="x" uri="urn:x"/>', f'<pattern {S} id="a"><rule context="x:a"/></pattern>'),
        constraint(f'<ns {S} prefix="x" uri="urn:x"/>', f'<pattern {S} id="a"><rule context="x:b"/></pattern>'),
    )
    assert text.count('<ns prefix="x" uri="urn:x"/>') == 1
    assert '<pattern id="a">' in text
    assert '<pattern id="a-2">' in text


def test_a_prefix_with_two_meanings_is_an_error():
    with pytest.raises(
        OddError, match=r"constraint “c” of p uses prefix “tei” for urn:x, but it stands for http.* elsewhere"
    ):
        written(constraint(f'<ns {S} prefix="tei" uri="urn:x"/>'))


def test_ids_are_unique_names():
    rule = f'<rule {S} context="tei:p"><assert test="@n = \'{{}}\'">m</assert></rule>'
    text = written(*(constraint(rule.format(number), owner="1 x") for number in range(3)))
    assert [node.get("id") for node in etree.fromstring(text.encode()).iter(f"{{{SCH_NS}}}pattern")] == [
        "c-1-x-c", "c-1-x-c-2", "c-1-x-c-3",
    ]  # fmt: skip


def test_the_same_rule_in_a_second_language_is_left_out():
    text = written(
        constraint(f'<assert {S} test="@x">One.</assert>'),
        constraint(f'<assert {S} test="@x">Un.</assert>', ident="c-fr"),
    )
    assert "One." in text
    assert "Un." not in text


def test_the_constraints_of_a_class_without_members_and_other_schemes_are_left_out():
    unused = Class(
        "att.x", "atts", "m", (), (), constraints=(constraint(f'<assert {S} test="@x">a</assert>', context=""),)
    )
    other = constraint(f'<assert {S} test="@x">b</assert>', scheme="other")
    assert "<assert" not in written(other, classes=(unused,))


def test_an_element_that_is_going_to_be_removed_gets_a_warning():
    element = Element("old", "old", TEI, "m", Empty(), valid_until="2030-01-01")
    rules = load(write_schematron(Schema("s", ("old",), (element,))))
    (found,) = rules.check(parse_bytes(f'<old xmlns="{TEI}"/>'.encode()))
    assert (found.level, found.message) == (
        "warning", "old will be removed from the schema on 2030-01-01; write it another way.",
    )  # fmt: skip


def odd_with(rule: str) -> bytes:
    return (
        f'<schemaSpec xmlns="{TEI}" ident="s" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p hi"/>\n'
        f'<elementSpec ident="p" mode="change"><constraintSpec ident="c" scheme="schematron"><constraint>\n{rule}\n'
        "</constraint></constraintSpec></elementSpec></schemaSpec>"
    ).encode()


@pytest.mark.parametrize(
    ("rule", "line", "message"),
    [
        (f'<assert {S} test="@n ="><!-- -->m</assert>', 3, "the test of assert is not XPath"),
        (f'<rule {S} context="tei:p">\n<let name="a" value="1 +"/>\n<report test="$a">m</report></rule>', 4, "let a"),
        (f'<rule {S} context="tei:p">\n<assert test="$b">m</assert></rule>', 4, "no let gives $b a value here"),
        (f'<rule {S} context="tei:p["><assert test="1">m</assert></rule>', 3, "the context of rule is not XPath"),
        (f'<rule {S} context="tei:p"><assert test="my:f(.)">m</assert></rule>', 3, "the test of assert"),
        (f'<pattern {S}>\n<rule><assert test="1">m</assert></rule></pattern>', 4, "<rule> lacks its @context"),
        (f'<ns {S} prefix="tei" uri="urn:x"/>', 3, "uses prefix “tei” for urn:x"),
    ],
)
def test_a_broken_constraint_is_refused_at_its_place_in_the_odd(rule: str, line: int, message: str):
    schema = compile_odd(odd_with(rule), path="my.odd")
    with pytest.raises(SchemaError, match=f"my.odd:{line}: ") as caught:
        load_rules(schema, path="s.sch")
    assert message in str(caught.value)
    with pytest.raises(SchemaError, match=f"my.odd:{line}: "):
        write_all(schema, ["sch"])


def test_a_warning_about_a_constraint_names_its_place_in_the_odd():
    rules = load_rules(
        compile_odd(odd_with(f'<rule {S} context="p">\n<assert test="1">m</assert></rule>'), path="a.odd")
    )
    assert [warning.partition(" names ")[0] for warning in rules.warnings] == ["a.odd:3: context “p”"]


def test_a_value_that_takes_parameters_has_a_rule_for_their_names():
    """``paramList`` (TEI Guidelines, 23.5.8): a ``param`` bears one of the names that the value of its parent lists."""
    item = '<valItem ident="a"><paramList><paramSpec ident="x"/><paramSpec ident="y"/></paramList></valItem>'
    odd = (
        f'<schemaSpec xmlns="{TEI}" ident="s" start="model"><moduleRef key="tei"/><moduleRef key="tagdocs"/>'
        '<elementSpec ident="model" mode="change"><attList><attDef ident="behaviour" mode="change">'
        f'<valList type="closed" mode="replace">{item}<valItem ident="b"/></valList></attDef></attList></elementSpec>'
        "</schemaSpec>"
    )
    rules = load_rules(compile_odd(odd.encode()))
    text = f'<model xmlns="{TEI}" behaviour="{{}}"><param name="x"/><param name="z"/></model>'
    found = [one.message for one in rules.check(parse_bytes(text.format("a").encode())) if "parameter" in one.message]
    assert found == ["“z” is no parameter of a, which takes x, y"]
    assert not [one for one in rules.check(parse_bytes(text.format("b").encode())) if "parameter" in one.message]


def findings(rules: RuleSet, document: bytes) -> Counter[tuple[str, ...]]:
    tree = parse_bytes(document)
    return Counter(
        (tree.getpath(found.element), found.attribute, " ".join(found.test.split()), found.kind)
        for found in rules.check(tree)
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
@pytest.mark.parametrize("name", ["newscorpus", "tei_all", "tei_bare", "tei_corpus", "tei_lite", "tei_speech"])
def test_findings_are_those_of_the_official_schematron(name: str):
    """tei_lite_fr is left out: its official Schematron has lost every rule to a language filter."""
    ours = load(write_schematron(compile_odd(SHARED / name / f"{name}.odd")))
    official = load((SHARED / name / "official.isosch").read_bytes())
    documents = [*(SHARED / "docs").glob("*.xml"), *(SHARED / name / "mutants").glob("*.xml"),
                 *(SHARED / "newscorpus" / "docs").glob("*.xml"), *SHARED.glob("*/*.odd")]  # fmt: skip
    for path in sorted(documents):
        document = path.read_bytes()
        assert findings(ours, document) == findings(official, document), path.name


ATTRIBUTES = f"""<schemaSpec xmlns="{TEI}" xmlns:sch="{SCH_NS}" ident="s" start="div">
<moduleRef key="tei"/><moduleRef key="core" include="p"/><moduleRef key="textstructure" include="div opener"/>
<elementSpec ident="div" mode="change"><attList>
 <attDef ident="type" mode="change">
  <constraintSpec ident="t" scheme="schematron"><constraint>
   <sch:assert test=". != 'x'">never x</sch:assert></constraint></constraintSpec>
  <valList type="closed" mode="replace">
   <valItem ident="letter"><altIdent>o'letter</altIdent>
    <constraintSpec ident="l" scheme="schematron"><constraint>
     <sch:assert test="../tei:opener">a letter opens</sch:assert></constraint></constraintSpec></valItem>
   <valItem ident="x"/></valList></attDef></attList></elementSpec>
</schemaSpec>"""


@pytest.mark.parametrize(
    ("kind", "messages"), [("o'letter", ["a letter opens"]), ("x", ["never x"]), ("other", [])], ids=str
)
def test_constraints_of_an_attribute_and_of_its_values_hold_where_an_element_changes_them(
    kind: str, messages: list[str]
) -> None:
    rules = load_rules(compile_odd(ATTRIBUTES.encode()), path="s.odd")
    document = parse_bytes(f'<div xmlns="{TEI}" type="{kind}"><p/></div>'.encode())
    assert [failure.message for failure in rules.check(document)] == messages
