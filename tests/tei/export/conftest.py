"""The corpus of two documents that all formats are made of, and what is known of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tei import parse_file
from tei.export import Document, Settings, count_whole, find_exporter, read_document

CORPUS = Path(__file__).parent / "corpus"
SETTINGS = Settings("essai", 'Un "essai" & plus')
COUNTS = {"documents": 2, "sentences": 10, "tokens": 64, "mentions": 7, "quotations": 4}
"""What stands in the two documents, counted by hand."""
SAID = [("analysed", "« C’est “<fini>” »")]
FORMS = ["est", "est"]
"""What Inès Caron says, and the forms of « être »."""


def documents() -> Iterator[Document]:
    for path in sorted(CORPUS.glob("*.xml")):
        yield read_document(parse_file(path).getroot())


@pytest.fixture
def exported(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the folder of an export of the corpus in the format that the test names as a parameter."""
    exporter = find_exporter(request.param)
    for module in exporter.missing():
        pytest.skip(f"{module} is not installed")
    folder = tmp_path / request.param
    folder.mkdir()
    exporter.write(documents(), folder, SETTINGS)
    return folder


def numbers(found: Iterator[Document]) -> dict[str, int]:
    """Give the counts of documents, as an export counts them: what is in pieces is one."""
    all_of = list(found)
    return {
        "documents": len(all_of),
        "sentences": sum(len(one.sentences) for one in all_of),
        "tokens": sum(len(one.words) for one in all_of),
        "mentions": sum(count_whole(one.mentions) for one in all_of),
        "quotations": sum(count_whole(one.quotations) for one in all_of),
    }
