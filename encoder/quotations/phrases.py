"""Who a stretch of words means: the noun phrase that is the subject of a verb of saying, or the object of « selon ».

No parser: a phrase begins with a determiner, a title, a name or a pronoun that no preposition governs, and ends where
a verb, a conjunction or a mark of punctuation stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from encoder.quotations.extents import extent_of, names_somebody
from encoder.quotations.lexicon import Gender, genders, plain, words
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import PRONOUNS, can_speak, is_determiner, is_preposition, is_speaker_noun, is_title
from tei import Annotation, Span

PhraseKind = Literal["name", "noun", "pronoun"]

_AFTER_TITLE: Final = 3
LIMIT: Final = 22
"""How many tokens a phrase has at most."""

WHO: Final = 2
"""The least strength of a phrase for one who can speak."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that means a speaker or a source.

    ``span`` are its words in the text; ``names`` the names that say who it is (several if coordinated), ``inner`` every
    other name inside; ``head`` its noun or pronoun in lower case. ``end`` is the number of the token after it.
    ``named`` tells that a title stands before a name that is not tagged.
    """

    kind: PhraseKind
    span: Span
    end: int
    head: str = ""
    names: tuple[Annotation, ...] = ()
    inner: tuple[Annotation, ...] = ()
    gender: Gender = "x"
    plural: bool = False
    indefinite: bool = False
    complement: bool = False
    person_like: bool = False
    place: bool = False
    possessive: bool = False
    named: bool = False

    @property
    def strength(self) -> int:
        """Give how surely it is somebody who can speak: 3 a name or a pronoun, 2 a noun for it, 1 another noun."""
        return 3 if self.kind != "noun" else 2 if self.person_like else 1


def parse_phrase(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Give the phrase that begins at a token, read no further than ``end``; ``None`` if none begins there."""
    if start >= end:
        return None
    first = tokens[start]
    low = first.low.lstrip("-").removeprefix("t-")
    if first.kind == "word" and low in PRONOUNS:
        gender, plural = PRONOUNS[low]
        return Phrase("pronoun", first.span, start + 1, low, gender=gender, plural=plural)
    if can_speak(first):
        return _named(tokens, start, start, end)
    if first.name is not None:
        return _place(tokens, start, start)
    contracted = start > 0 and tokens[start - 1].low in ("au", "aux", "du", "des") and first.low in words("org")
    if not (is_determiner(first) or first.low in words("title") or first.low in words("person") or contracted):
        return None
    return _noun_phrase(tokens, start, min(end, start + LIMIT))


def _named(tokens: Sequence[Token], start: int, at: int, end: int) -> Phrase:
    """Give the phrase of a name, with the names coordinated with it; it began at ``start``."""
    names = [tokens[at]]
    last = at
    while last + 2 < end and tokens[last + 1].low in ("et", ",", "and") and can_speak(tokens[last + 2]):
        listed = tokens[last + 1].text != "," or (last + 4 < end and tokens[last + 3].low in ("et", "and"))
        if not listed or tokens[last + 2].name is None:
            break
        if tokens[last + 2].name.tag != names[0].name.tag:  # type: ignore[union-attr]
            break
        names.append(tokens[last + 2])
        last += 2
    annotations = tuple(one.name for one in names if one.name)
    gender, plural = _gender_of(tokens, start, at)
    span = Span(tokens[start].span.start, tokens[last].span.end)
    return Phrase("name", span, last + 1, names=annotations, gender=gender, plural=plural or len(names) > 1)


def _place(tokens: Sequence[Token], start: int, at: int) -> Phrase:
    """Give the phrase of a place that acts as those who govern it: « Téhéran », « la Turquie »; no street does."""
    last = at
    if (
        at + 2 < len(tokens)
        and tokens[at + 1].low == "et"
        and tokens[at + 2].kind == "name"
        and not can_speak(tokens[at + 2])
    ):
        last = at + 2
    span = Span(tokens[start].span.start, tokens[last].span.end)
    gender, plural = _gender_of(tokens, start, at)
    shown = plain(tokens[at].text).split()
    acts = shown[0].split("'")[-1] not in words("way") or "_".join(shown) in words("seat")
    return Phrase(
        "noun", span, last + 1, tokens[at].low, gender=gender, plural=plural or last > at, person_like=acts, place=True
    )


def _gender_of(tokens: Sequence[Token], start: int, at: int) -> tuple[Gender, bool]:
    for token in tokens[start:at]:
        if token.low in ("m.", "mm.", "monsieur", "le", "un"):
            return "m", token.low == "mm."
        if token.low in ("mme", "mmes", "mlle", "madame", "la", "une"):
            return "f", token.low == "mmes"
        if token.low in ("les", "des"):
            return "x", True
        if token.low in genders():
            return genders()[token.low], False
    return "x", False


def _head(tokens: Sequence[Token], start: int, end: int) -> int:
    """Give the number of the head of a noun phrase: its noun, or « autre », « certains », which can stand for one."""
    index = start
    while index < end and (
        is_determiner(tokens[index]) or tokens[index].low in words("before-noun") or tokens[index].text.isdigit()
    ):
        index += 1
    last = tokens[index - 1].low
    if (
        index - 1 > start
        and last in words("before-noun")
        and is_speaker_noun(last)
        and not _is_noun(tokens, index, end)
    ):
        return index - 1  # « des jeunes »
    stands = index > start and tokens[index - 1].low in words("stands-alone")
    return index - 1 if stands and not _is_noun(tokens, index, end) else index


def _noun_phrase(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:  # noqa: PLR0911 (one case each)
    index = _head(tokens, start, end)
    if index >= end:
        return None
    head = tokens[index]
    if head.kind == "name":
        return _named(tokens, start, index, end) if can_speak(head) else _place(tokens, start, index)
    if head.kind != "word" or is_preposition(head) or head.low in words("stop"):
        return None
    gender, plural = _number(tokens, start, index)
    noun = f"premier-{head.low}" if head.low == "ministre" and tokens[index - 1].low.startswith("premi") else head.low
    if head.low in words("as-pronoun") and tokens[start].low in ("ce", "cette", "ces", "l'"):
        pronoun: Gender = "f" if head.low.endswith(("e", "es")) else "m"
        span = Span(tokens[start].span.start, head.span.end)
        return Phrase("pronoun", span, index + 1, head.low, gender=pronoun, plural=plural)
    last, named, inner = extent_of(tokens, index, end)
    if head.low in ("l'un", "l'une"):
        last, named = _past_partitive(tokens, index, end), None
    if named is not None and index == start and not (is_determiner(tokens[start]) or is_title(tokens[start])):
        return None
    if named is not None:
        phrase = _named(tokens, start, named, end)
        return Phrase("name", phrase.span, phrase.end, noun, phrase.names, tuple(inner),
            gender if gender != "x" else phrase.gender, phrase.plural)  # fmt: skip
    named_so = names_somebody(tokens, index, end)
    known = named_so or any(head.low in words(section) for section in ("person", "alone", "org"))
    if index == start and not known:
        return None
    phrase = Phrase(
        "noun",
        Span(tokens[start].span.start, tokens[last].span.end),
        last + 1,
        noun,
        inner=tuple(inner),
        gender=gender,
        plural=plural,
        indefinite=tokens[start].low in words("indefinite") or (index == start and head.low not in words("org")),
        complement=last > index,
        possessive=tokens[start].low in words("possessive"),
        person_like=named_so or is_speaker_noun(noun),
        named=named_so,
    )
    spoken = phrase.person_like or phrase.head in words("title") or phrase.head in words("alone")
    aside = (_second_office(tokens, last + 1, end) or _apposed(tokens, last + 1, end)) if spoken else None
    return joined(phrase, aside) if aside else phrase


def _past_partitive(tokens: Sequence[Token], index: int, end: int) -> int:
    """Give the last token of « l’une d’elles », « l’un d’entre eux »; that of « l’un » where nothing follows."""
    after = index + 1
    while after < end and tokens[after].low in ("d'", "de", "entre", "eux", "elles"):
        after += 1
    if after < end and is_determiner(tokens[after]) and after > index + 1 and _is_noun(tokens, after + 1, end):
        after += 2
    return after - 1


def _second_office(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """Give the person's name behind a second office of his: « le maire et président de l’agglo Anne Lefort »."""
    if at + 1 >= end or tokens[at].low != "et" or tokens[at + 1].low not in words("person"):
        return None
    phrase = parse_phrase(tokens, at + 1, end)
    return phrase if phrase is not None and phrase.kind == "name" and not phrase.plural else None


def _past_parenthesis(tokens: Sequence[Token], at: int) -> int:
    """Give the number of the token after a parenthesis and the complement behind it: « du CINE (…) de la PCA »."""
    limit = min(len(tokens), at + LIMIT)
    after = next((index + 1 for index in range(at, limit) if tokens[index].text == ")"), at)
    if after == at or after >= len(tokens) or tokens[after].low not in ("de", "d'", "du", "des"):
        return after
    return next((index for index in range(after, limit) if tokens[index].kind in ("mark", "quotation")), at)


def _apposed(tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """Give the person's name that follows a comma, perhaps after a title; a parenthesis can stand before the comma."""
    if at < len(tokens) and tokens[at].text == "(":
        at = _past_parenthesis(tokens, at)
        end = min(len(tokens), at + _AFTER_TITLE + 2)
    if at >= end or tokens[at].text != ",":
        return None
    index = at + 1
    while index < end and index - at <= _AFTER_TITLE and (is_title(tokens[index]) or is_determiner(tokens[index])):
        index += 1
    closed = index + 1 >= end or tokens[index + 1].kind != "word" or tokens[index + 1].low in ("et", "qui", "dont")
    if index < end and closed and tokens[index].name is not None and tokens[index].name.tag == "persName":  # type: ignore[union-attr]
        return _named(tokens, at + 1, index, index + 1)
    return None


def joined(noun: Phrase | None, name: Phrase) -> Phrase:
    """Give a noun phrase and the name that stands beside it as one: « le maire, Anne Lefort »."""
    if noun is None:
        return name
    gender = noun.gender if noun.gender != "x" else name.gender
    span = Span(noun.span.start, name.span.end)
    return Phrase("name", span, name.end, noun.head, name.names, noun.inner, gender, name.plural)


def _number(tokens: Sequence[Token], start: int, head: int) -> tuple[Gender, bool]:
    lows = [token.low for token in tokens[start:head]]
    plural = any(low in words("plural") for low in lows)
    if any(low in ("la", "une", "cette", "sa", "ma") for low in lows):
        return "f", plural
    noun = tokens[head].low
    if any(low in ("le", "un", "ce", "cet", "du", "au") for low in lows):
        return "m", plural
    return genders().get(noun) or genders().get(noun.removesuffix("s"), "x"), plural


def _is_noun(tokens: Sequence[Token], index: int, end: int) -> bool:
    return index < end and (
        tokens[index].kind == "name" or (tokens[index].kind == "word" and not is_preposition(tokens[index])
        and tokens[index].low not in words("stop") and tokens[index].low not in words("verb"))
    )  # fmt: skip


def without_determiner(shown: str) -> str:
    """Give the words for an unnamed source as its entry has them: « source policière » for « Une source policière »."""
    first, _, rest = shown.partition(" ")
    if plain(first) in words("article") and rest:
        shown = rest
    elif plain(shown[:2]) in ("l'", "d'") and len(shown) > 2:
        shown = shown[2:]
    elif not shown[1:2].isupper():
        shown = shown[:1].lower() + shown[1:]
    return shown
