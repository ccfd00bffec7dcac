"""The training corpus: in its mark-up, large enough, no sentence twice, nothing in both of its parts."""

from pathlib import Path

import pytest

import encoder.training
from encoder.training import MarkupError, parse_file, parse_line

HOME = Path(encoder.training.__file__).parent
TRAINING = sorted((HOME / "corpus").glob("*.txt"))
DEVELOPMENT = sorted((HOME / "development").glob("*.txt"))


@pytest.mark.parametrize("path", TRAINING + DEVELOPMENT, ids=lambda path: path.stem)
def test_every_line_is_in_the_markup(path: Path) -> None:
    assert parse_file(path)


def test_no_sentence_stands_twice() -> None:
    seen: dict[str, str] = {}
    for path in TRAINING + DEVELOPMENT:
        for sentence in parse_file(path):
            assert sentence.text not in seen, f"{path.name} and {seen.get(sentence.text)}: {sentence.text}"
            seen[sentence.text] = path.name


def test_names_are_where_the_markup_says() -> None:
    sentence = parse_line("Le général {Abdelkarim|PER} est à {Hama|LOC}.")
    assert sentence.text == "Le général Abdelkarim est à Hama."
    assert [sentence.text[start:end] for start, end, _ in sentence.names] == ["Abdelkarim", "Hama"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{Lyon|VILLE}", "“VILLE” is no type"),
        ("{Lyon |LOC}", "begins or ends with a space"),
        ("{|LOC}", "begins or ends"),
        ("{Lyon", "a brace or a bar stands outside"),
        ("a | b", "a brace or a bar stands outside"),
        ("{{Lyon|LOC}|ORG}", "a brace or a bar stands outside"),
    ],
)
def test_what_is_not_in_the_markup_names_its_line(line: str, message: str) -> None:
    with pytest.raises(MarkupError, match=r"^a\.txt:7: ") as caught:
        parse_line(line, path="a.txt", number=7)
    assert message in str(caught.value)
