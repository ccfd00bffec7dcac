"""Titles of works and names of species, told by their shape and the words around them, without any name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.quotations import find_works
from tei import Annotation, Span
from tests.encoder.quotations.shared import quotations


def titles(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_works(text, [Span(0, len(text))]).titles]


def species(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_works(text, [Span(0, len(text))]).species]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a year behind the marks, and the list that such a title stands in
        ("On la vit dans « Odile » (1961).", ["« Odile »"]),
        ('On la vit dans "Odile" (1961), "Le Bac" et "Rimini".', ['"Odile"', '"Le Bac"', '"Rimini"']),
        ("« Rimini » ou encore « Le Bac » (Le Moulin, 1961)", ["« Rimini »", "« Le Bac »"]),
        ("L’opération « Odile » (1961) a échoué.", []),
        ("Elle a dit « non » (1961), « Odile », « Le Bac ».", []),
        ("Elle a crié « Odile. » (1961)", []),
        # a noun for works before a list
        ("Il tourna deux comédies, « Odile » et « Rimini ».", ["« Odile »", "« Rimini »"]),
        ("Parmi ses romans figurent « Odile », « Rimini ».", ["« Odile »", "« Rimini »"]),
        ("L’album « Rimini » sort.", ["« Rimini »"]),
        ("Ses films figurent « ici ». Il dit « Odile ».", []),
        ("Le journal « Rimini matin » et une nouvelle « Odile »", []),
        # a subtitle, and what is a title once
        ("Il a vu «Marée noire: Le Retour» à Brest.", ["«Marée noire: Le Retour»"]),
        ("On voit «Marée noire: Le Retour», suite de «Marée noire».", ["«Marée noire: Le Retour»", "«Marée noire»"]),
        ("Le film « Odile » plaît. Il aime « Odile », pas « Rimini ».", ["« Odile »", "« Odile »"]),
        ("Il a crié «Attention: Le toit va céder» au voisin.", []),
        ("Il a crié «Résultat: Personne ici» au voisin.", []),
        ("«Résultat: Personne ici», dit-il.", []),
        ("Le slogan «Demain: La Lune» plaît.", []),
    ],
)
def test_a_title_is_told_by_what_stands_around_it(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une nouvelle espèce, le «Limnaea borealis», y vit.", ["«Limnaea borealis»"]),
        ("Un escargot baptisé « Limnaea borealis » par ses amis", ["« Limnaea borealis »"]),
        ("Les herbes du genre « Carex » jaunissent.", ["« Carex »"]),
        ("Un bac baptisé « Carex » relie les rives.", []),
        ("Un auteur nommé « Marc Lebel » y vit.", []),
        ("Il a lu « Limnaea borealis » hier.", []),
    ],
)
def test_a_species_is_told_by_its_latin(text: str, expected: list[str]) -> None:
    assert species(text) == expected
    if expected:
        assert quotations(text) == []


def test_no_part_of_a_title_is_the_name_of_a_place() -> None:
    text = "On la vit dans « Rimini, le soir » (1961) et « Paul » (1962). L’espèce « Limnaea borealis » y vit. Rimini"
    works = find_works(text, [Span(0, len(text))])

    def taken(tag: str, name: str, last: int = 0) -> bool:
        at = text.rindex(name) if last else text.index(name)
        return works.takes(Annotation.of(tag, at, at + len(name)))

    assert taken("placeName", "Rimini")
    assert taken("orgName", "Rimini")
    assert not taken("persName", "Rimini")  # a person can be named in a title
    assert taken("persName", "Paul")  # but is not all of it
    assert taken("persName", "Limnaea")
    assert not taken("placeName", "Rimini", last=1)


@given(st.text(st.sampled_from('«»“”" aA.,:(1961) et'), max_size=120))
def test_works_are_spans_of_their_block_in_order_and_apart(text: str) -> None:
    works = find_works(text, [Span(0, len(text))])
    for spans in (works.titles, works.species):
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(0 <= one.start < one.end <= len(text) for one in spans)
