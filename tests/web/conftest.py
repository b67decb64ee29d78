"""Desks to ask: over the examples as the rules read them, and over entries made by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import tallybook
from tallybook.settings import Settings
from tallybook.web.app import make_app
from tallybook.web.options import Options

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8631"

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the examples, read by the rules; nobody writes to it."""
    path = tmp_path_factory.mktemp("desk") / "examples.book"
    with tallybook.open(path, settings=Settings(reader="rules")) as book:
        book.add(ROOT / "examples")
    return path


@pytest.fixture
def book_path(examples: Path, tmp_path: Path, backend: str, place: str) -> Path | str:
    """A copy of that book, to write to: its path, or its address on the server."""
    if backend == "sqlite":
        return Path(shutil.copy(examples, tmp_path / "x.book"))
    with tallybook.open(f"sqlite:///{examples}", settings=Settings(reader="rules")) as book:
        return book.copy(place).target


@pytest.fixture
def open_desk(book_path: Path) -> Iterator[Open]:
    """Opens desks over the copy, with the options given."""
    opened: list[Any] = []

    def open(**options: Any) -> TestClient:
        book = tallybook.open(book_path, settings=Settings(reader="rules"))
        client = TestClient(make_app(book, Options(**{"analyst": "Ada", **options})), base_url=ADDRESS)
        client.__enter__()
        opened.append((client, book))
        return client

    yield open
    for client, book in opened:
        client.__exit__(None, None, None)
        book.close()


@pytest.fixture
def desk(open_desk: Open) -> TestClient:
    """A desk at this machine, without accounts."""
    return open_desk()


def get(client: TestClient, path: str, **params: Any) -> Any:
    """The answer as plain data; the request must succeed."""
    answer = client.get(f"/api/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()
