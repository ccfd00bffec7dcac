"""GraphML: who and what is named together, for Gephi, Cytoscape and networkx.

Nodes are the entries of the corpus-wide registers; an edge joins two that are named in one sentence at least once.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Final

from lxml import etree

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.export.rows import counts_of
from tei.merged import Registers

_NS: Final = "http://graphml.graphdrawing.org/xmlns"
_KEYS: Final = (
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("type", "node", "string"),
    ("mentions", "node", "int"),
    ("documents", "node", "int"),
    ("quotations", "node", "int"),
    ("weight", "edge", "int"),
    ("shared", "edge", "int"),
)


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.graphml``; ``weight`` counts the sentences two share, ``shared`` the documents with such a one."""
    registers = Registers()
    sentences: Counter[tuple[str, str]] = Counter()
    texts: Counter[tuple[str, str]] = Counter()
    for document in documents:
        ids = registers.add(document.id, document.entries, *counts_of(document))
        together: dict[str, set[str]] = {}
        for one in document.mentions:
            sentence = document.sentence_at(one.span.start)
            if sentence:
                together.setdefault(sentence.id, set()).update(ids[ref] for ref in one.refs if ref in ids)
        pairs = Counter(pair for named in together.values() for pair in combinations(sorted(named), 2))
        sentences.update(pairs)
        texts.update(pairs.keys())
    root = etree.Element(f"{{{_NS}}}graphml", nsmap={None: _NS})
    for name, place, kind in _KEYS:
        attributes = {"id": name, "for": place, "attr.name": name, "attr.type": kind}
        etree.SubElement(root, f"{{{_NS}}}key", attributes)
    graph = etree.SubElement(root, f"{{{_NS}}}graph", id=settings.name, edgedefault="undirected")
    for entry in registers:
        node = etree.SubElement(graph, f"{{{_NS}}}node", id=entry.id)
        _data(node, label=entry.name, kind=entry.kind, type=entry.type, mentions=entry.mentions,
              documents=len(entry.documents), quotations=entry.quotations)  # fmt: skip
    for (source, target), weight in sorted(sentences.items()):
        edge = etree.SubElement(graph, f"{{{_NS}}}edge", source=source, target=target)
        _data(edge, weight=weight, shared=texts[source, target])
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    (folder / f"{settings.name}.graphml").write_bytes(data + b"\n")


def _data(parent: etree._Element, **values: object) -> None:
    for key, value in values.items():
        etree.SubElement(parent, f"{{{_NS}}}data", key=key).text = str(value)


EXPORTER = Exporter("graphml", "who and what is named together: Gephi, Cytoscape, networkx", write)
