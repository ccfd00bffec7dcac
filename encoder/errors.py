"""The errors of the package: one root, the data as attributes, a sentence that says what to do."""


class EncoderError(Exception):
    """Root of every error this package raises on purpose."""


class InputError(EncoderError, ValueError):
    """An article that cannot be encoded: ``path`` names it, ``reason`` is a stable word, the message says what to do.

    Reasons: ``not-text``, ``no-text``, ``encoding``, ``size``, ``file``.
    """

    def __init__(self, reason: str, message: str, *, path: str = "") -> None:
        self.reason = reason
        self.message = message
        self.path = path
        super().__init__(message)

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class SidecarError(EncoderError, ValueError):
    """A metadata file that cannot be used; ``path``, ``line`` (1-based, 0 when unknown) and ``key`` are kept."""

    def __init__(self, message: str, *, path: str, line: int = 0, key: str = "") -> None:
        self.message = message
        self.path = path
        self.line = line
        self.key = key
        super().__init__(message)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class InvalidResultError(EncoderError, RuntimeError):
    """The document that was built did not pass its own checks; nothing was written."""

    def __init__(self, path: str, reasons: tuple[str, ...]) -> None:
        self.path = path
        self.reasons = reasons
        super().__init__(f"{path}: the TEI made of it did not pass its checks: {'; '.join(reasons)}")


class ModelError(EncoderError, ValueError):
    """A language model that cannot be used; ``name`` is what was asked for."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"model {name!r}: {reason}")


class LabelMapError(EncoderError, ValueError):
    """A file of labels that cannot be used; ``path`` and ``label`` (empty when it is none in particular) are kept."""

    def __init__(self, message: str, *, path: str, label: str = "") -> None:
        self.message = message
        self.path = path
        self.label = label
        super().__init__(f"{path}: {message}")


class AnalysisError(EncoderError, ValueError):
    """A TEI document that cannot be analysed; ``path`` names it, ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}" if path else reason)
