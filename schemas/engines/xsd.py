"""The second, independent engine: the package xmlschema, for XML Schema."""

from pathlib import Path
from typing import Any, Final

from lxml import etree

from schemas.engines.base import EngineMessage, EngineName, Verdict
from schemas.errors import SchemaError

_MESSAGES: Final = 50


class XmlschemaEngine:
    """An XML Schema, loaded by xmlschema once: no entities, nothing from outside the folder of the schema.

    ``path`` is its file, ``shown`` how messages name it. Raises :class:`SchemaError` if it cannot be loaded.
    """

    name: EngineName = "xmlschema"

    def __init__(self, path: Path, *, shown: str) -> None:
        import xmlschema

        try:
            self._schema = xmlschema.XMLSchema10(str(path), base_url=str(path.parent), defuse="always", allow="sandbox")
        except (xmlschema.XMLSchemaException, ValueError, OSError) as error:
            raise SchemaError(f"{shown}: the schema cannot be loaded: {str(error).splitlines()[0][:300]}") from error

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:  # noqa: ARG002 - the protocol
        """Judge a document."""
        document: Any = tree
        messages = []
        for error in self._schema.iter_errors(document):
            path = tree.getpath(error.elem) if etree.iselement(error.elem) else ""
            messages.append(EngineMessage((error.reason or error.message or "").strip(), xpath=path))
            if len(messages) >= _MESSAGES:
                break
        return Verdict("xmlschema", valid=not messages, messages=tuple(messages))
