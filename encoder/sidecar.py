"""Metadata beside an article: ``NAME.meta.toml`` next to ``NAME.txt``, keys as the command line's options.

``title``, ``author`` (a string or a list of strings), ``date``, ``source``, ``url``, ``licence``, ``lang``,
``retrieved``, ``publisher``. A key that is not one of these is refused, with the nearest one that is.
"""

import difflib
import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from encoder.errors import SidecarError
from tei import Metadata, MetadataError

KEYS: Final = ("title", "author", "date", "source", "url", "licence", "lang", "retrieved", "publisher")
_MAX_BYTES: Final = 1_000_000


def sidecar_path(article: Path) -> Path:
    """Give the path where the metadata of an article is looked for: ``a.txt`` has ``a.meta.toml``."""
    return article.with_name(f"{article.stem}.meta.toml")


def read_sidecar(path: Path) -> dict[str, Any]:
    """Give the keys and values of a metadata file, dates as ISO strings and ``author`` as a tuple.

    Raises :class:`SidecarError`, with path, line and key, for a file that cannot be used.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SidecarError(f"larger than {_MAX_BYTES} bytes; metadata of one article is short", path=str(path))
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise SidecarError("not UTF-8; save it as UTF-8", path=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 0
        raise SidecarError(f"not TOML: {error}", path=str(path), line=line) from error
    except RecursionError as error:
        raise SidecarError("nested too deep; metadata is a flat list of keys", path=str(path)) from error
    return {key: _value(key, value, text, path) for key, value in values.items()}


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
        raise SidecarError(str(error), path=str(path), line=_line_of(error.key, text), key=error.key) from error


def _value(key: str, value: object, text: str, path: Path) -> object:
    line = _line_of(key, text)
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(KEYS)}"
        raise SidecarError(f"unknown key “{key}”: {hint}", path=str(path), line=line, key=key)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if key == "author" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if isinstance(value, str):
        return (value,) if key == "author" and value else value
    kind = type(value).__name__
    raise SidecarError(f"{key} must be a string in quotation marks, not {kind}", path=str(path), line=line, key=key)


def _line_of(key: str, text: str) -> int:
    """Give the line of a key in a TOML text, or 0."""
    pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 0)
