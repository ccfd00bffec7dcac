"""Mentions: the names of one kind in the order of the text, and which of them are meant to be one thing.

Every kind of name says which shorter forms a form may be followed by (:data:`Shorts`); the grouping is the same for
all. It looks at whole documents: a form that one fuller form explains follows it; one that several explain follows the
bearer last spoken of, and is not certain; where two were spoken of in one sentence, it is an entry of its own. The time
is linear in the number of mentions: each form has a bounded number of shorter forms.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from encoder.registers.forenames import Gender
from encoder.registers.words import Words
from tei import Span

_SENTENCE_END: Final = re.compile(r"(?<!\b[A-ZÀ-Þ])[.!?…][»”\")]?\s+(?=[^\sa-zà-ÿ])|\n")
_LEVELS: Final = 4
_FAMILIAR: Final = 3
_REMEMBERED: Final = 4

SEVERAL: Final = "several"
"""The :attr:`Cue.split` of a name that several persons share: nobody's later mentions follow it."""


class Cue(NamedTuple):
    """What the words before a mention say of its bearer.

    ``gender`` is not doubted if ``firm``. ``split`` names a bearer that bears the name otherwise (a pope, a province).
    ``surname`` says that the name is no forename.
    """

    gender: Gender = ""
    firm: bool = False
    split: str = ""
    surname: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text: its words as they are compared, its form as it is written, and what stands before it.

    ``meant`` is the full name, where the text gives a part of it (« Karim et Sofiane Belkadi »); the words are its own.
    """

    span: Span
    form: str
    words: Words
    cue: Cue
    meant: str = ""


Shorts = Mapping[Words, int]
"""The shorter forms of a form, each with its level: 0 another spelling, 1 usual, 2 possible, 3 familiar."""

Bearer = tuple[Words, str]
"""One thing that mentions are of: its fullest form, and what tells it from others that bear the same."""


class Reference(NamedTuple):
    """Whose name a mention is, and whether that is certain."""

    bearer: Bearer
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a kind of name knows of its forms.

    ``shorts`` are the shorter forms of each form, ``genders`` the gender of the forms that tell it, ``splits`` the
    :attr:`Cue.split` of the forms that only one bearer can have (full names).
    ``apart`` says that a form without a split is never one with it (« Alep » is not « la province d’Alep »).
    """

    shorts: Mapping[Words, Shorts]
    genders: Mapping[Words, Gender] = field(default_factory=dict)
    splits: Mapping[Words, str] = field(default_factory=dict)
    apart: bool = False


def sentence_ends(text: str) -> list[int]:
    """Give the offsets where sentences end, as far as the tie between two bearers needs them."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def group(mentions: Sequence[Mention], knowledge: Knowledge, ends: Sequence[int]) -> list[Reference]:
    """Give for each mention, in the order of the text, whose name it is."""
    return _Grouping(mentions, knowledge, ends).references()


class _Grouping:
    def __init__(self, mentions: Sequence[Mention], knowledge: Knowledge, ends: Sequence[int]) -> None:
        self._mentions = mentions
        self._knowledge = knowledge
        self._ends = ends
        self._first: dict[Words, int] = {}
        self._told: dict[Words, set[str]] = defaultdict(set)
        for index, one in enumerate(mentions):
            self._first.setdefault(one.words, index)
            if one.cue.firm:
                self._told[one.words].add(one.cue.gender)
        self._fuller = self._find_fuller()
        # for each form that several bearers explain, those last spoken of, by gender, with the sentence
        self._recent: dict[Words, dict[Gender, list[tuple[int, int, Bearer]]]] = defaultdict(dict)
        self._known: dict[Words, set[str]] = defaultdict(set)
        self._fit: dict[tuple[Words, int, Cue], Mapping[Words, None]] = {}

    def references(self) -> list[Reference]:
        found = []
        for index, one in enumerate(self._mentions):
            reference = self._refer(one)
            found.append(reference)
            self._remember(index, reference.bearer)
        return found

    def _find_fuller(self) -> dict[Words, list[list[Words]]]:
        """Give for each form the forms it may follow, by level; only such as follow no other themselves."""
        knowledge = self._knowledge
        links: dict[Words, list[tuple[Words, int]]] = defaultdict(list)
        for fuller in self._first:
            for short, level in knowledge.shorts.get(fuller, {}).items():
                if short in self._first and short != fuller:
                    links[short].append((fuller, level))
        found: dict[Words, list[list[Words]]] = {}
        for form in sorted(self._first, key=lambda form: (-len(form), -len("".join(form)), self._first[form])):
            levels: list[list[Words]] = [[] for _ in range(_LEVELS)]
            for fuller, level in sorted(links[form], key=lambda link: self._first[link[0]]):
                # a fuller form that follows another has been replaced by it: its own short forms are that one's too
                if fuller in found and not any(found[fuller]):
                    levels[level].append(fuller)
            found[form] = levels
        return found

    def _refer(self, one: Mention) -> Reference:
        own = self._own(one)
        for level in range(_LEVELS):
            if level == _FAMILIAR and (one.cue.surname or self._known[one.words]):
                break
            fitting = self._fitting(one, level)
            if len(fitting) == 1 and not self._rivals(one):
                return Reference(self._bearer(next(iter(fitting))))
            if fitting:
                return self._most_recent(one, fitting) or Reference(own, certain=False)
        return self._own_reference(one, own)

    def _own(self, one: Mention) -> Bearer:
        """Give the bearer that a mention has by itself: « M. Dupont » and « Mme Dupont » are two."""
        if one.words in self._knowledge.splits:
            return self._bearer(one.words)
        told = one.cue.gender if one.cue.firm and len(self._told[one.words]) > 1 else ""
        return one.words, one.cue.split or told

    def _own_reference(self, one: Mention, own: Bearer) -> Reference:
        """Give the bearer of a form that no fuller one explains."""
        words, split = own
        known = self._known[words]
        if split or not known or split in known or self._knowledge.apart:
            return Reference(own)
        if len(known) == 1:
            return Reference((words, next(iter(known))))
        return self._most_recent(one, {words: None}) or Reference(own, certain=False)

    def _rivals(self, one: Mention) -> bool:
        """Tell whether a form that a fuller one explains has also been borne by itself, and may be again."""
        return any(self._agrees(one, split) for split in self._known[one.words])

    def _agrees(self, one: Mention, split: str) -> bool:
        cue = one.cue
        return not (cue.firm and split in ("f", "m") and cue.gender and cue.gender != split)

    def _bearer(self, form: Words) -> Bearer:
        return form, self._knowledge.splits.get(form, "")

    def _fitting(self, one: Mention, level: int) -> Mapping[Words, None]:
        """Give the forms that a mention may follow at a level, in the order of the text."""
        key = one.words, level, one.cue
        if key not in self._fit:
            fuller = self._fuller[one.words][level]
            self._fit[key] = dict.fromkeys(form for form in fuller if self._fits(one.cue, form))
        return self._fit[key]

    def _fits(self, cue: Cue, form: Words) -> bool:
        gender = self._knowledge.genders.get(form, "")
        if cue.split and self._knowledge.splits.get(form, "") != cue.split:
            return False
        return not (cue.firm and gender and cue.gender and cue.gender != gender)

    def _most_recent(self, one: Mention, fitting: Mapping[Words, None]) -> Reference | None:
        """Give the bearer last spoken of; ``None`` if that is two in one sentence."""
        seen = sorted(
            (
                entry
                for entries in self._recent[one.words].values()
                for entry in entries
                if entry[2][0] in fitting or (entry[2][0] == one.words and self._agrees(one, entry[2][1]))
            ),
            reverse=True,
        )
        if one.cue.gender:
            genders = self._knowledge.genders
            seen = [entry for entry in seen if genders.get(entry[2][0]) == one.cue.gender] or seen
        if not seen:
            return Reference(self._bearer(next(iter(fitting))), certain=False)
        if len(seen) > 1 and seen[0][1] == seen[1][1]:
            return None
        return Reference(seen[0][2], certain=False)

    def _remember(self, index: int, bearer: Bearer) -> None:
        form, split = bearer
        if split == SEVERAL:
            return
        self._known[form].add(split)
        sentence = bisect.bisect_right(self._ends, self._mentions[index].span.start)
        gender = self._knowledge.genders.get(form, "")
        for short in (form, *self._knowledge.shorts.get(form, ())):
            if short in self._first:
                recent = self._recent[short].setdefault(gender, [])
                recent[:] = [(index, sentence, bearer), *(entry for entry in recent if entry[2] != bearer)][
                    :_REMEMBERED
                ]
