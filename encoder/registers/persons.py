"""The names of persons: their parts, and the shorter forms that may follow a full name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final, NamedTuple

from encoder.registers.forenames import Gender, gender_of, is_forename
from encoder.registers.words import Words, fold, is_caps, words
from encoder.wordlists import sections

_TOKEN: Final = re.compile(r"\S+")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[A-ZÀ-Þ](?:-[A-ZÀ-Þ])?")
_GENERATION: Final = re.compile(
    r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})|Ier|Ire|1er|[JS]r\.?|junior|senior|père|fils", re.IGNORECASE
)
_ORDINAL: Final = re.compile(r"[IVX]+|Ier|Ire|1er")
_NICKNAME: Final = re.compile(r"\s+([«“\"(‘][^»”\")’]*[»”\")’])(?=\s)")
_ATTACHED: Final = re.compile(r"(?:(?:al|el|ad|an|ar|as|at|az|ash|ach|ech|es)-|d[’'])(?=\w)", re.IGNORECASE)
_PARTICLES: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "de du des d la le les van von der den ter ten zu zum zur di da do dos das los las del della dello dei degli "
        "ben bin bint ibn ould oulad al el ag aït ait abou abu bou y e af av"
    ).split()
)
_ABD: Final = frozenset(["abd", "abdel", "abdoul", "abdul", "abdou", "abu", "abou"])
_ARABIC_ARTICLES: Final = ("El", "Al")
_MIDDLE: Final = frozenset(["thi", "van"])
_MOST_WORDS: Final = 8

USUAL, POSSIBLE, FAMILIAR = 1, 2, 3


class Part(NamedTuple):
    """A part of a name: the TEI element, and its place in the form (code points, half-open)."""

    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name and its parts, in the order of the form; ``told`` is whether they can be told for certain."""

    form: str
    parts: tuple[Part, ...]
    told: bool

    def texts(self, tag: str) -> tuple[str, ...]:
        """Give the texts of the parts of one kind."""
        return tuple(self.form[part.start : part.end] for part in self.parts if part.tag == tag)

    @property
    def full(self) -> bool:
        """Whether it names its bearer by forename and surname, or by a name and its number."""
        return bool(self.texts("forename")) and bool(self.texts("surname") or self.texts("genName"))

    @property
    def gender(self) -> Gender:
        """The gender of the first forename."""
        forenames = self.texts("forename")
        return gender_of(forenames[0]) if forenames else ""


def parse(form: str) -> PersonName:
    """Give the parts of a name; one word alone is taken for neither forename nor surname."""
    parts: list[Part] = []
    if match := _NICKNAME.search(form):
        parts.append(Part("addName", *match.span(1)))
    tokens = [
        match.span()
        for match in _TOKEN.finditer(form)
        if not any(part.start <= match.start() < part.end for part in parts)
    ]
    if len(tokens) > 1 and _GENERATION.fullmatch(form[slice(*tokens[-1])]):
        parts.append(Part("genName", *tokens.pop()))
    if not tokens:
        return PersonName(form, tuple(parts), told=False)
    texts = [form[start:end] for start, end in tokens]
    cut, link, told = _cut(texts)
    if len(tokens) == 1:
        if parts and parts[-1].tag == "genName" and _ORDINAL.fullmatch(form[parts[-1].start : parts[-1].end]):
            parts.append(Part("forename", *tokens[0]))
        return _in_order(form, parts, told=bool(parts))
    if _surname_first(texts):
        parts.append(Part("surname", *tokens[0]))
        parts.append(Part("forename", tokens[1][0], tokens[-1][1]))
        known = len(tokens) == 2 or fold(texts[1]) in _MIDDLE
        return _in_order(form, parts, told=known)
    parts.extend(Part("forename", start, end) for start, end in _joined(texts[:cut], tokens[:cut]))
    parts.extend(_surname(form, tokens[cut:link], tokens[link:]))
    return _in_order(form, parts, told=told)


def _in_order(form: str, parts: Sequence[Part], *, told: bool) -> PersonName:
    """Give the name with its parts in order; one that a nickname cuts in two has none."""
    ordered = tuple(sorted(parts, key=lambda part: part.start))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        return PersonName(form, (), told=False)
    return PersonName(form, ordered, told=told)


def _cut(texts: Sequence[str]) -> tuple[int, int, bool]:
    """Give where the forenames end and the surname begins, particles between them, and whether that is certain."""
    size = len(texts)
    at = 0
    if not is_particle(texts[0]) and not _ATTACHED.match(texts[0]):
        at = 1
        if fold(texts[0]) in _ABD and size > 2:
            at = 2
        while at < size - 1 and (
            _INITIALS.fullmatch(texts[at]) or (is_forename(texts[at]) and not is_particle(texts[at]))
        ):
            at += 1
    link = at
    while (
        link < size - 1 and is_particle(texts[link]) and (texts[link][0].islower() or texts[link] in _ARABIC_ARTICLES)
    ):
        link += 1
    known = at == 0 or is_forename(texts[0]) or bool(_INITIALS.fullmatch(texts[0]))
    rest = size - link
    return at, link, rest <= 2 if known else size == 2 or link > at


def _surname_first(texts: Sequence[str]) -> bool:
    """Tell whether a surname stands first: a frequent East Asian one, or the only word in capitals (DUPONT Jean)."""
    first = fold(texts[0])
    if len(texts) == 3 and fold(texts[1]) in _MIDDLE and (first == "le" or first in sections("surnames-first")[""]):
        return True
    if first in sections("surnames-first")["hungarian"] and not is_forename(texts[0]):
        return all(map(is_forename, texts[1:]))
    if first in sections("surnames-first")[""] and len(texts) <= 3:
        return not is_forename(texts[1]) or first == "kim"
    return is_caps(texts[0]) and len(texts) == 2 and not is_caps(texts[1]) and not _INITIALS.fullmatch(texts[1])


def _joined(texts: Sequence[str], tokens: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the forenames one by one; « Abdel Fattah » is one."""
    at = 0
    while at < len(tokens):
        last = at + 1 if fold(texts[at]) in _ABD and at + 1 < len(tokens) else at
        yield tokens[at][0], tokens[last][1]
        at = last + 1


def _surname(form: str, link: Sequence[tuple[int, int]], rest: Sequence[tuple[int, int]]) -> Iterator[Part]:
    if link:
        yield Part("nameLink", link[0][0], link[-1][1])
    start, end = rest[0][0], rest[-1][1]
    attached = _ATTACHED.match(form, start, end)
    if attached and not link:
        yield Part("nameLink", start, attached.end())
        start = attached.end()
    yield Part("surname", start, end)


def is_particle(text: str) -> bool:
    """Tell whether a word links parts of names (« de », “van”, “al”), whatever its case."""
    return fold(text).strip("'") in _PARTICLES


def shorts(name: PersonName) -> dict[Words, int]:  # noqa: C901 (one case each)
    """Give the shorter forms of a full name, with their level (:data:`encoder.registers.mentions.Shorts`)."""
    given = [words(text) for text in name.texts("forename")]
    link = tuple(word for text in name.texts("nameLink") for word in words(text))
    family = tuple(word for text in name.texts("surname") for word in words(text))
    generation = tuple(word for text in name.texts("genName") for word in words(text))
    whole = tuple(word for one in given for word in one)
    found: dict[Words, int] = {}
    if len(whole) + len(link) + len(family) > _MOST_WORDS or not name.full:
        return found

    def add(form: Words, level: int) -> None:
        if form:
            found[form] = min(level, found.get(form, level))

    surnames = [*dict.fromkeys((link + family, family, _without_particles(family)))] if family else [()]
    for forename, surname in product(_forename_forms(given), surnames):
        for tail in (generation, ()) if generation else ((),):
            add(forename + surname + tail, 0 if surname or tail else FAMILIAR)
        if surname:
            add(surname + forename, 0)
    for surname in surnames:
        add(surname, USUAL)
        if generation and surname:
            add(surname + generation, USUAL)
    for word in family:
        if len(family) > 1 and len(word) > 2 and word not in _PARTICLES:
            add((word,), POSSIBLE)
            add(given[0] + (word,), POSSIBLE)
    for forename in (whole, *given, *((one[0],) for one in given if len(one) > 1)):
        unknown = not is_forename(" ".join(forename)) and forename == given[0]
        add(forename, POSSIBLE if unknown else FAMILIAR)
    initials = "".join(word[0] for word in (*whole, *link, *family))
    if len(initials) > 2:
        add((initials,), USUAL)
    if surnames[0]:
        add(tuple(word[0] for word in (*whole, *surnames[-1])), USUAL)
        add(tuple(word[0] for word in (*whole, *surnames[0])), USUAL)
    return found


def _without_particles(family: Words) -> Words:
    at = 0
    while at < len(family) - 1 and family[at] in _PARTICLES:
        at += 1
    return family[at:]


def _forename_forms(given: Sequence[Words]) -> list[Words]:
    """Give the ways to write forenames: all, the first, initials of all or the first, the first and initials."""
    whole = tuple(word for one in given for word in one)
    first = given[0]
    later = tuple(word[0] for one in given[1:] for word in one)
    forms = (
        whole, first, first[:1] + later, first + later,
        tuple(word[0] for word in whole), tuple(word[0] for word in first), (first[0][0],),
    )  # fmt: skip
    return [*dict.fromkeys(forms)]
