"""KorAP: the texts in I5, the TEI customisation of the IDS, as ``tei2korapxml`` reads it line by line.

Its reader wants the tags of headers and texts alone on their lines and white space between blocks, and names each text
by a sigle, ``CORPUS/DOC.00001``: ``sigles.tsv`` says which document that is.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tei.export.document import Document, running_text
from tei.export.protocol import Exporter, Settings

_HEADS: Final = frozenset({"head", "titlePart"})


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME.i5.xml`` and ``sigles.tsv``."""
    corpus = settings.name.upper()
    group = f"{corpus}/TEI"
    with (
        (folder / f"{settings.name}.i5.xml").open("w", encoding="utf-8", newline="") as stream,
        (folder / "sigles.tsv").open("w", encoding="utf-8", newline="") as table,
    ):
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<idsCorpus version="1.0">\n')
        stream.writelines(_header("corpus", "korpusSigle", corpus, "c.title", settings.title))
        stream.write('<idsDoc version="1.0" type="text">\n')
        stream.writelines(_header("document", "dokumentSigle", group, "d.title", settings.title))
        for number, document in enumerate(documents, 1):
            sigle = f"{group}.{number:05}"
            table.write(f"{sigle}\t{document.id}\n")
            stream.write('<idsText version="1.0">\n')
            stream.writelines(_text_header(document, sigle))
            stream.write("<text>\n<body>\n")
            stream.writelines(_blocks(document))
            stream.write("</body>\n</text>\n</idsText>\n")
        stream.write("</idsDoc>\n</idsCorpus>\n")


def _header(kind: str, element: str, sigle: str, title_element: str, title: str) -> Iterator[str]:
    yield f'<idsHeader type={quoteattr(kind)} version="1.0">\n'
    yield "<fileDesc>\n<titleStmt>\n"
    yield f"<{element}>{escape(sigle)}</{element}>\n"
    yield f"<{title_element}>{escape(title)}</{title_element}>\n"
    yield "</titleStmt>\n<publicationStmt><distributor/><pubAddress/></publicationStmt>\n"
    yield "<sourceDesc><biblStruct><monogr><title/><imprint/></monogr></biblStruct></sourceDesc>\n</fileDesc>\n"
    yield "</idsHeader>\n"


def _text_header(document: Document, sigle: str) -> Iterator[str]:
    facts = document.facts
    date = facts.date[:10]
    year, month, day = (*date.split("-"), "", "", "")[:3]
    yield '<idsHeader type="text" version="1.0">\n'
    yield f"<fileDesc>\n<titleStmt>\n<textSigle>{escape(sigle)}</textSigle>\n"
    yield f"<t.title>{escape(facts.title)}</t.title>\n</titleStmt>\n"
    yield "<publicationStmt><distributor/><pubAddress/></publicationStmt>\n<sourceDesc>\n<biblStruct>\n<analytic>\n"
    yield f'<h.title type="main">{escape(facts.title)}</h.title>\n'
    yield "".join(f"<h.author>{escape(author)}</h.author>\n" for author in facts.authors or ("",))
    yield f'</analytic>\n<monogr>\n<h.title type="main">{escape(facts.source)}</h.title>\n<imprint>\n'
    parts = (("year", year), ("month", month), ("day", day))
    yield "".join(f'<pubDate type="{kind}">{escape(value)}</pubDate>\n' for kind, value in parts if value)
    yield "</imprint>\n</monogr>\n</biblStruct>\n</sourceDesc>\n</fileDesc>\n"
    yield f"<profileDesc>\n<creation>\n<creatDate>{escape(date.replace('-', '.'))}</creatDate>\n</creation>\n"
    yield f'<langUsage>\n<language id={quoteattr(facts.lang)} usage="100"/>\n</langUsage>\n</profileDesc>\n'
    yield "</idsHeader>\n"


def _blocks(document: Document) -> Iterator[str]:
    """Give the blocks of the article's own text, its sentences marked, white space between them."""
    kinds = {one.span: one.tag for one in document.structure}
    starts = [one.span.start for one in document.sentences]
    for block in running_text(document):
        tag = "head" if kinds.get(block) in _HEADS else "p"
        near = document.sentences[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        sentences = [document.text[one.span.start : one.span.end] for one in near if block.holds(one.span)]
        inside = sentences or [document.text[block.start : block.end]]
        yield f"<{tag}>\n" + "".join(f"<s>{escape(' '.join(one.split()))}</s>\n" for one in inside) + f"</{tag}>\n"


EXPORTER = Exporter("korap", "KorAP: the texts in I5, for tei2korapxml", write)
