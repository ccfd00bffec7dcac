"""What kind of quotation it is, where no cue says that somebody speaks: a name, a title, written words, distance."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from encoder.quotations.cues import Cue
from encoder.quotations.lexicon import is_in, plain, words
from encoder.quotations.tokens import Token
from encoder.quotations.wordclasses import is_determiner, is_preposition
from tei import Span

Kind = Literal["said", "quote", "soCalled", "q", "title", "name"]

_EDGE: Final = 16
"""How many marks and spaces are taken off either end, so that a deep nest is not read at every depth."""

_TITLE: Final = 10
"""How many words a title has at most that no noun announces."""

_APPOSED: Final = 3
"""How many tokens a comma, a determiner and a noun are."""

_READ: Final = 400
"""How many characters of a quotation are looked at: no rule asks for more."""

_FAR: Final = 40
"""How many tokens before a cue a text can be named."""

_EDGES: Final = '«»“”„‚‘’‹›" \t\n\u00a0\u202f\u2009—–-'
_END: Final = re.compile(r"[.!?…][\s\u00a0\u202f»”\"’›]*$")
_WORD: Final = re.compile(r"\w+(?:[-’']\w+)*")
_FINITE: Final = re.compile(
    r"\b(?:est|sont|était|étaient|sera|serait|seront|a|ai|as|ont|avait|aura|avons|avez|suis|es|sommes|êtes|va|vont|vais|"
    r"peut|peux|peuvent|doit|dois|doivent|faut|fait|font|fais|veut|veux|veulent|sait|savons|savez|sais|soit|"
    r"\w+(?:ons|ez|erai|erons|erez|eront|aient|èrent|irent|urent)|je|j[’']\w+|tu|il|elle|ils|elles|on|nous|vous|c[’']est|"
    r"n[’']\w+|ne)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands between the marks, as the rules look at it."""

    content: str
    count: int
    capital: bool
    ended: bool
    verbal: bool

    @property
    def is_direct(self) -> bool:
        """Tell whether they are a sentence rather than a piece of one."""
        return self.capital and (self.ended or (self.count >= 4 and self.verbal) or self.count >= 8)


def content_of(text: str, span: Span) -> Span:
    """Give what stands between the marks, without them and the spaces beside them."""
    start, end = span.start, span.end
    while start < min(end, span.start + _EDGE) and text[start] in _EDGES:
        start += 1
    while end > max(start, span.end - _EDGE) and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def look_at(text: str, span: Span) -> Words:
    """Give the features of a quotation's words."""
    inside = content_of(text, span)
    content = text[inside.start : min(inside.end, inside.start + _READ)]
    first = next((character for character in content if character.isalnum()), "")
    ended = _END.search(text[max(span.start, span.end - 20) : span.end]) is not None
    return Words(content, len(_WORD.findall(content)), first.isupper(), ended, _FINITE.search(content) is not None)


def naming(tokens: Sequence[Token], at: int, sentence: Span, found: Words) -> bool:
    """Tell whether the marks stand around a mere name: « l’opération « Sentinelle » », « surnommé « le Chat » »."""
    before = tokens[at - 1] if at > sentence.start else None
    if before is None or found.count > 8 or found.ended or before.text == ":":
        return False
    window = [token.low for token in tokens[max(sentence.start, at - 4) : at]]
    if before.low in ("de", "d'", "du", "comme") and len(window) > 1 and window[-2] in words("appellation"):
        return True
    if before.low in words("said-name"):
        spoken = any(low in words("auxiliary") or low in words("clitic") for low in window[:-1])
        return not spoken and found.count <= 4 and (found.capital or found.content[:2].lower() in ("le", "la", "l’"))
    if window[-2:-1] and window[-1] in words("article"):
        window = window[:-1]
    if window[-1] in words("calling") and not found.is_direct:
        place = next(one for one in range(at - 1, at - 3, -1) if tokens[one].low in words("calling"))
        named = place > sentence.start and tokens[place - 1].low in words("clitic")
        asked = any(token.low in ("que", "qu'") for token in tokens[max(sentence.start, place - 4) : place])
        return (named or asked) and found.count <= 6
    if any(low in words("naming") for low in window):
        return not any(low in words("auxiliary") for low in window) and not found.is_direct
    return found.capital and is_in(before.low, "named") and not is_in(before.low, "text")


def title_level(tokens: Sequence[Token], at: int, sentence: Span, found: Words) -> str | None:
    """Give the level of the title of a work (``m``, ``a``, ``j``), ``""`` where it cannot be told, ``None`` if none."""
    if found.count > 14 or not found.content or (found.ended and found.count > 8):
        return None
    window = tokens[max(sentence.start, at - 4) : at]
    lows = [token.low for token in window]
    starts = found.capital or found.content[:1].isdigit()
    if starts and not found.ended and lows and (level := _unannounced(tokens, at, sentence, found)) is not None:
        return level
    if any(low in words("titling") for low in lows[-3:]):
        return _level(tokens, at, sentence)
    if starts and lows:
        for low in reversed(lows[-2:]):
            for section, level in (("work-m", "m"), ("work-a", "a"), ("work-j", "j")):
                if low in words(section) and not (lows and lows[-1] in (":", ",")):
                    return level
    return None


def _unannounced(tokens: Sequence[Token], at: int, sentence: Span, found: Words) -> str | None:
    """Give the level of a title that no noun for a work stands before: it is shown, or named behind it."""
    lows = [token.low for token in tokens[max(sentence.start, at - 4) : at]]
    if found.count <= _TITLE and _is_shown(lows):
        return _level(tokens, at, sentence)
    if lows == ["dans"] or (lows == ["après"] and not found.is_direct):
        return ""
    return (_apposed_level(tokens, at, sentence) or None) if lows[-1] != ":" else None


def _is_shown(lows: Sequence[str]) -> bool:
    """Tell whether a work is shown, acted in, or the last of somebody: « présente », « joue dans », « son dernier »."""
    while len(lows) > 1 and lows[-1] in words("time"):
        lows = lows[:-1]
    if lows[-1] in ("dans", "de", "d'"):
        acted = lows[-1] == "dans" and any(low in words("acting") for low in lows[:-1])
        return acted or any(low in ("sortie", "affiche", "projection", "tournage") for low in lows[-2:-1])
    if lows[-1] in words("latest"):
        return lows[-2:-1] != [] and lows[-2] in words("possessive")
    return lows[-1] in words("showing")


def _apposed_level(tokens: Sequence[Token], at: int, sentence: Span) -> str:
    """Give the level of a work that is named right after its title: « « Le Port », une chanson de marins »."""
    after = tokens[at + 1 : min(sentence.end, at + 5)]
    if len(after) < _APPOSED or after[0].text != "," or not is_determiner(after[1]):
        return ""
    for token in after[2:]:
        for section, level in (("work-m", "m"), ("work-a", "a")):
            if token.low in words(section):
                return level
    return ""


def _level(tokens: Sequence[Token], at: int, sentence: Span) -> str:
    for token in reversed(tokens[max(sentence.start, at - 8) : at]):
        for section, level in (("work-m", "m"), ("work-a", "a"), ("work-j", "j")):
            if token.low in words(section):
                return level
    return ""


def looks_like_title(tokens: Sequence[Token], at: int, sentence: Span, found: Words) -> bool:
    """Tell whether it could be a title by its own shape: a capital in the middle of a sentence, not announced."""
    before = tokens[at - 1] if at > sentence.start else None
    if before is None or not found.capital or found.count > 8 or found.ended or before.text == ":":
        return False
    about = tokens[sentence.start : min(sentence.end, sentence.start + 80)]
    near = any(is_in(token.low, section) for token in about for section in ("work-m", "work-a", "work-maker"))
    near = near or any(token.low in words("work-verb") for token in tokens[max(sentence.start, at - 3) : at])
    return near or (found.count > 1 and not found.is_direct)


def is_written(tokens: Sequence[Token], at: int, sentence: Span, found: Words) -> bool:
    """Tell whether the words are those of a text: « peut-on lire », « une pancarte : », « le texte interdit »."""
    near = [token.low for token in tokens[max(sentence.start, at - 9) : min(sentence.end, at + 9)]]
    if any(low in ("lit", "lire", "lisait") for low in near) and any(low in ("on", "-on", "-t-on") for low in near):
        return True
    if found.count <= 1:
        return False
    before = [token for token in tokens[max(sentence.start, at - 3) : at] if token.kind == "word"]
    if before and is_in(before[-1].low, "text") and (found.is_direct or tokens[at - 1].text == ":"):
        return True
    for index in range(sentence.start, min(sentence.start + 4, at)):
        if tokens[index].low in words("text-subject") and tokens[index + 1].low != "qui":
            return True
    after = tokens[at + 1 : min(sentence.end, at + 8)]
    if after and after[0].text == ",":
        after = after[:3]
    return bool(after) and after[0].text in (":", ",") and any(token.low in words("text") for token in after)


def is_charge(tokens: Sequence[Token], at: int, sentence: Span) -> bool:
    """Tell whether the words are those of the law: « coupable de « … » », « une enquête pour « … » »."""
    before = [token.low for token in tokens[max(sentence.start, at - 4) : at]]
    return before[-1:] != [] and before[-1] in ("de", "d'", "pour") and bool(words("charge") & set(before))


def read_in_text(tokens: Sequence[Token], cue: Cue, sentence: Span) -> bool:
    """Tell whether « dans son rapport », « par un communiqué » says where the words stand, before a cue or after it."""
    before = range(max(sentence.start, cue.first - _FAR), cue.first - 2)
    after = range(cue.end, min(cue.end + 4, sentence.end - 2))
    return any(
        tokens[index].low in ("dans", "par")
        and tokens[index + 1 + is_determiner(tokens[index + 1])].low in words("text-read")
        for index in (*before, *after)
    )


def is_foreign(found: Words) -> bool:
    """Tell whether the words are an expression of another language, which the marks set off: « extra muros »."""
    return "_".join(plain(found.content).split()) in words("foreign")


def is_group(tokens: Sequence[Token], at: int, sentence: Span) -> bool:
    """Tell whether a word stands for a kind of people that others call so: « le discours des « Bleus » »."""
    return at > sentence.start and tokens[at - 1].low in ("des", "les", "aux", "ces")


def held_at_distance(tokens: Sequence[Token], at: int, sentence: Span, found: Words) -> bool:
    """Tell whether a word or two are used without being made one's own: « les « casseurs » »."""
    before = tokens[at - 1] if at > sentence.start else None
    if before is not None and before.low in words("so-called"):
        return True
    if found.ended and (found.count > 3 or found.capital):
        return False
    if before is None and found.capital and found.count > 1:
        return False
    if found.count <= 3:
        return True
    governed = before is not None and (is_determiner(before) or is_preposition(before))
    return found.count <= 6 and not found.verbal and governed
