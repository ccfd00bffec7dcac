"""Lines of dialogue with dashes, and interviews whose turns have labels."""

import pytest

from encoder.pipeline import Options, encode
from encoder.quotations.interviews import find_turns
from encoder.quotations.stretches import Names
from tei import Annotation, Entry, Form, Span
from tests.encoder.quotations.shared import annotate, article, quotations


@pytest.mark.parametrize("dash", ["— ", "– ", "—\u00a0"])
def test_lines_with_dashes_are_speech_up_to_who_speaks(dash: str) -> None:
    text = (
        f"{{Anne Lefort|p lefort}} entre.\n{dash}Nous attendons des preuves, dit-elle.\n{dash}Lesquelles ?\nElle sort."
    )
    assert quotations(text) == [
        (f"{dash}Nous attendons des preuves", "said", "pers.lefort"),
        (f"{dash}Lesquelles ?", "q", ""),
    ]


def test_words_after_who_speaks_are_no_speech() -> None:
    text = "— Vous partez ! lance {Anne Lefort|p lefort}. Elle se lève.\n— Oui."
    assert quotations(text)[0] == ("— Vous partez !", "said", "pers.lefort")


def test_a_dash_alone_is_no_dialogue() -> None:
    assert quotations("— Le timbre a augmenté, dit-elle.\nElle sort.") == []


INTERVIEW = """Le Courrier : {first}
Anne Lefort : Oui, et ce n’est pas nouveau.
Nous mesurons une baisse depuis des années.
Le Courrier : Que faut-il faire ?
Anne Lefort : Réparer les fuites, d’abord.
Le Courrier : Et ensuite ?
A. L. : Rien."""


def test_the_turns_of_an_interview_have_their_speaker() -> None:
    text = INTERVIEW.format(first="Est-ce grave ?").replace("Anne Lefort", "{Anne Lefort|p lefort}")
    one = article(text)
    turns = annotate(one).turns.annotations
    spoken = [(one.text[turn.span.start : turn.span.end], turn.get("who")) for turn in turns if turn.tag == "sp"]
    assert spoken[0] == ("Le Courrier : Est-ce grave ?", "")
    assert spoken[1][0].endswith("depuis des années.")
    assert [who for _, who in spoken] == ["", "#pers.lefort", "", "#pers.lefort", "", ""]
    labels = [one.text[turn.span.start : turn.span.end] for turn in turns if turn.tag == "label"]
    assert labels[:2] == ["Le Courrier :", "Anne Lefort :"]


@pytest.mark.parametrize(
    "text",
    [
        "Le plan : rien.\nLe budget : rien.\nLe reste : rien.\nLa suite : rien.",
        "Note : un.\nNote : deux ?\nNote : trois.\nNote : quatre.",
        "Lens : un.\nLille : deux.\nLens : trois.\nLille : quatre.",
        "Le plan : un ?\nLe budget : deux.\nLe reste : trois.\nLa suite : quatre.",
        "Anne : oui.\nLuc : non.",
    ],
)
def test_lines_with_colons_are_no_interview(text: str) -> None:
    assert annotate(article(text)).turns.annotations == ()


def test_an_interview_is_encoded_into_a_valid_document() -> None:
    text = "L’eau manque\n" + INTERVIEW.format(first="Est-ce grave ?")
    found = encode(text.encode(), filename="a.txt", article_id="a", options=Options(model="none"))
    assert found.data.count(b"<sp ") == 6
    assert b"<label>Le Courrier :</label> Est-ce grave" in found.data


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize(
    ("asks", "answers", "later", "whose"),
    [
        ("L’Écho des stades : ", "Anne Lefort : ", "Anne Lefort : ", "#pers.anne-lefort"),
        ("L’Écho des stades : ", "Lefort Anne : ", "Lefort Anne : ", "#pers.anne-lefort"),
        ("L’Écho des stades : ", "Anne Lefort : ", "A. L. : ", "#pers.anne-lefort"),
        ("LE COURRIER. – ", "ANNE LEFORT. – ", "A. L. – ", "#pers.anne-lefort"),
        ("Le Courrier – ", "Anne Lefort – ", "Lefort – ", "#pers.anne-lefort"),
        ("Le Courrier - ", "Anne Lefort - ", "A.L. - ", "#pers.anne-lefort"),
        ("Q. – ", "R. – ", "R. – ", "#pers.anne-lefort"),
        ("Q : ", "R : ", "R : ", "#pers.anne-lefort"),
        ("Question : ", "Réponse : ", "Réponse : ", "#pers.anne-lefort"),
        ("Question de Paul : ", "Anne Lefort : ", "Anne Lefort : ", "#pers.anne-lefort"),
    ],
)
def test_every_layout_of_an_interview(asks: str, answers: str, later: str, whose: str, blank: str) -> None:
    lines = ["Anne Lefort parle de l’eau", f"{asks}Est-ce grave ?", f"{answers}Oui.", f"{asks}Que faire ?",
        f"{later}Rien.", "C’est trop tard.", f"{asks}Et demain ?", f"{later}Non plus."]  # fmt: skip
    text = "\n".join(lines)
    names = [Annotation.of("persName", 0, 11, ref="#pers.anne-lefort")]
    blocks, start = [], 0
    for line in lines:
        blocks.append(Span(start, start + len(line)))
        start += len(line) + 1
    entry = Entry("pers.anne-lefort", "person", (Form("Anne Lefort"),))
    turns = find_turns(text, blocks, range(1, len(blocks)), Names(text, names), [entry])
    spoken = [one for one in turns if one.tag == "sp"]
    assert [one.get("who") for one in spoken] == ["", whose, "", whose, "", whose]
    assert text[spoken[3].span.start : spoken[3].span.end].endswith("trop tard.")
    encoded = encode(f"\n{blank}".join(lines).encode(), filename="a.txt", article_id="a", options=Options(model="none"))
    assert encoded.data.count(b"<sp ") == 6
    assert b'type="main">Anne Lefort parle' in encoded.data


def test_initials_of_two_persons_mean_the_one_who_speaks() -> None:
    lines = [
        "L’Écho : Vrai ?",
        "Anne Lefort : Oui.",
        "L’Écho : Sûr ?",
        "A. L. : Oui.",
        "L’Écho : Et ?",
        "A. L. : Rien.",
    ]
    blocks = [Span(sum(map(len, lines[:n])) + n, sum(map(len, lines[: n + 1])) + n) for n in range(len(lines))]
    text = "\n".join(lines)
    entries = [
        Entry(f"pers.{id_}", "person", (Form(form),)) for id_, form in (("a", "Anne Lefort"), ("b", "Ali Loubet"))
    ]
    first = text.index("Anne")
    names = Names(text, [Annotation.of("persName", first, first + 11, ref="#pers.a")])
    turns = find_turns(text, blocks, range(len(blocks)), names, entries)
    assert [one.get("who") for one in turns if one.tag == "sp"][3::2] == ["#pers.a", "#pers.a"]
    turns = find_turns(text, blocks, range(len(blocks)), Names(text, []), entries)
    assert [one.get("who") for one in turns if one.tag == "sp"][3::2] == ["", ""]


def test_a_headline_that_quotes_is_no_turn() -> None:
    text = "Anne Lefort : « L’eau manque »\n" + INTERVIEW.format(first="Est-ce grave ?")
    found = encode(text.encode(), filename="a.txt", article_id="a", options=Options(model="none"))
    assert found.data.count(b"<sp ") == 6
    assert b"<head " in found.data


@pytest.mark.parametrize(
    ("line", "spoken"),
    [
        ("— Non, répondit {Paul|p a}. J’ai à faire. Viens demain !", ["— Non", "J’ai à faire. Viens demain !"]),
        ("— Non, répondit {Paul|p a}. Il se tut. Nous partîmes.", ["— Non"]),
        ("— Non, répondit {Paul|p a}. Vous venez ? Il se tut.", ["— Non", "Vous venez ?"]),
    ],
)
def test_a_line_goes_on_behind_who_speaks_where_it_asks_or_addresses(line: str, spoken: list[str]) -> None:
    found = quotations(f"— Tu viens ? demanda {{Anne|p b}}.\n{line}")
    assert found == [("— Tu viens ?", "said", "pers.b"), *((one, "said", "pers.a") for one in spoken)]


def test_words_that_a_pronoun_for_nobody_says_are_no_words_held_at_a_distance() -> None:
    found = quotations('Il a dit "bonjour" puis “au revoir”. Des « casseurs » rient.')
    assert [tag for _, tag, _ in found] == ["q", "q", "soCalled"]
