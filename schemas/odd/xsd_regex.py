"""Regular expressions of XML Schema, matched in time linear in the input whatever the expression is.

The expression is parsed (XML Schema Part 2, second edition, appendix F) into an automaton whose sets of states are
followed character by character, and remembered. There is no backtracking, and there is a limit to the steps, so no
expression of a customisation can make a check run away.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

MAX_STATES: Final = 60_000
"""The most states an automaton may have; counted repetitions are written out, with about three states a character."""

MAX_STEPS: Final = 5_000_000
"""The most states that one text may go through, besides :data:`STEPS` a character: some seconds of work."""

STEPS: Final = 100

_MAX_KNOWN: Final = 200_000
_MAX_NESTING: Final = 100

Test = Callable[[str], bool]


class RegexError(ValueError):
    """An expression that XML Schema does not know, or that is too large."""


def matcher(pattern: str) -> "Matcher":
    """Give the matcher of an expression; raises :class:`RegexError` for one that is none."""
    return _matcher(pattern)


@dataclass
class Matcher:
    """Says whether the whole of a string matches.

    ``tests`` are those of the states (``None``: one that is passed without a character), ``targets`` where each leads.
    """

    tests: list[Test | None]
    targets: list[list[int]]
    begin: int
    end: int
    _known: dict[tuple[frozenset[int], str], frozenset[int]] = field(default_factory=dict)
    _size: int = 0

    def __call__(self, text: str) -> bool:
        """Whether the expression matches all of the text.

        Raises ``TimeoutError`` after :data:`MAX_STEPS`. They are counted, known or not, and no clock is asked: the
        answer is the same on every machine, and whatever was matched before.
        """
        left = MAX_STEPS + STEPS * len(text)
        states = self._closed([self.begin])
        for char in text:
            left -= len(states)
            if left < 0:
                raise TimeoutError("a pattern of the schema takes too many steps on a value of this document")
            key = (states, char)
            after = self._known.get(key)
            if after is None:
                after = self._step(states, char)
                if self._size < _MAX_KNOWN:
                    self._size += len(after) + 1
                    self._known[key] = after
            if not after:
                return False
            states = after
        return self.end in states

    def _step(self, states: frozenset[int], char: str) -> frozenset[int]:
        passed: dict[Test, bool] = {}  # the copies of a counted part have one test
        found: list[int] = []
        for state in states:
            test = self.tests[state]
            if test is None:
                continue
            if test not in passed:
                passed[test] = test(char)
            if passed[test]:
                found += self.targets[state]
        return self._closed(found)

    def _closed(self, states: list[int]) -> frozenset[int]:
        """The states, and those reached from them without a character; of all of them those that ask for one."""
        reached = set(states)
        stack = list(reached)
        while stack:
            state = stack.pop()
            if self.tests[state] is None:
                new = [target for target in self.targets[state] if target not in reached]
                reached.update(new)
                stack += new
        return frozenset(state for state in reached if self.tests[state] is not None or state == self.end)


@cache
def _matcher(pattern: str) -> Matcher:
    return _Builder().build(parse(pattern))


Tree = tuple[Any, ...]
"""A parsed expression: ("char", test, as written), ("seq", parts), ("alt", parts), ("rep", part, low, high)."""


def parse(pattern: str) -> Tree:
    """Give the parts of an expression; raises :class:`RegexError` for one that is none."""
    return _Parser(pattern).parse()


class _Builder:
    """Makes the automaton of an expression (Thompson 1968), of a size linear in that of the expression written out."""

    def __init__(self) -> None:
        self.tests: list[Test | None] = []
        self.targets: list[list[int]] = []

    def build(self, tree: Tree) -> Matcher:
        begin = self._state()
        end = self._place(tree, begin)
        return Matcher(self.tests, self.targets, begin, end)

    def _state(self, test: Test | None = None) -> int:
        if len(self.tests) >= MAX_STATES:
            raise RegexError(f"the expression needs more than {MAX_STATES} states")
        self.tests.append(test)
        self.targets.append([])
        return len(self.tests) - 1

    def _place(self, node: Tree, begin: int) -> int:
        """Give the state in which the node has been read, begun in ``begin``."""
        targets = self.targets
        match node:
            case ("char", test, _):
                read, end = self._state(test), self._state()
                targets[begin].append(read)
                targets[read].append(end)
                return end
            case ("seq", parts):
                for part in parts:
                    begin = self._place(part, begin)
                return begin
            case ("alt", parts):
                end = self._state()
                for part in parts:
                    first = self._state()
                    targets[begin].append(first)
                    targets[self._place(part, first)].append(end)
                return end
        _, part, low, high = node
        return self._times(part, low, high, begin)

    def _times(self, part: Tree, low: int, high: int | None, begin: int) -> int:
        targets, end, again = self.targets, self._state(), begin
        for count in range(max(low, 1) if high is None else high):
            if count >= low:
                targets[begin].append(end)
            again = self._state()
            targets[begin].append(again)
            begin = self._place(part, again)
        if high is None:
            targets[begin].append(again)
        targets[begin].append(end)
        return end


class _Parser:
    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._depth = 0

    def parse(self) -> Tree:
        tree = self._choice()
        if self._at < len(self._text):
            raise self.fail(f"“{self._text[self._at]}” is not expected")
        return tree

    def fail(self, message: str) -> RegexError:
        return RegexError(f"“{self._text}”: {message} at character {self._at + 1}")

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _next(self) -> str:
        char = self._peek()
        if not char:
            raise self.fail("the expression ends too early")
        self._at += 1
        return char

    def _choice(self) -> Tree:
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise self.fail("it is nested too deep")
        parts = [self._branch()]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._branch())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else ("alt", parts)

    def _branch(self) -> Tree:
        parts: list[Tree] = []
        while (char := self._peek()) and char not in "|)":
            parts.append(self._quantified(self._atom()))
        return ("seq", parts)

    def _atom(self) -> Tree:
        char = self._next()
        if char == "(":
            tree = self._choice()
            if self._next() != ")":
                raise self.fail("a parenthesis is not closed")
            return tree
        begin = self._at - 1
        if char == "[":
            test = self._class()
        elif char == ".":
            test = _no_line_end
        elif char == "\\":
            test = self._escape()
        elif char in "?*+{}]":
            raise self.fail(f"“{char}” has nothing to stand for")
        else:
            test = _is(char)
        return ("char", test, self._text[begin : self._at])

    def _quantified(self, atom: Tree) -> Tree:
        char = self._peek()
        if char and char in "?*+":
            self._at += 1
            low, high = {"?": (0, 1), "*": (0, None), "+": (1, None)}[char]
            return ("rep", atom, low, high)
        if char == "{":
            end = self._text.find("}", self._at)
            low_text, comma, high_text = self._text[self._at + 1 : end].partition(",")
            if end < 0 or not low_text.isdecimal() or not (high_text.isdecimal() or not high_text):
                raise self.fail("the quantifier is not of the form {n}, {n,} or {n,m}")
            self._at = end + 1
            low = int(low_text)
            high = (int(high_text) if high_text else None) if comma else low
            if max(low, high or 0) > MAX_STATES or (high is not None and high < low):
                raise self.fail("the quantifier is out of bounds")
            return ("rep", atom, low, high)
        return atom

    def _escape(self) -> Test:
        char = self._next()
        if char in "pP":
            end = self._text.find("}", self._at)
            if self._peek() != "{" or end < 0:
                raise self.fail("a category is written \\p{…}")
            name = self._text[self._at + 1 : end]
            self._at = end + 1
            return _negated(_category(name, self), negate=char == "P")
        if char in "sSdDwWiIcC":
            return _negated(_MULTI[char.lower()], negate=char.isupper())
        if char in "nrt":
            return _is({"n": "\n", "r": "\r", "t": "\t"}[char])
        if char in "\\|.?*+(){}-[]^$":
            return _is(char)
        raise self.fail(f"“\\{char}” is no escape")

    def _class(self) -> Test:
        negate = self._peek() == "^"
        self._at += negate
        tests: list[Test] = []
        minus: Test | None = None
        while (char := self._next()) != "]" or not tests:
            if char == "]":
                raise self.fail("the class is empty")
            if char == "-" and self._peek() == "[":
                self._at += 1
                minus = self._class()
                if self._next() != "]":
                    raise self.fail("after a subtraction the class must end")
                break
            tests.append(self._member(char))
        chosen = _negated(_any(tests), negate=negate)
        return chosen if minus is None else _without(chosen, minus)

    def _member(self, char: str) -> Test:
        if char == "[":
            raise self.fail("inside a class “[” is written \\[")
        if char == "\\":
            if self._peek() in "pPsSdDwWiIcC":
                return self._escape()
            low = self._single()
        else:
            low = char
        ahead = self._text[self._at : self._at + 2]
        if ahead[:1] == "-" and ahead[1:] and ahead[1] not in "][":
            self._at += 1
            high = self._next()
            if high == "\\":
                high = self._single()
            if high < low:
                raise self.fail(f"the range {low}-{high} runs backwards")
            return _between(low, high)
        return _is(low)

    def _single(self) -> str:
        char = self._next()
        if char in "nrt":
            return {"n": "\n", "r": "\r", "t": "\t"}[char]
        if char in "\\|.?*+(){}-[]^$":
            return char
        raise self.fail(f"“\\{char}” is no escape")


def _no_line_end(char: str) -> bool:
    return char not in "\n\r"


def _is(char: str) -> Test:
    return lambda c: c == char


def _between(low: str, high: str) -> Test:
    return lambda c: low <= c <= high


def _any(tests: list[Test]) -> Test:
    return lambda c: any(test(c) for test in tests)


def _without(test: Test, minus: Test) -> Test:
    return lambda c: test(c) and not minus(c)


def _negated(test: Test, *, negate: bool) -> Test:
    return (lambda c: not test(c)) if negate else test


def _category(name: str, parser: _Parser) -> Test:
    if name.startswith("Is"):
        from elementpath.regex import unicode_subset

        try:
            subset = unicode_subset(name)
        except Exception as error:
            raise parser.fail(f"there is no Unicode block “{name}”") from error
        return lambda c: ord(c) in subset
    known = {"L", "M", "N", "P", "Z", "S", "C"}
    if name[:1] not in known or len(name) > 2:
        raise parser.fail(f"there is no category “{name}”")
    return lambda c: unicodedata.category(c).startswith(name)


_NAME_START: Final = (
    (":", ":"), ("A", "Z"), ("_", "_"), ("a", "z"), ("\xc0", "\xd6"), ("\xd8", "\xf6"), ("\xf8", "\u02ff"),
    ("\u0370", "\u037d"), ("\u037f", "\u1fff"), ("\u200c", "\u200d"), ("\u2070", "\u218f"), ("\u2c00", "\u2fef"),
    ("\u3001", "\ud7ff"), ("\uf900", "\ufdcf"), ("\ufdf0", "\ufffd"), ("\U00010000", "\U000effff"),
)  # fmt: skip
_NAME_MORE: Final = (("-", "."), ("0", "9"), ("\xb7", "\xb7"), ("\u0300", "\u036f"), ("\u203f", "\u2040"))


def is_name_start(char: str) -> bool:
    """Whether a character may begin an XML name (XML 1.0, fifth edition; the colon included)."""
    return any(low <= char <= high for low, high in _NAME_START)


def is_name_char(char: str) -> bool:
    """Whether a character may stand in an XML name."""
    return is_name_start(char) or any(low <= char <= high for low, high in _NAME_MORE)


_MULTI: Final[dict[str, Test]] = {
    "s": lambda c: c in " \t\n\r",
    "d": lambda c: unicodedata.category(c) == "Nd",
    "w": lambda c: unicodedata.category(c)[0] not in "PZC",
    "i": is_name_start,
    "c": is_name_char,
}
