"""The rules over names: examples of every family, and what holds for any text and any names."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.rules import RULES, STEPS, apply_rules
from encoder.training.markup import TYPES, parse_line
from encoder.wordlists import sections
from tei import Annotation, Layer, Span
from tests.benchmarks.name_rules import marked_up

TAGS = {"PER": "persName", "LOC": "placeName", "ORG": "orgName"}
KINDS = {tag: kind for kind, tag in TAGS.items()}


def rewritten(marked: str, *, lang: str = "fr", certain: tuple[Span, ...] = ()) -> str:
    """Give marked-up lines after the rules."""
    lines = [parse_line(line) for line in marked.splitlines()]
    text = "\n".join(one.text for one in lines)
    blocks, names, start = [], [], 0
    for one in lines:
        blocks.append(Span(start, start + len(one.text)))
        names += [
            Annotation.of(TAGS[kind], start + s, start + e, cert="medium", resp="#entities") for s, e, kind in one.names
        ]
        start += len(one.text) + 1
    layer = apply_rules(text, blocks, Layer("entities", tuple(names)), lang=lang, certain=certain)
    result, position = [], 0
    for one in layer.annotations:
        result += [text[position : one.span.start], "{", text[one.span.start : one.span.end], "|", KINDS[one.tag], "}"]
        position = one.span.end
    return "".join([*result, text[position:]])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # what is struck is a building; who acts is an institution
        (
            "Une attaque de drones sur le {Kremlin|ORG}, imputée par {Moscou|ORG} à {Kiev|LOC}, qui dément.",
            "Une attaque de drones sur le {Kremlin|LOC}, imputée par {Moscou|ORG} à {Kiev|ORG}, qui dément.",
        ),
        ("Des drones visaient l’{Élysée|ORG}.", "Des drones visaient l’{Élysée|LOC}."),
        ("Une tribune contre l’{Élysée|ORG}.", "Une tribune contre l’{Élysée|ORG}."),
        # what a place is said to be
        (
            "{Ombrac|PER} est l’une des localités les plus hautes.",
            "{Ombrac|LOC} est l’une des localités les plus hautes.",
        ),
        ("{Dakar|ORG} figure parmi les 14 régions touchées.", "{Dakar|LOC} figure parmi les 14 régions touchées."),
        ("{Ombrac|PER} est l’un des élus.", "{Ombrac|PER} est l’un des élus."),
        ("La circonscription de {René Ombrac|PER}.", "La circonscription de {René Ombrac|LOC}."),
        (
            "Au {lieudit Ombrac|LOC}, dans la {daira d’Aït Ombra|LOC}.",
            "Au lieudit {Ombrac|LOC}, dans la daira d’{Aït Ombra|LOC}.",
        ),
        ("{La Suisse|ORG} étend sa clause.", "La {Suisse|LOC} étend sa clause."),
        ("Match à ST. {PAUL|LOC}.", "Match à {ST. PAUL|LOC}."),
        (
            "(Aroumbé, {Bandiou|LOC}, {Déguéla|PER}, {Labou|LOC}, {Niénou|PER}, {Sirba|LOC})",
            "(Aroumbé, {Bandiou|LOC}, {Déguéla|LOC}, {Labou|LOC}, {Niénou|LOC}, {Sirba|LOC})",
        ),
        (
            "L’isthme de {Téra|LOC} et la plaine de {Khiam|LOC}.",
            "L’{isthme de Téra|LOC} et la {plaine de Khiam|LOC}.",
        ),
        (
            "La ministre de la {Coopération au développement de Belgique|ORG} part.",
            "La ministre de la Coopération au développement de {Belgique|LOC} part.",
        ),
        # countries that were not found
        (
            "Au Maroc, les efforts des États-Unis et du Burkina Faso.",
            "Au {Maroc|LOC}, les efforts des {États-Unis|LOC} et du {Burkina Faso|LOC}.",
        ),
        ("Le Maroc Telecom et la Coupe des États-Unis.", "Le Maroc Telecom et la Coupe des États-Unis."),
        # the edges of firms and persons
        ("Il a obtenu du {Groupe Ombrat|ORG} l’usine.", "Il a obtenu du Groupe {Ombrat|ORG} l’usine."),
        ("Le {Groupe d’action locale|ORG}.", "Le {Groupe d’action locale|ORG}."),
        (
            "{Modou Ombrat|PER} 2 arrive.\n{Modou Ombrat|PER} 2 gagne.",
            "{Modou Ombrat 2|PER} arrive.\n{Modou Ombrat 2|PER} gagne.",
        ),
        ("{Modou Ombrat|PER} 2, {Zoé Ombrine|PER} 1.", "{Modou Ombrat|PER} 2, {Zoé Ombrine|PER} 1."),
        ("{Mayor Michael Ombrat|PER} est venu.", "Mayor {Michael Ombrat|PER} est venu."),
        # ships in a list
        (
            "Les cargos mixtes {Jean Ombrat|PER}, {Monte d’Ombra|PER} et {Ombrine|LOC} sont à quai.",
            "Les cargos mixtes Jean Ombrat, Monte d’Ombra et Ombrine sont à quai.",
        ),
        # who scores; a stadium is no team
        (
            "Ligue 1, football : le match.\nUn but d’{Obradec|LOC}, servi par une talonnade de {Praec|ORG}.",
            "Ligue 1, football : le match.\nUn but d’{Obradec|PER}, servi par une talonnade de {Praec|PER}.",
        ),
        (
            "Ligue 1, football : le match.\nUn but de {Lens|LOC}. Le {stade Ombrat|LOC} affichait complet.",
            "Ligue 1, football : le match.\nUn but de {Lens|LOC}. Le {stade Ombrat|LOC} affichait complet.",
        ),
        (
            "Ligue 1, football : le match.\nUne fin. {Lens-Brest|ORG} : le derby.",
            "Ligue 1, football : le match.\nUne fin. {Lens|ORG}-{Brest|ORG} : le derby.",
        ),
        # turns of an interview
        (
            "{Q|LOC}. – Où ?\n{R|ORG}. – Là.\n{Q|LOC}. – Qui ?\nR. – Lui.",
            "Q. – Où ?\nR. – Là.\nQ. – Qui ?\nR. – Lui.",
        ),
        (
            "L’Écho du soir : Où ?\n{Nadia Ferrat : Là|PER}.\nL’Écho du soir : Qui ?\n{Nadia Ferrat|PER} : Lui.",
            (
                "{L’Écho du soir|ORG} : Où ?\n{Nadia Ferrat|PER} : Là.\n"
                "{L’Écho du soir|ORG} : Qui ?\n{Nadia Ferrat|PER} : Lui."
            ),
        ),
        (
            "Pour {Anne Viau|PER}, c’est oui.\nLa question : Où ?\nA. V. : Là.\nLa question : Qui ?\nA. V. : Lui.",
            (
                "Pour {Anne Viau|PER}, c’est oui.\n"
                "La question : Où ?\n{A. V.|PER} : Là.\nLa question : Qui ?\n{A. V.|PER} : Lui."
            ),
        ),
        ("{Q|LOC} : oui.\n{R|LOC} : non.", "{Q|LOC} : oui.\n{R|LOC} : non."),
        # refusals
        ("La poussée des {Écologistes|ORG}.", "La poussée des {Écologistes|ORG}."),
        ("{Écologistes|ORG} et maires.", "Écologistes et maires."),
        ("Une classe de {CM2|ORG}.", "Une classe de CM2."),
        ("Au 6e jour de la {grève de la faim|ORG}.", "Au 6e jour de la grève de la faim."),
        # what was taken for one name
        ("Elle a dit sur {RTL Julie Morvan|ORG} non.", "Elle a dit sur {RTL|ORG} {Julie Morvan|PER} non."),
        ("Au {Palais des fêtes à Nancy|LOC}.", "Au {Palais des fêtes|LOC} à {Nancy|LOC}."),
        ("Me {Zoé Kermoal|PER}-lussac plaide.", "Me {Zoé Kermoal-lussac|PER} plaide."),
        # ages, unions, players
        (
            "Dédié à {Livia|LOC}, 8 ans, et {Marcus|ORG}, âgé de 3 ans.",
            "Dédié à {Livia|PER}, 8 ans, et {Marcus|PER}, âgé de 3 ans.",
        ),
        ("{Velmont|ORG}, 8 ans d’existence, recrute.", "{Velmont|ORG}, 8 ans d’existence, recrute."),
        ("Selon la déléguée {Sud Chimie|ORG}.", "Selon la déléguée {Sud Chimie|ORG}."),
        ("Selon la déléguée {Zoé Ombrine|ORG}.", "Selon la déléguée {Zoé Ombrine|PER}."),
        ("Le gardien {Lindqvar|LOC} sort.", "Le gardien {Lindqvar|PER} sort."),
        ("L’usine {Maveltra|LOC} ferme.", "L’usine {Maveltra|ORG} ferme."),
        # names in other capitals, and before a person
        ("Selon La République En Marche, non.", "Selon {La République En Marche|ORG}, non."),
        ("L’élue de la France insoumise {Zoé Ombrine|PER}.", "L’élue de la {France insoumise|ORG} {Zoé Ombrine|PER}."),
        # named after persons
        ("Le groupe scolaire {Zoé Ombrine|PER} ferme.", "Le {groupe scolaire Zoé Ombrine|ORG} ferme."),
        (
            "L’{Association des parents d’élèves|ORG} d’{Élie Ombrine|PER} proteste.",
            "L’{Association des parents d’élèves d’Élie Ombrine|ORG} proteste.",
        ),
        ("Le bâtonnier de {Nantes|ORG} plaide.", "Le bâtonnier de {Nantes|LOC} plaide."),
        # teams
        (
            "Victorieux de {Brest|LOC} (2-1), {Nancy|LOC} a pu fêter.\nChampion : {Sedan|LOC} (3-0), à {Lens|LOC}.",
            "Victorieux de {Brest|ORG} (2-1), {Nancy|ORG} a pu fêter.\nChampion : {Sedan|ORG} (3-0), à {Lens|LOC}.",
        ),
        (
            "Un match nul (1-1) grâce au but de {Karim Belaïd|LOC} (64e), sur la pelouse de {Lens|LOC}, en coupe.",
            "Un match nul (1-1) grâce au but de {Karim Belaïd|PER} (64e), sur la pelouse de {Lens|LOC}, en coupe.",
        ),
        ("Les {Gabonais|LOC} et les {Togolaises|PER} votent.", "Les Gabonais et les Togolaises votent."),
        ("La {Coupe du monde|ORG} approche.", "La Coupe du monde approche."),
        ("Des comprimés de {Zopidal|LOC} ont été saisis.", "Des comprimés de Zopidal ont été saisis."),
        ("{Aquila|ORG}, ² ans d’âge.", "{Aquila|ORG}, ² ans d’âge."),
        ("La juge {Bérangère|PER} Prud’homme.", "La juge {Bérangère Prud’homme|PER}."),
        ("Avec {Bérangère|PER} {Ombrat|ORG}, {Zoé|PER}, Tom.", "Avec {Bérangère|PER} {Ombrat|ORG}, {Zoé|PER}, Tom."),
        ("La {compagnie publique Ombrat|ORG} cède.", "La compagnie publique {Ombrat|ORG} cède."),
        ("La {compagnie d’électricité d’Ombrat|ORG} cède.", "La {compagnie d’électricité d’Ombrat|ORG} cède."),
        (
            "Il pleut dans le {Nord-Est|LOC}, dit la {Principauté|ORG}.",
            "Il pleut dans le Nord-Est, dit la Principauté.",
        ),
        ("La foire de {Canton|LOC} ouvre.", "La foire de {Canton|LOC} ouvre."),
        (
            "À la {COP12|ORG}, on vote. La {Conférence de Velmonde|ORG} clôt.",
            "À la COP12, on vote. La Conférence de Velmonde clôt.",
        ),
        ("Le navire de pêche belge {Velmonde|ORG} coule.", "Le navire de pêche belge Velmonde coule."),
        ("L’ONG du navire, {Velmonde|ORG}, proteste.", "L’ONG du navire, {Velmonde|ORG}, proteste."),
        ("Le projet « Velmonde {Al Ombrat|ORG} » avance.", "Le projet « Velmonde Al Ombrat » avance."),
        ("Le programme de « {Velmonde|ORG} » avance.", "Le programme de « {Velmonde|ORG} » avance."),
        ("Avant les {JO-2024|ORG}, on attend.", "Avant les JO-2024, on attend."),
        ("Zoé Ombrine ({SUI|ORG}/ailière) sort.", "Zoé Ombrine (SUI/ailière) sort."),
        ("Le discours des « {Velmos|PER} » agace.", "Le discours des « Velmos » agace."),
        ("{Velmonde|LOC}, une organisation de marins, écrit.", "{Velmonde|ORG}, une organisation de marins, écrit."),
        ("À {Lens|LOC}, une association agit.", "À {Lens|LOC}, une association agit."),
        ("A {Lens|LOC}, le quotidien local paraît.", "A {Lens|LOC}, le quotidien local paraît."),
        ("Le groupe pétrolier {Sheldon|ORG} part.", "Le groupe pétrolier {Sheldon|ORG} part."),
        ("Au {Centre Bell|LOC}, on joue.", "Au {Centre Bell|LOC}, on joue."),
        ("{Ombrat|ORG}, une commune isolée, attend.", "{Ombrat|ORG}, une commune isolée, attend."),
        ("{Guingamp|PER}, une commune isolée, attend.", "{Guingamp|LOC}, une commune isolée, attend."),
        (
            "{Zoé Velmont|PER} chez {Ombrat|ORG}.\n{Luc Ombrat|PER} rit. {Ombrat|PER} sort.",
            "{Zoé Velmont|PER} chez {Ombrat|PER}.\n{Luc Ombrat|PER} rit. {Ombrat|PER} sort.",
        ),
        (
            "La {Ville de Saint-Aubin|ORG}, {Luc Ombrat|PER}, {Zoé Velmont|PER} et {Tom Tissot|PER} votent.",
            "La {Ville de Saint-Aubin|ORG}, {Luc Ombrat|PER}, {Zoé Velmont|PER} et {Tom Tissot|PER} votent.",
        ),
        ("La mort de {Velmin|LOC} et {Ombria|PER}.", "La mort de {Velmin|PER} et {Ombria|PER}."),
        ("Il l’a lu dans {20 Minutes|LOC}.", "Il l’a lu dans {20 Minutes|ORG}."),
        ("{La Meuse|LOC} déborde.", "{La Meuse|LOC} déborde."),
        ("{La Croix-Rouge de Belgique|LOC} aide.", "La {Croix-Rouge de Belgique|ORG} aide."),
        ("La {RDC|ORG} attend.", "La {RDC|LOC} attend."),
        ("L’entreprise {Ombrat de Colmar|ORG} ferme.", "L’entreprise {Ombrat|ORG} de {Colmar|LOC} ferme."),
        (
            "La province du {Haut-Katanga Lubumbashi|LOC} est tombée.",
            "La province du {Haut-Katanga|LOC} {Lubumbashi|LOC} est tombée.",
        ),
        ("Dans un {stade de Lens|LOC} vide.", "Dans un stade de {Lens|LOC} vide."),
        ("Dans cette sous-préfecture de la {Creuse|LOC}.", "Dans cette sous-préfecture de la {Creuse|LOC}."),
        ("L’{ex-RPR|ORG} et l’{Ex-Machine|ORG}.", "L’ex-{RPR|ORG} et l’{Ex-Machine|ORG}."),
        ("Le parti travailliste l’emporte.", "Le {parti travailliste|ORG} l’emporte."),
        ("Des {Algériens de France|ORG} attendent.", "Des Algériens de France attendent."),
        ("Le {moulin|LOC} dort au moulin des {Ombrats|LOC}.", "Le moulin dort au {moulin des Ombrats|LOC}."),
        ("À {Madrid|LOC} comme à {Rome|LOC}, on s’impatiente.", "À {Madrid|ORG} comme à {Rome|ORG}, on s’impatiente."),
        ("Avec {Rabat|LOC}, les relations se tendent.", "Avec {Rabat|ORG}, les relations se tendent."),
        ("Ils jouent à l’{Ombrat Stadium|PER}.", "Ils jouent à l’{Ombrat Stadium|LOC}."),
        ("Un accident sur l’{A321|ORG} a fait deux morts.", "Un accident sur l’{A321|LOC} a fait deux morts."),
        ("L’{université Mohammed|ORG} VI a ouvert.", "L’{université Mohammed VI|ORG} a ouvert."),
        ("Le roi {Mohammed|PER} VI. Et {Zoé|PER} X.", "Le roi {Mohammed VI|PER}. Et {Zoé|PER} X."),
        ("Sur scène, elle a chanté « {Velmonde|LOC} ».", "Sur scène, elle a chanté « Velmonde »."),
        ("Il fuyait au volant d’une {Fiat Panda|ORG} volée.", "Il fuyait au volant d’une Fiat Panda volée."),
        ("Dans le {Sahel burkinabè|ORG}, dix villages.", "Dans le {Sahel burkinabè|LOC}, dix villages."),
        ("La {police nigérienne|ORG} patrouille.", "La {police nigérienne|ORG} patrouille."),
        ("Il lit le journal {Sud Ouest|ORG}.", "Il lit le journal {Sud Ouest|ORG}."),
        ("Claude Ombrat (PS, {Creuse|ORG}) préside.", "Claude Ombrat (PS, {Creuse|LOC}) préside."),
        (
            "Devant le {Grand Conseil fribourgeois le crédit destiné à la Haute école|ORG}.",
            "Devant le {Grand Conseil fribourgeois|ORG} le crédit destiné à la Haute école.",
        ),
        ("Vu à {Pêcheurs sans limites rue Ombrat|ORG}.", "Vu à {Pêcheurs sans limites|ORG} {rue Ombrat|LOC}."),
        (
            "La douane a saisi du {Zopidal|LOC}. Le {Zopidal|LOC} manque.",
            "La douane a saisi du Zopidal. Le Zopidal manque.",
        ),
        ("La douane a saisi, venu du {Havre|LOC}, un lot.", "La douane a saisi, venu du {Havre|LOC}, un lot."),
        ("Le traité de {Lisbonne|LOC} s’applique.", "Le traité de Lisbonne s’applique."),
        ("Le film « {Vallauria|LOC} » sort jeudi.", "Le film « Vallauria » sort jeudi."),
        (
            "“The {FDA has moved mountains|ORG} for the sick and it is time”",
            "“The {FDA|ORG} has moved mountains for the sick and it is time”",
        ),
        ("{Grèves|ORG} : le trafic reprend.", "Grèves : le trafic reprend."),
        ("Une puissance de 12 mégawatts ({MW|ORG}).", "Une puissance de 12 mégawatts (MW)."),
        ("VELMONT : {3E|PER} (5e, 71e), {1P|ORG} (9e).", "VELMONT : 3E (5e, 71e), 1P (9e)."),
        ("La société {9V|ORG} (57 %) nie.", "La société {9V|ORG} (57 %) nie."),
        ("Treize milliards de {FCFA|ORG}.", "Treize milliards de FCFA."),
        ("L’achat de 40 {Airbus|ORG}.", "L’achat de 40 Airbus."),
        ("Les 40 {Velmont|ORG}.", "Les 40 {Velmont|ORG}."),
        (
            "Saisie de la {cour d’appel de Dole contre la décision|ORG}, elle nie.",
            "Saisie de la {cour d’appel de Dole|ORG} contre la décision, elle nie.",
        ),
        (
            "{Le Velm Group|ORG} bâtit. Chez le {Velm Group|ORG}.",
            "Le {Velm Group|ORG} bâtit. Chez le {Velm Group|ORG}.",
        ),
        ("{Le Velm Group|ORG} bâtit. Il nie.", "{Le Velm Group|ORG} bâtit. Il nie."),
        ("{Tour|LOC} de France 2016 : il gagne.", "Tour de France 2016 : il gagne."),
        ("Ce matin à 8 h ({UTC|ORG}), il nie.", "Ce matin à 8 h (UTC), il nie."),
        ("Les soirées du {Ramadhan|LOC}.", "Les soirées du Ramadhan."),
        ("La {Suissesse|LOC} gagne.", "La Suissesse gagne."),
        ("Deux élus verts ({MW|ORG}) nient.", "Deux élus verts ({MW|ORG}) nient."),
        ("Elle vit en Casamance ({sud|ORG}).", "Elle vit en Casamance (sud)."),
        ("{Velmont|ORG} : le trafic reprend.", "{Velmont|ORG} : le trafic reprend."),
        ("Le {mouvement armé tchadien|ORG} nie.", "Le mouvement armé tchadien nie."),
        ("Il (le juge, {NDLR|ORG}) nie.", "Il (le juge, NDLR) nie."),
        ("Devant le {tribunal correctionnel|ORG}, il nie.", "Devant le tribunal correctionnel, il nie."),
        ("Le {Mondial-2034|LOC} approche.", "Le Mondial-2034 approche."),
        ("Dans le groupe {B.|ORG}", "Dans le groupe B."),
        ("{Les|ORG} {Républicains|ORG} votent.", "{Les Républicains|ORG} votent."),
        # boundaries
        (
            "La coalition {Velm Askan pour les législatives|ORG} nie.",
            "La coalition {Velm Askan|ORG} pour les législatives nie.",
        ),
        ("Le {Fonds pour les forêts|ORG} nie.", "Le {Fonds pour les forêts|ORG} nie."),
        ("Le {Directoire de l’Agence velmonaise|ORG} nie.", "Le Directoire de l’{Agence velmonaise|ORG} nie."),
        (
            "Le ministre de l’Équipement, du {Transport|ORG}, de la {Logistique|ORG} et l’Eau nie.",
            "Le ministre de l’Équipement, du Transport, de la Logistique et l’Eau nie.",
        ),
        ("La {coordination médicale de l’ONU|ORG} alerte.", "La coordination médicale de l’{ONU|ORG} alerte."),
        ("La {mission de l’ONU|ORG} alerte.", "La {mission de l’ONU|ORG} alerte."),
        ("L’{île grecque de Velmont|LOC} brûle.", "L’île grecque de {Velmont|LOC} brûle."),
        ("L’{île de Velmont|LOC} brûle.", "L’{île de Velmont|LOC} brûle."),
        (
            "Les ambassadeurs {Zoé Ombrine du Congo|PER} et {Léo Velm|PER}.",
            "Les ambassadeurs {Zoé Ombrine|PER} du {Congo|LOC} et {Léo Velm|PER}.",
        ),
        ("Le roi {Louis Velm d’Espagne|PER} rit.", "Le roi {Louis Velm d’Espagne|PER} rit."),
        ("L’{organisation Velm Askan|ORG} nie.", "L’organisation {Velm Askan|ORG} nie."),
        ("La {fondation Ombrine|ORG} nie.", "La {fondation Ombrine|ORG} nie."),
        ("L’{agence France-Presse|ORG} dit.", "L’{agence France-Presse|ORG} dit."),
        ("La {fédération Wallonie|ORG} nie.", "La {fédération Wallonie|ORG} nie."),
        ("Le {Parti socialiste de Zoé Ombrine|ORG} vote.", "Le {Parti socialiste|ORG} de {Zoé Ombrine|PER} vote."),
        ("La {République de Velmont|LOC} vote.", "La {République de Velmont|LOC} vote."),
        (
            "Le procureur de la {République de la Juridiction spécialisée de Dole|LOC} requiert.",
            "Le procureur de la République de la {Juridiction spécialisée de Dole|ORG} requiert.",
        ),
        ("Le {général Ombrine|PER} parle.", "Le général {Ombrine|PER} parle."),
        ("La {vallée de la Brune|LOC} est inondée.", "La vallée de la {Brune|LOC} est inondée."),
        ("{l’Ardenne|LOC} attend.", "l’{Ardenne|LOC} attend."),
        ("La {NSA américaine|ORG} écoute.", "La {NSA|ORG} américaine écoute."),
        (
            "Le {Conseil d’État et de la Cour de cassation|ORG} décident.",
            "Le {Conseil d’État|ORG} et de la {Cour de cassation|ORG} décident.",
        ),
        ("L’{État de Velmont|ORG} vote.", "L’État de {Velmont|LOC} vote."),
        # places
        ("La {Rochelle|LOC} dort.", "{La Rochelle|LOC} dort."),
        ("La rue de {Velmont|LOC} est fermée.", "La {rue de Velmont|LOC} est fermée."),
        # institutions
        ("Le ministère tchadien de la {Défense|ORG} dément.", "Le {ministère tchadien de la Défense|ORG} dément."),
        ("La cour d’appel de {Velmont|LOC} juge.", "La {cour d’appel de Velmont|ORG} juge."),
        ("L’armée tchadienne avance.", "L’{armée tchadienne|ORG} avance."),
        ("Un tribunal de {Velmont|LOC} juge.", "Un tribunal de {Velmont|LOC} juge."),
        ("La 4e brigade mécanisée avance.", "La {4e brigade mécanisée|ORG} avance."),
        ("Une brigade mécanisée avance.", "Une brigade mécanisée avance."),
        ("Le régiment d’artillerie de {Dole|LOC} tire.", "Le {régiment d’artillerie de Dole|ORG} tire."),
        (
            "L’{Institut alpin suisse|ORG} {Zoé-Lise Ombrine|PER} forme.",
            "L’{Institut alpin suisse Zoé-Lise Ombrine|ORG} forme.",
        ),
        (
            "Le patron de l’{Institut alpin suisse|ORG} {Zoé Ombrine|PER} forme.",
            "Le patron de l’{Institut alpin suisse|ORG} {Zoé Ombrine|PER} forme.",
        ),
        ("L’{université du Cantal|ORG} à {Aurillac|LOC} forme.", "L’{université du Cantal à Aurillac|ORG} forme."),
        ("L’{université de Lyon|ORG} à {Dole|LOC} forme.", "L’{université de Lyon|ORG} à {Dole|LOC} forme."),
        (
            "Le bureau de lutte contre la drogue de l’{ONU|ORG} alerte.",
            "Le {bureau de lutte contre la drogue de l’ONU|ORG} alerte.",
        ),
        ("Le bureau a reçu le chef de l’{ONU|ORG}.", "Le bureau a reçu le chef de l’{ONU|ORG}."),
        (
            "Le {département de la Culture et du Sport|ORG} paie.",
            "Le {département de la Culture et du Sport|ORG} paie.",
        ),
        ("Le département de la {Loire|LOC} paie.", "Le département de la {Loire|LOC} paie."),
        # known
        ("{Zoé Ombrine|PER}\nLe Flambeau\nIl neige.", "{Zoé Ombrine|PER}\n{Le Flambeau|ORG}\nIl neige."),
        ("{Zoé Ombrine|PER}\nLe Havre\nIl neige.", "{Zoé Ombrine|PER}\nLe Havre\nIl neige."),
        ("Il neige.\nLe Flambeau\nIl pleut.", "Il neige.\nLe Flambeau\nIl pleut."),
        ("La CGT appelle à la grève.", "La {CGT|ORG} appelle à la grève."),
        ("Le monde attend.", "Le monde attend."),
        ("Chez Renault, on attend une Renault.", "Chez {Renault|ORG}, on attend une Renault."),
        ("L’{Africa Corps russe|ORG} avance.", "L’{Africa Corps|ORG} russe avance."),
        ("Les {îles Velmont|ORG} votent.", "Les {îles Velmont|LOC} votent."),
        # neighbours
        ("Mme Velmont a parlé.", "Mme {Velmont|PER} a parlé."),
        ("Le groupe {Velmont|LOC} ferme.", "Le groupe {Velmont|ORG} ferme."),
        # acronyms
        (
            "L’{Agence du sol vivant|ORG} (ASV) naît.\nAvec l’ASV, tout change.",
            "L’{Agence du sol vivant|ORG} ({ASV|ORG}) naît.\nAvec l’{ASV|ORG}, tout change.",
        ),
        ("La pression artérielle systolique (PAS) monte.", "La pression artérielle systolique (PAS) monte."),
        # capitals
        (
            "VELMONT SOUS LA NEIGE\nLa ville de {Velmont|LOC} est coupée du monde.",
            "{VELMONT|LOC} SOUS LA NEIGE\nLa ville de {Velmont|LOC} est coupée du monde.",
        ),
        ("VELMONT, 3 mars (AFP) – Il neige.", "{VELMONT|LOC}, 3 mars ({AFP|ORG}) – Il neige."),
        # offices
        ("Le ministre des {Transports|ORG} cède.", "Le ministre des Transports cède."),
        ("La {préfète de la Brune|ORG} décide.", "La préfète de la {Brune|LOC} décide."),
        ("La juge {Zoé Ombrine|ORG} décide.", "La juge {Zoé Ombrine|PER} décide."),
        ("La ministre de la Santé, {Zoé Ombrine|ORG}, cède.", "La ministre de la Santé, {Zoé Ombrine|PER}, cède."),
        ("Les salariés de {Velmont|PER} attendent.", "Les salariés de {Velmont|ORG} attendent."),
        ("{Velmont Industries|PER} embauche.", "{Velmont Industries|ORG} embauche."),
        ("Le sénateur du {Cantal Zoé Ombrine|LOC} cède.", "Le sénateur du {Cantal|LOC} {Zoé Ombrine|PER} cède."),
        ("Le procureur de la République de Dole requiert.", "Le procureur de la République de {Dole|LOC} requiert."),
        ("Le ministre de l’{Economie Zoé Le Roux|ORG} cède.", "Le ministre de l’Economie {Zoé Le Roux|PER} cède."),
        ("Elle resterait à la {Santé|ORG}.", "Elle resterait à la Santé."),
        ("Il vit à la {Santé|ORG}.", "Il vit à la {Santé|ORG}."),
        ("L’ancien maire (DVG) de {Dole|ORG} cède.", "L’ancien maire (DVG) de {Dole|LOC} cède."),
        ("L’entraîneur de {Dole|ORG} cède.", "L’entraîneur de {Dole|ORG} cède."),
        # placing
        ("({Dole|ORG}) Il neige.", "({Dole|LOC}) Il neige."),
        ("({AFP|ORG}) Il neige.", "({AFP|ORG}) Il neige."),
        ("À {Dole|PER}, il pleut.", "À {Dole|LOC}, il pleut."),
        ("{Velmont|PER} (VD) attend.", "{Velmont|LOC} (VD) attend."),
        ("DOLE. Le marché rouvre.", "{DOLE|LOC}. Le marché rouvre."),
        ("EXCLUSIF. Le marché rouvre.", "EXCLUSIF. Le marché rouvre."),
        ("{TÉMOIGNAGE|ORG}. À la ferme, on attend.", "TÉMOIGNAGE. À la ferme, on attend."),
        # acronyms of things, and of what was taken for a place
        (
            "Un fichier des visites (FDVI) naît.\nLe {FDVI|ORG} sert.",
            "Un fichier des visites (FDVI) naît.\nLe FDVI sert.",
        ),
        ("La {BVX|LOC} proteste.", "La {BVX|ORG} proteste."),
        ("La loi passe. (ats/afp)", "La loi passe. ({ats|ORG}/{afp|ORG})"),
        ("Les ats passent.", "Les ats passent."),
        (
            "Le {Bureau régional des eaux locales|ORG} (BREL) naît.\nLe Brel compte.",
            "Le {Bureau régional des eaux locales|ORG} ({BREL|ORG}) naît.\nLe {Brel|ORG} compte.",
        ),
        (
            "Le {Centre des lacs et des étangs|ORG} (CLE) naît.\nLa Cle compte.",
            "Le {Centre des lacs et des étangs|ORG} ({CLE|ORG}) naît.\nLa Cle compte.",
        ),
        # pairs
        (
            "Une équipe {CNRS-Université de Velmont|ORG} cherche.",
            "Une équipe {CNRS|ORG}-{Université de Velmont|ORG} cherche.",
        ),
        ("La {CFE-CGC|ORG} signe.", "La {CFE-CGC|ORG} signe."),
        ("{Addis|LOC}-Abeba dort.", "{Addis-Abeba|LOC} dort."),
        ("La ligne {Lyon-Genève|ORG} rouvre.", "La ligne {Lyon|LOC}-{Genève|LOC} rouvre."),
        ("Zoé {Ombrine|PER}-{Velmont|LOC} gagne.", "Zoé {Ombrine-Velmont|PER} gagne."),
        # things, in the whole article
        (
            "Le satellite {Velmonde|ORG} vole.\n{Velmonde|LOC} coûte cher.",
            "Le satellite Velmonde vole.\nVelmonde coûte cher.",
        ),
        (
            "Les navires {Velmonde|LOC}, {Ombratal|PER} et {Virelune|ORG} partent.\nLe {Virelune|ORG} revient.",
            "Les navires Velmonde, Ombratal et Virelune partent.\nLe Virelune revient.",
        ),
        (
            "Le navire {Ombratal II|ORG} part.\n{Zoé Ombratal|PER} reste.",
            "Le navire Ombratal II part.\n{Zoé Ombratal|PER} reste.",
        ),
        ("La tempête {Velmonde|PER} souffle.", "La tempête Velmonde souffle."),
        ("La mission {Velmonde|ORG} part.", "La mission Velmonde part."),
        # things, where their noun stands
        ("Le prix {Ombrine|PER} va à {Ombrine|PER}.", "Le prix Ombrine va à {Ombrine|PER}."),
        ("La loi {Ombrine|PER} passe.", "La loi Ombrine passe."),
        ("Le projet {TotalEnergies|ORG} avance.", "Le projet {TotalEnergies|ORG} avance."),
        ("{Lens|ORG}\nIl pleut.", "{Lens|LOC}\nIl pleut."),
        ("La {direction de Kerlann|ORG} dort.", "La direction de {Kerlann|ORG} dort."),
        ("La {Direction régionale de l’équipement|ORG} dort.", "La {Direction régionale de l’équipement|ORG} dort."),
        ("{Ombrat en|ORG} dort.", "{Ombrat|ORG} en dort."),
        ("Au micro de 20 Minutes, elle répond.", "Au micro de {20 Minutes|ORG}, elle répond."),
        ("« {Zoé Ombrine|PER} » chante.", "« {Zoé Ombrine|PER} » chante."),
        # common nouns with a capital
        ("La {Ville|ORG} paie.", "La Ville paie."),
        ("Le {Département et la Région|ORG} paient.", "Le Département et la Région paient."),
        ("La {Ville de Velmont|ORG} paie.", "La {Ville de Velmont|ORG} paie."),
        # directions, yards, days, and what else is no part of a name
        ("L’{Est de la France|ORG} gèle.", "L’Est de la {France|LOC} gèle."),
        ("La {cour de l’hôpital de Velmont|ORG} dort.", "La cour de l’{hôpital de Velmont|ORG} dort."),
        ("La {cour d’appel de Lyon|ORG} dort.", "La {cour d’appel de Lyon|ORG} dort."),
        ("La {Suisse en environnement|ORG} dort.", "La {Suisse|LOC} en environnement dort."),
        ("Le {Mouvement du 23 mars avance|ORG}.", "Le {Mouvement du 23 mars|ORG} avance."),
        ("{FC Velmont dimanche|ORG} a perdu.", "{FC Velmont|ORG} dimanche a perdu."),
        ("{Gazette du dimanche|ORG} paraît.", "{Gazette du dimanche|ORG} paraît."),
        ("{Zoé OMBRINE - 27-10-2009|PER}", "{Zoé OMBRINE|PER} - 27-10-2009"),
        ("Le {gouvernement Ombrine|ORG} dort.", "Le gouvernement {Ombrine|PER} dort."),
        ("Elle entre à la {place de Zoé Ombrine|LOC}.", "Elle entre à la place de {Zoé Ombrine|PER}."),
        ("Elle va sur la {place de la République|LOC}.", "Elle va sur la {place de la République|LOC}."),
        ("Il écrit sur {Telegram Zoé Ombrine|PER}.", "Il écrit sur Telegram {Zoé Ombrine|PER}."),
        ("Au {cours duquel des violences|LOC} ont lieu.", "Au cours duquel des violences ont lieu."),
        # who leads, whom one reads
        ("Les hommes de {Ombrine|LOC} dominent.", "Les hommes de {Ombrine|PER} dominent."),
        ("Les hommes de {Lens|ORG} dominent.", "Les hommes de {Lens|ORG} dominent."),
        ("À nos confrères de 20 Minutes, elle répond.", "À nos confrères de {20 Minutes|ORG}, elle répond."),
        # who has charge of what, and clubs by what stands before their town
        (
            "La ministre, en charge de la {Communication|ORG} et des {Médias|ORG}, part.",
            "La ministre, en charge de la Communication et des Médias, part.",
        ),
        (
            "Le {Canadien de Montréal|ORG} gagne.\nLe Canadien dort.",
            "Le {Canadien de Montréal|ORG} gagne.\nLe {Canadien|ORG} dort.",
        ),
        ("Le Canadien de Montréal 4-3.", "Le {Canadien de Montréal|ORG} 4-3."),
        ("Un {Canadien|ORG} dort.", "Un Canadien dort."),
        ("Selon {El-Watan|LOC}, rien.", "Selon {El-Watan|ORG}, rien."),
        # offices, and whom one visits
        ("La présidente de la {Fecal|LOC} dort.", "La présidente de la {Fecal|ORG} dort."),
        ("La présidente de la {Guadeloupe|LOC} dort.", "La présidente de la {Guadeloupe|LOC} dort."),
        ("{Zoé Ombrine|PER} chez {Velmonde|LOC}.", "{Zoé Ombrine|PER} chez {Velmonde|PER}."),
        ("On dort chez {Velmonde|LOC}.", "On dort chez {Velmonde|ORG}."),
        ("Père d’{Ombratal|LOC}, il dort.", "Père d’{Ombratal|PER}, il dort."),
        ("Le père de {Velmondel|LOC} dort.", "Le père de {Velmondel|PER} dort."),
        ("{Zoé Ombrine|PER} dort.\n{Kên Ombrine|LOC} aussi.", "{Zoé Ombrine|PER} dort.\n{Kên Ombrine|PER} aussi."),
        (
            "Le football, 2-0, 3-1, le gardien.\n{Brest|ORG}-{Lille|LOC} dimanche, puis {CSC-JSK|ORG}.",
            "Le football, 2-0, 3-1, le gardien.\n{Brest|ORG}-{Lille|ORG} dimanche, puis {CSC|ORG}-{JSK|ORG}.",
        ),
        ("Le {BEA-|ORG}É enquête.", "Le {BEA-É|ORG} enquête."),
        ("Le processus de {Varsovie|LOC} dort.", "Le processus de Varsovie dort."),
        ("La {4e circonscription du Gard|ORG} vote.", "La 4e circonscription du {Gard|LOC} vote."),
        (
            "L’ancien directeur d’{école Paul Le Tohic|ORG} part.",
            "L’ancien directeur d’école {Paul Le Tohic|PER} part.",
        ),
        ("Le virus {Ebola|PER} tue, {Ebola|PER} revient.", "Le virus Ebola tue, Ebola revient."),
        # matches
        (
            "Lens-Brest : le football\nLe gardien et l’attaquant, en championnat.",
            "{Lens|ORG}-{Brest|ORG} : le football\nLe gardien et l’attaquant, en championnat.",
        ),
        (
            "{Lens|LOC} dans la douleur\nLe match entre {Lens|LOC} et {Brest|LOC} finit 2-0 puis 3-1 à {Lens|LOC}.",
            "{Lens|ORG} dans la douleur\nLe match entre {Lens|ORG} et {Brest|ORG} finit 2-0 puis 3-1 à {Lens|LOC}.",
        ),
        ("La route entre {Lens|LOC} et {Brest|LOC} ferme.", "La route entre {Lens|LOC} et {Brest|LOC} ferme."),
        # surnames after « à »
        (
            "{Zoé Ombratal|PER} reçoit.\nElle donne à {Ombratal|LOC}.",
            "{Zoé Ombratal|PER} reçoit.\nElle donne à {Ombratal|PER}.",
        ),
        ("{Zoé Lens|PER} reçoit.\nElle va à {Lens|LOC}.", "{Zoé Lens|PER} reçoit.\nElle va à {Lens|LOC}."),
        # kinds of places
        ("La {région de l’Ouest|ORG} gèle.", "La région de l’{Ouest|LOC} gèle."),
        ("La {forêt al-Ombrat|LOC} gèle.", "La forêt {al-Ombrat|LOC} gèle."),
        # metonymy
        ("{Alger|LOC} exige des excuses.", "{Alger|ORG} exige des excuses."),
        ("À {Alger|LOC}, il pleut.", "À {Alger|LOC}, il pleut."),
        ("« C’est trop », s’inquiète {Alger|LOC}.", "« C’est trop », s’inquiète {Alger|ORG}."),
        ("{Lyon|LOC} exige des excuses.", "{Lyon|LOC} exige des excuses."),
        ("L’{Élysée|LOC} temporise.", "L’{Élysée|ORG} temporise."),
        ("Dans la cour de l’{Élysée|LOC}, il pleut.", "Dans la cour de l’{Élysée|LOC}, il pleut."),
        ("Le {Niger|ORG} vote.", "Le {Niger|LOC} vote."),
        (
            "Le match de Ligue 1.\n{Lens|LOC} a battu {Nice|LOC} (2-1) devant ses supporters, un but de l’ailier.",
            "Le match de Ligue 1.\n{Lens|ORG} a battu {Nice|ORG} (2-1) devant ses supporters, un but de l’ailier.",
        ),
        (
            "Le match de Ligue 1.\nUn but de l’ailier à {Lens|LOC}, où {Velmontin|ORG} a marqué devant ses supporters.",
            "Le match de Ligue 1.\nUn but de l’ailier à {Lens|LOC}, où {Velmontin|PER} a marqué devant ses supporters.",
        ),
        ("Le bateau colle à {Lens|LOC}.", "Le bateau colle à {Lens|LOC}."),
        # lists
        ("À {Dole|LOC}, {Gray|LOC} et {Vesoul|PER}.", "À {Dole|LOC}, {Gray|LOC} et {Vesoul|LOC}."),
        ("{Zoé|PER}, Ombre et {Léo|PER} jouent.", "{Zoé|PER}, {Ombre|PER} et {Léo|PER} jouent."),
        (
            "Passé par {Dole|LOC}, {Gray|LOC}, le {Paris Saint-Germain|ORG} et {Vesoul|LOC}.",
            "Passé par {Dole|ORG}, {Gray|ORG}, le {Paris Saint-Germain|ORG} et {Vesoul|ORG}.",
        ),
        (
            "Passé par {Lens|ORG}, {Dole|LOC}, {Gray|LOC} et le {RC Velm|ORG}.",
            "Passé par {Lens|ORG}, {Dole|ORG}, {Gray|ORG} et le {RC Velm|ORG}.",
        ),
        (
            "Venus de {Dole|LOC}, {Gray|LOC}, {Metz|ORG} et {Vesoul|ORG}.",
            "Venus de {Dole|LOC}, {Gray|LOC}, {Metz|LOC} et {Vesoul|LOC}.",
        ),
        (
            "Vu à {Dole|LOC}, {Gray|LOC}, {Metz|LOC}, {Dar Velm|PER}, {Vesoul|LOC} et {Oum Askan|PER}.",
            "Vu à {Dole|LOC}, {Gray|LOC}, {Metz|LOC}, {Dar Velm|LOC}, {Vesoul|LOC} et {Oum Askan|LOC}.",
        ),
        ("Les colonels {Ombrine|PER} et {Ben Velm|LOC}.", "Les colonels {Ombrine|PER} et {Ben Velm|PER}."),
        ("Les ministres {Ombrine|PER} et {Dole|LOC}.", "Les ministres {Ombrine|PER} et {Dole|LOC}."),
        # consistency
        ("{Michelin|ORG} ferme, {Michelin|PER} se tait.", "{Michelin|ORG} ferme, {Michelin|ORG} se tait."),
        ("{LE FIGARO|ORG}. – Pourquoi partir ?", "{LE FIGARO|ORG}. – Pourquoi partir ?"),
        (
            "{Zoé Ombrine|PER} gagne.\nOmbrine jubile, dit {Ombrine|LOC}.",
            "{Zoé Ombrine|PER} gagne.\n{Ombrine|PER} jubile, dit {Ombrine|PER}.",
        ),
        (
            "Procès Le Prieur : la peine tombe\n{Zoé Le Prieur|PER} nie. Le prieur prie.",
            "Procès {Le Prieur|PER} : la peine tombe\n{Zoé Le Prieur|PER} nie. Le prieur prie.",
        ),
        (
            "L’{Observatoire national des lacs|ORG} alerte.\nL’Observatoire compte.",
            "L’{Observatoire national des lacs|ORG} alerte.\nL’{Observatoire|ORG} compte.",
        ),
    ],
)
def test_a_rule_corrects_what_a_model_found(before: str, after: str) -> None:
    assert rewritten(before) == after


def test_rules_for_french_leave_other_languages_alone() -> None:
    assert rewritten("The {Coupe du monde|ORG} begins.", lang="en") == "The {Coupe du monde|ORG} begins."


def test_a_name_beyond_doubt_stays() -> None:
    assert rewritten("Par {Syriens|PER}", certain=(Span(4, 11),)) == "Par {Syriens|PER}"


def test_a_decision_says_which_family_made_it_and_how_sure_it_is() -> None:
    text = "La CGT et Paris."
    found = Layer("entities", (Annotation.of("placeName", 10, 15, cert="medium", resp="#entities"),))
    cgt, paris = apply_rules(text, [Span(0, len(text))], found, lang="fr").annotations
    assert (cgt.get("resp"), cgt.get("cert")) == ("#rules.known", "high")
    assert paris == found.annotations[0]


def test_every_family_that_puts_names_in_has_a_statement() -> None:
    assert set(STEPS) == {f"rules.{family}" for family, _ in RULES} - {"rules.refusals"}


SOME = (
    "le la l’ de d’ du des et ministère cour tribunal armée syrienne Syrie Paris Paul Dupont ( ) ONU ABC « » . , - "
    "– rue Lyon général M. Mme groupe CGT Observatoire national PARIS LE 12 mars d’appel x é"
)


@pytest.mark.parametrize("tag", TAGS.values())
def test_a_name_of_nothing_but_articles_and_marks_is_dropped(tag: str) -> None:
    found = Layer("entities", (Annotation.of(tag, 0, 4, cert="medium", resp="#entities"),))
    assert apply_rules("le « le", [Span(0, 7)], found, lang="fr").annotations == ()


@pytest.mark.parametrize("name", ["Paris", "Moscou", "Matignon", "Saint-Étienne", "OTAN"])
@pytest.mark.parametrize("tag", TAGS.values())
def test_a_line_of_one_name_is_read(name: str, tag: str) -> None:
    found = Layer("entities", (Annotation.of(tag, 0, len(name), cert="medium", resp="#entities"),))
    assert apply_rules(name, [Span(0, len(name))], found, lang="fr").annotations


def test_a_line_of_nothing_but_names_is_read() -> None:
    text = "Paris et " * 3000 + "Paris."
    found = [Annotation.of("placeName", at, at + 5, cert="medium", resp="#entities") for at in range(0, len(text), 9)]
    names = apply_rules(text, [Span(0, len(text))], Layer("entities", tuple(found)), lang="fr").annotations
    assert [one.span for one in names] == [one.span for one in found]


LISTED = [
    "abbreviations", "grammar", "institutions", "metonymy", "neighbours", "never", "offices", "organisations",
    "peoples", "places", "roles", "titles",
]  # fmt: skip
OF_THE_RULES = sorted({form for name in LISTED for forms in sections(name).values() for form in forms})
WORDS = st.sampled_from(SOME.split()) | st.sampled_from(OF_THE_RULES)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Span], Layer]:
    lines = draw(st.lists(st.lists(WORDS | st.text(max_size=3), max_size=12).map(" ".join), min_size=1, max_size=5))
    lines = [" ".join(line.split()) for line in lines]
    blocks, names, start = [], [], 0
    for line in lines:
        blocks.append(Span(start, start + len(line)))
        cuts = sorted(draw(st.sets(st.integers(start, start + len(line)), max_size=6)))
        names += [
            Annotation.of(TAGS[draw(st.sampled_from(TYPES))], s, e, cert="medium", resp="#entities")
            for s, e in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        start += len(line) + 1
    return "\n".join(lines), blocks, Layer("entities", tuple(names))


@given(documents(), st.sampled_from(["fr", "en", "und"]))
def test_names_never_overlap_nor_cross_a_block(document: tuple[str, list[Span], Layer], lang: str) -> None:
    text, blocks, found = document
    names = apply_rules(text, blocks, found, lang=lang).annotations
    assert all(one.span.end <= other.span.start for one, other in pairwise(names))
    assert all(any(block.start <= one.span.start < one.span.end <= block.end for block in blocks) for one in names)
    assert all(one.get("resp") == "#entities" or one.get("resp")[1:] in STEPS for one in names)
    assert all(one.get("cert") in ("high", "medium", "low") for one in names)


@given(documents())
def test_the_same_names_give_the_same_result(document: tuple[str, list[Span], Layer]) -> None:
    text, blocks, found = document
    first = apply_rules(text, blocks, found, lang="fr")
    assert apply_rules(text, list(reversed(blocks)), Layer("entities", found.annotations[::-1]), lang="fr") == first


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.glob("*.txt")), ids=lambda path: path.stem)
def test_the_rules_gain_on_sentences_written_for_them(path: Path) -> None:
    wrong = {"rules": 0, "": 0}
    for one in marked_up(path):
        for without in wrong:
            wrong[without] += len(one.found(without) ^ one.wanted)
    assert wrong[""] < wrong["rules"]
