"""What the labels of a model become: usual ones, and those of a file that a user gives for a model with others."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from encoder.errors import LabelMapError
from schemas.nearest import did_you_mean

LABELS: Final[Mapping[str, str]] = {
    "PER": "persName", "PERSON": "persName",
    "LOC": "placeName", "GPE": "placeName", "FAC": "placeName",
    "ORG": "orgName",
}  # fmt: skip
"""The usual labels of spaCy's pipelines, with the TEI element of each; a label that is not there is not tagged."""

TAGS: Final = ("persName", "placeName", "orgName")
UNTAGGED: Final = "none"
"""What stands in a file for a label that is not tagged."""

_MOST: Final = 100_000


def read_label_map(path: Path) -> dict[str, str]:
    """Give the labels of a TOML file with the element of each: ``persName``, ``placeName``, ``orgName`` or ``none``.

    Raises :class:`LabelMapError` for what is no TOML, has other values, or cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LabelMapError(f"cannot be read: {error.strerror}", path=str(path)) from error
    if len(data) > _MOST:
        raise LabelMapError("is too long for a label map; give a TOML file with a line a label", path=str(path))
    try:
        found = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LabelMapError(f'is no TOML ({error}); write lines such as PERSON = "persName"', path=str(path)) from error
    for label, tag in found.items():
        if tag not in (*TAGS, UNTAGGED):
            wanted = did_you_mean(str(tag), TAGS) or f"write one of {', '.join(TAGS)}, or {UNTAGGED}"
            raise LabelMapError(f"{label}: {tag!r} is no element for a name; {wanted}", path=str(path), label=label)
    if not found:
        raise LabelMapError('names no label; write lines such as PERSON = "persName"', path=str(path))
    return found


def check_labels(labels: Mapping[str, str], known: Iterable[str], *, path: str, model: str) -> None:
    """Refuse a label that a model never gives; ``known`` are the labels that it gives, none if it does not say."""
    given = sorted(known)
    for label in labels:
        if given and label not in given:
            raise LabelMapError(
                f"{label}: {model} has no such label; it has {', '.join(given)}", path=path, label=label
            )


def unknown_labels(labels: Iterable[str], known: Sequence[frozenset[str]]) -> list[str]:
    """Give the labels that no model of some gives; none if one of the models does not say which it gives."""
    return [label for label in labels if all(known) and not any(label in given for given in known)]
