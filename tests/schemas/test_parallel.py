"""Several processes give the reports of one, in the same order, and survive a worker that dies."""

import os
import signal
from collections.abc import Iterable, Iterator
from functools import partial

import pytest

from schemas.parallel import check_in_parallel
from schemas.results import FileReport
from schemas.validate import Input, validate_inputs

GOOD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="a"/></TEI>'
BAD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p ref="#x"/></TEI>'


def inputs(count: int) -> list[Input]:
    return [(f"{number:03}.xml", partial(bytes, BAD if number % 7 == 3 else GOOD)) for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 10, 100])
def test_the_reports_are_those_of_one_process_in_order(count: int) -> None:
    check = partial(validate_inputs, target=None)
    assert list(check_in_parallel(inputs(count), check, jobs=3)) == list(check(inputs(count)))


def deadly(some: Iterable[Input]) -> Iterator[FileReport]:
    for one in some:
        if one[0] == "055.xml":
            os.kill(os.getpid(), signal.SIGKILL)
        yield from validate_inputs([one], target=None)


def test_a_worker_that_dies_is_a_finding_of_one_document() -> None:
    reports = list(check_in_parallel(inputs(100), deadly, jobs=2))
    assert [report.path for report in reports] == [name for name, _ in inputs(100)]
    (dead,) = [report for report in reports if not report.checked]
    assert dead.path == "055.xml"
    assert "died" in dead.findings[0].message
