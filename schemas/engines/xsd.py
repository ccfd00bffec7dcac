"""The second, independent engine: the package xmlschema, for XML Schema."""

from importlib import import_module
from pathlib import Path
from typing import Any, Final

from lxml import etree

from schemas.engines.base import EngineMessage, EngineName, Verdict
from schemas.errors import SchemaError
from schemas.odd.xsd_regex import Matcher, RegexError, matcher

_MESSAGES: Final = 50


class _Pattern:
    """An expression of XML Schema in the place of one of Python."""

    def __init__(self, matches: Matcher) -> None:
        self._matches = matches

    def match(self, text: str) -> bool | None:
        """Give ``True`` if all of the text matches, and ``None`` if not, as xmlschema asks for it."""
        return True if self._matches(text) else None


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
        self._bound_patterns(shown)

    def _bound_patterns(self, shown: str) -> None:
        """Match the patterns of the schema in linear time: Python's own matcher can go on for ever (``(a+)+b``)."""
        facets: Any = import_module("xmlschema.validators.facets")
        for component in self._schema.maps.iter_components(facets.XsdFacet):
            found: Any = component
            if not isinstance(found, facets.XsdPatternFacets):
                continue
            try:
                found.patterns[:] = [_Pattern(matcher(pattern)) for pattern in found.regexps]
            except RegexError as error:
                raise SchemaError(f"{shown}: a pattern of the schema is refused: {error}") from error

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
