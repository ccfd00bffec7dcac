"""Exports of a large corpus: processor time and memory of each format, for a tenth of the corpus and for all of it.

``python -m tests.benchmarks.exports [DOCUMENTS]``. The corpus is made by :mod:`tests.benchmarks.press`: articles of 60
to 3,000 words, each with its analysed form. Last comes one document of 100,000 words.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tei import serialise
from tei.export import exporter_names, find_exporter, read_document
from tests.benchmarks.press import write_article
from tests.conftest import ROOT

_DOCUMENTS = 1000
_LONG = 100_000


def make_corpus(folder: Path, documents: int, words: int = 0) -> Counter[str]:
    """Write so many documents, each with its analysed form, into a new folder; give what there is of them."""
    folder.mkdir(parents=True)
    counts: Counter[str] = Counter()
    for number in range(documents):
        written = write_article(number, words)
        (folder / f"{written.id}.xml").write_bytes(serialise(written.document))
        (folder / f"{written.id}.ana.xml").write_bytes(serialise(written.analysed))
        document = read_document(written.analysed)
        counts.update(
            documents=1,
            words=len(document.words),
            sentences=len(document.sentences),
            mentions=len(document.mentions),
            quotations=len(document.quotations),
        )
    return counts


def measure(name: str, corpus: Path, output: Path) -> tuple[float, float]:
    """Give the processor time (seconds) and the greatest memory (MB) of an export in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.exports", "--one", name, str(corpus), str(output)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def main(documents: int = _DOCUMENTS) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        corpora = {
            "tenth": make_corpus(home / "tenth", max(documents // 10, 1)),
            "all": make_corpus(home / "all", documents),
            "long": make_corpus(home / "long", 1, _LONG),
        }
        for name, counts in corpora.items():
            print(f"{name}: " + ", ".join(f"{number} {what}" for what, number in counts.items()))
        print(f"{'format':<12}" + "".join(f"{name:>16}" for name in corpora))
        for name in exporter_names():
            if find_exporter(name).missing():
                continue
            measured = [measure(name, home / corpus, home / f"{name}-{corpus}") for corpus in corpora]
            print(
                f"{name:<12}" + "".join(f"{seconds:8.1f} s {memory:4.0f} MB" for seconds, memory in measured),
                flush=True,
            )


def _one(name: str, corpus: str, output: str) -> None:
    from encoder.exporting import export
    from tei.export import Settings

    result = export(find_exporter(name), [Path(corpus)], Path(output), Settings("bench", "Bench"))
    assert not result.failed, result.failed
    print(time.process_time(), _peak())


def _peak() -> float:
    """Give the greatest memory of this process (MB); ``getrusage`` would count that of the one that started it too."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(*sys.argv[2:])
    else:
        main(*map(int, sys.argv[1:]))
