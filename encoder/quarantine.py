"""What is kept of an article that could not be encoded: a file of JSON for the next person, and no partial TEI.

``quarantine/NAME.json`` in the output folder, where the document would have been ``NAME.xml``: the article's path seen
from the output folder, a code, the message, and the key of what was tried. It goes when the article is encoded.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from encoder.errors import InputError, InvalidResultError, SidecarError
from encoder.writing import take_away, write_whole
from tei import TeiError
from tei.plugins import PluginError

QUARANTINE: Final = PurePosixPath("quarantine")
"""The folder of an output folder that holds what is kept of failures."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an article was not encoded.

    ``code`` is a stable word: a reason of :class:`encoder.errors.InputError`, ``metadata``, ``file``, ``killed``,
    ``annotator``, ``result`` or ``tei``. ``key`` stands for everything the document would have been made from; it is
    empty where that could not be read.
    """

    code: str
    message: str
    key: str = ""


def code_of(error: Exception) -> str:
    """Give the code of an error."""
    if isinstance(error, InputError):
        return error.reason
    if isinstance(error, SidecarError):
        return "metadata"
    if isinstance(error, InvalidResultError | PluginError):
        return "result" if isinstance(error, InvalidResultError) else "annotator"
    return "file" if isinstance(error, OSError) else "tei" if isinstance(error, TeiError) else "encoder"


def quarantine(failure: Failure, *, source: str, target: PurePosixPath, output: Path, work: Path) -> Path:
    """Keep what is to be known of a failure, and give the file it is kept in."""
    path = output / _kept(target)
    kept = {"source": source, **asdict(failure)}
    write_whole(path, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode(), work=work)
    return path


def release(target: PurePosixPath, output: Path) -> None:
    """Take away what was kept of an article, which is well now, or gone; an empty folder goes with it."""
    kept = _kept(target)
    if (output / kept).is_file():
        take_away(kept, output)


def kept_failures(output: Path) -> dict[PurePosixPath, str]:
    """Give the documents that there would be, each with the path of its article as it was recorded."""
    found = {}
    for path in sorted((output / QUARANTINE).rglob("*.json")):
        try:
            source = json.loads(path.read_text(encoding="utf-8"))["source"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        inside = PurePosixPath(*path.relative_to(output / QUARANTINE).parts)
        found[inside.with_name(f"{inside.name.removesuffix('.json')}.xml")] = str(source)
    return found


def _kept(target: PurePosixPath) -> PurePosixPath:
    """Give the file that says why there is no document ``target``, seen from the output folder as that is."""
    return QUARANTINE / target.with_name(f"{target.name.removesuffix('.xml')}.json")
