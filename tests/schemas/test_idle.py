"""Rules that match nothing are told: names that the schema does not have, and rules that no document meets."""

from pathlib import Path

import pytest

from schemas.idle import rules_without_nodes
from schemas.odd import compile_odd
from schemas.odd.schematron import load_rules
from schemas.sources import load_target
from schemas.validate import validate_bytes

TEI = "http://www.tei-c.org/ns/1.0"


def sch(*contexts: str) -> str:
    rules = "".join(f'\n<rule context="{one}"><assert test="true()">x</assert></rule>' for one in contexts)
    return (
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
        f'<ns prefix="t" uri="{TEI}"/><ns prefix="o" uri="urn:other"/><pattern>{rules}</pattern></schema>'
    )


@pytest.mark.parametrize(
    ("context", "said"),
    [
        (
            "t:persname",
            "names <t:persname>, which the schema does not have: it never matches; did you mean t:persName?",
        ),
        ("t:div/t:persname/@ref", "names <t:persname>"),
        ("t:p | t:zzz", "names <t:zzz>, which the schema does not have: it never matches"),
        ("t:p[ancestor::t:persname]", ""),
        ("t:persName", ""),
        ("o:persname", ""),
    ],
)
def test_a_context_that_names_no_element_of_the_grammar(tmp_path: Path, context: str, said: str) -> None:
    (tmp_path / "r.sch").write_text(sch("t:p", context))
    warnings = load_target(["gazetei", str(tmp_path / "r.sch")]).warnings
    where = f"{tmp_path / 'r.sch'}: line 3"
    assert [f"{where}: context “{context}” {said}" in warning for warning in warnings] == ([True] if said else [])


def test_a_name_that_a_wildcard_admits_is_none_of_them(tmp_path: Path) -> None:
    odd = f'''<schemaSpec xmlns="{TEI}" ident="x" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p"/>
<elementSpec ident="p" mode="change"><content><anyElement{{}}/></content>
<constraintSpec ident="k" scheme="schematron"><constraint>
<rule xmlns="http://purl.oclc.org/dsdl/schematron" context="tei:persname"><assert test="@ref">x</assert></rule>
</constraint></constraintSpec></elementSpec></schemaSpec>'''
    assert load_rules(compile_odd(odd.format(' except=""').encode()), path="a.odd").warnings == ()
    (warning,) = load_rules(compile_odd(odd.format(' require="urn:x"').encode(), path="a.odd")).warnings
    assert warning.startswith("a.odd:4: context “tei:persname” names <tei:persname>")


def test_rules_that_no_document_met(tmp_path: Path) -> None:
    (tmp_path / "r.sch").write_text(sch("t:p[@zzz]", "t:hi", "t:p"))
    target = load_target([str(tmp_path / "r.sch")])
    bodies = (f'<TEI xmlns="{TEI}"><p/></TEI>', f'<TEI xmlns="{TEI}"><p/><p zzz="1"/></TEI>')
    files = [validate_bytes(body.encode(), target, path="d") for body in bodies]
    (said,) = rules_without_nodes(target.rules, files)
    assert said.endswith("r.sch: 1 of 3 rules matched nothing in any of the 2 files: “t:hi” (line 3)")
    assert list(rules_without_nodes(load_target(["gazetei"]).rules, files)) == []
