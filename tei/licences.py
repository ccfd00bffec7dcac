"""Licences by their address, their SPDX identifier or their short name (https://spdx.org/licenses/)."""

import re
from typing import Final

_CC_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)(?:/(?:deed|legalcode)\S*)?/?",
    re.IGNORECASE,
)
_CC_NAME: Final = re.compile(r"CC[ -](BY(?:-NC)?(?:-ND|-SA)?)[ -](\d\.\d)", re.IGNORECASE)
_CC0: Final = re.compile(
    r"(?:https?://(?:www\.)?creativecommons\.org/publicdomain/zero/1\.0(?:/\S*)?|CC0(?:[ -]1\.0)?)", re.IGNORECASE
)
_SPDX: Final = re.compile(r"https?://spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html)?/?")
_OPEN: Final = re.compile(r"CC-BY(?:-SA)?-\d\.\d|CC0-1\.0")
_OPEN_ADDRESS: Final = re.compile(r"creativecommons\.org/(?:licenses/by(?:-sa)?|publicdomain)/")


def spdx(licence: str) -> str:
    """Give the SPDX identifier of a licence, ``CC-BY-4.0``; empty where none is known for it.

    Versions of Creative Commons for one country (``/by/3.0/fr/``) are licences of their own and get none.
    """
    if found := _SPDX.fullmatch(licence):
        return found[1]
    if found := _CC_ADDRESS.fullmatch(licence) or _CC_NAME.fullmatch(licence):
        return f"CC-{found[1].upper()}-{found[2]}"
    return "CC0-1.0" if _CC0.fullmatch(licence) else ""


def licence_address(licence: str) -> str:
    """Give the address of a licence: its own, or that of the Creative Commons licence it names; empty without one."""
    if licence.startswith(("http://", "https://")):
        return licence
    identifier = spdx(licence)
    if identifier == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CC_NAME.fullmatch(identifier)
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else ""


def licence_status(licence: str) -> str:
    """Give ``availability/@status``: CC BY, CC BY-SA and the public domain are free, any other licence restricts."""
    if not licence:
        return "unknown"
    is_open = _OPEN.fullmatch(spdx(licence)) or _OPEN_ADDRESS.search(licence)
    return "free" if is_open else "restricted"
