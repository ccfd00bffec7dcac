"""How well names are grouped into entries (B³ over the marked documents) and cut into parts (over the marked names).

``-v`` shows what differs in development.
"""

import sys

from tests.encoder.registers.documents import DOCUMENT_SETS, b_cubed, read_documents, references
from tests.encoder.registers.names import read_names


def main() -> None:
    for name in DOCUMENT_SETS:
        documents = read_documents(name)
        precision = recall = 0.0
        for one in documents:
            found = references(one)
            sums = b_cubed(found, one.who)
            precision, recall = precision + sums[0], recall + sums[1]
            if "-v" in sys.argv and name == "development":
                pairs = sorted(set(zip(one.who, found, strict=True)))
                for who, entry in pairs:
                    if sum(pair[0] == who or pair[1] == entry for pair in pairs) > 1:
                        print(f"  {one.title}: {who} -> {entry}")
        total = sum(len(one.names) for one in documents)
        precision, recall = precision / total, recall / total
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name:12} {len(documents)} documents, {total} names  P {precision:.3f}  R {recall:.3f}  B³ F1 {f1:.3f}")
    for half in ("before", "after"):
        names = [one for one in read_names() if one.half == half]
        right = sum(one.found() == one.parts for one in names)
        print(f"parts        {len(names)} names written {half} the rules were read: {right} right")


if __name__ == "__main__":
    main()
