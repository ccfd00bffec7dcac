"""What the APIs of archives take: every word is theirs, what they have no word for is left out, nothing is invented."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from encoder.cli.check_deposit import command as check
from encoder.deposit.forms import nakala, zenodo
from encoder.deposit.holdings import Holdings
from encoder.deposit.metadata import RELATIONS, Creator, DepositMetadata, Related
from tests.encoder.deposit.conftest import DEPOSIT

ZENODO_RELATIONS = {
    "isCitedBy", "cites", "isSupplementTo", "isSupplementedBy", "isContinuedBy", "continues", "isDescribedBy",
    "describes", "hasMetadata", "isMetadataFor", "isNewVersionOf", "isPreviousVersionOf", "isPartOf", "hasPart",
    "isReferencedBy", "references", "isDocumentedBy", "documents", "isCompiledBy", "compiles", "isVariantFormOf",
    "isOriginalFormof", "isIdenticalTo", "isAlternateIdentifier", "isReviewedBy", "reviews", "isDerivedFrom",
    "isSourceOf", "requires", "isRequiredBy", "isObsoletedBy", "obsoletes",
}  # fmt: skip
"""Its controlled vocabulary, as its documentation has it."""


def run(archive: str) -> Result:
    return CliRunner().invoke(check, ["corpus", "--for", archive, "--record"])


def sent(about: DepositMetadata) -> dict[str, Any]:
    found: dict[str, Any] = zenodo(about, Holdings())["metadata"]
    return found


def test_the_record_is_all_that_is_printed() -> None:
    done = run("zenodo")
    found = json.loads(done.stdout)["metadata"]
    assert (done.exit_code, "missing  rights of the texts" in done.stderr) == (1, True)
    assert "ok " not in done.stderr
    assert found["creators"][0] == {
        "name": "Caron, Inès", "affiliation": "Université de Brest", "orcid": "0000-0002-1825-0097",
    }  # fmt: skip
    assert found["contributors"][0] == {"name": "Petit, Luc", "type": "Editor"}
    assert (found["access_right"], found["access_conditions"]) == ("restricted", "<p>À qui signe la charte.</p>")
    assert (found["language"], found["doi"], "license" in found) == ("fra", "10.5072/essai", False)
    assert found["related_identifiers"][0] == {"identifier": "10.5072/article", "relation": "isSupplementTo"}


def test_no_record_is_made_for_an_archive_without_an_api_that_is_known() -> None:
    done = run("textgrid")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no record is made for textgrid" in done.stderr


def test_relations_are_those_of_zenodo() -> None:
    about = DepositMetadata(related=tuple(Related(one, "10.1234/a") for one in RELATIONS))
    relations = [one["relation"] for one in sent(about)["related_identifiers"]]
    assert set(relations) == ZENODO_RELATIONS - {"isAlternateIdentifier"}
    assert len(relations) == len(RELATIONS) - 5


@pytest.mark.parametrize(
    ("about", "key", "value"),
    [
        (DepositMetadata(description="A < B\n\nC  & D"), "description", "<p>A &lt; B</p><p>C &amp; D</p>"),
        (DepositMetadata(licence="CC BY-SA 4.0"), "license", "cc-by-sa-4.0"),
        (DepositMetadata(licence="all rights reserved"), "license", None),
        (DepositMetadata(licence="CC BY 4.0", access="closed"), "license", None),
        (DepositMetadata(language="fr-CA"), "language", "fra"),
        (DepositMetadata(language="gsw"), "language", "gsw"),
        (DepositMetadata(language="xx"), "language", None),
        (DepositMetadata(date="2026"), "publication_date", None),
        (DepositMetadata(access="embargoed", embargo="2027-03-01"), "embargo_date", "2027-03-01"),
        (DepositMetadata(), "access_right", "open"),
        (DepositMetadata(doi="10.5281/zenodo.12"), "doi", None),
    ],
)
def test_zenodo_is_told_in_its_words(about: DepositMetadata, key: str, value: str | None) -> None:
    assert sent(about).get(key) == value


def test_nakala_is_told_its_five_fields_and_the_terms_of_dublin_core() -> None:
    Path("corpus/deposit.toml").write_text(DEPOSIT, encoding="utf-8")
    found = json.loads(run("nakala").stdout)
    assert (found["status"], found["files"]) == ("pending", [])
    metas = {one["propertyUri"].rpartition("/")[2]: one for one in found["metas"]}
    assert metas["terms#title"]["lang"] == "fr"
    assert metas["terms#creator"]["value"] == {"givenname": "Inès", "surname": "Caron", "orcid": "0000-0002-1825-0097"}
    assert metas["terms#license"]["value"] == "CC-BY-4.0"
    assert metas["terms#created"]["value"] == "2026-01-31"
    assert metas["terms#type"]["typeUri"] == "http://www.w3.org/2001/XMLSchema#anyURI"
    assert metas["creator"]["value"] == "Laboratoire"
    assert metas["relation"]["value"] == "https://presse.example/archives"


def test_nakala_is_told_that_nobody_is_named() -> None:
    house = DepositMetadata(creators=(Creator("Laboratoire"),), licence="all rights reserved")
    metas = [(one["propertyUri"], one["value"]) for one in nakala(house, Holdings())["metas"]]
    assert ("http://nakala.fr/terms#creator", None) in metas
    assert ("http://purl.org/dc/terms/creator", "Laboratoire") in metas
    assert ("http://nakala.fr/terms#license", None) in metas
    assert ("http://purl.org/dc/terms/rights", "all rights reserved") in metas
