"""The errors of the package: one root, the data as attributes, a sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MOST: Final = 20
"""How many mistakes of a schema are told at once."""


class SchemaError(Exception):
    """Root of every error this package raises on purpose.

    ``others`` are mistakes of the same schema that were found in the same go, :data:`MOST` in all at most.
    """

    others: "tuple[SchemaError, ...]" = ()

    @property
    def all(self) -> str:
        """All that is wrong, this first, a mistake a line."""
        return "\n".join(map(str, (self, *self.others)))


class Mistakes:
    """The mistakes of a schema: each is noted where it is made, and all are raised at the end."""

    def __init__(self) -> None:
        self._found: list[SchemaError] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note the mistake that is made inside the block, and go on behind it."""
        try:
            yield
        except SchemaError as error:
            if str(error) not in map(str, self._found):
                self._found += [error, *error.others]
            if len(self._found) >= MOST:
                self.tell()

    def tell(self) -> None:
        """Raise the first mistake, with the others, if there is any."""
        if self._found:
            first, *others = self._found[:MOST]
            first.others = tuple(others)
            raise first


class OddError(SchemaError, ValueError):
    """A customisation (ODD) is broken, or asks for something that is not supported.

    ``path`` is the file as the caller named it, ``line`` and ``column`` are 1-based (0: unknown), ``message`` says
    what is wrong, why, and what to do.
    """

    def __init__(self, message: str, *, path: str = "", line: int = 0, column: int = 0) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        place = [self.path] if self.path else []
        if self.line:
            place += [str(self.line)] + ([str(self.column)] if self.column else [])
        return f"{':'.join(place)}: {self.message}" if place else self.message
