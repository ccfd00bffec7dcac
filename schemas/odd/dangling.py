"""References of a customisation to what its schema does not have: they take effect nowhere, and nobody meant that."""

from collections.abc import Iterable, Iterator, Mapping

from schemas.errors import OddError
from schemas.nearest import nearest
from schemas.odd.algebra import ElementRef, Interleave, Repeat, Sequence
from schemas.odd.attributes import Inheritance, ref_parts
from schemas.odd.model import Note
from schemas.odd.specs import (
    AttChoice,
    AttDef,
    AttItem,
    AttRef,
    ClassSpec,
    Customisation,
    ElementSpec,
    Library,
    Pattern,
    PatternSpec,
    Reference,
    Spec,
)  # fmt: skip

_KINDS = {"element": "element", "class": "class", "macro": "macro", "data": "datatype"}


def dangling(references: Iterable[Reference], library: Library, base: Library) -> Iterator[Note]:
    """Yield a note for each reference whose target is not in ``library``, what the customisation makes of ``base``.

    References of a specification that is not in the library itself do not count. Raises :class:`OddError` for a macro
    or datatype, without which there is no content.
    """
    for one in dict.fromkeys(references):
        if one.key in _named(library, one) or not _is_live(one.owner, library):
            continue
        known = _named(base, one).get(one.key)
        if one.use == "leave":
            if known is None:
                yield Note(f"{_said(one)}, and there is none of that name{_near(one, base)}", *_at(one))
            continue
        if known is None:
            near = _near(one, library) or _near(one, base)
            message = f"{_said(one)}, and there is none of that name{near}"
        else:
            module = f" (module “{known.module}”)" if known.module else ""
            message = f"{_said(one)}, which is not in the schema{module}: take it in, or take the reference out"
        if one.kind in ("macro", "data"):
            raise OddError(message, path=one.place.path, line=one.place.line)
        yield Note(message, *_at(one))


def void_attributes(specs: Iterable[Spec], library: Library, base: Library) -> Iterator[Note]:
    """Yield a note for each change, deletion or use of an attribute that its element or class never had.

    ``library`` is what the customisation makes of ``base``. What it has itself taken away before does not count.
    """
    before, after = Inheritance(base.classes), Inheritance(library.classes)
    for spec in specs:
        if isinstance(spec, PatternSpec) or spec.mode == "delete":
            continue
        for item in _items(spec.attributes):
            if isinstance(item, AttRef):
                cls, name = ref_parts(item)
                known = {*before.of_class(cls).held, *after.of_class(cls).held}
                if name not in known and name not in {ident.replace(":", "") for ident in known}:
                    message = f"“{spec.ident}” takes @{name} of the class “{cls}”, which has no such attribute"
                    yield Note(message + _meant(name, known), item.place.path, item.place.line)
            elif item.mode in ("change", "delete"):
                known = _held(spec, base, before) | _held(spec, library, after)
                if known and item.ident not in known:
                    doing = "changing" if item.mode == "change" else "deleting"
                    message = f"{doing} @{item.ident} of “{spec.ident}” has no effect: it has no such attribute"
                    yield Note(message + _meant(item.ident, known), item.place.path, item.place.line)


def undone(custom: Customisation, library: Library, base: Library) -> Iterator[Note]:
    """Yield a note for each element that requires another one, which its customisation has taken away.

    Its content is that of ``base``; what the customisation says itself is a reference (:func:`dangling`). What was
    never taken has not been taken away.
    """
    gone = {name: ref.place for ref in custom.refs for name in ref.exclude}
    gone |= {spec.ident: spec.place for spec in custom.specs if spec.mode == "delete"}
    for ident, spec in library.elements.items():
        known = base.elements.get(ident)
        if known is None or known.content is not spec.content or spec.content is None:
            continue
        for name in dict.fromkeys(_required(spec.content)):
            if name in gone and name not in library.elements and name in base.elements:
                message = f"“{name}” is not in the schema, and “{ident}” requires it: here “{ident}” is valid without"
                yield Note(f"{message}, and other processors may want it", gone[name].path, gone[name].line)


def _required(content: Pattern) -> Iterator[str]:
    """Yield the elements that a content model cannot do without, as far as it names them itself."""
    match content:
        case ElementRef(ident):
            yield ident
        case Sequence(items) | Interleave(items):
            for item in items:
                yield from _required(item)
        case Repeat(item, low, _) if low:
            yield from _required(item)


def _items(attributes: Iterable[AttItem]) -> Iterator[AttDef | AttRef]:
    for item in attributes:
        if isinstance(item, AttChoice):
            yield from (part for group in item.alternatives for part in group)
        else:
            yield item


def _held(spec: ElementSpec | ClassSpec, library: Library, inheritance: Inheritance) -> set[str]:
    """Give the attributes that an element or class of a library inherits or states, and does not only change."""
    there = (library.elements if isinstance(spec, ElementSpec) else library.classes).get(spec.ident)
    if there is None:
        return set()
    own = {item.ident for item in _items(there.attributes) if isinstance(item, AttDef) and item.mode in ("", "add")}
    return own | set(inheritance.of_members(there.classes or (), ()).held)


def _meant(name: str, known: Iterable[str]) -> str:
    near = nearest(name, sorted(known))
    return f"; did you mean “{near}”?" if near else ""


def _at(reference: Reference) -> tuple[str, int]:
    return reference.place.path, reference.place.line


def _named(library: Library, reference: Reference) -> Mapping[str, ElementSpec | ClassSpec | PatternSpec]:
    if reference.kind == "element":
        return library.elements
    return library.classes if reference.kind == "class" else library.patterns


def _is_live(owner: str, library: Library) -> bool:
    ident = owner.partition("/@")[0]
    return ident in library.elements or ident in library.classes or ident in library.patterns


def _said(reference: Reference) -> str:
    spec, _, attribute = reference.owner.partition("/@")
    owner = f"@{attribute} of “{spec}”" if attribute else f"“{spec}”"
    what = f"the {_KINDS[reference.kind]} “{reference.key}”"
    match reference.use:
        case "member":
            return f"{owner} is made a member of {what}"
        case "leave":
            return f"{owner} is to leave {what}"
    return f"{owner} refers to {what}"


def _near(reference: Reference, library: Library) -> str:
    near = nearest(reference.key, _named(library, reference))
    return f"; did you mean “{near}”?" if near else ""
