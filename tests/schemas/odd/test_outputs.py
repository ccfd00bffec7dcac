"""The facts, the JSON and the explanations: complete, deterministic, readable."""

import json
import re
import zlib
from importlib import resources

import pytest

from schemas.odd import compile_all, compile_odd, explain, render, write_json, write_rng
from schemas.odd.explain import UnknownElementError
from schemas.odd.html import write_html
from schemas.p5 import load_p5
from schemas.p5.facts import FILE, decode, encode, pack
from tests.schemas.odd import shared

ODD = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="small" start="TEI">
<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
<elementSpec ident="p" mode="change"><gloss xml:lang="fr">paragraphe</gloss><gloss xml:lang="en">paragraph</gloss>
<desc xml:lang="en">holds <gi>hi</gi>.</desc></elementSpec></schemaSpec></TEI>"""


def test_the_facts_hold_no_prose() -> None:
    text = zlib.decompress(resources.files("schemas.p5").joinpath(FILE).read_bytes()).decode()
    assert len(text) < 300_000
    sentences = [
        s for s in re.findall(r'"([^"]{40,})"', text) if len(re.findall(r"\\b[a-z]{3,} [a-z]{2,} [a-z]{3,} ", s))
    ]
    assert all("<sch:" in sentence for sentence in sentences)


def test_the_facts_are_read_as_they_were_written() -> None:
    library = load_p5()
    assert (len(library.elements), len(library.classes), len(library.patterns)) == (587, 211, 43)
    assert encode(decode(encode(library))) == encode(library)


@pytest.mark.skipif(not shared.NAMES, reason="../shared is not here")
def test_the_facts_are_those_of_the_source() -> None:
    from schemas.scripts.build_p5_facts import facts

    packed = resources.files("schemas.p5").joinpath(FILE).read_bytes()
    assert pack(facts(shared.SET.parent / "tei-p5" / "p5subset.xml")) == packed


def test_outputs_are_the_same_every_time() -> None:
    first, second = compile_odd(ODD), compile_odd(ODD)
    assert write_rng(first) == write_rng(second)
    assert write_json(first) == write_json(second)


def test_json_says_what_each_term_is() -> None:
    table = json.loads(write_json(compile_odd(ODD)))
    paragraph = next(element for element in table["elements"] if element["ident"] == "p")
    assert paragraph["content"]["is"] == "Repeat"
    assert paragraph["docs"]["desc"][0]["text"] == "holds <hi>."


def test_an_element_is_explained() -> None:
    schema = compile_odd(ODD)
    found = explain(schema, "p", lang="fr")
    assert found.gloss == "paragraphe"
    assert "div" in found.stands_in
    assert found.text
    text = render(found)
    assert text.startswith("<p> paragraphe (module core)\n  holds <hi>.\n")
    assert "@xml:id" in text
    assert "[att.global]" in text
    assert all(len(line) <= 100 for line in text.splitlines())


def test_an_explanation_says_what_tei_calls_it() -> None:
    renaming = b"""<elementSpec ident="head" mode="change"><altIdent>heading</altIdent><attList>
<attDef ident="n" mode="change"><altIdent>number</altIdent></attDef></attList></elementSpec></schemaSpec>"""
    schema = compile_odd(ODD.replace(b"</schemaSpec>", renaming))
    text = render(explain(schema, "heading"))
    assert text.startswith("<heading>, the <head> of TEI or the ODD (module core)")
    assert "@number, the @n of TEI or the ODD:" in text
    assert text == render(explain(schema, "head"))
    pages = dict(write_html(schema))
    page = next(data.decode() for name, data in pages.items() if "heading" in name or "/head." in name)
    assert "Nom dans la TEI ou l’ODD" in page
    assert "<code>head</code>" in page


def test_elements_of_tei_can_be_explained() -> None:
    schema = compile_all()
    assert all(render(explain(schema, element.ident)) for element in schema.elements[::29])


def test_a_name_that_is_not_there_is_answered_with_one_that_is() -> None:
    with pytest.raises(UnknownElementError, match="did you mean <p>"):
        explain(compile_odd(ODD), "P")
