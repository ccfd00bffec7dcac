"""What a schema engine is to the validator: something that gives a verdict, and says what it saw."""

from dataclasses import dataclass
from typing import Literal, Protocol

from lxml import etree

EngineName = Literal["lxml", "xmlschema", "jing", "native"]


@dataclass(frozen=True, slots=True)
class EngineMessage:
    """A message in the engine's own words, at a line and column (1-based; 0: unknown) or at an XPath of lxml."""

    text: str
    line: int = 0
    column: int = 0
    xpath: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document is valid for an engine, and why not."""

    engine: EngineName
    valid: bool
    messages: tuple[EngineMessage, ...] = ()


class Engine(Protocol):
    """A schema, loaded once, that judges any number of documents."""

    @property
    def name(self) -> EngineName:
        """How the engine is called on the command line."""

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:
        """Judge a document; ``tree`` was parsed from ``data``. Raises ``TimeoutError`` if it takes too long."""
