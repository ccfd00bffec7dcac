"""The inline mark-up of the test set of quotations.

``## name`` opens an article; each line after it is a block. ``{words|kind id}`` is a name: ``p`` a person, ``o`` an
organisation, ``l`` a place; ``{u:words|id}`` is the mention of a source without a name, which the rules have to find.
``[kind speaker]words[/]`` is a quotation with its marks: ``d`` direct speech, ``f`` a fragment of speech, ``w`` written
words, ``s`` held at a distance, ``q`` cannot be told, ``t`` a title, ``n`` a mere name. The speaker (or the source of
written words) is an id, several with commas, none if left out; ``via id`` names who relays the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tei import Annotation, Layer, Span

FOLDER = Path(__file__).parent
KINDS = {"d": "said", "f": "said", "w": "quote", "s": "soCalled", "q": "q", "t": "title", "n": "name"}
_TAGS = {"p": "persName", "o": "orgName", "l": "placeName"}
_PREFIX = {"p": "pers", "o": "org", "l": "pl"}
_MARK = re.compile(
    r"\[(?P<kind>[dfwsqtn])(?: (?P<who>(?!via )[^\s\]]+))?(?: via (?P<via>[^\]]+))?\]|(?P<end>\[/\])"
    r"|\{u:(?P<words>[^|}]+)\|(?P<source>[^}]+)\}|\{(?P<name>[^|}]+)\|(?P<tag>[pol]) (?P<id>[^}]+)\}"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A quotation that is there: its span with the marks, its kind, the ids of who says it and who relays it."""

    span: Span
    kind: str
    who: frozenset[str] = frozenset()
    via: str = ""


@dataclass(slots=True)
class TestArticle:
    """An article of the test set: its text, its names with ``@ref``, the mentions of its unnamed sources."""

    __test__ = False
    id: str
    text: str = ""
    blocks: list[Span] = field(default_factory=list)
    names: list[Annotation] = field(default_factory=list)
    sources: dict[str, list[Span]] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)

    def spans_of(self, name: str) -> list[Span]:
        """Give where somebody is named or mentioned, by the id in the mark-up."""
        return [
            *(one.span for one in self.names if one.get("ref").partition(".")[2] == name),
            *self.sources.get(name, ()),
        ]

    @property
    def layer(self) -> Layer:
        """Give the names as the layer that the rules are given."""
        return Layer("names", tuple(self.names))


def articles(name: str) -> list[TestArticle]:
    """Give the articles of ``seen.txt`` or ``unseen.txt``."""
    return list(parse((FOLDER / name).read_text(encoding="utf-8")))


def parse(marked: str) -> Iterator[TestArticle]:
    """Give the articles of a text in the mark-up."""
    for part in re.split(r"^## ", marked, flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        yield _article(name.strip(), body.strip("\n"))


def _article(name: str, body: str) -> TestArticle:
    found = TestArticle(name)
    opened: list[tuple[int, re.Match[str]]] = []
    text, position = "", 0
    for match in _MARK.finditer(body):
        text += body[position : match.start()]
        position = match.end()
        start = len(text)
        if match["kind"]:
            opened.append((start, match))
        elif match["end"]:
            begin, mark = opened.pop()
            who = frozenset((mark["who"] or "").split(",")) - {""}
            found.expected.append(Expected(Span(begin, start), mark["kind"], who, mark["via"] or ""))
        elif match["source"]:
            text += match["words"]
            found.sources.setdefault(match["source"], []).append(Span(start, len(text)))
        else:
            text += match["name"]
            found.names.append(
                Annotation.of(_TAGS[match["tag"]], start, len(text), ref=f"#{_PREFIX[match['tag']]}.{match['id']}")
            )
    assert not opened, f"{name}: a quotation is not closed"
    found.text = text + body[position:]
    start = 0
    for line in found.text.split("\n"):
        found.blocks.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found
