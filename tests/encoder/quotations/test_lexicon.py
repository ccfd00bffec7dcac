"""The word lists: verbs of known classes, each once, conjugated as French does."""

from collections import Counter
from typing import get_args

import pytest

from encoder.quotations.lexicon import VerbClass, _lines, forename_gender, office_key, verbs, words
from encoder.quotations.morphology import conjugate


@pytest.mark.parametrize("name", ["verbs.txt", "english.txt"])
def test_every_verb_has_a_known_class_and_stands_once(name: str) -> None:
    lines = [line.split(maxsplit=2) for line in _lines(name)]
    assert {line[1] for line in lines} <= set(get_args(VerbClass))
    assert [verb for verb, count in Counter(line[0] for line in lines).items() if count > 1] == []


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("affirmer", {"affirme", "affirment", "affirmait", "affirma", "affirmera"}),
        ("marteler", {"martèle", "martelait", "martèlera"}),
        ("répéter", {"répète", "répétait", "répétera"}),
        ("rappeler", {"rappelle", "rappelait", "rappellera"}),
        ("lancer", {"lance", "lançait", "lança"}),
        ("exiger", {"exige", "exigeait", "exigea"}),
        ("appuyer", {"appuie", "appuyait", "appuiera"}),
        ("réagir", {"réagit", "réagissait", "réagissent"}),
    ],
)
def test_regular_verbs_are_conjugated(infinitive: str, forms: set[str]) -> None:
    assert forms <= conjugate(infinitive).finite


def test_an_irregular_verb_needs_its_forms() -> None:
    with pytest.raises(ValueError, match="no regular verb"):
        conjugate("soutendre")


def test_the_forms_of_irregular_verbs_are_known() -> None:
    assert {"dit", "disent", "soutient", "écrivait"} <= set(verbs().finite)
    assert {"dite", "soutenu", "décrits"} <= set(verbs().past)


def test_lists_are_read_in_one_spelling() -> None:
    assert "l'" in words("determiner")
    assert not any("’" in word for word in words("determiner") | words("clitic"))


@pytest.mark.parametrize("name", ["words.txt", "nouns.txt"])
def test_every_word_stands_once_in_its_section(name: str) -> None:
    found: dict[str, list[str]] = {}
    for line in _lines(name):
        if line.startswith("["):
            section = found.setdefault(line, [])
        else:
            section.extend(line.split())
    twice = {section: [w for w, count in Counter(its).items() if count > 1] for section, its in found.items()}
    assert {section: its for section, its in twice.items() if its} == {}


def test_offices_are_the_same_in_both_genders_and_by_another_word() -> None:
    assert office_key("mairesse") == office_key("maire") == office_key("édile")
    assert office_key("directrice") == office_key("directeur")
    assert office_key("syndique") == office_key("maire")
    assert office_key("préfet") != office_key("maire")


@pytest.mark.parametrize(("name", "gender"), [("Anne Lefort", "f"), ("Luc", "m"), ("Xyz", "x"), ("", "x")])
def test_a_forename_can_tell_the_gender(name: str, gender: str) -> None:
    assert forename_gender(name) == gender
