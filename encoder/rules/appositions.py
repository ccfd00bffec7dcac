"""What stands after a name and says what it is.

« {Ombrat}, une association de … », « {Velmont}, une commune … », « {Velmont} figure parmi les communes … ».
"""

from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name
from encoder.rules.gazetteer import is_place
from encoder.rules.lexicon import folded, forenames, words_of
from tei import Annotation

_BEFORE_PLACES: Final = words_of("grammar", "placing") | {"a", "sur"}
_ARTICLES: Final = words_of("grammar", "articles") | {"un", "une"}
_IS: Final = frozenset(["est", "était", "figure", "figurait", "compte", "reste"])
_FEW: Final = frozenset(["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "rares", "petite"])


def read_appositions(document: Document, names: Names) -> Names:
    """Give the names with the type that the words after a comma tell of a name in one word before it."""
    if not document.french:
        return names
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        for one in its:
            first, last = line.indices(one.span)
            tag = _told(line, last)
            if tag is None or tag == one.tag or one.span in document.certain or last - first > 1:
                continue
            if _can_be(document, line, one, first, tag):
                found.append(name(tag, one.span.start, one.span.end))
    return merged(document, names, found)


def _told(line: Line, last: int) -> str | None:
    """Give the type that an apposition or a predicate after a word tells, or ``None``."""
    if line.low(last) in _IS:
        return PLACE if _is_one_of(line, last + 1) else None
    if line.low(last) != ",":
        return None
    index = last + 1 + (line.low(last + 1) in _ARTICLES)
    if not line.low(index) or not line.words[index].text.islower():
        return None
    if line.low(index) in words_of("neighbours", "organisations"):
        return ORG
    return PLACE if line.low(index) in words_of("neighbours", "places") else None


def _is_one_of(line: Line, index: int) -> bool:
    """« est l’une des {localités} », « figure parmi les 17 {provinces} », « est une {commune} »."""
    among = index + 1 if line.low(index) == "l'" else index
    if line.low(among) in ("un", "une") and line.low(among + 1) == "des":
        index = among + 2
    elif line.low(index) in ("parmi", "un", "une"):
        index += 1 + (line.low(index + 1) in ("les", "ces", "nos"))
    else:
        return False
    index += line.low(index).isdigit() or line.low(index) in _FEW
    kind = line.low(index).rstrip("s")
    return kind in words_of("neighbours", "places") or kind in words_of("neighbours", "places said to be")


def _can_be(document: Document, line: Line, one: Annotation, first: int, tag: str) -> bool:
    """A town before a comma may only say where (« À {Lens}, une association … »); a forename is a person's."""
    form = document.form(one.span)
    if line.low(first - 1) in _BEFORE_PLACES or folded(form) in forenames():
        return False
    if tag == ORG:
        return one.tag == PERSON or not is_place(form)
    return one.tag == PERSON or is_place(form)
