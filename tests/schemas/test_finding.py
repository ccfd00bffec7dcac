"""The record itself: order, ends, 1-based places."""

import pytest

from schemas.finding import Finding


def finding(**kwargs: object) -> Finding:
    values: dict[str, object] = {
        "code": "TEI012", "level": "error", "layer": "schema", "path": "a.xml",
        "line": 1, "column": 1, "message": "m",
    }  # fmt: skip
    return Finding(**{**values, **kwargs})  # type: ignore[arg-type]


def test_sorted_by_path_line_column_code() -> None:
    expected = [
        finding(path="a.xml", line=2, column=9, code="TEI012"),
        finding(path="a.xml", line=10, column=1, code="TEI012"),
        finding(path="a.xml", line=10, column=1, code="TEI021"),
        finding(path="b.xml", line=1),
    ]
    shuffled = [expected[index] for index in (2, 0, 3, 1)]
    assert sorted(shuffled) == expected


def test_an_end_that_is_not_given_is_the_start() -> None:
    assert (finding(line=3, column=7).end_line, finding(line=3, column=7).end_column) == (3, 7)


def test_places_are_one_based() -> None:
    with pytest.raises(ValueError, match="1-based, got 0:1"):
        finding(line=0)
