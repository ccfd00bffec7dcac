"""Make the schemas of the project from ``schemas/gazetei.odd``: ``python -m schemas.scripts.generate [--check]``.

With ``--check`` nothing is written: the files that are missing, differ or are left over are named, and the exit
status is 1 if there are any.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from schemas.odd.compiler import compile_odd
from schemas.odd.model import Schema
from schemas.odd.rng import write_rng
from schemas.odd.schematron import write_schematron
from schemas.odd.xsd import write_xsd

ROOT: Final = Path(__file__).parents[2]
ODD: Final = "schemas/gazetei.odd"
OUTPUT: Final = "schemas/generated"

WRITERS: Final[tuple[tuple[str, Callable[[Schema], Iterable[tuple[str, bytes]]]], ...]] = (
    (OUTPUT, lambda schema: [(f"{schema.ident}.rng", write_rng(schema))]),
    (OUTPUT, lambda schema: [(f"{schema.ident}.sch", write_schematron(schema))]),
    (OUTPUT, lambda schema: write_xsd(schema).files),
)
"""Folders of the project, which hold nothing else, with what gives the files in them by name."""


def generate(odd: Path) -> dict[str, bytes]:
    """Give what is made of an ODD, by path. Raises :class:`schemas.errors.OddError` for one that is broken."""
    schema = compile_odd(odd)
    return {f"{folder}/{name}": data for folder, write in WRITERS for name, data in write(schema)}


def stale(made: Mapping[str, bytes], root: Path) -> Iterator[str]:
    """Give the paths below ``root`` that are not what was made: missing, different, or left over."""
    folders = {folder for folder, _ in WRITERS}
    there = {path.relative_to(root).as_posix() for one in folders for path in (root / one).rglob("*") if path.is_file()}
    for path in sorted(there | set(made)):
        if path not in made or path not in there or (root / path).read_bytes() != made[path]:
            yield path


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say what is out of date")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the project")
    options = parser.parse_args(arguments)
    made = generate(options.root / ODD)
    changed = list(stale(made, options.root))
    for path in changed:
        file = options.root / path
        if options.check:
            print(f"{path} is out of date; run python -m schemas.scripts.generate", file=sys.stderr)
        elif path in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made[path])
            print(f"{path}: {len(made[path])} bytes")
        else:
            file.unlink()
            print(f"{path}: removed")
    return int(bool(changed) and options.check)


if __name__ == "__main__":
    sys.exit(main())
