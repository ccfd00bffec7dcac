"""One typical mistake a document: one finding, at the node that is wrong, with what was expected and one fix."""

from pathlib import Path

import pytest

from schemas.finding import Finding
from schemas.sources import Target, load_target
from schemas.validate import validate_bytes
from tests.conftest import SHARED

NEWS = SHARED / "odd-tests" / "newscorpus"


@pytest.fixture(scope="module")
def target() -> Target:
    if not NEWS.is_dir():
        pytest.skip("the shared test data is not here")
    return load_target([str(NEWS / "newscorpus.odd")])


def findings(path: Path, target: Target) -> tuple[Finding, ...]:
    return validate_bytes(path.read_bytes(), target, path=path.name).findings


@pytest.mark.parametrize(
    ("name", "code", "line", "column", "expected", "fix"),
    [
        ("bad_1_unknown_element", "TEI011", 318, 150, "w", "use one of those allowed here"),
        ("bad_2_wrong_place", "TEI012", 321, 1, "hi", "move it out of <p>, into <div>"),
        ("bad_3_missing_child", "TEI015", 5, 7, "title", "add <title>"),
        ("bad_4_bad_attr_value", "TEI023", 11, 26, "article", "did you mean article?"),
        ("bad_5_bad_date", "TEI025", 318, 84, "2024-05-01", "write YYYY-MM-DD"),
        ("bad_6_dup_id", "TEI301", 110, 12, "", "give it another id"),
        ("bad_7_missing_req_attr", "TEI022", 315, 1, "pos", "add pos="),
        ("bad_8_text_in_s", "TEI014", 318, 140, "w", "wrap it in <w>"),
        ("bad_9_deleted_attr", "TEI020", 315, 4, "pos", "remove it"),
        ("bad_A_missing_pubchild", "TEI015", 6, 24, "publisher", "add <publisher>"),
        ("bad_B_unknown_attr", "TEI020", 315, 4, "pos", "remove it"),
    ],
)
def test_each_gives_exactly_one_finding_that_says_what_to_do(
    target: Target, name: str, code: str, line: int, column: int, expected: str, fix: str
) -> None:
    (finding,) = findings(NEWS / "docs" / f"{name}.xml", target)
    assert (finding.code, finding.line, finding.column) == (code, line, column)
    assert expected in finding.expected or not expected
    assert fix in finding.suggestion


def test_what_only_a_rule_rejects_is_found_by_the_rules(target: Target) -> None:
    found = findings(NEWS / "docs" / "sch_bad.xml", target)
    assert {finding.layer for finding in found} == {"rules"}


def test_the_valid_document_is_valid(target: Target) -> None:
    assert findings(NEWS / "docs" / "valid.xml", target) == ()
