"""Who speaks or acts at a place of an article, who says a quotation, and the offices of persons."""

from dataclasses import dataclass

from encoder.quotations.lexicon import Gender
from encoder.quotations.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: pointers to entries, how sure that is, and whether it is a text that says it."""

    refs: tuple[str, ...] = ()
    cert: str = "high"
    written: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who speaks or acts at a place; ``phrase`` is an unnamed one that has no entry yet."""

    at: int
    block: int
    refs: tuple[str, ...]
    gender: Gender
    plural: bool
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office or a profession that a person is said to have, at a place; ``of`` are the words that say which.

    ``heads`` is the organisation that the office is at the head of.
    """

    at: int
    noun: str
    ref: str
    of: frozenset[str] = frozenset()
    heads: str = ""
