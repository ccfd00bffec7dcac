"""The analysed form of one TEI document: sentences by rules, words by a pipeline, checked before it is given."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from lxml import etree

from encoder.analysis.sentences import find_sentences
from encoder.annotators.analysis import MODELS, analysis_model, annotate_words
from encoder.annotators.entities import INSTALLABLE
from encoder.checks import check_analysed
from encoder.errors import AnalysisError
from tei import Application, Reading, Responsibility, Span, read, serialise
from tei.analysed import blocks_to_analyse, build_analysed
from tei.names import XML_LANG, tei
from tei.prose import header_language

_WHOLE: Final = frozenset(
    ("persName", "orgName", "placeName", "name", "rs", "date", "time", "num", "measure", "docAuthor", "abbr", "title")
)
_ANALYSIS_TAGS: Final = frozenset({"s", "w", "pc"})


@dataclass(frozen=True, slots=True)
class Analysed:
    """An analysed form: its bytes, and how many sentences and tokens (words and marks) it has."""

    data: bytes
    sentences: int
    tokens: int


def analyse(root: etree._Element, *, path: str = "", when: str = "") -> Analysed:
    """Give the analysed form of a TEI document; its text is the same, to the character.

    ``when`` is the day for the header. Raises :class:`encoder.errors.AnalysisError` if the document is analysed
    already or no installed pipeline knows its language, :class:`tei.NotATextError` for a document that has no text,
    and :class:`encoder.errors.InvalidResultError` if a valid document would become an invalid one.
    """
    reading = read(root)
    if any(one.tag in _ANALYSIS_TAGS for one in reading.markup.annotations):
        raise AnalysisError(path, "it is cut into sentences and tokens already; give the document it was made from")
    lang = document_language(root)
    model = analysis_model(lang)
    if model is None:
        language = lang.partition("-")[0].lower()
        if language in MODELS:
            how = f": pip install {INSTALLABLE[language]}" if language in INSTALLABLE else ""
            raise AnalysisError(path, f"no pipeline for the language “{language}” is installed{how}")
        known = " and ".join(MODELS)
        raise AnalysisError(path, f"no pipeline for the language “{lang or 'und'}”; there are some for {known}")
    sentences = _sentences(reading, lang.partition("-")[0].lower())
    shown = _without_descriptions(reading)
    found = [tokens for tokens in annotate_words(shown, sentences, model) if tokens]
    french = header_language(lang) == "fr"
    made = build_analysed(
        root,
        found,
        step=Responsibility(
            "analysis", "phrases, mots et lemmes" if french else "sentences, words and lemmas", _own_name()
        ),
        tool=Application(model.name, model.version, "analyse (spaCy)" if french else "analysis (spaCy)"),
        when=when,
    )
    data = serialise(made)
    check_analysed(data, serialise(root), path=path)
    return Analysed(data, len(found), sum(map(len, found)))


def document_language(root: etree._Element) -> str:
    """Give the language of a document (BCP 47): of the document, its text, or its header; ``""`` if none is said."""
    text = root.find(tei("text"))
    for value in (root.get(XML_LANG), text.get(XML_LANG) if text is not None else None):
        if value:
            return value
    language = root.find(f"{tei('teiHeader')}/{tei('profileDesc')}/{tei('langUsage')}/{tei('language')}")
    return language.get("ident", "") if language is not None else ""


def _own_name() -> str:
    return f"gazetei {version('gazetei')}"


def _sentences(reading: Reading, lang: str) -> list[Span]:
    blocks = blocks_to_analyse(reading)
    edges = {(block.start, block.end) for block in blocks}
    whole = [
        one.span
        for one in reading.markup.annotations
        if one.tag in _WHOLE and (one.span.start, one.span.end) not in edges
    ]
    return [one for block in blocks for one in find_sentences(reading.text, block, lang=lang, whole=whole)]


def _without_descriptions(reading: Reading) -> str:
    """Give the text with the descriptions of gaps, which are not the article's words, blanked."""
    text = reading.text
    for one in reading.markup.annotations:
        if one.tag == "desc":
            text = text[: one.span.start] + " " * (one.span.end - one.span.start) + text[one.span.end :]
    return text
