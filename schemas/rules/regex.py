"""Regular expressions of XPath, safe against inputs that would make them run for ever.

Python's matcher backtracks: ``(a+)+b`` takes time exponential in the input. An expression is therefore run by it only
where a bound on its steps, taken from its shape and the length of the input, is small; else by an automaton, which is
linear in the input. What an automaton cannot do (back-references, and cutting a long text by an ambiguous expression)
is an error of the rule, never a hang.

Elsewhere this follows XPath Functions 3.1, section 5.6, with the translation of character classes by elementpath.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]  # the only parser of Python's own syntax
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any, Final

from elementpath.regex import RegexError, translate_pattern

STEPS: Final = 5_000_000
"""The most steps that the backtracking matcher may be expected to take (about a second)."""

MAX_STATES: Final = 2_000
"""The most states of an automaton; counted repeats (``a{500}``) are written out."""

MAX_PATTERN: Final = 2_000
"""The longest expression, in code points."""

_Node = tuple[Any, Any]


class RegexRefusedError(ValueError):
    """An expression is not a regular expression of XPath, or cannot be run in bounded time; the sentence says which."""


@lru_cache(maxsize=1_000)
def compiled(pattern: str, flags: str = "") -> "Regex":
    """Give the expression ready to run; raises :class:`RegexRefusedError`."""
    return Regex(pattern, flags)


class Regex:
    """One regular expression of XPath with its flags (``s``, ``m``, ``i``, ``x``, ``q``)."""

    def __init__(self, pattern: str, flags: str = "") -> None:
        if len(pattern) > MAX_PATTERN:
            raise RegexRefusedError(f"the regular expression is longer than {MAX_PATTERN} characters")
        bits = 0
        for flag in flags:
            if flag not in "smixq":
                raise RegexRefusedError(f"“{flag}” is no flag of a regular expression; flags are s, m, i, x and q")
            bits |= 0 if flag == "q" else int(getattr(re, flag.upper()))
        self.pattern = pattern
        self.flags = bits
        try:
            source = re.escape(pattern) if "q" in flags else translate_pattern(_bracketed(pattern), bits)
            self.python = re.compile(source, bits)
            self.tree = sre_parser.parse(source, bits)
        except (re.error, RegexError, OverflowError, RecursionError, IndexError) as error:
            raise RegexRefusedError(f"“{pattern[:80]}” is not a regular expression: {error}") from error
        self.nested, self.degree = _risk(list(self.tree), last=True)
        if not (self.tree and self.tree[0] == (sre.AT, sre.AT_BEGINNING) and not bits & re.M):
            self.degree += 1
        self.cheap = 12 if self.nested else int(STEPS ** (1 / max(self.degree, 1)))
        self._automaton: _Automaton | None = None

    def matches(self, text: str) -> bool:
        """Whether the expression matches anywhere in the text; always in bounded time."""
        if len(text) <= self.cheap:
            return self.python.search(text) is not None
        if self._automaton is None:
            self._automaton = _Automaton(self)
        return self._automaton.search(text)

    def tokenize(self, text: str) -> list[str]:
        """Give the text cut at every match."""
        self._check_cut(text, "tokenize")
        if not text:
            return []
        pieces, position = [], 0
        for match in self.python.finditer(text):
            pieces.append(text[position : match.start()])
            position = match.end()
        return [*pieces, text[position:]]

    def replace(self, text: str, replacement: str) -> str:
        """Give the text with every match replaced; ``$1`` stands for a group, ``\\$`` and ``\\\\`` for themselves."""
        self._check_cut(text, "replace")
        if re.search(r"[\\$]", re.sub(r"\\[\\$]|\$\d", "", replacement)):
            raise RegexRefusedError(f"“{replacement[:80]}” is no replacement: write \\$ and \\\\ for those characters")

        def expand(match: re.Match[str]) -> str:
            return re.sub(r"\\([\\$])|\$(\d)", lambda part: part[1] or _group(match, int(part[2])), replacement)

        return self.python.sub(expand, text)

    def _check_cut(self, text: str, function: str) -> None:
        if self.python.search("") is not None:
            raise RegexRefusedError(f"{function}(): “{self.pattern[:80]}” matches the empty text")
        if len(text) > self.cheap:
            raise RegexRefusedError(
                f"{function}(): “{self.pattern[:80]}” could run for ever on a text of {len(text)} characters; "
                "write it without a repeat inside a repeat"
            )


def _group(match: re.Match[str], number: int) -> str:
    return (match[number] or "") if number <= (match.re.groups or 0) else ""


def _bracketed(pattern: str) -> str:
    r"""Write ``\s`` outside brackets as ``[\s]``: only there does elementpath give it the XPath meaning."""
    return re.sub(
        r"\\([sSwWdDiIcC])|\\(?s:.)|\[(?:\\(?s:.)|[^\]\\])*\]",
        lambda match: f"[{match[0]}]" if match[1] and match[1] in "sSwW" else match[0],
        pattern,
    )


def _risk(nodes: list[_Node], *, last: bool) -> tuple[bool, int]:
    """Whether a repeat without bound stands in another (exponential time), and how many can be tried over again.

    A repeat at the very end is never tried over again for what follows it, so it does not count.
    """
    nested, degree = False, 0
    for place, (operator, argument) in enumerate(nodes):
        at_end = last and place == len(nodes) - 1
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            low, high, body = argument
            inner_nested, inner = _risk(list(body), last=False)
            grows = high is sre.MAXREPEAT or high > 50
            branches = any(node[0] is sre.BRANCH for node in _walk(list(body)))
            nested = nested or inner_nested or (grows and (inner > 0 or branches))
            degree += inner + (1 if (grows and not at_end) or (high != low and not at_end) else 0)
        elif operator is sre.BRANCH:
            parts = [_risk(list(branch), last=at_end) for branch in argument[1]]
            nested = nested or any(part[0] for part in parts)
            degree += max(part[1] for part in parts)
        elif operator is sre.SUBPATTERN:
            inner_nested, inner = _risk(list(argument[-1]), last=at_end)
            nested, degree = nested or inner_nested, degree + inner
    return nested, degree


def _walk(nodes: list[_Node]) -> list[_Node]:
    found: list[_Node] = []
    for operator, argument in nodes:
        found.append((operator, argument))
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.SUBPATTERN):
            found += _walk(list(argument[-1]))
        elif operator is sre.BRANCH:
            for branch in argument[1]:
                found += _walk(list(branch))
    return found


class _Automaton:
    """A finite automaton whose deterministic states are made as they are met (Thompson's construction)."""

    def __init__(self, regex: Regex) -> None:
        self.flags = regex.flags
        self.edges: list[list[tuple[Callable[[str], bool] | str | None, int]]] = []
        start, self.end = self._state(), self._state()
        self._build(list(regex.tree), start, self.end)
        self.start = start
        self.cache: dict[tuple[frozenset[int], str, bool, bool], frozenset[int]] = {}

    def search(self, text: str) -> bool:
        """Whether a match begins anywhere in the text."""
        states: frozenset[int] = frozenset()
        size = len(text)
        for place in range(size + 1):
            begin = place == 0 or (bool(self.flags & re.M) and text[place - 1] == "\n" and place < size)
            end = place == size or (bool(self.flags & re.M) and text[place] == "\n")
            char = text[place] if place < size else ""
            key = (states, char, begin, end)
            known = self.cache.get(key)
            if known is None:
                closed = self._close(states | {self.start}, begin=begin, end=end)
                known = frozenset({-1}) if self.end in closed else self._step(closed, char)
                if len(self.cache) < 20_000:
                    self.cache[key] = known
            if -1 in known:
                return True
            states = known
        return False

    def _close(self, states: frozenset[int], *, begin: bool, end: bool) -> set[int]:
        closed, stack = set(states), list(states)
        while stack:
            for label, target in self.edges[stack.pop()]:
                free = label is None or (label == "^" and begin) or (label == "$" and end)
                if free and target not in closed:
                    closed.add(target)
                    stack.append(target)
        return closed

    def _step(self, states: set[int], char: str) -> frozenset[int]:
        return frozenset(
            target
            for state in states
            for label, target in self.edges[state]
            if callable(label) and char and label(char)
        )

    def _state(self) -> int:
        if len(self.edges) >= MAX_STATES:
            raise RegexRefusedError("the regular expression is too large: lower the counts of its repeats")
        self.edges.append([])
        return len(self.edges) - 1

    def _build(self, nodes: list[_Node], start: int, end: int) -> None:
        for operator, argument in nodes:
            target = self._state()
            self._build_one(operator, argument, start, target)
            start = target
        self.edges[start].append((None, end))

    def _build_one(self, operator: Any, argument: Any, start: int, end: int) -> None:
        if operator is sre.BRANCH:
            for branch in argument[1]:
                self._build(list(branch), start, end)
        elif operator is sre.SUBPATTERN:
            self._build(list(argument[-1]), start, end)
        elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            low, high, body = argument
            self._build_repeat((low, high), body, start, end)
        elif operator is sre.AT:
            self.edges[start].append(("^" if argument in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING) else "$", end))
        elif operator is sre.ASSERT_NOT:
            # the translation of "$" guards it against Python's leave to stand before a last line feed
            self.edges[start].append((None, end))
        else:
            self.edges[start].append((_single(operator, argument, self.flags), end))

    def _build_repeat(self, counts: tuple[int, Any], body: Any, start: int, end: int) -> None:
        low, high = counts
        for _ in range(low):
            target = self._state()
            self._build(list(body), start, target)
            start = target
        if high is sre.MAXREPEAT:
            loop = self._state()
            self.edges[start].append((None, loop))
            self._build(list(body), loop, loop)
            self.edges[loop].append((None, end))
            return
        for _ in range(high - low):
            self.edges[start].append((None, end))
            target = self._state()
            self._build(list(body), start, target)
            start = target
        self.edges[start].append((None, end))


def _single(operator: Any, argument: Any, flags: int) -> Callable[[str], bool]:
    """Give the test of one character."""
    if operator is sre.ANY:
        return (lambda _: True) if flags & re.S else (lambda char: char not in "\r\n")
    if operator not in (sre.LITERAL, sre.NOT_LITERAL, sre.IN):
        raise RegexRefusedError("a regular expression with back-references cannot be run on a text of this length")
    items = argument if operator is sre.IN else [(sre.LITERAL, argument)]
    negated = operator is sre.NOT_LITERAL or (bool(items) and items[0][0] is sre.NEGATE)
    tests = [_item(kind, value) for kind, value in items if kind is not sre.NEGATE]
    fold = bool(flags & re.I)

    def test(char: str) -> bool:
        forms = {char, char.lower(), char.upper()} if fold else {char}
        return any(one(form) for one in tests for form in forms) != negated

    return test


def _item(kind: Any, value: Any) -> Callable[[str], bool]:
    if kind is sre.LITERAL:
        return lambda char: len(char) == 1 and ord(char) == value
    if kind is sre.RANGE:
        low, high = value
        return lambda char: len(char) == 1 and low <= ord(char) <= high
    categories = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
                  sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip
    found = re.compile(categories[value])
    return lambda char: found.match(char) is not None
