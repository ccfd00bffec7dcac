"""Numbers and strings of an XPath 2.0 or 3.1 syntax tree as XPath 1.0 text (see :mod:`.translate`)."""

from typing import Any, ClassVar, Final

from schemas.rules.paths import Paths
from schemas.rules.term import Handlers, Kind, NotTranslatable, Term, boolean, joined, quoted

_EXACT: Final = 2**53


class Strings(Paths):
    """Translates numbers, strings and the functions of XPath 1.0 that give them.

    ``loose`` says that the schema is written in XPath 1.0 itself, so that no type can differ.
    """

    def __init__(self, *, loose: bool) -> None:
        super().__init__()
        self.loose = loose

    def _literal_string(self, tree: Any) -> Term:
        return Term(quoted(tree.value), "string", fixed=True)

    def _literal_integer(self, tree: Any) -> Term:
        if tree.value >= _EXACT:
            raise NotTranslatable("a large number")
        return Term(str(tree.value), "number", fixed=True)

    def _arithmetic(self, tree: Any) -> Term:
        if tree.symbol == "*" and not len(tree):
            return self._union(self._paths(tree))
        terms = [self.term(part) for part in tree]
        if any(term.kind != "number" for term in terms) and not self.loose:
            raise NotTranslatable("arithmetic")
        if len(terms) == 1:
            return joined(f"({tree.symbol}{terms[0].text})", "number", *terms)
        return joined(f"({terms[0].text} {tree.symbol} {terms[1].text})", "number", *terms)

    def _position(self, tree: Any) -> Term:
        if not self.depth or not self.dot:
            raise NotTranslatable("a position outside a predicate")
        self.positional = True
        return Term(f"{tree.symbol}()", "number")

    def _count(self, tree: Any) -> Term:
        (inner,) = tree
        term = self.term(inner)
        if term.kind not in ("nodes", "strings"):
            raise NotTranslatable("count")
        return joined(f"count({term.text})", "number", term)

    def _string_argument(self, tree: Any) -> Term:
        term = self.term(tree)
        if term.kind == "string":
            return term
        if term.kind == "nodes" and (term.one or self.loose):
            return joined(f"string({term.text})", "string", term)
        if term.kind == "number" and tree.symbol in ("count", "string-length"):
            return joined(f"string({term.text})", "string", term)  # whole numbers are written alike in all versions
        raise NotTranslatable("a string is needed")

    def _optional_argument(self, tree: Any) -> Term:
        """Give the one string argument of a function that takes the context item where there is none."""
        if len(tree):
            return self._string_argument(tree[0])
        self._need_dot()
        return Term("string(.)", "string")

    def _unary(self, tree: Any) -> Term:
        argument = self._optional_argument(tree)
        kind: Kind = "number" if tree.symbol == "string-length" else "string"
        return joined(f"{tree.symbol}({argument.text})", kind, argument)

    def _string_function(self, tree: Any) -> Term:
        arguments = [self._string_argument(part) for part in tree]
        if tree.symbol != "concat" and len(arguments) != (3 if tree.symbol == "translate" else 2):
            raise NotTranslatable("a collation")
        kind: Kind = "boolean" if tree.symbol in ("contains", "starts-with") else "string"
        return joined(f"{tree.symbol}({', '.join(argument.text for argument in arguments)})", kind, *arguments)

    def _ends_with(self, tree: Any) -> Term:
        if len(tree) != 2:
            raise NotTranslatable("a collation")
        text, end = self._string_argument(tree[0]), self._string_argument(tree[1])
        start = f"string-length({text.text}) - string-length({end.text})"
        tail = f"({start} >= 0 and substring({text.text}, {start} + 1) = {end.text})"
        return boolean(tail, text, end)

    def _substring(self, tree: Any) -> Term:
        text, *numbers = self._string_argument(tree[0]), *[self.term(part) for part in list(tree)[1:]]
        if any(number.kind != "number" for number in numbers):
            raise NotTranslatable("substring")
        arguments = ", ".join(term.text for term in (text, *numbers))
        return joined(f"substring({arguments})", "string", text, *numbers)

    def _name(self, tree: Any) -> Term:
        if not len(tree):
            self._need_dot()
            return Term(f"{tree.symbol}()", "string")
        term = self.term(tree[0])
        if term.kind != "nodes" or not (term.one or self.loose):
            raise NotTranslatable("name")
        return joined(f"{tree.symbol}({term.text})", "string", term)

    HANDLERS: ClassVar[Handlers] = {
        "(string)": _literal_string, "(integer)": _literal_integer,
        **dict.fromkeys(("+", "-", "*", "mod"), _arithmetic),
    }  # fmt: skip

    FUNCTIONS: ClassVar[Handlers] = {
        "count": _count, "position": _position, "last": _position,
        **dict.fromkeys(("string", "normalize-space", "string-length"), _unary),
        **dict.fromkeys(("concat", "contains", "starts-with", "substring-before", "substring-after", "translate"),
                        _string_function),
        "ends-with": _ends_with, "substring": _substring,
        **dict.fromkeys(("name", "local-name", "namespace-uri"), _name),
    }  # fmt: skip
