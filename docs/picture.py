"""Draw the README's picture: an article with what was tagged in it, and the TEI of one of its paragraphs.

``python docs/picture.py FILE.xml PARAGRAPH-ID > docs/result.svg``
"""

import re
import sys
from html import escape
from pathlib import Path

from lxml import etree

from tei import parse_file, read
from tei.layer import Span

COLOURS = {"persName": "#ffd6a5", "placeName": "#caffbf", "orgName": "#bde0fe", "said": "#e7dcff", "q": "#eeeeee"}
WIDTH, CHARACTER, LINE, FIRST, MARGIN = 100, 7.82, 21, 34, 24


def main(path: str, paragraph: str) -> None:
    """Write the picture to stdout."""
    root = parse_file(Path(path)).getroot()
    reading = read(root)
    heads = [one.span for one in reading.structure.annotations if one.tag == "head"]
    names = [one for one in reading.markup.annotations if one.tag in COLOURS]
    names.sort(key=lambda one: (one.span.start, -one.span.end))
    parts: list[str] = []
    y = FIRST
    for start in reading.block_starts:
        end = reading.text.find("\n", start)
        block = Span(start, len(reading.text) if end < 0 else end)
        for line in _wrapped(reading.text, block):
            for one in names:
                left, right = max(one.span.start, line.start), min(one.span.end, line.end)
                if left < right:
                    parts.append(_box(left - line.start, right - left, y, COLOURS[one.tag]))
            bold = any(head.holds(line) for head in heads)
            parts.append(_text(reading.text[line.start : line.end], y, bold=bold))
            y += LINE
        y += 6
    parts.append(f'<line x1="0" y1="{y - 8}" x2="100%" y2="{y - 8}" stroke="#cccccc"/>')
    y += LINE
    (element,) = root.xpath(f"//*[@xml:id='{paragraph}']")
    source = etree.tostring(element, encoding="unicode", with_tail=False).replace(
        ' xmlns="http://www.tei-c.org/ns/1.0"', ""
    )
    for line in _wrapped(source, Span(0, len(source))):
        parts.append(_markup(source[line.start : line.end], y))
        y += LINE
    legend = "   ".join(COLOURS)
    width = WIDTH * CHARACTER + 2 * MARGIN
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {y + 6}" width="{width:.0f}" '
        f'role="img" aria-label="An article with what was tagged in it ({legend}), and the TEI of a paragraph">'
        '<rect width="100%" height="100%" fill="#ffffff"/>'
        '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" xml:space="preserve">'
        + "".join(parts)
        + "</g></svg>"
    )


def _wrapped(text: str, block: Span) -> list[Span]:
    lines, start = [], block.start
    while block.end - start > WIDTH:
        cut = text.rfind(" ", start, start + WIDTH)
        cut = start + WIDTH if cut <= start else cut
        lines.append(Span(start, cut))
        start = cut + 1
    return [*lines, Span(start, block.end)]


def _x(column: int) -> float:
    return MARGIN + column * CHARACTER


def _box(column: int, length: int, y: int, colour: str) -> str:
    return (
        f'<rect x="{_x(column) - 1:.1f}" y="{y - 14}" width="{length * CHARACTER + 2:.1f}" height="19" rx="3" '
        f'fill="{colour}"/>'
    )


def _text(line: str, y: int, *, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    fit = f' textLength="{len(line) * CHARACTER:.1f}"' if line else ""
    return f'<text x="{MARGIN}" y="{y}" fill="#222222"{weight}{fit}>{escape(line)}</text>'


def _markup(line: str, y: int) -> str:
    coloured = re.sub(
        r"(&lt;/?)([A-Za-z]+)|([a-z:]+)(=)(&quot;.*?&quot;)",
        lambda m: (
            f'{m[1]}<tspan fill="#1d4ed8">{m[2]}</tspan>'
            if m[2]
            else f'<tspan fill="#9a3412">{m[3]}</tspan>{m[4]}<tspan fill="#166534">{m[5]}</tspan>'
        ),
        escape(line),
    )
    return f'<text x="{MARGIN}" y="{y}" fill="#555555" textLength="{len(line) * CHARACTER:.1f}">{coloured}</text>'


if __name__ == "__main__":
    main(*sys.argv[1:])
