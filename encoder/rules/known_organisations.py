"""The list of organisations, ready to be found in a line."""

from functools import cache
from typing import Final

from encoder.rules.lexicon import bare, sections, words_of
from encoder.rules.phrases import Phrases

_LABELS: Final = ("~", "=")
_SHORTEST: Final = 5


@cache
def known_organisations() -> Phrases:
    """Give the organisations of the list, case kept.

    The label of a form that has other meanings is “~”, that of the name of a maker “=”, and none otherwise.
    """
    found = Phrases(bare)
    for forms in sections("organisations").values():
        for form in forms:
            label = form[0] if form[0] in _LABELS else ""
            plain = form.removeprefix(label)
            found.add(plain, label)
            if (shown := _capitalised(plain)) != plain:
                found.add(shown, label)
            if plain.startswith(("El ", "Al ")):
                found.add(plain.replace(" ", "-", 1), label)
            if len(plain) >= _SHORTEST and plain.isalpha() and plain.isupper():
                found.add(plain.capitalize(), label)
    return found


def _capitalised(form: str) -> str:
    """« Parti Socialiste », « La République En Marche »: as some write names in more than one word."""
    small = words_of("grammar", "of") | words_of("grammar", "articles") | {"et", "à", "au", "aux"}
    first, *rest = form.split(" ")
    return " ".join([first, *(word if word in small or "’" in word else word[:1].upper() + word[1:] for word in rest)])
