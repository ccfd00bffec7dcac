"""How a name is looked up: one key for all the ways of writing it."""

import re
import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ə": "a"}
)
_SILENT: Final = str.maketrans("", "", "ʻʼʾʿ")
_OTHER: Final = re.compile(r"[^\w]+|_")
_SAINT: Final = re.compile(r"\b(?:st|ste)\b")


def key(name: str) -> str:
    """Give the key of a name: case, accents, dashes and apostrophes apart, « St » and « Ste » written out.

    Letters of other scripts stay as they are; a name without a letter or digit has the key ``""``.
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS).translate(_SILENT))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = " ".join(_OTHER.sub(" ", plain).split())
    return _SAINT.sub(lambda found: "sainte" if found[0] == "ste" else "saint", plain)
