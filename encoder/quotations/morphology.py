"""The forms of French verbs in the third person, as reported speech uses them: « affirme », « affirmait », « affirmé ».

Regular verbs in -er and -ir are conjugated by rule; irregular ones bring their forms along.
"""

from dataclasses import dataclass
from typing import Final

_VOWELS: Final = "aeiouyéèêàâîïôûù"
_DOUBLING: Final = ("appeler", "rappeler", "interpeller", "jeter", "rejeter", "projeter")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one verb: finite ones, past participles in gender and number, the present participle."""

    infinitive: str
    finite: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]


def conjugate(infinitive: str) -> Forms:
    """Give the third-person forms of a regular verb; raises :class:`ValueError` for an ending of another kind."""
    stem = infinitive[:-2]
    if infinitive.endswith("er"):
        return _first_group(infinitive, stem)
    if infinitive.endswith("ir"):
        finite = [f"{stem}{end}" for end in ("it", "issent", "issait", "issaient", "irent", "ira", "iront", "irait")]
        return Forms(infinitive, frozenset(finite), agreeing(f"{stem}i"), frozenset([f"{stem}issant"]))
    raise ValueError(f"“{infinitive}” is no regular verb; give its forms")


def agreeing(participle: str) -> frozenset[str]:
    """Give a past participle in both genders and numbers."""
    plural = participle if participle.endswith("s") else f"{participle}s"
    return frozenset({participle, plural, f"{participle}e", f"{participle}es"})


def _first_group(infinitive: str, stem: str) -> Forms:
    soft = stem[:-1] + "ç" if stem.endswith("c") else f"{stem}e" if stem.endswith("g") else stem
    open_stem = _open(infinitive, stem)
    future = open_stem if stem[-2:-1] == "e" or stem.endswith("y") else stem
    finite = [f"{open_stem}{end}" for end in ("e", "ent")]
    finite += [f"{soft}{end}" for end in ("ait", "aient", "a")]
    finite += [f"{stem}èrent", *(f"{future}er{end}" for end in ("a", "ont", "ait", "aient"))]
    return Forms(infinitive, frozenset(finite), agreeing(f"{stem}é"), frozenset([f"{soft}ant"]))


def _open(infinitive: str, stem: str) -> str:
    """Give the stem before a mute e: répét- becomes répèt-, martel- martèl-, appel- appell-, appuy- appui-."""
    if infinitive in _DOUBLING:
        return stem if stem[-1] == stem[-2] else stem + stem[-1]
    if stem.endswith(("uy", "oy")):
        return stem[:-1] + "i"
    for size in (1, 2):
        vowel, after = stem[-size - 1 : -size], stem[-size:]
        if vowel and vowel in "eé" and after and not any(one in _VOWELS for one in after):
            two = size == 2 and after not in ("br", "cr", "gr", "tr", "gn", "ch", "qu", "gu", "pr", "vr")
            return stem if two else f"{stem[: -size - 1]}è{after}"
        if after[0] in _VOWELS:
            break
    return stem
