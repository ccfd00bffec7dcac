"""Who is meant where the name stands elsewhere: heard, announced, known by an office; and written words that go on."""

import pytest

from encoder.quotations import annotate_quotations
from tests.encoder.quotations.shared import annotate, article, quotations, speakers

# ruff: noqa: E501 - a case a line
L = "{Anne Lefort|p lefort}"
D = "{Luc Dupont|p dupont}"
ORG = "{Ligue des crèches|o ligue}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{L} s’y oppose. A ses yeux, « on peut parler de renoncement ».", "pers.lefort"),
        (f"{L} s’y oppose. A l’en croire, « tout est déjà joué ».", "pers.lefort"),
        (f"A en croire {L}, « tout est déjà joué ».", "pers.lefort"),
        # no preposition: a verb in capitals, a letter
        (f"{L.upper().replace('|P LEFORT', '|p lefort')} A DIT : « Tout est déjà joué. »", "pers.lefort"),
        (f"Le plan A ses défauts, mais {L} y voit « une chance à saisir ».", "pers.lefort"),
    ],
)
def test_a_capital_without_accent_is_the_same_cue(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{L} a entendu un voisin crier « Sortez tous, vite ! ».", "pers.voisin"),
        (f"{L} raconte avoir entendu {D} crier à plusieurs reprises à des clients « Sortez tous, vite ! ».", "pers.dupont"),
        (f"{L} a vu {D} lancer : « On ne passera pas. »", "pers.dupont"),
        (f"{L} a entendu crier « Sortez tous, vite ! ».", ""),
        # who hears says it where no verb of saying follows
        (f"{L} a entendu {D} partir et dénonce « une fuite honteuse ».", "pers.lefort"),
        (f"{L}, qui a vu le film, veut crier « son dégoût profond ».", "pers.lefort"),
    ],
)  # fmt: skip
def test_who_is_heard_speaks(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


def test_a_man_who_is_heard_is_not_the_one_spoken_of() -> None:
    marked = (
        f"Le responsable {L.replace('Anne', 'Marc')} a parlé. Une passante a entendu l’homme crier « Sortez tous ! »."
    )
    assert speakers(marked) == ["pers.homme"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"Puis vint la crise, « un souvenir très lourd » pour le maire centriste {L}.", "pers.lefort"),
        (f"Puis vint la crise, « un souvenir très lourd » pour la maire et présidente de l’agglo {L}.", "pers.lefort"),
        (f"La crise reste « un souvenir très lourd » pour le maire {L}.", "pers.lefort"),
        (f"La ville a acheté « un cadeau magnifique » pour le maire {L}.", ""),
        (f"La crise est « un souvenir très lourd » pour la vallée. {L} se tait.", ""),
    ],
)
def test_for_somebody_with_an_office_after_the_marks(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (f"Même son de cloche du côté de {L}, conseillère.", "pers.lefort"),
        (f"Même refus chez {ORG}.", "org.ligue"),
        (f"Inquiétude aussi du côté de {L}.", "pers.lefort"),
        ("Il habite du côté de {Brive|l brive}.", "pers.dupont"),
        (f"Retour chez {ORG}.", "pers.dupont"),
    ],
)
def test_a_sentence_without_verb_announces_who_speaks_next(before: str, expected: str) -> None:
    assert speakers(f"« C’est fini », a dit {D}. {before} « Il était temps d’agir. »") == ["pers.dupont", expected]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{D} chez {L} : « Nous avons tout réglé »", "pers.dupont"),
        (f"{D} face à {L} : « Nous avons tout réglé »", "pers.dupont"),
        (f"Colère chez {L} : « Nous avons tout réglé »", "pers.lefort"),
    ],
)
def test_the_first_of_two_in_a_headline_speaks(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


@pytest.mark.parametrize(
    ("office", "later", "expected"),
    [
        (f"la secrétaire générale de la {ORG}", f"la patronne de la {ORG}", "pers.lefort"),
        (f"présidente de la {ORG}", f"la dirigeante de la {ORG}", "pers.lefort"),
        (f"présidente de la {ORG}", "la dirigeante de l’{Union des écoles|o union}", "pers.dirigeante-de-l-union-des-ecoles"),
        (f"directrice de la communication de la {ORG}", f"la patronne de la {ORG}", "pers.patronne-de-la-ligue-des-creches"),
        (f"bénévole à la {ORG}", f"la patronne de la {ORG}", "pers.patronne-de-la-ligue-des-creches"),
    ],
)  # fmt: skip
def test_who_heads_an_organisation_is_known_by_another_office(office: str, later: str, expected: str) -> None:
    assert speakers(f"{L}, {office}, arrive avec {D}.\n\n« Je reste », confie {later}.") == [expected]


def test_an_office_in_the_masculine_is_that_of_the_woman_who_has_it() -> None:
    two = f"{L}, procureur général près la cour, arrive. {D} se tait. {D} est jugé."
    assert speakers(f"{two} « C’est long », dit le procureur général.") == ["pers.lefort"]
    man = two.replace(f"{D} est jugé", f"Le procureur {D} est là")
    assert speakers(f"{man} « C’est long », dit le procureur.") == ["pers.dupont"]


def test_an_office_reaches_its_name_over_a_parenthesis() -> None:
    said = "« Le dossier était complexe », se souvient"
    assert speakers(f"{said} le président du CIN (Centre d’initiation à la nature) de la {ORG}, {L}.") == [
        "pers.lefort"
    ]
    assert speakers(f"{said} le président du CIN (Centre d’initiation à la nature), {L}.") == ["pers.lefort"]
    assert speakers(f"{said} le président du CIN (et ami de {L}), hier.") == ["pers.president-du-cin"]


@pytest.mark.parametrize("flow", [[1], [0, 1]])
def test_the_text_names_whom_a_headline_gives_an_office(flow: list[int]) -> None:
    head = "Le Premier ministre danois veut donner « un nouvel élan »"
    one = article(f"{head}\n{D} dit vouloir « donner un nouvel élan à l’Europe ».")
    found = annotate_quotations(one.text, one.blocks, one.names, flow=flow)
    assert {who for one in found.layer.annotations if (who := one.get("who") or one.get("ref"))} == {"#pers.dupont"}
    assert not found.entries
    other = article(f"{head}\n{D} dit vouloir « un nouveau départ pour l’Europe ».")
    assert len(annotate_quotations(other.text, other.blocks, other.names, flow=flow).entries) == 1


def test_no_ship_answers_for_a_pronoun() -> None:
    ship = "{Étoile du Nord|o etoile}"
    assert speakers(f"{D} est inquiet. Le chalutier espagnol {ship} refuse. « On jette tout », déclare-t-il.") == [
        "pers.dupont"
    ]
    assert speakers(f"Le capitaine du chalutier {ship}, {D}, refuse. « On jette tout », déclare-t-il.") == [
        "pers.dupont"
    ]
    assert speakers(f"Le syndicat {ship} refuse. « On jette tout », déclare-t-il.") == ["org.etoile"]


@pytest.mark.parametrize(
    ("then", "kind"),
    [
        ("Elle précise que les quais étaient « hors de service depuis lundi ».", "quote"),
        ("« Les quais sont fermés depuis lundi. »", "quote"),
        ("« Les quais sont fermés », ajoute-t-elle.", "quote"),
        ("Elle a ajouté à l’antenne que les quais étaient « hors de service depuis lundi ».", "said"),
        ("Elle craint un « nouvel effondrement du quai ».", "said"),
        (f"« Les quais sont fermés », a dit {L}.", "said"),
    ],
)
def test_written_words_go_on_until_another_cue(then: str, kind: str) -> None:
    first = f"« La grue est tombée », indique la {ORG} dans un communiqué."
    assert [one[1] for one in quotations(f"{first} {then}")] == ["quote", kind]
    assert [one[1] for one in quotations(f"« La grue est tombée », indique la {ORG}. {then}")] == ["said", "said"]


def test_offices_and_headlines_make_no_entry_that_nothing_points_to() -> None:
    found = annotate(article(f"« Le dossier était complexe », dit le président du CIN (un centre), {L}."))
    assert not found.entries


def test_a_person_joined_to_one_that_is_governed_is_not_whom_the_sentence_is_about() -> None:
    marked = f"{L} est morte. Elle peignait des ports, en émule de {{Rose Aubry|p aubry}} et {{Ève Morin|p morin}}."
    assert speakers(f'{marked}"On me disait folle", confiait-elle.') == ["pers.lefort"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # who is called so, tagged or not, or is named behind the clause
        ("« Quel vent ! », s’exclame celle que tout le monde appelle « {Momo|p momo} ».", ["pers.momo"]),
        ("« Quel vent ! », lâche celui que ses voisins surnomment {Jojo|p jojo}.", ["pers.jojo"]),
        (
            "« Quel vent ! », s’exclame celle que l’on appelle « Nine » ici. Elle poursuit : « On s’y fait, va. »",
            ["pers.nine"] * 2,
        ),
        (f"« Quel vent ! », ajoute celle qui a fondé l’école, {L}.", ["pers.lefort"]),
        # somebody without a name
        ("« Quel vent ! », lance celui qui tient le phare.", ["pers.celui-qui-tient-le-phare"]),
        ("Selon celui qui tient le phare, « le vent fraîchit ».", ["pers.celui-qui-tient-le-phare"]),
        ("Pour ceux qui restent, « le vent fraîchit ».", ["org.ceux-qui-restent"]),
        (f"« Quel vent ! », disent ceux qui restent. {L} se tait.", ["org.ceux-qui-restent"]),
        (f"Celui qui tient {ORG} a dit : « Quel vent ! »", ["pers.celui-qui-tient-ligue-des-creches"]),
        (f"{L} salue ceux qui disent « non à tout cela ».", ["org.ceux-qui-disent"]),
        # no relative clause
        (f"{L} préfère son vent à celui du nord, « si rude en hiver ».", ["pers.lefort"]),
    ],
)
def test_a_relative_clause_alone_says_who_speaks(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"De l’état des lieux dressé par l’auteur, {D}, ingénieur, on retient que « le pont cède » et que l’air y est « sain ».",
            [("quote", "pers.dupont"), ("quote", "pers.dupont")]),
        (f"Du rapport rédigé par {D}, on apprend que « le pont cède ».", [("quote", "pers.dupont")]),
        (f"L’arrêté signé par {D} inquiète ; chez {ORG}, on dit « ne rien savoir ».", [("said", "org.ligue")]),
        (f"{D} a parlé. Du rapport, on retient que « le pont cède » chaque hiver.", [("quote", "")]),
    ],
)  # fmt: skip
def test_who_made_a_document_says_what_is_read_in_it(marked: str, expected: list[tuple[str, str]]) -> None:
    assert [(tag, who) for _, tag, who in quotations(marked)] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            f"Face à un voisin qui a l’impression qu’il n’y a « que les bateaux qui comptent ici », {L} se tait.",
            "pers.voisin",
        ),
        (f"{L}, qui avait peur que « tout aille trop vite », s’en va.", "pers.lefort"),
        (f"{L} a vraiment le sentiment que « tout va trop vite ».", "pers.lefort"),
    ],
)
def test_who_has_an_opinion_says_it(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


def test_where_somebody_speaks_is_no_part_of_who_it_is() -> None:
    for where in ("au micro de la radio", "à nos confrères du matin", "dans les colonnes du journal"):
        one = article(f"« Je reste », a dit un ministre {where}.")
        assert [entry.forms[0].text for entry in annotate(one).entries] == ["ministre"], where


def test_a_word_for_a_kind_of_people_is_held_at_a_distance() -> None:
    assert quotations(f"{L} a entendu le discours des « Bleus ».") == [("« Bleus »", "soCalled", "")]
    assert [who for _, _, who in quotations(f"{L} dit que les « Bleus » partent.")] == ["pers.lefort"]


def test_names_in_a_row_are_names() -> None:
    assert quotations("Les associations « Aube », « Mer » et « Rive » protestent.") == []
    assert quotations("Le vaccin « Aube » et la campagne « Rive » plaisent.") == []
    assert quotations("La troupe « Aube » et « la vieille rive » ont joué.")[-1][0] == "« la vieille rive »"


def test_an_office_of_two_nouns_is_that_of_the_first() -> None:
    marked = f"Le procureur général près la cour, {L}, a parlé. {D} est jugé."
    assert speakers(f"{marked} « Rien ne va », dit le procureur général.") == ["pers.lefort"]
    assert speakers(f"{marked} « Rien ne va », dit le procureur.") == ["pers.lefort"]
