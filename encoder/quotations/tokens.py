"""A stretch of text as the rules see it: words, marks of punctuation, names and whole quotations, cut into sentences.

A quotation is one token, whatever it holds, so that no full stop inside it ends the sentence around it, and no verb
inside it is taken for a cue.
"""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from encoder.quotations.lexicon import plain, words
from tei import Annotation, Span

TokenKind = Literal["word", "mark", "name", "quotation"]

_TOKEN: Final = re.compile(
    r"(?i:aujourd[’']hui|d[’']autres\b|l[’']une?(?=\s+d(?:[’'](?:eux|elles|entre)\b|e\s+(?:[cslmn]es|nos|leurs)\b))|(?:[ldsnjmtc]|qu|lorsqu|puisqu|jusqu|presqu|quelqu)[’'](?=\w|\Z))|"
    r"\d+(?:[.,\u00a0\u202f]\d+)*|(?:MM?|Mgr|Dr|Pr|Ste?|art|Prof|[A-Z])\.(?=[\s\u00a0]+(?:[A-ZÀ-Ý\d]|\Z))|MM?\.(?=[\s\u00a0]+d(?:es?\b|u\b|[’']))|"
    r"\w+(?:[-‑]\w+)*|\.{2,}|\S"
)
_CLITIC: Final = re.compile(r"(.+?)([-‑](?:t[-‑])?(?:ils?|elles?|on|je|nous|vous|ce))", re.IGNORECASE)
_END: Final = frozenset({".", "!", "?", "…", "...", ".."})
_SHOWN: Final = 100
"""How much of either end of a long quotation its token has, so that nested ones are not copied at every depth."""

_INNER_END: Final = re.compile(r"[.!?…][\s\u00a0\u202f»”\"’›]*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its span, its words in lower case, and the name or the number of the quotation it stands for."""

    kind: TokenKind
    span: Span
    text: str
    low: str
    name: Annotation | None = None
    quotation: int = -1

    @property
    def capital(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[:1].isupper()


Piece = tuple[int, Span]
"""A piece of a quotation: the number of the quotation, the piece's span."""


def tokenise(
    text: str, stretch: Span, quotations: Sequence[Piece], names: Iterable[tuple[Span, Annotation]]
) -> list[Token]:
    """Give the tokens of a stretch.

    ``quotations`` are the outermost ones in it; ``names`` are names with the span that is one token, which has the
    marks around a mere name inside. A name that touches a quotation is left to the quotation.
    """
    holes: list[tuple[Span, Annotation | None, int]] = [(span, None, number) for number, span in quotations]
    holes += [(span, name, -1) for span, name in names if not _touches(quotations, span)]
    found: list[Token] = []
    position = stretch.start
    for span, annotation, number in sorted(holes, key=lambda hole: (hole[0].start, -hole[0].end)):
        if span.start < position:
            continue
        found.extend(_words(text, position, span.start))
        content = (
            text[span.start : span.end]
            if span.end - span.start <= 2 * _SHOWN
            else (text[span.start : span.start + _SHOWN] + text[span.end - _SHOWN : span.end])
        )
        kind: TokenKind = "name" if annotation else "quotation"
        found.append(Token(kind, span, content, plain(content), annotation, number))
        position = span.end
    found.extend(_words(text, position, stretch.end))
    return [_with_accent(found, index) for index in range(len(found))]


def _with_accent(tokens: Sequence[Token], index: int) -> Token:
    """Give « A » as « à » where it begins a sentence: « A ses yeux », « A en croire X »."""
    token = tokens[index]
    if token.text != "A" or index + 1 >= len(tokens) or (index and tokens[index - 1].kind == "word"):
        return token
    after = tokens[index + 1].low
    return replace(token, low="à") if after in words("determiner") or after == "en" else token


def sentences(tokens: Sequence[Token]) -> list[Span]:
    """Give the sentences as ranges of tokens: they end at . ! ? … and where a quotation that ends so is followed by a
    capital.
    """
    found = []
    start = 0
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None or _ends(token, after):
            found.append(Span(start, index + 1))
            start = index + 1
    return found


def ends_inside(token: Token) -> bool:
    """Tell whether a quotation ends a sentence inside its marks."""
    return bool(_INNER_END.search(token.text[-12:]))


def _touches(quotations: Sequence[Piece], span: Span) -> bool:
    at = bisect.bisect_right(quotations, span.start, key=lambda one: one[1].end)
    return at < len(quotations) and quotations[at][1].start < span.end


def _ends(token: Token, after: Token) -> bool:
    if token.kind == "mark" and token.text in _END:
        return after.kind == "quotation" or after.capital or after.text in ("—", "–", "-") or after.text[:1].isdigit()
    if token.kind == "quotation" and ends_inside(token):
        return after.capital or after.kind == "quotation"
    return False


def _words(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        if split := _CLITIC.fullmatch(word):
            middle = match.start() + len(split[1])
            found.append(_token(text, match.start(), middle))
            found.append(_token(text, middle, match.end()))
        else:
            found.append(_token(text, match.start(), match.end()))
    return found


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    is_word = any(character.isalnum() for character in word)
    return Token("word" if is_word else "mark", Span(start, end), word, plain(word).replace("‑", "-"))
