"""The project's customisation: valid itself, documented throughout, and right about documents, rule by rule."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from schemas.engines.jing import command as jing_command
from schemas.odd import Schema, compile_odd
from schemas.odd.model import Attribute, Docs, Element
from schemas.odd.native import NativeValidator
from schemas.odd.rng import write_rng
from schemas.odd.schematron import write_schematron
from schemas.rules import RuleFailure, RuleSet, load
from schemas.scripts import generate
from tei.parse import parse_bytes
from tests.schemas.gazetei_cases import ADDITIONS, BROKEN, REFUSED

TEI_ALL = generate.ROOT.parent / "shared" / "odd-tests" / "tei_all" / "official.rng"
FOLDER = Path(__file__).parent / "gazetei"
BASE = FOLDER.joinpath("base.xml").read_text(encoding="utf-8")
DOCUMENTS = tuple(sorted(FOLDER.glob("*.xml")))
TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "http://www.tei-c.org/ns/Examples"
HEADER_ONLY = frozenset(
    (  # noqa: SIM905 - fifty names read best as words
        "TEI teiCorpus include text body standOff teiHeader fileDesc titleStmt resp publicationStmt publisher "
        "availability licence sourceDesc encodingDesc projectDesc samplingDecl editorialDecl correction normalization "
        "quotation hyphenation segmentation stdVals interpretation tagsDecl namespace classDecl category catDesc "
        "appInfo schemaRef desc profileDesc creation langUsage language textClass classCode keywords term revisionDesc"
    ).split()
)


@cache
def schema() -> Schema:
    return compile_odd(generate.ROOT / generate.ODD)


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(write_rng(schema())))


@cache
def native() -> NativeValidator:
    return NativeValidator(schema())


@cache
def xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(generate.ROOT / generate.OUTPUT / "gazetei.xsd"))


@cache
def rules() -> RuleSet:
    return load(write_schematron(schema()))


def failures(root: etree._Element) -> list[RuleFailure]:
    return list(rules().check(root.getroottree()))


def verdicts(root: etree._Element) -> dict[str, bool]:
    """What libxml2 (with both grammars) and the compiled model say."""
    return {"rng": grammar().validate(root), "xsd": xsd().validate(root), "native": native().is_valid(root)}


def jing(rng: Path, *documents: Path) -> str:
    return subprocess.run(
        [*jing_command(), str(rng), *map(str, documents)], capture_output=True, text=True, check=False
    ).stdout


needs_jing = pytest.mark.skipif(not jing_command(), reason="there is no jing")
needs_tei_all = pytest.mark.skipif(not TEI_ALL.is_file(), reason="../shared is not here")


class TestOdd:
    @needs_jing
    @needs_tei_all
    def test_is_valid_tei(self) -> None:
        assert jing(TEI_ALL, generate.ROOT / generate.ODD) == ""

    def test_compiles_without_a_note(self) -> None:
        assert schema().notes == ()

    def test_rules_compile_without_a_warning(self) -> None:
        assert rules().warnings == ()

    def test_rules_of_common_elements_run_in_libxml2(self) -> None:
        slow = [
            test.assertion.test.text
            for pattern in rules()._patterns
            for rule in pattern.rules
            for test in rule.tests
            if test.fast is None
        ]
        # orders of dates and numbers, for elements that have both ends of a range
        assert all(" le " in test or "<=" in test for test in slow)

    def test_no_rule_of_tei_speaks_in_its_own_words(self) -> None:
        assert b"of TEI P5 is broken" not in write_schematron(schema())


def both(docs: Docs, *, gloss: bool) -> bool:
    langs = {prose.lang for prose in docs.desc if prose.text} >= {"en", "fr"}
    return langs and (not gloss or {prose.lang for prose in docs.gloss if prose.text} >= {"en", "fr"})


def closed() -> Iterator[tuple[Element, Attribute]]:
    for element in schema().elements:
        for attribute in element.attributes:
            if attribute.values and attribute.values.type == "closed":
                yield element, attribute


class TestDocumentation:
    @pytest.mark.parametrize("element", schema().elements, ids=lambda one: one.ident)
    def test_element_is_explained_in_both_languages(self, element: Element) -> None:
        assert both(element.docs, gloss=True)
        assert [one.ident for one in element.attributes if not both(one.docs, gloss=False)] == []
        assert [one.ident for one in element.constraints if not both(one.docs, gloss=False)] == []

    def test_values_are_explained_in_both_languages(self) -> None:
        unexplained = [
            (element.ident, attribute.ident, value.ident)
            for element, attribute in closed()
            for value in (attribute.values.items if attribute.values else ())
            if not both(value.docs, gloss=False)
        ]
        assert unexplained == []

    def test_elements_of_text_and_registers_have_examples(self) -> None:
        bare = {element.ident for element in schema().elements if not element.docs.examples}
        assert bare <= HEADER_ONLY

    @pytest.mark.parametrize(
        "element", [one for one in schema().elements if one.docs.examples], ids=lambda one: one.ident
    )
    def test_examples_are_valid(self, element: Element) -> None:
        for example in element.docs.examples:
            inside = etree.fromstring(example.xml.replace(EXAMPLES, TEI[1:-1]))
            roots = list(inside) if etree.QName(inside).localname == "egXML" else [inside]
            assert roots
            for root in roots:
                start = native().schema.by_name[TEI[1:-1], etree.QName(root).localname][0].ident
                part = etree.RelaxNG(etree.fromstring(write_rng(_starting_with(start))))
                alone = etree.fromstring(etree.tostring(root, with_tail=False))
                assert part.validate(alone), part.error_log
            assert any(one.tag == TEI + element.name for one in inside.iter())


@cache
def _starting_with(ident: str) -> Schema:
    return replace(schema(), start=(ident,))


class TestDocuments:
    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
    def test_is_valid_for_every_engine(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        assert verdicts(root) == {"rng": True, "xsd": True, "native": True}
        assert [failure.message for failure in failures(root)] == []

    @needs_jing
    def test_jing_agrees(self) -> None:
        assert jing(generate.ROOT / generate.OUTPUT / "gazetei.rng", *DOCUMENTS) == ""

    @needs_jing
    @needs_tei_all
    def test_what_is_valid_here_is_valid_tei(self) -> None:
        assert jing(TEI_ALL, *(path for path in DOCUMENTS if path.name != "corpus.xml")) == ""

    def test_every_element_occurs(self) -> None:
        names = {etree.QName(one).localname for path in DOCUMENTS for one in etree.parse(path).getroot().iter("*")}
        assert {element.name for element in schema().elements} == names

    @pytest.mark.model
    def test_the_encoder_writes_valid_documents(self, tmp_path: Path) -> None:
        from click.testing import CliRunner

        from encoder.cli.main import gazetei

        arguments = ["encode", str(generate.ROOT / "seeds"), "-o", str(tmp_path), "--when", "2026-11-22"]
        result = CliRunner().invoke(gazetei, arguments)
        assert result.exit_code == 0, result.output
        written = sorted(tmp_path.glob("*.xml"))
        assert len(written) >= 2
        for path in written:
            root = etree.parse(path).getroot()
            assert verdicts(root) == {"rng": True, "xsd": True, "native": True}, path.name
            assert [failure.message for failure in failures(root)] == []


def changed(old: str, new: str) -> etree._Element:
    assert BASE.count(old) == 1, f"{old!r} stands {BASE.count(old)} times in base.xml"
    return parse_bytes(BASE.replace(old, new).encode()).getroot()


class TestRules:
    @pytest.mark.parametrize(("pattern", "old", "new"), BROKEN)
    def test_broken_document_is_refused_by_this_rule_alone(self, pattern: str, old: str, new: str) -> None:
        root = changed(old, new)
        assert verdicts(root) == {"rng": True, "xsd": True, "native": True}
        assert {failure.pattern for failure in failures(root)} == {pattern}

    @pytest.mark.parametrize(("old", "new"), ADDITIONS)
    def test_good_document_passes(self, old: str, new: str) -> None:
        root = changed(old, new)
        assert verdicts(root) == {"rng": True, "xsd": True, "native": True}
        assert [failure.message for failure in failures(root)] == []

    def test_every_test_of_every_rule_is_broken_once(self) -> None:
        found = {failure.line for _, old, new in BROKEN for failure in failures(changed(old, new))}
        tests = {one.test.line: one.test.text for rule in rules().rules for one in rule.assertions}
        assert [text for line, text in tests.items() if line not in found] == []

    def test_a_failure_says_what_to_do(self) -> None:
        for _, old, new in BROKEN:
            for failure in failures(changed(old, new)):
                assert failure.role in ("error", "warning")
                assert failure.message.endswith(".")
                assert len(failure.message) > 30


class TestGrammar:
    @pytest.mark.parametrize(("old", "new"), REFUSED)
    def test_refuses(self, old: str, new: str) -> None:
        assert verdicts(changed(old, new)) == {"rng": False, "xsd": False, "native": False}

    @pytest.mark.parametrize(
        ("element", "attribute"), list(closed()), ids=lambda one: one.ident if hasattr(one, "ident") else str(one)
    )
    def test_closed_list_admits_its_values_only(self, element: Element, attribute: Attribute) -> None:
        root, node = next(
            (root, node)
            for path in DOCUMENTS
            for root in [etree.parse(path).getroot()]
            for node in root.iter(TEI + element.name)
        )
        key = f"{{{attribute.namespace}}}{attribute.name}" if attribute.namespace else attribute.name
        assert attribute.values is not None
        for value in attribute.values.items:
            node.set(key, value.name)
            assert grammar().validate(root), (value.name, grammar().error_log)
        node.set(key, "nonsense")
        assert verdicts(root) == {"rng": False, "xsd": False, "native": False}


class TestGenerated:
    def test_files_are_up_to_date(self, capsys: pytest.CaptureFixture[str]) -> None:
        status = generate.main(["--check"])
        assert (status, capsys.readouterr().err) == (0, "")

    def test_check_names_what_is_stale(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.copytree(generate.ROOT / generate.OUTPUT, tmp_path / generate.OUTPUT)
        shutil.copy(generate.ROOT / generate.ODD, tmp_path / generate.ODD)
        folder = tmp_path / generate.OUTPUT
        (folder / "gazetei.rng").write_bytes(b"<grammar/>")
        (folder / "gazetei.sch").unlink()
        (folder / "old.rng").write_bytes(b"")
        assert generate.main(["--check", "--root", str(tmp_path)]) == 1
        said = capsys.readouterr().err
        assert [line.split()[0] for line in said.splitlines()] == [
            f"schemas/generated/{name}" for name in ("gazetei.rng", "gazetei.sch", "old.rng")
        ]
        assert generate.main(["--root", str(tmp_path)]) == 0
        assert generate.main(["--check", "--root", str(tmp_path)]) == 0

    def test_same_odd_same_bytes(self) -> None:
        odd = generate.ROOT / generate.ODD
        assert generate.generate(odd) == generate.generate(odd)
