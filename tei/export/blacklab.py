"""BlackLab: the documents and an input format of our own (``gazetei.blf.yaml``).

BlackLab's built-in TEI format leaves punctuation marks out; this one takes ``w`` and ``pc`` as tokens, and names,
quotations, sentences and paragraphs as spans with their attributes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tei.export.basex import write_documents
from tei.export.document import Document
from tei.export.protocol import Exporter, Settings

_FORMAT: Final = """displayName: TEI press articles of gazetei
description: TEI P5 with s, w and pc, names and quotations. Words and marks are tokens.
namespaces:
  '': http://www.tei-c.org/ns/1.0
  xml: http://www.w3.org/XML/1998/namespace
processor: saxon
documentPath: //TEI

annotatedFields:
  contents:
    containerPath: text
    wordPath: .//w | .//pc
    punctPath: .//text()[not(ancestor::w) and not(ancestor::pc)]
    annotations:
    - name: word
      displayName: Word
      valuePath: .
      sensitivity: sensitive_insensitive
    - name: lemma
      displayName: Lemma
      valuePath: "@lemma"
      sensitivity: sensitive_insensitive
    - name: pos
      displayName: Part of speech (UPOS)
      valuePath: "@pos"
      sensitivity: sensitive
      uiType: pos
    - name: msd
      displayName: Features (UD)
      valuePath: tokenize(@msd, '\\|')
      multipleValues: true
      sensitivity: sensitive
    inlineTags:
    - path: .//s
    - path: .//p
    - path: .//head
    - path: .//persName
    - path: .//placeName
    - path: .//orgName
    - path: .//said
    - path: .//quote
    - path: .//q
    - path: .//soCalled

metadata:
  containerPath: teiHeader
  fields:
  - name: title
    valuePath: fileDesc/titleStmt/title[1]
  - name: author
    valuePath: fileDesc/sourceDesc//author
    multipleValues: true
  - name: date
    valuePath: (fileDesc/sourceDesc//date[@type='published']/@when)[1]
  - name: source
    valuePath: (fileDesc/sourceDesc//title[@level='j'])[1]

metadataDefaultAnalyzer: tokenized
corpusConfig:
  specialFields:
    titleField: title
    authorField: author
    dateField: date
  annotationGroups:
    contents:
    - name: Words
      annotations: [word, lemma, pos, msd]
"""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``documents/ID.xml`` and ``gazetei.blf.yaml``."""
    write_documents(documents, folder / "documents")
    (folder / "gazetei.blf.yaml").write_text(_FORMAT, encoding="utf-8", newline="")


EXPORTER = Exporter("blacklab", "BlackLab: the documents and an input format that keeps marks and names", write,
                    words=True)  # fmt: skip
