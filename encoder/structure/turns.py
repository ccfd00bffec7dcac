"""The labels of an interview’s turns: « Q – », « LE COURRIER : », « Anne Lefort : », « A. L. – ».

Shape only: a line is labelled by the words before a colon or a dash, and an article is an interview if two labels take
turns.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tei import Span

_LABEL: Final = re.compile(
    r"(?P<name>[A-ZÀ-ÝŒ][^\s:.]{0,20}(?:(?:\.?[ \u00a0\u202f’'-]{1,2}|\.(?=[A-ZÀ-Ý]))[^\s:]{1,20}){0,4}?)"
    r"(?:\.?[ \u00a0\u202f]*:|\.[ \u00a0\u202f]*[–—-]|[ \u00a0\u202f][–—-](?=[ \u00a0\u202f]))(?=[ \u00a0\u202f]*\S)"
)
_LEAST: Final = 4
"""An interview has at least this many turns."""

_LEADING: Final = 3
"""Up to how many labels lead an interview."""

_QUESTION: Final = frozenset(["q", "question", "journaliste", "interviewer"])
_ANSWER: Final = frozenset(["r", "réponse", "answer"])
_QUOTED: Final = re.compile(r"[ \u00a0\u202f]*[«“\"].*[»”\"][ \u00a0\u202f]*")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: the number of its block, its span with the mark behind it, that of its words, and its key.

    The key is the same for all labels with the same words, and for « Question de X » and « Question ».
    """

    block: int
    span: Span
    words: Span
    key: str

    @property
    def asks(self) -> bool:
        """Tell whether it says « Question » and no name."""
        return self.key in _QUESTION

    @property
    def answers(self) -> bool:
        """Tell whether it says « Réponse » and no name."""
        return self.key in _ANSWER


def find_labels(text: str, blocks: Sequence[Span], numbers: Iterable[int]) -> tuple[Label, ...]:
    """Give the labels of the turns among some blocks, in their order; nothing where the article is no interview.

    It is one if two labels take turns, four times at least, and something is asked. A label with a word in lower case
    (« L’Écho des stades ») has to come back.
    """
    found = [label for number in sorted(numbers) if (label := _label(text, blocks, number)) is not None]
    counts = Counter(one.key for one in found)
    found = [
        one for one in found
        if counts[one.key] > 1 or _has_capitals(text[one.words.start : one.words.end]) or one.asks or one.answers
    ]  # fmt: skip
    leading = {key for key, count in counts.most_common(_LEADING) if count > 1}
    changes = sum(one.key != after.key for one, after in pairwise(found))
    asked = any("?" in text[one.span.end : blocks[one.block].end] for one in found)
    if len(leading) < 2 or len(found) < _LEAST or changes < len(found) // 2 or not asked:
        return ()
    return tuple(found)


def is_heading(line: str) -> bool:
    """Tell whether a line with a label is a headline: nothing but a quotation follows it."""
    match = _LABEL.match(line)
    return match is not None and _QUOTED.fullmatch(line, match.end()) is not None


def _label(text: str, blocks: Sequence[Span], number: int) -> Label | None:
    block = blocks[number]
    match = _LABEL.match(text, block.start, block.end)
    if match is None or (number == 0 and is_heading(text[block.start : block.end])):
        return None
    key = match["name"].casefold().replace("’", "'").rstrip(". ")
    key = "question" if key.startswith("question ") else key
    return Label(number, Span(*match.span()), Span(*match.span("name")), key)


def _has_capitals(name: str) -> bool:
    return name.isupper() or all(part[:1].isupper() for part in name.split())
