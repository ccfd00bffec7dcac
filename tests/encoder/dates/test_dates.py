"""Dates and times: where they stand, what they are worth, and what has no value."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.dates import Published, annotate_dates
from encoder.pipeline import Options, encode
from tei import Annotation, Span
from tests.encoder.dates.marked import DATE_SETS, read_passage, read_passages, value_of

FRAGMENTS = (  # noqa: SIM905 - words read best as words
    "lundi mardi dimanche soir matin hier demain la veille le lendemain 3 31 12 29 février mars mai 1er 2024 2023 1789 "
    "2 020 49.3 12/03/2021 31/12/99 2015-2017 2024-02-30 18 h 30 midi minuit à de du au entre et , . « » \n l’ d’ en "
    "il y a trois jours ans après plus tard semaine dernière prochain cette année XIXe siècle années 1990 été 2021 "
    "Noël Pâques premier trimestre mi- fin début 9999 0000 avant J.-C. an VIII brumaire Monday next last March 4 "
    "2022 ago 3rd of the day before 5:30 pm"
).split(" ")
DATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
TIMED = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?")


def found(text: str, published: str = "", lang: str = "fr") -> list[tuple[str, str]]:
    dates = annotate_dates(text, [Span(0, len(text))], [], Published.of(published), lang)
    return [(text[a.span.start : a.span.end], value_of(a)) for a in dates.layer.annotations]


def exists(annotation: Annotation) -> bool:
    """Tell whether every value is a W3C date or time that exists, and no span ends before it begins."""
    values = {name: annotation.get(name) for name in ("when", "from", "to", "notBefore", "notAfter")}
    for value in filter(None, values.values()):
        if annotation.tag == "time":
            if not TIMED.fullmatch(value):
                return False
            continue
        parts = DATED.fullmatch(value)
        if not parts:
            return False
        date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    ordered = values["from"] <= values["to"] if values["to"] else True
    return ordered and (values["notBefore"] <= values["notAfter"] if values["notAfter"] else True)


@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=40),
    st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2024-12-03", "0001-01-01", "9999-12-31"]),
    st.sampled_from(["fr", "en"]),
)
def test_any_text_gives_spans_inside_its_blocks_and_values_that_exist(
    words: list[str], published: str, lang: str
) -> None:
    text = " ".join(words)
    edges = [-1, *(at for at, character in enumerate(text) if character == "\n"), len(text)]
    blocks = [Span(start + 1, end) for start, end in pairwise(edges)]
    dates = annotate_dates(text, blocks, [], Published.of(published), lang)
    spans = [one.span for one in dates.layer.annotations]
    assert all(span.start < span.end and any(block.holds(span) for block in blocks) for span in spans)
    assert not any(one.crosses(other) for one in spans for other in spans)
    assert all(exists(one) for one in dates.layer.annotations)
    assert all(one.get("resp") == "#dates" for one in dates.layer.annotations)
    ids = {one.get("xml:id") for one in dates.layer.annotations}
    points = {one.get("datingPoint") for one in dates.layer.annotations} - {"", "#pubdate"}
    assert all(point.removeprefix("#") in ids for point in points)
    assert published or "#pubdate" not in {one.get("datingPoint") for one in dates.layer.annotations}


@pytest.mark.parametrize("name", DATE_SETS)
def test_the_sets_keep_their_scores(name: str) -> None:
    language, file, part = DATE_SETS[name]
    right = got = wanted = valued = 0
    for one in read_passages(file, part):
        dates = annotate_dates(one.text, [Span(0, len(one.text))], [], Published.of(one.published), language)
        values = {(a.span.start, a.span.end): value_of(a) for a in dates.layer.annotations}
        values.update({(span.start, span.end): "!" for span in dates.impossible})
        shared = values.keys() & one.spans.keys()
        right, got, wanted = right + len(shared), got + len(values), wanted + len(one.spans)
        valued += sum(values[span] == one.spans[span] for span in shared)
    assert 2 * right / (got + wanted) >= 0.95
    assert valued / right >= 0.92


def test_a_name_wins_over_a_date_that_touches_it() -> None:
    text = "La place du 11 novembre 1918 est vide."
    name = Annotation.of("placeName", 3, 28)
    assert not annotate_dates(text, [Span(0, len(text))], [name], None, "fr").layer.annotations
    assert found(text) == [("11 novembre 1918", "1918-11-11")]


def test_a_date_that_does_not_exist_is_reported_and_gets_no_value() -> None:
    text = "Du 31 avril 2021 au 29 février 2023, rien."
    dates = annotate_dates(text, [Span(0, len(text))], [], Published.of("2024-12-03"), "fr")
    assert [text[span.start : span.end] for span in dates.impossible] == ["31 avril 2021", "29 février 2023"]
    assert all(dict(one.attributes) == {"resp": "#dates"} for one in dates.layer.annotations)


def test_a_date_reckoned_from_another_points_at_it() -> None:
    text = "Le 6 juin 1944, ils débarquent. Le lendemain, il pleut."
    first, second = annotate_dates(text, [Span(0, len(text))], [], None, "fr").layer.annotations
    assert (first.get("xml:id"), second.get("datingPoint"), second.get("when")) == ("date1", "#date1", "1944-06-07")


def test_hours_later_are_no_weeks_later() -> None:
    assert (
        dict(found("Le 18 décembre 2020 à 5 h 54, quatre heures plus tard à Paris."))["quatre heures plus tard"] == ""
    )


def test_without_a_publication_date_a_relative_date_has_no_value() -> None:
    assert found("Hier et lundi, la semaine dernière, le 3 mars, cette année.") == [
        ("Hier", ""), ("lundi", ""), ("semaine dernière", ""), ("3 mars", ""), ("cette année", ""),
    ]  # fmt: skip


def test_a_publication_known_by_its_month_resolves_what_it_can() -> None:
    assert found("Le mois dernier, hier, l’an dernier.", "2024-03") == [
        ("mois dernier", "2024-02"), ("hier", ""), ("an dernier", "2023"),
    ]  # fmt: skip


def test_an_uncertain_publication_date_is_no_surer_for_what_is_reckoned_from_it() -> None:
    text = "Hier, il a plu."
    (one,) = annotate_dates(
        text, [Span(0, len(text))], [], Published.of("2024-12-03", "medium"), "fr"
    ).layer.annotations
    assert one.get("cert") == "medium"


def test_other_languages_have_no_grammar() -> None:
    assert found("Am 3. März 2022 und gestern", "2022-03-04", "de") == []


def test_marked_passages_are_read() -> None:
    passage = read_passage("Du [[2 mars|A] au [3 avril|B]|C].")
    assert passage.text == "Du 2 mars au 3 avril."
    assert passage.spans == {(3, 9): "A", (13, 20): "B", (3, 20): "C"}


def encoded(text: str, **given: bool) -> bytes:
    options = Options(model="none", metadata={"date": "2024-12-03", "lang": "fr"}, **given)
    return encode(text.encode(), filename="a.txt", article_id="a", options=options).data


def test_dates_and_measures_can_be_left_out_and_the_header_says_what_was_tagged() -> None:
    text = "Le pont\nHier, 12 camions ont passé le pont. Le 3 mars 2011, il fermait."
    both, neither = encoded(text), encoded(text, dates=False, measures=False)
    assert both.count(b'resp="#dates"') == 2
    assert b'<respStmt xml:id="dates"' in both
    assert b"<stdVals>" in both
    assert not any(mark in neither for mark in (b"#dates", b"#measures", b'xml:id="dates"', b"<num", b"<stdVals>"))
    assert b"<date" not in encoded(text, dates=False).partition(b"<text")[2]
    assert encoded(text, dates=False).count(b"<num ") == 1


def test_an_impossible_date_is_a_warning_of_the_run() -> None:
    options = Options(model="none", metadata={"date": "2024-12-03", "lang": "fr"})
    text = "Le pont\nIl ferma le 31 avril 2021, dit-on, sans date de retour."
    (warning,) = encode(text.encode(), filename="a.txt", article_id="a", options=options).warnings
    assert warning.startswith("the date 31 avril 2021 in block 2")


def test_a_paragraph_goes_on_from_the_one_before_and_is_less_sure_of_it() -> None:
    text = "Ils débarquent le 6 juin 1944.\nLe lendemain, il pleut.\nPersonne ne bouge.\nLe lendemain, rien."
    blocks = [Span(match.start(), match.end()) for match in re.finditer(r".+", text)]
    _, near, far = annotate_dates(text, blocks, [], None, "fr").layer.annotations
    assert (near.get("when"), near.get("cert"), near.get("datingPoint")) == ("1944-06-07", "low", "#date1")
    assert not far.get("when")


def test_what_is_counted_from_an_event_has_a_value_where_the_event_has_a_date() -> None:
    assert found("Deux jours après l’attentat du 13 novembre 2015, la veille du vote du 3 mars 2020.") == [
        ("Deux jours après", "2015-11-15"), ("13 novembre 2015", "2015-11-13"),
        ("veille", "2020-03-02"), ("3 mars 2020", "2020-03-03"),
    ]  # fmt: skip
    assert found("Deux jours après l’attentat, le 13 novembre 2015, il se tut.")[0] == ("Deux jours après", "")


def test_a_story_told_as_past_is_not_reckoned_into_the_future() -> None:
    assert found("En mai, ils se rencontrent ; ils se séparèrent vingt ans après.", "2024-06-01")[-1][1] == ""


@pytest.mark.parametrize(
    ("text", "value", "lasting"),
    [
        ("Les trois derniers mois ont compté.", "2024-09/2024-12", "P3M"),
        ("Ces dix prochaines années, tout changera.", "2024/2034", "P10Y"),
        ("Au cours des deux dernières semaines.", "2024-11-19/2024-12-03", "P2W"),
        ("Dans les prochaines 48 heures.", "", "PT48H"),
    ],
)
def test_a_period_counted_from_the_publication_has_its_duration(text: str, value: str, lasting: str) -> None:
    (one,) = annotate_dates(text, [Span(0, len(text))], [], Published.of("2024-12-03"), "fr").layer.annotations
    assert (value_of(one), one.get("dur")) == (value, lasting)


def test_a_bare_number_is_a_day_only_behind_a_day_with_its_month() -> None:
    assert found("Du 28 juin 2021 au 3, puis le 12.") == [
        ("28 juin 2021", "2021-06-28"), ("3", "2021-07-03"), ("12", "2021-07-12"),
        ("28 juin 2021 au 3", "2021-06-28/2021-07-03"),
    ]  # fmt: skip
    assert found("La marche du 28 juin 2021 suivait celle du 19.")[-1] == ("19", "2021-06-19")
    assert found("Après la marche du 28 juin 2021, on se revit le 3.")[-1] == ("3", "")
    assert found("Le 28 juin 2021, il pleut. Le bus est le 12.") == [("28 juin 2021", "2021-06-28")]


def test_what_follows_a_day_without_a_value_has_none() -> None:
    text = "Lundi, il part.\nLe 30 février 2023, dit-on, il mourut. La veille, il riait."
    blocks = [Span(match.start(), match.end()) for match in re.finditer(r".+", text)]
    *_, last = annotate_dates(text, blocks, [], Published.of("2024-12-03"), "fr").layer.annotations
    assert dict(last.attributes) == {"resp": "#dates"}


def test_a_day_of_the_same_year_takes_the_year_that_was_told() -> None:
    assert found("Fondé en 1936, il ferma le 14 juillet de la même année.", "2024-12-03")[1:] == [
        ("14 juillet", "1936-07-14"), ("même année", "1936"),
    ]  # fmt: skip
    assert found("Il ferma le 14 juillet de la même année.", "2024-12-03")[0] == ("14 juillet", "")


def test_no_story_goes_on_from_the_date_of_an_event_said_aside() -> None:
    text = "A ferry sank on Tuesday, two days after the storm of 3 March 2020. The next day, divers came."
    assert found(text, "2020-03-06", "en")[-1] == ("next day", "2020-03-04")
    assert found(text.replace("3 March", "1 March"), "2020-03-06", "en")[-1] == ("next day", "2020-03-04")


def test_the_number_of_a_law_is_no_span_of_years() -> None:
    assert found("La loi n° 2021-23 et le décret 2022-78, puis 2020-78, mais 1914-18.") == [("1914-18", "1914/1918")]


def test_a_weekday_behind_a_day_to_come_is_to_come_too() -> None:
    assert found("Grève jeudi 5 décembre ; reprise vendredi soir.", "2024-12-03")[-1] == ("vendredi soir", "2024-12-06")


def test_months_are_shortened_as_agencies_do() -> None:
    assert found("TUNIS, 12 jan 2021 (AFP) et le 3 fév. 2022 : le jan dort.") == [
        ("12 jan 2021", "2021-01-12"), ("3 fév. 2022", "2022-02-03"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Le groupe appelle à une nouvelle mobilisation dimanche soir.", "2024-06-09"),
        ("Le syndicat a appelé ses troupes à manifester samedi.", "2024-06-08"),
        ("Le syndicat a appelé jeudi à une grève.", "2024-05-30"),
        ("Les pompiers, appelés au port dimanche, l’ont sauvé.", "2024-06-02"),
        ("Il a fait appel au ministre lundi.", "2024-06-03"),
        ("La ville a lancé un appel à la grève mardi.", "2024-06-11"),
        ("Un préavis de grève a été déposé pour lundi.", "2024-06-10"),
        ("La campagne prend fin vendredi.", "2024-06-07"),
        ("Le match a lieu dimanche.", "2024-06-09"),
        ("Le match a eu lieu dimanche.", "2024-06-02"),
        ("Le maire promet des mesures mardi.", "2024-06-11"),
        ("Ils ont déposé mercredi 5 400 signatures.", "2024-06-05"),
        ("On perd dix élèves pour la rentrée de septembre.", "2024-09"),
    ],
)
def test_what_is_planned_is_to_come(text: str, day: str) -> None:
    found = annotate_dates(text, [Span(0, len(text))], (), Published.of("2024-06-05"), "fr")
    assert [one.get("when") for one in found.layer.annotations] == [day]


@pytest.mark.parametrize(("part", "first", "last"), [("début", "1990", "1994"), ("fin", "1995", "1999")])
def test_a_part_of_a_decade_is_no_whole_decade(part: str, first: str, last: str) -> None:
    text = f"À la {part} des années 1990."
    found = annotate_dates(text, [Span(0, len(text))], (), None, "fr").layer.annotations
    assert [(one.get("notBefore"), one.get("notAfter")) for one in found] == [(first, last)]


READINGS = (
    # a participle right before the day and who did it right behind; what is still to be done stays ahead
    ("2024-06-11", "Le plan écrit ce lundi par Mme Morel, les élus devraient voter.", ["2024-06-10"]),
    ("2024-06-11", "Le préfet doit être entendu lundi par la commission.", ["2024-06-17"]),
    ("2024-06-11", "Le film attendu lundi par le public sort tard.", ["2024-06-17"]),
    # the tense is the sentence's, not that of a participle between commas
    ("2024-06-14", "Jeudi, des familles, convoquées dans un gymnase, ont écouté la préfète.", ["2024-06-13"]),
    ("2024-06-14", "Jeudi, le maire, élu sans rival, sera entendu par la cour.", ["2024-06-20"]),
    ("2024-06-14", "La réunion prévue jeudi a été annulée.", ["2024-06-20"]),
    # what was to be lies ahead, unless it was given up: then the nearer day
    ("2024-06-12", "Le bac devait fêter ses cent ans samedi.", ["2024-06-15"]),
    ("2024-06-12", "Les deux troupes devaient se retrouver lundi au moulin.", ["2024-06-17"]),
    ("2024-06-12", "Le pacte devait être signé mardi, a précisé la préfète mercredi.", ["2024-06-18", "2024-06-12"]),
    ("2024-06-12", "La foire, qui devait débuter mardi, a été reportée.", ["2024-06-11"]),
    ("2024-06-12", "La foire, qui devait débuter jeudi, a été reportée.", ["2024-06-13"]),
    ("2024-06-12", "Le moulin devait rouvrir en juillet.", ["2024-07"]),
    ("2024-06-12", "En 2019, on vota : le pont devait ouvrir en mars.", ["2019", "2019-03"]),
    ("2024-06-12", "Le bac aurait dû partir mardi.", ["2024-06-11"]),
    ("2024-06-12", "La fête, qui devait se tenir ce samedi, est annulée.", ["2024-06-15"]),
    ("2024-06-12", "Le bac devait partir lundi, mais la houle l’a retenu mardi.", ["2024-06-10", "2024-06-11"]),
    ("2024-06-12", "Elle comptait voter samedi, il était censé voter jeudi.", ["2024-06-15", "2024-06-13"]),
    # a comparison has a tense of its own
    ("2024-06-12", "Le doyen doit se rendre à Riga, en octobre, comme le faisait le curé.", ["2024-10"]),
    ("2024-06-12", "Le pont fermera lundi, comme il l’avait fait en mars.", ["2024-06-17", "2024-03"]),
    # a day or another, and days over the end of a month
    ("2024-06-12", "Le bac restera à quai jusqu’au 5 ou 6 juillet.", ["2024-07-05", "2024-07-06"]),
    ("2024-06-12", "La barge arrivera le 12 ou le 13 juillet.", ["2024-07-12", "2024-07-13"]),
    ("2024-06-12", "Le col sera fermé du 28 au 3 juillet.", ["2024-06-28/2024-07-03"]),
    # days that are joined lie in one week
    ("2024-06-10", "Ce lundi et mardi, la ministre visite deux usines.", ["2024-06-10", "2024-06-11"]),
    ("2024-06-10", "Ce lundi, mardi et mercredi, le col est fermé.", ["2024-06-10", "2024-06-11", "2024-06-12"]),
    ("2024-06-10", "Les députés ont siégé lundi, mardi et mercredi.", ["2024-06-03", "2024-06-04", "2024-06-05"]),
    ("2024-06-11", "Le conseil se réunira lundi et mardi.", ["2024-06-17", "2024-06-18"]),
    ("2024-06-12", "Il part mercredi, lundi il était là.", ["2024-06-12", "2024-06-10"]),
    ("2024-06-12", "La salle ouvre trois fois par semaine (lundi, mardi et jeudi).", []),
    ("2024-06-12", "Le vote (lundi et mardi) a duré.", ["2024-06-10", "2024-06-11"]),
    # the year of the sentence binds its months, unless somebody says it at another time
    ("2024-08-14", "L’année dernière, la juge avait passé dix jours en mer au mois de mai.", ["2023", "2023-05"]),
    ("2024-08-14", "En 2021, le musée a fermé en mars.", ["2021", "2021-03"]),
    ("2024-08-14", "En août de l’an dernier, il pleuvait.", ["2023-08", "2023"]),
    ("2024-08-14", "En 2021, la ville a perdu des habitants, a indiqué en mars la mairie.", ["2021", "2024-03"]),
    ("2024-08-14", "En 2021, la ville a perdu des habitants, a confirmé en mars la mairie.", ["2021", "2024-03"]),
    ("2024-08-14", "En 2021, la ville a perdu des habitants, selon un recensement rendu en mars.", ["2021", "2024-03"]),
    ("2024-08-14", "En 2021, la ville, endettée, a vendu en mars la mairie.", ["2021", "2021-03"]),
    ("2024-08-14", "Par rapport à l’an dernier, les ventes ont reculé en juillet.", ["2023", "2024-07"]),
    ("2024-08-14", "En 2019, la halle a brûlé ; elle rouvrira en octobre.", ["2019", "2024-10"]),
    # results are those of a part of the year that has ended
    ("2024-07-18", "Morel gagne plus qu’attendu au premier semestre", ["2024-01/2024-06"]),
    ("2024-07-18", "Morel annonce une perte au deuxième trimestre", ["2024-04/2024-06"]),
    ("2025-02-18", "Morel creuse ses pertes au quatrième trimestre", ["2024-10/2024-12"]),
    ("2024-10-18", "Les ventes repartiront au premier semestre.", ["2025-01/2025-06"]),
    ("2024-11-18", "L’usine ouvrira au premier semestre.", ["2025-01/2025-06"]),
    (
        "2024-07-18",
        "Il a gagné sur les six premiers mois de l’année plus que l’année précédente.",
        ["2024-01/2024-06", "2023"],
    ),
    ("2024-07-18", "Les neuf premiers mois de 2023 ont été bons.", ["2023-01/2023-09"]),
    ("2024-07-18", "Les six premiers mois de son mandat ont été durs.", []),
    # the week and the weekend that the tense means
    ("2024-06-10", "On en avait parlé cette semaine.", ["2024-06-03/2024-06-09"]),
    ("2024-06-10", "Le conseil se réunit cette semaine.", ["2024-06-10/2024-06-16"]),
    ("2024-06-09", "La loi sera votée cette semaine.", ["2024-06-10/2024-06-16"]),
    ("2024-06-11", "Ce week-end, deux bateaux ont coulé.", ["2024-06-08/2024-06-09"]),
    ("2024-06-11", "Le club jouera ce week-end.", ["2024-06-15/2024-06-16"]),
    ("2025-02-07", "Le chef avait décrété une trêve à partir de mardi.", ["2025-02-04"]),
    ("2025-02-07", "La trêve commence à partir de mardi.", ["2025-02-11"]),
    # years after a colon and after figures; counts stay numbers
    ("2024-07-18", "La vallée a connu des crises graves : 1974 avec la fin de la soierie.", ["1974"]),
    ("2024-07-18", "Total des places : 1974 avec les tribunes.", []),
    ("2024-07-18", "Cela pèse sur notre prévision de ventes sur 2024, dit-elle.", ["2024"]),
    ("2024-07-18", "Il a conclu 30 ventes sur 2024.", []),
    # a movement’s name holds no date
    ("2025-02-07", "Les rebelles du Mouvement du 4 mai (« Mouvement du 4 mai ») avancent.", []),
    ("2025-02-07", "Le mouvement du 4 mai a réuni les professeurs.", ["2024-05-04"]),
)


@pytest.mark.parametrize(("published", "text", "values"), READINGS)
def test_tense_and_neighbours_decide_what_a_date_is_worth(published: str, text: str, values: list[str]) -> None:
    assert [value for _, value in found(text, published)] == values
