"""What is annotated in one text, whatever it was read from: names, quotations, dates.

Three forms are read: TEI documents; standoff JSON as ``gazetei export standoff`` writes it; and plain annotations, a
JSON list of objects with ``start``, ``end`` and ``type`` (``PER LOC ORG QUOTE DATE``) over the ``NAME.txt`` beside it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from encoder.errors import EncoderError
from encoder.evaluation.speakers import Kind, Speaker
from tei import TeiError, parse_file
from tei.export import QUOTATIONS, standoff

NAME_TYPES: Final = {"persName": "PER", "placeName": "LOC", "orgName": "ORG"}
_ENTRIES: Final[dict[str, Kind]] = {"PER": "person", "ORG": "org"}
_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "direct": ("said", "quote"), "fragment": ("said", "quote"), "scare": ("soCalled", "q"), "title": ("title",),
}  # fmt: skip
"""Which elements are right for a kind of the plain annotations; any other kind is no quotation."""

_ISO: Final = re.compile(r"^iso:")
_EDGES: Final = " \t\n\u00a0\u202f\u2009«»“”„‟‘’‹›\"'"


class EvaluationError(EncoderError, ValueError):
    """Annotations that cannot be read or compared; ``path`` names the file."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        self.message = message
        super().__init__(f"{path}: {message}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its place, its type (``PER LOC ORG``), whose it is, and the identifiers of that (``geonames:170017``)."""

    start: int
    end: int
    type: str
    entity: str
    links: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation without its marks: its place, the elements that are right for it, who says it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A date: its place and its value, ISO 8601 or empty."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its annotations; offsets are code points, half-open.

    ``open`` are places where names count for nothing, ``open_dates`` where dates do.
    """

    path: str
    text: str
    names: tuple[Name, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    dates: tuple[Date, ...] = ()
    open: tuple[tuple[int, int], ...] = ()
    open_dates: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where annotations stand: a file, or one line of a JSON Lines file (1-based, 0 for the whole file).

    ``name`` is what it is paired by: the file's name without its ending, or the document's id.
    """

    path: Path
    name: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


def read_annotated(source: Path | Source) -> Annotated:
    """Read the annotations of one document; raises :class:`EvaluationError` that says what is wrong and what to do."""
    where = Source(source, source.stem) if isinstance(source, Path) else source
    path = where.path
    try:
        if path.suffix == ".xml":
            return _of_standoff(standoff(parse_file(path).getroot()), str(where))
        data = json.loads(_one_line(where) if path.suffix == ".jsonl" else _whole(path))
        if isinstance(data, list):
            return _of_list(data, _text_beside(path), str(where))
        return _of_standoff(data, str(where))
    except TeiError as error:
        raise EvaluationError(str(where), f"it cannot be read as TEI: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(str(where), f"it cannot be read: {error}") from error
    except json.JSONDecodeError as error:
        line = where.line or error.lineno
        raise EvaluationError(f"{path}:{line}:{error.colno}", f"it is no JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, EvaluationError):
            raise
        raise EvaluationError(str(where), "this JSON is nested too deep, or has numbers that are too long") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(str(where), _formless(error)) from error


def sources_of(path: Path) -> Sequence[Source]:
    """Give the documents of a file: the lines of JSON Lines, each named by its id; any other file is one."""
    if path.suffix != ".jsonl":
        return [Source(path, path.stem)]
    found = []
    try:
        for number, line in enumerate(_whole(path).split("\n"), 1):
            if line.strip():
                found.append(Source(path, _id_of(line, path.stem), number))
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(str(path), f"it cannot be read: {error}") from error
    return found if len(found) > 1 else [Source(path, path.stem)]


def _id_of(line: str, other: str) -> str:
    """Give the id of a line of JSON; one that has none, or is broken, is said when it is read."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return other
    own = data.get("id") if isinstance(data, dict) else None
    return own if isinstance(own, str) and own else other


def _formless(error: Exception) -> str:
    """Say why some JSON is not the form of annotations: what is missing, or that something is of another kind."""
    if isinstance(error, KeyError) and error.args[0] in ("registers", "spans", "text", "start", "end", "type"):
        lacks = f"it has no “{error.args[0]}”"
    else:
        lacks = "something in it is not what it should be"
    return (
        f"this JSON is not the form of annotations: {lacks}; give what gazetei export standoff writes (id, text, "
        "spans, registers), or a list of objects with start, end and type beside NAME.txt"
    )


def _whole(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _one_line(where: Source) -> str:
    lines = _whole(where.path).split("\n")
    if where.line:
        return lines[where.line - 1]
    lines = [line for line in lines if line.strip()]
    if len(lines) > 1:
        message = f"it holds {len(lines)} documents; give the whole file to gazetei evaluate, which pairs them by id"
        raise EvaluationError(str(where), message)
    return lines[0] if lines else ""


def _check_place(path: str, start: object, end: object, text: str) -> None:
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(text):
        raise EvaluationError(
            path, f"the annotation {start!r:.20}–{end!r:.20} lies outside the text, which has {len(text)}"
        )


def _text_beside(path: Path) -> str:
    text = path.with_suffix(".txt")
    if not text.is_file():
        raise EvaluationError(str(path), f"the text it annotates is missing; put it beside as {text.name}")
    return text.read_text(encoding="utf-8")


def _of_standoff(data: Mapping[str, Any], path: str) -> Annotated:
    registers = {f"#{entry['id']}": entry for entry in data["registers"]}
    text = data["text"]
    speakers = _Speakers(registers, data["spans"])
    names: list[Name] = []
    quotations = []
    dates = []
    for span in data["spans"]:
        start, end, tag, attributes = span["start"], span["end"], span["tag"], span["attributes"]
        _check_place(path, start, end, text)
        if tag in NAME_TYPES and not (names and names[-1].end >= end):
            ref = attributes.get("ref", "")
            links = frozenset(f"{kind}:{value}" for kind, value in registers.get(ref, {}).get("idno", {}).items())
            names.append(Name(start, end, NAME_TYPES[tag], ref or text[start:end], links))
        elif tag in QUOTATIONS or (tag == "title" and _is_marked(text, start, end)):
            inner = _inside(text, start, end)
            if inner:
                said_by = attributes.get("who") or (attributes.get("source", "") if tag == "quote" else "")
                quotations.append(Quotation(*inner, (tag,), tuple(speakers[ref] for ref in said_by.split())))
        elif tag == "date":
            dates.append(Date(start, end, _value(attributes)))
    return Annotated(path, text, tuple(names), tuple(quotations), tuple(dates))


def _of_list(data: Sequence[Mapping[str, Any]], text: str, path: str) -> Annotated:
    names = []
    quotations = []
    dates = []
    kinds: dict[str, Kind] = {
        one.get("canonical") or text[one["start"] : one["end"]]: _ENTRIES[one["type"]]
        for one in data
        if one["type"] in _ENTRIES
    }
    free = []
    free_dates = []
    for one in data:
        start, end, kind = one["start"], one["end"], one["type"]
        _check_place(path, start, end, text)
        if kind in NAME_TYPES.values():
            if one.get("optional") or one.get("alt"):
                free.append((start, end))
                continue
            links = frozenset(_ISO.sub("iso3166:", link) for link in (one.get("ref") or "").split() if ":" in link)
            names.append(Name(start, end, kind, one.get("canonical") or text[start:end], links))
        elif kind == "QUOTE" and one.get("kind") in _KINDS:
            forms = tuple(form for form in (one.get("speaker"), one.get("speaker_canonical")) if form)
            said_by = (Speaker(forms, kinds.get(forms[-1], "")),) if forms else ()
            quotations.append(Quotation(start, end, _KINDS[one["kind"]], said_by))
        elif kind == "DATE" and one.get("optional"):
            free_dates.append((start, end))
        elif kind == "DATE":
            dates.append(Date(start, end, one.get("ref") or ""))
    return Annotated(path, text, tuple(names), tuple(quotations), tuple(dates), tuple(free), tuple(free_dates))


class _Speakers(dict[str, Speaker]):
    """The speakers that pointers mean, each with what points at it as well; one that means no entry is its own form."""

    def __init__(self, registers: Mapping[str, Mapping[str, Any]], spans: Sequence[Mapping[str, Any]]) -> None:
        self._registers = registers
        self._mentions: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for span in spans:
            if ref := span["attributes"].get("ref"):
                self._mentions[ref].add((span["start"], span["end"]))

    def __missing__(self, ref: str) -> Speaker:
        entry = self._registers.get(ref, {})
        kind = entry.get("kind", "")
        forms = tuple(_form(form) for form in entry.get("forms", ())) or (ref,)
        made = Speaker(forms, kind if kind in get_args(Kind) else "", frozenset(self._mentions[ref]))
        return self.setdefault(ref, made)


def _form(form: Any) -> str:
    return str(form["text"] if isinstance(form, Mapping) else form)


def _is_marked(text: str, start: int, end: int) -> bool:
    return (
        text[start : start + 1] in tuple(_EDGES)
        or text[max(start - 1, 0)] in '«“"'
        or text[end : end + 1] in ("»", "”")
    )


def _inside(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give a quotation's place without its marks and the spaces inside them, or ``None`` if nothing is left."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None


def _value(attributes: Mapping[str, str]) -> str:
    if attributes.get("when"):
        return attributes["when"]
    ends = (attributes.get("from") or attributes.get("notBefore"), attributes.get("to") or attributes.get("notAfter"))
    return "/".join(filter(None, ends))


def outermost(names: Iterable[Name]) -> tuple[Name, ...]:
    """Give the names that lie in no other, in order."""
    kept: list[Name] = []
    for one in sorted(names, key=lambda name: (name.start, -name.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
