"""An independent Schematron processor for the tests: a stylesheet written from the schema, run by Saxon.

It shares nothing with the engine under test but the definition of Schematron: rules become templates, patterns modes.
"""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lxml import etree

SCH = "{http://purl.oclc.org/dsdl/schematron}"
HEAD = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'xmlns:err="http://www.w3.org/2005/xqt-errors" exclude-result-prefixes="#all" expand-text="no" %s>'
    '<xsl:output method="xml"/><xsl:mode on-no-match="shallow-skip"/>'
)


def stylesheet(schema: etree._Element) -> str:
    """Write the stylesheet of a schema that uses no abstract patterns or rules."""
    namespaces = {ns.get("prefix"): ns.get("uri") for ns in schema.iter(f"{SCH}ns")}
    out = [HEAD % " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in namespaces.items())]
    out += [variable(let) for let in schema.findall(f"{SCH}let")]
    patterns = schema.findall(f"{SCH}pattern")
    for number, pattern in enumerate(patterns):
        out += [variable(let) for let in pattern.findall(f"{SCH}let")]
        rules = pattern.findall(f"{SCH}rule")
        for place, rule in enumerate(rules):
            out.append(
                f"<xsl:template match={quoteattr(rule.get('context'))} "
                f'mode="m{number}" priority="{len(rules) - place}">'
            )
            out += [variable(let) for let in rule.findall(f"{SCH}let")]
            for check in rule:
                if check.tag in (f"{SCH}assert", f"{SCH}report"):
                    out.append(assertion(check))
            out.append(f'<xsl:apply-templates select="@* | node()" mode="m{number}"/></xsl:template>')
        out.append(
            f'<xsl:template match="@* | node()" mode="m{number}" priority="-5"><xsl:apply-templates '
            f'select="@* | node()" mode="m{number}"/></xsl:template>'
        )
    out.append('<xsl:template match="/"><findings>')
    out += [f'<xsl:apply-templates select="." mode="m{number}"/>' for number in range(len(patterns))]
    out.append("</findings></xsl:template>")
    out += [
        f'<xsl:template match="/" mode="m{number}" priority="-4"><xsl:apply-templates mode="m{number}"/></xsl:template>'
        for number in range(len(patterns))
    ]
    return "".join(out) + "</xsl:stylesheet>"


def variable(let: etree._Element) -> str:
    return f"<xsl:variable name={quoteattr(let.get('name'))} select={quoteattr(let.get('value'))}/>"


def assertion(check: etree._Element) -> str:
    test = check.get("test")
    condition = f"not({test})" if check.tag.endswith("assert") else f"boolean({test})"
    message = "".join(message_part(node) for node in check.xpath("node()"))
    finding = f'<finding node="{{path(.)}}"><test>{escape(test)}</test><message>{message}</message></finding>'
    fault = f'<finding node="{{path(.)}}" error="true"><test>{escape(test)}</test><message/></finding>'
    return f"<xsl:try><xsl:if test={quoteattr(condition)}>{finding}</xsl:if><xsl:catch>{fault}</xsl:catch></xsl:try>"


def message_part(node: object) -> str:
    if isinstance(node, str):
        return f"<xsl:text>{escape(node)}</xsl:text>"
    assert isinstance(node, etree._Element)
    if node.tag == f"{SCH}name":
        return f'<xsl:value-of select="name({node.get("path", ".")})"/>'
    if node.tag == f"{SCH}value-of":
        return f"<xsl:value-of select={quoteattr(node.get('select'))}/>"
    return "".join(message_part(child) for child in node.xpath("node()"))


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def place(element: etree._Element, attribute: str = "") -> str:
    """Give the place of a node as path() of XPath 3.1 writes it."""
    steps = []
    node: etree._Element | None = element
    while node is not None:
        name = etree.QName(node)
        number = sum(1 for _ in node.itersiblings(node.tag, preceding=True)) + 1
        steps.append(f"/Q{{{name.namespace or ''}}}{name.localname}[{number}]")
        node = node.getparent()
    path = "".join(reversed(steps))
    if not attribute:
        return path
    name = etree.QName(attribute)
    return f"{path}/@" + (f"Q{{{name.namespace}}}{name.localname}" if name.namespace else name.localname)


class Saxon:
    """Runs one schema on many documents."""

    def __init__(self, schema: bytes) -> None:
        from saxonche import PySaxonProcessor

        self.processor = PySaxonProcessor(license=False)
        compiler = self.processor.new_xslt30_processor()
        root = etree.fromstring(schema)
        self.executable = compiler.compile_stylesheet(stylesheet_text=stylesheet(root))

    def findings(self, document: bytes) -> list[tuple[str, str, str, bool]]:
        """Give node, test, message and whether it is an error, sorted."""
        node = self.processor.parse_xml(xml_text=document.decode())
        result = etree.fromstring(self.executable.transform_to_string(xdm_node=node).encode())
        return sorted(self._read(result))

    def _read(self, result: etree._Element) -> Iterator[tuple[str, str, str, bool]]:
        for finding in result:
            text = " ".join(finding.findtext("message", "").split())
            yield (
                finding.get("node", ""),
                " ".join(finding.findtext("test", "").split()),
                text,
                finding.get("error") is not None,
            )
