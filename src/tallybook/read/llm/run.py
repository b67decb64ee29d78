"""What all processes of one run share: how many requests were made, and why no more are.

A few small files in a folder of the run's own. A process appends one byte for each request, and the place where it
landed is the request's number: no lock, and no process that the others would have to ask.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tallybook.errors import BudgetSpent, NoServer

MOST_FAILURES = 3
"""After so many reports in a row for which the server gave nothing, the run asks it no more."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ``folder`` is where its processes meet, ``most`` how many requests they may make together."""

    folder: Path
    most: int

    def check(self) -> None:
        """Raises NoServer, with the first one's words, where a process of the run has given the server up."""
        try:
            what, next = json.loads((self.folder / "stopped").read_bytes())
        except FileNotFoundError:
            return
        raise NoServer(what, next)

    def spend(self) -> None:
        """Counts one request before it is made. Raises BudgetSpent where that would be one too many."""
        if self._count("asked") > self.most:
            raise BudgetSpent(
                f"the run has made the {self.most:,} requests that llm_budget allows",
                "raise llm_budget and run the same command again: what was answered is kept and not asked again",
            )

    def stop(self, error: NoServer) -> None:
        """No process of this run asks any more; each says what this error says."""
        handle, made = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump([error.what, error.next], file)
        os.replace(made, self.folder / "stopped")

    def failed(self) -> bool:
        """Notes a report for which the server gave nothing; whether that makes too many in a row."""
        return self._count("failed") >= MOST_FAILURES

    def answered(self) -> None:
        """Notes an answer: the row of failures is over."""
        (self.folder / "failed").unlink(missing_ok=True)

    def learn(self, name: str) -> None:
        """Keeps a word on the server for the rest of the run, such as that it takes the plain form alone."""
        (self.folder / f"knows-{name}").touch()

    def knows(self, name: str) -> bool:
        """Whether a process of the run has learnt this word."""
        return (self.folder / f"knows-{name}").exists()

    def _count(self, name: str) -> int:
        handle = os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, b".")
            return os.lseek(handle, 0, os.SEEK_CUR)
        finally:
            os.close(handle)


def begun(most: int) -> Run:
    """A new run with nothing spent; ``ended`` takes its folder away."""
    return Run(Path(tempfile.mkdtemp(prefix="tallybook-llm-")), most)


def ended(run: Run) -> None:
    """Removes what the run's processes shared."""
    shutil.rmtree(run.folder, ignore_errors=True)
