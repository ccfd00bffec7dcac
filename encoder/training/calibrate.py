"""What the scores of the recogniser are worth: the least score of each level of certainty, and how often it is right.

``python -m encoder.training.calibrate`` prints the table of docs/names.md for the model that the package carries.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from encoder.annotators.certainty import LEVELS, Thresholds, level, scored
from encoder.training.markup import TYPES, AnnotatedSentence

HIGH: Final = 0.95
"""How often a name that is ``high`` is right, at least."""

LOW: Final = 0.65
"""How often a name that is ``low`` is right, at most."""

_FEWEST: Final = 20
Judged = tuple[float, str, bool]


def judge(nlp: Any, gold: Sequence[AnnotatedSentence]) -> list[Judged]:
    """Give the names that a pipeline finds in annotated text: score, type, and whether it is right, strictly."""
    found = []
    for one, names in zip(gold, scored(nlp, [one.text for one in gold]), strict=True):
        for entity, score in names:
            if entity.label_ in TYPES and score is not None:
                found.append((score, entity.label_, (entity.start_char, entity.end_char, entity.label_) in one.names))
    return found


def calibrate(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Give, for each type, the least score of ``high`` and of ``medium``: as many names as can be at both ends.

    A level that hardly any name would reach is left out.
    """
    found: dict[str, dict[str, float]] = {}
    for kind in TYPES:
        its = sorted((one for one in judged if one[1] == kind), reverse=True)
        edges = [0, *(end for end in range(1, len(its)) if its[end][0] < its[end - 1][0]), len(its)]
        right = [0]
        for _, _, is_right in its:
            right.append(right[-1] + is_right)
        high = max(end for end in edges if right[end] >= HIGH * end)
        tails = [end for end in edges if end >= high and right[-1] - right[end] <= LOW * (len(its) - end)]
        found[kind] = {"high": round(its[high - 1][0], 6)} if high >= _FEWEST else {}
        if (end := tails[0]) > high:
            found[kind]["medium"] = round(its[end - 1][0], 6)
    return found


def reliability(judged: Sequence[Judged], thresholds: Thresholds) -> list[str]:
    """Give the rows of a table in Markdown: for each level, how many names it has and how many of them are right."""
    count: Counter[tuple[str, str, bool]] = Counter()
    for score, kind, is_right in judged:
        count[level(score, kind, thresholds), kind, is_right] += 1
    rows = ["| `@cert` | PER | LOC | ORG |", "|---|---|---|---|"]
    for name in LEVELS:
        cells = []
        for kind in TYPES:
            right, wrong = count[name, kind, True], count[name, kind, False]
            cells.append(f"{right / (right + wrong):.2f} of {right + wrong}" if right + wrong else "none")
        rows.append(f"| `{name}` | {' | '.join(cells)} |")
    return rows


def main() -> None:
    """Print the table for the shipped model."""
    from encoder.annotators.entities import shipped
    from encoder.training.train import blocks, sentences

    nlp, thresholds = shipped()
    print("\n".join(reliability(judge(nlp, blocks(sentences("development"))), thresholds)))


if __name__ == "__main__":
    main()
