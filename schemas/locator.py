"""From a code and a place to a finding: the one maker of located findings."""

from schemas.codes import named
from schemas.finding import Finding, LayerName, Level
from schemas.positions import Place, Source

NAME_LENGTH = 60
"""The most code points of a name or value that a message repeats."""


def shown(value: str) -> str:
    """Give a name or value as a message repeats it: shortened if it is long."""
    return value if len(value) <= NAME_LENGTH else value[: NAME_LENGTH - 1] + "…"


class Locator:
    """Makes the findings of one file, each with its excerpt."""

    def __init__(self, path: str, source: Source) -> None:
        self.path = path
        self.source = source

    def finding(
        self,
        name: str,
        place: Place,
        message: str,
        *,
        subject: str = "",
        xpath: str = "",
        expected: tuple[str, ...] = (),
        suggestion: str = "",
        level: Level | None = None,
        layer: LayerName | None = None,
    ) -> Finding:
        """Give the finding ``name`` (as in the catalogue) at a place of the source."""
        code = named(name)
        excerpt, excerpt_column = self.source.excerpt(place)
        return Finding(
            code.code, level or code.level, layer or code.layer, self.path, place.line, place.column, message,
            place.end_line, place.end_column, xpath, subject, excerpt, excerpt_column, expected, suggestion,
        )  # fmt: skip
