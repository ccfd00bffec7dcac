"""Parsing the XPaths of a schema: the grammar of elementpath, plus ``current()``, less what a rule must not do.

Refused are the functions that read something other than the document that is checked, and those that only exist
inside a stylesheet. Regular expressions are run by :mod:`schemas.rules.regex`, ranges are limited, and nothing is
evaluated while it is parsed, so that a hostile constant costs nothing.
"""

import operator
import re
from collections.abc import Collection, Iterator, MutableMapping
from copy import copy
from functools import cache
from typing import Any, Final

from elementpath import XPathContext
from elementpath.datatypes import UntypedAtomic
from elementpath.exceptions import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath31 import XPath31Parser

from schemas.rules.errors import RulesError
from schemas.rules.model import Binding, XPath
from schemas.rules.regex import RegexRefusedError, compiled

MAX_RANGE: Final = 100_000
"""The longest sequence that ``1 to N`` may make."""

MAX_LENGTH: Final = 20_000
"""The longest XPath, in code points."""

MAX_DEPTH: Final = 200
"""The deepest syntax tree; a chain of operands is as deep as it is long."""

CURRENT: Final = "gazetei.current"
"""The variable that holds the context node of the rule; no XPath can spell its name."""

ORDERS: Final = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
"""The general comparisons by order."""

_READS: Final = frozenset({
    "doc", "doc-available", "document", "collection", "uri-collection", "unparsed-text", "unparsed-text-lines",
    "unparsed-text-available", "json-doc", "parse-xml", "parse-xml-fragment", "environment-variable",
    "available-environment-variables", "load-xquery-module", "transform", "function-lookup",
})  # fmt: skip
_STYLESHEET: Final = frozenset({
    "key", "format-number", "system-property", "element-available", "function-available", "unparsed-entity-uri",
    "unparsed-entity-public-id", "current-group", "current-grouping-key", "regex-group", "type-available",
})  # fmt: skip
_UNBOUNDED: Final = frozenset({"analyze-string"})
_RUNNABLE: Final = frozenset({"format-number"})


_CODEPOINT: Final = "http://www.w3.org/2005/xpath-functions/collation/codepoint"
_COLLATIONS: Final = (_CODEPOINT, "http://www.w3.org/2005/xpath-functions/collation/html-ascii-case-insensitive")
_COLLATED: Final = {
    **dict.fromkeys(("contains", "starts-with", "ends-with", "substring-before", "substring-after", "compare"), 3),
    **dict.fromkeys(("index-of", "deep-equal"), 3),
    **dict.fromkeys(("distinct-values", "min", "max", "sort", "collation-key"), 2),
}  # fmt: skip
"""The functions that take a collation, with the place of that argument."""


class Grammar:
    """Parses the XPaths of one schema."""

    def __init__(self, binding: Binding, namespaces: dict[str, str], path: str) -> None:
        self.binding = binding
        self.path = path
        self.namespaces = namespaces
        # XPath 1.0 is run in the compatibility mode of later XPaths: its own grammar is a subset of theirs
        self._parser = _parser_class()(
            namespaces=namespaces, compatibility_mode=binding == "xpath1", default_collation=_CODEPOINT
        )

    def parse(self, xpath: XPath, variables: Collection[str] = ()) -> Any:
        """Give the syntax tree of an XPath that may use these variables; raises :class:`RulesError`."""
        if len(xpath.text) > MAX_LENGTH:
            raise RulesError(f"{xpath.use} is longer than {MAX_LENGTH} characters", path=self.path, line=xpath.line)
        try:
            # the parser's own parse() goes on to evaluate what is constant, without a limit
            parser = self._parser
            if parser.tokenizer is None:
                parser.build()
            tree = Parser.parse(parser, xpath.text)
        except ElementPathError as error:
            raise self._syntax_error(xpath, error) from error
        except RecursionError as error:
            raise self.refuse(xpath, "it is nested too deeply") from error
        if _depth(tree) > MAX_DEPTH:
            raise self.refuse(xpath, "it is nested too deeply, or has too many operands")
        self._check_functions(xpath, tree)
        self._check_variables(xpath, tree, variables)
        return tree

    def refuse(self, xpath: XPath, why: str, token: Any = None) -> RulesError:
        """Give the error that says why an XPath is not accepted."""
        offset = token.span[0] if token is not None else 0
        return RulesError(
            f"{xpath.use} is refused: {why}", path=self.path, line=xpath.line, expression=xpath.text, offset=offset
        )

    def _syntax_error(self, xpath: XPath, error: Exception) -> RulesError:
        token = getattr(error, "token", None)
        reason = getattr(error, "message", "") or str(error)
        span = getattr(token, "span", None) or (0, 0)
        name = str(getattr(token, "value", "") or "")
        if name in _READS:
            return self.refuse(xpath, _reads(name), token)
        if name in _STYLESHEET:
            return self.refuse(xpath, _stylesheet(name), token)
        message = f"{xpath.use} is not XPath: {reason}"
        if "is not declared" in reason:
            message += "; declare it with <ns prefix=… uri=…/>"
        return RulesError(message, path=self.path, line=xpath.line, expression=xpath.text, offset=span[0])

    def _check_functions(self, xpath: XPath, tree: Any) -> None:
        for token in walk(tree):
            name = _function(token)
            if name in _READS:
                raise self.refuse(xpath, _reads(name), token)
            if name in _STYLESHEET - _RUNNABLE:
                raise self.refuse(xpath, _stylesheet(name), token)
            if name in _UNBOUNDED:
                raise self.refuse(xpath, f"{name}() could run for ever; use matches(), tokenize() or replace()", token)
            if _names_a_collation(token):
                raise self.refuse(xpath, f"only the collations {' and '.join(_COLLATIONS)} are supported", token)
            if token.symbol in ("matches", "tokenize", "replace") and len(token) > 1 and token[1].symbol == "(string)":
                flags = token[-1].value if len(token) == (4 if token.symbol == "replace" else 3) else ""
                try:
                    compiled(token[1].value, flags if isinstance(flags, str) else "")
                except RegexRefusedError as error:
                    raise self.refuse(xpath, str(error), token) from error

    def _check_variables(self, xpath: XPath, tree: Any, variables: Collection[str]) -> None:
        bound = {
            token[place][0].value
            for token in walk(tree)
            if token.symbol in ("for", "some", "every", "let", "function")
            for place in range(len(token))
            if token[place].symbol == "$" and len(token[place])
        }
        for token in walk(tree):
            if token.symbol == "$" and len(token):
                name = token[0].value
                if name not in bound and name not in variables:
                    known = ", ".join(f"${variable}" for variable in sorted(variables)) or "none"
                    raise self.refuse(xpath, f"no let gives ${name} a value here (known: {known})", token)


def walk(token: Any) -> Iterator[Any]:
    """Give a token and all below it, in the order of the tree."""
    stack = [token]
    while stack:
        token = stack.pop()
        yield token
        stack.extend(reversed(list(token)))


def _depth(token: Any) -> int:
    depth, level = 0, [token]
    while level:
        depth, level = depth + 1, [child for parent in level for child in parent]
    return depth


def _function(token: Any) -> str:
    """Give the local name of the function that a token calls or (``fn:doc#1``, ``Q{…}doc#1``) refers to."""
    name = token[0].value if token.symbol == "#" and len(token) else token.symbol
    return re.split("[:}]", str(name))[-1]


def _names_a_collation(token: Any) -> bool:
    """Whether a collation is asked for that elementpath takes from the locale, which it sets for the whole process."""
    if token.symbol == "#" and len(token) == 2:
        return bool(_COLLATED.get(_function(token)) == token[1].value)
    place = _COLLATED.get(token.symbol, 0)
    if not place or "function" not in token.label or len(token) < place:
        return False
    collation = token[place - 1]
    is_empty = collation.symbol == "(" and not len(collation)
    return collation.value not in _COLLATIONS and not is_empty


def _reads(name: str) -> str:
    return f"{name}() reads something other than the document that is checked; rules may not"


def _stylesheet(name: str) -> str:
    return f"{name}() only works inside a stylesheet; write it as a path"


@cache
def _parser_class() -> Any:
    """Give the parser class of elementpath, with its own symbol table: current() added, risky functions bounded."""

    class RulesParser(XPath31Parser):
        """The XPath of a Schematron schema."""

    function: Any = RulesParser.function
    method: Any = RulesParser.method

    def evaluate_current(_self: Any, context: XPathContext | None = None) -> Any:
        if context is None:
            raise _self.missing_context()
        return context.variables[CURRENT]

    # the name of the function tells the decorator what it defines
    method(function("current", nargs=0, label="function"))(evaluate_current)
    own = {
        "matches": _matches,
        "tokenize": _tokenize,
        "replace": _replace,
        "to": _range,
        **dict.fromkeys(ORDERS, _order),
    }
    for symbol, evaluate in own.items():
        _override(RulesParser.symbol_table, symbol, evaluate)
    RulesParser.build()
    return RulesParser


def _override(table: MutableMapping[str, Any], symbol: str, evaluate: Any) -> None:
    """Put our own evaluation under a symbol of this table only: token classes are shared by all parsers."""
    original = table[symbol]
    members = {"evaluate": evaluate, "select": _select, "__module__": __name__, "__qualname__": original.__name__}
    table[symbol] = type(original)(original.__name__, (original,), members)


def _select(token: Any, context: Any = None) -> Iterator[Any]:
    result = token.evaluate(context)
    yield from result if isinstance(result, list) else [result]


def _arguments(token: Any, context: Any) -> tuple[str, list[str]]:
    if token.context is not None:
        context = token.context
    text = token.get_argument(context, default="", cls=str)
    return text, [token.get_argument(context, place, required=True, cls=str) for place in range(1, len(token))]


def _matches(token: Any, context: Any = None) -> bool:
    text, rest = _arguments(token, context)
    return _run(token, lambda: compiled(rest[0], *rest[1:]).matches(text))  # type: ignore[no-any-return]


def _tokenize(token: Any, context: Any = None) -> list[str]:
    text, rest = _arguments(token, context)
    if not rest:
        return text.split()
    return _run(token, lambda: compiled(rest[0], *rest[1:]).tokenize(text))  # type: ignore[no-any-return]


def _replace(token: Any, context: Any = None) -> str:
    text, rest = _arguments(token, context)
    return _run(token, lambda: compiled(rest[0], *rest[2:]).replace(text, rest[1]))  # type: ignore[no-any-return]


def _run(token: Any, call: Any) -> Any:
    try:
        return call()
    except RegexRefusedError as error:
        raise token.error("FORX0002", str(error)) from error


def _range(token: Any, context: Any = None) -> list[int]:
    start, stop = token.get_operands(context, cls=int)
    if start is None or stop is None:
        return []
    if stop - start >= MAX_RANGE:
        raise token.error("XPDY0130", f"a range of more than {MAX_RANGE} numbers is refused")
    return list(range(int(start), int(stop) + 1))


def _order(token: Any, context: Any = None) -> Any:
    """Compare untyped values as strings (XPath 3.1, 3.7.2), where elementpath makes numbers of them."""
    if context is None:
        raise token.missing_context()
    if not token.parser.compatibility_mode:
        left, right = (list(part.atomization(copy(context))) for part in token)
        if all(isinstance(item, UntypedAtomic) for item in (*left, *right)):
            compare = ORDERS[token.symbol]
            return any(compare(one.value, other.value) for one in left for other in right)
    return super(type(token), token).evaluate(context)
