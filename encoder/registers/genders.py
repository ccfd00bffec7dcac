"""The gender of those who are named in full: what the text says of them, then what is known of their forename."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from encoder.registers.forenames import Gender
from encoder.registers.mentions import Mention, Shorts
from encoder.registers.persons import USUAL, PersonName
from encoder.registers.words import Words

_BORN: Final = re.compile(r"(?:,|\s\()?\s?né(e?)\b")


def born(text: str, end: int) -> Gender:
    """Give the gender that « né » or « née » after a name tells, or ``""``."""
    match = _BORN.match(text, end)
    return "" if match is None else "f" if match[1] else "m"


def genders(
    mentions: Sequence[Mention], names: Mapping[Words, PersonName], shorts: Mapping[Words, Shorts]
) -> dict[Words, Gender]:
    """Give the gender of the names that tell it.

    « Mme » and « la ministre » before the full name go before its forename, and that goes before « le ministre », which
    may be either. Where « M. » and « Mme » stand with one surname, the only full name that nothing is known of is the
    one that the others leave over.
    """
    firm: dict[Words, Gender] = {}
    told: dict[Words, Gender] = {}
    for one in mentions:
        if one.cue.gender:
            (firm if one.cue.firm else told).setdefault(one.words, one.cue.gender)
    found: dict[Words, Gender] = {}
    for form, name in names.items():
        if name.full and (gender := firm.get(form) or name.gender or told.get(form, "")):
            found[form] = gender
    _left_over(mentions, names, shorts, found)
    return found


def _left_over(
    mentions: Iterable[Mention],
    names: Mapping[Words, PersonName],
    shorts: Mapping[Words, Shorts],
    found: dict[Words, Gender],
) -> None:
    with_titles: dict[Words, Counter[Gender]] = defaultdict(Counter)
    for one in mentions:
        if one.cue.firm and not names[one.words].full:
            with_titles[one.words][one.cue.gender] += 1
    bearers: dict[Words, list[Words]] = defaultdict(list)
    for form in names:
        for short, level in shorts.get(form, {}).items():
            if level <= USUAL and len(with_titles.get(short, ())) > 1:
                bearers[short].append(form)
    for short, forms in bearers.items():
        unknown = [form for form in forms if form not in found]
        known = {found[form] for form in forms if form in found}
        if len(unknown) == 1 and len(known) < 2:
            often = [gender for gender, _ in with_titles[short].most_common() if gender not in known]
            found[unknown[0]] = often[0]
