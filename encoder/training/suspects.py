"""List what may be annotated in two ways: ``python -m encoder.training.suspects``, for the reader of the corpus.

A name that is untagged elsewhere; a kind word (« vallée de ») that stands now inside, now outside the name; a form with
two types; a name that begins with an article or a title. Many of them are right, because the use in the sentence
decides; each is to be looked at once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from encoder.training.markup import AnnotatedSentence
from encoder.training.train import sentences

_LEAST: Final = 4
_KIND: Final = re.compile(r"(?<!\w)([a-zé-]{3,}) (?:de la |de l[’']|du |des |de |d[’'])?$", re.IGNORECASE)
_AROUND: Final = 30
_EDGE: Final = re.compile(
    r"(?:(?:le|la|les|un|une|du|de|des|au|aux) |[ld][’']|(?:M\.|Mme|Mlle|Me|Dr|Pr|Mgr|sir|lord|cheikh|imam|maître|"
    r"général|colonel|président|présidente|ministre|maire|député|députée|pape|roi|reine|prince|princesse) )",
    re.IGNORECASE,
)


def untagged(part: list[AnnotatedSentence]) -> Iterator[str]:
    """Give the places where a string stands untagged that is a name elsewhere in the part."""
    names = {one.text[start:end] for one in part for start, end, _ in one.names}
    known = {name for name in names if len(name) >= _LEAST and name[0].isupper()}
    for one in part:
        inside = {at for start, end, _ in one.names for at in range(start, end)}
        for word in re.finditer(r"(?<!\w)[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,3}", one.text):
            for end in range(word.end(), word.start(), -1):
                form = one.text[word.start() : end]
                if form in known and not {word.start(), end - 1} & inside and not one.text[end : end + 1].isalnum():
                    yield f"untagged “{form}”: {one.text[max(0, word.start() - _AROUND) : end + _AROUND]}"
                    break


def kinds(part: list[AnnotatedSentence]) -> Iterator[str]:
    """Give the kind words that stand on both sides of the beginning of a name, with their numbers."""
    out: dict[str, Counter[str]] = defaultdict(Counter)
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for one in part:
        for start, end, _ in one.names:
            if before := _KIND.search(one.text[:start]):
                out[before[1].lower()][one.text[before.start() : end]] += 1
            first = one.text[start:end].split()
            if len(first) > 1:
                inside[first[0].lower()][one.text[start:end]] += 1
    for word in sorted(out.keys() & inside.keys()):
        yield f"{word}: outside {'; '.join(out[word])} | inside {'; '.join(inside[word])}"


def two_types(part: list[AnnotatedSentence]) -> Iterator[str]:
    """Give the forms that have more than one type, with their numbers."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for one in part:
        for start, end, kind in one.names:
            types[one.text[start:end]][kind] += 1
    for form, count in sorted(types.items()):
        if len(count) > 1:
            yield f"two types “{form}”: {', '.join(f'{kind} {number}' for kind, number in count.most_common())}"


def edges(part: list[AnnotatedSentence]) -> Iterator[str]:
    """Give the names that begin with an article or a title."""
    for one in part:
        for start, end, kind in one.names:
            if _EDGE.match(one.text, start, end):
                yield f"edge “{one.text[start:end]}” {kind}: {one.text[max(0, start - _AROUND) : end + _AROUND]}"


if __name__ == "__main__":
    for name in ("corpus", "development"):
        part = sentences(name)
        print(f"# {name}", *untagged(part), *kinds(part), *two_types(part), *edges(part), sep="\n")
