"""What the words around a name of a place say of it: the kind of place, the article in front, what holds it."""

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from encoder.linking.evidence import adjectives
from encoder.linking.keys import key
from encoder.linking.tables import read_table
from tei import Span

Front = Literal["the", "in", "at", "of", ""]
"""The word in front of a name: an article (« le », « du », « au »), « en », « à », « de » without article, or none."""

_FRONTS: Final[Mapping[str, Front]] = {
    **dict.fromkeys(("le", "la", "les", "l", "du", "des", "au", "aux"), "the"),
    "en": "in", "à": "at", "de": "of", "d": "of",
}  # fmt: skip
_BEFORE: Final = 80
_AFTER: Final = 60
"""Code points around a name that are looked at."""

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_OF: Final = frozenset({"de", "d", "du", "des", "of"})
_ARTICLES: Final = frozenset({"le", "la", "les", "l", "the"})
_PARENTHESIS: Final = re.compile(r"\s?\(\s?([^()\n]{2,40}?)\s?\)")
_HELD: Final = re.compile(r"\s?,?\s(?:en|au|aux|dans (?:le |la |les |l[’'])|in )\s?|\s?,\s|\s?\(\s?")


@dataclass(frozen=True, slots=True)
class Context:
    """What is said around one mention of a place.

    ``kind`` is the value of ``place/@type`` that a word names, ``inside`` tells if that word is part of the name
    (« mont Ventoux »); ``contracted`` is the article that a preposition swallowed (« au Caire »: « le »), with which
    the name is looked up too; ``countries`` are those of an adjective beside the word (« ville libanaise de »);
    ``holders`` are names of what holds the place: « Springfield (Illinois) », « Namur, en Belgique ».
    """

    kind: str = ""
    inside: bool = False
    front: Front = ""
    contracted: str = ""
    countries: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()

    @property
    def is_explicit(self) -> bool:
        """Tell whether the mention says by itself what it is, whatever the others of its name are."""
        return bool(self.kind or self.holders or self.front in ("the", "in", "at"))


@lru_cache(maxsize=1)
def _cues() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give the words that stand before « de », and those that stand by the name, with their types."""
    of: dict[str, str] = {}
    by: dict[str, str] = {}
    for kind, where, words in read_table("cues"):
        for word in words.split("|"):
            if where in ("of", "both"):
                of[word.replace("’", "")] = kind
            if where in ("by", "both"):
                by[word.replace("’", "")] = kind
    return of, by


def is_common(name: str) -> bool:
    """Tell whether a name is a word for a kind of place, such as « le Plateau », so that by itself it says little."""
    return any(name.casefold() in words for words in _cues())


def read_context(text: str, span: Span, places: Sequence[Span], *, french: bool) -> Context:
    """Give the context of a mention; ``places`` are the spans of all mentions of places, in order.

    Nothing beyond the line of the mention is looked at.
    """
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - _BEFORE)
    before = text[begin : span.start]
    words = [found[0].casefold() for found in _WORD.finditer(before)]
    # a name that begins a sentence, or follows a comma, has no word in front
    words = words if before.rstrip() and not before.rstrip().endswith((".", ",", ":", ";", "(", "«", "»", ")")) else []
    front = _FRONTS.get(words[-1], "") if words and french else ""
    kind, countries = _kind_before(words)
    name = _WORD.findall(text[span.start : span.end])
    inside = False
    if not kind and len(name) > 1 and name[0].casefold() in _cues()[1]:
        kind, inside = _cues()[1][name[0].casefold()], True
    return Context(kind, inside, front, _contracted(words, french=french), countries, _holders(text, span, places))


def _kind_before(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Give the kind that the words in front name, and the countries of an adjective between."""
    of, by = _cues()
    rest = list(words[-5:])
    if rest and rest[-1] in by and rest[-1] not in _OF:
        return by[rest[-1]], ()
    if rest and rest[-1] in _ARTICLES:
        rest.pop()
    if not rest or rest[-1] not in _OF:
        return "", ()
    rest.pop()
    countries: tuple[str, ...] = ()
    for between in range(2):
        if rest and rest[-1] in of:
            # « la région rurale de Namur » is the country around a town, no division
            around = between and not countries and of[rest[-1]] == "region"
            return "" if around else of[rest[-1]], countries
        if rest:
            countries = countries or adjectives().get(key(rest[-1]), ())
            rest.pop()
    return "", ()


def _contracted(words: Sequence[str], *, french: bool) -> str:
    if not words or not french:
        return ""
    return {"l": "l", "du": "le", "au": "le", "le": "le", "aux": "les", "des": "les", "les": "les", "la": "la"}.get(
        words[-1], ""
    )


def _holders(text: str, span: Span, places: Sequence[Span]) -> tuple[str, ...]:
    end = text.find("\n", span.end)
    after = text[span.end : min(len(text) if end < 0 else end, span.end + _AFTER)]
    found = []
    if match := _PARENTHESIS.match(after):
        found.append(match[1].rpartition(",")[2].strip())
    elif match := _HELD.match(after):
        start = span.end + match.end()
        # a plain comma separates the items of a list as well: then what follows must close the aside
        number = bisect.bisect_left(places, start, key=lambda one: one.start)
        following = places[number] if number < len(places) and places[number].start == start else None
        if following and (match[0].strip() != "," or text[following.end : following.end + 1] in (",", ".", ")")):
            found.append(text[following.start : following.end])
    return tuple(found)
