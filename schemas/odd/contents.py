"""Following the references of a content model or datatype, so that a term of the compiled algebra is left.

What is gone leaves no trace: a deleted element is dropped from a sequence and from a choice; a model class that has
lost all its members matches nothing, so a choice loses it, a repetition from zero is empty, and what requires it
cannot be satisfied. The result holds no vacuous part (an empty item, a repetition of a repetition): see
:func:`simplify`.
"""

from collections.abc import Mapping
from typing import Final

from schemas.errors import OddError
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
from schemas.odd.model import TEI_NS, Place
from schemas.odd.specs import (
    AnyRef,
    ClassRef,
    DataRef,
    InlineElement,
    Library,
    MacroRef,
    NameRef,
    Pattern,
    PatternSpec,
)  # fmt: skip

EXAMPLES_NS: Final = "http://www.tei-c.org/ns/Examples"
DEFAULT_EXCEPTIONS: Final = ((TEI_NS, "*"), (EXAMPLES_NS, "egXML"))
_BLANK_PROOF: Final = Data("token")


class Contents:
    """Resolves the patterns of one library; ``members`` are the direct members of each class, in order."""

    def __init__(
        self, library: Library, members: Mapping[str, tuple[str, ...]], exceptions: tuple[tuple[str, str], ...]
    ) -> None:
        self._library = library
        self._members = members
        self._exceptions = exceptions
        self._classes: dict[tuple[str, str], Content] = {}
        self._patterns: dict[str, Content | None] = {}
        self._open: list[str] = []
        self.inline: list[tuple[str, InlineElement]] = []
        """Elements written out in content models, with the ident each was given."""

    def content(self, pattern: Pattern, place: Place) -> Content:
        """Resolve the content of an element. Raises :class:`OddError` for a reference that nothing can answer."""
        found = self._resolve(pattern, place)
        return Empty() if found is None else found

    def datatype(self, pattern: Pattern, place: Place) -> Content:
        """Resolve the datatype of an attribute."""
        return self.content(pattern, place)

    def class_elements(self, ident: str) -> tuple[str, ...]:
        """The elements that a model class comes down to, each once, in order."""
        found: dict[str, None] = {}
        self._collect(ident, found, set())
        return tuple(found)

    def _collect(self, ident: str, found: dict[str, None], seen: set[str]) -> None:
        if ident in seen:
            return
        seen.add(ident)
        for member in self._members.get(ident, ()):
            if member in self._library.elements:
                found[member] = None
            else:
                self._collect(member, found, seen)

    def _resolve(self, pattern: Pattern, place: Place) -> Content | None:  # noqa: C901, PLR0911, PLR0912 (one case each)
        match pattern:
            case ElementRef(ident):
                return pattern if ident in self._library.elements else None
            case Sequence(items) | Interleave(items):
                parts = [self._resolve(item, place) for item in items]
                if parts and all(part is None for part in parts):
                    return None
                kept = tuple(part for part in parts if part is not None)
                return simplify(Sequence(kept) if isinstance(pattern, Sequence) else Interleave(kept))
            case Alternate(items):
                parts = [self._resolve(item, place) for item in items]
                kept = tuple(part for part in parts if part is not None)
                return simplify(Alternate(kept, pattern.of)) if kept else None
            case Repeat(item, low, high):
                part = self._resolve(item, place)
                if part is None:
                    return None if low else Empty()
                return simplify(Repeat(part, low, high))
            case TokenList(item, low, high):
                return token_list(self._resolve(item, place) or _BLANK_PROOF, low, high)
            case ClassRef():
                return self._class(pattern)
            case MacroRef(key):
                return self._pattern(key, place)
            case DataRef(key, restriction):
                return _restrict(self._pattern(key, place), restriction) if restriction else self._pattern(key, place)
            case NameRef(name):
                return self._named(name, place)
            case AnyRef(require, exclude):
                chosen = (() if require else self._exceptions) if exclude is None else exclude
                return _any_element(require, chosen)
            case InlineElement():
                ident = f"{{{pattern.namespace}}}{pattern.name}"
                known = [name for name, inline in self.inline if inline == pattern]
                if known:
                    return ElementRef(known[0])
                count = sum(
                    1
                    for _, inline in self.inline
                    if (inline.namespace, inline.name) == (pattern.namespace, pattern.name)
                )
                ident += f"#{count + 1}" if count else ""
                self.inline.append((ident, pattern))
                return ElementRef(ident)
        return pattern

    def _pattern(self, key: str, place: Place) -> Content | None:
        if key not in self._patterns:
            spec = self._library.patterns.get(key)
            if spec is None:
                message = f"there is no macro or datatype “{key}”; write one that exists, or add a specification for it"
                raise OddError(message, path=place.path, line=place.line)
            if key in self._open:
                raise OddError(f"“{key}” refers to itself", path=place.path, line=place.line)
            self._open.append(key)
            self._patterns[key] = self._resolve(spec.content, place) if spec.content is not None else Text()
            self._open.pop()
        return self._patterns[key]

    def _class(self, ref: ClassRef) -> Content:
        if ref.include is None and not ref.exclude:
            key = (ref.key, ref.expand)
            if key not in self._classes:
                self._classes[key] = self._expand(ref)
            return self._classes[key]
        return self._expand(ref)

    def _expand(self, ref: ClassRef) -> Content:
        names = [name for name in self._members.get(ref.key, ())
                 if (ref.include is None or name in ref.include) and name not in ref.exclude]  # fmt: skip
        if not ref.expand:
            if ref.include is None and not ref.exclude:
                elements: tuple[str, ...] = self.class_elements(ref.key)
            else:
                elements = tuple(dict.fromkeys(e for name in names for e in self._elements_of(name)))
            if not elements:
                return NotAllowed()
            return Alternate(tuple(ElementRef(ident) for ident in elements), of=ref.key)
        low = 0 if "Optional" in ref.expand else 1
        high = None if "Repeatable" in ref.expand else 1
        items = []
        for name in names:
            elements = self._elements_of(name)
            if elements:
                refs = tuple(ElementRef(ident) for ident in elements)
                item: Content = refs[0] if name in self._library.elements else Alternate(refs, of=name)
                items.append(simplify(Repeat(item, low, high)))
        return simplify(Sequence(tuple(items)))

    def _elements_of(self, name: str) -> tuple[str, ...]:
        return (name,) if name in self._library.elements else self.class_elements(name)

    def _named(self, name: str, place: Place) -> Content | None:  # noqa: PLR0911 (one case each)
        """Follow an ``rng:ref``: the names that schemas made from ODDs give to their patterns."""
        name = name.removeprefix("tei_")
        if name in self._library.elements:
            return ElementRef(name)
        if name in self._library.patterns:
            return self._pattern(name, place)
        if name.startswith("data.") and f"tei{name}" in self._library.patterns:
            return self._pattern(f"tei{name}", place)
        ident, _, expand = name.rpartition("_")
        if ident in self._library.classes and expand.startswith(("sequence", "alternation")):
            return self._class(ClassRef(ident, "" if expand == "alternation" else expand))
        if name in self._library.classes or name.startswith("model."):
            return self._class(ClassRef(name))
        if name.startswith("att."):
            return Empty()
        if name.startswith(("macro.", "data.", "teidata.")):
            return self._pattern(name, place)
        return None  # an element that is not in the schema


def resolve_spec(contents: Contents, spec: PatternSpec) -> Content:
    """The datatype or content that a ``dataSpec`` or ``macroSpec`` stands for."""
    return contents.content(DataRef(spec.ident), spec.place)


def _any_element(require: tuple[str, ...], exclude: tuple[tuple[str, str], ...]) -> Content:
    """Give a wildcard without what it both requires and excludes, which RELAX NG cannot say."""
    if not require:
        return AnyElement((), exclude)
    spaces = tuple(space for space in require if (space, "*") not in exclude)
    return AnyElement(spaces, tuple(one for one in exclude if one[0] in spaces)) if spaces else NotAllowed()


def simplify(content: Content) -> Content:
    """The same language, said without vacuous parts. Only the outermost term is looked at: its parts are simple."""
    match content:
        case Sequence(items):
            return _simple_sequence(items)
        case Interleave(items):
            kept = tuple(item for item in items if not isinstance(item, Empty))
            if any(isinstance(item, NotAllowed) for item in kept):
                return NotAllowed()
            if sum(map(_has_text, kept)) > 1:  # RELAX NG wants text in one part; where it is, it is everywhere
                bare = (item for item in map(_without_text, kept) if not isinstance(item, Empty))
                kept = (Text(), *bare)
            return Interleave(kept) if len(kept) > 1 else (kept[0] if kept else Empty())
        case Alternate(items, of):
            return _simple_alternate(items, of)
        case Repeat(item, low, high):
            return _simple_repeat(item, low, high)
    return content


def _has_text(content: Content) -> bool:
    return isinstance(content, Text) or any(map(_has_text, children(content)))


def _without_text(content: Content) -> Content:
    match content:
        case Text():
            return Empty()
        case Sequence(items):
            return simplify(Sequence(tuple(map(_without_text, items))))
        case Interleave(items):
            return simplify(Interleave(tuple(map(_without_text, items))))
        case Alternate(items, of):
            return simplify(Alternate(tuple(map(_without_text, items)), of))
        case Repeat(item, low, high):
            return simplify(Repeat(_without_text(item), low, high))
    return content


def _simple_sequence(items: tuple[Content, ...]) -> Content:
    flat: list[Content] = []
    for item in items:
        if isinstance(item, NotAllowed):
            return NotAllowed()
        if isinstance(item, Sequence):
            flat += item.items
        elif not isinstance(item, Empty):
            flat.append(item)
    if not flat:
        return Empty()
    return flat[0] if len(flat) == 1 else Sequence(tuple(flat))


def _simple_alternate(items: tuple[Content, ...], of: str) -> Content:
    flat: dict[Content, None] = {}
    optional = False
    for item in items:
        if isinstance(item, Empty):
            optional = True
        elif isinstance(item, Alternate) and not item.of:
            flat.update(dict.fromkeys(item.items))
        elif not isinstance(item, NotAllowed):
            flat[item] = None
    if not flat:
        return Empty() if optional else NotAllowed()
    only = next(iter(flat)) if len(flat) == 1 and not of else Alternate(tuple(flat), of)
    return _simple_repeat(only, 0, 1) if optional else only


def _simple_repeat(item: Content, low: int, high: int | None) -> Content:  # noqa: PLR0911 (one case each)
    if isinstance(item, Empty) or high == 0:
        return Empty()
    if isinstance(item, NotAllowed):
        return NotAllowed() if low else Empty()
    if isinstance(item, Text):
        return item  # any text, repeated, is any text
    if (low, high) == (1, 1):
        return item
    if isinstance(item, Repeat) and (merged := _merged_repeat(item, low, high)):
        return merged
    if isinstance(item, Alternate) and low <= 1 and high is None:
        # (A? | B)* is (A | B)*: a nullable part of an unbounded choice says nothing by being nullable
        bare = tuple(part.item if isinstance(part, Repeat) and part.max is None and part.min <= 1 else part
                     for part in item.items)  # fmt: skip
        if bare != item.items and (low == 0 or not any(isinstance(p, Repeat) and p.min == 0 for p in item.items)):
            return Repeat(_simple_alternate(bare, item.of), low, None)
    return Repeat(item, low, high)


def _merged_repeat(inner: Repeat, low: int, high: int | None) -> Content | None:
    """``(x{a,b}){c,d}`` as one repetition, where that is the same: both within 0, 1 and unbounded."""
    if inner.min <= 1 and low <= 1 and {inner.max, high} <= {1, None}:
        return Repeat(inner.item, inner.min * low, None if None in (inner.max, high) else 1)
    return None


def _restrict(content: Content | None, pattern: str) -> Content | None:
    if isinstance(content, Data):
        return Data(content.type, (*content.facets, ("pattern", pattern)))
    if isinstance(content, Text):
        return Data("string", (("pattern", pattern),))
    if isinstance(content, Alternate):
        return Alternate(tuple(_restrict(item, pattern) or NotAllowed() for item in content.items), content.of)
    return content


def token_list(item: Content, low: int, high: int | None) -> TokenList:
    """A list of tokens; free text as an item means any token."""
    if isinstance(item, Alternate) and all(isinstance(part, Data | Values) for part in item.items):
        return TokenList(item, low, high)
    if isinstance(item, Data | Values) and item != Data("string"):
        return TokenList(item, low, high)
    return TokenList(_BLANK_PROOF, low, high)
