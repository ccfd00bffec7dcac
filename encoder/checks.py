"""The checks that a document passes before it is written: its bytes read again, its text, and its schema."""

from functools import cache
from typing import Final

from encoder.errors import InvalidResultError
from schemas.sources import Target, load_target
from schemas.validate import validate_bytes
from tei import TextMismatchError, check_text, parse_bytes, source_is_proven, text_is_proven

_SHOWN: Final = 5
_NO_TIME: Final = "TEI905"
"""The code for rules that were left out for lack of time: a document of megabytes, and no fault of it."""


def check_document(data: bytes, text: str, *, path: str) -> None:
    """Raise :class:`InvalidResultError`, with its reasons, unless the written form of a document is right.

    Its text is the article's, its header's SHA-256 records are true, and it is valid: grammar, rules, ids, pointers.
    """
    root = parse_bytes(data, path=path).getroot()
    reasons = []
    try:
        check_text(text, root)
    except TextMismatchError as error:
        reasons.append(str(error))
    if text_is_proven(root) is not True:
        reasons.append("the text has not the SHA-256 that the header records")
    if source_is_proven(root) is False:
        reasons.append("the source cannot be given back from the document")
    report = validate_bytes(data, _target(), path=path)
    errors = [finding for finding in report.findings if finding.level == "error" and finding.code != _NO_TIME]
    reasons += [f"{one.line}:{one.column}: {one.code} {one.message}" for one in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        reasons.append(f"{len(errors) - _SHOWN} more findings of the validator")
    if reasons:
        raise InvalidResultError(path, tuple(reasons))


def check_analysed(data: bytes, before: bytes, *, path: str) -> None:
    """Raise :class:`InvalidResultError` if the analysed form of a valid document is not valid.

    A document that the schema refuses itself (TEI of another project) is not held to it in its analysed form.
    """
    errors = [one for one in validate_bytes(data, _target(), path=path).findings if one.level == "error"]
    if errors and not any(one.level == "error" for one in validate_bytes(before, _target(), path=path).findings):
        raise InvalidResultError(
            path, tuple(f"{one.line}:{one.column}: {one.code} {one.message}" for one in errors[:_SHOWN])
        )


@cache
def _target() -> Target:
    return load_target(["gazetei"])
