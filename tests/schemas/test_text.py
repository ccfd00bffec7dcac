"""The layer of the text: an edited character is seen, edited markup is not, and a foreign document is left alone."""

import pytest

from schemas.codes import catalogue
from schemas.finding import LAYERS, LayerName
from schemas.results import FileReport
from schemas.validate import validate_bytes
from tei import parse_bytes, serialise, text_digest
from tei.revise import renew_text

TEXT = "Un titre\nDeux mots."
BODY = "<head>Un titre</head>\n  <p>Deux <hi>mots</hi>.</p>"


def document(body: str = BODY, digest: str = text_digest(TEXT), attributes: str = 'subtype="text"') -> bytes:
    record = f'<idno type="sha256" {attributes}>{digest}</idno>'
    header = f"<fileDesc><publicationStmt>\n{record}</publicationStmt></fileDesc>"
    text = f"<text><body><div>{body}</div></body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>{text}</TEI>'.encode()


def check(data: bytes, layers: tuple[LayerName, ...] = LAYERS) -> FileReport:
    return validate_bytes(data, None, path="a.xml", layers=layers)


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        BODY.replace("<hi>mots</hi>", "mots"),
        BODY.replace("\n  ", "\n\n\t"),
        BODY.replace("Deux", "<!-- remark -->Deux<?pi?>"),
        BODY.replace("Deux", "&#68;eux"),
    ],
)
def test_markup_layout_and_comments_may_be_edited(body: str) -> None:
    report = check(document(body))
    assert not report.findings
    assert "text" in report.checked


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("mots", "mot"),
        BODY.replace("Deux ", "Deux  "),
        BODY.replace("mots", "mots\N{ZERO WIDTH SPACE}"),
        BODY.replace("<p>", "<p>Et</p><p>"),
        BODY.replace("</head>\n  <p>", " ").replace("</p>", "</head>"),
    ],
)
def test_an_edited_text_is_one_finding_at_the_record(body: str) -> None:
    (finding,) = check(document(body)).findings
    assert catalogue()[finding.code].name == "text-edited"
    assert (finding.level, finding.layer) == ("error", "text")
    assert (finding.line, finding.column, finding.end_column) == (2, 36, 36 + 64)
    assert "undo the edit" in finding.suggestion
    assert "gazetei text --renew" in finding.suggestion


@pytest.mark.parametrize("attributes", ['subtype="file"', 'subtype="normalized"', ""])
def test_a_document_without_a_record_of_its_text_is_left_alone(attributes: str) -> None:
    data = document(BODY.replace("mots", "mot"), attributes=attributes)
    report = check(data)
    assert not report.findings
    assert report.checked == ("wf", "links")
    assert "text" not in dict(report.skipped)
    assert dict(check(data, ("wf", "text")).skipped) == {"text": "the header records no SHA-256 of the text"}


def test_an_empty_record_and_a_document_without_a_text_are_left_alone() -> None:
    assert not check(document(BODY, digest="")).findings
    assert not check(document().replace(b"<text>", b"<standOff>").replace(b"</text>", b"</standOff>")).findings


def test_the_layer_can_be_left_out() -> None:
    assert not check(document(BODY.replace("mots", "mot")), ("wf", "links")).findings


def test_a_text_that_is_corrected_on_purpose_is_recorded_anew() -> None:
    root = parse_bytes(document(BODY.replace("mots", "mot"))).getroot()
    assert renew_text(root) is True
    assert not check(serialise(root)).findings
    assert renew_text(root) is False


def test_without_a_record_nothing_is_recorded() -> None:
    root = parse_bytes(document(attributes="")).getroot()
    before = serialise(root)
    assert renew_text(root) is None
    assert serialise(root) == before
