"""RELAX NG and XML Schema in libxml2: the fast path for the verdict."""

from lxml import etree

from schemas.engines.base import EngineMessage, EngineName, Verdict
from schemas.errors import SchemaError
from schemas.locator import shown
from schemas.odd.xsd_regex import RegexError, parse
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
            self._patterns = _patterns(root)
            self._schema = etree.RelaxNG(root) if kind == "rng" else etree.XMLSchema(root)
        except (etree.RelaxNGParseError, etree.XMLSchemaParseError) as error:
            raise SchemaError(f"{path}: the schema cannot be loaded: {error}") from error

    def judge(self, data: bytes, tree: "etree._ElementTree[etree._Element]") -> Verdict:  # noqa: ARG002 - the protocol
        """Judge a document. Raises ``TimeoutError`` where libxml2 gives up, which some patterns make it do."""
        try:
            valid = self._schema.validate(tree)
        except (etree.XMLSchemaValidateError, etree.RelaxNGValidateError) as error:
            raise TimeoutError(self._given_up()) from error
        if valid:
            return Verdict("lxml", valid=True)
        entries = list(self._schema.error_log)[:_MESSAGES]
        messages = tuple(EngineMessage(entry.message or "", entry.line, 0, entry.path or "") for entry in entries)
        return Verdict("lxml", valid=False, messages=messages)

    def _given_up(self) -> str:
        named = next(iter([one for one in self._patterns if _is_costly(one)] or self._patterns), "")
        why = f"the pattern “{shown(named)}” of the schema takes too many steps" if named else "it takes too many steps"
        return (
            f"libxml2 gave up the check against the schema: {why}; --engine xmlschema matches patterns in linear time"
        )


def _patterns(schema: etree._Element) -> tuple[str, ...]:
    """Give the patterns that a RELAX NG or an XML Schema has in its own file."""
    facets = (node.get("value", "") for node in schema.iter("{http://www.w3.org/2001/XMLSchema}pattern"))
    params = schema.iter("{http://relaxng.org/ns/structure/1.0}param")
    return tuple(dict.fromkeys([*facets, *(node.text or "" for node in params if node.get("name") == "pattern")]))


def _is_costly(pattern: str) -> bool:
    """Whether there is repetition inside repetition, which makes a matcher that backtracks try all divisions."""
    try:
        stack = [(parse(pattern), False)]
    except RegexError:
        return False
    while stack:
        tree, repeated = stack.pop()
        if tree[0] == "rep":
            unbounded = tree[3] is None
            if repeated and unbounded:
                return True
            stack.append((tree[1], repeated or unbounded))
        elif tree[0] != "char":
            stack += [(part, repeated) for part in tree[1]]
    return False
