"""Make the table of TEI P5 facts from TEI's ``p5subset.xml``: ``python -m schemas.scripts.build_p5_facts P5SUBSET``.

Structure is carried over (names, classes, content models, datatypes, value idents, XPath tests); glosses,
descriptions, remarks, examples and the words of constraints are not. TEI P5 is © TEI Consortium, CC BY or BSD-2.
"""

import argparse
import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from schemas.odd.file import OddFile
from schemas.odd.read import read_library
from schemas.odd.specs import AttChoice, AttDef, AttItem, AttRef, ConstraintSpec, Library
from schemas.p5.facts import FILE, pack
from schemas.scripts.p5_messages import MESSAGES

_SCH = "{http://purl.oclc.org/dsdl/schematron}"
VERSION = "4.9.0"


def own_words(spec: ConstraintSpec) -> ConstraintSpec:
    """The constraint with our own sentence in the place of each message, and without comments."""
    nodes = []
    messages = list(MESSAGES.get(spec.ident, ()))
    for node in spec.nodes:
        root = etree.fromstring(node, etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False))
        for check in root.iter(f"{_SCH}assert", f"{_SCH}report"):
            test = " ".join(check.get("test", "").split())
            for child in list(check):
                check.remove(child)
            holds = "must hold" if check.tag == f"{_SCH}assert" else "must not hold"
            check.text = messages[0] if messages else f"the rule “{spec.ident}” of TEI P5: {test} {holds}"
            del messages[: len(messages) > 1]
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                element.set(name, " ".join(str(value).split()))
            if element.tag not in (f"{_SCH}assert", f"{_SCH}report"):
                element.text = None
            element.tail = None
        etree.cleanup_namespaces(root, keep_ns_prefixes=[p for p in root.nsmap if p])
        nodes.append(
            re.sub(r' xmlns(?::\w+)?="http://www.tei-c.org/ns/1.0"', "", etree.tostring(root, encoding="unicode"))
        )
    return replace(spec, nodes=tuple(nodes))


def own_words_item(item: AttItem) -> AttItem:
    """The attribute with its constraints in our own words."""
    if isinstance(item, AttDef):
        return replace(item, constraints=tuple(map(own_words, item.constraints)))
    if isinstance(item, AttChoice):
        groups = (tuple(own_words_item(part) for part in group) for group in item.alternatives)
        return AttChoice(tuple(tuple(p for p in group if isinstance(p, AttDef | AttRef)) for group in groups))
    return item


def facts(source: Path) -> Library:
    """The library of ``p5subset.xml``, without a word of its prose."""
    library = read_library(OddFile(source), prose=False)
    elements = {
        ident: replace(spec, constraints=tuple(map(own_words, spec.constraints)),
                       attributes=tuple(map(own_words_item, spec.attributes)))
        for ident, spec in library.elements.items()
    }  # fmt: skip
    classes = {
        ident: replace(spec, constraints=tuple(map(own_words, spec.constraints)),
                       attributes=tuple(map(own_words_item, spec.attributes)))
        for ident, spec in library.classes.items()
    }  # fmt: skip
    return Library(elements, classes, library.patterns, library.modules, VERSION)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("p5subset", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parents[1] / "p5" / FILE)
    options = parser.parse_args()
    packed = pack(facts(options.p5subset))
    options.output.write_bytes(packed)
    print(f"{options.output}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
