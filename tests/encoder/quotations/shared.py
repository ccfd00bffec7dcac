"""What the tests of the rules share: a text in the mark-up of the test set, and what is found in it."""

from encoder.quotations import Quotations, annotate_quotations
from tests.encoder.quotations.markup import TestArticle, parse

Found = tuple[str, str, str]
"""The words of a quotation with its marks, its element, its speaker (or the source of written words)."""


def article(marked: str) -> TestArticle:
    """Give a text as an article; only its names are marked, as ``{Anne Lefort|p lefort}``."""
    (found,) = parse(f"## test\n{marked}")
    return found


def annotate(one: TestArticle) -> Quotations:
    return annotate_quotations(one.text, one.blocks, one.names)


def quotations(marked: str) -> list[Found]:
    """Give the quotations of a text, in its order; those of several pieces once for each."""
    one = article(marked)
    layer = annotate(one).layer
    return [
        (one.text[found.span.start : found.span.end], found.tag, (found.get("who") or found.get("source")).lstrip("#"))
        for found in sorted(layer.annotations, key=lambda found: (found.span.start, -found.span.end))
        if found.tag != "rs"
    ]


def speakers(marked: str) -> list[str]:
    """Give the speakers of the quotations of a text, in its order."""
    return [who for _, _, who in quotations(marked)]
