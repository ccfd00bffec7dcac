"""Structure from shape: what each line of an article becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.errors import InputError
from encoder.pipeline import Options, encode
from encoder.readers import read_text
from encoder.structure import find_structure
from encoder.structure.shapes import (
    byline_names,
    dated_names,
    find_date,
    is_dateline,
    is_headline,
    is_intertitle,
    related_prefix,
)
from tei import Article, Findings, Provenance, build_document, source_text, text_of

BODY = "Le conseil a voté mardi soir le budget de la commune. Les élus de l’opposition se sont abstenus."


def roles(source: str) -> list[tuple[str, str]]:
    """Give the element (with its type) and the text of every block, in order."""
    found = find_structure(source)
    blocks = {}
    for one in found.structure.annotations:
        if one.tag in ("head", "p", "item", "byline", "dateline"):
            kind = one.get("type") or one.get("ana")
            blocks[one.span] = f"{one.tag}{'/' + kind if kind else ''}"
    return [(blocks[span], found.text[span.start : span.end]) for span in sorted(blocks)]


def tags(source: str) -> list[str]:
    return [tag for tag, _ in roles(source)]


def test_headline_lead_byline_dateline_sections_and_links() -> None:
    source = "\n".join([
        "Budget : la commune serre les boulons",
        "Après trois mois de débats, le conseil municipal a adopté un budget en baisse de quatre pour cent.",
        "Par Anne Lefort, avec AFP",
        "Publié le 3 mars 2021 à 18h30",
        BODY, "-", "Les impôts locaux vont-ils augmenter ?", "-", "Le maire répond aux critiques",
        "Une opposition divisée", BODY, BODY,
    ])  # fmt: skip
    assert tags(source) == [
        "head/main", "p/#chapo", "byline", "dateline", "p", "item", "item", "head/intertitle", "p", "p",
    ]  # fmt: skip
    found = find_structure(source)
    assert found.title == "Budget : la commune serre les boulons"
    assert (found.authors, found.date) == (("Anne Lefort",), "2021-03-03")
    assert [one.get("type") for one in found.structure.annotations if one.tag == "list"] == ["related"]
    assert all(one.get("cert") for one in found.structure.annotations if one.tag in ("head", "byline", "dateline"))


@pytest.mark.parametrize("kicker", ["Politique", "SOCIÉTÉ - JUSTICE", "Sport | Football", "Vie locale", "World news"])
def test_the_section_of_the_newspaper_is_a_kicker_not_the_headline(kicker: str) -> None:
    source = f"{kicker}\nLes boulons sont serrés\n{BODY}\n{BODY}\n{BODY}"
    assert tags(source)[:3] == ["head/kicker", "head/main", "p/#chapo"]
    assert find_structure(source).title == "Les boulons sont serrés"


def test_a_short_line_above_the_title_that_was_given_is_a_kicker() -> None:
    source = f"Le feuilleton de l’eau\nUn été à sec\n{BODY}\n{BODY}"
    found = find_structure(source, title="Un été à sec")
    assert [one.get("type") for one in found.structure.annotations if one.tag == "head"] == ["kicker", "main"]


def test_a_section_word_alone_above_running_text_is_the_headline() -> None:
    assert tags(f"Justice\n{BODY}\n{BODY}\n{BODY}")[0] == "head/main"


def test_a_line_right_below_the_headline_goes_with_it() -> None:
    assert tags(f"Un été à sec\nLa Meuse à son plus bas niveau\n{BODY}\n{BODY}")[:2] == ["head/main", "head/sub"]
    assert tags(f"Un été à sec\nLe contexte\n{BODY}\n{BODY}")[:2] == ["head/main", "head/intertitle"]


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("Par Anne Lefort le 14.09.2020 à 11h46", "Anne Lefort", "2020-09-14"),
        ("Anne Lefort - 14 septembre 2020", "Anne Lefort", "2020-09-14"),
        ("Publié le 14 septembre 2020 par Anne Lefort", "Anne Lefort", "2020-09-14"),
        ("By Anne Lefort, 3 March 2021", "Anne Lefort", "2021-03-03"),
    ],
)
def test_one_line_may_sign_and_date(line: str, author: str, date: str) -> None:
    source = f"Un titre court\n{line}\n{BODY}\n{BODY}"
    found = find_structure(source)
    assert tags(source)[1] == "byline"
    assert (found.authors, found.date) == ((author,), date)


@pytest.mark.parametrize("line", ["Saint Denis, le 3 mars 2021", "Le 3 mars 2021", "Lyon - 3 mars 2021"])
def test_a_place_before_a_date_signs_nothing(line: str) -> None:
    assert dated_names(line) == ()
    assert is_dateline(line)


@pytest.mark.parametrize(("line", "signs"), [("Anne Lefort, TAP", True), ("Anne Lefort, TAPIS rouge", False)])
def test_an_agency_signs_as_a_whole_word(line: str, signs: bool) -> None:
    assert (byline_names(line) == ((0, 11),)) is signs


def test_the_place_and_agency_of_a_dispatch_are_a_dateline() -> None:
    assert tags(f"Un titre court\nMarseille (AFP)\n{BODY}\n{BODY}")[:2] == ["head/main", "dateline"]
    assert tags(f"Marseille (AFP)\n{BODY}\n{BODY}") == ["dateline", "p", "p"]


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("LAON, 3 mai 2021 (Belga) -", "2021-05-03"),
        ("LAON, 3 mai 2021 (Agence du Nord) –", "2021-05-03"),
        ("LAON (AFP) - 3 mai 2021 -", "2021-05-03"),
        ("LAON, le 3 mai 2021.", "2021-05-03"),
        ("LAON, 3 jan 2021 (AFP) -", "2021-01-03"),
        ("Laon (Aisne), lundi 3 mai 2021 (ACP).-", "2021-05-03"),
        ("LAON/PARIS (avec AFP) —", ""),
        ("LAON (Reuters) 3 mai -", ""),
        ("LAON, AFP -", ""),
    ],
)
def test_a_dateline_is_cut_off_the_paragraph_that_it_runs_into(opening: str, day: str) -> None:
    source = f"Un titre court\n\n{opening} {BODY}\n\n{BODY}\n"
    found = find_structure(source)
    assert roles(source)[1:] == [("dateline", opening), ("p", BODY), ("p", BODY)]
    assert found.date == day
    assert found.gaps == ("", "\n\n", " ", "\n\n", "\n")
    again = find_structure(found.text)
    assert (again.structure, again.date) == (found.structure, found.date)


def test_a_dateline_runs_into_the_first_paragraph_with_a_lead_or_without_a_headline() -> None:
    opened = f"LAON, 3 mai 2021 (AFP) - {BODY}"
    assert tags(f"{opened}\n{BODY}")[:2] == ["dateline", "p"]
    lead = "Deux ponts ont cédé dans la vallée, sans faire de victime, après une semaine de pluie."
    assert tags(f"Un titre court\n{lead}\n{opened}")[:4] == ["head/main", "p/#chapo", "dateline", "p"]


@pytest.mark.parametrize(
    "opening",
    ["Jean Lefort (LR) -", "Laon, 3 mai 2021.", "Laon, 3 mai 2021 –", "Laon (Aisne) -", "Laon, le 3 mai 2021 :"],
)
def test_other_beginnings_of_a_paragraph_are_no_datelines(opening: str) -> None:
    source = f"Un titre court\n{opening} {BODY}\n{BODY}"
    assert "dateline" not in tags(source)
    assert find_structure(source).text == source


def test_a_dateline_inside_the_running_text_stays_in_its_paragraph() -> None:
    source = f"Un titre court\n{BODY}\n{BODY}\n{BODY}\nLAON, 3 mai 2021 (AFP) - {BODY}"
    assert find_structure(source).text == source


def test_lines_that_count_up_are_a_list_and_keep_their_numbers() -> None:
    source = f"Un titre court\n{BODY}\n1. Une taxe\n2. Un fonds\n3. Un audit\n{BODY}"
    assert roles(source)[2:5] == [("item", "1. Une taxe"), ("item", "2. Un fonds"), ("item", "3. Un audit")]
    (rend,) = {one.get("rend") for one in find_structure(source).structure.annotations if one.tag == "list"}
    assert rend == "numbered"


def test_numbered_intertitles_are_no_list() -> None:
    source = f"Un titre court\n{BODY}\n1. Une taxe\n{BODY}\n2. Un fonds\n{BODY}"
    assert tags(source)[2::2] == ["head/intertitle", "head/intertitle"]


def test_questions_to_labelled_speakers_open_no_sections() -> None:
    turns = ["LE COURRIER. – Pourquoi partir ?", f"Anne LEFORT. – {BODY}", "Et après ?", BODY]
    assert tags("\n".join(["Un titre court", BODY, BODY, *turns])) == ["head/main", "p/#chapo", *["p"] * 5]


def test_questions_behind_a_name_and_a_dash_open_no_sections() -> None:
    turns = ["Le Soir – Pourquoi partir ?", f"Anne Lefort – {BODY}", "Le Soir – Et après ?", f"Anne Lefort – {BODY}"]
    assert tags("\n".join(["Un titre court", BODY, BODY, *turns])) == ["head/main", "p/#chapo", *["p"] * 5]


def test_an_item_is_no_dateline() -> None:
    assert tags(f"- Marseille (AFP)\n{BODY}\n{BODY}")[0].startswith("item")


def test_nothing_begins_with_an_intertitle() -> None:
    assert tags(f"AFP\n{BODY}\n{BODY}")[0] in ("p", "byline", "head/main")
    assert "head/intertitle" not in tags("1. AFP\nM. ")


def test_a_date_behind_the_only_paragraph_is_no_dateline() -> None:
    assert tags(f"Titre\n{BODY}\n12/03/2021\nfin de la note") == ["head/main", "p", "p", "p"]


def test_a_colon_makes_no_speaker() -> None:
    lines = ["Le sommet 2025 : un appel", "Le mot du jour : le vent se lève", BODY, BODY, "Le film : Rio Bravo", BODY]
    assert tags("\n".join(lines)) == ["head/main", "head/sub", "p/#chapo", "p", "head/intertitle", "p"]


def test_a_headline_quotes_a_speaker() -> None:
    source = f"Le maire Dupont : « Le rapport de force est là ! »\nPar Anne L. – {BODY}\n{BODY}"
    assert tags(source) == ["head/main", "p", "p"]


def test_an_intertitle_in_capitals_is_no_signature() -> None:
    assert tags(f"Un titre court\n{BODY}\nUNE OPPOSITION DIVISÉE\n{BODY}\n{BODY}")[2] == "head/intertitle"


def test_addresses_open_no_sections() -> None:
    assert "head/intertitle" not in tags(f"Un titre\n{BODY}\nVoici tout https://exemple.fr/a\n{BODY}\n#Climat\n{BODY}")


def test_an_article_without_a_headline_has_none() -> None:
    assert tags(f"{BODY}\n{BODY}") == ["p", "p"]
    assert tags("Une seule ligne, sans point") == ["p"]


def test_questions_of_an_interview_open_no_sections() -> None:
    source = "\n".join(["Le grand entretien", *["Pourquoi partir ?", BODY] * 4])
    assert tags(source) == ["head/main", *["p"] * 8]


def test_ordinary_lists_keep_their_punctuation_and_lose_only_the_bullet() -> None:
    source = "Un accord\nLe texte prévoit :\n- une taxe ;\n- un fonds ;\n- un audit.\nIl sera appliqué en mai."
    assert roles(source)[2:5] == [("item", "une taxe ;"), ("item", "un fonds ;"), ("item", "un audit.")]
    lists = [one for one in find_structure(source).structure.annotations if one.tag == "list"]
    assert [(one.get("rend"), one.get("type")) for one in lists] == [("bulleted", "")]


@pytest.mark.parametrize("dash", ["— ", "– ", "- "])
def test_dialogue_keeps_its_dashes(dash: str) -> None:
    source = f"Au marché\n{BODY}\n{dash}Vous venez ?\n{dash}Non, pas aujourd’hui.\n{BODY}"
    assert roles(source)[2:4] == [("p", f"{dash}Vous venez ?"), ("p", f"{dash}Non, pas aujourd’hui.")]


def test_hard_wrapped_paragraphs_are_one_block_each() -> None:
    lines = [
        "The council voted on Tuesday night to extend the tram line to the",
        "northern suburbs, a project that has divided residents for nearly",
        "ten years and is expected to cost two hundred million pounds.",
        "",
        "Opponents said that the money should have been spent on buses and",
        "on the repair of existing roads, which they called a disgrace to",
        "the whole county and to its elected representatives.",
    ]
    assert [text.count("\n") for _, text in roles("\n".join(lines))] == [2, 2]


def test_a_signature_at_the_end_is_a_byline_after_the_sections() -> None:
    source = f"Titre court\n{BODY}\nUne opposition divisée\n{BODY}\n{BODY}\n(AFP)\nCréé: 12.12.2019, 07h36"
    assert tags(source)[-2:] == ["byline", "dateline"]
    found = find_structure(source)
    (section,) = [one for one in found.structure.annotations if one.get("type") == "section"]
    assert not found.text[section.span.start : section.span.end].endswith("(AFP)")


def test_links_announced_in_words_are_related_too() -> None:
    source = f"Titre court\n{BODY}\nLire aussi : La ruée vers l’or bleu\n{BODY}"
    found = find_structure(source)
    (title,) = [one for one in found.markup.annotations if one.tag == "title"]
    assert found.text[title.span.start : title.span.end] == "La ruée vers l’or bleu"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Par Anne Lefort", ("Anne Lefort",)),
        ("Par LILIAN MARTIN, LAURE BRUN Envoyés spéciaux à Lille", ("LILIAN MARTIN", "LAURE BRUN")),
        ("Jean-Luc de La Tour et Marie Dupont", ("Jean-Luc de La Tour", "Marie Dupont")),
        ("Propos recueillis par Sophie Marchal", ("Sophie Marchal",)),
        ("By Amy Hughes", ("Amy Hughes",)),
        ("AFP", ()),
        ("Le Temps avec AFP", ()),
        ("(ats/nxp)", ()),
        ("Par ailleurs, le maire a promis une aide", None),
        ("Le conseil a voté.", None),
        ("Paris brûle-t-il", None),
    ],
)
def test_bylines(line: str, names: tuple[str, ...] | None) -> None:
    found = byline_names(line)
    assert (None if found is None else tuple(line[start:end] for start, end in found)) == names


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("27 octobre 2012 à 18:27 (Mis à jour: 19:56)", "2012-10-27"),
        ("Créé: 12.12.2019, 07h36", "2019-12-12"),
        ("Lyon, le 1er mai 2020", "2020-05-01"),
        ("Publié le 12 fév. 2024", "2024-02-12"),
        ("Published 3 March 2021", "2021-03-03"),
        ("March 3, 2021", "2021-03-03"),
        ("2021-03-03", "2021-03-03"),
    ],
)
def test_datelines(line: str, date: str) -> None:
    assert is_dateline(line)
    assert find_date(line) == date


@pytest.mark.parametrize(
    "line", ["Le 31 février 2024", "32/13/2024", "2024", "Le 3 mars 2021, le conseil a voté son budget"]
)
def test_what_is_no_dateline(line: str) -> None:
    assert not is_dateline(line)


def test_a_headline_may_end_with_a_point_if_a_byline_follows() -> None:
    assert tags(f"La vallée compte ses morts.\nPar Anne Lefort\n{BODY}\n{BODY}")[:2] == ["head/main", "byline"]


def test_lines_of_verse_and_dates_open_no_sections() -> None:
    verse = ["La ville dort encore,", "Un volet bat au loin", "Personne ne se lève et le matin attend."]
    assert tags("\n".join(["Matin calme", BODY, *verse, BODY])) == ["head/main", "p/#chapo", *["p"] * 4]
    assert "head/intertitle" not in tags(f"Le titre\n{BODY}\nMardi 5 mars 2024\n{BODY}")


def test_shapes_of_single_lines() -> None:
    assert is_headline("Alep : la bataille recommence")
    assert not is_headline("Le conseil a voté mardi soir.")
    assert is_intertitle("Une opposition divisée")
    assert not is_intertitle("une ligne en minuscules")
    assert related_prefix("À lire aussi > Le titre") == len("À lire aussi > ")
    assert related_prefix("Lire aussi Les crues de 1992, une mémoire à vif") == len("Lire aussi ")
    assert related_prefix("Lire : Le titre") == len("Lire : ")
    assert related_prefix("Lire est un plaisir") == 0


shapes = st.sampled_from(["-", "• a", "- b", "Par A B", BODY, ""])
lines = st.lists(st.text(st.characters(codec="utf-8"), max_size=60) | shapes, max_size=12)


@given(lines)
def test_any_text_is_given_back_from_its_tree(parts: list[str]) -> None:
    try:
        read = read_text("\n".join(parts).encode(), filename="a.txt", encoding="utf-8")
    except InputError:
        return
    found = find_structure(read.text)
    root = build_document(
        Article("a", found.text, source=read.source),
        [found.structure, found.markup],
        (),
        found=Findings("t", lang="fr", renditions=found.renditions),
        provenance=Provenance(),
        gaps=found.gaps,
    )
    assert text_of(root) == found.text
    assert source_text(root) == read.text


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Lire aussi : « La crue monte », un reportage de Luc Adam", "« La crue monte »"),
        ("Lire aussi : La crue monte", "La crue monte"),
        ("Lire aussi : « La ville » a peur", "« La ville » a peur"),
        ("Lire aussi : Crue : « la ville » a peur", "Crue : « la ville » a peur"),
    ],
)
def test_the_title_of_a_link_is_what_stands_between_marks(line: str, title: str) -> None:
    source = f"Un titre court\n{BODY}\n{line}\n{BODY}"
    found = find_structure(source)
    shown = [found.text[one.span.start : one.span.end] for one in found.markup.annotations if one.tag == "title"]
    assert shown == [title]
    encoded = encode(source.encode(), filename="a.txt", article_id="a", options=Options(model="none")).data.decode()
    assert ("<soCalled" in encoded) == ("la ville" in title.lower())
    assert "<said" not in encoded
