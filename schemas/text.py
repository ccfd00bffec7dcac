"""The layer of the text: a document whose header records the SHA-256 of its text has that text still.

A document without such a record, as other projects write them, is left alone.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from schemas.document import CheckedDocument
from schemas.finding import Finding
from tei.document import digest_record, text_is_proven
from tei.names import tei

NO_RECORD: Final = "the header records no SHA-256 of the text"


def recorded(root: etree._Element) -> etree._Element | None:
    """Give the element of the header that holds the SHA-256 of the text, or ``None``; ``None`` if there is no text."""
    return digest_record(root, "text") if root.find(tei("text")) is not None else None


def check_text(document: CheckedDocument) -> Iterator[Finding]:
    """Yield a finding, at the record, if the text has another SHA-256 than the one recorded."""
    record = recorded(document.root)
    if record is None or text_is_proven(document.root) is not False:
        return
    places = document.places
    written = record.text or ""
    at = len(written) - len(written.lstrip())
    yield document.locator.finding(
        "text-edited", places.text(record, at=at, length=len(written.strip())),
        "the text is not the one whose SHA-256 is recorded here: it was edited since",
        xpath=places.xpath(record),
        suggestion="undo the edit or, if it is a correction that is meant, run gazetei text --renew",
    )  # fmt: skip
