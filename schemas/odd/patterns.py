"""Content models and datatypes as an ODD writes them, pure TEI or RELAX NG, read into terms of the algebra.

Sources: TEI Guidelines, chapter 22 (Documentation Elements), and the RELAX NG specification (OASIS, 2001).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from schemas.errors import OddError
from schemas.odd.algebra import (
    Alternate,
    AnyElement,
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
)  # fmt: skip
from schemas.odd.datatypes import FACETS, is_known
from schemas.odd.model import TEI_NS, XML_NS, Note, Place
from schemas.odd.specs import (
    AnyRef,
    AttDef,
    ClassRef,
    DataRef,
    InlineElement,
    MacroRef,
    Named,
    NameRef,
    Pattern,
    Reference,
    Use,
)  # fmt: skip
from schemas.odd.xsd_regex import RegexError, matcher

RNG_NS: Final = "http://relaxng.org/ns/structure/1.0"
EXPANSIONS: Final = frozenset(
    {"", "alternate", "sequence", "sequenceOptional", "sequenceRepeatable", "sequenceOptionalRepeatable"}
)
_RNG_REPEATS: Final[dict[str, tuple[int, int | None]]] = {
    "optional": (0, 1),
    "zeroOrMore": (0, None),
    "oneOrMore": (1, None),
}


class PatternReader:
    """Reads patterns of one file; ``place`` tells where an element stands, for messages."""

    def __init__(self, place: Callable[[etree._Element], Place]) -> None:
        self._place = place
        self.rng_attributes: list[AttDef] = []
        """The ``rng:attribute`` patterns met in the content read last: attributes of the element it belongs to."""
        self.references: list[Reference] = []
        """What was named in all that was read."""
        self.notes: list[Note] = []
        """What was read less strictly than it says."""
        self.owner = ""
        """What is being read, as :class:`Reference` calls its owner."""

    def fail(self, element: etree._Element, message: str) -> OddError:
        """Give the error to raise about an element."""
        place = self._place(element)
        return OddError(message, path=place.path, line=place.line)

    def content(self, holder: etree._Element) -> Pattern:
        """Read what a ``content`` or ``datatype`` holds; several children are a sequence, none is empty."""
        self.rng_attributes = []
        return sequence(self._patterns(elements(holder)))

    def _patterns(self, children: Iterable[etree._Element]) -> tuple[Any, ...]:
        # the compound terms are typed for the compiled model; here they hold references as well
        return tuple(self._pattern(child) for child in children)

    def _pattern(self, element: etree._Element) -> Pattern:
        namespace, _, name = str(element.tag)[1:].partition("}")
        if namespace == RNG_NS:
            return self._rng(element, name)
        if namespace != TEI_NS:
            raise self.fail(element, f"<{name}> of namespace “{namespace}” cannot stand in a content model")
        return repeat(self._tei(element, name), *self.occurs(element))

    def _tei(self, element: etree._Element, name: str) -> Pattern:  # noqa: PLR0911 (one case each)
        match name:
            case "empty":
                return Empty()
            case "textNode":
                return Text()
            case "elementRef":
                return ElementRef(self.refer("element", element))
            case "macroRef":
                return MacroRef(self.refer("macro", element))
            case "classRef":
                return self._class_ref(element)
            case "sequence":
                items = self._patterns(elements(element))
                if element.get("preserveOrder") in ("false", "0"):
                    return Interleave(items)
                return sequence(items)
            case "alternate":
                return Alternate(self._patterns(elements(element)))
            case "anyElement":
                return self._any_element(element)
            case "dataRef":
                return self._data_ref(element)
            case "valList":
                names = (
                    item.findtext(f"{{{TEI_NS}}}altIdent") or item.get("ident") or "" for item in elements(element)
                )
                return Values(tuple(names))
        raise self.fail(element, f"<{name}> is not supported in a content model")

    def key(self, element: etree._Element) -> str:
        """Give ``@key``, which must be there."""
        key = (element.get("key") or "").strip()
        if not key:
            local = etree.QName(element).localname
            raise self.fail(element, f"<{local}> has no @key: write the ident of what it refers to")
        return key

    def refer(self, kind: Named, element: etree._Element, *, use: Use = "content") -> str:
        """Give ``@key``, and remember that it was named here."""
        key = self.key(element)
        self.references.append(Reference(kind, key, self.owner, self._place(element), use))
        return key

    def _named(self, element: etree._Element) -> str:
        """Give the name of an ``rng:ref``, and remember what it stands for in a schema made from an ODD."""
        name = element.get("name", "").strip()
        key = name.removeprefix("tei_")
        ident, _, expand = key.rpartition("_")
        key = ident if expand.startswith(("sequence", "alternation")) else key
        if not key.startswith(("att.", "data.", "teidata.", "macro.")):
            kind: Named = "class" if key.startswith("model.") else "element"
            self.references.append(Reference(kind, key, self.owner, self._place(element)))
        return name

    def occurs(self, element: etree._Element) -> tuple[int, int | None]:
        """Read ``@minOccurs`` and ``@maxOccurs``."""
        low, high = element.get("minOccurs", "1").strip(), element.get("maxOccurs", "1").strip()
        if not low.isdecimal() or not (high.isdecimal() or high == "unbounded"):
            raise self.fail(element, f"minOccurs “{low}” and maxOccurs “{high}” must be numbers, or “unbounded”")
        least, most = int(low), None if high == "unbounded" else int(high)
        if most is not None and most < least:
            if "maxOccurs" in element.attrib:
                raise self.fail(element, f"maxOccurs “{high}” is less than minOccurs “{low}”")
            most = least
        return least, most

    def _class_ref(self, element: etree._Element) -> Pattern:
        expand = element.get("expand", "")
        if expand not in EXPANSIONS:
            raise self.fail(element, f"@expand “{expand}” is not one of {', '.join(sorted(EXPANSIONS)[1:])}")
        include = element.get("include")
        return ClassRef(
            self.refer("class", element), "" if expand == "alternate" else expand,
            None if include is None else tuple(include.split()), tuple(element.get("except", "").split()),
        )  # fmt: skip

    def _any_element(self, element: etree._Element) -> Pattern:
        excluded = element.get("except")
        return AnyRef(
            tuple(element.get("require", "").split()),
            None if excluded is None else self.names(element, excluded.split()),
        )

    def names(self, element: etree._Element, tokens: list[str]) -> tuple[tuple[str, str], ...]:
        """Read namespaces and prefixed names as ``(namespace, local name or "*")``."""
        found = []
        for token in tokens:
            prefix, colon, local = token.partition(":")
            if colon and prefix in element.nsmap and local and "/" not in local:
                found.append((element.nsmap[prefix], local))
            else:
                found.append((token, "*"))
        return tuple(found)

    def _data_ref(self, element: etree._Element) -> Pattern:
        restriction = element.get("restriction", "")
        if element.get("key"):
            return DataRef(self.refer("data", element), restriction)
        if element.get("name"):
            facets = [("pattern", restriction)] if restriction else []
            facets += [(facet.get("name", ""), facet.get("value", "")) for facet in elements(element)]
            return self._data(element, element.get("name", ""), facets)
        raise self.fail(element, "<dataRef> needs @key (a TEI datatype) or @name (an XML Schema datatype)")

    def _data(self, element: etree._Element, name: str, facets: list[tuple[str, str]]) -> Pattern:
        if not is_known(name):
            raise self.fail(
                element, f"“{name}” is no datatype of XML Schema; the usual ones are token, anyURI and date"
            )
        for facet, value in facets:
            if facet == "pattern":
                try:
                    matcher(value)
                except RegexError as error:
                    raise self.fail(element, f"the pattern is no regular expression of XML Schema: {error}") from error
            elif facet not in FACETS:
                raise self.fail(element, f"“{facet}” is no facet of XML Schema; the facets are {', '.join(FACETS)}")
        return Data(name, tuple(facets))

    def _rng(self, element: etree._Element, name: str) -> Pattern:  # noqa: C901, PLR0911, PLR0912 (one case each)
        items = [child for child in elements(element) if str(child.tag).startswith(f"{{{RNG_NS}}}")]
        match name:
            case "empty":
                return Empty()
            case "text":
                return Text()
            case "notAllowed":
                return NotAllowed()
            case "ref":
                return NameRef(self._named(element))
            case "group" | "div" | "grammar" | "define" | "start":
                return self._rng_group(items)
            case "choice":
                before = len(self.rng_attributes)
                found = Alternate(self._patterns(items))
                self._take_apart(element, before)
                return found
            case "interleave":
                return Interleave(self._patterns(items))
            case "mixed":
                group: Any = self._rng_group(items)
                return Interleave((Text(), group))
            case "list":
                return self._token_list(element, self._rng_group(items))
            case "optional" | "zeroOrMore" | "oneOrMore":
                before = len(self.rng_attributes)
                item = self._rng_group(items)
                if len(self.rng_attributes) > before and name == "optional":
                    self.rng_attributes[before:] = [
                        _with_usage(attribute) for attribute in self.rng_attributes[before:]
                    ]
                return repeat(item, *_RNG_REPEATS[name])
            case "data":
                params = [child for child in items if child.tag == f"{{{RNG_NS}}}param"]
                if len(params) < len(items):
                    self._note(items[-1], "what rng:except leaves out of a datatype is admitted")
                return self._data(element, element.get("type", ""), [(p.get("name", ""), p.text or "") for p in params])
            case "value":
                return Values((" ".join((element.text or "").split()),))
            case "element":
                return self._rng_element(element, items)
            case "attribute":
                return self._rng_attribute(element, items)
        raise self.fail(element, f"rng:{name} is not supported in a content model")

    def _note(self, element: etree._Element, message: str) -> None:
        place = self._place(element)
        self.notes.append(Note(message, place.path, place.line))

    def _take_apart(self, choice: etree._Element, before: int) -> None:
        """Make the attributes of a choice, those read since ``before``, optional each by itself."""
        if any(one.usage == "req" for one in self.rng_attributes[before:]):
            names = " and ".join(f"@{one.ident}" for one in self.rng_attributes[before:])
            self._note(choice, f"{names} of a choice are taken to be optional, each by itself")
        self.rng_attributes[before:] = [_with_usage(one) for one in self.rng_attributes[before:]]

    def _token_list(self, element: etree._Element, item: Pattern) -> Pattern:
        """Give a list; where its tokens are not all alike, each may be any of them, and a note says so."""
        kinds, low, high = _tokens(item)
        if len(kinds) > 1:
            self._note(element, "of a list of unlike tokens their number is checked, and that each is one of them")
        one = kinds[0] if len(kinds) == 1 else Alternate(kinds) if kinds else Text()
        return TokenList(one, low, high)

    def _rng_group(self, items: list[etree._Element]) -> Pattern:
        return sequence(self._patterns(items))

    def _rng_name(self, element: etree._Element, items: list[etree._Element]) -> tuple[str, str]:
        """Namespace and local name; the name class must be a plain name."""
        name = element.get("name")
        if name is None and items and items[0].tag == f"{{{RNG_NS}}}name":
            holder = items.pop(0)
            name = (holder.text or "").strip()
        if name is None:
            raise self.fail(element, "only a plain name is supported here, not a name class")
        prefix, colon, local = name.strip().partition(":")
        if colon:
            return (XML_NS if prefix == "xml" else element.nsmap.get(prefix) or ""), local
        if etree.QName(element).localname == "attribute":
            return element.get("ns", ""), name.strip()
        holders = element.xpath("ancestor-or-self::*[@ns][1]/@ns")
        return (str(holders[0]) if isinstance(holders, list) and holders else TEI_NS), name.strip()

    def _rng_element(self, element: etree._Element, items: list[etree._Element]) -> Pattern:
        if items and items[0].tag in (f"{{{RNG_NS}}}anyName", f"{{{RNG_NS}}}nsName"):
            return self._rng_any(items[0])
        namespace, name = self._rng_name(element, items)
        outer, self.rng_attributes = self.rng_attributes, []
        content = self._rng_group(items)
        attributes, self.rng_attributes = tuple(self.rng_attributes), outer
        return InlineElement(namespace, name, content, attributes)

    def _rng_any(self, name_class: etree._Element) -> Pattern:
        require = (name_class.get("ns", ""),) if etree.QName(name_class).localname == "nsName" else ()
        exclude = []
        for part in name_class.iterfind(f"{{{RNG_NS}}}except/*"):
            kind = etree.QName(part).localname
            exclude.append((part.get("ns", ""), "*" if kind == "nsName" else (part.text or "").strip()))
        return AnyElement(require, tuple(exclude))

    def _rng_attribute(self, element: etree._Element, items: list[etree._Element]) -> Pattern:
        namespace, name = self._rng_name(element, items)
        outer = self.rng_attributes
        datatype = self._rng_group(items) if items else Text()
        self.rng_attributes = outer
        ident = f"xml:{name}" if namespace == XML_NS else name
        self.rng_attributes.append(
            AttDef(ident, mode="add", alt_ident=name, namespace=namespace, usage="req", datatype=datatype,
                   place=self._place(element))
        )  # fmt: skip
        return Empty()


def elements(parent: etree._Element) -> list[etree._Element]:
    """The element children, without comments and processing instructions."""
    return [child for child in parent if isinstance(child.tag, str)]


def sequence(items: "tuple[Pattern, ...]") -> Pattern:
    """The items in order; one item alone is itself."""
    if not items:
        return Empty()
    return items[0] if len(items) == 1 else Sequence(items)  # type: ignore[arg-type]


def repeat(item: Pattern, least: int, most: int | None) -> Pattern:
    """The item so many times; once is the item itself, and empty stays empty."""
    if (least, most) == (1, 1) or isinstance(item, Empty):
        return item
    return Repeat(item, least, most)  # type: ignore[arg-type]


def _tokens(item: Pattern) -> tuple[tuple[Any, ...], int, int | None]:
    """Give the kinds of token that a list is made of, in order, and how many tokens it has at least and at most."""
    match item:
        case Empty():
            return (), 0, 0
        case Sequence(items) | Interleave(items):
            parts = [_tokens(part) for part in items]
            highs = [high for _, _, high in parts if high is not None]
            most = sum(highs) if len(highs) == len(parts) else None
            return _kinds(parts), sum(low for _, low, _ in parts), most
        case Alternate(items) if any(isinstance(part, Sequence | Interleave | Repeat | Empty) for part in items):
            parts = [_tokens(part) for part in items]
            highs = [high for _, _, high in parts if high is not None]
            most = max(highs) if len(highs) == len(parts) else None
            return _kinds(parts), min(low for _, low, _ in parts), most
        case Repeat(inner, least, most_times):
            kinds, low, high = _tokens(inner)
            return kinds, low * least, None if high is None or most_times is None else high * most_times
    return (item,), 1, 1


def _kinds(parts: list[tuple[tuple[Any, ...], int, int | None]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(kind for kinds, _, _ in parts for kind in kinds))


def _with_usage(attribute: AttDef) -> AttDef:
    return replace(attribute, usage="opt")
