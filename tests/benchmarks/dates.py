"""How well dates are found and resolved: precision, recall, F1 of the spans, share of those found with their value.

A set marked unseen was written before the rules and not looked at while they were made. ``-v`` shows what differs in
the development sets.
"""

import sys
import time
from collections.abc import Iterable

from encoder.dates import Published, annotate_dates
from tei import Span
from tests.encoder.dates.marked import DATE_SETS, Passage, read_passages, value_of


def measure(name: str, language: str, passages: Iterable[Passage], *, verbose: bool = False) -> None:
    right = found = wanted = valued = known = known_right = 0
    for one in passages:
        dates = annotate_dates(one.text, [Span(0, len(one.text))], [], Published.of(one.published), language)
        got = {(a.span.start, a.span.end): value_of(a) for a in dates.layer.annotations}
        impossible = {(span.start, span.end) for span in dates.impossible}
        got.update(dict.fromkeys(impossible, "!"))
        found, wanted, right = found + len(got), wanted + len(one.spans), right + len(got.keys() & one.spans.keys())
        for span in got.keys() & one.spans.keys():
            equal = got[span] == one.spans[span]
            valued += equal
            if one.published:
                known, known_right = known + 1, known_right + equal
            if verbose and not equal:
                print(f"  value {one.text[slice(*span)]}: {got[span]}, not {one.spans[span]}")
        if verbose:
            for span in sorted(got.keys() ^ one.spans.keys()):
                sign = "spurious" if span in got else "missed"
                print(f"  {sign} [{one.text[slice(*span)]}] in {one.text}")
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * right / max(found + wanted, 1)
    print(
        f"{name:22} {wanted:4} dates  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  "
        f"values {valued / max(right, 1):.3f}, where the publication is known {known_right / max(known, 1):.3f}"
    )


def main() -> None:
    for name, (language, file, part) in DATE_SETS.items():
        measure(name, language, read_passages(file, part), verbose="-v" in sys.argv and "unseen" not in name)
    passages = list(read_passages("dates-fr-development.txt"))
    text = "\n".join(one.text for one in passages) * 20
    begin = time.perf_counter()
    annotate_dates(text, [Span(0, len(text))], [], Published.of("2024-12-03"), "fr")
    print(f"{len(text) / (time.perf_counter() - begin) / 1000:.0f} thousand characters a second")


if __name__ == "__main__":
    main()
