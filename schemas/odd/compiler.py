"""From an ODD to the compiled model: read, customise, resolve, assemble."""

from collections.abc import Iterable
from pathlib import Path

from schemas.errors import OddError
from schemas.odd.assemble import assemble
from schemas.odd.customise import customise
from schemas.odd.dangling import dangling, undone, void_attributes
from schemas.odd.file import OddFile, local_path
from schemas.odd.grammar import graft
from schemas.odd.model import Note, Place, Schema
from schemas.odd.read import left_out, read_customisation, read_library
from schemas.odd.specs import Library
from schemas.p5.facts import load_p5

_MAX_CHAIN = 8


def compile_odd(source: Path | bytes, *, path: str = "", schema: str = "", folder: Path | None = None) -> Schema:
    """Compile an ODD.

    ``source`` is the file or its bytes, ``path`` how messages name it, ``schema`` the ident of the ``schemaSpec`` to
    take (else the first, and a note says so if there are others), ``folder`` where files it refers to are looked for
    (else the folder of the file; bytes have none). Raises :class:`OddError` for an ODD that is broken or asks for what
    is not supported.
    """
    bases = _Bases(source if isinstance(source, Path) else None, folder)
    file = OddFile(source, path=path, folder=folder)
    custom = read_customisation(file, ident=schema)
    library, notes = customise(custom, bases.library)
    references = custom.references
    base = bases.library(custom.source, custom.place)
    custom, library, loose = graft(custom, library, file)
    void = (*dangling(references, library, base), *void_attributes(custom.specs, library, base))
    others = () if schema else left_out(file, custom)
    return assemble(
        custom, library, (*others, *custom.notes, *bases.notes, *notes, *loose, *void, *undone(custom, library, base))
    )


def choose(named: str) -> tuple[Path, str]:
    """Give the file and the ident of the ``schemaSpec`` that ``FILE.odd`` or ``FILE.odd#IDENT`` names."""
    file, mark, ident = named.rpartition("#")
    return (Path(file), ident) if mark and not Path(named).exists() else (Path(named), "")


def compile_all(*, modules: Iterable[str] = ()) -> Schema:
    """Compile TEI P5 itself: all modules, or those named, without any change (``tei_all``)."""
    library = load_p5()
    wanted = tuple(modules) or library.modules
    refs = "".join(f'<moduleRef key="{module}"/>' for module in wanted)
    odd = f'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="tei_all" start="TEI teiCorpus">{refs}</schemaSpec>'
    return compile_odd(odd.encode(), path="tei_all")


class _Bases:
    """Finds the library a ``@source`` names: TEI P5 of this package, or an ODD of the same folder (chaining)."""

    def __init__(self, file: Path | None, folder: Path | None, depth: int = 0) -> None:
        self._folder = folder or (file.resolve().parent if file else None)
        self._depth = depth
        self._known: dict[str, Library] = {}
        self.notes: list[Note] = []

    def library(self, source: str, place: Place) -> Library:
        """The library; raises :class:`OddError` where the source is neither."""
        if source not in self._known:
            self._known[source] = self._find(source, place)
        return self._known[source]

    def _find(self, source: str, place: Place) -> Library:
        if not source:
            return load_p5()
        if source.startswith("tei:") or "tei-c.org/" in source:
            library = load_p5()
            if source not in ("tei:current", f"tei:{library.version}") and library.version not in source:
                message = f"@source “{source}”: TEI P5 {library.version}, the version that comes along, is used"
                self.notes.append(Note(message, place.path, place.line))
            return library

        def fail(message: str) -> OddError:
            return OddError(f"@source: {message}", path=place.path, line=place.line)

        if self._folder is None:
            raise fail(f"“{source}” cannot be read, as the ODD has no folder; use “tei:current” for TEI P5")
        if self._depth >= _MAX_CHAIN:
            raise fail(f"more than {_MAX_CHAIN} customisations build on each other")
        href, _, ident = source.partition("#")
        file = local_path(self._folder, href, fail)
        base = OddFile(file, path=href, folder=self._folder)
        if base.root.find(".//{http://www.tei-c.org/ns/1.0}schemaSpec//{http://www.tei-c.org/ns/1.0}moduleRef") is None:
            return read_library(base)
        below = _Bases(file, self._folder, self._depth + 1)
        custom = read_customisation(base, ident=ident)
        library, notes = customise(custom, below.library)
        self.notes += [*(() if ident else left_out(base, custom)), *custom.notes, *below.notes, *notes]
        return library
