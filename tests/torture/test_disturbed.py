"""A few of the runs of ``make torture``: killed, a full disk, a locked book, a server that stops, a turned clock."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.torture.disturbed import Disturb, disturbed, fill_disk, hold_lock, kill, stop_server
from tests.torture.running import ROOT, Program

Places = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """Gives the address of a new book each time."""
    if request.param == "sqlite":
        numbers = itertools.count()
        yield lambda: str(tmp_path / f"{next(numbers)}.book")
    else:
        server: postgres.Server = request.getfixturevalue("server")
        yield server.new


@pytest.mark.parametrize("disturb", [kill, hold_lock])
def test_whatever_is_cut_off_the_book_goes_on(places: Places, disturb: Disturb) -> None:
    assert disturbed(places, disturb, runs=3).wrong == ()


def test_a_full_disk_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    numbers = itertools.count()
    outcome = disturbed(lambda: str(tmp_path / f"{next(numbers)}.book"), fill_disk, runs=3)
    assert outcome.wrong == () and outcome.cut_off > 0


def test_a_server_that_stops_at_once_loses_nothing_that_was_kept() -> None:
    if postgres.programs() is None and not postgres.MUST:
        pytest.skip("postgresql is not installed (REQUIRE_ALL=1 makes this an error)")
    safe = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
    with postgres.cluster(**safe) as url, postgres.Server(url) as server:
        assert disturbed(server.new, stop_server(url), runs=2).wrong == ()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_on_a_read_only_disk_a_book_is_read_and_nothing_is_changed(tmp_path: Path) -> None:
    assert Program("everything", str(tmp_path / "x.book"), 12).end(240) == 0
    folder = tmp_path / "read-only"
    folder.mkdir()
    book = Path(shutil.copy(tmp_path / "x.book", folder))
    book.chmod(0o444)
    folder.chmod(0o555)
    before = book.read_bytes()
    try:
        listed, checked, added = (
            _run(folder, *words)
            for words in (("incidents", "x.book"), ("verify", "x.book"), ("add", "x.book", ROOT / "examples"))
        )
        assert listed.returncode == 0 and "Town" in listed.stdout, listed.stderr
        assert checked.returncode == 0, checked.stderr
        assert added.returncode == 3 and "read-only" in added.stderr
        assert book.read_bytes() == before and list(folder.iterdir()) == [book]
    finally:
        folder.chmod(0o755)


_AS_ANYBODY = """
import ctypes, os, sys
if os.geteuid() == 0:
    # Root writes where it may not: by capabilities, the first four of which are given up (capset(2), version 3).
    head, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None)
    assert libc.capget(head, sets) == 0
    sets[0], sets[1] = sets[0] & ~0xF, sets[1] & ~0xF
    assert libc.capset(head, sets) == 0
from tallybook.cli import main
main()
"""


def _run(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command by somebody who may not write there."""
    environment = {**os.environ, "TALLYBOOK_READER": "rules", "TALLYBOOK_JOBS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", _AS_ANYBODY, *map(str, words)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240)
