"""What an engine says, in our words: for a schema that came without the ODD it was made from."""

import re
from typing import Final

from lxml import etree

from schemas.engines.base import EngineMessage
from schemas.finding import Finding
from schemas.habits import meant_attribute, meant_element
from schemas.locator import Locator, shown
from schemas.nearest import by_likeness
from schemas.positions import Place, SourceMap
from tei.names import local_name

_CLARK: Final = re.compile(r"\{[^{}]*\}")
_QUOTED: Final = re.compile(r'"([^"<>\s]+)"')
_LISTED: Final = re.compile(r"\( (?P<names>.*?) \)|(?<=tag )\{?(?P<one>[\w:.-]+)\}?(?= expected)")
# the messages of jing, libxml2 (RELAX NG, XML Schema) and xmlschema, the most telling first
_KINDS: Final = (
    ("child-missing", r'element "[^"]+" (?:incomplete|not allowed yet)|Missing child|got nothing|is not complete'),
    ("attribute-missing", r"missing required attribute|is required but missing|failed to validate attributes"),
    ("attribute-not-allowed", r'attribute "?\S+"? not allowed|Invalid attribute|attribute .*is not allowed'),
    ("value-datatype", r"value of attribute|not a valid value|not an element of the set|doesn't allow|pattern|facet"),
    ("text-not-allowed", r"text not allowed|Character content|character data|extra content: #?text"),
    (
        "element-not-allowed",
        r'element "[^"]+" not allowed|not expect|extra content|Unexpected child|Expecting element',
    ),
)
_IDENTITY: Final = re.compile(
    r"duplicated? (?:ID|key|xs:ID|xsd:ID)|ID \S+ (?:has )?already|atomic type 'xs:ID'|IDREF|not unique", re.IGNORECASE
)
_FOLLOWER: Final = re.compile(r"failed to validate content|Extra element|in interleave|Error validating", re.I)


def is_identity(message: EngineMessage) -> bool:
    """Whether a message is about ids and pointers, which the layer of links checks."""
    return bool(_IDENTITY.search(message.text))


def translate(
    messages: tuple[EngineMessage, ...], places: SourceMap, locator: Locator, *, cascading: bool = False
) -> list[Finding]:
    """Give one finding for each element an engine complains of, from its most telling message.

    ``cascading`` engines (libxml2 on RELAX NG) complain of much that follows from one fault: of theirs, only what
    is said of the innermost element is kept.
    """
    found: dict[etree._Element, EngineMessage] = {}
    lines = _lines(places) if any(not message.xpath for message in messages) else {}
    for message in messages:
        element = _element(message, places, lines)
        if element not in found or (_FOLLOWER.search(found[element].text) and not _FOLLOWER.search(message.text)):
            found[element] = message
    # libxml2 goes on to complain of all that holds the culprit
    culprits = [
        element
        for element in found
        if not (_FOLLOWER.search(found[element].text) and any(element in other.iterancestors() for other in found))
    ]
    if cascading and culprits:
        culprits = [max(culprits, key=lambda element: sum(1 for _ in element.iterancestors()))]
    return sorted(_finding(found[element], element, places, locator) for element in culprits)


def _lines(places: SourceMap) -> dict[int, list[etree._Element]]:
    lines: dict[int, list[etree._Element]] = {}
    for element in places.root.iter(etree.Element):
        lines.setdefault(places.tag(element).line, []).append(element)
    return lines


def _element(message: EngineMessage, places: SourceMap, lines: dict[int, list[etree._Element]]) -> etree._Element:
    """Give the element a message is about: by path, or by the line and the names that the message has in quotes."""
    if message.xpath:
        nodes = places.root.getroottree().xpath(message.xpath)
        for node in nodes if isinstance(nodes, list) else []:
            if etree.iselement(node):
                return node
    here = lines.get(message.line, [])
    names = [name.rpartition(":")[2] for name in _QUOTED.findall(_CLARK.sub("", message.text))]
    # jing gives the column behind the tag
    before = [one for one in here if not message.column or places.tag(one).column <= message.column]
    named = [one for one in before if local_name(one.tag) in names[:1]]
    return (named or before or here or [places.root])[-1]


def _finding(message: EngineMessage, element: etree._Element, places: SourceMap, locator: Locator) -> Finding:
    text = " ".join(_CLARK.sub("", message.text).split())
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, text, re.IGNORECASE)), "not-valid")
    name = local_name(element.tag)
    parent = element.getparent()
    owner = local_name(parent.tag) if parent is not None else ""
    expected = _expected(text)
    attribute = next((str(key) for key in element.attrib if re.search(rf"\b{re.escape(local_name(key))}\b", text)), "")
    place = places.element(element)
    said, fix = text, ""
    if kind == "element-not-allowed" and owner:
        said = f"<{shown(name)}> is not allowed in <{shown(owner)}>"
        meant = meant_element(name, expected)
        fix = f"did you mean <{meant}>?" if meant else ""
    elif kind == "attribute-not-allowed" and attribute:
        said = f"<{shown(name)}> cannot have @{shown(local_name(attribute))}"
        place = places.attribute_name(element, attribute)
        meant = meant_attribute(local_name(attribute), expected)
        fix = f"did you mean {meant}?" if meant else "remove it"
    elif kind == "value-datatype" and attribute:
        said = f"@{local_name(attribute)}=“{shown(str(element.get(attribute)))}” of <{shown(name)}> is not allowed"
        place = places.attribute_value(element, attribute)
    elif kind == "child-missing" and expected:
        missing = " or ".join(f"<{one}>" for one in expected[:3])
        before = f"is missing before <{shown(name)}>" if "not allowed yet" in text else "is missing"
        said = f"{missing} {before}" if "before" in before else f"<{shown(name)}> is incomplete: {missing} {before}"
        fix = f"add <{expected[0]}>" if len(expected) == 1 else ""
    elif kind == "attribute-missing" and expected:
        said = f"<{shown(name)}> has no @{expected[0]}, which is mandatory"
        fix = f'add {expected[0]}="…"'
    elif kind == "text-not-allowed":
        said = f"text is not allowed directly in <{shown(name)}>"
    return _located(
        kind, element, place, said, expected=by_likeness(name, expected), fix=fix, places=places, locator=locator
    )


def _located(
    kind: str, element: etree._Element, place: Place, said: str, *, expected: tuple[str, ...], fix: str,
    places: SourceMap, locator: Locator,
) -> Finding:  # fmt: skip
    return locator.finding(
        kind, place, said[:400], xpath=places.xpath(element), subject=local_name(element.tag), expected=expected,
        suggestion=fix,
    )  # fmt: skip


def _expected(text: str) -> tuple[str, ...]:
    """Give the names that would be right, which jing puts in quotes and libxml2 and xmlschema in brackets."""
    match = re.search(r"expected|missing required (?:element|attribute)s?", text)
    if not match:
        return ()
    rest = text[match.end() :]
    if match := _LISTED.search(text):
        return tuple(dict.fromkeys((match["names"] or match["one"] or "").replace(",", " ").replace("'", "").split()))
    return tuple(dict.fromkeys(name.rpartition(":")[2] for name in _QUOTED.findall(rest)))
