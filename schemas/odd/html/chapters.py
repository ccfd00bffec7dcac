"""The prose of an ODD: its own chapters, as one page of the reference."""

from typing import Final

from lxml import etree

from schemas.odd.html.build import Node, h
from schemas.odd.html.page import write_page
from schemas.odd.html.reader import Reader
from schemas.odd.html.xml import Shown, parsed
from schemas.odd.model import TEI_NS, XML_NS, Example
from schemas.odd.prose import SPECS

PAGE: Final = "chapters.html"

_ID: Final = f"{{{XML_NS}}}id"
_LANG: Final = f"{{{XML_NS}}}lang"
_DIVISIONS: Final = frozenset({"front", "body", "back", "div", *(f"div{level}" for level in range(8))})
_CODE: Final = frozenset({"eg", "egXML"})
_LEFT_OUT: Final = frozenset({"anchor", "divGen", "graphic", "index", "lb", "media", "milestone", "pb", "specGrpRef"})
_BLOCKS: Final = frozenset(
    {*_DIVISIONS, *SPECS, "ab", "bibl", "biblStruct", "cit", "eg", "egXML", "figure", "lg", "list", "listBibl", "p",
     "specList", "table", "titlePage"}
)  # fmt: skip


def write_chapters(reader: Reader) -> bytes | None:
    """Give the page of what an ODD says in words around its specifications, or ``None`` if it says nothing."""
    roots = [root for xml in reader.schema.chapters for root in parsed(xml)]
    if not roots:
        return None
    writer = _Writer(reader)
    body = [writer.blocks(root, 2) for root in roots]
    contents = writer.contents()
    main = [h("h1", reader.words("chapters")), contents, h("div", body, class_="chapters")]
    return write_page(reader, "Documentation", main, kind="chapters")


class _Writer:
    """Turns divisions, paragraphs, lists and tables into theirs of HTML; what it does not know keeps its text."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._shown = Shown(reader, "")
        self._heads: list[tuple[str, list[etree._Element]]] = []

    def contents(self) -> Node:
        """Links to the outermost divisions that have a heading."""
        links = [h("li", h("a", self._headings(heads), href=f"#{ident}")) for ident, heads in self._heads]
        return h("nav", h("ol", links), class_="sections") if len(links) > 1 else None

    def blocks(self, holder: etree._Element, level: int) -> Node:
        """What stands in a division, a cell or an item, in order; text between the blocks too."""
        several = _in_several_languages(holder)
        found: list[Node] = [holder.text]
        for child in holder:
            if isinstance(child.tag, str):
                block = self._block(child, level)
                if child.tag in several and isinstance(block, etree._Element):  # noqa: SLF001 (no public name)
                    self._mark(block, child)
                found.append(block)
            found.append(child.tail)
        return found

    def _mark(self, block: etree._Element, source: etree._Element) -> None:
        lang = _language(source)
        block.set("lang", lang)
        if lang in self._reader.languages:
            block.set("class", f"{block.get('class', '')} l l-{lang}".strip())

    def _block(self, element: etree._Element, level: int) -> Node:  # noqa: PLR0911 (one case an element)
        name = etree.QName(element).localname
        if name in _DIVISIONS:
            return self._division(element, level)
        if name in SPECS:
            return self._specified(element)
        if name in _LEFT_OUT:
            return None
        if name in _CODE:
            return self._code(element, name)
        match name:
            case "head":
                return h(f"h{min(max(level - 1, 2), 6)}", self._shown.children(element))
            case "list" | "listBibl" | "specList":
                return self._list(element, name, level)
            case "table":
                return self._table(element, level)
            case "lg":
                return h("p", [[self._shown.children(line), h("br")] for line in _named(element, "l")])
            case "quote" | "cit" | "figure" | "titlePage" | "note":
                return h("blockquote" if name in ("quote", "cit") else "div", self.blocks(element, level))
        if any(_is_block(child) for child in element):
            return h("div", self.blocks(element, level), class_="p")
        return h("p", self._shown.children(element))

    def _code(self, element: etree._Element, name: str) -> Node:
        if name == "egXML":
            return self._shown.example(Example("", etree.tostring(element, encoding="unicode", with_tail=False)))
        return h("pre", h("code", "".join(map(str, element.itertext())).strip("\n")), class_="example")

    def _table(self, element: etree._Element, level: int) -> Node:
        captions = [h("caption", self._shown.children(head)) for head in _named(element, "head")]
        rows = [h("tr", [self._cell(cell, row, level) for cell in _children(row)]) for row in _named(element, "row")]
        return h("div", h("table", captions, h("tbody", rows)), class_="wide")

    def _division(self, element: etree._Element, level: int) -> Node:
        name = etree.QName(element).localname
        if name in ("front", "body", "back"):
            return self.blocks(element, level)
        heads = _named(element, "head")
        ident = f"chapter.{len(self._heads) + 1}" if level == 2 else ""
        own = element.get(_ID)
        if level == 2 and heads:
            self._heads.append((ident, heads))
        anchor = h("span", id=f"id.{own}") if own else None
        return h("section", anchor, self.blocks(element, level + 1 if heads else level), id=ident)

    def _headings(self, heads: list[etree._Element]) -> Node:
        several = len({_language(head) for head in heads}) > 1
        found = []
        for head in heads:
            label = h("span", " ".join("".join(map(str, head.itertext())).split()))
            if several:
                self._mark(label, head)
            found.append(label)
        return found

    def _list(self, element: etree._Element, name: str, level: int) -> Node:
        if name == "specList":
            return h("ul", [self._specification(one) for one in _named(element, "specDesc")], class_="names")
        heads = [h("p", h("strong", self._shown.children(head))) for head in _named(element, "head")]
        parts = [child for child in _children(element) if not _is(child, "head")]
        if any(_is(part, "label") for part in parts):
            entries = [
                h("dt", self._shown.children(part)) if _is(part, "label") else h("dd", self._holding(part, level))
                for part in parts
            ]
            return [heads, h("dl", entries)]
        kind = f"{element.get('type', '')} {element.get('rend', '')}".split()
        numbered = {"ordered", "numbered"} & set(kind)
        return [heads, h("ol" if numbered else "ul", [h("li", self._holding(part, level)) for part in parts])]

    def _holding(self, element: etree._Element, level: int) -> Node:
        """What an item or a cell holds: blocks, or words."""
        if any(_is_block(child) for child in element):
            return self.blocks(element, level)
        return self._shown.children(element)

    def _cell(self, cell: etree._Element, row: etree._Element, level: int) -> Node:
        head = "label" in (cell.get("role"), row.get("role"))
        return h("th" if head else "td", self._holding(cell, level))

    def _specified(self, element: etree._Element) -> Node:
        """Links to what a group of specifications, or one, is about."""
        keys = dict.fromkeys(
            str(one.get("ident")) for one in element.iter(etree.Element) if one.get("ident") and not _is(one, "specGrp")
        )
        links = [link for key in keys if (link := self._link(key)) is not None]
        return h("p", self._reader.words("specified"), " ", [[" ", link] for link in links]) if links else None

    def _specification(self, element: etree._Element) -> Node:
        key = element.get("key", "")
        known = self._reader.schema.by_ident.get(key)
        docs = known.docs if known else None
        said = self._shown.prose(docs.gloss or docs.desc) if docs else None
        link = self._link(key)
        return h("li", h("code", key) if link is None else link, " ", h("span", said, class_="what"))

    def _link(self, key: str) -> Node:
        reader = self._reader
        if key in reader.elements:
            return reader.element(key, "")
        return reader.cls(key, "") if key in reader.classes else reader.datatype(key, "")


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _named(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.iterchildren(f"{{{TEI_NS}}}{name}"))


def _is(element: etree._Element, name: str) -> bool:
    return element.tag == f"{{{TEI_NS}}}{name}"


def _is_block(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).localname in _BLOCKS


def _language(element: etree._Element) -> str:
    found = next((one.get(_LANG) for one in (element, *element.iterancestors()) if one.get(_LANG) is not None), "")
    return str(found).partition("-")[0]


def _in_several_languages(holder: etree._Element) -> set[str]:
    """Give the tags of the children that say the same in several languages."""
    found: dict[str, set[str]] = {}
    for child in _children(holder):
        found.setdefault(str(child.tag), set()).add(_language(child))
    return {tag for tag, languages in found.items() if len(languages) > 1}
