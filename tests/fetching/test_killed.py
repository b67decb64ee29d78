"""Killed at any step and started again: nothing lost, nothing doubled. Steps are cut off, and a process is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tallybook.book import Store, captures, pages
from tallybook.fetching import drain, reading
from tallybook.gather.net.fakes import FakeClock, FakeWeb
from tests.fetching.conftest import Desk, blast, told
from tests.fetching.server import Server

URLS = [f"https://s{n % 3}.example/{n}" for n in range(9)]
FEED = "https://s0.example/feed"


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


def filled(desk: Desk) -> Desk:
    for number, url in enumerate(URLS):
        desk.put(url, blast(5 + number, f"Town{number:03d}"))
    desk.feed(FEED, *URLS)
    return desk


def kill_at(monkeypatch: pytest.MonkeyPatch, place: object, name: str, step: int) -> None:
    """The step-th call of a function is the last thing that happens."""
    real, calls = getattr(place, name), [0]

    def call(*args: object, **known: object) -> object:
        calls[0] += 1
        if calls[0] == step:
            raise Killed
        return real(*args, **known)

    monkeypatch.setattr(place, name, call)


STEPS = [
    (captures, "put", 1), (captures, "put", 5), (captures, "put", 9), (pages, "put", 1), (pages, "put", 6),
    (reading, "observed", 1), (captures, "mark_read", 1), (reading.versions, "renew", 4), (drain, "ask", 3),
    (reading.pipeline, "finish", 1), (pages, "due", 4),
]  # fmt: skip


@pytest.mark.parametrize(("place", "name", "step"), STEPS, ids=[f"{name}-{step}" for _, name, step in STEPS])
@pytest.mark.parametrize("how", ["fetch", "watch"])
def test_killed_at_any_step_nothing_is_lost_or_doubled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: object, name: str, step: int, how: str
) -> None:
    filled(desk)
    run = (lambda: desk.fetch(*URLS)) if how == "fetch" else (lambda: desk.watch(FEED))
    kill_at(monkeypatch, place, name, step)
    with pytest.raises(Killed):
        run()
    monkeypatch.undo()
    desk.store.close()
    desk.store = Store.open(desk.path, create=False)
    desk.clock.time += 1
    run()
    assert sorted(each.source for each in desk.captures()) == sorted(URLS)
    assert sorted(report.path for report in desk.reports()) == sorted(URLS)
    assert desk.best() == list(range(5, 14))
    asked = [url for url in desk.web.asked if url in URLS]
    assert len(asked) <= len(URLS) + 1, "only what was under way is asked for again"


def test_a_round_that_ended_begins_anew(desk: Desk) -> None:
    filled(desk)
    desk.fetch(*URLS)
    assert desk.fetch(*URLS).same == len(URLS)


SCRIPT = """
import json, sys
from tallybook import pipeline
from tallybook.book import Store
from tallybook.fetching import Tools, fetch
from tallybook.gather.net.addresses import Allowed
from tallybook.gather.net.web import Bounds, Web
from tests import storyteller
book, urls = sys.argv[1], json.loads(sys.argv[2])
allowed = Allowed.parse("127.0.0.1")
tools = Tools(Web("t", Bounds(10, 100_000), allowed), pause=0.02, jobs=1, allowed=allowed)
plan = pipeline.Plan(storyteller.read, "story/1")
print(json.dumps(fetch(Store.open(book), urls, plan, tools).numbers()))
"""


def test_a_process_that_is_killed_for_real_goes_on_where_it_stopped(place: str, site: Server) -> None:
    urls = [site.url(f"/{n}") for n in range(12)]
    for n in range(12):
        site.put(f"/{n}", told(blast(5 + n, f"Town{n:03d}")), "text/plain")
    command = [sys.executable, "-c", SCRIPT, place, json.dumps(urls)]
    root = Path(__file__).parents[2]
    first = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(site.paths()) < 5 and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    before = len(site.paths())
    assert 5 <= before < 12
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(done.stdout)["failed"] == 0
    found = Desk(place, FakeWeb(), FakeClock())
    assert sorted(each.source for each in found.captures()) == sorted(urls)
    assert sorted(report.path for report in found.reports()) == sorted(urls)
    assert len(site.paths()) <= 13
    found.store.close()
