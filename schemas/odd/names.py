"""Names of files made from the idents of an ODD."""

import re


def file_stem(ident: str) -> str:
    """An ident as the beginning of a file name: letters, digits, ``.``, ``_`` and ``-`` of ASCII, never a path."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", ident).lstrip(".-") or "schema"
