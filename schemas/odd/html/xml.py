"""The parts of an ODD that are XML themselves, for reading: descriptions, examples, rules."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from lxml import etree

from schemas.odd.html.build import Node, h
from schemas.odd.html.reader import Reader
from schemas.odd.model import XML_NS, Constraint, Example, Prose

_EXAMPLES: Final = "http://www.tei-c.org/ns/Examples"
_QUOTES: Final = {"q": "“”", "quote": "“”", "soCalled": "‘’", "mentioned": "‘’", "val": ("“", "”")}
_TOKEN: Final = re.compile(r"<!--.*?-->|<\?.*?\?>|</?[^\s<>/]++|\s*/?>|[^<>]++|<", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"(\s++)([^\s=]++)(=)(\"[^\"]*+\"|'[^']*+')")


def parsed(xml: str) -> etree._Element:
    """The root of a fragment that the compiler has serialised."""
    return etree.fromstring(f"<fragment>{xml}</fragment>", etree.XMLParser(resolve_entities=False, huge_tree=False))


class Shown:
    """Shows XML of an ODD on pages at a depth; ``root`` leads from them to the start of the reference."""

    def __init__(self, reader: Reader, root: str) -> None:
        self._reader = reader
        self._root = root

    # Descriptions

    def prose(self, items: tuple[Prose, ...]) -> Node:
        """A gloss, description or remark in the languages that can be chosen."""
        return self._reader.prose(items, lambda item: self.children(parsed(item.xml)))

    def children(self, element: etree._Element) -> Node:
        """The words of an element, with what is marked in them."""
        parts: list[Node] = [element.text]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self._inline(child))
            parts.append(child.tail)
        return parts

    def _inline(self, element: etree._Element) -> Node:  # noqa: PLR0911 (one case an element)
        name = etree.QName(element).localname
        match name:
            case "gi":
                page = self._reader.named((element.text or "").strip())
                code = h("code", f"<{(element.text or '').strip()}>")
                return h("a", code, class_="gi", href=self._root + page) if page else code
            case "att":
                return h("code", f"@{(element.text or '').strip()}")
            case "tag" | "code" | "ident" | "val" | "egXML":
                return h("code", "".join(map(str, element.itertext())))
            case "emph" | "hi" | "term" | "title":
                return h("em", self.children(element))
            case "p":
                return h("span", self.children(element), class_="p")
            case "list":
                return h("span", [h("span", self.children(item), class_="item") for item in element], class_="list")
            case "ptr":
                return h("code", element.get("target") or "")
            case "note":
                return h("span", " (", self.children(element), ")", class_="note")
            case "lb":
                return h("br")
            case "index" | "anchor":
                return None
            case "ref":
                return [self.children(element), f" ({element.get('target')})" if element.get("target") else None]
        quotes = _QUOTES.get(name)
        return [quotes[0], self.children(element), quotes[1]] if quotes else self.children(element)

    # Examples

    def example(self, example: Example) -> Node:
        """An example, its markup coloured and the elements of the schema linked."""
        text = "".join(_source(parsed(example.xml)))
        lines = text.strip("\n").expandtabs(4).rstrip()
        first, newline, rest = lines.partition("\n")
        source = (
            f"{first.lstrip()}\n{textwrap.dedent(rest)}"
            if newline and first == first.lstrip()
            else textwrap.dedent(lines)
        )
        return h("pre", h("code", list(self._coloured(source))), class_="example", tabindex="0")

    def _coloured(self, source: str) -> Iterator[Node]:
        inside = False
        for match in _TOKEN.finditer(source):
            token = match[0]
            if token.startswith(("<!--", "<?")):
                yield h("span", token, class_="x-comment")
            elif token.startswith("<") and len(token) > 1:
                inside = True
                opening = "</" if token.startswith("</") else "<"
                name = token.removeprefix(opening)
                page = self._reader.named(name)
                label = h("a", name, href=self._root + page) if page else name
                yield h("span", opening, label, class_="x-tag")
            elif inside and token.strip() in (">", "/>"):
                inside = False
                yield h("span", token, class_="x-tag")
            elif inside:
                yield from _attributes(token)
            else:
                yield token

    # Rules

    def rule(self, constraint: Constraint) -> Node:
        """A constraint: what it is for, what it says when it fails, and its test."""
        parts: list[Node] = [h("p", self.prose(constraint.docs.desc), class_="desc")] if constraint.docs.desc else []
        for node in constraint.nodes:
            parts += [self._rule_node(found, constraint) for found in parsed(node).iter() if _is_test(found)]
        if len(parts) <= bool(constraint.docs.desc):
            return None
        return h("li", parts, class_="rule")

    def _rule_node(self, node: etree._Element, constraint: Constraint) -> Node:
        words = self._reader.words
        context = next((str(up.get("context")) for up in node.iterancestors() if up.get("context")), constraint.context)
        kind = "rule-assert" if etree.QName(node).localname == "assert" else "rule-report"
        return [
            h("p", " ".join("".join(_message(node)).split()), class_="message"),
            h("details", h("summary", words("rule-test")),
              h("p", words("rule-context"), " ", h("code", " ".join(context.split()))) if context else None,
              h("p", words(kind), " ", h("code", " ".join((node.get("test") or "").split()))),
              class_="test"),
        ]  # fmt: skip


def _attributes(token: str) -> Iterator[Node]:
    end = 0
    for match in _ATTRIBUTE.finditer(token):
        yield token[end : match.start()]
        yield [match[1], h("span", match[2], class_="x-att"), match[3], h("span", match[4], class_="x-value")]
        end = match.end()
    yield token[end:]


def _is_test(node: etree._Element) -> bool:
    return isinstance(node.tag, str) and etree.QName(node).localname in ("assert", "report")


def _message(node: etree._Element) -> Iterator[str]:
    """The words of a message, with marks where a document's own names and values are put in."""
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            local = etree.QName(child).localname
            if local == "name":
                yield "‹…›"
            elif local == "value-of":
                yield f"‹{child.get('select')}›"
            else:
                yield from _message(child)
        yield child.tail or ""


def _source(fragment: etree._Element) -> Iterator[str]:
    """The XML of an example without its wrapper and without the namespace that examples are in."""
    for child in fragment:
        if isinstance(child.tag, str) and child.tag == f"{{{_EXAMPLES}}}egXML":
            yield _escaped(child.text or "")
            for inner in child:
                yield from _markup(inner)
        else:
            yield from _markup(child)


def _markup(node: etree._Element) -> Iterator[str]:
    if not isinstance(node.tag, str):
        yield etree.tostring(node, encoding="unicode", with_tail=False)
    else:
        name = _name(node.tag, node)
        attributes = "".join(f' {_name(key, node)}="{_escaped(value)}"' for key, value in _pairs(node))
        yield f"<{name}{_declarations(node)}{attributes}"
        if len(node) or node.text:
            yield f">{_escaped(node.text or '')}"
            for child in node:
                yield from _markup(child)
            yield f"</{name}>"
        else:
            yield "/>"
    yield _escaped(node.tail or "")


def _pairs(node: etree._Element) -> Iterator[tuple[str, str]]:
    for key, value in node.attrib.items():
        yield str(key), str(value)


def _name(qualified: object, node: etree._Element) -> str:
    name = etree.QName(str(qualified))
    if name.namespace == XML_NS:
        return f"xml:{name.localname}"
    prefix = next((p for p, uri in node.nsmap.items() if uri == name.namespace and p), None)
    has_default = name.namespace in (None, _EXAMPLES) or node.nsmap.get(None) == name.namespace
    return name.localname if has_default or not prefix else f"{prefix}:{name.localname}"


def _declarations(node: etree._Element) -> str:
    parent = node.getparent()
    above = {} if parent is None else parent.nsmap
    return "".join(
        f' xmlns{":" + prefix if prefix else ""}="{_escaped(uri)}"'
        for prefix, uri in sorted(node.nsmap.items(), key=lambda pair: pair[0] or "")
        if above.get(prefix) != uri and uri != _EXAMPLES
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
