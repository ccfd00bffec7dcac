"""What a line looks like: headline, byline, dateline, link to another article. Shape only, never an article's words.

The closed lists are words of the trade (months, « Par », « Publié le », « Lire aussi », sections of a newspaper, news
agencies' signatures).
"""

import re
from datetime import date
from typing import Final

from encoder.calendar import ENGLISH_WEEKDAYS, FRENCH_WEEKDAYS, MONTHS
from encoder.registers.words import alternation
from encoder.wordlists import sections

_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_FIRST: Final = re.compile(rf"\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s+({_MONTH})\b\.?,?\s+(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST: Final = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_NUMERIC: Final = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DATES: Final = (_DAY_FIRST, _MONTH_FIRST, _NUMERIC, _ISO)
_DATE_WORDS: Final = re.compile(
    r"\b(?:publié|publiée|publication|mis à jour|mise à jour|modifié|modifiée|dernière|créé|créée|posté|actualisé|"
    rf"published|updated|posted|last|modified|created|{FRENCH_WEEKDAYS}|{ENGLISH_WEEKDAYS}|"
    r"le|la|à|at|on|the|heure|heures|h|min|gmt|utc|cet|cest|est|am|pm|temps de lecture|lecture|de|minutes?|read)\b|"
    r"\d{1,2}\s*[h:]\s*\d{2}|\d{1,2}\s*h\b|\d+",
    re.IGNORECASE,
)

_LOWER_PARTICLE: Final = r"(?:de|du|des|d[’'](?=\w)|la|le|von|van|der|den|ben|bin|al|el|da|dos|di|e|y)"
_CAPITAL: Final = r"[^\W\d_a-zà-öø-ÿ]"
_NAME_WORD: Final = rf"(?:{_CAPITAL}[\w’'.\-]*)"
_NAME: Final = rf"{_NAME_WORD}(?:\s+(?:{_LOWER_PARTICLE}\s*)*{_NAME_WORD}){{1,4}}"
_AGENCY: Final = rf"\b(?:{alternation(sections('agencies')[''])})\b"
_BY: Final = re.compile(
    r"(?:texte\s*:\s*|interview\s*:\s*)?(?:par|by|von|propos recueillis par|recueilli par|entretien réalisé par|"
    r"traduit de .{3,30} par|de notre (?:correspondante?|envoyée? spéciale?)|signé)\b\s*:?\s*(?P<names>.{3,})",
    re.IGNORECASE,
)
_NAMES_LINE: Final = re.compile(
    rf"(?P<names>{_NAME}(?:\s*(?:,|et|and|&|/)\s*{_NAME}){{0,3}})"
    rf"(?:\s*(?:,|\(|[-–—|/]|avec|with)\s*(?:.{{2,60}}))?"
)
_AGENCY_LINE: Final = re.compile(
    rf"\(?(?:\w[\w .’'-]{{1,30}}\s+)?(?:avec\s+|with\s+)?{_AGENCY}(?:\s*[/,&]\s*\w{{2,20}})*\)?"
)
_ONE_NAME: Final = re.compile(_NAME)
_BETWEEN: Final = re.compile(r"\s*(?:,|/|&|\bet\b|\band\b|\bavec\b|\bwith\b)\s*")
_INITIALS: Final = re.compile(r"\(?[a-z]{2,5}(?:/[a-z]{2,5}){1,2}\)?")
_ROLE: Final = re.compile(
    r"\b(?:envoyée?s? spécia\w+|correspondante?s?|journaliste|rédact\w+|reporter|correspondent|special envoy|staff)\b",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(
    r"(?:[>►→]\s*)?(?:(?:à|a)\s+)?(?:re)?(?:lire|voir|écouter|regarder|découvrir|read|see|watch)(?:\s*[:>|]|\s+"
    r"(?:aussi|également|encore|notre|nos|l[’']article|sur le même sujet|plus|also|more)\b"
    r"(?:[^:>|–—-]{0,30}[:>|–—-])?)\s*",
    re.IGNORECASE,
)
_PLACE_AND_AGENCY: Final = re.compile(rf"{_CAPITAL}[\w .’'-]{{1,40}}\s*\((?:avec\s+)?{_AGENCY}\)")
_PLACE: Final = (
    rf"(?P<place>{_NAME_WORD}(?:(?:\s|\s?/\s?)(?:{_LOWER_PARTICLE}\s*)*{_NAME_WORD}){{0,3}})"
    rf"(?:\s?\([^()\d]{{2,25}}\))?(?:,\s{_NAME_WORD}(?:\s{_NAME_WORD}){{0,2}})?"
)
_DAY: Final = (
    rf"(?P<the>le\s)?(?:(?:{FRENCH_WEEKDAYS})\s)?(?:\d{{1,2}}(?:er)?\s(?:{_MONTH})\b\.?(?:\s(?P<year>\d{{4}}))?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_WITH: Final = r"(?:avec\s)?"
_THEN: Final = rf"(?:(?:\s?[-–—,])?\s(?i:{_DAY}))?"
_OPENINGS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE},?\s(?i:{_DAY})\s?\((?P<agency>{_WITH}{_CAPITAL}[\w .&/’'-]{{1,30}})\)(?:\s?[.:])?(?:\s?[-–—]+)?",
        rf"{_PLACE},?\s\((?P<agency>{_WITH}(?i:{_AGENCY})(?:\s?/\s?\w{{2,20}})*)\){_THEN}(?:\s?[.:])?\s?[-–—:]+",
        rf"{_PLACE}(?:,|\s[-–—/])\s(?P<agency>{_AGENCY})\s?[-–—]",
        rf"{_PLACE},?\s(?i:{_DAY})\s?(?P<dash>[.]?\s?[-–—]|[.])",
    )
)
_OPENING: Final = 120
"""How many characters the dateline in front of a paragraph has at most."""

_OPENS: Final = re.compile(r"\s+(?=[«“\"‘„]?[\s\u00a0\u202f]?[^\W_a-zà-öø-ÿ])")
_BEFORE_DATE: Final = re.compile(
    r"(?:\s*(?P<dash>[-–—|·•/])|,)?\s+(?:(?:publié|published|mis à jour)\s+)?(?:(?:le|on)\s+)?\Z", re.IGNORECASE
)
_SECTIONS: Final = frozenset(sections("sections")[""])
_SECTION_BREAK: Final = re.compile(r"\s*(?:[-–—|/>•·:&,]|\bet\b|\band\b|\s)\s*")
_NUMBER: Final = re.compile(r"(?:n[°º]\s?)?(\d{1,2})\s?(?:[.)°/]|[.)]?\s?[-–—])\s+(?=\S)")
_DETERMINER: Final = re.compile(
    r"(?:un|une|le|la|les|l[’']|des|du|ce|cet|cette|ces|son|sa|ses|leurs?|the|an?)\b", re.IGNORECASE
)
_LABEL: Final = re.compile(r"(?!(?:Par|By)\b)([A-ZÀ-Ý][\w.’' -]{0,30}?)(?:\s?(?::|\.\s?[–—-])|(?P<dash>\s[–—-]))\s")


def find_date(line: str) -> str:
    """Give the first full date of a line as ISO 8601, or ``""``; a date that does not exist is none."""
    found = sorted((match for pattern in _DATES if (match := pattern.search(line))), key=lambda match: match.start())
    for match in found:
        if match.re is _DAY_FIRST:
            parts = match[3], MONTHS[match[2].lower()], match[1]
        elif match.re is _MONTH_FIRST:
            parts = match[3], MONTHS[match[1].lower()], match[2]
        elif match.re is _NUMERIC:
            parts = match[3], int(match[2]), match[1]
        else:
            parts = match[1], int(match[2]), match[3]
        try:
            return date(int(parts[0]), parts[1], int(parts[2])).isoformat()
        except ValueError:
            continue
    return ""


def is_dateline(line: str) -> bool:
    """Tell whether a line says when (and perhaps where) the article was published, and hardly anything else."""
    if len(line) > 140 or not find_date(line):
        return False
    rest = line
    for pattern in _DATES:
        rest = pattern.sub(" ", rest)
    rest = _DATE_WORDS.sub(" ", rest)
    return len(re.sub(r"[\W_]+", "", rest)) <= 20 and not dated_names(line)


def is_agency_dateline(line: str) -> bool:
    """Tell whether a line is the place and the agency of a dispatch, and nothing else: « Marseille (AFP) »."""
    return bool(_PLACE_AND_AGENCY.fullmatch(line)) or 0 < len(line) == opening_dateline(line)


def opening_dateline(text: str) -> int:
    """Give the length of the dateline that a paragraph begins with (« LILLE, 3 mai 2021 (AFP) - »), or 0.

    Without an agency the place stands in capitals or the date behind « le »: a story too begins « Lille, 3 mai 2021. »
    """
    for pattern in _OPENINGS:
        match = pattern.match(text, 0, _OPENING)
        if match is None or not (_OPENS.match(text, match.end()) or match.end() == len(text)):
            continue
        found = match.groupdict()
        sure = found.get("agency") or found.get("the") or match["place"].isupper()
        full = found.get("year") or found.get("dash") != "."
        if sure and full:
            return match.end()
    return 0


def dated_names(line: str) -> tuple[tuple[int, int], ...]:
    """Give the places of the names in a line that both signs and dates: « Par Anne Lefort le 14.09.2020 à 11h46 ».

    Names without « Par » count only when a dash or a bar keeps them from the date; « Saint-Denis, le 3 mars 2021 » is a
    place.
    """
    found = sorted(match.span() for pattern in _DATES if (match := pattern.search(line)))
    if not found or len(line) > 160:
        return ()
    start, end = found[0]
    match = _BEFORE_DATE.search(line, 0, start)
    if match and (_BY.fullmatch(before := line[: match.start()]) or match["dash"]):
        return byline_names(before) or ()
    if match := re.search(r"\b(?:par|by)\s", line[end:], re.IGNORECASE):
        place = end + match.start()
        return tuple((place + one, place + last) for one, last in byline_names(line[place:]) or ())
    return ()


def is_kicker(line: str) -> bool:
    """Tell whether a line names sections or genres of a newspaper and nothing else: « SPORT - FOOTBALL »."""
    words = [word for word in _SECTION_BREAK.split(line.casefold()) if word]
    return 0 < len(words) <= 6 and all(word in _SECTIONS for word in words)


def item_number(line: str) -> int:
    """Give the number that a line begins with as an item of a numbered list does (« 2. », « 3) »), or 0."""
    match = _NUMBER.match(line)
    return int(match[1]) if match else 0


def byline_names(line: str) -> tuple[tuple[int, int], ...] | None:
    """Give the places of the names in a byline (none for an agency alone), or ``None`` if it is no byline.

    Places are offsets into the line, code points, half-open.
    """
    if len(line) > 160 or re.search(r"(?<![A-Z])[.?!…]$", line.rstrip(")")) or "«" in line:
        return None
    if match := _BY.fullmatch(line):
        return _name_spans(line, *match.span("names")) if re.search(_CAPITAL, match["names"]) else None
    if _AGENCY_LINE.fullmatch(line) or _INITIALS.fullmatch(line):
        return ()
    if (match := _NAMES_LINE.fullmatch(line)) and not (line.isupper() and _DETERMINER.match(line)):
        names = _name_spans(line, *match.span("names"))
        return names if line == match["names"] or _ROLE.search(line) or re.search(_AGENCY, line) else None
    return None


def related_prefix(line: str) -> int:
    """Give the length of the words that announce a link to another article (« Lire aussi : »), or 0."""
    match = _RELATED.match(line)
    return match.end() if match and match.end() < len(line) and len(line) < 250 else 0


def find_label(line: str) -> str:
    """Give what could be the label of a speaker before a line (« LE MONDE : », « J. DUPONT. – »), or ``""``."""
    match = _LABEL.match(line)
    return match[1] if match else ""


def has_bare_dash(line: str) -> bool:
    """Tell whether a bare dash stands behind the label of a line: « Le Soir – Que faire ? », « Paris – Il pleut »."""
    match = _LABEL.match(line)
    return match is not None and bool(match["dash"])


def is_headline(line: str) -> bool:
    """Tell whether a line could be the headline: short, and not ended as a sentence of running text is."""
    words = line.split()
    if len(line) > 220 or len(words) > 40 or is_dateline(line):
        return False
    return not re.search(r"[.;:,]$", line) or bool(re.search(r"(?:\.\.\.|\b[A-Z]\.)$", line)) or len(words) <= 2


def is_intertitle(line: str) -> bool:
    """Tell whether a line could be an intertitle: a few words, a capital first, no end of sentence."""
    words = line.split()
    if (
        is_dateline(line)
        or dated_names(line)
        or len(line) > 100
        or len(words) > 15
        or related_prefix(line)
        or line.startswith(("(", "©", "—", "–", "-", "#", "@"))
        or re.search(r"https?://|www\.", line)
    ):
        return False
    first = next((character for character in line if character.isalnum()), "")
    begins = first.isupper() or first.isdigit() or not first.islower()
    return begins and bool(first) and not re.search(r"[.,;:…)]$", line)


def _name_spans(line: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Give the places of the names between two offsets: separated by commas or « et », what follows a role left out."""
    edges = [start, *(edge for cut in _BETWEEN.finditer(line, start, end) for edge in cut.span()), end]
    found = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        role = _ROLE.search(line, first, last)
        name = _ONE_NAME.match(line, first, role.start() if role else last)
        if name and not re.fullmatch(_AGENCY, name[0]):
            found.append(name.span())
    return tuple(found)
