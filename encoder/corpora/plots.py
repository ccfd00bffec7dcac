"""Plots of a corpus as SVG: bars for names, columns for months. Plain shapes and text, the same bytes every time."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from encoder.corpora.statistics import Statistics

_WIDTH: Final = 760
_LABEL: Final = 260
_ROW: Final = 22
_HEIGHT: Final = 220
_TOP: Final = 44
_COLOUR: Final = "#2f6f9f"
_TITLES: Final = {
    "articles": "Articles a month",
    "persons": "Persons named most (mentions)",
    "organisations": "Organisations named most (mentions)",
    "places": "Places named most (mentions)",
    "quoted": "Quoted most (quotations)",
}


def plots(statistics: Statistics) -> dict[str, bytes]:
    """Give the plots that the numbers allow, by file name."""
    rows = {
        "persons": statistics.named["person"],
        "organisations": statistics.named["org"],
        "places": statistics.named["place"],
        "quoted": statistics.quoted,
    }
    made = {f"{name}.svg": bars(_TITLES[name], values) for name, values in rows.items() if values}
    if statistics.months:
        made["articles.svg"] = columns(_TITLES["articles"], statistics.months)
    return dict(sorted(made.items()))


def bars(title: str, values: Sequence[tuple[str, int]]) -> bytes:
    """Give a plot with a bar a line, the label before it and the number behind it."""
    longest = max(number for _, number in values)
    shapes = []
    for row, (label, number) in enumerate(values):
        top = _TOP + row * _ROW
        width = max(1, round(number / longest * (_WIDTH - _LABEL - 60)))
        shown = label if len(label) <= 38 else f"{label[:37]}…"
        whole = f"<title>{escape(label)}</title>"
        shapes += [
            f'<text x="{_LABEL - 8}" y="{top + 14}" text-anchor="end">{escape(shown)}{whole}</text>',
            f'<rect x="{_LABEL}" y="{top + 2}" width="{width}" height="{_ROW - 6}" fill="{_COLOUR}"/>',
            f'<text x="{_LABEL + width + 6}" y="{top + 14}">{number}</text>',
        ]
    return _svg(title, _TOP + len(values) * _ROW + 10, shapes)


def columns(title: str, values: Sequence[tuple[str, int]]) -> bytes:
    """Give a plot with a column a month; a label stands under the first, each January, and the last."""
    highest = max(number for _, number in values)
    step = (_WIDTH - 80) / len(values)
    bottom = _TOP + _HEIGHT
    shapes = [
        f'<text x="52" y="{_TOP + 10}" text-anchor="end">{highest}</text>',
        f'<line x1="60" y1="{bottom}" x2="{_WIDTH - 20}" y2="{bottom}" stroke="#333"/>',
    ]
    free = 0.0
    for at, (month, number) in enumerate(values):
        left = 60 + at * step
        height = round(number / highest * _HEIGHT, 1)
        name = f"<title>{month}: {number}</title>"
        shapes.append(
            f'<rect x="{left:.1f}" y="{bottom - height:.1f}" width="{max(step - 1, 0.5):.1f}" height="{height}" '
            f'fill="{_COLOUR}">{name}</rect>'
        )
        if left >= free and (at == 0 or month.endswith("-01") or len(values) <= 12):
            shapes.append(f'<text x="{left:.1f}" y="{bottom + 18}">{month}</text>')
            free = left + 56
    return _svg(title, bottom + 30, shapes)


def _svg(title: str, height: int, shapes: Sequence[str]) -> bytes:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="{escape(title)}">'
    )
    background = f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
    heading = f'<text x="20" y="26" font-size="16" font-weight="bold">{escape(title)}</text>'
    return ("\n".join([head, background, heading, *shapes, "</svg>"]) + "\n").encode("utf-8")
