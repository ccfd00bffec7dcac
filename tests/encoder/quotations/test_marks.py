"""Marks: which closing one belongs to which opening one, in any order and any nesting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.quotations.marks import find_marks
from tei import Span


def quoted(text: str) -> list[tuple[str, int]]:
    marks = find_marks(text, Span(0, len(text)))
    return [(text[span.start : span.end], depth) for span, depth in marks.spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit : «\u00a0Oui\u00a0». Elle : «\u202fNon\u202f».", [("«\u00a0Oui\u00a0»", 0), ("«\u202fNon\u202f»", 0)]),
        ("« Il crie “Va-t’en ‘idiot’ !” »", [("« Il crie “Va-t’en ‘idiot’ !” »", 0), ("“Va-t’en ‘idiot’ !”", 1),
            ("‘idiot’", 2)]),
        ('"Yes," he said. "No."', [('"Yes,"', 0), ('"No."', 0)]),
        ('« Elle a dit "oui" »', [('« Elle a dit "oui" »', 0), ('"oui"', 1)]),
        ("“L’eau” et ‘l’air’", [("“L’eau”", 0), ("‘l’air’", 0)]),
        ("Von »Zwang« und »Unsinn« war die Rede.", [("»Zwang«", 0), ("»Unsinn«", 0)]),
        ("„Nein“ und ‚eng‘", [("„Nein“", 0), ("‚eng‘", 0)]),
        ("”Ja”, sade hon.", [("”Ja”", 0)]),
        ("L’homme d’État", []),
        ("« a « b » c »", [("« a « b » c »", 0), ("« b »", 1)]),
        ("‹ a ›", [("‹ a ›", 0)]),
        ("«»", [("«»", 0)]),
        # one mark turned the wrong way, in brackets, turns no other
        ("Le RX ( »Réveil du Nord ») veut « tenir » la ville.", [("»Réveil du Nord »", 0), ("« tenir »", 0)]),
        ("( »Nord«) und »Süd«", [("»Nord«", 0), ("»Süd«", 0)]),
        ("Il parle » de tout « et part.", []),
        # an opening mark that stands as only a closing one can
        ("“C’est loin“, dit-elle. “Très“.", [("“C’est loin“", 0), ("“Très“", 0)]),
        ("«C’est loin«, dit-elle. «Très»", [("«C’est loin«", 0), ("«Très»", 0)]),
        ("“Il a dit “Va” à tous”", [("“Il a dit “Va” à tous”", 0), ("“Va”", 1)]),
        ("“C’est “... loin” d’ici”", [("“C’est “... loin” d’ici”", 0), ("“... loin”", 1)]),
        # two marks that are not alike
        ('Il dit "trop lourd” et "oui".', [('"trop lourd”', 0), ('"oui"', 0)]),
        ('« trop lourd", dit-il. « Oui »', [('« trop lourd"', 0), ("« Oui »", 0)]),
        ('"trop lourd», dit-il. "Oui"', [('"trop lourd»', 0), ('"Oui"', 0)]),
        ("“trop lourd», dit-il", [("“trop lourd»", 0)]),
        ('« un mot" de trop »', [("« un mot\" de trop »", 0)]),
        ('« un " mot " de trop »', [('« un " mot " de trop »', 0), ('" mot "', 1)]),
        # blanks on both sides of straight marks
        ('D’un " coup ", puis d’un " choc ".', [('" coup "', 0), ('" choc "', 0)]),
        ('Il dit "...oui".', [('"...oui"', 0)]),
        ('“un "mot" de trop”', [('“un "mot" de trop”', 0), ('"mot"', 1)]),
    ],
)  # fmt: skip
def test_marks_are_paired_and_nested(text: str, expected: list[tuple[str, int]]) -> None:
    assert quoted(text) == expected


def test_a_mark_without_partner_is_reported_and_swallows_nothing() -> None:
    text = "« Je pars. Elle “reste » ici»"
    marks = find_marks(text, Span(0, len(text)))
    assert [text[span.start : span.end] for span, _ in marks.spans] == ["« Je pars. Elle “reste »"]
    assert [text[at] for at in marks.opened] == ["“"]
    assert [text[at] for at in marks.closed] == ["»"]


@given(st.text(st.sampled_from('«»“”„‚‘’‹›" a.\n'), max_size=200))
def test_any_order_of_marks_nests(text: str) -> None:
    marks = find_marks(text, Span(0, len(text)))
    spans = [span for span, _ in marks.spans]
    assert not any(one.crosses(other) for one in spans for other in spans)
    assert not {*marks.opened, *marks.closed} & {at for span in spans for at in (span.start, span.end - 1)}
