"""All files of the reference."""

import json
from importlib.resources import files

from schemas.odd.html.chapters import PAGE, write_chapters
from schemas.odd.html.pages import Pages
from schemas.odd.html.reader import Reader, anchor, one_line
from schemas.odd.html.words import WORDS
from schemas.odd.model import Docs, Schema

_CLASS = {"model": "model", "atts": "attribute"}
_KINDS = ("element", "model-class", "attribute-class", "datatype")


def write_html(schema: Schema) -> tuple[tuple[str, bytes], ...]:
    """Give the reference as ``(name, bytes)``; names have folders, ``index.html`` is the start.

    The same schema gives the same bytes. Nothing in it is loaded from elsewhere, and pages can be read without scripts
    (in one language, and without search).
    """
    reader = Reader(schema)
    pages = Pages(reader)
    chapters = write_chapters(reader)
    found = [("index.html", pages.overview()), ("datatypes.html", pages.datatypes())]
    found += [(PAGE, chapters)] if chapters else []
    found += [(reader.elements[element.ident], pages.element(element)) for element in schema.elements]
    found += [(reader.classes[cls.ident], pages.cls(cls)) for cls in reader.live_classes]
    found.append(("static/style.css", _static("style.css") + _language_rules(reader)))
    found.append(("static/reference.js", _static("reference.js")))
    found.append(("static/names.js", _names(reader)))
    return tuple(found)


def _static(name: str) -> bytes:
    return files("schemas.odd").joinpath("static", name).read_bytes()


def _language_rules(reader: Reader) -> bytes:
    """Of each text the variant of the chosen language is shown."""
    return "".join(
        f'[data-lang="{lang}"] .l:not(.l-{lang}) {{ display: none; }}\n' for lang in reader.languages
    ).encode()


def _names(reader: Reader) -> bytes:
    """What can be searched: ``[name, kind, page, words by language]``, as a script, for pages cannot read files.

    The kind of an attribute is the element or class that it belongs to.
    """
    schema = reader.schema
    entries: list[tuple[str, str, str, dict[str, str]]] = []
    for element in schema.elements:
        page = reader.elements[element.ident]
        entries.append((element.name, "element", page, _words(reader, element.docs)))
        entries += [
            (f"@{a.written}", element.name, f"{page}#{anchor(a)}", _words(reader, a.docs))
            for a in element.attributes if not a.from_class
        ]  # fmt: skip
    for cls in reader.live_classes:
        page = reader.classes[cls.ident]
        entries.append((cls.ident, f"{_CLASS[cls.type]}-class", page, _words(reader, cls.docs)))
        for ident in cls.attributes:
            attribute = reader.attribute_of(cls, ident)
            if attribute is not None:
                place = f"{page}#{anchor(attribute)}"
                entries.append((f"@{attribute.written}", cls.ident, place, _words(reader, attribute.docs)))
    entries += [(spec.ident, "datatype", reader.datatypes[spec.ident], {}) for spec in schema.datatypes]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=True, separators=(",", ":")) for entry in entries)
    kinds = {lang: {kind: WORDS[kind][lang == "fr"] for kind in _KINDS} for lang in reader.languages}
    return f"window.REFERENCE_KINDS = {json.dumps(kinds)};\nwindow.REFERENCE_NAMES = [\n{lines}\n];\n".encode()


def _words(reader: Reader, docs: Docs) -> dict[str, str]:
    """The gloss, else the description, in each language that can be chosen, no longer than a line."""
    found = {lang: one_line(docs.gloss or docs.desc, lang)[:120] for lang in reader.languages}
    return {lang: text for lang, text in found.items() if text}
