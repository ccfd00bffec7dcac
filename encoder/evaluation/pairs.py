"""Which file of annotations belongs to which: by their names, in two folders or two files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from encoder.evaluation.annotated import EvaluationError

_ENDINGS: Final = (".xml", ".json", ".jsonl")
_LEFT_OUT: Final = re.compile(r"(?:^corpus\.xml|\.ana\.xml|\.meta\.json)$")


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of files, the gold one first, and the gold files that have no partner."""

    pairs: tuple[tuple[Path, Path], ...]
    alone: tuple[Path, ...] = ()


def find_pairs(gold: Path, found: Path) -> Pairs:
    """Pair two files, or the files of two folders by their names; a different ending is no difference.

    Raises :class:`EvaluationError` if nothing can be paired.
    """
    if gold.is_file() and found.is_file():
        return Pairs(((gold, found),))
    wanted, known = _files(gold), {_key(path): path for path in _files(found)}
    pairs = tuple((path, known[_key(path)]) for path in wanted if _key(path) in known)
    if not pairs:
        for path, files, what in (
            (gold, wanted, "what should be tagged"),
            (found, list(known.values()), "what was tagged"),
        ):
            if not files:
                raise EvaluationError(
                    str(path), f"it holds no annotations ({', '.join(_ENDINGS)} files); give a folder with {what}"
                )
        of_gold, of_found = (", ".join(one.name for one in files[:3]) for files in (wanted, sorted(known.values())))
        raise EvaluationError(
            str(found),
            f"no file in it ({of_found}) has the name of one in {gold} ({of_gold}); give the two of a pair one name, "
            "whatever their endings",
        )
    return Pairs(pairs, tuple(path for path in wanted if _key(path) not in known))


def _files(path: Path) -> Sequence[Path]:
    if path.is_file():
        return [path]
    found = [one for one in path.rglob("*") if one.suffix in _ENDINGS and not _LEFT_OUT.search(one.name)]
    return sorted(one for one in found if not {"schema", ".work"} & set(one.parts))


def _key(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.stem.casefold())
