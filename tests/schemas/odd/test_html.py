"""The HTML reference: whole, linked, readable in both languages, and safe whatever an ODD says."""

import json
import os
import re
from pathlib import Path

import pytest
from lxml import etree, html

from schemas.odd import compile_odd
from schemas.odd.html import write_html

SAMPLE = Path(__file__).parent / "reference" / "sample.odd"
GOLDEN = SAMPLE.parent / "golden"
"""What the sample gives: pages to be read after each wanted change, then renewed with ``UPDATE_GOLDEN=1``."""


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(write_html(compile_odd(SAMPLE)))


def pages(files: dict[str, bytes]) -> dict[str, etree._Element]:
    return {name: html.document_fromstring(data) for name, data in files.items() if name.endswith(".html")}


def text_of(element: etree._Element, lang: str) -> str:
    """What is shown of an element in a language."""
    parts = [element.text or ""]
    for child in element:
        classes = child.get("class", "").split()
        if "l" not in classes or f"l-{lang}" in classes:
            parts.append(text_of(child, lang))
        parts.append(child.tail or "")
    joint = " " if element.tag in ("table", "tbody", "tr", "th", "td", "dl", "ul", "section") else ""
    return " ".join(joint.join(parts).split())


def section(page: etree._Element, ident: str) -> etree._Element:
    return page.xpath(f"//section[h2/@id='{ident}']")[0]


def test_the_pages_are_those_expected(files: dict[str, bytes]) -> None:
    kept = ("index.html", "chapters.html", "elements/said.html", "classes/att.ascribed.html", "static/names.js")
    if os.environ.get("UPDATE_GOLDEN"):
        for name in kept:
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(files[name])
    assert {name: files[name].decode() for name in kept} == {name: (GOLDEN / name).read_text() for name in kept}


def test_the_same_schema_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert dict(write_html(compile_odd(SAMPLE))) == files


def test_every_link_leads_somewhere(files: dict[str, bytes]) -> None:
    found = pages(files)
    places = {name: {str(ident) for ident in page.xpath("//@id")} for name, page in found.items()}
    for name, page in found.items():
        for address in map(str, page.xpath("//@href | //@src")):
            path, _, place = address.partition("#")
            target = name if not path else str((Path("/") / name).parent.joinpath(path).resolve().relative_to("/"))
            assert target in files, (name, address)
            assert not place or place in places[target], (name, address)


def test_every_name_that_can_be_searched_leads_somewhere(files: dict[str, bytes]) -> None:
    entries = json.loads(files["static/names.js"].decode().partition("REFERENCE_NAMES = ")[2].rstrip().rstrip(";"))
    assert {"said", "@who", "att.ascribed", "model.attributable"} <= {name for name, *_ in entries}
    for _, _, address, _ in entries:
        path, _, place = address.partition("#")
        assert path in files
        assert not place or f'id="{place}"'.encode() in files[path]


def test_nothing_is_loaded_from_elsewhere_and_no_page_has_code_in_it(files: dict[str, bytes]) -> None:
    for name, page in pages(files).items():
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert [str(value)[:18] for value in policy] == ["default-src 'none'"], name
        assert not page.xpath("//script[normalize-space()] | //style | //iframe | //object | //embed | //img | //form")
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style")
        addresses = [str(value) for value in page.xpath("//@href | //@src")]
        assert not [address for address in addresses if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE)]
    for name in ("static/style.css", "static/reference.js"):
        assert not re.search(rb"https?:|//[a-z]|url\(|@import|innerHTML|eval\(", files[name])


def test_what_an_odd_says_is_text_and_never_markup() -> None:
    evil = "&lt;script>alert(1)&lt;/script>&lt;img src=x onerror=alert(1)>"
    odd = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{evil}</title></titleStmt>
      </fileDesc></teiHeader><text><body><schemaSpec ident="x" start="p" docLang="en&quot;>"><moduleRef key="tei"/>
      <moduleRef key="core" include="p"/><elementSpec ident="p" mode="change" module="core">
      <gloss xml:lang='a"b'>{evil}</gloss><desc>{evil}<ref target="javascript:alert(1)">x</ref></desc>
      <constraintSpec ident="c" scheme="schematron"><constraint><sch:assert test="'{evil}'"
        xmlns:sch="http://purl.oclc.org/dsdl/schematron">{evil}</sch:assert></constraint></constraintSpec>
      <attList><attDef ident="n" mode="change"><valList type="closed" mode="add"><valItem ident="{evil}"/></valList>
      </attDef></attList><exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples"><p n="{evil}">{evil}</p></egXML>
      </exemplum>
      </elementSpec></schemaSpec></body></text></TEI>"""
    files = dict(write_html(compile_odd(odd.encode(), path="x.odd")))
    for page in pages(files).values():
        assert not page.xpath("//script[normalize-space()] | //img")
        assert not page.xpath("//a[starts-with(@href, 'javascript')]")
    assert "<script>alert(1)</script>" in text_of(pages(files)["elements/p.html"], "en")


def test_a_page_says_in_the_chosen_language_what_there_is_to_know(files: dict[str, bytes]) -> None:
    said = pages(files)["elements/said.html"]
    english, french = text_of(said, "en"), text_of(said, "fr")
    assert "speech Words that somebody speaks." in english
    assert "parole rapportée Des paroles que quelqu’un prononce." in french
    assert "Peut contenir" in french
    assert "Peut contenir" not in english
    assert text_of(section(said, "contained-by"), "en") == "Contained by core p said textstructure body"


def test_attributes_come_with_class_datatype_usage_and_values(files: dict[str, bytes]) -> None:
    table = text_of(section(pages(files)["elements/said.html"], "attributes"), "en")
    assert "from att.ascribed @who required one or more, separated by spaces: a pointer (URI) teidata.pointer" in table
    assert "@direct optional one of the values listed default: true" in table
    assert "true the speaker's own words" in table


def test_the_content_model_names_classes_and_links_them(files: dict[str, bytes]) -> None:
    model = section(pages(files)["elements/said.html"], "content-model")
    assert text_of(model.xpath(".//div[@class='model']")[0], "fr") == "( texte | model.attributable )*"
    assert model.xpath(".//a/@href") == ["../classes/model.attributable.html"]


def test_examples_keep_their_text_and_link_their_elements(files: dict[str, bytes]) -> None:
    example = section(pages(files)["elements/said.html"], "examples").xpath(".//pre")[0]
    assert "".join(example.itertext()) == '<p><said who="#a &amp; b">« Oui &lt;3 »</said>,\n  dit-elle.</p>'
    assert example.xpath(".//a/@href") == [f"../elements/{name}.html" for name in ("p", "said", "said", "p")]


def test_rules_show_their_message_and_test(files: dict[str, bytes]) -> None:
    rules = text_of(section(pages(files)["elements/said.html"], "rules"), "fr")
    assert "Une parole a un locuteur." in rules
    assert "‹name(.)› needs @who" in rules
    assert "dans tei:said" in rules
    assert "doit être vrai @who" in rules


def test_pages_are_accessible(files: dict[str, bytes]) -> None:
    for name, page in pages(files).items():
        assert page.get("lang"), name
        assert len(page.xpath("//h1")) == len(page.xpath("//main")) == len(page.xpath("//header")) == 1, name
        assert page.xpath("//label[@for='search']"), name
        idents = page.xpath("//@id")
        assert len(idents) == len(set(idents)), name


def test_file_names_differ_by_more_than_capitals() -> None:
    odd = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="x" start="ab"><elementSpec ident="ab" mode="add">
      <content><elementRef key="AB"/></content></elementSpec>
      <elementSpec ident="AB" mode="add"><content><empty/></content></elementSpec></schemaSpec>"""
    names = [name.casefold() for name, _ in write_html(compile_odd(odd.encode(), path="x.odd"))]
    assert len(names) == len(set(names))


def test_the_prose_of_the_odd_is_a_page(files: dict[str, bytes]) -> None:
    page = pages(files)["chapters.html"]
    main = page.xpath("//main")[0]
    assert [link.get("href") for link in main.xpath("./nav//a")] == ["#chapter.1", "#chapter.2"]
    english, french = text_of(main, "en"), text_of(main, "fr")
    for said in ("Why", "Speech is put in <said>, with @who.(See below.)", "b <c>", "As it was said.", "kept"):
        assert said in english
    assert "Pourquoi" not in english
    assert "La parole va dans <said>" in french
    assert "Why" not in french
    links = {link.get("href") for link in main.iter("a")}
    assert {"elements/said.html", "elements/p.html", "classes/att.ascribed.html"} <= links
    assert pages(files)["index.html"].xpath("//main//a[@href='chapters.html']")


def test_an_odd_without_prose_has_no_such_page() -> None:
    odd = b'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="x" start="p"><moduleRef key="core"/></schemaSpec>'
    assert "chapters.html" not in dict(write_html(compile_odd(odd)))


def test_specifications_are_no_prose() -> None:
    odd = SAMPLE.read_bytes().replace(b"Words that somebody speaks.", b"ONLY-IN-A-SPEC")
    assert b"ONLY-IN-A-SPEC" not in dict(write_html(compile_odd(odd)))["chapters.html"]
