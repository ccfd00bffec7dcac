"""Who speaks where grammar hides it: asides between verb and subject, offices, appositions, words that go on."""

import pytest

from tests.encoder.quotations.shared import annotate, article, quotations, speakers

# ruff: noqa: E501 - a case a line
L = "{Anne Lefort|p lefort}"
D = "{Luc Dupont|p dupont}"
RTV = "{RTV|o rtv}"


def told(marked: str) -> list[str]:
    """Give element and speaker of each quotation, in its order."""
    return [f"{tag} {who}".strip() for _, tag, who in quotations(marked)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # between the verb and its subject
        (f"« On ne dort plus », s’est par exemple plainte sur {RTV} {L}, une riveraine.", "lefort"),
        (f"« On ne dort plus la nuit », a en outre déclaré {L}.", "lefort"),
        (f"« On ne dort plus la nuit », explique dans {{Le Monde|o monde}}, {L}, du collectif.", "lefort"),
        (f"« On ne dort plus. C’est la fin », se réjouit « soulagée » la riveraine {L}.", "lefort"),
        ("« L’eau, toute l’eau », scandaient samedi des jeunes devant le port.", "org.jeunes"),
        # an apposition is closed by a mark: here somebody else begins the clause
        (f"Selon une source militaire, le général {L} serait « en bonne santé ».", "pers.source-militaire"),
        (f"Selon le maire, {L}, la digue est « en bonne santé ».", "lefort"),
        # an organisation, or what an act is aimed at, is no apposition to a person, or to a thing
        (f"{D} a gagné. « On voulait la victoire », a dit le coureur de l’équipe {{Vélox|o velox}}.", "dupont"),
        (f"{D} a rappelé que l’enquête visant {L} s’appuyait sur le fait « qu’elle avait menti trois fois ».", "dupont"),
        # whose opinion it is
        ("La défense proteste. Pour la défense, l’affaire relève d’un « emballement médiatique ».", "org.defense"),
        ("Les parents, selon qui la classe comptera donc « trente élèves », ont protesté.", "org.parents"),
        ("Les enseignants défilent jeudi contre un protocole sanitaire jugé « illisible ».", "org.enseignants"),
        (f"{L} a répété, comme hier à Lille, que la qualité des candidats lui cause « un beau problème ».", "lefort"),
        # an incise whose verb is in no list
        (f"« Imaginez qu’il faille partir, grandiloque {L}, porte-parole. Ce sera long. »", "lefort"),
    ],
)  # fmt: skip
def test_who_speaks_across_asides_and_appositions(marked: str, expected: str) -> None:
    assert speakers(marked)[0].removeprefix("pers.") == expected.removeprefix("pers.")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"Le calme tient malgré les annonces de {L}. La Première ministre a promis de « protéger » le port.", "pers.lefort"),
        (f"Le calme tient après la venue de {L}.\n« Je vais leur parler », a assuré la ministre de la Santé.", "pers.lefort"),
        # a man's act, a case that is nobody's act, an office of another kind
        (f"Le calme tient après la venue de {D}. « Je vais leur parler », a assuré la ministre.", "pers.ministre"),
        (f"Le calme tient après le procès de {L}. « Je vais leur parler », a assuré la ministre.", "pers.ministre"),
        (f"Le calme tient après la venue de {L}. « Je vais leur parler », a assuré la procureure.", "pers.procureure"),
    ],
)  # fmt: skip
def test_an_office_means_the_one_whose_act_was_told_of(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


def test_an_office_of_some_town_is_not_given_to_somebody_who_spoke_before_others() -> None:
    marked = f"« C’est non », dit {L}. « C’est oui », crient les passants. « Je demande le calme », a lancé la maire de {{Brest|l brest}}."
    assert speakers(marked)[2] == "pers.maire-de-brest"
    assert speakers(marked.replace("« C’est oui », crient les passants. ", ""))[1] == "pers.lefort"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # what goes on in the next paragraph tells of what was told before
        (f"« Je poursuis », a dit {L}.\nIls ont tous été « incarcérés dès la fin de l’audience ».", ["said pers.lefort"] * 2),
        (f"{L} a réclamé « une concertation ».\nUne position qui répond à « des réquisitions préfectorales ».", ["said pers.lefort"] * 2),
        (f"« Je poursuis », a dit {L}.\nLe port reste « fermé pour la saison ».", ["said pers.lefort", "q"]),
        # figures of a source two sentences before
        ("Selon la {préfecture|o pref}, mille personnes ont défilé. Des élus suivaient. On a compté 100 « individus cagoulés et violents ».", ["said org.pref"]),
        # a body that only acts is no speaker beside a person
        (f"{L} a repris le centre. Le centre a besoin de bras. « On n’a jamais assez de monde. »", ["said pers.lefort"]),
        # what a banner says
        ("Deux banderoles proclamant « Sauvons nos emplois » ouvraient la marche.", ["quote"]),
        ("Une affichette proclame : « Lire, c’est vivre deux fois. »", ["quote"]),
    ],
)  # fmt: skip
def test_words_that_go_on_and_words_that_are_shown(marked: str, expected: list[str]) -> None:
    assert told(marked) == expected


def test_an_intertitle_that_is_a_line_of_its_own_has_the_speaker_of_the_longer_speech_that_stands_alone_too() -> None:
    long = "« On a lutté. C’est une belle victoire collective, et le stade nous a portés jusqu’au bout, ce qui compte, dit {Anne Lefort|p lefort}. »"
    assert told(f"Titre\n« Une belle victoire collective »\n{long}") == ["said pers.lefort"] * 2


@pytest.mark.parametrize(
    ("marked", "medium"),
    [
        (f"« Nous tiendrons », a déclaré {L} à l’agence de presse officielle {{Irna|o irna}}.", "#org.irna"),
        (f"« Nous tiendrons », a déclaré {L}, selon l’agence étatique {{Irna|o irna}}.", "#org.irna"),
        (f"« Nous tiendrons », a déclaré {L}, rapporte l’agence de presse {{Irna|o irna}}.", "#org.irna"),
        (f"Selon l’agence officielle {{Irna|o irna}}, {L} a promis de « tenir la ville ».", "#org.irna"),
        (f"{L} a promis de « tenir la ville », a rapporté l’agence {{Irna|o irna}}.", "#org.irna"),
        (f"« Nous tiendrons », a déclaré {L} à l’{{agence officielle Irna|o irna}}.", "#org.irna"),
        (f"« Nous tiendrons », a déclaré {L} à l’{{AGP|o agp}}.", "#org.agp"),
        (f"« Nous tiendrons », a déclaré {L} au syndicat {{Irna|o irna}}.", ""),
        (f"{L} a promis de « tenir la ville », selon le syndicat {{Irna|o irna}}.", ""),
    ],
)
def test_an_agency_relays_what_somebody_says(marked: str, medium: str) -> None:
    (found,) = annotate(article(marked)).layer.annotations
    assert found.get("source") == medium
    assert medium == "" or found.get("who") == "#pers.lefort"
