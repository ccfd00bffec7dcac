"""A document as the rules see it: lines of words, and names over them.

Words are letters, digits and inner hyphens or apostrophes; an elided article (« l’ ») is a word of its own, and so is
every mark. Offsets are code points of the article's text, half-open.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from encoder.rules.lexicon import folded, words_of
from tei import Annotation, Span

RESP: Final = "#rules"
"""The step that a rule's decision is put down to."""

PERSON: Final = "persName"
PLACE: Final = "placeName"
ORG: Final = "orgName"

Names = tuple[Annotation, ...]
"""Names in the order of the text; none overlaps another."""

_WORD: Final = re.compile(
    r"(?:[ldsnjmtc]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'](?=\w)"
    r"|[\w\u0300-\u036f]+(?:[-‑’'][\w\u0300-\u036f]+)*"
    r"|[^\s\w]",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"\d{1,3}(?:er|re|e|è|ère|ème)")
_SENTENCE_END: Final = frozenset(".!?…:")
_OPENING: Final = frozenset("«“\"„‘'’([—–-•*")
_SHOUTED: Final = 0.8
_ENGLISH: Final = 3


class Word(NamedTuple):
    """A word, an elided article or a mark, with its offsets."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word without regard to case."""
        return folded(self.text)

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter, an Arabic article before it or not: « al-Azer »."""
        return self.text[0].isupper() or (self.text.startswith(("al-", "el-")) and self.text[3:4].isupper())

    @property
    def is_word(self) -> bool:
        """Whether this is a word and no mark."""
        return self.text[0].isalnum()

    @property
    def elided(self) -> bool:
        """Whether this is an elided article or pronoun."""
        return self.text[-1] in "’'" and self.text[0].isalpha()

    @property
    def is_ordinal(self) -> bool:
        """Whether this is an ordinal in figures: « 1re », « 13e »."""
        return _ORDINAL.fullmatch(self.low) is not None

    @property
    def is_score(self) -> bool:
        """Whether this is the score of a match: « 2-1 », « 86-79 »."""
        home, dash, away = self.text.partition("-")
        return bool(dash) and home.isdigit() and away.isdigit() and len(home) <= 3 and len(away) <= 3


@dataclass(frozen=True)
class Line:
    """A block of the article with its words."""

    span: Span
    words: tuple[Word, ...]

    @cached_property
    def starts(self) -> list[int]:
        """The offsets at which words start."""
        return [word.start for word in self.words]

    @cached_property
    def shouted(self) -> bool:
        """Whether the line is written in capitals."""
        letters = [c for word in self.words for c in word.text if c.isalpha()]
        return len(letters) > 3 and sum(c.isupper() for c in letters) > _SHOUTED * len(letters)

    @cached_property
    def english(self) -> bool:
        """Whether a line of an article in another language is in English."""
        english = sum(word.low in words_of("grammar", "english") for word in self.words)
        french = sum(word.low in words_of("grammar", "articles") | words_of("grammar", "of") for word in self.words)
        return english >= _ENGLISH and english > french

    def at(self, offset: int) -> int:
        """Give the index of the first word that starts at or after an offset."""
        return bisect.bisect_left(self.starts, offset)

    def indices(self, span: Span) -> tuple[int, int]:
        """Give the half-open range of the words that a span touches."""
        first = bisect.bisect_right(self.starts, span.start) - 1
        if first < 0 or self.words[first].end <= span.start:
            first += 1
        return first, self.at(span.end)

    def low(self, index: int) -> str:
        """Give the word at an index without regard to case; nothing outside the line."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def capital(self, index: int) -> bool:
        """Tell whether there is a word with a capital at an index."""
        return 0 <= index < len(self.words) and self.words[index].capital

    def opens_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of its sentence, or before it: a capital says nothing there."""
        while index > 0 and self.words[index - 1].text in _OPENING:
            index -= 1
        return index <= 0 or self.words[index - 1].text in _SENTENCE_END


@dataclass(frozen=True)
class Document:
    """An article's text, its lines, its language (BCP 47), and names that are beyond doubt (a byline's)."""

    text: str
    lines: tuple[Line, ...]
    lang: str
    certain: frozenset[Span]

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """The words that stand in lower case somewhere: common words."""
        return frozenset(word.text for line in self.lines for word in line.words if word.text.islower())

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the article, as they are written."""
        return frozenset(word.text for line in self.lines for word in line.words)

    @property
    def french(self) -> bool:
        """Whether the rules for French apply."""
        return self.lang.partition("-")[0].lower() == "fr"

    def form(self, span: Span) -> str:
        """Give a name as it stands, with single spaces."""
        return " ".join(self.text[span.start : span.end].split())

    def within_lines(self, names: Iterable[Annotation]) -> list[Annotation]:
        """Give the names that no line's edge cuts."""
        starts = [line.span.start for line in self.lines]
        kept = []
        for one in names:
            index = bisect.bisect_right(starts, one.span.start) - 1
            if index >= 0 and self.lines[index].span.holds(one.span):
                kept.append(one)
        return kept

    def by_line(self, names: Names) -> Iterator[tuple[Line, Names]]:
        """Give every line with the names in it."""
        starts = [one.span.start for one in names]
        for line in self.lines:
            first = bisect.bisect_left(starts, line.span.start)
            yield line, names[first : bisect.bisect_left(starts, line.span.end)]


def words_in(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Give the words and marks of a text, or of a stretch of it."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(match[0], match.start(), match.end()) for match in found)


def read_document(text: str, blocks: Sequence[Span], lang: str, certain: Iterable[Span] = ()) -> Document:
    """Give the document of a text: one line a block."""
    lines = tuple(Line(block, words_in(text, block.start, block.end)) for block in sorted(blocks))
    return Document(text, lines, lang, frozenset(certain))


def name(tag: str, start: int, end: int, cert: str = "medium") -> Annotation:
    """Give a name that a rule decided."""
    return Annotation.of(tag, start, end, cert=cert, resp=RESP)


def merged(document: Document, names: Names, found: Sequence[Annotation]) -> Names:
    """Give the names with those that were found put in; they take the place of what they overlap.

    A name beyond doubt is never replaced. Of found names that overlap, the longest stays, the first of equals.
    """
    kept: list[Annotation] = []
    certain = [one for one in names if one.span in document.certain]
    ranked = sorted(found, key=lambda one: (one.span.start - one.span.end, one.span.start))
    for group in (certain, ranked, names):
        kept = _without_overlap(kept, group)
    return tuple(sorted(kept, key=lambda one: one.span))


def over(names: Names, start: int, end: int) -> Names:
    """Give the names that a stretch of text touches."""
    first = bisect.bisect_right(names, start, key=lambda one: one.span.end)
    return names[first : bisect.bisect_left(names, end, lo=first, key=lambda one: one.span.start)]


def outside(names: Names, found: Iterable[Annotation]) -> list[Annotation]:
    """Give what was found that lies in no name, or is one."""
    return [
        one
        for one in found
        if all(
            other.span == one.span or not other.span.holds(one.span)
            for other in over(names, one.span.start, one.span.end)
        )
    ]


def _without_overlap(kept: list[Annotation], more: Iterable[Annotation]) -> list[Annotation]:
    """Add in order what overlaps nothing that is there."""
    taken = {at for one in kept for at in range(one.span.start, one.span.end)}
    result = list(kept)
    for one in more:
        if one.span.start < one.span.end and not any(at in taken for at in range(one.span.start, one.span.end)):
            taken.update(range(one.span.start, one.span.end))
            result.append(one)
    return result
