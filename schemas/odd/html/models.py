"""Content models and datatypes for reading."""

from collections.abc import Iterable
from typing import Final

from schemas.odd.algebra import (
    Alternate,
    AnyElement,
    Content,
    Data,
    ElementRef,
    Empty,
    Interleave,
    NotAllowed,
    Repeat,
    Sequence,
    Text,
    TokenList,
    Values,
    children,
)  # fmt: skip
from schemas.odd.html.build import Node, h
from schemas.odd.html.reader import Reader
from schemas.odd.html.words import DATATYPES

_MARKS: Final = {(0, 1): "?", (0, None): "*", (1, None): "+"}
_SHORT: Final = 4
"""The most parts of a group that is shown on one line."""


class Models:
    """Shows content models and datatypes on pages at a depth; ``root`` leads to the start of the reference."""

    def __init__(self, reader: Reader, root: str) -> None:
        self._reader = reader
        self._root = root
        self._words = reader.words

    def content(self, content: Content) -> Node:
        """A content model: groups indented, classes named and linked instead of their members."""
        if isinstance(content, Empty):
            return h("p", self._words("empty-content"))
        if isinstance(content, NotAllowed):
            return h("p", self._words("never-content"))
        model = h("div", self._term(content), class_="model")
        used = {str(sign.text) for sign in model.iter("b", "i")}
        legend = [
            [h("b", sign, class_="mark" if sign in "?*+" else "sign"), " ", self._words(f"sign-{sign}"), " "]
            for sign in "?*+,|&" if sign in used
        ]  # fmt: skip
        return [model, h("p", legend, class_="legend") if legend else None]

    def _term(self, content: Content, mark: str = "") -> Node:  # noqa: PLR0911 (one case a term)
        match content:
            case Repeat(item, low, high):
                return self._term(item, _mark(low, high) + mark)
            case Alternate(_, of) if of in self._reader.classes:
                return h("span", self._reader.cls(of, self._root), h("b", mark, class_="mark") if mark else None)
            case Alternate(items):
                return self._group(items, "|", mark)
            case Interleave(items):
                return self._group(items, "&", mark)
            case Sequence(items):
                return self._group(items, ",", mark)
            case ElementRef(ident):
                return h("span", self._reader.element(ident, self._root), h("b", mark, class_="mark") if mark else None)
            case Text():
                return h("span", self._words("text"), class_="text")
            case AnyElement():
                return h("span", self._wildcard(content), h("b", mark, class_="mark") if mark else None)
        return h("span", self.datatype(content))

    def _group(self, items: tuple[Content, ...], sign: str, mark: str) -> Node:
        close = [")", h("b", mark, class_="mark") if mark else None]
        last = len(items) - 1
        parts = [[self._term(item), _sign(sign) if index < last else None]
                 for index, item in enumerate(items)]  # fmt: skip
        if len(items) <= _SHORT and not any(children(_bare(item)) and not _is_class(item) for item in items):
            return h("span", "( ", [[part, " "] for part in parts], close)
        return h("span", "(", [h("span", part, class_="part") for part in parts], close, class_="group")

    def _wildcard(self, wildcard: AnyElement) -> Node:
        if wildcard.require:
            return [self._words("any-element-of"), " ", _codes(wildcard.require)]
        if wildcard.exclude:
            names = [namespace if local == "*" else f"{{{namespace}}}{local}" for namespace, local in wildcard.exclude]
            return [self._words("any-element-except"), " ", _codes(names)]
        return self._words("any-element")

    def datatype(self, datatype: Content, *, listed: bool = False) -> Node:  # noqa: PLR0911 (one case a term)
        """A datatype in words; ``listed``: its values stand elsewhere, with what they mean."""
        match datatype:
            case Text():
                return self._words("text")
            case Empty():
                return self._words("empty-value")
            case NotAllowed():
                return self._words("never")
            case Values(("",)):
                return self._words("empty-value")
            case Values(names):
                return self._words("one-of-values") if listed else _codes(names, " | ")
            case Data(name, facets):
                return [self._kind(name), [self._facet(facet, value) for facet, value in facets]]
            case Alternate(items):
                joined: list[Node] = []
                for index, item in enumerate(items):
                    joined += [[" ", self._words("or"), " "] if index else None, self.datatype(item, listed=listed)]
                return joined
            case TokenList(item, low, high):
                return [self._count(low, high), " ", self.datatype(item, listed=listed)]
        return self._words("text")

    def _kind(self, name: str) -> Node:
        if name not in DATATYPES:
            return h("code", name)
        english, french = DATATYPES[name]
        return self._reader.variants(lambda lang: ("fr", french) if lang.startswith("fr") else ("en", english))

    def _facet(self, name: str, value: str) -> Node:
        if name == "pattern":
            # that there are no blanks is what a list of tokens says already
            if value == r"[^\p{C}\p{Z}]+":  # how TEI says “a word”
                return [", ", self._words("no-blanks")]
            return None if value == r"\S+" else [", ", self._words("matching"), " ", h("code", value)]
        sign = {"minInclusive": "≥", "maxInclusive": "≤", "minExclusive": ">", "maxExclusive": "<"}.get(
            name, f"{name} ="
        )
        return [", ", h("code", f"{sign} {value}")]

    def _count(self, low: int, high: int | None) -> Node:
        if high is None and low <= 1:
            return self._words("list-one" if low else "list-any")
        number = str(low) if low == high else f"{low}–{high}" if high is not None else f"≥ {low}"
        return [f"{number} ", self._words("times"), ", ", self._words("list-count")]


def _sign(sign: str) -> Node:
    return [None if sign == "," else " ", h("i", sign, class_="sign")]


def _mark(low: int, high: int | None) -> str:
    if (low, high) in _MARKS:
        return _MARKS[low, high]
    return f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"


def _bare(content: Content) -> Content:
    return _bare(content.item) if isinstance(content, Repeat) else content


def _is_class(content: Content) -> bool:
    bare = _bare(content)
    return isinstance(bare, Alternate) and bool(bare.of)


def _codes(names: Iterable[str], sign: str = ", ") -> Node:
    return [[sign if index else None, h("code", name)] for index, name in enumerate(names)]
