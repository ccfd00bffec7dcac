"""Linking: places, persons and organisations of the registers to authorities, offline."""

from encoder.linking.authorities import Authority, AuthorityError, identify, read_authority
from encoder.linking.linking import RESP, link

__all__ = ["RESP", "Authority", "AuthorityError", "identify", "link", "read_authority"]
