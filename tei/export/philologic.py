"""PhiloLogic 5: TEI as its loader takes it (seen in philologic 5.2.10, ``loadtime/Parser.py`` and ``Loader.py``).

The loader reads tags by regular expressions and keeps the attributes of ``w`` as attributes of words, in lines that it
splits at ``:``; a query cannot hold ``-``, ``|`` or a space. So the values of ``w`` are of letters, digits, ``_``,
``.`` and ``'``, and no other attribute holds ``=``. Names and speakers, which PhiloLogic has no objects for, become
attributes of their words: ``ent_type`` (the labels of spaCy, as PhiloLogic's own tagger writes them) and ``speaker``.
It cuts words at hyphens and apostrophes; the first piece alone has the lemma, so that a lemma is found once. Any
``date`` in a text would become the date of its ``div``: it is written as ``seg``.
"""

import copy
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lxml import etree

from tei.export.document import MENTIONS, QUOTATIONS, Document, entity_label
from tei.export.protocol import Exporter, Settings
from tei.names import TEI_NS, XML_ID, local_name, tei
from tei.read import find_text
from tei.serialise import serialise

_PIECE: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
"""What PhiloLogic takes for a word, if a letter is in it (``TOKEN_REGEX`` in ``Parser.py``)."""


def write(documents: Iterable[Document], folder: Path, settings: Settings) -> None:  # noqa: ARG001
    """Write ``ID.xml`` for each document."""
    for document in documents:
        (folder / f"{document.name}.xml").write_bytes(serialise(_tree(document)))


def word_value(text: str) -> str:
    """Give a value that an attribute of a word can have and a query can ask for; it may come out empty.

    ``Gender=Masc|Number=Sing`` becomes ``Gender_Masc.Number_Sing``, ``Inès Caron`` ``Inès_Caron``.
    """
    plain = text.replace("’", "'").replace("|", ".")
    return re.sub(r"[^\w.']+", "_", plain).strip("_.'")


def pieces(form: str) -> list[re.Match[str]]:
    """Give the words that PhiloLogic cuts a form into; a number is none."""
    return [one for one in _PIECE.finditer(form) if any(letter.isalpha() for letter in one[0])]


def _tree(document: Document) -> etree._Element:
    root = etree.Element(tei("TEI"), nsmap={None: TEI_NS})
    root.append(_header(document))
    text = copy.deepcopy(find_text(document.root))
    text.tail = None
    etree.strip_tags(text, etree.Comment, etree.ProcessingInstruction)
    _join_words(text)
    firsts = _firsts(text)
    for word in [*text.iter(tei("w"))]:
        _write_word(word, document, firsts)
    for element in text.iter(etree.Element):
        if element.tag == tei("date"):
            element.tag = tei("seg")
            element.set("type", "date")
        for key, value in element.attrib.items():
            if not value:
                del element.attrib[key]
            elif "=" in str(value):
                element.set(str(key), str(value).replace("=", ":"))
    root.append(text)
    return root


def _header(document: Document) -> etree._Element:
    """Give a header with what PhiloLogic looks for, once each: it takes the first author, so that all stand in one."""
    facts = document.facts
    header = etree.Element(tei("teiHeader"))
    description = etree.SubElement(header, tei("fileDesc"))
    titles = etree.SubElement(description, tei("titleStmt"))
    etree.SubElement(titles, tei("title")).text = facts.title or document.id
    if facts.authors:
        etree.SubElement(titles, tei("author")).text = "; ".join(facts.authors)
    publication = etree.SubElement(description, tei("publicationStmt"))
    if facts.source:
        etree.SubElement(publication, tei("publisher")).text = facts.source
    etree.SubElement(publication, tei("idno")).text = document.id
    etree.SubElement(etree.SubElement(description, tei("sourceDesc")), tei("p")).text = facts.url or "–"
    if facts.date:
        creation = etree.SubElement(etree.SubElement(header, tei("profileDesc")), tei("creation"))
        etree.SubElement(creation, tei("date"), when=facts.date).text = facts.date
    return header


def _join_words(text: etree._Element) -> None:
    """Take away the mark-up inside words: PhiloLogic cuts them at most tags, and loses what it knew of them."""
    for word in text.iter(tei("w")):
        etree.strip_tags(word, "*")
    for element in [*text.iter(tei("hi"))]:
        before = "".join(map(str, element.xpath("preceding::text()[1]")))
        inner = "".join(map(str, element.itertext()))
        after = "".join(map(str, element.xpath("following::text()[1]")))
        if _meet(before, inner) or _meet(inner, after):
            element.tag = tei("unwrapped")
    etree.strip_tags(text, tei("unwrapped"))


def _meet(left: str, right: str) -> bool:
    return left[-1:].isalpha() and right[:1].isalpha()


def _firsts(text: etree._Element) -> dict[str, etree._Element]:
    """Give, for each id, the element that has it: to follow a chain of ``@prev`` to its first part."""
    return {found: one for one in text.iter(etree.Element) if (found := one.get(XML_ID))}


def _write_word(word: etree._Element, document: Document, firsts: dict[str, etree._Element]) -> None:
    """Write the attributes of a word, and one ``w`` for each of the words that PhiloLogic will make of it."""
    form = word.text or ""
    common = {"pos": word.get("pos", ""), "msd": word.get("msd", "")}
    above = [(local_name(one.tag), one) for one in word.iterancestors()]
    common["ent_type"] = next((entity_label(tag) for tag, _ in above if tag in MENTIONS), "")
    whos = (_chain(one, firsts).get("who", "") for tag, one in above if tag in QUOTATIONS)
    speakers = next((who.split() for who in whos if who), [])
    common["speaker"] = "__".join(word_value(document.shown(one.removeprefix("#"))) for one in speakers)
    lemma = "" if word.get("prev") else word.get("lemma", "")
    word.attrib.clear()
    shown = {key: value for key, text in common.items() if (value := word_value(text))}
    first = {"lemma": value} if (value := word_value(lemma)) else {}
    cut = [one.start() for one in pieces(form)][1:]
    ends = [*cut, len(form)]
    word.attrib.update(first | shown)
    word.text = form[: ends[0]]
    for start, end in zip(cut, ends[1:], strict=True):
        piece = etree.Element(tei("w"), shown)
        piece.text = form[start:end]
        piece.tail, word.tail = word.tail, None
        word.addnext(piece)
        word = piece


def _chain(element: etree._Element, firsts: dict[str, etree._Element]) -> etree._Element:
    seen = {element}
    while (before := firsts.get(element.get("prev", "").removeprefix("#"))) is not None and before not in seen:
        seen.add(before)
        element = before
    return element


EXPORTER = Exporter("philologic", "PhiloLogic: TEI as its parser takes it", write, words=True)
