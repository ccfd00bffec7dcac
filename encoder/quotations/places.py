"""Where a quotation stands: its sentence, what is in front of it there, its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from encoder.quotations.kinds import Words
from encoder.quotations.lexicon import words
from encoder.quotations.stretches import Stretch
from encoder.quotations.tokens import Token
from tei import Span

LONG: Final = 4
"""How many words between marks are more than a word held at a distance."""

SHORT: Final = 24
"""How many tokens a sentence of nothing but quotations has at most; so that a long one is not read for each of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation where it stands: its stretch, the number of its sentence there, that of its token, its words."""

    stretch: Stretch
    position: int
    at: int
    words: Words

    @property
    def tokens(self) -> Sequence[Token]:
        """Give the tokens of its stretch."""
        return self.stretch.tokens

    @property
    def sentence(self) -> Span:
        """Give its sentence, a range of tokens."""
        return self.stretch.sentences[self.position]

    @property
    def token(self) -> Token:
        """Give the token that stands for it."""
        return self.stretch.tokens[self.at]

    @property
    def offset(self) -> int:
        """Give where it begins in the text."""
        return self.token.span.start

    @property
    def leads(self) -> bool:
        """Tell whether only quotations, marks, and words like « puis » stand before it in its sentence."""
        before = self.tokens[self.sentence.start : self.at]
        return len(before) <= SHORT and all(
            one.kind in ("quotation", "mark") or one.low in words("going-on") for one in before
        )

    @property
    def alone(self) -> bool:
        """Tell whether only quotations and marks stand in its sentence."""
        there = self.tokens[self.sentence.start : self.sentence.end]
        return len(there) <= SHORT and all(one.kind in ("quotation", "mark") for one in there)

    def quotation_before(self, reach: int) -> int:
        """Give the number of the token of the quotation before it in its sentence, or -1 if it is further away."""
        near = range(self.at - 1, max(self.sentence.start, self.at - reach) - 1, -1)
        return next((at for at in near if self.tokens[at].kind == "quotation"), -1)
