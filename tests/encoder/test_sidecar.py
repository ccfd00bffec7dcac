"""Metadata beside an article: refused with file, line and key when it cannot be right."""

from pathlib import Path

import pytest

from encoder.errors import SidecarError
from encoder.sidecar import check_sidecar, make_metadata, read_sidecar, sidecar_path, unused_sidecars


def test_keys_are_read_and_options_overrule_them(tmp_path: Path) -> None:
    path = tmp_path / "a.meta.toml"
    path.write_bytes(b'\xef\xbb\xbftitle = "T"\r\nauthor = "A B"\r\ndate = 2024-02-29\r\n')
    values = read_sidecar(path)
    assert values == {"title": "T", "author": ("A B",), "date": "2024-02-29"}
    metadata = make_metadata(values, {"title": "U", "author": (), "url": ""})
    assert (metadata.title, metadata.authors, metadata.date) == ("U", ("A B",), "2024-02-29")
    assert sidecar_path(tmp_path / "a.txt") == path


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title = 'a'\ndtae = '2024'\n", 2, "unknown key “dtae”: did you mean date?"),
        ("zzzz = 1\n", 1, "the keys are title, author"),
        ("title = 3\n", 1, "title must be a string in quotation marks, not int"),
        ("author = ['a', 3]\n", 1, "author must be a string in quotation marks, not list"),
        ("title = 'a'\ndate = '2024-02-30'\n", 2, "write an ISO 8601 date that exists"),
        ("url = 'javascript:alert(1)'\n", 1, "begins with http:// or https://"),
        ("lang = 'français!'\n", 1, "language tag of BCP 47"),
        ("author = [' ']\n", 1, "an author's name is empty"),
        ("titel = 'a'\n", 1, "unknown key “titel”: did you mean title?"),
        ("entities = 'a'\n", 1, "unknown key “entities”: the keys are title, author"),
        ("title = \n", 1, 'title has no value: write title = "…", or delete the line'),
        ("title = 'a'\ndate =\n", 2, "date has no value: write date = 2024-12-01, or delete the line"),
        ("date = 2023-13-40\n", 1, "date = 2023-13-40 is no date that exists: write an ISO 8601 date"),
        ("title = 'a'\nretrieved = 2023-02-30 # no\n", 2, "retrieved = 2023-02-30 is no date that exists"),
        ("title = La crue\n", 1, 'write the value in quotation marks, title = "La crue"'),
        ("title = “La crue”\n", 1, 'write the value in quotation marks, title = "La crue"'),
        ("title = 'a\ndate = 2024\n", 1, "the value of title is not closed"),
        ('title = "a\n', 1, "the value of title is not closed"),
        ("author = ['a',\n", 1, "the list of author is not closed: end it with ]"),
        ("title = 'a'\ntitle = 'b'\n", 2, "title is there twice: delete one of the two lines"),
        ("title = 'a' 'b'\n", 1, "title has something behind its value"),
        ('title = "a\\q"\n', 1, "title has a value that is no TOML (unescaped"),
        ("Un titre\n", 1, "this is no line of TOML"),
    ],
)
def test_what_cannot_be_right_names_file_line_and_key(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "a.meta.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SidecarError) as caught:
        check_sidecar(path, read_sidecar(path))
    assert caught.value.line == line
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert "(at line" not in str(caught.value)


def test_a_metadata_file_without_its_article_is_told_from_the_others(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "a.meta.toml", "b.meta.toml", "sub/c.meta.toml"):
        (tmp_path / name).write_bytes(b"")
    unused = unused_sidecars([tmp_path], [tmp_path / "a.txt"])
    assert [one.name for one in unused] == ["b.meta.toml", "c.meta.toml"]
    assert not unused_sidecars([tmp_path / "a.txt"], [tmp_path / "a.txt"])


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.meta.toml"
    path.write_bytes(b"title = 'caf\xe9'")
    with pytest.raises(SidecarError, match="save it as UTF-8"):
        read_sidecar(path)
