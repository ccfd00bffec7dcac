"""The one error of this package: a Schematron schema that cannot be run, or must not be."""

from schemas.errors import SchemaError


class RulesError(SchemaError, ValueError):
    """A Schematron schema is broken, or asks for something that is refused.

    ``path`` is the file as the caller named it, ``line`` is 1-based (0: unknown), ``message`` says what is wrong, why,
    and what to do. Where an XPath is at fault, ``expression`` is that XPath and ``offset`` the place in it, in code
    points from 0; the sentence then shows both.
    """

    def __init__(self, message: str, *, path: str = "", line: int = 0, expression: str = "", offset: int = 0) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.expression = expression
        self.offset = offset
        super().__init__(message)

    def __str__(self) -> str:
        place = ":".join([part for part in (self.path, str(self.line) if self.line else "") if part])
        sentence = f"{place}: {self.message}" if place else self.message
        if self.expression:
            shown, caret = _window(self.expression, self.offset)
            sentence += f"\n    {shown}\n    {' ' * caret}^"
        return sentence


def _window(expression: str, offset: int, width: int = 70) -> tuple[str, int]:
    """Give at most ``width`` code points of an expression, on one line, and the place of the offset in them."""
    line = "".join(" " if char.isspace() else char for char in expression)
    start = max(0, min(offset - width // 2, len(line) - width))
    return line[start : start + width], min(offset, len(line)) - start
