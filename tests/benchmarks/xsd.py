"""How long the XML Schema of each reference ODD takes to write and to load, and where its verdicts differ."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xmlschema
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[2]))

from schemas.odd.xsd import write_xsd
from tei import parse_file
from tests.schemas.odd import shared


def differing(name: str, is_valid: Callable[[etree._ElementTree], bool]) -> int:
    return sum(is_valid(parse_file(one.path)) != one.valid for one in shared.judged(name))


def main() -> None:
    print(
        f"{'ODD':14}{'write s':>9}{'kB':>7}{'gaps':>6}{'lxml s':>8}{'wrong':>7}{'xmlschema s':>13}{'wrong':>7}{'of':>5}"
    )
    for name in shared.NAMES:
        schema = shared.compiled(name)
        begin = time.perf_counter()
        written = write_xsd(schema)
        after_write = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            for file, data in written.files:
                Path(folder, file).write_bytes(data)
            main_file = str(Path(folder, written.files[0][0]))
            first = time.perf_counter()
            fast = etree.XMLSchema(etree.parse(main_file))
            second = time.perf_counter()
            other = xmlschema.XMLSchema10(
                main_file, defuse="always", allow="sandbox", base_url=folder, use_fallback=False
            )
            third = time.perf_counter()
            size = sum(len(data) for _, data in written.files) // 1000
            print(
                f"{name:14}{after_write - begin:9.2f}{size:7}{len(written.gaps):6}{second - first:8.2f}"
                f"{differing(name, fast.validate):7}{third - second:13.2f}{differing(name, other.is_valid):7}"
                f"{len(shared.judged(name)):5}",
                flush=True,
            )


if __name__ == "__main__":
    main()
