"""The fast path of the verdict: libxml2 with no more of the grammar than the documents at hand make use of.

A document that uses only some names is valid exactly if it is valid without all other elements and all other optional
attributes: what matches it never passes through them, and nothing in RELAX NG is allowed because something else is not.
A grammar of the few dozen names that a corpus uses loads in milliseconds, where all of TEI takes most of a second, and
judges three times as fast.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from lxml import etree

from schemas.engines import Engine, EngineName, LibxmlEngine, Verdict
from schemas.odd.algebra import Alternate, Content, ElementRef, Interleave, NotAllowed, Repeat, Sequence
from schemas.odd.contents import simplify
from schemas.odd.model import Element, Schema
from schemas.odd.rng import write_rng

Name = tuple[str, str]
_MOST: Final = 12
"""How often the grammar is made anew for names not met before; after that the whole one is used."""


def narrowed(schema: Schema, elements: AbstractSet[Name], attributes: AbstractSet[Name]) -> Schema:
    """Give the schema without the elements and optional attributes of all other names (namespace and local name).

    It admits of the documents of these names those that the schema admits, and no others.
    """
    kept = {one.ident for one in schema.elements if one.key in elements} | set(schema.start)

    def cut(content: Content) -> Content:
        match content:
            case ElementRef(ident):
                return content if ident in kept else NotAllowed()
            case Sequence(items):
                return simplify(Sequence(tuple(map(cut, items))))
            case Interleave(items):
                return simplify(Interleave(tuple(map(cut, items))))
            case Alternate(items, of):
                return simplify(Alternate(tuple(map(cut, items)), of))
            case Repeat(item, low, high):
                return simplify(Repeat(cut(item), low, high))
        return content

    def element(one: Element) -> Element:
        chosen = {ident for choice in one.choices for group in choice.alternatives for ident in group}
        left = tuple(a for a in one.attributes if a.required or a.key in attributes or a.ident in chosen)
        return replace(one, content=cut(one.content), attributes=left)

    return replace(schema, elements=tuple(element(one) for one in schema.elements if one.ident in kept))


class NarrowEngine:
    """Judges as libxml2 does with the whole RELAX NG of a schema; ``whole`` gives the engine that has it."""

    name: EngineName = "lxml"

    def __init__(self, schema: Schema, whole: Callable[[], Engine], *, path: str = "") -> None:
        self._schema = schema
        self._whole = whole
        self._path = path
        self._elements: set[Name] = set()
        self._attributes: set[Name] = set()
        self._known = {one.key for one in schema.elements}
        self._known_attributes = {attribute.key for one in schema.elements for attribute in one.attributes}
        self._made = 0
        self._engine: Engine | None = None

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:
        """Judge a document."""
        if self._made > _MOST:
            return self._whole().judge(data, tree)
        # what is valid in a part of the grammar is valid; only what is not may use names that are not in the part
        verdict = self._engine.judge(data, tree) if self._engine else None
        if verdict is None or (not verdict.valid and self._widen(tree.getroot())):
            verdict = self._make(tree.getroot()).judge(data, tree)
        return verdict

    def _make(self, root: etree._Element) -> Engine:
        if self._engine is None:
            self._widen(root)
        self._made += 1
        schema = narrowed(self._schema, self._elements, self._attributes)
        self._engine = LibxmlEngine(write_rng(schema), kind="rng", path=self._path)
        return self._engine

    def _widen(self, root: etree._Element) -> bool:
        """Take in the names of a document, and say whether the schema knows one that was not there before."""
        before = len(self._elements) + len(self._attributes)
        tags: set[str] = set()
        keys: set[str] = set()
        for element in root.iter("*"):
            tags.add(str(element.tag))
            keys.update(map(str, element.attrib))
        self._elements |= set(map(_name, tags)) & self._known
        self._attributes |= set(map(_name, keys)) & self._known_attributes
        return len(self._elements) + len(self._attributes) > before


def _name(clark: str) -> Name:
    namespace, _, local = clark.rpartition("}")
    return namespace[1:], local
