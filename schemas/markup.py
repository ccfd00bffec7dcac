"""Why a document is not well-formed: the first fault in it, with its exact place and what was meant.

A parser stops where it can go no further, which is often far behind the slip, and says so in its own terms. This
reader walks over the same text only after the parser has refused it, and looks for the mistakes that people make.
What it does not find is left to the parser's own message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NoReturn

from schemas.locator import shown
from schemas.nearest import nearest
from schemas.positions import Source
from schemas.xmlnames import NAME
from tei.names import XML_NS

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE: Final = re.compile(r"&(?:#(?:x([0-9a-fA-F]++)|([0-9]++))|([^\s&;<>\"'#]++));")
_SPACE: Final = re.compile(r"[ \t\r\n]*+")
_WORD: Final = re.compile(r"[^\s/>\"'=<]++")
_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CURLY: Final = "“”„«»‘’″"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first fault: a name of the catalogue, half-open offsets, a sentence, and one fix."""

    name: str
    start: int
    end: int
    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    start: int
    prefixes: dict[str, str]


class _FaultFound(Exception):  # noqa: N818 - it carries a result out of the walk
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def find_fault(source: Source) -> Fault | None:
    """Give the first fault of a document that a parser refused, or ``None`` if this reader sees none."""
    try:
        _Walk(source).run()
    except _FaultFound as found:
        return found.fault
    return None


class _Walk:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.stack: list[_Open] = []
        self.root_seen = False

    def run(self) -> None:
        position = 0
        while position < len(self.text):
            markup = self.text.find("<", position)
            self._characters(position, len(self.text) if markup < 0 else markup)
            if markup < 0:
                break
            position = self._markup(markup)
        if self.stack:
            self._unclosed()
        if not self.root_seen:
            start = len(self.text.rstrip())
            self._fail("empty", start, start, "the document has no root element")

    def _fail(self, name: str, start: int, end: int, message: str, fix: str = "") -> NoReturn:
        raise _FaultFound(Fault(name, start, end, message, fix))

    def _line(self, offset: int) -> int:
        return self.source.line_column(offset)[0]

    # Text between tags

    def _characters(self, start: int, end: int) -> None:
        if not self.stack:
            text = self.text[start:end].strip()
            if text:
                first = self.text.index(text[0], start)
                self._outside(first, first + len(text.splitlines()[0]))
            return
        self._allowed_characters(start, end)
        bad = self.text.find("]]>", start, end)
        self._references(start, end if bad < 0 else bad)
        if bad >= 0:
            self._fail("cdata-syntax", bad, bad + 3, "“]]>” may not stand in text", "write ]]&gt;")

    def _outside(self, start: int, end: int) -> None:
        if not self.root_seen and "<" not in self.text[:start]:
            self._fail("not-xml", start, end, "the file does not begin with a tag: it is not XML")
        where = "after the end of" if self.root_seen else "before"
        self._fail("text-outside-root", start, end, f"text stands {where} the root element", "delete it")

    def _allowed_characters(self, start: int, end: int) -> None:
        if bad := _NOT_XML.search(self.text, start, end):
            number = f"U+{ord(bad[0]):04X}"
            message = f"the character {number} is not allowed in XML"
            self._references(start, bad.start())
            self._fail("character-not-allowed", *bad.span(), message, "delete it")

    def _references(self, start: int, end: int) -> None:
        position = self.text.find("&", start, end)
        while position >= 0:
            match = _REFERENCE.match(self.text, position, end)
            if not match:
                self._ampersand(position, end)
            elif match[3] is None:
                self._character_reference(match)
            elif match[3] not in _PREDEFINED:
                self._entity(match)
            position = self.text.find("&", position + 1, end)

    def _ampersand(self, position: int, end: int) -> None:
        name = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+)(?![\w;])").match(self.text, position, end)
        if name:
            message = f"the reference {name[0]} does not end with a semicolon"
            self._fail("unescaped-ampersand", *name.span(), message, f"write {name[0]};")
        message = "an & that stands for itself must be written as &amp;"
        self._fail("unescaped-ampersand", position, position + 1, message, "write &amp;")

    def _character_reference(self, match: re.Match[str]) -> None:
        digits = (match[1] or match[2]).lstrip("0")[:9] or "0"
        number = int(digits, 16 if match[1] else 10)
        if number > 0x10FFFF or _NOT_XML.match(chr(number)):
            message = f"{shown(match[0])} is no character that XML allows"
            self._fail("character-reference", *match.span(), message, "delete it")

    def _entity(self, match: re.Match[str]) -> None:
        from html.entities import html5

        character = html5.get(f"{match[3]};", "")
        number = "".join(f"&#{ord(part)};" for part in character)
        fix = (
            f"write {number if character.isspace() else character}" if character else "write the characters themselves"
        )
        message = f"the entity {shown(match[0])} is not defined in XML"
        self._fail("entity-undeclared", *match.span(), message, fix)

    # Markup

    def _markup(self, start: int) -> int:
        text = self.text
        if text.startswith("<!--", start):
            return self._comment(start)
        if text.startswith("<![CDATA[", start):
            return self._cdata(start)
        if text.startswith("<?", start):
            return self._instruction(start)
        if text.startswith("</", start):
            return self._end_tag(start)
        if not (name := NAME.match(text, start + 1)):
            self._stray(start)
        return self._start_tag(start, name)

    def _comment(self, start: int) -> int:
        dashes = self.text.find("--", start + 4)
        if dashes < 0:
            self._fail("comment-syntax", start, start + 4, "the comment is never closed", "add --> where it ends")
        if not self.text.startswith("-->", dashes):
            message = "a comment may not hold two hyphens side by side"
            self._fail("comment-syntax", dashes, dashes + 2, message, "write one hyphen or a dash (–)")
        self._allowed_characters(start, dashes)
        return dashes + 3

    def _cdata(self, start: int) -> int:
        if not self.stack:
            self._fail(
                "cdata-syntax", start, start + 9, "a CDATA section stands outside the root element", "move it inside"
            )
        end = self.text.find("]]>", start + 9)
        if end < 0:
            self._fail("cdata-syntax", start, start + 9, "the CDATA section is never closed", "add ]]> where it ends")
        self._allowed_characters(start, end)
        return end + 3

    def _instruction(self, start: int) -> int:
        name = NAME.match(self.text, start + 2)
        target = name[0] if name else ""
        end = self.text.find("?>", start)
        if end < 0:
            message = f"the processing instruction <?{shown(target)} is never closed"
            self._fail("instruction-syntax", start, start + 2 + len(target), message, "end it with ?>")
        if target.lower() == "xml" and start > 0:
            message = "the XML declaration must be the very first thing in the file"
            fix = "delete what stands before it" if not self.text[:start].strip() else "delete it here"
            self._fail("instruction-syntax", start, end + 2, message, fix)
        self._allowed_characters(start, end)
        return end + 2

    def _stray(self, start: int) -> NoReturn:
        if word := re.compile(r"[0-9][\w.-]{0,60}").match(self.text, start + 1):
            after = self.text[word.end() : word.end() + 1]
            if after in (">", "/"):
                message = f"a name cannot begin with a digit: <{shown(word[0])}>"
                self._fail("name-syntax", *word.span(), message, "begin it with a letter")
        if not self.stack:
            self._outside(start, start + 1)
        message = "a < that stands for itself must be written as &lt;"
        self._fail("unescaped-less-than", start, start + 1, message, "write &lt;")

    def _start_tag(self, start: int, name: re.Match[str]) -> int:
        if self.root_seen and not self.stack:
            message = f"<{shown(name[0])}> stands after the end of the root element; a document has one root"
            self._fail("two-roots", start, name.end(), message, "delete it or put both in one root")
        self.root_seen = True
        attributes, position = self._attributes(name)
        prefixes = self._prefixes(attributes)
        self._check_prefix(name, prefixes, "")
        seen: dict[tuple[str, str], str] = {}
        for attribute, _ in attributes:
            self._check_prefix(attribute, prefixes, name[0])
            prefix, _, local = attribute[0].rpartition(":")
            key = (prefixes.get(prefix, prefix) if prefix not in ("", "xmlns") else prefix, local)
            if key in seen:
                message = f"<{shown(name[0])}> has the attribute {shown(attribute[0])} twice"
                self._fail("duplicate-attribute", *attribute.span(), message, "keep one of the two")
            seen[key] = attribute[0]
        if self.text[position - 2] != "/":
            self.stack.append(_Open(name[0], start, prefixes))
        return position

    def _prefixes(self, attributes: list[tuple[re.Match[str], str]]) -> dict[str, str]:
        outer = self.stack[-1].prefixes if self.stack else {"xml": XML_NS, "xmlns": ""}
        own = {name[0][6:]: value for name, value in attributes if name[0].startswith("xmlns:")}
        return {**outer, **own} if own else outer

    def _check_prefix(self, name: re.Match[str], prefixes: dict[str, str], owner: str) -> None:
        prefix, colon, local = name[0].partition(":")
        if not colon or prefix in prefixes:
            return
        what = f"<{shown(name[0])}>" if not owner else f"the attribute {shown(name[0])} of <{shown(owner)}>"
        fix = f'declare it (xmlns:{shown(prefix)}="…") or write {shown(local)}'
        message = f"the prefix {shown(prefix)} of {what} is not declared"
        self._fail("undeclared-prefix", name.start(), name.start() + len(prefix), message, fix)

    def _attributes(self, tag: re.Match[str]) -> tuple[list[tuple[re.Match[str], str]], int]:
        """Give the names and values of a start tag's attributes, and the offset after the tag."""
        text, position = self.text, tag.end()
        attributes: list[tuple[re.Match[str], str]] = []
        while True:
            after_space = _space_end(text, position)
            rest = text[after_space : after_space + 2]
            if rest[:1] == ">" or rest == "/>":
                return attributes, after_space + (1 if rest[:1] == ">" else 2)
            if not rest or rest[0] == "<":
                message = f"the tag <{shown(tag[0])} is not finished: its > is missing"
                self._fail("tag-not-finished", tag.start() - 1, tag.end(), message, "add > where the tag ends")
            name = NAME.match(text, after_space)
            if name is None or after_space == position:
                self._bad_attribute(tag, after_space, attributes)
            else:
                value, position = self._value(name)
                attributes.append((name, value))

    def _bad_attribute(self, tag: re.Match[str], at: int, before: list[tuple[re.Match[str], str]]) -> None:
        if before and self.text[at - 1] in "\"'" and NAME.match(self.text, at):
            message = f"a space is missing before the attribute {shown(_word(self.text, at))}"
            self._fail("attribute-syntax", at, at + 1, message, "add a space")
        if not before and at == tag.end():
            message = f"the name {shown(tag[0] + _word(self.text, at))} holds a character that names cannot have"
            self._fail("name-syntax", at, at + 1, message, "write a name of letters and digits")
        word = _word(self.text, at)
        message = f"{shown(word)} in the tag <{shown(tag[0])}> is no attribute"
        self._fail("attribute-syntax", at, at + len(word), message, 'write name="value"')

    def _value(self, name: re.Match[str]) -> tuple[str, int]:
        text, key = self.text, shown(name[0])
        equals = _space_end(text, name.end())
        if text[equals : equals + 1] != "=":
            message = f"the attribute {key} has no value"
            self._fail("attribute-syntax", *name.span(), message, f'write {key}="…"')
        opening = _space_end(text, equals + 1)
        quote = text[opening : opening + 1]
        if quote not in ("'", '"'):
            word = _word(text, opening)
            value = word.strip(_CURLY)
            how = "straight quotes" if quote and quote in _CURLY else "quotes"
            message = f"the value of the attribute {key} must stand in {how}"
            self._fail(
                "attribute-syntax",
                opening,
                opening + len(word),
                message,
                f'write {key}="{shown(value)}"',
            )
        closing = text.find(quote, opening + 1)
        less = text.find("<", opening, closing if closing >= 0 else len(text))
        if closing < 0 or (less >= 0 and text[closing + 1 : closing + 2] not in (" ", "\t", "\r", "\n", "/", ">", "?")):
            message = f"the value of the attribute {key} is not closed: a {quote} is missing"
            self._fail("quote-not-closed", name.start(), opening + 1, message, f"add {quote} where it ends")
        self._allowed_characters(opening, closing if less < 0 else less)
        self._references(opening, closing if less < 0 else less)
        if less >= 0:
            message = f"the value of the attribute {key} holds a <, which must be written as &lt;"
            self._fail("less-than-in-attribute", less, less + 1, message, "write &lt;")
        return text[opening + 1 : closing], closing + 1

    # End tags

    def _end_tag(self, start: int) -> int:
        name = NAME.match(self.text, start + 2)
        if not name:
            message = "an end tag has no name"
            self._fail("name-syntax", start, start + 2, message, "write </name>")
        end = _space_end(self.text, name.end())
        if self.text[end : end + 1] != ">":
            message = f"the end tag </{shown(name[0])} is not finished: its > is missing"
            self._fail("tag-not-finished", start, name.end(), message, "add >")
        if not self.stack:
            message = f"</{shown(name[0])}> closes nothing: no element is open here"
            self._fail("end-tag-alone", start, end + 1, message, "delete it")
        if self.stack[-1].name != name[0]:
            self._mismatch(name[0], start, end + 1)
        self.stack.pop()
        return end + 1

    def _mismatch(self, name: str, start: int, end: int) -> NoReturn:
        inner = self.stack[-1]
        opened, tag = f"<{shown(inner.name)}>, opened on line {self._line(inner.start)}", f"</{shown(name)}>"
        message = f"{opened}, is closed by {tag} on line {self._line(start)}"
        if any(element.name == name for element in self.stack):
            fix = f"write </{shown(inner.name)}> before {tag}"
            message = f"{opened}, is not closed before {tag} on line {self._line(start)}"
        elif self._closed_later(inner.name, end):
            message = f"{tag} on line {self._line(start)} closes nothing; open is {opened}"
            self._fail("end-tag-alone", start, end, message, f"delete {tag} or add its start tag")
        else:
            fix = f"write </{shown(inner.name)}>"
            if nearest(inner.name, [name]) and _is_tei(name) and not _is_tei(inner.name):
                fix = f"write <{shown(name)}> on line {self._line(inner.start)}"
        self._fail("mismatched-tags", start, end, message, fix)

    def _closed_later(self, name: str, position: int) -> bool:
        """Whether the element has an end tag of its own, before another element of that name begins."""
        tags = re.compile(rf"<(/?){re.escape(name)}[\s>]").finditer(self.text, position)
        return next((match[1] == "/" for match in tags), False)

    def _unclosed(self) -> NoReturn:
        inner = self.stack[-1]
        others = ", ".join(f"<{shown(element.name)}> (line {self._line(element.start)})" for element in self._outer())
        message = f"<{shown(inner.name)}>, opened on line {self._line(inner.start)}, is never closed"
        message += f"; still open around it: {others}" if others else ""
        start = inner.start
        self._fail("element-not-closed", start, start + 1 + len(inner.name), message, f"add </{shown(inner.name)}>")

    def _outer(self) -> Iterator[_Open]:
        yield from self.stack[-2:-5:-1]


def _space_end(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _word(text: str, position: int) -> str:
    match = _WORD.match(text, position)
    return match[0] if match else text[position : position + 1]


def _is_tei(name: str) -> bool:
    """Whether TEI P5 has an element of that name: of two tags that differ by a slip, it is the right one."""
    from schemas.p5.facts import load_p5

    return name in load_p5().elements
