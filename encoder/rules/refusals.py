"""What is no name although it was taken for one: demonyms, events, products, words at the start of a sentence."""

import re
from functools import cache
from typing import Final

from encoder.measures.units import units
from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import folded, sections, words_of
from encoder.rules.peoples import has_prefix, is_adjective, is_also_a_place, sounds_like_a_people
from encoder.rules.phrases import Phrases, any_case
from encoder.rules.things import is_named_here, is_work, named_throughout
from tei import Annotation

_PLURAL: Final = words_of("grammar", "plural determiners")
_SINGULAR: Final = words_of("grammar", "singular determiners")
_OWNERS: Final = words_of("grammar", "owners")
_OF: Final = words_of("grammar", "of")
_AND: Final = frozenset([",", "et", "ou", "and", "or", "comme"])
_ABOARD: Final = frozenset(["volant", "bord", "guidon"])
_RELATIVE: Final = frozenset(
    ("duquel", "desquels", "desquelles", "lequel", "laquelle", "lesquels", "lesquelles", "qui")
)
_COUNTED: Final = 7
_ACRONYM: Final = 5
_SUMMIT: Final = re.compile(r"cop[-\s]?\d{1,2}")
_EDITION: Final = re.compile(r"(\w+)[-‑](?:19|20)\d\d")
_COUNT: Final = re.compile(r"\d{1,3}[A-Z]")
_MINUTE: Final = re.compile(r"\d{1,3}e")
_LATIN: Final = re.compile(r"[a-z]{2,}(?:us|um|is|ii|ae|ensis|oides|ans|ata|ica|osa|ea)")


def refuse(document: Document, names: Names) -> Names:
    """Give the names without those that are none by the guidelines (« Never tagged »).

    What is a product once is one throughout the article.
    """
    surnames = {
        document.form(one.span).split()[-1] for one in names if one.tag == PERSON and " " in document.form(one.span)
    }
    kept: list[Annotation] = []
    products = named_throughout(document) - surnames if document.french else set()
    for line, its in document.by_line(names):
        for one in its:
            if one.span in document.certain or not _is_refused(document, line, one, surnames):
                kept.append(one)
            elif document.french and _is_product(line, *line.indices(one.span)):
                products.add(document.form(one.span))
    return tuple(one for one in kept if one.span in document.certain or document.form(one.span) not in products)


def _is_refused(document: Document, line: Line, one: Annotation, surnames: set[str]) -> bool:
    first, last = line.indices(one.span)
    if not any(word.is_word for word in line.words[first:last]):
        return True
    if not document.french:
        return False
    form = document.form(one.span)
    if one.tag != PERSON and (
        _is_unit(line, first, last, form) or (form.islower() and form in words_of("places", "outside"))
    ):
        return True
    if one.tag == ORG and len(line.words[first].text) == 1 and form.strip(". ") == line.words[first].text:
        return True  # « le groupe B »
    if last - first == 1 and (form in surnames or _has_listed_article(line, first, last)):
        return False
    return (
        _is_people(line, first, last, one.tag)
        or (_is_listed(line, first, last, folded(form)) and not _is_nickname(form, one.tag))
        or _is_count(line, last, form)
        or _is_product(line, first, last)
        or _is_thing(line, first, last, one.tag)
        or is_named_here(line, first, last)
        or is_work(line, first, last)
        or _is_sentence(line, first, last, one.tag)
        or _is_heading(line, first, last, one.tag)
        or _is_common(document, line, first, last, one.tag)
    )


def _is_unit(line: Line, first: int, last: int, form: str) -> bool:
    """« 120 mégawatts (MW) », « 1,7 milliard de dirhams (MMDH) »: the sign of a unit, or of millions of a currency."""
    if line.low(first - 1) != "(" or line.low(last) != ")":
        return False
    counted = any(line.words[index].text[0].isdigit() for index in range(max(0, first - _COUNTED), first))
    return counted and (form in units() or form.lstrip("M") in units() or form.lstrip("M") in ("DH", "FCFA", "DT"))


def _is_count(line: Line, last: int, form: str) -> bool:
    """« 3E (5e, 71e) »: tries in a table of results, with their minutes."""
    return bool(_COUNT.fullmatch(form)) and line.low(last) == "(" and bool(_MINUTE.fullmatch(line.low(last + 1)))


def _has_listed_article(line: Line, first: int, last: int) -> bool:
    """« Les {Républicains} », « les {Écologistes} »: the list has the name with the article."""
    if not line.capital(first - 1):
        return line.low(first - 1) in ("les", "des", "aux") and line.words[first].text in _in_the_plural()
    listed = known_organisations().at(line, first - 1)
    return listed is not None and listed[0] == last


def _is_people(line: Line, first: int, last: int, tag: str) -> bool:
    words = line.words[first:last]
    if is_also_a_place(words[0].text):
        return False
    if len(words) > 1:
        peoples = [word.low in _AND or is_adjective(word.text) or sounds_like_a_people(word.text) for word in words]
        linked = any(word.low in _AND for word in words)
        # « Algériens de France »
        living = is_adjective(words[0].text) and words[0].text[-1] in "sx" and words[1].low in _OF
        return living or (all(peoples) and (linked or (tag != PERSON and any(is_adjective(one.text) for one in words))))
    return _is_one_of_a_people(line, first, words[0].text, tag)


def _is_one_of_a_people(line: Line, first: int, word: str, tag: str) -> bool:
    if word.islower():
        return is_adjective(word) or has_prefix(word)
    before, plural = line.low(first - 1), word[-1] in "sx"
    if is_adjective(word):
        return before in _PLURAL or before in _SINGULAR or tag != PERSON or plural
    if tag == PERSON and before in ("les", "«", "“", '"'):
        # a family, « les Dupont »; a nickname of a people, « des “Velmos” »
        return before == "les" or (plural and line.low(first - 2) in ("des", "les", "ces"))
    return before in _PLURAL and plural and sounds_like_a_people(word) and line.low(first + 1) not in _OF


def _is_listed(line: Line, first: int, last: int, form: str) -> bool:
    if form in words_of("never", "words") or form in words_of("never", "whole"):
        return True
    if form in words_of("never", "networks") and line.low(first - 1) == "sur":
        return True
    if _is_common_noun(line, first, last) or _SUMMIT.fullmatch(form):
        return True
    edition = _EDITION.fullmatch(form)
    if edition and (edition[1] in sections("never")["heads"] or edition[1] in words_of("never", "words")):
        return True
    # a name may be the first word alone: « {Tour} de France »
    return _heads().at(line, first) is not None


def _is_sentence(line: Line, first: int, last: int, tag: str) -> bool:
    """Tell whether a name in a line in English holds words that no name has: « The FDA has moved mountains »."""
    if not line.english or tag == PERSON:
        return False
    allowed = {"of", "the", "and", "for", "in"}
    return any(word.text.islower() and word.low not in allowed for word in line.words[first:last])


def _is_heading(line: Line, first: int, last: int, tag: str) -> bool:
    """« Grèves : la SNCF … »: what a headline is about stands before its colon."""
    if first or tag == PERSON or line.low(last) != ":":
        return False
    return " ".join(word.low for word in line.words[:last]) in words_of("never", "headings")


def _is_common_noun(line: Line, first: int, last: int) -> bool:
    """« le Nord-Est », « la Ville », « le Département et la Région »: what an article makes one, and no name."""
    common = words_of("never", "with a capital")
    words = [word.low for word in line.words[first:last]]
    alone = words[0] in common and words[-1] in common and all(low in common | _SINGULAR | _AND for low in words)
    return alone and line.low(first - 1) in _SINGULAR


def _is_nickname(form: str, tag: str) -> bool:
    """« Jo », « Can » are persons, « JO », « CAN » are not."""
    return tag == PERSON and len(form) < _ACRONYM and not form.isupper()


def _is_product(line: Line, first: int, last: int) -> bool:
    """Tell whether a name in one word is a substance: « comprimés de … », « a saisi du … »."""
    if last - first != 1:
        return False
    before, second = line.low(first - 1), line.low(first - 2)
    if before in ("de", "d'") and second in words_of("never", "measures"):
        return True
    return before == "du" and second in words_of("never", "handled") and not is_place(line.words[first].text)


def _is_thing(line: Line, first: int, last: int, tag: str) -> bool:
    """Tell whether a name is a part of the name of an event or a disease, a make of something, or a species."""
    words = line.words[first:last]
    before, second = line.low(first - 1), line.low(first - 2)
    if before in ("la", "l'") and second in ("de", "d'"):
        before, second = second, line.low(first - 3)
    if before in _OF and second in words_of("never", "events"):
        return tag == PLACE or (tag == ORG and len(words) == 1 and not words[0].text.isupper())
    if tag == ORG and line.low(first - 1) == "(" and line.low(last) in "/)" and len(words) == 1:
        return words[0].text in sections("never")["codes of countries"]
    if tag != PLACE and before in _OWNERS | {"un"} and {second, line.low(first - 3)} & _ABOARD:
        return True
    if tag == ORG and len(words) == 1:
        listed = known_organisations().at(line, first)
        if before.isdigit() and listed is not None and listed[1] == "=":
            return True  # « 40 Airbus »
        return before in words_of("never", "vehicles") or (
            before in _OWNERS and words[0].text.isalpha() and not words[0].text.isupper()
        )
    species = len(words) == 2 and words[0].capital and _LATIN.fullmatch(words[1].text)
    return bool(species) and not is_adjective(words[1].text) and tag != PLACE


def _is_common(document: Document, line: Line, first: int, last: int, tag: str) -> bool:
    """Tell whether a name is a common word: without a capital, or with one only because a sentence begins."""
    words = line.words[first:last]
    if not any(c.isupper() for word in words for c in word.text):
        idiom = line.low(first) == "cours" and line.low(first - 1) in ("en", "au")
        if idiom or any(word.low in _RELATIVE for word in words):
            return True  # « au {cours duquel des violences} »
        return tag == PERSON or (tag == PLACE and len(words) == 1) or _is_generic(line, first, last)
    if len(words) > 1 or not line.opens_sentence(first):
        return False
    return words[0].text.lower() in document.lower_words and not words[0].text.isupper()


def _is_generic(line: Line, first: int, last: int) -> bool:
    if line.low(first) in words_of("never", "descriptions") and is_adjective(line.words[last - 1].text):
        return True
    if (whole := _incomplete().at(line, first)) is not None and whole[0] == last:
        return True
    found = _generic().at(line, first)
    return found is not None and found[0] <= last and not any(is_adjective(w.text) for w in line.words[first:last])


@cache
def _in_the_plural() -> frozenset[str]:
    """Give what follows « Les » in the names of parties that are one word: « Les Républicains »."""
    parties = (form.lstrip("~=").split() for form in sections("organisations")["parties"])
    return frozenset(words[1] for words in parties if len(words) == 2 and words[0] == "Les")


@cache
def _heads() -> Phrases:
    return any_case(sections("never")["heads"])


@cache
def _generic() -> Phrases:
    return any_case(sections("never")["generic"])


@cache
def _incomplete() -> Phrases:
    return any_case(sections("never")["incomplete"])
