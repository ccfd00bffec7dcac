"""The XML Schema of a customisation: it loads in both engines and judges documents as the recorded verdicts do."""

import itertools
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from schemas.odd.algebra import (
    Alternate,
    AnyElement,
    Content,
    Data,
    Datatype,
    ElementRef,
    Empty,
    Interleave,
    NotAllowed,
    Repeat,
    Sequence,
    Text,
    TokenList,
    Values,
)  # fmt: skip
from schemas.odd.model import TEI_NS, XML_NS, Attribute, AttributeChoice, Element, Schema
from schemas.odd.xsd import XsdFiles, write_xsd
from tei import parse_bytes, parse_file
from tests.schemas.odd import shared

# “docbook.rng”, which testdocbook1 takes in, is not there
NAMES = shared.NAMES
# xmlschema takes seconds to load a large schema; the others are judged by a script in tests/benchmarks
SMALL = ["tei_bare", "testjustfs", "tei_lite", "testp4compat"]

A, B, C = (ElementRef(name) for name in "abc")
ANY = AnyElement(exclude=((TEI_NS, "*"),))


def load(files: XsdFiles, folder: Path) -> etree.XMLSchema:
    for name, data in files.files:
        (folder / name).write_bytes(data)
    return etree.XMLSchema(etree.parse(str(folder / files.files[0][0])))


def load_again(files: XsdFiles, folder: Path) -> xmlschema.XMLSchema10:
    main = str(folder / files.files[0][0])
    return xmlschema.XMLSchema10(main, defuse="always", allow="sandbox", base_url=str(folder), use_fallback=False)


def schema_of(content: Content, *attributes: Attribute, more: tuple[Element, ...] = (), **settings: object) -> Schema:
    """A schema whose root is ``r``, with that content, of ``a``, ``b`` and ``c``, which are empty."""
    leaves = [Element(name, name, TEI_NS, "", Empty()) for name in "abc" if name not in [one.ident for one in more]]
    root = Element("r", "r", TEI_NS, "", content, attributes, **settings)  # type: ignore[arg-type]
    elements = sorted([*leaves, *more, root], key=lambda element: element.ident)
    return Schema("test", ("r",), tuple(elements))


def attribute(datatype: Datatype, name: str = "n", *, namespace: str = "", required: bool = False) -> Attribute:
    return Attribute(name, name, namespace, "req" if required else "opt", datatype)


@pytest.fixture
def judge(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Give the verdict of both engines, which must agree, on what stands in a root element, or on its attributes."""

    def verdict(schema: Schema, content: str = "", attributes: str = "") -> bool:
        files = write_xsd(schema)
        document = parse_bytes(f'<r xmlns="{TEI_NS}" {attributes}>{content}</r>'.encode())
        first = load(files, tmp_path).validate(document)
        assert load_again(files, tmp_path).is_valid(document) == first
        return first

    return verdict


# Recorded verdicts


@pytest.mark.skipif(not NAMES, reason="the shared test data are not here")
@pytest.mark.parametrize("name", NAMES)
def test_libxml2_gives_the_recorded_verdicts(name: str, tmp_path: Path) -> None:
    validator = load(write_xsd(shared.compiled(name)), tmp_path)
    assert [one for one in shared.judged(name) if validator.validate(parse_file(one.path)) != one.valid] == []


@pytest.mark.skipif(not NAMES, reason="the shared test data are not here")
@pytest.mark.parametrize("name", SMALL)
def test_xmlschema_gives_the_recorded_verdicts(name: str, tmp_path: Path) -> None:
    files = write_xsd(shared.compiled(name))
    load(files, tmp_path)
    validator = load_again(files, tmp_path)
    assert [one for one in shared.judged(name) if validator.is_valid(parse_file(one.path)) != one.valid] == []


# Content models

_CONTENTS = st.recursive(
    st.sampled_from([A, B, C, Alternate((A, B)), Alternate((B, C))]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Sequence(tuple(items))),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: Alternate(tuple(items))),
        st.tuples(inner, st.sampled_from([(0, 1), (0, None), (1, None), (2, 2), (1, 3)])).map(
            lambda pair: Repeat(pair[0], *pair[1])
        ),
    ),
    max_leaves=6,
)


def admitted(content: Content, word: str) -> bool:
    """Whether the names fit a content model, by the plainest means: all ways of splitting them."""
    match content:
        case ElementRef(ident):
            return word == ident
        case Alternate(items):
            return any(admitted(item, word) for item in items)
        case Sequence((first, *rest)):
            left = Sequence(tuple(rest)) if rest else Empty()
            return any(admitted(first, word[:i]) and admitted(left, word[i:]) for i in range(len(word) + 1))
        case Repeat(item, low, high):
            if low == 0 and not word:
                return True
            if high == 0:
                return False
            rest = Repeat(item, max(low - 1, 0), None if high is None else high - 1)
            cuts = range(0 if low else 1, len(word) + 1)
            return any(admitted(item, word[:i]) and admitted(rest, word[i:]) for i in cuts)
    return not word


@settings(max_examples=80, deadline=None)
@given(_CONTENTS)
def test_a_content_model_admits_what_it_did_and_no_more_unless_a_gap_says_so(
    tmp_path_factory: pytest.TempPathFactory, content: Content
) -> None:
    files = write_xsd(schema_of(content))
    validator = load(files, tmp_path_factory.getbasetemp())
    widened = any(gap.element == "r" for gap in files.gaps)
    for length in range(5):
        for word in map("".join, itertools.product("abc", repeat=length)):
            document = etree.fromstring(f'<r xmlns="{TEI_NS}">{"".join(f"<{name}/>" for name in word)}</r>')
            found, right = validator.validate(document), admitted(content, word)
            assert found == right or (widened and found)


def test_a_model_without_deterministic_form_is_widened_and_told(judge) -> None:  # type: ignore[no-untyped-def]
    either = Alternate((A, B))
    schema = schema_of(Sequence((Repeat(either, 0, None), A, either)))
    assert judge(schema, "<a/><b/>")
    assert [gap.element for gap in write_xsd(schema).gaps if "order" in gap.what] == ["r"]


def test_elements_in_any_order(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Interleave((A, B, Repeat(C, 0, 1))))
    assert judge(schema, "<b/><a/>")
    assert judge(schema, "<c/><b/><a/>")
    assert not judge(schema, "<b/><c/>")
    assert not judge(schema, "<b/><a/><b/>")


def test_parts_in_any_order_that_repeat(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Interleave((Repeat(A, 1, None), B)))
    assert judge(schema, "<a/><b/><a/>")
    assert not judge(schema, "<b/>")
    assert not judge(schema, "<a/><b/><b/>")


def test_an_element_that_cannot_be_valid_is_left_out_of_content_models(judge) -> None:  # type: ignore[no-untyped-def]
    never = Element("b", "b", TEI_NS, "", NotAllowed())
    schema = schema_of(Sequence((A, Repeat(B, 0, None))), more=(never,))
    assert judge(schema, "<a/>")
    assert not judge(schema, "<a/><b/>")


def test_text_is_allowed_where_a_content_model_has_any_and_the_places_are_told(judge) -> None:  # type: ignore[no-untyped-def]
    anywhere = schema_of(Repeat(Alternate((Text(), A)), 0, None))
    assert judge(anywhere, "x<a/>y")
    assert not any("text" in gap.what for gap in write_xsd(anywhere).gaps)
    first = schema_of(Sequence((Text(), A)))
    assert judge(first, "x<a/>")
    assert any(gap.element == "r" and "text" in gap.what for gap in write_xsd(first).gaps)
    assert not judge(schema_of(A), "x<a/>")


def test_a_value_as_content(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Values(("yes", "no")), attribute(Data("integer")))
    assert judge(schema, " yes ", 'n="1"')
    assert not judge(schema, "maybe")
    assert not judge(schema, "yes", 'n="x"')


def test_one_name_with_two_contents_is_told_where_both_may_stand(judge) -> None:  # type: ignore[no-untyped-def]
    other = Element("b#2", "b", TEI_NS, "", A)
    apart = schema_of(Sequence((B, C)), more=(other, Element("c", "c", TEI_NS, "", ElementRef("b#2"))))
    assert judge(apart, "<b/><c><b><a/></b></c>")
    assert not judge(apart, "<b><a/></b><c><b><a/></b></c>")
    together = schema_of(Sequence((B, ElementRef("b#2"))), more=(other,))
    assert judge(together, "<b/><b><a/></b>")
    assert not judge(together, "<b/>")
    assert any("<b>" in gap.what for gap in write_xsd(together).gaps)


def test_one_foreign_name_with_two_contents(judge) -> None:  # type: ignore[no-untyped-def]
    foreign = Element("m", "m", "urn:m", "", Empty()), Element("m#2", "m", "urn:m", "", A)
    schema = schema_of(Sequence((ElementRef("m"), ElementRef("m#2"))), more=foreign)
    assert judge(schema, f'<m xmlns="urn:m"/><m xmlns="urn:m"><a xmlns="{TEI_NS}"/></m>')


# Wildcards and namespaces


def test_foreign_elements_are_free_but_names_of_the_schema_are_found_below_them(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Repeat(Alternate((A, ANY)), 0, None))
    assert judge(schema, '<a/><x xmlns="urn:x" n="1"><y>z</y></x>')
    assert judge(schema, '<x xmlns=""/>')
    assert not judge(schema, "<b/>")
    assert not judge(schema, f'<x xmlns="urn:x"><b xmlns="{TEI_NS}"/></x>')


def test_a_wildcard_for_one_namespace(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Repeat(AnyElement(require=("urn:x",)), 0, None))
    assert judge(schema, '<x xmlns="urn:x"/>')
    assert not judge(schema, '<x xmlns="urn:y"/>')


def test_a_wildcard_that_admits_an_element_beside_it_takes_its_place(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Sequence((A, AnyElement())), more=())
    assert judge(schema, "<a/><b/>")
    assert judge(schema, '<a/><x xmlns="urn:x"/>')
    assert any("<a>" in gap.what for gap in write_xsd(schema).gaps)
    by_name = schema_of(Sequence((A, AnyElement(exclude=((TEI_NS, "a"),)))))
    assert judge(by_name, "<a/><b/>")


def test_elements_of_two_namespaces(judge) -> None:  # type: ignore[no-untyped-def]
    foreign = Element("m", "m", "urn:m", "", A, (attribute(Text(), "k"),))
    schema = schema_of(Sequence((ElementRef("m"), B)), more=(foreign,))
    assert judge(schema, f'<m xmlns="urn:m" k="1"><a xmlns="{TEI_NS}"/></m><b/>')
    assert not judge(schema, '<m xmlns="urn:m"/><b/>')
    assert [name for name, _ in write_xsd(schema).files] == ["test.xsd", "test-ns.xsd"]


def test_only_what_a_document_may_begin_with_is_a_root(tmp_path: Path) -> None:
    validator = load(write_xsd(schema_of(Sequence((A, Repeat(ANY, 0, None))))), tmp_path)
    assert not validator.validate(etree.fromstring(f'<a xmlns="{TEI_NS}"/>'))


# Attributes


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        (Data("NCName"), "x1", "1x"),
        (Data("ID"), "x1", "1x"),
        (Data("token", (("pattern", "a*"), ("pattern", ".{2}"))), "aa", "aaa"),
        (Values(("a", "b c")), " b  c ", "b"),
        (Alternate((Data("integer"), Values(("many",)))), "many", "few"),
        (Alternate((Empty(), Data("integer"))), "", "x"),
        (Alternate((NotAllowed(), Data("integer"))), "4", "x"),
        (TokenList(Data("integer"), 2, 3), "1 2", "1 2 3 4"),
        (TokenList(Values(("a", "b")), 1, None), "a b a", ""),
        (TokenList(Alternate((Values(("a",)), Data("integer"))), 0, None), "a 1", "b"),
        (Data("gYear"), "2024", "24"),
        (Data("double", (("minInclusive", "0"), ("maxInclusive", "1"))), "0.5", "2"),
        (Data("string", (("pattern", r"[^\p{C}\p{Z}]+"),)), "mot", "un mot"),
    ],
)
def test_datatypes(judge, datatype: Datatype, good: str, bad: str) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Empty(), attribute(datatype))
    assert judge(schema, "", f'n="{good}"')
    assert not judge(schema, "", f'n="{bad}"')


def test_attributes_of_the_xml_namespace_are_told_apart_by_element(judge) -> None:  # type: ignore[no-untyped-def]
    other = Element("a", "a", TEI_NS, "", Empty(), (attribute(Values(("fr",)), "lang", namespace=XML_NS),))
    schema = schema_of(A, attribute(Data("language"), "lang", namespace=XML_NS, required=True), more=(other,))
    assert judge(schema, '<a xml:lang="fr"/>', 'xml:lang="en"')
    assert not judge(schema, '<a xml:lang="en"/>', 'xml:lang="en"')
    assert not judge(schema, "<a/>", "")


def test_an_attribute_that_may_hold_nothing_is_no_attribute(judge) -> None:  # type: ignore[no-untyped-def]
    schema = schema_of(Empty(), attribute(NotAllowed()))
    assert judge(schema)
    assert not judge(schema, "", 'n=""')


def test_a_choice_of_attributes_admits_each_and_is_told(judge) -> None:  # type: ignore[no-untyped-def]
    pair = (attribute(Text(), "n", required=True), attribute(Text(), "m", required=True))
    schema = schema_of(Empty(), *pair, choices=(AttributeChoice((("n",), ("m",))),))
    assert judge(schema, "", 'n="1"')
    assert judge(schema, "", 'm="1"')
    assert any(gap.what == "exactly one of @n | @m" for gap in write_xsd(schema).gaps)


def test_the_same_schema_gives_the_same_bytes() -> None:
    schema = schema_of(Repeat(Alternate((A, B, ANY)), 0, None), attribute(Values(("x", "y"))))
    assert write_xsd(schema) == write_xsd(schema)
