"""Whom pronouns, titles with a particle and appositions mean: a person, never a street, and only one."""

import pytest

from tests.encoder.quotations.shared import annotate, article, speakers

# ruff: noqa: E501 - a case a line
L = "{Anne Lefort|p lefort}"
D = "{Luc Dupont|p dupont}"
STREET = "{rue des Lilas|l lilas}"


@pytest.mark.parametrize(
    "street", ["rue des Lilas", "avenue Foch", "place du Marché", "boulevard Ney", "pont Neuf", "gare du Nord"]
)
@pytest.mark.parametrize("cue", ["dit-elle", "raconte-t-elle", "a-t-elle ajouté", "a-t-elle toutefois lancé"])
def test_a_street_does_not_speak_for_a_pronoun(street: str, cue: str) -> None:
    way = f"{{{street}|l way}}"
    assert speakers(f"La {way} s’éveille. « Où allez-vous ? », {cue}.") == [""]
    assert speakers(f"Le bus a pris {L} {way}. La {way} s’éveille. « Où allez-vous ? », {cue}.") == ["pers.lefort"]


@pytest.mark.parametrize("verb", ["a annoncé", "dénonce", "s’inquiète d’"])
def test_a_street_does_not_speak(verb: str) -> None:
    found = annotate(article(f"La {STREET} {verb} « un carnage sans nom »."))
    assert not found.entries
    assert all(one.tag != "rs" for one in found.layer.annotations)


def test_a_ministry_speaks_by_its_address() -> None:
    assert speakers("On verra « plus tard », précise-t-on {rue de Grenelle|l grenelle}.") == ["org.rue-de-grenelle"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # named, but neither subject nor speaker; the gender tells
        (f"Les pompiers ont sauvé {L} avec {D}. « J’ai tout perdu », souffle-t-elle.", "pers.lefort"),
        (f"Les pompiers ont sauvé {L} avec {D}. « J’ai tout perdu », souffle-t-il.", "pers.dupont"),
        ("Les pompiers ont sauvé {Xu Wei|p xu}. « J’ai tout perdu », souffle-t-elle.", "pers.xu"),
        ("Les pompiers ont sauvé {Xu Wei|p xu} avec {Li An|p li}. « J’ai tout perdu », souffle-t-elle.", ""),
        # a person goes before a country, a country is better than nobody
        (f"Près du port, on aide {L}. La {{Turquie|l turquie}} proteste. « J’ai tout perdu », souffle-t-elle.", "pers.lefort"),
        ("La {Turquie|l turquie} proteste. « Nous répondrons », prévient-elle.", "org.turquie"),
        # the organisation last spoken of
        ("La {CGT|o cgt} proteste. L’{OMS|o oms} prévient. « La grippe progresse », dit-elle.", "org.oms"),
        # number and gender of a group
        (f"{D} est parti. Des bénévoles servent la soupe. « On revient demain », disent-ils.", "org.benevoles"),
        (f"{D} est parti. Les ouvrières servent la soupe. « On revient demain », disent-elles.", "org.ouvrieres"),
        (f"{D} est parti. « On revient demain », disent-elles.", ""),
        (f"« Je pars », a dit {D}. « On verra bien », dit-on.", ""),
    ],
)  # fmt: skip
def test_a_pronoun_means_who_fits(marked: str, expected: str) -> None:
    assert speakers(marked)[-1] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{D} est là. Le général de {{Castelnau|p castelnau}} disait : « On passera. »", "pers.castelnau"),
        (f"{D} est là. La comtesse de {{Brissac|p brissac}} disait : « On passera. »", "pers.brissac"),
        (f"{D} est là. « On passera », répond Mme de {{La Motte|p lamotte}}.", "pers.lamotte"),
        (f"{D} est là. Le père {{Aubin|p aubin}} disait : « On passera. »", "pers.aubin"),
        ("{Marc Petit|p petit} est là. " + f"Le père de {D} disait : « On passera. »", "pers.pere-de-luc-dupont"),
        # a name that is not tagged, or as a place
        (f"{D} est là. Le général de Castelnau disait : « On passera. »", "pers.general-de-castelnau"),
        (f"{D} est là. Le duc de {{Brie|l brie}} disait : « On passera. »", "pers.duc-de-brie"),
        (f"{D} est là. « On passera », répond M. d’Aubigny.", "pers.m-d-aubigny"),
        (f"{D} est là. Selon M. du Plessis, « on passera bientôt ».", "pers.m-du-plessis"),
        ("Le duc de {Brie|l brie} est là. « Oui », a dit le duc de {Brie|l brie}. « Non », a ajouté le duc de {Brie|l brie}.", "pers.duc-de-brie"),
    ],
)  # fmt: skip
def test_a_title_with_a_particle_belongs_to_its_name(marked: str, expected: str) -> None:
    assert speakers(marked)[-1] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("La ministre de la Santé, Mme de {Lavergne|p lavergne}, jure : « On tiendra. »", "pers.lavergne"),
        ("La ministre de la Santé, Mme de {Lavergne|l lavergne}, jure : « On tiendra. »", "pers.mme-de-lavergne"),
        ("Le ministre des Transports, M. du Tertre, jure : « On tiendra. »", "pers.m-du-tertre"),
        ("M. {Hamon|p hamon}, proviseur du lycée Jules-Ferry, soupire : « On tiendra. »", "pers.hamon"),
        ("M. Hamon, proviseur du lycée Jules-Ferry, soupire : « On tiendra. »", "pers.m-hamon"),
        ("Le préfet, le général de {Castelnau|p castelnau}, a dit : « On tiendra. »", "pers.castelnau"),
        (f"Le trésorier du club, {L}, 52 ans, a dit : « On tiendra. »", "pers.lefort"),
    ],
)  # fmt: skip
def test_an_apposition_is_one_speaker(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]
    entries = annotate(article(marked)).entries
    assert len(entries) == ("|p " not in marked)


def test_a_passive_has_no_speaker_in_its_subject() -> None:
    assert speakers(f"{L} a été jugée pour « un vol de pain ».") == [""]


@pytest.mark.parametrize("town", ["{LAON|l laon} - ", "{Laon|l laon} – ", "{LAON|l laon}/{REIMS|l reims} — "])
def test_the_town_that_a_dispatch_comes_from_is_nobody(town: str) -> None:
    marked = f"{town}La ministre {L} a reçu {D}. « L’eau manque », a-t-elle dit."
    assert speakers(marked) == ["pers.lefort"]
    assert speakers(marked.replace(f"La ministre {L}", "Le port").replace(f" {D}", " la presse")) == [""]
