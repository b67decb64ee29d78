"""Programs of ``work.py``, started, listened to and killed; and what their book must hold afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

import tallybook
from tallybook import pipeline
from tallybook.book import Store, schema, whole
from tallybook.book.selected import Selection
from tallybook.export import jsonl, table
from tallybook.records import Report
from tallybook.settings import Settings
from tests import storyteller
from tests.torture import work

ROOT = Path(__file__).parents[2]
_PROGRAMS = get_context("forkserver")
# So that a program begins to work at once.
_PROGRAMS.set_forkserver_preload(["tests.torture.work"])


class Program:
    """One running program and the lines that it has told."""

    def __init__(self, what: str, *arguments: object) -> None:
        self._ear, mouth = _PROGRAMS.Pipe(duplex=False)
        self.process = _PROGRAMS.Process(target=work.begin, args=(what, arguments, mouth))
        self.lines: list[dict[str, Any]] = []
        self.process.start()
        mouth.close()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        # A line that was cut off by the kill was not told.
        with self._ear, suppress(EOFError, OSError):
            while True:
                self.lines.append(self._ear.recv())

    @property
    def error(self) -> str:
        """What went wrong in it, the end of it first."""
        return " <- ".join(reversed("".join(line.get("error", "") for line in self.lines).strip().splitlines()[-6:]))

    def kill(self) -> None:
        """End it as nothing in it can prevent or hear."""
        self.process.kill()

    def end(self, within: float) -> int:
        """Wait for its end; one that hangs is killed and gives -9."""
        self.process.join(within)
        self.process.kill()
        self.process.join()
        self._thread.join()
        code = self.process.exitcode or 0
        self.process.close()
        return code


def exported(store: Store) -> dict[str, bytes]:
    """The record, as interchange and as tables."""
    with TemporaryDirectory() as folder, store.read() as connection:
        selection = Selection(connection)
        paths = (*jsonl.write(selection, Path(folder)), *table.write(selection, Path(folder)))
        return {path.name: path.read_bytes() for path in paths}


def lost(address: str, lines: Iterable[dict[str, Any]]) -> set[str]:
    """What was told to be kept, and is not in the book."""
    told = list(lines)
    homes = {"kept": schema.reports, "judged": schema.judgements, "captured": schema.metadata.tables["captures"]}
    store = Store.open(address, create=False)
    gone: set[str] = set()
    with store.read() as connection:
        for key, home in homes.items():
            gone |= set(work.ids(told, key)) - set(connection.scalars(select(home.c.id)))
    store.close()
    return gone


def doubled_or_lost(store: Store, reports: Iterable[Report]) -> set[str]:
    """Claims that the book holds and that are in none of the reports, or the other way round."""
    told = {claim.id for report in reports for claim in storyteller.read(report).claims}
    with store.read() as connection:
        held = list(connection.scalars(select(schema.claims.c.id)))
    assert len(held) == len(set(held))
    return told ^ set(held)


def as_from_one_writer(store: Store, reports: Iterable[Report]) -> dict[str, bytes]:
    """What one writer makes of these reports, one after the other, and of the book's judgements."""
    with TemporaryDirectory() as folder:
        alone = Store.open(f"sqlite:///{folder}/alone.book")
        with store.read() as connection, alone.write() as other:
            whole.restore_history(other, whole.judged(connection), iter(()), iter(()))
        pipeline.add_reports(alone, reports, pipeline.Plan(storyteller.read, "story 1"))
        found = exported(alone)
        alone.close()
    return found


def verified(store: Store) -> bool:
    """Whether both chains of the book hold."""
    return tallybook.Book(store, Settings()).verify().holds
