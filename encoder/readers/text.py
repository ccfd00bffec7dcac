"""Reading a plain-text article: bytes, then text, then the few documented normalisations, each of them counted.

1. A leading byte order mark is taken off.
2. CR LF and CR become LF.
3. Characters that XML 1.0 forbids become U+FFFD; the header lists which they were and where.
4. A line that holds nothing but white space other than blanks and tabs, or zero-width characters, is emptied.

Nothing else is touched: no Unicode normalisation, no spaces or quotation marks changed, no entities decoded.
"""

import hashlib
import re
from typing import Final

from encoder.errors import InputError
from encoder.readers.decode import decode
from encoder.readers.protocol import Reader, ReadText
from tei import Normalization, Source, text_digest
from tei.characters import FORBIDDEN

_LINE_END: Final = re.compile("\r\n?")
_INVISIBLE: Final = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*")
_HTML: Final = re.compile(r"</?(?:html|head|body|div|p|h[1-6]|br|a|img|script)\b[^<>]{0,200}>", re.IGNORECASE)
_PLACES_SHOWN: Final = 20


def read_text(data: bytes, *, filename: str, encoding: str = "") -> ReadText:
    """Give the normalised text of a plain-text file.

    Raises :class:`InputError` if it is not text, is in an encoding that cannot be told, or holds nothing visible.
    """
    decoded = decode(data, encoding=encoding)
    text, line_ends = _LINE_END.subn("\n", decoded.text)
    places = tuple(f"U+{ord(one[0]):04X}@{one.start()}" for one in FORBIDDEN.finditer(text))
    text = FORBIDDEN.sub("\ufffd", text)
    lines = text.split("\n")
    emptied = [line for line in lines if line.strip(" \t") and _INVISIBLE.fullmatch(line)]
    text = "\n".join("" if line.strip(" \t") and _INVISIBLE.fullmatch(line) else line for line in lines)
    if not text.strip():
        raise InputError("no-text", "there is no text in this file")
    warnings = list(decoded.warnings)
    if places:
        warnings.append(f"{len(places)} characters that XML forbids became U+FFFD: {_some(places)}")
    if len(_HTML.findall(text)) > 1:
        warnings.append("this looks like HTML; it is encoded as the plain text it was given as")
    shown = (*places[:_PLACES_SHOWN], "…") if len(places) > _PLACES_SHOWN else places
    normalizations = (
        Normalization("bom", int(decoded.bom)),
        Normalization("line-ends", line_ends),
        Normalization("invalid-bytes", decoded.invalid),
        Normalization("forbidden", len(places), shown),
        Normalization("invisible-lines", len(emptied)),
    )
    digest = hashlib.sha256(data).hexdigest()
    source = Source(filename, digest, decoded.encoding, decoded.evidence, text_digest(text), normalizations)
    return ReadText(text, source, tuple(warnings))


def _some(places: tuple[str, ...]) -> str:
    return ", ".join(places[:5]) + (f" and {len(places) - 5} more" if len(places) > 5 else "")


READER: Final = Reader((".txt", ".text"), read_text)
"""The reader of plain text."""
