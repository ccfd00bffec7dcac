"""Applying a customisation to a library: what is taken, what is deleted, what is added, replaced or changed.

The semantics are those of the TEI Guidelines, section 23.3, and where they leave room, of TEIC/TEI issue 2914:
deletions count first and void every other change of what they delete; changes of classes reach the elements before
the elements' own changes do. A specification without a mode adds what is new; of what exists it replaces the
definition if it is a whole one (classes and content), and changes it otherwise. It never deletes.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from schemas.errors import Mistakes, OddError
from schemas.nearest import nearest
from schemas.odd.attributes import merge_attributes
from schemas.odd.merge import added, merge_classes, merge_constraints, merge_docs
from schemas.odd.model import Note, Place
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
    ModuleRef,
    PatternSpec,
    Spec,
    SpecRef,
)  # fmt: skip

Bases = Callable[[str, Place], Library]
"""Gives the library that a ``@source`` names (``""``: TEI P5); raises :class:`OddError` where there is none."""


def customise(custom: Customisation, bases: Bases) -> tuple[Library, tuple[Note, ...]]:
    """Give the library that a customisation makes, and what it says that has no effect.

    Raises :class:`OddError` for a module that does not exist.
    """
    work = _Customiser(custom, bases)
    work.take()
    work.apply()
    return work.library(), tuple(work.notes)


class _Customiser:
    def __init__(self, custom: Customisation, bases: Bases) -> None:
        self._custom = custom
        self._bases = bases
        self._base = bases(custom.source, custom.place)
        self.notes: list[Note] = []
        self._elements: dict[str, ElementSpec] = {}
        self._classes: dict[str, ClassSpec] = {}
        self._patterns: dict[str, PatternSpec] = dict(self._base.patterns)
        self._modules: dict[str, None] = {}

    def library(self) -> Library:
        return Library(self._elements, self._classes, self._patterns, tuple(self._modules), self._base.version)

    def _note(self, place: Place, message: str) -> None:
        self.notes.append(Note(message, place.path, place.line))

    def take(self) -> None:
        """Take what the references name, in the order of the library it comes from."""
        taken: dict[int, tuple[Library, dict[str, ElementSpec], dict[str, ClassSpec]]] = {}
        mistakes = Mistakes()
        for ref in self._custom.refs:
            library = self._bases(ref.source, ref.place) if ref.source else self._base
            _, elements, classes = taken.setdefault(id(library), (library, {}, {}))
            with mistakes.noted():
                if isinstance(ref, ModuleRef):
                    if ref.key:
                        self._take_module(ref, library, elements, classes)
                else:
                    self._take_spec(ref, library, elements, classes)
        mistakes.tell()
        for library, elements, classes in taken.values():
            self._elements |= {ident: elements[ident] for ident in library.elements if ident in elements}
            self._classes |= {ident: classes[ident] for ident in library.classes if ident in classes}
            self._patterns = {**library.patterns, **self._patterns}

    def _take_module(
        self, ref: ModuleRef, library: Library, elements: dict[str, ElementSpec], classes: dict[str, ClassSpec]
    ) -> None:
        own = {spec.module for spec in self._custom.specs}
        if ref.key not in library.modules and ref.key not in own:
            near = nearest(ref.key, library.modules)
            hint = f"did you mean “{near}”?" if near else f"the modules are {', '.join(library.modules)}"
            message = f"there is no module “{ref.key}”; {hint}"
            raise OddError(message, path=ref.place.path, line=ref.place.line)
        self._modules[ref.key] = None
        members = {ident: spec for ident, spec in library.elements.items() if spec.module == ref.key}
        for name in (*(ref.include or ()), *ref.exclude):
            if name not in members and name not in library.classes:
                message = f"module “{ref.key}” has no element “{name}”: naming it has no effect"
                home = library.elements[name].module if name in library.elements else ""
                hint = f"; it belongs to the module “{home}”" if home else _or_meant(name, members, library.elements)
                self._note(ref.place, message + hint)
        if ref.include is not None:
            members = {ident: spec for ident, spec in members.items() if ident in ref.include}
        elements.update((ident, spec) for ident, spec in members.items() if ident not in ref.exclude)
        for ident, cls in library.classes.items():
            if cls.module == ref.key and ident not in ref.exclude:
                classes.setdefault(ident, cls)

    def _take_spec(
        self, ref: SpecRef, library: Library, elements: dict[str, ElementSpec], classes: dict[str, ClassSpec]
    ) -> None:
        if ref.kind == "element" and ref.key in library.elements:
            elements[ref.key] = library.elements[ref.key]
        elif ref.kind == "class" and ref.key in library.classes:
            classes[ref.key] = _restricted(library.classes[ref.key], ref)
        elif ref.kind in ("macro", "data") and ref.key in library.patterns:
            self._patterns[ref.key] = library.patterns[ref.key]
        elif not any(spec.ident == ref.key for spec in self._custom.specs):
            kinds: Iterable[str] = library.patterns
            if ref.kind in ("element", "class"):
                kinds = library.elements if ref.kind == "element" else library.classes
            message = f"there is no {ref.kind} “{ref.key}” to refer to: the reference has no effect"
            self._note(ref.place, message + _or_meant(ref.key, kinds))

    def apply(self) -> None:
        """Apply the specifications: deletions first, then classes, patterns and elements, each in document order."""
        deleted: set[tuple[str, str]] = set()
        for spec in self._custom.specs:
            if spec.mode == "delete":
                self._delete(spec)
                deleted.add((type(spec).__name__, spec.ident))
        for kind in (ClassSpec, PatternSpec, ElementSpec):
            for spec in self._custom.specs:
                if not isinstance(spec, kind) or spec.mode == "delete":
                    continue
                if (kind.__name__, spec.ident) in deleted and spec.mode not in ("add", "replace"):
                    self._note(
                        spec.place, f"“{spec.ident}” is deleted elsewhere in the schema: changing it has no effect"
                    )
                    continue
                if isinstance(spec, ClassSpec):
                    self._apply_class(spec)
                elif isinstance(spec, PatternSpec):
                    self._apply_pattern(spec)
                else:
                    self._apply_element(spec)

    def _delete(self, spec: Spec) -> None:
        holder: dict[str, ElementSpec] | dict[str, ClassSpec] | dict[str, PatternSpec]
        if isinstance(spec, ElementSpec):
            holder = self._elements
        else:
            holder = self._classes if isinstance(spec, ClassSpec) else self._patterns
        if holder.pop(spec.ident, None) is None:
            message = f"“{spec.ident}” is not in the schema: deleting it has no effect"
            self._note(spec.place, message + ("" if self._known(spec) else _or_meant(spec.ident, holder)))

    def _apply_class(self, spec: ClassSpec) -> None:
        old = self._classes.get(spec.ident)
        whole = spec.mode in ("add", "replace") or (not spec.mode and old is None)
        if whole or (not spec.mode and old is not None and spec.classes is not None and spec.attributes):
            kind = spec.type or (old.type if old else "") or ("atts" if spec.ident.startswith("att.") else "model")
            self._classes[spec.ident] = replace(
                spec, type=kind, mode="", module=spec.module or (old.module if old else ""),
                classes=added(spec.classes or ()), attributes=_defined(spec.attributes),
                constraints=_live(spec.constraints),
            )  # fmt: skip
        elif old is None:
            self._absent(spec, "class")
        else:
            self._classes[spec.ident] = replace(
                old, classes=merge_classes(old.classes or (), spec.classes, spec.classes_mode),
                attributes=merge_attributes(old.attributes, spec.attributes),
                constraints=merge_constraints(old.constraints, spec.constraints),
                docs=merge_docs(old.docs, spec.docs), place=spec.place,
            )  # fmt: skip

    def _apply_pattern(self, spec: PatternSpec) -> None:
        old = self._patterns.get(spec.ident)
        if spec.mode == "change" and old is None:
            self._absent(spec, spec.kind)
        elif old is None or spec.mode in ("add", "replace"):
            self._patterns[spec.ident] = replace(spec, mode="")
        else:
            content = old.content if spec.content is None else spec.content
            self._patterns[spec.ident] = replace(
                old, content=content, docs=merge_docs(old.docs, spec.docs), place=spec.place
            )

    def _apply_element(self, spec: ElementSpec) -> None:
        old = self._elements.get(spec.ident)
        if old is not None and spec.mode == "add" and (spec.namespace or "") not in ("", old.namespace or ""):
            # a namesake in another namespace: both stay
            self._elements[f"{{{spec.namespace}}}{spec.ident}"] = self._new_element(spec, None)
            return
        if spec.mode in ("add", "replace") or (not spec.mode and (old is None or _whole(spec))):
            self._elements[spec.ident] = self._new_element(spec, old)
        elif old is None:
            self._absent(spec, "element")
        else:
            self._elements[spec.ident] = replace(
                old,
                namespace=old.namespace if spec.namespace is None else spec.namespace,
                alt_ident=spec.alt_ident or old.alt_ident,
                classes=merge_classes(old.classes or (), spec.classes, spec.classes_mode),
                content=old.content if spec.content is None else spec.content,
                attributes=merge_attributes(old.attributes, spec.attributes),
                constraints=merge_constraints(old.constraints, spec.constraints),
                valid_until=spec.valid_until or old.valid_until,
                docs=merge_docs(old.docs, spec.docs), place=spec.place,
            )  # fmt: skip

    def _new_element(self, spec: ElementSpec, old: ElementSpec | None) -> ElementSpec:
        return replace(
            spec, mode="", module=spec.module or (old.module if old else ""), classes=added(spec.classes or ()),
            attributes=_defined(spec.attributes), constraints=_live(spec.constraints),
        )  # fmt: skip

    def _absent(self, spec: Spec, kind: str) -> None:
        known = self._known(spec)
        if known is not None:
            why = f"it is not in the schema (it belongs to module “{known.module}”)"
        else:
            names = self._elements if kind == "element" else self._classes if kind == "class" else self._patterns
            meant = _or_meant(spec.ident, names) or "; to make a new one, write mode=“add”"
            why = f"there is none of that name{meant}"
        self._note(spec.place, f"changing the {kind} “{spec.ident}” has no effect: {why}")

    def _known(self, spec: Spec) -> Spec | None:
        base = self._base
        return base.elements.get(spec.ident) or base.classes.get(spec.ident) or base.patterns.get(spec.ident)


def _or_meant(name: str, *kinds: Iterable[str]) -> str:
    """Ask for the name that was probably meant, of the first kind that has one like it."""
    near = next((found for names in kinds if (found := nearest(name, names))), "")
    return f"; did you mean “{near}”?" if near else ""


def _whole(spec: ElementSpec) -> bool:
    return spec.content is not None and spec.classes is not None


def _restricted(cls: ClassSpec, ref: SpecRef) -> ClassSpec:
    """The class with those of its attributes that a ``classRef`` takes."""

    def wanted(ident: str) -> bool:
        return (ref.include is None or ident in ref.include) and ident not in ref.exclude

    def kept(items: Iterable[AttItem]) -> tuple[AttItem, ...]:
        found: list[AttItem] = []
        for item in items:
            if isinstance(item, AttChoice):
                groups = (tuple(part for part in group if wanted(_ident(part))) for group in item.alternatives)
                if len(left := tuple(group for group in groups if group)) > 1:
                    found.append(AttChoice(left))
                else:
                    found += [part for group in left for part in group]
            elif wanted(_ident(item)):
                found.append(item)
        return tuple(found)

    return replace(cls, attributes=kept(cls.attributes))


def _ident(item: AttDef | AttRef) -> str:
    return item.ident if isinstance(item, AttDef) else item.name


def _defined(items: tuple[AttItem, ...]) -> tuple[AttItem, ...]:
    return merge_attributes((), items)


def _live(constraints: tuple[ConstraintSpec, ...]) -> tuple[ConstraintSpec, ...]:
    return tuple(replace(spec, mode="") for spec in constraints if spec.mode != "delete")
