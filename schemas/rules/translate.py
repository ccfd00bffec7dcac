"""From an XPath 2.0 or 3.1 syntax tree to XPath 1.0 text that libxml2 evaluates to the same result.

What is taken (everything else raises :class:`NotTranslatable` and is run by elementpath):

- paths over all axes with name tests, ``*``, ``node()``, ``text()``, ``comment()``; unions, also inside a path;
  predicates, positional ones included;
- ``and or not boolean true false exists empty count if``; ``some`` and ``every`` over one variable whose body does
  not look at the outer context item;
- comparisons of nodes and strings with ``= !=``, the same with ``eq ne`` where each side is one item at most,
  comparisons of whole numbers; a list of literals on one side is written out;
- the string functions, where XPath 2 would accept the argument too (one item at most);
- ``id()``, ``matches()``, ``tokenize()``, ``lower-case()``, ``upper-case()``, and the order of strings (``<``, ``lt``),
  through extension functions;
- whether any node of a path has a value that is found elsewhere (``//a[@b = current()/@c]``);
- whether two nodes are the same one, asked with ``generate-id()``;
- ``current()`` and variables, where they can be replaced by what they stand for.

Left out, as XPath 1.0 says something else: comparing nodes with numbers (XPath 2 fails where the text is no number),
decimals and division, value comparisons of many nodes.

``cost`` is the power of the size of the document that one evaluation may take: 0 for looking around a node, 1 for a
walk through the document, 2 for a walk at each step of a walk.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from schemas.rules.comparisons import Comparisons
from schemas.rules.term import (
    PREFIX,
    Handlers,
    Kind,
    NotTranslatable,
    Tables,
    Term,
    Variable,
    boolean,
    handed,
    is_one_walk,
    joined,
    quoted,
    wrapped,
)
from schemas.rules.xpath import walk


class Translator(Comparisons):
    """Translates one expression; ``loose`` where the schema is written in XPath 1.0 itself, so that no type can differ.

    ``needs`` gathers the variables whose value has to be computed at the context node first, each with its XPath 1.0.
    """

    def __init__(self, tables: Tables, variables: Mapping[str, Variable], *, loose: bool = False) -> None:
        super().__init__(tables, loose=loose)
        self.variables = variables
        self.bound: dict[str, tuple[int, Term]] = {}
        self.inlined = 0
        self.needs: dict[str, str] = {}

    def condition(self, tree: Any) -> Term:
        """Give the effective boolean value of an expression."""
        return self._membership(tree) or self._truth(self.term(tree))

    def _membership(self, tree: Any) -> Term | None:
        """Give ``//a[@b = current()/@c]``, the usual way to ask for the target of a pointer, as a look into a set.

        The set of all ``//a/@b`` is made once for a document, where the path would be walked for every pointer.
        """
        while tree.symbol == "(" and len(tree) == 1:
            tree = tree[0]
        last = tree[-1] if tree.symbol in ("/", "//") and len(tree) else tree
        if last.symbol != "[" or last[1].symbol != "=" or self.depth or not self.dot:
            return None
        needs = dict(self.needs)
        try:
            base = self._union(self._paths(last[0]) if last is tree else self._slash(tree, last[0]))
            for here, there in (last[1], tuple(last[1])[::-1]):
                key = self._inside(here, there)
                if key and is_one_walk(base):
                    value = self.term(there)
                    if value.kind in ("nodes", "string", "strings") and not value.fixed:
                        found = self.tables.set_key(f"{wrapped(base)}/{key}")
                        return replace(boolean(f"{PREFIX}:among({handed(value)}, {found})", value), kind="boolean")
        except NotTranslatable:
            pass
        self.needs = needs
        return None

    def _inside(self, here: Any, there: Any) -> str:
        """Give a step of a predicate if the other side of its comparison has nothing to do with the node."""
        outer, needs = self.positional, dict(self.needs)
        self.depth += 1
        try:
            step = self.term(here)
            self.dot = False
            self.term(there)
        except NotTranslatable:
            return ""
        finally:
            self.depth -= 1
            self.dot, self.positional, self.needs = True, outer, needs
        near = step.kind == "nodes" and not (step.fixed or step.rooted or step.current or step.reach)
        return step.text if near else ""

    def term(self, tree: Any) -> Term:
        """Give an expression of any kind."""
        symbol = tree.symbol
        if symbol == ":" and len(tree) == 2 and tree[1].label == "function" and tree[0].value == "fn":
            return self.term(tree[1])
        handler = self.HANDLERS.get(symbol)
        if handler is not None:
            return handler(self, tree)
        if "function" in tree.label:
            function = self.FUNCTIONS.get(symbol)
            if function is None:
                raise NotTranslatable(symbol)
            return function(self, tree)
        return self._union(self._paths(tree))

    # --- conditions ---

    def _truth(self, term: Term) -> Term:
        if term.kind in ("boolean", "truth"):
            return replace(term, kind="boolean")
        if term.kind == "nodes":
            return self._any(term)
        if term.kind in ("string", "number"):
            return boolean(f"boolean({term.text})", term)
        raise NotTranslatable("a sequence as a condition")

    def _any(self, term: Term) -> Term:
        """Say whether there are such nodes; a walk that gives the same everywhere is made once for a document."""
        if is_one_walk(term):
            key = self.tables.set_key(f"boolean({term.text})")
            return Term(f"{PREFIX}:any({key})", "boolean", fixed=True)
        return boolean(f"boolean({term.text})", term)

    def _logic(self, tree: Any) -> Term:
        left, right = (self.condition(part) for part in tree)
        return boolean(f"({left.text} {tree.symbol} {right.text})", left, right)

    def _not(self, tree: Any) -> Term:
        (inner,) = tree
        term = self.condition(inner)
        return boolean(f"not({term.text})", term)

    def _boolean(self, tree: Any) -> Term:
        (inner,) = tree
        return self.condition(inner)

    def _constant(self, tree: Any) -> Term:
        return Term(f"{tree.symbol}()", "boolean", fixed=True)

    def _exists(self, tree: Any) -> Term:
        (inner,) = tree
        term = self.term(inner)
        if term.kind not in ("nodes", "strings"):
            raise NotTranslatable(tree.symbol)
        there = self._any(term) if term.kind == "nodes" else boolean(f"boolean({term.text})", term)
        return there if tree.symbol == "exists" else boolean(f"not({there.text})", there)

    def _if(self, tree: Any) -> Term:
        test, *branches = (self.term(part) for part in tree)
        if any(branch.kind == "number" for branch in branches):
            raise NotTranslatable("a number, which in a predicate is a position")
        test, yes, no = (self._truth(term) for term in (test, *branches))
        text = f"(({test.text} and {yes.text}) or (not({test.text}) and {no.text}))"
        return replace(boolean(text, test, yes, no), kind="truth")

    def _quantifier(self, tree: Any) -> Term:
        if len(tree) != 3:
            raise NotTranslatable("several variables")
        name, items = tree[0][0].value, self.term(tree[1])
        if items.kind not in ("nodes", "strings"):
            raise NotTranslatable("items")
        outer, shadowed = (self.dot, self.positional), self.bound.get(name)
        self.depth, self.dot = self.depth + 1, False
        item = Term(".", "nodes", one=True) if items.kind == "nodes" else Term("string(.)", "string")
        self.bound[name] = self.depth, item
        try:
            body = self.condition(tree[2])
        finally:
            self.depth -= 1
            self.dot, self.positional = outer
            del self.bound[name]
            if shadowed is not None:
                self.bound[name] = shadowed
        if items.kind == "strings" and body.rooted:
            raise NotTranslatable("a path from the root, over strings")
        inner = body.text if tree.symbol == "some" else f"not({body.text})"
        text = f"{'boolean' if tree.symbol == 'some' else 'not'}({wrapped(items)}[{inner}])"
        cost = max(items.cost, items.reach + body.cost)
        current = items.current or body.current
        return Term(text, "boolean", fixed=items.fixed, rooted=items.rooted or body.rooted, cost=cost, current=current)

    # --- extension functions ---

    def _case(self, tree: Any) -> Term:
        argument = self._string_argument(tree[0])
        return joined(f"{PREFIX}:{tree.symbol}({argument.text})", "string", argument)

    def _regex(self, tree: Any) -> Term:
        if tree.symbol == "tokenize" and len(tree) == 1:
            argument = self._string_argument(tree[0])
            return joined(f"{PREFIX}:tokenize({argument.text}, -1)", "strings", argument)
        if any(part.symbol != "(string)" for part in list(tree)[1:]):
            raise NotTranslatable("a computed regular expression")
        argument = self._string_argument(tree[0])
        blank = _BLANK_TESTS.get(tree[1].value, "") if tree.symbol == "matches" and len(tree) == 2 else ""
        if blank:
            return joined(f"(normalize-space({argument.text}) {blank} '')", "boolean", argument)
        key = self.tables.pattern_key(tree[1].value, tree[2].value if len(tree) > 2 else "")
        kind: Kind = "boolean" if tree.symbol == "matches" else "strings"
        return joined(f"{PREFIX}:{tree.symbol}({argument.text}, {key})", kind, argument)

    def _id(self, tree: Any) -> Term:
        if len(tree) != 1:
            raise NotTranslatable("id in another document")
        term = self.term(tree[0])
        if term.kind not in ("nodes", "string", "strings"):
            raise NotTranslatable("id")
        return replace(joined(f"{PREFIX}:id({handed(term)})", "nodes", term), one=False, reach=term.reach)

    def _sequence(self, tree: Any) -> Term:
        if len(tree) == 1 and tree[0].symbol == ",":
            items, stack = [], [tree[0]]
            while stack:
                part = stack.pop()
                if part.symbol == ",":
                    stack += [part[1], part[0]]
                elif part.symbol == "(string)":
                    items.append(quoted(part.value))
                else:
                    raise NotTranslatable("a sequence")
            return Term("", "literals", fixed=True, items=tuple(items))
        if len(tree) != 1:
            raise NotTranslatable("a sequence")
        term = self.term(tree[0])
        return term if term.kind in ("literals", "nodes") else replace(term, text=f"({term.text})")

    # --- variables ---

    def _current(self, _tree: Any) -> Term:
        if self.depth == 0:
            return Term(".", "nodes", one=True)
        return Term("$current", "nodes", one=True, current=True)

    def _variable(self, tree: Any) -> Term:
        name = tree[0].value
        if name in self.bound:
            depth, term = self.bound[name]
            if depth != self.depth:
                raise NotTranslatable("a variable inside a predicate")
            return term
        variable = self.variables.get(name)
        self.inlined += 1
        if variable is None or self.inlined > 30:
            raise NotTranslatable("a variable")
        inner = Translator(self.tables, variable.scope, loose=self.loose)
        inner.inlined, inner.depth = self.inlined, 0 if variable.local else 1
        term = inner.term(variable.tree)
        self.inlined = inner.inlined
        if term.current or (not term.fixed and not variable.local):
            raise NotTranslatable("a variable that hangs on its context")
        if term.fixed or (self.depth == 0 and self.dot):
            return replace(term, text=term.text if term.kind == "literals" else f"({term.text})")
        if term.kind not in ("string", "number", "boolean"):
            raise NotTranslatable("nodes found from an outer context item")
        # inside a predicate the expression would mean something else: it is evaluated before, and handed in
        need = next((name for name, text in self.needs.items() if text == term.text), f"need{len(self.needs)}")
        self.needs[need] = term.text
        return Term(f"${need}", term.kind, current=True, cost=term.cost)

    def _root(self, tree: Any) -> Term:
        if len(tree):
            raise NotTranslatable("root")
        return Term("(/)", "nodes", one=True, fixed=True, rooted=True)

    HANDLERS: ClassVar[Handlers] = {
        **Comparisons.HANDLERS,
        "and": _logic, "or": _logic, "if": _if,
        "some": _quantifier, "every": _quantifier,
        "(": _sequence, "$": _variable,
    }  # fmt: skip

    FUNCTIONS: ClassVar[Handlers] = {
        **Comparisons.FUNCTIONS,
        "not": _not, "boolean": _boolean, "true": _constant, "false": _constant,
        "exists": _exists, "empty": _exists,
        "lower-case": _case, "upper-case": _case,
        "matches": _regex, "tokenize": _regex, "id": _id,
        "current": _current, "root": _root,
    }  # fmt: skip


_BLANK_TESTS: Final = {r"\S": "!=", r"^\s*$": "="}
"""Patterns that ask whether there is anything but white space, by far the most frequent, and how XPath 1.0 asks."""


def uses_current(tree: Any) -> bool:
    """Whether ``current()`` stands anywhere in an expression."""
    return any(token.symbol == "current" for token in walk(tree))
