"""Institutions named by a common noun and what makes it one: « ministère syrien de la Défense », « parquet de Paris ».

A small grammar over words: a head, words between, then the adjective of a people, « de » with a place, or a domain of
government (``institutions.txt``; annotation guidelines, rule 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, over
from encoder.rules.lexicon import sections, words_of
from encoder.rules.peoples import is_adjective, places
from encoder.rules.phrases import Phrases, any_case, same_case
from tei import Annotation

_OF: Final = words_of("grammar", "of")
_INDEFINITE: Final = words_of("grammar", "indefinite")
_DOUBTFUL: Final = frozenset(["gouvernement", "parlement", "police", "brigade", "cour", "conseil général", "faculté"])
"""Heads that persons and things follow as well (« le gouvernement de Michel Barnier »): only a known place will do."""


def complete_institutions(document: Document, names: Names) -> Names:
    """Give the names with institutions put in whole, in the place of their halves."""
    if not document.french:
        return names
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        reader = _Reader(line, _starting(line, its), its)
        index = 0
        while index < len(line.words):
            end = reader.institution(index)
            if end > index:
                if (one := _decided(line, its, index, end)) is not None:
                    found.append(one)
                index = end
            else:
                index += 1
    return merged(document, names, found)


def _starting(line: Line, names: Names) -> dict[int, Annotation]:
    return {line.indices(one.span)[0]: one for one in names}


def _decided(line: Line, names: Names, first: int, last: int) -> Annotation | None:
    """Give the institution, unless a longer organisation that was found holds it; join one that it cuts."""
    start, end = line.words[first].start, line.words[last - 1].end
    tag = PLACE if _buildings().at(line, first) else ORG
    for one in over(names, start, end):
        if one.tag != PERSON and one.span.start <= start and one.span.end >= end:
            return None
        if one.span.start < end < one.span.end and one.tag != PERSON and _ends_as_a_name(line, one):
            end = one.span.end
    return name(tag, start, end)


_CHIEFS: Final = frozenset(["chef", "cheffe", "major"])
_STAFF: Final = frozenset(["état-major", "etat-major"])


def _ends_as_a_name(line: Line, one: Annotation) -> bool:
    word = line.words[line.indices(one.span)[1] - 1]
    return word.capital or is_adjective(word.text)


@dataclass(frozen=True)
class _Reader:
    """Reads institutions at the words of one line."""

    line: Line
    starting: Mapping[int, Annotation]
    names: Names

    def institution(self, index: int) -> int:
        """Give the index after the institution that begins at a word; the index itself if none does."""
        end = index
        if (whole := _complete().at(self.line, index)) is not None:
            end = self.tail(whole[0])
        if self.line.low(index - 1) in _INDEFINITE or self.is_office(index):
            return end
        heads = [found for kind in ("domain", "people", "place") if (found := _heads(kind).at(self.line, index))]
        for after, kind in heads:
            end = max(end, self.particular(index, after, kind))
        return end

    def is_office(self, index: int) -> bool:
        """Tell whether the word is a part of an office: « chef d’état-major »."""
        return (
            self.line.low(index - 1) in _OF and self.line.low(index - 2) in _CHIEFS and self.line.low(index) in _STAFF
        )

    def tail(self, index: int) -> int:
        """Take « ukrainienne » or « de Paris » after a name that is complete without."""
        if self.is_people(index):
            return index + 1
        place = self.place(index, known=True)
        return place if self.line.low(index) in _OF and place > index else index

    def particular(self, start: int, index: int, kind: str) -> int:
        line, words = self.line, self.line.words
        head = " ".join(word.low for word in words[start:index])
        peopled = False
        after_head = index
        for _ in range(4):
            between = _between().at(line, index)
            if between is not None:
                index = between[0]
            elif self.is_people(index):
                index, peopled = index + 1, True
            else:
                break
        if head == "cour" and index == after_head:
            return start  # « la cour de l’Élysée » is a yard
        if kind == "domain":
            return max(self.domain(index, head), start)
        end = index if peopled and kind == "people" else start
        place = self.place(index, known=head in _DOUBTFUL) if kind == "place" else index
        return place if place > index else end

    def is_people(self, index: int) -> bool:
        """Tell whether an adjective of a people stands here: in lower case, or capitalised as the head is."""
        if index >= len(self.line.words):
            return False
        word = self.line.words[index]
        return word.text.islower() and is_adjective(word.text)

    def place(self, index: int, *, known: bool) -> int:
        """Give the index after « de Nantes », « du Nord », « de la Loire-Atlantique »; the index if there is none."""
        line = self.line
        if line.low(index) not in _OF or not line.words[index].text.islower():
            return index
        start = index + 1
        if line.low(start) in ("la", "l'") and line.words[start].text.islower():
            start += 1
        if start >= len(line.words):
            return index
        found = self.starting.get(start)
        if found is not None:
            if found.tag == PERSON or (found.tag == ORG and known):
                return index
            return line.indices(found.span)[1]
        if (place := _places().at(line, start)) is not None:
            return place[0]
        end = start
        while line.capital(end) and not known and (end == start or end - start < 3):
            end += 1
        return end if end > start else index

    def domain(self, index: int, head: str) -> int:
        """Give the index after « de la Défense », « de l’Intérieur et des Outre-mer »; -1 if there is none."""
        if self.line.low(index) == "à" and head.startswith("secrétariat"):
            index += 1
            end = self.named_domain(index + (self.line.low(index) in ("la", "l'")))
        else:
            end = self.one_domain(index)
        if end < 0:
            return -1
        while True:
            after = end
            if self.line.low(after) == ",":
                following = self.one_domain(after + 1)
                # a comma goes on only in a list that ends with « et »
                if following < 0 or self.line.low(following) not in ("et", ","):
                    return end
                rest = following
            elif self.line.low(after) == "et":
                rest = self.one_domain(after + 1)
                if rest < 0:
                    return end
            else:
                return end
            end = rest

    def one_domain(self, index: int) -> int:
        line = self.line
        if line.low(index) not in _OF and line.low(index) != "aux":
            return -1
        index += 1
        return self.named_domain(index + (line.low(index) in ("la", "l'")))

    def named_domain(self, index: int) -> int:
        line = self.line
        if index >= len(line.words) or not (
            line.capital(index) or line.low(index) in words_of("institutions", "domains")
        ):
            return -1
        index += 1
        while line.low(index) in words_of("institutions", "qualities"):
            index += 1
        return index


@cache
def _buildings() -> Phrases:
    return any_case(sections("institutions")["buildings"])


@cache
def _heads(kind: str) -> Phrases:
    return any_case(sections("institutions")[kind], kind)


@cache
def _between() -> Phrases:
    return any_case(sections("institutions")["between"])


@cache
def _complete() -> Phrases:
    return any_case(sections("institutions")["complete"])


@cache
def _places() -> Phrases:
    return same_case(sorted(places()))
