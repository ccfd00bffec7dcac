"""How a name is looked up: one key for all the ways of writing it."""

import re
from typing import Final

from tei.letters import fold

_SILENT: Final = str.maketrans("", "", "ʻʼʾʿ")
_OTHER: Final = re.compile(r"[^\w]+|_")
_SAINT: Final = re.compile(r"\b(?:st|ste)\b")


def key(name: str) -> str:
    """Give the key of a name: case, accents, dashes and apostrophes apart, « St » and « Ste » written out.

    Letters of other scripts stay as they are; a name without a letter or digit has the key ``""``.
    """
    plain = " ".join(_OTHER.sub(" ", fold(name).translate(_SILENT)).split())
    return _SAINT.sub(lambda found: "sainte" if found[0] == "ste" else "saint", plain)
