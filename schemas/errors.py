"""The errors of the package: one root, the data as attributes, a sentence that says what to do."""


class SchemaError(Exception):
    """Root of every error this package raises on purpose."""


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
