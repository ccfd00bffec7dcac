"""From a .sch file to the schema it states: structure checked, abstract things made concrete, a phase chosen.

Nothing is fetched, included or executed: ``include``, ``extends href``, ``pattern documents`` and every element of XSLT
are refused with the line they stand on.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from schemas.rules.errors import RulesError
from schemas.rules.model import Assertion, Binding, Let, Part, Pattern, Rule, Schematron, XPath

SCH_NS: Final = "http://purl.oclc.org/dsdl/schematron"
_OLD_NS: Final = "http://www.ascc.net/xml/schematron"
_EXECUTABLE: Final = ("http://www.w3.org/1999/XSL/Transform", "http://exslt.org/", "http://icl.com/saxon",
                      "http://saxon.sf.net/", "http://xml.apache.org/", "http://www.w3.org/2001/XInclude")  # fmt: skip
_BINDINGS: Final[dict[str, Binding]] = {
    "": "xpath1", "xslt": "xpath1", "xpath": "xpath1", "xslt1": "xpath1",
    "xslt2": "xpath3", "xpath2": "xpath3", "xslt3": "xpath3", "xpath3": "xpath3", "xpath31": "xpath3",
}  # fmt: skip
_INERT: Final = frozenset({"title", "p", "properties", "property", "active", "span", "emph", "dir"})
_CHILDREN: Final[dict[str, frozenset[str]]] = {
    "schema": frozenset({"ns", "let", "phase", "pattern", "diagnostics"}),
    "pattern": frozenset({"let", "rule", "param"}),
    "rule": frozenset({"let", "assert", "report", "extends"}),
    "diagnostics": frozenset({"diagnostic"}),
}
_NAME: Final = r"[^\W\d][\w.\-·]*"
_DEPTH: Final = 50


class SchematronReader:
    """Reads one schema document; :meth:`read` gives the :class:`Schematron`, or raises :class:`RulesError`."""

    def __init__(self, root: etree._Element, path: str) -> None:
        self.root = root
        self.path = path
        self.warnings: list[str] = []
        self.abstract_rules: dict[str, etree._Element] = {}
        self.abstract_patterns: dict[str, etree._Element] = {}

    def read(self, phase: str) -> Schematron:
        """Give the schema as it is in ``phase`` (``#DEFAULT``, ``#ALL`` or the id of a phase)."""
        root = self.root
        self._check_root()
        self._check_elements()
        binding = _BINDINGS.get(root.get("queryBinding", "").strip().lower())
        if binding is None:
            given = root.get("queryBinding")
            raise self._error(
                root, f"queryBinding “{given}” is not supported; use xslt2 or xslt3 (or xslt for XPath 1.0)"
            )
        for element in self._iter(root, "rule"):
            if self._is_abstract(element):
                self.abstract_rules[self._need(element, "id")] = element
        for element in self._iter(root, "pattern"):
            if self._is_abstract(element):
                self.abstract_patterns[self._need(element, "id")] = element
        chosen, phase_lets = self._phase(phase)
        patterns = [
            self._pattern(element)
            for element in self._iter(root, "pattern")
            if not self._is_abstract(element) and (chosen is None or element.get("id") in chosen)
        ]
        if not any(rule.assertions for pattern in patterns for rule in pattern.rules):
            self.warnings.append("the schema has 0 rules: nothing is checked; add a pattern with a rule and an assert")
        return Schematron(
            binding=binding,
            patterns=tuple(patterns),
            lets=(*self._lets(root), *phase_lets),
            namespaces=self._namespaces(),
            diagnostics=tuple(
                (self._need(element, "id"), self._parts(element)) for element in self._iter(root, "diagnostic")
            ),
            title=" ".join("".join(root.findtext(f"{{{SCH_NS}}}title", "")).split()),
            path=self.path,
            warnings=tuple(self.warnings),
        )

    def _check_root(self) -> None:
        name = etree.QName(self.root)
        if name.namespace == _OLD_NS:
            raise self._error(self.root, f"this is Schematron 1.x; rewrite it for ISO Schematron (namespace {SCH_NS})")
        if self.root.tag != f"{{{SCH_NS}}}schema":
            raise self._error(
                self.root, f"this is no Schematron schema: its root is <{name.localname}>, not <schema> in {SCH_NS}"
            )

    def _check_elements(self) -> None:
        foreign: dict[str, int] = {}
        for element in self.root.iter(etree.Element):
            name = etree.QName(element)
            if name.namespace != SCH_NS:
                if (name.namespace or "").startswith(_EXECUTABLE):
                    why = "elements that a processor would execute are not run here"
                    raise self._error(
                        element, f"<{name.localname}> of {name.namespace} is refused: {why}; write it in XPath"
                    )
                foreign.setdefault(name.namespace or "", element.sourceline or 0)
                continue
            self._check_element(element, name.localname)
        for namespace, line in foreign.items():
            self.warnings.append(f"line {line}: elements of namespace “{namespace}” are ignored")

    def _check_element(self, element: etree._Element, name: str) -> None:
        if name == "include" or (name == "extends" and element.get("href") is not None):
            href = element.get("href")
            raise self._error(
                element, f"<{name} href=“{href}”> is refused: no other file is read; copy its rules in here"
            )
        if name == "pattern" and element.get("documents") is not None:
            raise self._error(element, "pattern/@documents is refused: rules see only the document that is checked")
        parent = element.getparent()
        if parent is None:
            return
        above = etree.QName(parent)
        allowed = _CHILDREN.get(above.localname) if above.namespace == SCH_NS else None
        if allowed is not None and name not in allowed and name not in _INERT:
            raise self._error(element, f"<{name}> is not allowed in <{above.localname}>: {_listing(allowed)}")

    def _phase(self, phase: str) -> tuple[frozenset[str] | None, tuple[Let, ...]]:
        """Give the ids of the patterns of a phase (``None``: all) and the variables of the phase."""
        name = self.root.get("defaultPhase", "#ALL") if phase in ("", "#DEFAULT") else phase
        if name == "#ALL":
            return None, ()
        phases = {self._need(element, "id"): element for element in self._iter(self.root, "phase")}
        if name not in phases:
            known = ", ".join(phases) or "none"
            raise self._error(self.root, f"the schema has no phase “{name}”; it has: {known}")
        chosen = frozenset(self._need(active, "pattern") for active in self._iter(phases[name], "active"))
        known_patterns = {element.get("id") for element in self._iter(self.root, "pattern")}
        for missing in sorted(chosen - known_patterns):
            raise self._error(phases[name], f"phase “{name}” activates “{missing}”, which is the id of no pattern")
        return chosen, self._lets(phases[name])

    def _pattern(self, element: etree._Element) -> Pattern:
        ident = element.get("id", "")
        template = element.get("is-a")
        if template is not None:
            if template not in self.abstract_patterns:
                raise self._error(element, f"pattern is-a “{template}”, but no abstract pattern has that id")
            element = self._instance(element, self.abstract_patterns[template])
        rules = [self._rule(rule) for rule in self._children(element, "rule") if not self._is_abstract(rule)]
        return Pattern(self._lets(element), tuple(rules), ident, element.get("see", ""))

    def _instance(self, instance: etree._Element, template: etree._Element) -> etree._Element:
        """Give a copy of an abstract pattern with the parameters of its instance put in."""
        params = {self._need(param, "name"): param.get("value", "") for param in self._children(instance, "param")}
        defaults = {self._need(param, "name"): param.get("value", "") for param in self._children(template, "param")}
        values = defaults | params
        # a longer name first, so that $ab is never read as $a followed by b
        names = "|".join(re.escape(name) for name in sorted(values, key=lambda name: (-len(name), name)))
        made = deepcopy(template)
        if names:
            found = re.compile(rf"\$({names})(?![\w.\-·])")
            for element in made.iter(etree.Element):
                for key, value in element.items():
                    element.set(key, found.sub(lambda match: values[match[1]], value))
        return made

    def _rule(self, element: etree._Element) -> Rule:
        context = self._need(element, "context")
        lets, assertions = self._rule_body(element, 0)
        return Rule(
            XPath(context, element.sourceline or 0, f"the context of rule {_named(element)}".rstrip()),
            tuple(lets), tuple(assertions), element.get("id", ""), _role(element), element.get("flag", ""),
            element.get("see", ""),
        )  # fmt: skip

    def _rule_body(self, element: etree._Element, depth: int) -> tuple[list[Let], list[Assertion]]:
        lets: list[Let] = []
        assertions: list[Assertion] = []
        for child in element.iterchildren(f"{{{SCH_NS}}}*"):
            name = etree.QName(child).localname
            if name == "let":
                lets.append(self._let(child))
            elif name in ("assert", "report"):
                assertions.append(self._assertion(child, name))
            elif name == "extends":
                base = self.abstract_rules.get(self._need(child, "rule"))
                if base is None:
                    raise self._error(child, f"extends rule “{child.get('rule')}”, but no abstract rule has that id")
                if depth >= _DEPTH:
                    raise self._error(child, f"abstract rule “{child.get('rule')}” extends itself; remove that extends")
                more_lets, more = self._rule_body(base, depth + 1)
                lets += more_lets
                assertions += more
        return lets, assertions

    def _assertion(self, element: etree._Element, name: str) -> Assertion:
        line = element.sourceline or 0
        subject = element.get("subject")
        return Assertion(
            kind="assert" if name == "assert" else "report",
            test=XPath(self._need(element, "test"), line, f"the test of {name} {_named(element)}".rstrip()),
            parts=self._parts(element),
            ident=element.get("id", ""),
            role=_role(element),
            flag=element.get("flag", ""),
            see=element.get("see", ""),
            subject=XPath(subject, line, f"the subject of {name}") if subject else None,
            diagnostics=tuple(element.get("diagnostics", "").split()),
        )

    def _parts(self, element: etree._Element) -> tuple[Part, ...]:
        parts = [Part("text", element.text)] if element.text else []
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == f"{{{SCH_NS}}}name":
                path = child.get("path")
                select = XPath(path, child.sourceline or 0, "the path of name") if path else None
                parts.append(Part("name", select=select))
            elif tag == f"{{{SCH_NS}}}value-of":
                parts.append(
                    Part(
                        "value",
                        select=XPath(self._need(child, "select"), child.sourceline or 0, "the select of value-of"),
                    )
                )
            elif tag:
                parts += self._parts(child)
            if child.tail:
                parts.append(Part("text", child.tail))
        return tuple(parts)

    def _lets(self, element: etree._Element) -> tuple[Let, ...]:
        return tuple(self._let(child) for child in self._children(element, "let"))

    def _let(self, element: etree._Element) -> Let:
        name = self._need(element, "name")
        if element.get("value") is None:
            raise self._error(element, f"let “{name}” has no value; write its value as an XPath in @value")
        if not re.fullmatch(_NAME, name):
            raise self._error(element, f"let “{name}”: a variable is named by a plain name, without a prefix")
        return Let(name, XPath(element.get("value", ""), element.sourceline or 0, f"the value of let {name}"))

    def _namespaces(self) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for element in self._iter(self.root, "ns"):
            prefix, uri = self._need(element, "prefix"), self._need(element, "uri")
            if found.setdefault(prefix, uri) != uri:
                raise self._error(element, f"prefix “{prefix}” is declared twice, for {found[prefix]} and for {uri}")
        return tuple(found.items())

    def _children(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        return element.iterchildren(f"{{{SCH_NS}}}{name}")

    def _iter(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        return element.iter(f"{{{SCH_NS}}}{name}")

    def _is_abstract(self, element: etree._Element) -> bool:
        return element.get("abstract", "false").strip() in ("true", "1")

    def _need(self, element: etree._Element, name: str) -> str:
        value = element.get(name)
        if value is None or not value.strip():
            raise self._error(element, f"<{etree.QName(element).localname}> lacks its @{name}; write one")
        return value.strip()

    def _error(self, element: etree._Element, message: str) -> RulesError:
        return RulesError(message, path=self.path, line=element.sourceline or 0)


def _listing(names: frozenset[str]) -> str:
    return f"it holds {', '.join(sorted(names))}"


def _named(element: etree._Element) -> str:
    ident = element.get("id")
    return f"“{ident}”" if ident else ""


def _role(element: etree._Element) -> str:
    return element.get("role") or element.get("severity") or ""
