"""What archives ask for, as far as their own pages could be read, and what of it a corpus lacks.

Each demand says where it is from; one whose source could not be read says so. Rules change: the archive has the
last word.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from encoder.deposit.metadata import DepositMetadata
from encoder.naming import tei_files
from tei import TeiError, parse_file
from tei.export import read_facts

_GIGABYTE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that an archive asks for: what, whether it is there, what to do, whether it is required.

    ``source`` is the page it was read on; empty if none could be read, which makes it unconfirmed.
    """

    what: str
    met: bool
    advice: str
    required: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    what: str
    test: Callable[[DepositMetadata], bool]
    advice: str
    required: bool = True
    source: str = ""


def _has(name: str) -> Callable[[DepositMetadata], bool]:
    return lambda about: bool(getattr(about, name))


_NAKALA: Final = "https://documentation.huma-num.fr/nakala-guide-de-description/"
_ORTOLANG: Final = "https://www.ortolang.fr/en/help/metadata/"
_CURATION: Final = "https://www.ortolang.fr/en/help/data-curation/"
_TEXTGRID: Final = "https://wiki.de.dariah.eu/display/TextGrid/Generic+Metadata"
_ZENODO: Final = "https://help.zenodo.org/docs/deposit/about-records"

_TITLE: Final = 'title = "…" in deposit.toml, or gazetei corpus build --title'
_CREATORS: Final = '[[creators]] with name = "Family, Given" in deposit.toml'
_DATE: Final = "date = 2026-01-31 in deposit.toml"
_LICENCE: Final = 'licence = "https://creativecommons.org/licenses/by/4.0/" (or yours) in deposit.toml'
_DESCRIPTION: Final = 'description = "…" in deposit.toml'
_LANGUAGE: Final = 'language = "fr" in deposit.toml'
_KEYWORDS: Final = 'keywords = ["…"] in deposit.toml'
_PUBLISHER: Final = 'publisher = "…" in deposit.toml'


def _titled(about: DepositMetadata) -> bool:
    return about.title not in ("", "Corpus")


def _always(about: DepositMetadata) -> bool:  # noqa: ARG001
    return True


ARCHIVES: Final[Mapping[str, Sequence[_Rule]]] = {
    "nakala": (
        _Rule("title", _titled, _TITLE, source=_NAKALA),
        _Rule("authors", _has("creators"), _CREATORS, source=_NAKALA),
        _Rule("date of creation", _has("date"), _DATE, source=_NAKALA),
        _Rule("type", _always, "a corpus is a data set; choose it in the form", source=_NAKALA),
        _Rule("licence", _has("licence"), _LICENCE, source=_NAKALA),
        _Rule("description", _has("description"), _DESCRIPTION, required=False, source=_NAKALA),
        _Rule("keywords", _has("keywords"), _KEYWORDS, required=False, source=_NAKALA),
        _Rule("language", _has("language"), _LANGUAGE, required=False, source=_NAKALA),
    ),
    "zenodo": (
        _Rule("title", _titled, _TITLE, source=_ZENODO),
        _Rule("creators", _has("creators"), _CREATORS, source=_ZENODO),
        _Rule("publication date", _has("date"), _DATE, source=_ZENODO),
        _Rule("resource type", _always, "a corpus is a dataset; choose it in the form"),
        _Rule("licence", _has("licence"), _LICENCE),
        _Rule("description", _has("description"), _DESCRIPTION, required=False),
    ),
    "ortolang": (
        _Rule("title", _titled, _TITLE, source=_ORTOLANG),
        _Rule("description", _has("description"), _DESCRIPTION, source=_ORTOLANG),
        _Rule("resource type", _always, "it is a corpus; choose it in the form", source=_ORTOLANG),
        _Rule("licence", _has("licence"), _LICENCE, source=_CURATION),
        _Rule("producers", _has("publisher"), _PUBLISHER, required=False, source=_ORTOLANG),
        _Rule("language", _has("language"), _LANGUAGE, required=False, source=_CURATION),
    ),
    "textgrid": (
        _Rule("title", _titled, _TITLE, source=_TEXTGRID),
        _Rule("format", _always, "text/xml; it is set at the import", source=_TEXTGRID),
        _Rule("rights holder", _has("publisher"), _PUBLISHER),
        _Rule("licence", _has("licence"), _LICENCE),
    ),
    "clarin": (
        _Rule("CMDI profile", _has("cmdi_profile"), 'cmdi_profile = "clarin.eu:cr1:p_…", as your centre says'),
        _Rule("title", _titled, _TITLE),
        _Rule("licence", _has("licence"), _LICENCE),
        _Rule("language", _has("language"), _LANGUAGE),
        _Rule("description", _has("description"), _DESCRIPTION, required=False),
    ),
}
"""The archives that are known, with their demands."""


def check_deposit(folder: Path, archive: str, about: DepositMetadata) -> list[Demand]:
    """Give the demands of an archive, met or not, those on the texts' rights and the size last."""
    demands = [Demand(one.what, one.test(about), one.advice, one.required, one.source) for one in ARCHIVES[archive]]
    unknown, size = 0, 0
    for path in tei_files([folder]):
        size += path.stat().st_size
        try:
            unknown += read_facts(parse_file(path).getroot()).rights in ("", "unknown")
        except (TeiError, OSError):
            unknown += 1
    advice = f"{unknown} of the documents do not say; find out before you publish them (gazetei encode --licence)"
    demands.append(Demand("rights of the texts", unknown == 0, advice))
    if archive == "zenodo":
        demands.append(Demand("at most 50 GB", size < 50 * _GIGABYTE, "split the corpus, or ask the archive"))
    return demands
