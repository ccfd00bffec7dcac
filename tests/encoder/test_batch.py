"""Batches: nothing is lost, whatever happens, and the same input gives the same bytes."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from encoder.batch import Outcome, encode_batch
from encoder.journal import Journal, LockedError
from encoder.naming import plan, safe_name
from encoder.pipeline import Encoded, Options, encode
from encoder.writing import write_whole
from tests.conftest import ROOT, SHARED

PLAIN = Options(model="none", when="2026-11-22")
ARTICLES = Path(__file__).parent / "articles"


def run(
    paths: list[Path], output: Path, options: Options = PLAIN, *, force: bool = False, jobs: int = 1
) -> list[Outcome]:
    return [outcome for _, outcome in encode_batch(paths, output, options, force=force, jobs=jobs)]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".work" not in path.parts and "schema" not in path.parts
    }


@pytest.mark.parametrize("article", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.model
def test_articles_become_the_documents_that_were_read_by_a_person(
    article: Path, tmp_path: Path, golden: Callable[[Path, bytes], None]
) -> None:
    (outcome,) = run([article], tmp_path, Options(when="2026-11-22"))
    assert outcome.status == "encoded"
    golden(Path(__file__).parent / "golden" / f"{article.stem}.xml", (tmp_path / outcome.planned.target).read_bytes())


def test_one_bad_article_does_not_lose_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Un texte.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x7fELF")
    (folder / "c.txt").write_text("Un autre texte.", encoding="utf-8")
    (folder / "c.meta.toml").write_text("titel = 'x'", encoding="utf-8")
    (folder / "d.txt").write_text("Encore un.", encoding="utf-8")
    outcomes = run([folder], tmp_path / "out")
    assert [one.status for one in outcomes] == ["encoded", "failed", "failed", "encoded"]
    assert "not text but a program" in outcomes[1].error
    assert "did you mean title?" in outcomes[2].error
    kept = ["quarantine/b.json", "quarantine/c.json"]
    assert sorted(tree(tmp_path / "out")) == ["a.xml", "corpus.xml", "d.xml", *kept]
    failures = [json.loads((tmp_path / "out" / name).read_text(encoding="utf-8")) for name in kept]
    assert [(one["code"], one["source"]) for one in failures] == [
        ("not-text", "../in/b.txt"), ("metadata", "../in/c.txt"),
    ]  # fmt: skip
    assert [one["message"] for one in failures] == [outcomes[1].error, outcomes[2].error.removeprefix(f"{folder}/")]
    assert not [path for path in (tmp_path / "out").rglob("*.json") if str(tmp_path) in path.read_text("utf-8")]
    assert len({one["key"] for one in failures}) == 2
    assert all(len(one["key"]) == 64 for one in failures)
    (folder / "c.meta.toml").write_text("title = 'x'", encoding="utf-8")
    (folder / "b.txt").unlink()
    assert [one.status for one in run([folder], tmp_path / "out")] == ["unchanged", "encoded", "unchanged"]
    assert sorted(tree(tmp_path / "out")) == ["a.xml", "c.xml", "corpus.xml", "d.xml"]


def test_an_input_that_cannot_be_read_is_kept_without_a_key(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 10_000_001)
    (outcome,) = run([tmp_path / "a.txt"], tmp_path / "out")
    kept = json.loads((tmp_path / "out" / "quarantine" / "a.json").read_text(encoding="utf-8"))
    assert (kept["key"], kept["message"]) == ("", outcome.error)


def test_orphans_are_told_and_go_only_when_it_is_asked_for(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    for name in ("a", "b", "sub/c"):
        (folder / f"{name}.txt").write_text(f"Un texte {name}.", encoding="utf-8")

    def done(**more: bool) -> list[tuple[str, str]]:
        batch = encode_batch([folder], out, PLAIN, **more)
        return [(str(one.planned.target), one.status) for _, one in batch]

    done()
    (folder / "b.txt").unlink()
    (folder / "sub" / "c.txt").unlink()
    (out / "sub" / "c.ana.xml").write_bytes(b"<TEI/>")
    (out / "b.xml").write_bytes((out / "b.xml").read_bytes() + b"<!-- mine -->")
    assert done() == [("a.xml", "unchanged"), ("b.xml", "orphan"), ("sub/c.xml", "orphan")]
    assert "sub/c.xml" in (out / "corpus.xml").read_text(encoding="utf-8")
    assert done(prune=True) == [("a.xml", "unchanged"), ("b.xml", "orphan"), ("sub/c.xml", "pruned")]
    assert sorted(name for name in tree(out)) == ["a.xml", "b.xml", "corpus.xml"]
    assert done(prune=True, force=True)[1:] == [("b.xml", "pruned")]
    assert sorted(name for name in tree(out)) == ["a.xml", "corpus.xml"]
    assert "b.xml" not in (out / "corpus.xml").read_text(encoding="utf-8")
    assert done() == [("a.xml", "unchanged")]


def test_an_article_whose_name_is_not_utf_8_is_no_orphan(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    article = folder / os.fsdecode(b"caf\xe9.txt")
    folder.mkdir()
    try:
        article.write_text("Un texte.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    (folder / "a.txt").write_text("Un autre texte.", encoding="utf-8")
    for expected in ("encoded", "unchanged"):
        assert [one.status for _, one in encode_batch([folder], out, PLAIN, prune=True)] == [expected] * 2
    article.unlink()
    assert [one.status for _, one in encode_batch([folder], out, PLAIN, prune=True)] == ["unchanged", "pruned"]


def test_a_second_run_changes_nothing_and_an_edited_document_is_kept(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Un texte.", encoding="utf-8")
    out = tmp_path / "out"
    run([article], out)
    first = tree(out)
    assert [one.status for one in run([article], out)] == ["unchanged"]
    assert tree(out) == first
    edited = (out / "a.xml").read_bytes().replace(b"Un texte.", b"Un <hi>texte</hi>.")
    (out / "a.xml").write_bytes(edited)
    (kept,) = run([article], out)
    assert kept.status == "kept"
    assert "--force replaces it" in kept.error
    assert (out / "a.xml").read_bytes() == edited
    assert [one.status for one in run([article], out, force=True)] == ["encoded"]
    assert tree(out) == first


def test_a_changed_article_is_encoded_again(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Un texte.", encoding="utf-8")
    run([article], tmp_path / "out")
    article.write_text("Un autre texte.", encoding="utf-8")
    assert [one.status for one in run([article], tmp_path / "out")] == ["encoded"]


def test_two_runs_in_one_folder_are_refused(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(LockedError) as caught, Journal(tmp_path):
        pass
    assert caught.value.pid == os.getpid()


def test_a_journal_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Un texte.", encoding="utf-8")
    run([article], tmp_path / "out")
    journal = tmp_path / "out" / ".work" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"target": "b.xml", "ke')
    assert [one.status for one in run([article], tmp_path / "out")] == ["unchanged"]
    assert journal.read_bytes().endswith(b"}\n")


def test_ids_and_files_come_from_the_paths_alone(tmp_path: Path) -> None:
    for name in (
        "a/x.txt",
        "b/x.txt",
        "A.txt",
        "000.txt",
        "CON.txt",
        "corpus.txt",
        "été ’ 2.txt",
        ".hidden.txt",
        "n.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "A.txt")
    planned = {str(one.path.relative_to(tmp_path)): (one.id, one.target) for one in plan([tmp_path])}
    assert planned == {
        "000.txt": ("a-000", PurePosixPath("000.xml")),
        "A.txt": ("A", PurePosixPath("A.xml")),
        "CON.txt": ("CON_", PurePosixPath("CON_.xml")),
        "a/x.txt": ("a-x", PurePosixPath("a/x.xml")),
        "b/x.txt": ("b-x", PurePosixPath("b/x.xml")),
        "corpus.txt": ("corpus-2", PurePosixPath("corpus-2.xml")),
        "été ’ 2.txt": ("ete-2", PurePosixPath("ete-2.xml")),
    }
    twice = plan([tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"])
    assert [(one.id, str(one.target)) for one in twice] == [("x", "x.xml"), ("x-2", "x-2.xml")]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\..\\b", "x" * 400, "", "…", "نص", "a:b*c?"])
def test_names_are_safe_on_every_file_system(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 150
    assert "/" not in safe
    assert "\\" not in safe
    assert safe not in (".", "..")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out" / "a.xml"
    write_whole(target, b"old", work=tmp_path / "out" / ".work")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(target, b"new", work=tmp_path / "out" / ".work")
    assert target.read_bytes() == b"old"
    assert not list((tmp_path / "out" / ".work").iterdir())


def test_the_awkward_texts_are_encoded_or_refused_each_on_its_own(shared: Path, tmp_path: Path) -> None:
    outcomes = run([shared / "hostile" / "texts", shared / "hostile" / "payloads" / "text"], tmp_path)
    assert {one.planned.path.name for one in outcomes if one.status == "failed"} == {
        "38-whitespace-only.txt", "72-binary.txt",
    }  # fmt: skip
    files = {outcome.planned.path.name: tmp_path / outcome.planned.target for outcome in outcomes}
    plain = files["00-plain.txt"].read_bytes()
    assert b"&#13;" not in b"".join(path.read_bytes() for path in files.values() if path.exists())
    body = plain[plain.index(b"<text>") :]
    assert files["20-crlf.txt"].read_bytes().endswith(body)


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = f"Article {number}\n" + f"Le conseil a voté le point {number}. « Bien », a dit le maire.\n" * 20
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


def test_the_same_documents_and_outcomes_from_any_number_of_processes(tmp_path: Path) -> None:
    folder = many(tmp_path / "in", 20)
    (folder / "07.txt").write_bytes(b"\x7fELF")
    alone = run([folder], tmp_path / "alone")
    assert run([folder], tmp_path / "many", jobs=3) == alone
    assert tree(tmp_path / "many") == tree(tmp_path / "alone")
    assert [one.status for one in run([folder], tmp_path / "many", jobs=3)].count("unchanged") == 19


def test_an_article_that_kills_its_process_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = many(tmp_path / "in", 20)

    def deadly(data: bytes, **given: Any) -> Encoded:
        if b"le point 12." in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return encode(data, **given)

    monkeypatch.setattr("encoder.batch.encode", deadly)
    outcomes = run([folder], tmp_path / "out", jobs=2)
    assert [one.planned.path.stem for one in outcomes if one.status == "failed"] == ["12"]
    assert "killed the process" in next(one.error for one in outcomes if one.status == "failed")
    kept = json.loads((tmp_path / "out" / "quarantine" / "12.json").read_text(encoding="utf-8"))
    assert kept["code"] == "killed"
    assert "(signal 9, SIGKILL)" in kept["message"]
    assert len(kept["key"]) == 64
    assert len(tree(tmp_path / "out")) == 21


SCRIPT = """
import sys
from pathlib import Path
from encoder.batch import encode_batch
from encoder.pipeline import Options
options = Options(model="none", when="2026-11-22")
for _ in encode_batch([Path(sys.argv[1])], Path(sys.argv[2]), options, jobs=int(sys.argv[3])):
    pass
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_at_any_moment_leaves_only_complete_documents_and_can_go_on(tmp_path: Path, jobs: int) -> None:
    folder = many(tmp_path / "in", 40)
    (folder / "05.txt").write_bytes(b"\x7fELF")
    run([folder], tmp_path / "expected")
    expected = tree(tmp_path / "expected")
    out = tmp_path / "out"
    command = [sys.executable, "-c", SCRIPT, str(folder), str(out), str(jobs)]
    chance = random.Random(7)
    hits = 0
    for _ in range(12):
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        while process.poll() is None and not list(out.glob("*.xml")):
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.08))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            hits += 1
        process.wait()
        for name, data in tree(out).items():
            assert name == "corpus.xml" or data == expected[name]
        for left in list(out.glob("*.xml"))[:20]:
            left.unlink()
    assert hits
    subprocess.run(command, cwd=ROOT, check=True)
    assert tree(out) == expected


@pytest.mark.model
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test data is not here")
def test_the_same_bytes_in_any_locale_time_zone_and_hash_seed(tmp_path: Path) -> None:
    results = []
    for number, extra in enumerate((
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
        {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711"},
    )):  # fmt: skip
        out = tmp_path / str(number)
        command = [sys.executable, "-m", "encoder", "encode", str(ROOT / "seeds"), str(ARTICLES), "-o", str(out)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=True, capture_output=True)
        results.append(tree(out))
    assert results[0] == results[1]


@pytest.mark.parametrize("stem", [
    "p1", "P1", "l2", "sec1", "date3", "entities", "source", "plans", "structure", "s1.2",
    "authorities", "org.le-monde", "pers.paul-morin", "rules.acronyms",
])  # fmt: skip
def test_an_article_may_be_called_like_a_part_of_its_document(tmp_path: Path, stem: str) -> None:
    (tmp_path / f"{stem}.txt").write_text("Un titre simple\n\nUn texte.\n\n- un\n- deux\n", encoding="utf-8")
    (outcome,) = run([tmp_path / f"{stem}.txt"], tmp_path / "out")
    assert outcome.status == "encoded"
    assert outcome.planned.id == f"a-{stem}"
    assert (tmp_path / "out" / f"{stem}.xml").is_file()
