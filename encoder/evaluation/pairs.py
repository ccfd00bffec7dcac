"""Which annotations belong to which: by the names of files and the ids of documents, in two folders or two files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from encoder.batch import SCHEMA
from encoder.evaluation.annotated import EvaluationError, Source, sources_of
from encoder.quarantine import QUARANTINE
from encoder.writing import WORK
from tei import TeiError, parse_file
from tei.names import XML_ID

_ENDINGS: Final = (".xml", ".json", ".jsonl")
_LEFT_OUT: Final = re.compile(r"(?:^corpus\.xml|\.ana\.xml|\.meta\.json)$")
_FOLDERS: Final = frozenset({SCHEMA, WORK, QUARANTINE})
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of documents, the gold one first, and the gold ones that have no partner."""

    pairs: tuple[tuple[Source, Source], ...]
    alone: tuple[Source, ...] = ()


def find_pairs(gold: Path, found: Path) -> Pairs:
    """Pair two files of one document, or the documents of two folders or files: by name, whatever the ending, or id.

    Raises :class:`EvaluationError` if nothing can be paired.
    """
    wanted, known = _documents(gold), _documents(found)
    if gold.is_file() and found.is_file() and len(wanted) == len(known) == 1:
        return Pairs(((wanted[0], known[0]),))
    by_name = {_key(one.name): one for one in known}
    if any(_key(one.name) not in by_name for one in wanted):
        # a document may be named by its id on one side, and by its file on the other
        by_name = {**_by_id(known), **by_name}
        wanted = [one if _key(one.name) in by_name else _named_by_id(one) for one in wanted]
    pairs = tuple((one, by_name[_key(one.name)]) for one in wanted if _key(one.name) in by_name)
    if not pairs:
        for path, documents, what in ((gold, wanted, "what should be tagged"), (found, known, "what was tagged")):
            if not documents:
                raise EvaluationError(
                    str(path), f"it holds no annotations ({', '.join(_ENDINGS)} files); give a folder with {what}"
                )
        raise EvaluationError(
            str(found),
            f"nothing in it ({_listed(known)}) has the name or the id of something in {gold} ({_listed(wanted)}); give "
            "the two of a pair one name, whatever their endings",
        )
    return Pairs(pairs, tuple(one for one in wanted if _key(one.name) not in by_name))


def _listed(documents: Sequence[Source]) -> str:
    names = [one.name if one.line else one.path.name for one in documents]
    return ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _documents(path: Path) -> list[Source]:
    if path.is_file():
        return [*sources_of(path)]
    found = [one for one in path.rglob("*") if one.suffix in _ENDINGS and not _LEFT_OUT.search(one.name)]
    files = sorted(one for one in found if not _FOLDERS & set(one.relative_to(path).parts))
    return [document for one in files for document in sources_of(one)]


def _by_id(documents: Sequence[Source]) -> dict[str, Source]:
    return {_key(named.name): named for named in map(_named_by_id, documents)}


def _named_by_id(document: Source) -> Source:
    """Give a TEI document with its ``xml:id`` as its name; what has none, or cannot be read, stays as it is."""
    if document.path.suffix != ".xml":
        return document
    try:
        own = parse_file(document.path).getroot().get(XML_ID)
    except (TeiError, OSError):
        return document
    return Source(document.path, own) if own else document


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())
