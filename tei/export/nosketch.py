"""NoSketch Engine (Manatee): a vertical file with glue, and the registry file that describes it.

Manatee decodes no entities (``encodevert.cc`` of Manatee 2.16x): words are written as they are, and so are values, with
a backslash before quotation marks and backslashes. A line that begins with ``<`` and the name of a region and ends with
``>`` and blanks or tabs is a tag, even the word « <p> » without analysis: such a word has ``_`` as its features.
The registry file declares what is in the corpus and no more, or ``corpdatacheck`` finds fault with it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tei.export.document import Document, Word
from tei.export.protocol import Exporter, Settings
from tei.export.vertical import declared, one_line, vertical

_QUOTED: Final = str.maketrans({'"': '\\"', "\\": "\\\\"})
_GLUE: Final = "<g/>"
_LANGUAGES: Final = {"fr": "French", "en": "English", "de": "German", "es": "Spanish", "it": "Italian", "nl": "Dutch"}
_COLUMNS: Final = (("word", "Word"), ("lemma", "Lemma"), ("tag", "Part of speech (UPOS)"), ("msd", "Features (UD)"))
_LOWER_CASE: Final = (
    '  DYNAMIC "utf8lowercase"',
    '  DYNLIB "internal"',
    '  ARG1 "C"',
    '  FUNTYPE "s"',
    '  DYNTYPE "index"',
    '  TRANSQUERY "yes"',
)
_TAGS: Final = (
    ("ADJ", "adjective"), ("ADP", "adposition"), ("ADV", "adverb"), ("AUX", "auxiliary"), ("CCONJ", "conjunction"),
    ("DET", "determiner"), ("NOUN", "noun"), ("NUM", "numeral"), ("PRON", "pronoun"), ("PROPN", "proper noun"),
    ("SCONJ", "subordinating conjunction"), ("VERB", "verb"), ("PUNCT", "punctuation"),
)  # fmt: skip


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.vert`` and ``registry/NAME``."""
    name = settings.name.lower()
    languages: set[str] = set()
    used: set[str] = set()
    with (folder / f"{name}.vert").open("w", encoding="utf-8", newline="") as words:
        for document in documents:
            languages.add(document.facts.lang.partition("-")[0])
            lines = vertical(document, document.id, columns=_columns, attribute=_escaped, used=used, glue=_GLUE)
            words.writelines(lines)
    registry = folder / "registry"
    registry.mkdir()
    said = "".join(f"{line}\n" for line in _registry(name, settings.title, languages, used))
    (registry / name).write_text(said, encoding="utf-8", newline="")


def _registry(name: str, title: str, languages: set[str], used: set[str]) -> Iterator[str]:
    quoted = " ".join(title.split()).replace('"', "'")
    language = _LANGUAGES.get(min(languages), "") if len(languages) == 1 else ""
    yield f'NAME "{quoted}"'
    yield f'PATH "/corpora/data/{name}"'
    yield f'VERTICAL "/corpora/vertical/{name}.vert"'
    yield 'ENCODING "UTF-8"'
    if language:
        yield f'LANGUAGE "{language}"'
    yield 'DOCSTRUCTURE "text"'
    yield 'SHORTREF "=text.id"'
    if "text" in used:
        yield 'SUBCORPATTRS "text.source,text.year,text.lang"'
    yield 'TAGSETDOC "https://universaldependencies.org/u/pos/"'
    yield f'WPOSLIST "{"".join(f",{label},{tag}" for tag, label in _TAGS)}"'
    for column, label in _COLUMNS:
        yield f"ATTRIBUTE {column} {{"
        yield f'  LABEL "{label}"'
        if column == "msd":
            yield '  MULTIVALUE "yes"'
            yield '  MULTISEP "|"'
        yield "}"
    for column, label in (("word", "lc"), ("lemma", "lemma_lc")):
        yield f"ATTRIBUTE {label} {{"
        yield f'  LABEL "{column} (lower case)"'
        yield from _LOWER_CASE
        yield f'  FROMATTR "{column}"'
        yield "}"
    for region, attributes in declared(used):
        yield f"STRUCTURE {region} {{"
        yield from (f"  ATTRIBUTE {attribute}" for attribute in attributes)
        yield "}"
    if _GLUE in used:
        yield "STRUCTURE g {"
        yield '  DISPLAYTAG "0"'
        yield '  DISPLAYBEGIN "_EMPTY_"'
        yield "}"


def _columns(word: Word) -> tuple[str, ...]:
    form, lemma, pos, msd = map(one_line, (word.form, word.lemma, word.pos, word.msd))
    return form, lemma, pos, msd or ("_" if form.startswith("<") else "")


def _escaped(text: str) -> str:
    return one_line(text).translate(_QUOTED)


EXPORTER = Exporter("nosketch", "NoSketch Engine: vertical file with glue, registry file", write, words=True)
