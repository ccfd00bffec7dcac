"""The documents that a file holds: one, those of a teiCorpus at any depth, none that it only includes."""

from lxml import etree

from tei import text_of
from tei.documents import documents_of, holds_documents, only_includes
from tei.names import XML_LANG

HEADER = "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt></fileDesc></teiHeader>"


def tree(inside: str, root: str = "teiCorpus") -> etree._Element:
    names = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'
    return etree.fromstring(f'<{root} {names} xml:lang="fr">{HEADER.format("all")}{inside}</{root}>')


def document(words: str, inside: str = "") -> str:
    return f"<TEI>{HEADER.format(words)}<text><body><p>{words}</p></body></text>{inside}</TEI>"


def test_a_document_is_itself() -> None:
    root = tree("<text><body><p>one</p></body></text>", "TEI")
    (only,) = documents_of(root)
    assert (only.root, only.number, only.headers, only.registers) == (root, 0, (), ())


def test_documents_of_a_corpus_are_trees_of_their_own_in_order() -> None:
    root = tree(
        document("one", document("inner"))
        + " between "
        + f"<teiCorpus xml:lang='en'>{HEADER.format('part')}{document('two')}{document('three')}</teiCorpus>"
        + "<TEI>" + HEADER.format("frame") + document("four") + "</TEI>"
    )  # fmt: skip
    before = etree.tostring(root)
    found = list(documents_of(root))
    assert [text_of(one.root) for one in found] == ["one", "inner", "two", "three", "four"]
    assert [one.number for one in found] == [1, 2, 3, 4, 5]
    assert [one.root.get(XML_LANG) for one in found] == ["fr", "fr", "en", "en", "fr"]
    assert [len(one.headers) for one in found] == [1, 2, 2, 2, 2]
    assert all(one.root.getroottree().getroot() is one.root for one in found)
    assert b"inner" not in etree.tostring(found[0].root)
    assert etree.tostring(root) == before


def test_registers_of_the_corpus_hold_and_those_of_its_documents_do_not() -> None:
    person = '<standOff><listPerson><person xml:id="{0}"><persName>{0}</persName></person></listPerson></standOff>'
    root = tree(person.format("above") + document("one") + document("two", person.format("own")))
    assert [[entry.id for entry in one.registers] for one in documents_of(root)] == [["above"], ["above"]]


def test_a_corpus_that_includes_holds_nothing_itself() -> None:
    included = tree('<xi:include href="one.xml"/>')
    assert only_includes(included)
    assert not holds_documents(included)
    assert not only_includes(tree(document("one") + '<xi:include href="one.xml"/>'))
    assert not only_includes(tree(""))
