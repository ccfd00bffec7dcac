"""Sentences of a press text, by rules: where one ends, and what only looks like an end.

A sentence ends at a run of ``.``, ``!``, ``?`` or ``…``, with the marks that close quotations and brackets after it,
if white space and the beginning of a sentence follow; inside a quotation too. No end is the point of an abbreviation,
an initial or a number in a list, an ellipsis in brackets, or a mark after which the sentence goes on in lower case
(« Quoi ? » dit-il). A block is never joined to the next. The rules are measured by
``python -m tests.benchmarks.sentences``.
"""

import bisect
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from tei import Span

_SPACES: Final = " \t\n\r\u00a0\u2009\u202f"
_END: Final = re.compile(
    rf"(?P<marks>[.!?…]+(?:[{_SPACES}][!?…]+){{0,4}})"
    rf"(?P<closing>(?:[{_SPACES}]?[»›]|[”\"’')\]]){{0,4}})"
    rf"(?P<gap>[{_SPACES}]+|\Z)"
)
_OPENING: Final = re.compile(rf"(?:[«“„\"'‘‹(\[—–-][{_SPACES}]*){{0,6}}")
_WORD_BEFORE: Final = re.compile(r"[^\W_](?:[\w°.-]{0,20})\Z|§\Z")
_INITIALS: Final = re.compile(r"[^\W\d_](?:\.-?[^\W\d_]){0,6}|(?:[A-Z]\.-?)?[CPT]h")
_NUMBERED: Final = re.compile(r"\d{1,2}|[^\W\d_]|[IVX]{1,5}")
_NUMBER: Final = re.compile(r"\d|[A-Z]\.|[IVXLC]{1,6}\b")
_NEXT_WORD: Final = re.compile(r"[^\W\d_]+['’]?")
_KEPT_BACK: Final = 24


def find_sentences(text: str, block: Span, *, lang: str = "fr", whole: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Give the sentences of a block, without the white space around them.

    ``whole`` are stretches, such as names, in which no sentence ends. The abbreviations are those of ``lang`` (``fr``
    or ``en``); in any other language the general rules alone decide.
    """
    start = _skip(text, block.start, block.end)
    inside = _merged(whole)
    found = []
    for match in _END.finditer(text, block.start, block.end):
        end, following = match.end("closing"), match.end()
        if end <= start or following >= block.end or _within(inside, end):
            continue
        if _ends(text, start, match, lang) and _begins(text, following, block.end):
            found.append(Span(start, end))
            start = following
    last = block.end
    while last > start and text[last - 1].isspace():
        last -= 1
    if start < last:
        found.append(Span(start, last))
    return tuple(found)


def _ends(text: str, start: int, match: re.Match[str], lang: str) -> bool:
    """Tell whether the marks end what stands before them."""
    marks = match["marks"]
    if marks == ".":
        return not _is_abbreviation(text, start, match, lang)
    omission = text[max(match.start() - 1, 0)] in "[(" and match["closing"][:1] in ("]", ")")
    return not (omission and set(marks) <= {".", "…"})


def _is_abbreviation(text: str, start: int, match: re.Match[str], lang: str) -> bool:
    at, following = match.start(), match.end()
    before = _WORD_BEFORE.search(text, max(start, at - _KEPT_BACK), at)
    if before is None:
        return False
    word = before[0]
    if before.start() == start and _NUMBERED.fullmatch(word):  # « 1. La gratuité », « A. Les faits »
        return True
    titles, numbered, beginnings = _words(lang)
    if match["closing"].strip(_SPACES):
        return False
    if word in titles:
        return not _counted(text, before.start())
    if word.casefold() in numbered and _NUMBER.match(text, following):
        return True
    after = _NEXT_WORD.match(text, following) if _INITIALS.fullmatch(word) and word[0].isupper() else None
    return after is not None and _key(after[0]) not in beginnings


def _counted(text: str, at: int) -> bool:
    """Tell whether a number stands before: « 30 M » is a sum, not a title."""
    return text[max(at - 2, 0) : at].rstrip(_SPACES)[-1:].isdigit()


def _begins(text: str, at: int, end: int) -> bool:
    """Tell whether a sentence can begin here: with a capital, a digit or a sign, behind opening marks or not."""
    opening = _OPENING.match(text, at, end)
    first = text[opening.end() if opening else at : end][:1]
    return bool(first) and not first.islower() and first not in ",;:»)]!?.…"


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Give disjoint stretches, sorted, for spans that may overlap."""
    merged: list[tuple[int, int]] = []
    for one in sorted(spans):
        if merged and one.start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], one.end)
        else:
            merged.append((one.start, one.end))
    return merged


def _within(merged: list[tuple[int, int]], offset: int) -> bool:
    index = bisect.bisect_left(merged, (offset, 0)) - 1
    return index >= 0 and merged[index][0] < offset < merged[index][1]


def _key(word: str) -> str:
    return word.casefold().replace("’", "'")


@cache
def _words(lang: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give the titles (as written), the abbreviations before numbers and the beginnings (lower case) of a language."""
    sections: dict[str, set[str]] = {}
    for paragraph in files("encoder").joinpath("data", "abbreviations.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
        if lines:
            sections[lines[0]] = set(" ".join(lines[1:]).split())
    titles = sections.get(f"{lang} title", set())
    titles = titles | {word.lower() for word in titles if len(word) > 1} | {word.capitalize() for word in titles}
    numbered = {word.casefold() for word in sections.get(f"{lang} number", set())}
    return frozenset(titles), frozenset(numbered), frozenset(sections.get(f"{lang} before", set()))
