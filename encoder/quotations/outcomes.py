"""What is decided of a quotation: its kind, and who says it."""

from dataclasses import dataclass

from encoder.quotations.kinds import Kind
from encoder.quotations.turns import Speaker
from tei import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided of a quotation: its kind, its speaker or source, its cue, who relays it.

    ``level`` is that of a title, empty where it cannot be told.
    """

    kind: Kind
    speaker: Speaker | None = None
    cue: Span | None = None
    relay: str = ""
    level: str = ""

    @property
    def attributed_to(self) -> Speaker | None:
        """Give who says it, or the source of written words, if it is one of these and that has an entry."""
        return self.speaker if self.kind in ("said", "quote") and self.refs else None

    @property
    def refs(self) -> tuple[str, ...]:
        """Give the entries of its speaker, of whatever kind it is."""
        return self.speaker.refs if self.speaker else ()
