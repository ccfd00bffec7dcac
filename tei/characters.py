"""Which characters XML 1.0 can carry (XML 1.0, production 2, ``Char``)."""

import re
from typing import Final

FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Matches one code point outside ``Char``."""

XML_SPACE: Final = " \t\n\r"
"""The white space of XML (production 3, ``S``); a no-break space is none."""


def first_forbidden(text: str) -> int | None:
    """Give the offset, in code points, of the first character XML cannot carry, or ``None``."""
    found = FORBIDDEN.search(text)
    return found.start() if found else None
