"""The checks that a document passes before it is written: its bytes read again, text, ids and pointers, schema."""

from encoder.errors import InvalidResultError
from tei import TextMismatchError, check_text, parse_bytes, source_is_proven, text_is_proven
from tei.names import XML_ID

_POINTERS = ("ref", "who", "resp", "next", "prev", "ana", "rendition", "corresp", "source", "scheme")


def check_document(data: bytes, text: str, *, path: str) -> None:
    """Raise :class:`InvalidResultError`, with every reason, unless the written form of a document is right."""
    root = parse_bytes(data, path=path).getroot()
    reasons = []
    try:
        check_text(text, root)
    except TextMismatchError as error:
        reasons.append(str(error))
    if text_is_proven(root) is not True:
        reasons.append("the text has not the SHA-256 that the header records")
    if source_is_proven(root) is False:
        reasons.append("the source cannot be given back from the document")
    ids = [value for one in root.iter("*") if (value := one.get(XML_ID))]
    if len(ids) != len(set(ids)):
        reasons.append(f"the id {next(one for one in ids if ids.count(one) > 1)} stands twice")
    known = set(ids)
    reasons += [
        f"@{name} points to {target}, which is nowhere"
        for element in root.iter("*")
        for name in _POINTERS
        for target in element.get(name, "").split()
        if target.startswith("#") and target[1:] not in known
    ]
    if reasons:
        raise InvalidResultError(path, tuple(reasons))
