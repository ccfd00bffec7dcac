"""What lists and neighbours settle: groups and media by name; « le groupe … », « M. … », « le village de … »."""

from typing import Final

from encoder.rules.boundaries import titles
from encoder.rules.document import ORG, PERSON, PLACE, Document, Line, Names, Word, merged, name, over
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import bare, words_of
from encoder.rules.peoples import is_adjective
from encoder.rules.phrases import joined
from tei import Annotation, Span

_OF: Final = words_of("grammar", "of")
_ARTICLES: Final = words_of("grammar", "articles")
_ADDRESS: Final = words_of("titles", "forms of address")
_INNER: Final = words_of("grammar", "particles")
_BEFORE_PRODUCTS: Final = words_of("never", "vehicles").union(
    ["des", "en"], *(words_of("grammar", kind) for kind in ("singular determiners", "plural determiners", "owners"))
)
_ASKED: Final = ("confrères", "micro")
"""« à nos confrères de {20 Minutes} »: what stands before a medium alone."""
_LONGEST: Final = 6
_LONGEST_MEDIUM: Final = 4


def find_known(document: Document, names: Names) -> Names:
    """Give the names with the organisations of the list: their type put right, the missing ones added."""
    found = _media(document, names)
    for line, its in document.by_line(names):
        if line.shouted:
            continue
        spans = {one.span: one for one in its}
        index = 0
        while index < len(line.words):
            match = known_organisations().at(line, index)
            if match is None:
                index += 1
                continue
            end, label = match
            one = name(ORG, line.words[index].start, line.words[end - 1].end, "high")
            same = spans.get(one.span)
            if same is not None:
                form = document.form(same.span)
                placed = is_place(form) or is_place(_without_article(form))
                unplaced = same.tag == PLACE and (bare(form).isupper() or not placed)
                if same.tag != ORG and (label in ("", "=") or unplaced):
                    found.append(one)
            elif _is_newspaper(document, line, its, index, end) or (
                (not label or (label == "=" and not _counts(line.low(index - 1))) or line.low(index - 2) in _ASKED)
                and (_stands_alone(line, index, end) or (not label and _is_before_person(line, its, end)))
                and not _inside(document, one, its)
            ):
                found.append(one)
            index = end
    return merged(document, names, found)


def _counts(before: str) -> bool:
    """« une {Ombrat} », « 40 {Ombrat} »: what stands before the name of a maker where it is that of the thing."""
    return before in _BEFORE_PRODUCTS or before.isdigit()


def _media(document: Document, names: Names) -> list[Annotation]:
    """« {Zoé Ombrine} », and « {Le Soleil} » alone on the line after: whom the author writes for."""
    found: list[Annotation] = []
    author = False
    for line, its in document.by_line(names):
        words = line.words
        if author and words and _is_medium(document, line) and not any(one.tag == PERSON for one in its):
            found.append(name(ORG, words[0].start, words[-1].end))
        author = len(its) == 1 and its[0].tag == PERSON and line.indices(its[0].span) == (0, len(words))
    return found


def _is_medium(document: Document, line: Line) -> bool:
    """Tell whether a line is nothing but a name with its article that is no place, or one of the list."""
    whole = known_organisations().at(line, 0)
    if whole is not None and whole[0] == len(line.words):
        return True
    named = line.words[0].text in ("Le", "La", "L’", "L'", "Les") and all(word.capital for word in line.words)
    form = document.text[line.words[0].start : line.words[-1].end]
    return named and 1 < len(line.words) <= _LONGEST_MEDIUM and not is_place(form)


def _is_newspaper(document: Document, line: Line, names: Names, first: int, last: int) -> bool:
    """« Le {Temps} » without its article was found: the article is a part of the name."""
    if (
        last - first < 2
        or line.low(first) not in ("le", "la", "les", "l'")
        or line.low(first + 1) in words_of("neighbours", "short forms")
    ):
        return False
    rest = Span(line.words[first + 1].start, line.words[last - 1].end)
    held = over(names, rest.start, rest.end)
    return any(one.span == rest and one.tag == ORG and one.span not in document.certain for one in held)


def _inside(document: Document, found: Annotation, names: Names) -> bool:
    """Tell whether a form is in a longer name; a place that only has an article before it is none."""
    form = document.form(found.span)
    return any(
        one.span.holds(found.span) and not (one.tag == PLACE and _without_article(document.form(one.span)) == form)
        for one in over(names, found.span.start, found.span.end)
    )


def _without_article(form: str) -> str:
    article, _, rest = form.partition(" ")
    return rest if article in ("Le", "La", "Les") else form


def _is_before_person(line: Line, names: Names, last: int) -> bool:
    """« la {France insoumise} {Zoé Ombrine} »: what follows is a name of its own."""
    return any(one.tag == PERSON and line.indices(one.span)[0] == last for one in names)


def _stands_alone(line: Line, first: int, last: int) -> bool:
    """Tell whether a form is no part of a longer name, nor an article with a common word at a sentence's start."""
    words = line.words
    numbered = last < len(words) and words[last].text[0].isdigit() and not words[last].is_score
    if numbered and joined(words[last - 1], words[last]):
        return False
    if last < len(words) and words[last].capital and words[last].is_word and joined(words[last - 1], words[last]):
        return False
    if (
        first > 0
        and words[first - 1].capital
        and joined(words[first - 1], words[first])
        and words[first - 1].is_word
        and words[first - 1].low not in words_of("grammar", "function words")
    ):
        return False
    if words[first].low in _ARTICLES and last - first == 2:
        return not line.opens_sentence(first)
    return True


def use_neighbours(document: Document, names: Names) -> Names:
    """Give the names with the type that the word before them tells; a capitalised word after it is a name as well."""
    if not document.french:
        return names
    found: list[Annotation] = []
    for line, its in document.by_line(names):
        if line.shouted:
            continue
        starting = {line.indices(one.span)[0]: one for one in its}
        for index, word in enumerate(line.words):
            tag = _told(line, index, word)
            if tag is None:
                continue
            start = tag[1]
            one = starting.get(start)
            if one is not None:
                if one.tag != tag[0]:
                    found.append(name(tag[0], one.span.start, one.span.end))
            elif not over(its, line.words[start].start, line.words[start].end):
                end = _capitals(line, start)
                found.append(name(tag[0], line.words[start].start, line.words[end - 1].end))
    return merged(document, names, found)


def _told(line: Line, index: int, word: Word) -> tuple[str, int] | None:
    """Give the type that a word tells of the name after it, and where that name begins."""
    tag, after = _person_after(line, index, word) or _thing_after(line, index, word) or ("", 0)
    if tag == ORG and after < len(line.words) and len(line.words[after].text) == 1:
        return None  # « le groupe B »
    return (tag, after) if tag and _begins_name(line, after) else None


def _person_after(line: Line, index: int, word: Word) -> tuple[str, int] | None:
    """« M. … », « Mme … », « le général … », « le gardien … », « les hommes de … », « le père de … »."""
    if word.low in _ADDRESS:
        if line.low(index + 1) == ".":
            return PERSON, index + 2
        return (PERSON, index + 1) if word.low != "m" else None
    leads = word.low in words_of("neighbours", "led") | words_of("neighbours", "kin")
    if leads and (word.text.islower() or line.opens_sentence(index)) and line.low(index + 1) in ("de", "d'"):
        single = not line.capital(index + 3) and line.low(index + 3) not in _INNER
        team = is_place(_form(line, index + 2)) or known_organisations().at(line, index + 2) is not None
        return (PERSON, index + 2) if single and not team else None
    player = word.low in words_of("neighbours", "players") and not is_place(_form(line, index + 1))
    rank = word.low in words_of("titles", "ranks")
    return (PERSON, index + 1) if (rank or player) and word.text.islower() else None


def _form(line: Line, index: int) -> str:
    return line.words[index].text if index < len(line.words) else ""


def _thing_after(line: Line, index: int, word: Word) -> tuple[str, int] | None:
    """« l’ONG israélienne … », « le fleuve … », « le village de … »."""
    after = index + 1
    if not word.text.islower():
        return None
    if word.low in words_of("neighbours", "organisations"):
        while after < len(line.words) and line.words[after].text.islower() and is_adjective(line.words[after].text):
            after += 1
        return ORG, after
    if word.low in words_of("places", "direct") and line.capital(after):
        return PLACE, after
    if word.low in words_of("neighbours", "places") and line.low(after) in _OF:
        after += 1
        if line.low(after) in ("la", "l'") and line.words[after].text.islower():
            after += 1
        return PLACE, after
    return None


def _begins_name(line: Line, index: int) -> bool:
    if not line.capital(index):
        return False
    word = line.words[index]
    if len(word.text) == 1 and line.low(index + 1) == "." and line.low(index + 2)[:1].isdigit():
        return False  # « l’article L. 911-7 »
    if word.elided:
        return line.words[index].end == line.words[index + 1].start if line.capital(index + 1) else False  # « N’Dri »
    return word.is_word and titles().at(line, index) is None and not is_adjective(word.text)


def _capitals(line: Line, start: int) -> int:
    """Give the index after the words with a capital that begin at one, particles between them included."""
    end = start + 1
    while end - start < _LONGEST and end < len(line.words) and joined(line.words[end - 1], line.words[end]):
        if line.capital(end) and line.words[end].is_word:
            end += 1
        elif line.low(end) in _INNER and line.capital(end + 1) and joined(line.words[end], line.words[end + 1]):
            end += 2
        else:
            break
    return end
