"""Content models as terms of a small algebra: what an element may hold, with classes, macros and references resolved.

Elements are referred to by ``ident``, which is unique in a schema. Occurrence bounds are counts of items; an upper
bound of ``None`` means unbounded.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing: neither text nor child."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """What nothing matches: all that is left of a choice whose members were all deleted."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, also none."""


@dataclass(frozen=True, slots=True)
class ElementRef:
    """One element, by its ``ident`` in the schema."""

    ident: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """All items in this order."""

    items: "tuple[Content, ...]"


@dataclass(frozen=True, slots=True)
class Alternate:
    """One of the items; ``of`` names the model class that it is the expansion of, if any."""

    items: "tuple[Content, ...]"
    of: str = ""


@dataclass(frozen=True, slots=True)
class Interleave:
    """All items, in any order (``sequence`` with ``preserveOrder="false"``)."""

    items: "tuple[Content, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The item ``min`` to ``max`` times; ``max`` ``None`` is unbounded."""

    item: "Content"
    min: int
    max: int | None


@dataclass(frozen=True, slots=True)
class AnyElement:
    """One element of any name, with any attributes and, below it, text and any elements that the same rule admits.

    ``require``: only these namespaces (empty: all). ``exclude``: ``(namespace, local name)`` pairs that are not
    admitted, the local name ``*`` standing for the whole namespace.
    """

    require: tuple[str, ...] = ()
    exclude: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Data:
    """A value of an XML Schema datatype, with facets as ``(name, value)`` pairs in stated order."""

    type: str
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """One of these values, compared as tokens (leading, trailing and repeated blanks do not count)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TokenList:
    """``min`` to ``max`` tokens separated by blanks, each of them an ``item``."""

    item: "Datatype"
    min: int
    max: int | None


Content: TypeAlias = (
    Empty
    | NotAllowed
    | Text
    | ElementRef
    | Sequence
    | Alternate
    | Interleave
    | Repeat
    | AnyElement
    | Data
    | Values
    | TokenList
)
"""A content model. A value (``Data``, ``Values``, ``TokenList``) stands for the whole text of an element."""

Datatype: TypeAlias = Text | Empty | NotAllowed | Data | Values | TokenList | Alternate
"""What an attribute may hold: the value terms of the algebra, and alternates of them."""


def children(content: Content) -> tuple[Content, ...]:
    """The direct parts of a content model."""
    if isinstance(content, Sequence | Alternate | Interleave):
        return content.items
    if isinstance(content, Repeat | TokenList):
        return (content.item,)
    return ()


def references(content: Content) -> tuple[str, ...]:
    """The idents of the elements that a content model names, in order, each once."""
    found: dict[str, None] = {}
    stack = [content]
    while stack:
        part = stack.pop()
        if isinstance(part, ElementRef):
            found[part.ident] = None
        stack.extend(reversed(children(part)))
    return tuple(found)
