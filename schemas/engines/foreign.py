"""A schema that the user brings: what it may include, and whether it can be loaded in reasonable time.

A schema can name others, by address or by path. Those inside its own folder are read; anything else is refused
before an engine sees it. Loading runs first in a process of its own with a time limit, for some grammars keep
libxml2 busy for hours.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from schemas.errors import SchemaError
from tei.errors import UnsafeXmlError
from tei.parse import parse_bytes, read_capped

LOAD_LIMIT: Final = 20.0
"""Seconds that loading a user's schema may take."""

RNG_NS: Final = "http://relaxng.org/ns/structure/1.0"
XSD_NS: Final = "http://www.w3.org/2001/XMLSchema"
_REFERENCES: Final = {
    **{f"{{{RNG_NS}}}{name}": "href" for name in ("include", "externalRef")},
    **{f"{{{XSD_NS}}}{name}": "schemaLocation" for name in ("include", "import", "redefine", "override")},
}
_MAX_FILES: Final = 200
_LOADER: Final = """
import sys
from lxml import etree
kind, path = sys.argv[1:]
parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
with open(path, "rb") as stream:
    root = etree.fromstring(stream.read(), parser, base_url=path)
try:
    (etree.RelaxNG if kind == "rng" else etree.XMLSchema)(root)
except (etree.RelaxNGParseError, etree.XMLSchemaParseError) as error:
    sys.exit(str(error))
"""


def check_schema(path: Path) -> bytes:
    """Give the bytes of a RELAX NG or XML Schema file once all it refers to is known to be in its own folder.

    Raises :class:`SchemaError`, naming file, line and reference, for one that is remote, outside, missing or
    in a loop, and for one that takes longer than :data:`LOAD_LIMIT` to load.
    """
    folder = path.resolve().parent
    data = _check_file(path, folder, ())
    _try_loading(path)
    return data


def _check_file(path: Path, folder: Path, above: tuple[Path, ...]) -> bytes:
    shown = str(path)
    if path.resolve() in above:
        raise SchemaError(f"{shown}: the schema includes itself ({' > '.join(p.name for p in (*above, path))})")
    if len(above) > _MAX_FILES:
        raise SchemaError(f"{shown}: the schema includes more than {_MAX_FILES} files in one another")
    try:
        data = read_capped(path)
        root = parse_bytes(data, path=shown).getroot()
    except UnsafeXmlError as error:
        raise SchemaError(f"{error}") from error
    except OSError as error:
        raise SchemaError(f"{shown}: cannot be read: {error.strerror or error}") from error
    for element in root.iter(*_REFERENCES):
        reference = element.get(_REFERENCES[str(element.tag)])
        if reference is not None:
            _check_file(_target(reference, path, folder, element), folder, (*above, path.resolve()))
    if root.tag == f"{{{RNG_NS}}}grammar" and not above:
        _check_definitions(root, shown)
    return data


def _target(reference: str, path: Path, folder: Path, element: etree._Element) -> Path:
    where = f"{path}:{element.sourceline}"
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc:
        raise SchemaError(
            f"{where}: the schema refers to {reference}; remote schemas are not fetched: save it beside it"
        )
    target = path.parent / unquote(parts.path)
    if not target.resolve().is_relative_to(folder):
        raise SchemaError(f"{where}: the schema refers to {reference}, which is outside its folder; copy it beside it")
    return target


def _check_definitions(root: etree._Element, shown: str) -> None:
    """Refuse a grammar that stands alone and refers to a definition it does not have."""
    if next(root.iter(f"{{{RNG_NS}}}include", f"{{{RNG_NS}}}externalRef", f"{{{RNG_NS}}}parentRef"), None) is not None:
        return
    defined = {define.get("name") for define in root.iter(f"{{{RNG_NS}}}define")}
    for ref in root.iter(f"{{{RNG_NS}}}ref"):
        if ref.get("name") not in defined:
            raise SchemaError(
                f"{shown}:{ref.sourceline}: the schema refers to “{ref.get('name')}”, which it does not define"
            )


def _try_loading(path: Path) -> None:
    kind = "xsd" if path.suffix == ".xsd" else "rng"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-I", "-c", _LOADER, kind, str(path.resolve())],
            capture_output=True, timeout=LOAD_LIMIT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        message = (
            f"{path}: libxml2 could not load the schema in {LOAD_LIMIT:.0f} seconds; give the ODD, or use --engine jing"
        )
        raise SchemaError(message) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SchemaError(f"{path}: the schema cannot be loaded: {reason[-1][:300] if reason else 'unknown reason'}")
