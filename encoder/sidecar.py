"""Metadata beside an article: ``NAME.meta.toml`` next to ``NAME.txt``, keys as the command line's options.

``title``, ``author`` (a string or a list of strings), ``date``, ``source``, ``url``, ``licence``, ``lang``,
``retrieved``, ``publisher``. A key that is not one of these is refused, with the nearest one that is.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from encoder.errors import SidecarError
from encoder.toml import TomlError, line_of, read_toml
from schemas.nearest import did_you_mean
from tei import Metadata, MetadataError

KEYS: Final = ("title", "author", "date", "source", "url", "licence", "lang", "retrieved", "publisher")
ENDING: Final = ".meta.toml"
"""How the name of a metadata file ends."""

_MAX_BYTES: Final = 1_000_000
_DATES: Final = ("date", "retrieved")


def sidecar_path(article: Path) -> Path:
    """Give the path where the metadata of an article is looked for: ``a.txt`` has ``a.meta.toml``."""
    return article.with_name(f"{article.stem}{ENDING}")


def read_sidecar(path: Path) -> dict[str, Any]:
    """Give the keys and values of a metadata file, dates as ISO strings and ``author`` as a tuple.

    Raises :class:`SidecarError`, with path, line and key, for a file that cannot be used.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SidecarError(f"larger than {_MAX_BYTES} bytes; metadata of one article is short", path=str(path))
        text = path.read_bytes().decode("utf-8-sig")
        values = read_toml(text, dates=_DATES)
    except UnicodeDecodeError as error:
        raise SidecarError("not UTF-8; save it as UTF-8", path=str(path)) from error
    except TomlError as error:
        raise SidecarError(error.message, path=str(path), line=error.line, key=error.key) from error
    except RecursionError as error:
        raise SidecarError("nested too deep; metadata is a flat list of keys", path=str(path)) from error
    return {key: _value(key, value, text, path) for key, value in values.items()}


def unused_sidecars(paths: Sequence[Path], articles: Collection[Path]) -> tuple[Path, ...]:
    """Give the metadata files in folders among ``paths`` that stand beside no article of ``articles``."""
    used = {sidecar_path(article) for article in articles}
    found = (one for path in paths if path.is_dir() for one in sorted(path.rglob(f"*{ENDING}")) if one.is_file())
    return tuple(dict.fromkeys(one for one in found if one not in used))


def make_metadata(*sources: dict[str, Any]) -> Metadata:
    """Give the metadata of several sources; a later one overrules an earlier one, empty values do not count.

    Raises :class:`tei.MetadataError` for a value that cannot be right.
    """
    merged: dict[str, Any] = {}
    for source in sources:
        merged.update({key: value for key, value in source.items() if value})
    if "author" in merged:
        merged["authors"] = tuple(merged.pop("author"))
    return Metadata(**merged)


def check_sidecar(path: Path, values: dict[str, Any]) -> None:
    """Raise :class:`SidecarError`, naming key and line, if a value of a metadata file cannot be right."""
    try:
        make_metadata(values)
    except MetadataError as error:
        text = path.read_bytes().decode("utf-8-sig")
        raise SidecarError(str(error), path=str(path), line=line_of(error.key, text), key=error.key) from error


def _value(key: str, value: object, text: str, path: Path) -> object:
    line = line_of(key, text)
    if key not in KEYS:
        hint = did_you_mean(key, KEYS) or f"the keys are {', '.join(KEYS)}"
        raise SidecarError(f"unknown key “{key}”: {hint}", path=str(path), line=line, key=key)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if key == "author" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, str):
        return (value,) if key == "author" and value else value
    kind = type(value).__name__
    raise SidecarError(f"{key} must be a string in quotation marks, not {kind}", path=str(path), line=line, key=key)
