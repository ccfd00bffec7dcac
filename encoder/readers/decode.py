"""From bytes to text: the encoding is read off the bytes, or guessed with a library, and always named.

Order: ``--encoding``; a byte order mark; UTF-8, strictly; UTF-16 without a mark; then charset-normalizer, which
is asked first whether windows-1252 would do, the usual encoding of old French files (WHATWG Encoding, 4.2: a file
labelled Latin-1 is read as windows-1252).
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from encoder.errors import InputError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = (
    (b"\x7fELF", "a program"),
    (b"PK\x03\x04", "a zip archive (a .docx or .odt is one; save the article as plain text)"),
    (b"\x1f\x8b", "gzip data; unpack it first"),
    (b"%PDF", "a PDF; save the article as plain text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save the article as plain text"),
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOJIBAKE: Final = re.compile("Ã[\u0080-\u00bf¡-¿ŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ ]|â€[™œž“”¦˜\u009d]|Â[«»\u00a0°]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source's text as it stood in the bytes: nothing normalised but a byte order mark taken off.

    ``evidence`` says how the encoding was found: ``option``, ``bom``, ``strict``, ``nul-pattern`` or ``guess``.
    ``invalid`` counts the bytes sequences that were no text and became U+FFFD; ``warnings`` are sentences.
    """

    text: str
    encoding: str
    evidence: str
    bom: bool = False
    invalid: int = 0
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, encoding: str = "") -> Decoded:
    """Give the text of ``data``; ``encoding`` overrules every guess.

    Raises :class:`InputError` with reason ``not-text`` for binary data and ``encoding`` for an unknown encoding, or
    bytes that it does not allow.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError("not-text", f"this is not text but {what}")
    decoded = _by_option(data, encoding) if encoding else _by_evidence(data)
    controls = len(_CONTROLS.findall(decoded.text))
    if controls > 3 and controls * 50 > len(decoded.text):
        raise InputError("not-text", f"this is not text: {controls} of {len(decoded.text)} characters are controls")
    warnings = list(decoded.warnings)
    if decoded.invalid:
        warnings.append(
            f"{decoded.invalid} byte sequences are no {decoded.encoding} and became U+FFFD; "
            "give the right encoding with --encoding"
        )
    if len(_MOJIBAKE.findall(decoded.text)) > 1:
        warnings.append("the text looks double-encoded (Ã©, â€™); it is kept as it is")
    return Decoded(decoded.text, decoded.encoding, decoded.evidence, decoded.bom, decoded.invalid, tuple(warnings))


def _by_option(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except LookupError as error:
        raise InputError("encoding", f"there is no encoding “{encoding}”; try utf-8 or windows-1252") from error
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02X} at byte offset {error.start} is not valid {encoding}"
        raise InputError("encoding", f"{message}; leave --encoding out to have it detected") from error
    if not isinstance(text, str):  # pragma: no cover - codecs such as rot13 are no encodings of text
        raise InputError("encoding", f"“{encoding}” is no encoding of text; try utf-8 or windows-1252")
    bom = text.startswith("\ufeff")
    return Decoded(text.removeprefix("\ufeff"), name, "option", bom=bom)


def _by_evidence(data: bytes) -> Decoded:
    for bom, name in _BOMS:
        if data.startswith(bom):
            text, invalid = _lenient(data[len(bom) :], name)
            return Decoded(text, name, "bom", bom=True, invalid=invalid)
    if name := _utf16_pattern(data):
        text, invalid = _lenient(data, name)
        warning = f"no byte order mark: read as {name} because of its NUL bytes; use --encoding if that is wrong"
        return Decoded(text, name, "nul-pattern", invalid=invalid, warnings=(warning,))
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "strict")
    except UnicodeDecodeError:
        return _guessed(data)


def _utf16_pattern(data: bytes) -> str:
    """Name UTF-16 without a mark: Latin letters put a NUL in every other byte."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _lenient(data: bytes, name: str) -> tuple[str, int]:
    try:
        return data.decode(name), 0
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return text, max(1, text.count("\ufffd"))


def _guessed(data: bytes) -> Decoded:
    """Guess: mostly UTF-8 with a few bad bytes, else windows-1252 if it reads as prose, else what the library says."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    if good > 2 * bad:
        return Decoded(text, "utf-8", "guess", invalid=bad)
    name = _best(data)
    text, invalid = _lenient(data, name)
    warning = f"not UTF-8: read as {name}, which is a guess; use --encoding if that is wrong"
    return Decoded(text, name, "guess", invalid=invalid, warnings=(warning,))


def _best(data: bytes) -> str:
    from charset_normalizer import from_bytes

    western = {"cp1252", "latin_1", "iso8859_15", "cp1250", "cp1254", "cp1257", "iso8859_9", "iso8859_10", "iso8859_16",
               "iso8859_14", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_13", "cp1258", "cp858", "cp850",
               "mac_roman", "mac_latin2", "mac_turkish", "mac_iceland", "cp437", "cp852", "hp_roman8"}  # fmt: skip
    found = from_bytes(data).best()
    if found is None:
        return "cp1252"
    try:
        as_western = data.decode("cp1252")
    except UnicodeDecodeError:
        return found.encoding
    letters = sum(
        character.isalpha() or character in "«»’“”–—…€°\u00a0" for character in as_western if character > "\x7f"
    )
    others = sum(character > "\x7f" for character in as_western)
    return "cp1252" if found.encoding in western and letters * 10 >= others * 8 else found.encoding
