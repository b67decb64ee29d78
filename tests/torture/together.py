"""Many writers and readers at one book for some time; afterwards it is what one writer would have made."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import text

from tallybook.book import Store
from tests.torture import work
from tests.torture.running import Program, as_from_one_writer, doubled_or_lost, exported, lost, verified

PATIENCE = 240.0
"""Seconds that each may take to end what it has begun: longer than any waits for the lock."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What many made of a book, and what was wrong with it: nothing, it is to be hoped."""

    seconds: float
    writers: int
    readers: int
    reports: int
    judgements: int
    declined: int
    looks: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        told = (
            f"{self.writers} writers and {self.readers} readers, {self.seconds:.0f} s: {self.reports} reports, "
            f"{self.judgements} judgements ({self.declined} declined), {self.looks} looks"
        )
        return f"{told}; {'; '.join(self.wrong) or 'nothing lost, doubled, stuck or other than from one writer'}"


def together(address: str, *, seconds: float, writers: int = 8, readers: int = 8) -> Outcome:
    """Let them work; of the writers, a quarter judge and the others add, each report twice."""
    Store.open(address).close()
    judges = max(1, writers // 4)
    adders = writers - judges
    start = time.monotonic()
    at_work = [Program("add", address, number, adders, seconds) for number in range(adders)]
    at_work += [Program("judge", address, f"analyst {number}", seconds) for number in range(judges)]
    at_work += [Program("look", address, seconds) for _ in range(readers)]
    codes = [program.end(max(0.0, start + seconds - time.monotonic()) + PATIENCE) for program in at_work]
    took = time.monotonic() - start
    lines = [line for program in at_work for line in program.lines]
    failed = [f"{code} {program.error}" for program, code in zip(at_work, codes, strict=True) if code]
    return Outcome(
        seconds=took,
        writers=writers,
        readers=readers,
        reports=len(set(work.ids(lines, "kept"))),
        judgements=len(set(work.ids(lines, "judged"))),
        declined=sum("declined" in line for line in lines),
        looks=sum("looked" in line for line in lines),
        wrong=(*(f"ended with an error: {error}" for error in failed), *_wrong(address, lines)),
    )


def _wrong(address: str, lines: list[dict[str, object]]) -> list[str]:
    store = Store.open(address, create=False)
    numbers = sorted({int(str(line["chunk"])) for line in lines if "chunk" in line})
    reports = [report for number in numbers for report in work.chunk(number)]
    found = []
    if gone := lost(address, lines):
        found.append(f"lost: {sorted(gone)[:5]}")
    if other := doubled_or_lost(store, reports):
        found.append(f"claims lost or doubled: {sorted(other)[:5]}")
    if not verified(store):
        found.append("a chain is broken")
    if exported(store) != as_from_one_writer(store, reports):
        found.append("other than from one writer")
    if deadlocks := _deadlocks(store):
        found.append(f"{deadlocks} deadlocks")
    store.close()
    return found


def _deadlocks(store: Store) -> int:
    """How often the server had to break a circle of waiting."""
    if not store.is_on_server:
        return 0
    with store.read() as connection:
        return int(connection.scalar(text("SELECT sum(deadlocks) FROM pg_stat_database")) or 0)
