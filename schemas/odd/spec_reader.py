"""Reading single specifications of an ODD: elements, classes, macros, datatypes, with attributes and constraints."""

import re
from typing import Final, Literal, cast

from lxml import etree

from schemas.odd.file import OddFile
from schemas.odd.model import TEI_NS, Docs
from schemas.odd.patterns import elements
from schemas.odd.prose import outer_xml, plain_text, read_docs
from schemas.odd.specs import (
    AttChoice,
    AttDef,
    AttItem,
    AttRef,
    ClassSpec,
    ConstraintSpec,
    ElementSpec,
    Membership,
    Mode,
    PatternSpec,
    Spec,
    ValItem,
    ValList,
)  # fmt: skip
from schemas.xmlnames import NCNAME

SCH_NS: Final = "http://purl.oclc.org/dsdl/schematron"
_MODES: Final = ("", "add", "change", "replace", "delete")


def tei(name: str) -> str:
    """Give the name of a TEI element as lxml writes it."""
    return f"{{{TEI_NS}}}{name}"


class SpecReader:
    """Reads single specifications; ``prose`` says whether to keep what they say in words."""

    kinds: Final = ("elementSpec", "classSpec", "macroSpec", "dataSpec")

    def __init__(self, file: OddFile, *, prose: bool = True) -> None:
        self.file = file
        self.patterns = file.patterns
        self._prose = prose

    def docs(self, element: etree._Element) -> Docs:
        """The documentation of a specification, if it is wanted."""
        return read_docs(element) if self._prose else Docs()

    def ident(self, element: etree._Element) -> str:
        """``@ident``, which must be there."""
        ident = (element.get("ident") or "").strip()
        if not ident:
            name = etree.QName(element).localname
            raise self.file.fail(element, f"<{name}> has no @ident: write the name of what it specifies")
        return ident

    def name(self, element: etree._Element) -> str:
        """``@ident`` of what bears it in documents or in the schema: a name of XML (Namespaces in XML 1.0)."""
        return self._checked(element, self.ident(element), "@ident")

    def _checked(self, element: etree._Element, name: str, what: str, at: etree._Element | None = None) -> str:
        local, of_attribute = name, element.tag == tei("attDef")
        if of_attribute and (name.startswith("xml:") or element.get("ns")):
            local = name.partition(":")[2] or name
        if NCNAME.fullmatch(local):
            return name
        kind = etree.QName(element).localname
        fix = "begin with a letter or _, go on with letters, digits, ., - and _, and use no space"
        if not local:
            fix = "write the name that documents use"
        elif NCNAME.fullmatch(mended := re.sub(r"\s+", "-", local)):
            fix = f"write “{mended}”"
        elif ":" in local:
            prefixed = "the prefix is no part of it"
            fix = f"{prefixed}; write “{local.rpartition(':')[2]}”, and its namespace in @ns"
        raise self.file.fail(element if at is None else at, f"{what} “{name}” of <{kind}> is no name of XML: {fix}")

    def mode(self, element: etree._Element) -> Mode:
        """``@mode``, which must be a known one."""
        mode = element.get("mode", "")
        if mode not in _MODES:
            raise self.file.fail(element, f"@mode “{mode}” is not one of add, change, replace, delete")
        return cast("Mode", mode)

    def spec(self, element: etree._Element) -> Spec:
        """Read an ``elementSpec``, ``classSpec``, ``macroSpec`` or ``dataSpec``."""
        match etree.QName(element).localname:
            case "elementSpec":
                return self._element(element)
            case "classSpec":
                return self._class(element)
            case kind:
                self.patterns.owner = ident = self.name(element)
                content = element.find(tei("content"))
                if content is None:
                    content = element.find(tei("valList"))
                    pattern = None if content is None else self.patterns.content(element)
                else:
                    pattern = self.patterns.content(content)
                return PatternSpec(
                    ident, "macro" if kind == "macroSpec" else "data", self.mode(element),
                    element.get("module", ""), pattern, self.docs(element), self.file.place(element),
                )  # fmt: skip

    def _element(self, element: etree._Element) -> ElementSpec:
        self.patterns.owner = ident = self.name(element)
        content = element.find(tei("content"))
        pattern = None if content is None else self.patterns.content(content)
        extra = () if content is None else tuple(self.patterns.rng_attributes)
        classes, classes_mode = self._classes(element)
        return ElementSpec(
            ident, self.mode(element), element.get("module", ""), element.get("ns"),
            self._alt_ident(element), classes, classes_mode, pattern,
            (*self._attributes(element), *extra), self.constraints(element), element.get("validUntil", ""),
            self.docs(element), self.file.place(element),
        )  # fmt: skip

    def _class(self, element: etree._Element) -> ClassSpec:
        kind = element.get("type", "")
        if kind not in ("", "model", "atts"):
            raise self.file.fail(element, f"@type “{kind}” of <classSpec> must be “model” or “atts”")
        self.patterns.owner = ident = self.name(element)
        classes, classes_mode = self._classes(element)
        return ClassSpec(
            ident, cast("Literal['model', 'atts', '']", kind), self.mode(element),
            element.get("module", ""), classes, classes_mode, self._attributes(element), self.constraints(element),
            self.docs(element), self.file.place(element),
        )  # fmt: skip

    def _alt_ident(self, element: etree._Element) -> str:
        found = element.find(tei("altIdent"))
        if found is None:
            return ""
        name = (found.text or "").strip()
        return name if element.tag == tei("valItem") else self._checked(element, name, "the <altIdent>", found)

    def _classes(self, element: etree._Element) -> tuple[tuple[Membership, ...] | None, Mode]:
        holder = element.find(tei("classes"))
        if holder is None:
            return None, "replace"
        members = tuple(map(self._member, holder.iterchildren(tei("memberOf"))))
        return members, self.mode(holder) or "replace"

    def _member(self, element: etree._Element) -> Membership:
        mode = self.mode(element)
        key = self.patterns.refer("class", element, use="leave" if mode == "delete" else "member")
        return Membership(key, mode)

    def _attributes(self, element: etree._Element) -> tuple[AttItem, ...]:
        found: list[AttItem] = []
        for holder in element.iterfind(tei("attList")):
            found += self._attribute_list(holder)
        return tuple(found)

    def _attribute_list(self, holder: etree._Element) -> list[AttItem]:
        found: list[AttItem] = []
        groups: list[tuple[AttDef | AttRef, ...]] = []
        for child in elements(holder):
            match etree.QName(child).localname:
                case "attDef":
                    items: list[AttItem] = [self._attribute(child)]
                case "attRef":
                    items = [AttRef(child.get("class", ""), child.get("name", ""), self.file.place(child))]
                case "attList":
                    items = self._attribute_list(child)
                case name:
                    raise self.file.fail(child, f"<{name}> cannot stand in <attList>")
            found += items
            groups.append(tuple(item for item in items if not isinstance(item, AttChoice)))
        if holder.get("org") == "choice" and len(groups) > 1:
            return [AttChoice(tuple(groups))]
        return found

    def _attribute(self, element: etree._Element) -> AttDef:
        ident, owner = self.name(element), self.patterns.owner
        self.patterns.owner = f"{owner}/@{ident}"
        datatype = element.find(tei("datatype"))
        pattern = None if datatype is None else self.patterns.content(datatype)
        self.patterns.owner = owner
        usage = element.get("usage", "")
        if usage not in ("", "req", "rec", "opt", "mwa"):
            raise self.file.fail(element, f"@usage “{usage}” is not one of req, rec, opt")
        default = element.find(tei("defaultVal"))
        values = element.find(tei("valList"))
        return AttDef(
            ident, self.mode(element), self._alt_ident(element), element.get("ns"),
            cast("Literal['', 'req', 'rec', 'opt']", "opt" if usage == "mwa" else usage),
            pattern,
            (1, 1) if datatype is None else self.patterns.occurs(datatype),
            None if values is None else self._val_list(values),
            None if default is None else plain_text(default), element.get("validUntil", ""),
            self.constraints(element), self.docs(element), self.file.place(element),
        )  # fmt: skip

    def _val_list(self, element: etree._Element) -> ValList:
        kind = element.get("type", "")
        if kind not in ("", "closed", "semi", "open"):
            raise self.file.fail(element, f"@type “{kind}” of <valList> must be closed, semi or open")
        items = tuple(
            ValItem(
                self.ident(item), self._alt_ident(item), self.mode(item), self.docs(item), self._params(item),
                self.constraints(item),
            )
            for item in element.iterfind(tei("valItem"))
        )  # fmt: skip
        return ValList(cast("Literal['', 'closed', 'semi', 'open']", kind), self.mode(element), items)

    def _params(self, item: etree._Element) -> tuple[str, ...]:
        return tuple(map(self.ident, item.iterfind(f"{tei('paramList')}/{tei('paramSpec')}")))

    def constraints(self, element: etree._Element) -> tuple[ConstraintSpec, ...]:
        """The ``constraintSpec`` children of a specification."""
        return tuple(map(self._constraint, element.iterfind(tei("constraintSpec"))))

    def _constraint(self, spec: etree._Element) -> ConstraintSpec:
        nodes = [node for holder in spec.iterfind(tei("constraint")) for node in elements(holder)]
        texts = tuple(outer_xml(node) for node in nodes)
        scope = {prefix: uri for prefix, uri in spec.nsmap.items() if prefix and uri != SCH_NS}
        used = tuple(sorted((p, u) for p, u in scope.items() if any(f"{p}:" in text for text in texts)))
        scheme = spec.get("scheme", "schematron")
        places = tuple(tuple(map(self.file.place, node.iter(etree.Element))) for node in nodes) if self._prose else ()
        return ConstraintSpec(spec.get("ident", ""), self.mode(spec), scheme, texts, used, self.docs(spec), places)
