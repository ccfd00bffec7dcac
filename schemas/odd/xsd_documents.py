"""The documents that an XML Schema comes in, one a namespace, and how they refer to each other."""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from schemas.odd.model import TEI_NS, XML_NS
from schemas.odd.names import file_stem
from schemas.xmlnames import NCNAME

MAIN_PREFIX: Final = "t"
_PREFIXES: Final = {XML_NS: "xml", "": "none", TEI_NS: "tei"}


class Document:
    """One namespace: its lines, and ``known``: what has been defined in it, with its name."""

    def __init__(self, namespace: str, prefix: str, name: str) -> None:
        self.namespace = namespace
        self.prefix = prefix
        self.name = name
        self.lines: list[str] = []
        self.imports: set[str] = set()
        self.known: dict[tuple[str, object], str] = {}
        self._taken: set[tuple[str, str]] = set()

    def fresh(self, kind: str, wish: str) -> str:
        """Give a name that none of its kind (``type``, ``group``, ``attributes``) has, like the wish."""
        name = "".join(char if NCNAME.fullmatch(f"a{char}") else "_" for char in wish.rpartition("}")[2])
        name = name if NCNAME.fullmatch(name) else f"_{name}"
        unique, count = name, 1
        while (kind, unique) in self._taken:
            count += 1
            unique = f"{name}-{count}"
        self._taken.add((kind, unique))
        return unique

    def reference(self, owner: "Document", name: str) -> str:
        """Give the qualified name by which this document uses what a document defines."""
        self.imports.add(owner.namespace)
        return f"{owner.prefix}:{name}" if owner.namespace else name


class Documents:
    """The documents by namespace; the first is the one to load."""

    def __init__(self, ident: str, namespaces: Iterable[str]) -> None:
        self._by_namespace: dict[str, Document] = {}
        stem = file_stem(ident)
        taken = {"xs", MAIN_PREFIX}
        for namespace in dict.fromkeys(namespaces):
            if not self._by_namespace:
                self._by_namespace[namespace] = Document(namespace, MAIN_PREFIX, f"{stem}.xsd")
                continue
            prefix = _prefix(namespace, taken)
            taken.add(prefix)
            self._by_namespace[namespace] = Document(namespace, prefix, f"{stem}-{prefix}.xsd")

    def __iter__(self) -> Iterator[Document]:
        return iter(self._by_namespace.values())

    def __getitem__(self, namespace: str) -> Document:
        return self._by_namespace[namespace]

    def __contains__(self, namespace: str) -> bool:
        return namespace in self._by_namespace

    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Give the documents as ``(name, bytes)``; the first imports all others."""
        first, *others = self
        first.imports.update(other.namespace for other in others)
        return tuple((document.name, self._text(document)) for document in self)

    def _text(self, document: Document) -> bytes:
        others = [self[namespace] for namespace in sorted(document.imports - {document.namespace})]
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"']
        declared = [one for one in (document, *others) if one.namespace not in ("", XML_NS)]
        lines += [f"           xmlns:{one.prefix}={quoteattr(one.namespace)}" for one in declared]
        if document.namespace:
            lines.append(f"           targetNamespace={quoteattr(document.namespace)}")
        lines.append('           elementFormDefault="qualified">')
        for one in others:
            name = f" namespace={quoteattr(one.namespace)}" if one.namespace else ""
            lines.append(f" <xs:import{name} schemaLocation={quoteattr(one.name)}/>")
        return "\n".join((*lines, *document.lines, "</xs:schema>", "")).encode()


def _prefix(namespace: str, taken: set[str]) -> str:
    words = [word for word in namespace.replace("#", "/").split("/") if NCNAME.fullmatch(word)]
    wish = _PREFIXES.get(namespace) or (words[-1].lower() if words else "ns")
    if wish.startswith("xml") and namespace != XML_NS:
        wish = "ns"
    prefix, count = wish, 1
    while prefix in taken:
        count += 1
        prefix = f"{wish}{count}"
    return prefix
