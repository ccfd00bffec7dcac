"""Works and species that stand between marks: what is told by their shape and by the words around them alone.

They are looked for before the names of an article are settled, so that no part of a title is the name of a place, and
no species that of a person.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from encoder.quotations.kinds import content_of
from encoder.quotations.lexicon import is_in, plain, verbs
from encoder.quotations.marks import find_marks
from tei import Annotation, Span

_WORDS: Final = 10
"""How many words a title has at most."""

_BEFORE: Final = 60
"""How many characters before the marks are read."""

_NOUN: Final = 3
"""How many words before the first title of a list the noun for its works stands."""

_OTHER_SENSES: Final = frozenset({"journal", "journaux", "nouvelle", "nouvelles", "conférence", "titre", "article"})
"""Nouns for works that stand before a newspaper, mean something new, or announce words rather than a work."""

_YEAR: Final = re.compile(r"\s?\((?:[^()\d]{0,40},\s)?(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\)")
_JOINT: Final = re.compile(
    r"\s?(?:\([^()]{0,60}\)\s?)?(?:,|;|,?\s(?:et|ou|puis|and|or))\s(?:(?:puis|enfin|encore|surtout|aussi|dans|de|à|in)\s){0,2}"
)
_CLAUSE_END: Final = re.compile(r"[.;!?()]")
_ENDED: Final = re.compile(r"[.!][\s»”\"]*$")
_WORD: Final = re.compile(r"\w+(?:[-’']\w+)*")
_SUBTITLED: Final = re.compile(r"[^:.!?…]{2,40}\s?:\s[A-ZÀ-Ý\d][^:.!?…,;]{2,40}")
_INSIDE: Final = re.compile(r"(?P<word>\w+)[\s’']\s?$")
_FINITE: Final = re.compile(
    r"\b(?:est|sont|était|sera|a|ont|avait|va|vont|veut|veulent|doit|doivent|peut|peuvent|fait|font|faut|dit|\w+(?:ons|ez))\b",
    re.IGNORECASE,
)
_SPECIES_NOUN: Final = re.compile(
    r"\b(?:(?:sous-)?espèces?|genres?|taxons?|spécimens?|species|genus|nom\s(?:scientifique|latin)|(?:re)?baptisée?s?|"
    r"dénommée?s?|nommée?s?|appelée?s?)\b[^.;:!?«»“”\"()]{0,24}$",
    re.IGNORECASE,
)
_CERTAIN_NOUN: Final = re.compile(r"\b(?:espèces?|genres?|taxons?|species|genus|scientifique|latin)\b", re.IGNORECASE)
_LATIN: Final = r"[a-z]{1,20}(?:us|um|ae|is|ii|ens|ax|ex|ix|ops|or|es|os|ia|na|ra|ta|la|ca|a|i)"
_BINOMIAL: Final = re.compile(rf"[A-Z][a-z]{{2,20}}\s{_LATIN}(?:\s{_LATIN})?")
_GENUS: Final = re.compile(rf"[A-Z]{_LATIN}")


@dataclass(frozen=True, slots=True)
class Works:
    """Titles of works and Latin names of species, with the marks around them, in order.

    ``wholes`` is what stands between the marks of each title.
    """

    titles: tuple[Span, ...] = ()
    species: tuple[Span, ...] = ()
    wholes: frozenset[Span] = frozenset()

    def takes(self, name: Annotation) -> bool:
        """Tell whether a name is none: a place or an organisation in a title, all of a title, a part of a species."""
        if _is_inside(self.titles, name.span) and (name.tag != "persName" or name.span in self.wholes):
            return True
        return _is_inside(self.species, name.span)


def find_works(text: str, blocks: Sequence[Span]) -> Works:
    """Give the titles and the species between the marks of a text, as far as no name has to be known for it.

    A title has its year behind it, stands in a list with one that has, or behind a noun for works in the same list
    (« les films « A », « B » et « C » »), or has a subtitle. What is a title once, or begins one with a subtitle, is
    one wherever it stands between marks.
    """
    titles: list[Span] = []
    others: list[Span] = []
    species: list[Span] = []
    for block in blocks:
        marked = [span for span, depth in find_marks(text, block).spans if depth == 0]
        species.extend(span for span in marked if _is_species(text, block, span))
        for row in _rows(text, [span for span in marked if _could_be_title(text, span)]):
            known = row if _are_works(text, block, row) else [span for span in row if _is_subtitled(text, block, span)]
            titles.extend(known)
            others.extend(span for span in row if span not in known)
    heads = {_shown(text, span).partition(":")[0].rstrip() for span in titles}
    titles.extend(span for span in others if _shown(text, span) in heads)
    wholes = frozenset(content_of(text, span) for span in titles)
    return Works(tuple(sorted(titles)), tuple(sorted(species)), wholes)


def _rows(text: str, marked: Sequence[Span]) -> Iterator[list[Span]]:
    """Give what stands between marks in rows, with nothing but a comma, « et » or a year between."""
    row: list[Span] = []
    for span in marked:
        if row and not _JOINT.fullmatch(text, row[-1].end, span.start):
            yield row
            row = []
        row.append(span)
    if row:
        yield row


def _shown(text: str, span: Span) -> str:
    content = content_of(text, span)
    return text[content.start : content.end]


def _could_be_title(text: str, span: Span) -> bool:
    shown = _shown(text, span)
    begins = shown[:1].isupper() or shown[:1].isdigit()
    return begins and len(_WORD.findall(shown)) <= _WORDS and not _ENDED.search(text[span.end - 4 : span.end])


def _are_works(text: str, block: Span, row: Sequence[Span]) -> bool:
    """Tell whether a noun for works stands before a row, or a year behind one of it that no other noun goes before."""
    before = text[max(block.start, row[0].start - _BEFORE) : row[0].start]
    clause = plain(_CLAUSE_END.split(before)[-1]).replace(":", " ").replace("'", " ").split()
    near = clause[-1:] if len(row) == 1 else clause[-_NOUN:]
    if any(_is_work_noun(word.rstrip(",") if len(row) > 1 else word) for word in near):
        return True
    named = any(is_in(word, "named") for word in clause[-1:])
    return not named and any(_YEAR.match(text, span.end, block.end) for span in row)


def _is_work_noun(word: str) -> bool:
    return word not in _OTHER_SENSES and (is_in(word, "work-m") or is_in(word, "work-a"))


def _is_subtitled(text: str, block: Span, span: Span) -> bool:
    """Tell whether it is a title with a subtitle, inside a sentence: « dans « Marée noire: Le Retour » »."""
    shown = _shown(text, span)
    if _SUBTITLED.fullmatch(shown) is None or _FINITE.search(shown):
        return False
    before = _INSIDE.search(text[max(block.start, span.start - _BEFORE) : span.start])
    word = plain(before["word"]) if before else ""
    return bool(word) and word not in verbs().finite and word not in verbs().past and not is_in(word, "text")


def _is_species(text: str, block: Span, span: Span) -> bool:
    content = content_of(text, span)
    announced = _SPECIES_NOUN.search(text[max(block.start, span.start - _BEFORE) : span.start])
    if announced is None:
        return False
    if _BINOMIAL.fullmatch(text, content.start, content.end):
        return True
    sure = _CERTAIN_NOUN.search(announced[0]) is not None
    return sure and _GENUS.fullmatch(text, content.start, content.end) is not None


def _is_inside(spans: Sequence[Span], span: Span) -> bool:
    """Tell whether one of some spans, which are in order and apart, holds another."""
    at = bisect.bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return at >= 0 and spans[at].holds(span)
