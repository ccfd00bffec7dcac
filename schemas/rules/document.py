"""One document while its rules are checked: its indexes, its ids, its tree for elementpath, and the clock."""

import time
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias

from elementpath import XPathContext
from elementpath.datatypes import UntypedAtomic
from elementpath.tree_builders import get_node_tree
from elementpath.xpath_nodes import AttributeNode, EtreeDocumentNode, EtreeElementNode
from lxml import etree

from schemas.rules.xpath import CURRENT

_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_STRING: Final = etree.XPath("string()")

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public names for them
Tree: TypeAlias = "etree._ElementTree[Element]"  # noqa: SLF001


class OutOfTimeError(Exception):
    """The time that a document may take is used up."""


class Document:
    """A document being checked. ``limit`` is the time in seconds after which :meth:`tick` raises.

    ``source`` are the bytes it was parsed from, if they are at hand, in an encoding that has ASCII as it is: they tell
    fast that a name does not occur.
    """

    def __init__(self, tree: Tree, limit: float, source: bytes = b"") -> None:
        self.tree = tree
        self._source = source
        self.root = tree.getroot()
        self.deadline = time.monotonic() + limit
        self._tagged: dict[str, list[Element]] = {}
        self._holders: dict[str, list[Element]] = {}
        self._values: dict[str, frozenset[str]] = {}
        self._conditions: dict[str, bool] = {}

    def tick(self) -> None:
        """Raise :class:`OutOfTimeError` if the time is used up."""
        if time.monotonic() > self.deadline:
            raise OutOfTimeError

    @cached_property
    def elements(self) -> list[Element]:
        """All elements, in document order."""
        return list(self.root.iter("*"))

    def tagged(self, tag: str) -> list[Element]:
        """Give the elements of a name (Clark name), in document order."""
        found = self._tagged.get(tag)
        if found is None:
            found = self._tagged[tag] = [] if self._lacks(tag) else list(self.root.iter(tag))
        return found

    def holders(self, attribute: str) -> list[Element]:
        """Give the elements that have an attribute (Clark name), in document order."""
        found = self._holders.get(attribute)
        if found is None:
            # a walk by libxml2 for each attribute that is asked for is far cheaper than reading all attributes
            found = self._holders[attribute] = [] if self._lacks(attribute) else _holders(attribute)(self.root)
        return found

    def _lacks(self, clark: str) -> bool:
        name = clark.rpartition("}")[2]
        return bool(self._source) and name.isascii() and name.encode() not in self._source

    @cached_property
    def order(self) -> dict[Element, int]:
        """The place of each element in the document, from 0."""
        return {element: place for place, element in enumerate(self.elements)}

    @cached_property
    def ids(self) -> dict[str, Element]:
        """Elements by their ``xml:id``; the first one where an id is there twice."""
        return {element.get(_XML_ID, ""): element for element in reversed(self.holders(_XML_ID))}

    def values(self, path: str, xpath: Callable[[str], etree.XPath]) -> frozenset[str]:
        """Give the values of the nodes of a path from the root, collected once; ``xpath`` compiles the path."""
        if path not in self._values:
            self._values[path] = frozenset(string_value(node) for node in xpath(path)(self.tree))
        return self._values[path]

    def holds(self, condition: str, xpath: Callable[[str], etree.XPath]) -> bool:
        """Say whether a condition holds at the root, evaluated once."""
        if condition not in self._conditions:
            self._conditions[condition] = bool(xpath(condition)(self.tree))
        return self._conditions[condition]

    @cached_property
    def nodes(self) -> Any:
        """The document as elementpath sees it."""
        tree: Any = self.tree
        document = get_node_tree(tree)
        document.__class__ = _DocumentNode
        for node in document.tree.elements.values():
            if type(node) is EtreeElementNode:
                node.__class__ = _ElementNode
        return document

    def node(self, element: Element, attribute: str = "") -> Any:
        """Give the node of elementpath for an element, or for one of its attributes."""
        node = self.nodes.tree.elements[element]
        if not attribute:
            return node
        return next(child for child in node.attributes if child.name == attribute)

    def context(self, item: Any, variables: dict[str, Any]) -> "TimedContext":
        """Give the dynamic context for an expression at a node of elementpath."""
        context = TimedContext(self.nodes, item=item, variables={**variables, CURRENT: item})
        context.document_state = self
        return context


@lru_cache(maxsize=1_000)
def _holders(attribute: str) -> etree.XPath:
    name = etree.QName(attribute)
    if name.namespace is None:
        return etree.XPath(f"/descendant::*/@{name.localname}/..")
    return etree.XPath(f"/descendant::*/@p:{name.localname}/..", namespaces={"p": name.namespace})


def string_value(node: Any) -> str:
    """Give the string value of what an XPath of lxml found."""
    if isinstance(node, str):
        return node
    # XPaths of lxml do not start from a comment or a processing instruction
    return str(_STRING(node)) if isinstance(node.tag, str) else str(node.text or "")


class _ElementNode(EtreeElementNode):
    """An element whose string value has the text after comments and processing instructions too.

    elementpath 5.1 leaves that text out; what the value is, is said in the XPath Data Model 3.1, 6.2.
    """

    __slots__ = ()

    @property
    def string_value(self) -> str:
        """The text of the element and of those below it."""
        element: Any = self.value
        return string_value(element)

    @property
    def iter_typed_values(self) -> Iterator[Any]:
        """The text as untyped data: there is no schema."""
        yield UntypedAtomic(self.string_value)

    @property
    def compat_string_value(self) -> str:
        """The text, for XPath 1.0."""
        return self.string_value


class _DocumentNode(EtreeDocumentNode):
    """A document whose string value is that of its element, without the comments around it."""

    __slots__ = ()

    @property
    def string_value(self) -> str:
        """The text of the document."""
        return string_value(self.value.getroot())


class TimedContext(XPathContext):
    """A dynamic context that looks at the clock wherever an expression walks or loops."""

    document_state: Document

    def iter_product(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Walk through the combinations of ``for``, ``some`` and ``every``."""
        for result in super().iter_product(*args, **kwargs):
            self.document_state.tick()
            yield result

    def iter_matching_nodes(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Take a step with a name test."""
        self.document_state.tick()
        return super().iter_matching_nodes(*args, **kwargs)

    def iter_attributes(self) -> Iterator[Any]:
        """Take a step to attributes; from an attribute it finds nothing, where elementpath 5.1 finds it again."""
        self.document_state.tick()
        return iter(()) if isinstance(self.item, AttributeNode) else super().iter_attributes()

    def iter_children_or_self(self) -> Iterator[Any]:
        """Take a step with a kind test."""
        self.document_state.tick()
        return super().iter_children_or_self()

    def __copy__(self) -> "TimedContext":
        self.document_state.tick()
        return super().__copy__()  # type: ignore[return-value]
