"""The elements that the parts of an article become, and the ids and renditions they have."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from encoder.structure.parts import Part, Role, authors
from encoder.structure.shapes import related_prefix
from tei import Annotation
from tei.header import LEAD, OUTSIDE
from tei.source import marker_style

RESP: Final = "#structure"

_QUOTED: Final = re.compile(r"(?:«[^«»]+»|“[^“”]+”|\"[^\"]+\")(?=,|$)", re.MULTILINE)
"""A title between marks; what follows its comma says what it is (« « La crue », un reportage »)."""

_HEADS: Final[dict[Role, str]] = {"kicker": "kicker", "head": "main", "sub": "sub", "intertitle": "intertitle"}
_ITEMS: Final = ("item", "numbered")


class Builder:
    """Makes the annotations of the structure from the parts and their roles."""

    def __init__(self, parts: Sequence[Part], text: str) -> None:
        self._parts = parts
        self._text = text
        self._structure: list[Annotation] = []
        self._markup: list[Annotation] = []
        self._renditions: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def build(self) -> tuple[list[Annotation], list[Annotation], dict[str, str]]:
        """Give the annotations of the structure, those of markup inside it, and the CSS of each rendition by its id."""
        before: Part | None = None
        for role, group in groupby(self._parts, key=lambda part: part.role if part.role in _ITEMS else ""):
            parts = list(group)
            if role == "numbered":
                self._numbered(parts)
            elif role == "item":
                self._list(parts, related=_are_links(parts, before))
            else:
                for part in parts:
                    self._block(part)
            before = parts[-1]
        self._sections()
        self._structure.append(Annotation.of("div", 0, len(self._text), type="article"))
        return self._structure, self._markup, self._renditions

    def _block(self, part: Part) -> None:
        sure = {"cert": part.cert, "resp": RESP} if part.cert else {}
        if part.role in _HEADS:
            self._add("head", part, type=_HEADS[part.role], **sure)
        elif part.role in ("byline", "dateline"):
            self._add(part.role, part, **sure)
            for start, end in authors(part):
                self._markup.append(Annotation.of("docAuthor", start, end))
        elif part.role == "lead":
            self._add("p", part, xml_id=self._id("p"), ana=LEAD, **sure)
            if self._is_followed_by_byline(part):
                self._add("argument", part)
        elif prefix := related_prefix(part.block.text):
            self._related(part, prefix)
        else:
            self._add("p", part, xml_id=self._id("p"))

    def _is_followed_by_byline(self, part: Part) -> bool:
        after = self._parts[self._parts.index(part) + 1 :]
        return bool(after) and after[0].role in ("byline", "dateline")

    def _related(self, part: Part, prefix: int) -> None:
        self._add("list", part, xml_id=self._id("l"), type="related", ana=OUTSIDE, cert="medium", resp=RESP)
        self._add("item", part)
        self._title(part, prefix)

    def _title(self, part: Part, prefix: int = 0) -> None:
        start = part.start + prefix
        self._markup.append(Annotation.of("bibl", start, part.end))
        quoted = _QUOTED.match(self._text, start, part.end)
        self._markup.append(Annotation.of("title", start, quoted.end() if quoted else part.end, level="a"))

    def _list(self, items: Sequence[Part], *, related: bool) -> None:
        markers = [item.block.marker for item in items]
        shared = len(set(markers)) == 1
        attributes = {"xml:id": self._id("l"), "rend": "bulleted"}
        if related:
            cert = "high" if "\n" in markers[0] else "medium"
            attributes = {"xml:id": attributes["xml:id"], "type": "related", "ana": OUTSIDE, "cert": cert, "resp": RESP}
        if shared:
            attributes["rendition"] = f"#{self._rendition(markers[0])}"
        self._structure.append(Annotation.of("list", items[0].start, items[-1].end, attributes))
        for item in items:
            self._add("item", item, **({} if shared else {"rendition": f"#{self._rendition(item.block.marker)}"}))
            if related:
                self._title(item)

    def _numbered(self, items: Sequence[Part]) -> None:
        attributes = {"xml:id": self._id("l"), "rend": "numbered"}
        self._structure.append(Annotation.of("list", items[0].start, items[-1].end, attributes))
        for item in items:
            self._add("item", item)

    def _sections(self) -> None:
        openings = [part for part in self._parts if part.role == "intertitle"]
        last = len(self._parts)
        while openings and self._parts[last - 1].role in ("byline", "dateline"):
            last -= 1
        ends = [*(part.start - 1 for part in openings[1:]), self._parts[last - 1].end]
        for part, end in zip(openings, ends, strict=False):
            attributes = {"xml:id": self._id("sec"), "type": "section"}
            self._structure.append(Annotation.of("div", part.start, end, attributes))

    def _add(self, tag: str, part: Part, *, xml_id: str = "", **attributes: str) -> None:
        own = {"xml:id": xml_id, **attributes} if xml_id else attributes
        self._structure.append(Annotation.of(tag, part.start, part.end, own))

    def _id(self, prefix: str) -> str:
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{self._numbers[prefix]}"

    def _rendition(self, marker: str) -> str:
        style = marker_style(marker)
        for identifier, known in self._renditions.items():
            if known == style:
                return identifier
        identifier = f"bullet{len(self._renditions) + 1}"
        self._renditions[identifier] = style
        return identifier


def _are_links(items: Sequence[Part], before: Part | None) -> bool:
    """Tell whether a run of items is links to other articles: titles, not announced by a colon."""
    announced = before is not None and before.block.text.endswith(":")
    titles = all(len(item.block.text) <= 220 and not re.search(r"[.;,:]$", item.block.text) for item in items)
    return titles and not announced
