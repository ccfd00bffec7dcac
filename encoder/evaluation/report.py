"""What a comparison found, as lines of text and as JSON."""

from collections.abc import Iterator
from typing import Any

from encoder.evaluation.compare import Comparison, Score


def lines(result: Comparison, *, differences: int = 20) -> Iterator[str]:
    """Give the report as lines: measures with the number of what was measured, then the first differences."""
    yield f"{result.documents} document{'s' * (result.documents != 1)}"
    yield ""
    yield f"{'names':14}{'number':>7}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}   {'lenient P':>9}{'R':>7}{'F1':>7}"
    for name in (*sorted(result.strict, key=("PER", "LOC", "ORG").index), "all"):
        strict = result.names if name == "all" else result.strict[name]
        lenient = result.names_leniently if name == "all" else result.lenient[name]
        own = "".join(f"{100 * value:7.1f}" for value in (strict.precision, strict.recall, strict.f1))
        other = f"{100 * lenient.precision:12.1f}{100 * lenient.recall:7.1f}{100 * lenient.f1:7.1f}"
        yield f"{name:14}{strict.wanted:7}{strict.found:7}{own}{other}"
    precision, recall = result.b_cubed
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    yield f"{'B³':14}{result.names.right:7}{'':7}{100 * precision:7.1f}{100 * recall:7.1f}{100 * f1:7.1f}"
    if result.links.wanted:
        one = result.links
        yield f"{'links':14}{one.wanted:7}{one.found:7}{100 * one.precision:7.1f}{100 * one.recall:7.1f}"
    for label, whole, parts in (
        ("quotations", result.quotations, (("kind", result.kinds), ("speaker", result.speakers))),
        ("dates", result.dates, (("value", result.values),)),
    ):
        if whole.wanted:
            own = "".join(f"{100 * value:7.1f}" for value in (whole.precision, whole.recall, whole.f1))
            yield f"{label:14}{whole.wanted:7}{whole.found:7}{own}"
            for name, score in parts:
                yield f"  {name:12}{score.wanted:7}{'':7}{100 * score.recall:7.1f}  right of those found"
    confusions = result.confusions()
    if confusions:
        yield ""
        yield "taken for what: " + ", ".join(
            f"{wanted or '–'} → {found or '–'} {number}" for (wanted, found), number in sorted(confusions.items())
        )
    for difference in result.differences[:differences]:
        wanted, found = difference.wanted or "–", difference.found or "–"
        yield f"{difference.path}:{difference.start}: {difference.what} {wanted} → {found}: {difference.words}"
        yield f"    …{difference.context}…"
    if len(result.differences) > differences:
        yield f"… and {len(result.differences) - differences} more differences"


def as_json(result: Comparison) -> dict[str, Any]:
    """Give all measures and differences as a JSON object; shares are between 0 and 1."""
    precision, recall = result.b_cubed
    return {
        "documents": result.documents,
        "names": {
            name: {"strict": _score(result.strict[name]), "lenient": _score(result.lenient[name])}
            for name in sorted(result.strict)
        }
        | {"all": {"strict": _score(result.names), "lenient": _score(result.names_leniently)}},
        "b_cubed": {
            "names": result.names.right,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0,
        },
        "links": _score(result.links),
        "quotations": _score(result.quotations)
        | {"kind": round(result.kinds.recall, 4), "speaker": round(result.speakers.recall, 4)},
        "dates": _score(result.dates) | {"value": round(result.values.recall, 4)},
        "differences": [
            {"file": one.path, "start": one.start, "what": one.what, "wanted": one.wanted, "found": one.found,
             "words": one.words, "context": one.context}
            for one in result.differences
        ],
    }  # fmt: skip


def _score(one: Score) -> dict[str, Any]:
    shares = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    return {"number": one.wanted, "found": one.found, "right": one.right} | {
        name: round(share, 4) for name, share in shares.items()
    }
