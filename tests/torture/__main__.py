"""The whole torture, with its figures: ``python -m tests.torture [--seconds 120] [--runs 200] [--only WORD]``."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres
from tests.torture.disturbed import Outcome, disturbed, fill_disk, hold_lock, kill, stop_server
from tests.torture.together import together

SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
EVERY = 10
Part = tuple[str, Callable[[], object]]


def parts(folder: Path, url: str, server: postgres.Server, seconds: float, runs: int) -> Iterator[Part]:
    """Each torture by its name."""
    numbers = itertools.count()

    def new() -> str:
        return str(folder / f"{next(numbers)}.book")

    def tell(outcome: Outcome) -> None:
        if outcome.runs % EVERY == 0 and outcome.runs < runs:
            print(f"  {outcome}", file=sys.stderr, flush=True)

    few = max(1, runs // 10)
    yield "together, file", lambda: together(new(), seconds=seconds)
    yield "together, server", lambda: together(server.new(), seconds=seconds)
    yield "killed, file", lambda: disturbed(new, kill, runs=runs, tell=tell)
    yield "killed, server", lambda: disturbed(server.new, kill, runs=runs, tell=tell)
    yield "server stopped", lambda: disturbed(server.new, stop_server(url), runs=few)
    yield "disk full, file", lambda: disturbed(new, fill_disk, runs=few)
    yield "locked, file", lambda: disturbed(new, hold_lock, runs=few)
    yield "locked, server", lambda: disturbed(server.new, hold_lock, runs=few)


def main() -> int:
    """Print a line for each torture; 1 where anything was wrong."""
    words = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    words.add_argument("--seconds", type=float, default=120, help="how long many write and read at once")
    words.add_argument("--runs", type=int, default=200, help="how often a program is killed; a tenth for the others")
    words.add_argument("--only", default="", help="only those whose name holds this word")
    given = words.parse_args()
    wrong = False
    with TemporaryDirectory() as folder, postgres.cluster(**SAFE) as url, postgres.Server(url) as server:
        for name, torture in parts(Path(folder), url, server, given.seconds, given.runs):
            if given.only in name:
                outcome = torture()
                print(f"{name:17} {outcome}", flush=True)
                wrong = wrong or bool(getattr(outcome, "wrong", ()))
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
