"""How TEI elements stand to each other in a body: which break the text into blocks, which nest in which.

The containment order is a decision of this project, made once here: when two annotations cross, the one further
down the order is cut, and when two have the same span the one further up is the outer one.
"""

from typing import Final

CONTAINERS: Final = ("text", "front", "body", "back", "group", "floatingText", "div", "div1", "div2", "div3",
    "div4", "div5", "div6", "div7", "titlePage", "docTitle", "opener", "closer", "postscript", "sp", "lg", "figure",
    "table", "row", "list", "listBibl", "epigraph", "argument", "castList")  # fmt: skip
"""Block elements that hold other blocks."""

LEAVES: Final = ("item", "cell", "castItem", "head", "p", "ab", "byline", "dateline", "titlePart", "salute",
    "signed", "trailer", "speaker", "stage", "l", "figDesc", "docEdition", "docImprint")  # fmt: skip
"""Block elements that hold text; each is a block of its own in ``Article.text``."""

STRUCTURE: Final = frozenset(CONTAINERS + LEAVES)
"""Elements that must nest and are never cut."""

EMPTY: Final = frozenset({"gap", "pb", "cb", "lb", "milestone", "ptr", "graphic", "anchor"})
"""Elements that may stand at a point between two characters."""

_ORDER: Final = (
    ("bibl", "cit"),
    ("ref",),
    ("label",),
    ("docAuthor", "docDate"),
    ("title",),
    ("s",),
    ("said", "quote", "q", "soCalled"),
    ("date", "time", "measure", "num", "unit"),
    ("rs",),
    ("persName", "orgName", "placeName", "name"),
    ("roleName", "forename", "surname", "nameLink", "addName", "genName",
     "country", "region", "settlement", "district", "bloc", "geogName", "geogFeat", "offset"),
    ("hi", "emph", "foreign", "abbr"),
    ("w", "pc"),
)  # fmt: skip
_RANK: Final = {tag: rank for rank, tags in enumerate(_ORDER) for tag in tags}
_STRUCTURE_RANK: Final = {tag: rank for rank, tag in enumerate(CONTAINERS + LEAVES)}
_UNKNOWN: Final = _RANK["hi"]


def rank(tag: str) -> int:
    """Give the place of an inline element in the containment order; a smaller number holds a larger one."""
    return _RANK.get(tag, _UNKNOWN)


def structure_rank(tag: str) -> int:
    """Give the place of a structural element in the containment order, for spans that are equal."""
    return _STRUCTURE_RANK[tag]
