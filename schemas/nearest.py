"""The name that was meant: candidates in the order of their likeness to what was written."""

from collections.abc import Iterable
from functools import lru_cache


def distance(left: str, right: str) -> int:
    """Give the number of edits between two words: insertion, deletion, change, exchange of two neighbours.

    The restricted distance of Damerau (1964) and Levenshtein (1966): no letter is edited twice.
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


@lru_cache(maxsize=4096)
def _rank(word: str, candidate: str) -> tuple[float, bool]:
    if word == candidate:
        return (0, False)
    if word.casefold() == candidate.casefold():
        return (0.25, False)
    edits = distance(word.casefold(), candidate.casefold())
    # a name within the other (pers for persName) is nearer than its length says
    part = len(word) > 2 and candidate.casefold().startswith(word.casefold())
    return (min(edits, 1.5) if part else edits, word[:1].casefold() != candidate[:1].casefold())


def by_likeness(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Give all candidates, the likest first; those equally like stay in the order they came in."""
    return tuple(sorted(candidates, key=lambda candidate: _rank(word, candidate)))


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Give the candidate that was probably meant, or ``""`` if none is close enough."""
    if not word:
        return ""
    best = min(candidates, key=lambda candidate: _rank(word, candidate), default="")
    # of three letters, one is a third: ptr is no slip for phr, but dvi has the very letters of div
    same_letters = sorted(word.casefold()) == sorted(best.casefold())
    most = max(1, len(word) // 3) if len(word) > 3 or same_letters else 0.5
    return best if best and _rank(word, best)[0] <= most else ""


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Give « did you mean X? » for the candidate that was probably meant, or ``""`` if none is close enough."""
    near = nearest(word, candidates)
    return f"did you mean {near}?" if near else ""


class NearestIndex:
    """Finds the nearest of very many words in time that does not depend on their number.

    Words that differ by one edit (or an exchange) share a form with at most one letter left out, which is
    the key here.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = {}
        for word in words:
            for form in _forms(word):
                self._forms.setdefault(form, []).append(word)

    def nearest(self, word: str) -> str:
        """Give the word that was probably meant, or ``""``."""
        candidates = {found: None for form in _forms(word) for found in self._forms.get(form, ())}
        return nearest(word, candidates)


def _forms(word: str) -> set[str]:
    folded = word.casefold()[:64]
    return {folded, *(folded[:i] + folded[i + 1 :] for i in range(len(folded)))}
