"""The last line of a run: what was found, in how many files, by which checks, against which schema."""

from schemas.finding import LAYERS, LayerName
from schemas.report.escape import visible
from schemas.results import Report


def count(number: int, noun: str) -> str:
    """Give a number and its noun: ``1 error``, ``3 errors``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def counts_line(counts: tuple[int, int, int], *, at_least: bool = False) -> str:
    """Give the counts that are not zero (``3 errors, 1 warning``), or ``no errors``.

    ``at_least``: there may be more of the gravest (``2,000 errors or more``).
    """
    named = zip(counts, ("error", "warning", "note"), strict=True)
    parts = [count(number, noun) for number, noun in named if number]
    if parts and at_least:
        parts[0] += " or more"
    return ", ".join(parts) or "no errors"


def summary(report: Report) -> str:
    """Give the line, without a line end."""
    total = len(report.files)
    valid = sum(file.valid for file in report.files)
    concerned = sum(file.reaches("info") for file in report.files)
    if concerned:
        counts = counts_line(report.counts, at_least=report.at_least)
        found = f"{counts} in {concerned} of {count(total, 'file')} ({valid} valid)"
    else:
        found = f"no errors in {count(total, 'file')}"
    parts = [found, *_checks(report)]
    if report.schema_sha256:
        parts.append(f"schema {report.schema_sha256[:8]}")
    return "; ".join(parts)


def _checks(report: Report) -> list[str]:
    checked = {layer for file in report.files for layer in file.checked}
    parts = ["checked " + (", ".join(layer for layer in LAYERS if layer in checked) or "nothing")]
    reasons: dict[LayerName, dict[str, int]] = {}
    for file in report.files:
        for layer, reason in file.skipped:
            tally = reasons.setdefault(layer, {})
            tally[reason] = tally.get(reason, 0) + 1
    for layer in (layer for layer in LAYERS if layer in reasons):
        why = [_reason(reason, number, len(report.files)) for reason, number in sorted(reasons[layer].items())]
        parts.append(f"skipped {layer} ({', '.join(why)})")
    return parts


def _reason(reason: str, number: int, total: int) -> str:
    return visible(reason) + (f" in {count(number, 'file')}" if number < total else "")
