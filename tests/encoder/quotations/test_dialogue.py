"""Lines of dialogue with dashes, and interviews whose turns have labels."""

import pytest

from encoder.pipeline import Options, encode
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
        "Note : un.\nNote : deux.\nNote : trois.\nNote : quatre.",
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
