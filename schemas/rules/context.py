"""The context of a rule, compiled so that its nodes are found without walking through the document.

A context is a match pattern (XSLT 2.0, section 5.5.2): a node belongs to it if the pattern, looked for anywhere in the
document, finds it. Read backwards, from its last step, a pattern is a condition on a node: ``tei:div/tei:p[@n]`` holds
for elements ``tei:p`` that satisfy ``[@n][parent::tei:div]``. The elements of a name come from an index.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from schemas.rules.paths import WALKS
from schemas.rules.term import NotTranslatable, Tables, Variable
from schemas.rules.translate import Translator
from schemas.rules.xpath import walk


@dataclass(frozen=True, slots=True)
class Selector:
    """One alternative of a context.

    ``tag``: Clark name of the elements it is about, ``""`` for any. ``holder``: an attribute they must have (Clark
    name, ``""``: none). ``attribute``: the attribute that is the context node itself, ``""`` where that is the element.
    ``test``: XPath 1.0 predicates that the element must satisfy besides (``""``: none); ``walks`` if one of them may
    walk through the document.
    """

    tag: str
    holder: str
    attribute: str
    attribute_text: str
    test: str
    walks: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    sign: str
    tree: Any
    predicates: tuple[Any, ...] = ()


def selectors(tree: Any, tables: Tables, variables: Mapping[str, Variable], *, loose: bool) -> tuple[Selector, ...]:
    """Give the alternatives of a context; or raise :class:`NotTranslatable`."""
    globals_only = {name: variable for name, variable in variables.items() if not variable.local}
    translator = Translator(tables, globals_only, loose=loose)
    walks = any(token.symbol == "//" or token.symbol in WALKS for token in walk(tree))
    return tuple(replace(_selector(steps, translator), walks=walks) for steps in _chains(tree))


def splits(tree: Any, text: str) -> list[str]:
    """Give the alternatives of a context as XPaths that find its nodes in the whole document."""
    places: list[int] = []
    stack = [tree]
    while stack:
        part = stack.pop()
        if part.symbol in ("|", "union"):
            places.append(part.span[0])
            stack += [part[0], part[1]]
    cuts = sorted(places)
    pieces, start = [], 0
    for cut in cuts:
        pieces.append(text[start:cut])
        start = cut + (1 if text[cut] == "|" else len("union"))
    pieces.append(text[start:])
    return [piece if piece.lstrip().startswith("/") else f"//{piece.strip()}" for piece in pieces]


def element_names(tree: Any) -> Iterator[Any]:
    """Give the unprefixed element names of the steps of a context: names that no TEI element has."""
    for chain in _chains(tree):
        for step in chain:
            if step.tree is not None and step.tree.symbol == "(name)":
                yield step.tree


def step_names(tree: Any) -> tuple[tuple[str, str], ...]:
    """Give the names of the elements in the steps of a context, as written and as Clark names, each once.

    None if the context is of a form that is not understood.
    """
    try:
        trees = [step.tree for chain in _chains(tree) for step in chain if step.tree is not None]
    except NotTranslatable:
        return ()
    steps = (one[0] if one.label == "axis" and len(one) else one for one in trees)
    return tuple(dict.fromkeys((str(one.value), _tag(one)) for one in steps if _tag(one)))


def last_names(tree: Any) -> frozenset[str]:
    """Give the names (Clark) of the elements of which one must be there for a context to match; none if not known."""
    try:
        ends = [
            _tag(chain[-1].tree) if chain[-1].tree is not None and chain[-1].tree.label != "axis" else ""
            for chain in _chains(tree)
        ]
    except NotTranslatable:
        return frozenset()
    return frozenset(ends) if all(ends) else frozenset()


def _chains(tree: Any) -> list[list[_Step]]:
    symbol = tree.symbol
    if symbol in ("|", "union"):
        return [chain for part in tree for chain in _chains(part)]
    if symbol == "(" and len(tree) == 1 and tree[0].symbol != ",":
        return _chains(tree[0])
    if symbol in ("/", "//"):
        if len(tree) == 0:
            raise NotTranslatable("the document node")
        rights = _chains(tree[-1])
        lefts = [[_Step("", None)]] if len(tree) == 1 else _chains(tree[0])
        return [[*left, replace(right[0], sign=symbol), *right[1:]] for left in lefts for right in rights]
    if symbol == "[":
        chains = _chains(tree[0])
        return [[*chain[:-1], replace(chain[-1], predicates=(*chain[-1].predicates, tree[1]))] for chain in chains]
    return [[_Step("", tree)]]


def _selector(steps: list[_Step], translator: Translator) -> Selector:
    last = steps[-1]
    if last.tree is None:
        raise NotTranslatable("the document node")
    if last.tree.symbol == "@":
        return _attribute_selector(steps, translator)
    test = _test(last, translator)
    tag, holder = _tag(last.tree), _holder(last)
    conditions = [] if tag or test == "*" else [f"[self::{test}]"]
    conditions += [f"[{text}]" for text in _predicates(last, translator)]
    conditions += [f"[{above}]" for above in _above(steps, translator)]
    return Selector(tag, holder, "", "", "".join(conditions))


def _attribute_selector(steps: list[_Step], translator: Translator) -> Selector:
    last = steps[-1]
    name = last.tree[0]
    if name.symbol not in ("(name)", ":") or "*" in str(name.value):
        raise NotTranslatable("attributes of any name")
    key = str(name.name if name.symbol == ":" else name.value)
    own = "".join(f"[{text}]" for text in _predicates(last, translator))
    conditions = [f"[@{name.value}{own}]"] if own else []
    tag = ""
    if len(steps) > 1:
        owner = steps[-2]
        if last.sign == "//" or owner.tree is None:
            above = _axis(steps[:-1], "ancestor-or-self", translator) if owner.tree is not None else ""
            conditions += [f"[{above}]"] if above else []
        else:
            test = _test(owner, translator)
            tag = _tag(owner.tree)
            conditions += [f"[{text}]" for text in _predicates(owner, translator)]
            conditions += [] if tag or test == "*" else [f"[self::{test}]"]
            conditions += [f"[{above}]" for above in _above(steps[:-1], translator)]
    return Selector(tag, key, key, str(name.value), "".join(conditions))


def _above(steps: list[_Step], translator: Translator) -> list[str]:
    """Give the condition that the steps before the last one make, as a list of none or one."""
    if len(steps) < 2:
        return []
    sign = steps[-1].sign
    if steps[-2].tree is None:
        return ["not(parent::*)"] if sign == "/" else []
    return [_axis(steps[:-1], "parent" if sign == "/" else "ancestor", translator)]


def _axis(steps: list[_Step], axis: str, translator: Translator) -> str:
    conditions = [*_predicates(steps[-1], translator), *_above(steps, translator)]
    return f"{axis}::{_test(steps[-1], translator)}{''.join(f'[{condition}]' for condition in conditions)}"


def _predicates(step: _Step, translator: Translator) -> list[str]:
    found = []
    for tree in step.predicates:
        condition, positional = translator.predicate(tree)
        if positional or condition.cost > 1 or condition.current:
            raise NotTranslatable("a position, or walks inside walks")
        found.append(condition.text)
    return found


def _test(step: _Step, translator: Translator) -> str:
    tree = step.tree
    if tree.label == "axis" or tree.symbol in (".", "..", "$") or "(" in (text := translator.step(tree).text):
        raise NotTranslatable("a step that is not the name of an element")
    return text


def _tag(tree: Any) -> str:
    if tree.symbol == "(name)":
        return str(tree.value)
    if tree.symbol == ":" and tree[0].symbol == tree[1].symbol == "(name)":
        return str(tree.name)
    return ""


def _holder(step: _Step) -> str:
    """Give an attribute without which no predicate can hold, or ``""``."""
    conjuncts = list(step.predicates)
    while conjuncts:
        tree = conjuncts.pop(0)
        if tree.symbol == "and":
            conjuncts += list(tree)
            continue
        part = tree[0] if tree.symbol in ("=", "eq") and len(tree) else tree
        if part.symbol == "@" and part[0].symbol in ("(name)", ":") and "*" not in str(part[0].value):
            return str(part[0].name if part[0].symbol == ":" else part[0].value)
    return ""
