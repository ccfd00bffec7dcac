"""What a check found: one frozen record a cause, in a form that every report format can print."""

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["error", "warning", "info"]
"""How grave a finding is; ``LEVELS`` orders them, worst first."""

LayerName = Literal["wf", "schema", "rules", "links", "text", "tool"]
"""What was checked when the finding was made; ``tool`` is for what the run itself has to say."""

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "info")
LAYERS: Final[tuple[LayerName, ...]] = ("wf", "schema", "rules", "links", "text")


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one document.

    Lines and columns are 1-based, columns in code points of the user's own file (a byte order mark is not
    counted); the end is exclusive, so ``end_column - column`` is the width of the caret. ``subject`` is the
    name that is at fault, as a report groups by it (``persname``, ``@when``). ``excerpt`` is the raw source
    line or, if that is long, the part of it that begins at column ``excerpt_column``. ``expected`` lists what
    would have been right, the likeliest first; ``suggestion`` is one fix, in a clause.
    """

    code: str
    level: Level
    layer: LayerName
    path: str
    line: int
    column: int
    message: str
    end_line: int = 0
    end_column: int = 0
    xpath: str = ""
    subject: str = ""
    excerpt: str = ""
    excerpt_column: int = 1
    expected: tuple[str, ...] = ()
    suggestion: str = ""

    def __post_init__(self) -> None:
        if self.line < 1 or self.column < 1:
            raise ValueError(f"line and column are 1-based, got {self.line}:{self.column}")
        if (self.end_line, self.end_column) < (self.line, self.column):
            object.__setattr__(self, "end_line", self.line)
            object.__setattr__(self, "end_column", self.column)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The order of every report: path, line, column, code (and the message, so that no tie is left)."""
        return (self.path, self.line, self.column, self.code, self.message)

    @property
    def severity(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return LEVELS.index(self.level)

    def __lt__(self, other: "Finding") -> bool:
        return self.sort_key < other.sort_key
