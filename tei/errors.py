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


class ForbiddenCharacterError(TeiError, ValueError):
    """A text holds a code point that XML 1.0 cannot carry; ``offset`` is in code points."""

    def __init__(self, offset: int, code_point: int, *, what: str = "the text") -> None:
        self.offset = offset
        self.code_point = code_point
        super().__init__(
            f"{what} holds U+{code_point:04X} at offset {offset}, which XML cannot carry; "
            "replace it before building the document"
        )


class MetadataError(TeiError, ValueError):
    """A piece of metadata has a value that cannot be right; ``key`` and ``value`` are kept."""

    def __init__(self, key: str, value: object, reason: str) -> None:
        self.key = key
        self.value = value
        self.reason = reason
        super().__init__(f"{key} = {value!r}: {reason}")


class WeaveError(TeiError, ValueError):
    """Annotations that cannot be woven into one tree; the sentence names the spans concerned."""


class CrossingError(WeaveError):
    """Two structural annotations overlap without one holding the other; ``first`` and ``second`` are kept."""

    def __init__(self, first: object, second: object) -> None:
        self.first = first
        self.second = second
        super().__init__(f"structure must nest, but {first} crosses {second}; move one of their ends")


class TextMismatchError(TeiError, AssertionError):
    """The tree's text is not the article's text; ``offset`` is the first differing code point."""

    def __init__(self, offset: int, expected: str, found: str) -> None:
        self.offset = offset
        self.expected = expected
        self.found = found
        super().__init__(
            f"the text of the tree differs from the article at offset {offset}: "
            f"expected {expected!r}, found {found!r}; nothing was written"
        )


class NotATextError(TeiError, ValueError):
    """A well-formed XML document in which there is no TEI ``text`` to read."""
