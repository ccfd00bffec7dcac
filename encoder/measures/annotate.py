"""The layer of numbers and measures of an article: those that say how much or how many.

A number with a unit is a ``measure``; one that counts things is a ``num``. Numbers that name (« article 12 », « le
numéro 7 », « F-16 »), scores, telephone numbers and addresses are left as text.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise, takewhile
from typing import Final

from encoder.measures.numbers import Number, find_numbers
from encoder.measures.numerals import NumberLanguage
from encoder.measures.units import Unit, read_unit, unit_pattern
from tei import Annotation, Layer, Span

RESP: Final = "#measures"

_LANGUAGES: Final[dict[str, NumberLanguage]] = {"fr": "fr", "en": "en"}
_GAP: Final = r"[ \t\u00a0\u202f\u2009]"
_TO_UNIT: Final = {
    "fr": re.compile(rf"{_GAP}?(?:d(?:e{_GAP}|[’']))?{_GAP}?"),
    "en": re.compile(rf"{_GAP}?(?:of{_GAP})?"),
}
_CLOCK: Final = re.compile(
    rf"(?<![\w.,/-])(?P<hours>\d{{1,3}})(?:{_GAP}?h{_GAP}?|{_GAP}heures?{_GAP})(?P<minutes>[0-5]\d)?(?:{_GAP}?min(?:utes)?)?(?![\w:/²])"
)
_HALF: Final = re.compile(rf"{_GAP}et{_GAP}demie?\b")
_CODES: Final = re.compile(
    r"(?:\b(?:alin[ée]as?|pages?|p\.|chapitres?|tomes?|volumes?|titres?|lignes?|"
    r"versions?|divisions?|ligues?|formules?|mod[èe]les?|chambres?|b[âa]timents?|[ée]tages?|salles?|lots?|portes?|bo[îi]tes?|saisons?|[ée]pisodes?|"
    r"points?|phases?|groupes?|niveaux?|cat[ée]gories?|classes?|types?|loi du|route|autoroute|nationale|vols?|bus|"
    r"chapters?|sections?|rooms?|flights?|channels?|figures?|tables?|act|postal|autoroute A|RN|RD)\s?)$",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"\b(?:n[°ºo]|num[ée]ros?|no\.|articles?|art\.)\s?$", re.IGNORECASE)
_ROADS: Final = re.compile(r"\b[DNEG]\s$")
_DEFINITE: Final = re.compile(
    r"\b(?:les|ces|leurs|ses|nos|vos|mes|tes|aux|des|the|these|those|their|his|her|its|our)\s$", re.I
)
_CUES: Final = re.compile(
    r"\b(?:en (?:reste|restait|resterait|compte|comptait|faut|fallait|manque|manquait|sont)|"
    r"quelque|environ|près de|soit|sont|étaient|serai(?:en)?t|compte|comptait|plus que|contre|seulement|à peine|"
    r"dont|au lieu de|"
    r"(?:limit|fix|estim|port|chiffr|évalu)ée?s? à|s[’'](?:élève|élèvent|élevait) à|multipliée?s? par|were|are|"
    r"about|around|nearly|almost|some|only|with|aged)\s$",
    re.IGNORECASE,
)
_ONE_OF_THEM: Final = re.compile(
    rf"{_GAP}(?:personnes?|mort|morte|blessée?|victime|homme|femme|enfant|adolescente?|mineure?|civile?|soldate?|policier|"
    rf"policière|manifestante?|disparue?|tuée?|fois|person|man|woman|child|death|victim|soldier|civilian|dead)\b|"
    rf"(?:{_GAP}[\w’'-]+){{0,3}}{_GAP}(?:sur|des|d[’']entre|(?:out{_GAP})?of|in)\b",
    re.IGNORECASE,
)
_OUT_OF: Final = re.compile(rf"\w{_GAP}\(?(?:sur|pour|in|out of)\s$")
_OF_ALL: Final = re.compile(rf"{_GAP}(?:des|of{_GAP}the){_GAP}")
_FROM: Final = re.compile(r"\b(?:de|from)\s$", re.IGNORECASE)
_TO: Final = re.compile(rf"{_GAP}(?:à|to){_GAP}\d")
_PLURAL: Final = re.compile(rf"{_GAP}(?!(?:Secondes|Minutes|Heures|Jours|Semaines|Ans)\b)[A-ZÀ-Þ][a-zà-ÿ]{{2,}}s(?!\w)")
_MANY: Final = 10
_POSTAL: Final = 1000  # « 75011 Paris », « 1000 Bruxelles »
_THINGS: Final = re.compile(
    rf"{_GAP}(?:(?:de|d[’']|of){_GAP}?)?(?P<first>[a-zà-öø-ÿœ’'-]{{2,}})(?:{_GAP}(?P<second>[a-zà-öø-ÿœ-]{{3,}}))?(?![\w’'])"
)
_OTHERS: Final = re.compile(
    rf"{_GAP}(?:par|autres?|d[’']entre|des|people|men|women|children|others?|voix|police|membres|of|de{_GAP}(?:ces|ses|leurs))\b"
)
_SUBJECT: Final = re.compile(r"(?:^|[,;:.!?«“(]\s?|\b(?:et|dont|mais|ou|que|and|but)\s)$", re.IGNORECASE)
_DO: Final = re.compile(rf"{_GAP}(?:ont|sont|étaient|avaient|seront|auront|have|were|had)\b")
_PROPER: Final = re.compile(rf"{_GAP}[A-ZÀ-Þ][a-zà-ÿ]{{3,}}(?!\w)")
_NO_THINGS: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "tiers quarts demis cinquièmes sixièmes septièmes huitièmes dixièmes centièmes thirds quarters halves fifths "
        "dans mais sans sous puis plus pas vers hors dès des les ses ces mes nos vos leurs aux fois times as is was "
        "lors inclus exclus avons avez rue avenue boulevard place chemin allée quai impasse cours bis ter square "
        "street road depuis alors tous"
    ).split()
)
_LASTS: Final = re.compile(
    r"(?:\b(?:pendant|durant|en|dans|depuis|après|sur|de|à|soit|dure|duré|durera|for|in|within|after|over|than)\s|d[’'])$",
    re.IGNORECASE,
)
_LASTS_SO_LONG: Final = re.compile(
    r"\b(?:en|pendant|durant|dure|durent|duré|durera|durée de|plus de|moins de|environ|près de|"
    r"total de|temps de|quelque)\s$",
    re.IGNORECASE,
)
_SCORE: Final = re.compile(r"\d{1,3}\s?[-–]\s?\d{1,3}(?![\d.,]*\s?[%€$\w])|\d\s[-–]\s\d")
_TELEPHONE: Final = re.compile(r"(?:\+\d{1,3}[ .]?)?(?:\(0\))?\d{1,4}(?:[ .\u00a0-]\d{2,4}){2,}")
_FRANK: Final = re.compile(
    rf"{_GAP}(?!(?:de|du|par|pour|et|ou|à|au|en|le|la|l|les|sur|dans|contre|chez|avec|qui|que|qu|dont|a|ont|est|était|ne|n|"
    r"pas|plus|seulement|symbolique|lourd|fort|faible|or|belge|suisse|français|constant|ancien|nouveau|près|chacun|chaque|"
    r"il|elle|on|ils|elles|vaut|valait)(?![\w-]))[a-zà-öø-ÿœ-]{2,}"
)
_JOINED: Final = re.compile(rf",?{_GAP}(?:et|ou|and|or){_GAP}|,{_GAP}")
_DASHES: Final = ("-", "−")
_MINUS: Final = re.compile(rf"(?:^|(?<=\s))[–−-]{_GAP}?$")


def annotate_measures(text: str, blocks: Sequence[Span], taken: Sequence[Annotation], lang: str) -> Layer:
    """Give the numbers and measures of an article's text: ``num`` and ``measure``, each with ``@resp``.

    ``taken`` are names, dates and times, over which nothing is laid but what a date counts (« il y a
    [dix ans] »). French and English have a grammar; other
    languages get an empty layer. Source: TEI P5, 3.6.3, att.ranging and att.measurement.
    """
    language = _LANGUAGES.get(lang.partition("-")[0].casefold())
    if language is None:
        return Layer("measures")
    names = sorted(one.span for one in taken)
    dates = _innermost(sorted(one.span for one in taken if one.tag == "date"))
    found: list[Annotation] = []
    for block in blocks:
        barred = _barred(text, block, names)
        lasting = _lasting(text, block) if language == "fr" else {}
        end = block.start
        listed: list[Number] = []
        for one in find_numbers(text, block.start, block.end, language):
            if one.start < end:
                continue  # « 94,5 pour cent »
            annotation = lasting.get(one.start) or _annotate(text, block, one, language, found)
            if not (listed and _goes_on(text, listed[-1], one)):
                listed.clear()
            listed.append(one)
            if annotation and (_is_free(annotation, barred) or _is_counted(annotation, dates)):
                others = _sharing(text, listed, annotation)
                while others and found and found[-1].span.end > others[0].span.start:
                    found.pop()
                found.extend((*(other for other in others if _is_free(other, barred)), annotation))
                end = annotation.span.end
    return Layer("measures", tuple(found))


def _goes_on(text: str, one: Number, other: Number) -> bool:
    """Tell whether two numbers are joined and the second is more: « 8, 10 », « 10 et 12 », « trois ou quatre »."""
    exact = one.value is not None and other.value is not None and one.value < other.value and not other.sign
    alike = one.form == other.form and one.scaled == other.scaled and one.form in ("figures", "words")
    return exact and alike and _JOINED.fullmatch(text, one.end, other.start) is not None


def _sharing(text: str, listed: Sequence[Number], last: Annotation) -> list[Annotation]:
    """Give the measures of the numbers that share the unit of the last one: « deux enfants de [10] et [12 ans] »."""
    quantity = last.get("quantity")
    between = text[listed[-2].end : listed[-1].start] if len(listed) > 1 else ""
    if last.tag != "measure" or quantity != _plain(listed[-1].value or Decimal(0)) or not between.strip(", "):
        return []
    first = listed[0]
    ahead = text[max(0, first.start - 32) : first.start]
    article = first.form == "words" and first.value == 1
    if article or _NUMBERS.search(ahead) or _CODES.search(ahead) or ahead[-1:] in _DASHES:
        return []
    worth = [(one, {"quantity": _plain(one.value)}) for one in listed[:-1] if one.value is not None]
    return [Annotation.of("measure", one.start, one.end, {**dict(last.attributes), **own}) for one, own in worth]


def _lasting(text: str, block: Span) -> dict[int, Annotation]:
    """Give, by their starts, the durations written as the clock is (« en 2 h 30 »): in hours, or in minutes."""
    found: dict[int, Annotation] = {}
    for match in _CLOCK.finditer(text, block.start, block.end):
        symbol = "h" in match[0] and "heure" not in match[0]
        if not (match["minutes"] or symbol):
            continue
        ahead, after = text[max(block.start, match.start() - 14) : match.start()], text[match.end() : match.end() + 3]
        if not (_LASTS_SO_LONG.search(ahead) or re.match(r"\s(?:de|d[’'])", after)):
            continue
        hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
        quantity, unit = (str(hours * 60 + minutes), "min") if match["minutes"] else (str(hours), "h")
        end = match.start() + len(match[0].rstrip())
        attributes = {"type": "duration", "quantity": quantity, "unit": unit, "cert": "high", "resp": RESP}
        found[match.start()] = Annotation.of("measure", match.start(), end, attributes)
    return found


def _barred(text: str, block: Span, names: Sequence[Span]) -> list[Span]:
    """Give, in order, the places of a block where no number is: names and dates, scores, telephone numbers."""
    first = bisect.bisect_left(names, Span(block.start, block.start + 1))
    barred = list(takewhile(lambda span: span.start < block.end, islice(names, first, None)))
    for pattern in (_SCORE, _TELEPHONE):
        for match in pattern.finditer(text, block.start, block.end):
            telephone = pattern is _TELEPHONE and (match[0][0] in "0+(" or match[0].count(" ") > 3)
            if pattern is _SCORE or telephone:
                barred.append(Span(*match.span()))
    return _apart(sorted(barred))


def _innermost(spans: Sequence[Span]) -> list[Span]:
    """Give the spans that hold no other; they are in order, a longer one behind a shorter that begins with it."""
    inner = [one for one, other in pairwise(spans) if other.start >= one.end]
    return [*inner, *spans[-1:]]


def _is_counted(annotation: Annotation, dates: Sequence[Span]) -> bool:
    """Tell whether a duration is a part of one date, and not all of it."""
    if annotation.get("type") != "duration":
        return False
    at = bisect.bisect_right(dates, annotation.span.start, key=lambda other: other.end)
    return at < len(dates) and dates[at].holds(annotation.span) and dates[at] != annotation.span


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Join spans that share characters; they are in order."""
    apart: list[Span] = []
    for span in spans:
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


def _is_free(annotation: Annotation, barred: Sequence[Span]) -> bool:
    """Tell whether no barred place has a character of an annotation; these are in order and apart."""
    span = annotation.span
    at = bisect.bisect_right(barred, span.start, key=lambda other: other.end)
    return at == len(barred) or span.end <= barred[at].start


def _annotate(
    text: str, block: Span, one: Number, language: NumberLanguage, before: Sequence[Annotation]
) -> Annotation | None:
    ahead = text[max(block.start, one.start - 32) : one.start]
    after = text[one.end : min(block.end, one.end + 60)]
    if _NUMBERS.search(ahead) or _ROADS.search(ahead):
        return None
    if measure := _measure(text, block, one, language):
        return measure
    if _CODES.search(ahead) or ahead[-1:] in _DASHES or after[:1] in ("-", "/", "°") or re.match(r"[\w²³]", after):
        return None
    if not _counts(one, ahead, after, before):
        return None
    cert = "medium" if one.form in ("words", "collective") else "high"
    return Annotation.of("num", one.start, one.end, {**_worth(one, "value"), "cert": cert, "resp": RESP})


def _measure(text: str, block: Span, one: Number, language: NumberLanguage) -> Annotation | None:
    unit, end = None, one.end
    if one.sign:
        unit = read_unit(one.sign)
    elif gap := _TO_UNIT[language].match(text, one.end, block.end):
        bare = not gap[0].strip()
        match = unit_pattern().match(text, gap.end(), block.end)
        if match and (bare or one.scaled):
            unit, end = read_unit(match[0]), match.end()
    if unit is None or (one.value == 1 and one.form == "words" and not _is_one(text, block, one, unit, end)):
        return None
    start, half = one.start, Decimal(0)
    if unit.type == "duration" and (match := _HALF.match(text, end, block.end)):
        half, end = Decimal("0.5"), match.end()
    minus = _MINUS.search(text[max(block.start, start - 3) : start])
    if minus and (unit.type == "temperature" or (unit.type == "percentage" and len(minus[0]) == 1)):
        start -= len(minus[0])
        one = replace(one, value=None if one.value is None else -one.value)
    cert = "high" if unit.certain and one.form != "collective" else "medium"
    attributes = {"type": unit.type, **_worth(one, "quantity", half), "unit": unit.symbol}
    if unit.type == "currency":
        attributes["commodity"] = "money"
    return Annotation.of("measure", start, end, {**attributes, "cert": cert, "resp": RESP})


def _is_one(text: str, block: Span, one: Number, unit: Unit, end: int) -> bool:
    """Tell « en une heure » from « un jour, peut-être » and « une seconde fois », a franc from « un franc succès »."""
    if unit.symbol == "franc":
        return not _FRANK.match(text, end, min(block.end, end + 40))
    if unit.type != "duration":
        return True
    ahead, after = text[max(block.start, one.start - 12) : one.start], text[end : end + 3]
    return unit.symbol != "s" and bool(_LASTS.search(ahead) or re.match(r"\s(?:de|d[’']|of)", after))


def _counts(one: Number, ahead: str, after: str, before: Sequence[Annotation]) -> bool:
    """Tell whether a number without a unit says how many."""
    if one.form == "words" and 1 in (one.at_least, one.at_most):
        return bool(_ONE_OF_THEM.match(after))  # « au moins une idée » is an article
    if one.value is None or one.form == "collective":
        return True
    gap = one.start - before[-1].span.end if before else len(ahead)
    near = gap < len(ahead) and not re.search(r"[.,;:!?]", ahead[len(ahead) - gap :])
    part = near and bool(_OUT_OF.search(ahead) or _OF_ALL.fullmatch(ahead[len(ahead) - gap :]))
    cue = part or bool(_CUES.search(ahead)) or (bool(_FROM.search(ahead)) and bool(_TO.match(after)))
    acting = bool(_DO.match(after)) and bool(_SUBJECT.search(ahead))
    things = acting or bool(_OTHERS.match(after)) or _are_things(after)
    if one.form == "words":
        few = one.value < _MANY and not part and bool(_DEFINITE.search(ahead))
        return one.value >= 2 and (one.scaled or (not few and (things or cue or bool(_PROPER.match(after)))))
    return one.scaled or one.grouped or things or cue or (one.value < _POSTAL and bool(_PLURAL.match(after)))


def _are_things(after: str) -> bool:
    """Tell whether a noun in the plural follows, perhaps behind an adjective."""
    match = _THINGS.match(after)
    if not match or match["first"] in _NO_THINGS:
        return False
    plural = [word for word in match.groups() if word and word.endswith(("s", "x")) and word not in _NO_THINGS]
    return bool(plural)


def _worth(one: Number, exact: str, more: Decimal = Decimal(0)) -> dict[str, str]:
    values = {exact: one.value, "atLeast": one.at_least, "atMost": one.at_most}
    return {name: _plain(value + more) for name, value in values.items() if value is not None}


def _plain(value: Decimal) -> str:
    """Write a number as xsd:decimal does: no exponent, no zeros at the end of a fraction."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
