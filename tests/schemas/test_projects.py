"""ODDs as projects write them (letters, a dictionary, speech, manuscripts) and the mistakes their documents come with.

Each ODD has its own document, which is valid; each mistake is one change of it and gives exactly one finding, at the
node or the value that is wrong, with one fix. None of the ODDs was written for a feature of the compiler.
"""

import functools
from pathlib import Path

import pytest

from schemas.codes import catalogue
from schemas.engines.jing import command
from schemas.errors import SchemaError
from schemas.odd.compiler import compile_odd
from schemas.odd.schematron import load_rules
from schemas.sources import Target, load_target
from schemas.validate import validate_bytes

FOLDER = Path(__file__).parent / "projects"
PROJECTS = ("letters", "dictionary", "speech", "catalogue")

# what is replaced in the document, by what (the fault between ⟦ and ⟧), the code's name, a part of the message, a part
# of the fix
LETTERS = [
    ("<signed>Anna</signed>", "⟦<signature>⟧Anna</signature>", "element-unknown", "<signature>", "one of those"),
    (' type="sent"', ' type="⟦send⟧"', "value-not-in-list", "@type=“send”", "did you mean sent?"),
    ('<pb n="1r"/>', '<pb n="⟦1⟧"/>', "value-datatype", "one to three digits, “r” or “v”", "write it like 1v"),
    ('<pb n="1r"/>', '<pb n="⟦1 R⟧"/>', "value-datatype", "@n=“1 R” of <pb>", "write 1r"),
    ('<hi rend="underlined">not</hi>', "⟦<u>⟧not</u>", "element-unknown", "<u>", '<hi rend="underlined">?'),
    ('<hi rend="underlined">', "⟦<hi>⟧", "attribute-missing", "<hi> has no @rend", 'add rend="…"'),
    ('<idno type="letter">L0042', '⟦<idno⟧ type="letter">42', "rule-assert", "is L and four digits", ""),
    ('<unclear reason="ink">', '<unclear ⟦style⟧="x">', "attribute-unknown", "no attribute @style", "remove it"),
    ("<placeName>Lübeck</placeName>", "⟦<settlement>⟧Lübeck</settlement>", "element-unknown",
     "it is one of TEI that this customisation leaves out", "one of those allowed"),
    ('<div type="letter">', '<div type="⟦Letter⟧">', "value-not-in-list", "@type=“Letter”", "did you mean letter?"),
    ("<opener>", "<p>x</p>⟦<opener>⟧", "element-out-of-order", "<opener> is not allowed at this point", "before <p>"),
    ("<persName>Jan</persName>", "⟦Jan⟧", "text-not-allowed", "directly in <correspAction>: “Jan”", "wrap it in <p>"),
    ("soon</add>", "soon<add>.⟦</p>⟧\n<p>", "mismatched-tags", "<add>, opened on line", "write </add> before </p>"),
    ("<q>she", '<q who="⟦#anna⟧">she', "pointer-to-nothing", "@who points at #anna", "add an element with xml:id"),
]  # fmt: skip
DICTIONARY = [
    ('<article xml:id="amarrer">', "⟦<article>⟧", "attribute-missing", "<article> has no @xml:id", "add xml:id="),
    ('<form type="lemma"><orth>balise', '<form type="variant"><orth>balise', "rule-assert", "une vedette", ""),
    ('<usg genre="lieu">', '<usg ⟦type⟧="geo">', "attribute-not-allowed", "<usg> cannot have @type", "mean genre?"),
    ('<usg genre="lieu">', '<usg genre="⟦geo⟧">', "value-not-in-list", "@genre=“geo”", "did you mean lieu?"),
    ('<sense n="2">', '<sense n="⟦21⟧">', "value-datatype", "1 or more, at most 20", "write it like"),
    ('<sense n="2">', '<sense n="⟦deux⟧">', "value-number", "is not a whole number", "write digits only"),
    ('<sense n="1"><def>borne d’un champ</def>', '⟦<sense⟧ n="1">', "child-missing", "<def> is missing", "add <def>"),
    ("<def>borne d’un champ</def>", "⟦borne d’un champ⟧", "text-not-allowed", "in <sense>", "wrap it in <def>"),
    ('"#balise"', '"⟦#balises⟧"', "pointer-to-nothing", "@target points at #balises", "did you mean #balise?"),
    ('<xr><ref target="#balise">balise</ref></xr>', "<xr><ref>x</ref></xr>⟦<etym>⟧x</etym>", "element-out-of-order",
     "<etym> is not allowed at this point in <article>", "remove it: there is one already"),
    ('<pron notation="ipa">', '<pron notation="⟦API⟧">', "value-not-in-list", "@notation=“API”", "write ipa"),
    ("<pos>nom</pos>", "<pos>nom</pos>⟦<number>⟧sg</number>", "element-unknown", "leaves out", "one of those allowed"),
    ("<pos>nom</pos>", "<pos>nom</pos>⟦<POS>⟧f</POS>", "element-not-allowed", "<POS>", "did you mean <pos>?"),
]  # fmt: skip
SPEECH = [
    ('<u who="#SP1" start="#T1" end="#T2"', '⟦<u⟧ who="#SP1" start="#T1"', "attribute-missing", "has no @end", "end="),
    ('<u who="#SP1" start="#T1" end="#T2"', '⟦<u⟧ who="#SP1" start="#T2" end="#T1"', "rule-assert", "ends after", ""),
    ('pos="KON"', 'pos="⟦kon⟧"', "value-datatype", "two to six capital letters A–Z", "write KON"),
    ('pos="KON"', 'pos="⟦KON1⟧"', "value-datatype", "@pos=“KON1” of <w>", "write it like AB"),
    ('dur="PT0.4S"', 'dur="⟦0.4⟧"', "value-date", "is not a duration", "write it like PT"),
    ('dur="PT0.4S"', 'dur="⟦P1D⟧"', "value-datatype", "“PT”, one or more digits", "write it like PT"),
    ('interval="1.5"', 'interval="⟦-1.5⟧"', "value-datatype", "a decimal number, at least 0", "write it like"),
    ('interval="1.5"', '⟦absolute⟧="x" interval="1.5"', "attribute-unknown", "no attribute @absolute", "remove it"),
    ('<vocal type="laugh"/>', '<vocal type="laugh">⟦haha⟧</vocal>', "text-not-allowed", "must be empty", "move"),
    ('<vocal type="laugh"/>', '<vocal type="⟦noise⟧"/>', "rule-report", "A noise is no vocal", ""),
    ('who="#SP1"', 'who="⟦#SPX1⟧"', "pointer-to-nothing", "@who points at #SPX1", "did you mean #SP1?"),
    ('who="#SP1"', 'who="⟦SP1⟧"', "pointer-without-hash", "@who=“SP1” names a file", "write #SP1"),
    ('<w lemma="und" pos="KON">und</w> ', "⟦und⟧ ", "text-not-allowed", "directly in <u>: “und”", "wrap it in <w>"),
    ('<pause dur="PT0.4S"/>', '⟦<shift⟧ feature="loud"/>', "element-not-allowed", "<shift>", "div"),
    ('role="speaker"', 'role="⟦spaeker⟧"', "value-not-in-list", "@role=“spaeker”", "did you mean speaker?"),
]  # fmt: skip
CATALOGUE = [
    ('shelf="MS A 12"', 'shelf="⟦ms a 12⟧"', "value-datatype", "“A”, “B” or “Add.”", "write MS A 12"),
    ('shelf="MS A 12"', 'shelf="⟦MS C 12⟧"', "value-datatype", "up to three digits", "write it like MS A 1"),
    ("<material>parchment", "⟦<material>⟧vellum", "content-value", "“vellum” of <material>", "choose a value"),
    ('<origDate notBefore="1075" notAfter="1100">', '⟦<origDate⟧ notBefore="1075">', "attribute-missing",
     "<origDate> has no @notAfter", "add notAfter="),
    ('notBefore="1075" notAfter="1100"', 'when="1075" ⟦notAfter⟧="1100"', "attribute-not-allowed",
     "one or the other", "remove it"),
    ("<height>250</height><width>170</width>", "<width>170</width>⟦<height>⟧250</height>", "element-out-of-order",
     "<height> is not allowed at this point", "move it before <width>"),
    ('<dimensions type="leaf" unit="mm"><height>250</height><width>170</width>',
     '⟦<dimensions⟧ type="leaf" unit="mm"><height>250</height>', "child-missing", "<width> is missing", "add <width>"),
    (' unit="mm"', ' unit="⟦cm⟧"', "value-not-in-list", "@unit=“cm”", "write mm"),
    ('checked="2021-10-04"', 'checked="⟦4.10.2021⟧"', "value-date", "is not a date", "write 2021-10-04"),
    ('<locus from="1r" to="40v">', '⟦<locus⟧ from="1r">', "attribute-missing", "<locus> has no @to", "add to="),
    ('<locus from="1r" to="40v">', '<locus ⟦target⟧="#x" from="1r" to="40v">', "attribute-not-allowed",
     "<locus> cannot have @target", "remove it"),
    ("<repository>Chapter library</repository>", "⟦<library>⟧Chapter library</library>", "element-unknown", "<library>",
     "one of those allowed"),
    ("<msIdentifier>", "<msIdentifer>", "mismatched-tags", "<msIdentifer>, opened on line 9",
     "write <msIdentifier> on line 9"),
]  # fmt: skip
MISTAKES = [
    *(("letters", *case) for case in LETTERS),
    *(("dictionary", *case) for case in DICTIONARY),
    *(("speech", *case) for case in SPEECH),
    *(("catalogue", *case) for case in CATALOGUE),
]


@functools.cache
def target(project: str) -> Target:
    return load_target([str(FOLDER / f"{project}.odd")])


@pytest.mark.parametrize("project", PROJECTS)
def test_the_odd_compiles_without_a_note_and_its_document_is_valid_for_every_engine(project: str) -> None:
    data = (FOLDER / f"{project}.xml").read_bytes()
    grammar = target(project).grammar
    assert grammar is not None
    assert grammar.model is not None
    assert grammar.model.notes == ()
    for engine in ("lxml", "native", "xmlschema", *(["jing"] if command() else [])):
        assert validate_bytes(data, target(project), path="d.xml", engine=engine).findings == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("project", "old", "marked", "name", "message", "fix"),
    MISTAKES,
    ids=[f"{case[0]}-{number}" for number, case in enumerate(MISTAKES)],
)
def test_one_mistake_is_one_finding_at_its_place(
    project: str, old: str, marked: str, name: str, message: str, fix: str
) -> None:
    source = (FOLDER / f"{project}.xml").read_text(encoding="utf-8")
    assert old in source
    text = source.replace(old, marked, 1)
    before, _, rest = text.partition("⟦")
    fault = rest.partition("⟧")[0]
    report = validate_bytes(text.replace("⟦", "").replace("⟧", "").encode(), target(project), path="d.xml")
    (finding,) = report.findings
    assert catalogue()[finding.code].name == name
    assert message in finding.message
    assert fix in finding.suggestion
    assert finding.suggestion or name.startswith("rule-")
    if "⟦" in text:
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        assert (finding.line, finding.column) == (line, column)
        assert (finding.end_line, finding.end_column - finding.column) == (line, len(fault))


# what is replaced in the ODD, by what (the line of ⟦ is that of the message), a part of what is said, the name or fix
ODDS = [
    ("letters", 'ident="att.global.rendition"', '⟦ident="att.global.rendering"', "none of that name", "rendition”?"),
    ("letters", 'ident="hi" mode', '⟦ident="high" mode', "changing the element “high” has no effect", "mode=“add”"),
    ("letters", '<attDef ident="style"', '⟦<attDef ident="stile"', "deleting @stile", "“style”?"),
    ("letters", '"persName placeName"', '⟦"persname placeName"', "has no element “persname”", "“persName”?"),
    ("letters", 'key="namesdates" include="persName', '⟦key="namesdates" include="q persName', "“q”", "module “core”"),
    ("letters", 'key="transcr"', '⟦key="transc"', "there is no module “transc”", "“transcr”?"),
    ("letters", 'start="TEI"', '⟦start="TEI2"', "no document could begin", "name an element that is"),
    ("letters", "'^L[0-9]{4}$')", "⟦'^L[0-9]{4}$'", "the test of assert is not XPath", ""),
    ("letters", "[0-9]{1,3}[rv]", "⟦[0-9{1,3}[rv]", "the pattern is no regular expression", "is written"),
    ("letters", 'mode="change" usage="req"', '⟦mode="change" usage="must"', "@usage “must”", "req, rec, opt"),
    ("dictionary", '"#articles"', '⟦"#article"', "specGrpRef target “#article”", "no element with that xml:id"),
    ("dictionary", 'key="gramGrp"', '⟦key="gramGroup"', "“entry” refers to the element “gramGroup”", "“gramGrp”?"),
    ("dictionary", "<altIdent>article", "⟦<altIdent>mon article", "is no name of XML", "write “mon-article”"),
    ("dictionary", '<valItem ident="lemma"/>', "⟦<valItem/>", "<valItem> has no @ident", "write the name"),
    ("dictionary", 'name="maxInclusive"', '⟦name="maxInclude"', "no facet of XML Schema", "maxInclusive"),
    ("speech", '"teidata.duration.w3c"', '⟦"teidata.duration.w3"', "the datatype “teidata.duration.w3”", "w3c”?"),
    ("speech", 'type="decimal"', '⟦type="dezimal"', "no datatype of XML Schema", "the usual ones"),
    ("speech", 'minOccurs="1"', '⟦minOccurs="one"', "must be numbers", "unbounded"),
    ("speech", 'mode="add" usage', '⟦mode="append" usage', "@mode “append”", "add, change, replace, delete"),
    ("speech", "<empty/>", "⟦<leer/>", "<leer> is not supported", ""),
    ("catalogue", 'key="att.catalogue.checked"', '⟦key="att.catalog.checked"', "a member of", "catalogue.checked”?"),
    ("catalogue", 'key="catalogue.shelfmark"', '⟦key="catalogue.shelf"', "datatype “catalogue.shelf”", "shelfmark”?"),
    ("catalogue", '<elementRef key="width"/>', '⟦<elementRef key="widht"/>', "to the element “widht”", "“width”?"),
    ("catalogue", '<attDef ident="shelf"', '⟦<attDef ident="my shelf"', "is no name of XML", "write “my-shelf”"),
    ("catalogue", '<attDef ident="target" mode="delete"/>', '⟦<attRef class="att.placement" name="plaece"/>',
     "takes @plaece of the class “att.placement”", "“place”?"),
    ("catalogue", "      </schemaSpec>", "<elementSpec ident='x'>⟦</schemaSpec>", "<elementSpec>, opened on line",
     "write </elementSpec> before </schemaSpec>"),
]  # fmt: skip


@pytest.mark.parametrize(("project", "old", "marked", "message", "fix"), ODDS)
def test_a_mistake_in_an_odd_is_said_with_its_line(project: str, old: str, marked: str, message: str, fix: str) -> None:
    source = (FOLDER / f"{project}.odd").read_text(encoding="utf-8")
    assert old in source
    text = source.replace(old, marked, 1)
    line = text[: text.index("⟦")].count("\n") + 1
    try:
        schema = compile_odd(text.replace("⟦", "").encode(), path="p.odd")
        load_rules(schema, path="p.odd")
        (note,) = schema.notes
        said = f"{note.path}:{note.line}: {note.message}"
    except SchemaError as error:
        said = str(error)
    assert said.startswith(f"p.odd:{line}:")
    assert message in said
    assert fix in said


def test_a_context_without_prefix_is_warned_of_with_its_line() -> None:
    source = (FOLDER / "letters.odd").read_text(encoding="utf-8")
    schema = compile_odd(source.replace("tei:idno[", "idno[").encode(), path="p.odd")
    (warning,) = load_rules(schema, path="p.odd").warnings
    assert warning.startswith("p.odd:59: ")
    assert "write tei:idno" in warning
