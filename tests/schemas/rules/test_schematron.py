"""The parts of a Schematron schema, each with a schema and a document that need it."""

import copy
import locale

import pytest
from lxml import etree

from schemas.rules import Rule, load
from tests.schemas.rules.sch import document, failing_ids, failures, fast_tests, one_rule, rules, schema


def messages(body: str, content: str, **options: str) -> list[str]:
    return [failure.message for failure in failures(rules(body, **options), content)]


def test_an_assert_fails_where_its_test_is_false():
    assert failing_ids(one_rule("tei:p", "@x"), '<p n="1" x=""/><p n="2"/>') == ["2"]


def test_a_report_fails_where_its_test_is_true():
    assert failing_ids(one_rule("tei:p", "@x", kind="report"), '<p n="1" x=""/><p n="2"/>') == ["1"]


def test_the_first_rule_of_a_pattern_that_matches_a_node_is_the_only_one_applied():
    body = (
        '<pattern><rule context="tei:p[@x]"><assert test="true()">never</assert></rule>'
        '<rule context="tei:p"><assert test="false()">second</assert></rule></pattern>'
        '<pattern><rule context="tei:p"><report test="true()">other pattern</report></rule></pattern>'
    )
    assert messages(body, "<p x=''/><p/>") == ["other pattern", "second", "other pattern"]


def test_failures_come_in_the_order_of_the_document_then_of_the_schema():
    body = (
        '<pattern><rule context="tei:b"><report test="true()">b</report></rule></pattern>'
        '<pattern><rule context="tei:a"><report test="true()">a1</report>'
        '<report test="true()">a2</report></rule></pattern>'
    )
    assert messages(body, "<a/><b/><a/>") == ["a1", "a2", "b", "a1", "a2"]


def test_a_message_has_its_values_and_names_put_in_and_its_blanks_collapsed():
    body = (
        '<pattern><rule context="tei:p"><let name="v" value="\'w\'"/>\n<assert test="false()">  <name/> '
        "<emph>of</emph> "
        '<name path=".."/>:\n <value-of select="@x"/> <span>and</span> <value-of select="concat($v, count(*))"/> '
        '<dir>!</dir> <value-of select="tei:a/@n"/></assert></rule></pattern>'
    )
    assert messages(body, "<p x='1'><a n='1'/><a n='2'/></p>") == ["p of TEI: 1 and w2 ! 1 2"]


def test_a_value_in_xpath_1_is_that_of_the_first_node():
    body = '<pattern><rule context="tei:p"><report test="1"><value-of select="tei:a/@n"/></report></rule></pattern>'
    assert messages(body, "<p><a n='1'/><a n='2'/></p>", binding="xslt") == ["1"]


def test_a_name_keeps_the_prefix_of_the_document():
    tree = load(schema('<pattern><rule context="tei:p"><report test="1"><name/></report></rule></pattern>'))
    found = tree.check(etree.ElementTree(etree.fromstring('<t:p xmlns:t="http://www.tei-c.org/ns/1.0"/>')))
    assert [failure.message for failure in found] == ["t:p"]


def test_a_message_says_which_value_could_not_be_computed():
    body = (
        '<pattern><rule context="tei:p"><report test="1">v: <value-of select="xs:date(@x)"/></report></rule></pattern>'
    )
    assert messages(body.replace("xs:date", "xs:integer"), "<p x='a'/>") == ["v: (xs:integer(@x))"]


@pytest.mark.parametrize(
    ("level", "let"),
    [
        ("schema", '<let name="k" value="\'b\'"/><pattern>{rule}</pattern>'),
        ("pattern", '<pattern><let name="k" value="\'b\'"/>{rule}</pattern>'),
    ],
)
def test_variables_of_schema_and_pattern_are_seen_in_rules(level: str, let: str):
    rule = '<rule context="tei:p"><assert test="@n = $k">no</assert></rule>'
    assert failing_ids(rules(let.format(rule=rule)), "<p n='a'/><p n='b'/>") == ["a"]


def test_variables_outside_rules_are_computed_at_the_root():
    body = (
        '<let name="all" value="count(//tei:p)"/><pattern><rule context="tei:p">'
        '<assert test="$all = 2"><value-of select="$all"/></assert></rule></pattern>'
    )
    assert messages(body, "<p/><p/><p/>") == ["3"] * 3


def test_variables_of_a_rule_may_use_earlier_ones_and_the_context():
    lets = '<let name="a" value="@x"/><let name="b" value="concat($a, \'!\')"/>'
    assert failing_ids(one_rule("tei:p", "$b = 'y!'", lets=lets), "<p n='1' x='y'/><p n='2' x='z'/>") == ["2"]


def test_a_variable_of_a_rule_inside_a_predicate_is_that_of_the_context():
    lets = '<let name="gi" value="name(.)"/>'
    test = "not(preceding-sibling::*[name(.) eq $gi])"
    assert failing_ids(one_rule("tei:*", test, lets=lets), "<p n='1'/><q n='2'/><p n='3'/>") == ["3"]


def test_abstract_rules_are_extended_with_their_variables():
    body = (
        '<pattern><rule abstract="true" id="base"><let name="k" value="@x"/><assert test="$k">base</assert></rule>'
        '<rule context="tei:p"><extends rule="base"/><assert test="@y">own</assert></rule></pattern>'
    )
    assert messages(body, "<p/>") == ["base", "own"]


def test_abstract_patterns_take_parameters_the_longest_name_first():
    body = (
        '<pattern abstract="true" id="needs"><rule context="$el"><assert test="$element">'
        "<value-of select=\"'$element'\"/></assert></rule></pattern>"
        '<pattern is-a="needs" id="i"><param name="el" value="tei:p"/><param name="element" value="@who"/></pattern>'
    )
    rule_set = rules(body)
    found = failures(rule_set, "<p/><q/>")
    assert [(failure.message, failure.pattern, failure.line) for failure in found] == [("@who", "i", 3)]


def test_a_phase_chooses_patterns_and_brings_its_variables():
    body = (
        '<phase id="one"><let name="v" value="1"/><active pattern="a"/></phase>'
        '<pattern id="a"><rule context="tei:p"><report test="1">a</report></rule></pattern>'
        '<pattern id="b"><rule context="tei:p"><report test="1">b</report></rule></pattern>'
    )
    assert messages(body, "<p/>") == ["a", "b"]
    assert messages(body, "<p/>", phase="one") == ["a"]
    assert messages(body, "<p/>", more='defaultPhase="one"') == ["a"]
    assert messages(body, "<p/>", more='defaultPhase="one"', phase="#ALL") == ["a", "b"]


def test_diagnostics_flag_see_and_ids_are_carried_over():
    body = (
        '<pattern id="P"><rule context="tei:p" id="R" see="s:r" flag="f"><assert test="false()" id="A" '
        'diagnostics="d">m</assert></rule></pattern>'
        '<diagnostics><diagnostic id="d">x is <value-of select="@x"/></diagnostic></diagnostics>'
    )
    (found,) = failures(rules(body), "<p x='7'/>")
    assert (found.pattern, found.rule, found.ident) == ("P", "R", "A")
    assert (found.flag, found.see, found.diagnostics) == ("f", "s:r", ("x is 7",))


@pytest.mark.parametrize(
    ("role", "level"),
    [("", "error"), ("fatal", "error"), ("error", "error"), ("warn", "warning"), ("WARNING", "warning"),
     ("nonfatal", "warning"), ("info", "info"), ("information", "info")],
)  # fmt: skip
def test_a_role_is_a_level(role: str, level: str):
    body = f'<pattern><rule context="tei:p"><assert test="false()" role="{role}">m</assert></rule></pattern>'
    (found,) = failures(rules(body), "<p/>")
    assert found.level == level
    assert rules(body).warnings == ()


def test_a_rule_hands_its_role_down():
    body = '<pattern><rule context="tei:p" role="warning"><assert test="false()">m</assert></rule></pattern>'
    assert [failure.level for failure in failures(rules(body), "<p/>")] == ["warning"]


def test_a_subject_moves_the_place_of_the_finding():
    body = '<pattern><rule context="tei:p"><assert test="false()" subject="tei:q/@x">m</assert></rule></pattern>'
    (found,) = failures(rules(body), "<p><q n='1' x='2'/></p>")
    assert (found.element.get("n"), found.attribute) == ("1", "x")


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("tei:p", ["1", "3", "4"]),
        ("tei:p[@x]", ["3"]),
        ("tei:p[@x='2']", ["3"]),
        ("tei:div/tei:p", ["3", "4"]),
        ("tei:body//tei:p", ["1", "3", "4"]),
        ("/tei:TEI/tei:body", ["0"]),
        ("//tei:div", ["2"]),
        ("/tei:p", []),
        ("tei:div[tei:p]/tei:p[not(@x)]", ["4"]),
        ("tei:p | tei:div", ["1", "2", "3", "4"]),
        ("tei:p | tei:*[@x]", ["1", "3", "4"]),
        ("(tei:div | tei:body)/tei:p", ["1", "3", "4"]),
        ("tei:p[1]", ["1", "3"]),
        ("tei:p[last()]", ["1", "4"]),
        ("tei:div/*", ["3", "4"]),
        ("*:div", ["2"]),
        ("*[@x]", ["3"]),
        ("tei:*[. = 'b']", ["2", "4"]),
        ("tei:p[count(preceding::tei:p) = 1]", ["3"]),
        ("p", []),
    ],
)
def test_contexts_are_match_patterns(context: str, expected: list[str]):
    content = "<body n='0'><p n='1'>a</p><div n='2'><p n='3' x='2'/><p n='4'>b</p></div></body>"
    assert failing_ids(one_rule(context, "false()"), content) == expected


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ("@x", [("1", "x"), ("2", "x")]),
        ("tei:p/@x", [("1", "x")]),
        ("tei:*/@x[. = 'b']", [("2", "x")]),
        ("tei:p//@y", [("1", "y"), ("2", "y")]),
        ("tei:p/@x | tei:q/@y", [("1", "x"), ("2", "y")]),
        ("tei:p/@*[name() != 'n']", [("1", "x"), ("1", "y")]),
        ("tei:q/@xml:id", [("2", "{http://www.w3.org/XML/1998/namespace}id")]),
    ],
)
def test_contexts_may_be_attributes(context: str, expected: list[tuple[str, str]]):
    content = "<p n='1' x='a' y='c'><q n='2' x='b' y='d' xml:id='i'/></p>"
    found = failures(one_rule(context, "false()"), content)
    assert [(failure.element.get("n"), failure.attribute) for failure in found] == expected


def test_the_test_of_an_attribute_looks_from_the_attribute():
    content = "<p n='1' x='a' y=''/><p n='2' x='b'/><p n='3' x='a'/>"
    assert failing_ids(one_rule("tei:p/@x", ". = 'b' or ../@y"), content) == ["3"]


def test_text_and_the_document_node_are_reported_at_an_element():
    assert failing_ids(one_rule("tei:p/text()", ". = 'a'"), "<p n='1'>a</p><p n='2'>b</p>") == ["2"]
    assert len(failures(one_rule("/", "//tei:q"), "<p/>")) == 1


@pytest.mark.parametrize("binding", ["xslt", "xpath", "xslt2", "xpath2", "xslt3", "xpath31", "XSLT2"])
def test_every_binding_of_the_field_is_understood(binding: str):
    assert failing_ids(one_rule("tei:p", "@x", binding=binding), "<p n='1'/>") == ["1"]


def test_xpath_1_compares_nodes_with_numbers_as_numbers():
    content = "<p n='2.0'/><p n='x'/>"
    assert failing_ids(one_rule("tei:p", "@n = 2", binding="xslt"), content) == ["x"]


@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
def test_current_is_the_context_node_also_inside_predicates(binding: str):
    content = "<p n='1' x='a'/><p n='2' x='b'/><q y='a'/>"
    assert failing_ids(one_rule("tei:p", "//tei:q[@y = current()/@x]", binding=binding), content) == ["2"]
    assert failing_ids(one_rule("tei:p/@x", "//tei:q[@y = current()]", binding=binding), content) == ["2"]


def test_current_works_in_what_elementpath_has_to_run():
    content = "<p n='1' x='a'/><p n='2' x='b'/><q y='a'/>"
    assert failing_ids(one_rule("tei:p", "for $i in 1 to 2 return //tei:q[@y = current()/@x][$i]"), content) == ["2"]


def test_id_finds_elements_by_xml_id():
    content = "<p n='1' x='#a'/><p n='2' x='#b'/><q xml:id='a'/>"
    assert failing_ids(one_rule("tei:p", "id(substring(@x, 2))/self::tei:q"), content) == ["2"]


def test_pointers_of_a_list_are_checked_one_by_one():
    content = "<p n='1' who='#a #b'/><p n='2' who='#a #c'/><person xml:id='a'/><person xml:id='b'/>"
    test = "every $w in tokenize(@who, '\\s+') satisfies substring($w, 2) = //tei:person/@xml:id"
    rule_set = one_rule("tei:p[@who]", test)
    assert fast_tests(rule_set) == (1, 1)
    assert failing_ids(rule_set, content) == ["2"]


def test_a_test_that_cannot_be_evaluated_is_one_error_that_counts_the_nodes():
    (found,) = failures(
        one_rule("tei:p", "xs:date(@when) gt xs:date('2000-01-01')"), "<p when='x' n='1'/><p when='y'/>"
    )
    assert (found.kind, found.level, found.element.get("n")) == ("error", "error", "1")
    assert found.message.startswith("the test of assert cannot be evaluated here (and at 1 more nodes): ")


def test_a_context_that_cannot_be_evaluated_is_an_error():
    (found,) = failures(one_rule("tei:p[xs:integer(@x) gt 1]", "true()"), "<p x='a'/>")
    assert (found.kind, found.test) == ("error", "")
    assert found.message.startswith("the context of rule cannot be evaluated here: ")


def test_coverage_counts_the_nodes_of_each_rule_over_several_documents():
    rule_set = rules(
        '<pattern><rule context="tei:p"><assert test="true()">m</assert></rule>'
        '<rule context="tei:q"><assert test="true()">m</assert></rule></pattern>'
    )
    coverage: dict[Rule, int] = {}
    for content in ("<p/><p/>", "<p/>"):
        list(rule_set.check(document(content), coverage=coverage))
    assert [coverage[rule] for rule in rule_set.rules] == [3, 0]


def test_a_document_is_left_as_it_was():
    tree = document("<p x='1'>a<q/></p>")
    before = etree.tostring(copy.deepcopy(tree))
    list(one_rule("tei:p", "for $i in tokenize(@x, ',') return ($i)[2]").check(tree))
    assert etree.tostring(tree) == before


def test_two_runs_of_one_rule_set_may_be_interleaved():
    rule_set = one_rule("tei:p", "@x = //tei:q/@y")
    first = rule_set.check(document("<p n='1' x='a'/><q y='b'/>"))
    second = rule_set.check(document("<p n='2' x='a'/><q y='a'/>"))
    assert [list(second), [failure.element.get("n") for failure in first]] == [[], ["1"]]


@pytest.mark.parametrize("test", ["@from <= @to", "@from <= @to and (for $i in 1 return true())"])
def test_untyped_values_are_ordered_as_strings(test: str):
    content = "<p n='1' from='2020-01-02' to='2020-01-10'/><p n='2' from='9' to='10'/><p n='3' to='1'/>"
    assert failing_ids(one_rule("tei:p", test), content) == ["2", "3"]


def test_values_are_compared_with_numbers_as_numbers():
    assert failing_ids(one_rule("tei:p", "@x > 9"), "<p n='1' x='10'/><p n='2' x='9'/>") == ["2"]


@pytest.mark.parametrize("name", ["fr_FR.UTF-8", "tr_TR.UTF-8", "C", "POSIX", "nonsense"])
def test_strings_are_compared_by_code_points_whatever_the_locale(name: str, monkeypatch: pytest.MonkeyPatch):
    """The collations of elementpath follow the locale, and take a lock that an error leaves taken."""
    monkeypatch.setattr(locale, "getlocale", lambda _category=None: (name.partition(".")[0], "UTF-8"))
    monkeypatch.setattr(locale, "setlocale", lambda *_arguments: pytest.fail("the locale is left alone"))
    test = "substring-before((@x, 'a-b')[1], '-') = 'a' and max(('a', 'B')) = 'a' and contains((@x, 'ab')[1], 'a')"
    rule_set = one_rule("tei:p", test)
    assert fast_tests(rule_set) == (0, 1)
    assert failing_ids(rule_set, "<p n='1' x='a-'/><p n='2' x='b-a'/>") == ["2"]
