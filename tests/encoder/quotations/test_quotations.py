"""Quotations with kind and speaker, case by case: what public extractors get wrong, and the usual forms."""

import pytest

from tests.encoder.quotations.shared import annotate, article, quotations, speakers

# ruff: noqa: E501 - a case a line
L = "{Anne Lefort|p lefort}"
D = "{Luc Dupont|p dupont}"
OSDH = "{OSDH|o osdh}"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # fewer than five words
        (f"« Jamais », tranche {L}.", [("« Jamais »", "said", "pers.lefort")]),
        (f"{L} dénonce une « farce ».", [("« farce »", "said", "pers.lefort")]),
        # « selon » beside the marks: the words between them, not the sentence
        (f"Selon l’{OSDH}, la ville est « encerclée de toutes parts ».", [("« encerclée de toutes parts »", "said", "org.osdh")]),
        (f"La ville est « encerclée », d’après {L}.", [("« encerclée »", "said", "pers.lefort")]),
        (f"De l’avis de {L}, c’est « un bouc émissaire commode ».", [("« un bouc émissaire commode »", "said", "pers.lefort")]),
        (f"Pour {L}, c’est « une occasion manquée ».", [("« une occasion manquée »", "said", "pers.lefort")]),
        # the second of two that are coordinated
        (f"{L} a salué « la position constante » du pays et a exprimé « la disponibilité totale » du sien.",
         [("« la position constante »", "said", "pers.lefort"), ("« la disponibilité totale »", "said", "pers.lefort")]),
        (f"{L} fustige un « mépris » et une « arrogance ».",
         [("« mépris »", "said", "pers.lefort"), ("« arrogance »", "said", "pers.lefort")]),
        # the next sentence has a cue of its own, after …, ! and the end of a line
        (f"« On verra bien… », souffle {L}. {D} affirme que non.", [("« On verra bien… »", "said", "pers.lefort")]),
        (f"« C’est trop tard ! » a lancé {L}. {D} affirme le contraire.", [("« C’est trop tard ! »", "said", "pers.lefort")]),
        (f"« On verra bien… », a soufflé {L}\n{D} affirme le contraire.", [("« On verra bien… »", "said", "pers.lefort")]),
        # alone, after another by the same speaker
        (f"« Je ne partirai pas », assure {L}. « J’attends depuis dix ans. »",
         [("« Je ne partirai pas »", "said", "pers.lefort"), ("« J’attends depuis dix ans. »", "said", "pers.lefort")]),
        # only “ ” or "
        (f"“Nous irons au bout”, a promis {L}.", [("“Nous irons au bout”", "said", "pers.lefort")]),
        (f'"Nous irons au bout", a promis {L}.', [('"Nous irons au bout"', "said", "pers.lefort")]),
        # before, after, in the middle; inverted or not
        (f"{L} l’a dit : « Nous irons au bout. »", [("« Nous irons au bout. »", "said", "pers.lefort")]),
        (f"« Nous irons, {L} l’a dit, au bout. »", [("« Nous irons, Anne Lefort l’a dit, au bout. »", "q", "")]),
        (f"« Nous irons, promet {L}, au bout. »", [("« Nous irons, promet Anne Lefort, au bout. »", "said", "pers.lefort")]),
        (f"« Nous irons », promet {L}, « jusqu’au bout de nos forces ».",
         [("« Nous irons »", "said", "pers.lefort"), ("« jusqu’au bout de nos forces »", "said", "pers.lefort")]),
        # headlines, passive
        (f"{L} : « Nous irons au bout »", [("« Nous irons au bout »", "said", "pers.lefort")]),
        (f"« Nous irons au bout » ({L})", [("« Nous irons au bout »", "said", "pers.lefort")]),
        (f"Le plan, jugé « injuste » par {L}, est retiré.", [("« injuste »", "said", "pers.lefort")]),
        (f"Décrit comme « solitaire » par {L}, il vit seul.", [("« solitaire »", "said", "pers.lefort")]),
        # asides, relative clauses, several speakers, verbs that no list has, the words themselves as verb
        (f"{L} a quant à elle évoqué « une erreur ».", [("« une erreur »", "said", "pers.lefort")]),
        (f"{L}, qui, de son côté, dénonce « une erreur », part.", [("« une erreur »", "said", "pers.lefort")]),
        (f"« Un scandale », dénoncent {L} et {D}.", [("« Un scandale »", "said", "pers.lefort #pers.dupont")]),
        (f"« C’est trop tard ! » s’est rembrunie {L}.", [("« C’est trop tard ! »", "said", "pers.lefort")]),
        (f"{L} « assume » ce choix.", [("« assume »", "said", "pers.lefort")]),
        (f"À ses débuts, {L} vendait du pain. À ses yeux, c’était « le paradis ».", [("« le paradis »", "said", "pers.lefort")]),
        ("{Téhéran|l teheran} a dénoncé « une agression ».", [("« une agression »", "said", "org.teheran")]),
        ("La direction de la {SNCF|o sncf} regrette « un incident ».", [("« un incident »", "said", "org.sncf")]),
    ],
)  # fmt: skip
def test_a_speaker_is_found(marked: str, expected: list[tuple[str, str, str]]) -> None:
    assert quotations(marked) == expected


@pytest.mark.parametrize(
    "verb",
    ["argumente", "glisse", "regrette", "martèle", "renchérit", "nuance", "annonce", "concède", "ironise", "assène"],
)
def test_the_verbs_of_the_press_are_known(verb: str) -> None:
    assert speakers(f"« Nous irons au bout », {verb} {L}.") == ["pers.lefort"]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("L’arrêt mentionne « des violences répétées ».", "quote"),
        ("On peut lire sur le mur : « Rendez-nous la mer. »", "quote"),
        ("Les « experts » de plateau ont encore parlé.", "soCalled"),
        ("De prétendus « experts » ont encore parlé.", "soCalled"),
        ("Son roman « La Pluie jaune » paraît lundi.", "title"),
        ("Un message intitulé « Votre convocation » circule.", "title"),
        ("Il est reconnu coupable de « violences aggravées ».", "quote"),
        ("Un rapport, selon lequel la digue est « perdue », circule.", "quote"),
        ("Le film « {Gaza mon amour|o gaza} » sort lundi.", "title"),
    ],
)
def test_kinds_are_told_apart(marked: str, kind: str) -> None:
    assert [found for _, found, _ in quotations(marked)] == [kind]


@pytest.mark.parametrize(
    "marked",
    [
        "Le groupe « {Jeune Garde|o garde} » accuse.",
        "L’opération « Sentinelle » continue.",
        "Il est surnommé « le Chat » par tous.",
        "Rien entre les marques : « ».",
    ],
)
def test_marks_around_a_mere_name_are_text(marked: str) -> None:
    assert quotations(marked) == []


def test_a_group_whose_name_stands_between_marks_speaks() -> None:
    assert speakers("Le groupe « {Jeune Garde|o garde} » a dénoncé un « coup de force ».") == ["org.garde"]


def test_a_pronoun_and_an_office_mean_who_was_named() -> None:
    text = f"La ministre {L} a visité l’usine. « C’est une bonne nouvelle », a-t-elle dit. « Je reviendrai », a ajouté la ministre."
    assert speakers(text) == ["pers.lefort", "pers.lefort"]


def test_no_speaker_is_said_to_be_none() -> None:
    assert quotations("Une voix au fond de la salle : « Assez de promesses ! »")[0][1] == "q"


def test_an_unnamed_source_has_one_entry_for_all_its_mentions() -> None:
    one = article("Une source militaire a dit « oui, nous avançons ». La source a ajouté que « rien ne presse ».")
    found = annotate(one)
    (entry,) = found.entries
    assert [(form.text, form.type) for form in entry.forms] == [("source militaire", "anonymous")]
    assert [said.get("who") for said in found.layer.annotations if said.tag == "said"] == [f"#{entry.id}"] * 2
    assert [one.text[rs.span.start : rs.span.end] for rs in found.layer.annotations if rs.tag == "rs"] == [
        "Une source militaire",
        "La source",
    ]


def test_the_agency_that_relays_is_the_source() -> None:
    found = annotate(article("« Deux suspects sont libres », a dit à l’{AFP|o afp} une source policière."))
    said = next(one for one in found.layer.annotations if one.tag == "said")
    assert (said.get("who"), said.get("source")) == ("#pers.source-policiere", "#org.afp")


def test_every_speaker_has_its_certainty_and_who_decided_it() -> None:
    found = annotate(article(f"« Jamais », tranche {L}. « Je reste, et vous partirez. »"))
    assert [(one.get("cert"), one.get("resp")) for one in found.layer.annotations] == [
        ("high", "#quotations"),
        ("medium", "#quotations"),
    ]
