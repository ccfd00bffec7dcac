"""Names that people write out of habit, and the TEI names they mean."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from schemas.nearest import nearest


@cache
def _habits() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("schemas") / "data" / "habits.toml").read_text(encoding="utf-8"))


def meant_element(name: str, allowed: Collection[str]) -> str:
    """Give the one of the allowed elements that ``name`` was probably meant as, or ``""``."""
    return _meant(name, allowed, "elements")


def meant_attribute(name: str, allowed: Collection[str]) -> str:
    """Give the one of the allowed attributes that ``name`` was probably meant as, or ``""``."""
    return _meant(name, allowed, "attributes")


def _meant(name: str, allowed: Collection[str], kind: str) -> str:
    folded = {candidate.casefold(): candidate for candidate in allowed}
    if name.casefold() in folded:
        return folded[name.casefold()]
    habit = _habits()[kind].get(name) or _habits()[kind].get(name.casefold(), "")
    if habit and habit in allowed:
        return habit
    return nearest(name, sorted(allowed))


def hint(name: str) -> str:
    """Give the attribute that goes with the element meant by a name of HTML (``b``: ``rend="bold"``), or ``""``."""
    return _habits()["hints"].get(name, "")


def language_tag(value: str) -> str:
    """Give the language tag that a value was probably meant as, or ``""``."""
    folded = value.strip().casefold()
    if "_" in folded:
        return value.strip().replace("_", "-")
    return _habits()["languages"].get(folded, "")
