"""A corpus made ready for an archive: a bag with everything in it, and what each archive still asks for."""

from encoder.deposit.archives import ARCHIVES, Demand, check_deposit
from encoder.deposit.metadata import Contributor, Creator, DepositError, DepositMetadata, Funding, Related
from encoder.deposit.package import Packed, RefusedError, package
from encoder.deposit.reading import read_metadata

__all__ = [
    "ARCHIVES",
    "Contributor",
    "Creator",
    "Demand",
    "DepositError",
    "DepositMetadata",
    "Funding",
    "Packed",
    "RefusedError",
    "Related",
    "check_deposit",
    "package",
    "read_metadata",
]
