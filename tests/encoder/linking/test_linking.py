"""Places and the gazetteer: linked where it is plain, not linked where it is not, the same in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.linking import link
from encoder.registers import register
from tei import Annotation, Entry, Layer, Metadata, Span
from tests.encoder.linking.marked import PARTS, identifiers, linked, read_articles

A = Annotation.of


def entries_of(text: str, *places: str, metadata: Metadata | None = None, lang: str = "fr") -> list[Entry]:
    annotations, position = [], 0
    for place in places:
        position = text.index(place, position)
        annotations.append(A("placeName", position, position + len(place)))
        position += len(place)
    names, entries = register(text, [Span(0, len(text))], Layer("entities", tuple(annotations)))
    names, entries = link(text, names, entries, metadata or Metadata(), lang)
    by_id = {f"#{entry.id}": entry for entry in entries}
    return [by_id[one.get("ref")] for one in names.annotations]


@pytest.mark.parametrize("part", PARTS)
def test_the_marked_articles_keep_their_scores(part: str) -> None:
    right = given_ = possible = 0
    for article in read_articles(part):
        for wanted, entry in zip(article.wanted, linked(article), strict=True):
            own = identifiers(entry)
            given_ += bool(own)
            possible += ":" in wanted
            right += wanted in own
    assert right / given_ >= 0.94
    assert right / possible >= 0.90


def test_a_country_has_its_code_its_point_and_its_type() -> None:
    (entry,) = entries_of("La Syrie brûle.", "Syrie")
    assert entry.type == "country"
    assert {"iso:SY"} <= identifiers(entry)
    assert entry.location is not None
    assert {one.resp for one in entry.idno} == {"#linking"}


def test_the_countries_an_article_speaks_of_choose_between_namesakes() -> None:
    libyan = entries_of("À Tripoli, le gouvernement libyen appelle au calme.", "Tripoli")[0]
    lebanese = entries_of("À Tripoli, au Liban, l’armée libanaise patrouille.", "Tripoli", "Liban")[0]
    assert identifiers(libyan) == {"geonames:2210247"}
    assert identifiers(lebanese) == {"geonames:266826"}


def test_what_is_not_known_gets_no_identifier() -> None:
    (entry,) = entries_of("À Zzyzxville, rien.", "Zzyzxville")
    assert not entry.idno
    assert entry.location is None


def test_nothing_to_link_is_left_as_it_is() -> None:
    names, entries = register("Anne Lefort", [Span(0, 11)], Layer("e", (A("persName", 0, 11),)))
    assert link("Anne Lefort", names, entries, Metadata(), "fr") == (names, entries)


@given(st.permutations(["Paris", "Lyon", "Tripoli", "Liban", "Valence", "Drôme"]))
def test_the_order_of_annotations_and_entries_changes_nothing(order: list[str]) -> None:
    text = "De Paris à Lyon, de Tripoli, au Liban, à Valence, dans la Drôme."
    spans = {place: (text.index(place), text.index(place) + len(place)) for place in order}
    sorted_names = tuple(A("placeName", *spans[place]) for place in sorted(order, key=lambda place: spans[place]))
    names, entries = register(text, [Span(0, len(text))], Layer("e", sorted_names))
    _, usual = link(text, names, entries, Metadata(), "fr")
    shuffled = Layer("e", tuple(sorted(names.annotations, key=lambda one: order.index(text[slice(*spans_of(one))]))))
    _, turned = link(text, shuffled, entries, Metadata(), "fr")
    assert turned == usual


POOL = ("Paris", "Lyon", "Tripoli", "Liban", "Valence", "Drôme", "Namur", "Zzyzxville", "Congo", "Vienne", "URSS")
FRONTS = ("à ", "en ", "la province de ", "le fleuve ", "la ville de ", "", "dans la ")


@given(
    st.lists(st.tuples(st.sampled_from(FRONTS), st.sampled_from(POOL), st.sampled_from((", ", ". ", " ("))), max_size=9)
)
def test_only_references_of_places_change_and_each_is_to_an_entry(pieces: list[tuple[str, str, str]]) -> None:
    text, annotations = "", []
    for front, place, after in pieces:
        start = len(text + front)
        annotations.append(A("placeName", start, start + len(place)))
        text += front + place + after
    names, entries = register(text, [Span(0, len(text))], Layer("entities", tuple(annotations)))
    layer, found = link(text, names, entries, Metadata(), "fr")
    assert [one.having(ref="") for one in layer.annotations] == [one.having(ref="") for one in names.annotations]
    ids = [entry.id for entry in found]
    assert len(ids) == len(set(ids))
    assert {one.get("ref") for one in layer.annotations} == {f"#{one}" for one in ids}
    assert link(text, names, tuple(reversed(entries)), Metadata(), "fr")[0] == layer


def test_the_country_around_a_town_is_no_division() -> None:
    around = entries_of("Dans la région rurale de Namur, rien ne bouge.", "Namur")[0]
    division = entries_of("Dans la province belge de Namur, rien ne bouge.", "Namur")[0]
    assert around.type == "settlement"
    assert division.type == "province"


def test_of_two_countries_of_one_name_the_one_that_is_spoken_of_is_meant() -> None:
    assert "iso:CD" in identifiers(entries_of("À Kinshasa, on attend le Congo.", "Kinshasa", "Congo")[1])
    assert "iso:CG" in identifiers(entries_of("À Brazzaville, on attend le Congo.", "Brazzaville", "Congo")[1])
    assert "iso:CG" in identifiers(entries_of("À Dakar, on attend le Congo.", "Dakar", "Congo")[1])


def test_a_sea_is_no_department_of_a_country_that_nobody_speaks_of() -> None:
    assert entries_of("Des poissons de l’Atlantique.", "Atlantique")[0].type == "water"
    assert entries_of("Au Bénin, l’Atlantique vote.", "Bénin", "Atlantique")[1].type != "water"


def test_a_town_that_is_linked_is_no_building() -> None:
    for town in entries_of("Le port de Sète est fermé. SÈTE attend.", "Sète", "SÈTE"):
        assert (town.id, town.type, identifiers(town)) == ("pl.sete", "settlement", {"geonames:2974733"})


def test_a_common_word_is_a_division_only_of_a_country_that_is_spoken_of() -> None:
    text = "La sécheresse gagne le Plateau."
    assert not entries_of(text, "Plateau")[0].idno
    assert "iso:NG-PL" in identifiers(entries_of(f"{text} Le Nigeria attend.", "Plateau", "Nigeria")[0])


def test_a_clear_place_speaks_for_its_country() -> None:
    alone = entries_of("Des pluies ont frappé Cambridge.", "Cambridge")[0]
    dated = entries_of("LONDRES, 3 mars. — Des pluies ont frappé Cambridge.", "LONDRES", "Cambridge")[1]
    assert not alone.idno
    assert "Non aligné" in alone.note
    assert identifiers(dated) == {"geonames:2653941"}


def test_names_of_the_past_are_known() -> None:
    text = "Haute-Volta, Zaïre, Ceylan, URSS"
    found = entries_of(text, "Haute-Volta", "Zaïre", "Ceylan", "URSS")
    assert [one.type for one in found] == ["country"] * 4
    assert [sorted(identifiers(one))[-1:] for one in found] == [["iso:BF"], ["iso:CD"], ["iso:LK"], []]


def spans_of(one: Annotation) -> tuple[int, int]:
    return one.span.start, one.span.end
