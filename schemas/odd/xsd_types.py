"""Datatypes as XML Schema simple types."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from schemas.odd.algebra import Alternate, Data, Datatype, Empty, NotAllowed, Text, TokenList, Values
from schemas.odd.datatypes import collapsed, is_known

# identifier types are checked by rules, across the whole document, and not twice
_PLAIN: Final = {"ID": "NCName", "IDREF": "NCName", "ENTITY": "NCName", "IDREFS": "NMTOKENS", "ENTITIES": "NMTOKENS"}


def builtin(datatype: Datatype) -> str:
    """The name (``xs:token``) of a datatype that XML Schema has itself, else ``""``."""
    if isinstance(datatype, Text):
        return "xs:string"
    if isinstance(datatype, Data) and not datatype.facets:
        return f"xs:{_PLAIN.get(datatype.type, datatype.type)}" if is_known(datatype.type) else "xs:string"
    if (
        isinstance(datatype, TokenList)
        and datatype.item == Data("NMTOKEN")
        and (datatype.min, datatype.max) == (1, None)
    ):
        return "xs:NMTOKENS"
    return ""


def simple_type(datatype: Datatype, pad: str, attributes: str = "") -> Iterator[str]:
    """The lines of an ``xs:simpleType``; ``attributes`` are written on it (its name)."""
    yield f"{pad}<xs:simpleType{attributes}>"
    yield from _variety(datatype, pad + " ")
    yield f"{pad}</xs:simpleType>"


def _variety(datatype: Datatype, pad: str) -> Iterator[str]:
    match datatype:
        case Data(_, facets) if facets:
            yield from _restricted(datatype, pad)
        case Values(names):
            values = dict.fromkeys(collapsed(name) for name in names)
            yield from _restriction("xs:token", [("enumeration", value) for value in values], pad)
        case Alternate(items):
            yield from _union(items, pad)
        case TokenList(item, low, high):
            yield from _list(item, low, high, pad)
        case Empty():
            yield from _restriction("xs:token", [("length", "0")], pad)
        case NotAllowed():  # no name token has no characters: the type has no value
            yield from _restriction("xs:NMTOKEN", [("length", "0")], pad)
        case _:
            yield f'{pad}<xs:restriction base="{builtin(datatype)}"/>'


def _restriction(base: str, facets: list[tuple[str, str]], pad: str) -> Iterator[str]:
    yield f'{pad}<xs:restriction base="{base}">'
    for name, value in facets:
        yield f"{pad} <xs:{name} value={quoteattr(value)}/>"
    yield f"{pad}</xs:restriction>"


def _restricted(datatype: Data, pad: str) -> Iterator[str]:
    """Facets; of several patterns all must match, so each is a step of its own (in one step any would do)."""
    patterns = [facet for facet in datatype.facets if facet[0] == "pattern"]
    others = [facet for facet in datatype.facets if facet[0] != "pattern"]
    base = builtin(Data(datatype.type))
    last, before = [*others, *patterns[-1:]], patterns[:-1]
    if not before:
        yield from _restriction(base, last, pad)
        return
    yield f"{pad}<xs:restriction>"
    yield from simple_type(Data(datatype.type, tuple(before)), pad + " ")
    for name, value in last:
        yield f"{pad} <xs:{name} value={quoteattr(value)}/>"
    yield f"{pad}</xs:restriction>"


def _union(items: tuple[object, ...], pad: str) -> Iterator[str]:
    members: list[Datatype] = [item for item in items if not isinstance(item, NotAllowed)]  # type: ignore[misc]
    if not members:
        yield from _variety(NotAllowed(), pad)
        return
    named = [builtin(member) for member in members if builtin(member)]
    built = [member for member in members if not builtin(member)]
    names = f' memberTypes="{" ".join(named)}"' if named else ""
    if not built:
        yield f"{pad}<xs:union{names}/>"
        return
    yield f"{pad}<xs:union{names}>"
    for member in built:
        yield from simple_type(member, pad + " ")
    yield f"{pad}</xs:union>"


def _list(item: Datatype, low: int, high: int | None, pad: str) -> Iterator[str]:
    bounds = [("minLength", str(low))] if low else []
    bounds += [("maxLength", str(high))] if high is not None else []
    if not bounds:
        yield from _plain_list(item, pad)
        return
    yield f"{pad}<xs:restriction>"
    yield f"{pad} <xs:simpleType>"
    yield from _plain_list(item, pad + "  ")
    yield f"{pad} </xs:simpleType>"
    for name, value in bounds:
        yield f'{pad} <xs:{name} value="{value}"/>'
    yield f"{pad}</xs:restriction>"


def _plain_list(item: Datatype, pad: str) -> Iterator[str]:
    if name := builtin(item):
        yield f'{pad}<xs:list itemType="{name}"/>'
        return
    yield f"{pad}<xs:list>"
    yield from simple_type(item, pad + " ")
    yield f"{pad}</xs:list>"
