"""Exports of a large corpus: time and greatest memory of each format, for a tenth of the corpus and for all of it.

``python -m tests.benchmarks.exports [DOCUMENTS]``. The corpus is made of the analysed documents among the golden files,
each copied under new ids and dates until there are as many as were asked for; their words are those of real sentences,
their number is what is measured.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tei.export import exporter_names, find_exporter
from tests.conftest import ROOT

_GOLDEN = ROOT / "tests" / "encoder" / "golden"
_DOCUMENTS = 1000


def make_corpus(folder: Path, documents: int) -> None:
    """Write so many documents, each with its analysed form, into a new folder."""
    folder.mkdir(parents=True)
    names = sorted(path.name.removesuffix(".ana.xml") for path in _GOLDEN.glob("*.ana.xml"))
    for number in range(documents):
        name = names[number % len(names)]
        date = f"{2000 + number % 24}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        for suffix in (".xml", ".ana.xml"):
            text = (_GOLDEN / f"{name}{suffix}").read_text(encoding="utf-8")
            text = text.replace(f'xml:id="{name}"', f'xml:id="{name}-{number}"', 1)
            text = text.replace(f'<idno type="local">{name}<', f'<idno type="local">{name}-{number}<', 1)
            text = re.sub(r'(<date [^>]*type="published"[^>]*when=)"[^"]*"', rf'\1"{date}"', text)
            (folder / f"{name}-{number}{suffix}").write_text(text, encoding="utf-8", newline="")


def measure(name: str, corpus: Path, output: Path) -> tuple[float, float]:
    """Give the seconds and the greatest memory (MB) of an export in a process of its own."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.exports", "--one", name, str(corpus), str(output)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return time.perf_counter() - start, float(done.stdout.split()[-1])


def main(documents: int = _DOCUMENTS) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        sizes = (max(documents // 10, 1), documents)
        for size in sizes:
            make_corpus(home / str(size), size)
        print(f"{'format':<12}" + "".join(f"{size:>8} documents" for size in sizes))
        for name in exporter_names():
            if find_exporter(name).missing():
                continue
            measured = [measure(name, home / str(size), home / f"{name}-{size}") for size in sizes]
            print(f"{name:<12}" + "".join(f"{seconds:8.1f} s {memory:4.0f} MB" for seconds, memory in measured))


def _one(name: str, corpus: str, output: str) -> None:
    from encoder.exporting import export
    from tei.export import Settings

    result = export(find_exporter(name), [Path(corpus)], Path(output), Settings("bench", "Bench"))
    assert not result.failed, result.failed
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(*sys.argv[2:])
    else:
        main(*map(int, sys.argv[1:]))
