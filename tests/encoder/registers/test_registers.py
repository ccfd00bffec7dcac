"""One entry for one thing: who shares an entry, who is kept apart, which forms an entry has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.registers import new_entry, register
from encoder.registers.organisations import spells
from encoder.registers.words import words
from tei import Annotation, Entry, Form, Layer, NamePart, Span
from tests.encoder.registers.documents import DOCUMENT_SETS, b_cubed, read_documents, read_text, references

A = Annotation.of
FULL = Form("Anne Lefort", "full", (NamePart("forename", 0, 4), NamePart("surname", 5, 11)))


def test_mentions_share_an_entry_and_two_bearers_of_a_surname_are_kept_apart() -> None:
    text = "Anne Lefort\nLefort\nMax Weber\nAlfred Weber\nWeber\nLyon\nLYON"
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(A("placeName" if "yon" in line.lower() else "persName", start, start + len(line)))
        start += len(line) + 1
    layer, entries = register(text, [Span(0, len(text))], Layer("entities", tuple(spans)))
    assert [one.get("ref") for one in layer.annotations] == [
        "#pers.anne-lefort", "#pers.anne-lefort", "#pers.max-weber", "#pers.alfred-weber", "#pers.alfred-weber",
        "#pl.lyon", "#pl.lyon",
    ]  # fmt: skip
    assert [one.get("cert") for one in layer.annotations[2:5]] == ["", "", "low"]
    assert next(one for one in entries if one.id == "pers.anne-lefort").forms == (FULL, Form("Lefort", "short"))
    assert next(one for one in entries if one.id == "pl.lyon").forms == (Form("Lyon"), Form("LYON"))


def test_accents_make_no_other_thing_and_names_that_look_alike_as_ids_get_ids_of_their_own() -> None:
    layer = Layer("e", (A("orgName", 0, 4), A("orgName", 5, 9), A("orgName", 10, 13), A("orgName", 14, 15)))
    _, entries = register("Pécs\nPecs\nC++\nC", [Span(0, 4), Span(5, 9), Span(10, 13), Span(14, 15)], layer)
    assert [one.id for one in entries] == ["org.pecs", "org.c", "org.c.2"]


def test_an_entry_for_an_unnamed_source_gets_an_id_of_its_own() -> None:
    first = new_entry("person", Form("source policière", "anonymous"), ())
    assert first == Entry("pers.source-policiere", "person", (Form("source policière", "anonymous"),))
    assert new_entry("person", first.forms[0], [first]).id == "pers.source-policiere.2"


@pytest.mark.parametrize("name", DOCUMENT_SETS)
def test_the_marked_documents_keep_their_scores(name: str) -> None:
    precision = recall = total = 0.0
    for one in read_documents(name):
        sums = b_cubed(references(one), one.who)
        precision, recall, total = precision + sums[0], recall + sums[1], total + len(one.names)
    assert 2 * precision * recall / (precision + recall) / total >= 0.96


@pytest.mark.parametrize(
    ("acronym", "full", "spelt"),
    [
        ("OSDH", "Observatoire syrien des droits de l’homme", True),
        ("Cedeao", "communauté économique des États de l’Afrique de l’Ouest", True),
        ("CAQ", "Coalition avenir Québec", True),
        ("ONU", "Organisation des Nations unies", True),
        ("OTAN", "Organisation des Nations unies", False),
        ("FN", "France", False),
    ],
)
def test_an_acronym_spells_the_first_letters(acronym: str, full: str, spelt: bool) -> None:
    assert spells(acronym, words(full)) is spelt


def test_the_word_before_a_place_makes_it_another_place_with_a_type() -> None:
    text = "La province d’Alep et Alep."
    layer, entries = register(text, [Span(0, 27)], Layer("e", (A("placeName", 14, 18), A("placeName", 22, 26))))
    assert len({one.get("ref") for one in layer.annotations}) == 2
    assert entries[0].type == "province"


def test_an_article_makes_no_other_place() -> None:
    text = "Crue de la Meuse. La Meuse monte au Mans, dit Le Mans."
    names = [A("placeName", start, end) for start, end in ((11, 16), (18, 26), (36, 40), (46, 53))]
    layer, _ = register(text, [Span(0, len(text))], Layer("e", tuple(names)))
    first, second, third, fourth = (one.get("ref") for one in layer.annotations)
    assert (first, third) == (second, fourth)


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [("mer Baltique", "Baltique", True), ("océan Indien", "Indien", True), ("mer Noire", "Noire", False),
     ("golfe Persique", "Persique", False)],
)  # fmt: skip
def test_a_sea_is_known_without_its_kind(full: str, short: str, same: bool) -> None:
    text = f"{full}, {short}"
    names = (A("placeName", 0, len(full)), A("placeName", len(full) + 2, len(text)))
    layer, _ = register(text, [Span(0, len(text))], Layer("e", names))
    assert (len({one.get("ref") for one in layer.annotations}) == 1) is same


@pytest.mark.parametrize(
    ("full", "acronym", "inner"),
    [
        ("Direction des prix du Conseil municipal du Livre", "CML", True),
        ("Direction des prix du Conseil municipal du Livre", "DPCML", False),
        ("Direction des prix du Conseil municipal du Livre", "ZX", False),
    ],
)
def test_an_acronym_is_that_of_the_name_inside_whose_letters_it_has(full: str, acronym: str, inner: bool) -> None:
    text = f"{full} ({acronym}), Conseil municipal, {acronym}"
    at = text.index("Conseil municipal,")
    spans = [(0, len(full)), (len(full) + 2, len(full) + 2 + len(acronym)), (at, at + 17), (at + 19, len(text))]
    layer, _ = register(text, [Span(0, len(text))], Layer("e", tuple(A("orgName", *one) for one in spans)))
    whole, first, council, second = (one.get("ref") for one in layer.annotations)
    assert first == second == (council if inner else whole)
    assert council != whole


def test_a_head_with_its_nationality_is_a_name_of_its_own() -> None:
    text = "L’armée syrienne et l’armée syrienne de l’opposition."
    layer, _ = register(text, [Span(0, len(text))], Layer("e", (A("orgName", 2, 16), A("orgName", 22, 52))))
    assert len({one.get("ref") for one in layer.annotations}) == 2


def test_a_surname_that_two_may_bear_is_not_certain() -> None:
    text = "Max Weber et Alfred Weber. Max Weber sort. Weber revient."
    spans = [(0, 9), (13, 25), (27, 36), (43, 48)]
    layer, _ = register(text, [Span(0, len(text))], Layer("e", tuple(A("persName", *span) for span in spans)))
    assert [one.get("cert") for one in layer.annotations] == ["", "", "", "low"]
    assert layer.annotations[3].get("ref") == "#pers.max-weber"


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        # nothing is known of the forename: the titles tell
        (
            "{Gyozo Bakay|1} est là. M. {Bakay|1} part. Mme {Bakay|2} reste. M. {Bakay|1} rit.",
            "one is left over",
        ),
        (
            "{Gyozo Bakay|1} est là. {Anne Bakay|2} aussi. M. {Bakay|1} part. Mme {Bakay|2} reste.",
            "the other is known",
        ),
        (
            "Mme {Gyozo Bakay|1} parle. {Orsi Bakay|2} rit. M. {Bakay|2} vient. Mme {Bakay|1} aussi.",
            "a title",
        ),
        (
            "La ministre {Gyozo Bakay|1} et {Orsi Bakay|2}. Mme {Bakay|1} rit. M. {Bakay|2} part.",
            "an office",
        ),
        (
            "{Gyozo Bakay|1}, né en 1950. {Orsi Bakay|2}, née en 1960. Mme {Bakay|2} rit. M. {Bakay|1} part.",
            "né, née",
        ),
        (
            "{Gyozo Bakay|1}, directrice de Vialis, rit. {Orsi Bakay|2} part. M. {Bakay|2} reste.",
            "an office after it",
        ),
        ("{Anne Bakay|1}, née {Aubertin|1} en 1931, est là. {Bakay|1} rit.", "a name at birth"),
        ("Les trois enfants {Bakay|9} rient. {Gyozo Bakay|1} part.", "children"),
        # names of several
        (
            "Les {Bakay|9} rient. La famille {Bakay|9} part. {Gyozo Bakay|1} rit. {Bakay|1} sort. Les {Bakay|9} aussi.",
            "",
        ),
        ("M. et Mme {Bakay|9} rient. {Gyozo Bakay|1} part. {Bakay|1} rit.", "a couple"),
        ("Les {Bakay|9} rient. {Bakay|1} part.", "no full name"),
        # one surname for several
        (
            "Les frères {Karim|1} et {Sofiane Belkadi|2}. {Karim|1} rit. {Sofiane|2} non. {Karim Belkadi|1} sort.",
            "",
        ),
        ("{Karim|1}, {Leïla|2} et {Sofiane Belkadi|3} parlent. {Leïla Belkadi|2} rit.", "three"),
        (
            "{Karim Benali|1} rit. {Karim|1} et {Sofiane Belkadi|2} parlent. {Karim|1} rit.",
            "he has another surname",
        ),
        # a cleric by his surname, a sovereign or a forename by its own
        ("Le patriarche {Bakay|1} rit. {Gyozo Bakay|1} part. {Bakay|1} sort.", "a cleric"),
        ("Le patriarche {Louis|1} rit. {Jean Louis|2} part.", "a forename"),
        ("Le roi {Bakay|1} rit. {Gyozo Bakay|2} part.", "a sovereign"),
        ("M. {Martin|1} rit. {Martin|1} et {Sofiane Belkadi|2} parlent. {Martin|1} rit.", "a surname"),
    ],
)
def test_titles_and_surnames_that_are_shared_tell_who_is_meant(text: str, groups: str) -> None:
    document = read_text(text.replace("|", "|PER "))
    assert b_cubed(references(document), document.who) == (len(document.who),) * 2, groups


def test_a_forename_whose_surname_is_said_for_two_has_an_entry_under_the_full_name() -> None:
    text = "Karim et Sofiane Belkadi"
    _, entries = register(text, [Span(0, 24)], Layer("e", (A("persName", 0, 5), A("persName", 9, 24))))
    assert [(one.id, one.forms[0].text) for one in entries] == [
        ("pers.karim-belkadi", "Karim"),
        ("pers.sofiane-belkadi", "Sofiane Belkadi"),
    ]


@given(
    st.lists(st.sampled_from(["Anne Lefort", "Lefort", "A. Lefort", "Max Lefort", "M.", "ONU", "\n", "."]), max_size=20)
)
def test_every_mention_points_to_an_entry_and_the_order_of_layers_changes_nothing(pieces: list[str]) -> None:
    text, names = "", []
    for piece in pieces:
        if len(piece) > 2:
            names.append(A("orgName" if piece == "ONU" else "persName", len(text), len(text) + len(piece)))
        text += f"{piece} "
    blocks = [Span(0, len(text))]
    layer, entries = register(text, blocks, Layer("e", tuple(names)))
    assert {one.get("ref") for one in layer.annotations} == {f"#{entry.id}" for entry in entries}
    turned, again = register(text, blocks, Layer("e", tuple(reversed(names))))
    assert again == entries
    assert tuple(reversed(turned.annotations)) == layer.annotations
