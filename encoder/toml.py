"""TOML that people write by hand: what is wrong in it, in which line, and what to write instead."""

import re
import tomllib
from collections.abc import Collection, Sequence
from typing import Any, Final

_LINE: Final = re.compile(r"""\s*["']?([\w-]+)["']?\s*=\s*(.*)""")
_WHERE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_QUOTES: Final = ('"""', "'''", '"', "'")


class TomlError(ValueError):
    """What is no TOML: ``message`` says why and what to write, ``line`` (1-based) and ``key`` (or ``""``) say where."""

    def __init__(self, message: str, *, line: int, key: str) -> None:
        self.message = message
        self.line = line
        self.key = key
        super().__init__(message)


def read_toml(text: str, *, dates: Collection[str] = ()) -> dict[str, Any]:
    """Give the keys and values of a text, in which ``dates`` are the keys of dates; raises :class:`TomlError`."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text, dates) from error


def line_of(key: str, text: str) -> int:
    """Give the line of a key in a TOML text, or 0."""
    pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 0)


def _explained(said: str, text: str, dates: Collection[str]) -> TomlError:
    """Give the error for what is no TOML: the key and its line, and what to write instead."""
    lines = text.rstrip().split("\n")
    found = _WHERE.search(said)
    number = min(int(found[1]), len(lines)) if found and found[1] else _unclosed(lines)
    matched = _LINE.match(lines[number - 1])
    key, value = (matched[1], matched[2].partition("#")[0].strip()) if matched else ("", "")
    reason = _WHERE.sub("", said[:1].lower() + said[1:])
    example = "2024-12-01" if key in dates else '"…"'
    if matched and not value:
        message = f"{key} has no value: write {key} = {example}, or delete the line"
    elif matched and re.fullmatch(r"[0-9T:.+Z-]+", value) and key in dates:
        message = f"{key} = {value} is no date that exists: write an ISO 8601 date, such as 2024-12-01"
    elif matched and value[0] not in "\"'[{":
        message = f"{key} = {value} is no TOML: write the value in quotation marks, {key} = {_quoted(value)}"
    elif matched and "overwrite" in said:
        message = f"{key} is there twice: delete one of the two lines"
    elif matched and any(
        one in said for one in ("Illegal character '\\n'", 'Expected "', "Expected \"'", "Unterminated")
    ):
        marks = "three quotation marks" if value[:3] in _QUOTES else "quotation mark"
        where = "" if value[:3] in _QUOTES else ", on the same line"
        message = f"the value of {key} is not closed: end it with the {marks} it begins with{where}"
    elif matched and value[0] == "[" and not (found and found[1]):
        message = f"the list of {key} is not closed: end it with ]"
    elif matched and "Expected newline" in said:
        message = f"{key} has something behind its value: write one key and one value a line, {key} = {example}"
    elif matched:
        message = f"{key} has a value that is no TOML ({reason}): write {key} = {example}"
    elif lines[number - 1].lstrip().startswith("["):
        name = re.sub(r"[^\w-]", "", lines[number - 1].partition("#")[0])
        message = f"this is no heading of TOML: write [[{name}]] on a line of its own"
    else:
        message = f'this is no line of TOML ({reason}): write one key and one value a line, such as title = "…"'
    return TomlError(message, line=number, key=key)


def _unclosed(lines: Sequence[str]) -> int:
    """Give the number of the line whose value is opened and never closed, for a mistake found at the file's end."""
    for number, line in enumerate(lines, 1):
        matched = _LINE.match(line)
        value = matched[2].strip() if matched else ""
        mark = next((one for one in _QUOTES if value.startswith(one)), "]" if value[:1] == "[" else "")
        rest = "\n".join([value[len(mark) :], *(lines[number:] if len(mark) > 1 or mark == "]" else [])])
        if mark and mark not in rest:
            return number
    return len(lines)


def _quoted(value: str) -> str:
    escaped = value.strip("“”„«»‹› \u00a0\u202f").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
