"""The names of places: what stands before a name and makes it another place, and the few short forms in use.

« La province d’Alep » is not « Alep »: the word before the name parts the two, and gives the entry its type.
"""

import re
from typing import Final

from encoder.registers.words import Words
from tei import Span

SPELLING: Final = 0
USUAL: Final = 1

_KINDS: Final = {
    "province": "province", "gouvernorat": "governorate", "governorate": "governorate", "wilaya": "province",
    "canton": "state", "département": "department", "district": "district", "oblast": "region",
    "voïvodie": "province", "préfecture": "department", "comté": "district", "county": "district", "land": "state",
    "état": "state", "lac": "water", "fleuve": "water", "golfe": "water", "détroit": "water", "baie": "water",
    "aéroport": "building", "gare": "building", "port": "building", "prison": "building",
}  # fmt: skip
"""The words that, before a name, name another place than the town of that name, with the type of ``place``."""

_BEFORE: Final = re.compile(
    rf"\b(?P<kind>{'|'.join(_KINDS)})s?\s(?:(?:rurale?|orientale?|occidentale?|centrale?)\s)?(?:d[’']|de\s(?:la\s|l[’'])?|du\s|of\s)$",
    re.IGNORECASE,
)
_ORDINARY: Final = ("noire", "rouge", "jaune", "blanche", "morte")
"""Adjectives of seas that mean nothing without « mer »."""

_SHORT: Final[dict[Words, tuple[Words, ...]]] = {
    ("burkina", "faso"): (("burkina",),),
    ("etats", "unis", "d", "amerique"): (("etats", "unis"), ("usa",)),
    ("etats", "unis"): (("usa",),),
    ("royaume", "uni"): (("uk",),),
    ("republique", "democratique", "du", "congo"): (("rdc",), ("rd", "congo")),
    ("republique", "centrafricaine"): (("rca",), ("centrafrique",)),
    ("emirats", "arabes", "unis"): (("emirats",), ("eau",)),
    ("republique", "tcheque"): (("tchequie",),),
    ("coree", "du", "sud"): (("republique", "de", "coree"),),
    ("pays", "bas"): (("hollande",),),
}
"""Short forms of countries and territories that have one in use, folded."""


def kind_before(text: str, name: Span, block: Span) -> str:
    """Give the word before a name that makes it another place than the town of that name, in lower case, or ``""``."""
    match = _BEFORE.search(text, max(block.start, name.start - 40), name.start)
    return match["kind"].casefold() if match else ""


def type_of(kind: str) -> str:
    """Give the ``@type`` of a place whose kind is said before its name, or ``""``."""
    return _KINDS.get(kind, "")


def shorts(form: Words) -> dict[Words, int]:
    """Give the shorter forms of a place's name that are in use, with their level."""
    found = dict.fromkeys(_SHORT.get(form, ()), USUAL)
    if len(form) > 1 and form[0] in ("la", "le", "les", "l"):
        found[form[1:]] = SPELLING  # « La Meuse » begins a sentence; « du Mans » speaks of « Le Mans »
    if len(form) > 2 and form[1] in ("le", "la", "les", "sur", "sous", "en", "lez", "aux") and len(form[0]) > 2:
        found[form[:1]] = USUAL  # « Lons » for « Lons-le-Saunier »
    if len(form) == 2 and form[0] in ("mer", "ocean") and form[1] not in _ORDINARY:
        found[form[1:]] = USUAL  # « la mer Méditerranée » is « la Méditerranée »
    if form[0] == "republique" and len(form) > 3:
        found[form[3:] if form[2] in ("l", "d") else form[2:]] = USUAL
    return found
