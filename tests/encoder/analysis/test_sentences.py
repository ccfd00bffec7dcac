"""Sentences of the press: the rules one by one, the sets they are measured on, and what holds of any text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.analysis.sentences import find_sentences
from tei import Span
from tests.benchmarks.sentences import FOLDER, measure, ours


@pytest.mark.parametrize(("name", "sentences"), [("development", 115), ("unseen", 120)])
def test_the_sets_are_cut_as_they_were_written(name: str, sentences: int) -> None:
    true, missed, false, count, faults = measure([Path(FOLDER) / f"{name}.txt"], ours)
    assert count == sentences
    assert 2 * true / (2 * true + missed + false) >= 0.98, faults


@pytest.mark.parametrize(
    "written",
    [
        "Il est né av. J.-C. à Rome.",
        "M. X. Durand et Mme Y. sont venus.",
        "Voir art. L. 12 et chap. IV.",
        "Le prix : 30 M. | Les élus protestent.",
        "Il opte pour le plan B. | Le maire refuse.",
        "« Quoi\u202f?\u00a0» dit-il.",
        "« Viens ! » | Elle court.",
        "Il a dit (à Lyon.) | Elle sort.",
        "Fin de citation [...] Suite.",
        "Trop tard… | Trop loin ?! | Non.",
        "Un ministre a promis un débat, etc. | Paris attend.",
        "1. Le texte est voté. | 2. Il est publié.",
        "— Oui. | — Non, dit-elle.",
        "3,5 % en 2020. | 12 en 2021.",
        "Il vit à Namur. | Marie aussi.",
        "Le site a.example.fr est fermé.",
        "Titre sans point",
    ],
)
def test_where_a_sentence_ends(written: str) -> None:
    text = written.replace(" | ", " ")
    found = find_sentences(text, Span(0, len(text)))
    assert [text[one.start : one.end] for one in found] == written.split(" | ")


def test_no_sentence_ends_inside_a_name() -> None:
    text = "Le film Ah ! La belle vie sort."
    assert len(find_sentences(text, Span(0, len(text)))) == 2
    assert len(find_sentences(text, Span(0, len(text)), whole=[Span(8, 25)])) == 1


def test_the_abbreviations_are_those_of_the_language() -> None:
    text = "He met Mr. Smith. Then he left."
    assert len(find_sentences(text, Span(0, len(text)), lang="en")) == 2
    assert len(find_sentences(text, Span(0, len(text)), lang="xx")) == 3


@given(st.text(alphabet="aÀ1 .!?…»«”\"'()M\u00a0\n—", max_size=80))
def test_sentences_hold_all_but_white_space_in_order(text: str) -> None:
    found = find_sentences(text, Span(0, len(text)))
    assert all(before.end <= after.start for before, after in pairwise(found))
    outside = text
    for one in reversed(found):
        outside = outside[: one.start] + outside[one.end :]
    assert not outside.strip()
    assert all(not re.match(r"\s|.*\s\Z", text[one.start : one.end], re.DOTALL) for one in found)


def test_a_long_run_of_marks_takes_no_time_to_speak_of() -> None:
    text = ". ! " * 50_000 + "« " * 50_000 + "1 234" * 20_000
    assert find_sentences(text, Span(0, len(text)))
