"""Rules over a document's names: what a model that reads one sentence cannot know (docs/names.md)."""

from collections.abc import Callable, Sequence
from typing import Final

from encoder.rules.acronyms import read_acronyms
from encoder.rules.appositions import read_appositions
from encoder.rules.boundaries import extend_places, set_boundaries
from encoder.rules.capitals import read_capitals
from encoder.rules.consistency import agree
from encoder.rules.document import RESP, Document, Names, merged, read_document
from encoder.rules.institutions import complete_institutions
from encoder.rules.known import find_known, use_neighbours
from encoder.rules.lists import agree_in_lists
from encoder.rules.metonymy import read_metonymy
from encoder.rules.offices import read_offices
from encoder.rules.pairs import read_pairs
from encoder.rules.placing import read_places
from encoder.rules.refusals import refuse
from encoder.rules.turns import read_turns
from tei import Annotation, Layer, Span

__all__ = ["RESP", "RULES", "STEPS", "apply_rules"]

Rule = Callable[[Document, Names], Names]

RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("turns", read_turns),
    ("refusals", refuse),
    ("boundaries", set_boundaries),
    ("places", extend_places),
    ("institutions", complete_institutions),
    ("known", find_known),
    ("neighbours", use_neighbours),
    ("appositions", read_appositions),
    ("offices", read_offices),
    ("placing", read_places),
    ("acronyms", read_acronyms),
    ("capitals", read_capitals),
    ("pairs", read_pairs),
    ("metonymy", read_metonymy),
    ("lists", agree_in_lists),
    ("consistency", agree),
)
"""The families of rules in the order in which they apply; each takes the names and gives them corrected."""

STEPS: Final[dict[str, tuple[str, str]]] = {
    "rules.turns": ("règles sur les noms : tours de parole", "rules for names: turns of interviews"),
    "rules.boundaries": ("règles sur les noms : limites", "rules for names: boundaries"),
    "rules.places": ("règles sur les noms : voies et sites", "rules for names: streets and sites"),
    "rules.institutions": ("règles sur les noms : institutions", "rules for names: institutions"),
    "rules.known": ("règles sur les noms : organisations connues", "rules for names: known organisations"),
    "rules.appositions": ("règles sur les noms : appositions", "rules for names: appositions"),
    "rules.neighbours": ("règles sur les noms : mots voisins", "rules for names: neighbouring words"),
    "rules.offices": ("règles sur les noms : fonctions et employeurs", "rules for names: offices and employers"),
    "rules.acronyms": ("règles sur les noms : sigles développés", "rules for names: acronyms spelt out"),
    "rules.capitals": ("règles sur les noms : capitales", "rules for names: capitals"),
    "rules.placing": ("règles sur les noms : à la place d’un lieu", "rules for names: in the place of a place"),
    "rules.pairs": ("règles sur les noms : traits d’union", "rules for names: hyphens"),
    "rules.lists": ("règles sur les noms : énumérations", "rules for names: lists"),
    "rules.metonymy": (
        "règles sur les noms : lieux mis pour qui y agit",
        "rules for names: places that stand for who acts",
    ),
    "rules.consistency": ("règles sur les noms : cohérence du document", "rules for names: one document, one decision"),
}
"""What ``@resp`` points to, without its ``#``: the families that put names in, in French and in English."""


def apply_rules(
    text: str,
    blocks: Sequence[Span],
    found: Layer,
    *,
    lang: str,
    certain: Sequence[Span] = (),
    rules: Sequence[tuple[str, Rule]] = RULES,
) -> Layer:
    """Give the layer of names after the rules for a language (BCP 47) have corrected it.

    Spans are code points of ``text``, half-open; names do not overlap and none crosses the edge of a block. What a
    rule adds, moves or retypes has a ``@cert`` and in ``@resp`` the family of the last rule that decided it
    (``#rules.acronyms``, see :data:`STEPS`); the rest stays as it was found. ``certain`` are spans of names that no
    rule changes (a byline's persons).
    """
    document = read_document(text, blocks, lang, certain)
    names = merged(document, (), document.within_lines(found.annotations))
    for family, rule in rules:
        names = tuple(_signed(one, family) for one in rule(document, names))
    return Layer(found.name, names)


def _signed(one: Annotation, family: str) -> Annotation:
    """Give a name that was just decided its family."""
    return one.having(resp=f"{RESP}.{family}") if one.get("resp") == RESP else one
