"""The datatypes of XML Schema that TEI uses, checked exactly (XML Schema Part 2, second edition).

A value is checked as RELAX NG does it: the datatype's own treatment of white space, then its lexical space, then the
facets. Years may have more than four digits and be negative; the year 0000 does not exist.
"""

import math
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

from schemas.odd.algebra import Alternate, Content, Data, Empty, Text, TokenList, Values
from schemas.odd.xsd_regex import is_name_char, is_name_start, matcher

BLANKS: Final = " \t\n\r"
_BLANK_RUN: Final = re.compile(r"[ \t\n\r]+")


def tokens(value: str) -> list[str]:
    """The parts of a value between blanks (those of XML: space, tab, line feed, carriage return)."""
    return [token for token in _BLANK_RUN.split(value) if token]


def collapsed(value: str) -> str:
    """The value with blanks at the ends gone and others made one space."""
    return " ".join(tokens(value))


def admits(datatype: Content, value: str) -> bool:  # noqa: PLR0911 (one case each)
    """Whether a value is one of the datatype; terms that are no datatype admit nothing."""
    match datatype:
        case Text():
            return True
        case Empty():
            return not value.strip(BLANKS)
        case Values(names):
            return collapsed(value) in _collapsed_set(names)
        case Data(name, facets):
            return _check(name, facets)(value)
        case Alternate(items):
            return any(admits(item, value) for item in items)
        case TokenList(item, low, high):
            parts = tokens(value)
            return low <= len(parts) and (high is None or len(parts) <= high) and all(admits(item, p) for p in parts)
    return False


@cache
def _collapsed_set(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(collapsed(name) for name in names)


def is_known(name: str) -> bool:
    """Whether a datatype of that name is implemented."""
    return name in _LEXICAL


@cache
def _check(name: str, facets: tuple[tuple[str, str], ...]) -> Callable[[str], bool]:
    lexical, blank = _LEXICAL.get(name, (_any, "collapse"))
    patterns = [matcher(value) for facet, value in facets if facet == "pattern"]
    others = [_facet(name, facet, value) for facet, value in facets if facet != "pattern"]

    def check(value: str) -> bool:
        if blank == "collapse":
            value = collapsed(value)
        elif blank == "replace":
            value = re.sub(r"[\t\n\r]", " ", value)
        return lexical(value) and all(p(value) for p in patterns) and all(test(value) for test in others)

    return check


def _facet(name: str, facet: str, limit: str) -> Callable[[str], bool]:  # noqa: PLR0911 (one case each)
    match facet:
        case "length":
            return lambda value: len(value) == int(limit)
        case "minLength":
            return lambda value: len(value) >= int(limit)
        case "maxLength":
            return lambda value: len(value) <= int(limit)
        case "minInclusive" | "maxInclusive" | "minExclusive" | "maxExclusive":
            return _bound(name, facet, limit)
        case "totalDigits":
            return lambda value: len(re.sub(r"\D", "", value).strip("0") or "0") <= int(limit)
        case "fractionDigits":
            return lambda value: len(value.partition(".")[2].rstrip("0")) <= int(limit)
        case "enumeration":
            return lambda value: value == limit
    return _any


def _bound(name: str, facet: str, limit: str) -> Callable[[str], bool]:
    if name in _FLOATS:
        edge: float | Decimal = _float(limit)
        number: Callable[[str], float | Decimal] = _float
    else:
        try:
            edge, number = Decimal(limit), Decimal
        except InvalidOperation:
            return _any  # bounds of dates: no reference validator of RELAX NG needs them in TEI

    def check(value: str) -> bool:
        found = number(value)
        if isinstance(found, float) and math.isnan(found):
            return False
        match facet:
            case "minInclusive":
                return found >= edge
            case "maxInclusive":
                return found <= edge
            case "minExclusive":
                return found > edge
        return found < edge

    return check


def _float(text: str) -> float:
    return float(text.replace("INF", "inf"))


def _any(_value: str) -> bool:
    return True


def _regex(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _name(value: str) -> bool:
    return bool(value) and is_name_start(value[0]) and all(map(is_name_char, value))


def _ncname(value: str) -> bool:
    return ":" not in value and _name(value)


def _nmtoken(value: str) -> bool:
    return bool(value) and all(map(is_name_char, value))


def _qname(value: str) -> bool:
    prefix, colon, local = value.partition(":")
    return _ncname(prefix) and (not colon or _ncname(local))


def _integer(low: int | None, high: int | None) -> Callable[[str], bool]:
    lexical = re.compile(r"[+-]?[0-9]{1,4000}")

    def check(value: str) -> bool:
        if not lexical.fullmatch(value):
            return False
        number = Decimal(value)
        return (low is None or number >= low) and (high is None or number <= high)

    return check


_ZONE: Final = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR: Final = r"-?(?:[1-9][0-9]{4,3999}|[0-9]{4})"
_TIME: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _dated(pattern: str) -> Callable[[str], bool]:
    """A check for a date whose groups ``year``, ``month`` and ``day``, where there are any, must fit together."""
    compiled = re.compile(pattern + _ZONE)

    def check(value: str) -> bool:
        found = compiled.fullmatch(value)
        if not found:
            return False
        parts = found.groupdict()
        year = parts.get("year")
        if year is not None and not year.strip("-0"):
            return False
        month, day = int(parts.get("month") or 1), int(parts.get("day") or 1)
        if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
            return False
        return not (year is not None and month == 2 and day == 29) or _is_leap(year)

    return check


def _is_leap(year: str) -> bool:
    # there is no year 0000: -0001, the year before 0001, is a leap year as 0000 would have been
    number = int(year[1:]) - 1 if year.startswith("-") else int(year[-4:])
    return number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)


_DURATION: Final = re.compile(
    r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_URI_BAD: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _any_uri(value: str) -> bool:
    """What jing and libxml2 both take for a URI reference, once characters that need escapes are escaped."""
    if _URI_BAD.search(value) or value.count("#") > 1:
        return False
    return not re.match(r"[^/?#]*:", value) or re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:.", value, re.DOTALL) is not None


def _base64(value: str) -> bool:
    text = value.replace(" ", "")
    return len(text) % 4 == 0 and re.fullmatch(r"[A-Za-z0-9+/]*(?:[AEIMQUYcgkosw048]=|[AQgw]==)?", text) is not None


FACETS: Final = (
    "pattern", "length", "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
    "totalDigits", "fractionDigits", "enumeration",
)  # fmt: skip
_FLOATS: Final = frozenset({"double", "float"})
_NUMBER: Final = _regex(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN")
_LEXICAL: Final[dict[str, tuple[Callable[[str], bool], str]]] = {
    "string": (_any, "preserve"),
    "normalizedString": (_any, "replace"),
    "token": (_any, "collapse"),
    "language": (_regex(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"), "collapse"),
    "Name": (_name, "collapse"),
    "NCName": (_ncname, "collapse"),
    "ID": (_ncname, "collapse"),
    "IDREF": (_ncname, "collapse"),
    "ENTITY": (_ncname, "collapse"),
    "IDREFS": (lambda v: bool(tokens(v)) and all(map(_ncname, tokens(v))), "collapse"),
    "ENTITIES": (lambda v: bool(tokens(v)) and all(map(_ncname, tokens(v))), "collapse"),
    "NMTOKEN": (_nmtoken, "collapse"),
    "NMTOKENS": (lambda v: bool(tokens(v)) and all(map(_nmtoken, tokens(v))), "collapse"),
    "QName": (_qname, "collapse"),
    "anyURI": (_any_uri, "collapse"),
    "boolean": (_regex(r"true|false|1|0"), "collapse"),
    "decimal": (_regex(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), "collapse"),
    "double": (_NUMBER, "collapse"),
    "float": (_NUMBER, "collapse"),
    "integer": (_integer(None, None), "collapse"),
    "nonNegativeInteger": (_integer(0, None), "collapse"),
    "positiveInteger": (_integer(1, None), "collapse"),
    "nonPositiveInteger": (_integer(None, 0), "collapse"),
    "negativeInteger": (_integer(None, -1), "collapse"),
    "long": (_integer(-(2**63), 2**63 - 1), "collapse"),
    "int": (_integer(-(2**31), 2**31 - 1), "collapse"),
    "short": (_integer(-(2**15), 2**15 - 1), "collapse"),
    "byte": (_integer(-128, 127), "collapse"),
    "unsignedLong": (_integer(0, 2**64 - 1), "collapse"),
    "unsignedInt": (_integer(0, 2**32 - 1), "collapse"),
    "unsignedShort": (_integer(0, 2**16 - 1), "collapse"),
    "unsignedByte": (_integer(0, 255), "collapse"),
    "date": (_dated(rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"), "collapse"),
    "dateTime": (_dated(rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})T{_TIME}"), "collapse"),
    "gYear": (_dated(rf"(?P<year>{_YEAR})"), "collapse"),
    "gYearMonth": (_dated(rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{2}})"), "collapse"),
    "gMonth": (_dated(r"--(?P<month>[0-9]{2})(?:--)?"), "collapse"),
    "gDay": (_dated(r"---(?P<day>[0-9]{2})"), "collapse"),
    "gMonthDay": (_dated(r"--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"), "collapse"),
    "time": (_dated(_TIME), "collapse"),
    "duration": (lambda v: _DURATION.fullmatch(v) is not None, "collapse"),
    "hexBinary": (_regex(r"(?:[0-9A-Fa-f]{2})*"), "collapse"),
    "base64Binary": (_base64, "collapse"),
}
