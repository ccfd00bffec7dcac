"""What the matches of the French rules mean: each reading gives an expression, several, or none."""

import re
from typing import Final

from encoder.calendar import SEASONS
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
    roman,
    small_number,
    weekday_of,
    year_of,
)

_UNITS: Final[dict[str, Unit]] = {
    "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month", "an": "year",
    "ans": "year", "année": "year", "années": "year", "siècle": "century", "siècles": "century", "heure": "hour",
    "heures": "hour", "week-end": "weekend", "trimestre": "quarter", "semestre": "half", "nuit": "night",
}  # fmt: skip
_ORDINALS: Final = {
    "premier": 1, "1er": 1, "deuxième": 2, "second": 2, "2e": 2, "2ème": 2, "troisième": 3, "3e": 3, "3ème": 3,
    "quatrième": 4, "4e": 4, "4ème": 4,
}  # fmt: skip
_DECADES: Final = {
    "dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70,
    "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip

_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:en|depuis|dès|avant|après|jusqu[’']en|jusqu[’']à|d[’']ici|d[’']ici à|vers|courant|entre|"
    r"l[’']année|l[’']an|"
    r"fin|début|attendre|viser?|date|datent|datait|dataient|datant|datée?s?|remonte|remontent|remontait|remontant|qu[’']en|"
    r"et en)"
    r"(?:\s(?:de|à))?)\s{1,3}$",
    re.IGNORECASE,
)
_WEAK_BEFORE: Final = re.compile(
    r"(?:\b(?:de|pour|rapport à|antérieure?s? à|postérieure?s? à|comparée?s? à|budget|rentrée|édition|saison|millésime|"
    r"promotion|campagne|trimestres?|semestres?|récolte|exercice|élections?|législatives|municipales|présidentielle|régionales|européennes|"
    r"cuvée|horizon|bilan|promo|scrutin|programme|tournée|crise|mandat|réforme|accords?|recensement|olympiques)\s{1,3}"
    r"|\()$",
    re.IGNORECASE,
)
_EVENTS_BEFORE: Final = re.compile(
    r"\b(?:dates|années|crises|guerres|révoltes|grèves|crues|inondations|catastrophes|étapes|tournants|éditions|victoires|"
    r"titres|révolutions|récoltes|reprises|fois|moments|épisodes)\b[^.:;!?\d]{0,30}:\s{1,3}$",
    re.IGNORECASE,
)
_FIGURES_FOR: Final = re.compile(
    r"(?<!\d )\b(?:chiffre d[’']affaires|ventes|bénéfices?|résultats?|croissance|hypothèses?|prévisions?|objectifs?|"
    r"marges?|dividendes?|pertes?|recettes|déficit|inflation)\b(?:\s[a-zà-ÿ’'-]{1,20}){0,6}\ssur\s{1,3}$",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\s?(?:[,.;:!?»”)]|\Z)")
_NAMED_AFTER: Final = re.compile(
    r"(?P<head>\b(?:Mouvement|Front|Parti|Armée|Brigades?|Organisation|Collectif|Comité|Alliance|Coalition|Congrès))"
    r"\s(?:[a-zà-ÿ-]{4,20}\s)?du\s{1,3}(?:\d{1,2}(?:er)?\s{1,3})?$"
)
_VERB: Final = re.compile(r"\s(?:(?:a|aura|est|sera|fut|était|marque|restera|commence|avait)\b|[ns][’'])")
_AFTER_YEAR: Final = re.compile(r"\b\d{4}\s?(?:,|,?\s(?:et|ou|puis|à|voire))\s{1,3}(?:(?:à|en|et|voire)\s)?$")
_FROM: Final = re.compile(r"\bde\s{1,3}$", re.IGNORECASE)
_TO_YEAR: Final = re.compile(r"\s{1,3}à\s{1,3}[12]\d{3}(?![\w%°€$]|[.,]\d|\s?[%€$°])")
_FROM_YEAR: Final = re.compile(r"\bde\s{1,3}[12]\d{3}\s{1,3}à\s{1,3}$", re.IGNORECASE)
_IN: Final = re.compile(r"\ben\s{1,3}$", re.IGNORECASE)
_COPIES: Final = re.compile(
    r"\s{1,3}(?:exemplaires|jours|mots|pages|pas|points|langues|pays|lots|morceaux|heures|signes)\b"
)
_ANY: Final = re.compile(r"\b(?:un|chaque|tous les)\s$", re.IGNORECASE)
_HABIT: Final = re.compile(
    r"(?:\b(?:le|les|du|des|au|aux|un|chaque|tous les|d[’']un|ces|certains)|[’'])\s{0,3}$", re.IGNORECASE
)
_EVERY_WEEK: Final = re.compile(
    r"\b(?:par|chaque) semaine\s?[(:,–—]\s?(?:les?\s)?(?:\w{2,10}di,?\s(?:et\s)?(?:le\s)?|dimanche,?\s(?:et\s)?){0,5}$",
    re.IGNORECASE,
)
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


def read_day(m: re.Match[str]) -> Found:
    """Read « 3 mars 2022 », « lundi 3 mars », « 7 mai dernier »."""
    parts = m.groupdict()
    if names_a_movement(m):
        return None
    year = year_of(parts["year"] or "")
    if not year and _ANY.search(before(m, 8)):
        return make(m, "other")
    month = month_of(parts["month"] or parts["short"])
    side: Side = "this" if m[0][:2].casefold() == "ce" else _side(parts["side"])
    return make(m, "day", day=day_of(m["day"]), month=month, year=year, weekday=weekday_of(parts["weekday"]), side=side)


def read_bare_day(m: re.Match[str]) -> Found:
    """Read « le 3 », which is a day only behind one whose month is said (« du 28 juin … au 3 »)."""
    ahead = before(m, 10).casefold()
    later = 1 if ahead.endswith("au ") else 0
    either = not later and not ahead.endswith(("celle du ", "celui du ", "ceux du ", "celles du "))
    return make(m, "day", day=day_of(m["day"]), unit="day", count=later, exact=not either)


def read_days(m: re.Match[str]) -> Found:
    """Read « 3 au 5 mai », « entre le 3 et le 5 mai »."""
    year = year_of(m["year"] or "")
    return make(m, "days", day=day_of(m["day"]), last_day=day_of(m["last"]), month=month_of(m["month"]), year=year)


def read_list_of_days(m: re.Match[str]) -> Found:
    """Read « les 3, 4 et 5 mai », « le 5 ou 6 mai »: a date each."""
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


def read_month(m: re.Match[str]) -> Found:
    """Read « mars 2020 », « début mai », « janvier-février », « mai 68 »."""
    year = year_of(m["year"] or m["short_year"] or "")
    capital = m["month"][0].isupper() and not m["month"].isupper()
    if names_a_movement(m):
        return None
    known = year or m["edge"] or m["side"] or before(m, 3).casefold() == "en "
    if capital and not known and not begins_sentence(m.string, m.start()):
        return None
    if m["short_year"] and int(m["short_year"]) < 14:
        return None
    side: Side = "this" if m[0][:2].casefold() == "ce" else _side(m["side"])
    return make(m, "month", month=month_of(m["month"]), last_month=month_of(m["last"] or ""), year=year, side=side)


def read_year(m: re.Match[str]) -> Found:
    """Read a year where the words around it say that it is one, and no number."""
    year = int(m["year"])
    ahead = before(m, 24)
    if counts_things(m.string, m.end()) and not (_IN.search(ahead) and not _COPIES.match(m.string, m.end())):
        return None
    paired = _FROM.search(ahead) and _TO_YEAR.match(m.string, m.end())
    known = bool(_ENDS.match(m.string, m.end()) and _FIGURES_FOR.search(before(m, 90)))
    strong = bool(m["edge"] or m["noun"] or paired or _YEAR_BEFORE.search(ahead) or _FROM_YEAR.search(ahead))
    if m["noun"] and year < 100:
        return None
    listed = bool(_AFTER_YEAR.search(ahead))
    weak = bool(_WEAK_BEFORE.search(ahead)) or listed or _opens_sentence(m)
    weak = weak or known or bool(_EVENTS_BEFORE.search(before(m, 60)))
    if not ((strong and 100 <= year <= 2199) or (weak and 1700 <= year <= 2100)):
        return None
    return make(m, "year", year=year)


def names_a_movement(m: re.Match[str]) -> bool:
    """Tell whether a day is part of a movement's name (« le Mouvement du 4 mai »), and no date.

    At the head of a sentence the capital says nothing: there the name stands between marks or in brackets.
    """
    named = _NAMED_AFTER.search(before(m, 60))
    if m["year"] or not named:
        return False
    head = m.start() - len(before(m, 60)) + named.start("head")
    return not begins_sentence(m.string, head) or bool(re.match(r"\s?[»”\")]", m.string[m.end() : m.end() + 2]))


def _opens_sentence(m: re.Match[str]) -> bool:
    return begins_sentence(m.string, m.start()) and bool(_VERB.match(m.string, m.end()))


def read_short_year(m: re.Match[str]) -> Found:
    """Read « en 68 »."""
    return make(m, "year", year=year_of(m["year"]), exact=False) if int(m["year"]) >= 14 else None


def read_decade(m: re.Match[str]) -> Found:
    """Read « années 1990 », « années vingt », « début des années 1990 »."""
    form = m["decade"].casefold()
    part = (m["edge"] or "").split(maxsplit=1)
    name = part[0].casefold() if part else ""
    return make(m, "decade", year=1900 + _DECADES[form] if form in _DECADES else decade(form), name=name)


def read_century(m: re.Match[str]) -> Found:
    """Read « XIXe siècle », « IIe siècle avant J.-C. »."""
    if m["before"]:
        return make(m, "other")
    number = roman(m["roman"]) if m["roman"] else int(m["figures"])
    return make(m, "century", count=number) if 1 <= number <= 21 else None


def read_season(m: re.Match[str]) -> Found:
    """Read « été 2021 », « hiver dernier », « au printemps »."""
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


def read_part_of_year(m: re.Match[str]) -> Found:
    """Read « premier trimestre 2020 »."""
    unit: Kind = "quarter" if m["what"].casefold().startswith("tri") else "half"
    return make(m, unit, count=_ORDINALS[m["ordinal"].casefold()], year=year_of(m["year"] or ""), side=_side(m["side"]))


def read_stretch(m: re.Match[str]) -> Found:
    """Read « six premiers mois de l’année », « trois derniers mois de 2023 »."""
    count, year = small_number(m["count"], "fr"), year_of(m["year"] or "")
    if not (m["of"] or year) or not 2 <= count <= 11:
        return None
    first, last = (1, count) if m["which"].casefold() == "premiers" else (13 - count, 12)
    return make(m, "stretch", month=first, last_month=last, year=year, side=_side(m["side"]))


def read_quarter_sign(m: re.Match[str]) -> Found:
    """Read « T3 2021 », « S1 2021 »."""
    return make(m, "quarter" if m["what"] == "T" else "half", count=int(m["number"]), year=int(m["year"]))


def read_weekday(m: re.Match[str]) -> Found:
    """Read « lundi », « dimanche soir », « lundi prochain », « lundi 3 », « lundi suivant »; « le lundi » is none."""
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
    if not day and not side and (_HABIT.search(ahead) or _EVERY_WEEK.search(before(m, 80))):
        return None
    return make(m, "day" if day else "weekday", end=end, weekday=weekday_of(form), day=day, side=side)


def read_near(m: re.Match[str]) -> Found:
    """Read « hier soir », « après-demain »."""
    words = m["near"].casefold().replace("'", "’")
    count = {"avant-hier": -2, "hier": -1, "aujourd’hui": 0, "demain": 1, "après-demain": 2}[words]
    return make(m, "relative", unit="day", count=count, exact=count != 0)


def read_this(m: re.Match[str]) -> Found:
    """Read « ce matin », « cette semaine »."""
    word = m["what"].casefold().replace("’", "'")
    unit: Unit = _UNITS.get(word, "day")
    if word == "nuit":
        unit = "day"
    return make(m, "relative", unit=unit, count=0, exact=unit != "day" or word != "nuit")


def read_window(m: re.Match[str]) -> Found:
    """Read « les trois derniers mois », « les 10 prochains jours »."""
    count = small_number(m["count"] or m["figures"], "fr")
    if count < 2:
        return None
    sign = -1 if (m["way"] or m["side"]).casefold().startswith("derni") else 1
    return make(m, "window", unit=_UNITS[m["unit"].casefold()], count=sign * count, counted=True)


def read_last_next(m: re.Match[str]) -> Found:
    """Read « la semaine dernière », « le mois prochain »."""
    count = -1 if _side(m["side"]) == "last" else 1
    return make(m, "relative", unit=_UNITS[m["what"].casefold()], count=count)


def read_edge_of(m: re.Match[str]) -> Found:
    """Read « fin du mois », « début de l’année »."""
    unit = {"mois": "month", "année": "year", "an": "year", "semaine": "week"}[m["what"].casefold()]
    return make(m, "relative", unit=unit, count=0)


def read_ago(m: re.Match[str]) -> Found:
    """Read « il y a trois jours », « dans deux ans »."""
    count = small_number(m["count"], "fr")
    unit = _UNITS[m["unit"].casefold()]
    if not count:
        return None
    sign = 1 if m["ahead"] else -1
    exact = not re.search(r"\b(?:environ|près|plus|moins|presque|peine)\b", m["about"] or "", re.IGNORECASE)
    return make(m, "relative", unit=unit, count=sign * count, exact=exact, counted=True)


def read_offset(m: re.Match[str]) -> Found:
    """Read « trois jours plus tard », « deux ans après », « quatre jours après l’attentat »."""
    count = small_number(m["count"], "fr")
    way = m["way"].casefold()
    if not count:
        return None
    sign = -1 if way.startswith(("avant", "plus tôt", "auparavant")) else 1
    event = way in ("après", "avant") and re.match(r"\s{1,3}\w|\s?[’']", m.string[m.end() : m.end() + 5])
    unit = _UNITS[m["unit"].casefold()]
    return make(m, "event" if event else "anchored", unit=unit, count=sign * count, counted=True)


_COUNTED_BEFORE: Final = re.compile(
    r"(?:\d|\b(?:deux|trois|quatre|cinq|six|huit|dix|douze|quinze|les|des|ces|aux))\s{1,3}$", re.I
)
_DETERMINER: Final = re.compile(r"\s{1,3}(?:(?:la|le|les|son|sa|ses|leur|cette|ce|ces|un|une)\s|l[’'])")
_EVES: Final = {"avant-veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}


def read_eve(m: re.Match[str]) -> Found:
    """Read « la veille », « le lendemain du vote »."""
    event = re.match(r"\s{1,3}d(?:e|u|es)\b|\s{1,3}d[’']|\s{1,3}où\b", m.string[m.end() : m.end() + 8])
    return make(m, "event" if event else "anchored", unit="day", count=_EVES[m["eve"].casefold()])


def read_same(m: re.Match[str]) -> Found:
    """Read « le même jour », « cette nuit-là »."""
    word = (m["what"] or m["that"]).casefold()
    unit: Unit = _UNITS.get(word, "day")
    return make(m, "anchored", unit="day" if unit == "night" else unit, count=0)


def read_following(m: re.Match[str]) -> Found:
    """Read « l’année suivante »; not « deux mois suivant la décision »."""
    if _COUNTED_BEFORE.search(before(m, 12)) or _DETERMINER.match(m.string, m.end()):
        return None
    count = 1 if m["way"].casefold().startswith("suiv") else -1
    return make(m, "anchored", unit=_UNITS[m["what"].casefold()], count=count)


def read_feast(m: re.Match[str]) -> Found:
    """Read « à Noël », « lundi de Pâques 2021 »."""
    year = year_of(m["year"] or "")
    ahead = before(m, 24)
    name = feast_name(m["feast"])
    if _NO_FEAST.search(ahead) or not (year or _FEAST_BEFORE.search(ahead) or " de " in name):
        return None
    if name in ("noël", "pâques", "ascension", "assomption", "épiphanie") and not m["feast"][0].isupper():
        return None
    return make(m, "feast", name=name, year=year, side=_side(m["side"]))
