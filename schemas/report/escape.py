"""Text from a user's file or file name, made safe to show: nothing hidden, nothing that a terminal obeys."""

import unicodedata
from typing import Final

from schemas.finding import Finding

MAX_EXCERPT: Final = 200
"""The most characters of an excerpt, escapes included."""

_JOINERS: Final = "\u200c\u200d"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    r"""Give the text with control, format, bidirectional and undecodable characters as ``\u{…}``.

    Tabs become spaces; the joiners that scripts need are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in _HIDDEN and character not in _JOINERS:
        return f"\\u{{{ord(character):X}}}"
    return character


def width(text: str) -> int:
    """Give how many columns of a terminal a text takes: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def excerpt_and_caret(finding: Finding) -> tuple[str, str]:
    """Give the excerpt of a finding, safe and at most 200 characters, and the line of carets that goes under it."""
    start = finding.column - finding.excerpt_column
    end = finding.end_column - finding.excerpt_column if finding.end_line == finding.line else len(finding.excerpt)
    start = max(0, min(start, len(finding.excerpt)))
    end = max(start, min(end, len(finding.excerpt)))
    before = visible(finding.excerpt[:start].lstrip())
    marked = visible(finding.excerpt[start:end])
    after = visible(finding.excerpt[end:].rstrip())
    before = _last(before, MAX_EXCERPT // 2, ellipsis=finding.excerpt_column > 1)
    marked = marked[: MAX_EXCERPT - len(before)]
    after = after[: MAX_EXCERPT - len(before) - len(marked)]
    return before + marked + after, " " * width(before) + "^" * max(1, width(marked))


def _last(text: str, length: int, *, ellipsis: bool) -> str:
    """Give the end of a text; the sign for what is left out belongs to the length."""
    if len(text) > length - 1 or ellipsis:
        return "…" + text[max(0, len(text) - length + 1) :]
    return text
