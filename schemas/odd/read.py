"""Reading anybody's ODD: the file, what it includes, its ``schemaSpec``, and the specifications in it.

Nothing is fetched. What an ODD may pull in (XInclude, ``specGrpRef`` to another file, ``moduleRef/@url``, ``@source``)
must be a file inside the folder of the ODD.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, cast
from urllib.parse import unquote

from lxml import etree

from schemas.errors import OddError
from schemas.finding import Finding
from schemas.odd.model import TEI_NS, XML_NS, Docs, Place
from schemas.odd.patterns import PatternReader, elements
from schemas.odd.prose import outer_xml, plain_text, read_chapters, read_docs
from schemas.odd.specs import (
    AttChoice,
    AttDef,
    AttItem,
    AttRef,
    ClassSpec,
    ConstraintSpec,
    Customisation,
    ElementSpec,
    Library,
    Membership,
    Mode,
    ModuleRef,
    PatternSpec,
    Spec,
    SpecRef,
    ValItem,
    ValList,
)  # fmt: skip
from schemas.xmlnames import NCNAME
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes, read_capped

XI_NS: Final = "http://www.w3.org/2001/XInclude"
SCH_NS: Final = "http://purl.oclc.org/dsdl/schematron"
_XML_ID: Final = f"{{{XML_NS}}}id"
_MODES: Final = ("", "add", "change", "replace", "delete")
_MAX_FILES: Final = 200


def _tei(name: str) -> str:
    return f"{{{TEI_NS}}}{name}"


class OddFile:
    """An ODD and the files of its folder that it includes.

    ``source`` is a path or the bytes of the file; with bytes nothing can be included. ``path`` is how messages name it.
    Raises :class:`OddError`, also for what the safe reader of XML refuses.
    """

    def __init__(self, source: Path | bytes, *, path: str = "", folder: Path | None = None) -> None:
        self.path = path or (source.name if isinstance(source, Path) else "")
        self._file = source.resolve() if isinstance(source, Path) else None
        self._folder = folder or (self._file.parent if self._file else None)
        self._grafts: dict[etree._Element, str] = {}
        self._others: dict[Path, etree._Element] = {}
        self._open: list[Path] = [self._file] if self._file else []
        self.root = self._parse(source if isinstance(source, bytes) else self._bytes(source), self.path)
        self._include(self.root, self._file)
        self.patterns = PatternReader(self.place)

    def place(self, element: etree._Element) -> Place:
        """Where an element stands: the file it came from, and its line."""
        node: etree._Element | None = element if self._grafts else None
        path = self.path
        while node is not None:
            if node in self._grafts:
                path = self._grafts[node]
                break
            node = node.getparent()
        return Place(path, element.sourceline or 0)

    def fail(self, element: etree._Element, message: str) -> OddError:
        """Give the error to raise about an element."""
        return self.patterns.fail(element, message) if hasattr(self, "patterns") else self._early(element, message)

    def _early(self, element: etree._Element, message: str) -> OddError:
        place = self.place(element)
        return OddError(message, path=place.path, line=place.line)

    def local_file(self, element: etree._Element, href: str) -> Path:
        """Give the file of this ODD's folder that a reference names; raises :class:`OddError` for any other."""
        if self._folder is None:
            raise self.fail(element, f"“{href}” cannot be read: the ODD was not given as a file, so it has no folder")
        return local_path(self._folder, href, lambda message: self.fail(element, message))

    def named_file(self, href: str, place: Place) -> Path:
        """As :meth:`local_file`, for a reference of which only the place is known."""

        def fail(message: str) -> OddError:
            return OddError(message, path=place.path, line=place.line)

        if self._folder is None:
            raise fail(f"“{href}” cannot be read: the ODD was not given as a file, so it has no folder")
        return local_path(self._folder, href, fail)

    def _bytes(self, file: Path) -> bytes:
        try:
            return read_capped(file)
        except UnsafeXmlError as error:
            raise OddError(error.message, path=self.path) from error
        except OSError as error:
            raise OddError(
                f"the file cannot be read: {error.strerror or 'not a regular file'}", path=self.path
            ) from error

    def _parse(self, data: bytes, path: str) -> etree._Element:
        try:
            return parse_bytes(data, path=path).getroot()
        except UnsafeXmlError as error:
            from schemas.wellformed import check_wellformed

            fault = check_wellformed(data, path=path)
            if isinstance(fault, Finding):
                message = f"{fault.message}; {fault.suggestion}" if fault.suggestion else fault.message
                raise OddError(message, path=path, line=fault.line, column=fault.column) from error
            raise OddError(error.message, path=path, line=error.line, column=error.column) from error

    def _include(self, root: etree._Element, file: Path | None) -> None:
        for include in list(root.iter(f"{{{XI_NS}}}include")):
            href = include.get("href", "")
            target = self.local_file(include, href) if href else file
            if target is None or target in self._open:
                raise self.fail(include, f"XInclude of “{href}” would include itself; take the include out")
            if len(self._grafts) >= _MAX_FILES:
                raise self.fail(include, f"more than {_MAX_FILES} files are included")
            name = href if self._folder is None else target.relative_to(self._folder).as_posix()
            self._open.append(target)
            found = self._parse(self._bytes(target), name)
            self._include(found, target)
            self._open.pop()
            if pointer := include.get("xpointer"):
                found = self._pointed(include, found, pointer)
            found.tail = include.tail
            parent = include.getparent()
            if parent is None:
                raise self.fail(include, "the root of an ODD cannot be an XInclude")
            parent.replace(include, found)
            self._grafts[found] = name

    def _pointed(self, include: etree._Element, root: etree._Element, pointer: str) -> etree._Element:
        ident = pointer.removeprefix("element(").removesuffix(")")
        for element in root.iter(etree.Element):
            if element.get(_XML_ID) == ident:
                return element
        raise self.fail(include, f"xpointer “{pointer}” names no xml:id in the included file")

    def targets(self, ref: etree._Element, target: str) -> etree._Element:
        """Give the element that a ``specGrpRef`` points at."""
        href, _, ident = target.partition("#")
        root = self.root
        if href:
            file = self.local_file(ref, href)
            if file not in self._others:
                name = file.relative_to(cast("Path", self._folder)).as_posix()
                self._others[file] = self._parse(self._bytes(file), name)
                self._grafts[self._others[file]] = name
            root = self._others[file]
        if not ident:
            return root
        for element in root.iter(etree.Element):
            if element.get(_XML_ID) == ident:
                return element
        raise self.fail(ref, f"specGrpRef target “{target}”: there is no element with that xml:id")


def local_path(folder: Path, href: str, fail: "object") -> Path:
    """Give the regular file inside ``folder`` that ``href`` names; calls ``fail(message)`` for the error otherwise."""
    make = cast("type[OddError]", fail)
    scheme = href.partition(":")[0] if ":" in href else ""
    if scheme and scheme != "file" and "/" not in scheme:
        raise make(f"“{href}” is not a file of the ODD's folder, and nothing is fetched; save it there and refer to it")
    folder = folder.resolve()
    file = (folder / unquote(href.removeprefix("file:"))).resolve()
    if not file.is_relative_to(folder):
        raise make(f"“{href}” lies outside the ODD's folder, where nothing is read; move it into that folder")
    if not file.is_file():
        raise make(f"“{href}” does not exist in the ODD's folder; put the file there or take the reference out")
    return file


def read_customisation(file: OddFile, *, ident: str = "") -> Customisation:
    """Read the ``schemaSpec`` of an ODD: the one of that ``ident``, else the first.

    Raises :class:`OddError` if there is none.
    """
    found = list(file.root.iter(_tei("schemaSpec")))
    if ident:
        found = [spec for spec in found if spec.get("ident") == ident]
    if not found:
        wanted = f"no <schemaSpec ident=“{ident}”>" if ident else "no <schemaSpec>"
        raise OddError(
            f"{wanted} in this file: an ODD needs one, with a <moduleRef> for each module", path=file.path, line=1
        )
    return _SchemaReader(file, found[0]).read()


def read_library(file: OddFile, *, prose: bool = True) -> Library:
    """Read every specification of a file such as ``p5subset.xml``; the base that a customisation starts from."""
    reader = SpecReader(file, prose=prose)
    library: tuple[dict[str, ElementSpec], dict[str, ClassSpec], dict[str, PatternSpec]] = ({}, {}, {})
    modules = [element.get("ident", "") for element in file.root.iter(_tei("moduleSpec"))]
    for element in file.root.iter(*(_tei(name) for name in reader.kinds)):
        spec = reader.spec(element)
        if isinstance(spec, ElementSpec):
            library[0][spec.ident] = spec
        elif isinstance(spec, ClassSpec):
            library[1][spec.ident] = spec
        else:
            library[2][spec.ident] = spec
    return Library(*library, tuple(modules))


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
        local, of_attribute = name, element.tag == _tei("attDef")
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
                content = element.find(_tei("content"))
                if content is None:
                    content = element.find(_tei("valList"))
                    pattern = None if content is None else self.patterns.content(element)
                else:
                    pattern = self.patterns.content(content)
                return PatternSpec(
                    ident, "macro" if kind == "macroSpec" else "data", self.mode(element),
                    element.get("module", ""), pattern, self.docs(element), self.file.place(element),
                )  # fmt: skip

    def _element(self, element: etree._Element) -> ElementSpec:
        self.patterns.owner = ident = self.name(element)
        content = element.find(_tei("content"))
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
        found = element.find(_tei("altIdent"))
        if found is None:
            return ""
        name = (found.text or "").strip()
        return name if element.tag == _tei("valItem") else self._checked(element, name, "the <altIdent>", found)

    def _classes(self, element: etree._Element) -> tuple[tuple[Membership, ...] | None, Mode]:
        holder = element.find(_tei("classes"))
        if holder is None:
            return None, "replace"
        members = tuple(map(self._member, holder.iterchildren(_tei("memberOf"))))
        return members, self.mode(holder) or "replace"

    def _member(self, element: etree._Element) -> Membership:
        mode = self.mode(element)
        key = self.patterns.refer("class", element, use="leave" if mode == "delete" else "member")
        return Membership(key, mode)

    def _attributes(self, element: etree._Element) -> tuple[AttItem, ...]:
        found: list[AttItem] = []
        for holder in element.iterfind(_tei("attList")):
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
        datatype = element.find(_tei("datatype"))
        pattern = None if datatype is None else self.patterns.content(datatype)
        self.patterns.owner = owner
        usage = element.get("usage", "")
        if usage not in ("", "req", "rec", "opt", "mwa"):
            raise self.file.fail(element, f"@usage “{usage}” is not one of req, rec, opt")
        default = element.find(_tei("defaultVal"))
        values = element.find(_tei("valList"))
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
            for item in element.iterfind(_tei("valItem"))
        )  # fmt: skip
        return ValList(cast("Literal['', 'closed', 'semi', 'open']", kind), self.mode(element), items)

    def _params(self, item: etree._Element) -> tuple[str, ...]:
        return tuple(map(self.ident, item.iterfind(f"{_tei('paramList')}/{_tei('paramSpec')}")))

    def constraints(self, element: etree._Element) -> tuple[ConstraintSpec, ...]:
        """The ``constraintSpec`` children of a specification."""
        return tuple(map(self._constraint, element.iterfind(_tei("constraintSpec"))))

    def _constraint(self, spec: etree._Element) -> ConstraintSpec:
        nodes = [node for holder in spec.iterfind(_tei("constraint")) for node in elements(holder)]
        texts = tuple(outer_xml(node) for node in nodes)
        scope = {prefix: uri for prefix, uri in spec.nsmap.items() if prefix and uri != SCH_NS}
        used = tuple(sorted((p, u) for p, u in scope.items() if any(f"{p}:" in text for text in texts)))
        scheme = spec.get("scheme", "schematron")
        places = tuple(tuple(map(self.file.place, node.iter(etree.Element))) for node in nodes) if self._prose else ()
        return ConstraintSpec(spec.get("ident", ""), self.mode(spec), scheme, texts, used, self.docs(spec), places)


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
        for element in self._parts(schema, ()):
            name = etree.QName(element).localname
            if name in self.kinds:
                specs.append(self.spec(element))
            elif name == "moduleRef":
                refs.append(self._module_ref(element))
            elif name == "constraintSpec":
                constraints += [self._constraint(element)]
            else:
                refs.append(self._spec_ref(element, name.removesuffix("Ref")))
        start, exceptions = schema.get("start"), schema.get("defaultExceptions")
        title = self.file.root.find(f".//{_tei('titleStmt')}/{_tei('title')}")
        return Customisation(
            self.ident(schema), None if start is None or not start.strip() else tuple(start.split()),
            schema.get("ns"), schema.get("source", "").strip(), schema.get("docLang", ""),
            "" if title is None else plain_text(title),
            None if exceptions is None else self.patterns.names(schema, exceptions.split()),
            tuple(refs), tuple(specs), tuple(dict.fromkeys(constraints)), tuple(self.patterns.references),
            self.docs(schema), self.file.place(schema), read_chapters(self.file.root),
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
        if target.tag in (_tei("specGrp"), _tei("schemaSpec")):
            yield from self._parts(target, trail)
        elif str(target.tag).rpartition("}")[2] in (*self.kinds, "moduleRef"):
            yield target
        else:  # a whole file: every group in it
            for group in target.iter(_tei("specGrp")):
                if not any(True for _ in group.iterancestors(_tei("specGrp"))):
                    yield from self._parts(group, trail)

    def _names(self, element: etree._Element, name: str) -> tuple[str, ...] | None:
        value = element.get(name)
        return None if value is None else tuple(value.split())

    def _module_ref(self, element: etree._Element) -> ModuleRef:
        url = element.get("url", "").strip()
        key = element.get("key", "").strip()
        if not key and not url:
            raise self.file.fail(element, "<moduleRef> needs @key (a TEI module) or @url (a RELAX NG file)")
        content = element.find(_tei("content"))
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
