"""Explaining one element of a customisation: what it may hold, where it may stand, which attributes it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import fill

from schemas.errors import SchemaError
from schemas.nearest import nearest
from schemas.odd.algebra import (
    Alternate,
    AnyElement,
    Content,
    Data,
    ElementRef,
    Empty,
    Interleave,
    NotAllowed,
    Repeat,
    Sequence,
    Text,
    TokenList,
    Values,
    children,
    references,
)  # fmt: skip
from schemas.odd.model import Attribute, Constraint, Docs, Element, Schema


class UnknownElementError(SchemaError, LookupError):
    """There is no element of that name in the schema; ``near`` are names that are alike."""

    def __init__(self, name: str, schema: str, near: tuple[str, ...]) -> None:
        self.name = name
        self.near = near
        hint = f"; did you mean {' or '.join(f'<{other}>' for other in near)}?" if near else ""
        super().__init__(f"there is no element <{name}> in the schema “{schema}”{hint}")


@dataclass(frozen=True, slots=True)
class ExplainedAttribute:
    """One attribute: its name, whether it must be there, what it may hold in words, and the class it comes from."""

    name: str
    required: bool
    holds: str
    values: tuple[str, ...]
    from_class: str
    desc: str
    renamed_from: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What there is to say of an element; names are those of documents, in the order of the model."""

    name: str
    renamed_from: str
    """What TEI or the ODD calls it, if that is another name."""
    namespace: str
    module: str
    gloss: str
    desc: str
    classes: tuple[str, ...]
    content: str
    holds: tuple[tuple[str, tuple[str, ...]], ...]
    """The elements it may hold, grouped by the model class through which they are allowed (``""``: named itself)."""
    text: bool
    stands_in: tuple[str, ...]
    starts: bool
    attributes: tuple[ExplainedAttribute, ...]
    exclusive: tuple[tuple[tuple[str, ...], ...], ...]
    rules: tuple[str, ...]


def explain(schema: Schema, name: str, *, lang: str = "en") -> Explanation:
    """Explain the element of that name (or ident), with words in ``lang`` where the ODD has them.

    Raises :class:`UnknownElementError`.
    """
    element = _find(schema, name)
    parents = tuple(other.name for other in schema.elements if element.ident in references(other.content))
    return Explanation(
        element.name, element.renamed_from, element.namespace, element.module, _words(element.docs, "gloss", lang),
        _words(element.docs, "desc", lang), element.classes, compact(schema, element.content), _groups(schema, element),
        _has_text(element.content), tuple(dict.fromkeys(parents)), element.ident in schema.start,
        tuple(_attribute(attribute, lang) for attribute in element.attributes),
        tuple(choice.alternatives for choice in element.choices),
        tuple(dict.fromkeys(constraint.ident for constraint in _rules(schema, element))),
    )  # fmt: skip


def render(explanation: Explanation, *, width: int = 100) -> str:
    """The explanation as plain text for a terminal of that many columns."""
    return "\n".join(_lines(explanation, width)) + "\n"


def _lines(found: Explanation, width: int) -> Iterator[str]:
    heading = f"<{found.name}>" + (f", the <{found.renamed_from}> of TEI or the ODD" if found.renamed_from else "")
    heading += f" {found.gloss}" if found.gloss else ""
    yield heading + (f" (module {found.module})" if found.module else "")
    if found.desc:
        yield fill(found.desc, width, initial_indent="  ", subsequent_indent="  ")
    yield from _listed("Content", [found.content], width)
    for group, names in found.holds:
        yield from _listed(f"  from {group}" if group else "  named here", list(names), width)
    yield from _listed("May stand in", [*(["(the root)"] if found.starts else []), *found.stands_in], width)
    yield from _listed("Classes", list(found.classes), width)
    if found.attributes:
        yield "Attributes"
    for attribute in found.attributes:
        mark = " (required)" if attribute.required else ""
        origin = f" [{attribute.from_class}]" if attribute.from_class else ""
        renamed = f", the @{attribute.renamed_from} of TEI or the ODD" if attribute.renamed_from else ""
        line = f"@{attribute.name}{renamed}{mark}: {attribute.holds}{origin}"
        yield fill(line, width, initial_indent="  ", subsequent_indent="      ")
        if attribute.desc:
            yield fill(attribute.desc, width, initial_indent="      ", subsequent_indent="      ")
    for choice in found.exclusive:
        yield "  one of: " + " or ".join(" and ".join(f"@{name}" for name in group) for group in choice)
    yield from _listed("Rules", list(found.rules), width)


def _listed(title: str, items: list[str], width: int) -> Iterator[str]:
    if items and items != [""]:
        yield fill(
            f"{title}: {', '.join(items)}", width, subsequent_indent=" " * (len(title) - len(title.lstrip()) + 4)
        )


def compact(schema: Schema, content: Content) -> str:
    """A content model in the compact notation of grammars, classes by name: ``head?, (model.pLike | lg)+``."""
    return _compact(schema, content, inside=False)


def _compact(schema: Schema, content: Content, *, inside: bool) -> str:  # noqa: PLR0911 (one case each)
    match content:
        case Empty():
            return "empty"
        case NotAllowed():
            return "nothing (not usable)"
        case Text():
            return "text"
        case ElementRef(ident):
            return schema.by_ident[ident].name
        case AnyElement(require, exclude):
            spaces = f" of {' or '.join(require)}" if require else ""
            besides = (
                f" except {', '.join(local if local != '*' else space for space, local in exclude)}" if exclude else ""
            )
            return f"any element{spaces}{besides}"
        case Alternate(_, of) if of:
            return of
        case Sequence(items) | Alternate(items) | Interleave(items):
            mark = {Sequence: ", ", Alternate: " | ", Interleave: " & "}[type(content)]
            joined = mark.join(_compact(schema, item, inside=True) for item in items)
            return f"({joined})" if inside and len(items) > 1 else joined
        case Repeat(item, low, high):
            inner = _compact(schema, item, inside=True)
            inner = f"({inner})" if " " in inner and not inner.startswith("(") else inner
            marks = {(0, 1): "?", (0, None): "*", (1, None): "+"}
            return inner + marks.get((low, high), f"{{{low},{'' if high is None else high}}}")
        case Data(kind, facets):
            return kind + "".join(f" {name} {value}" for name, value in facets)
        case Values(names):
            joined = " | ".join(f"“{name}”" for name in names)
            return f"({joined})" if inside and len(names) > 1 else joined
        case TokenList(item, low, high):
            many = "one or more" if (low, high) == (1, None) else f"{low} to {'any number' if high is None else high}"
            return f"{many} of {_compact(schema, item, inside=True)}"


_NOTHING = Schema("", (), ())


def _attribute(attribute: Attribute, lang: str) -> ExplainedAttribute:
    renamed = attribute.ident if attribute.ident not in (attribute.written, attribute.name) else ""
    values = tuple(value.name for value in attribute.values.items) if attribute.values else ()
    closed = attribute.values is not None and attribute.values.type == "closed"
    holds = (
        attribute.declared
        if attribute.declared and not closed
        else _compact(_NOTHING, attribute.datatype, inside=False)
    )
    if values and not closed:
        holds += f" (for example {', '.join(f'“{value}”' for value in values[:5])})"
    return ExplainedAttribute(
        attribute.written,
        attribute.required,
        holds,
        values,
        attribute.from_class,
        _words(attribute.docs, "desc", lang),
        renamed,
    )


def _find(schema: Schema, name: str) -> Element:
    for element in schema.elements:
        if name in (element.name, element.ident):
            return element
    names = sorted({element.name for element in schema.elements})
    folded = [other for other in names if other.casefold() == name.casefold()]
    raise UnknownElementError(name, schema.ident, tuple(folded or filter(None, [nearest(name, names)])))


def _words(docs: Docs, kind: str, lang: str) -> str:
    prose = getattr(docs, kind)
    chosen = [item for item in prose if item.lang.split("-")[0] == lang] or prose
    return chosen[0].text if chosen else ""


def _groups(schema: Schema, element: Element) -> tuple[tuple[str, tuple[str, ...]], ...]:
    groups: dict[str, dict[str, None]] = {}
    stack: list[tuple[Content, str]] = [(element.content, "")]
    while stack:
        part, of = stack.pop()
        if isinstance(part, ElementRef):
            groups.setdefault(of, {})[schema.by_ident[part.ident].name] = None
        inner = part.of if isinstance(part, Alternate) and part.of else of
        stack.extend((child, inner) for child in reversed(children(part)))
    return tuple((of, tuple(names)) for of, names in groups.items())


def _has_text(content: Content) -> bool:
    stack = [content]
    while stack:
        part = stack.pop()
        if isinstance(part, Text | Data | Values | TokenList):
            return True
        stack.extend(children(part))
    return False


def _rules(schema: Schema, element: Element) -> Iterator[Constraint]:
    yield from element.constraints
    seen: set[str] = set()
    stack = list(element.classes)
    while stack:
        ident = stack.pop(0)
        cls = schema.class_by_ident.get(ident)
        if cls is not None and ident not in seen:
            seen.add(ident)
            yield from cls.constraints
            stack.extend(cls.classes)
