"""RELAX NG grammars of other vocabularies, taken into a customisation by ``moduleRef/@url``.

The grammar is a file of the ODD's folder, in the XML syntax; what it includes must be there too. Each of its
element patterns becomes an element of the schema, so two of one name and different content are two elements. What
the ``moduleRef`` defines itself (``define`` with ``combine``) joins the grammar's definitions, the customisation's
classes and its start.

One thing is kept loosely: choices among attributes, and between attributes and content, are taken apart, so that each
attribute is optional by itself; attributes of any name are not known to the model. A note says so where it happens.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

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
    references,
)  # fmt: skip
from schemas.odd.contents import simplify
from schemas.odd.file import OddFile
from schemas.odd.model import XML_NS, Note, Usage
from schemas.odd.patterns import RNG_NS
from schemas.odd.specs import AttDef, Customisation, ElementSpec, Library, Membership, ModuleRef
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes, parse_file

_REPEATS: dict[str, tuple[int, int | None]] = {"optional": (0, 1), "zeroOrMore": (0, None), "oneOrMore": (1, None)}
_Attributes = dict[tuple[str, str], AttDef]


def graft(custom: Customisation, library: Library, file: OddFile) -> tuple[Customisation, Library, tuple[Note, ...]]:
    """Give the customisation and its library with the grammars it refers to; unchanged if it refers to none.

    Raises :class:`OddError` for a grammar that is missing, lies elsewhere, or uses what is not supported.
    """
    notes: list[Note] = []
    for ref in custom.refs:
        if isinstance(ref, ModuleRef) and ref.url:
            grammar = _Grammar(ref, library, file)
            custom, library = grammar.join(custom)
            notes += grammar.notes()
    return custom, library, tuple(notes)


class _Grammar:
    def __init__(self, ref: ModuleRef, library: Library, file: OddFile) -> None:
        self._ref = ref
        self._library = library
        self._file = file
        self._defines: dict[str, list[etree._Element]] = {}
        self._own: dict[str, list[etree._Element]] = {}
        self._starts: list[etree._Element] = []
        self._idents: dict[etree._Element, str] = {}
        self._taken: set[str] = set(library.elements)
        self._contents: dict[str, Content] = {}
        self._attributes: dict[str, _Attributes] = {}
        self._queue: list[etree._Element] = []
        self._loose = False
        own = f'<grammar xmlns="{RNG_NS}">{ref.grammar}</grammar>'.encode() if ref.grammar else b""
        self._read(file.named_file(ref.url, ref.place), ())
        if own:
            self._read_parts(parse_bytes(own).getroot(), self._own, ())

    def notes(self) -> Iterator[Note]:
        if self._loose:
            message = f"of “{self._ref.url}” choices among attributes and attributes of any name are checked loosely"
            yield Note(message, self._ref.place.path, self._ref.place.line)

    def fail(self, message: str, node: etree._Element | None = None) -> OddError:
        where = f" (line {node.sourceline} of it)" if node is not None and node.sourceline else ""
        return OddError(f"“{self._ref.url}”{where}: {message}", path=self._ref.place.path, line=self._ref.place.line)

    # reading

    def _read(self, path: Path, trail: tuple[Path, ...]) -> None:
        if path in trail:
            raise self.fail("the grammar includes itself")
        try:
            root = parse_file(path).getroot()
        except UnsafeXmlError as error:
            raise self.fail(f"not readable as RELAX NG in XML ({error.message}); convert it with trang") from error
        if root.tag != f"{{{RNG_NS}}}grammar":
            raise self.fail("the root is not <grammar> of RELAX NG")
        self._read_parts(root, self._defines, (*trail, path))

    def _read_parts(
        self, holder: etree._Element, into: dict[str, list[etree._Element]], trail: tuple[Path, ...]
    ) -> None:
        for node in _patterns(holder):
            match _local(node):
                case "define":
                    into.setdefault(node.get("name", "").strip(), []).append(node)
                case "start":
                    self._starts.append(node)
                case "div":
                    self._read_parts(node, into, trail)
                case "include":
                    overridden = {d.get("name") for d in node.iter(f"{{{RNG_NS}}}define")}
                    drop_start = node.find(f"{{{RNG_NS}}}start") is not None
                    known, starts = {name: list(nodes) for name, nodes in into.items()}, list(self._starts)
                    self._read(self._file.named_file(node.get("href", ""), self._ref.place), trail)
                    for name in overridden:
                        into[name or ""] = known.get(name or "", [])
                    if drop_start:
                        self._starts = starts
                    self._read_parts(node, into, trail)

    # joining

    def join(self, custom: Customisation) -> tuple[Customisation, Library]:
        """Give the customisation and the library with this grammar in them."""
        added: dict[str, list[str]] = {}
        patterns = dict(self._library.patterns)
        for name, nodes in self._own.items():
            if name in self._library.classes:
                added[name] = [ident for node in nodes for ident in _refs(self._group(_patterns(node)))]
            elif name in patterns:
                old = patterns[name].content or Empty()
                new = simplify(Alternate(tuple(self._group(_patterns(node)) for node in nodes)))
                patterns[name] = replace(patterns[name], content=Alternate((old, new)))  # type: ignore[arg-type]
            elif any(node.get("combine") for node in nodes):
                self._defines.setdefault(name, []).extend(nodes)
            else:
                self._defines[name] = nodes
        start = tuple(dict.fromkeys(ident for node in self._starts for ident in _refs(self._group(_patterns(node)))))
        elements = dict(self._library.elements)
        while self._queue:
            node = self._queue.pop(0)
            spec = self._element(node)
            classes = tuple(Membership(name) for name, idents in added.items() if spec.ident in idents)
            elements[spec.ident] = replace(spec, classes=classes)
        library = replace(self._library, elements=elements, patterns=patterns)
        return replace(custom, start=(*(custom.start or ()), *start) or None), library

    def _element(self, node: etree._Element) -> ElementSpec:
        namespace, name = self._name(node)
        body = _body(node)
        attributes = tuple(self._attributes_of(body).values())
        return ElementSpec(
            self._idents[node],
            "",
            "",
            namespace,
            name,
            (),
            "replace",
            self._group(body),
            attributes,
            place=self._ref.place,
        )

    def _ident(self, node: etree._Element) -> str:
        if node not in self._idents:
            namespace, name = self._name(node)
            wish, count = f"{{{namespace}}}{name}", 1
            ident = wish
            while ident in self._taken:
                count += 1
                ident = f"{wish}#{count}"
            self._taken.add(ident)
            self._idents[node] = ident
            self._queue.append(node)
        return self._idents[node]

    def _name(self, node: etree._Element) -> tuple[str, str]:
        """Namespace and local name of an element or attribute pattern that has a plain name."""
        name, is_attribute = node.get("name"), _local(node) == "attribute"
        holder = node
        if name is None:
            holder = next(iter(_patterns(node)))
            name = holder.text or ""
        prefix, colon, local = name.strip().partition(":")
        if colon:
            return (XML_NS if prefix == "xml" else holder.nsmap.get(prefix) or ""), local
        if is_attribute and holder is node:
            return node.get("ns", ""), name.strip()
        return _inherited(holder, "ns"), name.strip()

    # content

    def _group(self, nodes: list[etree._Element]) -> Content:
        return simplify(Sequence(tuple(self._content(node) for node in nodes)))

    def _content(self, node: etree._Element) -> Content:  # noqa: PLR0911 (one case each)
        """What a pattern says of text and elements; attributes count as empty here."""
        parts = _patterns(node)
        match _local(node):
            case "attribute" | "empty":
                return Empty()
            case "text":
                return Text()
            case "notAllowed":
                return NotAllowed()
            case "group" | "define" | "start":
                return self._group(parts)
            case "interleave":
                return simplify(Interleave(tuple(map(self._content, parts))))
            case "mixed":
                return simplify(Interleave((Text(), self._group(parts))))
            case "choice":
                return simplify(Alternate(tuple(map(self._content, parts))))
            case "optional" | "zeroOrMore" | "oneOrMore":
                return simplify(Repeat(self._group(parts), *_REPEATS[_local(node)]))
            case "ref":
                return self._defined(node)
            case "element":
                return self._element_content(node)
            case _:
                return self._value(node)

    def _value(self, node: etree._Element) -> Content:
        match _local(node):
            case "value":
                return Values((" ".join((node.text or "").split()),))
            case "data":
                params = node.findall(f"{{{RNG_NS}}}param")
                return Data(node.get("type", "string"), tuple((p.get("name", ""), p.text or "") for p in params))
            case "list":
                item = self._group(_patterns(node))
                if isinstance(item, Repeat):
                    return TokenList(item.item, item.min, item.max)  # type: ignore[arg-type]
                return TokenList(Data("token"), 0, None)
        raise self.fail(f"<{_local(node)}> is not supported", node)

    def _element_content(self, node: etree._Element) -> Content:
        name_class = None if node.get("name") else next(iter(_patterns(node)), None)
        if name_class is None or _local(name_class) == "name":
            return ElementRef(self._ident(node))
        if _local(name_class) not in ("anyName", "nsName"):
            raise self.fail(f"the name class <{_local(name_class)}> of an element is not supported", node)
        require = (_inherited(name_class, "ns"),) if _local(name_class) == "nsName" else ()
        exclude = tuple(
            (_inherited(part, "ns"), "*" if _local(part) == "nsName" else (part.text or "").strip())
            for part in name_class.iter(f"{{{RNG_NS}}}nsName", f"{{{RNG_NS}}}name") if part is not name_class
        )  # fmt: skip
        return AnyElement(require, exclude)

    def _defined(self, node: etree._Element) -> Content:
        name = node.get("name", "").strip()
        if name not in self._contents:
            nodes = self._defines.get(name, [])
            if not nodes:
                return self._foreign(name, node)
            self._contents[name] = NotAllowed()  # a reference to itself, outside any element, matches nothing
            self._contents[name] = _combined(nodes, [self._group(_patterns(define)) for define in nodes])
        return self._contents[name]

    def _foreign(self, name: str, node: etree._Element) -> Content:
        """A reference to what the customisation itself has: an element or the members of a class."""
        if name in self._library.elements:
            return ElementRef(name)
        members = tuple(
            ElementRef(ident) for ident, spec in self._library.elements.items()
            if any(member.key == name for member in spec.classes or ())
        )  # fmt: skip
        if name in self._library.classes:
            return simplify(Alternate(members))
        raise self.fail(f"there is no definition of “{name}”", node)

    # attributes

    def _attributes_of(self, nodes: list[etree._Element]) -> _Attributes:
        """The attributes of a sequence of patterns, by name; ``usage`` says which must be there."""
        found: _Attributes = {}
        for node in nodes:
            for key, attribute in self._attributes_in(node).items():
                found[key] = _either(found[key], attribute) if key in found else attribute
        return found

    def _attributes_in(self, node: etree._Element) -> _Attributes:
        parts = _patterns(node)
        match _local(node):
            case "attribute":
                return self._attribute(node)
            case "group" | "interleave" | "mixed" | "oneOrMore" | "define":
                return self._attributes_of(parts)
            case "optional" | "zeroOrMore":
                return {key: replace(a, usage="opt") for key, a in self._attributes_of(parts).items()}
            case "choice":
                return self._chosen(parts)
            case "ref":
                name = node.get("name", "").strip()
                if name not in self._attributes:
                    self._attributes[name] = {}
                    self._attributes[name] = self._attributes_of(self._defines.get(name, []))
                return self._attributes[name]
        return {}

    def _chosen(self, parts: list[etree._Element]) -> _Attributes:
        options = [self._attributes_in(part) for part in parts if not isinstance(self._content(part), NotAllowed)]
        found: _Attributes = {}
        for option in options:
            for key, attribute in option.items():
                found[key] = _either(found[key], attribute) if key in found else attribute
        if len(options) > 1:
            self._loose |= any(option for option in options)
            always = set.intersection(*(set(option) for option in options))
            return {k: a if k in always else replace(a, usage="opt") for k, a in found.items()}
        return found

    def _attribute(self, node: etree._Element) -> _Attributes:
        parts = _patterns(node)
        if node.get("name") is None and (not parts or _local(parts[0]) != "name"):
            self._loose = True
            return {}
        namespace, name = self._name(node)
        body = _body(node)
        datatype = self._group(body) if body else Text()
        ident = f"xml:{name}" if namespace == XML_NS else f"{{{namespace}}}{name}" if namespace else name
        return {
            (namespace, name): AttDef(
                ident, "add", "" if ident == name else name, namespace, "req", datatype, place=self._ref.place
            )
        }  # fmt: skip


def _either(one: AttDef, other: AttDef) -> AttDef:
    """One attribute that two patterns speak of: with the values of both, required if both require it."""
    usage: Usage = "req" if one.usage == other.usage == "req" else "opt"
    if one.datatype == other.datatype:
        return replace(one, usage=usage)
    both: Any = (one.datatype, other.datatype)
    return replace(one, usage=usage, datatype=simplify(Alternate(both)))


def _combined(nodes: list[etree._Element], contents: list[Content]) -> Content:
    if len(contents) == 1:
        return contents[0]
    if any(node.get("combine") == "interleave" for node in nodes):
        return simplify(Interleave(tuple(contents)))
    return simplify(Alternate(tuple(contents)))


def _body(node: etree._Element) -> list[etree._Element]:
    """The patterns of an element or attribute, without its name class."""
    parts = _patterns(node)
    return parts if node.get("name") is not None else parts[1:]


def _patterns(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(f"{{{RNG_NS}}}")]


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _inherited(node: etree._Element, name: str) -> str:
    found: etree._Element | None = node
    while found is not None:
        if (value := found.get(name)) is not None:
            return value
        found = found.getparent()
    return ""


def _refs(content: Content) -> list[str]:
    return list(references(content))
