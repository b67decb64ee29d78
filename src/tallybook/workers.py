"""Reading many reports, in this process or in several, without ever holding more than a window of them.

A reader that fails on one report, or that takes its whole process down, costs that report alone.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process

from tallybook import link
from tallybook.book.batches import batches
from tallybook.book.reports import Kept
from tallybook.errors import InputError, TallybookError
from tallybook.gather import copies
from tallybook.records import Reading, Report

Reader = Callable[[Report], Reading]

CHUNK = 16
"""How many reports a process is given at once."""
AHEAD = 3
"""How many chunks wait for each process: enough to keep it busy, few enough to hold in memory."""
FEW = 2 * CHUNK
"""Up to so many reports are read here: starting processes would take longer."""


def read_all(reports: Iterable[Report], reader: Reader, read_by: str, jobs: int) -> Iterator[Kept | InputError]:
    """Each report's reading, or the error that stands for it, in the order of the reports.

    With ``jobs`` over 1 the reader must be importable by name, since other processes import it.
    """
    rest = iter(reports)
    first = list(islice(rest, FEW)) if jobs > 1 else []
    everything = chain(first, rest)
    if jobs <= 1 or len(first) < FEW:
        return (read_one(reader, read_by, report) for report in everything)
    return _in_processes(everything, reader, read_by, jobs)


def read_one(reader: Reader, read_by: str, report: Report) -> Kept | InputError:
    """One report read and checked, with what linking and copy detection need of it."""
    try:
        report.text.encode("utf-8")
        reading = reader(report)
        check(report, reading)
        nodes = tuple((node.id, node.to_json()) for node in link.nodes(report, reading))
        return Kept(report, reading, read_by, nodes, copies.signature(report).bands)
    except TallybookError as error:
        return InputError(f"{report.path}: {error.what}", error.next)
    except Exception as error:  # noqa: BLE001 - whatever one report does to a reader must not stop the others
        return InputError(
            f"{report.path}: the reader failed ({type(error).__name__}: {error})",
            "the other reports are not affected; please send this one to the developers",
        )


def check(report: Report, reading: Reading) -> None:
    """Raises ValueError for a reading that cannot be kept: a bug of its reader."""
    keys = [local.key for local in reading.incidents]
    ids = [claim.id for claim in reading.claims]
    if len(set(keys)) < len(keys) or len(set(ids)) < len(ids):
        raise ValueError("two claims or incidents have one id")
    for claim in reading.claims:
        if claim.report != report.id or (claim.local is not None and claim.local not in keys):
            raise ValueError(f"claim {claim.id} belongs to another report or to no incident")
        if not 0 <= claim.start < claim.end <= len(report.text):
            raise ValueError(f"claim {claim.id} stands outside the text")


def _read_chunk(reader: Reader, read_by: str, chunk: list[Report]) -> list[Kept | InputError]:
    return [read_one(reader, read_by, report) for report in chunk]


def _in_processes(reports: Iterable[Report], reader: Reader, read_by: str, jobs: int) -> Iterator[Kept | InputError]:
    crew = _Crew(reader, read_by, jobs)
    try:
        for chunk in batches(reports, CHUNK):
            crew.give(chunk)
            if crew.is_busy:
                yield from crew.take()
        while crew.is_waiting:
            yield from crew.take()
    finally:
        crew.dismiss()


class _Crew:
    """The reading processes and the chunks they were given, oldest first."""

    def __init__(self, reader: Reader, read_by: str, jobs: int) -> None:
        self._reader = reader
        self._read_by = read_by
        self._jobs = jobs
        self._pool = _pool(jobs)
        self._given: deque[tuple[list[Report], Future[list[Kept | InputError]] | None]] = deque()

    @property
    def is_waiting(self) -> bool:
        """Whether any chunk is still out."""
        return bool(self._given)

    @property
    def is_busy(self) -> bool:
        """Whether as many chunks are out as should be."""
        return len(self._given) >= self._jobs * AHEAD

    def give(self, chunk: list[Report]) -> None:
        """Hand out a chunk."""
        self._given.append((chunk, self._submit(chunk)))

    def take(self) -> list[Kept | InputError]:
        """The oldest chunk's readings; where a process died over it, each report is tried alone."""
        chunk, future = self._given.popleft()
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        found = list(self._one_by_one(chunk))
        self._renew()
        return found

    def dismiss(self) -> None:
        """Let the processes go; what they still hold is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, chunk: list[Report]) -> Future[list[Kept | InputError]] | None:
        try:
            return self._pool.submit(_read_chunk, self._reader, self._read_by, chunk)
        except BrokenProcessPool:
            return None

    def _one_by_one(self, chunk: list[Report]) -> Iterator[Kept | InputError]:
        pool = _pool(1)
        try:
            for report in chunk:
                try:
                    yield pool.submit(read_one, self._reader, self._read_by, report).result()
                except BrokenProcessPool:
                    pool = _pool(1)
                    yield _died(report)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _renew(self) -> None:
        """New processes for the chunks that went down with the old ones."""
        self.dismiss()
        self._pool = _pool(self._jobs)
        self._given = deque(
            (chunk, future if future is not None and _is_whole(future) else self._submit(chunk))
            for chunk, future in self._given
        )


def _died(report: Report) -> InputError:
    return InputError(
        f"{report.path}: the reader's process died over it (out of memory, or a fault)",
        "the other reports are not affected; look at the file, or add it on a larger machine",
    )


def _is_whole(future: Future[list[Kept | InputError]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork would copy the open book and any threads of the caller.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """What a reading process does first: Ctrl-C is for the parent, which decides what is kept; without it, end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed cannot say that it is over: its processes would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
