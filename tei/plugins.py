"""What packages register: readers, annotators and exporters, each an entry point in a group of its own.

The parts of this package are registered in the same groups (``pyproject.toml``), and listed here by their modules too,
so that they are there when it is run from its sources. A name that this package uses cannot be taken by another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Final

from tei.errors import TeiError

READERS: Final = "gazetei.readers"
ANNOTATORS: Final = "gazetei.annotators"
EXPORTERS: Final = "gazetei.exporters"

OWN: Final[Mapping[str, Mapping[str, str]]] = {
    READERS: {"text": "encoder.readers.text:READER"},
    ANNOTATORS: {
        "names": "encoder.annotators.builtin:NAMES",
        "dates": "encoder.annotators.builtin:DATES",
        "quotations": "encoder.annotators.builtin:QUOTATIONS",
        "measures": "encoder.annotators.builtin:MEASURES",
    },
    EXPORTERS: {
        "plain": "tei.export.plain:EXPORTER",
        "csv": "tei.export.tables:EXPORTER",
        "parquet": "tei.export.parquet:EXPORTER",
        "conllu": "tei.export.conllu:EXPORTER",
        "cwb": "tei.export.cwb:EXPORTER",
        "nosketch": "tei.export.nosketch:EXPORTER",
        "basex": "tei.export.basex:EXPORTER",
        "txm": "tei.export.txm:EXPORTER",
        "webanno": "tei.export.webanno:EXPORTER",
        "geojson": "tei.export.geojson:EXPORTER",
        "graphml": "tei.export.graphml:EXPORTER",
        "graphannis": "tei.export.graphannis:EXPORTER",
        "docbin": "tei.export.docbin:EXPORTER",
        "voyant": "tei.export.voyant:EXPORTER",
        "blacklab": "tei.export.blacklab:EXPORTER",
        "existdb": "tei.export.existdb:EXPORTER",
        "philologic": "tei.export.philologic:EXPORTER",
        "korap": "tei.export.korap:EXPORTER",
    },
}
"""The parts of this package: group, name, and where each is (``module:object``), in the order they are listed in."""


class PluginError(TeiError, ValueError):
    """A part that no package registers, or that cannot be used; ``group`` and ``name`` say which."""

    def __init__(self, group: str, name: str, message: str) -> None:
        self.group = group
        self.name = name
        self.message = message
        super().__init__(f"{name}: {message}")


@dataclass(frozen=True, slots=True)
class Registered:
    """A part as it is registered: its name, where it is, and the distribution that brings it, with its version.

    ``distribution`` and ``version`` are empty for the parts of this package.
    """

    group: str
    name: str
    value: str
    distribution: str = ""
    version: str = ""

    def load(self, kind: type) -> object:
        """Give the part; raises :class:`PluginError` if it cannot be imported or is not of the kind it must be."""
        module, _, path = self.value.partition(":")
        try:
            found: object = import_module(module)
            for part in filter(None, path.split(".")):
                found = getattr(found, part)
        except Exception as error:
            reason = f"{self.value} cannot be loaded ({type(error).__name__}: {error}); report it to that package"
            raise PluginError(self.group, self.name, self._by(reason)) from error
        if not isinstance(found, kind):
            reason = f"{self.value} is no {kind.__module__}.{kind.__qualname__}; report it to that package"
            raise PluginError(self.group, self.name, self._by(reason))
        return found

    def _by(self, reason: str) -> str:
        return f"registered by {self.distribution} {self.version}: {reason}" if self.distribution else reason


@cache
def registered(group: str) -> Mapping[str, Registered]:
    """Give the parts of a group by name: those of this package, then those of others, sorted."""
    own = {name: Registered(group, name, value) for name, value in OWN[group].items()}
    others = {}
    for one in entry_points(group=group):
        if one.name not in own:
            home = one.dist
            others[one.name] = Registered(
                group, one.name, one.value, home.name if home else "", home.version if home else ""
            )
    return MappingProxyType({**own, **dict(sorted(others.items()))})
