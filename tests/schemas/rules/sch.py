"""Small schemas and documents for the tests."""

from lxml import etree

from schemas.rules import RuleFailure, RuleSet, load
from tei.parse import parse_bytes

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
HEAD = (
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{binding}"{more}>\n'
    '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>\n{body}</schema>'
)


def schema(body: str, *, binding: str = "xslt2", more: str = "") -> bytes:
    return HEAD.format(binding=binding, more=more and f" {more}", body=body).encode()


def rules(body: str, *, binding: str = "xslt2", more: str = "", phase: str = "#DEFAULT") -> RuleSet:
    return load(schema(body, binding=binding, more=more), path="r.sch", phase=phase)


def one_rule(context: str, test: str, *, binding: str = "xslt2", lets: str = "", kind: str = "assert") -> RuleSet:
    test, context = (text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for text in (test, context))
    return rules(
        f'<pattern><rule context="{context}">{lets}<{kind} test="{test}">no</{kind}></rule></pattern>', binding=binding
    )


def document(content: str) -> "etree._ElementTree[etree._Element]":
    return parse_bytes(f"<TEI {TEI}>{content}</TEI>".encode())


def failures(rule_set: RuleSet, content: str) -> list[RuleFailure]:
    return list(rule_set.check(document(content)))


def failing_ids(rule_set: RuleSet, content: str) -> list[str]:
    """Give the @n of the elements that fail."""
    return [failure.element.get("n", failure.element.tag) for failure in failures(rule_set, content)]


def fast_tests(found: RuleSet) -> tuple[int, int]:
    """Give how many tests of a schema libxml2 runs, and how many there are."""
    tests = [test for pattern in found._patterns for rule in pattern.rules for test in rule.tests]
    return sum(test.fast is not None for test in tests), len(tests)
