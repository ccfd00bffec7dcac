"""Reading anybody's ODD: its ``schemaSpec`` with the groups that it refers to, or a whole library of specifications."""

from collections.abc import Iterable, Iterator
from typing import Literal, cast

from lxml import etree

from schemas.errors import Mistakes, OddError
from schemas.odd.file import OddFile
from schemas.odd.model import TEI_NS, Note
from schemas.odd.patterns import elements
from schemas.odd.prose import outer_xml, plain_text, read_chapters
from schemas.odd.spec_reader import SpecReader, tei
from schemas.odd.specs import (
    ClassSpec,
    ConstraintSpec,
    Customisation,
    ElementSpec,
    Library,
    ModuleRef,
    PatternSpec,
    Spec,
    SpecRef,
)  # fmt: skip


def read_customisation(file: OddFile, *, ident: str = "") -> Customisation:
    """Read the ``schemaSpec`` of an ODD: the one of that ``ident``, else the first.

    Raises :class:`OddError` if there is none.
    """
    found = list(file.root.iter(tei("schemaSpec")))
    chosen = next((spec for spec in found if not ident or spec.get("ident") == ident), None)
    if chosen is not None:
        return _SchemaReader(file, chosen).read()
    if found:
        there = ", ".join(f"“{one}”" for one in _idents(found))
        raise OddError(f"no <schemaSpec ident=“{ident}”> in this file; it has {there}", path=file.path, line=1)
    raise OddError(
        "no <schemaSpec> in this file: an ODD needs one, with a <moduleRef> for each module", path=file.path, line=1
    )


def left_out(file: OddFile, custom: Customisation) -> Iterator[Note]:
    """Yield a note if an ODD has other ``schemaSpec`` than the one that was read."""
    others = [one for one in _idents(file.root.iter(tei("schemaSpec"))) if one != custom.ident]
    if others:
        there = ", ".join(f"“{one}”" for one in others)
        which = f"{file.path or 'FILE.odd'}#{others[0]}"
        message = f"the schema “{custom.ident}” is taken, and not {there}; to choose one, write {which}"
        yield Note(message, custom.place.path, custom.place.line, "others")


def _idents(specs: Iterable[etree._Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spec.get("ident", "") for spec in specs))


def read_library(file: OddFile, *, prose: bool = True) -> Library:
    """Read every specification of a file such as ``p5subset.xml``; the base that a customisation starts from."""
    reader = SpecReader(file, prose=prose)
    library: tuple[dict[str, ElementSpec], dict[str, ClassSpec], dict[str, PatternSpec]] = ({}, {}, {})
    modules = [element.get("ident", "") for element in file.root.iter(tei("moduleSpec"))]
    for element in file.root.iter(*(tei(name) for name in reader.kinds)):
        spec = reader.spec(element)
        if isinstance(spec, ElementSpec):
            library[0][spec.ident] = spec
        elif isinstance(spec, ClassSpec):
            library[1][spec.ident] = spec
        else:
            library[2][spec.ident] = spec
    return Library(*library, tuple(modules))


class _SchemaReader(SpecReader):
    """Reads one ``schemaSpec`` with the groups it refers to."""

    def __init__(self, file: OddFile, schema: etree._Element) -> None:
        super().__init__(file)
        self._schema = schema

    def read(self) -> Customisation:
        schema = self._schema
        refs: list[ModuleRef | SpecRef] = []
        specs: list[Spec] = []
        constraints = list(self.constraints(schema))
        mistakes = Mistakes()
        for element in self._parts(schema, ()):
            name = etree.QName(element).localname
            with mistakes.noted():
                if name in self.kinds:
                    specs.append(self.spec(element))
                elif name == "moduleRef":
                    refs.append(self._module_ref(element))
                elif name == "constraintSpec":
                    constraints += [self._constraint(element)]
                else:
                    refs.append(self._spec_ref(element, name.removesuffix("Ref")))
        mistakes.tell()
        start, exceptions = schema.get("start"), schema.get("defaultExceptions")
        title = self.file.root.find(f".//{tei('titleStmt')}/{tei('title')}")
        return Customisation(
            self.ident(schema), None if start is None or not start.strip() else tuple(start.split()),
            schema.get("ns"), schema.get("source", "").strip(), schema.get("docLang", ""),
            "" if title is None else plain_text(title),
            None if exceptions is None else self.patterns.names(schema, exceptions.split()),
            tuple(refs), tuple(specs), tuple(dict.fromkeys(constraints)), tuple(self.patterns.references),
            self.docs(schema), self.file.place(schema), read_chapters(self.file.root), self._notes(constraints),
        )  # fmt: skip

    def _parts(self, holder: etree._Element, trail: tuple[etree._Element, ...]) -> Iterator[etree._Element]:
        """What a schema or a group holds, in order, the groups opened."""
        for child in elements(holder):
            namespace, _, name = str(child.tag)[1:].partition("}")
            if namespace != TEI_NS:
                continue
            match name:
                case "elementSpec" | "classSpec" | "macroSpec" | "dataSpec" | "moduleRef":
                    yield child
                case "elementRef" | "classRef" | "macroRef" | "dataRef":
                    yield child
                case "constraintSpec" if holder is not self._schema:
                    yield child
                case "specGrp":
                    yield from self._parts(child, (*trail, child))
                case "specGrpRef":
                    target = self.file.targets(child, child.get("target", "").strip())
                    if target in trail:
                        raise self.file.fail(child, "this <specGrpRef> refers to a group that it stands in")
                    yield from self._opened(target, (*trail, target))

    def _opened(self, target: etree._Element, trail: tuple[etree._Element, ...]) -> Iterator[etree._Element]:
        if target.tag in (tei("specGrp"), tei("schemaSpec")):
            yield from self._parts(target, trail)
        elif str(target.tag).rpartition("}")[2] in (*self.kinds, "moduleRef"):
            yield target
        else:  # a whole file: every group in it
            for group in target.iter(tei("specGrp")):
                if not any(True for _ in group.iterancestors(tei("specGrp"))):
                    yield from self._parts(group, trail)

    def _notes(self, constraints: list[ConstraintSpec]) -> tuple[Note, ...]:
        """Give what was read less strictly than it says, and the constraints of the schema that are about nothing."""
        found = list(self.patterns.notes)
        for one in constraints:
            tests = [
                node for node in one.nodes if etree.QName(etree.fromstring(node)).localname in ("assert", "report")
            ]
            if tests:
                place = next((places[0] for places in one.places if places), self.file.place(self._schema))
                message = (
                    f"the test of the constraint “{one.ident}” is about no element: put it in a rule with a context"
                )
                found.append(Note(message, place.path, place.line))
        return tuple(found)

    def _names(self, element: etree._Element, name: str) -> tuple[str, ...] | None:
        value = element.get(name)
        return None if value is None else tuple(value.split())

    def _module_ref(self, element: etree._Element) -> ModuleRef:
        url = element.get("url", "").strip()
        key = element.get("key", "").strip()
        if not key and not url:
            raise self.file.fail(element, "<moduleRef> needs @key (a TEI module) or @url (a RELAX NG file)")
        content = element.find(tei("content"))
        grammar = "" if content is None else "".join(outer_xml(child) for child in elements(content))
        return ModuleRef(
            key, self._names(element, "include"), self._names(element, "except") or (),
            element.get("source", "").strip(), url, element.get("prefix", ""), grammar, self.file.place(element),
        )  # fmt: skip

    def _spec_ref(self, element: etree._Element, kind: str) -> SpecRef:
        return SpecRef(
            cast("Literal['element', 'class', 'macro', 'data']", kind), self.patterns.key(element),
            self._names(element, "include"), self._names(element, "except") or (),
            element.get("source", "").strip(), self.file.place(element),
        )  # fmt: skip
