"""The grammar of French dates: patterns and what each says. It finds; :mod:`encoder.dates.resolve` reckons.

Determiners stay outside (« le [3 mars 2022] », « l’[an dernier] »), demonstratives inside (« [ce matin] »). Every
pattern is linear: bounded repetitions, no nested ones.
"""

from typing import Final

from encoder.calendar import FRENCH_WEEKDAYS
from encoder.dates.french_readings import (
    read_ago,
    read_bare_day,
    read_century,
    read_day,
    read_days,
    read_decade,
    read_edge_of,
    read_eve,
    read_feast,
    read_following,
    read_last_next,
    read_list_of_days,
    read_month,
    read_near,
    read_offset,
    read_part_of_year,
    read_quarter_sign,
    read_same,
    read_season,
    read_short_year,
    read_stretch,
    read_this,
    read_weekday,
    read_window,
    read_year,
)
from encoder.dates.grammar import make, numeric, rule, year_span

_S: Final = r"\s{1,3}"
_MONTHS: Final = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
)
_MONTH: Final = rf"(?P<month>{_MONTHS})\b"
_SHORT: Final = r"(?P<short>janv|jan|févr|fév|avr|juil|sept|oct|nov|déc)(?:\.|(?=\s\d{4}\b))"
_YEAR: Final = r"(?P<year>\d{4})(?![\w%°€$]|[.,]\d|\s?[%€$°])"
_DAY: Final = r"(?<![\d.,/:-])(?P<day>1\s?er|1ᵉʳ|\d{1,2})"
_WEEKDAY: Final = rf"(?P<weekday>{FRENCH_WEEKDAYS})\b"
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
_ORDINAL: Final = r"(?P<ordinal>premier|1er|deuxième|second|2e|2ème|troisième|3e|3ème|quatrième|4e|4ème)"
_FEAST: Final = (
    r"(?P<feast>veille de Noël|lundi de Pâques|lundi de Pentecôte|vendredi saint|Mardi gras|Noël|Pâques|Toussaint|"
    r"Nouvel An|jour de l[’']An|Saint-Sylvestre|Saint-Valentin|Pentecôte|Ascension|Épiphanie|Assomption)\b"
)
_YEAR_TAIL: Final = rf"(?:{_S}(?:de{_S})?{_YEAR})?"

RULES: Final = (
    rule(r"(?<![\w/-])(?P<year>\d{4})(?P<cut>[-/])(?P<month>\d{2})(?P=cut)(?P<day>\d{2})(?![\d/-])", numeric),
    rule(
        r"(?<![\w/.-])(?P<day>\d{1,2})(?P<cut>[/.-])(?P<month>\d{1,2})(?P=cut)(?P<year>\d{4})(?![\w/-]|\.\d)",
        numeric,
    ),
    rule(r"(?<![\w/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{2})(?![\w/.-])", numeric),
    rule(
        rf"(?:(?:\bce{_S})?\b{_WEEKDAY}{_PART}?,?{_S})?{_DAY}{_S}(?:{_MONTH}|{_SHORT}){_YEAR_TAIL}"
        rf"(?:{_S}{_SIDE})?",
        read_day,
    ),
    rule(
        rf"(?:\bnuit{_S}du{_S})?{_DAY}(?:{_S}(?:au|à){_S}|[-–])(?P<last>\d{{1,2}}){_S}{_MONTH}{_YEAR_TAIL}", read_days
    ),
    rule(
        rf"\bentre{_S}les?{_S}(?P<x>{_DAY}{_S}et{_S}(?:le{_S})?(?P<last>\d{{1,2}}){_S}{_MONTH}{_YEAR_TAIL})", read_days
    ),
    rule(
        rf"\b(?:les?|aux?|des|du){_S}(?P<days>(?:(?:1\s?er|\d{{1,2}}),{_S}){{0,6}}(?:1\s?er|\d{{1,2}}){_S}(?:et|ou){_S}"
        rf"(?:le{_S}|du{_S}|au{_S})?\d{{1,2}}){_S}{_MONTH}{_YEAR_TAIL}",
        read_list_of_days,
    ),
    rule(
        rf"(?<![\w-])(?P<edge>{_EDGE}|{_EDGE_OF}|ce{_S}mois{_S}de{_S}|mois{_S}d(?:e{_S}|[’']))?{_MONTH}"
        rf"(?:[-–/](?P<last>{_MONTHS})\b)?"
        rf"(?:{_S}(?P<short_year>[1-9]\d)(?=\s?[,.;:)!?»]|\s(?:a|est|fut|et|ou|reste|avait)\b|$)(?![.,]\d)|{_YEAR_TAIL})"
        rf"(?:{_S}{_SIDE})?",
        read_month,
    ),
    rule(
        rf"(?<![\w.,:/’'°-])(?P<edge>{_EDGE}|{_EDGE_OF})?(?P<noun>\b(?:année|an){_S})?"
        rf"(?P<year>\d{{3,4}})(?![\w%°€$/-]|[.,]\d|\s?[%€$°])",
        read_year,
    ),
    rule(rf"(?<=[’'])(?P<noun>(?:année|an){_S})(?P<edge>)(?P<year>\d{{3,4}})(?![\w%°€$/-]|[.,]\d)", read_year),
    rule(
        rf"(?<![\w-]){_NUMBER}{_S}(?P<which>premiers|derniers){_S}mois{_S}de(?P<of>{_S}(?:l[’']|cette{_S})année)?"
        rf"(?:{_S}{_YEAR})?(?:{_S}{_SIDE})?(?!{_S}(?:précédente|suivante|scolaire|fiscale)\b)",
        read_stretch,
    ),
    rule(r"\ben\s(?P<x>(?P<year>\d{2}))(?=\s?[,.;:)!?]\s|\s?[,.;:)!?]?$)", read_short_year),
    rule(
        r"(?<![\w.,/°-])(?<!n° )(?P<year>1\d{3}|20\d\d)\s?[-–/]\s?(?P<last>\d{4}|\d{2})(?![\w/-]|[.,]\d|\s?[%€$°])",
        year_span,
    ),
    rule(
        rf"\b(?P<edge>{_EDGE_OF})?(?:années|décennie){_S}(?P<decade>\d{{4}}|\d{{2}}|quatre-vingt-dix|quatre-vingts?|"
        r"soixante-dix|dix|vingt|trente|quarante|cinquante|soixante)\b",
        read_decade,
    ),
    rule(
        rf"\b(?:{_EDGE_OF})?(?:(?P<roman>[IVX]{{1,5}})\s?(?:er|ère|ème|e|è|ᵉ|ᵉʳ)|(?P<figures>\d{{1,2}})\s?(?:er|ème|e|è|ᵉ))"
        rf"{_S}siècle\b(?P<before>{_S}(?:av\.|avant){_S}J\.?-?C\.?)?",
        read_century,
        cased=True,
    ),
    rule(rf"(?<![\w.])\d{{1,4}}{_S}(?:av\.|avant){_S}(?:J\.?-?C\.|notre ère|Jésus-Christ)", lambda m: make(m, "other")),
    rule(
        rf"\b(?:(?P<this>cet?{_S}))?(?P<edge>{_EDGE}|{_EDGE_OF}|(?:début|milieu|fin) d(?:e l)?[’'])?"
        rf"(?P<season>été|hiver|printemps|automne)\b(?:{_YEAR_TAIL}(?:(?<=\d)[-–/](?P<last>\d{{4}}|\d{{2}})\b)?)(?:{_S}{_SIDE})?",
        read_season,
    ),
    rule(
        rf"\b{_ORDINAL}{_S}(?P<what>trimestre|semestre)(?:{_S}(?:de{_S}(?:l[’']année{_S})?)?{_YEAR})?(?:{_S}{_SIDE})?",
        read_part_of_year,
    ),
    rule(rf"\b(?P<what>[TS])(?P<number>[1-4]){_S}(?P<year>20\d\d)\b", read_quarter_sign, cased=True),
    rule(
        rf"\b(?P<this>ce{_S})?{_WEEKDAY}{_PART}?(?:{_S}(?P<day>1er|\d{{1,2}})(?![\w%°€$:/-]|[.,]\d|{_S}\d{{3}}\b|\s?(?:h\b|heures?\b|[%€$°])))?"
        rf"(?:{_S}{_SIDE}|{_S}(?P<after>suivant|précédent|d[’']avant|d[’']après)\b)?",
        read_weekday,
    ),
    rule(
        rf"(?<![\w-])(?P<near>avant-hier|hier|aujourd[’']hui|après-demain|demain)\b(?!-){_PART}?", read_near
    ),
    rule(
        rf"\bc(?:e|et|ette){_S}(?P<what>matin|soir|midi|après-midi|nuit|semaine|année|week-end)\b(?!-là)", read_this
    ),
    rule(rf"\bce{_S}(?P<what>mois)-ci\b", read_this),
    rule(
        rf"\b(?P<what>semaine|mois|an|année|week-end|siècle|trimestre|semestre){_S}{_SIDE}", read_last_next
    ),
    rule(rf"\b{_SIDE}{_S}(?P<what>week-end|trimestre|semestre)\b", read_last_next),
    rule(
        rf"(?:\bces{_S}|(?<=\bles )|(?<=\bdes )|(?<=\baux ))(?:{_NUMBER}{_S}(?P<way>dernières?|derniers|prochaine?s)|"
        rf"(?P<side>dernières?|derniers|prochaine?s){_S}(?P<figures>\d{{1,3}})){_S}{_UNIT}",
        read_window,
    ),
    rule(
        rf"\b(?:fin|début|milieu){_S}(?:du|de{_S}la|de{_S}l[’']|d[’']|de)\s{{0,3}}(?P<what>mois|année|semaine)\b"
        rf"(?!{_S}\w*(?:dernièr|prochain|passé|\d))",
        read_edge_of,
    ),
    rule(
        rf"\b(?:il{_S}y{_S}a|(?P<ahead>dans))(?P<about>{_S}(?:environ|près{_S}de|plus{_S}de|moins{_S}de|à{_S}peine|presque|"
        rf"déjà|exactement|tout{_S}juste|maintenant))?{_S}{_NUMBER}{_S}{_UNIT}(?!{_S}(?:de|d[’']))",
        read_ago,
    ),
    rule(
        rf"(?<![\w-]){_NUMBER}{_S}{_UNIT}{_S}(?:jour{_S}pour{_S}jour{_S})?"
        rf"(?P<way>plus{_S}tard|plus{_S}tôt|auparavant|après|avant)\b"
        rf"(?!{_S}qu[e’'])",
        read_offset,
    ),
    rule(
        rf"(?<![\w-])(?P<eve>avant-veille|veille|lendemain|surlendemain)\b(?:{_S}(?:au{_S})?(?:matin|soir|après-midi|midi)\b)?",
        read_eve,
    ),
    rule(
        rf"\b(?:(?:ce{_S}|cette{_S})?même{_S}(?P<what>jour|année|mois|semaine|nuit|soir|matin)|"
        rf"c(?:e|et|ette){_S}(?P<that>jour|année|mois|semaine|nuit|soir|matin|après-midi)-là)\b",
        read_same,
    ),
    rule(
        rf"\b(?P<what>jour|année|mois|semaine|week-end|nuit|trimestre|semestre|siècle)"
        rf"{_S}(?P<way>suivante?|précédente?)\b",
        read_following
    ),
    rule(
        r"(?:(?<=\b[Ll]e )|(?<=\b[Dd]u )|(?<=\bau ))(?P<day>1er|[12]\d|3[01]|[2-9])"
        r"(?=\s?[,;:.)»](?!\d)|\s(?:a|avait)\b|\s(?:et|puis) l|"
        r"\sau plus t|$)",
        read_bare_day,
        cased=True,
    ),
    rule(rf"\b{_FEAST}(?:{_S}{_YEAR})?(?:{_S}{_SIDE})?", read_feast),
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
