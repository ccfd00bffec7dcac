"""All that a compiled customisation is written as, by kind."""

from collections.abc import Callable, Iterable
from typing import Final, Literal, get_args

from schemas.engines.libxml import LibxmlEngine
from schemas.odd.as_json import write_json
from schemas.odd.html import write_html
from schemas.odd.manifest import MANIFEST, manifest
from schemas.odd.model import Schema
from schemas.odd.names import file_stem
from schemas.odd.rng import write_rng
from schemas.odd.schematron import load_rules, write_schematron
from schemas.odd.xsd import write_xsd
from schemas.odd.xsd_content import XsdGap

Kind = Literal["rng", "xsd", "sch", "html", "json"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PAGES: Final = "html"
"""The folder of the reference."""


def write_all(schema: Schema, kinds: Iterable[Kind] = KINDS) -> dict[str, bytes]:
    """Give the files of these kinds by name, called after the ident of the schema; names use ``/`` for folders.

    ``rng``: RELAX NG. ``xsd``: XML Schema, one document a namespace, and as text what it cannot say. ``sch``:
    Schematron. ``html``: the reference and a list of its files, in the folder :data:`PAGES`. ``json``: the model.
    RELAX NG and Schematron are loaded before they are given, so that nothing unusable is written. Raises
    :class:`schemas.errors.SchemaError` for what a language cannot hold.
    """
    stem = file_stem(schema.ident)
    written = {name: data for kind in dict.fromkeys(kinds) for name, data in _WRITERS[kind](schema, stem)}
    if grammar := written.get(f"{stem}.rng"):
        LibxmlEngine(grammar, kind="rng", path=f"{stem}.rng")
    if f"{stem}.sch" in written:
        load_rules(schema, path=f"{stem}.sch")
    return written


def _html(schema: Schema) -> Iterable[tuple[str, bytes]]:
    pages = write_html(schema)
    for name, data in (*pages, (MANIFEST, manifest(pages))):
        yield f"{PAGES}/{name}", data


def gaps_text(gaps: Iterable[XsdGap]) -> str:
    """What the XML Schema cannot say, a line each: the element (``*``: all of them), what, and why."""
    return "".join(f"{gap.element or '*'}: {gap.what} ({gap.why})\n" for gap in gaps)


def _xsd(schema: Schema, stem: str) -> Iterable[tuple[str, bytes]]:
    written = write_xsd(schema)
    yield from written.files
    yield f"{stem}.xsd.txt", gaps_text(written.gaps).encode()


_WRITERS: Final[dict[Kind, Callable[[Schema, str], Iterable[tuple[str, bytes]]]]] = {
    "rng": lambda schema, stem: [(f"{stem}.rng", write_rng(schema))],
    "xsd": _xsd,
    "sch": lambda schema, stem: [(f"{stem}.sch", write_schematron(schema))],
    "html": lambda schema, _: _html(schema),
    "json": lambda schema, stem: [(f"{stem}.json", write_json(schema))],
}
