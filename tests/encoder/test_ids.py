"""The ids that documents give to their own parts: the list is that of documents that were really made."""

import re
from pathlib import Path

import pytest

from encoder import ids
from encoder.analysis.analyse import analyse
from encoder.annotators import protocol
from encoder.batch import encode_batch
from encoder.ids import is_own_id
from encoder.linking import read_authority
from encoder.naming import plan
from encoder.pipeline import Options
from tei import parse_file
from tei.names import XML_ID
from tei.plugins import ANNOTATORS, PluginError, Registered
from tests.conftest import ROOT

ARTICLE = """La digue de Namur a cédé

Par Inès Caron

NAMUR, 3 mars 2024 (AFP) - Le fleuve avait débordé le 12 mars 2021. Deux jours plus tard, tout était sec.

« Nous n’avons rien vu venir.

« Il faut partir », a déclaré la bourgmestre Claire Dumont, de l’Office des eaux.

« Nous avons compté les heures.

À lire aussi : Le pont de Namur

« Puis les jours », dit-elle.

Le 3 mars, a plaisanté un témoin, tout sera fini. Le niveau a monté de 10%-20%.
"""
"""A name of every kind, a date reckoned from another, quotations, a report and a word in pieces."""


def made(folder: Path) -> list[Path]:
    """Give documents with all that a document can have: those of the tests and of the corpus, and one made here."""
    (folder / "art.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "who.csv").write_text("kind,name,wikidata\nperson,Claire Dumont,Q42\n", encoding="utf-8")
    options = Options(reported_speech=True, authorities=(read_authority(folder / "who.csv"),))
    ((_, outcome),) = encode_batch([folder / "art.txt"], folder / "out", options)
    assert outcome.status == "encoded"
    analysed = analyse(parse_file(folder / "out" / "art.xml").getroot())
    (folder / "art.ana.xml").write_bytes(analysed.data)
    return [folder / "art.ana.xml", *(ROOT / "tests/encoder/golden").glob("*.xml"), *(ROOT / "corpus").glob("*.xml")]


@pytest.mark.model
def test_every_id_of_a_document_is_known_and_every_id_that_is_known_is_met(tmp_path: Path) -> None:
    roots = [parse_file(path).getroot() for path in made(tmp_path)]
    met = {one.get(XML_ID, "") for root in roots for one in root.iterdescendants() if one.get(XML_ID)}
    assert sorted(one for one in met if not is_own_id(one)) == []
    kinds = {one if one in ids.FIXED else re.split(r"\d|\.", one)[0] for one in met}
    assert sorted({*ids.FIXED, *ids.NUMBERED, *ids.DOTTED} - kinds) == []


def test_no_article_is_called_like_a_part_of_its_document(tmp_path: Path) -> None:
    names = ["authorities", "pl.namur", "Source", "w1.2", "plan", "quotations.b"]
    for name in names:
        (tmp_path / f"{name}.txt").touch()
    planned = {one.path.stem: one.id for one in plan([tmp_path], ["plan"])}
    assert planned == {
        "authorities": "a-authorities", "pl.namur": "a-pl.namur", "Source": "a-Source", "w1.2": "a-w1.2",
        "plan": "a-plan", "quotations.b": "quotations.b",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["analysis", "dates", "p1", "Upper"])
def test_no_annotator_of_another_package_is_called_like_a_part_of_a_document(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = Registered(ANNOTATORS, name, "no_such_module:X", "acme", "1.0")
    monkeypatch.setattr(protocol, "registered", lambda _: {name: theirs})
    with pytest.raises(PluginError, match="this name cannot be an id of respStmt"):
        protocol.steps([name])
