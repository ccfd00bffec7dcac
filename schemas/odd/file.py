"""The file of an ODD, and the files of its folder that it pulls in.

Nothing is fetched. What an ODD may pull in (XInclude, ``specGrpRef`` to another file, ``moduleRef/@url``, ``@source``)
must be a file inside the folder of the ODD.
"""

from pathlib import Path
from typing import Final, cast
from urllib.parse import unquote

from lxml import etree

from schemas.errors import OddError
from schemas.finding import Finding
from schemas.odd.model import XML_NS, Place
from schemas.odd.patterns import PatternReader
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes, read_capped

XI_NS: Final = "http://www.w3.org/2001/XInclude"
_XML_ID: Final = f"{{{XML_NS}}}id"
_MAX_FILES: Final = 200


class OddFile:
    """An ODD and the files of its folder that it includes.

    ``source`` is a path or the bytes of the file; with bytes nothing can be included. ``path`` is how messages name it.
    Raises :class:`OddError`, also for what the safe reader of XML refuses.
    """

    def __init__(self, source: Path | bytes, *, path: str = "", folder: Path | None = None) -> None:
        self.path = path or (source.name if isinstance(source, Path) else "")
        self._file = source.resolve() if isinstance(source, Path) else None
        self._folder = folder or (self._file.parent if self._file else None)
        self._grafts: dict[etree._Element, str] = {}
        self._others: dict[Path, etree._Element] = {}
        self._open: list[Path] = [self._file] if self._file else []
        self.root = self._parse(source if isinstance(source, bytes) else self._bytes(source), self.path)
        self._include(self.root, self._file)
        self.patterns = PatternReader(self.place)

    def place(self, element: etree._Element) -> Place:
        """Where an element stands: the file it came from, and its line."""
        node: etree._Element | None = element if self._grafts else None
        path = self.path
        while node is not None:
            if node in self._grafts:
                path = self._grafts[node]
                break
            node = node.getparent()
        return Place(path, element.sourceline or 0)

    def fail(self, element: etree._Element, message: str) -> OddError:
        """Give the error to raise about an element."""
        return self.patterns.fail(element, message) if hasattr(self, "patterns") else self._early(element, message)

    def _early(self, element: etree._Element, message: str) -> OddError:
        place = self.place(element)
        return OddError(message, path=place.path, line=place.line)

    def local_file(self, element: etree._Element, href: str) -> Path:
        """Give the file of this ODD's folder that a reference names; raises :class:`OddError` for any other."""
        if self._folder is None:
            raise self.fail(element, f"“{href}” cannot be read: the ODD was not given as a file, so it has no folder")
        return local_path(self._folder, href, lambda message: self.fail(element, message))

    def named_file(self, href: str, place: Place) -> Path:
        """As :meth:`local_file`, for a reference of which only the place is known."""

        def fail(message: str) -> OddError:
            return OddError(message, path=place.path, line=place.line)

        if self._folder is None:
            raise fail(f"“{href}” cannot be read: the ODD was not given as a file, so it has no folder")
        return local_path(self._folder, href, fail)

    def _bytes(self, file: Path) -> bytes:
        try:
            return read_capped(file)
        except UnsafeXmlError as error:
            raise OddError(error.message, path=self.path) from error
        except OSError as error:
            raise OddError(
                f"the file cannot be read: {error.strerror or 'not a regular file'}", path=self.path
            ) from error

    def _parse(self, data: bytes, path: str) -> etree._Element:
        try:
            return parse_bytes(data, path=path).getroot()
        except UnsafeXmlError as error:
            from schemas.wellformed import check_wellformed

            fault = check_wellformed(data, path=path)
            if isinstance(fault, Finding):
                message = f"{fault.message}; {fault.suggestion}" if fault.suggestion else fault.message
                raise OddError(message, path=path, line=fault.line, column=fault.column) from error
            raise OddError(error.message, path=path, line=error.line, column=error.column) from error

    def _include(self, root: etree._Element, file: Path | None) -> None:
        for include in list(root.iter(f"{{{XI_NS}}}include")):
            href = include.get("href", "")
            target = self.local_file(include, href) if href else file
            if target is None or target in self._open:
                raise self.fail(include, f"XInclude of “{href}” would include itself; take the include out")
            if len(self._grafts) >= _MAX_FILES:
                raise self.fail(include, f"more than {_MAX_FILES} files are included")
            name = href if self._folder is None else target.relative_to(self._folder).as_posix()
            self._open.append(target)
            found = self._parse(self._bytes(target), name)
            self._include(found, target)
            self._open.pop()
            if pointer := include.get("xpointer"):
                found = self._pointed(include, found, pointer)
            found.tail = include.tail
            parent = include.getparent()
            if parent is None:
                raise self.fail(include, "the root of an ODD cannot be an XInclude")
            parent.replace(include, found)
            self._grafts[found] = name

    def _pointed(self, include: etree._Element, root: etree._Element, pointer: str) -> etree._Element:
        ident = pointer.removeprefix("element(").removesuffix(")")
        for element in root.iter(etree.Element):
            if element.get(_XML_ID) == ident:
                return element
        raise self.fail(include, f"xpointer “{pointer}” names no xml:id in the included file")

    def targets(self, ref: etree._Element, target: str) -> etree._Element:
        """Give the element that a ``specGrpRef`` points at."""
        href, _, ident = target.partition("#")
        root = self.root
        if href:
            file = self.local_file(ref, href)
            if file not in self._others:
                name = file.relative_to(cast("Path", self._folder)).as_posix()
                self._others[file] = self._parse(self._bytes(file), name)
                self._grafts[self._others[file]] = name
            root = self._others[file]
        if not ident:
            return root
        for element in root.iter(etree.Element):
            if element.get(_XML_ID) == ident:
                return element
        raise self.fail(ref, f"specGrpRef target “{target}”: there is no element with that xml:id")


def local_path(folder: Path, href: str, fail: "object") -> Path:
    """Give the regular file inside ``folder`` that ``href`` names; calls ``fail(message)`` for the error otherwise."""
    make = cast("type[OddError]", fail)
    scheme = href.partition(":")[0] if ":" in href else ""
    if scheme and scheme != "file" and "/" not in scheme:
        raise make(f"“{href}” is not a file of the ODD's folder, and nothing is fetched; save it there and refer to it")
    folder = folder.resolve()
    file = (folder / unquote(href.removeprefix("file:"))).resolve()
    if not file.is_relative_to(folder):
        raise make(f"“{href}” lies outside the ODD's folder, where nothing is read; move it into that folder")
    if not file.is_file():
        raise make(f"“{href}” does not exist in the ODD's folder; put the file there or take the reference out")
    return file
