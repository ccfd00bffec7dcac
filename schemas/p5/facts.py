"""The table of TEI P5 facts: how specifications are written down compactly, and read back fast.

The table is JSON, compressed. A leaf of a content model is a string, its first character saying what it is (``e``
element, ``c`` class, ``m`` macro, ``d`` datatype); a compound term is a list that begins with its kind. The file is
made by ``schemas/scripts/build_p5_facts.py``.
"""

import json
import zlib
from functools import cache
from importlib import resources
from typing import Any, Final

from schemas.odd.algebra import Alternate, Data, ElementRef, Empty, Interleave, Repeat, Sequence, Text, Values
from schemas.odd.specs import (
    AnyRef,
    AttChoice,
    AttDef,
    AttItem,
    AttRef,
    ClassRef,
    ClassSpec,
    ConstraintSpec,
    DataRef,
    ElementSpec,
    Library,
    MacroRef,
    Membership,
    Pattern,
    PatternSpec,
    ValItem,
    ValList,
)  # fmt: skip

FILE: Final = "p5.json.z"
Json = Any
"""What ``json`` reads and writes."""


@cache
def load_p5() -> Library:
    """TEI P5 as a library of specifications, in the order of the Guidelines' own file."""
    return decode(json.loads(zlib.decompress(packed_p5())))


def packed_p5() -> bytes:
    """The table of TEI P5 as it is stored."""
    return resources.files("schemas.p5").joinpath(FILE).read_bytes()


def pack(library: Library) -> bytes:
    """A library as the bytes of the table; the same library gives the same bytes."""
    text = json.dumps(encode(library), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)


def encode(library: Library) -> Json:
    """A library as JSON."""
    return {
        "version": library.version,
        "modules": list(library.modules),
        "patterns": [[s.ident, s.kind, s.module, _pattern(s.content or Empty())] for s in library.patterns.values()],
        "classes": [
            [s.ident, s.type, s.module, _keys(s.classes), [_item(i) for i in s.attributes], _constraints(s.constraints)]
            for s in library.classes.values()
        ],
        "elements": [
            [
                s.ident, s.module, s.namespace, _keys(s.classes), _pattern(s.content or Empty()),
                [_item(i) for i in s.attributes], _constraints(s.constraints), s.valid_until,
            ]
            for s in library.elements.values()
        ],
    }  # fmt: skip


def decode(table: Json) -> Library:
    """The library that :func:`encode` wrote."""
    patterns = {row[0]: PatternSpec(row[0], row[1], "", row[2], _read(row[3])) for row in table["patterns"]}
    classes = {
        row[0]: ClassSpec(
            row[0], row[1], "", row[2], _members(row[3]), "replace", _items(row[4]), _read_constraints(row[5])
        )
        for row in table["classes"]
    }
    elements = {
        row[0]: ElementSpec(
            row[0], "", row[1], row[2], "", _members(row[3]), "replace", _read(row[4]), _items(row[5]),
            _read_constraints(row[6]), row[7],
        )
        for row in table["elements"]
    }  # fmt: skip
    return Library(elements, classes, patterns, tuple(table["modules"]), table["version"])


def _keys(members: tuple[Membership, ...] | None) -> str:
    return " ".join(member.key for member in members or ())


def _members(keys: str) -> tuple[Membership, ...]:
    return tuple(map(Membership, keys.split()))


def _pattern(pattern: Pattern) -> Json:  # noqa: C901, PLR0911, PLR0912 (one case each)
    match pattern:
        case Empty():
            return ""
        case Text():
            return "t"
        case ElementRef(ident):
            return f"e{ident}"
        case MacroRef(key):
            return f"m{key}"
        case ClassRef(key, expand):
            return f"c{key} {expand}".rstrip()
        case DataRef(key, restriction):
            return ["d", key, restriction] if restriction else f"d{key}"
        case Data(name, facets):
            return ["x", name, *map(list, facets)]
        case Values(names):
            return ["v", *names]
        case Sequence(items):
            return ["s", *map(_pattern, items)]
        case Interleave(items):
            return ["i", *map(_pattern, items)]
        case Alternate(items):
            return ["a", *map(_pattern, items)]
        case Repeat(item, low, high):
            return ["r", low, high, _pattern(item)]
        case AnyRef(require, exclude):
            return ["n", list(require), None if exclude is None else [list(pair) for pair in exclude]]
    raise TypeError(f"{pattern!r} cannot be written into the table")


def _read(value: Json) -> Pattern:  # noqa: PLR0911 (one case each)
    if isinstance(value, str):
        return _read_leaf(value)
    match value[0]:
        case "d":
            return DataRef(value[1], value[2])
        case "x":
            return Data(value[1], tuple((name, text) for name, text in value[2:]))
        case "v":
            return Values(tuple(value[1:]))
        case "r":
            return Repeat(_read(value[3]), value[1], value[2])  # type: ignore[arg-type]
        case "n":
            exclude = None if value[2] is None else tuple((space, name) for space, name in value[2])
            return AnyRef(tuple(value[1]), exclude)
    items: Any = tuple(map(_read, value[1:]))
    kinds: dict[str, type[Sequence | Interleave | Alternate]] = {"s": Sequence, "i": Interleave, "a": Alternate}
    return kinds[value[0]](items)


def _read_leaf(value: str) -> Pattern:
    rest = value[1:]
    match value[:1]:
        case "":
            return Empty()
        case "t":
            return Text()
        case "e":
            return ElementRef(rest)
        case "m":
            return MacroRef(rest)
        case "d":
            return DataRef(rest)
    key, _, expand = rest.partition(" ")
    return ClassRef(key, expand)


def _item(item: AttItem) -> Json:
    if isinstance(item, AttRef):
        return ["@", item.cls, item.name]
    if isinstance(item, AttChoice):
        return ["|", *([_item(part) for part in group] for group in item.alternatives)]
    values = None
    if item.values is not None:
        values = [item.values.type, item.values.mode, *map(_value, item.values.items)]
    datatype = None if item.datatype is None else _pattern(item.datatype)
    rest = [item.mode, item.usage, list(item.occurs), values, item.default, _constraints(item.constraints),
            item.valid_until]  # fmt: skip
    while rest and rest[-1] in ("", None, [], [1, 1]):
        rest.pop()
    return [item.ident, datatype, *rest]


def _items(rows: Json) -> tuple[AttItem, ...]:
    return tuple(map(_read_item, rows))


def _read_item(row: Json) -> AttItem:
    if row[0] == "@":
        return AttRef(row[1], row[2])
    if row[0] == "|":
        return AttChoice(tuple(tuple(map(_read_item, group)) for group in row[1:]))  # type: ignore[arg-type]
    datatype = None if row[1] is None else _read(row[1])
    given: list[Json] = list(row[2:])
    mode, usage, occurs, values, default, constraints, until = given + _ABSENT[len(given) :]
    items = None if values is None else ValList(values[0], values[1], tuple(map(_read_value, values[2:])))
    return AttDef(row[0], mode, "", None, usage, datatype, (occurs[0], occurs[1]), items, default, until,
                  _read_constraints(constraints))  # fmt: skip


def _value(value: ValItem) -> Json:
    return [value.ident, *value.parameters] if value.parameters else value.ident


def _read_value(row: Json) -> ValItem:
    return ValItem(row) if isinstance(row, str) else ValItem(row[0], parameters=tuple(row[1:]))


_ABSENT: Final[list[Json]] = ["", "", [1, 1], None, None, [], ""]


def _constraints(specs: tuple[ConstraintSpec, ...]) -> Json:
    return [[s.ident, list(s.nodes), dict(s.namespaces)] for s in specs]


def _read_constraints(rows: Json) -> tuple[ConstraintSpec, ...]:
    return tuple(
        ConstraintSpec(ident, "", "schematron", tuple(nodes), tuple(spaces.items())) for ident, nodes, spaces in rows
    )
