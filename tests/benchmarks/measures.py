"""How well numbers and measures are found and read: precision, recall, F1 of the spans, share with their value.

A set marked unseen was written before the rules. ``-v`` shows what differs in the development sets.
"""

import sys
import time

from encoder.measures import annotate_measures
from tei import Span
from tests.encoder.dates.marked import Passage
from tests.encoder.measures.marked import MEASURE_SETS, passages_of, value_of


def measure(name: str, *, verbose: bool = False) -> None:
    language, passages = passages_of(name)
    right = found = wanted = valued = 0
    for one in passages:
        got = spans_of(one, language)
        found, wanted, right = found + len(got), wanted + len(one.spans), right + len(got.keys() & one.spans.keys())
        valued += sum(got[span] == one.spans[span] for span in got.keys() & one.spans.keys())
        if verbose:
            for span in sorted(got.keys() | one.spans.keys()):
                if got.get(span) != one.spans.get(span):
                    print(f"  [{one.text[slice(*span)]}] {got.get(span)}, not {one.spans.get(span)}: {one.text}")
    precision, recall, f1 = right / max(found, 1), right / max(wanted, 1), 2 * right / max(found + wanted, 1)
    print(f"{name:22} {wanted:4}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  values {valued / max(right, 1):.3f}")


def spans_of(one: Passage, language: str) -> dict[tuple[int, int], str]:
    layer = annotate_measures(one.text, [Span(0, len(one.text))], [], language)
    return {(a.span.start, a.span.end): value_of(a) for a in layer.annotations}


def main() -> None:
    for name in MEASURE_SETS:
        measure(name, verbose="-v" in sys.argv and "unseen" not in name)
    text = "\n".join(one.text for one in passages_of("French, development")[1]) * 20
    begin = time.perf_counter()
    annotate_measures(text, [Span(0, len(text))], [], "fr")
    print(f"{len(text) / (time.perf_counter() - begin) / 1000:.0f} thousand characters a second")


if __name__ == "__main__":
    main()
