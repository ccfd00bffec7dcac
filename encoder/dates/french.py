"""The grammar of French dates: patterns and what each says. It finds; :mod:`encoder.dates.resolve` reckons.

Determiners stay outside (« le [3 mars 2022] », « l’[an dernier] »), demonstratives inside (« [ce matin] »). Every
pattern is linear: bounded repetitions, no nested ones.
"""

import re
from typing import Final

from encoder.dates.calendar import SEASONS
from encoder.dates.expression import Expression, Kind, Side, Unit
from encoder.dates.grammar import (
    Found,
    before,
    begins_sentence,
    counts_things,
    day_of,
    decade,
    feast_name,
    make,
    month_of,
    numeric,
    roman,
    rule,
    small_number,
    weekday_of,
    year_of,
    year_span,
)

_S: Final = r"\s{1,3}"
_MONTHS: Final = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
)
_MONTH: Final = rf"(?P<month>{_MONTHS})\b"
_SHORT: Final = r"(?P<short>janv|févr|avr|juil|sept|oct|nov|déc)\."
_YEAR: Final = r"(?P<year>\d{4})(?![\w%°€$]|[.,]\d|\s?[%€$°])"
_DAY: Final = r"(?<![\d.,/:-])(?P<day>1\s?er|1ᵉʳ|\d{1,2})"
_WEEKDAY: Final = r"(?P<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
_PART: Final = (
    rf"(?:{_S}(?:au{_S})?(?:matin|soir|après-midi|midi|nuit)\b|{_S}à{_S}(?:l[’'](?:aube|aurore)|midi|minuit)\b)"
)
_SIDE: Final = r"(?P<side>derni(?:er|ère)|passée?|prochaine?)\b"
_EDGE: Final = r"(?:(?:tout\s{1,3})?(?:début|fin|courant|milieu)\s{1,3}|mi-)"
_EDGE_OF: Final = r"(?:(?:début|milieu|fin)\s{1,3}d(?:u|es)\s{1,3}|(?:début|milieu|fin)\s{1,3}de\s{1,3}la\s{1,3})"
_NUMBER: Final = (
    r"(?P<count>une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix-(?:sept|huit|neuf)|dix|onze|douze|treize|quatorze|"
    r"quinze|seize|vingt(?:-(?:et-un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente|quarante|cinquante|soixante|"
    r"cent|\d{1,3})"
)
_UNIT: Final = r"(?P<unit>jours?|semaines?|mois|ans?|années?|siècles?|heures?)\b"
_UNITS: Final[dict[str, Unit]] = {
    "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "an": "year",
    "ans": "year", "année": "year", "années": "year", "siècle": "century", "siècles": "century", "heure": "hour",
    "heures": "hour", "week-end": "weekend", "trimestre": "quarter", "semestre": "half", "nuit": "night",
}  # fmt: skip
_ORDINAL: Final = r"(?P<ordinal>premier|1er|deuxième|second|2e|2ème|troisième|3e|3ème|quatrième|4e|4ème)"
_ORDINALS: Final = {
    "premier": 1, "1er": 1, "deuxième": 2, "second": 2, "2e": 2, "2ème": 2, "troisième": 3, "3e": 3, "3ème": 3,
    "quatrième": 4, "4e": 4, "4ème": 4,
}  # fmt: skip
_DECADES: Final = {
    "dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70,
    "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
_FEAST: Final = (
    r"(?P<feast>veille de Noël|lundi de Pâques|lundi de Pentecôte|vendredi saint|Mardi gras|Noël|Pâques|Toussaint|"
    r"Nouvel An|jour de l[’']An|Saint-Sylvestre|Saint-Valentin|Pentecôte|Ascension|Épiphanie|Assomption)\b"
)

_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:en|depuis|dès|avant|après|jusqu[’']en|jusqu[’']à|d[’']ici|d[’']ici à|vers|courant|entre|"
    r"l[’']année|l[’']an|"
    r"fin|début|date|datent|datait|dataient|datant|datée?s?|remonte|remontent|remontait|remontant|qu[’']en|et en)"
    r"(?:\s(?:de|à))?)\s{1,3}$",
    re.IGNORECASE,
)
_WEAK_BEFORE: Final = re.compile(
    r"(?:\b(?:de|pour|rapport à|antérieure?s? à|postérieure?s? à|comparée?s? à|budget|rentrée|édition|saison|millésime|"
    r"promotion|campagne|récolte|exercice|élections?|législatives|municipales|présidentielle|régionales|européennes|"
    r"cuvée|horizon|bilan|promo|scrutin|programme|tournée|crise|mandat|réforme|accords?|recensement|olympiques)\s{1,3}"
    r"|\()$",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"\s(?:(?:a|aura|est|sera|fut|était|marque|restera|commence|avait)\b|[ns][’'])")
_AFTER_YEAR: Final = re.compile(r"\b\d{4}\s?(?:,|,?\s(?:et|ou|puis|à))\s{1,3}(?:(?:à|en|et)\s)?$")
_HABIT: Final = re.compile(
    r"(?:\b(?:le|les|du|des|au|aux|un|chaque|tous les|d[’']un|ces|certains)|[’'])\s{0,3}$", re.IGNORECASE
)
_HABIT_AFTER: Final = re.compile(r"\s{1,3}(?:suivant|précédent|d[’']avant|d[’']après)\b")
_FEAST_BEFORE: Final = re.compile(
    r"\b(?:à|avant|après|depuis|pour|d[’']ici|d[’']ici à|jusqu[’']à|dès|vers|lendemain de|soir de|jour de|"
    r"la|le|l[’'])\s{0,3}$",
    re.IGNORECASE,
)
_NO_FEAST: Final = re.compile(
    r"\b(?:vacances|congés|marchés?|arbre|père|contes?|île|lundi|soirée|massif|fêtes?|période|week-end|pont)\s"
    r"(?:de\s|d[’']|de la\s|du\s|de l[’'])$",
    re.IGNORECASE,
)


def _side(form: str | None) -> Side:
    if not form:
        return ""
    return "next" if form.casefold().startswith("proch") else "last"


def _day(m: re.Match[str]) -> Found:
    parts = m.groupdict()
    year, end = year_of(parts["year"] or ""), m.end()
    if year and counts_things(m.string, m.end("year")):
        year, end = 0, m.end("month") if parts["month"] else m.end("short") + 1
    month = month_of(parts["month"] or parts["short"])
    side: Side = "this" if m[0][:2].casefold() == "ce" else _side(parts["side"])
    return make(
        m, "day", end=end, day=day_of(m["day"]), month=month, year=year, weekday=weekday_of(parts["weekday"]), side=side
    )


def _days(m: re.Match[str]) -> Found:
    year = year_of(m["year"] or "")
    return make(m, "days", day=day_of(m["day"]), last_day=day_of(m["last"]), month=month_of(m["month"]), year=year)


def _list_of_days(m: re.Match[str]) -> Found:
    month, year = month_of(m["month"]), year_of(m["year"] or "")
    days = [*re.finditer(r"1\s?er|1ᵉʳ|\d{1,2}", m["days"])]
    offset = m.start("days")
    last = days.pop()
    found = [
        Expression(start=offset + d.start(), end=offset + d.end(), kind="day", day=day_of(d[0]), month=month, year=year)
        for d in days
    ]
    found.append(
        Expression(start=offset + last.start(), end=m.end(), kind="day", day=day_of(last[0]), month=month, year=year)
    )
    return found


def _month(m: re.Match[str]) -> Found:
    year = year_of(m["year"] or m["short_year"] or "")
    capital = m["month"][0].isupper() and not m["month"].isupper()
    known = year or m["edge"] or m["side"] or before(m, 3).casefold() == "en "
    if capital and not known and not begins_sentence(m.string, m.start()):
        return None
    if m["short_year"] and counts_things(m.string, m.end()):
        return None
    side: Side = "this" if m[0][:2].casefold() == "ce" else _side(m["side"])
    return make(m, "month", month=month_of(m["month"]), last_month=month_of(m["last"] or ""), year=year, side=side)


def _year(m: re.Match[str]) -> Found:
    year = int(m["year"])
    ahead = before(m, 24)
    if counts_things(m.string, m.end()):
        return None
    strong = bool(m["edge"] or m["noun"] or _YEAR_BEFORE.search(ahead))
    if m["noun"] and year < 100:
        return None
    listed = bool(_AFTER_YEAR.search(ahead))
    weak = bool(_WEAK_BEFORE.search(ahead)) or listed or _opens_sentence(m)
    if not ((strong and 100 <= year <= 2199) or (weak and 1700 <= year <= 2100)):
        return None
    return make(m, "year", year=year)


def _opens_sentence(m: re.Match[str]) -> bool:
    return begins_sentence(m.string, m.start()) and bool(_VERB.match(m.string, m.end()))


def _short_year(m: re.Match[str]) -> Found:
    return make(m, "year", year=year_of(m["year"]), exact=False) if int(m["year"]) >= 14 else None


def _decade(m: re.Match[str]) -> Found:
    form = m["decade"].casefold()
    return make(m, "decade", year=1900 + _DECADES[form] if form in _DECADES else decade(form))


def _century(m: re.Match[str]) -> Found:
    if m["before"]:
        return make(m, "other")
    number = roman(m["roman"]) if m["roman"] else int(m["figures"])
    return make(m, "century", count=number) if 1 <= number <= 21 else None


def _season(m: re.Match[str]) -> Found:
    year, last = year_of(m["year"] or ""), year_of(m["last"] or "")
    if last and last < 2000 and year >= 1900 and len(m["last"]) == 2:
        last = year // 100 * 100 + int(m["last"])
    this = (m["this"] or "").strip()
    side: Side = "this" if this else _side(m["side"])
    if not (year or side or m["edge"]) and not re.search(
        r"(?:\b(?:au|dès le|depuis le|jusqu[’']au|d[’']ici le|le)\s{1,3}|\b(?:à|dès|depuis|d[’']ici|jusqu[’']à|durant|"
        r"pendant)\s{1,3}l[’'])$",
        before(m, 16),
        re.IGNORECASE,
    ):
        return None
    if not (year or side or m["edge"]) and re.match(r"\s(?:comme|et l[’']hiver)\b|-", m.string[m.end() : m.end() + 12]):
        return None
    return make(m, "season", month=SEASONS[m["season"].casefold()], year=year, last_year=last, side=side)


def _part_of_year(m: re.Match[str]) -> Found:
    unit: Kind = "quarter" if m["what"].casefold().startswith("tri") else "half"
    return make(m, unit, count=_ORDINALS[m["ordinal"].casefold()], year=year_of(m["year"] or ""), side=_side(m["side"]))


def _quarter_sign(m: re.Match[str]) -> Found:
    return make(m, "quarter" if m["what"] == "T" else "half", count=int(m["number"]), year=int(m["year"]))


def _weekday(m: re.Match[str]) -> Found:
    form, ahead = m["weekday"], before(m, 10)
    day, end = day_of(m["day"] or "") if m["day"] else 0, m.end()
    if day and (counts_things(m.string, m.end()) or day > 31):
        day, end = 0, m.start("day")
        end = len(m.string[:end].rstrip())
    if form[0].isupper() and not (form.isupper() or begins_sentence(m.string, m.start())):
        return None
    side: Side = "this" if m["this"] else _side(m["side"])
    if m["after"]:
        count = -1 if m["after"].casefold().startswith(("préc", "d’av", "d'av")) else 1
        return make(m, "anchored", unit="week", count=count, weekday=weekday_of(form))
    if not day and not side and _HABIT.search(ahead):
        return None
    return make(m, "day" if day else "weekday", end=end, weekday=weekday_of(form), day=day, side=side)


def _near(m: re.Match[str]) -> Found:
    words = m["near"].casefold().replace("'", "’")
    count = {"avant-hier": -2, "hier": -1, "aujourd’hui": 0, "demain": 1, "après-demain": 2}[words]
    return make(m, "relative", unit="day", count=count, exact=count != 0)


def _this(m: re.Match[str]) -> Found:
    word = m["what"].casefold().replace("’", "'")
    unit: Unit = _UNITS.get(word, "day")
    if word == "nuit":
        unit = "day"
    return make(m, "relative", unit=unit, count=0, exact=unit != "day" or word != "nuit")


def _last_next(m: re.Match[str]) -> Found:
    count = -1 if _side(m["side"]) == "last" else 1
    return make(m, "relative", unit=_UNITS[m["what"].casefold()], count=count)


def _edge_of(m: re.Match[str]) -> Found:
    unit = {"mois": "month", "année": "year", "an": "year", "semaine": "week"}[m["what"].casefold()]
    return make(m, "relative", unit=unit, count=0)


def _ago(m: re.Match[str]) -> Found:
    count = small_number(m["count"], "fr")
    unit = _UNITS[m["unit"].casefold()]
    if not count:
        return None
    sign = 1 if m["ahead"] else -1
    exact = not re.search(r"\b(?:environ|près|plus|moins|presque|peine)\b", m["about"] or "", re.IGNORECASE)
    return make(m, "relative", unit=unit, count=sign * count, exact=exact, counted=True)


def _offset(m: re.Match[str]) -> Found:
    count = small_number(m["count"], "fr")
    way = m["way"].casefold()
    if not count:
        return None
    sign = -1 if way.startswith(("avant", "plus tôt", "auparavant")) else 1
    event = way in ("après", "avant") and re.match(r"\s{1,3}\w|\s?[’']", m.string[m.end() : m.end() + 5])
    if event:
        return make(m, "other", counted=True)
    unit = _UNITS[m["unit"].casefold()]
    return make(m, "anchored", unit=unit, count=sign * count, counted=True)


_EVES: Final = {"avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}


def _eve(m: re.Match[str]) -> Found:
    if re.match(r"\s{1,3}d(?:e|u|es)\b|\s{1,3}d[’']|\s{1,3}où\b", m.string[m.end() : m.end() + 8]):
        return make(m, "other")
    return make(m, "anchored", unit="day", count=_EVES[m["eve"].casefold()])


def _same(m: re.Match[str]) -> Found:
    word = (m["what"] or m["that"]).casefold()
    unit: Unit = _UNITS.get(word, "day")
    return make(m, "anchored", unit="day" if unit == "night" else unit, count=0)


def _following(m: re.Match[str]) -> Found:
    count = 1 if m["way"].casefold().startswith("suiv") else -1
    return make(m, "anchored", unit=_UNITS[m["what"].casefold()], count=count)


def _feast(m: re.Match[str]) -> Found:
    year = year_of(m["year"] or "")
    ahead = before(m, 24)
    name = feast_name(m["feast"])
    if _NO_FEAST.search(ahead) or not (year or _FEAST_BEFORE.search(ahead) or " de " in name):
        return None
    if name in ("noël", "pâques", "ascension", "assomption", "épiphanie") and not m["feast"][0].isupper():
        return None
    return make(m, "feast", name=name, year=year, side=_side(m["side"]))


_YEAR_TAIL: Final = rf"(?:{_S}(?:de{_S})?{_YEAR})?"

RULES: Final = (
    rule(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])", numeric),
    rule(
        r"(?<![\w/.-])(?P<day>\d{1,2})(?P<cut>[/.-])(?P<month>\d{1,2})(?P=cut)(?P<year>\d{4})(?![\w/-]|\.\d)",
        numeric,
    ),
    rule(r"(?<![\w/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{2})(?![\w/.-])", numeric),
    rule(
        rf"(?:(?:\bce{_S})?\b{_WEEKDAY}{_PART}?,?{_S})?{_DAY}{_S}(?:{_MONTH}|{_SHORT}){_YEAR_TAIL}"
        rf"(?:{_S}{_SIDE})?",
        _day,
    ),
    rule(
        rf"(?:\bnuit{_S}du{_S})?{_DAY}(?:{_S}(?:au|à){_S}|[-–])(?P<last>\d{{1,2}}){_S}{_MONTH}{_YEAR_TAIL}", _days
    ),
    rule(
        rf"\bentre{_S}les?{_S}(?P<x>{_DAY}{_S}et{_S}(?:le{_S})?(?P<last>\d{{1,2}}){_S}{_MONTH}{_YEAR_TAIL})", _days
    ),
    rule(
        rf"\b(?:les?|aux?|des|du){_S}(?P<days>(?:(?:1\s?er|\d{{1,2}}),{_S}){{0,6}}(?:1\s?er|\d{{1,2}}){_S}et{_S}"
        rf"(?:le{_S}|du{_S}|au{_S})?\d{{1,2}}){_S}{_MONTH}{_YEAR_TAIL}",
        _list_of_days,
    ),
    rule(
        rf"(?<![\w-])(?P<edge>{_EDGE}|{_EDGE_OF}|ce{_S}mois{_S}de{_S}|mois{_S}d(?:e{_S}|[’']))?{_MONTH}"
        rf"(?:[-–/](?P<last>{_MONTHS})\b)?"
        rf"(?:{_YEAR_TAIL}|{_S}(?P<short_year>\d{{2}})(?![\w%°€$]|[.,]\d|{_S}?[%€$°h]))(?:{_S}{_SIDE})?",
        _month,
    ),
    rule(
        rf"(?<![\w.,:/’'°-])(?P<edge>{_EDGE}|{_EDGE_OF})?(?P<noun>\b(?:année|an){_S})?"
        rf"(?P<year>\d{{3,4}})(?![\w%°€$/-]|[.,]\d|\s?[%€$°])",
        _year,
    ),
    rule(rf"(?<=[’'])(?P<noun>(?:année|an){_S})(?P<edge>)(?P<year>\d{{3,4}})(?![\w%°€$/-]|[.,]\d)", _year),
    rule(r"\ben\s(?P<x>(?P<year>\d{2}))(?=\s?[,.;:)!?]\s|\s?[,.;:)!?]?$)", _short_year),
    rule(
        r"(?<![\w.,/°-])(?<!n° )(?P<year>1\d{3}|20\d\d)\s?[-–/]\s?(?P<last>\d{4}|\d{2})(?![\w/-]|[.,]\d|\s?[%€$°])",
        year_span,
    ),
    rule(
        rf"\b(?:{_EDGE_OF})?(?:années|décennie){_S}(?P<decade>\d{{4}}|\d{{2}}|quatre-vingt-dix|quatre-vingts?|"
        r"soixante-dix|dix|vingt|trente|quarante|cinquante|soixante)\b",
        _decade,
    ),
    rule(
        rf"\b(?:{_EDGE_OF})?(?:(?P<roman>[IVX]{{1,5}})\s?(?:er|ère|ème|e|è|ᵉ|ᵉʳ)|(?P<figures>\d{{1,2}})\s?(?:er|ème|e|è|ᵉ))"
        rf"{_S}siècle\b(?P<before>{_S}(?:av\.|avant){_S}J\.?-?C\.?)?",
        _century,
        cased=True,
    ),
    rule(rf"(?<![\w.])\d{{1,4}}{_S}(?:av\.|avant){_S}(?:J\.?-?C\.|notre ère|Jésus-Christ)", lambda m: make(m, "other")),
    rule(
        rf"\b(?:(?P<this>cet?{_S}))?(?P<edge>{_EDGE}|{_EDGE_OF}|fin d[’']|début d[’']|fin de l[’'])?"
        rf"(?P<season>été|hiver|printemps|automne)\b(?:{_YEAR_TAIL}(?:(?<=\d)[-–/](?P<last>\d{{4}}|\d{{2}})\b)?)(?:{_S}{_SIDE})?",
        _season,
    ),
    rule(
        rf"\b{_ORDINAL}{_S}(?P<what>trimestre|semestre)(?:{_S}(?:de{_S}(?:l[’']année{_S})?)?{_YEAR})?(?:{_S}{_SIDE})?",
        _part_of_year,
    ),
    rule(rf"\b(?P<what>[TS])(?P<number>[1-4]){_S}(?P<year>20\d\d)\b", _quarter_sign, cased=True),
    rule(
        rf"\b(?P<this>ce{_S})?{_WEEKDAY}{_PART}?(?:{_S}(?P<day>1er|\d{{1,2}})(?![\w%°€$:/-]|[.,]\d|\s?(?:h\b|heures?\b|[%€$°])))?"
        rf"(?:{_S}{_SIDE}|{_S}(?P<after>suivant|précédent|d[’']avant|d[’']après)\b)?",
        _weekday,
    ),
    rule(
        rf"(?<![\w-])(?P<near>avant-hier|hier|aujourd[’']hui|après-demain|demain)\b(?!-){_PART}?", _near
    ),
    rule(
        rf"\bc(?:e|et|ette){_S}(?P<what>matin|soir|midi|après-midi|nuit|semaine|année|week-end)\b(?!-là)", _this
    ),
    rule(rf"\bce{_S}(?P<what>mois)-ci\b", _this),
    rule(
        rf"\b(?P<what>semaine|mois|an|année|week-end|siècle|trimestre|semestre){_S}{_SIDE}", _last_next
    ),
    rule(rf"\b{_SIDE}{_S}(?P<what>week-end|trimestre|semestre)\b", _last_next),
    rule(
        rf"\b(?:fin|début|milieu){_S}(?:du|de{_S}la|de{_S}l[’']|d[’']|de){_S}?(?P<what>mois|année|semaine)\b"
        rf"(?!{_S}\w*(?:dernièr|prochain|passé|\d))",
        _edge_of,
    ),
    rule(
        rf"\b(?:il{_S}y{_S}a|(?P<ahead>dans))(?P<about>{_S}(?:environ|près{_S}de|plus{_S}de|moins{_S}de|à{_S}peine|presque|"
        rf"déjà|exactement|tout{_S}juste|maintenant))?{_S}{_NUMBER}{_S}{_UNIT}(?!{_S}(?:de|d[’']))",
        _ago,
    ),
    rule(
        rf"(?<![\w-]){_NUMBER}{_S}{_UNIT}{_S}(?P<way>plus{_S}tard|plus{_S}tôt|auparavant|après|avant)\b", _offset
    ),
    rule(
        rf"(?<![\w-])(?P<eve>avant-veille|veille|lendemain|surlendemain)\b(?:{_S}(?:au{_S})?(?:matin|soir|après-midi|midi)\b)?",
        _eve,
    ),
    rule(
        rf"\b(?:(?:ce{_S}|cette{_S})?même{_S}(?P<what>jour|année|mois|semaine|nuit|soir|matin)|"
        rf"c(?:e|et|ette){_S}(?P<that>jour|année|mois|semaine|nuit|soir|matin|après-midi)-là)\b",
        _same,
    ),
    rule(
        rf"\b(?P<what>jour|année|mois|semaine|week-end|nuit){_S}(?P<way>suivante?|précédente?)\b", _following
    ),
    rule(rf"\b{_FEAST}(?:{_S}{_YEAR})?(?:{_S}{_SIDE})?", _feast),
    rule(
        rf"\b(?:\d{{1,2}}|1er|premier){_S}(?:vendémiaire|brumaire|frimaire|nivôse|pluviôse|ventôse|germinal|floréal|"
        rf"prairial|messidor|thermidor|fructidor)\b(?:{_S}an{_S}[IVX]{{1,5}})?",
        lambda m: make(m, "other"),
    ),
    rule(
        rf"\b\d{{1,2}}{_S}(?:mouharram|safar|rabia|rajab|chaabane?|ramadan|chaoual)\b(?:{_S}1[34]\d\d)?",
        lambda m: make(m, "other"),
    ),
)  # fmt: skip
"""The rules of French dates; of matches that overlap, the one that begins first and is longest is taken."""
