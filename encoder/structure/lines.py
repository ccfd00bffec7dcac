"""From a source's lines to its blocks: what is a line of its own, what a wrapped paragraph, what a bullet.

A line is a block, as scrapers write them, unless the file is hard-wrapped (lines broken at a fixed width, paragraphs
separated by empty lines). A bullet is no text: alone on its line or in front of an item, it becomes the block's marker.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

BULLET_ALONE: Final = re.compile(r"[-–—•*·▪◦‣■●►➤→]")
BULLET_BEFORE: Final = re.compile(r"([-•*·▪◦‣■●►➤][ \t\u00a0]+)(?=\S)")
DASH_BEFORE: Final = re.compile(r"([–—][ \t\u00a0]+)(?=\S)")
SENTENCE_END: Final = re.compile(r"""[.?!…:;,][»”"’')\]\s\u00a0]*$|[.?!…][»”"\s\u00a0]+\([^()]{2,40}\)$""")
_BLANKS: Final = " \t\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the source: ``start`` and ``end`` in the source text, and the bullet in front of it, if any.

    ``marker`` is the bullet with the white space that follows it; it stands right before ``start`` in the source.
    """

    text: str
    start: int
    end: int
    marker: str = ""

    @property
    def ends_sentence(self) -> bool:
        """Tell whether the block ends as running text does, with a mark of punctuation."""
        return bool(SENTENCE_END.search(self.text[-80:]))


def split_blocks(source: str) -> tuple[Block, ...]:
    """Give the blocks of a source text, bullets taken off; the rest of the source is white space and bullets."""
    lines = _lines(source)
    if _is_wrapped(source, lines):
        lines = _unwrapped(source, lines)
    return tuple(_dashes(_bullets(source, lines)))


def gaps_between(source: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Give the white space around the blocks: before the first, between them (bullets left out), after the last."""
    edges = [0, *(edge for block in blocks for edge in (block.start - len(block.marker), block.end)), len(source)]
    return tuple(source[before:after] for before, after in zip(edges[::2], edges[1::2], strict=True))


def _lines(source: str) -> list[Block]:
    found, position = [], 0
    for line in source.split("\n"):
        text = line.strip(_BLANKS)
        if text:
            start = position + line.index(text[0])
            found.append(Block(text, start, start + len(text)))
        position += len(line) + 1
    return found


def _is_wrapped(source: str, lines: Sequence[Block]) -> bool:
    """Tell whether lines were broken at a fixed width: inside paragraphs they are full and rarely end a sentence."""
    inner = [one for one, after in pairwise(lines) if source[one.end : after.start].count("\n") == 1]
    has_paragraphs = any(source[one.end : after.start].count("\n") > 1 for one, after in pairwise(lines))
    if len(inner) < 4 or not has_paragraphs or any(BULLET_ALONE.fullmatch(one.text) for one in inner):
        return False
    width = max(len(one.text) for one in lines)
    full = sum(len(one.text) > width * 0.7 for one in inner)
    open_ended = sum(not re.search(r"[.?!…»:]$", one.text) for one in inner)
    return 40 <= width <= 100 and full >= 0.8 * len(inner) and open_ended >= 0.7 * len(inner)


def _unwrapped(source: str, lines: Sequence[Block]) -> list[Block]:
    groups: list[Block] = []
    for line in lines:
        before = groups[-1] if groups else None
        if before and source[before.end : line.start].count("\n") == 1 and not BULLET_BEFORE.match(line.text):
            groups[-1] = Block(source[before.start : line.end], before.start, line.end)
        else:
            groups.append(line)
    return groups


def _bullets(source: str, lines: Sequence[Block]) -> list[Block]:
    """Join a bullet that stands alone to the line after it; take a bullet in front of an item off its text."""
    found: list[Block] = []
    pending: Block | None = None
    for line in lines:
        if BULLET_ALONE.fullmatch(line.text):
            if pending:
                found.append(pending)
            pending = line
            continue
        if pending:
            found.append(replace(line, marker=source[pending.start : line.start]))
            pending = None
        elif match := BULLET_BEFORE.match(line.text):
            found.append(_without(line, match[1]))
        else:
            found.append(line)
    if pending:
        found.append(pending)
    return found


def _dashes(blocks: list[Block]) -> list[Block]:
    """Take long dashes for bullets only after a colon, and give hyphens back where they begin lines of a dialogue."""
    found = list(blocks)
    for first, last in _runs(found):
        before = found[first - 1] if first else None
        introduced = before is not None and before.text.endswith(":")
        items = found[first:last]
        if all(DASH_BEFORE.match(one.text) for one in items):
            if introduced and len(items) > 1:
                found[first:last] = [_without(one, one.text[: DASH_BEFORE.match(one.text).end()]) for one in items]  # type: ignore[union-attr]
        elif not introduced and all(_is_reply(one) for one in items):
            found[first:last] = [_with_marker(one) for one in items]
    return found


def _runs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Give the runs of neighbouring blocks that begin with a bullet or a dash on their own line."""
    kinds = ["dash" if DASH_BEFORE.match(one.text) else "bullet" if one.marker else "" for one in blocks]
    edges = [0, *(n for n in range(1, len(kinds)) if kinds[n] != kinds[n - 1]), len(kinds)]
    return [(first, last) for first, last in pairwise(edges) if first < last and kinds[first]]


def _is_reply(block: Block) -> bool:
    same_line = "\n" not in block.marker
    return same_line and block.marker.startswith("-") and bool(re.search(r"[.?!…]\s*»?$", block.text))


def _without(block: Block, marker: str) -> Block:
    return Block(block.text[len(marker) :], block.start + len(marker), block.end, marker)


def _with_marker(block: Block) -> Block:
    return Block(block.marker + block.text, block.start - len(block.marker), block.end)
