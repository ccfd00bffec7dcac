"""What XML calls a name (XML 1.0, section 2.3; Namespaces in XML 1.0, section 4)."""

import re
from typing import Final

_START: Final = "".join(
    (
        r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f",
        r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff",
    )
)
_MORE: Final = rf"{_START}\-.0-9\xb7\u0300-\u036f\u203f\u2040"

NAME: Final = re.compile(rf"[:{_START}][:{_MORE}]*+")
"""A name, which may hold colons."""

NCNAME: Final = re.compile(rf"[{_START}][{_MORE}]*+")
"""A name without a colon."""
