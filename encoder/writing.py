"""Where the commands put what they write, and how: see :mod:`tei.writing`."""

from pathlib import Path, PurePosixPath
from typing import Final

from tei.writing import write_named, write_together, write_whole

WORK: Final = ".work"
"""The folder inside the output folder that holds temporary files and the journal; readers never look there."""

__all__ = ["WORK", "take_away", "write_named", "write_together", "write_whole"]


def take_away(inside: PurePosixPath, output: Path) -> None:
    """Take away a file of an output folder, and the folders in it that are empty then."""
    (output / inside).unlink()
    for folder in inside.parents:
        if folder.parts and not any((output / folder).iterdir()):
            (output / folder).rmdir()
