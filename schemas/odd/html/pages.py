"""The pages of the reference: overview, elements, classes, datatypes."""

from collections.abc import Iterable

from lxml import etree

from schemas.odd.algebra import Alternate, AnyElement, Content, Text, children, references
from schemas.odd.html.attributes import Attributes
from schemas.odd.html.build import Node, h
from schemas.odd.html.chapters import PAGE
from schemas.odd.html.models import Models
from schemas.odd.html.page import write_page
from schemas.odd.html.reader import Reader
from schemas.odd.html.xml import Shown
from schemas.odd.model import TEI_NS, Class, Constraint, Element

_UP = "../"


class Pages:
    """Writes the pages of one reference."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._words = reader.words
        self._shown = Shown(reader, _UP)
        self._attributes = Attributes(reader, _UP)
        self._models = Models(reader, _UP)
        self._users: dict[str, list[str]] = {}
        for element in self._schema.elements:
            for ident in _classes_in(element.content):
                self._users.setdefault(ident, []).append(element.ident)

    # Overview

    def overview(self) -> bytes:
        """The start: what the customisation is for, and everything in it by module."""
        schema = self._schema
        shown = Shown(self._reader, "")
        starts = [h("li", self._reader.element(ident, "")) for ident in schema.start]
        rules = [shown.rule(constraint) for constraint in schema.constraints]
        main = [
            h("h1", schema.title or schema.ident),
            h("p", shown.prose(schema.docs.gloss), class_="gloss") if schema.docs.gloss else None,
            h("p", shown.prose(schema.docs.desc), class_="lead") if schema.docs.desc else None,
            h("p", h("a", self._words("chapters"), href=PAGE), class_="to-chapters") if schema.chapters else None,
            self._sections(
                self._section("start", h("ul", starts, class_="chips")),
                self._section("elements", [self._module(module, idents) for module, idents in self._modules()]),
                self._section("model-classes", self._class_list("model")),
                self._section("attribute-classes", self._class_list("atts")),
                self._section("datatypes", h("ul", self._datatype_list(), class_="chips")),
                self._rules(rules),
            ),
        ]
        return write_page(self._reader, "", main, kind="overview")

    def _modules(self) -> list[tuple[str, list[str]]]:
        return self._reader.by_module(element.ident for element in self._schema.elements)

    def _module(self, module: str, idents: list[str]) -> Node:
        shown = Shown(self._reader, "")
        rows = []
        for ident in idents:
            docs = self._schema.by_ident[ident].docs
            what = shown.prose(docs.gloss or docs.desc)
            rows.append(h("li", self._reader.element(ident, ""), " ", h("span", what, class_="what")))
        return h(
            "section", h("h3", module or self._words("other-modules")), h("ul", rows, class_="names"), class_="module"
        )

    def _class_list(self, kind: str) -> Node:
        idents = [cls.ident for cls in self._reader.live_classes if cls.type == kind]
        return h("ul", [h("li", self._reader.cls(ident, "")) for ident in idents], class_="chips")

    def _datatype_list(self) -> Node:
        return [h("li", self._reader.datatype(spec.ident, "")) for spec in self._schema.datatypes]

    # Elements

    def element(self, element: Element) -> bytes:
        """The page of an element."""
        docs, words = element.docs, self._words
        parents = self._reader.parents.get(element.ident, ())
        rules = [self._shown.rule(constraint) for constraint in self._constraints(element)]
        main = [
            h("p", words("element"), class_="kind"),
            h("h1", h("code", f"<{element.name}>"), self._gloss(docs.gloss)),
            h("p", self._shown.prose(docs.desc), class_="lead") if docs.desc else None,
            self._facts(element),
            self._sections(
                self._section("attributes", self._attributes.of_element(element)) if element.attributes else None,
                self._section("may-contain", self._holds(element)),
                self._section("contained-by", self._grouped(parents) if parents else h("p", words("nowhere"))),
                self._section("content-model", self._models.content(element.content)),
                self._section("examples", [self._shown.example(one) for one in docs.examples])
                if docs.examples
                else None,
                self._rules(rules),
                self._section("remarks", h("div", self._shown.prose(docs.remarks), class_="remarks"))
                if docs.remarks
                else None,
            ),
        ]
        return write_page(self._reader, f"<{element.name}>", main, root=_UP, kind="element")

    def _gloss(self, gloss: object) -> Node:
        shown = self._shown.prose(gloss)  # type: ignore[arg-type]
        return h("span", shown, class_="gloss") if shown is not None else None

    def _facts(self, element: Element) -> Node:
        words = self._words
        facts = [[h("dt", words("module")), h("dd", element.module)]] if element.module else []
        if element.renamed_from:
            facts.append([h("dt", words("renamed")), h("dd", h("code", element.renamed_from))])
        if element.namespace != TEI_NS:
            facts.append([h("dt", words("namespace")), h("dd", h("code", element.namespace or "–"))])
        if element.classes:
            links = [h("li", self._reader.cls(ident, _UP)) for ident in element.classes]
            facts.append([h("dt", words("member-of")), h("dd", h("ul", links, class_="chips"))])
        if element.valid_until:
            facts.append([h("dt", words("deprecated")), h("dd", element.valid_until)])
        root = h("p", words("root"), class_="note") if element.ident in self._schema.start else None
        return [root, h("dl", facts, class_="facts") if facts else None]

    def _holds(self, element: Element) -> Node:
        found = references(element.content)
        parts = list(_all_parts(element.content))
        others: list[Node] = [h("li", self._words("text"))] if any(isinstance(part, Text) for part in parts) else []
        others += [h("li", self._words("any-element")) for part in parts if isinstance(part, AnyElement)][:1]
        lines: list[Node] = [h("ul", others, class_="chips")] if others else []
        if found:
            lines.append(self._grouped(found))
        return lines or h("p", self._words("empty-content"))

    def _grouped(self, idents: Iterable[str]) -> Node:
        """Names of elements by module."""
        groups = self._reader.by_module(sorted(idents, key=lambda ident: self._schema.by_ident[ident].name.casefold()))
        return h("dl", [
            [h("dt", module or self._words("other-modules")),
             h("dd", h("ul", [h("li", self._reader.element(ident, _UP)) for ident in members], class_="chips"))]
            for module, members in groups
        ], class_="grouped")  # fmt: skip

    def _constraints(self, element: Element) -> Iterable[Constraint]:
        yield from element.constraints
        for cls in self._reader.all_classes(element.classes):
            yield from cls.constraints

    # Classes

    def cls(self, cls: Class) -> bytes:
        """The page of a class."""
        words = self._words
        attributes = [found for ident in cls.attributes if (found := self._reader.attribute_of(cls, ident))]
        classes = [name for name in cls.members if name not in self._schema.by_ident]
        elements = [name for name in cls.members if name in self._schema.by_ident]
        users = self._users.get(cls.ident, [])
        rules = [self._shown.rule(constraint) for constraint in cls.constraints]
        above = h("dl", h("dt", words("member-of")), h("dd", self._class_chips(cls.classes)), class_="facts")
        main = [
            h("p", words("model-class" if cls.type == "model" else "attribute-class"), class_="kind"),
            h("h1", h("code", cls.ident), self._gloss(cls.docs.gloss)),
            h("p", self._shown.prose(cls.docs.desc), class_="lead") if cls.docs.desc else None,
            above if cls.classes else None,
            self._sections(
                self._section("attributes", self._attributes.of_class(attributes)) if attributes else None,
                self._section("members", [self._class_chips(classes) if classes else None,
                                          self._grouped(elements) if elements else None]) if cls.members else None,
                self._section("used-in", self._grouped(users)) if users else None,
                self._rules(rules),
            ),
        ]  # fmt: skip
        return write_page(self._reader, cls.ident, main, root=_UP, kind="class")

    def _class_chips(self, idents: Iterable[str]) -> Node:
        return h("ul", [h("li", self._reader.cls(ident, _UP)) for ident in idents], class_="chips")

    # Datatypes

    def datatypes(self) -> bytes:
        """The page of all datatypes, with the attributes that hold them."""
        words = self._words
        shown, models = Shown(self._reader, ""), Models(self._reader, "")
        users: dict[str, dict[str, None]] = {}
        for element in self._schema.elements:
            for attribute in element.attributes:
                users.setdefault(attribute.declared, {})[attribute.written] = None
        entries = [
            h("section",
              h("h2", h("code", spec.ident), id=self._reader.datatypes[spec.ident].partition("#")[2]),
              h("p", shown.prose(spec.docs.desc)) if spec.docs.desc else None,
              h("p", models.datatype(spec.datatype)),
              h("p", words("used-by"), " ", [[", " if i else None, h("code", f"@{name}")]
                                              for i, name in enumerate(sorted(users[spec.ident]))], class_="what")
              if spec.ident in users else None,
              class_="spec")
            for spec in self._schema.datatypes
        ]  # fmt: skip
        return write_page(self._reader, "Datatypes", [h("h1", words("datatypes")), entries], kind="datatypes")

    def _section(self, key: str, *content: Node) -> etree._Element:
        return h("section", h("h2", self._words(key), id=key), content)

    def _sections(self, *sections: etree._Element | None) -> Node:
        """The sections there are, after links to them."""
        there = [section for section in sections if section is not None]
        links = [h("li", h("a", self._words(key), href=f"#{key}")) for key in (str(s[0].get("id")) for s in there)]
        title = h("span", self._words("sections"), class_="visually-hidden", id="sections")
        if len(there) < 3:
            return there
        return [h("nav", title, h("ul", links, class_="chips"), aria_labelledby="sections", class_="sections"), there]

    def _rules(self, rules: list[Node]) -> etree._Element | None:
        found = [rule for rule in rules if rule is not None]
        return self._section("rules", h("ul", found, class_="rules")) if found else None


def _all_parts(content: Content) -> Iterable[Content]:
    yield content
    for part in children(content):
        yield from _all_parts(part)


def _classes_in(content: Content) -> Iterable[str]:
    return dict.fromkeys(part.of for part in _all_parts(content) if isinstance(part, Alternate) and part.of)
