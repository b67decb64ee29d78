"""A program disturbed at random moments, and started again until it is done: its book is as if nothing had been."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tallybook.book import Store, schema
from tests import postgres
from tests.torture.running import Program, exported, lost, verified

COUNT = 30
"""Reports of one run: a second or so on a quiet machine, of which a disturbance may hit any moment."""
PATIENCE = 240.0

Disturb = Callable[[str, random.Random, float], Program]
"""Starts a program at an address and disturbs it; an undisturbed one takes about so many seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many runs were made, how many programs were cut off in them, and what was wrong afterwards."""

    runs: int
    cut_off: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        good = "each time the book opened, verified and went on to the same record; nothing told as kept was missing"
        return f"{self.runs} runs, {self.cut_off} programs cut off; {'; '.join(self.wrong) or good}"


def disturbed(
    new: Callable[[], str], disturb: Disturb, *, runs: int, seed: int = 1, tell: Callable[[Outcome], object] = id
) -> Outcome:
    """``new`` gives the address of a new book for each run; one or two programs are disturbed in each.

    ``tell`` hears how far it is after each run.
    """
    chance = random.Random(seed)
    expected, whole = _undisturbed(new())
    cut_off, wrong = 0, []
    for run in range(runs):
        address, lines = new(), list[dict[str, Any]]()
        for _ in range(chance.randrange(1, 3)):
            program = disturb(address, chance, whole)
            cut_off += program.end(PATIENCE) != 0
            lines += program.lines
            wrong += [f"run {run}: {what}" for what in _after(address, lines)]
        last = Program("everything", address, COUNT)
        if last.end(PATIENCE):
            wrong.append(f"run {run}: did not go on: {last.error}")
        elif _after(address, lines + last.lines) or _record(address) != expected:
            wrong.append(f"run {run}: the book is another one than without the disturbance")
        tell(Outcome(run + 1, cut_off, tuple(wrong)))
    return Outcome(runs, cut_off, tuple(wrong))


def kill(address: str, chance: random.Random, whole: float) -> Program:
    """Ends the program as nothing in it can prevent: now and then before it has begun."""
    program = Program("everything", address, COUNT)
    if chance.random() < 0.9:
        _first_line(program)
    time.sleep(chance.uniform(0, whole))
    program.kill()
    return program


def fill_disk(address: str, chance: random.Random, _whole: float) -> Program:
    """No file of the program may grow beyond a size, as on a disk that is full."""
    return Program("everything", address, COUNT, chance.randrange(20_000, 900_000))


def hold_lock(address: str, chance: random.Random, whole: float) -> Program:
    """Somebody else holds the book for longer than the program waits."""
    store = Store.open(address, lock_wait=PATIENCE)
    program = Program("everything", address, COUNT, None, 0.05)
    time.sleep(chance.uniform(0, whole))
    with store.write():
        program.process.join(PATIENCE)
    store.close()
    return program


def stop_server(url: str) -> Disturb:
    """Ends the server as a failing machine would, and starts it again."""

    def stop(address: str, chance: random.Random, whole: float) -> Program:
        program = Program("everything", address, COUNT)
        _first_line(program)
        time.sleep(chance.uniform(0, whole))
        postgres.stop_and_start(url)
        return program

    return stop


def _undisturbed(address: str) -> tuple[Any, float]:
    """The record that comes out where nothing is disturbed, and how long that takes from the first line on."""
    program = Program("everything", address, COUNT)
    first = _first_line(program)
    assert program.end(PATIENCE) == 0, program.error
    return _record(address), time.monotonic() - first


def _first_line(program: Program) -> float:
    """Wait until it has begun to work."""
    while not program.lines and program.process.is_alive():
        time.sleep(0.002)
    return time.monotonic()


def _after(address: str, lines: list[dict[str, Any]]) -> list[str]:
    """What is wrong with a book right after."""
    if not lines:
        return []
    store = Store.open(address, create=False)
    wrong = [] if verified(store) else ["a chain is broken"]
    store.close()
    return wrong + [f"lost {id}" for id in sorted(lost(address, lines))]


def _record(address: str) -> Any:
    """Everything that must be the same: exports, judgements, captures."""
    store = Store.open(address, create=False)
    with store.read() as connection:
        kept = [
            [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in (schema.judgements, schema.metadata.tables["captures"])
        ]
    found = exported(store), kept
    store.close()
    return found
