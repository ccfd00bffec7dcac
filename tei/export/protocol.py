"""The protocol of exporters: what a format says of itself, and the one function that writes it.

An exporter reads documents one after the other and writes files below a folder that is its own: nothing there is seen
before it is whole. It must not keep the documents (memory stays flat), nor look at a clock: the same corpus gives the
same bytes. A package of anybody's registers its exporters as entry points in the group ``gazetei.exporters``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tei.errors import TeiError
from tei.export.document import Document
from tei.plugins import EXPORTERS, PluginError, registered


class ExportError(TeiError, ValueError):
    """A corpus that cannot be exported; ``format`` names the exporter."""

    def __init__(self, format_: str, message: str) -> None:
        self.format = format_
        self.message = message
        super().__init__(f"{format_}: {message}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a corpus is called: ``title`` by people, ``name`` by tools (a-z, digits and ``_``, a letter first)."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, what it is for (one line), and how it is written.

    ``write`` gets the documents, an empty folder and the settings. ``needs`` are modules that must be installed, and
    ``extra`` the extra of this package that brings them. ``words`` tells that the format is made of words, so that
    analysed documents serve it better.
    """

    name: str
    summary: str
    write: Callable[[Iterable[Document], Path, Settings], None]
    needs: tuple[str, ...] = ()
    extra: str = ""
    words: bool = False

    def missing(self) -> tuple[str, ...]:
        """Give the modules it needs that are not installed."""
        return tuple(name for name in self.needs if find_spec(name) is None)


def exporter_names() -> tuple[str, ...]:
    """Give the names of all formats: those of this package, then those of others, sorted."""
    return tuple(registered(EXPORTERS))


def find_exporter(name: str) -> Exporter:
    """Give an exporter by its name; raises :class:`ExportError` for a name that no package registers."""
    found = registered(EXPORTERS).get(name)
    if found is None:
        raise ExportError(name, f"there is no such format; there are {', '.join(exporter_names())}")
    try:
        exporter = found.load(Exporter)
    except PluginError as error:
        raise ExportError(name, error.message) from error
    assert isinstance(exporter, Exporter)  # noqa: S101 - load has looked
    return exporter
