"""RELAX NG and XML Schema in libxml2: the fast path for the verdict."""

from lxml import etree

from schemas.engines.base import EngineMessage, EngineName, Verdict
from schemas.errors import SchemaError
from tei.parse import parse_bytes

_MESSAGES = 50


class LibxmlEngine:
    """A RELAX NG grammar or an XML Schema, loaded by libxml2 once.

    The schema comes as bytes that are ours or were checked by :mod:`schemas.engines.foreign`; ``base`` is its file,
    against which relative includes are resolved. Raises :class:`SchemaError` if libxml2 cannot load it.
    """

    name: EngineName = "lxml"

    def __init__(self, schema: bytes, *, kind: str, path: str = "", base: str = "") -> None:
        root = parse_bytes(schema, path=path).getroot()
        root.getroottree().docinfo.URL = base or None
        try:
            self._schema = etree.RelaxNG(root) if kind == "rng" else etree.XMLSchema(root)
        except (etree.RelaxNGParseError, etree.XMLSchemaParseError) as error:
            raise SchemaError(f"{path}: the schema cannot be loaded: {error}") from error

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:  # noqa: ARG002 - the protocol
        """Judge a document."""
        if self._schema.validate(tree):
            return Verdict("lxml", valid=True)
        entries = list(self._schema.error_log)[:_MESSAGES]
        messages = tuple(EngineMessage(entry.message or "", entry.line, 0, entry.path or "") for entry in entries)
        return Verdict("lxml", valid=False, messages=messages)
