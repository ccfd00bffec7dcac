"""What a word is that could be a verb: a noun after all, the verb of an incise that no list has, a passive."""

from collections.abc import Sequence

from encoder.quotations.lexicon import words
from encoder.quotations.tokens import Token


def speaks_directly(tokens: Sequence[Token], quotation: int, index: int) -> bool:
    """Tell whether a quotation begins with a capital, and ends with a mark inside or a comma after it."""
    content = tokens[quotation].text.strip(' \u00a0\u202f«»“”"')
    marked = index > quotation + 1 or content[-1:] in ("!", "?", "…", ".")
    return content[:1].isupper() and " " in content and marked


def like_verb(token: Token) -> bool:
    """Tell whether a word has the ending of a verb in the third person, and is in no closed class."""
    closed = ("preposition", "determiner", "stop", "adverb", "title", "person")
    if token.kind != "word" or token.capital or any(token.low in words(section) for section in closed):
        return False
    return token.low.endswith(("e", "ent", "t", "é", "i", "u", "a", "d")) and len(token.low) > 2


def is_noun(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a form that could be a verb stands where only a noun or an adjective can."""
    before = tokens[index - 1].low if index else ""
    if before in words("before-noun-only"):
        return True
    if tokens[index].low in words("noun-like") and before in ("le", "la", "l'", "les"):
        subject = tokens[index - 2] if index > 1 else None
        return not (
            subject and (subject.low in ("il", "elle", "on", "qui", "ils", "elles", "ne") or subject.kind == "name")
        )
    return False


def is_passive(tokens: Sequence[Token]) -> bool:
    """Tell whether a verb is in the passive: « est recherché », « ont été vite jugées »."""
    being = [at for at, one in enumerate(tokens) if one.low in words("being") or one.low == "été"]
    return any(tokens[at].low.endswith(("é", "ée", "és", "ées")) and tokens[at].low != "été"
        for start in being for at in range(start + 1, min(start + 3, len(tokens))))  # fmt: skip
