"""Attributes for reading: what they are called, what they hold, what their values mean."""

import copy
from collections.abc import Iterable

from lxml import etree

from schemas.odd.html.build import Node, h
from schemas.odd.html.models import Models
from schemas.odd.html.reader import Reader, anchor
from schemas.odd.html.xml import Shown
from schemas.odd.model import Attribute, AttributeChoice, Element


class Attributes:
    """Shows attributes on pages at a depth; ``root`` leads from them to the start of the reference."""

    def __init__(self, reader: Reader, root: str) -> None:
        self._reader = reader
        self._root = root
        self._shown = Shown(reader, root)
        self._models = Models(reader, root)
        self._rows: dict[Attribute, etree._Element] = {}

    def of_element(self, element: Element) -> Node:
        """The element's own attributes first, then those of each class."""
        by_class: dict[str, list[Attribute]] = {}
        for attribute in element.attributes:
            by_class.setdefault(attribute.from_class, []).append(attribute)
        order = sorted(by_class, key=bool)
        groups = [self._group(origin, by_class[origin]) for origin in order]
        return [self._choices(element.choices), self._table(groups)]

    def of_class(self, attributes: Iterable[Attribute]) -> Node:
        """The attributes that a class declares."""
        return self._table([h("tbody", [self._row(attribute) for attribute in attributes])])

    def _table(self, groups: list[etree._Element]) -> Node:
        words = self._reader.words
        heads = [h("th", words(key), scope="col") for key in ("attribute", "value", "description")]
        return h("div", h("table", h("thead", h("tr", heads)), groups, class_="attributes"), class_="wide")

    def _group(self, origin: str, attributes: list[Attribute]) -> etree._Element:
        words = self._reader.words
        label = [words("from-class"), " ", self._reader.cls(origin, self._root)] if origin else words("own")
        title = h("tr", h("th", label, colspan="3", scope="rowgroup"), class_="origin")
        return h("tbody", title, [self._row(attribute) for attribute in attributes])

    def _row(self, attribute: Attribute) -> etree._Element:
        """A row of the table; most attributes are those of many elements, and are made once."""
        if attribute not in self._rows:
            self._rows[attribute] = self._new_row(attribute)
        return copy.deepcopy(self._rows[attribute])

    def _new_row(self, attribute: Attribute) -> etree._Element:
        words = self._reader.words
        values = attribute.values
        listed = values is not None and values.type == "closed"
        declared = self._reader.datatype(attribute.declared, self._root)
        value = [
            h("span", self._models.datatype(attribute.datatype, listed=listed)),
            h("span", declared, class_="declared") if declared is not None and not listed else None,
            h("span", words("default"), " ", h("code", attribute.default), class_="default")
            if attribute.default is not None
            else None,
        ]
        name = [
            h("code", f"@{attribute.written}"),
            h("span", words(attribute.usage), class_=f"usage {attribute.usage}"),
            h("span", words("deprecated"), " ", attribute.valid_until, class_="deprecated")
            if attribute.valid_until
            else None,
        ]
        return h(
            "tr",
            h("th", name, scope="row", id=anchor(attribute)),
            h("td", value),
            h("td", self._description(attribute), self._values(attribute)),
        )

    def _description(self, attribute: Attribute) -> Node:
        docs = attribute.docs
        return [
            h("p", h("em", self._shown.prose(docs.gloss))) if docs.gloss else None,
            h("p", self._shown.prose(docs.desc)) if docs.desc else None,
            h("div", self._shown.prose(docs.remarks), class_="remarks") if docs.remarks else None,
        ]

    def _values(self, attribute: Attribute) -> Node:
        if attribute.values is None or not attribute.values.items:
            return None
        items = [
            [h("dt", h("code", value.name)),
             h("dd", self._shown.prose(value.docs.gloss), " ", self._shown.prose(value.docs.desc))]
            for value in attribute.values.items
        ]  # fmt: skip
        return [
            h("p", self._reader.words(f"{attribute.values.type}-list"), class_="list-title"),
            h("dl", items, class_="values"),
        ]

    def _choices(self, choices: tuple[AttributeChoice, ...]) -> Node:
        words = self._reader.words
        return [
            h("p", words("exclusive"), " ", [
                [[" ", words("or"), " "] if index else None, h("code", ", ".join(f"@{ident}" for ident in group))]
                for index, group in enumerate(choice.alternatives)
            ])
            for choice in choices
        ]  # fmt: skip
