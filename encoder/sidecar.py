"""Metadata beside an article: ``NAME.meta.toml`` next to ``NAME.txt``, keys as the command line's options.

``title``, ``author`` (a string or a list of strings), ``date``, ``source``, ``url``, ``licence``, ``lang``,
``retrieved``, ``publisher``. A key that is not one of these is refused, with the nearest one that is.
"""

import difflib
import re
import tomllib
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from encoder.errors import SidecarError
from tei import Metadata, MetadataError

KEYS: Final = ("title", "author", "date", "source", "url", "licence", "lang", "retrieved", "publisher")
ENDING: Final = ".meta.toml"
"""How the name of a metadata file ends."""

_MAX_BYTES: Final = 1_000_000
_ALIKE: Final = 0.7  # « titel » is title; « entities » is nothing
_DATES: Final = ("date", "retrieved")
_LINE: Final = re.compile(r"""\s*["']?([\w-]+)["']?\s*=\s*(.*)""")
_WHERE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


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
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise SidecarError("not UTF-8; save it as UTF-8", path=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, path) from error
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
        raise SidecarError(str(error), path=str(path), line=_line_of(error.key, text), key=error.key) from error


def _not_toml(said: str, text: str, path: Path) -> SidecarError:
    """Give the error for what is no TOML: the key and its line, and what to write instead."""
    lines = text.rstrip().split("\n")
    found = _WHERE.search(said)
    number = min(int(found[1]), len(lines)) if found and found[1] else _unclosed(lines)
    matched = _LINE.match(lines[number - 1])
    key, value = (matched[1], matched[2].partition("#")[0].strip()) if matched else ("", "")
    example = "2024-12-01" if key in _DATES else '"…"'
    if matched and not value:
        message = f"{key} has no value: write {key} = {example}, or delete the line"
    elif matched and re.fullmatch(r"[0-9T:.+Z-]+", value) and key in _DATES:
        message = f"{key} = {value} is no date that exists: write an ISO 8601 date, such as 2024-12-01"
    elif matched and value[0] not in "\"'[{":
        message = f"{key} = {value} is no TOML: write the value in quotation marks, {key} = {_quoted(value)}"
    elif matched and "overwrite" in said:
        message = f"{key} is there twice: delete one of the two lines"
    elif matched and any(
        one in said for one in ("Illegal character '\\n'", 'Expected "', "Expected \"'", "Unterminated")
    ):
        message = f"the value of {key} is not closed: end it with the quotation mark it begins with, on the same line"
    elif matched and value[0] == "[" and not (found and found[1]):
        message = f"the list of {key} is not closed: end it with ]"
    elif matched and "Expected newline" in said:
        message = f"{key} has something behind its value: write one key and one value a line, {key} = {example}"
    elif matched:
        reason = _WHERE.sub("", said)
        message = f"{key} has a value that is no TOML ({reason[:1].lower()}{reason[1:]}): write {key} = {example}"
    else:
        message = 'this is no line of TOML: write one key and one value a line, such as title = "…"'
    return SidecarError(message, path=str(path), line=number, key=key)


def _unclosed(lines: Sequence[str]) -> int:
    """Give the number of the line whose value is opened and never closed, for a mistake found at the file's end."""
    for number, line in enumerate(lines, 1):
        matched = _LINE.match(line)
        value = matched[2].strip() if matched else ""
        rest = "".join([value[1:], *lines[number:]]) if value[:1] == "[" else value[1:]
        closing = "]" if value[:1] == "[" else value[:1]
        if closing in ("]", "'", '"') and closing not in rest:
            return number
    return len(lines)


def _quoted(value: str) -> str:
    escaped = value.strip("“”„«»‹› \u00a0\u202f").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(key: str, value: object, text: str, path: Path) -> object:
    line = _line_of(key, text)
    if key not in KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1, cutoff=_ALIKE)
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
