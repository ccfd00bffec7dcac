"""Names that people write out of habit, and the TEI names they mean."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from schemas.nearest import nearest

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@cache
def _habits() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("schemas") / "data" / "habits.toml").read_text(encoding="utf-8"))


def meant_element(
    name: str, allowed: Collection[str], renamed: Mapping[str, str] = NOTHING, *, exact: bool = False
) -> str:
    """Give the one of the allowed elements that ``name`` was probably meant as, or ``""``.

    ``renamed`` gives for the name in TEI the one that documents use (``altIdent``), where they differ; ``exact`` if it
    is a name that exists, so that it is no slip of the pen for another.
    """
    return _meant(name, allowed, renamed, "elements", exact=exact)


def meant_attribute(
    name: str, allowed: Collection[str], renamed: Mapping[str, str] = NOTHING, *, exact: bool = False
) -> str:
    """Give the one of the allowed attributes that ``name`` was probably meant as, or ``""``.

    ``exact`` if it is a name that exists, so that it is no slip of the pen for another.
    """
    return _meant(name, allowed, renamed, "attributes", exact=exact)


def is_habit(name: str) -> bool:
    """Tell whether a name is that of an element in HTML or an older TEI, not one that was misspelt."""
    return name in _habits()["elements"] or name.casefold() in _habits()["elements"]


def _meant(name: str, allowed: Collection[str], renamed: Mapping[str, str], kind: str, *, exact: bool) -> str:
    names = {tei: written for tei, written in renamed.items() if written in allowed}
    names.update(zip(allowed, allowed, strict=True))
    folded = {candidate.casefold(): written for candidate, written in names.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    habit = _habits()[kind].get(name) or _habits()[kind].get(name.casefold(), "")
    if habit and habit in names:
        return names[habit]
    return "" if exact else names.get(nearest(name, sorted(names)), "")


def hint(name: str) -> str:
    """Give the attribute that goes with the element meant by a name of HTML (``b``: ``rend="bold"``), or ``""``."""
    return _habits()["hints"].get(name, "")


def language_tag(value: str) -> str:
    """Give the language tag that a value was probably meant as, or ``""``."""
    folded = value.strip().casefold()
    if "_" in folded:
        return value.strip().replace("_", "-")
    return _habits()["languages"].get(folded, "")
