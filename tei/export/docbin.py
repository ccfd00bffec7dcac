"""spaCy: documents with words, lemmas, features, sentences, names and quotations, as DocBin files.

Names are entities (``PER``, ``ORG``, ``LOC``, ``MISC``) whose knowledge-base id is the entry, the outermost where they
nest; all of them stand in ``doc.spans["mentions"]``, quotations in ``doc.spans["quotations"]``. ``doc.user_data["id"]``
is the document. The text is that of the words, one space where any white space stood.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tei.export.conllu import outermost, ud_analysis
from tei.export.document import Document, Mention, Quotation, entity_label
from tei.export.protocol import Exporter, Settings

_IN_A_FILE: Final = 500
"""Documents a file: what bounds the memory."""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:
    """Write ``NAME-1.spacy``, ``NAME-2.spacy`` …, 500 documents each."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocabulary, bin_, number, held = Vocab(), DocBin(store_user_data=True), 1, 0
    for document in documents:
        if held == _IN_A_FILE:
            bin_.to_disk(folder / f"{settings.name}-{number}.spacy")
            vocabulary, bin_, number, held = Vocab(), DocBin(store_user_data=True), number + 1, 0
        bin_.add(_doc(document, vocabulary))
        held += 1
    bin_.to_disk(folder / f"{settings.name}-{number}.spacy")


def _doc(document: Document, vocabulary: Any) -> Any:
    from spacy.tokens import Doc

    analyses = [ud_analysis(word) for word in document.words]
    starts: list[bool | int | None] = [index == 0 for one in document.sentences for index in range(len(one.words))]
    doc = Doc(
        vocabulary,
        words=[word.form for word in document.words],
        spaces=[word.space for word in document.words],
        lemmas=[word.lemma for word in document.words],
        pos=[upos for upos, _, _ in analyses],
        tags=[xpos for _, xpos, _ in analyses],
        morphs=[feats for _, _, feats in analyses],
        sent_starts=starts,
        user_data={"id": document.id, "title": document.facts.title, "date": document.facts.date},
    )
    doc.spans["mentions"] = [one for mention in document.mentions if (one := _span(doc, document, mention)) is not None]
    doc.spans["quotations"] = [one for said in document.quotations if (one := _span(doc, document, said)) is not None]
    tops = outermost((one.span, index) for index, one in enumerate(document.mentions))
    ends = 0
    entities = []
    for _, index in tops:
        entity = _span(doc, document, document.mentions[index])
        if entity is not None and entity.start >= ends:
            entities.append(entity)
            ends = entity.end
    doc.ents = entities
    return doc


def _span(doc: Any, document: Document, thing: Mention | Quotation) -> Any:
    from spacy.tokens import Span

    first, last = document.words_in(thing.span)
    if first == last:
        return None
    refs = thing.refs if isinstance(thing, Mention) else thing.who
    label = entity_label(thing.tag) if isinstance(thing, Mention) else thing.tag
    return Span(doc, first, last, label=label, kb_id=" ".join(refs), span_id="continues" if thing.continues else "")


EXPORTER = Exporter("docbin", "spaCy: documents with words, names and quotations, as DocBin files", write,
                    needs=("spacy",), words=True)  # fmt: skip
