"""Every place that is given is the place in the file, whatever the file looks like."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from schemas.positions import EXCERPT_LENGTH, Source, SourceMap
from tei.names import TEI_NS, XML_ID
from tei.parse import parse_bytes

WORD = st.text(alphabet="aé𝄞 \n'", max_size=6)
NAME = st.sampled_from(["p", "x:hi", "persName", "é"])


@dataclass
class Written:
    """A source under construction, with the offsets its nodes must be found at, in document order."""

    text: str = ""
    tags: list[tuple[int, int]] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    values: list[tuple[int, str, int, int]] = field(default_factory=list)
    names: list[tuple[int, str, int, int]] = field(default_factory=list)

    def add(self, text: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += text
        return start, len(self.text)


@st.composite
def documents(draw: st.DrawFn) -> Written:
    written = Written()
    written.add(draw(st.sampled_from(["", '<?xml version="1.0"?>', "<!-- <p> -->\n", "<?pi <p>?>\n\n"])))
    _element(draw, written, 0)
    written.add(draw(st.sampled_from(["", "\n", "<!-- after <p/> -->", "<?pi?>"])))
    return written


def _element(draw: st.DrawFn, written: Written, depth: int) -> None:
    name = draw(NAME)
    written.add("<")
    node = len(written.tags)
    written.tags.append(written.add(name))
    written.ends.append((0, 0))
    if depth == 0:
        written.add(f" xmlns='{TEI_NS}' xmlns:x=\"urn:x\"")
    for key, lxml_key in draw(st.permutations([("xml:id", XML_ID), ("n", "n"), ("x:n", "{urn:x}n")])):
        if not draw(st.booleans()):
            continue
        written.add(draw(st.sampled_from([" ", "\n\t", "  "])))
        written.names.append((node, lxml_key, *written.add(key)))
        written.add(draw(st.sampled_from(["=", " = "])))
        quote = draw(st.sampled_from("\"'"))
        written.add(quote)
        value = draw(st.sampled_from(["", "a>b", "/", "𝄞&amp;", "x y", "'" if quote == '"' else '"']))
        written.values.append((node, lxml_key, *written.add(value)))
        written.add(quote)
    written.add(draw(st.sampled_from(["", " ", "\n"])))
    if draw(st.booleans()):
        written.add("/>")
        written.ends[node] = (len(written.text) - 2, len(written.text))
        return
    written.add(">")
    for _ in range(draw(st.integers(0, 3)) if depth < 4 else 0):
        kind = draw(st.sampled_from(["text", "element", "comment", "pi", "cdata", "reference"]))
        if kind == "element":
            _element(draw, written, depth + 1)
        elif kind in ("comment", "pi"):
            written.tags.append(written.add("<!-- <p> ' -->" if kind == "comment" else "<?pi <p a='?>"))
            written.ends.append((0, 0))
        else:
            written.add(
                {
                    "text": draw(WORD),
                    "cdata": "<![CDATA[a<p>&]]]>",
                    "reference": draw(st.sampled_from(["&lt;", "&#x1D11E;"])),
                }[kind]
            )
    written.ends[node] = written.add(f"</{name}{draw(st.sampled_from(['', ' ']))}>")


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


def parsed(written: Written, encoding: str, newline: str) -> tuple[SourceMap, Written]:
    """Give the map of the document with its newlines and its bytes as asked; offsets are moved along."""

    def moved(offset: int) -> int:
        return offset + written.text.count("\n", 0, offset) * (len(newline) - 1)

    text = written.text.replace("\n", newline)
    data = text.encode(encoding)
    result = Written(
        text,
        [(moved(a), moved(b)) for a, b in written.tags],
        [(moved(a), moved(b)) for a, b in written.ends],
        [(n, k, moved(a), moved(b)) for n, k, a, b in written.values],
        [(n, k, moved(a), moved(b)) for n, k, a, b in written.names],
    )
    return SourceMap(data, parse_bytes(data).getroot()), result


@given(documents(), ENCODINGS, st.sampled_from(["\n", "\r\n"]))
def test_tags_and_attributes_are_found_where_they_were_written(written: Written, encoding: str, newline: str) -> None:
    places, written = parsed(written, encoding, newline)
    nodes = list(places.root.iter())
    assert [(places.tag(node).start, places.tag(node).end) for node in nodes] == written.tags
    for node, end in zip(nodes, written.ends, strict=True):
        # text in a CDATA section begins after its bracket
        if isinstance(node.tag, str) and (node.tail or "").strip() and written.text[end[1]] != "<":
            assert places.text(node, tail=True).start == end[1]
    for number, key, start, end_ in written.names:
        place = places.attribute_name(nodes[number], key)
        assert (place.start, place.end) == (start, end_)
    for number, key, start, end_ in written.values:
        place = places.attribute_value(nodes[number], key)
        assert (place.start, place.end) == (start, end_)


@given(documents(), ENCODINGS, st.sampled_from(["\n", "\r\n"]))
def test_every_code_point_of_every_text_node_is_found(written: Written, encoding: str, newline: str) -> None:
    places, written = parsed(written, encoding, newline)
    for node in places.root.iter():
        texts = [(False, node.text if isinstance(node.tag, str) else None)]
        texts.append((True, node.tail if node is not places.root else None))
        for tail, text in texts:
            previous = -1
            for index, character in enumerate(text or ""):
                place = places.text(node, tail=tail, at=index)
                assert place.start > previous
                previous = place.start
                source = written.text[place.start : place.end]
                assert (
                    etree.fromstring(
                        f"<a>{source.replace('<', '&lt;') if source == '<' else source}</a>".replace(
                            "<a>&</a>", "<a>&amp;</a>"
                        )
                    ).text
                    == character
                )


@given(st.text(alphabet="ab\r\n", max_size=30))
def test_line_and_column_agree_with_the_lines_of_the_text(text: str) -> None:
    source = Source(text)
    lines = text.replace("\r\n", "\n ").replace("\r", "\n").split("\n")
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue
        line, column = source.line_column(offset)
        assert source.offset(line, column) == offset
        assert 1 <= line <= len(lines)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [("a\nb", 2, (2, 1)), ("a\r\nb", 3, (2, 1)), ("a\rb", 2, (2, 1)), ("𝄞b", 1, (1, 2)), ("", 0, (1, 1)),
     ("\ufeffab", 1, (1, 2)), ("a\u2028b\x85c", 4, (1, 5))],
)  # fmt: skip
def test_columns_are_code_points_and_lines_those_of_xml(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert Source(text).line_column(offset) == expected


def test_the_excerpt_of_a_long_line_is_the_part_around_the_place() -> None:
    source = Source("x" * 5000 + "HERE" + "y" * 5000)
    excerpt, first = source.excerpt(source.place(5000, 5004))
    assert len(excerpt) == EXCERPT_LENGTH
    assert excerpt[5001 - first :].startswith("HERE")


def test_text_behind_its_end_is_an_index_error() -> None:
    places = SourceMap(b"<p>ab</p>", parse_bytes(b"<p>ab</p>").getroot())
    with pytest.raises(IndexError, match="no code point 2"):
        places.text(places.root, at=2)


def test_an_attribute_that_is_not_there_is_a_key_error() -> None:
    places = SourceMap(b"<p a='1'/>", parse_bytes(b"<p a='1'/>").getroot())
    with pytest.raises(KeyError):
        places.attribute_value(places.root, "b")


def test_a_changed_tree_is_refused() -> None:
    root = parse_bytes(b"<p><q/></p>").getroot()
    root.append(etree.Element("s"))
    with pytest.raises(ValueError, match="not parsed from these bytes"):
        SourceMap(b"<p><q/></p>", root).tag(root)


def test_a_latin_1_file_is_read_as_it_declares() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-1"?>\n<p>é<q/></p>'.encode("latin-1")
    root = parse_bytes(data).getroot()
    assert (SourceMap(data, root).tag(root[0]).line, SourceMap(data, root).tag(root[0]).column) == (2, 6)
