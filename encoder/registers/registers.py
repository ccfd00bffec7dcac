"""One entry for one person, place or organisation: mentions are grouped and point to the document's registers.

A first pass: mentions with the same name share an entry, and a surname follows the one full name it ends.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tei import Entry, Form, Kind, Layer, Span, entry_id

RESP: Final = "#entities"
_KINDS: Final[dict[str, Kind]] = {"persName": "person", "orgName": "org", "placeName": "place"}


class _Name(NamedTuple):
    """A name as it is compared: its element and its words, case and apostrophes apart."""

    tag: str
    words: tuple[str, ...]


def register(text: str, blocks: Sequence[Span], names: Layer) -> tuple[Layer, tuple[Entry, ...]]:  # noqa: ARG001
    """Give the layer with ``@ref`` on every name, and the entries they point to, the fullest form first in each."""
    forms: dict[_Name, dict[str, None]] = {}
    for one in sorted(names.annotations, key=lambda one: one.span):
        form = _form(text, one.span)
        forms.setdefault(_name(one.tag, form), {})[form] = None
    leaders = _leaders(forms)
    grouped: dict[_Name, dict[str, None]] = {leader: dict(forms[leader]) for leader in leaders.values()}
    for name, leader in leaders.items():
        grouped[leader].update(forms[name])
    entries: dict[_Name, Entry] = {}
    taken: set[str] = set()
    for leader, its_forms in grouped.items():
        kind = _KINDS[leader.tag]
        identifier = entry_id(kind, next(iter(its_forms)), taken)
        taken.add(identifier)
        entries[leader] = Entry(identifier, kind, tuple(Form(form) for form in its_forms), cert="medium", resp=RESP)

    def reference(tag: str, span: Span) -> str:
        return f"#{entries[leaders[_name(tag, _form(text, span))]].id}"

    linked = tuple(one.having(ref=reference(one.tag, one.span)) for one in names.annotations)
    return Layer(names.name, linked), tuple(entries.values())


def new_entry(
    kind: Kind, form: Form, entries: Iterable[Entry], *, entry_type: str = "", cert: str = "", resp: str = ""
) -> Entry:
    """Give an entry for one who is not among ``entries``, its id made from ``form`` and unlike theirs.

    For an unnamed source: ``new_entry("person", Form("source policière", "anonymous"), entries)``.
    """
    return Entry(
        entry_id(kind, form.text, (one.id for one in entries)), kind, (form,), entry_type, cert=cert, resp=resp
    )


def _form(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _name(tag: str, form: str) -> _Name:
    plain = unicodedata.normalize("NFC", form).casefold().replace("’", "'")
    return _Name(tag, tuple(plain.split()))


def _leaders(names: dict[_Name, dict[str, None]]) -> dict[_Name, _Name]:
    """Give for each name the name that stands for it: itself, or the one full name whose end it is (persons only)."""
    ending: dict[str, list[_Name]] = {}
    for name in names:
        if name.tag == "persName":
            ending.setdefault(name.words[-1], []).append(name)
    leaders = {}
    for name in names:
        size = len(name.words)
        fuller = [
            other
            for other in ending.get(name.words[-1], ())
            if name.tag == "persName" and len(other.words) > size and other.words[-size:] == name.words
        ]
        fullest = [one for one in fuller if not any(_ends(other, one) for other in fuller)]
        leaders[name] = fullest[0] if len(fullest) == 1 else name
    return leaders


def _ends(longer: _Name, one: _Name) -> bool:
    return len(longer.words) > len(one.words) and longer.words[-len(one.words) :] == one.words
