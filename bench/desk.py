"""Measures the desk: how long its answers take on a large book with several users at once.

    python -m bench.desk [--incidents 100000] [--users 8] [--requests 400] [--book BOOK]

The server runs in a process of its own, the users in another, each asking again as soon as it is answered. Times are
the clock's, at the user's end; on a machine that does other work they are longer than they need be, so the CPU time of
the server for each request stands beside them.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from bench import big_book
from bench.world import COUNTRIES

AT_MOST_MS = 200
VIEWS = ("list", "facets", "map", "timeline", "incident", "text")
"""``text`` is the list narrowed by a word, which looks into every report's text; it has no bound."""
_SORTS = ("date", "spread", "toll", "title")
_WORDS = ("Mogadishu", "hospital", "Quetta", "police said", "boarding school")


def measure(book: Path, users: int, requests: int) -> dict[str, Any]:
    """The times of each view over a book, in milliseconds."""
    with serving(book) as (port, started, server):
        ids = [row["id"] for row in _ask(port, "/api/incidents?limit=500&sort=reports")["rows"]]
        ids += [row["id"] for row in _ask(port, "/api/incidents?limit=500&offset=50000&sort=title")["rows"]]
        found = {view: _times(port, view, ids, users, requests, server) for view in VIEWS}
    return {"users": users, "requests": requests, "start_s": round(started, 1), "views": found}


@contextmanager
def serving(book: Path) -> Iterator[tuple[int, float, int]]:
    """A desk over the book: its port, how many seconds it took until it answered, and its process."""
    port, before = _free_port(), time.monotonic()
    command = [sys.executable, "-m", "tallybook", "desk", str(book), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None:
                sys.exit(f"bench: the desk ended with exit code {process.returncode}")
            time.sleep(0.1)
        yield port, time.monotonic() - before, process.pid
    finally:
        process.terminate()
        process.wait(10)


def percentile(times: list[float], share: float) -> float:
    """The time that so large a share of the requests does not exceed.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(times)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.4999) - 1))]


def table(found: dict[str, Any]) -> str:
    """The times, a view a line."""
    lines = [f"{'view':<10}{'requests':>9}{'median ms':>11}{'p95 ms':>9}{'most ms':>9}{'CPU ms each':>13}"]
    for view, row in found["views"].items():
        numbers = f"{row['requests']:>9}{row['median']:>11}{row['p95']:>9}{row['most']:>9}{row['cpu'] or '-':>13}"
        lines.append(f"{view:<10}{numbers}")
    return "\n".join([*lines, f"p95 is to be {AT_MOST_MS} ms or less, but for text"])


def paths(view: str, ids: list[str], chance: random.Random) -> str:
    """What one user asks of a view: now everything, now a country or a year."""
    wanted: dict[str, Any] = {}
    if chance.random() < 0.6:
        wanted["country"] = chance.choice(COUNTRIES)
    if chance.random() < 0.3:
        wanted["from"] = str(chance.randrange(2012, 2030))
    if view == "incident":
        return f"/api/incidents/{chance.choice(ids)}"
    if view in ("list", "text"):
        wanted |= {"sort": chance.choice(_SORTS), "offset": chance.choice((0, 0, 50, 5_000)), "limit": 50}
    if view == "text":
        wanted["text"] = chance.choice(_WORDS)
    if view == "map":
        wanted["zoom"] = chance.choice((1, 3, 5, 8))
    name = {"list": "incidents", "text": "incidents"}.get(view, view)
    return f"/api/{name}?{urlencode(wanted, quote_via=quote)}"


def _times(port: int, view: str, ids: list[str], users: int, requests: int, server: int) -> dict[str, Any]:
    _ask(port, paths(view, ids, random.Random(0)))
    before = _cpu(server)
    with ThreadPoolExecutor(users) as pool:
        each = pool.map(lambda user: _user(port, view, ids, user, requests // users), range(users))
        times = [one for found in each for one in found]
    return {
        "requests": len(times),
        "median": round(percentile(times, 0.5), 1),
        "p95": round(percentile(times, 0.95), 1),
        "most": round(max(times), 1),
        "cpu": None if before is None else round(1000 * ((_cpu(server) or before) - before) / len(times), 1),
    }


def _cpu(process: int) -> float | None:
    """CPU seconds that a process has used, where the system tells it."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _user(port: int, view: str, ids: list[str], user: int, requests: int) -> list[float]:
    chance = random.Random(f"{view}/{user}")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120, source_address=(_address(user), 0))
    times = []
    for _ in range(requests):
        path = paths(view, ids, chance)
        before = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        times.append(1000 * (time.perf_counter() - before))
        if answer.status != 200:
            sys.exit(f"bench: {path} answers {answer.status}")
    connection.close()
    return times


def _address(user: int) -> str:
    """An address of one's own: the desk lets one address ask only so much as a person does."""
    return f"127.0.0.{user + 2}" if sys.platform == "linux" else "127.0.0.1"


def _ask(port: int, path: str) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", path)
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


def _answers(port: int) -> bool:
    try:
        _ask(port, "/api/stamp")
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def main() -> None:
    """Measures, prints and keeps the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--requests", type=int, default=400, help="requests of each view")
    parser.add_argument("--book", type=Path, help="a book made before by bench.big_book")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
        book = given.book or Path(scratch) / "big.book"
        if not given.book:
            big_book.fill(book, given.incidents)
        found = measure(book, given.users, given.requests)
    print(f"the desk, {given.incidents:,} incidents, {given.users} users at once, ready in {found['start_s']} s")
    print(table(found))
    out = Path(__file__).parent / "out"
    out.mkdir(exist_ok=True)
    (out / "desk.json").write_text(json.dumps({"incidents": given.incidents, **found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
