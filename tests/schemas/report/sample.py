"""A run with everything in it that a report format has to cope with."""

from schemas.codes import named
from schemas.finding import Finding, Level
from schemas.results import FileReport, Report, file_report

ALL = ("wf", "schema", "rules", "links")
NAMES = tuple(f"name{number}" for number in range(41))


def finding(
    name: str, path: str, line: int, column: int, width: int, message: str, *, level: Level | None = None,
    excerpt: str = "", subject: str = "", expected: tuple[str, ...] = (), suggestion: str = "", xpath: str = "",
    excerpt_column: int = 1,
) -> Finding:  # fmt: skip
    code = named(name)
    return Finding(
        code.code, level or code.level, code.layer, path, line, column, message, line, column + width, xpath, subject,
        excerpt, excerpt_column, expected, suggestion,
    )  # fmt: skip


def chapter() -> FileReport:
    path = "chap.xml"
    repeats = [
        finding("element-not-allowed", path, line, 10, 10, "<persname> is not allowed in <p>", subject="persname",
                excerpt="   <p>Le <persname>Macron</persname>", xpath=f"/TEI/text/body/p[{line - 2}]/persname",
                expected=("persName", "placeName", "q", "name", "said", *NAMES),
                suggestion="did you mean <persName>? (names are case-sensitive)")
        for line in range(3, 12)
    ]  # fmt: skip
    others = [
        finding("pointer-without-hash", path, 20, 3, 4, "@ref=“a” names a file", excerpt="\t\ta  b"),
        finding(
            "value-date", path, 21, 5, 3, "“中文é” is not a date", excerpt="é中文é|x", suggestion="write YYYY-MM-DD"
        ),
    ]
    return file_report(path, [*repeats, *others], checked=ALL)


def hostile() -> FileReport:
    path = "d,i:r%/\udce9\u202egnp.xml"
    bad = "x\x1b[31m\u202e | `y` <b>&\r\n::error::pwned%0A</p>]]>"
    findings = [
        finding("rule-assert", path, 1, 2, 4, bad, excerpt=f"a{bad[:8]}", suggestion=bad),
        finding("child-missing", path, 2, 400, 0, "<list> ends too early", excerpt="y" * 160, excerpt_column=350),
        finding("unreadable", path, 9, 1, 0, "cannot be read"),
    ]
    return file_report(path, findings, checked=("wf", "schema"), skipped=(("links", "the schema has none"),))


def sample() -> Report:
    good = FileReport("good.xml", checked=ALL)
    return Report((chapter(), hostile(), good), "gazetei", "0123456789abcdef" * 4, "0.1.0")
