"""Where the commands put what they write, and how: see :mod:`tei.writing`."""

from typing import Final

from tei.writing import write_named, write_together, write_whole

WORK: Final = ".work"
"""The folder inside the output folder that holds temporary files and the journal; readers never look there."""

__all__ = ["WORK", "write_named", "write_together", "write_whole"]
