"""How long the rules of a schema take on documents: ``python -m tests.benchmarks.rules SCHEMA.sch DOCUMENT…``.

Prints milliseconds a document for parsing and for the rules, over all documents, and how many tests libxml2 runs.
"""

import sys
import time
from pathlib import Path

from schemas.rules import load
from tei.parse import parse_file
from tests.schemas.rules.sch import fast_tests


def main(schema: str, *documents: str) -> None:
    start = time.perf_counter()
    rules = load(Path(schema).read_bytes(), path=schema)
    loaded = time.perf_counter() - start
    parsed = checked = 0.0
    found = 0
    for name in documents:
        start = time.perf_counter()
        tree = parse_file(Path(name))
        parsed += time.perf_counter() - start
        start = time.perf_counter()
        found += sum(1 for _ in rules.check(tree))
        checked += time.perf_counter() - start
    fast, tests = fast_tests(rules)
    count = max(len(documents), 1)
    print(f"{len(rules.rules)} rules, {tests} tests ({fast} in libxml2), loaded in {loaded * 1e3:.0f} ms")
    each = f"parsing {parsed / count * 1e3:.2f} ms, rules {checked / count * 1e3:.2f} ms each"
    print(f"{len(documents)} documents, {found} failures: {each}")


if __name__ == "__main__":
    main(*sys.argv[1:])
