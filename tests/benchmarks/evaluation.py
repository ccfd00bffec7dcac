"""What ``gazetei evaluate`` says of the real articles of ``../shared/gold``, where it exists.

The table of docs/evaluation.md is made here. Each article is encoded with the day of its publication, and nothing else
is given. ``-v`` lists every difference.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from encoder.evaluation import compare, find_pairs, read_annotated
from encoder.evaluation.report import lines
from encoder.pipeline import Options, encode
from tests.conftest import SHARED


def encoded(folder: Path, target: Path) -> Iterator[Path]:
    """Encode the articles of a folder and give the path of each document."""
    for path in sorted(folder.glob("*.txt")):
        date = json.loads(path.with_suffix(".meta.json").read_text(encoding="utf-8"))["date"]
        done = encode(
            path.read_bytes(), filename=path.name, article_id=path.stem, options=Options(metadata={"date": date})
        )
        document = target / f"{path.stem}.xml"
        document.write_bytes(done.data)
        yield document


def report(*, differences: int = 0) -> Iterator[str]:
    """Give the lines of the report."""
    gold = SHARED / "gold"
    with tempfile.TemporaryDirectory() as folder:
        list(encoded(gold, Path(folder)))
        pairs = find_pairs(gold, Path(folder)).pairs
        result = compare((read_annotated(one), read_annotated(other)) for one, other in pairs)
    yield from (
        line.replace(f"{SHARED}/", "").replace(f"{folder}/", "") for line in lines(result, differences=differences)
    )


def main() -> None:
    if not (SHARED / "gold").is_dir():
        print("the annotated articles are not here")
        return
    for line in report(differences=1000 if "-v" in sys.argv else 0):
        print(line)


if __name__ == "__main__":
    main()
