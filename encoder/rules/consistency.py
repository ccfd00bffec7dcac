"""One document, one decision: the full name decides for the short one, and a name found once is found everywhere.

Nothing is tagged by searching a string: a mention has word boundaries, a capital, no name around it, and is no word
that the article also writes in lower case.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, merged, name, outside, over
from encoder.rules.gazetteer import is_place
from encoder.rules.lexicon import bare, folded, sections, words_of
from encoder.rules.metonymy import seats
from encoder.rules.peoples import is_adjective, places
from encoder.rules.phrases import Phrases, joined
from encoder.rules.things import is_named_here
from tei import Annotation, Span

_PLACING: Final = words_of("grammar", "placing")
_DETERMINERS: Final = words_of("grammar", "plural determiners") | words_of("grammar", "singular determiners")
_PARTICLES: Final = words_of("grammar", "particles")
_SHORT_FORMS: Final = frozenset(["l'", "le", "la", "du", "au", "cette", "cet", "ce", "notre"])
_ARTICLES: Final = frozenset(["Le", "La", "Du", "Des", "De"])
_LISTED: Final = 4
"""What the list of organisations weighs against the mentions of a form."""
_WEIGHT: Final = {"high": 3, "medium": 2, "low": 1}


def agree(document: Document, names: Names) -> Names:
    """Give the names after the article's full names and its most certain types have decided."""
    names = _one_type(document, names)
    names = _surnames(document, names)
    names = _short_organisations(document, names)
    return _missed(document, names)


def _surnames(document: Document, names: Names) -> Names:
    """A surname is the person whose full name the article gives, tagged otherwise or not at all."""
    surnames = _known_surnames(document, names)
    if not surnames:
        return names
    alone = {bare(document.form(one.span)) for one in names if one.tag == PERSON}
    found = []
    for line, its in document.by_line(names):
        if line.shouted:
            continue
        for one in its:
            form = bare(document.form(one.span))
            relative = _is_relative(form, surnames)
            if (
                one.tag != PERSON
                and (form in surnames or relative)
                and _can_be_person(line, one, visited=form in alone)
            ):
                found.append(name(PERSON, one.span.start, one.span.end))
    return merged(document, names, found)


def _is_relative(form: str, surnames: set[str]) -> bool:
    """« {Kên Ombrine} » beside « Zoé Ombrine »: a forename that no list has before a surname of the article."""
    first, _, last = form.partition(" ")
    return last in surnames and first.istitle() and first.isalpha() and not is_place(form)


def _known_surnames(document: Document, names: Names) -> set[str]:
    found = set()
    for one in names:
        words = document.form(one.span).split()
        if one.tag == PERSON and len(words) > 1 and one.get("cert") != "low":
            found.add(bare(words[-1]))
            if len(words) > 2 and (folded(words[-2]) in _PARTICLES or words[-2] in _ARTICLES):
                found.add(bare(" ".join(words[-2:])))
    return found


def _can_be_person(line: Line, one: Annotation, *, visited: bool = False) -> bool:
    """A company or a place may share the name of a person: « chez Michelin », « à Lens ».

    Who is ``visited``, « chez » whom one is, is spoken of by that name alone elsewhere.
    """
    first, last = line.indices(one.span)
    before = line.low(first - 1)
    form = " ".join(word.text for word in line.words[first:last])
    placed = before in _PLACING and (before != "à" or is_place(form))
    if placed or before in _DETERMINERS or before in words_of("neighbours", "organisations"):
        return False
    return not (form in places() or (one.tag == ORG and before == "chez" and not visited))


def _one_type(document: Document, names: Names) -> Names:
    """Give each form the type of most of its mentions; a town that acts as its club keeps both."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in names:
        votes[bare(document.form(one.span))][one.tag] += _WEIGHT.get(one.get("cert"), 1)
    for form, counted in votes.items():
        if len(counted) > 1 and ORG in counted and form in _listed():
            counted[ORG] += _LISTED
    found = []
    for line, its in document.by_line(names):
        for one in its:
            form = bare(document.form(one.span))
            if len(votes[form]) == 1 or one.span in document.certain:
                continue
            (tag, most), (_, second) = votes[form].most_common(2)
            by_use = {one.tag, tag} == {PLACE, ORG} and (
                form in seats("palaces") or (is_place(form) and not (" " in form or form.isupper()))
            )
            if (
                most > second * (1 if {one.tag, tag} == {PLACE, PERSON} else 2)
                and tag != one.tag
                and not by_use
                and (tag != PERSON or _can_be_person(line, one))
            ):
                found.append(name(tag, one.span.start, one.span.end))
    return merged(document, names, found)


@cache
def _listed() -> frozenset[str]:
    return frozenset(bare(form.lstrip("~=")) for forms in sections("organisations").values() for form in forms)


def _short_organisations(document: Document, names: Names) -> Names:
    """« l’Observatoire » is the one whose full name the article gives."""
    heads = set()
    for one in names:
        words = document.form(one.span).split()
        if (
            one.tag == ORG
            and len(words) > 2
            and (folded(words[0]) in words_of("neighbours", "short forms") or _is_club(words))
        ):
            heads.add(folded(words[0]))
    found = []
    for line in document.lines if heads else ():
        for index, word in enumerate(line.words):
            if (
                word.capital
                and word.low in heads
                and line.low(index - 1) in _SHORT_FORMS
                and not line.low(index - 2).startswith("président")
                and not _goes_on(line, index + 1)
            ):
                found.append(name(ORG, word.start, word.end))
    return merged(document, names, outside(names, found))


def _is_club(words: list[str]) -> bool:
    """« le Canadien » after « Canadien de Montréal »: a club of the list goes by what stands before its town."""
    return words[1] in ("de", "du") and bare(" ".join(words)) in _clubs()


@cache
def _clubs() -> frozenset[str]:
    return frozenset(bare(form.lstrip("~=")) for form in sections("organisations")["clubs"])


def _runs_on(line: Line, index: int) -> bool:
    """Tell whether a word with a capital, or a number, follows directly."""
    if not 0 < index < len(line.words) or not joined(line.words[index - 1], line.words[index]):
        return False
    word = line.words[index]
    return word.text[0].isdigit() or (word.is_word and word.capital)


def _goes_on(line: Line, index: int) -> bool:
    """Tell whether a name goes on with a capital, an adjective of a people, or « de »."""
    if index >= len(line.words) or not joined(line.words[index - 1], line.words[index]):
        return False
    word = line.words[index]
    return (word.capital and word.is_word) or is_adjective(word.text) or word.low in ("de", "d'", "du", "des")


@dataclass(frozen=True)
class _Mention:
    """A place where a known form stands untagged."""

    form: str
    one: Annotation


def _missed(document: Document, names: Names) -> Names:
    """Give the names with the mentions that were missed of forms that were found, surnames of full names among them."""
    forms = Phrases(bare)
    count: Counter[str] = Counter()
    tags: dict[str, str] = {}
    for one in names:
        form = bare(document.form(one.span))
        count[form] += 1
        if form not in tags and _is_safe(document, form):
            tags[form] = one.tag
            forms.add(document.form(one.span), form)
    for form in sorted(_known_surnames(document, names)):
        count[form] += 1
        if form not in tags and _is_safe(document, form):
            tags[form] = PERSON
            forms.add(form, form)
    mentions: list[_Mention] = []
    for line, its in document.by_line(names):
        index = 0
        while index < len(line.words) and not line.shouted:
            match = forms.at(line, index)
            if match is None:
                index += 1
                continue
            end, form = match
            if _is_free(line, its, index, end) and _is_mention(document, line, index, end, tags[form]):
                mentions.append(_Mention(form, name(tags[form], line.words[index].start, line.words[end - 1].end)))
            index = end
    untagged = Counter(one.form for one in mentions)
    return merged(document, names, [one.one for one in mentions if untagged[one.form] <= 2 * count[one.form]])


def _is_free(line: Line, names: Names, first: int, last: int) -> bool:
    """Tell whether nothing is tagged in a stretch of words, or only shorter names within it."""
    span = Span(line.words[first].start, line.words[last - 1].end)
    return all(span.holds(one.span) and span != one.span for one in over(names, span.start, span.end))


def _is_safe(document: Document, form: str) -> bool:
    """Tell whether a form is more than a common word: two words with a capital, or one that is never in lower case."""
    if " " in form:
        return sum(word[:1].isupper() for word in form.split()) > 1
    return len(form) > 2 and form[0].isupper() and form.lower() not in document.lower_words and not is_adjective(form)


def _is_mention(document: Document, line: Line, first: int, last: int, tag: str) -> bool:
    words = line.words
    if line.low(first - 1) in ("de", "d'", "du") and line.low(first - 2) in words_of("never", "events"):
        return False
    if _runs_on(line, last) or is_named_here(line, first, last):
        return False
    if first == 0:
        return True
    before = words[first - 1]
    if (
        before.is_word
        and before.capital
        and joined(before, words[first])
        and not (
            line.opens_sentence(first - 1)
            and (before.text.lower() in document.lower_words or before.low in words_of("never", "headings"))
        )
    ):
        return False
    return before.low not in _never_before(tag)


@cache
def _never_before(tag: str) -> frozenset[str]:
    """Give the words before which a form is no mention: « une Renault », « le Dupont », « rue Hugo »."""
    if tag == ORG:
        return words_of("grammar", "owners") | words_of("never", "vehicles")
    return _DETERMINERS | words_of("places", "streets") if tag == PERSON else frozenset()
