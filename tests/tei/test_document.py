"""Header, registers, source: the parts of a document, and what they refuse."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei import (
    Annotation,
    Article,
    Entry,
    Findings,
    ForbiddenCharacterError,
    Form,
    Idno,
    Layer,
    Location,
    Metadata,
    MetadataError,
    NotATextError,
    Provenance,
    Written,
    build_document,
    entry_id,
    parse_bytes,
    parse_file,
    read_registers,
    serialise,
    source_is_proven,
    text_is_proven,
    text_of,
)
from tei.corpus import About, build_corpus
from tei.errors import UnsafeXmlError, WeaveError
from tei.names import attribute_key, attribute_name, local_name, tei
from tei.parse import read_capped
from tei.registers import slug
from tei.serialise import indent
from tei.source import marker_style, read_marker

A = Annotation.of


def document(metadata: Metadata | None = None, *entries: Entry, lang: str = "fr") -> etree._Element:
    article = Article("a", "Titre\nUn texte.", metadata or Metadata())
    layer = Layer("structure", (A("div", 0, 15, type="article"), A("head", 0, 5), A("p", 6, 15)))
    found = Findings("Titre", authors=article.metadata.authors, lang=lang)
    return build_document(article, [layer], entries, found=found, provenance=Provenance())


def test_what_is_known_stands_in_the_header_and_nothing_else() -> None:
    full = document(Metadata("T", ("A B",), "2024-02-29", "Le Lac", "https://a.example/b", "CC BY 4.0", "fr",
                             "2024-03-01T10:00:00Z", "Éditions X"))  # fmt: skip
    assert full.xpath("string(//*[local-name()='sourceDesc']//*[@type='published']/@when)") == "2024-02-29"
    assert full.xpath("string(//*[local-name()='licence'])") == "CC BY 4.0"
    assert not full.xpath("//*[local-name()='teiHeader']//*[local-name()='gap']")
    bare = document()
    assert len(bare.xpath("//*[local-name()='gap'][@reason='notCaptured']")) == 2
    assert bare.xpath("string(//*[local-name()='availability']/@status)") == "unknown"
    empty = [one for one in bare.iter() if not len(one) and not (one.text or "").strip() and not one.attrib]
    assert empty == []


@pytest.mark.parametrize(
    ("written", "published", "expected"),
    [
        (Written(), "2024-03-02", []),
        (Written(date="2024-03-02"), "2024-03-02", []),
        (Written(date="2024-03-01"), "2024-03-02", [("date", "2024-03-01")]),
        (Written("Namur", "#pl.namur", "2024-03-02"), "2024-03-02", [("placeName", "Namur")]),
        (Written("Namur", "#pl.namur", "2024-03-01"), "", [("date", "2024-03-01"), ("placeName", "Namur")]),
    ],
)
def test_when_and_where_an_article_was_written_is_said_if_it_is_more_than_its_publication(
    written: Written, published: str, expected: list[tuple[str, str]]
) -> None:
    layer = Layer("structure", (A("div", 0, 15, type="article"), A("head", 0, 5), A("p", 6, 15)))
    article = Article("a", "Titre\nUn texte.", Metadata(date=published))
    found = Findings("Titre", written=written)
    root = build_document(article, [layer], (), found=found, provenance=Provenance())
    creation = root.xpath("//*[local-name()='profileDesc']/*[local-name()='creation']/*")
    assert [(local_name(one.tag), one.text) for one in creation] == expected
    assert [one.get("ref") for one in creation if one.get("ref")] == ([written.ref] if written.ref else [])


def test_only_open_licences_make_a_text_free_and_what_was_not_done_is_not_claimed() -> None:
    by = "https://creativecommons.org/licenses/{}/4.0/"
    for licence, status in ((by.format("by"), "free"), (by.format("by-nc-nd"), "restricted"), ("ODbL", "restricted")):
        root = document(Metadata(licence=licence))
        assert root.xpath("string(//*[local-name()='availability']/@status)") == status, licence
    assert not document().xpath("//*[local-name()='interpretation']")


def test_the_header_speaks_the_language_of_the_article_if_it_can() -> None:
    assert "aucune licence" in etree.tostring(document(lang="fr-CA"), encoding="unicode")
    assert "names no licence" in etree.tostring(document(lang="de"), encoding="unicode")


def test_counts_of_tags_are_those_of_the_text() -> None:
    usage = {one.get("gi"): one.get("occurs") for one in document().iter(tei("tagUsage"))}
    assert usage == {"body": "1", "div": "1", "head": "1", "p": "1", "text": "1"}


def test_every_document_proves_its_text() -> None:
    root = document()
    assert text_is_proven(root) is True
    assert source_is_proven(root) is None
    changed = serialise(root).replace(b"Un texte", b"Un test")
    assert text_is_proven(parse_bytes(changed).getroot()) is False


def test_registers_are_read_as_they_were_built() -> None:
    entries = (
        Entry(
            "org.x",
            "org",
            (Form("Société X", "full"), Form("X", "acronym")),
            "company",
            (Idno("wikidata", "Q1"), Idno("isni", "0000000121032683", "low", "#linking")),
            "high",
            "#entities",
        ),
        Entry("pers.a", "person", (Form("A B"), Form("B", "short"))),
        Entry(
            "pl.l",
            "place",
            (Form("L"),),
            "settlement",
            (Idno("geonames", "1", "medium"),),
            location=Location("-50.467 4.9", "medium", "#linking"),
            note="Ou un autre L.",
        ),
    )
    back = read_registers(parse_bytes(serialise(document(None, *entries))).getroot())
    assert set(back) == set(entries)


@pytest.mark.parametrize("geo", ["", "1", "91 0", "0 181", "a b", "1 2 3", "nan 0"])
def test_a_point_that_is_nowhere_is_refused_when_built_and_passed_over_when_read(geo: str) -> None:
    with pytest.raises(MetadataError, match="latitude and a longitude"):
        Location(geo)
    place = f'<place xml:id="l"><placeName>L</placeName><location><geo>{geo}</geo></location></place>'
    root = parse_bytes(f'<listPlace xmlns="http://www.tei-c.org/ns/1.0">{place}</listPlace>'.encode()).getroot()
    assert read_registers(root) == (Entry("l", "place", (Form("L"),)),)


def test_a_form_of_an_unknown_type_is_read_without_it() -> None:
    place = b'<place xml:id="l"><placeName type="old">L</placeName><placeName/></place>'
    root = parse_bytes(b'<listPlace xmlns="http://www.tei-c.org/ns/1.0">' + place + b"</listPlace>").getroot()
    assert read_registers(root) == (Entry("l", "place", (Form("L"),)),)


def test_ids_of_entries_are_readable_and_unlike_each_other() -> None:
    assert entry_id("person", "Bachar al-Assad") == "pers.bachar-al-assad"
    assert entry_id("place", "Œuilly-sur-Été") == "pl.oeuilly-sur-ete"
    assert entry_id("org", "نور") == "org.646-648-631"
    assert entry_id("org", "…") == "org.x"
    assert entry_id("place", "Lyon", {"pl.lyon", "pl.lyon.2"}) == "pl.lyon.3"


@given(st.text(min_size=1))
def test_a_slug_is_ascii_and_short(form: str) -> None:
    made = slug(form)
    assert made.isascii()
    assert len(made) <= 60


@given(st.text(st.sampled_from('-•\\" \n\tA0—'), min_size=1, max_size=8))
def test_a_bullet_is_given_back_from_its_css(marker: str) -> None:
    assert read_marker(marker_style(marker)) == marker


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"date": "2024-02-30"}, "date"),
        ({"date": "hier"}, "date"),
        ({"date": "2024-01-01T25:00:00"}, "date"),
        ({"retrieved": "2024-13"}, "retrieved"),
        ({"lang": "fr_FR!"}, "lang"),
        ({"lang": "francais"}, "lang"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://[::1"}, "url"),
        ({"title": "a\x00"}, "title"),
        ({"authors": ("",)}, "author"),
    ],
)
def test_metadata_that_cannot_be_right_is_refused_by_key(values: dict[str, object], key: str) -> None:
    with pytest.raises(MetadataError) as caught:
        Metadata(**values)  # type: ignore[arg-type]
    assert caught.value.key == key
    assert key in str(caught.value)


def test_what_xml_cannot_carry_is_refused_with_its_offset() -> None:
    with pytest.raises(ForbiddenCharacterError, match=r"U\+0000 at offset 2") as caught:
        Article("a", "ab\x00")
    assert caught.value.offset == 2
    with pytest.raises(ForbiddenCharacterError, match="p/@n"):
        A("p", 0, 1, n="\ufffe")
    with pytest.raises(MetadataError, match="XML name"):
        Article("1 a", "x")
    with pytest.raises(WeaveError, match="is no span"):
        A("p", 3, 1)
    with pytest.raises(MetadataError, match="at least one form"):
        Entry("pers.x", "person", ())
    with pytest.raises(MetadataError, match=r"“X” of the entry pl\.x must be one of: full, short, descriptive"):
        Entry("pl.x", "place", (Form("X", "acronym"),))


def test_names_of_attributes_there_and_back() -> None:
    assert attribute_name(attribute_key("xml:id")) == "xml:id"
    assert attribute_key("ref") == attribute_name("ref") == "ref"
    assert local_name(etree.Comment("x").tag) == ""


def test_mixed_content_is_never_indented_and_header_is() -> None:
    root = etree.fromstring("<a><b><c/><d/></b><e>x<f/><g><h/><i/></g></e></a>")
    indent(root)
    assert etree.tostring(root, encoding="unicode") == (
        "<a>\n  <b>\n    <c/>\n    <d/>\n  </b>\n  <e>x<f/><g><h/><i/></g></e>\n</a>"
    )


def test_nodes_around_the_root_are_written_too() -> None:
    root = parse_bytes(b"<?a b?><!--c--><x/><?d?>").getroot()
    assert serialise(root) == b'<?xml version="1.0" encoding="UTF-8"?>\n<?a b?>\n<!--c-->\n<x/>\n<?d?>\n'


def test_a_document_without_text_is_no_text() -> None:
    with pytest.raises(NotATextError, match="<teiCorpus> holds no TEI <text>"):
        text_of(build_corpus([], About("C")))


def test_a_corpus_includes_its_documents() -> None:
    from pathlib import PurePosixPath

    root = build_corpus([PurePosixPath("a/b.xml"), PurePosixPath("c.xml")], About("C", when="2024-01-01"))
    assert [one.get("href") for one in root.iter("{http://www.w3.org/2001/XInclude}include")] == ["a/b.xml", "c.xml"]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "empty", 1),
        (b"\x1f\x8bxx", "compressed", 1),
        (b"<a>\n<b></a>", "syntax", 2),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE a><a/>", "doctype", 3),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "encoding", 1),
        (b"<a>\ncaf\xe9</a>", "encoding", 2),
        (b"<a>" * 1200 + b"</a>" * 1200, "depth", 1),
    ],
)
def test_unsafe_xml_is_refused_with_its_place(data: bytes, reason: str, line: int) -> None:
    with pytest.raises(UnsafeXmlError) as caught:
        parse_bytes(data, path="x.xml")
    assert (caught.value.reason, caught.value.line) == (reason, line)
    assert str(caught.value).startswith(f"x.xml:{line}:")


def test_only_regular_files_of_a_bearable_size_are_read(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        parse_file(tmp_path / "pipe")
    with pytest.raises(FileNotFoundError):
        parse_file(tmp_path / "none")
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(UnsafeXmlError, match="larger than 10 bytes"):
        read_capped(tmp_path / "big", 10)


def test_the_parts_of_a_name_are_never_set_apart() -> None:
    name = "<persName><forename>Bachar</forename> <nameLink>al-</nameLink><surname>Assad</surname></persName>"
    root = etree.fromstring(f"<listPerson><person>{name}</person></listPerson>")
    indent(root)
    assert name in etree.tostring(root, encoding="unicode")
