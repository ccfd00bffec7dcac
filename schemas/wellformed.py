"""The first layer: is this XML, and safe to read? Bytes in, a tree or the one finding that says why not."""

import re
from typing import Final

from lxml import etree

from schemas.finding import Finding
from schemas.locator import Locator
from schemas.markup import find_fault
from schemas.positions import Place, Source
from tei.errors import UnsafeXmlError
from tei.parse import decode_bytes, parse_bytes

_NAMES: Final = {"compressed": "compressed", "size": "too-large", "empty": "empty", "depth": "too-deep",
                 "doctype": "doctype"}  # fmt: skip
_FIXES: Final = {"compressed": "unpack it", "too-large": "split it", "empty": "check that the file was saved",
                 "too-deep": "close the elements where they end"}  # fmt: skip
_FILE_KINDS: Final = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"{\\rtf", "an RTF document"),
)  # fmt: skip
_ENCODING_NAME: Final = re.compile(r"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"'>]*)""")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE(?:\s+([^\s>\[]*))?")
_LIMITS: Final = re.compile("too long|too large|limit exceeded|amplification|too many", re.IGNORECASE)
_HEAD: Final = 1000


def check_wellformed(data: bytes, *, path: str) -> "etree._ElementTree[etree._Element] | Finding":
    """Give the tree of a document, or the finding of the first fault that keeps it from being read.

    Nothing is fetched or expanded (see :mod:`tei.parse`).
    """
    try:
        return parse_bytes(data, path=path)
    except UnsafeXmlError as error:
        return _finding(error, data, path)


def _finding(error: UnsafeXmlError, data: bytes, path: str) -> Finding:
    if error.reason in ("compressed", "size"):
        data = b""
    kind = next((kind for magic, kind in _FILE_KINDS if data.startswith(magic)), "")
    if kind:
        locator = Locator(path, Source(""))
        return locator.finding("not-xml", locator.source.place(0, 0), f"this is {kind}, not XML", suggestion=_CHOOSE)
    if error.reason == "encoding":
        return _encoding_finding(error, data, path)
    source = Source(decode_bytes(data))
    locator = Locator(path, source)
    if error.reason == "doctype":
        return _doctype_finding(locator)
    if error.reason == "syntax":
        if fault := find_fault(source):
            place = source.place(fault.start, fault.end)
            return locator.finding(fault.name, place, fault.message, suggestion=fault.suggestion)
        return _parser_finding(error, locator)
    name = _NAMES[error.reason]
    return locator.finding(name, _point(error, source), error.message.partition(";")[0], suggestion=_FIXES[name])


_CHOOSE: Final = "choose the right file, or convert it to XML first"


def _point(error: UnsafeXmlError, source: Source) -> Place:
    offset = source.offset(error.line, error.column)
    return source.place(offset, min(offset + 1, len(source.text)))


def _encoding_finding(error: UnsafeXmlError, data: bytes, path: str) -> Finding:
    declared = _ENCODING_NAME.match(data[:_HEAD].decode("latin-1").removeprefix("\xef\xbb\xbf"))
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    source = Source(data.decode("utf-16" if wide else "utf-8", "replace"))
    locator = Locator(path, source)
    if not wide and not source.text.lstrip().startswith("<"):
        message = "the file does not begin with a tag: it is not XML"
        return locator.finding("not-xml", source.place(0, min(1, len(source.text))), message, suggestion=_CHOOSE)
    if "is not accepted" in error.message:
        place = source.place(*declared.span(1)) if declared else source.place(0, 0)
        message = error.message.partition(";")[0]
        return locator.finding("encoding-unknown", place, message, suggestion="save the file as UTF-8")
    message, _, hint = error.message.partition("; ")
    fix = "declare windows-1252 or save the file as UTF-8" if hint else "save the file in the encoding it declares"
    if hint:
        message += "; it looks like windows-1252"
    return locator.finding("encoding-bytes", _point(error, source), message, suggestion=fix)


def _doctype_finding(locator: Locator) -> Finding:
    match = _DOCTYPE.search(locator.source.text)
    place = locator.source.place(*match.span()) if match else locator.source.place(0, 0)
    if match and (match[1] or "").lower() == "html":
        message = "this is an HTML page, not TEI; and a DOCTYPE is not accepted"
        return locator.finding("doctype", place, message, suggestion="convert the page to TEI first")
    message = "a DOCTYPE is not accepted: it can pull in other files and define entities"
    return locator.finding("doctype", place, message, suggestion="delete it, and write characters, not entities")


def _parser_finding(error: UnsafeXmlError, locator: Locator) -> Finding:
    """Give the parser's own word, for what :mod:`schemas.markup` does not know."""
    said = error.message.partition(": ")[2]
    place = _point(error, locator.source)
    if depth := re.search(r"Excessive depth in document: (\d+)", said):
        message = f"elements are nested more than {depth[1]} deep"
        return locator.finding("too-deep", place, message, suggestion=_FIXES["too-deep"])
    if _LIMITS.search(said):
        message = "a name, a value or a text is longer than the parser allows"
        return locator.finding("limit-exceeded", place, message, suggestion="check the program that wrote the file")
    return locator.finding("syntax", place, f"not well-formed: {said}")
