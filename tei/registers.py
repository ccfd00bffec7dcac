"""Registers: the persons, places and organisations of a document, as ``standOff`` (TEI P5, 13 and 16.10)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

from lxml import etree

from tei.errors import MetadataError
from tei.letters import fold
from tei.names import TEI_NS, XML_ID, local_name, tei

Kind = Literal["person", "org", "place"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

NAME_OF: Final[dict[Kind, str]] = {"person": "persName", "org": "orgName", "place": "placeName"}
"""The element that names an entry, in the register and in the text."""

_LISTS: Final[dict[Kind, str]] = {"person": "listPerson", "org": "listOrg", "place": "listPlace"}
_NOTE: Final = "identification"

PREFIXES: Final[dict[Kind, str]] = {"person": "pers", "org": "org", "place": "pl"}
"""What the id of an entry begins with, before a dot."""

FORM_TYPES: Final[dict[Kind, tuple[str, ...]]] = {
    "person": ("full", "short", "pseudonym", "anonymous"),
    "org": ("full", "short", "acronym", "descriptive"),
    "place": ("full", "short", "descriptive"),
}
"""The values of ``@type`` on a register's ``persName``, ``orgName`` and ``placeName`` (schemas/gazetei.odd)."""


PART_TAGS: Final = ("forename", "surname", "nameLink", "addName", "genName", "roleName")
"""The parts of a person's name (TEI P5, 13.2.1)."""


class NamePart(NamedTuple):
    """A part of a form: its element (:data:`PART_TAGS`), and its place in the form (code points, half-open)."""

    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a name in a register: its text, which kind of form it is (:data:`FORM_TYPES`, or empty), its parts.

    Parts are in order, none inside another.
    """

    text: str
    type: str = ""
    parts: tuple[NamePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Idno:
    """An identifier in an authority: its type (``geonames``), the identifier, who gave it and with what certainty."""

    type: str
    value: str
    cert: str = ""
    resp: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a place is: latitude and longitude in degrees (WGS 84), as TEI writes them (``"50.467 4.867"``)."""

    geo: str
    cert: str = ""
    resp: str = ""

    def __post_init__(self) -> None:
        try:
            latitude, longitude = map(float, self.geo.split())
        except ValueError:
            latitude = longitude = 999.0
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise MetadataError("geo", self.geo, "must be a latitude and a longitude in degrees, with a space between")


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, organisation or place: its id, the forms found (the fullest first), type and authorities.

    ``note`` says how the thing was identified, or why it was not.
    """

    id: str
    kind: Kind
    forms: tuple[Form, ...]
    type: str = ""
    idno: tuple[Idno, ...] = ()
    cert: str = ""
    resp: str = ""
    location: Location | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.forms or not all(form.text.strip() for form in self.forms):
            raise MetadataError("forms", self.forms, f"the entry {self.id} needs at least one form, none of them empty")
        for form in self.forms:
            if form.type and form.type not in (known := FORM_TYPES[self.kind]):
                known_types = ", ".join(known)
                raise MetadataError(
                    "forms", form.type, f"the form “{form.text}” of the entry {self.id} must be one of: {known_types}"
                )


def entry_id(kind: Kind, form: str, taken: Iterable[str] = ()) -> str:
    """Give an id for an entry, made from its main form: ``pers.bachar-al-assad``; unlike every id in ``taken``."""
    base = f"{PREFIXES[kind]}.{slug(form) or 'x'}"
    others = set(taken)
    number, candidate = 1, base
    while candidate in others:
        number += 1
        candidate = f"{base}.{number}"
    return candidate


def slug(form: str, limit: int = 60) -> str:
    """Give lower-case ASCII letters, digits and single hyphens for a form; other scripts become their code points.

    Latin letters that Unicode does not take apart (œ, ł, ø, ı…) become the usual ones.
    """
    parts = []
    for character in fold(form):
        if character.isascii():
            parts.append(character)
        else:
            parts.append(f"-{ord(character):x}-" if character.isalnum() else "-")
    return re.sub(r"[^a-z0-9]+", "-", "".join(parts)).strip("-")[:limit].strip("-")


def build_stand_off(entries: Sequence[Entry]) -> etree._Element | None:
    """Give the ``standOff`` of a document's registers, or ``None`` when there is nothing to register."""
    if not entries:
        return None
    stand_off = etree.Element(tei("standOff"), nsmap={None: TEI_NS})
    for kind in KINDS:
        chosen = sorted((entry for entry in entries if entry.kind == kind), key=lambda entry: entry.id)
        if chosen:
            parent = etree.SubElement(stand_off, tei(_LISTS[kind]))
            for entry in chosen:
                _build_entry(parent, entry)
    return stand_off


def read_registers(root: etree._Element) -> tuple[Entry, ...]:
    """Give the entries of a TEI document's registers, wherever its lists stand, in document order.

    Forms are the text of the naming elements, white space collapsed, a ``@type`` that is none of ours left out; an
    entry without a name or an id is passed over.
    """
    found = []
    for element in root.iter(*(tei(kind) for kind in KINDS)):
        kind = next(kind for kind in KINDS if kind == local_name(element.tag))
        names = element.findall(tei(NAME_OF[kind]))
        forms = tuple(dict.fromkeys(_read_form(name, kind) for name in names))
        named = tuple(form for form in forms if form.text)
        if element.get(XML_ID) and named:
            found.append(
                Entry(
                    element.get(XML_ID, ""),
                    kind,
                    named,
                    element.get("type", ""),
                    tuple(_read_idno(one) for one in element.findall(tei("idno"))),
                    element.get("cert", ""),
                    element.get("resp", ""),
                    _read_location(element.find(tei("location"))),
                    _read_note(element.findall(tei("note"))),
                )
            )
    return tuple(found)


def _read_form(name: etree._Element, kind: Kind) -> Form:
    form_type = name.get("type", "")
    text = " ".join("".join(map(str, name.itertext())).split())
    return Form(text, form_type if form_type in FORM_TYPES[kind] else "", _read_parts(name, text))


def _read_parts(name: etree._Element, text: str) -> tuple[NamePart, ...]:
    """Give the parts of a name, where white space leaves no doubt where they stand."""
    parts, position = [], 0
    for child in name.iterchildren(*(tei(tag) for tag in PART_TAGS)):
        content = " ".join("".join(map(str, child.itertext())).split())
        start = text.find(content, position)
        if content and start >= 0:
            position = start + len(content)
            parts.append(NamePart(local_name(child.tag), start, position))
    return tuple(parts)


def _read_idno(element: etree._Element) -> Idno:
    return Idno(element.get("type", ""), (element.text or "").strip(), element.get("cert", ""), element.get("resp", ""))


def _read_location(element: etree._Element | None) -> Location | None:
    """Give a location that can be read; one that says nothing, or something else, is passed over."""
    if element is None:
        return None
    geo = " ".join(element.findtext(tei("geo"), "").split())
    try:
        return Location(geo, element.get("cert", ""), element.get("resp", ""))
    except MetadataError:
        return None


def _read_note(elements: Sequence[etree._Element]) -> str:
    texts = (" ".join("".join(map(str, one.itertext())).split()) for one in elements if one.get("type") == _NOTE)
    return next(texts, "")


def _build_form(name: etree._Element, form: Form) -> None:
    position, last = 0, None
    for part in form.parts:
        if part.tag not in PART_TAGS or not position <= part.start < part.end <= len(form.text):
            raise MetadataError("parts", part, f"the parts of the form “{form.text}” must be names of parts, in order")
        _append(name, last, form.text[position : part.start])
        last = etree.SubElement(name, tei(part.tag))
        last.text = form.text[part.start : part.end]
        position = part.end
    _append(name, last, form.text[position:])


def _append(parent: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        parent.text = text or None
    else:
        last.tail = text or None


def _build_entry(parent: etree._Element, entry: Entry) -> None:
    attributes = {XML_ID: entry.id, "type": entry.type, "cert": entry.cert, "resp": entry.resp}
    element = etree.SubElement(parent, tei(entry.kind), {key: value for key, value in attributes.items() if value})
    for form in entry.forms:
        name = etree.SubElement(element, tei(NAME_OF[entry.kind]), {"type": form.type} if form.type else {})
        _build_form(name, form)
    if entry.location:
        location = etree.SubElement(element, tei("location"), _decided(entry.location))
        etree.SubElement(location, tei("geo")).text = entry.location.geo
    for one in entry.idno:
        etree.SubElement(element, tei("idno"), {"type": one.type} | _decided(one)).text = one.value
    if entry.note:
        etree.SubElement(element, tei("note"), {"type": _NOTE}).text = entry.note


def _decided(one: Idno | Location) -> dict[str, str]:
    return {key: value for key, value in (("cert", one.cert), ("resp", one.resp)) if value}
