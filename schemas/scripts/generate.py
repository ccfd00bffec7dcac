"""Make the schemas of the project from ``schemas/gazetei.odd``: ``python -m schemas.scripts.generate [--check]``.

With ``--check`` nothing is written: the files that are missing, differ or are left over are named, and the exit
status is 1 if there are any.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from schemas.odd.compiler import compile_odd
from schemas.odd.model import Schema
from schemas.odd.rng import write_rng
from schemas.odd.schematron import write_schematron
from schemas.odd.xsd import write_xsd

ROOT: Final = Path(__file__).parents[2]
ODD: Final = Path("schemas/gazetei.odd")
OUTPUT: Final = Path("schemas/generated")

WRITERS: Final[tuple[Callable[[Schema], Mapping[str, bytes]], ...]] = (
    lambda schema: {f"{schema.ident}.rng": write_rng(schema)},
    lambda schema: {f"{schema.ident}.sch": write_schematron(schema)},
    lambda schema: dict(write_xsd(schema).files),
)
"""Each gives files, by their names in :data:`OUTPUT`."""


def generate(odd: Path) -> dict[str, bytes]:
    """Give what is made of an ODD, by file name. Raises :class:`schemas.errors.OddError` for one that is broken."""
    schema = compile_odd(odd)
    return {name: data for write in WRITERS for name, data in write(schema).items()}


def stale(made: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """Give the names of the files in a folder that are not what was made: missing, different, or left over."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for name in sorted(there | set(made)):
        if name not in made or name not in there or (folder / name).read_bytes() != made[name]:
            yield name


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say what is out of date")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the project")
    options = parser.parse_args(arguments)
    folder = options.root / OUTPUT
    made = generate(options.root / ODD)
    changed = list(stale(made, folder))
    for name in changed:
        path = OUTPUT / name
        if options.check:
            print(f"{path.as_posix()} is out of date; run python -m schemas.scripts.generate", file=sys.stderr)
        elif name in made:
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(made[name])
            print(f"{path.as_posix()}: {len(made[name])} bytes")
        else:
            (folder / name).unlink()
            print(f"{path.as_posix()}: removed")
    return int(bool(changed) and options.check)


if __name__ == "__main__":
    sys.exit(main())
