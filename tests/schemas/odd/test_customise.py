"""What a customisation means: one ODD a case, and the one thing in the compiled schema that it must change."""

from pathlib import Path

import pytest
from lxml import etree

from schemas.errors import OddError, SchemaError
from schemas.odd import NativeValidator, Schema, compile_odd, write_rng
from schemas.odd.algebra import Interleave, NotAllowed, TokenList, Values, references
from schemas.odd.schematron import load_rules
from schemas.rules import RulesError
from schemas.sources import load_target

TEI = "http://www.tei-c.org/ns/1.0"
MODULES = '<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>'


def odd(inner: str, *, modules: str = MODULES, attributes: str = 'start="TEI"', after: str = "") -> bytes:
    return (
        f'<TEI xmlns="{TEI}" xmlns:rng="http://relaxng.org/ns/structure/1.0" '
        f'xmlns:sch="http://purl.oclc.org/dsdl/schematron"><text><body>{after}\n'
        f'<schemaSpec ident="mine" {attributes}>{modules}{inner}</schemaSpec></body></text></TEI>'
    ).encode()


def compiled(inner: str, **options: str) -> Schema:
    return compile_odd(odd(inner, **options), path="mine.odd")


def attribute_names(schema: Schema, element: str) -> list[str]:
    return [attribute.ident for attribute in schema.by_ident[element].attributes]


def test_include_and_except_choose_elements() -> None:
    schema = compiled(
        "", modules='<moduleRef key="tei"/><moduleRef key="core" include="p hi"/>', attributes='start="p"'
    )
    assert [element.ident for element in schema.elements] == ["hi", "p"]
    assert (
        "p"
        not in compiled("", modules='<moduleRef key="tei"/><moduleRef key="core" except="p"/>', attributes="").by_ident
    )


def test_elements_of_modules_not_taken_are_taken_one_by_one() -> None:
    assert "persName" in compiled('<elementRef key="persName"/>').by_ident


def test_classref_takes_a_class_with_some_of_its_attributes() -> None:
    schema = compiled('<classRef key="att.global.linking" include="corresp"/>')
    assert "corresp" in attribute_names(schema, "p")
    assert "synch" not in attribute_names(schema, "p")


def test_a_deleted_element_leaves_no_reference() -> None:
    schema = compiled('<elementSpec ident="fileDesc" mode="delete"/>')
    assert all("fileDesc" not in references(element.content) for element in schema.elements)
    etree.RelaxNG(etree.fromstring(write_rng(schema)))


def test_a_choice_of_classes_without_members_is_gone() -> None:
    specs = "".join(f'<elementSpec ident="{name}" mode="delete"/>' for name in ("p", "ab"))
    schema = compiled(specs + '<elementSpec ident="sourceDesc" mode="change"><content><classRef key="model.pLike"/>'
                              "</content></elementSpec>")  # fmt: skip
    assert schema.by_ident["sourceDesc"].content == NotAllowed()
    assert any("<sourceDesc> can never be valid" in note.message for note in schema.notes)


def test_deleting_a_class_voids_overrides_of_its_attributes() -> None:
    schema = compiled(
        '<classSpec ident="att.typed" type="atts" mode="delete"/><elementSpec ident="div" mode="change"><attList>'
        '<attDef ident="type" mode="change" usage="req"/></attList></elementSpec>'
    )
    assert "type" not in attribute_names(schema, "div")


def test_an_attribute_changed_in_a_class_that_does_not_hold_it_is_not_doubled() -> None:
    schema = compiled(
        '<classSpec ident="att.global" type="atts" mode="change"><attList>'
        '<attDef ident="rend" mode="change" usage="req"/><attDef ident="nowhere" mode="change"/></attList></classSpec>'
    )
    names = attribute_names(schema, "p")
    assert names.count("rend") == 1
    assert "nowhere" not in names


def test_change_of_an_inherited_attribute_keeps_the_rest_and_its_class() -> None:
    schema = compiled(
        '<elementSpec ident="div" mode="change"><attList><attDef ident="type" mode="change" usage="req">'
        '<valList type="closed"><valItem ident="a"/><valItem ident="b"><altIdent>bee</altIdent></valItem></valList>'
        "</attDef></attList></elementSpec>"
    )
    attribute = schema.by_ident["div"].attribute("type")
    assert attribute is not None
    assert (attribute.required, attribute.datatype, attribute.from_class) == (True, Values(("a", "bee")), "att.typed")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ('mode="change"><valItem ident="x" mode="add"/>', ("a", "m", "j", "s", "u", "x")),
        ('mode="change"><valItem ident="a" mode="delete"/>', ("m", "j", "s", "u")),
        ('type="closed" mode="replace"><valItem ident="x"/>', ("x",)),
        ('type="closed" mode="add"><valItem ident="x"/>', ("x",)),
    ],
)
def test_value_lists_are_changed_or_replaced(items: str, expected: tuple[str, ...]) -> None:
    schema = compiled(f'<elementSpec ident="title" mode="change"><attList><attDef ident="level" mode="change">'
                      f"<valList {items}</valList></attDef></attList></elementSpec>")  # fmt: skip
    attribute = schema.by_ident["title"].attribute("level")
    assert attribute is not None
    assert attribute.datatype == Values(expected)


def test_memberships_are_changed_or_replaced() -> None:
    change = '<elementSpec ident="hi" mode="change"><classes mode="change"><memberOf key="att.typed" mode="add"/>'
    assert "type" in attribute_names(compiled(f"{change}</classes></elementSpec>"), "hi")
    dropped = f'{change}<memberOf key="model.hiLike" mode="delete"/></classes></elementSpec>'
    assert "hi" not in references(compiled(dropped).by_ident["p"].content)
    replaced = '<elementSpec ident="hi" mode="change"><classes><memberOf key="att.global"/></classes></elementSpec>'
    assert compiled(replaced).by_ident["hi"].classes == ("att.global",)


def test_a_new_element_in_its_own_namespace_joins_a_class() -> None:
    schema = compiled(
        '<elementSpec ident="menu" ns="urn:mine" mode="add"><classes><memberOf key="model.pLike"/></classes>'
        '<content><rng:text/></content><attList><attRef class="att.global" name="n"/></attList></elementSpec>'
    )
    element = schema.by_ident["menu"]
    assert (element.namespace, attribute_names(schema, "menu")) == ("urn:mine", ["n"])
    assert "menu" in references(schema.by_ident["div"].content)


def test_a_namesake_in_another_namespace_stands_beside() -> None:
    schema = compiled(
        '<elementSpec ident="p" ns="http://www.w3.org/1999/xhtml" mode="add"><classes>'
        '<memberOf key="model.pLike"/></classes><content><textNode/></content></elementSpec>'
    )
    assert {element.namespace for element in schema.elements if element.name == "p"} == {
        TEI,
        "http://www.w3.org/1999/xhtml",
    }
    assert {"p", "{http://www.w3.org/1999/xhtml}p"} <= set(references(schema.by_ident["sourceDesc"].content))
    etree.RelaxNG(etree.fromstring(write_rng(schema)))


def test_altident_renames_elements_and_attributes() -> None:
    schema = compiled(
        '<elementSpec ident="p" mode="change"><altIdent>para</altIdent><attList><attDef ident="n" mode="change">'
        "<altIdent>number</altIdent></attDef></attList></elementSpec>"
    )
    element = schema.by_ident["p"]
    assert element.name == "para"
    assert "number" in {attribute.name for attribute in element.attributes}


def test_no_mode_changes_what_exists_and_never_deletes() -> None:
    schema = compiled('<elementSpec ident="p"><attList><attDef ident="n" usage="req"/></attList></elementSpec>')
    attribute = schema.by_ident["p"].attribute("n")
    assert attribute is not None
    assert attribute.required
    assert "hi" in references(schema.by_ident["p"].content)


def test_attribute_choices_are_exclusive() -> None:
    schema = compiled(
        '<elementSpec ident="hi" mode="change"><attList org="choice"><attDef ident="a" usage="req"><datatype>'
        '<dataRef key="teidata.word"/></datatype></attDef><attDef ident="b" usage="req"><datatype>'
        '<dataRef key="teidata.word"/></datatype></attDef></attList></elementSpec>', attributes='start="hi"'
    )  # fmt: skip
    assert schema.by_ident["hi"].choices[0].alternatives == (("a",), ("b",))
    validator, grammar = NativeValidator(schema), etree.RelaxNG(etree.fromstring(write_rng(schema)))
    for text, valid in (("<hi a='1'/>", True), ("<hi a='1' b='2'/>", False), ("<hi/>", False)):
        root = etree.fromstring(text.replace("<hi", f"<hi xmlns='{TEI}'"))
        assert validator.is_valid(root) is grammar.validate(root) is valid


def test_order_may_be_free() -> None:
    schema = compiled(
        '<elementSpec ident="list" mode="change"><content><sequence preserveOrder="false"><elementRef key="head"/>'
        '<elementRef key="item"/></sequence></content></elementSpec>', attributes='start="list"'
    )  # fmt: skip
    assert isinstance(schema.by_ident["list"].content, Interleave)
    validator, grammar = NativeValidator(schema), etree.RelaxNG(etree.fromstring(write_rng(schema)))
    for text, valid in (
        ("<item/><head/>", True),
        ("<head/><item/>", True),
        ("<head/>", False),
        ("<head/><head/>", False),
    ):
        root = etree.fromstring(f"<list xmlns='{TEI}'>{text}</list>")
        assert validator.is_valid(root) is grammar.validate(root) is valid


def test_counts_are_kept() -> None:
    schema = compiled(
        '<elementSpec ident="list" mode="change"><content><elementRef key="item" minOccurs="2" maxOccurs="4"/>'
        "</content></elementSpec>", attributes='start="list"'
    )  # fmt: skip
    validator, grammar = NativeValidator(schema), etree.RelaxNG(etree.fromstring(write_rng(schema)))
    for count in range(7):
        root = etree.fromstring(f"<list xmlns='{TEI}'>{'<item/>' * count}</list>")
        assert validator.is_valid(root) is grammar.validate(root) is (2 <= count <= 4)


def test_rng_and_pure_content_mean_the_same() -> None:
    rng = ('<rng:zeroOrMore><rng:choice><rng:text/><rng:ref name="model.hiLike"/><rng:ref name="p"/></rng:choice>'
           "</rng:zeroOrMore>")  # fmt: skip
    pure = ('<alternate minOccurs="0" maxOccurs="unbounded"><textNode/><classRef key="model.hiLike"/>'
            '<elementRef key="p"/></alternate>')  # fmt: skip
    contents = [
        compiled(f'<elementSpec ident="item" mode="change"><content>{text}</content></elementSpec>')
        .by_ident["item"]
        .content
        for text in (rng, pure)
    ]
    assert contents[0] == contents[1]


def test_class_expansions() -> None:
    schema = compiled(
        '<elementSpec ident="list" mode="change"><content><classRef key="model.hiLike" expand="sequenceOptional"'
        ' except="q"/></content></elementSpec>'
    )
    assert references(schema.by_ident["list"].content) == ("hi",)


def test_lists_of_tokens() -> None:
    schema = compiled("")
    attribute = schema.by_ident["p"].attribute("rend")
    assert attribute is not None
    assert isinstance(attribute.datatype, TokenList)


def test_groups_are_opened_where_they_are_referred_to() -> None:
    group = '<specGrp xml:id="g"><elementSpec ident="hi" mode="delete"/></specGrp>'
    assert "hi" not in compiled('<specGrpRef target="#g"/>', after=group).by_ident
    assert "hi" in compiled("", after=group).by_ident


def test_of_several_schemas_one_is_taken() -> None:
    two = odd(
        "",
        after='<schemaSpec ident="other" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p"/>'
        "</schemaSpec>",
    )
    assert compile_odd(two).ident == "other"
    assert compile_odd(two, schema="mine").ident == "mine"


def test_constraints_know_their_context_and_keep_their_words() -> None:
    schema = compiled(
        '<elementSpec ident="hi" mode="change"><constraintSpec ident="c" scheme="schematron" xml:lang="fr"><constraint>'
        '<sch:assert test="@rend">Il manque @rend.</sch:assert></constraint></constraintSpec></elementSpec>'
    )
    constraint = next(c for c in schema.by_ident["hi"].constraints if c.ident == "c")
    assert constraint.context == "tei:hi"
    assert "Il manque @rend." in constraint.nodes[0]
    assert ("tei", TEI) in constraint.namespaces


def test_chaining_starts_from_another_customisation(tmp_path: Path) -> None:
    (tmp_path / "base.odd").write_bytes(odd('<elementSpec ident="hi" mode="delete"/>'))
    (tmp_path / "next.odd").write_bytes(odd("", attributes='start="TEI" source="base.odd"'))
    schema = compile_odd(tmp_path / "next.odd")
    assert "hi" not in schema.by_ident
    assert "p" in schema.by_ident


def test_xinclude_and_groups_in_files_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "part.xml").write_bytes(f'<elementSpec xmlns="{TEI}" ident="hi" mode="delete"/>'.encode())
    (tmp_path / "groups.xml").write_bytes(
        f'<body xmlns="{TEI}"><specGrp xml:id="g"><elementSpec ident="q" mode="delete"/></specGrp></body>'.encode()
    )
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.xml"/><specGrpRef target="groups.xml#g"/>'
    )
    (tmp_path / "a.odd").write_bytes(odd(include))
    schema = compile_odd(tmp_path / "a.odd")
    assert not {"hi", "q"} & set(schema.by_ident)


@pytest.mark.parametrize(
    ("inner", "options", "message"),
    [
        ('<moduleRef key="cores"/>', {}, "mine.odd:2: there is no module “cores”; did you mean “core”?"),
        ("<moduleRef/>", {}, "mine.odd:2: <moduleRef> needs @key (a TEI module) or @url (a RELAX NG file)"),
        ("<elementSpec/>", {}, "<elementSpec> has no @ident"),
        ('<elementSpec ident="p" mode="kill"/>', {}, "@mode “kill” is not one of"),
        ('<specGrpRef target="#none"/>', {}, "there is no element with that xml:id"),
        ('<moduleRef url="http://example.org/x.rng"/>', {}, "the ODD was not given as a file"),
        ("", {"attributes": 'start="nothing"'}, "no document could begin"),
        ("", {"attributes": 'start="TEI" source="http://example.org/p5.xml"'}, "the ODD has no folder"),
        (
            '<elementSpec ident="p" mode="change"><content><macroRef key="macro.none"/></content></elementSpec>',
            {},
            "“p” refers to the macro “macro.none”, and there is none of that name",
        ),
        (
            '<elementSpec ident="p" mode="change"><content><foo/></content></elementSpec>',
            {},
            "mine.odd:2: <foo> is not supported in a content model",
        ),
        (
            '<elementSpec ident="p" mode="change"><content><textNode minOccurs="x"/></content></elementSpec>',
            {},
            "minOccurs “x” and maxOccurs “1” must be numbers",
        ),
        (
            '<dataSpec ident="d" mode="add"><content><dataRef name="token" restriction="(a"/></content></dataSpec>',
            {},
            "mine.odd:2: the pattern is no regular expression of XML Schema: “(a”",
        ),
        (
            '<dataSpec ident="d" mode="add"><content><dataRef name="dat"/></content></dataSpec>',
            {},
            "“dat” is no datatype of XML Schema",
        ),
        (
            (
                "<elementSpec ident='p' mode='change'>\n<attList><attDef ident='a' mode='add'><datatype>\n"
                "<dataRef key='teidata.word2'/></datatype></attDef></attList></elementSpec>"
            ),
            {},
            (
                "mine.odd:4: @a of “p” refers to the datatype “teidata.word2”, and there is none of that name; "
                "did you mean “teidata.word”?"
            ),
        ),
        (
            "\n<elementSpec ident='my note' mode='add'/>",
            {},
            "mine.odd:3: @ident “my note” of <elementSpec> is no name of XML: write “my-note”",
        ),
        (
            "<elementSpec ident='1p' mode='add'/>",
            {},
            "“1p” of <elementSpec> is no name of XML: begin with a letter or _",
        ),
        (
            "<elementSpec ident='my:p' mode='add'/>",
            {},
            "is no name of XML: the prefix is no part of it; write “p”, and its namespace in @ns",
        ),
        ("<classSpec ident='att.(x)' type='atts' mode='add'/>", {}, "“att.(x)” of <classSpec> is no name of XML"),
        (
            "<elementSpec ident='p' mode='change'><attList>\n<attDef ident='a b' mode='add'/></attList></elementSpec>",
            {},
            "mine.odd:3: @ident “a b” of <attDef> is no name of XML: write “a-b”",
        ),
        (
            "<elementSpec ident='p' mode='change'>\n<altIdent>le p</altIdent></elementSpec>",
            {},
            "mine.odd:3: the <altIdent> “le p” of <elementSpec> is no name of XML: write “le-p”",
        ),
    ],
)
def test_what_is_broken_is_said_with_its_place(inner: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(OddError) as caught:
        compiled(inner, **options)
    assert message in str(caught.value)
    assert caught.value.path == "mine.odd"


def test_a_file_without_schema_or_not_well_formed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OddError, match="no <schemaSpec>"):
        compile_odd(f'<TEI xmlns="{TEI}"/>'.encode())
    with pytest.raises(OddError, match=r"a\.odd:1:6: the tag <a is not finished") as caught:
        compile_odd(b"<TEI><a", path="a.odd")
    assert caught.value.line == 1
    with pytest.raises(OddError, match="cannot be read"):
        compile_odd(tmp_path / "none.odd")


@pytest.mark.parametrize(
    "href", ["../outside.xml", "/etc/hostname", "http://example.org/a.xml", "file:///etc/hostname"]
)
def test_nothing_outside_the_folder_is_read(tmp_path: Path, href: str) -> None:
    (tmp_path / "outside.xml").write_text("<a/>")
    folder = tmp_path / "in"
    folder.mkdir()
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{href}"/>'
    (folder / "a.odd").write_bytes(odd(include))
    with pytest.raises(OddError, match="folder"):
        compile_odd(folder / "a.odd")


def test_mistakes_that_do_not_depend_on_each_other_are_said_in_one_run() -> None:
    with pytest.raises(OddError) as caught:
        compiled('<elementSpec ident="p q" mode="add"/><elementSpec ident="hi" mode="chnge"/><moduleRef/>')
    assert ["no name of XML" in one for one in caught.value.all.splitlines()] == [True, False, False]
    with pytest.raises(OddError) as caught:
        compiled("", modules='<moduleRef key="tie"/><moduleRef key="tei"/><moduleRef key="lnking"/>')
    assert [one.message for one in (caught.value, *caught.value.others) if isinstance(one, OddError)] == [
        "there is no module “tie”; did you mean “tei”?",
        "there is no module “lnking”; did you mean “linking”?",
    ]
    rule = '<sch:rule context="{}"><sch:assert test="{}">x</sch:assert></sch:rule>'
    rules = rule.format("tei:p[", "@n") + rule.format("tei:p", "count(") + rule.format("tei:hi", "@n")
    spec = '<elementSpec ident="p" mode="change"><constraintSpec ident="k" scheme="schematron"><constraint>'
    schema = compiled(f"{spec}\n{rules}</constraint></constraintSpec></elementSpec>")
    with pytest.raises(RulesError) as broken:
        load_rules(schema, path="mine.odd")
    assert [str(one).splitlines()[0] for one in (broken.value, *broken.value.others)] == [
        "mine.odd:3: the context of rule is not XPath: unexpected end of source",
        "mine.odd:3: the test of assert is not XPath: Too few arguments: expected at least 1 argument",
    ]


def test_without_effect_is_a_note() -> None:
    schema = compiled('<elementSpec ident="persName" mode="change"/><elementSpec ident="nope" mode="delete"/>')
    messages = [note.message for note in schema.notes]
    assert any("it belongs to module “namesdates”" in message for message in messages)
    assert any("deleting it has no effect" in message for message in messages)


NONE = "and there is none of that name"
OUT = "take it in, or take the reference out"


@pytest.mark.parametrize(
    ("inner", "line", "message"),
    [
        (
            "\n<sequence><elementRef key='heda'/><textNode/></sequence>",
            3,
            "“p” refers to the element “heda”, and there is none of that name; did you mean “head”?",
        ),
        (
            "<elementRef key='app'/>",
            2,
            f"“p” refers to the element “app”, which is not in the schema (module “textcrit”): {OUT}",
        ),
        ("<rng:ref name='q'/>", 2, f"“p” refers to the element “q”, which is not in the schema (module “core”): {OUT}"),
        (
            "<classRef key='model.phrse' minOccurs='0'/>",
            2,
            "“p” refers to the class “model.phrse”, and there is none of that name; did you mean “model.phrase”?",
        ),
        (
            "<empty/></content><classes mode='change'>\n\n<memberOf key='model.plike'/></classes><content>",
            4,
            f"“p” is made a member of the class “model.plike”, {NONE}; did you mean “model.pLike”?",
        ),
        (
            "<empty/></content><classes mode='change'><memberOf key='model.pLik' mode='delete'/></classes><content>",
            2,
            "“p” is to leave the class “model.pLik”, and there is none of that name; did you mean “model.pLike”?",
        ),
    ],
)
def test_what_refers_to_nothing_is_a_note_with_its_place(inner: str, line: int, message: str) -> None:
    deleted = "<elementSpec ident='q' mode='delete'/>"
    schema = compiled(f"{deleted}<elementSpec ident='p' mode='change'><content>{inner}</content></elementSpec>")
    assert [(note.path, note.line, note.message) for note in schema.notes] == [("mine.odd", line, message)]


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        (
            "<elementRef key='persname'/>",
            "there is no element “persname” to refer to: the reference has no effect; did you mean “persName”?",
        ),
        (
            "<elementSpec ident='Div' mode='change'/>",
            "changing the element “Div” has no effect: there is none of that name; did you mean “div”?",
        ),
        (
            "<classSpec ident='att.golbal' type='atts' mode='delete'/>",
            "“att.golbal” is not in the schema: deleting it has no effect; did you mean “att.global”?",
        ),
        (
            "<moduleRef key='namesdates' include='persname'/>",
            "module “namesdates” has no element “persname”: naming it has no effect; did you mean “persName”?",
        ),
    ],
)
def test_what_has_no_effect_is_a_note_with_the_nearest_name(inner: str, message: str) -> None:
    assert [note.message for note in compiled(inner).notes] == [message]


def test_what_a_deleted_specification_referred_to_does_not_matter() -> None:
    inner = "<elementSpec ident='x' mode='delete'><content><elementRef key='none'/></content></elementSpec>"
    assert ["none" in note.message for note in compiled(inner).notes] == [False]


def test_anyelement_keeps_to_its_namespaces() -> None:
    schema = compiled(
        '<elementSpec ident="p" mode="change"><content><anyElement require="urn:a urn:b"/></content></elementSpec>',
        attributes='start="p"',
    )
    validator, grammar = NativeValidator(schema), etree.RelaxNG(etree.fromstring(write_rng(schema)))
    for text, valid in (("<x xmlns='urn:a'><y b='1'>t</y></x>", True), ("<x xmlns='urn:c'/>", False),
                        ("<x xmlns='urn:a'><y xmlns=''/></x>", False)):  # fmt: skip
        root = etree.fromstring(f"<p xmlns='{TEI}'>{text}</p>")
        assert validator.is_valid(root) is grammar.validate(root) is valid


def test_the_whole_of_tei_is_a_customisation() -> None:
    from schemas.odd import compile_all

    schema = compile_all()
    assert len(schema.elements) == 587
    assert schema.start == ("TEI", "teiCorpus")


SEVERAL = f'''<TEI xmlns="{TEI}"><schemaSpec ident="one" start="TEI">{MODULES}</schemaSpec>
<schemaSpec ident="two" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p"/></schemaSpec></TEI>'''


def test_of_several_schemas_one_is_chosen_and_the_others_are_named(tmp_path: Path) -> None:
    first = compile_odd(SEVERAL.encode(), path="a.odd")
    assert first.ident == "one"
    assert [(note.line, note.message) for note in first.notes if note.kind == "others"] == [
        (1, "the schema “one” is taken, and not “two”; to choose one, write a.odd#two")
    ]
    second = compile_odd(SEVERAL.encode(), path="a.odd", schema="two")
    assert (second.ident, second.notes) == ("two", ())
    with pytest.raises(OddError, match="no <schemaSpec ident=“three”> in this file; it has “one”, “two”"):
        compile_odd(SEVERAL.encode(), schema="three")
    (tmp_path / "a.odd").write_text(SEVERAL)
    chain = f'<schemaSpec xmlns="{TEI}" ident="c" start="p" source="a.odd#two"><moduleRef key="core"/></schemaSpec>'
    (tmp_path / "c.odd").write_text(chain)
    assert [element.ident for element in compile_odd(tmp_path / "c.odd").elements] == ["p"]
    file = str(tmp_path / "a.odd")
    assert "the schema “one” is taken, and not “two”" in load_target([file]).warnings[0]
    chosen = load_target([f"{file}#two"])
    assert (chosen.warnings, chosen.grammar and chosen.grammar.model and chosen.grammar.model.ident) == ((), "two")
    assert chosen.sha256 != load_target([file]).sha256


def test_what_is_taken_away_and_required_is_said() -> None:
    schema = compiled('\n<elementSpec ident="titleStmt" mode="delete"/>')
    (note,) = [note for note in schema.notes if "requires" in note.message]
    assert note.line == 3
    assert note.message.startswith(
        "“titleStmt” is not in the schema, and “fileDesc” requires it: here “fileDesc” is valid"
    )
    listed = MODULES.replace('"header"/>', '"header" except="sourceDesc"/>')
    assert [note.message[:12] for note in compiled("", modules=listed).notes] == ["“sourceDesc”"]
    # what is optional, what is of a module that was not taken, and what the customisation changed itself
    changed = (
        '<elementSpec ident="fileDesc" mode="change"><content><elementRef key="titleStmt"/></content></elementSpec>'
    )
    taken = '<elementSpec ident="head" mode="delete"/><elementSpec ident="sourceDesc" mode="delete"/>'
    assert compiled(changed + taken).notes == ()


INTEGER = '<rng:data type="integer"/>'
RNG_LIST = (
    '<elementSpec ident="p" mode="change"><attList><attDef ident="pair" mode="add"><datatype>{}</datatype></attDef>'
    "</attList></elementSpec>"
)


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (f"{INTEGER}<rng:value>x</rng:value>", ["3 x"], ["3", "3 x 4", "y z"]),
        (f"{INTEGER}<rng:optional>{INTEGER}</rng:optional>", ["3", "3 4"], ["", "3 4 5"]),
        (f"<rng:choice><rng:value>a</rng:value><rng:group>{INTEGER}{INTEGER}</rng:group></rng:choice>", ["a", "1 2"],
         ["1 2 3", "d"]),
        (f"<rng:oneOrMore>{INTEGER}{INTEGER}</rng:oneOrMore>", ["1 2", "1 2 3 4"], ["1"]),
    ],
)  # fmt: skip
def test_a_list_of_several_tokens(pattern: str, right: list[str], wrong: list[str]) -> None:
    schema = compiled(RNG_LIST.format(f"<rng:list>{pattern}</rng:list>"), attributes='start="p"')
    grammar, native = etree.RelaxNG(etree.fromstring(write_rng(schema))), NativeValidator(schema)
    for value, valid in [*((one, True) for one in right), *((one, False) for one in wrong)]:
        root = etree.fromstring(f'<p xmlns="{TEI}" pair="{value}"/>')
        assert (grammar.validate(root), native.is_valid(root)) == (valid, valid), value


def test_what_is_read_less_strictly_than_it_says_is_said() -> None:
    choice = '<rng:choice><rng:attribute name="x"/><rng:attribute name="y"/></rng:choice><rng:text/>'
    excepted = '<rng:data type="token"><rng:except><rng:value>bad</rng:value></rng:except></rng:data>'
    unlike = RNG_LIST.format('<rng:list><rng:data type="integer"/><rng:value>x</rng:value></rng:list>')
    schema = compiled(
        f'\n<elementSpec ident="hi" mode="change"><content>{choice}</content></elementSpec>'
        f'\n<elementSpec ident="name" mode="change"><content>{excepted}</content></elementSpec>\n{unlike}'
    )
    assert [(note.line, note.message) for note in schema.notes] == [
        (3, "@x and @y of a choice are taken to be optional, each by itself"),
        (4, "what rng:except leaves out of a datatype is admitted"),
        (5, "of a list of unlike tokens their number is checked, and that each is one of them"),
    ]
    assert [(one.ident, one.usage) for one in schema.by_ident["hi"].attributes if one.ident in "xy"] == [
        ("x", "opt"),
        ("y", "opt"),
    ]


def test_content_in_any_order_with_text_in_several_parts() -> None:
    choice = '<rng:choice><rng:text/><rng:ref name="hi"/></rng:choice>'
    mixed = f"<rng:mixed><rng:zeroOrMore>{choice}</rng:zeroOrMore></rng:mixed>"
    schema = compiled(
        f'<elementSpec ident="p" mode="change"><content>{mixed}</content></elementSpec>', attributes='start="p"'
    )
    grammar, native = etree.RelaxNG(etree.fromstring(write_rng(schema))), NativeValidator(schema)
    for body, valid in {"": True, "a<hi/>b<hi/>": True, "<name/>": False}.items():
        root = etree.fromstring(f'<p xmlns="{TEI}">{body}</p>')
        assert (grammar.validate(root), native.is_valid(root)) == (valid, valid), body


def test_what_relax_ng_cannot_say_is_refused_with_its_place() -> None:
    twice = '<sequence preserveOrder="false"><elementRef key="hi"/><classRef key="model.hiLike"/></sequence>'
    with pytest.raises(OddError, match="“p” in any order has “hi” in two of its parts: name it in one") as raised:
        compiled(f'\n<elementSpec ident="p" mode="change"><content>{twice}</content></elementSpec>')
    assert raised.value.line == 3


def test_repetitions_inside_repetitions_have_a_limit() -> None:
    inner = '<sequence maxOccurs="400"><elementRef key="hi" maxOccurs="400"/><elementRef key="name"/></sequence>'
    content = f'<content><sequence maxOccurs="400">{inner}</sequence></content>'
    schema = compiled(f'<elementSpec ident="p" mode="change">{content}</elementSpec>')
    with pytest.raises(SchemaError, match="more than 200,000 patterns of RELAX NG"):
        write_rng(schema)


def test_a_wildcard_that_requires_and_excludes_a_namespace_admits_nothing_of_it() -> None:
    wild = '<anyElement require="urn:a urn:b" except="urn:a"/>'
    schema = compiled(
        f'<elementSpec ident="p" mode="change"><content>{wild}</content></elementSpec>', attributes='start="p"'
    )
    grammar = etree.RelaxNG(etree.fromstring(write_rng(schema)))
    for space, valid in {"urn:a": False, "urn:b": True, "urn:c": False}.items():
        root = etree.fromstring(f'<p xmlns="{TEI}"><x xmlns="{space}"/></p>')
        assert (grammar.validate(root), NativeValidator(schema).is_valid(root)) == (valid, valid), space
    none = '<anyElement require="urn:a" except="urn:a"/>'
    nothing = compiled(f'<elementSpec ident="p" mode="change"><content>{none}</content></elementSpec>')
    assert "<p> can never be valid" in nothing.notes[0].message
