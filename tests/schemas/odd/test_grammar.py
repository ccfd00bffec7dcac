"""Grammars of other vocabularies, taken in by ``moduleRef/@url``."""

from pathlib import Path

import pytest
from lxml import etree

from schemas.errors import OddError
from schemas.odd import NativeValidator, compile_odd, write_rng

TEI = "http://www.tei-c.org/ns/1.0"
RNG = "http://relaxng.org/ns/structure/1.0"
MENU = f"""<grammar xmlns="{RNG}" ns="urn:menu" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><ref name="menu"/></start>
<define name="menu"><element name="menu"><ref name="common"/>
<oneOrMore><ref name="dish"/></oneOrMore></element></define>
<define name="dish"><element name="dish"><attribute name="price"><data type="decimal"/></attribute>
<choice><text/><element name="name"><text/></element></choice></element></define>
<define name="common"><optional><attribute name="day"/></optional></define></grammar>"""
ODD = f"""<TEI xmlns="{TEI}" xmlns:rng="{RNG}"><schemaSpec ident="m" start="TEI"><moduleRef key="tei"/>
<moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
<moduleRef url="menu.rng"><content><rng:define name="model.pLike" combine="choice"><rng:ref name="menu"/></rng:define>
</content></moduleRef></schemaSpec></TEI>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.odd").write_text(ODD)
    (tmp_path / "menu.rng").write_text(MENU)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("<menu day='1'><dish price='2.5'>soup</dish></menu>", True),
        ("<menu><dish price='1'><name>soup</name></dish></menu>", True),
        ("<menu/>", False),
        ("<menu><dish>soup</dish></menu>", False),
        ("<menu><dish price='x'/></menu>", False),
    ],
)
def test_its_elements_stand_where_the_odd_puts_them(folder: Path, text: str, *, valid: bool) -> None:
    schema = compile_odd(folder / "m.odd")
    placed = text.replace("<menu", '<menu xmlns="urn:menu"', 1)
    root = etree.fromstring(
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/>'
        f"</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>"
        f"{placed}</body></text></TEI>"
    )
    assert NativeValidator(schema).is_valid(root) is valid
    assert etree.RelaxNG(etree.fromstring(write_rng(schema))).validate(root) is valid


@pytest.mark.parametrize(
    ("grammar", "message"),
    [
        (None, "“menu.rng” does not exist in the ODD's folder"),
        ("start = menu", "not readable as RELAX NG in XML"),
        ("<x/>", "the root is not <grammar>"),
        (f'<grammar xmlns="{RNG}"><include href="../other.rng"/></grammar>', "lies outside the ODD's folder"),
        (f'<grammar xmlns="{RNG}"><include href="menu.rng"/></grammar>', "includes itself"),
        (f'<grammar xmlns="{RNG}"><start><ref name="none"/></start></grammar>', "there is no definition of “menu”"),
        (MENU.replace("<text/></element></choice>", "<externalRef href='x'/></element></choice>"),
         "<externalRef> is not supported"),
    ],
)  # fmt: skip
def test_a_grammar_that_cannot_be_taken_is_named(folder: Path, grammar: str | None, message: str) -> None:
    if grammar is None:
        (folder / "menu.rng").unlink()
    else:
        (folder / "menu.rng").write_text(grammar)
    with pytest.raises(OddError) as caught:
        compile_odd(folder / "m.odd")
    assert message in str(caught.value)
    assert caught.value.line == 3
