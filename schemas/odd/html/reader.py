"""What every page of the reference shares: languages, names of files, links."""

import copy
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from lxml import etree

from schemas.odd.algebra import references
from schemas.odd.html.build import Node, h
from schemas.odd.html.words import WORDS
from schemas.odd.model import Attribute, Class, DataSpec, Element, Prose, Schema

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+")
_CHAPTER_LANG: Final = re.compile(r'\bxml:lang="([A-Za-z]+)')
_EXAMPLES: Final = re.compile(r"<egXML\b.*?</egXML>", re.DOTALL)
_OWN: Final = ("en", "fr")


class Reader:
    """The schema as a reader of its reference meets it.

    ``languages`` are those that can be chosen: those the ODD asks for (``docLang``), English and French, then all
    others in which it describes anything. The first is the one shown at first.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        asked = [tag for tag in schema.lang.split() if _TAG.fullmatch(tag)]
        self.languages = tuple(dict.fromkeys([*asked, *_OWN, *sorted(_described(schema))]))
        self.elements = _files("elements", [element.ident for element in schema.elements])
        self.classes = _files("classes", [cls.ident for cls in self.live_classes])
        self.datatypes = {spec.ident: f"datatypes.html#{_anchor(spec.ident)}" for spec in schema.datatypes}
        self._phrases: dict[str, etree._Element] = {}
        self._ident_of = {element.name: element.ident for element in reversed(schema.elements)}

    # Languages

    def words(self, key: str) -> Node:
        """A phrase of the reference's own, in every language that can be chosen (English where there is no other)."""
        if key not in self._phrases:
            english, french = WORDS[key]
            shown = self.variants(lambda lang: ("fr", french) if _is(lang, "fr") else ("en", english))
            self._phrases[key] = h("span", shown)
        phrase = self._phrases[key]
        return [phrase.text, [copy.copy(variant) for variant in phrase]]

    def variants(self, choose: Callable[[str], tuple[str, Node]]) -> Node:
        """What ``choose`` gives for each language, as its own language and content, one of which is shown."""
        found = [(lang, *choose(lang)) for lang in self.languages]
        shown = [
            h("span", content, class_=f"l l-{lang}", lang=own)
            for lang, own, content in found
            if content not in ("", None)
        ]
        texts = {"".join(_text(span)) for span in shown}
        if len(texts) == 1 and len(shown) == len(found) and not any(len(span) for span in shown):
            return shown[0].text
        return shown

    def prose(self, items: tuple[Prose, ...], render: Callable[[Prose], Node]) -> Node:
        """A text of the ODD: for each language what is written in it, else in the first that anything is written in."""
        if not items:
            return None
        if len({item.lang for item in items}) == 1:
            return [_spaced(h("span", render(item), lang=item.lang)) for item in items]

        def choose(lang: str) -> tuple[str, Node]:
            of_lang = [item for item in items if _is(item.lang, lang)]
            if not of_lang:
                fallback = next((o for o in self.languages if any(_is(item.lang, o) for item in items)), items[0].lang)
                of_lang = [item for item in items if _is(item.lang, fallback)] or [items[0]]
            return of_lang[0].lang, [_spaced(h("span", render(item))) for item in of_lang]

        return self.variants(choose)

    # Links

    def element(self, ident: str, root: str) -> Node:
        """The name of an element, linked to its page; ``root`` leads from the page to the start of the reference."""
        element = self.schema.by_ident.get(ident)
        if element is None:
            return h("code", ident)
        return h("a", h("code", element.name), class_="gi", href=root + self.elements[ident])

    def named(self, name: str) -> str:
        """The page of the element that documents call so, or ``""``."""
        ident = self._ident_of.get(name, name if name in self.elements else "")
        return self.elements.get(ident, "")

    def cls(self, ident: str, root: str) -> Node:
        """The name of a class, linked to its page."""
        if ident not in self.classes:
            return h("code", ident)
        return h("a", h("code", ident), class_="cls", href=root + self.classes[ident])

    def datatype(self, ident: str, root: str) -> Node:
        """The name of a datatype, linked to where it is described."""
        if ident not in self.datatypes:
            return None
        return h("a", h("code", ident), class_="datatype", href=root + self.datatypes[ident])

    # The schema, turned over

    @cached_property
    def live_classes(self) -> tuple[Class, ...]:
        """The classes that come down to some element; of the others there is nothing to say."""
        live: set[str] = set()
        for element in self.schema.elements:
            live.update(cls.ident for cls in self.all_classes(element.classes))
        return tuple(cls for cls in self.schema.classes if cls.ident in live)

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """The elements that each element may stand in, by ident."""
        found: dict[str, list[str]] = {}
        for element in self.schema.elements:
            for ident in references(element.content):
                found.setdefault(ident, []).append(element.ident)
        return {ident: tuple(parents) for ident, parents in found.items()}

    def by_module(self, idents: Iterable[str]) -> list[tuple[str, list[str]]]:
        """Elements grouped by module, in the order of the schema's modules, those without one last."""
        groups: dict[str, list[str]] = {}
        for ident in idents:
            groups.setdefault(self.schema.by_ident[ident].module, []).append(ident)
        order = {module: index for index, module in enumerate(self.schema.modules)}
        return sorted(groups.items(), key=lambda group: (not group[0], order.get(group[0], len(order)), group[0]))

    def all_classes(self, classes: Iterable[str]) -> list[Class]:
        """The classes, and those that they are members of, in the order in which they are met."""
        queue = list(dict.fromkeys(classes))
        for ident in queue:  # grows while it is read
            if ident in self.schema.class_by_ident:
                queue += [up for up in self.schema.class_by_ident[ident].classes if up not in queue]
        return [self.schema.class_by_ident[ident] for ident in queue if ident in self.schema.class_by_ident]

    def attribute_of(self, cls: Class, ident: str) -> Attribute | None:
        """How the elements have an attribute that a class declares: as the first of them does."""
        for element in self._holders.get(cls.ident, ()):
            attribute = element.attribute(ident)
            if attribute is not None and attribute.from_class == cls.ident:
                return attribute
        return None

    @cached_property
    def _holders(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.schema.elements:
            for origin in dict.fromkeys(attribute.from_class for attribute in element.attributes):
                found.setdefault(origin, []).append(element)
        return found


def anchor(attribute: Attribute) -> str:
    """Where on its page an attribute is described."""
    return f"att.{_anchor(attribute.written)}"


def one_line(items: tuple[Prose, ...], lang: str) -> str:
    """The plain text in a language, else in any; ``""`` if there is none."""
    chosen = [item for item in items if _is(item.lang, lang)] or list(items[:1])
    return " ".join(item.text for item in chosen)


def _is(tag: str, lang: str) -> bool:
    return tag == lang or tag.partition("-")[0] == lang


def _text(element: etree._Element) -> list[str]:
    return [str(part) for part in element.itertext()]


def _spaced(element: etree._Element) -> etree._Element:
    element.tail = " "
    return element


def _anchor(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)


def _files(folder: str, idents: Iterable[str]) -> dict[str, str]:
    """A file for each ident; names differ by more than capitals, for file systems that make nothing of these."""
    taken: set[str] = set()
    files = {}
    for ident in idents:
        stem = _anchor(ident.rpartition("}")[2]) or "_"
        unique, count = stem, 1
        while unique.casefold() in taken:
            count += 1
            unique = f"{stem}-{count}"
        taken.add(unique.casefold())
        files[ident] = f"{folder}/{unique}.html"
    return files


def _described(schema: Schema) -> set[str]:
    """The languages (main subtags) in which anything of the schema is described."""
    found: set[str] = set()
    things: tuple[Element | Class | DataSpec, ...] = (*schema.elements, *schema.classes, *schema.datatypes)
    for docs in (schema.docs, *(thing.docs for thing in things)):
        found.update(prose.lang.partition("-")[0] for prose in (*docs.gloss, *docs.desc, *docs.remarks))
    for xml in schema.chapters:
        found.update(_CHAPTER_LANG.findall(_EXAMPLES.sub("", xml)))
    return {tag for tag in found if _TAG.fullmatch(tag)}
