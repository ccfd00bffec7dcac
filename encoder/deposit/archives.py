"""What archives ask for, rule by rule, each with the page it was read on and the day; and what a corpus lacks of it.

The pages were read as stored copies, which may be older than the day. A rule without a page is not confirmed. Rules
change: the archive has the last word.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from encoder.corpora.build import about_of
from encoder.deposit.holdings import Holdings, holdings_of
from encoder.deposit.metadata import DepositMetadata, is_day
from encoder.naming import portable_name, tei_files
from tei.corpus import About
from tei.licences import licence_address, spdx

READ: Final = "2026-11-26"
"""The day the pages were read."""

Level = Literal["required", "advised", "note"]
"""Whether an archive requires something, advises it, or it is only to be known, as what is chosen in its form."""

_GIGABYTE: Final = 10**9
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that an archive asks for: what, whether it is there, what is there or what to do, how firmly.

    ``source`` is the page it was read on: empty if none could be, which makes it unconfirmed; ``gazetei`` if it is a
    question of ours.
    """

    what: str
    met: bool
    shown: str
    level: Level = "required"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may look at: what is said of a corpus, what its headers say, its files, what corpus.xml says."""

    about: DepositMetadata
    held: Holdings
    names: tuple[str, ...]
    corpus: About


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of an archive: ``value`` gives what fulfils it, as far as it is there; ``advice`` says what to do."""

    what: str
    value: Callable[[Known], str]
    advice: str | Callable[[Known], str]
    level: Level = "required"
    source: str = ""
    wanted: Callable[[Known], bool] = lambda _: True
    """Whether the archive asks it of this corpus: an embargo's end, of one under embargo."""


OURS: Final = "gazetei"
"""The source of what no archive asks in these words, and everyone must know before they deposit."""

_NAKALA: Final = "https://documentation.huma-num.fr/nakala-guide-de-description/"
_NAKALA_WAY: Final = "https://documentation.huma-num.fr/en/nakala-workflow-en/"
_NAKALA_NEWS: Final = "https://nakala.fr/unreleased"
_ZENODO: Final = "https://developers.zenodo.org/#depositions"
_ZENODO_FILES: Final = "https://help.zenodo.org/docs/deposit/manage-files"
_ORTOLANG: Final = "https://www.ortolang.fr/en/help/metadata/"
_CURATION: Final = "https://www.ortolang.fr/en/help/data-curation/"
_TEXTGRID: Final = "https://wiki.de.dariah.eu/display/TextGrid/Generic+Metadata"
_TEXTGRID_ITEM: Final = "https://wiki.de.dariah.eu/display/TextGrid/Items"
_TEXTGRID_WORK: Final = "https://wiki.de.dariah.eu/display/TextGrid/Work-specific+Metadata"
_TEXTGRID_PUBLISH: Final = "https://wiki.de.dariah.eu/pages/diffpagesbyversion.action?pageId=7439465"
_CMDI: Final = "https://infra.clarin.eu/CMDI/1.x/sch/cmd-record-best-practices.sch"
_VLO: Final = "https://github.com/twagoo/cmdi-best-practices/blob/master/optimising-for-discoverability.md"
_CLARIN_SI: Final = "https://www.clarin.si/repository/xmlui/page/data"
_CEDIFOR: Final = "https://www.cedifor.de/en/clarin-2/clarin-d/cedifor-resource-depositor-guidelines/"

_TITLE: Final = 'title = "…" in deposit.toml'
_CREATORS: Final = '[[creators]] with name = "Family, Given" in deposit.toml'
_DATE: Final = "date = 2026-01-31 in deposit.toml"
_LICENCE: Final = 'licence = "https://creativecommons.org/licenses/by/4.0/" (or yours) in deposit.toml'
_DESCRIPTION: Final = 'description = "…" in deposit.toml'
_LANGUAGE: Final = 'language = "fr" in deposit.toml'
_KEYWORDS: Final = 'keywords = ["…"] in deposit.toml'
_PUBLISHER: Final = 'publisher = "…" in deposit.toml'
_HOLDER: Final = 'publisher = "…", or [[contributors]] with role = "RightsHolder", in deposit.toml'
_CONTACT: Final = 'contact = "…@…" in deposit.toml'
_ACCESS: Final = 'access = "open" (embargoed, restricted, closed) in deposit.toml; Zenodo takes open if nothing is said'
_EMBARGO: Final = "embargo = 2027-01-31 in deposit.toml: the day the files become free"
_CONDITIONS: Final = 'access_conditions = "…" in deposit.toml: who gets the files, and how'
_DOI: Final = "reserve one in the form before you pack; with doi = in deposit.toml the bag names it"
_CONTRIBUTORS: Final = '[[contributors]] with name and role = "DataCurator" in deposit.toml, if there are any'
_FUNDING: Final = "[[funding]] with name and award in deposit.toml, if somebody paid"
_RELATED: Final = '[[related]] with relation = "IsSupplementTo" and identifier in deposit.toml, if there is anything'
_ORCID: Final = 'orcid = "0000-0000-0000-0000" under [[creators]] in deposit.toml'
_ZIP: Final = "upload it as one file (gazetei package -o NAME.zip)"
_EDITION: Final = "made in the TextGridLab: only editions and collections are published"
_ONE_LICENCE: Final = (
    'Zenodo’s licence is that of all files: choose access = "restricted", or leave out the texts that are not free '
    "(gazetei package --documents free)"
)
_SPDX: Final = "name the licence by its address or SPDX identifier (CC-BY-4.0), else look for it in the archive’s list"


def _title(known: Known) -> str:
    return "" if known.about.title == About().title else known.about.title


def _said(name: str) -> Callable[[Known], str]:
    return lambda known: str(getattr(known.about, name))


def _funding(known: Known) -> str:
    return "; ".join(" ".join(filter(None, (one.name, one.award))) for one in known.about.funding)


def _contributors(known: Known) -> str:
    return "; ".join(f"{one.name} ({one.role})" for one in known.about.contributors)


def _related(known: Known) -> str:
    return ", ".join(f"{one.relation} {one.identifier}" for one in known.about.related)


def _rights_holder(known: Known) -> str:
    named = "; ".join(one.name for one in known.about.contributors if one.role == "RightsHolder")
    return named or known.about.publisher


def _access_is(*names: str) -> Callable[[Known], bool]:
    return lambda known: known.about.access in names


def _creators(known: Known) -> str:
    return "; ".join(one.name for one in known.about.creators)


def _persons(known: Known) -> str:
    return _creators(known) if all(any(one.parts) for one in known.about.creators) else ""


def _orcids(known: Known) -> str:
    return ", ".join(one.orcid for one in known.about.creators if one.orcid)


def _keywords(known: Known) -> str:
    return ", ".join(known.about.keywords)


def _full_date(known: Known) -> str:
    return known.about.date if is_day(known.about.date) else ""


def _licence_id(known: Known) -> str:
    return spdx(known.about.licence)


def _languages(known: Known) -> str:
    return ", ".join(known.held.spoken(known.about.language))


def _rights_known(known: Known) -> str:
    return "" if known.held.statuses["unknown"] else "every header names a licence"


def _one_licence(known: Known) -> str:
    """Tell whether the texts are under the licence of the deposit, which an archive gives to every file."""
    own = licence_address(known.about.licence) or known.about.licence
    others = sum(number for name, number in known.held.licences.items() if (licence_address(name) or name) != own)
    return "" if others else "every text is under the licence of the deposit"


def _say_unstated(known: Known) -> str:
    number, rest = known.held.statuses["unknown"], known.held.unstated
    named = ", ".join([*rest[:_NAMED], *(["…"] if len(rest) > _NAMED else [])])
    documents = f"{number} document{'s do' if number > 1 else ' does'} not say ({named})"
    return f"{documents}; find out before you publish them (licence = in NAME.meta.toml, then gazetei encode)"


def _say_unlike(known: Known) -> str:
    return f"gazetei corpus build takes it from deposit.toml; it says otherwise: {known.about.unlike(known.corpus)}"


def _agreed(known: Known) -> str:
    return "" if known.about.unlike(known.corpus) else "it says what deposit.toml says"


def _small(known: Known) -> str:
    return f"{known.held.size / 10**6:.1f} MB of documents" if known.held.size < 50 * _GIGABYTE else ""


def _plain_names(known: Known) -> str:
    odd = [one for one in known.names if not all(c.isascii() and (c.isalnum() or c in "-./") for c in one)]
    return "" if odd else "every file"


def _portable(known: Known) -> str:
    return "every system can have them" if all(map(portable_name, "/".join(known.names).split("/"))) else ""


def _never(known: Known) -> str:  # noqa: ARG001
    return ""


_COMMON: Final = (
    Rule("rights of the texts", _rights_known, _say_unstated, source=OURS),
    Rule("names of the files", _portable, "some systems cannot have them; gazetei package names them", source=OURS),
    Rule("header of corpus.xml", _agreed, _say_unlike, "advised", OURS),
)

ARCHIVES: Final[Mapping[str, Sequence[Rule]]] = {
    "nakala": (
        Rule("nkl:title", _title, _TITLE, source=_NAKALA),
        Rule("nkl:creator", _creators, _CREATORS, source=_NAKALA),
        Rule("nkl:created", _said("date"), _DATE, source=_NAKALA),
        Rule("nkl:license", _said("licence"), _LICENCE, source=_NAKALA),
        Rule("embargo", _said("embargo"), f"set in the form; {_EMBARGO}", "advised", _NAKALA_WAY,
             _access_is("embargoed")),
        Rule("nkl:type", _never, "chosen in the form, from COAR’s types: dataset, or text", "note", _NAKALA),
        Rule("authors with family and given name", _persons, _CREATORS, "advised"),
        Rule("ORCID of an author", _orcids, _ORCID, "advised", _NAKALA_NEWS),
        Rule("licence as SPDX identifier", _licence_id, _SPDX, "advised"),
        Rule("description", _said("description"), _DESCRIPTION, "advised", _NAKALA),
        Rule("keywords", _keywords, _KEYWORDS, "advised", _NAKALA),
        Rule("language", _languages, _LANGUAGE, "advised", _NAKALA),
        Rule("DOI", _said("doi"), "given when the data are published", "note", _NAKALA_WAY),
    ),
    "zenodo": (
        Rule("title", _title, _TITLE, source=_ZENODO),
        Rule("creators", _creators, _CREATORS, source=_ZENODO),
        Rule("description", _said("description"), _DESCRIPTION, source=_ZENODO),
        Rule("publication_date", _full_date, f"a full date: {_DATE}", source=_ZENODO),
        Rule("license", _said("licence"), _LICENCE, source=_ZENODO, wanted=_access_is("", "open", "embargoed")),
        Rule("embargo_date", _said("embargo"), _EMBARGO, source=_ZENODO, wanted=_access_is("embargoed")),
        Rule("access_conditions", _said("access_conditions"), _CONDITIONS, source=_ZENODO,
             wanted=_access_is("restricted")),
        Rule("upload_type", _never, "chosen in the form: dataset", "note", _ZENODO),
        Rule("access_right", _said("access"), _ACCESS, "advised", _ZENODO),
        Rule("licence of every file", _one_licence, _ONE_LICENCE, "advised", _ZENODO),
        Rule("keywords", _keywords, _KEYWORDS, "advised", _ZENODO),
        Rule("DOI", _said("doi"), _DOI, "note", _ZENODO),
        Rule("contributors", _contributors, _CONTRIBUTORS, "note", _ZENODO),
        Rule("grants", _funding, _FUNDING, "note", _ZENODO),
        Rule("related_identifiers", _related, _RELATED, "note", _ZENODO),
        Rule("at most 50 GB", _small, "split the corpus, or ask for more", source=_ZENODO_FILES),
        Rule("at most 100 files", _never, f"the bag has more: {_ZIP}", "note", _ZENODO_FILES),
    ),
    "ortolang": (
        Rule("title", _title, _TITLE, source=_ORTOLANG),
        Rule("description", _said("description"), _DESCRIPTION, source=_ORTOLANG),
        Rule("resource type", _never, "chosen in the form: corpus", "note", _ORTOLANG),
        Rule("licence", _said("licence"), _LICENCE, source=_CURATION),
        Rule("producers", _said("publisher"), _PUBLISHER, "advised", _ORTOLANG),
        Rule("contributors", _creators, _CREATORS, "advised", _ORTOLANG),
        Rule("sponsors", _funding, _FUNDING, "advised", _ORTOLANG),
        Rule("language", _languages, _LANGUAGE, "advised", _CURATION),
        Rule("charter and access rights", _never, "accepted and set in the workspace", "note", _CURATION),
    ),
    "textgrid": (
        Rule("title", _title, _TITLE, source=_TEXTGRID),
        Rule("format", _never, "text/xml, set at the import", "note", _TEXTGRID),
        Rule("rights holder", _rights_holder, _HOLDER, source=_TEXTGRID_ITEM),
        Rule("agent of the work", _creators, _CREATORS, source=_TEXTGRID_WORK),
        Rule("date of creation", _said("date"), _DATE, source=_TEXTGRID_WORK),
        Rule("genre of the work", _never, "chosen in the form", "note", _TEXTGRID_WORK),
        Rule("licence of the edition", _said("licence"), _LICENCE, source=_TEXTGRID_PUBLISH),
        Rule("edition of a work", _never, _EDITION, "note", _TEXTGRID_PUBLISH),
    ),
    "clarin": (
        Rule("CMDI profile", _said("cmdi_profile"), 'cmdi_profile = "clarin.eu:cr1:p_…"', source=_CMDI),
        Rule("title", _title, _TITLE, source=_VLO),
        Rule("description", _said("description"), _DESCRIPTION, "advised", _VLO),
        Rule("licence", _said("licence"), _LICENCE, source=_VLO),
        Rule("language", _languages, _LANGUAGE),
        Rule("producer", _said("publisher"), _PUBLISHER, "advised", _CEDIFOR),
        Rule("contact", _said("contact"), _CONTACT, "advised", _CEDIFOR),
        Rule("plain file names", _plain_names, "of ASCII letters, digits, “-” and “.” alone", "advised", _CLARIN_SI),
        Rule("one file", _never, _ZIP, "note", _CLARIN_SI),
        Rule("MdSelfLink", _never, "the address of the record; the centre gives it", "note", _CMDI),
        Rule("address of the resource", _never, "the record says ../corpus/corpus.xml; the centre puts its own", "note",
             _CMDI),
    ),
}  # fmt: skip
"""The archives that are known, with their rules. CLARIN's are those of its record, and of two of its centres."""


def check_deposit(folder: Path, archive: str, about: DepositMetadata, *, free: bool = False) -> list[Demand]:
    """Give the demands of an archive, met or not, those that every archive has last.

    ``free`` asks only of the documents whose licence is free, which are packed alone if that is wanted.
    """
    held = holdings_of(folder, free=free)
    names = tuple(path.relative_to(folder).as_posix() for path in tei_files([folder]))
    known = Known(about, held, names, about_of(folder))
    found = []
    for rule in (*ARCHIVES[archive], *_COMMON):
        if not rule.wanted(known):
            continue
        value = rule.value(known)
        advice = rule.advice if isinstance(rule.advice, str) else rule.advice(known)
        found.append(Demand(rule.what, bool(value), value or advice, rule.level, rule.source))
    return found
