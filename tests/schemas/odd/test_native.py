"""The native validator: each cause one violation, the rest of the document still checked, and libxml2's verdict."""

import copy
import random
from pathlib import Path

import pytest
from lxml import etree

from schemas.odd import NativeValidator, Schema, compile_all, compile_odd, write_rng
from tei.parse import parse_file
from tests.schemas.odd import shared

TEI = "http://www.tei-c.org/ns/1.0"
needs_shared = pytest.mark.skipif(not shared.NAMES, reason="../shared is not here")


@pytest.fixture(scope="module")
def tei_all() -> Schema:
    return compile_all()


@pytest.fixture(scope="module")
def validator(tei_all: Schema) -> NativeValidator:
    return NativeValidator(tei_all)


def document(body: str, *, namespace: str = TEI) -> etree._Element:
    return etree.fromstring(
        f'<TEI xmlns="{namespace}"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/>'
        f"</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
    )


CASES = [
    ("<p>ok</p>", []),
    ("<p><persname>x</persname></p>", ["element-not-allowed wrong-case persname persName"]),
    ("<p><foo>x<hi>y</hi></foo></p>", ["element-not-allowed unknown foo "]),
    ("<p><foo><hi bar='1'/></foo></p>", ["element-not-allowed unknown foo ", "attribute-not-allowed unknown bar "]),
    ("<p><div><p/></div></p>", ["element-not-allowed misplaced div "]),
    ("<p/><div/><p/><p/><p/>", ["element-not-allowed misplaced p "]),
    ("text<p/>more<p/>", ["text-not-allowed  text "]),
    ("<p/><list/>", ["content-incomplete   "]),
    ("<p><date when='2024-13-01'/></p>", ["attribute-value-invalid  2024-13-01 "]),
    ("<p><ptr Target='#a'/></p>", ["attribute-not-allowed wrong-case Target target"]),
    ("<p><graphic/></p>", ["attribute-missing   "]),
    ("<p><title level='x'/></p>", ["attribute-value-invalid  x "]),
    ("<p id='a'/>", ["attribute-not-allowed wrong-namespace id xml:id"]),
    ("<p when='2024'/>", ["attribute-not-allowed elsewhere when "]),
    ("<p><hi xmlns=''>x</hi></p>", ["element-not-allowed wrong-namespace hi hi"]),
    ("<listPerson><person/><relation name='a' active='#a' mutual='#b'/></listPerson>",
     ["attribute-not-allowed exclusive mutual "]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_one_cause_is_one_violation(validator: NativeValidator, body: str, expected: list[str]) -> None:
    found = [f"{v.kind} {v.reason} {v.got} {v.near}" for v in validator.violations(document(body))]
    assert found == expected


def test_a_missing_child_is_named_where_it_is_missing(validator: NativeValidator) -> None:
    root = document("<p/>")
    title = root.find(f".//{{{TEI}}}titleStmt")
    assert title is not None
    parent = title.getparent()
    assert parent is not None
    parent.remove(title)
    (violation,) = validator.violations(root)
    assert (violation.kind, violation.expected) == ("content-incomplete", ("titleStmt",))
    assert violation.before is parent[0]


def test_a_document_outside_the_namespace_is_one_violation_and_is_checked_all_the_same(
    validator: NativeValidator,
) -> None:
    found = list(validator.violations(document("<p><foo/></p>", namespace="")))
    assert [(v.kind, v.reason, v.got) for v in found] == [
        ("root-not-allowed", "wrong-namespace", "TEI"),
        ("element-not-allowed", "unknown", "foo"),
    ]


def test_a_document_that_begins_elsewhere(validator: NativeValidator) -> None:
    (violation,) = validator.violations(etree.fromstring(f'<p xmlns="{TEI}"/>'))
    assert (violation.kind, violation.reason, violation.expected) == (
        "root-not-allowed",
        "misplaced",
        ("TEI", "teiCorpus"),
    )


def test_depth_is_no_danger(validator: NativeValidator) -> None:
    root = document("<p/>")
    node = root[1][0][0]
    for _ in range(5_000):
        node = etree.SubElement(node, f"{{{TEI}}}hi")
    assert validator.is_valid(root)
    etree.SubElement(node, f"{{{TEI}}}div")
    assert [v.got for v in validator.violations(root)] == ["div"]


@needs_shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bad_1_unknown_element", ("element-not-allowed", "unknown", "foo", 318)),
        ("bad_2_wrong_place", ("element-not-allowed", "misplaced", "div", 321)),
        ("bad_3_missing_child", ("content-incomplete", "", "", 5)),
        ("bad_4_bad_attr_value", ("attribute-value-invalid", "", "artikel", 11)),
        ("bad_5_bad_date", ("attribute-value-invalid", "", "2024-13-08", 318)),
        ("bad_7_missing_req_attr", ("attribute-missing", "", "", 315)),
        ("bad_8_text_in_s", ("text-not-allowed", "", "stray text", 318)),
        ("bad_9_deleted_attr", ("attribute-not-allowed", "unknown", "rend", 315)),
        ("bad_A_missing_pubchild", ("content-incomplete", "", "", 6)),
        ("bad_B_unknown_attr", ("attribute-not-allowed", "unknown", "foo", 315)),
    ],
)
def test_the_broken_documents_have_one_violation_each(name: str, expected: tuple[str, str, str, int]) -> None:
    checker = NativeValidator(compile_odd(shared.odd("newscorpus")))
    path = shared.SET / "newscorpus" / "docs" / f"{name}.xml"
    (violation,) = checker.violations(parse_file(path).getroot())
    assert (violation.kind, violation.reason, violation.got, violation.node.sourceline) == expected


@needs_shared
@pytest.mark.parametrize("name", ["tei_all", "tei_lite", "newscorpus"])
def test_random_changes_are_judged_as_libxml2_judges_them(name: str) -> None:
    """Two implementations of the same grammar, a hundred and fifty documents changed at one to three places."""
    schema = compile_odd(shared.odd(name))
    grammar, checker = etree.RelaxNG(etree.fromstring(write_rng(schema))), NativeValidator(schema)
    sources = [d.path for d in shared.judged(name) if d.valid]
    chance = random.Random(name)
    for _ in range(150):
        path: Path = chance.choice(sources)
        root = parse_file(path).getroot()
        for _ in range(chance.randint(1, 3)):
            change(root, schema, chance)
        assert checker.is_valid(root) is grammar.validate(root), etree.tostring(root)[-3000:]


def change(root: etree._Element, schema: Schema, chance: random.Random) -> None:
    """Delete, double, rename, move or insert one element, or put one attribute."""
    nodes = [node for node in root.iter(etree.Element) if node.getparent() is not None]
    if not nodes:
        return
    node = chance.choice(nodes)
    parent = node.getparent()
    assert parent is not None
    element = chance.choice(schema.elements)
    match chance.randrange(6):
        case 0:
            parent.remove(node)
        case 1:
            parent.insert(parent.index(node), copy.deepcopy(node))
        case 2:
            node.tag = f"{{{element.namespace}}}{element.name}"
        case 3:
            parent.append(node)
        case 4:
            new = etree.SubElement(node, f"{{{element.namespace}}}{element.name}")
            if (known := chance.choice(schema.elements)).attributes:
                new.set("n", known.name)
        case _:
            if element.attributes:
                attribute = chance.choice(element.attributes)
                key = f"{{{attribute.namespace}}}{attribute.name}" if attribute.namespace else attribute.name
                node.set(key, chance.choice(["1", "x", "2024-05-01", "#a b", "true", "", "low"]))
