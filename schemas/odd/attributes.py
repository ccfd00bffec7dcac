"""Attributes of classes and elements: merging what a customisation says into what stands, and inheritance.

A definition in a merged list is either whole (``add``), an override of an inherited one (``change``), a mark that an
inherited one is deleted (``delete``), or of no stated mode: then it is an override if it names no datatype and there is
something to override, and whole otherwise. Overrides of what is not inherited (any more) are void.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schemas.odd.merge import merge_constraints, merge_docs, merge_values
from schemas.odd.specs import AttChoice, AttDef, AttItem, AttRef, ClassSpec, Membership


def merge_attributes(old: tuple[AttItem, ...], new: tuple[AttItem, ...]) -> tuple[AttItem, ...]:
    """Apply the items of a change to the items of a specification."""
    merged = list(old)
    for item in new:
        if isinstance(item, AttDef):
            _merge_one(merged, item)
        elif isinstance(item, AttChoice):
            names = {part.ident for group in item.alternatives for part in group if isinstance(part, AttDef)}
            merged = [other for other in merged if not (isinstance(other, AttDef) and other.ident in names)]
            merged.append(_clean_choice(item))
        elif item not in merged:
            merged.append(item)
    return tuple(merged)


def _clean_choice(choice: AttChoice) -> AttChoice:
    return AttChoice(
        tuple(
            tuple(_as_stated(part) if isinstance(part, AttDef) else part for part in group)
            for group in choice.alternatives
        )
    )


def _merge_one(merged: list[AttItem], new: AttDef) -> None:
    for index, item in enumerate(merged):
        if isinstance(item, AttDef) and item.ident == new.ident:
            result = _merge_definitions(item, new)
            merged[index] = result
            return
        if isinstance(item, AttRef) and _ref_name(item) == new.ident and new.mode != "change":
            merged[index] = _as_stated(new)
            return
        if isinstance(item, AttChoice) and any(
            _named(part, new.ident) for group in item.alternatives for part in group
        ):
            merged[index : index + 1] = _merge_in_choice(item, new)
            return
    merged.append(_as_stated(new))


def _named(part: AttDef | AttRef, ident: str) -> bool:
    return (part.ident if isinstance(part, AttDef) else _ref_name(part)) == ident


def _merge_in_choice(choice: AttChoice, new: AttDef) -> list[AttItem]:
    groups = []
    for group in choice.alternatives:
        parts: list[AttDef | AttRef] = []
        for part in group:
            if not _named(part, new.ident):
                parts.append(part)
            elif new.mode != "delete":
                parts.append(_merge_definitions(part, new) if isinstance(part, AttDef) else part)
        if parts:
            groups.append(tuple(parts))
    if len(groups) > 1:
        return [AttChoice(tuple(groups))]
    # what was one choice of two is no choice any more
    return [part for group in groups for part in group]


def _as_stated(new: AttDef) -> AttDef:
    """The definition with its mode reduced to whole, override or deletion."""
    if new.mode in ("change", "delete"):
        return new
    return replace(new, mode="add" if new.mode else "", values=merge_values(None, new.values))


def _merge_definitions(old: AttDef, new: AttDef) -> AttDef:
    if new.mode == "delete":
        return AttDef(new.ident, mode="delete", place=new.place)
    if new.mode == "change" or (not new.mode and new.datatype is None and old.mode != "delete"):
        return old if old.mode == "delete" else override(old, new)
    return _as_stated(new)


def override(old: AttDef, new: AttDef) -> AttDef:
    """The old definition with what the new one says in its place; it stays as whole as it was."""
    return replace(
        old,
        alt_ident=new.alt_ident or old.alt_ident,
        namespace=old.namespace if new.namespace is None else new.namespace,
        usage=new.usage or old.usage,
        datatype=old.datatype if new.datatype is None else new.datatype,
        occurs=old.occurs if new.datatype is None else new.occurs,
        values=merge_values(old.values, new.values),
        default=old.default if new.default is None else new.default,
        valid_until=new.valid_until or old.valid_until,
        constraints=merge_constraints(old.constraints, new.constraints),
        docs=merge_docs(old.docs, new.docs),
        place=new.place,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """An attribute that a class or an element has: its whole definition, and the class that gave it (``""``: own)."""

    definition: AttDef
    origin: str


@dataclass(frozen=True, slots=True)
class Holding:
    """All attributes of a class or an element by ident, and the choices among them as groups of idents."""

    held: Mapping[str, Held]
    choices: tuple[tuple[tuple[str, ...], ...], ...] = ()


class Inheritance:
    """The attributes of each class, inherited ones included. A class that does not exist gives nothing."""

    def __init__(self, classes: Mapping[str, ClassSpec]) -> None:
        self._classes = classes
        self._known: dict[str, Holding] = {}
        self._ancestors: dict[str, frozenset[str]] = {}

    def ancestors(self, ident: str) -> frozenset[str]:
        """All existing classes that a class is a member of, directly or not."""
        if ident not in self._ancestors:
            self._ancestors[ident] = frozenset()
            cls = self._classes.get(ident)
            keys = [m.key for m in (cls.classes or ()) if m.key in self._classes] if cls else []
            self._ancestors[ident] = frozenset(keys).union(*(self.ancestors(key) for key in keys))
        return self._ancestors[ident]

    def of_class(self, ident: str) -> Holding:
        """The attributes that a member of the class inherits."""
        if ident not in self._known:
            self._known[ident] = Holding({})  # what a class that is its own ancestor finds of itself
            cls = self._classes.get(ident)
            if cls is not None:
                self._known[ident] = self.of_members(cls.classes or (), cls.attributes, ident)
        return self._known[ident]

    def of_members(self, members: tuple[Membership, ...], own: tuple[AttItem, ...], owner: str = "") -> Holding:
        """The attributes of something that is in these classes and states these items itself."""
        held: dict[str, Held] = {}
        choices: dict[tuple[tuple[str, ...], ...], None] = {}
        for member in members:
            inherited = self.of_class(member.key)
            choices.update(dict.fromkeys(inherited.choices))
            for ident, new in inherited.held.items():
                old = held.get(ident)
                if old is None or (old.origin != new.origin and old.origin in self.ancestors(new.origin)):
                    held[ident] = new
        for item in own:
            if isinstance(item, AttChoice):
                for group in item.alternatives:
                    for part in group:
                        self._state(held, part, owner)
                choices[tuple(tuple(_part_ident(part) for part in group) for group in item.alternatives)] = None
            else:
                self._state(held, item, owner)
        left = (_kept_choice(choice, held) for choice in choices)
        return Holding(held, tuple(choice for choice in left if len(choice) > 1))

    def _state(self, held: dict[str, Held], item: AttDef | AttRef, owner: str) -> None:
        if isinstance(item, AttRef):
            cls, name = ref_parts(item)
            found = self.of_class(cls).held
            held.update((ident, found[ident]) for ident in found if name in (ident, ident.replace(":", "")))
        elif item.mode == "delete":
            held.pop(item.ident, None)
        elif item.mode == "change" or (not item.mode and item.datatype is None and item.ident in held):
            if item.ident in held:
                old = held[item.ident]
                held[item.ident] = Held(override(old.definition, item), owner or old.origin)
        else:
            held[item.ident] = Held(item, owner)


def _kept_choice(choice: tuple[tuple[str, ...], ...], held: Mapping[str, Held]) -> tuple[tuple[str, ...], ...]:
    groups = (tuple(ident for ident in group if ident in held) for group in choice)
    return tuple(group for group in groups if group)


def _part_ident(part: AttDef | AttRef) -> str:
    return part.ident if isinstance(part, AttDef) else ref_parts(part)[1]


def ref_parts(ref: AttRef) -> tuple[str, str]:
    """Give the class and the attribute that are referred to."""
    if ref.cls:
        return ref.cls, ref.name
    cls, _, name = ref.name.partition(".attribute.")
    return cls, name


def _ref_name(ref: AttRef) -> str:
    return ref_parts(ref)[1]
