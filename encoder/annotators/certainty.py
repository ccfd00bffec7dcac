"""How sure the shipped recogniser is of a name: what its beam of readings gives it, in the levels of its calibration.

The score of a name is the share of it in the eight best readings of its block. What a score is worth was measured on
the development part, type by type: ``sheet.json`` has the least score of each level, docs/names.md the table.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

LEVELS: Final = ("high", "medium", "low")
Thresholds = Mapping[str, Mapping[str, float]]
"""For each label, the least score of ``high`` and of ``medium``."""

_WIDTH: Final = 8
_DENSITY: Final = 0.0001
_BATCH: Final = 32
_LONGEST: Final = 1_000
"""The most tokens of a block that is read in several ways: each reading is copied at each token."""


def scored(pipeline: Any, texts: Sequence[str]) -> Iterator[list[tuple[Any, float | None]]]:
    """Give the names of each text (spaCy's spans) with their scores, 0 to 1; those of a very long text have none."""
    recogniser = pipeline.get_pipe("ner")
    for start in range(0, len(texts), _BATCH):
        documents = list(pipeline.pipe(texts[start : start + _BATCH]))
        short = [number for number, one in enumerate(documents) if 0 < len(one) <= _LONGEST and one.ents]
        again = [pipeline.make_doc(documents[number].text) for number in short]
        beams = recogniser.beam_parse(again, beam_width=_WIDTH, beam_density=_DENSITY) if again else []
        scores = dict(zip(short, recogniser.scored_ents(beams) if again else [], strict=True))
        for number, document in enumerate(documents):
            its = scores.get(number)
            yield [
                (one, None if its is None else float(its.get((one.start, one.end, one.label_), 0.0)))
                for one in document.ents
            ]


def level(score: float | None, label: str, thresholds: Thresholds) -> str:
    """Give the level of a score: ``high``, ``medium`` or ``low``; ``medium`` for a name without one."""
    if score is None:
        return "medium"
    least = thresholds.get(label, {})
    return next((one for one in LEVELS if score >= least.get(one, float("inf"))), "low")
