"""The records of a bag: valid for the standards they are in, and no more said than is known."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import Result
from lxml import etree

from encoder.deposit import read_metadata
from encoder.deposit.cmdi import cmdi
from encoder.deposit.holdings import holdings_of
from encoder.deposit.metadata import RELATIONS, ROLES
from encoder.deposit.package import _fault
from tests.conftest import ROOT
from tests.encoder.deposit.conftest import build, files

Pack = Callable[..., Result]
GRAMMARS = ROOT / "encoder" / "deposit" / "data"
PART_OF = "<cmd:IsPartOfList><cmd:IsPartOf>hdl:1/3</cmd:IsPartOf></cmd:IsPartOfList>"
BARE = 'title = "Essai"\ndate = "2026"\n'


def record(name: str) -> "dict[str, object]":
    return json.loads(Path(f"bag/data/{name}").read_bytes())  # type: ignore[no-any-return]


@pytest.mark.parametrize("said", ["", BARE])
def test_the_datacite_record_is_valid(pack: Pack, said: str) -> None:
    schema = pytest.importorskip("datacite.schema45")
    if said:
        Path("corpus/corpus.xml").unlink()
        Path("corpus/deposit.toml").write_text(said, encoding="utf-8")
        assert build().exit_code == 0
    done = pack("--when", "2026-02-01")
    assert done.exit_code == 0, done.stderr
    assert [error.message for error in schema.validator.iter_errors(record("metadata/datacite.json"))] == []


def test_datacite_says_what_is_known(pack: Pack) -> None:
    assert pack().exit_code == 0
    found: dict[str, list[dict[str, str]]] = record("metadata/datacite.json")  # type: ignore[assignment]
    person, house = found["creators"]
    assert (person["familyName"], person["givenName"], house["nameType"]) == ("Caron", "Inès", "Organizational")
    assert house["nameIdentifiers"][0]["nameIdentifierScheme"] == "ROR"  # type: ignore[index]
    assert (found["publicationYear"], found["doi"]) == ("2026", "10.5072/essai")
    assert found["rightsList"][0]["rightsIdentifier"] == "cc-by-4.0"
    assert found["rightsList"][1]["rightsUri"] == "info:eu-repo/semantics/restrictedAccess"
    assert found["rightsList"][2]["rights"] == "The rights of each text stand in its own header: 1 free, 1 not stated."
    assert found["publisher"]["publisherIdentifier"] == "https://ror.org/01b8h3982"  # type: ignore[call-overload]
    assert person["affiliation"][0]["affiliationIdentifier"] == "https://ror.org/01b8h3982"  # type: ignore[index]
    assert [one["contributorType"] for one in found["contributors"]] == ["Editor", "RightsHolder"]
    (grant,) = found["fundingReferences"]
    assert (grant["awardNumber"], grant["funderIdentifierType"]) == ("ANR-21-0001", "ROR")
    assert [tuple(one.values()) for one in found["relatedIdentifiers"]] == [
        ("10.5072/article", "DOI", "IsSupplementTo"),
        ("https://presse.example/archives", "URL", "IsDerivedFrom"),
    ]
    assert "version" not in found


def test_roles_and_relations_are_those_of_datacite() -> None:
    schema = pytest.importorskip("datacite.schema45")
    definitions = schema.validator.schema["definitions"]
    assert set(definitions["contributorType"]["enum"]) == set(ROLES)
    assert set(definitions["relationType"]["enum"]) == set(RELATIONS)


def test_an_embargo_is_said_in_every_record(pack: Pack) -> None:
    toml = Path("corpus/deposit.toml")
    under = 'access = "embargoed"\nembargo = 2027-03-01'
    toml.write_text(toml.read_text(encoding="utf-8").replace('access = "restricted"', under), encoding="utf-8")
    assert pack().exit_code == 0
    dates = record("metadata/datacite.json")["dates"]
    assert {"date": "2027-03-01", "dateType": "Available"} in dates  # type: ignore[operator]
    dublin = Path("bag/data/metadata/dublin-core.xml").read_text(encoding="utf-8")
    assert "<dc:date>info:eu-repo/date/embargoEnd/2027-03-01</dc:date>" in dublin
    assert "<dc:rights>info:eu-repo/semantics/embargoedAccess</dc:rights>" in dublin
    cmdi = etree.parse("bag/data/metadata/cmdi.xml")
    assert cmdi.findtext(".//{*}available") == "2027-03-01"
    assert cmdi.findtext(".//{*}accessRights") == "info:eu-repo/semantics/embargoedAccess"
    crate = Path("bag/data/ro-crate-metadata.json").read_text(encoding="utf-8")
    assert '"conditionsOfAccess": "Embargoed until 2027-03-01. À qui signe la charte."' in crate
    text = Path("bag/data/README.md").read_text(encoding="utf-8")
    assert "The files are under embargo until 2027-03-01." in text
    assert "Les fichiers sont sous embargo jusqu’au 2027-03-01." in text


def test_what_datacite_requires_and_nobody_said_is_unavailable(pack: Pack) -> None:
    Path("corpus/corpus.xml").unlink()
    Path("corpus/deposit.toml").write_text(BARE, encoding="utf-8")
    assert build().exit_code == 0
    assert pack("--when", "2026-02-01").exit_code == 0
    found = record("metadata/datacite.json")
    assert (found["creators"], found["publisher"]) == ([{"name": "(:unav)"}], {"name": "(:unav)"})
    assert "doi" not in found
    dublin = etree.parse("bag/data/metadata/dublin-core.xml").getroot()
    assert dublin.findall("{*}creator") == dublin.findall("{*}publisher") == []


def test_dublin_core_and_cmdi_say_what_is_known(pack: Pack) -> None:
    assert pack().exit_code == 0
    dublin = etree.parse("bag/data/metadata/dublin-core.xml").getroot()
    assert dublin.findtext("{*}title") == "Essai"
    assert [one.text for one in dublin.iterfind("{*}type")] == ["Dataset", "Text"]
    cmdi = etree.parse("bag/data/metadata/cmdi.xml").getroot()
    assert [etree.QName(one).localname for one in cmdi] == ["Header", "Resources", "Components"]
    assert cmdi.findtext(".//{*}MdProfile") == "clarin.eu:cr1:p_1288172614026"
    assert cmdi.findtext(".//{*}MdCollectionDisplayName") == "Essai"
    assert [one.text for one in cmdi.iterfind(".//{*}ResourceType")] == ["LandingPage", "Resource"]
    (language,) = cmdi.iterfind(".//{*}language")
    assert (language.text, language.get("olac-language")) == ("fr", "fr")
    location = cmdi.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", "")
    assert "ComponentRegistry/rest/registry/1.x/profiles/clarin.eu:cr1:p_1288172614026/xsd" in location
    contributors = [(one.text, one.get("olac-role")) for one in cmdi.iterfind(".//{*}contributor")]
    assert contributors == [("Petit, Luc", "editor"), ("Fonds d’essai", "sponsor")]
    assert cmdi.findtext(".//{*}rightsHolder") == "Archives de Brest"
    # the prefixes that CLARIN's best practices ask for (X2)
    assert (cmdi.prefix, cmdi.find(".//{*}OLAC-DcmiTerms").prefix) == ("cmd", "cmdp")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after", "valid"),
    [
        ("", "", True),
        ("<cmd:MdProfile>", "<cmd:MdSelfLink>hdl:1/2</cmd:MdSelfLink><cmd:MdProfile>", True),
        ("<cmd:Components>", f"{PART_OF}<cmd:Components>", True),
        ("<cmdp:OLAC-DcmiTerms>", '<cmdp:OLAC-DcmiTerms cmd:ref="corpus">', True),
        ('CMDVersion="1.2"', 'CMDVersion="1.1"', False),
        ("<cmd:MdCreator>", "<cmd:MdSelfLink>hdl:1/2</cmd:MdSelfLink><cmd:MdCreator>", False),
        ("2026-01-31</cmd:MdCreationDate>", "2026-01</cmd:MdCreationDate>", False),
        ("<cmd:JournalFileProxyList/>", "", False),
        ("<cmd:Resources>", "<cmd:IsPartOfList/><cmd:Resources>", False),
        (">Resource<", ">Corpus<", False),
        ('dcterms-type="W3CDTF"', 'dcterms-type="ISO"', False),
        ('olac-language="fr"', 'olac-language="fr-FR"', False),
        ("<cmdp:title", "<cmdp:creator>Z</cmdp:creator><cmdp:title", False),
        ("cmdp:publisher", "cmdp:house", False),
    ],
)  # fmt: skip
def test_the_grammar_of_cmdi_knows_the_envelope_and_the_profile(before: str, after: str, *, valid: bool) -> None:
    about = read_metadata(Path("corpus"))
    text = cmdi(about, holdings_of(Path("corpus")), {"documents": 2}, day="2026-01-31").decode()
    assert before in text
    fault = _fault(text.replace(before, after).encode(), (GRAMMARS / "cmdi.rng").read_bytes())
    assert (not fault) == valid, fault


def test_a_record_of_ones_own_is_packed_if_its_envelope_is_valid(pack: Pack) -> None:
    toml = Path("corpus/deposit.toml")
    profile = 'cmdi_profile = "clarin.eu:cr1:p_1290431694580"\n'
    toml.write_text(profile + toml.read_text(encoding="utf-8"), encoding="utf-8")
    done = pack()
    assert done.exit_code == 2
    assert "a record is made in the profile clarin.eu:cr1:p_1288172614026 alone" in done.stderr
    toml.write_text('cmdi_record = "mine.cmdi"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    assert "corpus/deposit.toml:1: cmdi_record = 'mine.cmdi': write the path" in pack().stderr
    text = """<c:CMD xmlns:c="http://www.clarin.eu/cmd/1" CMDVersion="1.2">
    <c:Header><c:MdProfile>clarin.eu:cr1:p_1</c:MdProfile></c:Header><c:Resources><c:ResourceProxyList/><c:JournalFileProxyList/><c:ResourceRelationList/></c:Resources>
    <c:Components><p:TextCorpusProfile xmlns:p="http://www.clarin.eu/cmd/1/profiles/clarin.eu:cr1:p_1"/></c:Components>
    </c:CMD>"""
    Path("corpus/mine.cmdi").write_text(text.replace("</c:Header>", "<c:Odd/></c:Header>"), encoding="utf-8")
    done = pack()
    assert done.exit_code == 2
    assert "corpus/mine.cmdi: it is no cmdi record as it must be" in done.stderr
    assert not Path("bag").exists()
    Path("corpus/mine.cmdi").write_text(text, encoding="utf-8")
    assert pack().exit_code == 0
    assert Path("bag/data/metadata/cmdi.xml").read_text(encoding="utf-8") == text


def test_the_crate_loads_and_lists_every_file(pack: Pack) -> None:
    pytest.importorskip("rocrate")
    assert pack().exit_code == 0
    from rocrate.rocrate import ROCrate

    crate = ROCrate("bag/data")
    assert crate.name == "Essai"
    listed = {unquote(one.id) for one in crate.get_entities() if one.type == "File"}
    assert listed == files("bag/data").keys() - {"ro-crate-metadata.json"}


def test_the_crate_tells_whose_each_text_is(pack: Pack) -> None:
    assert pack("--sources", "all").exit_code == 0
    graph: list[dict[str, object]] = record("ro-crate-metadata.json")["@graph"]  # type: ignore[assignment]
    found = {str(one["@id"]): one for one in graph}
    assert len(found) == len(graph)
    by, unknown = {"@id": "https://creativecommons.org/licenses/by/4.0/"}, {"@id": "#licence-not-stated"}
    licences = [
        found[f"{home}/{name}"]["license"]
        for home, suffix in (("corpus", "xml"), ("sources", "txt"))
        for name in (f"lists-and-dialogue.{suffix}", f"short-note.{suffix}")
    ]
    assert licences in ([by, unknown] * 2, [unknown, by] * 2)
    assert found["https://orcid.org/0000-0002-1825-0097"]["familyName"] == "Caron"
    assert found["https://ror.org/01b8h3982"]["contactPoint"] == {"@id": "mailto:corpus@example.org"}
    assert found["https://ror.org/02feahw73"]["name"] == "Laboratoire"
    assert found["#grant-ANR-21-0001"]["funder"] == {"@id": "https://ror.org/00rbzpz17"}
    root = found["./"]
    assert root["isBasedOn"] == {"@id": "https://presse.example/archives"}
    assert root["mentions"] == {"@id": "https://doi.org/10.5072/article"}
    assert root["contributor"] == [{"@id": "#person-Petit%2C%20Luc"}, {"@id": "#organisation-Archives%20de%20Brest"}]
    assert not [one for entity in graph for one in entity.values() if isinstance(one, list) and len(one) == 1]
    # every entity that is pointed to is described, but for the specification
    pointed = {one["@id"] for entity in graph for value in entity.values() for one in _pointers(value)}
    assert pointed - found.keys() == {"https://w3id.org/ro/crate/1.1"}


def _pointers(value: object) -> list[dict[str, str]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]
