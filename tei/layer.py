"""Spans over an article's text, and the layers that annotators make of them.

Offsets are Unicode code points, half-open ``[start, end)``, into ``Article.text``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tei.characters import first_forbidden
from tei.errors import ForbiddenCharacterError, WeaveError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: code points, half-open; ``start == end`` is a point between two characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise WeaveError(f"[{self.start}, {self.end}) is no span: it must be 0 <= start <= end")

    def holds(self, other: "Span") -> bool:
        """Tell whether ``other`` lies within this span (equal spans hold each other)."""
        return self.start <= other.start and other.end <= self.end

    def crosses(self, other: "Span") -> bool:
        """Tell whether the two overlap and neither holds the other."""
        overlap = max(self.start, other.start) < min(self.end, other.end)
        return overlap and not self.holds(other) and not other.holds(self)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span with the TEI element that marks it; make one with :meth:`of`.

    ``attributes`` are pairs, spelt as in TEI (``xml:id``), ``xml:id`` first, then by name.
    """

    span: Span
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for name, value in self.attributes:
            if (offset := first_forbidden(value)) is not None:
                raise ForbiddenCharacterError(offset, ord(value[offset]), what=f"{self.tag}/@{name}")

    @classmethod
    def of(
        cls, tag: str, start: int, end: int, attributes: Mapping[str, str] | None = None, **more: str
    ) -> "Annotation":
        """Make an annotation; the attributes of both sources are put in their canonical order."""
        pairs = {**(attributes or {}), **more}
        return cls(Span(start, end), tag, tuple(sorted(pairs.items(), key=_attribute_order)))

    def get(self, name: str, default: str = "") -> str:
        """Give the value of an attribute, or ``default``."""
        return next((value for key, value in self.attributes if key == name), default)

    def having(self, **attributes: str) -> "Annotation":
        """Give the same annotation with these attributes set (``xml_id`` is spelt ``xml:id``)."""
        more = {key.replace("xml_", "xml:"): value for key, value in attributes.items()}
        return Annotation.of(self.tag, self.span.start, self.span.end, {**dict(self.attributes), **more})

    def __str__(self) -> str:
        return f"<{self.tag}> [{self.span.start}, {self.span.end})"


@dataclass(frozen=True, slots=True)
class Layer:
    """What one annotator says of a text: its name and its annotations, in any order.

    Annotations of one layer may overlap; :func:`tei.weave.weave` decides how they nest.
    """

    name: str
    annotations: tuple[Annotation, ...] = ()


def _attribute_order(pair: tuple[str, str]) -> tuple[bool, str]:
    return pair[0] != "xml:id", pair[0]
