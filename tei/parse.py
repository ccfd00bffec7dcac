"""Safe reading of a user's XML: bytes in, an lxml tree out, nothing fetched, nothing expanded.

The threats and answers are those of the project's security notes: a DOCTYPE is refused outright (so there are
no entities to expand and no external subset to fetch), compressed input is refused instead of unzipped,
the size is capped before parsing, XInclude and schema hints are never followed.
"""

import re
from pathlib import Path
from typing import Final

from lxml import etree

from tei.errors import UnsafeXmlError

MAX_BYTES: Final = 64 * 1024 * 1024
"""The largest XML file that is read, in bytes."""

MAX_DEPTH: Final = 256
"""The deepest nesting of elements that is read: libxml2's own limit, so that no tree overflows a stack."""

_COMPRESSED: Final = ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"))
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be",
                               "iso-8859-1", "latin1", "latin-1", "iso-8859-15", "windows-1252", "cp1252"})  # fmt: skip
_PROLOG_ITEM: Final = re.compile(r"\s+|<!--(?s:.*?)-->|<\?(?s:.*?)\?>")


def parse_bytes(data: bytes, *, path: str = "") -> "etree._ElementTree[etree._Element]":
    """Parse XML from bytes and give its tree; ``path`` only serves the messages.

    Duplicate or ill-formed ``xml:id`` values are left for the validator to report (``collect_ids`` is off).
    Raises :class:`UnsafeXmlError`, with line and column, for everything that is refused.
    """
    check_bytes(data, path=path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, collect_ids=False, remove_pis=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, path) from error
    return root.getroottree()


def parse_file(path: Path) -> "etree._ElementTree[etree._Element]":
    """Parse an XML file; raises :class:`UnsafeXmlError` as :func:`parse_bytes`, ``OSError`` if it cannot be read."""
    return parse_bytes(read_capped(path), path=str(path))


def read_capped(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Give the bytes of a regular file of at most ``limit`` bytes.

    Raises :class:`UnsafeXmlError` (reason ``size``) for a larger one and ``OSError`` for what is no regular file,
    so that a FIFO or a device never blocks the run.
    """
    if not path.is_file():
        raise (FileNotFoundError if not path.exists() else OSError)(f"{path}: not a regular file")
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnsafeXmlError("size", f"the file is larger than {limit} bytes; split it", path=str(path))
    return data


def check_bytes(data: bytes, *, path: str = "") -> None:
    """Refuse what must not reach the parser: compressed or empty input, an odd encoding, a DOCTYPE."""
    for magic, kind in _COMPRESSED:
        if data.startswith(magic):
            raise UnsafeXmlError("compressed", f"this is {kind} data, not XML; unpack it first", path=path)
    if len(data) > MAX_BYTES:
        raise UnsafeXmlError("size", f"the document is larger than {MAX_BYTES} bytes; split it", path=path)
    if not data.strip():
        raise UnsafeXmlError("empty", "the document is empty: there is no root element", path=path)
    text = decode_bytes(data, path=path)
    position = _skip_prolog(text)
    if text.startswith("<!DOCTYPE", position):
        line, column = _line_column(text, position)
        message = "a DOCTYPE is not accepted (it can pull in other files); delete it and write characters, not entities"
        raise UnsafeXmlError("doctype", message, path=path, line=line, column=column)


def decode_bytes(data: bytes, *, path: str = "") -> str:
    """Give the characters of an XML file, its byte order mark included.

    The encoding is that of the mark, of the XML declaration, or UTF-8 (XML 1.0, appendix F). Raises
    :class:`UnsafeXmlError` (reason ``encoding``) for an encoding that is not accepted and for bytes that it
    does not have.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if not encoding:
        if data[:2] in (b"<\x00", b"\x00<"):
            encoding = "utf-16-le" if data[0] else "utf-16-be"
        else:
            declared = _DECLARED.match(data)
            encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding not in _ENCODINGS and not encoding.startswith("utf-16-"):
        message = f"encoding “{encoding}” is not accepted; save the file as UTF-8"
        raise UnsafeXmlError("encoding", message, path=path)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line, column = _line_column(before, len(before))
        hint = ""
        if encoding in ("utf-8", "utf8") and _looks_like_cp1252(data):
            hint = "; it looks like windows-1252: declare that encoding or save the file as UTF-8"
        message = f"byte 0x{data[error.start]:02X} is not valid {encoding}{hint}"
        raise UnsafeXmlError("encoding", message, path=path, line=line, column=column) from error


def _looks_like_cp1252(data: bytes) -> bool:
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _skip_prolog(text: str) -> int:
    position = 1 if text.startswith("\ufeff") else 0
    while match := _PROLOG_ITEM.match(text, position):
        position = match.end()
    return position


def _line_column(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _syntax_error(error: etree.XMLSyntaxError, path: str) -> UnsafeXmlError:
    line, column = error.position
    message = str(error.msg).partition(", line ")[0][:300]
    if message.startswith("Excessive depth"):
        depth = f"elements are nested more than {MAX_DEPTH} deep"
        return UnsafeXmlError("depth", depth, path=path, line=max(line or 1, 1), column=max(column or 1, 1))
    return UnsafeXmlError("syntax", f"not well-formed: {message}", path=path, line=max(line or 1, 1),
                          column=max(column or 1, 1))  # fmt: skip
