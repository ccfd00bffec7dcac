"""The ids that documents give to their own parts: no article, and no annotator of another package, is called so."""

import re
from typing import Final

from tei.registers import PREFIXES
from tei.weave import PIECE_PREFIX

FIXED: Final = (
    "source", "pubdate", "plans", "chapo", "horsTexte",
    "structure", "entities", "registers", "authorities", "linking", "dates", "measures", "quotations", "analysis",
)  # fmt: skip
"""Those that are whole: parts of the header, and the steps that its ``respStmt`` name."""

NUMBERED: Final = ("p", "l", "sec", "date", "bullet", "s", "w")
"""What stands before a number: ``p1``, and ``s1.2`` for the second piece of ``s1``."""

DOTTED: Final = (*PREFIXES.values(), PIECE_PREFIX.removesuffix("."), "quotation", "reported", "rules")
"""What stands before the first dot: of entries, pieces, quotations and reports in pieces, rules."""

_OWN: Final = re.compile(
    rf"{'|'.join(FIXED)}|(?:{'|'.join(NUMBERED)})\d+(?:\.\d+)?|(?:{'|'.join(DOTTED)})\..+", re.IGNORECASE
)


def is_own_id(identifier: str) -> bool:
    """Tell whether documents give this id, whatever the case of its letters, to a part of their own."""
    return _OWN.fullmatch(identifier) is not None
