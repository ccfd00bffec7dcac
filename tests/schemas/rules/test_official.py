"""The Schematron that TEI's own stylesheets made, run by us and by Saxon: the same nodes, tests and messages."""

from pathlib import Path

import pytest

from schemas.rules import RuleSet, load
from tei.parse import parse_bytes
from tests.schemas.rules.saxon_reference import Saxon, place

SHARED = Path(__file__).parents[4] / "shared" / "odd-tests"
pytest.importorskip("saxonche")
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")


def ours(rules: RuleSet, document: bytes) -> list[tuple[str, str, str, bool]]:
    return sorted(
        (place(found.element, found.attribute), " ".join(found.test.split()), found.message, False)
        for found in rules.check(parse_bytes(document))
    )


@pytest.mark.parametrize("name", [path.parent.name for path in sorted(SHARED.glob("*/official.isosch"))])
def test_findings_are_those_of_saxon(name: str):
    source = (SHARED / name / "official.isosch").read_bytes()
    rules, saxon = load(source), Saxon(source)
    # a part of the documents: the whole set was compared when the engine was written
    documents = [
        *sorted((SHARED / "newscorpus" / "docs").glob("*.xml"))[-3:],
        *sorted((SHARED / "docs").glob("*.xml"))[::4],
        *sorted((SHARED / name / "mutants").glob("*.xml"))[::10],
        SHARED / "newscorpus" / "newscorpus.odd",
    ]
    for path in documents:
        document = path.read_bytes()
        assert ours(rules, document) == saxon.findings(document), path.name


def test_the_document_that_only_schematron_rejects():
    rules = load((SHARED / "newscorpus" / "official.isosch").read_bytes())
    found = ours(rules, (SHARED / "newscorpus" / "docs" / "sch_bad.xml").read_bytes())
    assert {message for _, _, message, _ in found} == {"lemma must not be blank", "Every sentence must have an xml:id."}
