"""How often each engine gives the recorded verdict on the documents and mutants of each reference ODD."""

import subprocess
import tempfile
from pathlib import Path

from lxml import etree

from schemas.engines.jing import command
from schemas.odd import NativeValidator, Schema, write_rng
from tei.parse import parse_file
from tests.schemas.odd import shared


def main() -> None:
    print(f"{'ODD':14}{'documents':>10}{'libxml2':>9}{'jing':>6}{'native':>8}")
    totals = [0, 0, 0, 0]
    for name in shared.NAMES:
        schema = shared.compiled(name)
        row = [len(shared.judged(name)), *agreeing(name, schema)]
        totals = [total + number for total, number in zip(totals, row, strict=True)]
        print(f"{name:14}{row[0]:10}{row[1]:9}{row[2]:6}{row[3]:8}", flush=True)
    print(f"{'all':14}{totals[0]:10}{totals[1]:9}{totals[2]:6}{totals[3]:8}")


def agreeing(name: str, schema: Schema) -> tuple[int, int, int]:
    """Count the verdicts of libxml2, jing (0 where it is not here) and the native validator that are as recorded."""
    grammar = write_rng(schema)
    fast, native = etree.RelaxNG(etree.fromstring(grammar)), NativeValidator(schema)
    documents = shared.judged(name)
    by_libxml2 = sum(fast.validate(parse_file(one.path)) == one.valid for one in documents)
    by_native = sum(native.is_valid(parse_file(one.path).getroot()) == one.valid for one in documents)
    if not command():
        return by_libxml2, 0, by_native
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "schema.rng"
        file.write_bytes(grammar)
        run = [*command(), str(file), *(str(one.path) for one in documents)]
        said = subprocess.run(run, capture_output=True, text=True, check=False).stdout
    faulty = {line.partition(".xml:")[0] + ".xml" for line in said.splitlines()}
    return by_libxml2, sum((str(one.path) not in faulty) == one.valid for one in documents), by_native


if __name__ == "__main__":
    main()
