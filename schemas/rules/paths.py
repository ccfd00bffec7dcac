"""The paths of an XPath 2.0 or 3.1 syntax tree as XPath 1.0 text: steps, predicates, unions (see :mod:`.translate`)."""

from dataclasses import replace
from typing import Any, Final

from schemas.rules.term import NotTranslatable, Term, joined, quoted, wrapped

WALKS: Final = frozenset({"descendant", "descendant-or-self", "following", "preceding", "following-sibling",
                          "preceding-sibling"})  # fmt: skip
"""The axes that may give as many nodes as the document has."""

_AXES: Final = WALKS | {"child", "parent", "self", "ancestor", "ancestor-or-self", "attribute"}
_SINGLE_AXES: Final = frozenset({"self", "parent"})


class Paths:
    """Translates what gives nodes. What stands in a predicate is left to the translator of all expressions.

    ``depth`` is the number of predicates that are open, ``dot`` whether the context item may be asked for,
    ``positional`` whether the open predicate is about positions.
    """

    def __init__(self) -> None:
        self.depth = 0
        self.dot = True
        self.positional = False

    def term(self, tree: Any) -> Term:
        """Give an expression of any kind."""
        raise NotImplementedError

    def _truth(self, term: Term) -> Term:
        raise NotImplementedError

    def predicate(self, tree: Any) -> tuple[Term, bool]:
        """Give the condition of a predicate on a step, and whether it is about positions."""
        outer = self.dot, self.positional
        self.depth, self.dot, self.positional = self.depth + 1, True, False
        try:
            term = self.term(tree)
            positional = self.positional or term.kind == "number"
        finally:
            self.depth -= 1
            self.dot, self.positional = outer
        return (term if term.kind == "number" else self._truth(term)), positional

    def _need_dot(self) -> None:
        if not self.dot:
            raise NotTranslatable("the outer context item, inside some or every")

    def _union(self, paths: list[Term]) -> Term:
        if len(paths) == 1:
            return paths[0]
        term = joined(f"({' | '.join(path.text for path in paths)})", "nodes", *paths)
        return replace(term, reach=max(path.reach for path in paths))

    def _paths(self, tree: Any) -> list[Term]:
        """Give the alternatives of an expression that gives nodes."""
        symbol = tree.symbol
        if symbol in ("|", "union"):
            return [path for part in tree for path in self._paths(part)]
        if symbol == "(":
            return self._parenthesis(tree)
        if symbol in ("/", "//"):
            return self._slash(tree)
        if symbol == "[":
            return self._filtered(tree, self._paths(tree[0]), primary=tree[0].symbol in ("(", "$") or _called(tree[0]))
        if symbol in ("$", "current", "id", "root"):
            term = self.term(tree)
            if term.kind != "nodes":
                raise NotTranslatable("a path from what is no node")
            return [term]
        self._need_dot()
        return [self.step(tree)]

    def _parenthesis(self, tree: Any) -> list[Term]:
        if len(tree) != 1 or tree[0].symbol == ",":
            raise NotTranslatable("a sequence")
        inner = self.term(tree[0])
        if inner.kind != "nodes":
            raise NotTranslatable("a path from what is no node")
        return self._paths(tree[0])

    def _slash(self, tree: Any, last: Any = None) -> list[Term]:
        """Give the alternatives of a path; ``last`` stands for its last step."""
        sign = tree.symbol
        if len(tree) == 0:
            return [Term("/", "nodes", one=True, fixed=True, rooted=True)]
        steps = self._steps(tree[-1] if last is None else last)
        if len(tree) == 1:
            start = Term("", "nodes", one=True, fixed=True, rooted=True, reach=1 if sign == "//" else 0,
                         cost=1 if sign == "//" else 0)  # fmt: skip
            return [self._follow(start, sign, step) for step in steps]
        return [self._follow(left, sign, step) for left in self._paths(tree[0]) for step in steps]

    def _follow(self, left: Term, sign: str, step: Term) -> Term:
        reach = max(left.reach, step.reach, 1 if sign == "//" else 0)
        cost = max(left.cost, reach, left.reach + step.cost, (1 if sign == "//" else 0) + step.cost)
        one = left.one and step.one and sign == "/"
        text = f"{left.text}{sign}{step.text}"
        current = left.current or step.current
        rooted = left.rooted or step.rooted
        # the context item of the steps is the nodes on their left: whether a path is fixed hangs on its beginning
        return Term(text, "nodes", one, left.fixed, rooted, reach, cost, current)

    def _steps(self, tree: Any) -> list[Term]:
        """Give the alternatives of what stands to the right of a slash."""
        if tree.symbol == "(":
            if len(tree) != 1 or tree[0].symbol not in ("|", "union"):
                raise NotTranslatable("a step that is an expression")
            return self._steps(tree[0])
        if tree.symbol in ("|", "union"):
            return [step for part in tree for step in self._steps(part)]
        if tree.symbol in ("/", "//") and len(tree) == 2:
            return [
                self._follow(left, tree.symbol, right)
                for left in self._steps(tree[0])
                for right in self._steps(tree[1])
            ]
        if tree.symbol == "[":
            return self._filtered(tree, self._steps(tree[0]), primary=tree[0].symbol == "(")
        return [self.step(tree)]

    def _filtered(self, tree: Any, paths: list[Term], *, primary: bool) -> list[Term]:
        condition, positional = self.predicate(tree[1])
        if positional and primary:
            return [self._filtered_primary(tree, paths, condition)]
        single = positional and tree[1].symbol == "(integer)"
        return [
            Term(
                f"{path.text}[{condition.text}]" if not primary else f"{wrapped(path)}[{condition.text}]",
                "nodes",
                # the n-th of the nodes that a step finds from one node
                one=path.one or single,
                fixed=path.fixed,
                rooted=path.rooted or condition.rooted,
                reach=path.reach,
                cost=max(path.cost, path.reach + condition.cost),
                current=path.current or condition.current,
            )
            for path in paths
        ]

    def _filtered_primary(self, tree: Any, paths: list[Term], condition: Term) -> Term:
        whole = self._union(paths)
        if tree[0].symbol not in ("(", "$") and not _called(tree[0]):
            raise NotTranslatable("a position among the results of a step")
        one = whole.one or tree[1].symbol in ("(integer)", "last")
        return replace(whole, text=f"({whole.text})[{condition.text}]", one=one, cost=max(whole.cost, condition.cost))

    def step(self, tree: Any) -> Term:
        """Give one step of a path."""
        symbol = tree.symbol
        if symbol in (".", ".."):
            # written out, for XPath 1.0 allows no predicate after the short form
            return Term("self::node()" if symbol == "." else "parent::node()", "nodes", one=True)
        if symbol == "@":
            test = self._test(tree[0])
            return Term(f"@{test}", "nodes", one="*" not in test and test != "node()")
        if tree.label == "axis" and len(tree) == 1:
            if symbol not in _AXES:
                raise NotTranslatable(symbol)
            test = self._test(tree[0])
            walks = 1 if symbol in WALKS else 0
            one = symbol in _SINGLE_AXES or (symbol == "attribute" and "*" not in test and test != "node()")
            return Term(f"{symbol}::{test}", "nodes", one=one, reach=walks, cost=walks)
        return Term(self._test(tree), "nodes")

    def _test(self, tree: Any) -> str:
        symbol = tree.symbol
        if symbol == "(name)":
            return str(tree.value)
        if symbol == "*" and not len(tree):
            return "*"
        if symbol == ":" and tree[0].symbol == "(name)" and tree[1].symbol in ("(name)", "*"):
            return str(tree.value)
        if symbol == ":" and tree[0].symbol == "*" and tree[1].symbol == "(name)":
            return f"*[local-name() = {quoted(tree[1].value)}]"
        if symbol in ("node", "text", "comment") and tree.label == "kind test" and not len(tree):
            return f"{symbol}()"
        raise NotTranslatable("a node test")


def _called(tree: Any) -> bool:
    return tree.symbol in ("current", "id", "root")
