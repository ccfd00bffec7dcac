"""How agencies and dailies spread one speaker's words over headlines, sentences and clauses, each with its opposite."""

import pytest

from encoder.quotations import annotate_quotations
from tei import Annotation, Span
from tests.encoder.quotations.shared import annotate, article, quotations

# ruff: noqa: E501 - a case a line
L = "{Anne Lefort|p lefort}"
D = "{Luc Dupont|p dupont}"
AFP = "{AFP|o afp}"
PREFECTURE = "{préfecture|o prefecture}"


def told(marked: str, flow: tuple[int, ...] | None = None) -> list[str]:
    """Give element and speaker of each quotation, in its order."""
    one = article(marked)
    layer = annotate_quotations(one.text, one.blocks, one.names, flow=flow).layer
    found = sorted((one for one in layer.annotations if one.tag != "rs"), key=lambda one: one.span.start)
    return [" ".join((one.tag, (one.get("who") or one.get("source")).lstrip("#"))).strip() for one in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a headline whose words come back, the same or inside longer ones
        (f"Budget : la « purge » de trop\nLe maire part. {L} a dénoncé une « purge ».", ["said pers.lefort"] * 2),
        (f"« Pas question de céder »\n{L} a dit qu’il n’était « pas question de céder un pouce ».", ["said pers.lefort"] * 2),
        ("« Nous tiendrons le pont »\n" + f"« Nous tiendrons le pont et la ville », a promis {L}.", ["said pers.lefort"] * 2),
        # other words, a part of a word, words that two speakers say
        (f"Une ville de « fous »\n{L} a dénoncé une « purge ».", ["soCalled", "said pers.lefort"]),
        (f"Budget : la « purge » de trop\n{L} a dénoncé une « expurge ».", ["soCalled", "said pers.lefort"]),
        (f"Budget : la « purge » de trop\n{L} a dénoncé une « purge ». {D} a dénoncé une « purge ».", ["soCalled", "said pers.lefort", "said pers.dupont"]),
    ],
)  # fmt: skip
def test_a_headline_takes_the_speaker_its_words_have_in_the_text(marked: str, expected: list[str]) -> None:
    assert told(marked, flow=(1,)) == expected


def test_an_echo_is_of_medium_certainty() -> None:
    one = article(f"Budget : la « purge » de trop\n{L} a dénoncé une « purge ».")
    found = annotate_quotations(one.text, one.blocks, one.names, flow=(1,)).layer.annotations
    assert [one.get("cert") for one in found] == ["medium", "high"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # fragments that go on with the speaker of the sentence before
        (f"{L} a annoncé que les otages étaient libres. Ils ont tous été « soignés sur place » et ils ont « regagné leur foyer ».", ["said pers.lefort"] * 2),
        (f"{L} a dénoncé « une machination ». Les documents ont été « fabriqués de toutes pièces ».", ["said pers.lefort"] * 2),
        (f"Le pont a été, selon {L}, « mal construit ». Les piles sont « rongées par la rouille ».", ["said pers.lefort"] * 2),
        (f"« C’est trop », a dit {L}. La hausse lui cause « un problème ».", ["said pers.lefort"] * 2),
        ("{La CGT|o cgt} a écrit dans un communiqué : « La grève continue. » Elle durera « aussi longtemps que nécessaire ».", ["quote org.cgt"] * 2),
        # one word, a paragraph further on, a sentence about somebody else, nobody who speaks before
        (f"{L} a dénoncé « une machination ». Les « casseurs » courent.", ["said pers.lefort", "soCalled"]),
        (f"{L} a dénoncé « une machination ». {D} veut « reprendre tous les dossiers ».", ["said pers.lefort", "said pers.dupont"]),
        ("Le stade est fermé. Les gradins sont « rongés par la rouille ».", ["q"]),
        # figures of a source
        (f"Selon la {PREFECTURE}, 2.000 personnes ont défilé. Parmi elles, 100 « individus cagoulés » ont brisé des vitrines.", ["said org.prefecture"]),
        (f"Des milliers de personnes ont défilé avec {L}. Parmi elles, 100 « individus cagoulés » ont brisé des vitrines.", ["soCalled"]),
    ],
)  # fmt: skip
def test_speech_goes_on_in_the_next_sentence(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"Bilan partagé par {L} : « Rien ne marche. »", ["said pers.lefort"]),
        (f"Même son de cloche chez {L} : « Rien ne marche. »", ["said pers.lefort"]),
        (f"Constat identique pour {L}, la maire : « Rien ne marche. »", ["said pers.lefort"]),
        (f"Du côté de {L}, même réponse : « Rien ne marche »", ["said pers.lefort"]),
        (f"{D} est parti. {L}, elle, n’en démord pas : « Rien ne marche. »", ["said pers.lefort"]),
        ("Même son de cloche chez le pharmacien : « Rien ne marche. »", ["said pers.pharmacien"]),
        # a sentence with a verb of its own, a thing
        ("Même son de cloche pour la pluie : « Rien ne marche. »", ["q"]),
        (f"Le même pont est là pour {L} : « Rien ne marche. »", ["q"]),
    ],
)  # fmt: skip
def test_a_sentence_without_a_verb_names_who_speaks_after_its_colon(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"Relevant que le pays « était au bord du gouffre », {L} a affirmé que tout allait mieux.", ["said pers.lefort"]),
        (f"Rappelant que la dette « étouffe le pays », {L} part demain.", ["said pers.lefort"]),
        (f"S’appuyant sur le fait « qu’elle était absente », {L} a rappelé la règle.", ["said pers.lefort"]),
        (f"{L}, qui s’appuyait sur le fait « qu’elle était absente », a rappelé la règle.", ["said pers.lefort"]),
        (f"{L} a rappelé la règle. Elle s’appuyait sur le fait « qu’elle était absente ».", ["said pers.lefort"]),
        # a name inside the complement of another noun is not who speaks
        (f"Relevant que le pays « était au bord du gouffre », le successeur de {D}, a affirmé que « tout va ».", ["said pers.successeur-de-luc-dupont"] * 2),
        ("{Marc Leroy|p leroy} a été élu. {Marc Leroy|p leroy} gouverne seul. {Marc Leroy|p leroy} part. " + f"Relevant que le pays « était au bord du gouffre », le successeur de {D} a souri.", ["said pers.leroy"]),
        (f"{D} a gouverné. {D} est mort. {D} reste aimé. « C’est dur », a dit le successeur de {D}.", ["said pers.successeur-de-luc-dupont"]),
        # the words of somebody else in an aside
        (f"{L}, dont les « frasques » sont connues, a rappelé la règle.", ["soCalled"]),
    ],
)  # fmt: skip
def test_the_subject_of_the_main_clause_speaks_in_the_clause_before_it(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"La chute de {D} aurait pu être « dangereuse » : « Il est tombé sur moi », a plaisanté {L}.", ["said pers.lefort"] * 2),
        (f"La chute fut « dangereuse ». « Il est tombé sur moi », a plaisanté {L}.", ["soCalled", "said pers.lefort"]),
    ],
)  # fmt: skip
def test_a_word_before_a_colon_is_of_who_speaks_after_it(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Le Figaro|o figaro} rapportait que l’État voulait un « superministère ».", ["soCalled"]),
        (f"{L} veut que l’État ait un « superministère », a-t-elle dit.", ["said pers.lefort"]),
        (f"{L} a jugé que le site « extra muros » convenait.", ["soCalled"]),
        (f"{L} a jugé que le site « trop loin » convenait.", ["said pers.lefort"]),
    ],
)  # fmt: skip
def test_words_that_nobody_says_are_held_at_a_distance(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        f'{L} présente "Les Grandes Marées" à Venise.',
        f'{L}, qui joue dans "La Ligne", a salué la foule.',
        f'{L}, vue dans "La Ligne", part.',
        f'{L} a évoqué le thriller "Nuit Rouge".',
        f'{L} a parlé de son dernier "Nuit Rouge".',
        f'{L} a assuré la sortie de "Nuit Rouge".',
    ],
)
def test_a_work_is_a_title_and_is_not_said(marked: str) -> None:
    assert [tag for _, tag, _ in quotations(marked)] == ["title"]


@pytest.mark.parametrize(
    "marked",
    [f"{L} a présenté « une bonne idée ».", f"{L} a parlé de son dernier « combat ».", f"Dans la salle, {L} a dit : « La Ligne tiendra. »"],
)  # fmt: skip
def test_words_without_a_capital_or_after_a_colon_are_no_title(marked: str) -> None:
    assert [tag for _, tag, _ in quotations(marked)] == ["said"]


@pytest.mark.parametrize(
    "agency",
    ["L’agence de presse syrienne", "L’agence officielle syrienne", "L’agence de presse {Sana|o sana}", "L’agence {Sana|o sana}"],
)  # fmt: skip
def test_an_agency_that_reports_what_a_source_said_is_the_source(agency: str) -> None:
    found = annotate(article(f"{agency} a rapporté qu’une source militaire avait déclaré que « le front avance »."))
    said = next(one for one in found.layer.annotations if one.tag == "said")
    assert said.get("who") == "#pers.source-militaire"
    assert said.get("source") in ("#org.sana", "#org.agence-de-presse-syrienne", "#org.agence-officielle-syrienne")


def test_an_office_that_reports_is_no_source() -> None:
    found = annotate(article(f"{L} a rapporté qu’une source militaire avait déclaré que « le front avance »."))
    assert all(not one.get("source") for one in found.layer.annotations)


ONU = "{ONU|o onu}"
CGT = "{CGT|o cgt}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # what an organisation fears in the headline is what somebody says of it; a sentence is its own
        (f"L’{ONU} redoute une « famine »\n{L} a dénoncé une « famine ».", ["said pers.lefort"] * 2),
        (f"{D} redoute une « famine »\n{L} a dénoncé une « famine ».", ["said pers.dupont", "said pers.lefort"]),
        (f"« Nous irons au bout », prévient la {CGT}\n« Nous irons au bout », a dit {L}.", ["said org.cgt", "said pers.lefort"]),
        # two words cut out of more: an intertitle of its own is speech, a headline can use them as its own
        (f"« Une parodie »\n{L} a dénoncé « une parodie de justice ».", ["said pers.lefort"] * 2),
        (f"Procès : la « parodie sanglante » du roi\n{L} a dénoncé « une parodie sanglante de justice ».", ["soCalled", "said pers.lefort"]),
    ],
)  # fmt: skip
def test_a_headline_can_be_of_another_than_it_says(marked: str, expected: list[str]) -> None:
    assert told(marked, flow=(1,)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a dateline is no subject
        ("{PARIS|l paris}, 2 mai ({AFP|o afp}) - " + f"Le ministre {D} a parlé. Il a évoqué un « tournant ».", ["said pers.dupont"]),
        # an apposition is not another person
        (f"« C’est long », peste {L}, une passagère. Elle n’a « rien compris aux annonces ».", ["said pers.lefort"] * 2),
        (f"{L} a mis en garde contre « une dérive ».", ["said pers.lefort"]),
        (f"{L} a mis en terre une « rose ».", ["soCalled"]),
        # an organisation by its noun
        (f"La {CGT} est inquiète. « Rien n’est réglé », prévient le syndicat.", ["said org.cgt"]),
        (f"La {CGT} et l’{ONU} sont inquiètes. L’{ONU} part. « Rien n’est réglé », prévient le syndicat de la mine.", ["said org.syndicat-de-la-mine"]),
        # a thing that acts in what somebody says
        (f"{L} a regretté une décision qui ajoute « de la peine à la peine ».", ["said pers.lefort"]),
        ("Une décision ajoute que « la peine est ferme ».", ["quote"]),
        (f"{L} a cité un témoin selon lequel « le port rouvrira demain ».", ["said pers.temoin"]),
        # an elected person by any office
        (f"{L} plaide pour le maire {D}. L’ancien élu a évoqué « des nuits blanches ».", ["said pers.dupont"]),
        # the words of the law, in French courts
        ("Ils sont soupçonnés d’« association de malfaiteurs ».", ["quote"]),
        (f"Colère aussi de {L}, chef des usagers : « On nous ment. »", ["said pers.lefort"]),
        # fragments that are coordinated with one that goes on
        (f"{L} a dénoncé « une machination ». Les barrages seront « finis avant l’été » et les villages « relogés ».", ["said pers.lefort"] * 3),
    ],
)  # fmt: skip
def test_agency_prose(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


def test_what_an_army_announces_in_a_communique_is_written() -> None:
    text = "L’{armée|o armee} a annoncé dans un communiqué la libération de dix civils. Ils avaient été « enlevés la semaine dernière »."
    assert told(text) == ["quote org.armee"]


def test_a_work_that_is_named_behind_its_title_is_one() -> None:
    assert told(f'{L} reprend "Le Port", une chanson de marins.') == ["title"]
    assert told(f'{L} a reproché à {D} d’être "Un traître", une faute grave.') == ["said pers.lefort"]


def test_the_medium_that_was_spoken_to_is_no_part_of_the_speaker() -> None:
    text = "« Des combats se poursuivent », a déclaré l’armée à l’AFP."
    names = [Annotation.of("orgName", text.index("AFP"), text.index("AFP") + 3, ref="#org.afp")]
    found = annotate_quotations(text, [Span(0, len(text))], names)
    assert [form.text for entry in found.entries for form in entry.forms] == ["armée"]
