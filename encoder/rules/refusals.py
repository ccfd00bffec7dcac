"""What is no name although it was taken for one: demonyms, events, products, words at the start of a sentence."""

from functools import cache
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names
from encoder.rules.lexicon import folded, sections, words_of
from encoder.rules.peoples import has_prefix, is_adjective, is_also_a_place, sounds_like_a_people
from encoder.rules.phrases import Phrases, any_case
from tei import Annotation

_PLURAL: Final = words_of("grammar", "plural determiners")
_SINGULAR: Final = words_of("grammar", "singular determiners")
_OWNERS: Final = words_of("grammar", "owners")
_WORKS: Final = words_of("grammar", "works")
_OF: Final = words_of("grammar", "of")
_AND: Final = frozenset([",", "et", "ou", "and", "or", "comme"])
_NEAR: Final = 4


def refuse(document: Document, names: Names) -> Names:
    """Give the names without those that are none by the guidelines (« Never tagged »)."""
    surnames = {
        document.form(one.span).split()[-1] for one in names if one.tag == PERSON and " " in document.form(one.span)
    }
    kept: list[Annotation] = []
    for line, its in document.by_line(names):
        kept += [one for one in its if one.span in document.certain or not _is_refused(document, line, one, surnames)]
    return tuple(kept)


def _is_refused(document: Document, line: Line, one: Annotation, surnames: set[str]) -> bool:
    first, last = line.indices(one.span)
    if not any(word.is_word for word in line.words[first:last]):
        return True
    if not document.french:
        return False
    form = document.form(one.span)
    if last - first == 1 and form in surnames:
        return False
    return (
        _is_people(line, first, last, one.tag)
        or _is_listed(line, first, last, folded(form))
        or _is_product(line, first, last, one.tag)
        or _is_work(line, first, last)
        or _is_common(document, line, first, last, one.tag)
    )


def _is_people(line: Line, first: int, last: int, tag: str) -> bool:
    words = line.words[first:last]
    if is_also_a_place(words[0].text):
        return False
    if len(words) > 1:
        peoples = [word.low in _AND or is_adjective(word.text) or sounds_like_a_people(word.text) for word in words]
        linked = any(word.low in _AND for word in words)
        return all(peoples) and (linked or (tag != PERSON and any(is_adjective(word.text) for word in words)))
    word = words[0].text
    if word.islower():
        return is_adjective(word) or has_prefix(word)
    before, plural = line.low(first - 1), word[-1] in "sx"
    if is_adjective(word):
        return before in _PLURAL or before in _SINGULAR or tag != PERSON or plural
    if before == "les" and tag == PERSON:
        return True  # a family: « les Dupont »
    return before in _PLURAL and plural and sounds_like_a_people(word) and line.low(last) not in _OF


def _is_listed(line: Line, first: int, last: int, form: str) -> bool:
    if form in words_of("never", "words") or form in words_of("never", "whole"):
        return True
    found = _heads().at(line, first)
    return found is not None and found[0] <= last


def _is_product(line: Line, first: int, last: int, tag: str) -> bool:
    before, second = line.low(first - 1), line.low(first - 2)
    if before in ("la", "l'") and second in ("de", "d'"):
        before, second = second, line.low(first - 3)
    if before in _OF and tag == PLACE and second in words_of("never", "events"):
        return True
    if before in ("de", "d'") and second in words_of("never", "measures"):
        return True
    if tag == ORG and last - first == 1:
        return before in words_of("never", "vehicles") or (
            before in _OWNERS and line.words[first].text.isalpha() and not line.words[first].text.isupper()
        )
    return False


def _is_work(line: Line, first: int, last: int) -> bool:
    """Tell whether a name is what stands between marks after « le film », « son roman »."""
    if line.low(first - 1) not in '«“"' or line.low(last) not in '»”"' or not line.low(last):
        return False
    return any(line.low(index) in _WORKS for index in range(max(0, first - 1 - _NEAR), first - 1))


def _is_common(document: Document, line: Line, first: int, last: int, tag: str) -> bool:
    """Tell whether a name is a common word: without a capital, or with one only because a sentence begins."""
    words = line.words[first:last]
    if not any(c.isupper() for word in words for c in word.text):
        return tag != ORG and (tag == PERSON or len(words) == 1)
    if len(words) > 1 or not line.opens_sentence(first):
        return False
    return words[0].text.lower() in document.lower_words and not words[0].text.isupper()


@cache
def _heads() -> Phrases:
    return any_case(sections("never")["heads"])
