"""Numbers and measures: what is one, what it is worth, and what only looks like one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.dates import Published, annotate_dates
from encoder.measures import annotate_measures
from encoder.measures.units import unit_pattern, units
from tei import Annotation, Span
from tests.encoder.measures.marked import MEASURE_SETS, passages_of, value_of

FRAGMENTS = (  # noqa: SIM905 - words read best as words
    "3 301 12,5 3.4 1.200 1,200 49.3 0 007 -12 – million millions milliard de d’ d' of une un des dizaine dizaines "
    "centaines milliers vingt quatre-vingt deux cent mille et demie heures km m² km/h °C % pour cent € $ £ euros "
    "francs suisses morts personnes les leurs plus moins entre à and to between at least up jusqu’à article n° page "
    "more than 2-1 01 42 34 56 78 F-16 Covid-19 « » , . ( ) ans mois jours dozens hundred thousand bn m M€ "
    "\u00a0 \u202f ² \n"
).split(" ")


def found(text: str, lang: str = "fr", taken: tuple[Annotation, ...] = ()) -> list[tuple[str, str]]:
    layer = annotate_measures(text, [Span(0, len(text))], taken, lang)
    return [(text[a.span.start : a.span.end], value_of(a)) for a in layer.annotations]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=40), st.sampled_from(["fr", "en"]))
def test_any_text_gives_spans_inside_its_blocks_with_values(words: list[str], lang: str) -> None:
    text = " ".join(words)
    edges = [-1, *(at for at, character in enumerate(text) if character == "\n"), len(text)]
    blocks = [Span(start + 1, end) for start, end in pairwise(edges)]
    annotations = annotate_measures(text, blocks, (), lang).annotations
    spans = [one.span for one in annotations]
    assert all(span.start < span.end and any(block.holds(span) for block in blocks) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for one in annotations:
        worth = [one.get(name) for name in ("value", "quantity", "atLeast", "atMost") if one.get(name)]
        assert worth
        assert all(format(Decimal(value), "f") == value for value in worth)
        assert one.get("resp") == "#measures"
        assert (one.tag == "measure") == bool(one.get("unit"))


@pytest.mark.parametrize("name", MEASURE_SETS)
def test_the_sets_keep_their_scores(name: str) -> None:
    language, passages = passages_of(name)
    right = got = wanted = valued = 0
    for one in passages:
        layer = annotate_measures(one.text, [Span(0, len(one.text))], (), language)
        values = {(a.span.start, a.span.end): value_of(a) for a in layer.annotations}
        shared = values.keys() & one.spans.keys()
        right, got, wanted = right + len(shared), got + len(values), wanted + len(one.spans)
        valued += sum(values[span] == one.spans[span] for span in shared)
    assert 2 * right / (got + wanted) >= 0.94
    assert valued / right >= 0.98


@pytest.mark.parametrize(
    "text",
    [
        "L’article 49.3, le numéro 7 et la page 12 de la loi du 3 suffisent.",
        "Le F-16, la Covid-19, l’A320 et le G7.",
        "Lens a battu Brest 3-1, puis 21 - 17.",
        "Appelez le 01 42 34 56 78 ou le 0 800 130 000.",
        "Au 12 rue des Lilas, 75011 Paris.",
        "Leurs deux filles et les trois autres sont là.",
        "Un homme sur une route.",
    ],
)
def test_a_number_that_names_is_left_as_text(text: str) -> None:
    assert found(text) == []


def test_names_and_dates_win() -> None:
    text = "Selon 20 Minutes, 20 minutes ont suffi."
    assert found(text, taken=(Annotation.of("orgName", 6, 16),)) == [("20 minutes", "20 min")]


def test_money_has_a_currency_that_is_certain_or_says_that_it_is_not() -> None:
    layer = annotate_measures("Il doit 3 euros et 5 dollars.", [Span(0, 29)], (), "fr").annotations
    assert [(a.get("unit"), a.get("commodity"), a.get("cert")) for a in layer] == [
        ("EUR", "money", "high"),
        ("USD", "money", "medium"),
    ]


def test_a_range_that_something_moves_along_is_two_numbers() -> None:
    assert found("Le loyer passe de 640 à 700 euros.")[-1] == ("700 euros", "700 EUR")
    assert found("Il faudra 640 à 700 euros.") == [("640 à 700 euros", "640..700 EUR")]


def test_every_form_of_a_unit_is_found_and_only_whole() -> None:
    for form in units():
        match = unit_pattern().match(form)
        assert match
        assert match[0] == form
    assert not unit_pattern().match("mètresX")


def test_other_languages_have_no_grammar() -> None:
    assert found("12 Kilometer", "de") == []


def test_what_a_date_counts_is_a_measure_inside_it() -> None:
    text = "Il y a dix ans, en 2014, au 3 mars."
    dates = annotate_dates(text, [Span(0, len(text))], [], Published.of("2024-12-03"), "fr").layer.annotations
    assert found(text, taken=dates) == [("dix ans", "10 year")]


def test_a_duration_written_as_the_clock_is_no_time() -> None:
    assert found("Il a couru en 2 h 30 et 45 km en 3 h.") == [("2 h 30", "150 min"), ("45 km", "45 km"), ("3 h", "3 h")]
    assert found("Rendez-vous 18 h 30, salle 3.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Les Nuits 2024 ont fait le plein, selon 20 Minutes et 60 Millions de consommateurs.",
        "Un Français sur deux, les trois quarts des autres, deux tiers d’entre eux.",
    ],
)
def test_names_that_no_model_told_and_fractions_are_left(text: str) -> None:
    assert found(text) == []


def test_a_minus_belongs_to_the_measure() -> None:
    assert found("Il fait -5 °C, soit −20 % du reste, entre les lignes 3-4.") == [
        ("-5 °C", "-5 °C"),
        ("−20 %", "-20 %"),
    ]


def test_one_at_least_counts_persons_and_parts_and_is_an_article_elsewhere() -> None:
    assert found("Il faut au moins une raison claire.") == []
    assert found("Au moins un mort et plus d’un élève sur deux.") == [("un", ">=1"), ("un", ">=1"), ("deux", "2")]


def test_what_a_number_is_a_part_of_may_stand_in_brackets() -> None:
    assert found("L’usine a supprimé 120 postes (sur 400).") == [("120", "120"), ("400", "400")]
    assert found("Le fort (sur 400) domine.") == []


def test_thousands_may_be_parted_by_an_apostrophe() -> None:
    assert found("Le val compte 25'500 âmes et 3’200 emplois.") == [("25'500", "25500"), ("3’200", "3200")]
    assert found("Le pont coûte 1'250'000.50 francs.") == [("1'250'000.50 francs", "1250000.5 franc")]
    assert found("Il reste l’180 chevaux") == [("180", "180")]


def test_numbers_that_are_joined_share_the_unit() -> None:
    years = [("8", "8 year"), ("10", "10 year"), ("12 ans", "12 year")]
    assert found("Trois filles de 8, 10 et 12 ans.")[-3:] == years
    assert found("Des cordes de trois ou quatre mètres.") == [("trois", "3 m"), ("quatre mètres", "4 m")]
    assert found("He ran 10 and 12 miles.", "en") == [("10", "10 mi"), ("12 miles", "12 mi")]
    # not: a smaller one, an article, a number that names
    assert found("Elles étaient 12 et 3 heures après, 20.")[-1] == ("3 heures", "3 h")
    assert found("Voir page 10 et 12 euros de frais.") == [("12 euros", "12 EUR")]
    assert found("Encore une ou deux heures.") == [("deux heures", "2 h")]


def test_what_is_frank_is_no_franc() -> None:
    assert not found("Ce fut un franc succès, un franc fou rire.")
    assert found("Le sel valait un franc le kilo.") == [("un franc", "1 franc")]
    assert found("Il n’a pas un franc.") == [("un franc", "1 franc")]


def test_what_there_should_be_is_a_number_too() -> None:
    assert found("Les gardes ne sont que cinq au lieu de sept.")[-1] == ("sept", "7")
    assert found("Au lieu de deux mots, il se tait.") == [("deux", "2")]
