"""Who is meant by a relative clause alone: « celle que l’on appelle « X » », « celui qui dirige le club »."""

from collections.abc import Sequence
from typing import Final

from encoder.quotations.lexicon import Gender, words
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.tokens import Token
from tei import Span

_CLAUSE: Final = 16
"""How many tokens such a clause has at most."""

_CALLED: Final = 3
"""How many words a name between marks has at most."""

_HEADS: Final[dict[str, tuple[Gender, bool]]] = {
    "celui": ("m", False), "celle": ("f", False), "ceux": ("m", True), "celles": ("f", True),
}  # fmt: skip


def relative_phrase(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Give who « celui qui … » or « celle que … » is, if these words begin at a token.

    It is who is called so, or who is named behind the clause (« celle qui a fondé l’école, Anne Lefort »), else
    somebody without a name.
    """
    if start + 2 >= end or tokens[start].low not in _HEADS or tokens[start + 1].low not in ("qui", "que", "qu'"):
        return None
    last = start + 2
    limit = min(end, start + _CLAUSE)
    called = False
    while last < limit and tokens[last].kind not in ("mark", "quotation"):
        if called and tokens[last].kind == "name":
            return _named(tokens, last)
        called = called or tokens[last].low in words("surnaming")
        last += 1
    if called and last < limit and tokens[last].kind == "quotation" and len(tokens[last].text.split()) <= _CALLED + 2:
        return _so_called(tokens, start, last)
    apposed = parse_phrase(tokens, last + 1, end) if last < end and tokens[last].text == "," else None
    if apposed is not None and apposed.kind == "name" and not apposed.head and not apposed.plural:
        return apposed
    gender, plural = _HEADS[tokens[start].low]
    span = Span(tokens[start].span.start, tokens[last - 1].span.end)
    return Phrase(
        "noun", span, last, tokens[start].low, gender=gender, plural=plural, indefinite=True, person_like=True
    )


def _named(tokens: Sequence[Token], at: int) -> Phrase | None:
    phrase = parse_phrase(tokens, at, at + 1)
    return phrase if phrase is not None and phrase.kind == "name" else None


def _so_called(tokens: Sequence[Token], start: int, at: int) -> Phrase:
    """Give somebody whose name between marks is not tagged: the name alone, without its marks, is the phrase."""
    shown = tokens[at].text
    before = len(shown) - len(shown.lstrip('«“"‘„ \u00a0\u202f'))
    after = len(shown) - len(shown.rstrip('»”"’ \u00a0\u202f'))
    span = Span(tokens[at].span.start + before, max(tokens[at].span.start + before, tokens[at].span.end - after))
    gender, plural = _HEADS[tokens[start].low]
    return Phrase("noun", span, at + 1, tokens[start].low, gender=gender, plural=plural, person_like=True, named=True)
