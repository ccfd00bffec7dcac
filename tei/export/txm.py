"""TXM: sources for its import XTZ + CSV (documentation: « Documentation utilisateur XTZ+CSV », wiki txm-info).

TXM wants one ``text`` a file and no ``w`` inside another, keeps the words that are marked and cuts the rest itself: so
marks are written as ``w`` too. The attributes of ``w`` become properties of words: only lemma, part of speech and
features are left. Those of other elements become properties of structures: names have ``entity``, quotations
``speaker``, the main forms of the entries, since TXM does not read the registers, which are left out. ``metadata.csv``
has the names of the files, without ``.xml``, in ``id``, its first column; texts stand in the order of ``textorder``.
"""

import copy
import csv
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from tei.export.document import MENTIONS, QUOTATIONS, Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import csv_cell
from tei.names import tei
from tei.serialise import serialise


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``ID.xml`` for each document, and ``metadata.csv``."""
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("id", "title", "author", "date", "year", "source", "lang", "textorder"))
        for document in documents:
            (folder / f"{document.name}.xml").write_bytes(serialise(_source(document)))
            facts = document.facts
            row = (document.name, facts.title, "; ".join(facts.authors), facts.date, facts.date[:4], facts.source)
            table.writerow([csv_cell(cell) for cell in (*row, facts.lang, facts.date)])


def _source(document: Document) -> etree._Element:
    """Give a copy with one text and no registers, in which marks are words, so that nothing is left to cut."""
    tree = copy.deepcopy(document.root)
    for registers in tree.findall(tei("standOff")):
        tree.remove(registers)
    for inner in [*tree.iter(tei("text"))][1:]:  # the texts of a group
        inner.tag = tei("floatingText")
    for word in [*tree.iter(tei("w"), tei("pc"))]:
        form = "".join(map(str, word.itertext()))
        etree.strip_tags(word, "*")
        if not form.strip():  # TXM has no place for a word without characters
            word.attrib.clear()
            word.tag = tei("seg")
            continue
        mark = word.tag == tei("pc")
        known = {
            "lemma": word.get("lemma") or (form if mark else ""),
            "pos": word.get("pos") or ("PUNCT" if mark else ""),
            "msd": word.get("msd", ""),
        }
        word.attrib.clear()
        word.attrib.update({key: value for key, value in known.items() if value})
        word.tag = tei("w")
    pointers = {**dict.fromkeys(MENTIONS, ("ref", "entity")), **dict.fromkeys(QUOTATIONS, ("who", "speaker"))}
    for tag, (pointer, name) in pointers.items():
        for one in tree.iter(tei(tag)):
            if ids := one.get(pointer, "").split():
                one.set(name, "; ".join(document.shown(identifier.removeprefix("#")) for identifier in ids))
    return tree


EXPORTER = Exporter("txm", "TXM: sources for the import XTZ + CSV", write, words=True)
