"""Schematron of a compiled customisation: every constraint as a pattern of one schema that stands on its own.

What stands outside a ``rule`` gets the context that the ODD implies: the element, the attribute, or the members of the
class in whose specification it is found (TEI Guidelines, 23.5.2). The same customisation gives the same bytes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from schemas.errors import OddError
from schemas.odd.model import NOWHERE, Constraint, Element, Place, Schema
from schemas.rules import RulesError, RuleSet, load

SCH_NS: Final = "http://purl.oclc.org/dsdl/schematron"
_TEI: Final = ("tei", "http://www.tei-c.org/ns/1.0")
_XS: Final = ("xs", "http://www.w3.org/2001/XMLSchema")
_BLOCKS: Final = frozenset({"rule", "assert", "report", "let", "diagnostic", "param", "p", "title", "extends"})

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_Parsed = tuple[Constraint, list[etree._Element]]  # noqa: SLF001 - lxml has no public name for it
_Line = tuple[str, Place]
_AT_LINE: Final = re.compile(r"\Aline (\d+): ")


def write_schematron(schema: Schema) -> bytes:
    """Give the ISO Schematron schema (query binding ``xslt2``) of all constraints of a customisation, in UTF-8.

    Left out are constraints in a scheme other than Schematron, those of a class without members, and one that repeats
    another of the same specification in a second language. An element with ``validUntil`` gets a warning of its own.
    Raises :class:`OddError` where two constraints declare one prefix differently.
    """
    return _bytes(_lines(schema))


def load_rules(schema: Schema, *, path: str = "") -> RuleSet:
    """Give the rules of a customisation, ready to run.

    Raises :class:`schemas.rules.RulesError` with the place in the ODD for a constraint that is broken or refused;
    warnings name the line of the ODD too. ``path`` stands for what the ODD does not say itself.
    """
    lines = _lines(schema)
    try:
        rules = load(_bytes(lines), path=path)
    except RulesError as error:
        moved = _in_odd(error, lines)
        moved.others = tuple(_in_odd(one, lines) for one in error.others if isinstance(one, RulesError))
        raise moved from error

    def placed(found: re.Match[str]) -> str:
        place = _place(lines, int(found[1]))
        return f"{place.path}:{place.line}: " if place.line else ""

    from schemas.idle import names_of_nothing

    warnings = (*rules.warnings, *names_of_nothing(rules, schema))
    return replace(rules, warnings=tuple(_AT_LINE.sub(placed, warning) for warning in warnings))


def _in_odd(error: RulesError, lines: list[_Line]) -> RulesError:
    """Give an error of the Schematron with the place in the ODD that it comes from."""
    place = _place(lines, error.line)
    path, line = (place.path, place.line) if place.line else (error.path, error.line)
    return RulesError(error.message, path=path, line=line, expression=error.expression, offset=error.offset)


def _bytes(lines: list[_Line]) -> bytes:
    return "".join(f"{text}\n" for text, _ in lines).encode()


def _place(lines: list[_Line], number: int) -> Place:
    return lines[number - 1][1] if 0 < number <= len(lines) else NOWHERE


def _lines(schema: Schema) -> list[_Line]:
    """Give the lines of the schema, each with the place in the ODD of what it holds."""
    parsed = [(one, [etree.fromstring(node) for node in one.nodes]) for one in _constraints(schema)]
    namespaces = _namespaces(parsed)
    writer = _Writer(parsed)
    patterns = [line for one, nodes in _distinct(parsed) for line in writer.constraint(one, nodes)]
    for element in schema.elements:
        if element.valid_until:
            patterns += _nowhere(writer.deprecation(element, namespaces))
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<schema xmlns="{SCH_NS}" queryBinding="xslt2">',
        f"  <title>Rules of {escape(schema.ident)}</title>",
        *(f'  <ns prefix="{prefix}" uri="{_attribute(uri)}"/>' for prefix, uri in namespaces.items()),
    ]
    return [*_nowhere(head), *writer.declarations(), *patterns, *writer.diagnostics(), *_nowhere(["</schema>"])]


def _nowhere(texts: Iterable[str]) -> Iterator[_Line]:
    return ((text, NOWHERE) for text in texts)


def _constraints(schema: Schema) -> Iterator[Constraint]:
    unused = {id(one) for cls in schema.classes for one in cls.constraints if not one.context}
    for one in schema.all_constraints():
        if one.scheme in ("schematron", "isoschematron") and id(one) not in unused:
            yield one


def _distinct(parsed: list[_Parsed]) -> Iterator[_Parsed]:
    """Leave out what says the same as an earlier constraint of its specification, messages apart."""
    seen: set[tuple[object, ...]] = set()
    for constraint, nodes in parsed:
        rules = tuple(
            (node.tag, tuple(sorted((str(key), value) for key, value in node.items() if key not in ("id", _LANG))))
            for top in nodes
            for node in top.iter(*(f"{{{SCH_NS}}}{name}" for name in ("rule", "assert", "report", "let")))
        )
        key = (constraint.owner, constraint.attribute, constraint.context, rules)
        if not rules or key not in seen:
            yield constraint, nodes
        seen.add(key)


def _namespaces(parsed: list[_Parsed]) -> dict[str, str]:
    found = dict([_TEI, _XS])
    for constraint, nodes in parsed:
        declared = [
            (node.get("prefix", ""), node.get("uri", "")) for top in nodes for node in top.iter(f"{{{SCH_NS}}}ns")
        ]
        for prefix, uri in [*constraint.namespaces, *declared]:
            if found.setdefault(prefix, uri) != uri:
                where = f"constraint “{constraint.ident}” of {constraint.owner or 'the schema'}"
                place = next((places[0] for places in constraint.places if places), NOWHERE)
                raise OddError(
                    f"{where} uses prefix “{prefix}” for {uri}, but it stands for {found[prefix]} elsewhere; "
                    "choose another prefix", path=place.path, line=place.line,
                )  # fmt: skip
    return found


class _Writer:
    """Writes constraints one after the other, and remembers the ids it has given."""

    def __init__(self, parsed: list[_Parsed]) -> None:
        self.idents: Counter[str] = Counter()
        self.kept: list[etree._Element] = []
        self.lets: dict[str, etree._Element] = {}
        self.phases: list[etree._Element] = []
        self.places: dict[etree._Element, Place] = {}
        for constraint, nodes in parsed:
            for node, places in zip(nodes, constraint.places, strict=False):
                self.places.update(zip(node.iter(etree.Element), places, strict=True))

    def constraint(self, constraint: Constraint, nodes: list[etree._Element]) -> Iterator[_Line]:
        """Give the lines of the pattern (or patterns) of a constraint."""
        parts = [node for node in nodes if _name(node) not in ("ns", "p", "title")]
        ident = "-".join(part for part in (constraint.owner, constraint.attribute, constraint.ident) if part)
        bare = [node for node in parts if _name(node) in ("assert", "report", "extends")]
        lets = [node for node in parts if _name(node) == "let"]
        rules = [node for node in parts if _name(node) == "rule"]
        if rules:
            yield f'  <pattern id="{self.unique(ident)}">', self.place(rules[0])
            for node in [*([] if bare else lets), *rules]:
                yield from self.lines(node, 4)
            yield "  </pattern>", NOWHERE
        if bare and constraint.context:
            yield f'  <pattern id="{self.unique(ident)}">', self.place(bare[0])
            yield f'    <rule context="{_attribute(constraint.context)}">', self.place(bare[0])
            for node in [*lets, *bare]:
                yield from self.lines(node, 6)
            yield from _nowhere(["    </rule>", "  </pattern>"])
        for node in parts:
            if _name(node) == "pattern":
                yield from self.lines(node, 2)
            elif _name(node) == "diagnostics":
                self.kept += node.iterchildren(f"{{{SCH_NS}}}diagnostic")
            elif _name(node) == "phase":
                self.phases.append(node)
            elif node in lets and not (bare or rules):  # it is there for patterns, here or in other constraints
                self._declare(node)
            elif node not in (*bare, *lets, *rules):
                yield from self.lines(node, 2)

    def _declare(self, let: etree._Element) -> None:
        name = let.get("name", "")
        known = self.lets.setdefault(name, let)
        if known.get("value") != let.get("value"):
            place, other = self.place(let), self.place(known)
            where = f" on line {other.line}" if other.line else " elsewhere"
            message = f"the variable “{name}” has another value{where}, and both hold for the whole schema; rename one"
            raise OddError(message, path=place.path, line=place.line)

    def declarations(self) -> Iterator[_Line]:
        """Give the lines of the variables and phases of the whole schema, which stand before its patterns."""
        for node in (*self.lets.values(), *self.phases):
            yield from self.lines(node, 2)

    def deprecation(self, element: Element, namespaces: dict[str, str]) -> Iterator[str]:
        """Give the lines that warn of an element which is going to be removed."""
        prefix = next((prefix for prefix, uri in namespaces.items() if uri == element.namespace), None)
        if prefix is None:
            return
        yield f'  <pattern id="{self.unique(f"{element.ident}-deprecated")}">'
        yield f'    <rule context="{prefix}:{element.name}">'
        message = f"<name/> will be removed from the schema on {escape(element.valid_until)}"
        yield f'      <report test="true()" role="nonfatal">{message}; write it another way.</report>'
        yield "    </rule>"
        yield "  </pattern>"

    def diagnostics(self) -> Iterator[_Line]:
        """Give the lines of all diagnostics, which a schema holds at its end."""
        if self.kept:
            yield "  <diagnostics>", NOWHERE
            for node in self.kept:
                yield from self.lines(node, 4)
            yield "  </diagnostics>", NOWHERE

    def place(self, node: etree._Element) -> Place:
        """Give the place of an element in the ODD."""
        return self.places.get(node, NOWHERE)

    def unique(self, ident: str) -> str:
        """Give an id that is a name and not yet taken: with ``-2``, ``-3`` … where it is."""
        name = re.sub(r"[^\w.\-]", "-", ident) or "rules"
        name = name if re.match(r"[^\W\d]", name) else f"c-{name}"
        self.idents[name] += 1
        return name if self.idents[name] == 1 else self.unique(f"{name}-{self.idents[name]}")

    def lines(self, node: etree._Element, indent: int) -> Iterator[_Line]:
        """Give an element: its structure one element a line, a message on the line of its element."""
        children = list(node.iterchildren(etree.Element))
        structural = (
            children and all(_name(child) in _BLOCKS for child in children) and _name(node) in ("pattern", "rule")
        )
        if not structural:
            yield " " * indent + self.inline(node), self.place(node)
            return
        yield " " * indent + self.start(node) + ">", self.place(node)
        for child in children:
            yield from self.lines(child, indent + 2)
        yield " " * indent + f"</{_name(node)}>", NOWHERE

    def inline(self, node: etree._Element) -> str:
        """Give an element with its text on one line."""
        inner = _text(node.text) + "".join(
            (self.inline(child) if isinstance(child.tag, str) else "") + _text(child.tail) for child in node
        )
        inner = inner.strip()
        return f"{self.start(node)}>{inner}</{_name(node)}>" if inner else f"{self.start(node)}/>"

    def start(self, node: etree._Element) -> str:
        """Give a start tag without its last bracket; elements that are not Schematron's declare their namespace."""
        namespace = etree.QName(node).namespace
        pairs = [] if namespace == SCH_NS else [("xmlns", namespace or "")]
        for key, value in node.items():
            if etree.QName(key).namespace is None:
                pairs.append((str(key), self.unique(value) if key == "id" and not node.get("abstract") else value))
        return f"<{_name(node)}" + "".join(f' {key}="{_attribute(value)}"' for key, value in pairs)


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname


def _text(text: str | None) -> str:
    return escape(re.sub(r"\s+", " ", text or ""))


def _attribute(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
