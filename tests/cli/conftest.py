"""A command line whose reader is the simple one, and a book to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tallybook import readers
from tallybook.cli import main
from tests import storyteller

ARLEN = (
    "Town001 | 2024-08-26 | the league | {} killed civilian | the police\n"
    "Town001 | 2024-08-26 | the league | 3 wounded security_force | a hospital\n"
)
CORVO = "Town003 | 2024-09-02 | the front | 12 killed armed_group | the army\n"

Tallybook = Callable[..., Result]


@pytest.fixture
def tallybook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tallybook:
    """Runs a command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLYBOOK_JOBS", "1")
    monkeypatch.setattr(readers, "named", lambda name, settings=None: storyteller.read)
    runner = CliRunner()

    def run(*arguments: str, input: str | bytes | None = None) -> Result:
        return runner.invoke(main, arguments, input=input, catch_exceptions=False)

    return run


@pytest.fixture
def book(tallybook: Tallybook, tmp_path: Path) -> str:
    """A book of three reports on two incidents."""
    texts = {"one.txt": (3, ARLEN.format(5)), "two.txt": (4, ARLEN.format(9)), "three.txt": (3, CORVO)}
    (tmp_path / "in").mkdir()
    for name, (day, text) in texts.items():
        (tmp_path / "in" / name).write_text(
            f"2024-09-0{day}\n\nWhat was told by {name} that evening.\n\n{text}", encoding="utf-8"
        )
    assert tallybook("add", "x.book", "in").exit_code == 0
    return "x.book"


def lines(result: Result) -> list[Any]:
    """The JSON objects that a command printed, one a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]
