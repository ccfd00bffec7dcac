"""What is wrong with an attribute value, in a sentence for each kind of value, and the value that was meant."""

import calendar
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from schemas.forms import example, facet_words, mended
from schemas.habits import language_tag
from schemas.locator import shown
from schemas.nearest import by_likeness, nearest
from schemas.odd.algebra import Alternate, Content, Data, TokenList, Values, children
from schemas.odd.datatypes import admits
from schemas.odd.html.words import DATATYPES
from schemas.odd.model import Attribute
from schemas.odd.specs import DataRef

Facet = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ValueFault:
    """The name of the code, what the value is not (``is not a date``), right values or examples, and one fix."""

    name: str
    sentence: str
    expected: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    sentence: str
    examples: tuple[str, ...]
    mend: Callable[[str], str]
    otherwise: str = ""


def value_fault(attribute: Attribute, value: str) -> ValueFault:
    """Say why a value is none of its attribute's datatype (the caller has found that it is not)."""
    listed = _listed(attribute.datatype)
    if listed:
        return _not_listed(listed, attribute, value)
    if count := _count_fault(attribute.datatype, value):
        return count
    kind = _kind(attribute)
    own = _stated(attribute)
    if kind is None or (own and admits(_without(attribute.datatype, own), value)):
        return _form_fault(attribute.datatype, own, value, kind.examples if kind else ())
    fix = kind.otherwise
    examples = tuple(one for one in kind.examples if admits(attribute.datatype, one))
    if not examples:
        examples = tuple(filter(None, (example(data) for data in _data(attribute.datatype))))[:1]
        fix = f"write it like {examples[0]}" if examples else fix
    right = kind.mend(value)
    if right and right != value and admits(attribute.datatype, right):
        fix = f"write {shown(right)}"
    if kind is _DATE and (timed := _TIME_FORM.fullmatch(value.strip())) and (fault := _time_fault(timed, attribute)):
        return fault
    if kind is _DATE and (formed := _DATE_FORM.match(value.strip())):
        fix, like = _existing_form(formed)
        examples = tuple(one for one in (like, *examples) if admits(attribute.datatype, one))
        return ValueFault(kind.name, "is a date that does not exist", tuple(dict.fromkeys(examples)), fix)
    return ValueFault(kind.name, kind.sentence, examples, fix)


def _form_fault(datatype: Content, own: Collection[Facet], value: str, usual: tuple[str, ...]) -> ValueFault:
    """Say what form a value should have had; ``own`` are the facets that are said, all if there are none."""
    forms, examples, fix = [], [], ""
    for data in _data(datatype):
        said = [facet for facet in data.facets if facet in own] if own else list(data.facets)
        words = facet_words(said)
        if said and not any(name == "pattern" for name, _ in said) and data.type in DATATYPES:
            words = [DATATYPES[data.type][0], *words]
        forms.append(", ".join(words))
        examples.append(example(data, usual))
        fix = fix or mended(data, value)
    form = "; or ".join(dict.fromkeys(filter(None, forms)))
    like = tuple(dict.fromkeys(filter(None, examples)))
    if fix:
        fix = f"write {shown(fix)}"
    elif like:
        fix = f"write it like {shown(like[0])}"
    else:
        fix = "look the form up in the documentation of the schema"
    sentence = "is not of the form the schema asks for"
    return ValueFault("value-datatype", f"{sentence}: {form}" if form else sentence, like, fix)


def _stated(attribute: Attribute) -> frozenset[Facet]:
    """Give the facets that the customisation puts on the datatype of TEI that it names, and bounds in any case."""
    usual = _facets_of_tei(attribute.declared)
    stated = {facet for data in _data(attribute.datatype) for facet in data.facets}
    return frozenset(facet for facet in stated if facet not in usual or facet[0] != "pattern")


@cache
def _facets_of_tei(ident: str) -> frozenset[Facet]:
    """Give the facets of a datatype of TEI P5, and of those that it is made of."""
    from schemas.p5.facts import load_p5

    spec = load_p5().patterns.get(ident)
    found: set[Facet] = set()
    parts: list[Any] = [spec.content] if spec else []
    while parts:
        part = parts.pop()
        if isinstance(part, Data):
            found.update(part.facets)
        elif isinstance(part, DataRef):
            found |= _facets_of_tei(part.key)
        elif part is not None:
            parts += children(part)
    return frozenset(found)


def _without(datatype: Content, facets: Collection[Facet]) -> Content:
    match datatype:
        case Data(name, own):
            return Data(name, tuple(facet for facet in own if facet not in facets))
        case TokenList(item, low, high):
            return TokenList(_without(item, facets), low, high)  # type: ignore[arg-type]
        case Alternate(items, of):
            return Alternate(tuple(_without(item, facets) for item in items), of)
    return datatype


def _not_listed(listed: tuple[str, ...], attribute: Attribute, value: str) -> ValueFault:
    words = value.split() if _is_list(attribute.datatype) else [value.strip()]
    wrong = next((word for word in words if word not in listed), value)
    # a value is known by the name that TEI or the ODD has for it as well (altIdent)
    names = {one.ident: one.name for one in attribute.values.items if one.name in listed} if attribute.values else {}
    names.update(zip(listed, listed, strict=True))
    near = names.get(nearest(wrong, names), "")
    what = (
        "is not on the list of values"
        if wrong == value.strip()
        else f"holds “{shown(wrong)}”, which is not on the list"
    )
    if not wrong:
        what = "is empty"
    fix = f"did you mean {near}?" if near else "choose a value of the list" if len(listed) > 1 else f"write {listed[0]}"
    return ValueFault("value-not-in-list", what, by_likeness(wrong, listed), fix)


def _count_fault(datatype: Content, value: str) -> ValueFault | None:
    if not isinstance(datatype, TokenList):
        return None
    number = len(value.split())
    if number < datatype.min:
        what = (
            "is empty" if not number else f"has {number} word{'s' if number > 1 else ''}, and {datatype.min} are needed"
        )
        return ValueFault(
            "value-count",
            what,
            (),
            "write a value, or remove the attribute" if not number else f"write {datatype.min} words",
        )
    if datatype.max is not None and number > datatype.max:
        most = "one word is" if datatype.max == 1 else f"{datatype.max} words are"
        joined = "-".join(value.split())
        fix = "join them with hyphens" if admits(datatype.item, joined) else f"write {datatype.max} of them"
        return ValueFault("value-count", f"has {number} words, and {most} allowed", (), fix)
    return None


def _listed(datatype: Content) -> tuple[str, ...]:
    """Give the values of a datatype that is nothing but lists of values, else nothing."""
    if isinstance(datatype, Values):
        return datatype.names
    if isinstance(datatype, TokenList):
        return _listed(datatype.item)
    if isinstance(datatype, Alternate):
        parts = [_listed(item) for item in datatype.items]
        return tuple(name for part in parts for name in part) if all(parts) else ()
    return ()


def _is_list(datatype: Content) -> bool:
    items = datatype.items if isinstance(datatype, Alternate) else ()
    return isinstance(datatype, TokenList) or any(map(_is_list, items))


def _data(datatype: Content) -> tuple[Data, ...]:
    if isinstance(datatype, Data):
        return (datatype,)
    if isinstance(datatype, TokenList):
        return _data(datatype.item)
    if isinstance(datatype, Alternate):
        return tuple(data for item in datatype.items for data in _data(item))
    return ()


def _kind(attribute: Attribute) -> _Kind | None:
    declared = attribute.declared.removeprefix("teidata.")
    if declared.startswith(("temporal", "duration")):
        return _DURATION if declared.startswith("duration") else _DATE
    if declared in _DECLARED:
        return _DECLARED[declared]
    kinds = [_TYPES[data.type] for data in _data(attribute.datatype) if data.type in _TYPES]
    return kinds[0] if kinds else None


# What was probably meant

_DATE_FORM: Final = re.compile(r"(-?[0-9]{4,})-([0-9]{2})(?:-([0-9]{2}))?\Z")

_TIME_FORM: Final = re.compile(
    r"(?P<day>-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T|T)?(?P<hour>[0-9]{1,2})(?:(?::|\s?h\s?)(?P<minute>[0-9]{2}))?"
    r"(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?\s?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)

_MONTHS: Final = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), 1)
}


def _existing_form(formed: re.Match[str]) -> tuple[str, str]:
    """Say what a date of the right form needs to exist, and give one that does, as exact as it; no day is invented."""
    year, month, day = formed[1], int(formed[2]), formed[3]
    form, like = ("YYYY-MM-DD", "2024-05-01") if day else ("YYYY-MM", "2024-05")
    if not 1 <= month <= 12:
        return f"write {form} with a month from 01 to 12, such as {like}", like
    if not day or not 1 <= int(year) <= 9999:
        return f"write {form} of a year that there is, such as {like}", like
    last = calendar.monthrange(int(year), month)[1]
    return f"write {form} with a day from 01 to {last}, or YYYY-MM if the day is not known", like


def _time_fault(timed: re.Match[str], attribute: Attribute) -> ValueFault | None:
    """Say what is wrong with a time of day, or a day and a time, or ``None`` if it is not the time that is wrong."""
    day, minute = timed["day"] or "", timed["minute"]
    if minute is None or (len(day) > 1 and not admits(attribute.datatype, day[:-1])):
        return None
    like = f"{day.removeprefix('T') and day}18:30:00"
    if not admits(attribute.datatype, like):
        return None
    hour, second = int(timed["hour"]), timed["second"] or "00"
    wrong = [
        f"{what} from 00 to {most}"
        for what, number, most in (
            ("an hour", hour, 23),
            ("a minute", int(minute), 59),
            ("a second", float(second), 59),
        )
        if number > most
    ]
    if wrong:
        fix = f"write hh:mm:ss with {' and '.join(wrong)}, such as {like}"
        return ValueFault("value-date", "is a time that does not exist", (like,), fix)
    right = f"{day.removeprefix('T') and day}{hour:02}:{minute}:{second}{timed['zone'] or ''}"
    fix = f"write {right}" if admits(attribute.datatype, right) else f"write hh:mm:ss, such as {like}"
    return ValueFault("value-date", "is not a time of the form hh:mm:ss", (like,), fix)


def _date(value: str) -> str:  # noqa: PLR0911 (one case a way of writing it)
    text = value.strip().casefold()
    if match := re.fullmatch(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})", text):
        return _existing(int(match[1]), int(match[3]), int(match[4]))
    if match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text):
        return _existing(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", text):
        return _existing(int(match[3]), int(match[2]), int(match[1]))  # with full stops, the day always comes first
    if match := re.fullmatch(r"([0-9]{1,2})(?:er|st|nd|rd|th)?[ .]+(\w+)\.?,? ([0-9]{4})", text):
        return _existing(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    if match := re.fullmatch(r"(\w+) ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", text):
        return _existing(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))
    if match := re.fullmatch(r"(\w+) ([0-9]{4})", text):
        return f"{match[2]}-{_MONTHS[match[1]]:02}" if match[1] in _MONTHS else ""
    if match := re.fullmatch(r"([0-9]{4})-([0-9])", text):
        return f"{match[1]}-{int(match[2]):02}" if match[2] != "0" else ""
    return ""


def _existing(year: int, month: int, day: int) -> str:
    import datetime

    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _number(value: str) -> str:
    text = re.sub(r"[\s'’\u202f\xa0](?=[0-9]{3}(?![0-9]))", "", value.strip())
    text = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text)
    match = re.fullmatch(r"([-+]?[0-9]+(?:\.[0-9]+)?)\s*\D*", text)
    return match[1] if match else ""


def _name(value: str) -> str:
    name = re.sub(r"[^\w.\-]", "", re.sub(r"\s+", "-", value.strip()))
    return name if re.match(r"[^\W\d]", name) else ""


def _uri(value: str) -> str:
    return re.sub(r"[\\{}|^`<>\"]", lambda match: f"%{ord(match[0]):02X}", value.strip().replace(" ", "%20"))


def _truth(value: str) -> str:
    words = {"oui": "true", "yes": "true", "vrai": "true", "y": "true", "o": "true",
             "non": "false", "no": "false", "faux": "false", "n": "false"}  # fmt: skip
    return words.get(
        value.strip().casefold(), value.strip().lower() if value.strip().lower() in ("true", "false") else ""
    )


def _nothing(_: str) -> str:
    return ""


_DATE: Final = _Kind("value-date", "is not a date", ("2024-05-01", "2024-05", "2024", "2024-05-01T18:30:00Z"),
                     _date, "write YYYY-MM-DD, or leave it out if it is not known")  # fmt: skip
_DURATION: Final = _Kind("value-date", "is not a duration", ("P2D", "PT1H30M", "P1Y"), _nothing,
                         "write P, then numbers with Y, M, D, and T before H, M, S")  # fmt: skip
_LANGUAGE: Final = _Kind("value-language", "is not a language tag", ("fr", "en", "fr-CA", "zh-Hant"), language_tag,
                         "write the code of the language (BCP 47)")  # fmt: skip
_URI: Final = _Kind("value-uri", "is not a pointer", ("https://example.org/a", "#id", "image.png"), _uri,
                    "write one URI, or several separated by spaces")  # fmt: skip
_NAME: Final = _Kind("value-name", "is not a name", ("politique", "fait-divers", "n1"), _name,
                     "begin with a letter, and use no spaces")  # fmt: skip
_WORD: Final = _Kind("value-name", "is not a single word", ("politique", "fait-divers"),
                     lambda value: re.sub(r"\s+", "-", value.strip()), "write one word without spaces")  # fmt: skip
_COUNT: Final = _Kind("value-number", "is not a whole number of this kind", ("0", "12", "1200"), _number,
                      "write digits only")  # fmt: skip
_NUMERIC: Final = _Kind("value-number", "is not a number", ("12", "2.5", "-3"), _number,
                        "write digits, with a full stop as decimal sign")  # fmt: skip
_TRUTH: Final = _Kind("value-truth", "is not a truth value", ("true", "false"), _truth, "write true or false")

_DECLARED: Final = {
    "language": _LANGUAGE, "pointer": _URI, "namespace": _URI, "namespaceOrName": _URI, "truthValue": _TRUTH,
    "xTruthValue": _TRUTH, "numeric": _NUMERIC, "count": _COUNT, "probability": _NUMERIC, "percentage": _NUMERIC,
    "probCert": _NUMERIC, "enumerated": _WORD, "word": _WORD, "xmlName": _NAME, "name": _NAME, "prefix": _NAME,
}  # fmt: skip
_TYPES: Final = {
    **dict.fromkeys(("date", "dateTime", "time", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay"), _DATE),
    "duration": _DURATION, "language": _LANGUAGE, "anyURI": _URI, "boolean": _TRUTH,
    **dict.fromkeys(("NCName", "Name", "QName", "NMTOKEN", "ID", "IDREF", "ENTITY"), _NAME),
    **dict.fromkeys(("decimal", "double", "float"), _NUMERIC),
    **dict.fromkeys(("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "unsignedInt"), _COUNT),
}  # fmt: skip
