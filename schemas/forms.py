"""What a pattern or a bound of a schema asks for, in words, with a value that would do."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final

from schemas.odd.algebra import Data
from schemas.odd.datatypes import admits
from schemas.odd.xsd_regex import Test, Tree, parse

_LONGEST: Final = 160
"""Characters that the words may take; a longer form is better shown as its pattern."""

_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# What a character is, and how several of it are called. The order of the members of a class does not count.
_CLASSES: Final = {
    frozenset({"0-9"}): ("a digit", "digits"),
    frozenset({r"\d"}): ("a digit", "digits"),
    frozenset({"a-z"}): ("a small letter a–z", "small letters a–z"),
    frozenset({"A-Z"}): ("a capital letter A–Z", "capital letters A–Z"),
    frozenset({"a-z", "A-Z"}): ("a letter a–z", "letters a–z"),
    frozenset({"a-z", "0-9"}): ("a small letter a–z or a digit", "small letters a–z or digits"),
    frozenset({"A-Z", "0-9"}): ("a capital letter A–Z or a digit", "capital letters A–Z or digits"),
    frozenset({"a-z", "A-Z", "0-9"}): ("a letter a–z or a digit", "letters a–z or digits"),
    frozenset({"0-9", "a-f"}): ("a hexadecimal digit", "hexadecimal digits"),
    frozenset({"0-9", "A-F"}): ("a hexadecimal digit in capitals", "hexadecimal digits in capitals"),
    frozenset({"0-9", "a-f", "A-F"}): ("a hexadecimal digit", "hexadecimal digits"),
    frozenset({"."}): ("any character", "characters"),
    frozenset({r"\s"}): ("a space", "spaces"),
    frozenset({r"\S"}): ("a character that is no space", "characters without spaces"),
    frozenset({r"\w"}): ("a letter, digit or sign", "letters, digits or signs"),
    frozenset({r"\i"}): ("a letter or _", "letters or _"),
    frozenset({r"\c"}): ("a character of names", "characters of names"),
    frozenset({r"\p{L}"}): ("a letter", "letters"),
    frozenset({r"\p{Lu}"}): ("a capital letter", "capital letters"),
    frozenset({r"\p{Ll}"}): ("a small letter", "small letters"),
    frozenset({r"\p{C}"}): ("a control character", "control characters"),
    frozenset({r"\p{Z}"}): ("a space", "spaces"),
    frozenset({r"\p{P}"}): ("a punctuation mark", "punctuation marks"),
    frozenset({r"\p{N}"}): ("a digit", "digits"),
    frozenset({r"\p{Nd}"}): ("a digit", "digits"),
}
_MEMBER: Final = re.compile(r"\\[pP]\{[^{}]*\}|(?:\\.|[^\\])-(?:\\.|[^\\\]])|\\.|[^\\]", re.DOTALL)
_PLAIN: Final = re.compile(r"[^.\[\\]|\\[\\|.?*+(){}\-\[\]^$]")
_SIGNS: Final = {"-": "a hyphen", " ": "a space", ".": "a full stop", ",": "a comma", "_": "an underscore"}
_ALPHABETS: Final = ("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "1234567890", "-_.:/#,+*()' ")
_JOINTS: Final = (" ", "", "-", "_", ".", "/", ":")
_BOUNDS: Final = {"minInclusive": "at least", "maxInclusive": "at most", "minExclusive": "more than",
                  "maxExclusive": "less than"}  # fmt: skip
_LENGTHS: Final = {"length": "exactly {} long", "minLength": "at least {} long", "maxLength": "at most {} long"}


def in_words(pattern: str) -> str:
    """Say what an XML Schema pattern asks for: ``[A-Z]{2}[0-9]+`` is “two capital letters A–Z, one or more digits”.

    ``""`` where that would be no easier to read than the pattern.
    """
    words = _words(parse(pattern))
    return words if len(words) <= _LONGEST and "[" not in words else ""


def facet_words(facets: Iterable[tuple[str, str]]) -> list[str]:
    """Say what each facet of a datatype asks for."""
    said = []
    for name, value in facets:
        if name == "pattern":
            said.append(in_words(value) or f"what matches {value}")
        elif name in _BOUNDS:
            said.append(f"{_BOUNDS[name]} {value}")
        elif name in _LENGTHS:
            said.append(_LENGTHS[name].format(f"{value} characters" if value != "1" else "one character"))
    return said


def example(data: Data, usual: Sequence[str] = ()) -> str:
    """Give a value that the datatype admits, one of ``usual`` if it can be, or ``""`` if none is found soon."""
    patterns = [value for name, value in data.facets if name == "pattern"]
    bounds = [value for name, value in data.facets if name in _BOUNDS]
    tries = list(usual)
    for pattern in reversed(patterns):
        tree = parse(pattern)
        tries += ["".join(islice(_sample(tree, extra), _LONGEST)) for extra in (0, 1, 2)]
    tries += [*bounds, *(_next_to(bound, step) for bound in bounds for step in (1, -1))]
    least = max((int(value) for name, value in data.facets if name in ("length", "minLength")), default=0)
    tries += [("abcdefghij" * (least // 10 + 1))[:least]] if 0 < least < _LONGEST else []
    return next((one for one in tries if one.strip() and admits(data, one)), "")


def mended(data: Data, value: str) -> str:
    """Give the value as the datatype admits it if only case, spaces or joints are wrong, else ``""``.

    No sign of a number is touched.
    """
    trimmed = " ".join(value.split())
    if not any(name == "pattern" for name, _ in data.facets) or trimmed.startswith("-"):
        return ""
    cases: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower)
    for case, joint, gap in product(cases, _JOINTS, (r"\s+", r"[\s_/:\-]+|(?<![0-9])\.|\.(?![0-9])")):
        found = re.sub(gap, joint, case(trimmed))
        if found != value and admits(data, found):
            return found
    return ""


def _next_to(bound: str, step: int) -> str:
    try:
        return str(int(bound) + step)
    except ValueError:
        return ""


def _words(tree: Tree) -> str:
    return ", ".join(_parts(tree)) or "nothing"


def _parts(tree: Tree) -> Iterator[str]:
    """Give what stands one after the other, literal characters taken together."""
    items = tree[1] if tree[0] == "seq" else [tree]
    literal = ""
    for item in items:
        char = _literal(item)
        if char:
            literal += char
            continue
        if literal:
            yield f"“{literal}”"
            literal = ""
        yield from [part for part in (_item(item),) if part]
    if literal:
        yield f"“{literal}”"


def _item(tree: Tree) -> str:
    match tree:
        case ("char", _, written):
            return _character(written)[0]
        case ("alt", options):
            return _either([_words(option) for option in options])
        case ("rep", inner, low, high):
            return _repeated(inner, low, high)
    return _words(tree)


def _repeated(inner: Tree, low: int, high: int | None) -> str:
    while inner[0] == "seq" and len(inner[1]) == 1:
        inner = inner[1][0]
    one, many = _character(inner[2]) if inner[0] == "char" else ("", "")
    count = _count(low, high)
    if (low, high) == (1, 1):
        return _item(inner)
    if high == 0:
        return ""
    if (low, high) == (0, 1):
        return f"optionally {one or _grouped(inner)}"
    return f"{count} {many}" if many else f"{_grouped(inner)} {count} times"


def _grouped(tree: Tree) -> str:
    words = _words(tree)
    return f"({words})" if ", " in words else words


def _count(low: int, high: int | None) -> str:
    if high is None:
        return "any number of" if low == 0 else "one or more" if low == 1 else f"{_number(low)} or more"
    if low == high:
        return _number(low)
    return f"up to {_number(high)}" if low == 0 else f"{_number(low)} to {_number(high)}"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _either(options: Sequence[str]) -> str:
    return f"{', '.join(options[:-1])} or {options[-1]}" if len(options) > 1 else options[0]


def _literal(tree: Tree) -> str:
    """Give the character that an item stands for, if it is but one."""
    while tree[0] == "seq" and len(tree[1]) == 1:
        tree = tree[1][0]
    if tree[0] == "char" and _PLAIN.fullmatch(tree[2]):
        return str(tree[2][-1])
    return ""


def _character(written: str) -> tuple[str, str]:
    """Say what one character is, and several of it."""
    if _PLAIN.fullmatch(written):
        sign = written[-1]
        return _SIGNS.get(sign, f"“{sign}”"), f"“{sign}”"
    if not written.startswith("["):
        return _CLASSES.get(frozenset({written}), (f"a character of {written}", f"characters of {written}"))
    inside = written[1:-1]
    negated = inside.startswith("^")
    members = list(dict.fromkeys(_MEMBER.findall(inside[negated:])))
    if "-[" in inside:
        return f"a character of {written}", f"characters of {written}"
    known = _CLASSES.get(frozenset(members))
    if known and not negated and "." not in members:
        return known
    ones, manies = zip(*map(_member, members), strict=True)
    if negated:
        return f"any character but {_either(ones)}", f"characters other than {_either(manies)}"
    return _either(ones), _either(manies)


def _member(member: str) -> tuple[str, str]:
    """Say what a member of a class stands for, one of it and several."""
    known = _CLASSES.get(frozenset({member}))
    if known and member != ".":
        return known
    if len(member) > 2 and not member.startswith("\\p"):
        low, _, high = member.rpartition("-")
        kind = "digit" if (low + high).isdecimal() else "letter" if (low + high).isalpha() else "character"
        span = f"{low[-1:]}–{high[-1:]}"
        return f"a {kind} {span}", f"{kind}s {span}"
    if len(member) == 2 and member[1] not in "nrtsSdDwWiIcC":
        member = member[1]
    said = _SIGNS.get(member, f"“{member}”")
    return said, f"{said.removeprefix('a ').removeprefix('an ')}s" if member in _SIGNS else said


def _sample(tree: Tree, extra: int, number: list[int] | None = None) -> Iterator[str]:
    """Give the characters of a string that matches, with ``extra`` repeats where there may be any number."""
    number = [0] if number is None else number
    match tree[0]:
        case "char":
            yield _one_of(tree[1], number)
        case "seq":
            for part in tree[1]:
                yield from _sample(part, extra, number)
        case "alt":
            yield from _sample(tree[1][min(extra, len(tree[1]) - 1)], extra, number)
        case _:
            _, part, low, high = tree
            for _ in range(min(low + extra, high) if high is not None else low + extra):
                yield from _sample(part, extra, number)


def _one_of(test: Test, number: list[int]) -> str:
    """Give a character that passes; the letters and digits of a value are not all the same."""
    for alphabet in _ALPHABETS:
        fitting = [char for char in alphabet if test(char)]
        if fitting:
            number[0] += len(fitting) > 1
            return fitting[(number[0] - 1) % len(fitting)]
    return next((chr(code) for code in range(0xA1, 0x3000) if test(chr(code))), "")
