"""The language of an article: what its metadata says, else what its text looks like (py3langid, offline)."""

from functools import cache
from typing import Any, Final

UNDETERMINED: Final = "und"
"""The BCP 47 tag for a text whose language cannot be told."""

_EXPECTED: Final = ("fr", "en")
_SURE: Final = 0.5
_ENOUGH: Final = 0.15
_SAMPLE: Final = 4_000  # of a long and repetitive text the identifier says that it has no language


def detect_language(text: str) -> str:
    """Give the BCP 47 tag of a text's language, or ``und`` when it cannot be told.

    French and English, for which there are rules here, are believed earlier than the other languages.
    """
    language, probability = _identifier().classify(text[:_SAMPLE])
    if language == "zxx":
        return UNDETERMINED
    return language if probability >= (_ENOUGH if language in _EXPECTED else _SURE) else UNDETERMINED


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
