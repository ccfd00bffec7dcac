"""What an archive is told of a corpus: whose it is, what it is, who may see it, what it is made of and goes with."""

import re
from dataclasses import dataclass, fields
from typing import Final

from encoder.errors import EncoderError
from tei.corpus import About, Agent

DEPOSIT: Final = "deposit.toml"
"""The file of a corpus that says what an archive is told."""

OLAC: Final = "clarin.eu:cr1:p_1288172614026"
"""The CMDI profile of the record that is made: OLAC-DcmiTerms."""

ACCESS: Final = ("open", "embargoed", "restricted", "closed")
"""What ``access`` may be: the words of Zenodo, which COAR has too (but for ``closed``, its ``metadata only``)."""

ROLES: Final = (
    "ContactPerson", "DataCollector", "DataCurator", "DataManager", "Distributor", "Editor", "HostingInstitution",
    "Producer", "ProjectLeader", "ProjectManager", "ProjectMember", "RegistrationAgency", "RegistrationAuthority",
    "RelatedPerson", "Researcher", "ResearchGroup", "RightsHolder", "Sponsor", "Supervisor", "WorkPackageLeader",
    "Other",
)  # fmt: skip
"""What a contributor may be: ``contributorType`` of DataCite 4.5."""

RELATIONS: Final = (
    "IsCitedBy", "Cites", "IsCollectedBy", "Collects", "IsSupplementTo", "IsSupplementedBy", "IsContinuedBy",
    "Continues", "IsDescribedBy", "Describes", "HasMetadata", "IsMetadataFor", "HasVersion", "IsVersionOf",
    "IsNewVersionOf", "IsPartOf", "IsPreviousVersionOf", "IsPublishedIn", "HasPart", "IsReferencedBy", "References",
    "IsDocumentedBy", "Documents", "IsCompiledBy", "Compiles", "IsVariantFormOf", "IsOriginalFormOf", "IsIdenticalTo",
    "IsReviewedBy", "Reviews", "IsDerivedFrom", "IsSourceOf", "IsRequiredBy", "Requires", "IsObsoletedBy", "Obsoletes",
)  # fmt: skip
"""How a corpus may go with something else: ``relationType`` of DataCite 4.5."""


def spoken_role(role: str) -> str:
    """Give a role of ``ROLES`` in words: ``data curator`` for ``DataCurator``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", role).lower()


def is_day(value: str) -> bool:
    """Tell whether a date (ISO 8601, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``) is that of a day."""
    return len(value) == len("2026-01-31")


def _plain(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


class DepositError(EncoderError, ValueError):
    """What is said of a corpus cannot be used, or a corpus cannot be packed; ``path`` and ``key`` name the place.

    ``line`` is that of the key in its file (1-based, 0 if it is not known).
    """

    def __init__(self, message: str, *, path: str = "", key: str = "", line: int = 0) -> None:
        self.message = message
        self.path = path
        self.key = key
        self.line = line
        place = f"{path}:{line}: " if line else f"{path}: " if path else ""
        super().__init__(f"{place}{message}")


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the corpus: a person (``Family, Given``) with ORCID and affiliation, or an institution with its ``url``.

    ``affiliation_url`` is the address of the affiliation, best its ROR. What is not known is empty.
    """

    name: str
    orcid: str = ""
    affiliation: str = ""
    affiliation_url: str = ""
    url: str = ""

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person: the name has a comma, or there is an ORCID."""
        return bool(self.orcid) or "," in self.name

    @property
    def parts(self) -> tuple[str, str]:
        """Give the family and the given name of a person; both are empty where the name has no comma."""
        family, comma, given = self.name.partition(",")
        return (family.strip(), given.strip()) if comma else ("", "")


@dataclass(frozen=True, slots=True)
class Contributor(Creator):
    """Who had a part in the corpus without being its author; ``role`` is one of ``ROLES``."""

    role: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid: the name and address (best a ROR) of the funder, number and title of the grant."""

    name: str
    url: str = ""
    award: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """What the corpus goes with: a relation of ``RELATIONS``, and a DOI (bare) or an address."""

    relation: str
    identifier: str

    @property
    def is_doi(self) -> bool:
        """Tell whether it is named by a DOI."""
        return not self.identifier.startswith(("http://", "https://"))

    @property
    def address(self) -> str:
        """Give the address of it, for a DOI that of its resolver."""
        return f"https://doi.org/{self.identifier}" if self.is_doi else self.identifier


@dataclass(frozen=True, slots=True)
class DepositMetadata:
    """What is known of a corpus as a whole; what is not known is empty.

    ``date`` (ISO 8601) is that of publication, ``embargo`` the day the files become free; ``publisher_url`` the
    publisher's address, best its ROR. ``access_conditions`` say who gets restricted files. ``cmdi_record`` is a CMDI
    record of your own, a path from the corpus; it is packed instead of the one that is made.
    """

    title: str = ""
    description: str = ""
    creators: tuple[Creator, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    publisher: str = ""
    publisher_url: str = ""
    date: str = ""
    licence: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    version: str = ""
    doi: str = ""
    contact: str = ""
    funding: tuple[Funding, ...] = ()
    related: tuple[Related, ...] = ()
    access: str = ""
    access_conditions: str = ""
    embargo: str = ""
    cmdi_profile: str = OLAC
    cmdi_record: str = ""

    @property
    def corpus(self) -> About:
        """Give what the corpus file says of it."""
        authors = tuple(Agent(one.name, one.orcid) for one in self.creators)
        others = tuple(Agent(one.name, part=spoken_role(one.role)) for one in self.contributors)
        return About(self.title, self.publisher, self.licence, self.date, authors, others, self.doi, self.description)

    def unlike(self, corpus: About) -> str:
        """Give what a corpus file says otherwise, ``title, doi``; empty if it agrees, or if there is none."""
        if corpus == About():
            return ""
        mine = self.corpus
        names = (one.name for one in fields(About))
        return ", ".join(one for one in names if _plain(getattr(mine, one)) != _plain(getattr(corpus, one)))

    @property
    def access_uri(self) -> str:
        """Give the term of OpenAIRE for the access, ``info:eu-repo/semantics/embargoedAccess``; empty if not said."""
        return f"info:eu-repo/semantics/{self.access}Access" if self.access else ""
