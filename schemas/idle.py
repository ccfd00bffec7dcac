"""Rules that match nothing: because no document can have what they name, or because none that was checked does."""

from collections.abc import Iterable, Iterator
from typing import Final

from schemas.habits import meant_element
from schemas.odd.algebra import AnyElement, Content, children
from schemas.odd.automaton import admits_name
from schemas.odd.model import Schema
from schemas.results import FileReport
from schemas.rules import RuleSet

_SHOWN: Final = 10


def names_of_nothing(rules: RuleSet, schema: Schema) -> Iterator[str]:
    """Yield a warning for each context that names an element which the schema does not have.

    Only namespaces that the schema has elements of are looked at, and no name that one of its wildcards admits.
    """
    spaces: dict[str, list[str]] = {}
    for element in schema.elements:
        spaces.setdefault(element.namespace, []).append(element.name)
    wildcards = {part for element in schema.elements for part in _wildcards(element.content)}
    for context, written, clark in rules.steps():
        namespace, _, local = clark.removeprefix("{").rpartition("}")
        known = spaces.get(namespace, [])
        prefix = written.rpartition(":")[0]
        if not known or not prefix or local in known or any(admits_name(one, (namespace, local)) for one in wildcards):
            continue
        meant = meant_element(local, known)
        hint = f"; did you mean {prefix}:{meant}?" if meant else ""
        shown = " ".join(context.text.split())[:80]
        why = f"names <{written}>, which the schema does not have: it never matches"
        yield f"line {context.line}: context “{shown}” {why}{hint}"


def rules_without_nodes(rule_sets: Iterable[RuleSet], files: Iterable[FileReport]) -> Iterator[str]:
    """Yield a sentence for each set of rules that is watched, some of which were applied to no node of these files."""
    applied = [file.applied for file in files if "rules" in file.checked]
    for number, rules in enumerate(one for one in rule_sets if one.rules):
        if not rules.watched or not applied:
            continue
        idle = [rule for place, rule in enumerate(rules.rules) if not any((number, place) in one for one in applied)]
        if idle:
            shown = [f"“{' '.join(rule.context.text.split())[:60]}” (line {rule.context.line})" for rule in idle]
            more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
            where = "the file" if len(applied) == 1 else f"any of the {len(applied):,} files"
            count = f"{len(idle)} of {len(rules.rules)} rules matched nothing in {where}"
            yield f"{rules.schema.path}: {count}: {', '.join(shown[:_SHOWN])}{more}"


def _wildcards(content: Content) -> Iterator[AnyElement]:
    stack = [content]
    while stack:
        part = stack.pop()
        if isinstance(part, AnyElement):
            yield part
        stack.extend(children(part))
