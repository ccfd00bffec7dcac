"""Comparisons of an XPath 2.0 or 3.1 syntax tree as XPath 1.0 text (see :mod:`.translate`)."""

from dataclasses import replace
from typing import Any, ClassVar, Final

from schemas.rules.strings import Strings
from schemas.rules.term import PREFIX, Handlers, NotTranslatable, Tables, Term, boolean, handed, is_one_walk
from schemas.rules.xpath import ORDERS

_GENERAL: Final = {"=": "=", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_VALUE: Final = {"eq": "=", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}


class Comparisons(Strings):
    """Translates comparisons of all kinds; ``tables`` keeps the sets that are made once for a document."""

    def __init__(self, tables: Tables, *, loose: bool) -> None:
        super().__init__(loose=loose)
        self.tables = tables

    def _compare(self, tree: Any) -> Term:
        left, right = self.term(tree[0]), self.term(tree[1])
        if left.kind == right.kind == "identity":
            return self._compare_identities(tree.symbol, left, right)
        if tree.symbol in _VALUE:
            return self._compare_values(_VALUE[tree.symbol], left, right)
        sign = _GENERAL[tree.symbol]
        if "literals" in (left.kind, right.kind):
            return self._compare_literals(sign, left, right)
        if self._is_order_of_strings(sign, left, right):
            term = boolean(f"{PREFIX}:order({handed(left)}, {handed(right)}, '{sign}')", left, right)
            return replace(term, cost=max(term.cost, left.reach + right.reach))
        self._check_kinds(sign, left, right)
        if sign == "=":
            for value, values in ((left, right), (right, left)):
                if is_one_walk(values) and value.kind in ("string", "strings", "nodes") and not value.fixed:
                    key = self.tables.set_key(values.text)
                    # the path is walked once for a document, and by itself
                    return replace(boolean(f"{PREFIX}:among({handed(value)}, {key})", value), kind="boolean")
        text = f"{left.text} {sign} {right.text}"
        if left.kind == right.kind == "nodes" and left.cost and not right.cost:
            text = f"{right.text} and {text}"  # no walk where there is nothing to compare with
        term = boolean(f"({text})", left, right)
        return replace(term, cost=max(term.cost, left.reach + right.reach))

    def _compare_identities(self, symbol: str, left: Term, right: Term) -> Term:
        if symbol not in ("=", "eq", "!=", "ne"):
            raise NotTranslatable("an order of nodes")
        return boolean(f"(count({left.text} | {right.text}) {'!=' if symbol in ('!=', 'ne') else '='} 1)", left, right)

    def _identity(self, tree: Any) -> Term:
        """Give the node that ``generate-id`` is asked of, which must be there."""
        if not len(tree):
            self._need_dot()
            return Term("self::node()", "identity", one=True)
        node = self.term(tree[0])
        if node.text not in (".", "self::node()", "$current"):
            raise NotTranslatable("the identity of what may not be there")
        return replace(node, kind="identity")

    def _compare_values(self, sign: str, left: Term, right: Term) -> Term:
        for side in (left, right):
            if side.kind in ("strings", "literals") or (side.kind == "nodes" and not side.one):
                raise NotTranslatable("a value comparison of many items")
        if self._is_order_of_strings(sign, left, right):
            term = boolean(f"{PREFIX}:order({handed(left)}, {handed(right)}, '{sign}')", left, right)
        else:
            self._check_kinds(sign, left, right)
            term = boolean(f"({left.text} {sign} {right.text})", left, right)
        return replace(term, kind="truth" if "nodes" in (left.kind, right.kind) else "boolean")

    def _compare_literals(self, sign: str, left: Term, right: Term) -> Term:
        if sign not in ("=", "!="):
            raise NotTranslatable("an order of strings")
        side, items = (right, left.items) if left.kind == "literals" else (left, right.items)
        if side.kind not in ("nodes", "string", "strings"):
            raise NotTranslatable("literals")
        return boolean(f"({' or '.join(f'{side.text} {sign} {item}' for item in items)})", side)

    def _is_order_of_strings(self, sign: str, left: Term, right: Term) -> bool:
        return not self.loose and sign in ORDERS and {left.kind, right.kind} <= {"nodes", "string", "strings"}

    def _check_kinds(self, sign: str, left: Term, right: Term) -> None:
        kinds = {left.kind, right.kind}
        if "truth" in kinds:
            raise NotTranslatable("an optional boolean as a value")
        if self.loose or kinds in ({"number"}, {"boolean"}):
            if kinds == {"boolean"} and sign not in ("=", "!="):
                raise NotTranslatable("an order of booleans")
            return
        if sign not in ("=", "!=") or not kinds <= {"nodes", "string", "strings"}:
            raise NotTranslatable("types that XPath 1.0 compares in another way")

    HANDLERS: ClassVar[Handlers] = {**Strings.HANDLERS, **dict.fromkeys((*_GENERAL, *_VALUE), _compare)}
    FUNCTIONS: ClassVar[Handlers] = {**Strings.FUNCTIONS, "generate-id": _identity}
