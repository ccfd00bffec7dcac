"""How two expressions hang together: the ends of a span, a list that shares a year, a day that borrows its month."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from encoder.calendar import ENGLISH_WEEKDAYS, FRENCH_WEEKDAYS
from encoder.dates.expression import Expression
from encoder.quotations.lexicon import verbs
from tei import Span

_FAR: Final = 14
_AHEAD: Final = 24
_SENTENCE: Final = 160
_SENTENCE_END: Final = re.compile(r"[.!?…](?=[\s»”\"])")
_BETWEEN: Final = re.compile(
    r"\s{1,3}(?:(?:jusqu[’'])?(?:au|à|à la|aux)|et(?: le| la| l[’']| les)?|to|until|till|through|and)\s{0,3}(?:the\s)?$"
    r"|\s?[–—-]\s?$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    r"(?P<night>\bnuit\s{1,3})?\b(?:du|de|d[’']|de la|de l[’']|entre(?: le| la| l[’']| les)?|"
    r"from|between)\s{0,3}(?:the\s)?$",
    re.IGNORECASE,
)
_PAIRS: Final = ("entre", "between")
_LISTED: Final = re.compile(
    r"\s?(?:,|,?\s(?:et|ou|puis|and|or|then))\s{0,3}(?:(?:le|en|du|de|au|in|on|the|de|puis)\s){0,2}$", re.IGNORECASE
)
_YEAR_BEHIND: Final = re.compile(r"\s(?:de\s(?:l[’'])?|l[’'])")
_AND_DAY: Final = re.compile(r"\s(?:et|ou|puis|and|or)\s", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    rf",?\s(?:(?:et|ou|puis)\s)?(?:{FRENCH_WEEKDAYS})\b|,?\s(?:(?:and|or)\s)?(?:{ENGLISH_WEEKDAYS})\b"
)
_OPENS_SENTENCE: Final = re.compile(r"(?:\A|[.!?…\n]\s{0,3}[«“\"]?\s?)(?:L[’']|En\s|In\s)?\Z")
_BESIDE: Final = re.compile(r",?\s(?:en|au|dès|le|in|on)\s(?:(?:début|fin|mois)\s)?")
_INCISE: Final = re.compile(
    r",\s(?:(?:selon|d[’']après|according)\b|\w{2,20}-(?:t-)?(?:il|elle|on)s?\b|"
    r"(?:(?:a|ont|avait|avaient|has|have|had)\s)?(?P<verb>[^\W\d_]+)\b)",
    re.IGNORECASE,
)
_SAYING: Final = ("say", "manner", "write")
_OF: Final = re.compile(r"\s(?:de|of)\s(?:(?:la|the)\s)?", re.IGNORECASE)
_EVENT: Final = re.compile(
    r"\s{1,3}(?:(?:de\s|d[’']|of\s)?(?:(?:le|la|les|un|une|son|sa|ses|leur|the|a|an|his|her|its|their)\s|l[’'])?|du\s)"
    r"(?:[\w’'-]{2,20}\s){0,6}(?:du|de|d[’']|le|of|on|in|en)\s?(?:the\s)?|\s(?:le|du)\s",
    re.IGNORECASE,
)


def joint_of(text: str, block: Span, one: Expression, other: Expression) -> str:
    """Tell how two expressions are joined: ``span`` (« de … à … »), ``list`` (« … et … »), or not (empty)."""
    between = text[one.end : other.start]
    if len(between) > _FAR or (one.kind == "time") != (other.kind == "time"):
        return ""
    opening, joint = _opening(text, block, one), _BETWEEN.fullmatch(between)
    if opening and joint:
        pair = any(word in opening[0].casefold() for word in _PAIRS), between.split()[:1] in (["et"], ["and"])
        if pair in ((True, True), (False, False)):
            return "span"
    return "list" if _LISTED.fullmatch(between) else ""


def span_start(text: str, block: Span, one: Expression) -> int:
    """Give where the span begins that this expression opens: « nuit de [samedi] à dimanche » begins with the night."""
    opening = _opening(text, block, one)
    return one.start - len(opening[0]) if opening and opening["night"] else one.start


def _opening(text: str, block: Span, one: Expression) -> re.Match[str] | None:
    return _OPENING.search(text[max(block.start, one.start - _AHEAD) : one.start])


def dates_an_event(text: str, one: Expression, other: Expression) -> bool:
    """Tell whether the second expression dates what the first is counted from (« la veille du vote du 3 mars »)."""
    near = one.kind == "event" and other.start - one.end <= _SENTENCE
    return near and _EVENT.fullmatch(text, one.end, other.start) is not None


def borrow(expressions: Sequence[Expression], joints: Sequence[str]) -> list[Expression]:
    """Give each date the year, and « mardi 20 » the month, of the date it is joined to (« mars et avril 2020 »)."""
    result = list(expressions)
    for number in range(len(result) - 2, -1, -1):
        one, after = result[number], result[number + 1]
        if not joints[number] or one.kind not in ("day", "month") or after.kind not in ("day", "month", "days"):
            continue
        if one.kind == "day" and not one.month and after.month:
            one = replace(one, month=after.month)
        year = after.year or after.borrowed_year
        if not one.year and year and one.month:
            one = replace(one, borrowed_year=year - (one.month > after.month))
        result[number] = one
    return result


def is_of_the_same_year(text: str, one: Expression, other: Expression) -> bool:
    """Tell whether the second expression gives the first its year (« le 14 juillet de la même année »)."""
    dated = one.kind in ("day", "month") and one.month and not one.year
    same = other.kind == "anchored" and other.unit == "year" and not other.count
    near = other.start - one.end <= _FAR
    return bool(dated and same and near) and _OF.fullmatch(text, one.end, other.start) is not None


def are_of_one_week(text: str, one: Expression, other: Expression) -> bool:
    """Tell whether two expressions are days of one week, said in their order (« lundi et mardi »)."""
    days = one.kind == other.kind == "weekday" and one.side in ("", "this") and not other.side
    following = one.weekday < other.weekday or (other.weekday - one.weekday) % 7 == 1
    if not (days and following):
        return False
    listed = text[one.end : other.start].strip() == "," and _GOES_ON.match(text, other.end)
    return bool(listed or _AND_DAY.fullmatch(text, one.end, other.start))


def year_for(text: str, one: Expression, other: Expression, published: int) -> int:
    """Give the year that one expression gives to a day or a month behind it in the sentence, or 0.

    It opens the sentence (« L’an dernier, le pont a fermé en mars ») or stands beside the other (« l’an dernier en
    mars »). A year to come, and a verb of saying between the two, bind nothing: « En 2030, …, a promis en mars … ».
    """
    if other.kind not in ("day", "month") or other.year or other.side or not other.month or is_bare(other):
        return 0
    relative = one.kind == "relative" and one.unit == "year" and abs(one.count) == 1 and not one.counted
    year = published + one.count if published and relative else 0
    if one.kind == "year" and one.exact and (not published or one.year <= published):
        year = one.year
    between = text[one.end : other.start]
    if not year or len(between) > _SENTENCE or _SENTENCE_END.search(between) or _has_incise(between):
        return 0
    opens = _OPENS_SENTENCE.search(text[max(0, one.start - _AHEAD) : one.start]) and not re.search(r"[;:«»]", between)
    return year if opens or _BESIDE.fullmatch(between) else 0


def _has_incise(between: str) -> bool:
    """Tell whether a verb of saying stands behind a comma (« …, a annoncé le maire »), or « selon X »."""
    for found in _INCISE.finditer(between):
        form = (found["verb"] or "").casefold()
        verb = verbs().finite.get(form) or verbs().past.get(form)
        if not form or (verb is not None and verb.cls in _SAYING):
            return True
    return False


def year_behind(text: str, one: Expression, other: Expression, published: int) -> int:
    """Give the year that is said behind a day or a month (« en août de l’an dernier »), or 0."""
    dated = one.kind in ("day", "month") and one.month and not one.year and not one.side
    counted = other.kind == "relative" and other.unit == "year" and abs(other.count) <= 1 and not other.counted
    if not (published and dated and counted) or not _YEAR_BEHIND.fullmatch(text, one.end, other.start):
        return 0
    return published + other.count


def is_bare(one: Expression) -> bool:
    """Tell whether an expression is the number of a day alone (« le 3 »)."""
    return one.kind == "day" and not one.month and one.weekday < 0


def without_lone_days(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Leave out the bare numbers that no day with a month goes before, in the same sentence."""
    kept: list[Expression] = []
    known = 0
    for one in expressions:
        if not is_bare(one):
            known = one.end if one.kind in ("day", "days") and one.month else known
        elif not known or one.start - known > _SENTENCE or _SENTENCE_END.search(text, known, one.start):
            continue
        kept.append(one)
    return kept
