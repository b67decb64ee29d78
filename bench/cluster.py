"""Generated reports on Spark with one executor killed mid-way, held byte for byte to one process.

    python -m bench.cluster                        200,000 reports on two executors of their own (hours; see --reports)
    python -m bench.cluster --reports 2000         a quick look
    python -m bench.cluster --master spark://HOST:7077 --work DIR     on a cluster that is there

Prints the time of each step and whether the tables are the same bytes; writes bench/out/cluster.json. What is done is
kept in --work, so that the same command goes on where it was cut short.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bench import generate
from bench.run import OUT, machine

MASTER = "local-cluster[2,1,3072]"
KILLED_AT = "pairs"
OPTIONS = {"spark.executor.memory": "3g", "spark.driver.memory": "2g", "spark.ui.enabled": "false"}
A_FILE = 20_000
TABLES = ("reports", "claims", "readings", "incidents", "estimates")


def executors() -> list[int]:
    """The ids of the processes on this machine (Linux) that are executors of this program's Spark application."""
    from pyspark import SparkContext

    name = SparkContext.getOrCreate().applicationId
    return [pid for pid, words in _processes() if "CoarseGrainedExecutorBackend" in words and name in words]


def _processes() -> Iterator[tuple[int, str]]:
    """The id and the words of each process."""
    for folder in sorted(Path("/proc").iterdir()):
        if folder.name.isdecimal():
            try:
                yield int(folder.name), (folder / "cmdline").read_bytes().decode("utf-8", "replace")
            except OSError:
                continue  # it has ended meanwhile


class Killer:
    """Told each step, it kills one executor while tasks of the step ``at`` run; ``killed`` is its id then."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.before: list[int] = []
        self.after: list[int] = []
        self.killed: int | None = None
        self._thread: threading.Thread | None = None

    def __call__(self, step: str) -> None:
        """A step begins."""
        if self._thread is not None:
            self._thread.join()
            self.after = executors()
        if step == self.at and self.killed is None:
            self.before = executors()
            self._thread = threading.Thread(target=self._kill, daemon=True)
            self._thread.start()

    def _kill(self) -> None:
        for _ in range(600):
            if self.before and _running() > 0:
                self.killed = self.before[0]
                os.kill(self.killed, signal.SIGKILL)
                return
            time.sleep(0.05)


def _running() -> int:
    """How many tasks run now."""
    from pyspark import SparkContext

    tracker = SparkContext.getOrCreate().statusTracker()
    stages = (tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds())
    return sum(stage.numActiveTasks for stage in stages if stage is not None)


class Steps:
    """Told each step, it prints how long each took, and passes the word on."""

    def __init__(self, killer: Killer) -> None:
        self.seconds: dict[str, float] = {}
        self._killer = killer
        self._step, self._since = "start", time.monotonic()

    def __call__(self, step: str) -> None:
        """A step begins, so that another has ended."""
        took = round(time.monotonic() - self._since, 1)
        self.seconds[self._step] = took
        print(f"{took:>9.1f} s  {self._step}", flush=True)
        self._step, self._since = step, time.monotonic()
        self._killer(step)


def write(folder: Path, number: int) -> None:
    """Generated reports as Parquet files of one column."""
    import pyarrow
    import pyarrow.parquet

    folder.mkdir(parents=True, exist_ok=True)
    texts: Iterator[str] = (report.text for report in generate.reports(number))
    for at in range(0, number, A_FILE):
        path = folder / f"texts-{at // A_FILE:04d}.parquet"
        some = list(islice(texts, A_FILE))
        if not path.exists():
            part = path.with_suffix(".part")
            pyarrow.parquet.write_table(pyarrow.table({"text": some}), part, row_group_size=1000)
            part.rename(path)


def main() -> None:
    """Both ways, and what they came to."""
    given = _arguments()
    work: Path = given.work or OUT / f"cluster-{given.reports}"
    write(work / "in", given.reports)
    found: dict[str, Any] = {"machine": machine(), "reports": given.reports, "master": given.master}
    if not (work / "cluster" / "reports.parquet").exists():
        found |= _on_spark(work, given.master)
    if not (work / "one").exists():
        found |= _in_one(work)
    found["same"] = {name: _digest(work / "cluster", name) == _digest(work / "one", name) for name in TABLES}
    for name, same in found["same"].items():
        print(f"{name:>9}  {'the same bytes' if same else 'DIFFERENT'}")
    OUT.mkdir(exist_ok=True)
    (OUT / "cluster.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if all(found["same"].values()) else 1)


def _on_spark(work: Path, master: str) -> dict[str, Any]:
    import tallybook
    from tallybook.settings import Settings

    killer = Killer(KILLED_AT)
    steps = Steps(killer)
    rules = Settings(reader="rules")
    added = tallybook.cluster_add(
        work / "in", work / "parts", master=master, options=OPTIONS, settings=rules, watch=steps
    )
    steps("end")
    tallybook.cluster_export(work / "parts", work / "cluster")
    told = f"executor {killer.killed} killed in {killer.at!r}" if killer.killed else "nothing was killed"
    took = sum(steps.seconds.values())
    print(f"{took:>9.1f} s  on Spark: {added.reports:,} reports, {added.incidents:,} incidents; {told}", flush=True)
    return {"seconds": steps.seconds, "incidents": added.incidents, "claims": added.claims, "killed": told}


def _in_one(work: Path) -> dict[str, Any]:
    import tallybook
    from tallybook.settings import Settings

    since = time.monotonic()
    with tallybook.open(work / "one.book", settings=Settings(reader="rules", originals="digest")) as book:
        book.add(work / "in", jobs=1)
        took = round(time.monotonic() - since, 1)
        print(f"{took:>9.1f} s  in one process", flush=True)
        book.export("parquet", work / "one.part")
    (work / "one.part").rename(work / "one")
    return {"one_process_seconds": took}


def _digest(folder: Path, name: str) -> str:
    with (folder / f"{name}.parquet").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--master", default=MASTER)
    parser.add_argument("--work", type=Path, help="a folder that all machines of the cluster can reach")
    return parser.parse_args()


if __name__ == "__main__":
    main()
