"""Institutions named by a common noun and what makes it one: « ministère syrien de la Défense », « parquet de Paris ».

A small grammar over words: a head, words between, then the adjective of a people, « de » with a place, or a domain of
government (``institutions.txt``; annotation guidelines, rule 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, over
from encoder.rules.gazetteer import is_place
from encoder.rules.lexicon import sections, words_of
from encoder.rules.peoples import is_adjective, places
from encoder.rules.phrases import Phrases, any_case, joined, same_case
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
    names = merged(document, names, found)
    longer = [one for line, its in document.by_line(names) for one in _longer(document, line, its)]
    return merged(document, names, longer)


def _longer(document: Document, line: Line, names: Names) -> list[Annotation]:
    """Join an institution and whom it is named after, and a state's university and its town."""
    found = []
    for one, other in pairwise(names):
        first, last = line.indices(one.span)
        start, end = line.indices(other.span)
        if one.tag != ORG or {one.span, other.span} & document.certain:
            continue
        named = start == last and other.tag == PERSON and joined(line.words[last - 1], line.words[start])
        of = start == last + 1 and line.low(last) in ("de", "d'") and line.words[last].text.islower()
        if of and _is_named_for(line, first, last):
            found.append(name(ORG, one.span.start, other.span.end))
            continue
        campus = start == last + 1 and is_place(document.form(other.span)) and _is_campus(line, first, last)
        if campus or (named and _is_named_after(line, first, last, start, end)):
            found.append(name(ORG, one.span.start, other.span.end))
    return found


def _is_named_after(line: Line, first: int, last: int, start: int, end: int) -> bool:
    """« {Institut alpin suisse} {Zoé-Lise Ombrine} »; not « le patron de l’{Institut alpin suisse} {Zoé Ombrine} »."""
    if line.low(first) not in words_of("institutions", "named after persons"):
        return False
    hyphen = end - start == 1 and "-" in line.words[start].text[:-1]
    described = any(word.text.islower() and word.low not in _OF for word in line.words[first + 1 : last])
    before = {line.low(index) for index in range(max(0, first - 4), first)}
    office = before & (words_of("titles", "offices") | words_of("titles", "dignities"))
    return (hyphen or described) and not office and line.low(end) != ","


def _is_named_for(line: Line, first: int, last: int) -> bool:
    """« {Association des parents d’élèves} d’{Émile Zola} »: what it is, and whose, which no name in it says yet."""
    words = line.words[first:last]
    described = len(words) > 1 and all(word.text.islower() for word in words[1:])
    return described and words[0].capital and words[0].low in _SOCIETIES


def _is_campus(line: Line, first: int, last: int) -> bool:
    """« {Université du Québec} à {Rimouski} »: the university of a state or a region, and its town."""
    if line.low(last) != "à" or line.low(first) != "université":
        return False
    if line.low(first + 1) == "du" or (line.low(first + 1) == "de" and line.low(first + 2) in ("la", "l'")):
        return True  # no article stands before most towns
    state = " ".join(word.text for word in line.words[first + 2 : last])
    return line.capital(first) and line.low(first + 1) in _OF and state in places("countries") | places("regions")


def _starting(line: Line, names: Names) -> dict[int, Annotation]:
    return {line.indices(one.span)[0]: one for one in names}


def _decided(line: Line, names: Names, first: int, last: int) -> Annotation | None:
    """Give the institution, unless a longer organisation that was found holds it; join one that it cuts."""
    start, end = line.words[first].start, line.words[last - 1].end
    if _is_numbered(line, first):
        start = line.words[first - 1].start
    tag = PLACE if _buildings().at(line, first) else ORG
    for one in over(names, start, end):
        if one.tag != PERSON and one.span.start <= start and one.span.end >= end:
            whole = (one.span.start, one.span.end) == (start, end)
            mistaken = whole and tag != one.tag and line.low(first) not in words_of("places", "houses")
            return name(tag, start, end) if mistaken and tag == ORG else None
        if one.span.start < end < one.span.end and one.tag != PERSON and _ends_as_a_name(line, one):
            end = one.span.end
    return name(tag, start, end)


_LONGEST_BODY: Final = 14
_UNITS: Final = frozenset(["régiment", "bataillon", "brigade", "division"])


def _is_numbered(line: Line, index: int) -> bool:
    """« 13e {brigade} »: a number makes a unit one particular unit."""
    return index > 0 and line.low(index) in _UNITS and line.words[index - 1].is_ordinal


_CHIEFS: Final = frozenset(["chef", "cheffe", "major"])
_SOCIETIES: Final = frozenset(["amicale", "association", "collectif", "comité"])
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
        end = max(end, self.body(index))
        heads = [found for kind in ("domain", "people", "place") if (found := _heads(kind).at(self.line, index))]
        for after, kind in heads:
            end = max(end, self.particular(index, after, kind))
        return end

    def body(self, index: int) -> int:
        """Read « bureau de coordination des affaires humanitaires de l’ONU »; the index if there is none."""
        line = self.line
        if line.low(index) not in words_of("institutions", "bodies") or not line.words[index].text.islower():
            return index
        between = _OF | words_of("institutions", "tasks") | {"la", "le", "l'", "les", "et", "au", "aux", "à", "pour"}
        for after in range(index + 1, min(index + _LONGEST_BODY, len(line.words))):
            if (found := _international().at(line, after)) is not None:
                linked = line.low(after - 1) in _OF or line.low(after - 2) in _OF
                return found[0] if linked else index
            if line.low(after) not in between or not line.words[after].text.islower():
                return index
        return index

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
        peopled = _is_numbered(self.line, start)
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
            listed = not head.startswith("département") or line.low(
                index + 1 + (line.low(index + 1) in ("la", "l'"))
            ) in (words_of("institutions", "domains"))
            return max(self.domain(index, head), start) if listed else start
        end = index if peopled and (kind == "people" or _is_numbered(self.line, start)) else start
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
def _international() -> Phrases:
    return same_case(sections("institutions")["international"])


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
