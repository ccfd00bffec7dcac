"""NoSketch Engine (Manatee): a vertical file with glue, and the registry file that describes it.

Manatee decodes nothing in the columns of a word, so they are written as they are; in the values of a tag the marks
that would end it are written as entities.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tei.export.document import Document, Word
from tei.export.protocol import Exporter, Settings
from tei.export.vertical import DEEPEST, REGIONS, vertical

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_LANGUAGES: Final = {"fr": "French", "en": "English", "de": "German", "es": "Spanish", "it": "Italian", "nl": "Dutch"}
_COLUMNS: Final = (("word", "Word"), ("lemma", "Lemma"), ("tag", "Part of speech (UPOS)"), ("msd", "Features (UD)"))


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.vert`` and ``registry/NAME``."""
    name = settings.name.lower()
    languages: set[str] = set()
    with (folder / f"{name}.vert").open("w", encoding="utf-8", newline="") as words:
        for document in documents:
            languages.add(document.facts.lang.partition("-")[0])
            words.writelines(vertical(document, document.id, columns=_columns, attribute=_escaped, glue="<g/>"))
    registry = folder / "registry"
    registry.mkdir()
    lines = "".join(f"{line}\n" for line in _registry(name, settings.title, languages))
    (registry / name).write_text(lines, encoding="utf-8", newline="")


def _registry(name: str, title: str, languages: set[str]) -> Iterator[str]:
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
    for column, label in _COLUMNS:
        yield f"ATTRIBUTE {column} {{"
        yield f'  LABEL "{label}"'
        if column == "msd":
            yield '  MULTIVALUE "yes"'
            yield '  MULTISEP "|"'
        yield "}"
    for region, attributes in REGIONS.items():
        for depth in range((DEEPEST if region in ("name", "quotation") else 0) + 1):
            yield f"STRUCTURE {region}{depth or ''} {{"
            yield from (f"  ATTRIBUTE {attribute}" for attribute in attributes)
            yield "}"
    yield "STRUCTURE g {"
    yield '  DISPLAYTAG "0"'
    yield '  DISPLAYBEGIN "_EMPTY_"'
    yield "}"


def _columns(word: Word) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in (word.form, word.lemma, word.pos, word.msd))


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ENTITIES)


EXPORTER = Exporter("nosketch", "NoSketch Engine: vertical file with glue, registry file", write, words=True)
