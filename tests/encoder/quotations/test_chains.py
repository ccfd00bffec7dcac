"""Quotations over several paragraphs: re-opened and closed once, or never closed and then no quotation at all."""

import pytest

from encoder.quotations import annotate_quotations
from encoder.quotations.chains import find_quotations
from tei import Span


def pieces(text: str, flow: list[int] | None = None) -> list[list[str]]:
    blocks = spans(text)
    found = find_quotations(text, blocks, flow)
    return [[text[one.start : one.end] for one in quotation.pieces] for quotation in found.quotations]


def spans(text: str) -> list[Span]:
    start, found = 0, []
    for line in text.split("\n"):
        found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


@pytest.mark.parametrize("mark", ["« ", "» "])
def test_a_quotation_that_is_opened_again_at_each_paragraph_is_one(mark: str) -> None:
    text = f"« Nous avons compté les heures.\n{mark}Puis nous avons compté les jours. »\nElle se tait."
    assert pieces(text) == [["« Nous avons compté les heures.", f"{mark}Puis nous avons compté les jours. »"]]


def test_one_paragraph_without_marks_may_stand_inside() -> None:
    text = "« Nous avons compté les heures.\nPuis les jours.\nPuis plus rien », dit-elle."
    assert pieces(text) == [["« Nous avons compté les heures.", "Puis les jours.", "Puis plus rien »"]]


def test_two_paragraphs_without_marks_are_not_swallowed() -> None:
    assert pieces("« Nous avons compté les heures.\nPuis les jours.\nPuis rien.\nEt plus rien », dit-elle.") == []


def test_a_link_between_two_paragraphs_is_no_piece() -> None:
    text = "« Nous avons compté les heures.\nUn autre article\n» Puis les jours. »"
    assert pieces(text, [0, 2]) == [["« Nous avons compté les heures.", "» Puis les jours. »"]]
    found = annotate_quotations(text, spans(text), [], flow=[0, 2])
    first, second = found.layer.annotations
    assert (first.get("next"), second.get("prev")) == (f"#{second.get('xml:id')}", f"#{first.get('xml:id')}")


def test_a_mark_that_is_never_closed_makes_no_quotation_and_swallows_no_paragraph() -> None:
    text = "Il dit : « Je pars.\nUn autre. « Bien », dit-elle."
    found = find_quotations(text, spans(text))
    assert [text[one.start : one.end] for one in found.quotations] == ["« Bien »"]
    assert found.unpaired == (9,)


def test_quotations_in_a_chain_nest() -> None:
    text = "« Nous disions “non” tous les matins.\n» Et “oui” tous les soirs. »"
    assert [one[0] for one in pieces(text)[1:]] == ["“non”", "“oui”"]


def test_a_paragraph_that_opens_a_quotation_does_not_close_one_left_open_before_a_story() -> None:
    text = "Luc dit : « Nous avons compté les heures.\nLe soir tombe.\n« Il fait nuit », dit Anne."
    found = find_quotations(text, spans(text))
    assert [text[one.start : one.end] for one in found.quotations] == ["« Il fait nuit »"]
    assert found.unpaired == (text.index("«"),)


def test_a_mark_that_closes_behind_an_opened_one_of_its_kind_closes_nothing_before() -> None:
    text = "« Nous avons compté les heures.\nIl dit « bien » et s’en va »."
    found = find_quotations(text, spans(text))
    assert [text[one.start : one.end] for one in found.quotations] == ["« bien »"]
    assert len(found.unpaired) == 2
    assert len(pieces("« Nous avons compté les heures.\nIl dit “bien” et s’en va ».")[0]) == 2


def test_words_that_say_who_speaks_show_that_a_closing_mark_was_forgotten() -> None:
    text = "« Nous avons compté les heures, a raconté le maire.\nLe soir tombe sur le port »."
    assert annotate_quotations(text, spans(text), []).unpaired == (0, len(text) - 2)
    again = text.replace("Le soir", "« Le soir")
    assert annotate_quotations(again, spans(again), []).unpaired == ()
