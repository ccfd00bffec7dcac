"""One document under check: its bytes, its tree, and what places a finding in it, made when it is needed."""

from functools import cached_property

from lxml import etree

from schemas.locator import Locator
from schemas.positions import SourceMap


class CheckedDocument:
    """A well-formed document; ``tree`` was parsed from ``data``, ``path`` is how the user named it."""

    def __init__(self, path: str, data: bytes, tree: "etree._ElementTree[etree._Element]") -> None:
        self.path = path
        self.data = data
        self.tree = tree

    @property
    def root(self) -> etree._Element:
        """The root element."""
        return self.tree.getroot()

    @cached_property
    def places(self) -> SourceMap:
        """The places of its nodes."""
        return SourceMap(self.data, self.root)

    @cached_property
    def locator(self) -> Locator:
        """The maker of its findings."""
        return Locator(self.path, self.places.source)
