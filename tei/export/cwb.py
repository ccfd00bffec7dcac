"""IMS Corpus Workbench and CQPweb: a vertical file, the script that indexes it, the table of metadata.

``cwb-encode -xsB`` reads the entities of XML back, in words and in values (``cwb-encode.c`` and ``special-chars.c`` of
CWB 3.5); features are a set (``|a|b|``). It writes everything in Unicode's form NFC.
CQPweb takes ids of letters and digits only, at most 20: ``metadata.tsv`` says which document each is.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from tei.export.document import Document, Word
from tei.export.protocol import Exporter, Settings
from tei.export.vertical import declared, one_line, vertical

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_SCRIPT: Final = """#!/bin/sh
# Indexes the corpus for CWB 3.4 or later: sh index.sh [FOLDER]; then: cqp -e -r FOLDER/registry -D {upper}
set -e
here=$(cd "$(dirname "$0")" && pwd)
to=${{1:-$here}}
mkdir -p "$to/data" "$to/registry"
cwb-encode -xsB -c utf8 -d "$to/data" -R "$to/registry/{name}" -f "$here/{name}.vrt" \\
  -P lemma -P pos -P msd/ {regions}
cwb-makeall -r "$to/registry" -V {upper}
"""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.vrt``, ``index.sh`` and ``metadata.tsv``."""
    name = settings.name.lower()
    used: set[str] = set()
    with (
        (folder / f"{name}.vrt").open("w", encoding="utf-8", newline="") as words,
        (folder / "metadata.tsv").open("w", encoding="utf-8", newline="") as table,
    ):
        for document in documents:
            if not document.words:  # CQPweb refuses metadata of a text that is not there
                continue
            identifier = short_id(document.id)
            words.writelines(vertical(document, identifier, columns=_columns, attribute=_escaped, used=used))
            facts = document.facts
            row = (identifier, document.id, facts.title, facts.date[:4], facts.date, facts.source, facts.lang)
            table.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
    script = folder / "index.sh"
    regions = " ".join(f"-S {region}:0+{'+'.join(attributes)}" for region, attributes in declared(used))
    script.write_text(_SCRIPT.format(name=name, upper=name.upper(), regions=regions), encoding="utf-8", newline="")


def short_id(identifier: str) -> str:
    """Give an id of ASCII letters and digits, at most 20: the id itself, or its beginning with a hash of the whole."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", identifier):
        return identifier
    kept = re.sub(r"[^A-Za-z0-9]+", "", identifier)[:11]
    return f"t{kept}{sha256(identifier.encode()).hexdigest()[:8]}"


def _columns(word: Word) -> tuple[str, ...]:
    features = f"|{word.msd}|" if word.msd else "|"
    return tuple(_escaped(one) for one in (word.form, word.lemma or "__UNDEF__", word.pos or "__UNDEF__", features))


def _escaped(text: str) -> str:
    return one_line(text).translate(_ENTITIES)


EXPORTER = Exporter("cwb", "IMS Corpus Workbench and CQPweb: vertical file, index script, metadata", write, words=True)
