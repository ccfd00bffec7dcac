"""graphANNIS and ANNIS: the corpus as GraphML in the model of graphANNIS (tokens, spans that cover them, documents).

A token has ``lemma``, ``pos`` and each feature by its name. Spans are ``s``, ``mention`` (its element, with ``ref`` and
``name``) and ``quotation`` (its element, with ``who`` and ``speaker``); ``continues`` is ``yes`` for a later piece.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from tei.export.document import Document
from tei.export.protocol import Exporter, Settings
from tei.layer import Span

_KEYS: Final = (
    "annis::node_type", "annis::layer", "annis::tok", "annis::tok-whitespace-after", "annis::doc",
    "ud::lemma", "ud::pos", "ud::msd", "tei::s",
    "tei::mention", "tei::ref", "tei::name", "tei::quotation", "tei::who", "tei::speaker", "tei::continues",
    "header::title", "header::author", "header::date", "header::source", "header::lang",
)  # fmt: skip
_YES_NO: Final = ("no", "yes")

_CONCORDANCE: Final = '''\
"""A concordance: python concordance.py 'ud:lemma="dire"' (it needs graphANNIS: pip install graphannis)."""

import sys
import tempfile
from pathlib import Path

from graphannis.cs import CorpusStorageManager, ImportFormat
from graphannis.util import node_name_from_match

AROUND = 8  # tokens on either side


def tokens(graph):
    """Give the tokens of a graph by their numbers in the text, each with the space behind it."""
    found = {}
    for _, node in graph.nodes(data=True):
        if "annis::tok" in node:
            number = int(node["annis::node_name"].rpartition("#t")[2])
            found[number] = node["annis::tok"] + node.get("annis::tok-whitespace-after", "")
    return found


def main(query):
    corpus = next(Path(__file__).parent.glob("*.graphml"))
    with tempfile.TemporaryDirectory() as data, CorpusStorageManager(data) as store:
        name = store.import_from_fs(str(corpus), ImportFormat.GraphML, corpus.stem)
        for match in store.find(name, query, limit=None):
            node = node_name_from_match(match[0])
            found = tokens(store.subgraph(name, [node]))
            if not found:  # a document, not a place in it
                continue
            near = sorted(tokens(store.subgraph(name, [node], AROUND, AROUND)).items())
            before = "".join(form for number, form in near if number < min(found))
            after = "".join(form for number, form in near if number > max(found))
            inside = "".join(form for number, form in near if min(found) <= number <= max(found))
            document = node.partition("/")[2].rpartition("#")[0]
            space = " " * (inside != inside.rstrip())
            print(f"{document}\\t{before}[{inside.rstrip()}]{space}{after}".rstrip())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
'''


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.graphml``, the nodes before the edges, and ``concordance.py``, which asks it."""
    path = folder / f"{settings.name}.graphml"
    aside = folder / "edges.tmp"
    with path.open("w", encoding="utf-8", newline="") as nodes:
        with aside.open("w", encoding="utf-8", newline="") as edges:
            nodes.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml>\n')
            for key in _KEYS:
                nodes.write(f'<key id="{key}" for="node" attr.name="{key}" attr.type="string"/>\n')
            order = 'parse.order="nodesfirst" parse.nodeids="free" parse.edgeids="canonical"'
            nodes.write(f'<graph edgedefault="directed" {order}>\n')
            graph = _Graph(nodes, edges)
            graph.node(settings.name, {"annis::node_type": "corpus"})
            for document in documents:
                graph.document(document, settings.name)
        with aside.open(encoding="utf-8", newline="") as edges:
            shutil.copyfileobj(edges, nodes)
        nodes.write("</graph>\n</graphml>\n")
    aside.unlink()
    (folder / "concordance.py").write_text(_CONCORDANCE, encoding="utf-8", newline="")


class _Graph:
    """Writes nodes to one stream and edges to another."""

    def __init__(self, nodes: IO[str], edges: IO[str]) -> None:
        self._nodes = nodes
        self._edges = edges
        self._number = 0

    def node(self, name: str, annotations: dict[str, str]) -> None:
        data = "".join(f'<data key="{key}">{escape(value)}</data>' for key, value in annotations.items() if value)
        self._nodes.write(f"<node id={quoteattr(name)}>{data}</node>\n")

    def edge(self, source: str, target: str, component: str) -> None:
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        self._edges.write(f'<edge id="e{self._number}" {ends} label="{component}"></edge>\n')
        self._number += 1

    def document(self, document: Document, corpus: str) -> None:
        facts = document.facts
        name = f"{corpus}/{document.name}"
        self.node(
            name,
            {
                "annis::node_type": "corpus", "annis::doc": document.id, "header::title": facts.title,
                "header::author": "; ".join(facts.authors), "header::date": facts.date, "header::source": facts.source,
                "header::lang": facts.lang,
            },
        )  # fmt: skip
        self.edge(name, corpus, "PartOf/annis/")
        for number, word in enumerate(document.words):
            token = f"{name}#t{number}"
            space = " " if word.space else ""
            self.node(
                token,
                {
                    "annis::node_type": "node", "annis::layer": "tei", "annis::tok": word.form,
                    "annis::tok-whitespace-after": space, "ud::lemma": word.lemma, "ud::pos": word.pos,
                    "ud::msd": word.msd,
                },
            )  # fmt: skip
            self.edge(token, name, "PartOf/annis/")
            if number:
                self.edge(f"{name}#t{number - 1}", token, "Ordering/annis/")
        for number, (span, annotations) in enumerate(_spans(document)):
            first, last = document.words_in(span)
            if first < last:
                node = f"{name}#s{number}"
                self.node(node, {"annis::node_type": "node", "annis::layer": "tei", **annotations})
                self.edge(node, name, "PartOf/annis/")
                for at in range(first, last):
                    self.edge(node, f"{name}#t{at}", "Coverage/annis/")


def _spans(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
    for sentence in document.sentences:
        yield sentence.span, {"tei::s": sentence.id}
    for mention in document.mentions:
        names = "; ".join(map(document.shown, mention.refs))
        described = {"tei::mention": mention.tag, "tei::ref": " ".join(mention.refs), "tei::name": names}
        yield mention.span, {**described, "tei::continues": _YES_NO[mention.continues]}
    for said in document.quotations:
        speakers = "; ".join(map(document.shown, said.who))
        described = {"tei::quotation": said.tag, "tei::who": " ".join(said.who), "tei::speaker": speakers}
        yield said.span, {**described, "tei::continues": _YES_NO[said.continues]}


EXPORTER = Exporter("graphannis", "graphANNIS and ANNIS: tokens, spans and documents as GraphML", write, words=True)
