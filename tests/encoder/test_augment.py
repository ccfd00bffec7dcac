"""Augmentation: whatever is changed, the annotation still says where the names are."""

import random

import pytest

from encoder.training.augment import Chances, Pools, join, make_pools, paragraphs, vary
from encoder.training.markup import AnnotatedSentence, parse_line
from encoder.training.train import blocks, sentences

ALWAYS = Chances(person=1, corpus=0.5, town=1, organisation=1, marks=1, capitals=0)


@pytest.fixture(scope="module")
def corpus() -> list[AnnotatedSentence]:
    return sentences("corpus")


@pytest.fixture(scope="module")
def pools(corpus: list[AnnotatedSentence]) -> Pools:
    return make_pools(corpus)


def test_what_stands_between_the_names_stays(corpus: list[AnnotatedSentence], pools: Pools) -> None:
    chance = random.Random(1)
    without_marks = Chances(person=1, town=1, organisation=1, marks=0, capitals=0)
    for one in corpus[::25]:
        other = vary(one, pools, without_marks, chance)
        assert [kind for *_, kind in other.names] == [kind for *_, kind in one.names]
        assert _between(other) == _between(one)


def test_the_same_seed_gives_the_same_sentences(corpus: list[AnnotatedSentence], pools: Pools) -> None:
    first, second = ([vary(one, pools, ALWAYS, random.Random(7)) for one in corpus[:50]] for _ in range(2))
    assert first == second


def test_no_vowel_is_lost_behind_an_elided_article(pools: Pools) -> None:
    for seed in range(30):
        one = vary(parse_line("Le maire d’{Arles|LOC} part."), pools, ALWAYS, random.Random(seed))
        assert one.text[11].lower() in "aeiouyàâéèêîïôûh"


def test_a_town_inside_an_organisation_changes_with_it(pools: Pools) -> None:
    one = parse_line("Le {tribunal administratif de Grenoble|ORG} tranche.")
    found = {vary(one, pools, ALWAYS, random.Random(seed)).text for seed in range(5)}
    assert len(found) > 1
    assert all(text.startswith("Le tribunal administratif de ") for text in found)


def test_a_government_becomes_another_and_a_firm_stays(pools: Pools) -> None:
    for seed in range(30):
        one = vary(parse_line("{Berne|ORG} proteste."), pools, ALWAYS, random.Random(seed))
        assert one.text.removesuffix(" proteste.") in pools.capitals
    firm = parse_line("Chez {Orange|ORG}, on licencie.")
    assert "Orange" in pools.firms
    assert all("Orange" in vary(firm, pools, ALWAYS, random.Random(seed)).text for seed in range(30))


def test_joined_sentences_keep_their_names(corpus: list[AnnotatedSentence]) -> None:
    joined = join(corpus[:4])
    names = [one.text[start:end] for one in corpus[:4] for start, end, _ in one.names]
    assert [joined.text[start:end] for start, end, _ in joined.names] == names


def test_paragraphs_and_blocks_lose_no_sentence(corpus: list[AnnotatedSentence]) -> None:
    words = " ".join(one.text for one in corpus)
    assert " ".join(one.text for one in paragraphs(corpus, random.Random(2))) == words
    assert " ".join(one.text for one in blocks(corpus)) == words


def _between(one: AnnotatedSentence) -> list[str]:
    edges = [0, *(place for start, end, _ in one.names for place in (start, end)), len(one.text)]
    return [one.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
