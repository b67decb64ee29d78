"""What a program under torture does, one small thing after the other; each is told once the book keeps it.

``everything`` makes a book of so many stories with judgements and captures; ``add``, ``judge`` and ``look`` go on for
so many seconds. What is told are dicts: ``{"kept": [ids]}``, ``{"judged": id}``, ``{"captured": id}``,
``{"looked": n}``.
"""

from __future__ import annotations

import itertools
import random
import resource
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

import tallybook
from tallybook import api, link, pipeline  # noqa: F401 - linking is loaded before the clock starts
from tallybook.book import Store, captures, schema
from tallybook.errors import TallybookError, UsageError
from tallybook.records import Report
from tallybook.settings import Settings
from tests import storyteller

PLAN = pipeline.Plan(storyteller.read, "story 1", batch=4)
CHUNK = 6
_listener: list[Connection] = []


def tell(**line: Any) -> None:
    """Say that something is kept."""
    _listener[0].send(line)


def chunk(number: int) -> list[Report]:
    """The stories of a chunk: always the same ones, on three incidents, one of them also the next chunk's."""
    chance = random.Random(number)
    return [_story(chance, number, each) for each in range(CHUNK)]


def _story(chance: random.Random, number: int, each: int) -> Report:
    incident = 2 * number + each // 2
    town = f"Town{incident % len(storyteller.TOWNS):03d}"
    days = 9 * (incident // len(storyteller.TOWNS))
    day = f"{2000 + days // 336 % 20:04d}-{1 + days // 28 % 12:02d}-{1 + days % 28:02d}"
    words = " ".join(f"{chance.choice(storyteller.WORDS)}{chance.randrange(99)}" for _ in range(30))
    toll, speaker = 5 + incident % 40 + chance.randrange(3), chance.choice(storyteller.SPEAKERS)
    text = f"{words}\n{town} | {day} | the league | {toll} killed civilian | {speaker}\n"
    return storyteller.story(f"{number:05d}-{each}.txt", text, day)


def everything(address: str, count: int, file_size: int | None = None, lock_wait: float = 60) -> None:
    """Adds, judges and captures by turns, from the beginning: what is there already is passed over.

    The clock is that of the chunk, and goes backwards now and then. No file grows beyond ``file_size`` bytes.
    """
    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    now = [0]
    clock = lambda: datetime.fromtimestamp(1_800_000_000 - now[0] * 7919 % 100_003, UTC)  # noqa: E731
    book = tallybook.Book(Store.open(address, lock_wait=lock_wait), Settings(), clock=clock)
    for number in range(count // CHUNK):
        now[0] = number
        stories = chunk(number)
        pipeline.add_reports(book.store, stories, PLAN)
        tell(kept=[one.id for one in stories])
        _capture(book.store, number)
        _note(book, number)
    book.close()


def _capture(store: Store, number: int) -> None:
    got = captures.received(
        b"page %d" % number, source=f"https://a.example/{number}", at="2026-01-01T00:00:00+00:00", means="fetched",
        most=10**6, status=200,
    )  # fmt: skip
    with store.write() as connection:
        kept = captures.put(connection, got, is_read=True)
    tell(captured=kept.id)


def _note(book: tallybook.Book, number: int) -> None:
    """One decision on a claim of the chunk, whenever it is made."""
    (claim, *_) = book.claims(report=chunk(number)[0].id)
    if number % 2 and not claim.judged:
        tell(judged=book.judge("reject", claim.id, who="ana", why=f"{number}").id)
    elif not number % 2 and not any(one.why == f"{number}" for one in book.judgements().all):
        tell(judged=book.judge("note", claim.id, who="ben", why=f"{number}").id)


def add(address: str, writer: int, of: int, seconds: float) -> None:
    """Every chunk is added by two writers, in the order of each."""
    store, until = Store.open(address, lock_wait=120), time.monotonic() + seconds
    for number in itertools.count():
        if time.monotonic() > until:
            break
        if writer in (number % of, (number + 3) % of):
            stories = chunk(number)
            pipeline.add_reports(store, stories, PLAN)
            tell(kept=[one.id for one in stories], chunk=number)
    store.close()


def judge(address: str, who: str, seconds: float) -> None:
    """Accepts and rejects claims, joins and parts incidents; what is gone meanwhile is said so by the book."""
    chance, until = random.Random(who), time.monotonic() + seconds
    book = tallybook.Book(Store.open(address), Settings(lock_wait=120))
    while time.monotonic() < until:
        try:
            tell(judged=_decided(book, chance, who).id)
        except UsageError as error:
            tell(declined=error.what)
        time.sleep(0.2)
    book.close()


def _decided(book: tallybook.Book, chance: random.Random, who: str) -> Any:
    verdict = chance.choice(("accept", "reject", "note", "same", "different", "undo"))
    if verdict == "undo":
        return book.judge("undo", who=who)
    if verdict in ("same", "different"):
        found = [incident.id for incident in book.incidents(limit=30)]
        if len(found) < 2:
            raise UsageError("nothing to judge yet")
        one, other = chance.sample(found, 2)
        return book.judge(verdict, one, other, who=who)
    claims = list(itertools.islice(book.claims(), 50))
    if not claims:
        raise UsageError("nothing to judge yet")
    return book.judge(verdict, chance.choice(claims).id, who=who, why=str(chance.random()))


def look(address: str, seconds: float) -> None:
    """One state of the book after the other; none may be half of one."""
    store, seen, until = Store.open(address, lock_wait=120), 0, time.monotonic() + seconds
    for turn in itertools.count(1):
        with store.read() as connection:
            count = connection.scalar(select(func.count()).select_from(schema.reports)) or 0
            assert count >= seen, "reports have gone"
            held = select(func.count()).select_from(schema.members)
            assert connection.scalar(held.where(~_there(schema.members.c.local))) == 0, "an incident of nothing"
            _hold(connection)
            assert captures.verify(connection).broken == ()
            assert connection.scalar(select(func.count()).select_from(schema.reports)) == count, "two states in one"
        seen = count
        tell(looked=turn)
        if time.monotonic() > until:
            break
        time.sleep(0.02)
    store.close()


def _there(column: Any) -> Any:
    return select(schema.local_incidents.c.id).where(schema.local_incidents.c.id == column).exists()


def _hold(connection: Any) -> None:
    e, i = schema.estimates, schema.incidents
    for row in connection.execute(select(e.c.low, e.c.best, e.c.high)):
        known = [value for value in row if value is not None]
        assert known == sorted(known), "an estimate out of order"
    alone = select(func.count()).select_from(e).where(~select(i.c.id).where(i.c.id == e.c.incident).exists())
    assert connection.scalar(alone) == 0, "an estimate of no incident"


def ids(lines: list[dict[str, Any]], key: str) -> Iterator[str]:
    """The ids that lines tell under a key."""
    for line in lines:
        if key in line:
            yield from line[key] if isinstance(line[key], list) else [line[key]]


def begin(what: str, arguments: tuple[Any, ...], listener: Connection) -> None:
    """The beginning of a program."""
    _listener.append(listener)
    try:
        {"everything": everything, "add": add, "judge": judge, "look": look}[what](*arguments)
    except (AssertionError, TallybookError, SQLAlchemyError):
        tell(error=traceback.format_exc())
        raise SystemExit(1) from None
