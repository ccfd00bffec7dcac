"""The compiled model as JSON: everything in it, in its own order, the same bytes every time."""

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from schemas.odd.algebra import Content
from schemas.odd.model import Schema

FORMAT = 1
"""Raised when the shape of the JSON changes in a way that readers must know of."""


def write_json(schema: Schema) -> bytes:
    """Give the model as indented UTF-8 JSON.

    Each record is an object of its fields, those that are empty left out; each term of a content model says in ``is``
    what it is (``Sequence``, ``ElementRef`` …).
    """
    table = {"format": FORMAT, **_plain(schema)}
    return json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n"


_LEFT_OUT = frozenset({"places"})  # how a file was named on the command line is nothing of its meaning
_TERMS = frozenset(term.__name__ for term in get_args(Content))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        record: dict[str, Any] = {"is": kind} if kind in _TERMS else {}
        for item in fields(value):
            if item.name in _LEFT_OUT:
                continue
            part = _plain(getattr(value, item.name))
            if part not in ("", None, [], {}) or (item.name == "max" and part is None):
                record[item.name] = part
        return record
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
