"""The terms of a translation: XPath 1.0 text, with what is known about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

EXTENSIONS: Final = "urn:gazetei:rules"
"""The namespace of the extension functions, bound to the prefix of the same purpose."""

PREFIX: Final = "gazetei"

Kind = Literal["nodes", "strings", "string", "number", "boolean", "truth", "literals", "identity"]
"""What an expression gives. ``truth`` is a boolean or nothing at all: as good as a boolean only where a condition is
asked for. ``strings`` is a sequence of strings, written as nodes of text; ``identity`` is a node of which only this is
asked, whether it is the same as another."""


Handlers = dict[str, Callable[[Any, Any], "Term"]]
"""Methods that translate, each by the symbol of the tree that it takes."""


class NotTranslatable(Exception):  # noqa: N818 - it says what an expression is, not that something failed
    """The expression is outside the common subset; it is run by elementpath."""


@dataclass(frozen=True, slots=True)
class Term:
    """A translated expression: XPath 1.0 text, what it gives, and what is known about it.

    ``one``: at most one item. ``fixed``: independent of the context item. ``rooted``: a path from the root stands in
    it, so it means nothing among nodes of text. ``reach``: 1 if it may give as many nodes as the document has.
    ``current``: it holds variables that depend on the context node of the rule (``$current``, those of ``needs``).
    """

    text: str
    kind: Kind
    one: bool = False
    fixed: bool = False
    rooted: bool = False
    reach: int = 0
    cost: int = 0
    current: bool = False
    items: tuple[str, ...] = ()


@dataclass(slots=True)
class Tables:
    """What the extension functions of one rule set need: sets of values by their path, regular expressions."""

    sets: list[str]
    patterns: list[tuple[str, str]]

    def set_key(self, path: str) -> int:
        """Give the number of a path whose values are collected once for each document."""
        return _key(self.sets, path)

    def pattern_key(self, pattern: str, flags: str) -> int:
        """Give the number of a regular expression."""
        return _key(self.patterns, (pattern, flags))


def _key(table: list[Any], item: Any) -> int:
    if item not in table:
        table.append(item)
    return table.index(item)


@dataclass(frozen=True, slots=True)
class Variable:
    """What a ``let`` stands for: its syntax tree and the variables it sees; ``local`` if it is the rule's own."""

    tree: Any
    scope: "Mapping[str, Variable]"
    local: bool


def wrapped(term: Term) -> str:
    """Give the text of a term so that a predicate can follow it."""
    return term.text if term.text.startswith("(") and term.text.endswith(")") else f"({term.text})"


def joined(text: str, kind: Kind, *parts: Term) -> Term:
    """Give a term of which those are the parts."""
    return Term(
        text,
        kind,
        fixed=all(part.fixed for part in parts),
        rooted=any(part.rooted for part in parts),
        cost=max((part.cost for part in parts), default=0),
        current=any(part.current for part in parts),
    )


def boolean(text: str, *parts: Term) -> Term:
    """Give a condition of which those are the parts."""
    return joined(text, "boolean", *parts)


def quoted(value: str) -> str:
    """Give a string literal of XPath 1.0."""
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    raise NotTranslatable("a literal with both quotes")


_UPWARDS: Final = re.compile(r"(?:parent|ancestor|ancestor-or-self)::node\(\)")


def is_one_walk(term: Term) -> bool:
    """Whether these are nodes that are the same everywhere, and take no more than one walk through the document."""
    return term.kind == "nodes" and term.fixed and not term.current and term.cost == 1


def handed(term: Term) -> str:
    """Give the text of what is handed to an extension function, which never gets the document from libxml2."""
    if term.kind == "nodes" and (term.text in ("/", "(/)") or _UPWARDS.search(term.text)):
        raise NotTranslatable("what may be the document")
    return term.text
