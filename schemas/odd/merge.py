"""Merging the parts that classes, elements and attributes have in common: memberships, constraints, words, values."""

from dataclasses import replace

from schemas.odd.model import Docs
from schemas.odd.specs import ConstraintSpec, Membership, ValItem, ValList


def added(members: tuple[Membership, ...]) -> tuple[Membership, ...]:
    """The memberships of a list that do not delete."""
    return tuple(Membership(member.key) for member in members if member.mode != "delete")


def merge_classes(old: tuple[Membership, ...], new: tuple[Membership, ...] | None, mode: str) -> tuple[Membership, ...]:
    """Apply a ``classes`` element: ``mode="replace"`` (also where none is stated) puts the new list in its place."""
    if new is None:
        return old
    if mode != "change":
        return added(new)
    gone = {member.key for member in new if member.mode == "delete"}
    kept = [member for member in old if member.key not in gone]
    keys = {member.key for member in kept}
    return (*kept, *(member for member in added(new) if member.key not in keys))


def merge_constraints(old: tuple[ConstraintSpec, ...], new: tuple[ConstraintSpec, ...]) -> tuple[ConstraintSpec, ...]:
    """Apply ``constraintSpec`` elements: one of a known ident takes its place or, with mode delete, takes it away."""
    if not new:
        return old
    merged = {spec.ident or str(index): spec for index, spec in enumerate(old)}
    for index, spec in enumerate(new, len(old)):
        key = spec.ident or str(index)
        if spec.mode == "delete":
            merged.pop(key, None)
        elif spec.mode == "change" and key in merged and not spec.nodes:
            merged[key] = replace(merged[key], docs=merge_docs(merged[key].docs, spec.docs))
        else:
            merged[key] = replace(spec, mode="")
    return tuple(merged.values())


def merge_docs(old: Docs, new: Docs) -> Docs:
    """What is newly said takes the place of what was said, kind by kind."""
    if new == Docs():
        return old
    return Docs(new.gloss or old.gloss, new.desc or old.desc, new.remarks or old.remarks, new.examples or old.examples)


def merge_values(old: ValList | None, new: ValList | None) -> ValList | None:
    """Apply a ``valList``: mode change, or items with modes, alter the old list; any other takes its place."""
    if new is None:
        return old
    if new.mode == "delete":
        return None
    altering = new.mode == "change" or (not new.mode and any(item.mode for item in new.items))
    if not altering or old is None:
        return ValList(new.type, "", tuple(replace(item, mode="") for item in new.items if item.mode != "delete"))
    items = {item.ident: item for item in old.items}
    for item in new.items:
        if item.mode == "delete":
            items.pop(item.ident, None)
        elif item.ident in items and item.mode in ("", "change"):
            known = items[item.ident]
            items[item.ident] = ValItem(
                item.ident,
                item.alt_ident or known.alt_ident,
                "",
                merge_docs(known.docs, item.docs),
                item.parameters or known.parameters,
                merge_constraints(known.constraints, item.constraints),
            )
        else:
            items[item.ident] = replace(item, mode="")
    return ValList(new.type or old.type, "", tuple(items.values()))
