"""All kinds of files of a customisation, under names that cannot lead elsewhere."""

import pytest

from schemas.errors import SchemaError
from schemas.odd import compile_all, compile_odd
from schemas.odd.write import KINDS, gaps_text, write_all
from schemas.odd.xsd import write_xsd
from schemas.odd.xsd_content import XsdGap
from tests.conftest import ROOT

ODD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="{}" start="p"><moduleRef key="tei"/>
<moduleRef key="core" include="p"/></schemaSpec>"""


def odd(ident: str) -> bytes:
    return ODD.format(ident).encode()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("rng", {"small.rng"}),
        ("xsd", {"small.xsd", "small-xml.xsd", "small.xsd.txt"}),
        ("sch", {"small.sch"}),
        ("json", {"small.json"}),
    ],
)
def test_each_kind_has_its_files(kind, names: set[str]) -> None:  # type: ignore[no-untyped-def]
    assert set(write_all(compile_odd(odd("small")), [kind])) == names


def test_all_kinds_are_written_if_none_is_named() -> None:
    schema = compile_odd(odd("small"))
    whole = write_all(schema)
    assert whole == {name: data for kind in KINDS for name, data in write_all(schema, [kind]).items()}
    assert "html/index.html" in whole


@pytest.mark.parametrize("ident", ["../../up", "/root", "..", "a\\b", "été"])
def test_an_ident_never_becomes_a_path(ident: str) -> None:
    for name in write_all(compile_odd(odd(ident)), ("rng", "xsd", "sch", "json")):
        assert "/" not in name
        assert "\\" not in name
        assert not name.startswith(".")


def test_gaps_are_lines() -> None:
    gaps = (XsdGap("", "a", "b"), XsdGap("p", "c", "d"))
    assert gaps_text(gaps) == "*: a (b)\np: c (d)\n"


def test_the_documentation_lists_what_the_xml_schema_of_tei_cannot_say() -> None:
    documented = (ROOT / "docs" / "xsd.md").read_text(encoding="utf-8")
    for schema in (compile_odd(ROOT / "schemas" / "gazetei.odd"), compile_all()):
        assert gaps_text(write_xsd(schema).gaps) in documented


def test_nothing_unusable_is_written() -> None:
    odd = b"""<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="x" start="a"><elementSpec ident="a" mode="add"
      module="x" ns="urn:x"><content><dataRef key="teidata.word"/><textNode/></content></elementSpec></schemaSpec>"""
    rule = odd.replace(b'<dataRef key="teidata.word"/>', b"").replace(
        b"</content>",
        b"""</content><constraintSpec
      ident="c" scheme="schematron"><constraint><assert xmlns="http://purl.oclc.org/dsdl/schematron" test="count((">x
      </assert></constraint></constraintSpec>""",
    )
    for broken, kind in ((odd, "rng"), (rule, "sch")):
        with pytest.raises(SchemaError):
            write_all(compile_odd(broken), [kind])
