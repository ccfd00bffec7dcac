"""A corpus made ready for an archive: a bag with everything in it, and what each archive still asks for."""

from encoder.deposit.archives import ARCHIVES, Demand, check_deposit
from encoder.deposit.metadata import Creator, DepositError, DepositMetadata, read_metadata
from encoder.deposit.package import Packed, RefusedError, package

__all__ = [
    "ARCHIVES",
    "Creator",
    "Demand",
    "DepositError",
    "DepositMetadata",
    "Packed",
    "RefusedError",
    "check_deposit",
    "package",
    "read_metadata",
]
