"""Corpus-wide registers: the entries of many documents, those of one thing made one, with the documents that name it.

Two entries are one if they share an identifier of an authority, or, without one, their kind and main form. The id is
made from that alone, so that a document more changes no other id. What is described and not named (« un témoin ») is
never taken for the same in two documents.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from tei.registers import Entry, Form, Idno, Kind, Location, entry_id, slug

_AUTHORITIES: Final = ("wikidata", "geonames", "viaf", "isni", "idref", "bnf", "gnd", "iso3166")
"""Identifiers that tell one thing from all others, the first that an entry has decides."""

_SURE: Final = ("", "high", "medium")
_DESCRIBED: Final = ("anonymous", "descriptive")


def corpus_id(entry: Entry, document: str) -> str:
    """Give the corpus-wide id of a document's entry: ``pl.geonames-2790471``, ``pers.claire-dumont``."""
    own = entry_id(entry.kind, entry.forms[0].text)
    for name in _AUTHORITIES:
        values = [one.value for one in entry.idno if one.type.casefold() == name and one.cert in _SURE]
        if len(values) == 1:
            return f"{own.partition('.')[0]}.{name}-{slug(values[0])}"
    return f"{own}.in.{document}" if entry.forms[0].type in _DESCRIBED else own


@dataclass(slots=True)
class Merged:
    """One thing of a corpus: its forms with the documents that have each, and the mentions in each document."""

    id: str
    kind: Kind
    type: str = ""
    idno: tuple[Idno, ...] = ()
    location: Location | None = None
    forms: Counter[Form] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    quotations: int = 0

    @property
    def name(self) -> str:
        """Give the main form: that of most documents, then the longest."""
        return self.ordered_forms()[0].text

    @property
    def mentions(self) -> int:
        """Give the number of mentions in all documents."""
        return self.documents.total()

    def ordered_forms(self) -> list[Form]:
        """Give the forms, the one of most documents first."""
        return sorted(self.forms, key=lambda one: (one.type == "acronym", -self.forms[one], -len(one.text), one.text))


class Registers:
    """The registers of a corpus, made document by document; what it holds grows with the things named, not the text."""

    def __init__(self) -> None:
        self._found: dict[str, Merged] = {}

    def add(
        self, document: str, entries: Iterable[Entry], mentions: Mapping[str, int], quotations: Mapping[str, int]
    ) -> dict[str, str]:
        """Add the entries of a document, with how often each is named and quoted; give their corpus-wide ids."""
        ids = {}
        for entry in entries:
            identifier = ids[entry.id] = corpus_id(entry, document)
            merged = self._found.setdefault(identifier, Merged(identifier, entry.kind))
            merged.type = merged.type or entry.type
            merged.idno = merged.idno or entry.idno
            merged.location = merged.location or entry.location
            merged.forms.update(entry.forms)
            merged.documents[document] += mentions.get(entry.id, 0)
            merged.quotations += quotations.get(entry.id, 0)
        return ids

    def __iter__(self) -> Iterator[Merged]:
        """Give what was found, sorted by id."""
        return iter(sorted(self._found.values(), key=lambda one: one.id))

    def __len__(self) -> int:
        return len(self._found)
