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


def spans_of(one: Annotation) -> tuple[int, int]:
    return one.span.start, one.span.end
