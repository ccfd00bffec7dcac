"""Reading text as people have it: every encoding and line end, few normalisations, each of them counted."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from encoder.errors import InputError
from encoder.languages import detect_language
from encoder.readers import read_text
from tei.characters import FORBIDDEN

SENTENCE = "L’été à Genève, « déjà vu » : 3 €."


def made(kind: str, data: bytes) -> int:
    counts = {one.kind: one.count for one in read_text(data, filename="a.txt").source.normalizations}
    return counts[kind]


@pytest.mark.parametrize(
    ("encoding", "bom", "expected", "evidence"),
    [
        ("utf-8", b"", "utf-8", "strict"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8", "bom"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le", "bom"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be", "bom"),
        ("utf-16-le", b"", "utf-16-le", "nul-pattern"),
        ("utf-16-be", b"", "utf-16-be", "nul-pattern"),
        ("cp1252", b"", "cp1252", "guess"),
    ],
)
def test_the_encoding_is_found_and_named(encoding: str, bom: bytes, expected: str, evidence: str) -> None:
    text = f"Titre\n\n{SENTENCE} Le maire a pris la parole devant le conseil.\n"
    read = read_text(bom + text.encode(encoding), filename="a.txt")
    assert read.text == text
    assert (read.source.encoding, read.source.encoding_evidence) == (expected, evidence)


def test_a_guess_is_said_and_can_be_overruled() -> None:
    data = SENTENCE.replace("€", "").encode("latin-1", "replace")
    assert "which is a guess; use --encoding" in read_text(data, filename="a.txt").warnings[0]
    assert read_text(b"caf\xe9", filename="a.txt", encoding="cp850").text == "caf\u00da"
    assert read_text(b"caf\xe9", filename="a.txt", encoding="latin-1").source.encoding_evidence == "option"


@pytest.mark.parametrize(
    ("data", "encoding", "reason", "message"),
    [
        (b"", "", "no-text", "there is no text"),
        (" \t\n\u00a0\n\u3000\n\u200b\n".encode(), "", "no-text", "there is no text"),
        (b"\x7fELF\x02\x01", "", "not-text", "this is not text but a program"),
        (b"PK\x03\x04rest", "", "not-text", "zip archive"),
        (b"%PDF-1.7", "", "not-text", "a PDF"),
        (bytes(range(32)) * 4, "", "not-text", "are controls"),
        (b"abc", "klingon", "encoding", "there is no encoding “klingon”"),
        (b"caf\xe9", "utf-8", "encoding", "byte 0xE9 at byte offset 3 is not valid utf-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, encoding: str, reason: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(data, filename="a.txt", encoding=encoding)
    assert caught.value.reason == reason
    assert message in str(caught.value)


def test_forbidden_characters_are_replaced_listed_and_said() -> None:
    read = read_text("avant\x00après \ufffe fin".encode(), filename="a.txt")
    assert read.text == "avant\ufffdaprès \ufffd fin"
    (one,) = [one for one in read.source.normalizations if one.kind == "forbidden"]
    assert (one.count, one.places) == (2, ("U+0000@5", "U+FFFE@12"))
    assert "2 characters that XML forbids became U+FFFD" in read.warnings[0]


def test_every_normalisation_is_counted() -> None:
    assert made("bom", b"\xef\xbb\xbfa") == 1
    assert made("line-ends", b"a\r\nb\rc\n") == 2
    assert made("invisible-lines", "a\n\u00a0\n\u200b\nb \u00a0".encode()) == 2
    assert made("invalid-bytes", "L’été à Genève ".encode() + b"\xff") == 1


def test_what_looks_wrong_is_kept_and_said() -> None:
    mojibake = "L’Ã©tÃ© Ã  GenÃ¨ve"
    read = read_text(mojibake.encode(), filename="a.txt")
    assert read.text == mojibake
    assert "double-encoded" in read.warnings[0]
    assert "looks like HTML" in read_text(b"<h1>Titre</h1><p>a</p>", filename="a.txt").warnings[0]


@given(st.text())
def test_nothing_else_is_touched(text: str) -> None:
    try:
        data = text.encode()
        read = read_text(data, filename="a.txt", encoding="utf-8")
    except (UnicodeEncodeError, InputError):
        return
    expected = FORBIDDEN.sub("\ufffd", re.sub("\r\n?", "\n", text.removeprefix("\ufeff")))
    for got, line in zip(read.text.split("\n"), expected.split("\n"), strict=True):
        assert got == line or (got == "" and not re.search(r"[^\s\u00ad\u180e\u200b-\u206f\ufeff]", line))


def test_the_awkward_texts_end_as_they_must(shared: Path) -> None:
    folder = shared / "hostile" / "texts"
    refused = {"38-whitespace-only.txt", "72-binary.txt"}
    for path in sorted(folder.glob("[0-9]*.txt")):
        if path.name in refused:
            with pytest.raises(InputError):
                read_text(path.read_bytes(), filename=path.name)
            continue
        read = read_text(path.read_bytes(), filename=path.name)
        expected = folder / "expected" / f"{path.name}.txt"
        if expected.exists():
            want = FORBIDDEN.sub("\ufffd", re.sub("\r\n?", "\n", expected.read_bytes().decode("utf-8-sig")))
            assert [line.strip() for line in read.text.split("\n") if line.strip()] == [
                line.strip() for line in want.split("\n") if re.search(r"[^\s\u200b]", line)
            ], path.name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mort de Jeanne Aubert à Dakar.", "fr"),
        ("Crue : deux morts à Namur", "fr"),
        ("Death of Jeanne Aubert in Dakar", "en"),
        ("Morte de João Alberto em Lisboa.", "pt"),
        ("Tod von Johanna Albert in Berlin", "und"),
        ("Jeanne Aubert", "und"),
        ("", "und"),
    ],
)
def test_a_short_text_is_french_or_english_if_its_small_words_say_so(text: str, language: str) -> None:
    assert detect_language(text) == language
