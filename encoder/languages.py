"""The language of an article: what its metadata says, else what its text looks like (py3langid, offline)."""

import re
from functools import cache
from typing import Any, Final

UNDETERMINED: Final = "und"
"""The BCP 47 tag for a text whose language cannot be told."""

_EXPECTED: Final = ("fr", "en")
_SURE: Final = 0.5
_ENOUGH: Final = 0.15
_SHORT: Final = 60  # code points; of so few words no identifier is sure
_FUNCTION_WORDS: Final = {
    "fr": re.compile(
        r"\b(?:à|au|aux|avec|ce|cette|chez|dans|de|des|du|elle|en|est|et|il|la|le|les|ont|ou|par|pour|que|qui|sans|sont|sous|"
        r"sur|un|une|vers)\b|\b(?:[cdjlmnst]|qu)[’']",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:and|are|as|at|by|for|from|has|have|his|her|in|is|its|of|on|over|the|their|to|was|were|with)\b",
        re.IGNORECASE,
    ),
}
_SAMPLE: Final = 4_000  # of a long and repetitive text the identifier says that it has no language


def detect_language(text: str) -> str:
    """Give the BCP 47 tag of a text's language, or ``und`` when it cannot be told.

    French and English, for which there are rules here, are believed earlier than the other languages; in a text of
    fewer than 60 characters, where no probability is high, as soon as they are the likeliest and one of their small
    words is there.
    """
    language, probability = _identifier().classify(text[:_SAMPLE])
    if language == "zxx":
        return UNDETERMINED
    if len(text) < _SHORT and language in _EXPECTED and _FUNCTION_WORDS[language].search(text):
        return str(language)
    return language if probability >= (_ENOUGH if language in _EXPECTED else _SURE) else UNDETERMINED


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
