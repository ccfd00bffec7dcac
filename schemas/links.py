"""The layer of links: ids are names and unique, pointers resolve and point at the right kind of thing.

Only pointers of the form ``#id`` are followed, for they mean an element of this document (TEI P5, section 16.2);
files, addresses and prefixed pointers are left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from schemas.finding import Finding
from schemas.locator import Locator, shown
from schemas.nearest import NearestIndex
from schemas.positions import Place, SourceMap
from schemas.xmlnames import NCNAME
from tei.names import TEI_NS, XML_ID, local_name

# The attributes of TEI P5 whose datatype is teidata.pointer (or a list of them), by name. Some of them have another
# datatype on other elements (a date in from and to), which never has the form #id.
POINTERS: Final = frozenset(
    (  # noqa: SIM905 - sixty short names read best as words
        "active adj adjFrom adjTo ana calendar cause change children class copyOf corresp datingMethod "
        "datingPoint decls domains edRef end exclude facs feats follow from fVal given hand inst lemmaRef "
        "location mergedIn mutual new next nymRef origin parent parts passive perf period prev ref rendition "
        "resp root sameAs scheme script scribe select since source spanTo start synch target targetEnd to "
        "toWhom trans url value who wit"
    ).split()
)
_PERSON: Final = ("person", "personGrp", "persona")
_PLACES: Final = ("placeName", "geogName", "settlement", "region", "country", "district", "bloc")
KINDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("persName", "ref"): _PERSON,
    ("orgName", "ref"): ("org",),
    **{(name, "ref"): ("place",) for name in _PLACES},
    **{(name, "who"): (*_PERSON, "org", "role", "castItem") for name in ("said", "sp", "u", "q", "quote")},
}
"""What the pointer of an element may mean; registers may also hold the thing by its name (``listNym``)."""

_NAMES_OF: Final = {"person": "persName", "persona": "persName", "personGrp": "persName", "place": "placeName",
                    "org": "orgName"}  # fmt: skip
_EXAMPLES: Final = "{http://www.tei-c.org/ns/Examples}"
_BARE: Final = frozenset(("ref", "who", "corresp", "next", "prev", "target"))
_LINKING: Final = POINTERS | _BARE | {XML_ID}


@dataclass(frozen=True, slots=True)
class _Pointer:
    element: etree._Element
    attribute: str
    token: int
    id: str


def check_links(
    tree: "etree._ElementTree[etree._Element]", locator: Callable[[], tuple[SourceMap, Locator]]
) -> Iterator[Finding]:
    """Yield a finding for every id and pointer that is wrong, in no particular order.

    ``locator`` gives what places a finding in the source; it is called only when there is something to report.
    """
    ids: dict[str, etree._Element] = {}
    pointers: list[_Pointer] = []
    bare: list[_Pointer] = []
    faults = _Faults(locator, ids)
    for element in tree.iter("*"):
        for name, value in element.items():
            if name not in _LINKING:
                continue
            if name == XML_ID:
                if value not in ids and NCNAME.fullmatch(value):
                    ids[value] = element
                else:
                    yield from faults.identifier(element, value)
            elif "#" in value:
                # what an example of markup points at is in the document that it is taken from
                if not str(element.tag).startswith(_EXAMPLES):
                    pointers += _tokens(element, name, value, hashed=True)
            elif name in _BARE:
                bare += _tokens(element, name, value, hashed=False)
    for pointer in pointers:
        yield from faults.pointer(pointer)
    yield from faults.chains(pointers)
    for pointer in bare:
        yield from faults.without_hash(pointer)


def _tokens(element: etree._Element, name: str, value: str, *, hashed: bool) -> Iterator[_Pointer]:
    for number, token in enumerate(value.split()):
        if not hashed:
            yield _Pointer(element, name, number, token)
        elif token.startswith("#") and "(" not in token:
            yield _Pointer(element, name, number, token[1:])


class _Faults:
    def __init__(self, locator: Callable[[], tuple[SourceMap, Locator]], ids: dict[str, etree._Element]) -> None:
        self._locator = locator
        self._ids = ids
        self._index: NearestIndex | None = None

    def _finding(self, name: str, element: etree._Element, place: Place, message: str, **more: Any) -> Finding:
        places, locator = self._locator()
        return locator.finding(name, place, message, xpath=places.xpath(element), **more)

    def identifier(self, element: etree._Element, value: str) -> Iterator[Finding]:
        places = self._locator
        name = value.strip()
        if not NCNAME.fullmatch(name):
            place = places()[0].attribute_value(element, XML_ID)
            why = "holds a space" if re.search(r"\s", name) else "begins with a digit" if name[:1].isdigit() else ""
            message = f"xml:id=“{shown(value)}” is no name" + (f": it {why}" if why else "")
            fix = _as_name(value)
            yield self._finding("id-not-a-name", element, place, message, subject="@xml:id", suggestion=f"write {fix}")
        first = self._ids.setdefault(name, element)
        if first is not element:
            source_map = places()[0]
            line = source_map.tag(first).line
            message = f"xml:id=“{shown(name)}” is already that of <{local_name(first.tag)}> on line {line}"
            place = source_map.attribute_value(element, XML_ID)
            yield self._finding(
                "id-duplicate", element, place, message, subject=f"@xml:id={name}", suggestion="give it another id"
            )

    def pointer(self, pointer: _Pointer) -> Iterator[Finding]:
        target = self._ids.get(pointer.id)
        element = pointer.element
        name = local_name(element.tag)
        if target is None and pointer.id:
            yield self._nothing(pointer)
        elif target is not None and element.tag == f"{{{TEI_NS}}}{name}":
            wanted = KINDS.get((name, pointer.attribute), ())
            found = local_name(target.tag)
            # a name may also point at the name it repeats, and at the canonical form in listNym
            if wanted and found not in (*wanted, name, "nym"):
                yield self._wrong_kind(pointer, wanted, found)

    def _nothing(self, pointer: _Pointer) -> Finding:
        if self._index is None:
            self._index = NearestIndex(self._ids)
        near = self._index.nearest(pointer.id)
        message = f"@{pointer.attribute} points at #{shown(pointer.id)}, and no element has that xml:id"
        return self._finding(
            "pointer-to-nothing", pointer.element, self._place(pointer), message, subject=f"#{pointer.id}",
            expected=(f"#{near}",) if near else (),
            suggestion=f"did you mean #{near}?" if near else f"add an element with xml:id=“{shown(pointer.id)}”",
        )  # fmt: skip

    def _wrong_kind(self, pointer: _Pointer, wanted: tuple[str, ...], found: str) -> Finding:
        name = local_name(pointer.element.tag)
        message = f"@{pointer.attribute} of <{name}> points at <{found} xml:id=“{shown(pointer.id)}”>"
        message += f", not at a <{wanted[0]}>"
        better = _NAMES_OF.get(found, "") if pointer.attribute == "ref" else ""
        return self._finding(
            "pointer-wrong-kind", pointer.element, self._place(pointer), message,
            subject=f"@{pointer.attribute} of {name} at {found}", expected=wanted,
            suggestion=f"write <{better}>, or point at a <{wanted[0]}>" if better else f"point at a <{wanted[0]}>",
        )  # fmt: skip

    def chains(self, pointers: list[_Pointer]) -> Iterator[Finding]:
        """Yield a finding for every ``next`` that no ``prev`` answers, and the other way round; one a pair."""
        opposite = {"next": "prev", "prev": "next"}
        reported: set[etree._Element] = set()
        for pointer in pointers:
            back = opposite.get(pointer.attribute, "")
            other = self._ids.get(pointer.id)
            if not back or other is None or pointer.element in reported or other in reported:
                continue
            own_id = pointer.element.get(XML_ID, "")
            if own_id and f"#{own_id}" in (other.get(back) or "").split():
                continue
            reported |= {pointer.element, other}
            answer = f"has @{back}=“{shown(other.get(back) or '')}”" if other.get(back) else f"has no @{back}"
            yield self._finding(
                "chain-not-reciprocal", pointer.element, self._place(pointer),
                f"@{pointer.attribute} points at <{local_name(other.tag)}> (#{shown(pointer.id)}), which {answer}",
                subject=f"@{pointer.attribute}", level="error" if other.get(back) else "warning",
                suggestion=f"write {back}=“#{shown(own_id or '…')}” there"
                + ("" if own_id else f" and give this <{local_name(pointer.element.tag)}> an xml:id"),
            )  # fmt: skip

    def without_hash(self, pointer: _Pointer) -> Iterator[Finding]:
        if pointer.id in self._ids:
            name, written = pointer.attribute, shown(pointer.id)
            yield self._finding(
                "pointer-without-hash", pointer.element, self._place(pointer),
                f"@{name}=“{written}” names a file; the xml:id is meant by #{written}",
                subject=f"@{name}", suggestion=f"write #{written}",
            )  # fmt: skip

    def _place(self, pointer: _Pointer) -> Place:
        """Give the place of one of the words of an attribute value."""
        source_map = self._locator()[0]
        value = source_map.attribute_value(pointer.element, pointer.attribute)
        words = list(re.finditer(r"[^ \t\r\n]+", source_map.source.text[value.start : value.end]))
        if pointer.token >= len(words):
            return value
        word = words[pointer.token]
        return source_map.source.place(value.start + word.start(), value.start + word.end())


def _as_name(value: str) -> str:
    """Give a name that looks like the value: blanks to hyphens, other signs gone, a letter in front."""
    name = re.sub(r"[^\w.\-]", "", re.sub(r"\s+", "-", value.strip()))
    return shown(name if re.match(r"[^\W\d]", name) else f"id-{name}" if name else "id")
