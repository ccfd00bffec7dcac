"""The same work on several processors: the same results in the same order, only sooner.

What is needed by all is loaded before the workers are forked, and they share it. Where processes cannot be forked, or
the work is too little to be worth it, everything is done here.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from schemas.results import FileReport
from schemas.validate import Input, crashed

Check = Callable[[Iterable[Input]], Iterator[FileReport]]
Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK: Final = 8
_WORTH: Final = 24
_work: Callable[[Any], Any] | None = None  # what the workers run; they inherit it when they are forked


@dataclass(frozen=True, slots=True)
class Death:
    """What is left of a process that died of its work; ``signal`` is what killed it, 0 if it ended itself."""

    signal: int = 0

    @property
    def name(self) -> str:
        """The name of the signal, such as ``SIGKILL``; empty if there is none."""
        return signal.Signals(self.signal).name if self.signal in {*signal.Signals} else ""


def check_in_parallel(inputs: Iterable[Input], check: Check, *, jobs: int) -> Iterator[FileReport]:
    """Yield the report of each input, in order; ``check`` gives the reports of some inputs.

    ``jobs`` is the number of processes, 0 for one a processor. The first document is checked here, which loads the
    schema once. A worker that dies is a finding of the document it died of, and the others are still checked.
    """
    rest = list(inputs)
    jobs = processes(jobs)
    yield from check(rest[:1])
    rest = rest[1:]
    if jobs < 2 or len(rest) < _WORTH:
        yield from check(rest)
        return

    def reports_of(chunk: Sequence[Input]) -> list[FileReport]:
        return list(check(chunk))

    chunks = [rest[start : start + _CHUNK] for start in range(0, len(rest), _CHUNK)]
    for chunk, reports in zip(chunks, map_forked(reports_of, chunks, jobs=jobs), strict=True):
        if not isinstance(reports, Death):
            yield from reports
            continue
        for one, alone in zip(chunk, map_forked(reports_of, [[one] for one in chunk], jobs=1), strict=True):
            yield from [crashed(one[0])] if isinstance(alone, Death) else alone


def processes(jobs: int) -> int:
    """Give the number of processes to use: ``jobs``, one a processor for 0, and 1 where none can be forked."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return jobs or os.cpu_count() or 1


def map_forked(work: Callable[[Item], Result], items: Sequence[Item], *, jobs: int) -> Iterator[Result | Death]:
    """Yield what ``work`` gives for each item, in order, from ``jobs`` processes; a death where a process died of it.

    Items and results are pickled, ``work`` is not: it is inherited, with all that was loaded before the first result
    is asked for. After a death every item that is left has a process of its own.
    """
    global _work  # noqa: PLW0603 - the only way a forked worker gets what cannot be pickled
    _work = work
    done = 0
    try:
        for result in _in_order(items, jobs):
            done += 1
            yield result
    except BrokenProcessPool:
        for one in items[done:]:
            yield _alone(one)


def _alone(item: Any) -> Any:
    """Give what the work gives for an item in a process of its own, or how that process died."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(item, sending, os.getpid()))
    process.start()
    sending.close()
    try:
        result, error = receiving.recv()
    except EOFError:
        process.join()
        return Death(max(0, -(process.exitcode or 0)))
    finally:
        receiving.close()
    process.join()
    if error is not None:
        raise error
    return result


def _send(item: Any, sending: Connection, parent: int) -> None:
    _begin(parent)
    try:
        sending.send((_run(item), None))
    except Exception as error:  # noqa: BLE001 - it is raised again where the result is waited for
        sending.send((None, error))


def _in_order(items: Sequence[Any], jobs: int) -> Iterator[Any]:
    waiting: deque[Future[Any]] = deque()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(os.getpid(),)) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(_run, item))
                if len(waiting) > 2 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(parent: int) -> None:
    """Leave interrupts to the parent, and outlive it by a second at most: an orphan would hold its locks and files."""
    gc.freeze()  # what a worker was born with stays, and need not be looked through for rubbish again and again
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _run(item: Any) -> Any:
    if _work is None:
        raise RuntimeError("a worker was started before it was said what to do")
    return _work(item)
