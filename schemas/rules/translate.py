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

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from schemas.rules.paths import Paths
from schemas.rules.term import (
    PREFIX,
    Kind,
    NotTranslatable,
    Tables,
    Term,
    Variable,
    boolean,
    joined,
    quoted,
    wrapped,
)
from schemas.rules.xpath import ORDERS, walk

_GENERAL: Final = {"=": "=", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_VALUE: Final = {"eq": "=", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}
_STRING_FUNCTIONS: Final = frozenset({"concat", "contains", "starts-with", "substring-before", "substring-after",
                                      "translate"})  # fmt: skip
_EXACT: Final = 2**53


class Translator(Paths):
    """Translates one expression; ``loose`` where the schema is written in XPath 1.0 itself, so that no type can differ.

    ``needs`` gathers the variables whose value has to be computed at the context node first, each with its XPath 1.0.
    """

    def __init__(self, tables: Tables, variables: Mapping[str, Variable], *, loose: bool = False) -> None:
        super().__init__()
        self.tables = tables
        self.variables = variables
        self.loose = loose
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
                if key and _is_one_walk(base):
                    value = self.term(there)
                    if value.kind in ("nodes", "string", "strings") and not value.fixed:
                        found = self.tables.set_key(f"{wrapped(base)}/{key}")
                        return replace(boolean(f"{PREFIX}:among({_handed(value)}, {found})", value), kind="boolean")
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
        handler = self._HANDLERS.get(symbol)
        if handler is not None:
            return handler(self, tree)
        if "function" in tree.label:
            function = self._FUNCTIONS.get(symbol)
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
        if _is_one_walk(term):
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

    # --- comparisons ---

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
            term = boolean(f"{PREFIX}:order({_handed(left)}, {_handed(right)}, '{sign}')", left, right)
            return replace(term, cost=max(term.cost, left.reach + right.reach))
        self._check_kinds(sign, left, right)
        if sign == "=":
            for value, values in ((left, right), (right, left)):
                if _is_one_walk(values) and value.kind in ("string", "strings", "nodes") and not value.fixed:
                    key = self.tables.set_key(values.text)
                    # the path is walked once for a document, and by itself
                    return replace(boolean(f"{PREFIX}:among({_handed(value)}, {key})", value), kind="boolean")
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
            term = boolean(f"{PREFIX}:order({_handed(left)}, {_handed(right)}, '{sign}')", left, right)
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

    # --- numbers and strings ---

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
        return replace(joined(f"{PREFIX}:id({_handed(term)})", "nodes", term), one=False, reach=term.reach)

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

    _HANDLERS: ClassVar[dict[str, Callable[["Translator", Any], Term]]] = {
        "and": _logic, "or": _logic, "if": _if,
        "some": _quantifier, "every": _quantifier,
        **dict.fromkeys((*_GENERAL, *_VALUE), _compare),
        "(string)": _literal_string, "(integer)": _literal_integer,
        "+": _arithmetic, "-": _arithmetic, "*": _arithmetic, "mod": _arithmetic,
        "(": _sequence, "$": _variable,
    }  # fmt: skip

    _FUNCTIONS: ClassVar[dict[str, Callable[["Translator", Any], Term]]] = {
        "not": _not, "boolean": _boolean, "true": _constant, "false": _constant,
        "exists": _exists, "empty": _exists, "count": _count,
        "position": _position, "last": _position,
        "string": _unary, "normalize-space": _unary, "string-length": _unary,
        **dict.fromkeys(_STRING_FUNCTIONS, _string_function),
        "ends-with": _ends_with, "substring": _substring,
        "name": _name, "local-name": _name, "namespace-uri": _name,
        "lower-case": _case, "upper-case": _case,
        "matches": _regex, "tokenize": _regex, "id": _id,
        "current": _current, "root": _root, "generate-id": _identity,
    }  # fmt: skip


_BLANK_TESTS: Final = {r"\S": "!=", r"^\s*$": "="}
"""Patterns that ask whether there is anything but white space, by far the most frequent, and how XPath 1.0 asks."""


def _is_one_walk(term: Term) -> bool:
    """Whether these are nodes that are the same everywhere, and take no more than one walk through the document."""
    return term.kind == "nodes" and term.fixed and not term.current and term.cost == 1


def _handed(term: Term) -> str:
    """Give the text of what is handed to an extension function, which never gets the document from libxml2."""
    if term.kind == "nodes" and (term.text in ("/", "(/)") or _UPWARDS.search(term.text)):
        raise NotTranslatable("what may be the document")
    return term.text


_UPWARDS: Final = re.compile(r"(?:parent|ancestor|ancestor-or-self)::node\(\)")


def uses_current(tree: Any) -> bool:
    """Whether ``current()`` stands anywhere in an expression."""
    return any(token.symbol == "current" for token in walk(tree))
