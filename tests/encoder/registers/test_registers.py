"""One entry for one thing: who shares an entry, who is kept apart, which forms an entry has."""

from encoder.registers import new_entry, register
from tei import Annotation, Entry, Form, Layer, Span

A = Annotation.of


def test_mentions_share_an_entry_and_two_bearers_of_a_surname_are_kept_apart() -> None:
    text = "Anne Lefort\nLefort\nMax Weber\nAlfred Weber\nWeber\nLyon\nLYON"
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(A("placeName" if "yon" in line.lower() else "persName", start, start + len(line)))
        start += len(line) + 1
    layer, entries = register(text, [Span(0, len(text))], Layer("entities", tuple(spans)))
    assert [one.get("ref") for one in layer.annotations] == [
        "#pers.anne-lefort", "#pers.anne-lefort", "#pers.max-weber", "#pers.alfred-weber", "#pers.weber",
        "#pl.lyon", "#pl.lyon",
    ]  # fmt: skip
    assert next(one for one in entries if one.id == "pers.anne-lefort").forms == (Form("Anne Lefort"), Form("Lefort"))
    assert next(one for one in entries if one.id == "pl.lyon").forms == (Form("Lyon"), Form("LYON"))


def test_entries_that_differ_only_in_accents_get_ids_of_their_own() -> None:
    _, entries = register(
        "Pécs\nPecs", [Span(0, 4), Span(5, 9)], Layer("e", (A("placeName", 0, 4), A("placeName", 5, 9)))
    )
    assert [one.id for one in entries] == ["pl.pecs", "pl.pecs.2"]


def test_an_entry_for_an_unnamed_source_gets_an_id_of_its_own() -> None:
    first = new_entry("person", Form("source policière", "anonymous"), ())
    assert first == Entry("pers.source-policiere", "person", (Form("source policière", "anonymous"),))
    assert new_entry("person", first.forms[0], [first]).id == "pers.source-policiere.2"
