"""What only describes an organisation, or is no more about it, stays outside: « la compagnie publique {Ombrat} »."""

from functools import cache
from typing import Final

from encoder.calendar import MONTHS
from encoder.rules.document import Line
from encoder.rules.gazetteer import is_place
from encoder.rules.known_organisations import known_organisations
from encoder.rules.lexicon import folded, sections, words_of
from encoder.rules.peoples import is_adjective
from encoder.rules.phrases import Phrases, any_case

_FUNCTION: Final = words_of("grammar", "function words")
_OF: Final = words_of("grammar", "of")
_LINKS: Final = _OF | {"et", "à", "au", "aux", "pour", "sur", "en", "sans"}
_POLLS: Final = frozenset(
    ("législatives", "présidentielle", "municipales", "régionales", "européennes", "départementales", "scrutin")
)


def without_descriptions(line: Line, first: int, last: int) -> tuple[int, int]:
    """Give the first word of an organisation's name, and the word after it, without what describes it."""
    for begun in (_after_part, _after_yard, _after_organ, _after_description):
        first = begun(line, first, last)
    for ended in (_before_purpose, _before_opponent, _before_object, _before_verb, _before_common, _without_adjective):
        last = ended(line, first, last)
    return first, last


def _after_part(line: Line, first: int, last: int) -> int:
    """« coordination humanitaire de l’{ONU} »: what is in lower case before a known organisation may be its part."""
    if not line.words[first].text.islower() or line.low(first) not in words_of("never", "parts"):
        return first
    for index in range(first + 1, last):
        if line.words[index].text.islower() or not line.words[index].is_word:
            continue
        listed = known_organisations().at(line, index)
        return index if listed is not None and listed[0] == last else first
    return first


def _after_yard(line: Line, first: int, last: int) -> int:
    """« la cour de l’{hôpital de Velmont} », « la cour du {lycée Ombrat} »: a yard, and no court."""
    if line.words[first].text != "cour" or last - first < 3:
        return first
    index = first + 1 + (line.low(first + 2) in ("l'", "la"))
    if line.low(first + 1) not in _OF or index + 1 >= last:
        return first
    return index + 1 if line.low(index + 1) in words_of("places", "with yards") else first


def _after_organ(line: Line, first: int, last: int) -> int:
    """« Directoire de l’{Agence pour l’énergie} »: the organ that governs it is no part of its name."""
    if line.low(first) not in ("directoire", "présidence", "direction", "conseil") or last - first < 3:
        return first
    index = first + 1
    if line.low(first) == "conseil":
        if line.low(index) not in ("d'",) or line.low(index + 1) != "administration":
            return first
        index += 2
    if index >= last or line.low(index) not in _OF:
        return first
    index += 1 + (line.low(index + 1) in ("l'", "la"))
    organ = line.words[first].capital or line.low(first) == "direction"
    return index if index < last and line.words[index].capital and organ else first


def _after_description(line: Line, first: int, last: int) -> int:
    """« la compagnie publique {Ombrat} », « l’organisation {Ombrat} »: what it is is no part of its name.

    Without an adjective, a « fondation », what has a place alone after it (« {fédération Wallonie} ») and what the list
    has with the word (« {agence France-Presse} ») keep it.
    """
    if line.low(first) not in words_of("neighbours", "organisations") or not line.words[first].text.islower():
        return first
    index = first + 1
    while index < last and line.words[index].text.islower() and line.low(index) not in _FUNCTION | _OF:
        index += 1
    if index >= last or not line.words[index].capital:
        return first
    if index > first + 1:
        return index
    listed = _in_any_case().at(line, first)
    if line.low(first) == "fondation" or (listed is not None and listed[0] == last):
        return first
    return first if is_place(" ".join(word.text for word in line.words[index:last])) else index


@cache
def _in_any_case() -> Phrases:
    return any_case(form.lstrip("~=") for forms in sections("organisations").values() for form in forms)


def _before_purpose(line: Line, first: int, last: int) -> int:
    """« la coalition {Ombrat Velmont} pour les législatives »: what it runs for is no part of its name."""
    for index in range(first + 1, last - 1):
        if line.low(index) in ("pour", "lors", "à") and any(line.low(at) in _POLLS for at in range(index + 1, last)):
            return index
    return last


def _before_opponent(line: Line, first: int, last: int) -> int:
    """« la {cour d’appel} contre la décision »: what a court is asked to quash is no part of its name."""
    if line.low(first) not in ("cour", "tribunal"):
        return last
    return next((index for index in range(first + 1, last) if line.low(index) == "contre"), last)


def _before_object(line: Line, first: int, last: int) -> int:
    """« le {Grand Conseil fribourgeois} le crédit … »: what follows the adjective and an article is another phrase."""
    for index in range(first + 2, last):
        if line.words[index].text in ("le", "la", "les", "l’", "un", "une") and is_adjective(
            line.words[index - 1].text
        ):
            return index
    return last


def _before_verb(line: Line, first: int, last: int) -> int:
    """« le {Mouvement du 23 mars} avance »: a name that ends with a day has no word in lower case after it."""
    for index in range(first + 2, last - 1):
        if line.low(index) in MONTHS and line.words[index - 1].text.isdigit() and line.words[index + 1].text.islower():
            return index + 1
    return last


def _before_common(line: Line, first: int, last: int) -> int:
    """« l’{Assemblée nationale} cet après-midi »: after a name of the list, words in lower case that nothing links."""
    listed = known_organisations().at(line, first)
    if listed is None or not first < listed[0] < last - 1 or line.low(listed[0]) in _LINKS:
        return last
    return listed[0] if all(word.text.islower() for word in line.words[listed[0] : last]) else last


def _without_adjective(line: Line, first: int, last: int) -> int:
    """« {NSA} américaine », « {Africa Corps} russe »: an acronym, or a name of the list, needs no adjective."""
    if last - first < 2:
        return last
    adjective = line.words[last - 1].text
    if adjective.isdigit() and line.low(last) == "%":
        return last - 1  # « {Ombrat} 14 % »
    if not (adjective.islower() and is_adjective(adjective)):
        return last
    acronym = line.words[first].text
    if last - first == 2 and acronym.isupper() and len(acronym) > 1:
        return last - 1
    listed = known_organisations().at(line, first)
    return last - 1 if listed is not None and listed[0] == last - 1 and not is_institution(line, first) else last


def is_institution(line: Line, first: int) -> bool:
    """« {Sénat américain} » is another one than « {Sénat} »."""
    return line.low(first) in _heads_of_institutions() | words_of("neighbours", "short forms")


@cache
def _heads_of_institutions() -> frozenset[str]:
    forms = sections("institutions")
    return frozenset(folded(form.split()[0]) for kind in ("people", "place", "complete") for form in forms[kind])
