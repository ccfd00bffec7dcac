"""How long each reference ODD takes: to compile, to write as RELAX NG, and to load that in libxml2."""

import sys
import time
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[2]))

from schemas.odd import compile_odd, write_rng
from tests.schemas.odd import shared


def main() -> None:
    print(f"{'ODD':14}{'elements':>9}{'compile s':>11}{'write s':>9}{'kB':>7}{'load s':>8}")
    for name in shared.NAMES:
        if name == "testdocbook1":
            continue  # its docbook.rng is not part of the set
        begin = time.perf_counter()
        schema = compile_odd(shared.odd(name))
        compiled = time.perf_counter()
        grammar = write_rng(schema)
        written = time.perf_counter()
        etree.RelaxNG(etree.fromstring(grammar))
        loaded = time.perf_counter()
        print(
            f"{name:14}{len(schema.elements):9}{compiled - begin:11.3f}{written - compiled:9.3f}"
            f"{len(grammar) // 1000:7}{loaded - written:8.3f}"
        )


if __name__ == "__main__":
    main()
