"""What a Schematron schema says, after abstract patterns, abstract rules and phases are resolved.

The words are those of ISO/IEC 19757-3 (Schematron), 2016 and 2020.
"""

from dataclasses import dataclass, field
from typing import Literal

Binding = Literal["xpath1", "xpath3"]
"""Which XPath the schema is written in: 1.0 (bindings ``xslt``, ``xpath``) or 2.0 and later, run as 3.1."""


@dataclass(frozen=True, slots=True)
class XPath:
    """One XPath of the schema: its text, its line in the .sch, and what it is there for (``the test of an assert``)."""

    text: str
    line: int
    use: str


@dataclass(frozen=True, slots=True)
class Let:
    """A variable."""

    name: str
    value: XPath


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message: literal text, the name of a node or a value."""

    kind: Literal["text", "name", "value"]
    text: str = ""
    select: XPath | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """An ``assert`` (fails where its test is false) or a ``report`` (fails where its test is true)."""

    kind: Literal["assert", "report"]
    test: XPath
    parts: tuple[Part, ...]
    ident: str = ""
    role: str = ""
    flag: str = ""
    see: str = ""
    subject: XPath | None = None
    diagnostics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: the nodes it is about, its variables, its assertions."""

    context: XPath
    lets: tuple[Let, ...]
    assertions: tuple[Assertion, ...]
    ident: str = ""
    role: str = ""
    flag: str = ""
    see: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: of its rules, the first that matches a node is the one that is applied to it."""

    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]
    ident: str = ""
    see: str = ""


@dataclass(frozen=True, slots=True)
class Schematron:
    """A schema: the patterns of the phase that was asked for, with nothing left to resolve."""

    binding: Binding
    patterns: tuple[Pattern, ...]
    lets: tuple[Let, ...] = ()
    namespaces: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    title: str = ""
    path: str = ""
    warnings: tuple[str, ...] = field(default=())
