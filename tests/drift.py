"""Fail if ``corpus/`` is not what encoding ``seeds/`` gives today, byte for byte."""

import sys
import tempfile
from pathlib import Path

from encoder.batch import encode_batch
from encoder.pipeline import Options

ROOT = Path(__file__).resolve().parent.parent


def main(when: str) -> int:
    """Compare; give the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        for _, outcome in encode_batch([ROOT / "seeds"], fresh, Options(when=when)):
            if outcome.error:
                print(f"{outcome.shown}: {outcome.error}")
                return 1
        expected, found = _files(fresh), _files(ROOT / "corpus")
    stale = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    for name in stale:
        print(f"corpus/{name} is not what a fresh build gives; run make corpus and commit it")
    return 1 if stale else 0


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".work" not in path.parts
    }


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
