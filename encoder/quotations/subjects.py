"""Which phrase is the subject of a verb: the one that ends right before it, or stands after it, asides passed over."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from encoder.quotations.lexicon import words
from encoder.quotations.phrases import LIMIT, Phrase, joined, parse_phrase
from encoder.quotations.relatives import relative_phrase
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import is_adverb, is_determiner, is_preposition, is_pronoun, is_title
from tei import Span

_SKIPPED: Final = 26
"""How many tokens after a verb its subject is looked for."""

_PERCEIVED: Final = 12
"""How many tokens before an infinitive the verb of hearing stands."""


_OUT_OF: Final = ("de", "d'", "du", "des", "dans", "à")


def phrase_after(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:  # noqa: C901, PLR0912 (one case a token)
    """Give the subject that stands after a verb: adverbs, times, places and who is spoken to are passed over."""
    governed = False
    index = start
    limit = min(end, start + _SKIPPED)
    while index < limit:
        token = tokens[index]
        if token.kind == "quotation" and index == start and _is_word_aside(tokens, index, limit):
            index += 1
            continue
        if token.kind == "quotation" or token.text in (".", ";", ":", "!", "?", "…") or token.low in words("stop"):
            return None
        if token.text == ",":
            skipped = _aside(tokens, index, limit)
            if skipped is None and start < index < limit - 1 and _is_person(tokens[index + 1]):
                skipped = index + 1  # « explique dans X, Anne Lefort »
            if skipped is None:
                return None
            index, governed = skipped, False
            continue
        if token.text == "(":
            index = _past(tokens, index, limit, ")")
            continue
        if token.kind == "name":
            if not governed:
                return parse_phrase(tokens, index, end)
            governed = False
        elif is_determiner(token) and not governed and not _is_of(tokens, index, start):
            if not _is_time(tokens, index, limit):
                return parse_phrase(tokens, index, end)
            governed = True
        elif is_preposition(token):
            governed = True
        elif not governed and (person := _person(tokens, index, end) or relative_phrase(tokens, index, end)):
            return person
        elif not is_determiner(token) and not is_title(token):
            governed = False
        index += 1
    return None


def phrase_before(tokens: Sequence[Token], end: int, start: int) -> Phrase | None:
    """Give the subject before a verb, whose first token is ``end``; asides between commas are passed over."""
    if (relative := _relative_before(tokens, end, start)) is not None:
        return relative
    index = end - 1
    while index >= start and (is_adverb(tokens[index]) or tokens[index].low in ("lui", "tous", "toutes", "lui-même")):
        if tokens[index].low == "lui" and index - 1 >= start and tokens[index - 1].text == ",":
            break
        index -= 1
    if index < start:
        return None
    token = tokens[index]
    if token.text == ",":
        return _over_aside(tokens, index, start)
    if token.text == ")":
        return phrase_before(tokens, _back_past(tokens, index, start), start)
    if token.low == "qui":
        return _antecedent(tokens, index, start)
    return _ending_at(tokens, index + 1, start)


def _relative_before(tokens: Sequence[Token], end: int, start: int) -> Phrase | None:
    """Give « celui qui dirige le club » where it begins the clause and ends right before the verb."""
    begin = end - 1
    while begin > start and tokens[begin - 1].kind not in ("mark", "quotation") and end - begin <= LIMIT:
        begin -= 1
    phrase = relative_phrase(tokens, begin, end) if begin >= start else None
    return phrase if phrase is not None and phrase.kind == "noun" and phrase.end == end else None


def heard(tokens: Sequence[Token], index: int, sentence: Span) -> Phrase | None:
    """Give who speaks where somebody hears it, before an infinitive: « entendre X crier », « a vu un homme lancer ».

    « L’homme » who is heard is nobody that the text names. Where it is not told who (« l’a entendu crier »), it is
    « on ».
    """
    end = index
    while end > sentence.start and is_adverb(tokens[end - 1]) and tokens[end - 1].low not in words("time"):
        end -= 1
    for at in range(end - 1, max(sentence.start, end - _PERCEIVED) - 1, -1):
        if tokens[at].kind == "quotation" or tokens[at].text in (",", ";", ":", ".", "(", "–", "—"):
            return None
        if tokens[at].low not in words("perceiving"):
            continue
        if at + 1 == end:
            return Phrase("pronoun", tokens[at].span, end, "on")
        phrase = parse_phrase(tokens, at + 1, end)
        if phrase is None or phrase.end != end:
            return None
        return replace(phrase, indefinite=True) if phrase.head in words("anybody") else phrase
    return None


def made_by(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Give who made the document that a clause begins with: « Du rapport signé par X, », « De l’avis rendu par X, »."""
    if start >= end or tokens[start].low not in _OUT_OF:
        return None
    for index in range(start + 1, end - 1):
        if tokens[index].low == "par" and tokens[index - 1].low in words("made"):
            phrase = parse_phrase(tokens, index + 1, end)
            return phrase if phrase is not None and phrase.strength > 1 else None
    return None


def _person(tokens: Sequence[Token], index: int, end: int) -> Phrase | None:
    """Give the person that a title begins: « Mme Lefort », « Mme de La Motte », « M. d’Aubigné »."""
    if tokens[index].low in words("title") and index + 1 < end and tokens[index + 1].kind == "name":
        return parse_phrase(tokens, index, end)
    phrase = parse_phrase(tokens, index, end) if tokens[index].low in words("rank") else None
    return phrase if phrase is not None and (phrase.names or phrase.named) else None


def _over_aside(tokens: Sequence[Token], comma: int, start: int) -> Phrase | None:
    """Give the subject in front of what stands between two commas, or the name that stands there."""
    close = comma
    while close > start:
        open_ = next((one for one in range(close - 1, start - 1, -1) if tokens[one].text == ","), None)
        if open_ is None:
            return _ending_at(tokens, close, start)
        aside = parse_phrase(tokens, open_ + 1, close)
        if open_ > start and tokens[open_ - 1].low == "qui":
            return _antecedent(tokens, open_ - 1, start)
        subject = _ending_at(tokens, open_, start)
        person = aside is not None and aside.kind == "name" and bool(aside.names) and aside.names[0].tag == "persName"
        if aside and person and aside.end <= close and (subject is None or subject.kind != "name"):
            return joined(subject, aside)
        if aside and aside.named and subject is not None and not subject.named:
            subject = aside
        if subject is not None and (subject.strength > 1 or aside is None):
            return subject
        if (
            aside is not None
            and aside.kind != "pronoun"
            and aside.end == close
            and subject is None
            and aside.strength > 1
        ):
            return aside
        close = open_
    return None


def _is_word_aside(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a word between marks only says how somebody speaks: « se réjouit « soulagé » le maire »."""
    content = tokens[at].text.strip('«»“”" \u00a0\u202f')
    after = tokens[at + 1] if at + 1 < end else None
    return content.isalpha() and content.islower() and after is not None and (is_determiner(after) or _is_person(after))


def _is_person(token: Token) -> bool:
    return token.name is not None and token.name.tag == "persName"


def skip_aside(tokens: Sequence[Token], at: int, end: int) -> int:
    """Give the number of the token after « quant à lui », « pour sa part », « par exemple », if one stands here."""
    low = [token.low for token in tokens[at : min(end, at + 3)]]
    for size in (3, 2):
        if len(low) >= size and "_".join(low[:size]) in words("aside"):
            return at + size
    if low[:2] in (["quant", "à"], ["quant", "aux"]) and len(low) > 2 and is_pronoun(tokens[at + 2]):
        return at + 3
    if len(low) > 2 and low[0] in ("pour", "de", "d'") and low[1] in words("possessive") and low[2] in ("part", "côté"):
        return at + 3
    return at


def _antecedent(tokens: Sequence[Token], relative: int, start: int) -> Phrase | None:
    """Give whom « qui » means: the longest phrase before it, whatever governs it."""
    end = relative
    while end > start and tokens[end - 1].text == ",":
        end -= 1
    if end > start and (alone := relative_phrase(tokens, end - 1, min(len(tokens), relative + LIMIT))) is not None:
        return replace(alone, end=end)
    best: Phrase | None = None
    first = end
    for index in range(end - 1, max(start, end - LIMIT) - 1, -1):
        if _breaks(tokens[index]):
            break
        phrase = parse_phrase(tokens, index, end)
        if phrase and phrase.end == end and (best is None or phrase.strength >= best.strength):
            best = phrase
            first = index
    if best is not None and best.kind == "noun" and first > start and tokens[first - 1].text == ",":
        named = _ending_at(tokens, first - 1, start)
        return named if named is not None and named.kind == "name" else best
    return best


def _ending_at(tokens: Sequence[Token], end: int, start: int) -> Phrase | None:
    """Give the phrase that ends right before a token: the last that begins without a preposition over it."""
    begin = end - 1
    while begin >= start and end - begin <= LIMIT and not (_breaks(tokens[begin]) and not _joins(tokens, begin, start)):
        begin -= 1
    begin += 1
    best: Phrase | None = None
    index = begin
    governed = begin > start and is_preposition(tokens[begin - 1])
    while index < end:
        token = tokens[index]
        bare = is_title(token) and not is_determiner(token) and best is not None
        if (
            (token.kind == "name" or is_determiner(token) or is_title(token) or is_pronoun(token))
            and not governed
            and not bare
        ):
            phrase = parse_phrase(tokens, index, end)
            if phrase and phrase.end >= end and not _is_time(tokens, index, end):
                if best is None or phrase.kind != "noun" or (phrase.strength > best.strength and not best.names):
                    best = phrase
                if phrase.kind != "noun":
                    return phrase
            if phrase and phrase.names and phrase.end < end:
                index = max(index + 1, phrase.end - 1)
                continue
        governed = (
            is_preposition(token)
            or token.low in words("aiming")
            or (governed and (is_determiner(token) or is_title(token)))
        )
        if is_determiner(token) and not governed:
            governed = False
        index += 1
    return best


def _is_time(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Tell whether a determiner begins a time: « le 12 mars », « ce mardi », « la semaine dernière »."""
    after = index + 1
    while after < end and tokens[after].low in (*words("before-noun"), "même", "fin"):
        after += 1
    return after < end and (tokens[after].text[:1].isdigit() or tokens[after].low in words("time"))


def _aside(tokens: Sequence[Token], comma: int, end: int) -> int | None:
    """Give the number of the token after the second comma of a short aside without a name; ``None`` if it is none."""
    for index in range(comma + 1, min(end, comma + 9)):
        token = tokens[index]
        if token.text == ",":
            return index + 1
        if token.kind != "word" or token.low in words("stop"):
            return None
    return None


def _past(tokens: Sequence[Token], start: int, end: int, mark: str) -> int:
    return next((index + 1 for index in range(start, end) if tokens[index].text == mark), end)


def _back_past(tokens: Sequence[Token], end: int, start: int) -> int:
    return next((index for index in range(end, start - 1, -1) if tokens[index].text == "("), start)


def _is_of(tokens: Sequence[Token], index: int, start: int) -> bool:
    """Tell whether « des » is « de les », after a noun, and no determiner."""
    before = tokens[index - 1]
    return tokens[index].low == "des" and index > start and not (is_adverb(before) or before.low in words("time"))


def _joins(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Tell whether « et » stands between two names, perhaps with an article: « Paris et Berlin »."""
    after = at + 1 + (at + 1 < len(tokens) and is_determiner(tokens[at + 1]))
    names = at > start and tokens[at - 1].kind == "name" and after < len(tokens) and tokens[after].kind == "name"
    return names and tokens[at].low == "et"


def _breaks(token: Token) -> bool:
    return (
        token.kind == "quotation"
        or token.text in (",", ";", ":", ".", "!", "?", "…", "(", ")", "–", "—")
        or token.low in words("stop")
        or token.low in words("verb")
    )
