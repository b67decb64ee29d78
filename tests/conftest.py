"""What holds for every test: none is timed, and those of the book run over both databases that keep books.

A test of ``ON_BOTH`` opens its books as ever, by a path; on PostgreSQL each path is a schema of its own. What only a
file has (a lock of its own, a name on a disk), and what builds dozens of books to say the same of each, is tested under
the mark ``file_only``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import postgres, unclosed

# Machines differ, and the first use of a part loads it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent
ON_BOTH = {
    "book/test_bands.py", "book/test_captures.py", "book/test_changes.py", "book/test_copying.py",
    "book/test_history.py", "book/test_missing.py",
    "book/test_judgements.py", "book/test_linked.py", "book/test_moves.py", "book/test_store.py",
    "book/test_undecided.py", "cli/test_captures.py", "cli/test_handing_on.py", "cli/test_judging.py",
    "cli/test_questions.py", "export/test_bundle.py", "export/test_comparison.py", "export/test_jsonl.py",
    "export/test_table.py", "export/test_whole.py", "fetching/test_fetch.py", "fetching/test_killed.py",
    "fetching/test_watch.py", "test_api.py", "test_decisions.py", "test_linking.py", "test_originals.py",
    "test_pipeline.py", "test_sources_added.py", "web/test_keeper.py", "web/test_routes_decide.py",
    "web/test_routes_entry.py", "web/test_routes_page.py", "web/test_routes_people.py", "web/test_routes_views.py",
}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    unclosed.told()
    config.addinivalue_line("markers", "file_only: of a book in a file, not of one on a server")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    path = metafunc.definition.path.relative_to(ROOT).as_posix()
    if path in ON_BOTH and metafunc.definition.get_closest_marker("file_only") is None:
        metafunc.parametrize("backend", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """One PostgreSQL for all tests."""
    if postgres.programs() is None and not postgres.MUST:
        pytest.skip("postgresql is not installed (REQUIRE_ALL=1 makes this an error)")
    with postgres.cluster() as url, postgres.Server(url) as running:
        yield running


@pytest.fixture
def place(request: pytest.FixtureRequest, backend: str, tmp_path: Path) -> str:
    """Where no book is yet, for processes of their own: a path, or an address on the server."""
    if backend == "sqlite":
        return str(tmp_path / "place.book")
    running: postgres.Server = request.getfixturevalue("server")
    return running.new()


@pytest.fixture(autouse=True)
def backend(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the test's books are kept."""
    name: Any = getattr(request, "param", "sqlite")
    if name == "sqlite":
        yield name
        return
    running: postgres.Server = request.getfixturevalue("server")
    with running.in_place_of_files():
        yield name
