"""The structure of an article: headline, lead, byline, dateline, sections, paragraphs, lists.

Decided from the shape of the blocks and their places; what is a guess has ``@cert``. The order of elements is the one
that ``div`` allows (TEI P5, 4.2): head, argument, byline and dateline come first, then paragraphs and lists, then
sections, then byline and dateline again.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from encoder.structure.elements import Builder
from encoder.structure.lines import Block, gaps_between, split_blocks
from encoder.structure.parts import Part, authors
from encoder.structure.shapes import (
    byline_names,
    dated_names,
    find_date,
    find_label,
    has_bare_dash,
    is_agency_dateline,
    is_dateline,
    is_headline,
    is_intertitle,
    is_kicker,
    item_number,
    opening_dateline,
    related_prefix,
)
from encoder.structure.turns import is_heading
from tei import Layer, Span

_OPENING: Final = 6
"""How many blocks of an article are searched for the paragraph that begins with a dateline."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A text with its structure: blocks joined by line feeds, two layers, the gaps and bullets of the source.

    ``blocks`` are the spans of the blocks; a block of a hard-wrapped source has line feeds inside. ``renditions``
    maps the ids of ``rendition`` elements to the CSS that gives the bullets back. ``title``, ``authors`` and ``date``
    are what the text itself says, each empty if it does not.
    """

    text: str
    blocks: tuple[Span, ...]
    structure: Layer
    markup: Layer
    gaps: tuple[str, ...]
    renditions: dict[str, str] = field(default_factory=dict)
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""


def find_structure(source: str, *, title: str = "") -> Structure:
    """Give the structure of a normalised source text; ``title``, if known, tells the headline for certain."""
    blocks = split_blocks(source)
    number = next((at for at, one in enumerate(blocks[:_OPENING]) if opening_dateline(one.text)), -1)
    parts, first = _read(blocks, title, number)
    if number >= 0 and parts[number].role != "dateline":
        parts, first = _read(blocks, title)
    blocks = tuple(part.block for part in parts)
    _back(parts, first)
    _numbered(parts, first)
    _intertitles(parts, first)
    text = "\n".join(part.block.text for part in parts)
    structure, markup, renditions = Builder(parts, text).build()
    heads = [part.block.text for part in parts if part.role == "head"]
    names = [_display(text[start:end]) for part in parts for start, end in authors(part)]
    dates = [find_date(part.block.text) for part in parts if part.role in ("dateline", "byline")]
    return Structure(
        text,
        tuple(Span(part.start, part.end) for part in parts),
        Layer("structure", tuple(structure)),
        Layer("structure markup", tuple(markup)),
        gaps_between(source, blocks),
        renditions,
        title=" ".join(heads[0].split()) if heads else "",
        authors=tuple(dict.fromkeys(names)),
        date=next(filter(None, dates), ""),
    )


def _read(blocks: Sequence[Block], title: str, opening: int = -1) -> tuple[list[Part], int]:
    """Give the parts with the roles of those before the running text, and the index of its first.

    The block of the number ``opening`` is cut into its dateline and its paragraph.
    """
    parts: list[Part] = []
    for number, block in enumerate(blocks):
        if number == opening and (length := opening_dateline(block.text)) < len(block.text):
            rest = block.text[length:].lstrip()
            parts.append(Part(Block(block.text[:length], block.start, block.start + length), opening=True))
            parts.append(Part(Block(rest, block.end - len(rest), block.end)))
        else:
            parts.append(Part(block, "item" if block.marker else "p"))
    position = 0
    for part in parts:
        part.start, part.end = position, position + len(part.block.text)
        position = part.end + 1
    _labels(parts)
    return parts, _front(parts, title)


def _labels(parts: Sequence[Part]) -> None:
    """Find the lines that begin with the name of who speaks: the name comes back, or another one answers it.

    A colon alone shows nothing: « Retraites : la rue gronde » is a headline, « Le film du jour : Rio Bravo » a title.
    """
    labels = [find_label(part.block.text) for part in parts]
    if labels and is_heading(parts[0].block.text):
        labels[0] = ""
    times = Counter(labels)
    speaks = [
        bool(label) and part.block.ends_sentence and not has_bare_dash(part.block.text)
        for label, part in zip(labels, parts, strict=True)
    ]
    for index, part in enumerate(parts):
        answered = speaks[index] and any(speaks[max(index - 1, 0) : index] + speaks[index + 1 : index + 2])
        part.labelled = bool(labels[index]) and (times[labels[index]] > 1 or answered)


def _front(parts: Sequence[Part], title: str) -> int:
    """Give roles to what stands before the running text; give the index of its first block."""
    index = 0
    while index < len(parts) and not parts[index].opening and _is_dated(parts[index]):
        index += 1
    kicker = index if _can_be_kicker(parts, index, title) else -1
    index += kicker >= 0
    if index and not (index < len(parts) and _can_be_head(parts, index, title)):
        index, kicker = 0, -1
    for part in parts[:index]:
        part.role, part.cert = "dateline", "medium"
    if kicker >= 0:
        parts[kicker].role = "kicker"
    if index == 0 and len(parts) > 1 and _is_dispatch(parts[0]):
        parts[0].role, parts[0].cert = "dateline", "medium"
        return 1
    if index < len(parts) and _can_be_head(parts, index, title):
        known = " ".join(title.split()) == " ".join(parts[index].block.text.split())
        parts[index].role, parts[index].cert = "head", "" if known else "high"
        return _after_head(parts, index + 1)
    return index


def _is_dated(part: Part) -> bool:
    return part.role == "p" and is_dateline(part.block.text)


def _is_dispatch(part: Part) -> bool:
    """Tell whether it is where a dispatch comes from, and nothing else."""
    return part.role == "p" and (part.opening or is_agency_dateline(part.block.text))


def _can_be_kicker(parts: Sequence[Part], index: int, title: str) -> bool:
    """Tell whether a line stands above the headline: words for sections, or a short line before the title given."""
    if index + 1 >= len(parts) or parts[index].role != "p":
        return False
    text, after = parts[index].block.text, " ".join(parts[index + 1].block.text.split())
    if title and after == " ".join(title.split()):
        return len(text) <= 60 and byline_names(text) is None
    return is_kicker(text) and _can_be_head(parts, index + 1, title)


def _can_be_head(parts: Sequence[Part], index: int, title: str) -> bool:
    text = parts[index].block.text
    if parts[index].role != "p" or "\n" in text:
        return False
    if title and " ".join(title.split()) == " ".join(text.split()):
        return True
    if index + 1 == len(parts) or parts[index].labelled:
        return False
    after = parts[index + 1].block.text
    signed = is_dateline(after) or byline_names(after) is not None
    return (is_headline(text) or (signed and len(text) <= 120)) and byline_names(text) != ()


def _after_head(parts: Sequence[Part], index: int) -> int:
    """Find subtitle, lead, byline and dateline right after the headline; the lead comes first, or there is none."""
    if _can_be_sub(parts, index):
        parts[index].role, parts[index].cert = "sub", "low"
        index += 1
    start = index
    lead = index if _can_be_lead(parts, index) else -1
    index += lead >= 0
    signed = index
    while index < len(parts) and parts[index].role == "p":
        text = parts[index].block.text
        if is_dateline(text) or _is_dispatch(parts[index]):
            parts[index].role, parts[index].cert = "dateline", "high"
        elif (byline_names(text) is not None or dated_names(text)) and index + 1 < len(parts):
            parts[index].role, parts[index].cert = "byline", "high" if index > signed else "medium"
        else:
            break
        index += 1
    if lead >= 0:
        opened = any(part.opening for part in parts[signed:index])
        enough = opened or sum(part.role == "p" for part in parts[index:]) >= 2
        if not enough:
            for part in parts[signed:index]:  # byline and dateline stand before the paragraphs, or are none
                part.role, part.cert = "p", ""
            return start
        parts[lead].role, parts[lead].cert = "lead", "high" if index > signed else "medium"
    return index


def _can_be_sub(parts: Sequence[Part], index: int) -> bool:
    """Tell whether the line after the headline goes with it: too short for a lead, too long for an intertitle there."""
    if index + 1 >= len(parts) or parts[index].role != "p" or parts[index + 1].role != "p":
        return False
    text = parts[index].block.text
    signed = byline_names(text) is not None or _is_dispatch(parts[index]) or parts[index].labelled
    signed = signed or bool(related_prefix(text))
    return is_intertitle(text) and not signed and not text.endswith("?") and len(text.split()) >= 4 and len(text) < 60


def _can_be_lead(parts: Sequence[Part], index: int) -> bool:
    if index >= len(parts) or parts[index].role != "p":
        return False
    text = parts[index].block.text
    if _is_dispatch(parts[index]):
        return False
    if is_dateline(text) or byline_names(text) is not None or related_prefix(text) or parts[index].labelled:
        return False
    return 60 <= len(text) <= 600


def _back(parts: Sequence[Part], first: int) -> None:
    """Find a signature or a date after the last paragraph."""
    index = len(parts) - 1
    while index > max(first, len(parts) - 4) and parts[index].role == "p":
        text = parts[index].block.text
        if is_dateline(text):
            parts[index].role, parts[index].cert = "dateline", "medium"
        elif byline_names(text) is not None or dated_names(text):
            parts[index].role, parts[index].cert = "byline", "medium"
        else:
            break
        index -= 1


def _numbered(parts: Sequence[Part], first: int) -> None:
    """Find runs of lines that count up: items of a numbered list. Their numbers are text, and stay."""
    run: list[Part] = []
    for part in [*parts[first:], Part(Block("", 0, 0))]:
        number = item_number(part.block.text) if part.role == "p" and len(part.block.text) <= 300 else 0
        if number and number == (item_number(run[-1].block.text) if run else 0) + 1:
            run.append(part)
            continue
        for one in run if len(run) > 1 else ():
            one.role = "numbered"
        run = [part] if number == 1 else []


def _intertitles(parts: Sequence[Part], first: int) -> None:
    """Find the short lines between paragraphs that open a section; questions of an interview do not."""
    found = []
    for index in range(first, len(parts) - 1):
        one, after = parts[index], parts[index + 1]
        if one.role != "p" or one.labelled or "\n" in one.block.text or not is_intertitle(one.block.text):
            continue
        if not index or _is_unfinished(parts[index - 1]):
            continue  # nothing stands before it; or a line of verse, or of a table
        if after.role == "p" and (after.block.ends_sentence or len(after.block.text) > len(one.block.text) + 60):
            found.append(one)
    questions = [one for one in found if one.block.text.endswith("?")]
    interview = len(questions) > 2 or sum(part.labelled for part in parts[first:]) > 1
    for one in found:
        if interview and one in questions:
            continue
        one.role = "intertitle"
        one.cert = "medium" if len(one.block.text.split()) <= 8 and not one.block.text.endswith("?") else "low"


def _is_unfinished(part: Part) -> bool:
    """Tell whether a block is a short line of running text that has not come to an end."""
    text = part.block.text
    ended = re.search(r"[.?!…:»”\")]$", text) or related_prefix(text)
    return part.role == "p" and len(text) <= 60 and not ended


def _display(name: str) -> str:
    """Give a name as it is shown in a header: capitals throughout are a habit of layout."""
    return " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in name.split())
