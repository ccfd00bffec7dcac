"""Which way a weekday or a date without a year points: what the sentence's verbs say, the nearest one first.

The press writes « lundi » for the Monday just gone; « se réunira lundi » is the next one. Tenses are told by endings
and auxiliaries, without a parser.
"""

import re
from typing import Final, Literal

Way = Literal["past", "narrative", "planned", "dropped", "future", "unknown"]
"""``narrative`` is a past told as a story (imperfect, pluperfect, preterite), which may be years away; ``planned`` is
what was to be (« devait partir lundi »), ``dropped`` such a plan that the sentence says was given up or put off.
"""

_REACH: Final = 160
_CLAUSE_COST: Final = 25
_FROM_COST: Final = 60
_ASIDE_COST: Final = 1_000
_SENTENCE_END: Final = re.compile(r"[.!?…](?=[\s»”\"])|[\n;]|:(?!\d)")
_CLAUSE_END: Final = re.compile(r"[,()–—]|\s(?:qui|que|dont|où|mais|et|but|and|who|which)\s")

_ADVERB: Final = (
    r"(?:\s(?:\w{1,12}ment|pas|plus|jamais|aussi|également|déjà|ainsi|été|eu|encore|enfin|bien|ensuite|"
    r"tous|toutes)){0,2}"
)
_PARTICIPLE: Final = (
    r"(?P<{name}>\w{{1,20}}(?:é|ée|és|ées|u|ue|us|ues)|\w{{0,12}}(?:mise?s?|prise?s?|faite?s?|dite?s?|écrite?s?|mort?e?s?|"
    r"sortie?s?|ouverte?s?|offerte?s?|partie?s?|finie?s?|réunie?s?|choisie?s?|subie?s?|suivie?s?|réussi|atteinte?s?|"
    r"jointe?s?|éteinte?s?|contrainte?s?|quise?s?|assise?s?|servie?s?|saisie?s?|truite?s?|duite?s?|nie?s?|trahie?s?))\b"
)
_FRENCH: Final = re.compile(
    r"\b(?:(?P<planned>(?:devait|devaient|comptait|comptaient|entendait|entendaient|prévoyai(?:t|ent)\sd[e’']|"
    r"(?:était|étaient)\scensée?s?|(?:aurait|auraient)\sdû)\s?(?:\w{1,14}\s){0,2}?(?:s[’'])?\w{1,16}(?:er|ir|re|oir)\b"
    r"(?:(?<=\sêtre)\s\w{2,20})?)|(?P<call>(?:(?:a|ont|avait|avaient|ayant)\s(?:\w{1,12}\s){0,2}?(?:appelé|invité|convié|exhorté)e?s?|"
    r"(?:appel(?:le|lent|ait|aient|ant)|invit(?:e|ent|ait|aient|ant)|convi(?:e|ent)|exhort(?:e|ent)))\b"
    r"[^.;:!?«»\n]{0,50}?\s(?:à|au|aux)\s)|(?P<plan>(?:(?<!fait )(?<!faire )(?<!font )appels?\s(?:à|au)|préavis)\s)|"
    r"(?:s[’'])?(?:avait|avaient|était|étaient|avais|étais)"
    + _ADVERB
    + r"\s"
    + _PARTICIPLE.format(name="told")
    + r"|(?:[nslmtjy][’'])?(?:a|ont|est|sont|ai|as|avons|avez)"
    + _ADVERB
    + r"\s"
    + _PARTICIPLE.format(name="done")
    + r"|(?P<will>sera|seront|serai|seras|serons|aura|auront)"
    + _ADVERB
    + r"\s"
    + _PARTICIPLE.format(name="to_do")
    + r"|(?P<soon>(?:va|vont|doit|doivent|compte|comptent|entend|entendent|prévoit|prévoient)\s"
    r"(?:\w{1,12}\s)?(?:s[’'])?"
    r"\w{1,16}(?:er|ir|re|oir)|d[’']ici|(?:pren(?:d|nent)\sfin|se\stien(?:t|nent)|"
    r"se\s(?:réuni(?:t|ssent)|termine(?:nt)?|rend(?:ent)?|dispute(?:nt)?|joue(?:nt)?|prononce(?:nt)?)))\b|"
    r"(?P<than>qu(?:e\s|[’'])(?:prévu|attendu|annoncé|espéré|programmé)e?s?)\b|"
    r"(?P<from>à\s{1,3}(?:partir|compter))\b|(?P<word>\w+))",
    re.IGNORECASE,
)
_DROPPED: Final = re.compile(
    r"\b(?:(?:annulé|reporté|renvoyé|ajourné|repoussé|différé|suspendu|décalé)e?s?|aur(?:ait|aient)\sdû)\b|"
    r"\b(?:mais|quand|lorsqu[e’'])\s?[^.;:!?\n]{0,60}?(?:\b(?:a|ont|est|sont)|[’']a)\s\w{1,20}(?:é|i|u|is|it)(?:es?|s)?\b|"
    r"\bn[’'](?:a|ont|est|sont)\s(?:\w{1,10}\s)?(?:pas|jamais)\b",
    re.IGNORECASE,
)
_COMPARED: Final = re.compile(
    r",?\s(?:tout\s)?comme\s(?!(?:prévu|annoncé|attendu|convenu)\b)[^,.;:!?()«»\n]{1,120}", re.IGNORECASE
)
_FUTURE_ENDING: Final = re.compile(
    r"(?:[eidvur]r|oir|ttr|îtr|indr)(?:a|ont|ons|ai)|(?:aur|ser|fer|saur|ir)(?:a|ont|ons|ai)", re.IGNORECASE
)
_FUTURE: Final = re.compile(rf"\w*(?:{_FUTURE_ENDING.pattern})", re.IGNORECASE)
_CONDITIONAL: Final = re.compile(r"\w*(?:[eidvur]r|oir|ttr|îtr|aur|ser|fer|saur)(?:ait|aient)", re.IGNORECASE)
_IMPERFECT: Final = re.compile(r"\w{2,}(?:ait|aient)", re.IGNORECASE)
_PRETERITE: Final = re.compile(r"\w{2,}(?:èrent|irent|urent)|fut|eut|fit|mourut|prit|vint|naquit|devint", re.IGNORECASE)
_NO_VERBS: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "caméra opéra choléra camarade front affront environs marrons fait trait lait souhait parfait extrait portrait "
        "retrait attrait forfait bienfait tira retira admira inspira expira vira aspira respira tirait retirait "
        "admirait inspirait virait aspirait respirait attirait désirait bizarre satisfait carrons verrons vrai serai"
    ).split()
) - {"verrons", "serai"}
_NO_PARTICIPLES: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "lieu peu au du plus nous vous tous sous jus avenue rue statue vue vues revue dessus refus issue issus tenue"
    ).split()
)
_AFTER: Final = re.compile(r"[\s«“\"]{0,4}(?:Après|À la suite|Suite à|Depuis)\b[^,;:.!?«»()]{1,120}")
_DONE_BY: Final = re.compile(
    r"\b(?P<participle>\w{1,20}(?:ée?s?|ue?s?)|(?:é|dé|pre|sous|re)?(?:dit|écrit|crit|fait|mis|pris|promis|ouvert|offert)e?s?)"
    r"\s(?:(?:ce|le)\s)?\Z"
)
_BY: Final = re.compile(r"\s(?:par|lors)\b")
_STILL_TO_BE: Final = re.compile(r"\b(?:être|sera|seront|soit|soient|serait|seraient)\s(?:[\w’']+\s){0,3}\Z")
_INSERT: Final = re.compile(
    r",\s(?P<participle>\w{2,20}(?:ée?s?|ue?s?|mise?s?|prise?s?))\b(?:\s[^,.;:!?«»\n]{0,90})?(?=,)"
)
_RESULTS: Final = re.compile(
    r"\b(?:chiffres?\sd[’']affaires|ventes|bénéfices?|pertes?|résultats?|commandes|marges?|recettes|profits?|rentabilité|"
    r"croissance|PIB|dans\sle\s(?:rouge|vert)|(?:mieux|plus|moins|pire)\squ[’']attendu|sales|loss(?:es)?|revenues?|"
    r"earnings|orders|GDP)\b",
    re.IGNORECASE,
)
_FORECAST: Final = re.compile(
    r"\b(?:prévoi\w+|vis(?:e|ent|ait|ant)|tabl(?:e|ent|ait)|attend(?:ent|ait)?|esp[èé]r\w+|anticip\w+|objectifs?|prévisions?|"
    r"devrai(?:t|ent)|pourrai(?:t|ent)|d[’']ici|\w+(?:[eivud]ra|[eivud]ront)|expects?|forecasts?|guidance|will|could|should|"
    r"outlook|aims?)\b",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"\bpour\s(?:(?:le|ce|la\srentrée\sd[eu])\s)?\Z", re.IGNORECASE)
_FOR_SIZE: Final = 24
_AHEAD: Final = re.compile(
    r"(?:prévu|attendu|programmé|reporté|fixé|convoqué|renvoyé|maintenu|ajourné|différé|planifié)e?s?|prochaine?s?|"
    r"expirent?|débutent?|devraient|devrait|pourrait|pourraient|venez|veut|veulent|annonce|court|ouvre|ouvrent|rouvre|rouvrent|démarre|démarrent|commence|commencent|affronte|affrontent|reçoit|"
    r"reçoivent|sort|sortent|promet|promettent|statue|statuent|convoque|"
    r"convoquent|achève|achèvent|élisent|votent",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"(?:survenu|publié|commis|déposé|signé|né|adopté|décidé|conclu|daté|mort|voté|organisé|diffusé|disparu|promulgué|"
    r"lancé|arrivé|arrêté|interpellé|blessé|tué|ouvert|inauguré|élu|nommé|condamné|paru|entamé|révélé|perpétré|"
    r"fondé|créé|construit|bâti)e?s?|commises?|depuis|remonte|remontent|date|datent",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    r"\b(?:(?P<future>(?:will|shall|may|might|could|should|must|to)\s(?:\w{2,10}\s)?be\s(?:\w{2,12}ly\s)?\w{2,15}(?:ed|en)|will|shall|won[’']t|may|might|could|should|must|to\sbe|due|expected|scheduled|plan(?:ned|s)?\sto|"
    r"(?:is|are|going|set)\sto|upcoming|reopens?|opens?|closes?|kicks?|starts?|begins?|runs|airs|see\syou|until|takes\seffect|next)|"
    r"(?P<narrative>had\s(?:\w{1,12}\s)?\w{2,15}(?:ed|en|wn|ne))|(?P<past>was|were|had|did|has|have|said|since|told|\w{2,15}ed|went|came|took|made|met|fell|rose|broke|left|"
    r"lost|won|died|held|began|gave|saw|got|sent|cut|struck|shot|fled|flew|grew|ran|sank|led|built|sold|born))\b",
    re.IGNORECASE,
)


def way_of(text: str, start: int, end: int, block: tuple[int, int], language: str) -> Way:
    """Tell whether the words around an expression speak of what has been or of what is to come.

    Offsets are code points of ``text``; ``block`` holds the expression. A sentence is read 160 characters each way.
    """
    first, last = _sentence(text, start, end, block)
    french = language == "fr"
    if french and (told := _beside(text, first, start, end)):
        return told
    asides = _asides(text, first, last, start, end) if french else ()
    best: Way = "unknown"
    least = 10_000
    for found in (_FRENCH if french else _ENGLISH).finditer(text, first, last):
        if found.start() < end and start < found.end():
            if french and found["call"]:
                return "past"  # « a appelé jeudi à une grève »
            continue
        way = _french(found) if french else _english(found)
        if way == "unknown":
            continue
        low, high = (found.end(), start) if found.end() <= start else (end, found.start())
        cost = high - low + _CLAUSE_COST * len(_CLAUSE_END.findall(text, low, high))
        if french and found["from"]:
            cost += _FROM_COST
        if any(low_edge <= found.start() < high_edge for low_edge, high_edge in asides):
            cost += _ASIDE_COST
        if cost < least:
            best, least = way, cost
    return "dropped" if best == "planned" and _DROPPED.search(text, first, last) else best


def speaks_of_results(text: str, start: int, end: int, block: tuple[int, int]) -> bool:
    """Tell whether the sentence around an expression gives figures that are known: results, and no forecast."""
    first, last = _sentence(text, start, end, block)
    sentence = text[first:last]
    return _RESULTS.search(sentence) is not None and _FORECAST.search(sentence) is None


def _sentence(text: str, start: int, end: int, block: tuple[int, int]) -> tuple[int, int]:
    """Give where the sentence around an expression begins and ends, no further away than is read."""
    first, last = max(block[0], start - _REACH), min(block[1], end + _REACH)
    for found in _SENTENCE_END.finditer(text, first, start):
        first = found.end()
    ended = _SENTENCE_END.search(text, end, last)
    return first, ended.start() if ended else last


def _beside(text: str, first: int, start: int, end: int) -> Way | None:
    """Give what the words beside a French expression tell, whatever the verbs say: « Après … », « pour lundi »."""
    if _AFTER.fullmatch(text, first, start):
        return "past"
    if _FOR.search(text, max(first, start - _FOR_SIZE), start):
        return "future"
    return "past" if _is_done_by(text, first, start, end) else None


def _is_done_by(text: str, first: int, start: int, end: int) -> bool:
    """Tell whether a participle stands right before a date and who did it right behind (« dessiné ce lundi par »)."""
    ahead = _DONE_BY.search(text, max(first, start - 40), start)
    if not ahead or not _BY.match(text, end):
        return False
    participle = ahead["participle"].casefold()
    if _AHEAD.fullmatch(participle) or participle in _NO_PARTICIPLES:
        return False
    return not _STILL_TO_BE.search(text, first, ahead.start())


def _asides(text: str, first: int, last: int, start: int, end: int) -> list[tuple[int, int]]:
    """Give what does not hold the date and has a tense of its own: participles between commas, « comme … » clauses."""
    inserts = (one for one in _INSERT.finditer(text, first, last) if one["participle"] not in _NO_PARTICIPLES)
    found = (*inserts, *_COMPARED.finditer(text, first, last))
    return [one.span() for one in found if one.end() <= start or one.start() >= end]


def _english(found: re.Match[str]) -> Way:
    return "future" if found["future"] else "narrative" if found["narrative"] else "past"


def _french(found: re.Match[str]) -> Way:  # noqa: PLR0911 (one case each)
    if found["planned"]:
        return "planned"
    if found["soon"] or found["from"] or found["will"] or found["call"] or found["plan"]:
        return "future"
    if found["done"] == "lieu":  # « a lieu », « a eu lieu »
        return "past" if "eu" in found[0].split() else "future"
    participle = found["told"] or found["done"]
    if participle and participle.casefold() not in _NO_PARTICIPLES:
        if _AHEAD.fullmatch(participle):
            return "future"
        return "narrative" if found["told"] else "past"
    word = (found["word"] or "").casefold()
    if word in _NO_VERBS:
        return "unknown"
    if _AHEAD.fullmatch(word) or _FUTURE.fullmatch(word):
        return "future"
    if _CONDITIONAL.fullmatch(word):
        return "unknown"
    if _IMPERFECT.fullmatch(word) or _PRETERITE.fullmatch(word):
        return "narrative"
    return "past" if _BEHIND.fullmatch(word) else "unknown"
