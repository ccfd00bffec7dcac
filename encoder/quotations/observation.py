"""What an article says of who is who, read before its quotations: genders, offices, the subjects of its sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from encoder.quotations.attribution import sentence_subject
from encoder.quotations.cues import find_cues
from encoder.quotations.lexicon import Gender, forename_gender, genders, words
from encoder.quotations.phrases import Phrase, parse_phrase
from encoder.quotations.speakers import Discourse
from encoder.quotations.stretches import Stretch
from encoder.quotations.tokens import Token
from encoder.quotations.turns import Office, Turn
from encoder.quotations.wordclasses import is_determiner, is_preposition, is_title
from tei import Entry, Span

_CLAUSE: Final = 16
"""How many tokens of a sentence are searched for a source."""

_THING: Final = 4
"""How many tokens before its name a noun for a ship begins: « navire de pêche espagnol »."""

_OF: Final = 10
"""How many words after an office say which it is."""

_TITLE_GENDER: Final[dict[str, Gender]] = {
    "m.": "m", "monsieur": "m", "mme": "f", "mlle": "f", "madame": "f", "mademoiselle": "f",
}  # fmt: skip


def observe(
    text: str, stretches: Iterable[Stretch], entries: Sequence[Entry], apart: frozenset[int] = frozenset()
) -> Discourse:
    """Give what the whole article says of who is who: genders, offices, and who is the subject of its sentences."""
    discourse = Discourse(text, tuple(entries), apart)
    for stretch in stretches:
        for sentence in stretch.sentences:
            _observe(discourse, stretch, sentence)
    return discourse


def _observe(discourse: Discourse, stretch: Stretch, sentence: Span) -> None:
    tokens = stretch.tokens
    for index in range(sentence.start, sentence.end):
        name = tokens[index].name
        if name is not None and name.get("ref") and _is_thing(tokens, index, sentence):
            discourse.things.add(name.get("ref"))
        if name is not None and name.tag == "persName" and name.get("ref"):
            if stretch.block == 0:
                discourse.headline.add(name.get("ref"))
            if stretch.inside < 0:
                discourse.named.append(Turn(name.span.start, stretch.block, (name.get("ref"),), "x", plural=False))
                if _is_acting(tokens, index, sentence):
                    discourse.acting.append(discourse.named[-1])
            discourse.first.setdefault(name.get("ref"), name.span.start)
            discourse.counts[name.get("ref")] = discourse.counts.get(name.get("ref"), 0) + 1
            _learn_gender(discourse, name.get("ref"), tokens, index, sentence)
            _learn_offices(discourse, name.get("ref"), tokens, index, sentence)
    if stretch.inside < 0:
        found = [*_sources(discourse, stretch, sentence)]
        if (subject := _subject(discourse, stretch, sentence)) and all(one.at != subject.at for one in found):
            found.append(subject)
        discourse.subjects.extend(sorted(found, key=lambda one: one.at))


def _is_acting(tokens: Sequence[Token], index: int, sentence: Span) -> bool:
    """Tell whether a name stands behind an act of somebody in office: « les annonces de X », « la venue de Mme X »."""
    at = index - 1
    while at > sentence.start and is_title(tokens[at]):
        at -= 1
    return at > sentence.start and tokens[at].low in ("de", "d'") and tokens[at - 1].low in words("office-act")


def _is_thing(tokens: Sequence[Token], index: int, sentence: Span) -> bool:
    """Tell whether a noun for a ship or another thing stands before a name: « le navire de pêche X »."""
    before = tokens[max(sentence.start, index - _THING) : index]
    of = before[-1:] and (is_determiner(before[-1]) or is_preposition(before[-1]))
    near = next((at for at in range(len(before) - 1, -1, -1) if before[at].low in words("thing")), -1)
    return not of and near >= 0 and all(one.kind == "word" and one.low not in words("stop") for one in before[near:])


def _sources(discourse: Discourse, stretch: Stretch, sentence: Span) -> Iterator[Turn]:
    """Give who is named as a source: « Selon X, … », « Pour les auteurs, … », « un cri lancé par X »."""
    for cue in find_cues(stretch.tokens, Span(sentence.start, min(sentence.end, sentence.start + _CLAUSE))):
        source = cue.kind == "preposition" or (cue.kind == "passive" and cue.subject is not None and cue.subject.names)
        if source and cue.subject is not None and cue.subject.kind != "pronoun":
            yield _turn(discourse, stretch, cue.subject)


def _turn(discourse: Discourse, stretch: Stretch, phrase: Phrase) -> Turn:
    if not phrase.names:
        return Turn(phrase.span.start, stretch.block, (), phrase.gender, phrase.plural, phrase)
    refs = tuple(dict.fromkeys(one.get("ref") for one in phrase.names))
    gender = phrase.gender if phrase.gender != "x" else discourse.genders.get(refs[0], "x")
    return Turn(phrase.span.start, stretch.block, refs, gender, phrase.plural)


def _subject(discourse: Discourse, stretch: Stretch, sentence: Span) -> Turn | None:
    """Give whom a sentence is about: its subject, else the first person in it that no preposition governs."""
    tokens = stretch.tokens
    phrase = sentence_subject(tokens, sentence, sentence.end)
    if phrase is not None and phrase.kind != "pronoun" and phrase.strength > 1:
        return _turn(discourse, stretch, phrase)
    for index in range(sentence.start, sentence.end):
        name = tokens[index].name
        if name is None or name.tag != "persName" or not name.get("ref") or _is_governed(tokens, index, sentence):
            continue
        if (
            index + 2 < sentence.end
            and tokens[index + 1].text == ","
            and tokens[index + 2].low in ("dont", "que", "qu'")
        ):
            return None
        ref = name.get("ref")
        return Turn(name.span.start, stretch.block, (ref,), discourse.genders.get(ref, "x"), plural=False)
    return None


def _is_governed(tokens: Sequence[Token], index: int, sentence: Span) -> bool:
    """Tell whether a preposition governs a name, or the persons it is joined to: « en émule de X et Y »."""
    while index - 2 >= sentence.start and tokens[index - 1].low in ("et", "ou") and _is_person(tokens[index - 2]):
        index -= 2
    before = index - 1
    while before > sentence.start and is_title(tokens[before]):
        before -= 1
    if before < sentence.start:
        return False
    if is_preposition(tokens[before]):
        return True
    return is_determiner(tokens[before]) and before > sentence.start and is_preposition(tokens[before - 1])


def _is_person(token: Token) -> bool:
    return token.name is not None and token.name.tag == "persName"


def _learn_gender(discourse: Discourse, ref: str, tokens: Sequence[Token], index: int, sentence: Span) -> None:
    if index > sentence.start and (title := _TITLE_GENDER.get(tokens[index - 1].low)):
        discourse.genders[ref] = title
    elif ref not in discourse.genders and len(tokens[index].text.split()) > 1:
        told = forename_gender(tokens[index].text)
        if told != "x":
            discourse.genders[ref] = told


def _learn_offices(discourse: Discourse, ref: str, tokens: Sequence[Token], index: int, sentence: Span) -> None:
    """Learn « la ministre Anne Lefort », « le maire, Anne Lefort », « Anne Lefort, maire de Lyon »."""
    at = tokens[index].span.start
    start = index
    while start > sentence.start and index - start < 14 and tokens[start - 1].kind != "quotation":
        start -= 1
        if tokens[start].kind == "mark" and tokens[start].text != ",":
            break
        second = start > sentence.start and tokens[start - 1].low in words("person")  # « procureur général »
        if is_determiner(tokens[start]) or (tokens[start].low in words("person") and not second):
            phrase = parse_phrase(tokens, start, index + 1)
            if phrase and phrase.kind == "name" and phrase.end == index + 1 and phrase.head in words("person"):
                of = discourse.content(Span(phrase.span.start, at)) - {phrase.head}
                heads = discourse.headed(phrase.span.start, phrase.head, phrase.inner)
                _learn(discourse, Office(at, phrase.head, ref, of, heads), phrase.gender)
                break
    after = index + 1
    if after < sentence.end and tokens[after].text in (",", "("):
        after += 1
        if after < sentence.end and tokens[after].text.isdigit():
            after += 3  # « 54 ans, »
        while after < sentence.end and (
            is_determiner(tokens[after]) or tokens[after].low in ("ancien", "ancienne", "ex", "jeune")
        ):
            after += 1
        prime = after + 1 < sentence.end and tokens[after].low in ("premier", "première")
        after += prime and tokens[after + 1].low == "ministre"
        if after < sentence.end and tokens[after].low in words("person"):
            head = f"premier-{tokens[after].low}" if prime else tokens[after].low
            determined = tokens[after - 1].low
            gender: Gender = "f" if determined in ("la", "une") else "m" if determined in ("le", "un") else "x"
            last = after
            while last + 1 < min(sentence.end, after + _OF) and tokens[last + 1].kind != "mark":
                last += 1
            of = discourse.content(Span(tokens[after].span.end, tokens[last].span.end))
            named = [one.name for one in tokens[after : last + 1] if one.name is not None]
            heads = discourse.headed(tokens[after].span.end, head, named)
            _learn(discourse, Office(at, head, ref, of, heads), gender if gender != "x" else genders().get(head, "x"))


def _learn(discourse: Discourse, office: Office, gender: Gender) -> None:
    for noun in dict.fromkeys((office.noun, office.noun.removeprefix("ex-"))):
        discourse.learn(replace(office, noun=noun))
    if gender != "x":
        discourse.genders.setdefault(office.ref, gender)
