"""Reading an export as three tools read it, by the rules of their sources; what they warn of is kept.

CWB: ``utils/cwb-encode.c`` and ``cl/special-chars.c`` of CWB 3.5, with the options ``-xsB -c utf8``.
Manatee: ``src/encodevert.cc`` of manatee-open 2.16x, as ``compilecorp`` calls it.
KorAP: ``script/tei2korapxml`` 2.6.0 and ``lib/KorAP/XML/TEI/Header.pm`` of KorAP-XML-TEI.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

CWB_LINE = 65535
CWB_VALUE = 1023  # of CWB 3.0; 4,095 later
MANATEE_VALUE = 32767
Region = tuple[int, int, dict[str, str]]


@dataclass
class Engine:
    """A corpus in an engine: the columns of its tokens, its regions by name (first token, one after the last)."""

    tokens: list[list[str]] = field(default_factory=list)
    regions: dict[str, list[Region]] = field(default_factory=lambda: defaultdict(list))
    warnings: list[str] = field(default_factory=list)

    def named(self, name: str) -> list[Region]:
        """Give the regions of a name and of its numbered ones."""
        return sorted(
            (one for key, found in self.regions.items() if re.fullmatch(rf"{name}\d?", key) for one in found),
            key=lambda one: (one[0], -one[1]),
        )

    def counts(self) -> dict[str, int]:
        """Give how much the engine has of what an export counts."""
        return {
            "documents": len(self.regions["text"]),
            "sentences": len(self.regions["s"]),
            "tokens": len(self.tokens),
            "mentions": sum(one[2]["continues"] == "no" for one in self.named("name")),
            "quotations": sum(one[2]["continues"] == "no" for one in self.named("quotation")),
        }

    def words(self, region: Region) -> list[str]:
        return [token[0] for token in self.tokens[region[0] : region[1]]]


def read_cwb(vertical: Path, script: Path) -> Engine:
    """Read a vertical file as the ``cwb-encode`` of a script does."""
    call = script.read_text(encoding="utf-8")
    declared = {name: atts.split("+") for name, atts in re.findall(r"-S (\w+):0\+(\S+)", call)}
    columns = [None, *re.findall(r"-P (\S+)", call)]
    engine = Engine()
    opened: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line in vertical.read_bytes().split(b"\n")[:-1]:
        if len(line) > CWB_LINE:
            engine.warnings.append("line cut")
        text = unicodedata.normalize("NFC", line.decode()).strip(" ")
        if not text or text.startswith(("<?", "<!")):
            continue
        tag = re.match(r"<(/?)([\w.:\x80-\U0010ffff-]+)(?=[ \t>/])", text, re.ASCII)
        if tag and tag[2] in declared:
            if tag[1]:
                start, attributes = opened[tag[2]].pop()
                if opened[tag[2]]:
                    engine.warnings.append(f"<{tag[2]}> dropped: it lies in another")
                elif start < len(engine.tokens):
                    engine.regions[tag[2]].append((start, len(engine.tokens), attributes))
                else:
                    engine.warnings.append(f"<{tag[2]}> is empty")
            else:
                attributes = dict.fromkeys(declared[tag[2]], "")
                for key, value in re.findall(r'([\w.:-]+)="([^"]*)"[ \t]*', text[tag.end() : text.rindex(">")]):
                    attributes[key] = _cwb_value(value, engine)
                if attributes.keys() != set(declared[tag[2]]):
                    engine.warnings.append(f"<{tag[2]}> has an undeclared attribute")
                opened[tag[2]].append((len(engine.tokens), attributes))
            continue
        if tag:
            engine.warnings.append(f"<{tag[2]}> not declared, inserted literally")
        fields = [one.strip(" ") for one in text.split("\t")]
        engine.tokens.append(
            [
                _feature_set(_cwb_value(one, engine), engine) if (name or "").endswith("/") else _cwb_value(one, engine)
                for one, name in zip(fields + [""] * (len(columns) - len(fields)), columns, strict=False)
            ]
        )
    engine.warnings += [f"<{name}> left open" for name, left in opened.items() if left]
    return engine


@dataclass
class Registry:
    """A block of a registry file of Manatee: its options, and the attributes and structures declared in it."""

    options: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, "Registry"] = field(default_factory=dict)
    structures: dict[str, "Registry"] = field(default_factory=dict)


def read_registry(path: Path) -> Registry:
    """Read a registry file by the grammar of ``corp/corpconf.y``; raises ``ValueError`` with what it does not know."""
    text = path.read_text(encoding="utf-8")
    token = r"""[ \t]*(?:(?P<key>[A-Z][A-Za-z0-9]*)|(?P<value>"[^"\n]*"|[a-z0-9/.][\w/.-]*)|(?P<mark>[{}\n]))"""
    blocks = [Registry()]
    words: list[str] = []
    at = 0
    while at < len(text):
        found = re.compile(token, re.ASCII).match(text, at)
        if not found:
            raise ValueError(text[at : at + 30])
        at = found.end()
        if found["mark"] is None:
            words.append((found["key"] or found["value"]).strip('"'))
            continue
        if words:
            key, value = words
            words = []
            opened = Registry()
            if key in ("ATTRIBUTE", "STRUCTURE"):
                (blocks[-1].attributes if key == "ATTRIBUTE" else blocks[-1].structures)[value] = opened
            else:
                blocks[-1].options[key] = value
        if found["mark"] == "{":
            blocks.append(opened)
        elif found["mark"] == "}":
            blocks.pop()
    if words or len(blocks) > 1:
        raise ValueError("a block is left open")
    return blocks[0]


def read_manatee(vertical: Path, registry: Path) -> Engine:
    """Read a vertical file as ``encodevert`` does with a registry file."""
    settings = read_registry(registry)
    columns = [name for name, one in settings.attributes.items() if "DYNAMIC" not in one.options]
    structures = {name: list(one.attributes) for name, one in settings.structures.items()}
    names = "|".join(sorted(structures, key=len, reverse=True))  # POSIX takes the longest
    tag_line = re.compile(rf"</?({names})( +(.*))?/?(>)[ \t]*$", re.DOTALL)
    engine = Engine()
    opened: dict[str, tuple[int, dict[str, str]]] = {}
    for raw in vertical.read_bytes().split(b"\n")[:-1]:
        line = raw.decode().rstrip(" \r\n")
        if not line:
            engine.warnings.append("empty line")
            continue
        tag = tag_line.match(line) if line.startswith("<") else None
        at = len(engine.tokens)
        if tag is None:
            fields = line.split("\t")
            if len(fields) > len(columns):
                engine.warnings.append("too many attributes")
            if any(one != one.strip(" ") or len(one.encode()) > MANATEE_VALUE for one in fields):
                engine.warnings.append("a value is stripped or too long")
            engine.tokens.append(fields + [""] * (len(columns) - len(fields)))
            continue
        name = tag[1]
        if line.startswith("</") or (name in opened and not line[: tag.start(4)].endswith("/")):
            if name not in opened:
                engine.warnings.append(f"closing <{name}>, which is not open")
                continue
            start, attributes = opened.pop(name)
            if not line.startswith("</"):
                engine.warnings.append(f"<{name}> closed by another")
            if start == at or (engine.regions[name] and engine.regions[name][-1][0] == start):
                engine.warnings.append(f"<{name}> ignored: empty, or opened twice in one place")
            engine.regions[name].append((start, at, attributes))
        if not line.startswith("</"):
            inside = line[tag.start(3) : tag.start(4)].removesuffix("/") if tag[3] else ""
            attributes = _manatee_values(inside, structures[name], engine)
            if line[: tag.start(4)].endswith("/"):
                engine.regions[name].append((at, at, attributes))
            else:
                opened[name] = (at, attributes)
    engine.warnings += [f"<{name}> left open" for name in opened]
    return engine


def read_korap(path: Path) -> dict[str, tuple[str, list[str]]]:
    """Give the texts of an I5 file by sigle: the primary text, and the sentences of it, as ``tei2korapxml`` has them.

    Raises ``ValueError`` with the line where that program would stop.
    """
    texts: dict[str, tuple[str, list[str]]] = {}
    lines = iter(path.read_text(encoding="utf-8").split("\n")[:-1])
    sigle = ""
    for line in lines:
        if header := re.match(r"^(.*)(<(?:ids|tei)Header.*)$", line):
            kind = re.match(r'<idsHeader [^<]*type="([^"]+)"', header[2])
            if header[1].strip() or not kind:
                raise ValueError(line)
            element = {"corpus": "korpusSigle", "document": "dokumentSigle", "text": "textSigle"}[kind[1]]
            found = ""
            for inside in lines:
                if closing := re.match(r"^(.*</idsHeader>)(.*)$", inside):
                    if closing[2].strip() or not found:
                        raise ValueError(inside)
                    break
                if said := re.match(rf"^(.*)<{element}(?: [^>]*)?>([^<]*)(.*)$", inside):
                    if said[1].strip() or said[3].strip() != f"</{element}>" or not said[2].strip():
                        raise ValueError(inside)
                    found = said[2]
            sigle = found if kind[1] == "text" else sigle
        elif opening := re.match(r"^(.*)<text(?: [^>]*)?>(.*)$", line):
            if opening[1].strip() or opening[2].strip() or not re.fullmatch(r"[^/]+/[^/.]+\.[^/.]+", sigle):
                raise ValueError(line)
            texts[sigle] = _korap_text(lines)
    return texts


def _korap_text(lines: Iterator[str]) -> tuple[str, list[str]]:
    kept, number = "", 0
    for line in lines:
        if "</text>" in line:
            if line.replace("</text>", "", 1).strip():
                raise ValueError(line)
            break
        shown = line.strip()
        if re.match(r"^[^<]*$", shown) or re.search(r"(?:<[^>]+>[^<])|(?:[^<]<[^>]+>)", shown):
            number += 1
            shown = f" {shown}" if number > 1 else shown
        kept += shown
    root = etree.fromstring(f"<text>{kept}</text>")
    return "".join(root.itertext()), ["".join(one.itertext()) for one in root.iter("s")]


def _cwb_value(text: str, engine: Engine) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, character)
    text = text.replace("&amp;", "&")
    if len(text.encode()) > CWB_VALUE:
        engine.warnings.append("value truncated")
    return text or "__UNDEF__"


def _feature_set(text: str, engine: Engine) -> str:
    if not (text.startswith("|") and text.endswith("|")):
        engine.warnings.append(f"{text!r} is no feature set")
        return "|"
    values = sorted(set(filter(None, text.split("|"))))
    return f"|{'|'.join(values)}|" if values else "|"


def _manatee_values(text: str, declared: list[str], engine: Engine) -> dict[str, str]:
    values = {}
    while text:
        found = re.match(r"(\w+)\s*=\s*\"", text, re.ASCII)
        if not found:
            engine.warnings.append(f"no attribute at {text!r}")
            break
        if found[1] not in declared:
            engine.warnings.append(f"structure attribute ({found[1]}) not defined")
        value, at = [], found.end()
        while at < len(text) and text[at] != '"':
            at += text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\")
            value.append(text[at])
            at += 1
        values[found[1]] = "".join(value)
        text = text[at + 1 :].lstrip()
    return values
