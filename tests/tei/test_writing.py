"""Files appear whole or not at all, keep their rights, and nothing else is put in place of what is no file."""

import os
import stat
import threading
from pathlib import Path

import pytest

from tei.writing import write_named, write_together, write_whole


def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write_named(path, b"new")
    (tmp_path / "ordinary").write_text("")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "ordinary").stat().st_mode)
    for rights in (0o600, 0o664):
        path.chmod(rights)
        write_named(path, b"newer")
        assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"newer", rights)
    assert {one.name for one in tmp_path.iterdir()} == {"report.json", "ordinary"}


def test_a_link_that_is_named_is_followed_and_one_in_an_output_folder_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target, link = tmp_path / "kept" / "a", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(Path("kept") / "a")
    write_named(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    write_whole(link, b"own", work=tmp_path)
    assert not link.is_symlink()
    assert (link.read_bytes(), target.read_bytes()) == (b"own", b"new")
    dangling = tmp_path / "dangling"
    dangling.symlink_to("made")
    write_named(dangling, b"x")
    assert (tmp_path / "made").read_bytes() == b"x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_named(pipe, b"through")
    reader.join(10)
    assert got == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_several_files_are_changed_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        write_together({tmp_path / "a": b"new", tmp_path / "file" / "b": b"new"}, work=tmp_path)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert {one.name for one in tmp_path.iterdir()} == {"a", "file"}
    new = tmp_path / "new"
    with pytest.raises(OSError, match="file"):
        write_together({new / "sub" / "a": b"new", tmp_path / "file" / "b": b"new"}, work=new)
    assert not new.exists(), "no folder is left that was made for it"
    write_together({tmp_path / "a": b"new", tmp_path / "sub" / "b": b"new"}, work=tmp_path)
    assert (tmp_path / "sub" / "b").read_bytes() == (tmp_path / "a").read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_named(tmp_path / "no" / "such", b"x")
    assert not list(tmp_path.iterdir())


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        write_named(tmp_path / "folder", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
