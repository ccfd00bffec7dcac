"""The errors of the package: one root, the data as attributes, a sentence that says what to do."""


class TeiError(Exception):
    """Root of every error this package raises on purpose."""


class UnsafeXmlError(TeiError, ValueError):
    """A user's XML is not well-formed, or asks for something a safe reader refuses.

    ``line`` and ``column`` are 1-based, the column in code points; ``reason`` is a stable word
    (``syntax``, ``doctype``, ``encoding``, ``size``, ``compressed``, ``empty``, ``depth``).
    """

    def __init__(self, reason: str, message: str, *, path: str = "", line: int = 1, column: int = 1) -> None:
        self.reason = reason
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        where = f"{self.path}:" if self.path else ""
        return f"{where}{self.line}:{self.column}: {self.message}"
