"""Reading TEI documents for a command: what cannot be read is said as ``gazetei validate`` says it."""

import re
from pathlib import Path
from typing import Final

from encoder.naming import shown_name
from schemas.finding import Finding
from schemas.wellformed import check_wellformed
from tei.errors import UnsafeXmlError
from tei.parse import read_capped

_PLACE: Final = re.compile(r"\d+:\d+: ")


def why_unreadable(error: Exception, path: Path) -> str:
    """Give why a document cannot be read, without its path: line and column, what is wrong, and one fix."""
    if isinstance(error, UnsafeXmlError):
        found = _fault(path)
        if found is not None:
            fix = f"; {found.suggestion}" if found.suggestion else ""
            return f"{found.line}:{found.column}: {found.message}{fix}"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    said = str(error)
    return next((said.removeprefix(start) for start in (f"{path}: ", f"{path}:") if said.startswith(start)), said)


def explained(error: Exception, path: Path) -> str:
    """Give the same behind the document's path."""
    return placed(shown_name(path), why_unreadable(error, path))


def placed(document: str, why: str) -> str:
    """Put a document's path before a reason, which may begin with line and column."""
    return f"{document}{':' if _PLACE.match(why) else ': '}{why}"


def _fault(path: Path) -> Finding | None:
    try:
        found = check_wellformed(read_capped(path), path=str(path))
    except (UnsafeXmlError, OSError):
        return None
    return found if isinstance(found, Finding) else None
