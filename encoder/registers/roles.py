"""Titles, ranks and offices beside the names of persons: ``roleName``, and what they say of the bearer's gender.

They stand outside the name (docs/annotation.md): « le général Abdelkarim » is a ``roleName`` and a ``persName``. A role
may have a complement (« ministre iranien des Affaires étrangères ») and stand before the name or, as an apposition,
after it (« Anne Lefort, maire de Lyon, »).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from encoder.registers.forenames import Gender
from encoder.wordlists import sections
from tei import Span

_WINDOW: Final = 140
_MOST_ROLES: Final = 3
_MOST_WORDS: Final = 16
_TOKEN: Final = re.compile(r"[^\W\d_]+[’'](?=\w)|(?:MM?|Mme|Mrs?|[A-Z])\.|\w[\w-]*|[^\w\s]")
_LINKS: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "de du des d’ à au aux en et pour chargé chargée délégué déléguée la le les l’ sur chez"
    ).split()
)
_DETERMINERS: Final = {
    **dict.fromkeys(["le", "un", "du", "au", "son", "ce", "cet", "mon", "ton"], "m"),
    **dict.fromkeys(["la", "une", "sa", "cette", "ma", "ta"], "f"),
    **dict.fromkeys(["l’", "d’", "de", "des", "les", "notre", "leur", "ses", "deux"], ""),
}  # fmt: skip
_BEFORE_ROLES: Final = frozenset(
    (  # noqa: SIM905 - words read best as words
        "ancien ancienne nouveau nouvelle futur future actuel actuelle jeune célèbre défunt défunte feu grand "
        "grande petit petite premier première seul seule vieux vieille ex comme dit dixit selon par avec"
    ).split()
)
_DEFINITE: Final = ("le", "la", "l’")
_ARTICLES: Final = (*_DEFINITE, "un", "une")
_TRADES: Final = ("professeur", "professeure", "docteur", "docteure")
_EDGES: Final = frozenset(",.;:()«»“”–—-?!…")
_ENDS: Final = frozenset(["qui", "que", "qu’", "dont", "depuis", "lors", "pendant", "jusqu’", "entre", "âgé", "âgée"])
_COMMA: Final = re.compile(r"(?:\s\([^()\n]{1,40}\))?,")
_AGE: Final = re.compile(r"\s*(?:âgée?\s+de\s+)?\d{1,3}\s+ans,")
_ORDINAL: Final = re.compile(r"\d+(?:e|er|re|ère|ème)")
_ADJECTIVE: Final = re.compile(
    r"[a-zà-ÿ-]*(?:[ao]is|[ao]ise|[a]in|[a]ine|ien|ienne|éen|éenne|als?|ales?|aux|els?|elles?|iques?|ifs?|ives?|eux|euses?|aires?|istes?|ères?|ées?|és?|olite|publics?|civile?s?|unies?|unis|"
    r"grec|turc|turque|russe|belge|suisse|arabe|tchèque|kurde|sortante?|général|adjointe?)"
)


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Role:
    """A role beside a name: its place, the type of ``roleName``, and the gender it gives its bearer (or ``""``)."""

    span: Span
    type: str
    gender: Gender


def roles_before(text: str, name: Span, block: Span) -> Iterator[Role]:
    """Give the roles that stand directly before a name, the nearest first (« le chef d’état-major, le général X »)."""
    tokens = _tokens(text, max(block.start, name.start - _WINDOW), name.start)
    for _ in range(_MOST_ROLES):
        comma = bool(tokens) and tokens[-1].text == ","
        if comma:
            tokens.pop()
            _drop_parentheses(tokens)
        found = _nearest(tokens, after_comma=comma)
        if found is None:
            return
        at, role = found
        yield role
        del tokens[at:]
        if tokens and _plain(tokens[-1].text) in _DEFINITE:
            tokens.pop()
        if not (tokens and tokens[-1].text == ","):
            return


def role_after(text: str, name: Span, block: Span) -> Role | None:
    """Give the role that follows a name as an apposition, between a comma and the next mark."""
    comma = _COMMA.match(text, name.end, block.end)
    if comma is None:
        return None
    tokens = _tokens(text, comma.end(), min(block.end, name.end + _WINDOW))
    if match := _AGE.match(text, comma.end(), block.end):
        tokens = [token for token in tokens if token.start >= match.end()]
    article = _plain(tokens[0].text) if tokens and _plain(tokens[0].text) in _ARTICLES else ""
    first = 1 if article else 0
    last = next((at for at, token in enumerate(tokens) if _ends(tokens, at)), -1)
    if _head(tokens, first, last) is None:
        first += next((at for at, token in enumerate(tokens[first:last]) if not _qualifies(token)), 0)
    head = _head(tokens, first, last)
    if head is None or last - first > _MOST_WORDS or (article in _DEFINITE and head == last):
        return None
    inside = tokens[first:last]
    if not all(_continues(tokens, at) for at in range(head, last)):
        return None
    role = _role(inside, head - first, article)
    if role.type != "honorific":
        return role
    # « Anne Lefort, professeure de droit, » has a trade; « Lefort, madame, » is spoken to
    return replace(role, type="profession") if _spelt(tokens[first:head]) in _TRADES else None


def _drop_parentheses(tokens: list[_Token]) -> None:
    """Leave out a short remark in parentheses at the end (« le chef du Parti de la mer (PM), Paul X »)."""
    opening = next((at for at in range(len(tokens) - 1, max(-1, len(tokens) - 6), -1) if tokens[at].text == "("), -1)
    if tokens and tokens[-1].text == ")" and opening > 0:
        del tokens[opening:]


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [_Token(match[0], *match.span()) for match in _TOKEN.finditer(text, start, end)]


def _nearest(tokens: Sequence[_Token], *, after_comma: bool) -> tuple[int, Role] | None:
    """Give the place and the role that ends with the last of the tokens, all of it one noun phrase."""
    last = len(tokens)
    for at in range(last - 1, max(-1, last - 1 - _MOST_WORDS), -1):
        after = _head(tokens, at, last)
        if after is not None and (role := _role(tokens[at:], after - at, "")) and _may_begin(tokens, at, role):
            longer = [first for first in range(max(0, at - 3), at) if (_head(tokens, first, last) or 0) >= after]
            if longer:  # « Première ministre », not « ministre »
                after = _head(tokens, longer[0], last) or after
            first = longer[0] if longer else at
            determiner = _plain(tokens[first - 1].text) if first else ""
            return first, _role(tokens[first:], after - first, determiner)
        if not _continues(tokens, at) or (at == last - 1 and _plain(tokens[at].text) in _LINKS):
            return None
        if at == last - 1 and not after_comma and tokens[at].text[0].isupper() and len(tokens) > 1:
            return None  # « le maire de Lyon Paul X » is rare; « le maire de Lyon » before another name is not
    return None


def _head(tokens: Sequence[_Token], at: int, end: int) -> int | None:
    """Give where a role that begins at a token ends, the longest that is known."""
    for size in range(min(4, end - at), 0, -1):
        if _spelt(tokens[at : at + size]) in _roles():
            return at + size
    return None


def _spelt(tokens: Sequence[_Token]) -> str:
    return "".join(_plain(one.text) + ("" if one.text[-1] in "’'" else " ") for one in tokens).strip()


def _plain(word: str) -> str:
    return word.casefold().replace("'", "’")


def _continues(tokens: Sequence[_Token], at: int) -> bool:
    """Tell whether a word can stand in the complement of a role."""
    word = tokens[at].text
    plain = _plain(word)
    if plain in _LINKS:
        return True
    if _ORDINAL.fullmatch(word):
        return True
    if not word[0].isalpha() or word.endswith("."):
        return False
    before = _plain(tokens[at - 1].text) if at else ""
    return word[0].isupper() or before in _LINKS or bool(_ORDINAL.fullmatch(before)) or bool(_ADJECTIVE.fullmatch(word))


def _ends(tokens: Sequence[_Token], at: int) -> bool:
    """Tell whether a role after a name ends before a word (« maire depuis 2014 », « gardien de 24 ans »)."""
    plain = _plain(tokens[at].text)
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return plain in _EDGES or plain in _ENDS or (plain in ("de", "en") and following.isdecimal())


def _qualifies(token: _Token) -> bool:
    """Tell whether a word may stand between the article and the role (« ancien maire »)."""
    plain = _plain(token.text)
    return plain in _BEFORE_ROLES or plain == "aujourd’hui"


def _may_begin(tokens: Sequence[_Token], at: int, role: Role) -> bool:
    if role.type == "honorific" or at == 0:
        return True
    before = _plain(tokens[at - 1].text)
    return before in _DETERMINERS or before in _BEFORE_ROLES or before in _EDGES or before.startswith("ex-")


def _role(tokens: Sequence[_Token], size: int, determiner: str) -> Role:
    role_type, gender = _roles()[_spelt(tokens[:size])]
    article = _DETERMINERS.get(determiner, "")
    told: Gender = "f" if article == "f" else gender or ("m" if article == "m" else "")
    return Role(Span(tokens[0].start, tokens[-1].end), role_type, told)


@cache
def _roles() -> dict[str, tuple[str, Gender]]:
    """Give for each role, in lower case, its type and the gender of its form."""
    found: dict[str, tuple[str, Gender]] = {}
    for role_type, lines in sections("roles").items():
        for line in lines:
            masculine, bar, feminine = line.partition("|")
            if masculine:
                found.setdefault(_plain(masculine), (role_type, "m" if bar else ""))
            if feminine:
                found.setdefault(_plain(feminine), (role_type, "f"))
    return found
