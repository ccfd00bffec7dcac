"""Finding the forms of a list in a line: the longest that begins at a word, case apart or not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from encoder.rules.document import Line, Word, words_in
from encoder.rules.lexicon import bare, folded


@dataclass(frozen=True)
class Phrases:
    """Forms, word by word, found in constant time for each word of a text."""

    key: Callable[[str], str]
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, form: str, label: str = "") -> None:
        """Put a form in; ``label`` is given back where it is found."""
        words = tuple(self.key(word.text) for word in words_in(form))
        if words:
            known = self.forms.setdefault(words[0], [])
            known.append((words, label))
            known.sort(key=lambda one: -len(one[0]))

    def at_form(self, form: str) -> bool:
        """Tell whether a form in one word is among them, whatever its label."""
        key = self.key(form)
        return any(words == (key,) for words, _ in self.forms.get(key, ()))

    def at(self, line: Line, index: int) -> tuple[int, str] | None:
        """Give the index after the longest form that begins at a word, and its label; ``None`` if there is none."""
        if index >= len(line.words):
            return None
        for words, label in self.forms.get(self.key(line.words[index].text), ()):
            end = index + len(words)
            if end <= len(line.words) and all(
                self.key(word.text) == wanted for word, wanted in zip(line.words[index:end], words, strict=True)
            ):
                return end, label
        return None


def any_case(forms: Iterable[str], label: str = "") -> Phrases:
    """Give phrases that are found in any case."""
    found = Phrases(folded)
    for form in forms:
        found.add(form, label)
    return found


def same_case(forms: Iterable[str], label: str = "") -> Phrases:
    """Give phrases that are found in their own case."""
    found = Phrases(bare)
    for form in forms:
        found.add(form, label)
    return found


def joined(one: Word, other: Word) -> bool:
    """Tell whether one blank at most separates two words that follow each other."""
    return other.start - one.end <= 1
