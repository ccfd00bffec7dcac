"""Checking many documents on several processors: the same reports in the same order, only sooner.

The first document is checked here, which loads the schema once; the workers are forked after that and share it.
Where processes cannot be forked, or the documents are few, everything is checked here.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from schemas.results import FileReport
from schemas.validate import Input, crashed

Check = Callable[[Iterable[Input]], Iterator[FileReport]]

_CHUNK: Final = 8
_WORTH: Final = 24
_check: Check | None = None  # what the workers run; they inherit it when they are forked


def check_in_parallel(inputs: Iterable[Input], check: Check, *, jobs: int) -> Iterator[FileReport]:
    """Yield the report of each input, in order; ``check`` gives the reports of some inputs.

    ``jobs`` is the number of processes, 0 for one a processor. A worker that dies is a finding of the document it
    died of, and the others are still checked.
    """
    rest = list(inputs)
    jobs = jobs or os.cpu_count() or 1
    yield from check(rest[:1])
    rest = rest[1:]
    if jobs < 2 or len(rest) < _WORTH or "fork" not in multiprocessing.get_all_start_methods():
        yield from check(rest)
        return
    global _check  # noqa: PLW0603 - the only way a forked worker gets what cannot be pickled
    _check = check
    chunks = [rest[start : start + _CHUNK] for start in range(0, len(rest), _CHUNK)]
    done = 0
    try:
        for reports in _in_order(chunks, jobs):
            done += 1
            yield from reports
    except BrokenProcessPool:
        for one in (one for chunk in chunks[done:] for one in chunk):
            yield from _alone(one)


def _in_order(chunks: Sequence[list[Input]], jobs: int) -> Iterator[list[FileReport]]:
    waiting: deque[Future[list[FileReport]]] = deque()
    with _workers(jobs) as pool:
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_reports, chunk))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _alone(one: Input) -> list[FileReport]:
    with _workers(1) as pool:
        try:
            return pool.submit(_reports, [one]).result()
        except BrokenProcessPool:
            return [crashed(one[0])]


def _workers(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _reports(chunk: list[Input]) -> list[FileReport]:
    if _check is None:
        raise RuntimeError("a worker was started before it was said what to check")
    return list(_check(chunk))
