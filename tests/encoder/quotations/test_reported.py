"""Reported speech without marks: off unless it is asked for, and only where cue and clause are plain."""

import pytest
from lxml import etree

from encoder.pipeline import Options, encode
from encoder.quotations import annotate_quotations
from encoder.quotations.table import read_quotations
from tests.encoder.quotations.shared import article

L = "{Anne Lefort|p lefort}"


def reported(marked: str) -> list[tuple[str, str]]:
    one = article(marked)
    layer = annotate_quotations(one.text, one.blocks, one.names, reported=True).layer
    return [
        (one.text[found.span.start : found.span.end], found.get("who").lstrip("#"))
        for found in layer.annotations
        if found.get("direct") == "false"
    ]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        (f"Selon {L}, le pont tiendra jusqu’en mai.", ["le pont tiendra jusqu’en mai"]),
        (f"Le pont tiendra jusqu’en mai, selon {L}.", ["Le pont tiendra jusqu’en mai"]),
        (f"{L} a affirmé que le pont tiendrait.", ["le pont tiendrait"]),
        (f"Le pont tiendra, a indiqué mardi {L}.", ["Le pont tiendra"]),
        (f"{{LAON|l laon}} - Selon {L}, le pont tiendra jusqu’en mai.", ["le pont tiendra jusqu’en mai"]),
        (f"Le 30 février, a plaisanté {L}, tout sera fini.", ["Le 30 février", "tout sera fini"]),
        (f"Demain, a plaisanté {L}, tout sera fini.", ["Demain", "tout sera fini"]),
        (f"Le pont tiendra, a indiqué {L}, mais la ville attend.", ["Le pont tiendra"]),
        (
            f"{L} a affirmé que le pont tiendrait et a ajouté que rien ne pressait.",
            ["le pont tiendrait", "rien ne pressait"],
        ),
    ],
)
def test_reported_speech_is_a_clause_with_its_speaker(marked: str, words: list[str]) -> None:
    assert reported(marked) == [(one, "pers.lefort") for one in words]


@pytest.mark.parametrize(
    "marked",
    [
        f"{L} a annoncé son départ.",
        "Il a plu, selon toute apparence.",
        f"Selon {L}, le pont est « perdu ».",
        f"{L} a traversé le pont.",
    ],
)
def test_what_is_no_plain_report_is_left(marked: str) -> None:
    assert reported(marked) == []


def test_two_pieces_of_one_report_name_one_another_and_the_table_has_the_cue_of_both() -> None:
    text = "Le pont\nLe 3 mars, a plaisanté un témoin, tout sera fini.\nIl a raison.".encode()
    found = encode(text, filename="a.txt", article_id="a", options=Options(model="none", reported_speech=True))
    root = etree.fromstring(found.data)
    rows = read_quotations(root)
    assert [(one.words, one.cue, one.reported) for one in rows] == [
        ("Le 3 mars", "a plaisanté", True),
        ("tout sera fini", "a plaisanté", True),
    ]
    first, second = root.iter("{http://www.tei-c.org/ns/1.0}said")
    assert first.get("next") == f"#{second.get('{http://www.w3.org/XML/1998/namespace}id')}"


def test_it_is_off_by_default_and_valid_when_on() -> None:
    text = "Le pont\nUn témoin a affirmé que le pont tiendrait jusqu’en mai.\nIl a raison.".encode()
    off = encode(text, filename="a.txt", article_id="a", options=Options(model="none"))
    on = encode(text, filename="a.txt", article_id="a", options=Options(model="none", reported_speech=True))
    assert b'direct="false"' not in off.data
    assert b'direct="false"' in on.data
