"""What came out of a run: one report a file, and all of them together with the schema they were held to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from schemas.codes import named
from schemas.finding import LEVELS, Finding, LayerName, Level


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings of one file, in report order.

    ``counts`` are errors, warnings and infos, those that were not kept included; ``at_least`` if there are so many or
    more, for not all were looked for. ``skipped`` names each layer that was not checked, with the reason. ``applied``
    are the rules that found a node, by the numbers of their set and of themselves, of the sets that are watched.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    checked: tuple[LayerName, ...] = ()
    skipped: tuple[tuple[LayerName, str], ...] = ()
    counts: tuple[int, int, int] = (0, 0, 0)
    at_least: bool = False
    applied: frozenset[tuple[int, int]] = frozenset()

    @property
    def valid(self) -> bool:
        """Whether there is no error."""
        return self.counts[0] == 0

    def reaches(self, level: Level) -> bool:
        """Whether there is a finding of that level or a worse one."""
        return any(self.counts[: LEVELS.index(level) + 1])


@dataclass(frozen=True, slots=True)
class Report:
    """The files of a run, in order of their paths, and the schema: its name and the SHA-256 of its source."""

    files: tuple[FileReport, ...] = ()
    schema: str = ""
    schema_sha256: str = ""
    tool_version: str = field(default="0")

    @property
    def counts(self) -> tuple[int, int, int]:
        """Errors, warnings and infos of all files."""
        errors, warnings, infos = (sum(file.counts[number] for file in self.files) for number in range(3))
        return errors, warnings, infos

    @property
    def at_least(self) -> bool:
        """Whether a file has more findings than were counted."""
        return any(file.at_least for file in self.files)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files that were kept."""
        return tuple(finding for file in self.files for finding in file.findings)


def file_report(
    path: str,
    findings: Iterable[Finding],
    *,
    checked: tuple[LayerName, ...],
    skipped: tuple[tuple[LayerName, str], ...] = (),
    max_findings: int = 100,
) -> FileReport:
    """Give the report of a file: followers dropped, the worst ``max_findings`` kept, the rest counted.

    A finding that says that there are more than are counted (``findings-capped``) makes the counts the least.
    """
    found = list(findings)
    capped = [finding for finding in found if finding.code == _CAPPED]
    at_least = bool(capped)
    kept = _without_followers(finding for finding in found if finding.code != _CAPPED)
    counts = [0, 0, 0]
    for finding in kept:
        counts[finding.severity] += 1
    if len(kept) <= max_findings:
        kept = sorted([*kept, *capped])
    else:
        kept.sort(key=lambda finding: (finding.severity, finding.sort_key))
        last = kept[max_findings - 1] if max_findings else kept[0]
        more = _more_findings(path, len(kept) - max_findings, last, at_least=at_least)
        kept = sorted([*kept[:max_findings], more])
    return FileReport(path, tuple(kept), checked, skipped, (counts[0], counts[1], counts[2]), at_least)


def _without_followers(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings in order without what follows from others.

    Of several layers that speak of the same words one is kept; no rule speaks of what is inside an element that
    should not be there, nor of a pointer that the links have found wrong; neither rules nor links say more of an
    attribute that the grammar has found wrong.
    """
    by_place: dict[tuple[int, int, int, int], list[Finding]] = {}
    for finding in findings:
        place = (finding.line, finding.column, finding.end_line, finding.end_column)
        by_place.setdefault(place, []).append(finding)
    kept: set[Finding] = set()
    for here in by_place.values():
        first = min(here, key=lambda finding: (finding.severity, _LAYER_ORDER[finding.layer]))
        kept.update(finding for finding in here if finding.layer == first.layer)
    strays = tuple(f"{finding.xpath}/" for finding in kept if finding.code in STRAY and finding.xpath)
    dangling = {(f.xpath, pointer) for f in kept if f.layer == "links" for pointer in _pointers(f.message)}
    wrong = {(f.xpath, _ATTRIBUTE.findall(f.subject)[0]) for f in kept if f.layer == "schema" and f.subject[:1] == "@"}

    def follows(finding: Finding) -> bool:
        if finding.layer not in ("links", "rules"):
            return False
        return any((finding.xpath, attribute) in wrong for attribute in _ATTRIBUTE.findall(finding.message)) or (
            finding.layer == "rules"
            and (
                f"{finding.xpath}/".startswith(strays)
                or any((finding.xpath, pointer) in dangling for pointer in _pointers(finding.message))
            )
        )

    return sorted(finding for finding in kept if not follows(finding))


def _pointers(message: str) -> set[str]:
    """Give the ids that a message names, as ``#id`` or as ``xml:id=“id”``."""
    return {found[1] or found[2] for found in _POINTER.finditer(message)}


# An id that is no name breaks the grammar too, but the layer of links says it better.
_LAYER_ORDER: Final[dict[LayerName, int]] = {"wf": 0, "links": 1, "schema": 2, "rules": 3, "text": 4, "tool": 5}
_POINTER: Final = re.compile(r"#([\w.\-]+)|xml:id=“([\w.\-]+)”")
_ATTRIBUTE: Final = re.compile(r"@[\w:.\-]*")
_CAPPED: Final = named("findings-capped").code
STRAY: Final = frozenset({"TEI010", "TEI011", "TEI012", "TEI013"})
"""The codes of an element that should not be where it is."""


def _more_findings(path: str, count: int, last: Finding, *, at_least: bool) -> Finding:
    code = named("findings-capped")
    number = f"{count:,} or more findings" if at_least else f"{count:,} more finding{'s' if count > 1 else ''}"
    message = f"{number} {'are' if count > 1 or at_least else 'is'} not shown"
    return Finding(
        code.code, code.level, code.layer, path, last.line, last.column, message, subject="",
        suggestion="show more with --max-findings",
    )  # fmt: skip
