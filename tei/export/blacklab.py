"""BlackLab: the documents and an input format of our own (``gazetei.blf.yaml``).

BlackLab's built-in TEI format leaves punctuation marks out; this one takes ``w`` and ``pc`` as tokens, and names,
quotations, sentences and paragraphs as spans with their attributes. Names have ``entity`` too, quotations ``speaker``:
the main forms of the entries they point to. Keys are those of BlackLab's ``InputFormatReader.java``; the format is of
its first version, which BlackLab 4 and later read (``extraAttributes`` is called ``attributes`` in the second).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tei.export.basex import write_documents
from tei.export.document import MENTIONS, QUOTATIONS, Document
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
{named}{quoted}
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


_TAG: Final = """    - path: .//{tag}
      extraAttributes:
      - name: {name}
        valuePath: "string-join(for $one in tokenize(({pointer})[1], '\\\\s+') return
          id(substring-after($one, '#'))[1]/*[1]/normalize-space(), '; ')"
"""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``documents/ID.xml`` and ``gazetei.blf.yaml``."""
    write_documents(documents, folder / "documents")
    named = "".join(_TAG.format(tag=tag, name="entity", pointer="@ref") for tag in MENTIONS)
    # the second part of a quotation (@prev) has the speaker of the first
    who = "@who, id(substring-after(@prev, '#'))/@who"
    quoted = "".join(_TAG.format(tag=tag, name="speaker", pointer=who) for tag in QUOTATIONS)
    data = _FORMAT.replace("{named}", named).replace("{quoted}", quoted)
    (folder / "gazetei.blf.yaml").write_text(data, encoding="utf-8", newline="")


EXPORTER = Exporter("blacklab", "BlackLab: the documents and an input format that keeps marks and names", write,
                    words=True)  # fmt: skip
