"""The word lists of the quotation rules, read once from ``data/``: verbs of saying, nouns for speakers, closed classes.

The headers of the files say where they come from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

from encoder.quotations.morphology import Forms, agreeing, conjugate
from encoder.registers.forenames import gender_of

VerbClass = Literal["say", "take", "weak", "manner", "write"]
Gender = Literal["m", "f", "x"]
"""Masculine, feminine, or not told."""

_SECTION: Final = re.compile(r"\[([\w-]+)\]")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that reports speech: its infinitive and its class."""

    infinitive: str
    cls: VerbClass


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of saying by their forms: finite, past participle, present participle, infinitive."""

    finite: dict[str, Verb]
    past: dict[str, Verb]
    present: dict[str, Verb]
    infinitive: dict[str, Verb]


@cache
def verbs() -> Verbs:
    """Give the verbs of saying, French and English."""
    found = Verbs({}, {}, {}, {})
    for name in ("verbs.txt", "english.txt"):
        for line in _lines(name):
            infinitive, cls, *forms = line.split(" ", 2)
            verb = Verb(infinitive, cls)  # type: ignore[arg-type]  # the test of the data holds every class to the list
            one = _irregular(infinitive, forms[0]) if forms else conjugate(infinitive)
            for index, its_forms in (
                (found.finite, one.finite),
                (found.past, one.past),
                (found.present, one.present),
                (found.infinitive, [infinitive]),
            ):
                for form in its_forms:
                    index.setdefault(form, verb)
    return found


@cache
def words(section: str) -> frozenset[str]:
    """Give a closed class of words, or the nouns of one kind, in lower case with the apostrophe '."""
    return frozenset(word for word in _sections()[section])


def is_in(noun: str, section: str) -> bool:
    """Tell whether a noun, in the singular or the plural, is of a kind."""
    listed = words(section)
    return noun in listed or (noun.endswith(("s", "x")) and noun[:-1] in listed)


@cache
def genders() -> dict[str, Gender]:
    """Give the gender of nouns for persons and of forenames."""
    found: dict[str, Gender] = {}
    for line in _section_lines("nouns.txt", "person"):
        for pair in line.split():
            masculine, _, feminine = pair.partition("/")
            if feminine:
                found[masculine], found[feminine] = "m", "f"
    both: tuple[tuple[Gender, str], ...] = (("m", "masculine"), ("f", "feminine"))
    for gender, section in both:
        for line in _section_lines("nouns.txt", section):
            found.update(dict.fromkeys(line.split(), gender))
        for line in _section_lines("forenames.txt", gender):
            found.update({f"{name.casefold()}!": gender for name in line.split()})
    return found


def forename_gender(name: str) -> Gender:
    """Give the gender that a person's first forename usually has, ``x`` if it is in no list or both have it."""
    first = name.split(maxsplit=1)[0].casefold().rstrip(",.") if name.split() else ""
    told = genders().get(f"{first}!") or genders().get(f"{first.partition('-')[0]}!")
    return told or gender_of(first) or "x"


@lru_cache(maxsize=4096)
def feminine_of(noun: str) -> str:
    """Give the feminine form of a masculine noun for persons, or the noun itself."""
    for line in _section_lines("nouns.txt", "person"):
        for pair in line.split():
            masculine, _, feminine = pair.partition("/")
            if masculine == noun and feminine:
                return feminine
    return noun


@lru_cache(maxsize=4096)
def office_key(noun: str) -> str:
    """Give what nouns for the same office share: « la maire » and « l’édile », « le patron » and « le PDG »."""
    for line in _section_lines("nouns.txt", "same-office"):
        if any(noun in (one, feminine_of(one)) for one in line.split()):
            return line.split()[0]
    return masculine_of(noun)


@lru_cache(maxsize=4096)
def masculine_of(noun: str) -> str:
    """Give the masculine form of a feminine noun for persons, or the noun itself."""
    for line in _section_lines("nouns.txt", "person"):
        for pair in line.split():
            masculine, _, feminine = pair.partition("/")
            if feminine == noun:
                return masculine
    return noun


def plain(word: str) -> str:
    """Give a word as the lists have it: lower case, ' for ’."""
    return word.casefold().replace("’", "'")


def _irregular(infinitive: str, forms: str) -> Forms:
    finite, past, present = forms.split("|")
    return Forms(infinitive, frozenset(finite.split()), agreeing(past), frozenset(present.split()))


@cache
def _sections() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in ("words.txt", "nouns.txt"):
        section = ""
        for line in _lines(name):
            if match := _SECTION.fullmatch(line):
                section = match[1]
                continue
            for word in line.split():
                forms = word.split("/") if name == "nouns.txt" else [word]
                found.setdefault(section, set()).update(
                    plain(one) if not section.startswith("media") else one for one in forms
                )
    return {section: frozenset(its_words) for section, its_words in found.items()}


def _section_lines(name: str, section: str) -> Iterator[str]:
    current = ""
    for line in _lines(name):
        if match := _SECTION.fullmatch(line):
            current = match[1]
        elif current == section:
            yield line


@cache
def _lines(name: str) -> tuple[str, ...]:
    content = files("encoder.quotations").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line.strip() for line in content.splitlines() if line.strip() and not line.startswith("#"))
