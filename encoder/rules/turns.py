"""The labels of an interview’s turns: « L’Écho : », « Anne Lefort : » are names; « Q. – », « Réponse : » are none."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from encoder.registers.forenames import is_forename
from encoder.rules.document import ORG, PERSON, Document, Names, Word, merged, name, over, words_in
from encoder.rules.lexicon import words_of
from encoder.structure.turns import Label, find_labels
from tei import Annotation, Span

_MOST: Final = 4
"""How many words the name of a person in a label has at most."""

_INITIALS: Final = re.compile(r"(?:[A-ZÀ-Þ]\.?[\s-]?){2,3}")
_CAPITAL: Final = re.compile(r"[A-ZÀ-Þ]")


def read_turns(document: Document, names: Names) -> Names:
    """Give the names with those of an interview's labels put in, and none that goes on behind its label."""
    blocks = [line.span for line in document.lines]
    labels = find_labels(document.text, blocks, range(len(blocks)))
    asking = _asking(document, labels)
    persons = [document.form(one.span) for one in names if one.tag == PERSON]
    found: list[Annotation] = []
    dropped: set[Span] = set()
    for label in labels:
        its = [one for one in over(names, label.span.start, label.span.end) if one.span not in document.certain]
        if label.asks or label.answers:
            dropped.update(one.span for one in its if one.span.start == label.words.start)
            continue
        tag = _tag(document, label, persons, asks=label.key in asking)
        if tag and (not its or any(one.span.end > label.words.end for one in its)):
            dropped.update(one.span for one in its)
            found.append(name(tag, label.words.start, label.words.end))
    return merged(document, tuple(one for one in names if one.span not in dropped), found)


def _asking(document: Document, labels: Sequence[Label]) -> frozenset[str]:
    """Give the labels whose lines end as questions do, for the most part."""
    questions: Counter[str] = Counter()
    for label in labels:
        line = document.lines[label.block].span
        questions[label.key] += 1 if document.text[line.start : line.end].rstrip("\u00a0 »").endswith("?") else -1
    return frozenset(key for key, count in questions.items() if count > 0)


def _tag(document: Document, label: Label, persons: Sequence[str], *, asks: bool) -> str:
    """Give what a label names: a newspaper asks and has a capital in its name, a person has a forename or is known."""
    form = document.text[label.words.start : label.words.end]
    words = words_in(form)
    if _INITIALS.fullmatch(form.strip()):
        letters = _CAPITAL.findall(form)
        return PERSON if any(_CAPITAL.findall(one) == letters for one in persons) else ""
    own = [word for word in words if not _is_article(word)]
    if not any(word.capital for word in own):
        return ""
    whole = len(own) == len(words) and 1 < len(words) <= _MOST and all(word.capital for word in own)
    known = any(is_forename(word.text) for word in own) or any(form in one or one in form for one in persons)
    if whole and known:
        return PERSON
    return ORG if asks else ""


def _is_article(word: Word) -> bool:
    return word.elided or word.low in words_of("grammar", "articles")
