"""Linking: places, persons and organisations of the registers to authorities, offline."""

from encoder.linking.linking import RESP, link

__all__ = ["RESP", "link"]
